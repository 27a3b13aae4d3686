"""A table of a sheet as text: what the search for it gives to recognition and check."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from kam.errors import Problem
from kam.intake.grid import address


@dataclass(frozen=True, slots=True)
class Piece:
    """A block that columns come from (续表): `_row` -> (sheet, 1-based row) where it is not the table's own row."""

    rows: dict[int, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One table of a sheet. `columns` are its headers, trimmed and unique; `addresses` their 0-based sheet columns.

    `cells` holds the data rows only: string columns c0..cN (None = empty cell) and int64 `_row` (1-based sheet row).
    `counts`: read, header, title, unit, note, total, blank, repeated, example, joined; read = data rows + all others.
    `warnings` never refuse a row (ragged lines, formula errors). `decimal` is the decimal mark of a text file.
    `totals` holds the rows left out as totals, as `cells` does the data (at most 1,000). An address of -1 is a column
    that stands in no cell (a month from the sheet's name). `pieces` are the blocks that the columns come from, the
    first being this one; `piece_of` says which, a column each (empty: all from the first). `layout`: see report.LAYOUT.
    `automatic` are the columns as found before a person decided otherwise; empty when nobody did.
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
    decimal: str = "."
    totals: pa.Table | None = None
    nature: str = "table"
    first_row: int = 0
    last_row: int = 0
    layout: dict[str, str] = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()
    piece_of: tuple[int, ...] = ()
    automatic: tuple[str, ...] = ()

    def where(self, place: int, row: int) -> tuple[str, str]:
        """(sheet, address) of the cell in column `place` of the data row whose `_row` is `row`."""
        at = self.piece_of[place] if self.piece_of else 0
        moved = self.pieces[at].rows.get(row) if self.pieces else None
        sheet, found = moved or (self.sheet, row)
        column = self.addresses[place]
        is_cell = column >= 0 and (moved is not None or at == 0)
        return sheet, address(column, found) if is_cell else str(found)
