"""Every question gives equal rows on a second engine: what DuckDB answers, ClickHouse answers to the carried text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from kam.access import EVERYTHING, Scope
from kam.engine import fetch_arrow
from kam.view import view
from tests.conftest import Company
from tests.oracle.books import Books
from tests.topics.clickhouse import ClickHouse, bound
from tests.topics.company import agree, fill, sample
from tests.topics.invented import Maker
from tests.topics.invented_plans import Planner
from tests.topics.test_law import FILES


@pytest.fixture(scope="module")
def clickhouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClickHouse]:
    """One session for the whole module: starting ClickHouse takes longer than asking it."""
    made = ClickHouse(tmp_path_factory.mktemp("clickhouse"))
    yield made
    made.session.close()


def _agree(company: Company, clickhouse: ClickHouse, books: Books, scope: Scope = EVERYTHING) -> None:
    """Every question under the books' day, period and filters: names, order and rows are the same."""
    asked = view(books.as_of, books.period, books.only_regions, books.only_classes, books.only_accounts)
    clickhouse.look(bound(asked, scope))
    for name, sql in FILES.items():
        expected = fetch_arrow(company.connection, sql, asked.params(), scope)
        found = clickhouse.ask(sql)
        assert found.column_names == expected.column_names, name
        agree(name, _rows(_typed(name, found, expected.schema)), _rows(expected))


def _typed(name: str, found: pa.Table, schema: pa.Schema) -> pa.Table:
    """The answer in DuckDB's types. A flag may be 0 or 1, a number wider; nothing is rounded, no float turns exact."""
    for ours, theirs in zip(found.schema, schema, strict=True):
        assert pa.types.is_floating(ours.type) == pa.types.is_floating(theirs.type), f"{name}.{ours.name}: {ours.type}"
    return found.cast(pa.schema([(one.name, one.type) for one in schema]), safe=True)


def _rows(table: pa.Table) -> list[tuple[object, ...]]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def test_the_sample_gives_equal_rows(company: Company, clickhouse: ClickHouse) -> None:
    fill(company, sample())
    clickhouse.move_in(company)
    books = replace(sample(), as_of=date(2026, 6, 30), period=(date(2026, 1, 1), date(2026, 6, 30)))
    _agree(company, clickhouse, books)
