"""The list of key accounts a second time, in plain Python, from the words of rules.md. No SQL."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.books import Books, Row, by, cents

LINE = 1_000_000
BACKGROUND = ("nature_and_structure", "communication", "business", "standing", "credit", "needs_and_feedback")
PERSON = ("family", "school", "interests", "career", "buying_role", "reports_to", "year_goal", "ambitions")
OPERATIONS = ("direction", "management", "announcements", "purchase_plan")


def by_region(books: Books) -> list[tuple[Any, ...]]:
    candidates_of = [books.region_of(one[0]) for one in candidates(books)]
    rows = []
    for region in by(books.regions, "region"):
        name = region["region"]
        if books.only_regions and name not in books.only_regions:
            continue
        mine = [row for row in books.accounts if row["region"] == name and books.passes(row["account_id"])]
        keys = [row for row in mine if books.is_key(row)]
        classes = [
            sum(row["account_class"] == kind for row in keys) for kind in ("end_user", "consultant", "contractor")
        ]
        entries = sum(row["status"] in ("locked", "released") and books.in_period(row["locked_on"]) for row in mine)
        exits = sum(row["status"] == "released" and books.in_period(row["released_on"]) for row in mine)
        bounds = (region["list_min"], region["list_max"])
        rows.append((name, len(keys), *bounds, *classes, candidates_of.count(name), entries, exits))
    return rows


def candidates(books: Books) -> list[tuple[Any, ...]]:
    rows = []
    for one in by(books.accounts):
        name, potential = one["account_id"], one["annual_potential"]
        if not books.passes(name) or books.is_key(one) or books.is_released(one):
            continue
        sales = books.sold_12_months(name)
        by_sales = None if sales is None else sales >= LINE
        by_potential = None if potential is None else potential >= LINE
        if by_sales or by_potential:
            rows.append((name, cents(sales), cents(potential), by_sales, by_potential))
    return rows


def _filled(rows: list[Row], names: tuple[str, ...]) -> int:
    """The fields that any of the rows fills; blank text fills none."""
    return sum(any((row[name] or "").strip() for row in rows) for name in names)


def completeness(books: Books) -> list[tuple[Any, ...]]:
    rows = []
    for one in books.key_accounts():
        people = [row for row in books.contacts if row["account_id"] == one["account_id"]]
        parts = (_filled([one], BACKGROUND), _filled(people, PERSON), _filled([one], OPERATIONS))
        days = [row["updated_on"] for row in (one, *people) if books.by_now(row["updated_on"])]
        rows.append((one["account_id"], *parts, float(Fraction(sum(parts), 18)), max(days, default=None)))
    return rows
