"""The workbook to fill in: one sheet a dataset, headers with notes, drop-downs, an example the import leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kam.dataset import Column, Dataset
from kam.text import Lang, Text

EXAMPLE = Text("示例：", "Example: ")
YES_NO = (Text("是", "yes"), Text("否", "no"))
_REQUIRED = Text("必填", "required")
_OPTIONAL = Text("可留空", "may be empty")
_ONE_OF = Text("下列之一：", "one of: ")
_LISTED = Text("请从列表中选一项。", "Pick one of the list.")
_EARLIEST_YEAR = "1990"  # in the words of a day; a birthday reaches further back
_LAST_ROW = 1_048_576
_HEAD = PatternFill("solid", fgColor="E8EEF5")
_REQUIRED_HEAD = PatternFill("solid", fgColor="BFD3EA")


def write_template(path: Path, datasets: Sequence[Dataset], lang: Lang) -> None:
    """Writes an .xlsx with a sheet for every dataset, named by its label; darker headers are required."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for dataset in datasets:
        sheet = book.create_sheet(dataset.label(lang))
        for place, column in enumerate(dataset.columns, 1):
            _write_column(sheet, place, column, lang)
        first = sheet.cell(2, 1)
        first.value = EXAMPLE(lang) + (_words(dataset.columns[0], lang) or dataset.columns[0].label(lang))
        first.number_format = "@"
        sheet.freeze_panes = "A2"
    book.save(path)


def _write_column(sheet: Worksheet, place: int, column: Column, lang: Lang) -> None:
    head = sheet.cell(1, place)
    head.value = column.label(lang)
    head.font = Font(bold=True)
    head.alignment = Alignment(vertical="center")
    head.fill = _REQUIRED_HEAD if column.is_required else _HEAD
    head.comment = Comment(note(column, lang), "KAM Cockpit", height=110, width=260)
    letter = get_column_letter(place)
    sheet.column_dimensions[letter].width = max(14, 2 * len(column.label.zh) + 6, len(column.label.en) + 4)
    sheet.column_dimensions[letter].number_format = column.kind.number_format
    _write_example(sheet.cell(2, place), column, lang)
    if options := _options(column, lang):
        _write_list(sheet, f"{letter}2:{letter}{_LAST_ROW}", options, lang)


def _write_example(cell: Cell, column: Column, lang: Lang) -> None:
    cell.value = _example(column, lang)
    cell.number_format = column.kind.number_format
    cell.font = Font(italic=True, color="808080")


def _write_list(sheet: Worksheet, cells: str, options: Sequence[str], lang: Lang) -> None:
    """The drop-down of a column. A list may be 255 characters long; every dataset's lists are held to that by test."""
    rule = DataValidation("list", formula1=f'"{",".join(options)}"', allow_blank=True, showErrorMessage=True)
    rule.error = _LISTED(lang)
    rule.add(cells)
    sheet.add_data_validation(rule)


def _options(column: Column, lang: Lang) -> list[str]:
    if column.kind.name == "flag":
        return [word(lang) for word in YES_NO]
    return [choice.label(lang) for choice in column.choices]


def note(column: Column, lang: Lang) -> str:
    """What a column holds: its help, whether it must be filled, what its cells look like."""
    mark = "；" if lang == "zh" else "; "
    must = (_REQUIRED if column.is_required else _OPTIONAL)(lang)
    lines = [column.help(lang), must + mark + expected(column, lang)]
    return "\n".join(line for line in lines if line)


def expected(column: Column, lang: Lang) -> str:
    """The kind of a column's cells, or the choices; with the bounds of a number."""
    if column.choices:
        return _ONE_OF(lang) + ("、" if lang == "zh" else ", ").join(choice.label(lang) for choice in column.choices)
    text = column.kind.expected(lang).replace(_EARLIEST_YEAR, column.earliest[:4])
    bounds = [f"≥ {column.minimum:g}"] if column.minimum is not None else []
    bounds += [f"≤ {column.maximum:g}"] if column.maximum is not None else []
    return " ".join([text, *([f"({', '.join(bounds)})"] if bounds else [])])


def _words(column: Column, lang: Lang) -> str:
    """The example as a person would type it. Examples are declared in Chinese; choices and flags have both."""
    pairs = YES_NO if column.kind.name == "flag" else [choice.label for choice in column.choices]
    for label in pairs:
        if label.zh == column.example:
            return label(lang)
    return column.example if lang == "zh" or column.example.isascii() else ""


def _example(column: Column, lang: Lang) -> str | date | Decimal | None:
    """The example as a typed cell, so that it shows in the column's format."""
    words = _words(column, lang)
    if not words or column.kind.is_text or column.choices or column.kind.name == "flag":
        return words or None
    if column.kind.name == "day":
        return date.fromisoformat(words)
    return Decimal(words.removesuffix("%")) / 100 if words.endswith("%") else Decimal(words)
