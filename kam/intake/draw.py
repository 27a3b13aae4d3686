"""A sheet drawn for a person's eye: its first and last rows with what each cell was taken for."""

from __future__ import annotations

from collections.abc import Sequence

from kam.intake.grid import Grid
from kam.intake.report import KINDS_DRAWN, Drawing, DrawnRow
from kam.intake.rows import KINDS, Codes, row_at

_FIRST, _LAST, _COLUMNS = 40, 12, 60
_LONGEST = 80
_LETTERS = dict(
    zip(
        ("header", "data", "total", "note", "title", "unit", "repeated", "example", "joined"),
        KINDS_DRAWN[:-1],
        strict=True,
    )
)


def drawing(grid: Grid, parts: Sequence[tuple[Grid, Codes | None]]) -> Drawing:
    """The sheet's drawing from its areas and the kinds of their rows."""
    height, width = grid.cells.num_rows, grid.cells.num_columns
    places = list(range(height)) if height <= _FIRST + _LAST else [*range(_FIRST), *range(height - _LAST, height)]
    shown = min(width, _COLUMNS)
    rows = tuple(_drawn(grid, parts, place, shown) for place in places)
    return Drawing(grid.sheet, grid.hidden, grid.first_column, rows, height - len(places), width - shown)


def _drawn(grid: Grid, parts: Sequence[tuple[Grid, Codes | None]], place: int, width: int) -> DrawnRow:
    cells = tuple(cell[:_LONGEST] if cell else None for cell in row_at(grid.cells, place)[:width])
    kinds = ["."] * width
    for part, codes in parts:
        row = grid.first_row + place - part.first_row
        left = part.first_column - grid.first_column
        if codes is not None and 0 <= row < len(codes):
            letter = _LETTERS.get(KINDS[codes[row]], ".")
            kinds[left : left + part.cells.num_columns] = [letter] * len(kinds[left : left + part.cells.num_columns])
    return DrawnRow(grid.first_row + place, cells, "".join(kinds[:width]))
