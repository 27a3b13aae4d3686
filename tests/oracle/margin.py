"""Margin after rebate a second time, in plain Python with fractions, from the rules' words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle import rebate
from tests.oracle.books import Books, Row, cents, ratio, year_before


def margin(books: Books) -> list[tuple[Any, ...]]:
    """account_id, amount, cost, rebate, concessions, margin_rate, windfall."""
    every = rebate.Ledger([], books.agreements, [])
    chosen = rebate.selected(every, books.as_of, books.period) if books.first <= books.last else []
    granted = [row for row in books.concessions if books.in_period(row["granted_on"])]
    names = {row["account_id"] for row in [*chosen, *granted]} - {None}
    return [
        _row(
            books,
            name,
            [_paid(books, agreement) for agreement in chosen if agreement["account_id"] == name],
            [row for row in granted if row["account_id"] == name],
        )
        for name in sorted(names)
        if books.passes(name)
    ]


def _ledger(books: Books, name: str) -> rebate.Ledger:
    """What the oracle of rebates reads of one account; an amount or quantity that is empty adds nothing."""
    mine = books.lines_of.get(name, [])
    lines = [{**line, "amount": line["amount"] or 0, "quantity": line["quantity"] or 0} for line in mine]
    return rebate.Ledger(lines, books.agreements, books.tiers)


def _row(
    books: Books, name: str, paid: list[tuple[Decimal | None, Decimal | None]], granted: list[Row]
) -> tuple[Any, ...]:
    lines = [line for line in books.lines_of.get(name, []) if books.in_period(line["ordered_on"])]
    is_known = books.orders_reach(books.last)
    amount = sum((Fraction(line["amount"] or 0) for line in lines), Fraction(0)) if is_known else None
    has_costs = is_known and all(line["cost"] is not None for line in lines)
    cost = sum((Fraction(line["cost"]) for line in lines), Fraction(0)) if has_costs else None
    given, windfall = _added([one[0] for one in paid]), _added([one[1] for one in paid])
    further = [row for row in granted if _is_in_no_other_figure(books, row)]
    left = None
    deducted = _value(further)
    if amount is not None and cost is not None and given is not None and deducted is not None:
        left = amount - cost - Fraction(given) - deducted
    return (name, cents(amount), cents(cost), given, cents(_value(granted)), ratio(left, amount), windfall)


def _added(parts: list[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, Decimal("0.00")) if len(known) == len(parts) else None


def _value(granted: list[Row]) -> Fraction | None:
    """Unknown values are left out; a sum of unknown ones alone is unknown."""
    known = [Fraction(row["value"]) for row in granted if row["value"] is not None]
    return None if granted and not known else sum(known, Fraction(0))


def _is_in_no_other_figure(books: Books, concession: Row) -> bool:
    on_file = {agreement["agreement_no"] for agreement in books.agreements}
    if concession["kind"] == "price":
        return False
    return not (concession["kind"] == "rebate" and concession["agreement_no"] in on_file)


def _paid(books: Books, agreement: Row) -> tuple[Decimal | None, Decimal | None]:
    """What the agreement pays for the period, and the part of it on what last year's sales already had."""
    ledger = _ledger(books, agreement["account_id"])
    tiers = rebate.tiers_of(ledger, agreement)
    if not tiers:
        return None, None
    begins, basis = agreement["starts_on"], agreement["basis"]
    until = min(agreement["ends_on"], books.as_of)
    volume = rebate.bought(ledger, agreement, begins, until, basis)
    amount = rebate.bought(ledger, agreement, begins, until, "amount")
    price = amount / volume if volume > 0 else Fraction(1)
    inside = rebate.bought(ledger, agreement, max(begins, books.first), min(until, books.last), basis)
    part = inside / volume if volume > 0 else Fraction(0)
    earned = rebate.rebate(agreement["method"], tiers, volume, price)
    if not books.orders_reach(year_before(begins)):
        return cents(earned * part), None
    before = rebate.bought(ledger, agreement, year_before(begins), year_before(until), basis)
    base = max(Fraction(0), min(volume, before))
    if agreement["method"] == "all_unit":
        fallen = rebate.rate_of(tiers, volume) * base * price
    else:
        fallen = rebate.rebate("marginal", tiers, base, price)
    return cents(earned * part), cents(fallen * part)
