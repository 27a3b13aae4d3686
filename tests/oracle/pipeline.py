"""Pipeline and velocity of deals a second time, in plain Python with fractions, from the model's words."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.books import Books, Row, cents, ratio
from tests.oracle.rivals_more import is_open


def pipeline(books: Books) -> list[tuple[Any, ...]]:
    """deal_stage, open, amount, win_rate, weighted."""
    deals = [deal for deal in books.deals if books.passes(deal["account_id"])]
    rows = []
    for stage in [*sorted({deal["deal_stage"] for deal in deals} - {None}), None]:
        mine = [deal for deal in deals if deal["deal_stage"] == stage]
        still = [deal for deal in mine if is_open(books, deal)]
        if not still:
            continue
        amounts = [Fraction(deal["amount"]) for deal in still if deal["amount"] is not None]
        amount = sum(amounts, Fraction(0)) if amounts else None
        won, closed = _closed(books, mine)
        weighted = None if amount is None or not closed else amount * won / closed
        rows.append((stage, len(still), cents(amount), ratio(Fraction(won), Fraction(closed)), cents(weighted)))
    return rows


def velocity(books: Books) -> list[tuple[Any, ...]]:
    """open, mean_amount, win_rate, cycle_days, velocity."""
    deals = [deal for deal in books.deals if books.passes(deal["account_id"])]
    still = [deal for deal in deals if is_open(books, deal)]
    amounts = [Fraction(deal["amount"]) for deal in still if deal["amount"] is not None]
    mean = sum(amounts, Fraction(0)) / len(amounts) if amounts else None
    won, closed = _closed(books, deals)
    days = [(deal["closed_on"] - deal["opened_on"]).days for deal in deals if _has_cycle(books, deal)]
    cycle = Fraction(sum(days), len(days)) if days else None
    pace = len(still) * mean * Fraction(won, closed) / cycle if mean is not None and closed and cycle else None
    days_known = None if cycle is None else float(cycle)
    return [(len(still), cents(mean), ratio(Fraction(won), Fraction(closed)), days_known, cents(pace))]


def _closed(books: Books, deals: list[Row]) -> tuple[int, int]:
    """Won, and won or lost, by the as-of day."""
    ends = [deal["outcome"] for deal in deals if deal["closed_on"] is not None and deal["closed_on"] <= books.as_of]
    return ends.count("won"), ends.count("won") + ends.count("lost")


def _has_cycle(books: Books, deal: Row) -> bool:
    opened_on, closed_on = deal["opened_on"], deal["closed_on"]
    if deal["outcome"] not in ("won", "lost") or opened_on is None or closed_on is None:
        return False
    return bool(opened_on <= closed_on <= books.as_of)
