"""The tables of a file as text: header found, rows sorted into data and the rest, nothing lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kam.errors import Problem, Refused
from kam.intake.delimited import read_delimited
from kam.intake.grid import Grid, address, column_letters, text_table
from kam.intake.layout import LOOKED_AT, Heading, find_heading, tidy, unique_names
from kam.intake.rows import KINDS, Codes, row_codes
from kam.intake.scan import scan
from kam.intake.workbook import read_workbook
from kam.text import Text

MAX_RAGGED = 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of columns that continues a table elsewhere (续表): its sheet, and `_row` -> its own sheet row."""

    sheet: str
    rows: dict[int, int]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One table of a sheet. `columns` are its headers, trimmed and unique; `addresses` their 0-based sheet columns.

    `cells` holds the data rows only: string columns c0..cN (None = empty cell) and int64 `_row` (1-based sheet row).
    `counts`: read, header, title, unit, note, total, blank, repeated, example; read = data rows + all the others.
    `warnings` never refuse a row (ragged lines, formula errors). `decimal` is the decimal mark of a text file.
    `totals` holds the rows left out as totals, as `cells` does the data (at most 1,000). An address of -1 is a column
    that stands in no cell (a month from the sheet's name). `pieces` are the blocks that the columns come from, the
    first being this one; `piece_of` says which, a column each (empty: all from the first). `layout`: see report.LAYOUT.
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

    def where(self, place: int, row: int) -> tuple[str, str]:
        """(sheet, address) of the cell in column `place` of the data row whose `_row` is `row`."""
        at = self.piece_of[place] if self.piece_of else 0
        sheet, rows = (self.pieces[at].sheet, self.pieces[at].rows) if at else (self.sheet, {})
        column, found = self.addresses[place], rows.get(row, 0) if at else row
        return (sheet, address(column, found)) if column >= 0 and found else (sheet, str(found or row))


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: format by content, encoding and dialect of text (None for workbooks), its tables in order."""

    format: str
    encoding: str | None
    dialect: dict[str, str | None] | None
    tables: tuple[SheetTable, ...]


def read_tables(path: Path, name: str | None = None) -> Reading:
    """Every sheet of the file with its table; a text file is one sheet named after the file.

    Raises Refused with code empty, password, damaged, unsafe or unsupported.
    """
    scanned = scan(path)
    if scanned.format != "csv":
        tables = tuple(sheet_table(grid) for grid in read_workbook(scanned))
        return Reading(scanned.format, None, None, _some(tables))
    grid, encoding, dialect = read_delimited(path, Path(name or path.name).stem)
    return Reading("csv", encoding, dialect.as_dict(), _some((sheet_table(grid, dialect.decimal),)))


def _some(tables: tuple[SheetTable, ...]) -> tuple[SheetTable, ...]:
    if any(table.counts["read"] > table.counts["blank"] or table.hidden for table in tables):
        return tables
    raise Refused(Text("文件里没有内容。", "The file holds nothing."), "empty")


def sheet_table(grid: Grid, decimal: str = ".") -> SheetTable:
    """The sheet's table: header, named columns, the data rows, and the count of every other row."""
    head = grid.cells.slice(0, LOOKED_AT).to_pydict().values()
    heading = find_heading(list(zip(*head, strict=True)))
    if heading is None:
        return _no_table(grid, decimal)
    codes = row_codes(grid.cells, heading)
    data = np.flatnonzero(codes == 0)
    rows = grid.cells.take(pa.array(data)) if len(data) < grid.cells.num_rows - heading.header - 1 else None
    rows = grid.cells.slice(heading.header + 1) if rows is None else rows
    named = _named_columns(grid, heading, rows)
    return SheetTable(
        sheet=grid.sheet,
        hidden=grid.hidden,
        header_row=grid.first_row + heading.header,
        columns=unique_names(list(named.values())),
        addresses=tuple(grid.first_column + place for place in named),
        unit=heading.unit,
        counts=_counts(codes),
        cells=_with_rows(rows.select(list(named)), data + grid.first_row),
        title=heading.title,
        warnings=(*grid.warnings, *_ragged(grid, rows, data, named)),
        decimal=decimal,
    )


def _no_table(grid: Grid, decimal: str) -> SheetTable:
    """A sheet without a table: what stands in it is counted as title."""
    filled = [pc.is_valid(column).to_numpy() for column in grid.cells.columns]
    titles = int(np.logical_or.reduce(filled).sum()) if filled else 0
    counts = dict.fromkeys(("read", *KINDS[1:]), 0)
    counts |= {"read": grid.cells.num_rows, "title": titles, "blank": grid.cells.num_rows - titles}
    empty = _with_rows(text_table([]), np.array([], dtype=np.int64))
    return SheetTable(grid.sheet, grid.hidden, None, (), (), None, counts, empty, "", grid.warnings, decimal)


def _counts(codes: Codes) -> dict[str, int]:
    found = np.bincount(codes, minlength=len(KINDS)).tolist()
    return {"read": len(codes), **dict(zip(KINDS[1:], found[1:], strict=True))}


def _with_rows(cells: pa.Table, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> pa.Table:
    named = text_table(cells.columns)
    return named.append_column("_row", pa.array(rows, pa.int64()))


def _named_columns(grid: Grid, heading: Heading, rows: pa.Table) -> dict[int, str]:
    """Place in the grid -> name. A column without a header is kept when data stand in it, under its letters.

    In a text file a few cells beyond the header are ragged lines, not a column.
    """
    named = {}
    for place, column in enumerate(grid.cells.columns):
        word = column[heading.header].as_py()
        filled = len(rows) - rows.column(place).null_count
        if word is not None:
            named[place] = tidy(word)
        elif filled and (grid.widths is None or 2 * filled >= len(rows)):
            named[place] = f"[{column_letters(grid.first_column + place)}]"
    return named


def _ragged(
    grid: Grid,
    rows: pa.Table,
    data: np.ndarray[tuple[int], np.dtype[np.int64]],
    named: dict[int, str],
) -> list[Problem]:
    """Data lines of a text file with fewer fields than the header, or with content beyond it."""
    if grid.widths is None or not named:
        return []
    expected = max(named) + 1
    widths = grid.widths.to_numpy()[data]
    beyond = [place for place in range(rows.num_columns) if place not in named]
    spilt = [pc.is_valid(rows.column(place)).to_numpy() for place in beyond]
    is_ragged = np.logical_or.reduce([widths < expected, *spilt])
    return [
        _ragged_problem(grid, int(data[place]) + grid.first_row, int(widths[place]), expected)
        for place in np.flatnonzero(is_ragged)[:MAX_RAGGED]
    ]


def _ragged_problem(grid: Grid, row: int, width: int, expected: int) -> Problem:
    return Problem(
        grid.sheet,
        str(row),
        row,
        str(width),
        "ragged",
        Text(f"与表头相同的 {expected} 列", f"{expected} fields, as the header has"),
        Text(
            "检查该行是否缺少或多出分隔符；含分隔符的文字请加引号。",
            "Look for a missing or extra delimiter; put text that holds one in quotes.",
        ),
        is_fatal=False,
    )
