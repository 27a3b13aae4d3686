"""An answer as a workbook: typed cells under a frozen header, and a second sheet that says what was asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from kam.engine import View
from kam.errors import Failed, Refused
from kam.text import Lang, Text
from kam.topic import FieldKind, Query

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Cell = object
Target = Path | str | BinaryIO

ABOUT = "说明 About"
AS_OF = Text("截止日", "As of")
PERIOD = Text("期间", "Period")
REGIONS = Text("区域", "Regions")
CLASSES = Text("客户类别", "Classes")
ACCOUNTS = Text("客户", "Accounts")
QUESTION = Text("报表", "Report")
FORMULA = Text("算法", "Formula")
ALL = Text("全部", "all")

_MAX_ROWS = 1_048_575
_FORMATS: dict[FieldKind, str] = {
    "money": "#,##0.00",
    "rate": "0.00%",
    "count": "#,##0",
    "number": "#,##0.00",
    "day": "yyyy-mm-dd",
    "text": "@",
    "flag": "General",
}
# An apostrophe at either end, and these, are what a sheet's name must not hold.
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_workbook(
    target: Target,
    frame: pd.DataFrame,
    title: str,
    labels: Mapping[str, str],
    notes: Sequence[tuple[str, str]],
    kinds: Mapping[str, FieldKind] | None = None,
) -> None:
    """A frame as a workbook: its rows on the sheet `title`, `notes` (what, value) on the second sheet.

    `labels`: column -> heading; `kinds`: column -> how its numbers are shown, else after the values. Unknown cells are
    empty. Raises Refused for more rows than a sheet holds and Failed when the file cannot be written.
    """
    _write(target, [_Sheet(title, list(frame.columns), _cells(frame), labels, kinds or {})], notes)


def write_answer(target: Target, query: Query, table: pa.Table, asked: View, lang: Lang) -> None:
    """The answer of a published question as a workbook, with its as-of day, period, filters and formula beside it."""
    columns = [column.to_pylist() for column in table.columns]
    _write(target, [_sheet_of(query, table.column_names, columns, lang)], notes_of(query, asked, lang))


def write_answers(
    target: Target, answers: Sequence[tuple[Query, pd.DataFrame]], asked: View, title: Text, lang: Lang
) -> None:
    """The answers of several questions under one view as a workbook: a sheet each, then what was asked, once."""
    sheets = [_sheet_of(query, list(frame.columns), _cells(frame), lang) for query, frame in answers]
    notes = [(QUESTION(lang), title(lang)), *_view_notes(asked, lang)]
    _write(target, sheets, [*notes, *((query.label(lang), query.formula(lang)) for query, _ in answers)])


def notes_of(query: Query, asked: View, lang: Lang) -> list[tuple[str, str]]:
    """What was asked, as (what, value): the question, as-of day, period, filters by code, and the formula."""
    named = (QUESTION(lang), f"{query.label(lang)} ({query.name})")
    return [named, *_view_notes(asked, lang), (FORMULA(lang), query.formula(lang))]


def _view_notes(asked: View, lang: Lang) -> list[tuple[str, str]]:
    filters = ((REGIONS, asked.regions), (CLASSES, asked.classes), (ACCOUNTS, asked.accounts))
    return [
        (AS_OF(lang), asked.as_of.isoformat()),
        (PERIOD(lang), f"{asked.period_from}..{asked.period_to}"),
        *((label(lang), ", ".join(codes) or ALL(lang)) for label, codes in filters),
    ]


def _cells(frame: pd.DataFrame) -> list[list[Cell]]:
    return [[_known(value) for value in frame[name].tolist()] for name in frame.columns]


def _known(value: Any) -> Cell:
    """pandas says unknown as NA, NaT or NaN; each differs from itself or cannot say."""
    import pandas as pd

    return None if value is None or value is pd.NA or value != value else value


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One table: its columns by name, their headings, and how their numbers are shown, else after the values."""

    title: str
    names: Sequence[str]
    columns: Sequence[Sequence[Cell]]
    labels: Mapping[str, str]
    kinds: Mapping[str, FieldKind]


