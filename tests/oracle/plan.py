"""Funds and actions a second time, in plain Python, from the words of rules.md. No SQL."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.books import Books, Row, amount_of, by, cents, ratio


def funds(books: Books) -> list[tuple[Any, ...]]:
    booked = [row for row in books.funds if books.in_period(row["booked_on"]) and books.keeps(row)]
    rows = []
    for region in by(books.regions, "region"):
        name = region["region"]
        if books.only_regions and name not in books.only_regions:
            continue
        mine = [row for row in booked if (row["region"] or books.region_of(row["account_id"])) == name]
        budget = _sum(row for row in mine if row["kind"] == "budget")
        spend = _sum(row for row in mine if row["kind"] == "spend")
        unassigned = _sum(row for row in mine if row["kind"] == "spend" and not row["account_id"])
        rows.append((name, cents(budget), cents(spend), ratio(spend, budget), cents(unassigned)))
    return rows


def _sum(rows: Any) -> Fraction:
    return sum((amount_of(row["amount"]) for row in rows), Fraction(0))


def actions(books: Books) -> list[tuple[Any, ...]]:
    rows = []
    for one in by(books.actions, "action_no"):
        begins = one["starts_on"] is None or one["starts_on"] <= books.last
        is_past = one["done_on"] is not None and one["done_on"] < books.first
        if books.keeps(one) and begins and not is_past:
            done = one["done_on"] if books.by_now(one["done_on"]) else None
            rows.append(
                (one["action_no"], one["account_id"], one["owner"], one["due_on"], done, _is_overdue(books, one))
            )
    return rows


def _is_overdue(books: Books, one: Row) -> bool | None:
    done = books.by_now(one["done_on"]) or (one["status"] == "done" and one["done_on"] is None)
    if done or one["status"] == "cancelled":
        return False
    return None if one["due_on"] is None else bool(one["due_on"] < books.as_of)
