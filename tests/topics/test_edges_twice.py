"""A company whose rows stand on every bound answers each published question as a second computation does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from kam.access import Scope
from tests.conftest import Company
from tests.oracle import (
    engagement,
    evidence,
    funnel,
    funnel_more,
    margin,
    pitfalls,
    plan,
    rebate,
    rivals,
    rivals_more,
    roster,
    share,
    share_more,
)
from tests.oracle.books import Books, Row
from tests.topics.company import agree, ask, fill
from tests.topics.invented_edges import edge_views, edges

Oracle = Callable[[Books], list[tuple[Any, ...]]]


def values(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """The cells of the older oracles' rows: a rebate's rate as written, other fractions as rates."""
    return [tuple(_cell(name, cell) for name, cell in one.items()) for one in rows]


def _cell(name: str, cell: Any) -> Any:
    if not isinstance(cell, Fraction):
        return cell
    return Decimal(cell.numerator) / cell.denominator if name == "rate" else float(cell)


def filled(rows: list[Row], value: Any, *names: str) -> list[Row]:
    """The rows with a value where one of these columns is empty."""
    return [{name: value if name in names and cell is None else cell for name, cell in one.items()} for one in rows]


def of_share(name: str) -> Oracle:
    def rows(books: Books) -> list[tuple[Any, ...]]:
        wallets, lines = (
            filled(some, "", "account_id", "category", "supplier") for some in (books.wallets, books.lines)
        )
        told = share.Books(books.accounts, wallets, filled(lines, Decimal(0), "amount"), books.regions)
        for asked in ("as_of", "period", "only_regions", "only_classes", "only_accounts"):
            setattr(told, asked, getattr(books, asked))
        return list(getattr(share, name)(told))

    return rows


def of_funnel(name: str) -> Oracle:
    def rows(books: Books) -> list[tuple[Any, ...]]:
        ledger = funnel.Ledger(books.accounts, books.stage_changes, filled(books.lines, Decimal(0), "amount"))
        paths = [path for path in funnel.paths(ledger, books.as_of) if books.passes(path.account_id)]
        further = {"stock": (books.as_of,), "cohort": (books.as_of, books.period)}.get(name, ())
        oracle = getattr(funnel, name)
        return values(oracle(ledger, paths, *further) if name == "stock" else oracle(paths, *further))

    return rows


def of_rebate(name: str) -> Oracle:
    def rows(books: Books) -> list[tuple[Any, ...]]:
        mine = [agreement for agreement in books.agreements if books.passes(agreement["account_id"])]
        lines = [
            line for line in filled(books.lines, Decimal(0), "amount", "quantity") if books.by_now(line["ordered_on"])
        ]
        if books.first > books.last:
            return []
        return values(getattr(rebate, name)(rebate.Ledger(lines, mine, books.tiers), books.as_of, books.period))

    return rows


def of_rivals(name: str) -> Oracle:
    def rows(books: Books) -> list[tuple[Any, ...]]:
        eye = rivals.Eye(books.as_of, books.only_regions, books.only_classes, books.only_accounts)
        return values(getattr(rivals, name)(books.accounts, books.scores, eye))

    return rows


QUESTIONS: dict[str, Oracle] = {
    **{f"share.{name}": of_share(name) for name in ("by_account", "by_region", "trend", "white_space")},
    **{f"share.{name}": getattr(share_more, name) for name in ("concentration", "indices", "guardrail")},
    **{f"funnel.{name}": of_funnel(name) for name in ("stock", "reached", "cohort", "dwell")},
    **{f"funnel.{name}": getattr(funnel_more, name) for name in ("stalled", "regressions")},
    "funnel.audit": evidence.audit,
    **{f"rivals.{name}": of_rivals(name) for name in ("radar", "strength")},
    **{f"rivals.{name}": getattr(rivals_more, name) for name in ("similarity", "openings", "win_loss")},
    **{f"rebate.{name}": of_rebate(name) for name in ("status", "curve")},
    "rebate.margin": margin.margin,
    **{
        f"{module.__name__.rpartition('.')[2]}.{name}": getattr(module, name)
        for module, names in (
            (engagement, ("executive", "cadence", "matrix", "time")),
            (pitfalls, ("concessions", "agreements", "summary", "differentiation", "levels")),
            (plan, ("funds", "actions")),
            (roster, ("by_region", "candidates", "completeness")),
        )
        for name in names
    },
}


def put(company: Company) -> None:
    """The company, its stage changes and scores in two files each: of one day's rows the later has the lower number."""
    fill(company, edges())
    for table, last in (("stage_change", 3), ("rival_score", 4)):
        company.connection.execute(
            f"UPDATE {table} SET _batch = _batch + 100, _row = _row - {last} WHERE _row > {last}"
        )


@pytest.mark.parametrize("view", range(len(edge_views(edges()))))
def test_the_company_on_the_bounds_agrees(company: Company, view: int) -> None:
    put(company)
    books = edge_views(edges())[view]
    for query, oracle in QUESTIONS.items():
        agree(query, ask(company, query, books), oracle(books))


def test_a_viewer_of_two_regions_who_filters_on_two_sees_the_one_in_both(company: Company) -> None:
    put(company)
    books = edges()
    for query, oracle in QUESTIONS.items():
        scope = Scope(frozenset({"东", "微"}))
        found = company.ask(query, books.as_of, books.period, ("东", "西"), scope=scope)
        agree(query, [tuple(one.values()) for one in found], oracle(replace(books, only_regions=("东",))))
