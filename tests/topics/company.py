"""Books put into a store, asked, and compared with an oracle's rows; and the sample company's books."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import fastexcel
import pyarrow as pa

from kam.dataset import Dataset
from kam.datasets import ALL, BY_NAME
from tests.conftest import Company
from tests.oracle.books import Books, Row

TABLES = {
    "accounts": "account",
    "wallets": "wallet",
    "lines": "order_line",
    "stage_changes": "stage_change",
    "deals": "deal",
    "contacts": "contact",
    "scores": "rival_score",
    "profiles": "rival_profile",
    "agreements": "agreement",
    "tiers": "rebate_tier",
    "concessions": "concession",
    "visits": "visit",
    "targets": "target",
    "regions": "region",
    "funds": "fund",
    "actions": "action",
}
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
SAMPLE_DAYS = (date(2026, 11, 20), date(2026, 6, 30), date(2025, 9, 15), date(2024, 2, 29))

# More of them hunt: COMPANIES=200 pytest tests/topics; the sample is then seen in twice as many views as well.
_USUAL = 3
SEEDS = range(int(os.environ.get("COMPANIES", _USUAL)))
SMALL_SEEDS = range(max(30, len(SEEDS)))  # of companies that ask one topic only


def row(dataset: str, **values: Any) -> Row:
    """A row with every column of its dataset, empty where nothing is said."""
    names = BY_NAME[dataset].names
    assert set(values) <= set(names), f"{dataset} has no column {set(values) - set(names)}"
    return {name: values.get(name) for name in names}


def fill(company: Company, books: Books) -> None:
    """Puts the books in, a batch a dataset, in place of what was there. Amounts and days arrive exactly."""
    for attribute, table in TABLES.items():
        rows: list[Row] = getattr(books, attribute)
        company.connection.execute(f'DELETE FROM "{table}"')
        company.batches += 1
        if not rows:
            continue
        names = BY_NAME[table].names
        columns = {name: [one[name] for one in rows] for name in names}
        columns |= {"_batch": [company.batches] * len(rows), "_row": list(range(1, len(rows) + 1))}
        company.connection.register("arriving", pa.table(columns))
        company.connection.execute(f'INSERT INTO "{table}" SELECT * FROM arriving')
        company.connection.unregister("arriving")


def ask(company: Company, query: str, books: Books) -> list[tuple[Any, ...]]:
    """The answer of topic.query under the books' as-of day, period and filters."""
    filters = (books.only_regions, books.only_classes, books.only_accounts)
    return [tuple(one.values()) for one in company.ask(query, books.as_of, books.period, *filters)]


def agree(query: str, found: Sequence[tuple[Any, ...]], expected: Sequence[tuple[Any, ...]]) -> None:
    """Row by row in order: rates to 1e-9, all else exactly. Columns past the promised may follow."""
    pairs = zip(found, expected, strict=False)
    wrong = [(ours, theirs) for ours, theirs in pairs if not all(map(_is_same, ours, theirs))]
    assert not wrong, f"{query}: {len(wrong)} rows differ, first\n  store  {wrong[0][0]}\n  oracle {wrong[0][1]}"
    extra = [*found[len(expected) :], *expected[len(found) :]]
    assert not extra, f"{query}: {len(found)} rows in the store, {len(expected)} in the oracle, first extra {extra[0]}"


def _is_same(ours: Any, theirs: Any) -> bool:
    if isinstance(theirs, float):
        return isinstance(ours, float) and abs(ours - theirs) <= 1e-9 * max(1.0, abs(theirs))
    return type(ours) is type(theirs) and bool(ours == theirs)


@lru_cache(maxsize=1)
def sample() -> Books:
    """The sample company read from its workbooks by their labels, without the import. Do not change its rows."""
    sheets: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(SAMPLE.glob("*.xlsx")):
        book = fastexcel.read_excel(path)
        for name in book.sheet_names:
            sheets[name] = book.load_sheet(name, schema_sample_rows=None).to_arrow().to_pylist()
    rows = {one.name: [made for cells in sheets[one.label.zh] for made in _rows(one, cells)] for one in ALL}
    return Books(**{attribute: rows[table] for attribute, table in TABLES.items()})


def _rows(dataset: Dataset, cells: dict[str, Any]) -> list[Row]:
    """The row or, of the wide score sheet, the rows that a line of cells holds."""
    known = {one.name: _value(cells[one.label.zh], one.choices) for one in dataset.columns if one.label.zh in cells}
    typed = {name: _typed(value, dataset.column(name).sql_type) for name, value in known.items()}
    wide = dataset.wide
    if wide is None:
        return [row(dataset.name, **typed)]
    across = {choice.code: cells[choice.label.zh] for choice in dataset.column(wide.column).choices}
    return [
        row(dataset.name, **typed, **{wide.column: code, wide.value: Decimal(repr(value))})
        for code, value in across.items()
        if value is not None
    ]


def _value(cell: Any, choices: Sequence[Any]) -> Any:
    codes = {choice.label.zh: choice.code for choice in choices}
    return codes.get(cell, cell)


def _typed(value: Any, sql_type: str) -> Any:
    if value is None or value == "":
        return None
    if sql_type == "DATE":
        return value.date() if isinstance(value, datetime) else value
    if sql_type == "INTEGER":
        return int(value)
    if sql_type == "BOOLEAN":
        return value in (True, "是")
    return Decimal(repr(value)) if sql_type.startswith("DECIMAL") else str(value)


def sample_views() -> list[Books]:
    """The sample at four as-of days: whole on the first, on each by one of: a quarter, regions, a class, accounts.

    Those who hunt see it whole on every day.
    """
    found = []
    for place, as_of in enumerate(SAMPLE_DAYS):
        year = (date(as_of.year, 1, 1), as_of)
        quarter = (date(as_of.year, as_of.month // 4 * 3 + 1, 1), date(as_of.year, 12, 31))
        narrow: tuple[tuple[tuple[date, date], dict[str, tuple[str, ...]]], ...] = (
            (quarter, {}),
            (year, {"only_regions": ("华南", "华中")}),
            (year, {"only_classes": ("contractor",)}),
            (quarter, {"only_accounts": ("HD001", "HN013", "HB-X012")}),
        )
        whole = [(year, {})] if not place or len(SEEDS) > _USUAL else []
        for period, filters in (*whole, narrow[place]):
            found.append(replace(sample(), as_of=as_of, period=period, **filters))
    return found
