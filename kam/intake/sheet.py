"""The tables of a file as text: header found, rows sorted into data and the rest, nothing lost."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from kam.errors import Problem


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One table of a sheet. `columns` are its headers, trimmed and unique; `addresses` their 0-based sheet columns.

    `cells` holds the data rows only: string columns c0..cN (None = empty cell) and int64 `_row` (1-based sheet row).
    `counts`: read, header, title, unit, note, total, blank, repeated, example; read = data rows + all the others.
    `warnings` never refuse a row (ragged lines, formula errors).
    """

    sheet: str
    hidden: bool
    header_row: int | None
    columns: tuple[str, ...]
    addresses: tuple[int, ...]
    unit: str | None
    counts: dict[str, int]
    cells: pa.Table
    title: str
    warnings: tuple[Problem, ...]
