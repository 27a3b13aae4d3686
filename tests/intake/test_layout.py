"""The table of a sheet is found wherever it stands, and every row that is not data is named and counted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from kam.intake.levels import unique_names
from kam.intake.rows import is_total
from kam.intake.sheet import read_tables
from kam.intake.signs import tidy
from tests.intake.making import is_conserved, table

HEADER = ["客户编码", "客户名称", "金额"]
DATA: list[list[Any]] = [["A1", "华东院", 100], ["A2", "恒通物业", 250.5]]


def test_a_sheet_from_c5_on_keeps_its_addresses(tmp_path: Path) -> None:
    found = table(tmp_path, [HEADER, *DATA], corner=(5, 3))
    assert found.header_row == 5
    assert found.addresses == (2, 3, 4)
    assert found.cells["_row"].to_pylist() == [6, 7]
    assert found.counts["blank"] == 4
    assert is_conserved(found)


def test_titles_and_the_unit_above_the_header_are_read(tmp_path: Path) -> None:
    found = table(tmp_path, [["2025年大客户销售表"], ["单位：万元"], [], ["说明：含税"], HEADER, *DATA])
    assert (found.header_row, found.title, found.unit) == (5, "2025年大客户销售表", "万元")
    assert {name: found.counts[name] for name in ("title", "unit", "note", "blank")} == {
        "title": 1,
        "unit": 1,
        "note": 1,
        "blank": 1,
    }
    assert is_conserved(found)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("销售表（单位：元）", "元"),
        ("销售表 单位:亿元", "亿元"),
        ("销售表（千元）", "千元"),
        ("单位：百亿元", "百亿元"),
        ("单位：标箱", "标箱"),
        ("Unit: RMB million", "RMB million"),
        ("Business unit: North", None),
        ("单位：元通公司", None),
        ("单位：某某中学", None),
        ("编制单位：元通公司", None),
        ("销售表", None),
    ],
)
def test_the_unit_may_stand_in_the_title(tmp_path: Path, title: str, unit: str | None) -> None:
    assert table(tmp_path, [[title], HEADER, *DATA]).unit == unit


def test_totals_notes_blank_and_repeated_rows_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [
        HEADER,
        DATA[0],
        ["小 计", None, 100],
        [],
        HEADER,
        DATA[1],
        ["合计", None, 350.5],
        ["数据来源：ERP"],
        ["制表人：张三", None, "审核：李四"],
    ]
    found = table(tmp_path, rows)
    assert found.cells["c0"].to_pylist() == ["A1", "A2"]
    assert found.cells["_row"].to_pylist() == [2, 6]
    assert found.counts == {
        "read": 9,
        "header": 1,
        "title": 0,
        "unit": 0,
        "note": 2,
        "total": 2,
        "blank": 1,
        "repeated": 1,
        "example": 0,
        "joined": 0,
    }
    assert is_conserved(found)


@pytest.mark.parametrize(
    "row",
    [
        ["合计", None, "100"],
        ["合 计：", None, "100"],
        ["本页合计", "100"],
        ["总计（元）", "100"],
        ["人民币合计", None, "1,234.56"],
        ["Grand Total", "5"],
        ["Subtotal", "5"],
        ["total", "-", "5"],
        ["East Total", "5"],
        ["12", "合计", "100"],
        ["华东", "小计", "100"],
        ["合计"],
    ],
)
def test_a_total_is_told_by_its_label(row: list[str | None]) -> None:
    assert is_total(row)


@pytest.mark.parametrize(
    "row",
    [
        ["合计科技有限公司", "A1", "100"],
        ["总计划部", "100"],
        ["SO1", "Total", "5"],
        ["Total", "A001", "甲方用户", "华东"],
        ["A1", "华东院", "合计"],
    ],
)
def test_a_name_that_looks_like_a_total_is_data(row: list[str | None]) -> None:
    assert not is_total(row)


@pytest.mark.parametrize("mark", ["示例：A1", "示例:A1", "Example: A1"])
def test_the_example_of_a_template_is_left_out(tmp_path: Path, mark: str) -> None:
    found = table(tmp_path, [HEADER, [mark, "某公司", 1], *DATA])
    assert found.counts["example"] == 1
    assert found.cells["c0"].to_pylist() == ["A1", "A2"]
    assert is_conserved(found)


def test_a_closing_sentence_is_a_note_but_a_faulty_record_is_not(tmp_path: Path) -> None:
    closing = table(tmp_path, [HEADER, *DATA, ["以上数据仅供内部参考，请勿外传。"]])
    assert (closing.cells.num_rows, closing.counts["note"]) == (2, 1)
    faulty = table(tmp_path, [HEADER, *DATA, ["A3"]])
    assert faulty.cells.num_rows == 3


def test_values_come_as_text_as_they_stand(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["名称", "日期", "比率", "数量"], [" 张 ", datetime(2024, 2, 29), 0.125, 10000000], ["x"]]
    found = table(tmp_path, rows)
    assert found.cells.slice(0, 1).to_pylist() == [
        {"c0": " 张 ", "c1": "2024-02-29 00:00:00", "c2": "0.125", "c3": "10000000", "_row": 2}
    ]


def test_a_formula_error_is_named_by_its_cell_and_refuses_nothing(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for place, value in {"C5": "名称", "D5": "金额", "C6": "甲", "C7": "乙", "D7": 3}.items():
        sheet[place] = value
    sheet["D6"] = "#DIV/0!"
    sheet["D6"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    found = read_tables(tmp_path / "a.xlsx").tables[0]
    assert [(p.cell, p.row, p.value, p.code, p.is_fatal) for p in found.warnings] == [
        ("D6", 6, "#DIV/0!", "formula_error", False)
    ]
    assert found.cells["c1"].to_pylist() == [None, "3"]


def test_a_formula_without_a_result_is_named_and_empty(tmp_path: Path) -> None:
    found = table(tmp_path, [["名称", "金额"], ["甲", "=1+1"], ["乙", 3]])
    assert [(problem.cell, problem.code) for problem in found.warnings] == [("B2", "formula_unsolved")]
    assert found.cells["c1"].to_pylist() == [None, "3"]


def test_hidden_and_empty_sheets_are_listed_in_order(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    sheet.append(DATA[0])
    hidden = book.create_sheet("秘密")
    hidden.append(HEADER)
    hidden.append(DATA[1])
    hidden.sheet_state = "hidden"
    book.create_sheet("空")
    book.save(tmp_path / "a.xlsx")
    found = read_tables(tmp_path / "a.xlsx").tables
    assert [(t.sheet, t.hidden, t.header_row, t.counts["read"]) for t in found] == [
        ("Sheet", False, 1, 2),
        ("秘密", True, 1, 2),
        ("空", False, None, 0),
    ]


def test_prose_is_no_table(tmp_path: Path) -> None:
    found = table(tmp_path, [["关于本文件"], [], ["本表由系统导出。"], ["如有疑问请联系管理员。"]])
    assert found.header_row is None
    assert (found.counts["title"], found.counts["blank"]) == (3, 1)
    assert is_conserved(found)


def test_a_row_of_made_up_names_above_the_header_is_not_the_header(tmp_path: Path) -> None:
    assert table(tmp_path, [["Column1", "Column2", "Column3"], HEADER, *DATA]).header_row == 2


def test_pairs_of_label_and_value_above_the_header_are_titles(tmp_path: Path) -> None:
    found = table(tmp_path, [["编制单位：甲公司", "日期：2025-01-01", "单位：元"], HEADER, *DATA])
    assert (found.header_row, found.unit, found.counts["title"]) == (2, "元", 1)


def test_columns_without_a_header_keep_their_data_under_their_letters(tmp_path: Path) -> None:
    found = table(tmp_path, [["名称", None, "金额"], ["甲", "备忘", 1], ["乙", None, 2]])
    assert found.columns == ("名称", "[B]", "金额")


def test_equal_headers_are_numbered_and_padding_goes() -> None:
    assert unique_names(["金额", "金额", "金额_2", "金额"]) == ("金额", "金额_2", "金额_2_2", "金额_3")
    assert tidy(" 客 户\n名 称 ") == "客户名称"
    assert tidy("Sale  Price") == "Sale Price"
    assert tidy("ERP工时   (小时)   A") == "ERP工时(小时)A"
