"""What a person approved is used for the next file of its kind; joined pieces and hidden sheets on the whole way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from kam.datasets import ALL
from kam.desk import Desk
from kam.intake.alike import layout_before
from kam.intake.mapping import fingerprint
from kam.intake.report import Mapping, Options
from kam.intake.sheet import tables_of
from kam.intake.worker import examine
from tests.intake.making import made, sheet, workbook

Rows = list[list[Any]]


def stored(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    return desk.store.connection.cursor().execute(sql).fetchall()


def book_of(path: Path, sheets: dict[str, Rows]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def test_an_approval_is_used_for_a_similar_file(desk: Desk, tmp_path: Path) -> None:
    """The first file is matched by hand; the next has another year, a column more and another order."""
    heads: list[Any] = ["往来方", "子类", "2022年额", "2023年额"]
    first = workbook(tmp_path / "a.xlsx", [heads, ["K1", "x", 1, 2], ["K2", "y", 3, 4]])
    assert desk.examine(first, "a.xlsx").tables[0].dataset is None
    columns = {"account_id": "往来方", "category": "子类"}
    columns |= {"spend@period=2022": "2022年额", "spend@period=2023": "2023年额"}
    mapping = Mapping("wallet", columns, layout={"unit": "万元"})
    report = desk.examine(first, "a.xlsx", Options(tables={0: mapping}))
    # The page marks what a person matched as a proposal, which loading approves.
    desk.load(replace(report, tables=(replace(report.tables[0], is_proposal=True),)), "ann", tables=[0])
    later: list[Any] = ["备注", "子类", "往来方", "2023年额", "2024年额"]
    second = workbook(tmp_path / "b.xlsx", [later, [None, "x", "K1", 5, 6], ["急", "y", "K2", 7, 8]])
    (found,) = desk.examine(second, "b.xlsx").tables
    assert (found.dataset, found.is_proposal, found.confidence >= 0.6) == ("wallet", True, True)
    assert found.mapping is not None
    assert found.layout == {"unit": "万元"}
    assert found.mapping.columns["spend@period=2024"] == "2024年额"
    desk.load(desk.examine(second, "b.xlsx"), "ann", tables=[0])
    assert stored(desk, "SELECT account_id, period, CAST(spend AS INTEGER) FROM wallet ORDER BY ALL") == [
        *(("K1", "2022", 10_000), ("K1", "2023", 50_000), ("K1", "2024", 60_000)),
        *(("K2", "2022", 30_000), ("K2", "2023", 70_000), ("K2", "2024", 80_000)),
    ]
    assert desk.examine(second, "c.xlsx").tables[0].is_proposal is False


def test_rows_of_a_header_are_taken_over_only_where_it_was_found_wrongly() -> None:
    layout = {"header_row": "3", "header_from": "3", "last_row": "9", "unit": "万元", "dates": "dmy"}
    wrong = Mapping("wallet", {"account_id": "客户", "spend": "金额"}, layout=layout)
    right = Mapping("wallet", {"account_id": "甲", "spend": "乙"}, layout=layout)
    found = made(["甲", "乙", "丙"], [["1", "2", "3"]])
    kept = {"unit": "万元", "dates": "dmy"}
    name = fingerprint(found.columns)
    assert layout_before(found, {name: wrong}) == {"header_row": "3", "header_from": "3", **kept}
    assert layout_before(found, {name: right}) == kept
    assert layout_before(found, {}) == {}


def test_a_similar_sheet_that_says_its_unit_keeps_it() -> None:
    before = Mapping("wallet", {"account_id": "甲", "spend": "乙"}, layout={"unit": "万元", "dates": "dmy"})
    found = made(["甲", "乙", "丙", "丁"], [["1", "2", "3", "4"]])
    near = {fingerprint(["甲", "乙", "丙"]): before}
    assert layout_before(found, near) == {"unit": "万元", "dates": "dmy"}
    assert layout_before(replace(found, unit="亿元"), near) == {"dates": "dmy"}
    assert layout_before(made(["戊", "己", "丙"], [["1", "2", "3"]]), near) == {}


def test_a_wrong_cell_of_a_joined_piece_is_named_on_its_own_sheet(tmp_path: Path) -> None:
    heads: Rows = [["客户采购额"], ["客户编码", "2022年"]]
    first: Rows = [*heads, ["A", 1], ["B", 2], ["C", 3]]
    second: Rows = [["续表"], ["客户编码", "2023年"], ["C", 30], ["A", "多"], ["B", 20]]
    path = book_of(tmp_path / "a.xlsx", {"上": first, "下": second})
    found, _ = examine(path, path.name, ALL, Options(), tmp_path / "work").tables
    assert (found.dataset, found.rows) == ("wallet", 3)
    assert [(one.sheet, one.cell, one.value, one.code) for one in found.problems] == [("下", "B4", "多", "number")]
    returned = load_workbook(tmp_path / "work" / "returned-0.xlsx").worksheets[0]
    texts = [cell.value for row in returned.iter_rows() for cell in row if cell.value is not None]
    assert "多" in texts


def test_a_wrong_row_of_a_joined_piece_is_named_by_its_own_row() -> None:
    first = sheet([["客户编码", "期间", "采购额"], ["A", "2024", "1"], ["B", "2024", "2"]], "上")
    second = sheet([["续表"], ["客户编码", "期间", "采购额"], ["C", "2024", "x"], ["D", "2024", "4"]], "下")
    found = tables_of([first, second], Options())[0][0]
    assert found.cells.num_rows == 4
    row = found.cells["_row"].to_pylist()[2]
    assert found.where(2, row) == ("下", "C3")


def test_hidden_sheets_are_never_loaded(desk: Desk, tmp_path: Path) -> None:
    heads = ["协议号", "起点", "返点率"]
    path = book_of(tmp_path / "t.xlsx", {"甲": [heads, ["X1", 1, "1%"]], "乙": [heads, ["X9", 9, "9%"]]})
    book = load_workbook(path)
    for state in ("hidden", "veryHidden"):
        book["乙"].sheet_state = state
        book.save(path)
        report = desk.examine(path, "t.xlsx")
        assert [(found.sheet, found.dataset) for found in report.tables] == [("甲", "rebate_tier"), ("乙", None)]
        asked = desk.examine(path, "t.xlsx", Options(dataset="rebate_tier"))
        assert asked.tables[1].dataset is None
        desk.load(asked, "ann", tables=[0, 1])
        assert stored(desk, "SELECT agreement_no FROM rebate_tier") == [("X1",)]
