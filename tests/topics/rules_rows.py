"""Companies written as small tables in text, for the tests that hold the questions to rules.md sentence by sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from kam.datasets import BY_NAME
from tests.conftest import Company
from tests.oracle.books import Books, Row
from tests.topics.company import TABLES, ask, fill, row

JUNE_END = "2026-06-30"
BLANK = "　"  # a full-width space
_ATTRIBUTES = {table: attribute for attribute, table in TABLES.items()}
_NUMBERS = {"order_line": "order_no", "visit": "visit_no", "concession": "concession_no", "deal": "deal_id"}
_NUMBERS |= {"fund": "fund_no", "action": "action_no"}


def rows(dataset: str, table: str) -> list[Row]:
    """The rows of a table in text: a line of column names, then a line a row; - is empty.

    Order lines, visits, concessions, deals, funds and actions without a number get 1, 2, 3.
    """
    head, *lines = [line.split() for line in table.strip().splitlines()]
    found = []
    for place, cells in enumerate(lines, 1):
        values = {name: _value(dataset, name, cell) for name, cell in zip(head, cells, strict=True)}
        if dataset in _NUMBERS:
            values.setdefault(_NUMBERS[dataset], str(place))
        if dataset == "order_line":
            values.setdefault("line_no", 1)
        found.append(row(dataset, **values))
    return found


def _value(dataset: str, name: str, cell: str) -> Any:
    kind = BY_NAME[dataset].column(name).sql_type
    if cell == "-":
        return None
    if kind == "DATE":
        return date.fromisoformat(cell)
    if kind == "INTEGER":
        return int(cell)
    return Decimal(cell) if kind.startswith("DECIMAL") else cell


def books(as_of: str = JUNE_END, period: tuple[str, str] | None = None, **tables: str | list[Row]) -> Books:
    """A company of these tables by dataset, seen on a day; without a period over the year of the day up to it."""
    day = date.fromisoformat(as_of)
    window = (date.fromisoformat(period[0]), date.fromisoformat(period[1])) if period else (date(day.year, 1, 1), day)
    given = {
        _ATTRIBUTES[name]: rows(name, table) if isinstance(table, str) else table for name, table in tables.items()
    }
    return Books(as_of=day, period=window, **given)


def told(company: Company, query: str, given: Books) -> list[tuple[Any, ...]]:
    """The answer about these books, which take the place of what was in the company."""
    fill(company, given)
    return ask(company, query, given)


def column(company: Company, query: str, given: Books, place: int) -> list[Any]:
    """One column of the answer."""
    return [found[place] for found in told(company, query, given)]


def money(text: str) -> Decimal:
    return Decimal(text)
