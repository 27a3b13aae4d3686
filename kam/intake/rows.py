"""Which rows below a header are data: totals, notes, blank and repeated rows are told apart by rule and counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kam.intake.grid import Box
from kam.intake.layout import Heading
from kam.intake.signs import (
    NOTE,
    Row,
    has_cjk,
    is_continued,
    is_missing,
    is_note,
    is_number,
    is_wordy,
    kind_above,
    tidy,
)
from kam.intake.totals import arithmetic_totals

KINDS = ("data", "header", "title", "unit", "note", "total", "blank", "repeated", "example", "joined")
Codes = np.ndarray[tuple[int], np.dtype[np.int8]]
Places = np.ndarray[tuple[int], np.dtype[np.int64]]

_WORD = r"([合总總小共累]\s*[计計]|[总總]\s*和)([数數额額]|金[额額])?"
_ENGLISH = r"(?i:(grand\s*|sub[\s-]?)totals?)"
# What may follow a label: a colon with a count (合计：3 笔), or a unit in brackets.
_AFTER = r"\s*([（(][^()（）]{0,8}[)）])?\s*([:：].{0,20})?\s*$"
_BEFORE = r"[^\s,，。:：]{0,20}"
TOTAL = rf"^\s*({_BEFORE}\s*{_WORD}|{_ENGLISH}|(?i:(.{{1,30}}\s)?totals?)|(?i:total of .{{1,30}})){_AFTER}"
_PLAIN_TOTAL = re.compile(rf"^\s*({_WORD}|{_ENGLISH}|(?i:totals?)){_AFTER}")
_TOTAL = re.compile(TOTAL)
_EXAMPLE = re.compile(r"^\s*(示例|例|(?i:example))\s*[:：]")
_SENTENCE = re.compile(r"[，。；：！,;:|]|.{20}|仅供|为准|请勿|如有|摘[编編自]|[摘引][自编編]|《.+》", re.DOTALL)
_APPENDED = re.compile(r"^\s*附\s*[:：]")
_SEQUENCE = re.compile(r"(序\s*[号號]|行\s*次|[项項]\s*次|[编編]\s*[号號]|no\.?|#|序)", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z]+[-_]?\d[\w-]*")
_LABEL_COLUMNS = 4  # a total's label stands in one of the first columns
_EXAMPLE_ROWS = 3
_TAIL = 60
_LONE = 5000  # rows of one or two cells that are looked at one by one


def row_codes(cells: pa.Table, heading: Heading, merges: Sequence[Box] = ()) -> Codes:
    """The kind of every row, as its place in KINDS."""
    codes: Codes = np.zeros(cells.num_rows, dtype=np.int8)
    codes[: heading.first] = [KINDS.index(kind) for kind in heading.above]
    codes[heading.first : heading.header + 1] = KINDS.index("header")
    below = cells.slice(heading.header + 1)
    part = codes[heading.header + 1 :]
    if not below.num_rows:
        return codes
    counts = filled_counts(below)
    _mark(part, np.flatnonzero(counts == 0), "blank")
    for place in range(heading.first, heading.header + 1):
        _mark_repeated(part, below, row_at(cells, place))
    _mark_lone(part, below, counts, heading, {tidy(text) for text in _titles(cells, heading)})
    _mark_labelled(part, below)
    _mark_sections(part, counts, heading.header + 1, [box for box in merges if 2 * box.width > cells.num_columns])
    _mark_examples(part, below)
    _mark_tail(part, below, counts)
    _mark(part, np.array(arithmetic_totals(below, part), dtype=np.int64), "total")
    return codes


def filled_counts(cells: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """How many cells of each row hold anything."""
    counts = np.zeros(cells.num_rows, dtype=np.int64)
    for column in cells.columns:
        counts += pc.is_valid(column).to_numpy()
    return counts


def row_at(cells: pa.Table, place: int) -> Row:
    """One row as texts."""
    return [column[0].as_py() for column in cells.slice(place, 1).columns]


def _mark(codes: Codes, places: Sequence[int] | Places, kind: str) -> None:
    codes[places] = KINDS.index(kind)


def _places(mask: pa.ChunkedArray) -> Places:
    return np.flatnonzero(pc.fill_null(mask, False).to_numpy())


def _titles(cells: pa.Table, heading: Heading) -> list[str]:
    rows = [row_at(cells, place) for place, kind in enumerate(heading.above) if kind != "blank"]
    return [cell for row in rows for cell in row if cell is not None]


def _mark_repeated(codes: Codes, cells: pa.Table, header: Row) -> None:
    """A row repeats the header when each of the header's words stands again in its place."""
    words = [(place, tidy(word)) for place, word in enumerate(header) if word is not None]
    if not words or (len(words) < 2 and len(header) > 1):
        return
    first, word = next((place, word) for place, word in enumerate(header) if word is not None)
    same = _places(pc.equal(cells.column(first), word))
    for place in same.tolist():
        row = row_at(cells, place)
        if all(tidy(row[column] or "") == text for column, text in words):
            _mark(codes, [place], "repeated")


