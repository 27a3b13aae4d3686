"""Small files for the intake's tests, made by hand and by openpyxl; never by the code under test."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from openpyxl import Workbook

from kam.intake.grid import Box, Grid, text_table
from kam.intake.report import Options
from kam.intake.sheet import read_tables, tables_of
from kam.intake.table import SheetTable

SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def workbook(path: Path, rows: list[list[Any]], corner: tuple[int, int] = (1, 1)) -> Path:
    """One sheet with the rows from the corner (row, column) on; None leaves a cell out."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            if value is not None:
                sheet.cell(corner[0] + down, corner[1] + right, value)
    book.save(path)
    return path


def with_part(path: Path, source: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy of a workbook with one of its parts changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return path


def table(path: Path, rows: list[list[Any]], corner: tuple[int, int] = (1, 1)) -> SheetTable:
    """The first table of a workbook of these rows."""
    return read_tables(workbook(path / "book.xlsx", rows, corner)).tables[0]


def made(heads: list[str], rows: list[list[str]]) -> SheetTable:
    """A table whose header stands in row 1."""
    columns = zip(*rows, strict=True)
    cells = pa.table({f"c{place}": pa.array(column, pa.string()) for place, column in enumerate(columns)})
    cells = cells.append_column("_row", pa.array(range(2, len(rows) + 2), pa.int64()))
    places = tuple(range(len(heads)))
    return SheetTable("Sheet", False, 1, tuple(heads), places, None, {}, cells, "", ())


def text_file(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    file = path / "lines.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return file


def is_conserved(found: SheetTable) -> bool:
    """Rows read are the data rows and every named row."""
    named = sum(number for name, number in found.counts.items() if name != "read")
    return found.counts["read"] == found.cells.num_rows + named


def sheet(rows: list[list[Any]], name: str = "Sheet", merges: Sequence[tuple[int, int, int, int]] = ()) -> Grid:
    """A sheet of these rows from A1 on; `merges` are (top, left, bottom, right), counted from 0."""
    width = max(map(len, rows), default=0)
    texts = [[None if cell in (None, "") else str(cell) for cell in row] + [None] * (width - len(row)) for row in rows]
    columns: list[Any] = [pa.chunked_array([pa.array(column, pa.string())]) for column in zip(*texts, strict=True)]
    return Grid(name, False, text_table(columns), merges=tuple(Box(*merge) for merge in merges))


def tables(*sheets: Grid, options: Options | None = None) -> list[SheetTable]:
    """The tables found in these sheets."""
    return list(tables_of(sheets, options or Options())[0])


def cells_of(found: SheetTable) -> list[list[str | None]]:
    """The data rows as texts."""
    return [list(row.values()) for row in found.cells.drop_columns("_row").to_pylist()]
