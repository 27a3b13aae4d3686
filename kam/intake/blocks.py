"""Which areas of a sheet hold a table of their own: stacked below one another, or side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kam.intake.grid import Box, Grid, text_table
from kam.intake.layout import find_heading
from kam.intake.rows import row_at
from kam.intake.signs import EMPTY, NUMBER, WORD, YEAR, Row, cell_type, filled, is_continued, kind_above, tidy

Counts = np.ndarray[tuple[int], np.dtype[np.int64]]
SAMPLE_ROWS, SAMPLE_CELLS, SAMPLE_LEAST = 300, 60_000, 40
_MOST_STARTS = 400  # places where a further table may start that are looked at
_MOST_ABOVE = 8  # title and unit rows before a further header
_DEPTH = 4


class Area:
    """A part of a sheet with its filled cells as a matrix."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        columns = [pc.is_valid(column).to_numpy() for column in grid.cells.columns]
        self.filled = np.array(columns, dtype=bool).T if columns else np.zeros((grid.cells.num_rows, 0), dtype=bool)

    @cached_property
    def counts(self) -> Counts:
        """Filled cells of each row."""
        counts: Counts = self.filled.sum(axis=1)
        return counts

    @property
    def height(self) -> int:
        return int(self.grid.cells.num_rows)

    @property
    def width(self) -> int:
        return int(self.grid.cells.num_columns)

    def row(self, place: int) -> Row:
        return row_at(self.grid.cells, place)

    def head(self, start: int = 0) -> list[Row]:
        """The first rows, as many as a look at the layout needs."""
        return head_rows(self.grid.cells.slice(start))


