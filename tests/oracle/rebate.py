"""Rebates a second time, in plain Python with fractions: nothing is shared with the SQL but the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Ledger:
    """The rows of three datasets as a test put them in; every named column is there, days are dates."""

    order_lines: Sequence[Row]
    agreements: Sequence[Row]
    tiers: Sequence[Row]


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February maps to 28 February."""
    return _in_year(day, day.year - 1)


def _in_year(day: date, year: int) -> date:
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else date(year, day.month, day.day)


def is_longer_than_a_year(first: date, last: date) -> bool:
    return last >= _in_year(first, first.year + 1)


def half_up(value: Fraction | None) -> Decimal | None:
    """Two decimals, halves away from zero."""
    if value is None:
        return None
    cents = (abs(value) * 200 + 1) // 2
    return Decimal(cents if value >= 0 else -cents).scaleb(-2)


def bought(ledger: Ledger, agreement: Row, first: date, last: date, basis: str) -> Fraction:
    """The sum over the agreement's lines of some days, in CNY or in pieces with the sign of the amount."""
    total = Fraction(0)
    for line in ledger.order_lines:
        if not agreement["account_id"] or line["account_id"] != agreement["account_id"]:
            continue
        if agreement["category"] and line["category"] != agreement["category"]:
            continue
        if first <= line["ordered_on"] <= last:
            amount, quantity = Fraction(line["amount"]), Fraction(line["quantity"])
            signed = quantity if amount == 0 else abs(quantity) * (1 if amount > 0 else -1)
            total += amount if basis == "amount" else signed
    return total


def forecast(ledger: Ledger, agreement: Row, volume: Fraction, as_of: date) -> Fraction:
    first: date = agreement["starts_on"]
    last: date = agreement["ends_on"]
    basis: str = agreement["basis"]
    if last <= as_of:
        return volume
    begun = min((line["ordered_on"] for line in ledger.order_lines), default=date.max)
    if not is_longer_than_a_year(first, last) and begun <= year_before(first):
        part = bought(ledger, agreement, year_before(first), year_before(as_of), basis)
        whole = bought(ledger, agreement, year_before(first), year_before(last), basis)
        if part > 0 and whole > 0:
            return volume / (part / whole)
    return volume * ((last - first).days + 1) / ((as_of - first).days + 1)


def tiers_of(ledger: Ledger, agreement: Row) -> list[tuple[Fraction, Fraction]]:
    """(threshold, rate), ascending."""
    mine = [tier for tier in ledger.tiers if tier["agreement_no"] == agreement["agreement_no"]]
    return sorted((Fraction(tier["threshold"]), Fraction(tier["rate"])) for tier in mine)


def rate_of(tiers: list[tuple[Fraction, Fraction]], volume: Fraction) -> Fraction:
    return next((rate for threshold, rate in reversed(tiers) if threshold <= volume), Fraction(0))


def rebate(method: str, tiers: list[tuple[Fraction, Fraction]], volume: Fraction, price: Fraction) -> Fraction:
    """R(volume) as domain.md writes it."""
    if volume <= 0:
        return Fraction(0)
    if method == "all_unit":
        return rate_of(tiers, volume) * volume * price
    total = Fraction(0)
    for place, (threshold, rate) in enumerate(tiers):
        end = tiers[place + 1][0] if place + 1 < len(tiers) else max(volume, threshold)
        total += rate * max(Fraction(0), min(volume, end) - threshold)
    return total * price


def selected(ledger: Ledger, as_of: date, period: tuple[date, date]) -> list[Row]:
    first, last = period[0], min(period[1], as_of)
    mine = [
        agreement
        for agreement in ledger.agreements
        if max(first, agreement["starts_on"]) <= min(last, agreement["ends_on"])
    ]
    return sorted(mine, key=lambda agreement: str(agreement["agreement_no"]))


def status(ledger: Ledger, as_of: date, period: tuple[date, date]) -> list[dict[str, Any]]:
    """The rows of rebate.status; money and quantities as Decimal, ratios as float."""
    return [_status_of(ledger, agreement, as_of) for agreement in selected(ledger, as_of, period)]


def _status_of(ledger: Ledger, agreement: Row, as_of: date) -> dict[str, Any]:
    first, last = agreement["starts_on"], agreement["ends_on"]
    until = min(last, as_of)
    volume = bought(ledger, agreement, first, until, agreement["basis"])
    amount = bought(ledger, agreement, first, until, "amount")
    later = forecast(ledger, agreement, volume, as_of)
    tiers = tiers_of(ledger, agreement)
    price = amount / volume if volume > 0 else Fraction(1)
    earned = rebate(agreement["method"], tiers, volume, price) if tiers else None
    coming = rebate(agreement["method"], tiers, later, price) if tiers else None
    above = [threshold for threshold, _ in tiers if threshold > volume]
    committed = agreement["committed_volume"]
    return {
        "agreement_no": agreement["agreement_no"],
        "account_id": agreement["account_id"],
        "volume": half_up(volume),
        "rate": rate_of(tiers, volume) if tiers else None,
        "earned": half_up(earned),
        "next_threshold": half_up(above[0]) if above else None,
        "gap": half_up(above[0] - volume) if above else None,
        "forecast_volume": half_up(later),
        "forecast_rebate": half_up(coming),
        "accrued": half_up(_accrued(coming, later, volume)),
        "effective_rate": _effective_rate(earned, volume, amount),
        "committed_volume": None if committed is None else half_up(Fraction(committed)),
        "progress": float(volume / Fraction(committed)) if committed else None,
        "elapsed": ((until - first).days + 1) / ((last - first).days + 1),
        "bought": half_up(amount),
    }


def _accrued(coming: Fraction | None, later: Fraction, volume: Fraction) -> Fraction | None:
    if coming is None:
        return None
    return coming / later * volume if later > 0 else Fraction(0)


def _effective_rate(earned: Fraction | None, volume: Fraction, amount: Fraction) -> float | None:
    if earned is None:
        return None
    if volume < 0:
        return 0.0
    return float(earned / amount) if amount > 0 else None


def curve(ledger: Ledger, as_of: date, period: tuple[date, date]) -> list[dict[str, Any]]:
    """The rows of rebate.curve."""
    rows = []
    for agreement in selected(ledger, as_of, period):
        until = min(agreement["ends_on"], as_of)
        price: Fraction | None = Fraction(1)
        if agreement["basis"] == "quantity":
            volume = bought(ledger, agreement, agreement["starts_on"], until, "quantity")
            amount = bought(ledger, agreement, agreement["starts_on"], until, "amount")
            price = amount / volume if volume > 0 else None
        tiers = tiers_of(ledger, agreement)
        for threshold, rate in tiers:
            earned = None if price is None else rebate(agreement["method"], tiers, threshold, price)
            rows.append(
                {
                    "agreement_no": agreement["agreement_no"],
                    "threshold": half_up(threshold),
                    "rate": rate,
                    "rebate_at_threshold": half_up(earned),
                }
            )
    return rows
