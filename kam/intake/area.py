"""A part of a sheet: its cells, which of them are filled, and its first rows."""

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
from kam.intake.signs import Row, tidy

Counts = np.ndarray[tuple[int], np.dtype[np.int64]]
SAMPLE_ROWS, SAMPLE_CELLS, SAMPLE_LEAST = 300, 60_000, 40


class Area:
    """A part of a sheet with its filled cells as a matrix."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._rows: dict[int, Row] = {}
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
        if place not in self._rows:
            self._rows[place] = row_at(self.grid.cells, place)
        return self._rows[place]

    @cached_property
    def header_rows(self) -> list[Row]:
        """The rows of the header that stands first, none where there is no table."""
        head = self.head()
        heading = find_heading(head, self.grid.merges)
        return head[heading.first : heading.header + 1] if heading else []

    def head(self, start: int = 0) -> list[Row]:
        """The first rows, as many as a look at the layout needs."""
        return head_rows(self.grid.cells.slice(start)) if start else self._top

    @cached_property
    def _top(self) -> list[Row]:
        return head_rows(self.grid.cells)


def said(cell: str | None) -> str:
    """A cell's words for comparing; '' for an empty one."""
    return tidy(cell or "")


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
