"""One company by hand whose rows stand exactly on the bounds: first and last days, thresholds, zeros, cents, ties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.oracle.books import Books
from tests.topics import edge_money, edge_people

TODAY = date(2025, 12, 31)
YEAR = (date(2025, 1, 1), TODAY)


def edges() -> Books:
    """The company, seen on the last day of 2025, the whole year, without a filter."""
    return Books(
        accounts=edge_money.accounts(),
        wallets=edge_money.wallets(),
        lines=edge_money.lines(),
        stage_changes=edge_people.stage_changes(),
        deals=edge_people.deals(),
        contacts=edge_people.contacts(),
        scores=edge_people.scores(),
        profiles=edge_people.profiles(),
        agreements=edge_money.agreements(),
        tiers=edge_money.tiers(),
        concessions=edge_money.concessions(),
        visits=edge_people.visits(),
        regions=edge_money.regions(),
        funds=edge_money.funds(),
        actions=edge_people.actions(),
        as_of=TODAY,
        period=YEAR,
    )


def edge_views(books: Books) -> list[Books]:
    """The year, a day; before the first order line and on its day; one class, one account, two that sell nothing."""
    first = date(2024, 1, 1)
    return [
        books,
        replace(books, as_of=date(2026, 1, 3), period=(date(2024, 12, 31), date(2026, 1, 31))),
        replace(books, as_of=date(2025, 9, 28), period=(date(2025, 9, 28), date(2025, 9, 28))),
        replace(books, as_of=first, period=(first, first)),
        replace(books, as_of=date(2023, 12, 31), period=(date(2023, 12, 31), first)),
        replace(books, as_of=date(2023, 12, 31), period=(date(2024, 1, 9), date(2024, 2, 1))),
        replace(books, only_classes=("contractor",)),
        replace(books, only_accounts=("L",)),
        replace(books, only_accounts=("M", "N", "外")),
    ]
