"""The tables of a file as text: areas and headers found, rows sorted into data and the rest, nothing lost."""

from __future__ import annotations

from collections.abc import Mapping as Given
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kam.errors import Problem, Refused
from kam.intake.blocks import areas, head_rows, part_of
from kam.intake.delimited import read_delimited
from kam.intake.draw import drawing
from kam.intake.grid import Box, Grid, column_letters, text_table
from kam.intake.join import continues, joined, with_periods
from kam.intake.layout import Heading, find_heading, heading_at
from kam.intake.levels import unique_names
from kam.intake.mapping import fingerprint
from kam.intake.report import Drawing, Options
from kam.intake.rows import KINDS, Codes, filled_counts, row_at, row_codes
from kam.intake.scan import scan
from kam.intake.signs import is_continued, unit_above, unit_in
from kam.intake.table import SheetTable
from kam.intake.workbook import read_workbook
from kam.text import Text

MAX_RAGGED = 1000
MAX_TOTALS = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """An area of a sheet with what its rows are; without a table heading and codes are None.

    `index` is the place of its sheet in the file, `whole` that sheet.
    """

    index: int
    whole: Grid
    grid: Grid
    heading: Heading | None
    codes: Codes | None
    unit: str | None = None

    @property
    def is_continued(self) -> bool:
        """Whether the rows above its header say so."""
        rows = self.heading.first if self.heading else 0
        return any(is_continued(row_at(self.grid.cells, place)) for place in range(rows))


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: format by content, encoding and dialect of text (None for workbooks), its tables in order."""

    format: str
    encoding: str | None
    dialect: dict[str, str | None] | None
    tables: tuple[SheetTable, ...]
    drawings: tuple[Drawing, ...] = ()


def read_tables(path: Path, name: str | None = None, options: Options = Options()) -> Reading:
    """Every sheet of the file with its tables; a text file is one sheet named after the file.

    What a person decided about a table's layout rules, then what was remembered of tables with these headers.
    Raises Refused with code empty, password, damaged, unsafe or unsupported.
    """
    scanned = scan(path)
    if scanned.format != "csv":
        tables, drawings = tables_of(list(read_workbook(scanned)), options)
        return Reading(scanned.format, None, None, _some(tables), drawings)
    wanted = options.encoding or _decided_encoding(options)
    grid, encoding, dialect = read_delimited(scanned.path, Path(name or path.name).stem)
    tables, drawings = tables_of([grid], options)
    tables = tuple(replace(table, decimal=dialect.decimal) for table in tables)
    return Reading("csv", encoding, dialect.as_dict(), _some(tables), drawings)


def _decided_encoding(options: Options) -> str | None:
    given = [options.mapping, *options.tables.values()]
    return next((mapping.layout["encoding"] for mapping in given if mapping and "encoding" in mapping.layout), None)


def _some(tables: tuple[SheetTable, ...]) -> tuple[SheetTable, ...]:
    if any(table.counts["read"] > table.counts["blank"] or table.nature == "chart" for table in tables):
        return tables
    raise Refused(Text("文件里没有内容。", "The file holds nothing."), "empty")


def tables_of(grids: Sequence[Grid], options: Options = Options()) -> tuple[tuple[SheetTable, ...], tuple[Drawing, ...]]:
    """The tables of all sheets in order, continuations joined; and the sheets drawn."""
    found: list[SheetTable] = []
    drawn: list[Part] = []
    last: int | None = None  # the place of the last table, which a 续表 continues
    for index, grid in enumerate(grids):
        parts = _parts(index, grid)
        for part in parts:
            table = _table(part)
            how = continues(found[last], table) if last is not None and part.is_continued else None
            if how is not None and last is not None:
                found[last] = joined(found[last], table, how)
                part = replace(part, codes=_as_joined(part)) if how == "columns" else part
            elif table.header_row is None and len(parts) > 1:
                found = _with_rest(found, table, index, drawn)
            else:
                part, table = _decided(part, table, _decision(table, len(found), options))
                last = len(found) if table.header_row is not None else last
                found.append(table)
            drawn.append(part)
    return tuple(with_periods(found)), tuple(
        drawing(grid, [(p.grid, p.codes) for p in drawn if p.index == index]) for index, grid in enumerate(grids)
    )


def _with_rest(found: list[SheetTable], rest: SheetTable, index: int, drawn: Sequence[Part]) -> list[SheetTable]:
    """What stands beside a sheet's tables without being one is counted with the table before it, as titles."""
    if not any(part.index == index for part in drawn):
        return [*found, rest]
    table = found[-1]
    counts = {name: table.counts.get(name, 0) + number for name, number in rest.counts.items()}
    return [*found[:-1], replace(table, counts=counts, warnings=(*table.warnings, *rest.warnings))]


