"""Several tables in a sheet and one table over several blocks or sheets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kam.intake.report import Options
from tests.intake.making import cells_of, is_conserved, sheet, tables

Rows = list[list[Any]]
ORDERS: Rows = [["产品", "金额"], ["枪机", 1], ["球机", 2]]
STAFF: Rows = [["姓名", "电话", "部门"], ["张三", "0571-1", "销售"], ["李四", "0571-2", "技术"]]


def test_tables_below_one_another_are_told_by_their_titles() -> None:
    found = tables(sheet([["一、销售"], *ORDERS, [], ["二、人员"], *STAFF]))
    assert [(t.header_row, t.columns, t.cells.num_rows) for t in found] == [
        (2, ("产品", "金额"), 2),
        (7, ("姓名", "电话", "部门"), 2),
    ]
    assert sum(t.counts["read"] for t in found) == 9
    assert all(map(is_conserved, found))


@pytest.mark.parametrize("gap", [1, 2])
def test_tables_side_by_side(gap: int) -> None:
    others: Rows = [["产品", "金额"], ["网线", 3], ["光纤", 4]]
    rows = [[*left, *[None] * gap, *right] for left, right in zip(ORDERS, others)]
    left, right = tables(sheet(rows))
    assert (left.columns, cells_of(left)) == (("产品", "金额"), [["枪机", "1"], ["球机", "2"]])
    assert (right.columns, cells_of(right)) == (("产品", "金额"), [["网线", "3"], ["光纤", "4"]])
    assert right.addresses == (2 + gap, 3 + gap)


def test_a_table_of_words_with_a_blank_column_is_one() -> None:
    rows: Rows = [
        ["客户", "产品", None, "备注"],
        ["甲", "枪机", None, "急"],
        ["乙", "球机", None, None],
        ["丙", "网线", None, "缓"],
    ]
    assert [t.columns for t in tables(sheet(rows))] == [("客户", "产品", "备注")]


def test_a_data_row_that_says_a_word_twice_splits_nothing() -> None:
    rows: Rows = [
        ["客户", "产品", "大区", "备注"],
        ["甲", "网线", "北", "网线"],
        ["乙", "无", "南", "无"],
        ["丙", "网线", "西", "枪机"],
    ]
    assert [t.cells.num_rows for t in tables(sheet(rows))] == [3]


def test_a_continuation_with_the_same_header_is_further_rows() -> None:
    (found,) = tables(sheet([*ORDERS, [], ["续表"], ["产品", "金额"], ["枪机", 3], ["网线", 4]]))
    assert cells_of(found) == [["枪机", "1"], ["球机", "2"], ["枪机", "3"], ["网线", "4"]]
    assert found.cells["_row"].to_pylist() == [2, 3, 7, 8]
    assert found.where(1, 8) == ("Sheet", "B8")
    assert is_conserved(found)


def test_a_continuation_with_the_same_labels_is_further_columns_on_any_sheet() -> None:
    first = sheet([["地区", "2022"], ["北京", 1], ["天津", 2], ["河北", 3]], "1")
    second = sheet([["续表"], ["地区", "2023"], ["河北", 30], ["北京", 10], ["天津", 20]], "2")
    found, listed = tables(first, second)
    assert found.columns == ("地区", "2022", "2023")
    assert cells_of(found) == [["北京", "1", "10"], ["天津", "2", "20"], ["河北", "3", "30"]]
    assert found.where(2, 2) == ("2", "B4")
    assert (listed.sheet, listed.header_row, listed.nature) == ("2", None, "continued")
    assert is_conserved(found)


def test_other_tables_are_not_joined_though_they_say_so() -> None:
    assert len(tables(sheet([*ORDERS, [], ["续表"], *STAFF]))) == 2


@pytest.mark.parametrize(
    ("names", "column"),
    [
        (("1月", "2月"), "月份"),
        (("2024-01", "2024-02"), "月份"),
        (("Q1", "Q2"), "季度"),
        (("2023年", "2024年"), "年份"),
    ],
)
def test_periods_in_sheet_names_become_a_column(names: tuple[str, str], column: str) -> None:
    found = tables(*(sheet(ORDERS, name) for name in names))
    assert [t.columns for t in found] == [("产品", "金额", column)] * 2
    assert [t.cells["c2"].to_pylist() for t in found] == [[name] * 2 for name in names]


def test_sheets_of_different_forms_get_no_period() -> None:
    found = tables(sheet(ORDERS, "1月"), sheet(STAFF, "2月"))
    assert [t.columns for t in found] == [tuple(ORDERS[0]), tuple(STAFF[0])]


def test_a_person_s_word_about_the_layout_rules() -> None:
    rows: Rows = [["说明", "内容", "数"], ["产品", "金额", "个"], ["枪机", 1, 2], ["球机", 2, 3], ["其他", 9, 9]]
    decided = {0: {"header_row": "2", "header_from": "2", "last_row": "4", "unit": "万元"}}
    (found,) = tables(sheet(rows), options=Options(layouts=decided))
    assert (found.header_row, found.columns, found.unit) == (2, ("产品", "金额", "个"), "万元")
    assert cells_of(found) == [["枪机", "1", "2"], ["球机", "2", "3"]]
    assert (found.counts["title"], found.counts["note"]) == (1, 1)
    assert found.layout == decided[0]
    assert is_conserved(found)


def test_hidden_sheets_join_nothing() -> None:
    hidden = replace(sheet([["续表"], *ORDERS], "2"), hidden=True)
    assert [(t.hidden, t.cells.num_rows) for t in tables(sheet(ORDERS, "1"), hidden)] == [(False, 2), (True, 2)]
