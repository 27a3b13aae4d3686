"""A file with ten planted faults yields exactly ten problems, the other rows go in, and the mended workbook loads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kam.desk import Desk
from kam.errors import Problem

SHEETS: dict[str, list[list[object]]] = {
    "订单明细": [
        ["订单号", "行号", "订单日期", "客户编码", "产品", "金额"],
        ["S1", 1, date(2026, 1, 5), "A", "交换机", 100],
        ["S1", 2, "2026-02-30", "A", "交换机", 100],  # C3 wrong date
        ["S2", 1, date(2026, 1, 6), "A", "交换机", "一百左右"],  # F4 text in money
        [None, 1, date(2026, 1, 6), "A", "交换机", 5],  # A5 missing key
        ["S1", 1, date(2026, 1, 7), "A", "交换机", 6],  # A6 duplicate key
        ["S3", 1, date(1989, 12, 31), "A", "交换机", 7],  # C7 before 1990
        ["S4", 1, date(2026, 1, 8), "A", "长" * 2001, 8],  # E8 too long
        ["S5", 1, date(2026, 1, 8), "B", "摄像机", 9],
    ],
    "项目商机": [
        ["商机编号", "客户编码", "结果", "预计金额"],
        ["D1", "A", "赢单", 10],
        ["D2", "A", "也许", 10],  # C3 unknown choice
        ["D3", "A", "丢单", "#DIV/0!"],  # D4 formula error
    ],
    "返点阶梯": [
        ["协议号", "起点", "返点率"],
        ["X1", 1000, 0.03],
        ["X1", 2000, "130%"],  # C3 above 100 %
    ],
    "客户采购额": [
        ["客户编码", "期间", "品类", "供应商", "采购额"],
        ["A", "2025", None, None, 500],
        ["A", "2026", None, None, -500],  # E3 negative spend
    ],
}
FAULTS = {
    ("订单明细", "C3"), ("订单明细", "F4"), ("订单明细", "A5"),
    ("订单明细", "A6"), ("订单明细", "C7"), ("订单明细", "E8"),
    ("项目商机", "C3"), ("项目商机", "D4"), ("返点阶梯", "C3"), ("客户采购额", "E3"),
}  # fmt: skip
MENDED: dict[str, object] = {
    "C3": date(2026, 2, 28), "F4": 100, "A5": "S6", "A6": "S7", "C7": date(1990, 1, 1), "E8": "长"
}  # fmt: skip


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    error = book["项目商机"]["D4"]
    error.value, error.data_type = "#DIV/0!", "e"
    path = tmp_path / "十处错误.xlsx"
    book.save(path)
    return path


def test_ten_faults_give_ten_problems_in_both_languages(desk: Desk, faulty: Path) -> None:
    report = desk.examine(faulty, faulty.name)
    problems: list[Problem] = [problem for found in report.tables for problem in found.problems]
    assert {(problem.sheet, problem.cell) for problem in problems} == FAULTS
    assert len(problems) == 10
    for problem in problems:
        assert problem.expected.zh
        assert problem.expected.en
        assert problem.remedy.zh
        assert problem.remedy.en
        assert problem.expected.zh != problem.expected.en
    values = {problem.cell: problem.value for problem in problems if problem.sheet == "订单明细"}
    assert values["C3"] == "2026-02-30"
    assert values["F4"] == "一百左右"


def test_the_other_rows_are_there(desk: Desk, faulty: Path) -> None:
    batches = desk.load(desk.examine(faulty, faulty.name), "ann")
    assert {batch.dataset: batch.added for batch in batches} == {
        "order_line": 2, "deal": 1, "rebate_tier": 1, "wallet": 1
    }  # fmt: skip
    assert sum(batch.rejected for batch in batches) == 10


def test_the_returned_workbook_loads_once_corrected(desk: Desk, faulty: Path) -> None:
    report = desk.examine(faulty, faulty.name)
    desk.load(report, "ann")
    returned = desk.returned(report, 0)
    assert returned is not None
    book = openpyxl.load_workbook(returned)
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    reasons = [row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(reasons) == 6
    assert all(reasons)
    columns = {"C3": "订单日期", "F4": "金额", "A5": "订单号", "A6": "订单号", "C7": "订单日期", "E8": "产品"}
    for line, (cell, head) in enumerate(columns.items(), start=2):
        sheet.cell(line, heads.index(head) + 1).value = MENDED[cell]
    mended = faulty.with_name("改正.xlsx")
    book.save(mended)
    (batch,) = desk.load(desk.examine(mended, mended.name), "ann")
    assert (batch.dataset, batch.added, batch.rejected) == ("order_line", 6, 0)
