"""The rows that the tests of account share put into a company, and the days they ask about."""

from __future__ import annotations

from decimal import Decimal

JUNE_END = "2026-06-30"
YEAR_2025 = ("2025-01-01", "2025-12-31")


def account(account_id: str, region: str | None = "华东", **more: object) -> dict[str, object]:
    return {"account_id": account_id, "account_name": f"客户{account_id}", "region": region, "status": "locked", **more}


def wallet(
    account_id: str, period: str, category: str | None, supplier: str | None, spend: object
) -> dict[str, object]:
    return {"account_id": account_id, "period": period, "category": category, "supplier": supplier, "spend": spend}


def line(account_id: str | None, day: str, amount: object, category: str | None = "安防") -> dict[str, object]:
    return {"account_id": account_id, "ordered_on": day, "amount": amount, "category": category}


def money(text: str) -> Decimal:
    return Decimal(text)
