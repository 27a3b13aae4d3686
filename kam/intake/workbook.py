"""Workbooks to cells: every sheet as text, by the fast reader or, where that fails, by a second one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kam.errors import Problem, Refused
from kam.intake.container import SheetPart
from kam.intake.eastern import Eastern, eastern_dates, with_days
from kam.intake.grid import Grid, text_table
from kam.intake.markup import read_markup
from kam.intake.old_excel import read_old_excel
from kam.intake.open_document import content_size, read_open_document
from kam.intake.refusal import damaged, refusal
from kam.intake.relations import SheetLink, sheet_links
from kam.intake.scan import Scanned
from kam.intake.sparse import with_areas
from kam.intake.stored import MAX_WARNINGS, error_problem, unsolved_problem

Reader = Callable[[Scanned], list[Grid]]

_BIG_DOCUMENT = 32 << 20  # bytes of XML, about 50,000 rows of six columns

_ERROR_NAMES = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#GETTING_DATA",
}
_ERROR = re.compile(r"Error\((\w+)\)")
_ENDINGS = {
    "xlsx": (".xlsx", ".xlsm", ".xlam"),
    "xlsm": (".xlsx", ".xlsm", ".xlam"),
    "xlsb": (".xlsb",),
    "xls": (".xls",),
    "ods": (".ods",),
}
_CONTROL = r"[\x00-\x08\x0b\x0e-\x1f]"


def read_workbook(scanned: Scanned) -> Iterator[Grid]:
    """Each sheet in order, hidden ones too. Raises Refused: damaged when no reader opens it, unsafe, unsupported."""
    if scanned.format == "archive":
        raise refusal(
            "unsupported",
            "这是压缩包，里面的文件要分别读取。",
            "This is an archive; the files in it are read one by one.",
        )
    if scanned.format == "html":
        return iter(read_markup(scanned.path))
    return iter(_with_links(scanned, _read(scanned)))


def _readers(scanned: Scanned) -> tuple[Reader, ...]:
    """The readers of a format, the likelier first."""
    match scanned.format:
        case "xls":
            # The fast reader takes the stored values of an embedded chart for cells, and some texts for what they
            # are not; it is for what the other refuses.
            return _read_old, _read_fast
        case "ods":
            # The fast reader knows no merged cells; in documents of this size time counts more.
            is_big = content_size(scanned.path) > _BIG_DOCUMENT
            return (_read_fast, _read_document) if is_big else (_read_document, _read_fast)
        case "xlsb":
            return (_read_fast,)
    return _read_fast, _read_second


def _read_old(scanned: Scanned) -> list[Grid]:
    return read_old_excel(scanned.path)


def _read_document(scanned: Scanned) -> list[Grid]:
    return read_open_document(scanned.path)


def _read_second(scanned: Scanned) -> list[Grid]:
    # Few files need it, and its library takes longer to import than most files to read.
    from kam.intake.second import read_second

    return read_second(scanned.path)


def _read(scanned: Scanned) -> list[Grid]:
    """What the first reader without a fault gives; damaged text and lost sheets count as faults.

    Text that every reader calls damaged stands so in the file, and is freed of its control characters.
    """
    doubted, cause = None, None
    for reader in _readers(scanned):
        try:
            grids = reader(scanned)
        except (Refused, MemoryError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            # Readers fail in any way on broken files, and a panic of Rust code is no Exception.
            cause = error
            continue
        if grids and _is_sound(grids, scanned):
            return grids
        doubted = doubted or grids
    if not doubted:
        raise damaged() from cause
    return [replace(grid, cells=text_table([_cleaned(column) for column in grid.cells.columns])) for grid in doubted]


def _is_sound(grids: list[Grid], scanned: Scanned) -> bool:
    """No control characters in the texts, and cells in some sheet when the scan saw any."""
    has_cells = any(grid.cells.num_rows for grid in grids)
    was_filled = any(part.last_row for part in scanned.parts.values())
    return (has_cells or not was_filled) and not any(_is_damaged(column) for g in grids for column in g.cells.columns)


def _is_damaged(column: pa.ChunkedArray) -> bool:
    """Whether a control character that no text holds stands in the column; bytes are looked at, not cells."""
    for chunk in column.chunks:
        data = chunk.buffers()[-1]
        if data is None or not len(chunk):
            continue
        codes = np.frombuffer(data, dtype=np.uint8)
        ends = np.frombuffer(chunk.buffers()[1], dtype=np.int32)
        codes = codes[ends[chunk.offset] : ends[chunk.offset + len(chunk)]]
        low = codes[codes < 32]
        if ((low < 9) | (low == 11) | (low > 13)).any():
            return True
    return False


def _cleaned(column: pa.ChunkedArray) -> pa.ChunkedArray:
    cleaned = pc.replace_substring_regex(column, _CONTROL, "")
    return pc.if_else(pc.equal(pc.utf8_trim_whitespace(cleaned), ""), pa.scalar(None, pa.string()), cleaned)


def _read_fast(scanned: Scanned) -> list[Grid]:
    # By its ending the reader takes a file for what it is not; the bytes alone it judges itself.
    is_named = scanned.path.suffix.lower() in _ENDINGS[scanned.format]
    reader = fastexcel.read_excel(scanned.path if is_named else scanned.path.read_bytes())
    # A chart sheet has no cells, and in binary workbooks the reader fails on it.
    charts = {link.name: _chart(link) for link in _links(scanned) if link.nature == "chart"}
    return [charts.get(name) or _grid(reader, index) for index, name in enumerate(reader.sheet_names)]


def _chart(link: SheetLink) -> Grid:
    return Grid(link.name, link.hidden, text_table([]), nature="chart")


def _grid(reader: fastexcel.ExcelReader, index: int) -> Grid:
    sheet = reader.load_sheet(index, header_row=None, skip_rows=0, dtypes="string", whitespace_as_null=True)
    hidden = sheet.visible != "visible"
    if not sheet.width:
        return Grid(sheet.name, hidden, text_table([]))
    first_column = sheet.available_columns()[0].absolute_index
    batch, errors = sheet.to_arrow_with_errors()
    cells = text_table([pa.chunked_array([column.cast(pa.string())]) for column in batch.columns])
    return Grid(sheet.name, hidden, cells, 1, first_column, _error_problems(sheet.name, first_column, errors))


def _error_problems(sheet: str, first_column: int, errors: fastexcel.CellErrors | None) -> tuple[Problem, ...]:
    found = errors.errors[:MAX_WARNINGS] if errors else []
    return tuple(_error_problem(sheet, first_column, error) for error in found)


def _error_problem(sheet: str, first_column: int, error: fastexcel.CellError) -> Problem:
    row, column = error.position
    named = _ERROR.search(error.detail)
    value = _ERROR_NAMES.get(named.group(1), f"#{named.group(1)}") if named else error.detail
    return error_problem(sheet, first_column + column, row + 1, value)


def _with_links(scanned: Scanned, grids: list[Grid]) -> list[Grid]:
    """The grids with what the parts behind them say: merges, pivot reports, charts, days, formulas without a result."""
    links = {link.name: link for link in _links(scanned)}
    eastern = eastern_dates(scanned.path, scanned.parts) if scanned.format in ("xlsx", "xlsm") else Eastern({})
    return [_with_link(grid, links.get(grid.sheet), scanned.parts, eastern) for grid in grids]


def _links(scanned: Scanned) -> list[SheetLink]:
    return sheet_links(scanned.path) if scanned.format in ("xlsx", "xlsm", "xlsb") else []


def _with_link(grid: Grid, link: SheetLink | None, parts: dict[str, SheetPart], eastern: Eastern) -> Grid:
    if link is None:
        return grid
    if link.part in eastern.cells:
        grid = with_days(grid, eastern.cells[link.part], eastern.is_1904)
    part = parts.get(link.part, SheetPart())
    warnings = (*grid.warnings, *(unsolved_problem(grid.sheet, cell) for cell in part.unsolved))
    return replace(with_areas(grid, part.merges, link.pivots), warnings=warnings, nature=link.nature)
