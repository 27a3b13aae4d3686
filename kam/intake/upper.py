"""The upper rows of a header: groups over the columns, words over a second line, labels beside groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kam.intake.grid import Box
from kam.intake.signs import (
    EMPTY,
    LONGEST_HEADER,
    NUMBER,
    Row,
    cell_type,
    filled,
    is_key_value,
    is_placeholder,
    kind_above,
)

LOOKED_AT = 60  # header rows of real exports stand within the first 25 lines
MOST_LEVELS = 6


@dataclass(frozen=True, slots=True)
class Looked:
    """The rows looked at with the type of every cell; `values` are the columns that hold numbers or days."""

    rows: Sequence[Row]
    types: list[list[int]]
    values: frozenset[int]
    merges: Sequence[Box]

    @property
    def heads(self) -> int:
        return min(LOOKED_AT, len(self.rows))


def extended_up(sheet: Looked, header: int) -> int:
    """Further header rows above: the groups over the columns."""
    first = header
    for box in sheet.merges:
        if box.top < first and box.top < header <= box.bottom and box.width < _width(sheet):
            first = max(box.top, header - MOST_LEVELS + 1)
    while first > 0 and header - first < MOST_LEVELS - 1:
        step = next((step for step in (1, 2) if step <= first and _is_level(sheet, first - step, first, header)), None)
        if step is None:
            break
        first -= step
    return first


def _is_level(sheet: Looked, place: int, first: int, header: int) -> bool:
    """Whether a row of groups stands at `place`, directly above or with one group's lower level between."""
    between = sheet.rows[place + 1 : first]
    is_close = all(filled(row) == 1 and row[0] is None and kind_above(row) == "title" for row in between)
    return is_close and _is_group_row(sheet, place, header)


def _width(sheet: Looked) -> int:
    """Columns that hold anything."""
    return sum(any(row[place] != EMPTY for row in sheet.types) for place in range(len(sheet.types[0])))


def _is_group_row(sheet: Looked, place: int, header: int) -> bool:
    """A row of groups over the header rows below it: merged over several columns, or words that leave gaps."""
    row = sheet.rows[place]
    cells = [(column, cell) for column, cell in enumerate(row) if cell is not None]
    pairs = sum(is_key_value(cell) for _, cell in cells)
    if not cells or 2 * pairs >= len(cells) or any(cell_type(cell) == NUMBER for _, cell in cells):
        return False
    if kind_above(row) != "title":
        return False
    width = _width(sheet)
    if any(box.top == place and 1 < box.width < width - 1 and row[box.left] is not None for box in sheet.merges):
        return True
    if len(cells) < 2 or all(is_placeholder(cell) for _, cell in cells):
        return False
    return max(len(cell) for _, cell in cells) <= LONGEST_HEADER and _leaves_gaps(sheet, place, header)


def _leaves_gaps(sheet: Looked, place: int, header: int) -> bool:
    """Whether the row's words are groups that go on to the right, beside columns that are named in this row alone."""
    row = sheet.rows[place]
    named = {c for below in sheet.rows[place + 1 : header + 1] for c, cell in enumerate(below) if cell is not None}
    held = {c for types in sheet.types[header + 1 :] for c, kind in enumerate(types) if kind != EMPTY}
    over = [c for c, cell in enumerate(row) if cell is not None and c in named]
    groups = [c for c in over if c + 1 in named and row[c + 1] is None]
    if not groups:
        return False
    if row[0] is None or any(cell is not None and c in held - named for c, cell in enumerate(row)):
        return True
    # A title and a remark beside it look the same; groups stand over numbers.
    return all(c in groups for c in over if c in sheet.values) and any(c in sheet.values for c in over)
