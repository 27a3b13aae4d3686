"""Where the table of an area stands: its header rows, the titles and unit above them, the names of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kam.intake.grid import Box
from kam.intake.levels import column_names
from kam.intake.signs import (
    EMPTY,
    LONGEST_HEADER,
    NUMBER,
    WORD,
    YEAR,
    Row,
    cell_type,
    filled,
    has_cjk,
    is_key_value,
    is_placeholder,
    is_wordy,
    kind_above,
    tidy,
    unit_above,
)
from kam.intake.upper import MOST_LEVELS, Looked, extended_up

_ENOUGH = 0.7  # of the best row's words: the first row with so many is the header


@dataclass(frozen=True, slots=True)
class Heading:
    """The header's first and last row among the rows looked at (0-based), what stands above it, its names.

    `above` gives the kind of each row before the header: title, unit, note or blank. `names` has one name a column,
    its levels joined; None where the header says nothing.
    """

    first: int
    header: int
    above: tuple[str, ...]
    title: str
    unit: str | None
    names: tuple[str | None, ...]


def find_heading(rows: Sequence[Row], merges: Sequence[Box] = ()) -> Heading | None:
    """The best header among the first rows; None when there is no table. `merges` are in places of `rows`."""
    types = [[cell_type(cell) for cell in row] for row in rows]
    sheet = Looked(rows, types, _value_columns(types), merges)
    header = _by_contrast(sheet) if sheet.values else _by_width(sheet)
    if header is None:
        return None
    last = _extended_down(sheet, header)
    return heading_at(rows, merges, extended_up(sheet, header), last)


def heading_at(
    rows: Sequence[Row],
    merges: Sequence[Box],
    first: int,
    last: int,
) -> Heading:
    """The heading whose rows are known: by search, or because a person said so."""
    kinds = tuple(kind_above(row) for row in rows[:first])
    pairs = zip(kinds, rows, strict=False)
    titles = [cell.strip() for kind, row in pairs if kind == "title" for cell in row if cell is not None]
    names = column_names(rows[first : last + 1], merges, first)
    return Heading(first, last, kinds, " ".join(titles), unit_above(rows[:first]), names)


def _value_columns(types: Sequence[Sequence[int]]) -> frozenset[int]:
    """Columns that hold more numbers and days than words."""
    found = []
    for place in range(max(map(len, types), default=0)):
        column = [row[place] for row in types]
        numbers = sum(kind in (NUMBER, YEAR) for kind in column)
        # A year may head a column, so years alone prove nothing in a short one.
        proven = sum(kind == NUMBER for kind in column) or numbers >= 3
        if proven and 2 * numbers >= sum(kind != EMPTY for kind in column):
            found.append(place)
    return frozenset(found)


def _by_contrast(sheet: Looked) -> int | None:
    """The first row with nearly as many words over numbers as the best one has."""
    scores = [_score(sheet, place) for place in range(sheet.heads)]
    best = max(scores, default=0)
    if best < 2:
        return _by_width(sheet)
    return next(place for place, score in enumerate(scores) if score >= _ENOUGH * best)


def _score(sheet: Looked, place: int) -> int:
    """How much of a header the row is: a word over numbers counts two, over words one; 0 for what cannot be one."""
    types, row = sheet.types[place], sheet.rows[place]
    if not _may_head(sheet, place):
        return 0
    values = [types[column] for column in sheet.values if types[column] != EMPTY]
    if sum(kind == NUMBER for kind in values) > 0.1 * len(values) or not _years_may_head(sheet, place):
        return 0
    said = [column for column, kind in enumerate(types) if kind != EMPTY and len(row[column] or "") <= LONGEST_HEADER]
    return sum(2 if column in sheet.values else 1 for column in said)


def _years_may_head(sheet: Looked, place: int) -> bool:
    """Years head columns when each is another one, or when words stand beside them."""
    years = [cell for cell, kind in zip(sheet.rows[place], sheet.types[place], strict=True) if kind == YEAR]
    words = sum(sheet.types[place][column] == WORD for column in sheet.values)
    below = sum(kind == YEAR for row in sheet.types[place + 1 : place + 4] for kind in row)
    if len(years) == 1 and not words and below:
        return False
    return len(set(years)) == len(years) or words >= len(years)


def _may_head(sheet: Looked, place: int) -> bool:
    cells = [cell for cell in sheet.rows[place] if cell is not None]
    if len(cells) < 2 or (len(cells) < 3 and kind_above(sheet.rows[place]) != "title"):
        return False
    words = [cell for cell in cells if cell_type(cell) == WORD]
    pairs = sum(map(is_key_value, words))
    return 2 * pairs < len(cells) and not all(is_placeholder(cell) for cell in cells)


def _by_width(sheet: Looked) -> int | None:
    """A table of words only: its header is the first row about as wide as any."""
    rows = sheet.rows[: sheet.heads]
    widest = max(map(filled, sheet.rows), default=0)
    if widest == 1:
        return _list_header(sheet.rows)
    candidates = [place for place in range(len(rows)) if _may_head_words(sheet, place, widest)]
    last = max((place for place, row in enumerate(sheet.rows) if filled(row)), default=0)
    # What nothing stands below heads a table only where no other row does: an empty template.
    candidates = [place for place in candidates if place < last] or candidates
    if not candidates:
        return None
    enough = _ENOUGH * max(filled(rows[place]) for place in candidates)
    return next(place for place in candidates if filled(rows[place]) >= enough)


def _may_head_words(sheet: Looked, place: int, widest: int) -> bool:
    cells = [cell for cell in sheet.rows[place] if cell is not None]
    if len(cells) < max(2, widest / 2) or not _may_head(sheet, place):
        return False
    said = sum(cell_type(cell) in (WORD, YEAR) and len(cell) <= LONGEST_HEADER for cell in cells)
    return (
        said >= 0.75 * len(cells)
        and is_wordy(cells[0])
        and len({tidy(cell) for cell in cells}) >= 0.6 * len(cells)
        and max(map(len, cells)) <= 2 * LONGEST_HEADER
    )


def _list_header(rows: Sequence[Row]) -> int | None:
    """A sheet of one column is a list when a short word stands above entries without a gap; prose is not."""
    first = next((place for place, row in enumerate(rows) if filled(row)), 0)
    cells = [next((cell for cell in row if cell is not None), None) for row in rows[first:]]
    while cells and cells[-1] is None:
        cells.pop()
    is_list = (
        len(cells) > 1
        and all(cell is not None and len(cell) <= LONGEST_HEADER for cell in cells)
        and is_wordy(cells[0] or "")
        and len(cells[0] or "") <= 20
    )
    return first if is_list else None


def _extended_down(sheet: Looked, header: int) -> int:
    """Further header rows below: units, a second language, the lower levels of merged cells."""
    last = header
    while last - header < MOST_LEVELS - 1 and last + 1 < sheet.heads and _continues(sheet, header, last + 1):
        last += 1
    return last


def _continues(sheet: Looked, header: int, place: int) -> bool:
    row, types = sheet.rows[place], sheet.types[place]
    if filled(row) == 0:
        return False
    reaching = [box for box in sheet.merges if box.top <= header and box.bottom >= place]
    if any(types[column] == NUMBER for column in sheet.values):
        return False
    words = [column for column in sheet.values if types[column] in (WORD, YEAR)]
    if reaching:
        # Merged cells of the header reach down here, so this row is of the header, whatever it says.
        return True
    if _is_section(sheet, header, place):
        return False
    if not sheet.values:
        return _is_other_language(sheet.rows[header], row) and place == header + 1
    if place == header + 1 and _is_beneath(sheet.rows[header], row, types):
        return True
    if len(words) >= 3 and 5 * len(words) >= 4 * len(sheet.values) and len({row[c] for c in words}) > len(words) // 2:
        return True  # a record does not say words in all columns of figures
    if not words or (sum(types[column] == YEAR for column in words) == len(words) and len(words) == 1):
        return False
    first = next((column for column in range(len(row)) if column not in sheet.values), None)
    has_label = first is not None and types[first] == WORD and sheet.types[header][first] == WORD
    return not has_label or (2 * len(words) >= len(sheet.values) and _is_other_language(sheet.rows[header], row))


def _is_section(sheet: Looked, header: int, place: int) -> bool:
    """The heading of the first group of records: a word alone, below a column that has its name."""
    row = sheet.rows[place]
    column = next((c for c, cell in enumerate(row) if cell is not None), 0)
    is_wide = any(box.top == place and box.left == column and 2 * box.width > len(row) for box in sheet.merges)
    return filled(row) == 1 and filled(sheet.rows[header]) > 2 and (column == 0 or is_wide)


def _is_beneath(above: Row, row: Row, types: Sequence[int]) -> bool:
    """The lower level of groups over words: nothing under the named columns, a word in each that has no name yet."""
    starts = [c for c in range(len(above) - 1) if above[c] is not None and above[c + 1] is None]
    tall = [c for c, cell in enumerate(above) if cell is not None and c not in starts]
    spanned = [c for c, cell in enumerate(above) if cell is None and any(start < c for start in starts)]
    words = sum(types[c] in (WORD, YEAR) for c in (*starts, *spanned))
    return 0 in tall and bool(spanned) and filled(row) == words == len(starts) + len(spanned)


def _is_other_language(above: Row, below: Row) -> bool:
    """Chinese words above, none below, in the same places: a bilingual header."""
    pairs = [(a, b) for a, b in zip(above, below, strict=True) if a is not None or b is not None]
    both = [(a, b) for a, b in pairs if a is not None and b is not None and cell_type(b) == WORD]
    return len(both) >= 2 and len(both) >= 0.7 * len(pairs) and all(has_cjk(a) and not has_cjk(b) for a, b in both)