def _mark_lone(
    codes: Codes,
    cells: pa.Table,
    counts: np.ndarray[tuple[int], np.dtype[np.int64]],
    heading: Heading,
    titles: set[str],
) -> None:
    """Rows of one or two cells: page titles said again, units, 续表 marks, a line number that nothing follows."""
    if cells.num_columns < 2:
        return
    for place in np.flatnonzero((counts > 0) & (counts <= 2) & (codes == 0))[:_LONE].tolist():
        row = row_at(cells, place)
        said = [cell for cell in row if cell is not None]
        if is_continued(row) or all(tidy(cell) in titles for cell in said):
            _mark(codes, [place], "title")
        elif cells.num_columns < 3:
            continue
        elif kind_above(row) == "unit" and not any(is_number(cell) for cell in said):
            _mark(codes, [place], "unit")
        elif len(said) == 1 and row[1] is not None and is_wordy(said[0]) and _is_translated(cells, place):
            _mark(codes, [place], "note")
        elif len(said) == 1 and is_number(said[0]):
            column = next(column for column, cell in enumerate(row) if cell is not None)
            if _SEQUENCE.fullmatch(heading.names[column] or ""):
                _mark(codes, [place], "blank")


def _mark_sections(
    codes: Codes, counts: np.ndarray[tuple[int], np.dtype[np.int64]], start: int, wide: Sequence[Box]
) -> None:
    """A cell merged over most columns, with nothing beside it, heads a group of records."""
    for box in wide:
        place = box.top - start
        if box.height == 1 and box.width > 2 and 0 <= place < len(codes) and counts[place] == 1 and codes[place] == 0:
            _mark(codes, [place], "title")


def _is_translated(cells: pa.Table, place: int) -> bool:
    """Whether the row above is labelled in Chinese and, in the second column, in English: what stands alone below the
    English label is its second line."""
    if place == 0 or cells.num_columns < 4:
        return False
    row = row_at(cells, place - 1)
    label, translation = row[0] or "", row[1] or ""
    is_pair = has_cjk(label) and len(translation) > 2 and not has_cjk(translation) and is_wordy(translation)
    return is_pair and not has_cjk(row_at(cells, place)[1] or "") and all(map(is_number, filter(None, row[2:])))


def _first_filled(cells: pa.Table) -> pa.ChunkedArray:
    return cells.column(0) if cells.num_columns == 1 else pc.coalesce(*cells.columns)


def _mark_labelled(codes: Codes, cells: pa.Table) -> None:
    """Totals and notes by their label. Few rows match; those are looked at one by one."""
    first = _first_filled(cells)
    labels = [first, *cells.columns[1:_LABEL_COLUMNS]]
    totals = reduce(pc.or_, [pc.fill_null(pc.match_substring_regex(column, TOTAL), False) for column in labels])
    for place in _places(totals).tolist():
        if codes[place] == 0 and is_total(row_at(cells, place)):
            _mark(codes, [place], "total")
    for place in _places(pc.match_substring_regex(first, NOTE)).tolist():
        if codes[place] == 0 and is_note(row_at(cells, place)):
            _mark(codes, [place], "note")


def is_total(row: Row) -> bool:
    """Whether a row is a total: its label leads (a plain one may follow a group's name) and the rest is numbers.

    A row with a code before the label is a record of something called Total.
    """
    cells = [cell for cell in row if cell is not None]
    place = next((place for place, cell in enumerate(cells[:_LABEL_COLUMNS]) if _PLAIN_TOTAL.match(cell)), 0)
    if place == 0 and not (cells and _TOTAL.match(cells[0])):
        return False
    behind = cells[place + 1 :]
    if any(_CODE.fullmatch(cell.strip()) for cell in cells[:place]) or (place > 1 and not any(map(is_number, behind))):
        return False
    return sum(is_wordy(cell) and not is_missing(cell) for cell in behind) <= 1


def _mark_examples(codes: Codes, cells: pa.Table) -> None:
    """The example of a template stands directly below its header."""
    for place in np.flatnonzero(codes[:20] == 0)[:_EXAMPLE_ROWS].tolist():
        if _EXAMPLE.match(next((cell for cell in row_at(cells, place) if cell is not None), "")):
            _mark(codes, [place], "example")


def _mark_tail(codes: Codes, cells: pa.Table, counts: np.ndarray[tuple[int], np.dtype[np.int64]]) -> None:
    """Behind the last row of data: lone sentences are notes (in a list of one column they are entries), so is 附：
    and what goes on below a note."""
    records = counts[(codes == 0) & (counts > 1)]
    usual = float(np.median(records)) if len(records) else 0.0
    wide = np.flatnonzero((codes != KINDS.index("note")) & (counts > 1))
    noted = np.flatnonzero(codes == KINDS.index("note"))
    below = noted[noted > wide[-1]] if len(wide) else noted
    for place in range(len(codes) - 1, max(-1, len(codes) - _TAIL), -1):
        if codes[place] != 0:
            continue
        said = [cell for cell in row_at(cells, place) if cell is not None]
        goes_on = len(below) > 0 and place > below[0] and usual >= 3 and is_wordy(said[0])
        if not goes_on and not _APPENDED.match(said[0]) and not (cells.num_columns >= 3 and _is_sentence(said, usual)):
            return
        _mark(codes, [place], "note")


def _is_sentence(said: Sequence[str], usual: float) -> bool:
    """One cell that reads like a sentence, or two in a table whose rows are wider."""
    if not all(is_wordy(cell) for cell in said):
        return False
    return len(said) <= (2 if usual >= 4 else 1) and _SENTENCE.search(said[0]) is not None
