"""Old workbooks (xls of every age, also without a container): xlrd, in the same text forms as every reader."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import xlrd
from xlrd.biffh import error_text_from_code, unpack_string, unpack_unicode

from kam.intake.grid import Box, Grid, text_table
from kam.intake.plausible import surprise
from kam.intake.sparse import Sparse
from kam.intake.stored import flag_text, number_text, serial_text

# Formats tell merged cells; reading them takes as long again, so beyond this size merges are not looked for.
FORMATTED_UP_TO = 16 * 1024 * 1024

_CHINESE = "gb18030"
# Workbooks of Excel 97 and later hold Unicode; older ones name a code page, tables of one-byte pages often wrongly.
_UNICODE_FROM = 80
_ONE_BYTE = ("iso-8859-1", "ascii", "cp437", "cp850", "cp1252", "mac_roman", "latin_1")
_SAMPLE = 2000
_RECORD, _SHEET = struct.Struct("<HH"), struct.Struct("<iBB")
_BOUNDSHEET, _END, _CHART = 0x85, 0x0A, 2


def read_old_excel(path: Path) -> list[Grid]:
    """Every sheet in order, chart sheets without cells. Raises whatever xlrd raises for a broken file."""
    data = path.read_bytes()
    is_formatted = len(data) <= FORMATTED_UP_TO
    try:
        grids, is_chinese = _read(data, is_formatted, None)
    except MemoryError:
        raise
    except UnicodeDecodeError:
        is_chinese = True
    except Exception:
        # Formats are broken more often than cells are; a second fault is raised.
        grids, is_chinese = _read(data, False, None)
    return _read(data, is_formatted, _CHINESE)[0] if is_chinese else grids


def _read(data: bytes, is_formatted: bool, encoding: str | None) -> tuple[list[Grid], bool]:
    """The sheets, and whether their texts read like Chinese in a code page that was named wrongly."""
    book = xlrd.open_workbook(
        file_contents=data,
        logfile=io.StringIO(),
        encoding_override=encoding,
        formatting_info=is_formatted,
        ragged_rows=True,
        on_demand=True,
        ignore_workbook_corruption=True,
    )
    with book:
        sheets = [_grid(book, place) for place in range(book.nsheets)]
        is_chinese = encoding is None and _is_chinese(book, sheets)
        return _with_charts(sheets, list(_listed(book))), is_chinese


def _grid(book: xlrd.Book, place: int) -> Grid:
    sheet = book.sheet_by_index(place)
    sparse = Sparse(sheet.name)
    for row in range(sheet.nrows):
        for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            _put(sparse, row, column, kind, value, book.datemode == 1)
    merges = [Box(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    book.unload_sheet(place)
    return sparse.grid(sheet.visibility != 0, merges)


def _put(sparse: Sparse, row: int, column: int, kind: int, value: object, is_1904: bool) -> None:
    match kind, value:
        case xlrd.XL_CELL_TEXT, str():
            sparse.put(row, column, value)
        case xlrd.XL_CELL_NUMBER, float():
            sparse.put(row, column, number_text(value))
        case xlrd.XL_CELL_DATE, float():
            sparse.put(row, column, serial_text(value, is_1904))
        case xlrd.XL_CELL_BOOLEAN, _:
            sparse.put(row, column, flag_text(value))
        case xlrd.XL_CELL_ERROR, int():
            sparse.put_error(row, column, error_text_from_code.get(value, f"#{value}"))


def _listed(book: xlrd.Book) -> Iterator[tuple[str, bool, int]]:
    """(name, hidden, kind) of every sheet in the workbook's list, which xlrd keeps of worksheets only."""
    data, at, encoding = bytes(book.mem or b""), book.base, book.encoding or "latin-1"
    while book.biff_version >= 50 and at + _RECORD.size <= len(data):
        code, size = _RECORD.unpack_from(data, at)
        body = bytes(data[at + _RECORD.size : at + _RECORD.size + size])
        if code == _END:
            return
        if code == _BOUNDSHEET and len(body) > _SHEET.size:
            _, visibility, kind = _SHEET.unpack_from(body)
            is_wide = book.biff_version >= _UNICODE_FROM
            yield (
                unpack_unicode(body, 6, 1) if is_wide else unpack_string(body, 6, encoding, 1),
                bool(visibility),
                kind,
            )
        at += _RECORD.size + size


def _with_charts(sheets: list[Grid], listed: list[tuple[str, bool, int]]) -> list[Grid]:
    """The worksheets with the chart sheets at their places; as they are when the list does not fit them."""
    names = [name for name, _, kind in listed if kind == 0]
    if names != [grid.sheet for grid in sheets]:
        return sheets
    rest = iter(sheets)
    found: list[Grid] = []
    for name, hidden, kind in listed:
        if kind == _CHART:
            found.append(Grid(name, hidden, text_table([]), nature="chart"))
        elif kind == 0:
            found.append(next(rest))
    return found


def _is_chinese(book: xlrd.Book, sheets: list[Grid]) -> bool:
    """Whether the texts of a workbook before Excel 97 are likelier Chinese than what its one-byte code page says."""
    if book.biff_version >= _UNICODE_FROM or book.encoding not in _ONE_BYTE:
        return False
    texts = (text for grid in sheets for column in grid.cells.columns for text in column.to_pylist())
    sample = "\n".join(islice((text for text in texts if text and not text.isascii()), _SAMPLE))
    raw = sample.encode(book.encoding, "replace")
    return bool(sample) and surprise(raw.decode(_CHINESE, "replace"), _CHINESE) < surprise(sample, "cp1252")
