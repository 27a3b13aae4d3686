"""The upper rows of a header: groups over the columns, words over a second line, labels beside groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kam.intake.grid import Box
from kam.intake.signs import (
    EMPTY,
    LONGEST_HEADER,
    NUMBER,
    WORD,
    Row,
    cell_type,
    filled,
    has_cjk,
    is_key_value,
    is_placeholder,
    kind_above,
    unit_above,
)

LOOKED_AT = 60  # header rows of real exports stand within the first 25 lines
MOST_LEVELS = 6
_LONGEST_LONE = 8


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
    if not is_close or kind_above(sheet.rows[place]) != "title":
        return False
    return _is_group_row(sheet, place, header) or (not between and _is_first_line(sheet, place))


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
    width = _width(sheet)
    if len(cells) == 1 and cells[0][0] == 0 and len(cells[0][1]) > _LONGEST_LONE:
        return False  # alone above the labels: a title, however far it is merged
    if any(box.top == place and 1 < box.width < width - 1 and row[box.left] is not None for box in sheet.merges):
        return True
    if len(cells) < 2 or all(is_placeholder(cell) for _, cell in cells):
        return False
    # The first line is the word; a translation may follow.
    longest = max(len(cell.strip().splitlines()[0]) for _, cell in cells if cell.strip())
    return longest <= LONGEST_HEADER and (_leaves_gaps(sheet, place, header) or _names_the_rest(sheet, place, header))


def _named_and_held(sheet: Looked, place: int, header: int) -> tuple[set[int], set[int]]:
    """The columns that header rows below `place` name, and those that hold anything below the header."""
    named = {c for below in sheet.rows[place + 1 : header + 1] for c, cell in enumerate(below) if cell is not None}
    held = {c for types in sheet.types[header + 1 :] for c, kind in enumerate(types) if kind != EMPTY}
    return named, held


def _leaves_gaps(sheet: Looked, place: int, header: int) -> bool:
    """Whether the row's words are groups that go on to the right, beside columns that are named in this row alone."""
    row = sheet.rows[place]
    named, held = _named_and_held(sheet, place, header)
    over = [c for c, cell in enumerate(row) if cell is not None and c in named]
    groups = [c for c in over if c + 1 in named and row[c + 1] is None]
    if not groups:
        return False
    if row[0] is None or any(cell is not None and c in held - named for c, cell in enumerate(row)):
        return True
    # A title and a remark beside it look the same; groups stand over numbers.
    return all(c in groups for c in over if c in sheet.values) and any(c in sheet.values for c in over)


def _names_the_rest(sheet: Looked, place: int, header: int) -> bool:
    """Whether the row has a word for each column that holds something and has no name in the rows below, and for no
    other: the upper line of a header whose tall cells are not merged."""
    row = sheet.rows[place]
    named, held = _named_and_held(sheet, place, header)
    said = {c for c, cell in enumerate(row) if cell is not None}
    return said == held - named and not any(unit_above([[cell]]) for cell in row if cell)


def _is_first_line(sheet: Looked, place: int) -> bool:
    """A short Chinese word alone above its translation, in a column of figures."""
    row, below = sheet.rows[place], sheet.rows[place + 1]
    column = next((c for c, cell in enumerate(row) if cell is not None), 0)
    if filled(row) != 1 or column not in sheet.values:
        return False
    word, translation = row[column] or "", below[column] or ""
    return has_cjk(word) and len(word) <= _LONGEST_LONE and cell_type(translation) == WORD and not has_cjk(translation)
