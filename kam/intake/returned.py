"""The wrong rows of a table as a workbook: the cells as found, the wrong ones red, the reasons beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kam.errors import Problem
from kam.intake.mapping import NUMBERS, REASONS
from kam.intake.table import SheetTable
from kam.text import Lang, Text

_NO_NAME = Text("有问题的行", "Wrong rows")
_UNIT = "单位：{unit}"  # the import reads it back, so it has one wording
_REASON = Text("{cell}：{value}。要求：{expected}。{remedy}", "{cell}: {value}. Expected {expected}. {remedy}")
_EMPTY = Text("空", "empty")
_LONGEST_CELL = 32_767
_LONGEST_NAME = 31
_FORBIDDEN = str.maketrans("", "", "[]:*?/\\")
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")  # first characters that make a spreadsheet run or alter a text


def write_returned(
    path: Path,
    table: SheetTable,
    problems: Sequence[Problem],
    lang: Lang,
    numbers: Mapping[int, int] | None = None,
) -> None:
    """Writes the rows that have a fatal problem, every cell as text that no spreadsheet runs.

    `numbers` (sheet row -> line number) go beside them, so that a corrected line takes its own place again.
    """
    fatal = _by_row(problems)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False})
    try:
        sheet = book.add_worksheet(_sheet_name(table.sheet, lang))
        _Returned(book, sheet, table, lang, numbers or {}).write(fatal)
    finally:
        book.close()


def _by_row(problems: Sequence[Problem]) -> dict[int, list[Problem]]:
    found: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.is_fatal:
            found.setdefault(problem.row, []).append(problem)
    return found


def _sheet_name(name: str, lang: Lang) -> str:
    """The sheet's own name as far as a workbook allows it: a text file's name may be anything."""
    allowed = "".join(char for char in name.translate(_FORBIDDEN) if char.isprintable())
    return allowed[:_LONGEST_NAME].strip("' ") or _NO_NAME(lang)


class _Returned:
    """One sheet being written downwards, line by line."""

    def __init__(
        self, book: Workbook, sheet: Worksheet, table: SheetTable, lang: Lang, numbers: Mapping[int, int]
    ) -> None:
        self.sheet, self.table, self.lang, self.numbers = sheet, table, lang, numbers
        self.head = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        wrong = {"bg_color": "#F8B4B4", "font_color": "#7A0000", "num_format": "@"}
        self.plain = _pair(book, {"num_format": "@"})
        self.wrong = _pair(book, wrong)
        self.reason = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self.line = 0

    def write(self, fatal: dict[int, list[Problem]]) -> None:
        self._above()
        added = [NUMBERS(self.lang), REASONS(self.lang)] if self.numbers else [REASONS(self.lang)]
        last = len(self.table.columns) + len(added) - 1
        self.sheet.set_column(0, max(last - 1, 0), 16)
        self.sheet.set_column(last, last, 70)
        for place, name in enumerate((*self.table.columns, *added)):
            self.sheet.write_string(self.line, place, name[:_LONGEST_CELL], self.head)
        self.line += 1
        self.sheet.freeze_panes(self.line, 0)
        for row, texts in _rows(self.table.cells, sorted(fatal)):
            self._row(row, texts, fatal[row])

    def _above(self) -> None:
        """The unit that stood above the header scales the amounts when the corrected rows come back."""
        if self.table.unit:
            self._text(0, _UNIT.format(unit=self.table.unit), self.plain)
            self.line += 1

    def _row(self, row: int, texts: Sequence[str | None], problems: Sequence[Problem]) -> None:
        at = {(problem.sheet, problem.cell): problem for problem in problems}
        for place, text in enumerate(texts):
            problem = at.get(self.table.where(place, row))
            self._text(place, text or "", self.wrong if problem else self.plain)
            if problem:
                self.sheet.write_comment(self.line, place, _reason(problem, self.lang), {"x_scale": 2})
        reasons = "\n".join(_reason(problem, self.lang) for problem in problems)
        place = len(texts)
        if self.numbers:
            self._text(place, str(self.numbers.get(row, "")), self.plain)
            place += 1
        self.sheet.write_string(self.line, place, reasons[:_LONGEST_CELL], self.reason)
        self.line += 1

    def _text(self, place: int, text: str, formats: tuple[Format, Format]) -> None:
        """A string cell, never a formula; one that looks like a formula also carries the quote mark of a text."""
        plain, quoted = formats
        if not text:
            self.sheet.write_blank(self.line, place, None, plain)
            return
        style = quoted if text.startswith(_ACTIVE) else plain
        self.sheet.write_string(self.line, place, text[:_LONGEST_CELL], style)


def _pair(book: Workbook, look: Mapping[str, object]) -> tuple[Format, Format]:
    return book.add_format(look), book.add_format({**look, "quote_prefix": True})


def _rows(cells: pa.Table, wanted: Sequence[int]) -> list[tuple[int, list[str | None]]]:
    """(sheet row, texts) of the wanted rows, in sheet order."""
    mask = pc.is_in(cells.column("_row"), value_set=pa.array(wanted, pa.int64()))
    kept = cells.filter(mask)
    rows = kept.column("_row").to_pylist()
    columns = [column.to_pylist() for column in kept.drop_columns("_row").columns]
    return [(row, [column[place] for column in columns]) for place, row in enumerate(rows)]


def _reason(problem: Problem, lang: Lang) -> str:
    """Where it stood, what stood there, what was expected, what to do."""
    return _REASON.fill(
        cell=problem.cell,
        value=problem.value or _EMPTY(lang),
        expected=problem.expected(lang),
        remedy=problem.remedy(lang),
    )(lang)
