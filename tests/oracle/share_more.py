"""Concentration and the guardrail a second time, in plain Python with fractions, from the rules' words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle import share
from tests.oracle.books import Books, Row, cents, ratio, year_before


def concentration(books: Books) -> list[tuple[Any, ...]]:
    """rank, account_id, our_sales, cumulative_share, abc."""
    sales = _buyers(books)
    whole = sum(sales.values(), Fraction(0))
    rows, before = [], Fraction(0)
    for rank, name in enumerate(sorted(sales, key=lambda name: (-sales[name], name)), 1):
        abc = "A" if before / whole < Fraction(80, 100) else "B" if before / whole < Fraction(95, 100) else "C"
        before += sales[name]
        rows.append((rank, name, cents(sales[name]), float(before / whole), abc))
    return rows


def indices(books: Books) -> list[tuple[Any, ...]]:
    """accounts, hhi, gini, top10_share."""
    x = sorted(_buyers(books).values())
    n, whole = len(x), sum(x, Fraction(0))
    if not x:
        return [(0, None, None, None)]
    hhi = sum(((one / whole) ** 2 for one in x), Fraction(0))
    gini = sum((Fraction(2 * i - n - 1) * one for i, one in enumerate(x, 1)), Fraction(0)) / (n * whole)
    return [(n, float(hhi), float(gini), float(sum(x[-10:], Fraction(0)) / whole))]


def guardrail(books: Books) -> list[tuple[Any, ...]]:
    """key_sales, key_change, other_sales, other_change."""
    keys = {row["account_id"] for row in books.accounts if books.is_key(row)}
    return [(*_compared(books, keys.__contains__), *_compared(books, lambda name: name not in keys))]


def _compared(books: Books, belongs: Callable[[str], bool]) -> tuple[Decimal | None, float | None]:
    now = _sales(books, belongs, books.in_period) if books.orders_reach(books.last) else None
    reaches = books.orders_reach(year_before(books.first))
    before = _sales(books, belongs, books.in_last_year) if reaches else None
    change = None if now is None or before is None else now - before
    return cents(now), ratio(change, before)


def _sales(books: Books, belongs: Callable[[str], bool], counts: Callable[[date], bool]) -> Fraction:
    total = Fraction(0)
    for line in books.lines:
        name = line["account_id"]
        if name and books.passes(name) and belongs(name) and counts(line["ordered_on"]):
            total += Fraction(line["amount"] or 0)
    return total


def _buyers(books: Books) -> dict[str, Fraction]:
    """Sales of the period by account, those above 0."""
    sales: dict[str, Fraction] = {}
    for line in books.lines:
        name = line["account_id"]
        if name and books.passes(name) and books.in_period(line["ordered_on"]):
            sales[name] = sales.get(name, Fraction(0)) + Fraction(line["amount"] or 0)
    return {name: amount for name, amount in sales.items() if amount > 0}


def of_one_account(books: Books, account_id: str) -> share.Books:
    """What the oracle of account share needs to judge one account's wallets; '' stands for empty there."""

    def plain(rows: list[Row]) -> list[Row]:
        return [{name: "" if value is None else value for name, value in row.items()} for row in rows]

    lines = [line for line in books.lines_of.get(account_id, []) if line["amount"] is not None]
    wallets = [row for row in books.wallets if row["account_id"] == account_id]
    return share.Books(wallets=plain(wallets), lines=plain(lines), as_of=books.as_of)