def _sheet_of(query: Query, names: Sequence[str], columns: Sequence[Sequence[Cell]], lang: Lang) -> _Sheet:
    labels = {field.name: field.label(lang) for field in query.fields}
    return _Sheet(query.label(lang), names, columns, labels, {field.name: field.kind for field in query.fields})


def _write(target: Target, sheets: Sequence[_Sheet], notes: Iterable[tuple[str, str]]) -> None:
    rows = max((len(columns[0]) for columns in (sheet.columns for sheet in sheets) if columns), default=0)
    if rows > _MAX_ROWS:
        words = Text(f"{rows} 行超过一张工作表的上限。", f"{rows} rows are more than a sheet holds.")
        raise Refused(words, "unsupported")
    # Text is written as text by call; the options keep that true for whatever is added later.
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
    taken = {ABOUT.lower()}
    for one in sheets:
        name = _sheet_name(one.title, taken)
        taken.add(name.lower())
        _write_sheet(book, one, name)
    _write_notes(book, notes)
    try:
        book.close()
    except FileCreateError as error:
        raise Failed(Text(f"文件写不进去：{target}", f"the file cannot be written: {target}")) from error


def _write_sheet(book: Any, one: _Sheet, name: str) -> None:
    sheet = book.add_worksheet(name)
    heads = [one.labels.get(name, name) for name in one.names]
    _write_header(book, sheet, heads, len(one.columns[0]) if one.columns else 0)
    for place, (name, values) in enumerate(zip(one.names, one.columns, strict=True)):
        shape = book.add_format({"num_format": _FORMATS[one.kinds.get(name) or _kind_of(values)]})
        sheet.set_column(place, place, _width(heads[place], values))
        for row, value in enumerate(values, start=1):
            _write_cell(sheet, row, place, value, shape)


def _sheet_name(title: str, taken: Collection[str]) -> str:
    """The title as a sheet may be called; numbered where the book has such a sheet, whatever its case."""
    name = title.translate(_NOT_IN_SHEET_NAMES).strip()[:31] or "1"
    tries = chain([name], (f"{name[:28]} {number}" for number in count(1)))
    return next(one for one in tries if one.lower() not in taken)


def _kind_of(values: Sequence[Cell]) -> FieldKind:
    first = next((value for value in values if value is not None), None)
    if isinstance(first, bool):
        return "flag"
    if isinstance(first, int):
        return "count"
    if isinstance(first, Decimal | float):
        return "number"
    return "day" if isinstance(first, date) else "text"


def _write_header(book: Any, sheet: Any, heads: Sequence[str], rows: int) -> None:
    look = book.add_format({"bold": True, "bg_color": "#E8EEF7", "bottom": 1, "text_wrap": True, "valign": "top"})
    for place, head in enumerate(heads):
        sheet.write_string(0, place, head, look)
    sheet.freeze_panes(1, 0)
    # Printed as wide as a sheet of A4, the header on each: columns on a page of their own belong to no row.
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if heads:
        sheet.autofilter(0, 0, rows, len(heads) - 1)


def _write_cell(sheet: Any, row: int, place: int, value: Cell, shape: Any) -> None:
    if value is None:
        # An unknown figure is a cell of its own: a row of unknowns is still a row.
        sheet.write_blank(row, place, None, shape)
    elif isinstance(value, bool):
        sheet.write_boolean(row, place, value, shape)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, place, value, shape)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, shape)
    else:
        sheet.write_string(row, place, str(value), shape)


def _write_notes(book: Any, notes: Iterable[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(ABOUT)
    strong = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 90)
    for row, (what, value) in enumerate(notes):
        sheet.write_string(row, 0, what, strong)
        sheet.write_string(row, 1, value, wrapped)


def _width(head: str, values: Sequence[Cell]) -> float:
    """Characters of the widest of the first values; a Chinese character takes two."""
    longest = max((_span(_shown(value)) for value in values[:200]), default=0)
    return min(60, max(8, _span(head), longest) + 2)


def _shown(value: Cell) -> str:
    if isinstance(value, float | Decimal):
        return f"{value:,.2f}"
    return "" if value is None else str(value)


def _span(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
