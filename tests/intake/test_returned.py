"""Wrong rows come back as a workbook: only they, marked, explained, inert, and fit to load once corrected."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kam.datasets import ALL
from kam.errors import Problem
from kam.intake.report import FileReport, Options
from kam.intake.returned import write_returned
from kam.intake.worker import examine
from kam.text import Text
from tests.intake.making import table, text_file, workbook

HEADER = ["客户编码", "客户名称", "年采购潜力"]


def read(path: Path, folder: Path, options: Options | None = None) -> FileReport:
    return examine(path, path.name, ALL, options or Options(), folder)


def returned(folder: Path) -> Worksheet:
    return openpyxl.load_workbook(folder / "returned-0.xlsx").worksheets[0]


def test_only_the_wrong_rows_come_back_with_the_cell_marked_and_the_reason_beside_it(tmp_path: Path) -> None:
    book = workbook(tmp_path / "客户.xlsx", [HEADER, ["K1", "甲", 5], ["K2", "乙", "很多"], [None, "丙", 7]])
    read(book, tmp_path / "work", Options(dataset="account"))
    sheet = returned(tmp_path / "work")
    assert [[cell.value for cell in row][:3] for row in sheet.iter_rows()] == [
        HEADER,
        ["K2", "乙", "很多"],
        [None, "丙", "7"],
    ]
    assert sheet["D1"].value == "问题"
    assert sheet["D2"].value == "C3：很多。要求：金额，例如 1,250.00 或 12.5万。改为数字；未知请留空。"
    assert sheet["D3"].value == "A4：空。要求：客户编码不能为空。填写客户编码。"
    marked = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment]
    filled = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fill_type == "solid"]
    assert marked == filled == ["C2", "A3"]
    assert sheet["C2"].comment is not None
    assert sheet["C2"].comment.text == sheet["D2"].value


def test_the_reasons_speak_the_language_asked_for(tmp_path: Path) -> None:
    book = workbook(tmp_path / "客户.xlsx", [HEADER, ["K2", "乙", "很多"]])
    read(book, tmp_path / "work", Options(dataset="account", lang="en"))
    assert returned(tmp_path / "work")["D1"].value == "Problems"
    assert str(returned(tmp_path / "work")["D2"].value).startswith("C2: 很多. Expected an amount")


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+cmd", "@SUM(A1)", "\t=1+1", "\r=1+1"])
def test_a_text_that_looks_like_a_formula_is_written_as_inert_text(tmp_path: Path, text: str) -> None:
    found = table(tmp_path, [HEADER, ["K1", "甲", "x"]])
    place = found.cells.schema.get_field_index("c1")
    changed = replace(found, cells=found.cells.set_column(place, "c1", pa.array([text], pa.string())))
    wrong = Problem(found.sheet, "C2", 2, "x", "number", Text("数字", "a number"), Text("改正。", "Mend it."))
    write_returned(tmp_path / "out.xlsx", changed, [wrong], "zh")
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]["B2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    with zipfile.ZipFile(tmp_path / "out.xlsx") as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_a_row_with_a_mere_warning_stays_away(tmp_path: Path) -> None:
    found = table(tmp_path, [HEADER, ["K1", "甲", "1"], ["K2", "乙", "2"]])
    mild = Problem(found.sheet, "3", 3, "", "ragged", Text("三列", "three"), Text("", ""), is_fatal=False)
    fatal = Problem(found.sheet, "2", 2, "", "check", Text("别的", "else"), Text("", ""))
    write_returned(tmp_path / "out.xlsx", found, [mild, fatal], "zh")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["K1"]


def test_the_corrected_workbook_loads_in_the_unit_of_the_first(tmp_path: Path) -> None:
    rows: list[list[object]] = [["单位：万元", None, None], HEADER, ["K1", "甲", 5], ["K2", "乙", "很多"]]
    read(workbook(tmp_path / "大客户名录.xlsx", rows), tmp_path / "work", Options(dataset="account"))
    path = tmp_path / "work" / "returned-0.xlsx"
    book = openpyxl.load_workbook(path)
    wrong = next(cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "很多")
    wrong.value = 3
    book.save(path)
    found = read(path, tmp_path / "again", Options(dataset="account")).tables[0]
    assert found.problems == ()
    assert found.rows_path is not None
    loaded = pa.ipc.open_file(found.rows_path.read_bytes()).read_all()
    assert [(str(row["account_id"]), row["annual_potential"]) for row in loaded.to_pylist()] == [("K2", 30_000)]


def test_a_text_files_name_becomes_a_sheet_name_that_a_workbook_allows(tmp_path: Path) -> None:
    path = text_file(tmp_path, "客户编码,客户名称,年采购潜力\nK1,甲,x\n")
    examine(path, "'a:b?*[1]" + "长" * 40 + ".csv", ALL, Options(dataset="account"), tmp_path / "work")
    assert returned(tmp_path / "work").title == "ab1" + "长" * 27
