"""Lines of text to records, quotes obeyed where they are sound and read as plain text where they are not."""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

# A never closed quote swallows the rest of the file: a field this long is one.
MAX_FIELD = 32 << 20
_MAX_LINES = 5000  # lines of one record, once a quote of the file was found broken
_ESCAPED_QUOTE = re.compile(r'(?<!\\)((?:\\\\)*)\\"')


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the text is cut: delimiter, quote (None where none is used), decimal mark.

    `is_directed`: the first line is a sep= directive. `is_escaped`: quotes inside quotes are written with a backslash.
    `is_padded`: spaces stand before quotes. `is_guarded`: texts stand as ="00123", so that Excel keeps them.
    """

    delimiter: str
    quote: str | None
    decimal: str
    is_directed: bool = False
    is_escaped: bool = False
    is_padded: bool = False
    is_guarded: bool = False

    def as_dict(self) -> dict[str, str | None]:
        return {"delimiter": self.delimiter, "quote": self.quote, "decimal": self.decimal}


def sound_records(lines: Iterable[str], dialect: Dialect) -> Iterator[list[str]]:
    """The records of text whose quotes are sound. Raises csv.Error at the first that is not."""
    csv.field_size_limit(MAX_FIELD)
    return iter(_reader(_prepared(lines, dialect), dialect))


def all_records(lines: Iterable[str], dialect: Dialect, faulty: list[int]) -> Iterator[list[str]]:
    """Every record; where a quote is broken or never closed, the line stands for itself and its place goes to `faulty`.

    A broken quote costs its own line only: the lines that it would swallow are read as records of their own.
    """
    csv.field_size_limit(MAX_FIELD)
    source = _Lines(_prepared(lines, dialect))
    reader = iter(_reader(source, dialect))
    place = 0
    while True:
        source.taken.clear()
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            record, is_sound = _plain_record(source.keep_first(), dialect)
            if not is_sound:
                faulty.append(place)
            reader = iter(_reader(source, dialect))
        yield record
        place += 1


class _Lines:
    """Lines that can be put back; `taken` are those of the record being read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _MAX_LINES:
            raise csv.Error("a record of too many lines")
        line = self._back.popleft() if self._back else next(self._lines)
        self.taken.append(line)
        return line

    def keep_first(self) -> str:
        """The first line of the record; the others are put back."""
        self._back.extendleft(reversed(self.taken[1:]))
        return self.taken[0]


def _reader(lines: Iterable[str], dialect: Dialect) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=dialect.delimiter, strict=True, skipinitialspace=dialect.is_padded)


def _prepared(lines: Iterable[str], dialect: Dialect) -> Iterator[str]:
    """The lines without the mark and directive before the first, backslashes and guards rewritten as plain quotes."""
    rest = iter(lines)
    for first in rest:
        yield "\n" if dialect.is_directed else _rewritten(first.removeprefix("\ufeff"), dialect)
        break
    if dialect.is_escaped or dialect.is_guarded:
        yield from (_rewritten(line, dialect) for line in rest)
    else:
        yield from rest


def _rewritten(line: str, dialect: Dialect) -> str:
    if dialect.is_escaped and '\\"' in line:
        line = _ESCAPED_QUOTE.sub(r'\1""', line)
    if dialect.is_guarded and '="' in line:
        line = guard(dialect.delimiter).sub(r'\1"\2"', line)
    return line


@lru_cache
def guard(delimiter: str) -> re.Pattern[str]:
    """A whole field of the form ="…", quotes inside doubled: group 1 is what stands before it, group 2 its text."""
    mark = re.escape(delimiter)
    return re.compile(rf'(^|{mark}) {{0,16}}="((?:[^"\r\n]|"")*)"(?= {{0,16}}(?:{mark}|[\r\n]|$))', re.MULTILINE)


@lru_cache
def _closing(delimiter: str) -> re.Pattern[str]:
    """A run of quotes with nothing but padding between it and the end of its field."""
    padding = " " if delimiter == "\t" else " \t"
    return re.compile(rf'(?<!")("+)[{padding}]*(?={re.escape(delimiter)}|$)')


@dataclass(frozen=True, slots=True)
class _Runs:
    """The runs of quotes of a line that end a field: where each starts and ends, and where its field ends.

    `odd` are the places of those whose last quote closes: the quotes before it double one another.
    """

    starts: list[int]
    ends: list[int]
    fields: list[int]
    odd: list[int]


def _runs(line: str, delimiter: str) -> _Runs:
    found = list(_closing(delimiter).finditer(line))
    odd = [place for place, run in enumerate(found) if len(run[1]) % 2]
    return _Runs([run.start() for run in found], [run.end(1) for run in found], [run.end() for run in found], odd)


def _plain_record(line: str, dialect: Dialect) -> tuple[list[str], bool]:
    """One line cut leniently: a quote closes only before a delimiter. Second: whether all its quotes are sound."""
    line = line.rstrip("\r\n")
    runs = _runs(line, dialect.delimiter)
    fields, is_sound, at = [], True, 0
    while True:
        value, end, is_plain = _plain_field(line, at, dialect, runs)
        fields.append(value)
        is_sound = is_sound and is_plain
        if end >= len(line):
            return fields, is_sound
        at = end + 1


def _plain_field(line: str, at: int, dialect: Dialect, runs: _Runs) -> tuple[str, int, bool]:
    """The field that starts at `at`, the place of the delimiter behind it, and whether its quotes are sound."""
    start = at
    while line.startswith(" ", start) and dialect.delimiter != " ":
        start += 1
    run = _closing_run(start, runs) if line.startswith('"', start) else None
    if run is not None:
        inner = line[start + 1 : runs.ends[run] - 1]
        return inner.replace('""', '"'), runs.fields[run], '"' not in inner.replace('""', "")
    end = line.find(dialect.delimiter, at)
    end = len(line) if end < 0 else end
    return line[start if dialect.is_padded else at : end], end, not line.startswith('"', start)


def _closing_run(start: int, runs: _Runs) -> int | None:
    """The first run that closes the field whose opening quote stands at `start`; that quote may begin the run."""
    first = bisect_left(runs.starts, start)
    if first < len(runs.starts) and runs.starts[first] == start:
        if (runs.ends[first] - start) % 2 == 0:
            return first
        first += 1
    place = bisect_left(runs.odd, first)
    return runs.odd[place] if place < len(runs.odd) else None
