"""Agreements and purchases in a few words, for the tests of rebates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.conftest import Company

D = Decimal
JUNE = "2026-06-30"  # day 181 of 365
STEPS = (("0", "0.01"), ("1000", "0.02"), ("5000", "0.03"))


def agree(company: Company, tiers: tuple[tuple[str, str], ...] = STEPS, **changes: object) -> None:
    """An agreement of account K for 2026 on amounts, all_unit, unless changed; with its tiers."""
    usual: dict[str, object] = {
        "agreement_no": "A",
        "account_id": "K",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "basis": "amount",
        "method": "all_unit",
    }
    row = {**usual, **changes}
    company.put("agreement", row)
    company.put(
        "rebate_tier", *({"agreement_no": row["agreement_no"], "threshold": at, "rate": rate} for at, rate in tiers)
    )


def buy(company: Company, *lines: tuple[str, str], **changes: object) -> None:
    """Order lines of account K: (day, amount)."""
    first = company.batches * 100
    company.put(
        "order_line",
        *(
            {
                "order_no": str(first + place),
                "line_no": 1,
                "ordered_on": day,
                "account_id": "K",
                "amount": amount,
                **changes,
            }
            for place, (day, amount) in enumerate(lines)
        ),
    )


def status(company: Company, as_of: str = JUNE, **view: Any) -> dict[str, Any]:
    """The one row of rebate.status."""
    (row,) = company.ask("rebate.status", as_of, **view)
    return row
