"""One file as `check` shows it, beside the cells of its tables; and the sentences about what differs."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from kam.answers import file_as_json
from kam.datasets import ALL
from kam.intake.report import FileReport, Options
from kam.intake.worker import examine

Cells = dict[str, list[str | None]]  # a table as found: header -> texts
Entry = dict[str, Any]

_NUMBER = re.compile(r"[-+(]?[¥￥]?-?[\d,]*\.?\d+(?:[eE][-+]?\d+)?\)?")


@dataclass(frozen=True)
class Seen:
    """The object of `check --format json`, the cells of each of its tables, the problems, and all texts.

    `cells` runs parallel to `answer["sheets"]`; None where a sheet has no table.
    """

    answer: dict[str, Any]
    cells: tuple[Cells | None, ...]
    counts: tuple[dict[str, int], ...]
    problems: tuple[tuple[str, str, str], ...]  # sheet, cell, code
    drawn: str
    seconds: float

    @property
    def entries(self) -> list[Entry]:
        found: list[Entry] = self.answer["sheets"]
        return found

    @property
    def tables(self) -> list[Entry]:
        return [entry for entry in self.entries if entry["header_row"] is not None]

    def cells_of(self, entry: Entry) -> Cells:
        place = next(place for place, other in enumerate(self.entries) if other is entry)
        return self.cells[place] or {}


@cache
def see(path: Path, folder: Path, password: str | None = None) -> Seen:
    """The file examined once, nothing decided by anyone but its password."""
    before = _spent()
    report = examine(path, path.name, ALL, Options(password=password, keep_found=True), folder)
    seconds = _spent() - before
    assert seconds > 0, "the readers are not found where they are measured"
    cells = tuple(_cells(folder / f"found-{place}.arrow") for place in range(len(report.tables)))
    problems = tuple((p.sheet, p.cell, p.code) for table in report.tables for p in table.problems)
    counts = tuple(table.counts for table in report.tables)
    return Seen(file_as_json(report, "zh", False), cells, counts, problems, _texts(report, cells), seconds)


def _spent() -> float:
    """Seconds of the processor, not of the clock, that ended readers took: the machine may be busy with other things.

    Readers are children of a child of this process.
    """
    spent = 0
    for child in (pid for file in Path("/proc/self/task").glob("*/children") for pid in file.read_text().split()):
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        spent += int(fields[13]) + int(fields[14])
    return spent / os.sysconf("SC_CLK_TCK")


def _cells(path: Path) -> Cells | None:
    if not path.exists():
        return None
    with pa.ipc.open_file(path) as file:
        table = file.read_all()
    return {name: column.to_pylist() for name, column in zip(table.column_names, table.columns, strict=True)}


def _texts(report: FileReport, cells: tuple[Cells | None, ...]) -> str:
    """Whatever a person can see of the sheets: what was drawn, the headers, the first cells."""
    found = [text for drawing in report.drawings for row in drawing.rows for text in row.cells if text]
    for table, columns in zip(report.tables, cells, strict=True):
        found += [table.title, *table.columns]
        found += [text for column in (columns or {}).values() for text in column[:100] if text]
    return "\n".join(found)


def bare(text: str) -> str:
    """Without any white space: labels such as 北 京 and headers with line breaks are compared so."""
    return "".join(text.split())


def number(text: str | None) -> float | None:
    """The number that a cell shows, currency sign and separators aside."""
    word = (text or "").strip()
    if not _NUMBER.fullmatch(word):
        return None
    value = float(re.sub(r"[¥￥,()]", "", word))
    return -value if word.startswith("(") else value


def summed(entry: Entry, column: str) -> float | None:
    """The stated sum of a column; not a number when there is no such column."""
    sums: list[float | None] = entry["sums"]
    for name, value in zip(entry["columns"], sums, strict=True):
        if bare(name) == bare(column):
            return value
    return float("nan")


def measures(entry: Entry) -> list[float]:
    """The sums in column order, columns without a number left out."""
    return [value for value in entry["sums"] if value is not None]


class Differences(list[str]):
    """Grows by a sentence wherever the product and the oracle part."""

    def same(self, what: str, found: object, expected: object) -> None:
        if found != expected:
            self.append(f"{what}: {found!r}, not {expected!r}")

    def near(self, what: str, found: float | None, expected: float, within: float = 0.005) -> None:
        # An empty column has no sum, and the oracle calls that 0. A nan is near nothing.
        if not abs((found or 0.0) - expected) <= max(within, 1e-9 * abs(expected)):
            self.append(f"{what}: {found!r}, not {expected!r}")