def _parts(index: int, grid: Grid) -> list[Part]:
    if grid.nature != "table":
        return [Part(index, grid, grid, None, None)]
    parts = [_part(index, grid, area) for area in areas(grid)]
    # Text beside tables stays with the sheet; where it stands first, the table comes first all the same.
    with_tables = [part for part in parts if part.heading]
    return [*with_tables, *(part for part in parts if not part.heading)] if with_tables else parts


def _part(index: int, whole: Grid, grid: Grid) -> Part:
    heading = find_heading(head_rows(grid.cells), grid.merges) if grid.cells.num_columns else None
    if heading is None:
        return Part(index, whole, grid, None, None)
    return _coded(index, whole, grid, heading)


def _coded(index: int, whole: Grid, grid: Grid, heading: Heading) -> Part:
    grid = _filled_down(grid, heading.header)
    return Part(index, whole, grid, heading, row_codes(grid.cells, heading), heading.unit or _unit_around(whole, grid, heading))


def _unit_around(whole: Grid, grid: Grid, heading: Heading) -> str | None:
    """The unit that stands above the header in another column of the sheet, or before the table on a web page."""
    top = grid.first_row - whole.first_row
    rows = [row_at(whole.cells, place) for place in range(top, top + heading.first)]
    return unit_above(rows) or next(filter(None, map(unit_in, reversed(whole.above))), None)


def _filled_down(grid: Grid, header: int) -> Grid:
    """Merged cells of several rows say their value in each of them."""
    tall = [box for box in grid.merges if box.height > 1 and box.top > header]
    if not tall:
        return grid
    columns = list(grid.cells.columns)
    for place in {box.left for box in tall}:
        texts = columns[place].to_pylist()
        for box in tall:
            if box.left == place:
                texts[box.top : box.bottom + 1] = [texts[box.top]] * len(texts[box.top : box.bottom + 1])
        columns[place] = pa.chunked_array([pa.array(texts, pa.string())])
    return replace(grid, cells=text_table(columns))


def _decision(table: SheetTable, place: int, options: Options) -> Given[str, str]:
    """What was decided about the table's layout: by a person now, in its mapping, or for a table like it before."""
    mapping = options.tables.get(place) or options.mapping
    decided = {**(mapping.layout if mapping else {}), **options.layouts.get(place, {})}
    remembered = options.remembered.get(fingerprint(table.columns))
    if decided or mapping or remembered is None:
        return decided
    # Another file of this form ends elsewhere.
    return {name: value for name, value in remembered.layout.items() if name != "last_row"}


def _decided(part: Part, table: SheetTable, decision: Given[str, str]) -> tuple[Part, SheetTable]:
    """The table read as a person said; unchanged when nothing was said about its rows."""
    if not decision:
        return part, table
    if any(decision.get(name) for name in ("header_row", "header_from", "last_row")):
        part = _as_said(part, decision)
    unit = decision["unit"] or None if "unit" in decision else part.unit
    again = _table(replace(part, unit=unit))
    return part, replace(again, layout=dict(decision), automatic=table.columns)


