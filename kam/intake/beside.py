"""Which columns of an area begin tables of their own, side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from kam.intake.area import Area, said
from kam.intake.signs import EMPTY, NUMBER, WORD, Row, cell_type, filled

_NUMBERED = re.compile(r"[号號码碼序次]$|\b(no\.?|id|code|line|#)$", re.IGNORECASE)  # what labels of digits are called


def side_starts(area: Area) -> list[int]:
    """The columns where tables side by side start, the first being 0."""
    twins = _twins(area)
    if len(twins) > 1:
        return twins
    starts = [0]
    for left, gap in _behind_gaps(area):
        if _is_at_pivot(area, left, gap) or _is_beside(area, starts[-1], left, gap):
            starts.append(left)
    return starts


def _behind_gaps(area: Area) -> list[tuple[int, int]]:
    """(column, blank columns before it) of each column behind a gap; rows of one cell, mostly titles, do not count."""
    body = area.filled[area.counts > 1] if (area.counts > 1).any() else area.filled
    held: list[bool] = np.any(body, axis=0).tolist()
    for box in area.grid.merges:  # a merged cell holds all of its columns
        if 1 < box.width < area.width and area.counts[box.top] > 1 and area.filled[box.top, box.left]:
            held[box.left : box.right + 1] = [True] * box.width
    found, gap = [], 0
    for column, has in enumerate(held):
        if has and gap and any(held[:column]):
            found.append((column, gap))
        gap = 0 if has else gap + 1
    return found


def _is_at_pivot(area: Area, left: int, gap: int) -> bool:
    """Whether a pivot report begins behind the gap or ends before it; what is on the other side is no part of it."""
    return any(left == box.left or box.right == left - gap - 1 for box in area.grid.pivots)


def _is_beside(area: Area, before: int, left: int, gap: int) -> bool:
    """Whether what stands behind a gap of columns is a table with labels of its own."""
    right = next((column for column, _ in _behind_gaps(area) if column > left), area.width)
    if area.filled[:, left:right].any(axis=0).sum() < 2:
        return False
    head = area.head()
    heads = area.header_rows
    if any(_repeats(row, before, left, right) for row in heads):
        return True
    rows_left = np.flatnonzero(area.filled[:, before:left].any(axis=1))
    rows_right = np.flatnonzero(area.filled[:, left:right].any(axis=1))
    is_shifted = (rows_left[0], rows_left[-1]) != (rows_right[0], rows_right[-1])
    is_apart = gap >= 2 or is_shifted
    headed = [row for row in heads if is_apart and all(row[column] is not None for column in range(left, right))]
    are_numbered = any(_NUMBERED.search(said(row[left])) for row in headed)
    labels, first = [row[left] for row in head], [row[before] for row in head]
    words = [c for c in labels if cell_type(c) == WORD or (headed and c and (are_numbered or _is_key(c)))]
    known = [cell for cell in labels if cell_type(cell) != EMPTY]
    if len(words) < 3 or 2 * len(words) < len(known):
        return False
    shared = {said(cell) for cell in words} & {said(cell) for cell in first if cell}
    return 2 * len(shared) >= len(set(words)) or is_apart


def _repeats(header: Row, before: int, left: int, right: int) -> bool:
    """Whether the header says the same words in both parts."""
    mine = [said(cell) for cell in header[before:left] if cell is not None]
    theirs = [said(cell) for cell in header[left:right] if cell is not None]
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
    for header in (row for row in area.header_rows if filled(row) == area.width):
        for parts in (4, 3, 2):
            width = area.width // parts
            if area.width % parts or width < 2:
                continue
            words = [said(cell) for cell in header]
            groups = [words[place : place + width] for place in range(0, len(words), width)]
            if all(group[1:] == groups[0][1:] for group in groups) and _are_labels(head, header, width):
                return list(range(0, area.width, width))
    return []


def _are_labels(head: Sequence[Row], header: Row, width: int) -> bool:
    """Whether the first or second column of each part holds words, as labels do, under a header of words only."""
    if any(cell_type(cell) == NUMBER for cell in header):
        return False
    below = head[next(place for place, row in enumerate(head) if row == header) + 1 :]
    lefts = range(0, len(header), width)
    return all(_holds_words(below, left) or (width > 2 and _holds_words(below, left + 1)) for left in lefts)


def _holds_words(rows: Sequence[Row], column: int) -> bool:
    kinds = [cell_type(row[column]) for row in rows if cell_type(row[column]) != EMPTY]
    return bool(kinds) and 2 * kinds.count(WORD) >= len(kinds)
