"""Rows to workbooks: one sheet a dataset, its Chinese label as the sheet's name, its columns' labels as the header."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from stories import LAST_DAY, Row
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kam.dataset import Column, Dataset
from kam.datasets import BY_NAME

Tables = dict[str, list[Row]]
_MADE_ON = datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day)


def _headers(dataset: Dataset, rows: list[Row]) -> dict[str, tuple[str, Column]]:
    """Row key -> header and column; a wide table has a column a choice instead of the dimension and its value."""
    plain = {column.name: (column.label.zh, column) for column in dataset.columns}
    if dataset.wide is None or dataset.wide.column in rows[0]:
        return plain
    place, value = dataset.column(dataset.wide.column), dataset.column(dataset.wide.value)
    kept = {name: pair for name, pair in plain.items() if name not in (place.name, value.name)}
    return kept | {choice.label.zh: (choice.label.zh, value) for choice in place.choices}


def _write(sheet: Worksheet, at: tuple[int, int], value: object, style: Format) -> None:
    if isinstance(value, date):
        sheet.write_datetime(*at, datetime(value.year, value.month, value.day), style)
    elif isinstance(value, int | float):
        sheet.write_number(*at, value, style)
    elif value is not None:
        sheet.write_string(*at, str(value), style)


def _fill(
    book: xlsxwriter.Workbook, dataset: Dataset, rows: list[Row], styles: dict[str, Format], bold: Format
) -> None:
    sheet = book.add_worksheet(dataset.label.zh)
    sheet.freeze_panes(1, 0)
    headers = _headers(dataset, rows)
    for place, (header, column) in enumerate(headers.values()):
        sheet.write_string(0, place, header, bold)
        sheet.set_column(place, place, 24 if column.kind.name in ("name", "text") else 13)
    for number, row in enumerate(rows, 1):
        unknown = row.keys() - headers.keys()
        if unknown:
            raise KeyError(f"{dataset.name} has no column {sorted(unknown)}")
        for place, (key, (_, column)) in enumerate(headers.items()):
            _write(sheet, (number, place), row.get(key), styles[column.kind.name])


def write(path: Path, tables: Tables) -> None:
    """One workbook, the same bytes for the same rows: its creation day is fixed and its parts carry no time."""
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"title": path.stem, "author": "示例公司", "created": _MADE_ON})
    kinds = {column.kind for name in tables for column in BY_NAME[name].columns}
    styles = {
        kind.name: book.add_format({"num_format": kind.number_format})
        for kind in sorted(kinds, key=lambda kind: kind.name)
    }
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
    for name, rows in tables.items():
        _fill(book, BY_NAME[name], rows, styles, bold)
    book.close()
