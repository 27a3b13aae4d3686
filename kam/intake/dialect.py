"""Which delimiter, quote and decimal mark a text uses: the cut that gives the most even and cleanest records."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from kam.intake.records import Dialect, all_records, guard, sound_records

SAMPLE_CHARS = 200_000
_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_RECORDS = 200
_DIRECTIVE = re.compile(r'^\ufeff?"?sep=([^"\r\n])"?[ \t]*(?:[\r\n]|$)', re.IGNORECASE)
# A text that a delimiter cuts in fewer of its lines than this is a list of one column.
_MIN_CUT = 0.1
_NUMBER = re.compile(r"[-+(]?[\d.,' \u00a0]+[%)]?")
# Three digits behind a comma are thousands as likely as decimals, so they prove nothing.
_COMMA_NUMBER = re.compile(r"\s*[^\d,.\s]{0,3}\s*-?\d[\d. '\u00a0\u202f]*,(\d{1,2}|\d{4,})\s*[^\d,.]{0,4}")
_POINT_NUMBER = re.compile(r"\s*[^\d,.\s]{0,3}\s*-?\d[\d,]*\.(\d{1,2}|\d{4,})\s*[^\d,.]{0,4}")
_MAX_NUMBER = 60  # characters
_MIN_DECIMAL_COLUMN, _DECIMAL_PART = 3, 0.8


def detect_dialect(sample: str) -> Dialect:
    """The dialect of a text from its beginning; comma where no delimiter cuts it.

    Columns made by several spaces or by fixed widths are not cut: such a text is one column.
    """
    text = _whole_lines(sample)
    directive = _DIRECTIVE.match(text)
    delimiter = directive[1] if directive else _likeliest(text)
    dialect = Dialect(
        delimiter,
        '"' if quoted_field(delimiter).search(text) else None,
        ".",
        is_directed=directive is not None,
        is_padded=re.search(
            rf'{re.escape(delimiter)} {{1,16}}"[^"\r\n]*" {{0,16}}(?:{re.escape(delimiter)}|$)', text, re.M
        )
        is not None,
        is_guarded=guard(delimiter).search(text) is not None,
    )
    if '\\"' in text:
        dialect = replace(dialect, is_escaped=_sound(text, replace(dialect, is_escaped=True)) > _sound(text, dialect))
    return replace(dialect, decimal=_decimal_mark(_records(text, dialect), delimiter))


def quoted_field(delimiter: str) -> re.Pattern[str]:
    """The opening quote of a field."""
    return re.compile(rf'(?:^\ufeff?|{re.escape(delimiter)}) {{0,16}}"', re.MULTILINE)


def _whole_lines(sample: str) -> str:
    if len(sample) < SAMPLE_CHARS:
        return sample
    return sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample


def _records(text: str, dialect: Dialect) -> list[list[str]]:
    return list(islice(all_records(io.StringIO(text, newline=""), dialect, []), _SAMPLE_RECORDS))


def _sound(text: str, dialect: Dialect) -> int:
    """How many records can be read before the first broken quote."""
    number = 0
    try:
        for _ in sound_records(io.StringIO(text, newline=""), dialect):
            number += 1
    except csv.Error:
        return number
    return number


def _likeliest(text: str) -> str:
    cuts = {mark: _records(text, Dialect(mark, '"', ".")) for mark in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda mark: _fit(cuts[mark], mark))
    filled = [record for record in cuts[best] if any(record)]
    if sum(len(record) > 1 for record in filled) >= _MIN_CUT * len(filled):
        return best
    return next((mark for mark in _DELIMITERS if mark not in text), best)


def _fit(records: Iterable[Sequence[str]], delimiter: str) -> float:
    """Records of the commonest width, times that width's growth, times the part of their cells that are clean.

    A preamble of single cells costs all delimiters alike.
    """
    filled = [record for record in records if any(record)]
    widths = Counter(len(record) for record in filled)
    fits = (
        number * (1 - 1 / width) * _clean_part((record for record in filled if len(record) == width), delimiter)
        for width, number in widths.items()
        if width > 1
    )
    return max(fits, default=0.0)


def _clean_part(records: Iterable[Sequence[str]], delimiter: str) -> float:
    """The part of the filled cells that hold no other delimiter inside, or only as the mark of a number."""
    others = re.compile("[" + "".join(mark for mark in _DELIMITERS if mark != delimiter) + "]")
    cells = [cell for cell in (cell.strip() for record in records for cell in record) if cell]
    clean = sum(others.search(cell) is None or _NUMBER.fullmatch(cell) is not None for cell in cells)
    return clean / max(1, len(cells))


def _decimal_mark(records: Sequence[Sequence[str]], delimiter: str) -> str:
    cells = [cell for record in records for cell in record if len(cell) <= _MAX_NUMBER]
    commas = sum(_COMMA_NUMBER.fullmatch(cell) is not None for cell in cells)
    points = sum(_POINT_NUMBER.fullmatch(cell) is not None for cell in cells)
    if delimiter != ",":
        return "," if commas > points else "."
    # Where commas cut, a cell such as "1,5" may be a list of choices; a whole column of them is not.
    return "," if commas and not points and _has_comma_column(records) else "."


def _has_comma_column(records: Sequence[Sequence[str]]) -> bool:
    width = max(map(len, records), default=0)
    columns = (
        [record[place] for record in records[1:] if place < len(record) and record[place]] for place in range(width)
    )
    return any(_is_comma_column(column) for column in columns if len(column) >= _MIN_DECIMAL_COLUMN)


def _is_comma_column(cells: Sequence[str]) -> bool:
    return sum(
        len(cell) <= _MAX_NUMBER and _COMMA_NUMBER.fullmatch(cell) is not None for cell in cells
    ) >= _DECIMAL_PART * len(cells)