def head_rows(cells: pa.Table) -> list[Row]:
    """The first rows of a table as texts; fewer when they are very wide."""
    most = min(SAMPLE_ROWS, max(SAMPLE_LEAST, SAMPLE_CELLS // max(1, cells.num_columns)))
    columns = cells.slice(0, most).to_pydict().values()
    return [list(row) for row in zip(*columns, strict=True)]


def part_of(grid: Grid, box: Box) -> Grid:
    """The cells of a box as a grid of its own, with their places in the sheet."""
    columns = grid.cells.columns[box.left : box.right + 1]
    cells = text_table([column.slice(box.top, box.height) for column in columns])
    whole = box.left == 0 and box.right == grid.cells.num_columns - 1
    widths = grid.widths.slice(box.top, box.height) if grid.widths is not None and whole else None
    rows = range(grid.first_row + box.top, grid.first_row + box.bottom + 1)
    return replace(
        grid,
        cells=cells,
        first_row=grid.first_row + box.top,
        first_column=grid.first_column + box.left,
        widths=widths,
        merges=_clipped(grid.merges, box),
        pivots=_clipped(grid.pivots, box),
        warnings=tuple(warning for warning in grid.warnings if warning.row in rows),
    )


def _clipped(boxes: Sequence[Box], within: Box) -> tuple[Box, ...]:
    """The boxes that start in `within`, cut to it, in its places."""
    found = []
    for box in boxes:
        if within.top <= box.top <= within.bottom and within.left <= box.left <= within.right:
            bottom, right = min(box.bottom, within.bottom), min(box.right, within.right)
            found.append(Box(box.top - within.top, box.left - within.left, bottom - within.top, right - within.left))
    return tuple(found)


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
        columns = _side_starts(area)
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
    known = {tuple(map(_said, area.row(before + at))) for at in range(above.first, above.header + 1)}
    titles = [tidy(cell) for row in rows[:header] for cell in row if cell is not None]
    if any(is_continued(row) for row in rows[:header]):
        return True
    if tuple(map(_said, rows[header])) in known:
        # The same header again: a page break says the same title or none, another table has a title of its own.
        return bool(titles) and not set(titles) <= {tidy(cell) for cell in _above(area, before, above.first)}
    return _is_other(area, before, rows, header)


def _above(area: Area, before: int, first: int) -> list[str]:
    rows = [area.row(at) for at in range(before, before + first)]
    return [cell for row in rows for cell in row if cell is not None]


def _said(cell: str | None) -> str:
    return tidy(cell or "")


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


def _side_starts(area: Area) -> list[int]:
    """The columns where tables side by side start, the first being 0."""
    twins = _twins(area)
    if len(twins) > 1:
        return twins
    starts = [0]
    for left, gap in _behind_gaps(area):
        if _is_beside(area, starts[-1], left, gap):
            starts.append(left)
    return starts


def _behind_gaps(area: Area) -> list[tuple[int, int]]:
    """(column, blank columns before it) of each column behind a gap; rows of one cell, mostly titles, do not count."""
    body = area.filled[area.counts > 1] if (area.counts > 1).any() else area.filled
    held: list[bool] = np.any(body, axis=0).tolist()
    found, gap = [], 0
    for column, has in enumerate(held):
        if has and gap and any(held[:column]):
            found.append((column, gap))
        gap = 0 if has else gap + 1
    return found


def _is_beside(area: Area, before: int, left: int, gap: int) -> bool:
    """Whether what stands behind a gap of columns is a table with labels of its own."""
    right = next((column for column, _ in _behind_gaps(area) if column > left), area.width)
    if area.filled[:, left:right].any(axis=0).sum() < 2:
        return False
    head = area.head()
    heads = _header_rows(area, head)
    if any(_repeats(row, before, left, right) for row in heads):
        return True
    is_headed = gap >= 2 and any(all(row[column] is not None for column in range(left, right)) for row in heads)
    labels, first = [row[left] for row in head], [row[before] for row in head]
    words = [cell for cell in labels if cell_type(cell) == WORD or (is_headed and _is_key(cell))]
    known = [cell for cell in labels if cell_type(cell) != EMPTY]
    if len(words) < 3 or 2 * len(words) < len(known):
        return False
    shared = {_said(cell) for cell in words} & {_said(cell) for cell in first if cell}
    rows_left = np.flatnonzero(area.filled[:, before:left].any(axis=1))
    rows_right = np.flatnonzero(area.filled[:, left:right].any(axis=1))
    is_shifted = (rows_left[0], rows_left[-1]) != (rows_right[0], rows_right[-1])
    return 2 * len(shared) >= len(set(words)) or gap >= 2 or is_shifted


def _repeats(header: Row, before: int, left: int, right: int) -> bool:
    """Whether the header says the same words in both parts."""
    mine = [_said(cell) for cell in header[before:left] if cell is not None]
    theirs = [_said(cell) for cell in header[left:right] if cell is not None]
    return len(mine) >= 2 and mine == theirs


def _is_key(cell: str | None) -> bool:
    """A code of digits: a number with a leading zero or of many digits, without a point."""
    text = (cell or "").strip()
    return text.isdecimal() and (len(text) >= 8 or (text.startswith("0") and len(text) > 1))


def _twins(area: Area) -> list[int]:
    """Tables side by side without a gap: the header's words come twice or more, labels first in each part."""
    head = area.head()
    if area.width < 4 or area.height < 3:
        return []
    for header in (row for row in _header_rows(area, head) if filled(row) == area.width):
        for parts in (4, 3, 2):
            width = area.width // parts
            if area.width % parts or width < 2:
                continue
            words = [_said(cell) for cell in header]
            groups = [words[place : place + width] for place in range(0, len(words), width)]
            if all(group[1:] == groups[0][1:] for group in groups) and _are_labels(head, header, width):
                return list(range(0, area.width, width))
    return []


def _header_rows(area: Area, head: Sequence[Row]) -> Sequence[Row]:
    heading = find_heading(head, area.grid.merges)
    return head[heading.first : heading.header + 1] if heading else []


def _are_labels(head: Sequence[Row], header: Row, width: int) -> bool:
    """Whether each part's first column holds words, as labels do, and the header is one of words only."""
    if any(cell_type(cell) == NUMBER for cell in header):
        return False
    below = head[next(place for place, row in enumerate(head) if row is header) + 1 :]
    for left in range(0, len(header), width):
        kinds = [cell_type(row[left]) for row in below if cell_type(row[left]) != EMPTY]
        if 2 * kinds.count(WORD) < len(kinds) or not kinds:
            return False
    return True
