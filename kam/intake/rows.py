"""Which rows below a header are data: totals, notes, blank and repeated rows are told apart by rule and counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kam.intake.layout import NOTE, Heading, Row, is_number, is_wordy, tidy

KINDS = ("data", "header", "title", "unit", "note", "total", "blank", "repeated", "example")
Codes = np.ndarray[tuple[int], np.dtype[np.int8]]

_WORD = r"(合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总\s*和)(数|额|金额)?"
_ENGLISH = r"(?i:(grand\s*|sub[\s-]?)totals?)"
# What may follow a label: a colon with a count (合计：3 笔), or a unit in brackets.
_AFTER = r"\s*([（(][^()（）]{0,8}[)）])?\s*([:：].{0,20})?\s*$"
TOTAL = rf"^\s*([^\s,，。:：]{{0,12}}\s*{_WORD}|{_ENGLISH}|(?i:(.{{1,30}}\s)?totals?)){_AFTER}"
_PLAIN_TOTAL = re.compile(rf"^\s*({_WORD}|{_ENGLISH}){_AFTER}")
_TOTAL = re.compile(TOTAL)
_NOTE = re.compile(NOTE)
_EXAMPLE = re.compile(r"^\s*(示例|例|(?i:example))\s*[:：]")
_SENTENCE = re.compile(r"[，。；：,;:]|.{20}")
_LABEL_COLUMNS = 4  # a total's label stands in one of the first columns
_EXAMPLE_ROWS = 3
_TAIL = 60


def row_codes(cells: pa.Table, heading: Heading) -> Codes:
    """The kind of every row, as its place in KINDS."""
    codes: Codes = np.zeros(cells.num_rows, dtype=np.int8)
    codes[: heading.header] = [KINDS.index(kind) for kind in heading.above]
    codes[heading.header] = KINDS.index("header")
    below = cells.slice(heading.header + 1)
    part = codes[heading.header + 1 :]
    _mark(part, _blank(below), "blank")
    _mark_repeated(part, below, _row(cells, heading.header))
    _mark_labelled(part, below)
    _mark_examples(part, below)
    _mark_tail(part, below)
    return codes


def _mark(codes: Codes, places: Sequence[int] | np.ndarray[tuple[int], np.dtype[np.int64]], kind: str) -> None:
    codes[places] = KINDS.index(kind)


def _row(cells: pa.Table, place: int) -> Row:
    return [column[place].as_py() for column in cells.columns]


def _places(mask: pa.ChunkedArray) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.flatnonzero(pc.fill_null(mask, False).to_numpy())


def _blank(cells: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return _places(reduce(pc.and_, [pc.is_null(column) for column in cells.columns]))


def _mark_repeated(codes: Codes, cells: pa.Table, header: Row) -> None:
    """A row repeats the header when each of the header's words stands again in its place."""
    words = [(place, tidy(word)) for place, word in enumerate(header) if word is not None]
    first, word = next((place, word) for place, word in enumerate(header) if word is not None)
    same = _places(pc.equal(cells.column(first), word))
    for place in same.tolist():
        row = _row(cells, place)
        if all(tidy(row[column] or "") == text for column, text in words):
            _mark(codes, [place], "repeated")


def _first_filled(cells: pa.Table) -> pa.ChunkedArray:
    return cells.column(0) if cells.num_columns == 1 else pc.coalesce(*cells.columns)


def _mark_labelled(codes: Codes, cells: pa.Table) -> None:
    """Totals and notes by their label. Few rows match; those are looked at one by one."""
    first = _first_filled(cells)
    labels = [first, *cells.columns[1:_LABEL_COLUMNS]]
    totals = reduce(pc.or_, [pc.fill_null(pc.match_substring_regex(column, TOTAL), False) for column in labels])
    for place in _places(totals).tolist():
        if codes[place] == 0 and is_total(_row(cells, place)):
            _mark(codes, [place], "total")
    for place in _places(pc.match_substring_regex(first, NOTE)).tolist():
        if codes[place] == 0 and _is_note(_row(cells, place)):
            _mark(codes, [place], "note")


def is_total(row: Row) -> bool:
    """Whether a row is a total: its label leads (a plain one may follow a group's name) and the rest is numbers."""
    cells = [cell for cell in row if cell is not None]
    place = 0 if cells and _TOTAL.match(cells[0]) else 1
    if place == 1 and not (len(cells) > 1 and _PLAIN_TOTAL.match(cells[1])):
        return False
    return sum(is_wordy(cell) and not _dash(cell) for cell in cells[place + 1 :]) <= 1


def _dash(cell: str) -> bool:
    return cell.strip() in ("-", "—", "——", "/", "--")


def _is_note(row: Row) -> bool:
    """A footer line: its label leads, and what else is filled are labels and names like it."""
    cells = [cell for cell in row if cell is not None]
    return len(cells) <= 2 or sum(_NOTE.match(cell) is not None for cell in cells) >= 2


def _mark_examples(codes: Codes, cells: pa.Table) -> None:
    """The example of a template stands directly below its header."""
    for place in np.flatnonzero(codes[:20] == 0)[:_EXAMPLE_ROWS].tolist():
        if _EXAMPLE.match(next((cell for cell in _row(cells, place) if cell is not None), "")):
            _mark(codes, [place], "example")


def _mark_tail(codes: Codes, cells: pa.Table) -> None:
    """Lone sentences behind the last row of data are notes; in a list of one column they are entries."""
    if cells.num_columns < 3:
        return
    for place in range(len(codes) - 1, max(-1, len(codes) - _TAIL), -1):
        if codes[place] != 0:
            continue
        filled = [cell for cell in _row(cells, place) if cell is not None]
        if len(filled) != 1 or is_number(filled[0]) or not _SENTENCE.search(filled[0]):
            return
        _mark(codes, [place], "note")
