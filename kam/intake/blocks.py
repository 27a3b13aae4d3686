"""Which areas of a sheet hold a table of their own: stacked below one another, or side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kam.intake.area import Area, part_of, said
from kam.intake.beside import side_starts
from kam.intake.grid import Box, Grid
from kam.intake.layout import find_heading
from kam.intake.signs import NUMBER, WORD, YEAR, Row, cell_type, filled, is_continued, kind_above, tidy

_MOST_STARTS = 400  # places where a further table may start that are looked at
_MOST_ABOVE = 8  # title and unit rows before a further header
_DEPTH = 4


def areas(grid: Grid) -> list[Grid]:
    """The areas of a sheet, in reading order; every filled cell is in one. A sheet of one table is one area."""
    if not grid.cells.num_columns or not grid.cells.num_rows:
        return [grid]
    return _split(grid, 0)


def _split(grid: Grid, depth: int) -> list[Grid]:
    if depth >= _DEPTH:
        return [grid]
    area = Area(grid)
    rows = _starts(area)
    if len(rows) > 1:
        ends = [*rows[1:], area.height]
        boxes = [Box(top, 0, end - 1, area.width - 1) for top, end in zip(rows, ends, strict=True)]
    else:
        columns = side_starts(area)
        if len(columns) < 2:
            return [grid]
        ends = [*columns[1:], area.width]
        boxes = [Box(0, left, area.height - 1, end - 1) for left, end in zip(columns, ends, strict=True)]
    return [found for box in boxes for found in _split(part_of(grid, box), depth + 1)]


def _starts(area: Area) -> list[int]:
    """The rows where stacked tables start, the first being 0."""
    starts = [0]
    for place in _possible_starts(area):
        if place > starts[-1] and _starts_table(area, starts[-1], place):
            starts.append(place)
    return starts


def _possible_starts(area: Area) -> list[int]:
    """Rows behind a blank row, rows that say 续表, and lone cells with words below them."""
    counts = area.counts
    behind = (counts[1:] > 0) & (counts[:-1] == 0)
    lone = (counts[1:] > 0) & (counts[1:] <= 2) & (counts[:-1] > 2)
    places = np.flatnonzero(behind | lone) + 1 if area.width > 2 else np.flatnonzero(behind) + 1
    return [int(place) for place in places[:_MOST_STARTS]]


def _starts_table(area: Area, before: int, place: int) -> bool:
    """Whether titles and a header of another table stand at `place`, below a table that starts at `before`."""
    end = min(area.height, place + _MOST_ABOVE + 12)
    rows = [area.row(at) for at in range(place, end)]
    header = _next_header(rows)
    if header is None:
        return False
    above = find_heading(area.head(before)[: place - before], ())
    if above is None or sum(name is not None for name in above.names) < 2:
        return False  # what stands above is no table, so it may be what stands above this one
    if not area.counts[before + above.header + 1 : place].any():
        return False  # without a record it is the upper part of this header
    known = {tuple(map(said, area.row(before + at))) for at in range(above.first, above.header + 1)}
    titles = [tidy(cell) for row in rows[:header] for cell in row if cell is not None]
    if any(is_continued(row) for row in rows[:header]):
        return True
    if tuple(map(said, rows[header])) in known:
        # The same header again: a page break says the same title or none, another table has a title of its own.
        return bool(titles) and not set(titles) <= {tidy(cell) for cell in _above(area, before, above.first)}
    return _is_other(area, before, rows, header)


def _above(area: Area, before: int, first: int) -> list[str]:
    rows = [area.row(at) for at in range(before, before + first)]
    return [cell for row in rows for cell in row if cell is not None]


def _next_header(rows: Sequence[Row]) -> int | None:
    """The place of a header behind at most eight rows of titles, units and notes; None when data come first."""
    for place, row in enumerate(rows[: _MOST_ABOVE + 1]):
        cells = [cell for cell in row if cell is not None]
        if not cells:
            if place:
                continue
            return None
        if len(cells) >= 2 and kind_above(row) == "title" and all(cell_type(cell) != NUMBER for cell in cells):
            return place if _numbers_below(rows, place) or any(map(_is_title, rows[:place])) else None
        if len(cells) > 2 or any(cell_type(cell) == NUMBER for cell in cells):
            return None
    return None


def _is_title(row: Row) -> bool:
    return filled(row) == 1 and kind_above(row) in ("title", "unit")


def _numbers_below(rows: Sequence[Row], header: int) -> bool:
    """Whether numbers stand below words of the header within the next few rows."""
    for row in rows[header + 1 : header + 6]:
        pairs = [(cell_type(a), cell_type(b)) for a, b in zip(rows[header], row, strict=True)]
        if any(above in (WORD, YEAR) and below == NUMBER for above, below in pairs):
            return True
    return False


def _is_other(area: Area, before: int, rows: Sequence[Row], header: int) -> bool:
    """A header that is not the one above starts a table where it is as wide as one and its words stand over numbers
    that the column above held too; a group's heading between data rows is no header."""
    width = filled(rows[header])
    usual = int(np.median(area.counts[before:][area.counts[before:] > 0]))
    has_title = any(map(_is_title, rows[:header]))
    over = sum(
        cell_type(above) in (WORD, YEAR)
        and any(cell_type(row[column]) == NUMBER for row in rows[header + 1 : header + 6])
        for column, above in enumerate(rows[header])
    )
    if over:
        return (has_title and width >= 2) or (width >= 3 and width >= 0.5 * usual and over >= 0.3 * width)
    # Words only: a title of its own and another width are what tells.
    return has_title and width >= 2 and abs(width - usual) > 1 and rows[header][0] is not None
