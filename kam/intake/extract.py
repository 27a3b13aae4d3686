"""An area of a sheet as a table of text: its named columns, its data rows, and the count of every other row."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kam.errors import Problem
from kam.intake.grid import Grid, column_letters, text_table
from kam.intake.layout import Heading
from kam.intake.levels import unique_names
from kam.intake.part import Part
from kam.intake.rows import KINDS, Codes, filled_counts
from kam.intake.table import SheetTable
from kam.text import Text

MAX_RAGGED = 1000
MAX_TOTALS = 1000


def table_of(part: Part) -> SheetTable:
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

    In a text file a few cells beyond the header are ragged lines, not a column. A name that only a merged cell lends
    to an empty column is none.
    """
    named = {}
    head = grid.cells.slice(heading.first, heading.header + 1 - heading.first)
    for place, word in enumerate(heading.names):
        filled = len(rows) - rows.column(place).null_count
        if word is not None and (filled or head.column(place).null_count < len(head)):
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
