"""Every question gives equal rows on a second engine: what DuckDB answers, ClickHouse answers to the carried text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from kam.access import EVERYTHING, Scope
from kam.engine import facts, fetch_arrow
from kam.view import view
from tests.conftest import Company
from tests.oracle.books import Books
from tests.topics.clickhouse import ClickHouse, bound
from tests.topics.clickhouse_text import DIFFERENCES
from tests.topics.company import SEEDS, agree, fill, sample
from tests.topics.invented_edges import edges
from tests.topics.invented_faults import Faulty
from tests.topics.test_law import FILES, parsed

YEAR: dict[str, Any] = {"as_of": date(2026, 6, 30), "period": (date(2026, 1, 1), date(2026, 6, 30))}
LEAP_YEAR: dict[str, Any] = {"as_of": date(2024, 2, 29), "period": (date(2023, 3, 1), date(2024, 12, 31))}
HOSTILE = "'; DROP TABLE account; --\\'\t\n{as_of:Date} ?"


@pytest.fixture(scope="module")
def clickhouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClickHouse]:
    """One session for the whole module: starting ClickHouse takes longer than asking it."""
    made = ClickHouse(tmp_path_factory.mktemp("clickhouse"))
    yield made
    made.session.close()


def _agree(company: Company, clickhouse: ClickHouse, books: Books, scope: Scope = EVERYTHING) -> None:
    """Every question under the books' day, period and filters: the same columns and rows in the same order."""
    asked = view(books.as_of, books.period, books.only_regions, books.only_classes, books.only_accounts)
    clickhouse.look(bound(asked, scope))
    for name, sql in FILES.items():
        expected = fetch_arrow(company.connection, sql, asked.params(), scope)
        agree(name, _rows(_typed(name, clickhouse.ask(sql), expected.schema)), _rows(expected))


def _typed(name: str, found: pa.Table, schema: pa.Schema) -> pa.Table:
    """The answer in DuckDB's types: a flag may be 0 or 1, a number wider. Nothing is rounded, no float turns exact."""
    assert found.column_names == schema.names, name
    for ours, theirs in zip(found.schema, schema, strict=True):
        assert pa.types.is_floating(ours.type) == pa.types.is_floating(theirs.type), f"{name}.{ours.name}: {ours.type}"
    return found.cast(pa.schema([(one.name, one.type) for one in schema]))


def _rows(table: pa.Table) -> list[tuple[object, ...]]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


@pytest.mark.long
@pytest.mark.parametrize(
    "asked",
    [
        {**YEAR, "only_regions": ("华南", "华中")},
        pytest.param(YEAR, marks=pytest.mark.long),
        pytest.param(LEAP_YEAR, marks=pytest.mark.long),
    ],
    ids=["two regions", "a year", "to a leap day"],
)
def test_the_sample_gives_equal_rows(company: Company, clickhouse: ClickHouse, asked: dict[str, Any]) -> None:
    fill(company, sample())
    clickhouse.move_in(company)
    _agree(company, clickhouse, replace(sample(), **asked))


@pytest.mark.parametrize("seed", [pytest.param(seed, marks=pytest.mark.long) for seed in SEEDS])
def test_an_invented_company_gives_equal_rows(company: Company, clickhouse: ClickHouse, seed: int) -> None:
    maker = Faulty(seed)
    whole = maker.faulty()
    fill(company, whole)
    clickhouse.move_in(company)
    _agree(company, clickhouse, maker.views(whole)[seed % 4 // 2])


def test_a_company_on_the_bounds_gives_equal_rows_to_a_viewer_of_two_regions(
    company: Company, clickhouse: ClickHouse
) -> None:
    fill(company, edges())
    clickhouse.move_in(company)
    _agree(company, clickhouse, edges(), Scope(frozenset({"东", "微"})))


@pytest.mark.long
def test_a_filter_is_bound_whatever_it_says_and_a_company_without_sales_gives_equal_rows(
    company: Company, clickhouse: ClickHouse
) -> None:
    company.put("account", {"account_id": HOSTILE, "account_name": "they"}, {"account_id": "K"})
    clickhouse.move_in(company)
    _agree(company, clickhouse, Books(**YEAR, only_accounts=(HOSTILE,)))
    assert clickhouse.ask(FILES["accounts.directory"])["account_name"].to_pylist() == ["they"]


def test_no_difference_is_declared_that_no_text_holds() -> None:
    held = {type(node) for sql in (*FILES.values(), *facts().values()) for node in parsed(sql).walk()}
    assert DIFFERENCES.keys() - held == set()
