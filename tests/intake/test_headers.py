"""Headers of one to six rows: groups merged or not, bilingual, months and years, what stands above them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.intake.making import is_conserved, sheet, tables

Rows = list[list[Any]]


def header(rows: Rows, merges: tuple[tuple[int, int, int, int], ...] = ()) -> tuple[int | None, tuple[str, ...], int]:
    (found,) = tables(sheet(rows, merges=merges))
    assert is_conserved(found)
    return found.header_row, found.columns, found.cells.num_rows


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [
                ["客户", "2024年", None, None],
                [None, "产品", "数量", "金额"],
                ["甲", "枪机", 3, 9.5],
                ["乙", "球机", 4, 8],
            ],
            ("客户", "2024年·产品", "2024年·数量", "2024年·金额"),
        ),
        (
            [
                ["基本信息", None, "销售", None],
                ["编码", "名称", "数量", "金额"],
                ["A1", "甲", 1, 2],
                ["A2", "乙", 1, 2],
            ],
            ("基本信息·编码", "基本信息·名称", "销售·数量", "销售·金额"),
        ),
        (
            [
                ["客户", "金额", "2024年", None, "2023年", None],
                [None, None, "金额", "数量", "金额", "数量"],
                ["甲", "1.5", "22724.57", "769", None, None],
                ["乙", "2.5", "80254.44", "1910", "-", "1793"],
            ],
            ("客户", "金额", "2024年·金额", "2024年·数量", "2023年·金额", "2023年·数量"),
        ),
    ],
)
def test_groups_without_merged_cells_go_on_to_the_right(rows: Rows, expected: tuple[str, ...]) -> None:
    assert header(rows) == (2, expected, 2)


def test_three_levels_are_joined_from_top_to_bottom() -> None:
    rows: Rows = [
        ["客户编码", "销售额", "销售情况", None, None, None],
        [None, None, "上年同期", None, "本期", None],
        [None, None, "数量", "占比", "数量", "占比"],
        ["A1", 5.5, 1, "2%", 3, "4%"],
        ["A2", 6.5, 2, "3%", 4, "5%"],
    ]
    named = ("销售情况·上年同期·数量", "销售情况·上年同期·占比", "销售情况·本期·数量", "销售情况·本期·占比")
    assert header(rows) == (3, ("客户编码", "销售额", *named), 2)


def test_merged_groups_over_columns_of_words() -> None:
    rows: Rows = [
        ["品名", "金额", "2023年", None],
        [None, None, "备注", "客户"],
        ["a", 5.5, "x", "y"],
        ["b", 6.5, "z", "w"],
    ]
    merges = ((0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1))
    assert header(rows, merges) == (2, ("品名", "金额", "2023年·备注", "2023年·客户"), 2)


def test_a_second_language_below_is_of_the_header() -> None:
    rows: Rows = [["客户", "产品", "金额"], ["Customer", "Product", "Amount"], ["甲", "枪机", 3], ["乙", "球机", 4]]
    assert header(rows) == (2, ("客户·Customer", "产品·Product", "金额·Amount"), 2)


@pytest.mark.parametrize(
    "months",
    [
        ["2024年1月", "2024年2月", "2024年3月"],
        [202401, 202402, 202403],
        ["2024-01", "2024-02", "2024-03"],
        [str(datetime(2024, month, 1)) for month in (1, 2, 3)],
        [2021, 2022, 2023],
    ],
)
def test_periods_may_head_columns(months: list[Any]) -> None:
    found = header([["客户", *months], ["甲", 1, 2, 3], ["乙", 2, 3, 4]])
    assert found == (1, ("客户", *map(str, months)), 2)


@pytest.mark.parametrize(
    "rows",
    [
        [["月份", "金额"], ["2024-01", 3], ["2024-02", 4]],
        [["年份", "产量"], [2021, 4], [2022, 5]],
        [
            ["开始", "结束"],
            ["2024-01-01 00:00:00", "2024-02-01 00:00:00"],
            ["2024-02-01 00:00:00", "2024-03-01 00:00:00"],
        ],
    ],
)
def test_periods_in_rows_are_data(rows: Rows) -> None:
    assert header(rows) == (1, tuple(rows[0]), 2)


@pytest.mark.parametrize(
    "value", ["1.234,5", "NT$1.50", "12台", "８４，４６５．２４", "RMB 5", "12.5万", "民國113年3月5日", "20/1/1"]
)
def test_written_numbers_and_days_are_no_header(value: str) -> None:
    assert header([["编码", "名称", "数值"], ["A1", "Müller", value]]) == (1, ("编码", "名称", "数值"), 1)


@pytest.mark.parametrize(
    "above",
    [
        ["2024年销售表", None, None, "第1页"],
        ["编制单位：", "甲公司"],
        ["客户：甲公司", "币种：", "人民币"],
        ["2024年1月"],
    ],
)
def test_titles_and_pairs_above_are_no_level_of_the_header(above: list[Any]) -> None:
    rows: Rows = [above, ["客户", "产品", "数量", "金额"], ["甲", "a", 1, 2], ["乙", "b", 1, 2]]
    assert header(rows) == (2, ("客户", "产品", "数量", "金额"), 2)


def test_merged_cells_of_a_label_column_are_filled_down() -> None:
    rows: Rows = [["大区", "客户", "金额"], ["华东", "甲", 1], [None, "乙", 2], ["华南", "丙", 3]]
    (found,) = tables(sheet(rows, merges=((1, 0, 2, 0),)))
    assert found.cells["c0"].to_pylist() == ["华东", "华东", "华南"]


def test_traditional_words_tell_totals_and_notes() -> None:
    rows: Rows = [
        ["單位：萬元"],
        ["客戶", "產品", "金額"],
        ["甲", "a", 1],
        ["乙", "b", 2],
        ["總計", None, 9],
        ["備註：含稅", None, None],
    ]
    (found,) = tables(sheet(rows))
    assert (found.unit, found.cells.num_rows, found.counts["total"], found.counts["note"]) == ("萬元", 2, 1, 1)
