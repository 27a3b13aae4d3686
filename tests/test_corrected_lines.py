"""A wrong order line that comes back corrected takes its own place and no other's, though the file numbers no lines."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from kam.desk import Desk
from kam.intake.report import Options

HEADER = "订单号,订单日期,产品,金额\n"


def lines(desk: Desk) -> list[tuple[object, ...]]:
    sql = "SELECT order_no, line_no, product FROM order_line ORDER BY order_no, line_no"
    return desk.store.connection.cursor().execute(sql).fetchall()


def bring_back(desk: Desk, tmp_path: Path, text: str, mend: dict[str, str], options: Options | None = None) -> None:
    """Loads the file, puts right the cells under the named headers in its workbook of wrong rows, loads that."""
    path = tmp_path / "orders.csv"
    path.write_text(text, "utf-8")
    report = desk.examine(path, path.name, options)
    desk.load(report, "ann", tables=[0])
    returned = desk.returned(report, 0)
    assert returned is not None
    book = openpyxl.load_workbook(returned)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for head, value in mend.items():
        sheet.cell(2, heads.index(head) + 1).value = value
    book.save(tmp_path / "mended.xlsx")
    again = desk.examine(tmp_path / "mended.xlsx", "mended.xlsx")
    assert not again.tables[0].is_proposal
    desk.load(again, "ann")


def test_the_second_line_of_an_order_stays_the_second(desk: Desk, tmp_path: Path) -> None:
    text = HEADER + "S,2026-01-01,甲,1\nS,2026-01-01,乙,很多\nS,2026-01-01,丙,3\n"
    bring_back(desk, tmp_path, text, {"金额": "2"})
    assert lines(desk) == [("S", 1, "甲"), ("S", 2, "乙"), ("S", 3, "丙")]


def test_a_line_that_had_no_order_joins_one_without_replacing_its_lines(desk: Desk, tmp_path: Path) -> None:
    text = HEADER + "S,2026-01-01,甲,1\n,2026-01-01,乙,2\nS,2026-01-01,丙,3\n"
    bring_back(desk, tmp_path, text, {"订单号": "S"})
    assert lines(desk) == [("S", 1, "甲"), ("S", 2, "丙"), ("S", 3, "乙")]


def test_a_foreign_layout_without_orders_keeps_every_line(desk: Desk, tmp_path: Path) -> None:
    """The file has neither order nor line numbers: its mapping makes an order of each day, remembered under the header.

    The corrected line joins a day that has a line already, and replaces none.
    """
    text = "Date,Product,Sales\n2026-01-01,甲,1\n2026-13-01,乙,2\n2026-01-03,丙,3\n"
    bring_back(desk, tmp_path, text, {"Date": "2026-01-01"}, Options(dataset="order_line"))
    assert [(number, product) for _, number, product in lines(desk)] == [(1, "甲"), (3, "乙"), (1, "丙")]
    assert [str(order)[-10:] for order, _, _ in lines(desk)] == ["2026-01-01", "2026-01-01", "2026-01-03"]
