"""What a judgement of data quality is made of: the subject, the finding, whether it holds. No SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tests.oracle import share
from tests.oracle.books import Books, Row

OUTSIDE = "customer_outside_directory"


@dataclass(frozen=True)
class Subject:
    """What is judged: a row of a dataset, or a customer. `row` = its number in the file, 1-based."""

    dataset: str
    account_id: str | None
    region: str | None
    item: str
    on_day: date | None = None
    amount: Decimal | None = None
    row: int | None = None


# A finding, its subject, and whether it holds; None = it does not arise there.
Verdict = tuple[str, Subject, bool | None]


def each(subject: Subject, **said: bool | None) -> Iterator[Verdict]:
    return ((finding, subject, holds) for finding, holds in said.items())


def numbered(books: Books, rows_: list[Row]) -> Iterator[tuple[int, Row]]:
    """The rows of customers that pass, with their number in the file."""
    return ((number, one) for number, one in enumerate(rows_, 1) if books.passes(one["account_id"]))


def grouped(rows_: list[Row], *names: str) -> dict[tuple[Any, ...], list[tuple[int, Row]]]:
    """The rows with their numbers by the values of these columns."""
    found: dict[tuple[Any, ...], list[tuple[int, Row]]] = {}
    for number, one in enumerate(rows_, 1):
        found.setdefault(tuple(one[name] for name in names), []).append((number, one))
    return found


def is_outside(books: Books, account_id: str | None) -> bool | None:
    return None if account_id is None else account_id not in books.directory


def about(
    books: Books, dataset: str, one: Row, number: int, item: str, on_day: date | None = None, amount: Any = None
) -> Subject:
    name = one["account_id"]
    region = one.get("region") if dataset in ("fund", "action") else None
    return Subject(dataset, name, region or books.region_of(name), item, on_day, amount, number)


def days(books: Books) -> list[date]:
    return share.days_between(books.first, books.last) if books.first <= books.last else []
