"""Cells that come one by one, wherever they stand, gathered into a sheet's grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa

from kam.errors import Problem
from kam.intake.grid import Box, Grid, address, text_table
from kam.intake.refusal import too_long, too_spread
from kam.intake.stored import MAX_WARNINGS, error_problem

MAX_BOX, MAX_BOX_PER_CELL = 20_000_000, 50
# Characters of one sheet: one long text shared by many cells makes gigabytes of a small file.
MAX_LENGTH = 300_000_000


class Sparse:
    """The filled cells of one sheet, by 0-based sheet row and column; memory goes with their number, not their box."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.problems: list[Problem] = []
        self._columns: dict[int, tuple[list[int], list[str]]] = {}
        self._height = self._length = 0

    def put(self, row: int, column: int, text: str | None) -> None:
        """One cell; None and white space leave it empty. A place is put at most once.

        Raises Refused (unsafe) when the sheet's texts grow beyond measure.
        """
        if text is None or not text.strip():
            return
        rows, texts = self._columns.setdefault(column, ([], []))
        self._length += len(text)
        if self._length > MAX_LENGTH:
            raise too_long()
        rows.append(row)
        texts.append(text)
        self._height = max(self._height, row + 1)

    def put_error(self, row: int, column: int, name: str) -> None:
        """A cell that holds an error such as #DIV/0!: empty, and a problem."""
        if len(self.problems) < MAX_WARNINGS:
            self.problems.append(error_problem(self.sheet, column, row + 1, name))

    def grid(self, hidden: bool = False, merges: Iterable[Box] = (), pivots: Iterable[Box] = ()) -> Grid:
        """The box of the cells from the first sheet row on; `merges` and `pivots` in rows and columns of the sheet.

        Raises Refused (unsafe) for an almost empty giant box.
        """
        first, last = min(self._columns, default=0), max(self._columns, default=-1)
        self._check_box(last - first + 1, last)
        columns = [self._column(place) for place in range(first, last + 1)]
        grid = Grid(self.sheet, hidden, text_table(columns), 1, first, tuple(self.problems))
        return with_areas(grid, merges, pivots)

    def _check_box(self, width: int, last: int) -> None:
        filled = sum(len(rows) for rows, _ in self._columns.values())
        box = self._height * width
        if box > MAX_BOX and box > MAX_BOX_PER_CELL * filled:
            raise too_spread(address(last, self._height))

    def _column(self, place: int) -> pa.Array:
        if place not in self._columns:
            return pa.nulls(self._height, pa.string())
        rows, texts = self._columns[place]
        places = np.full(self._height, -1, dtype=np.int32)
        places[rows] = np.arange(len(rows), dtype=np.int32)
        return pa.array(texts, pa.string()).take(pa.array(places, mask=places < 0))


def with_areas(grid: Grid, merges: Iterable[Box], pivots: Iterable[Box] = ()) -> Grid:
    """The grid with areas of its sheet, moved to the grid's corner and clipped; single cells are no areas."""
    return replace(grid, merges=tuple(_clipped(grid, merges)), pivots=tuple(_clipped(grid, pivots)))


def _clipped(grid: Grid, areas: Iterable[Box]) -> Iterator[Box]:
    down, right = grid.first_row - 1, grid.first_column
    for area in areas:
        box = Box(
            max(0, area.top - down),
            max(0, area.left - right),
            min(grid.cells.num_rows - 1, area.bottom - down),
            min(grid.cells.num_columns - 1, area.right - right),
        )
        if box.height > 0 and box.width > 0 and box.height * box.width > 1:
            yield box
