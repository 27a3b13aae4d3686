"""Rows from cells under their columns' names, and the days about which the company on the bounds lies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kam.datasets import BY_NAME
from tests.oracle.books import Row
from tests.topics.company import row

# Two years before the last day of 2025, last year's ends, the year's ends, the day after.
EDGES = ("2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01")


def table(dataset: str, names: str, rows: Sequence[tuple[Any, ...]]) -> list[Row]:
    """Rows of a dataset from cells in the order of the names; a day is ISO text, an amount a text too."""
    types = {column.name: column.sql_type for column in BY_NAME[dataset].columns}
    columns = names.split()
    return [
        row(dataset, **{name: _value(cell, types[name]) for name, cell in zip(columns, cells, strict=True)})
        for cells in rows
    ]


def _value(cell: Any, sql_type: str) -> Any:
    if cell is None:
        return None
    if sql_type == "DATE":
        return date.fromisoformat(cell)
    return Decimal(cell) if sql_type.startswith("DECIMAL") else cell
