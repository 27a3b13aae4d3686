"""A template says what is wanted in the reader's language, and what is filled in below its example loads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kam.datasets import ALL, BY_NAME
from kam.intake.report import Options
from kam.intake.template import write_template
from kam.intake.worker import examine
from kam.text import Lang

both = pytest.mark.parametrize("lang", ["zh", "en"])


@both
def test_one_sheet_a_dataset_with_the_headers_of_the_language(tmp_path: Path, lang: Lang) -> None:
    write_template(tmp_path / "all.xlsx", ALL, lang)
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert book.sheetnames == [dataset.label(lang) for dataset in ALL]
    for dataset, sheet in zip(ALL, book.worksheets, strict=True):
        assert [cell.value for cell in sheet[1]] == [column.label(lang) for column in dataset.columns]
        assert sheet.freeze_panes == "A2"
        assert str(sheet["A2"].value).startswith({"zh": "示例：", "en": "Example: "}[lang])


@both
def test_a_row_below_the_example_loads_and_the_example_does_not(tmp_path: Path, lang: Lang) -> None:
    path = tmp_path / "filled.xlsx"
    write_template(path, ALL, lang)
    book = openpyxl.load_workbook(path)
    for dataset, sheet in zip(ALL, book.worksheets, strict=True):
        for place, column in enumerate(dataset.columns, 1):
            sheet.cell(3, place).value = column.example or None
    book.save(path)
    report = examine(path, path.name, ALL, Options(), tmp_path / "work")
    assert [table.dataset for table in report.tables] == [dataset.name for dataset in ALL]
    assert [problem for table in report.tables for problem in table.problems] == []
    assert [(table.counts["example"], table.counts["loaded"]) for table in report.tables] == [(1, 1)] * len(ALL)


def test_choices_are_a_list_to_pick_from(tmp_path: Path) -> None:
    write_template(tmp_path / "deal.xlsx", [BY_NAME["deal"]], "zh")
    sheet = openpyxl.load_workbook(tmp_path / "deal.xlsx").worksheets[0]
    rules = [(str(rule.sqref), rule.formula1) for rule in sheet.data_validations.dataValidation]
    assert rules == [("I2:I1048576", '"进行中,赢单,丢单"')]


@both
def test_every_list_fits_a_spreadsheet(lang: Lang) -> None:
    """Excel takes 255 characters, and a comma parts two entries."""
    for dataset in ALL:
        assert len(dataset.label(lang)) <= 31
        for column in dataset.columns:
            labels = [choice.label(lang) for choice in column.choices]
            assert len(",".join(labels)) <= 255
            assert not any("," in label for label in labels)


def test_notes_say_whether_a_cell_must_be_filled_and_what_it_looks_like(tmp_path: Path) -> None:
    write_template(tmp_path / "tier.xlsx", [BY_NAME["rebate_tier"]], "en")
    sheet = openpyxl.load_workbook(tmp_path / "tier.xlsx").worksheets[0]
    notes = [cell.comment.text if cell.comment else None for cell in sheet[1]]
    assert notes == [
        "required; a code of at most 200 characters",
        "required; a number such as 1,250 (≥ 0)",
        "required; a rate such as 3.5% or 0.035 (≥ 0, ≤ 1)",
    ]


def test_cells_carry_the_format_of_their_kind(tmp_path: Path) -> None:
    write_template(tmp_path / "order.xlsx", [BY_NAME["order_line"]], "zh")
    sheet = openpyxl.load_workbook(tmp_path / "order.xlsx").worksheets[0]
    assert (sheet["C2"].value.date(), sheet["C2"].number_format) == (date(2026, 3, 15), "yyyy-mm-dd")
    assert (sheet["I2"].value, sheet["I2"].number_format) == (12500, "#,##0.00")
    assert sheet.column_dimensions["A"].number_format == "@"