def _as_said(part: Part, decision: Given[str, str]) -> Part:
    """The area from the sheet's first row down to the row that was said to be the last, under the header said."""
    whole = part.whole
    left = part.grid.first_column - whole.first_column
    box = Box(0, left, whole.cells.num_rows - 1, left + part.grid.cells.num_columns - 1)
    grid = part_of(whole, box)
    said = {name: int(decision[name]) - whole.first_row for name in ("header_row", "header_from", "last_row") if decision.get(name)}
    header = said.get("header_row", part.grid.first_row - whole.first_row + part.heading.header if part.heading else 0)
    header = max(0, min(header, grid.cells.num_rows - 1))
    first = max(0, min(said.get("header_from", header), header))
    heading = heading_at(head_rows(grid.cells.slice(0, header + 1)) if header < 300 else [], grid.merges, first, header)
    coded = _coded(part.index, whole, grid, heading)
    if coded.codes is not None and "last_row" in said:
        behind = max(header, said["last_row"]) + 1
        rest = filled_counts(grid.cells.slice(behind))
        coded.codes[behind:] = np.where(rest > 0, KINDS.index("note"), KINDS.index("blank"))
    return coded


def _as_joined(part: Part) -> Codes | None:
    return None if part.codes is None else np.where(part.codes == 0, KINDS.index("joined"), part.codes).astype(np.int8)


def _table(part: Part) -> SheetTable:
    """The area's table: header, named columns, the data rows, and the count of every other row."""
    grid, heading, codes = part.grid, part.heading, part.codes
    if heading is None or codes is None:
        return _no_table(grid)
    data = np.flatnonzero(codes == 0)
    rows = grid.cells.take(pa.array(data)) if len(data) < grid.cells.num_rows - heading.header - 1 else None
    rows = grid.cells.slice(heading.header + 1) if rows is None else rows
    named = _named_columns(grid, heading, rows)
    totals = np.flatnonzero(codes == KINDS.index("total"))[:MAX_TOTALS]
    return SheetTable(
        sheet=grid.sheet,
        hidden=grid.hidden,
        header_row=grid.first_row + heading.header,
        columns=unique_names(list(named.values())),
        addresses=tuple(grid.first_column + place for place in named),
        unit=part.unit,
        counts=_counts(codes),
        cells=_with_rows(rows.select(list(named)), data + grid.first_row),
        title=heading.title or " ".join(grid.above),
        warnings=(*grid.warnings, *_ragged(grid, rows, data, named)),
        totals=_with_rows(grid.cells.take(pa.array(totals)).select(list(named)), totals + grid.first_row),
        nature="pivot" if grid.pivots else "table",
        first_row=grid.first_row,
        last_row=grid.first_row + grid.cells.num_rows - 1,
    )


def _no_table(grid: Grid) -> SheetTable:
    """An area without a table: what stands in it is counted as title."""
    titles = int((filled_counts(grid.cells) > 0).sum())
    counts = dict.fromkeys(("read", *KINDS[1:]), 0)
    counts |= {"read": grid.cells.num_rows, "title": titles, "blank": grid.cells.num_rows - titles}
    nature = grid.nature if grid.nature != "table" else ("form" if titles else "empty")
    return SheetTable(
        sheet=grid.sheet,
        hidden=grid.hidden,
        header_row=None,
        columns=(),
        addresses=(),
        unit=None,
        counts=counts,
        cells=_with_rows(text_table([]), np.array([], dtype=np.int64)),
        title="",
        warnings=grid.warnings,
        nature=nature,
        first_row=grid.first_row,
        last_row=grid.first_row + grid.cells.num_rows - 1,
    )


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
    for place, word in enumerate(heading.names):
        filled = len(rows) - rows.column(place).null_count
        if word is not None:
            named[place] = word
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
