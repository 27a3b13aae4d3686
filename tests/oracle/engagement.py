"""Visits a second time, in plain Python, from the words of rules.md. No SQL."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

from tests.oracle.books import Books, amount_of, by, cents, ratio

OURS = ("executive", "key_account", "field")
THEIRS = ("senior", "middle", "frontline")


def executive(books: Books) -> list[tuple[Any, ...]]:
    theirs = [
        one["account_id"]
        for one in books.visits
        if one["visitor_level"] == "executive" and books.in_12_months(one["visited_on"])
    ]
    return [(key["account_id"], theirs.count(key["account_id"]), 2, 5) for key in books.key_accounts()]


def cadence(books: Books) -> list[tuple[Any, ...]]:
    rows = []
    meetings = books.meetings()
    for key in books.key_accounts():
        days = [one["visited_on"] for one in meetings if one["account_id"] == key["account_id"]]
        if not days:
            rows.append((key["account_id"], None, None, None))
            continue
        last = max(days)
        due = last + timedelta(30) if key["account_class"] else None
        rows.append((key["account_id"], last, (books.as_of - last).days, due))
    return rows


def matrix(books: Books) -> list[tuple[Any, ...]]:
    keys = {key["account_id"] for key in books.key_accounts()}
    recent = [one for one in books.meetings() if one["account_id"] in keys and books.in_12_months(one["visited_on"])]
    rows = []
    for ours in OURS:
        for theirs in THEIRS:
            met = [one for one in recent if (one["visitor_level"], books.level_met(one)) == (ours, theirs)]
            rows.append((ours, theirs, len({one["account_id"] for one in met}), len(met)))
    return rows


def time(books: Books) -> list[tuple[Any, ...]]:
    days = [books.first + timedelta(n) for n in range((books.last - books.first).days + 1)]
    weekdays = sum(day.isoweekday() <= 5 for day in days)
    keys = {key["account_id"] for key in books.key_accounts()}
    period = [one for one in books.meetings() if books.in_period(one["visited_on"])]
    rows = []
    for region in by(books.regions, "region"):
        name, people = region["region"], region["headcount"]
        if books.only_regions and name not in books.only_regions:
            continue
        mine = [one for one in period if books.region_of(one["account_id"]) == name]
        hours = sum((amount_of(one["hours"]) for one in mine), Fraction(0))
        with_keys = sum((amount_of(one["hours"]) for one in mine if one["account_id"] in keys), Fraction(0))
        working = None if people is None else Fraction(people * weekdays * 8)
        rows.append((name, cents(hours), cents(working), ratio(hours, working), ratio(with_keys, hours)))
    return rows
