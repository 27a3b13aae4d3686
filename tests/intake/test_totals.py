"""Laws of totals found by arithmetic, of rounding, and of stated totals beside the sums of their rows."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam.intake.figures import adds_up, figure
from kam.intake.grid import text_table
from kam.intake.rows import KINDS
from kam.intake.sheet import read_tables
from kam.intake.stated import stated_totals
from kam.intake.table import SheetTable
from kam.intake.totals import TOTAL, arithmetic_totals
from tests.intake.making import made
from tests.real import DATA, beside

Rows = Sequence[Sequence[str | None]]
PROVINCES = ["北京", "天津", "河北", "山西", "江苏", "浙江", "四川", "云南", "辽宁"]


def cells(rows: Rows) -> pa.Table:
    return text_table([pa.chunked_array([pa.array(column, pa.string())]) for column in zip(*rows, strict=True)])


def totals(rows: Rows, known: tuple[int, ...] = ()) -> list[int]:
    codes = np.zeros(len(rows), dtype=np.int8)
    codes[list(known)] = TOTAL
    return arithmetic_totals(cells(rows), codes)


def test_a_total_is_coded_as_rows_name_it() -> None:
    assert KINDS[TOTAL] == "total"


def test_a_row_without_a_label_that_sums_the_rows_above_is_a_total() -> None:
    assert totals([["甲", "1", "2"], ["乙", "3", "4"], [None, "4", "6"]]) == [2]
    assert totals([["甲", "1"], ["乙", "3"], ["丙", "5"], [None, "9"]]) == [3]


def test_subtotals_without_a_label_are_of_the_rows_since_the_last_and_a_last_one_of_all() -> None:
    rows = [["甲", "1", "2"], ["乙", "3", "4"], [None, "4", "6"], ["丙", "5", "1"], ["丁", "6", "1"], [None, "11", "2"]]
    assert totals([*rows, [None, "15", "8"]]) == [2, 5, 6]


@pytest.mark.parametrize(
    "last",
    [[None, "4", "7"], ["丙", "4", "6"], [None, "4", None], [None, "0", "0"], [None, "4", "6.5"]],
)
def test_a_row_that_may_be_a_record_stays_one(last: list[str | None]) -> None:
    """A figure that is no sum, a label, one figure of two rows only, nothing but zeros: no total."""
    assert totals([["甲", "1", "2"], ["乙", "3", "4"], last]) == []


def test_numbers_alone_have_no_labels_to_miss() -> None:
    assert totals([["1", "2"], ["3", "4"], ["4", "6"]]) == []


@pytest.mark.parametrize("label", ["全国", "全　国", "全 国 National", "全集团", "总数", "汇总", "National", "All"])
def test_a_row_for_the_whole_at_either_end_is_a_total_when_the_others_sum_to_it(label: str) -> None:
    rows: Rows = [["甲", "4", "9"], ["乙", "6", "11"]]
    assert totals([[label, "10", "20"], *rows]) == [0]
    assert totals([*rows, [label, "10", "20"]]) == [2]
    assert totals([[label, "12", "23"], *rows]) == []


def test_a_parent_above_its_children_stays_a_record() -> None:
    assert (
        totals([["一、收入", "10", "8"], ["（一）主营", "7", "5"], ["其中：出口", "2", "1"], ["（二）其他", "3", "3"]])
        == []
    )


def test_groups_that_sum_to_the_total_that_the_data_double_are_subtotals() -> None:
    rows = [
        ["合计", "20", "4"],
        ["华东", "12", "3"],
        ["甲", "7", "1"],
        ["乙", "5", "2"],
        ["华北", "8", "1"],
        ["丙", "8", "1"],
    ]
    assert totals(rows, known=(0,)) == [1, 4]
    assert totals([["合计", "20", "4"], ["华东", "12", "3"], ["华北", "8", "1"]], known=(0,)) == []


def test_region_groups_among_provinces_are_subtotals_even_when_no_sum_proves_it() -> None:
    rows: Rows = [["东部地区", "9"], ["西　部", "8"], *([name, "1.5"] for name in PROVINCES)]
    assert totals(rows) == [0, 1]
    assert totals([["东部地区", "9"], ["西部", "8"], ["甲", "1"], ["乙", "2"]]) == []


def test_orders_of_many_rows_a_province_lose_none_of_them() -> None:
    rows: Rows = [[name, "1"] for name in (*PROVINCES, *PROVINCES, "华东", "华东")]
    assert totals(rows) == []


def test_half_a_million_rows_are_looked_through_in_no_time() -> None:
    rows = 541_909
    number = pa.array(np.arange(rows) % 97).cast(pa.string())
    names = pa.array([f"客户{place % 50}" for place in range(rows)])
    big = text_table([pa.chunked_array([column]) for column in (names, number, number)])
    start = time.perf_counter()
    assert arithmetic_totals(big, np.zeros(rows, dtype=np.int8)) == []
    assert time.perf_counter() - start < 0.5


def test_the_last_row_of_a_long_list_is_found_too() -> None:
    rows: Rows = [["甲", "1", "2"]] * 25_000
    assert totals([*rows, [None, "25000", "50000"]]) == [25_000]


@pytest.mark.parametrize(
    ("stated", "addends", "is_explained"),
    [
        (255399644, [255399648 - 30 * 8_000_000, *[8_000_000] * 30], True),
        (1.77, [0.5, 0.6, 0.68], True),
        (102, [50, 50], False),
        (100.5, [50.25, 50.0], False),
        (5334, [5334.0], True),
        (0, [], True),
        (1, [], False),
    ],
)
def test_rounding_explains_a_little(stated: float, addends: list[float], is_explained: bool) -> None:
    assert adds_up(stated, np.array(addends, dtype=np.float64)) is is_explained


@settings(deadline=None)  # a shared machine takes its time
@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=40))
def test_figures_rounded_to_one_decimal_add_up_to_their_rounded_sum(exact: list[int]) -> None:
    shown = np.array([round(number / 1000, 1) for number in exact])
    off = abs(round(sum(exact) / 1000, 1) - float(shown.sum()))
    # Four standard deviations: a worse luck than that is called off, as a person would.
    if off <= 0.1 * 4 * (len(exact) / 12) ** 0.5:
        assert adds_up(round(sum(exact) / 1000, 1), shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,250.5", 1250.5), ("（12）", -12), ("¥3元", 3), ("-1 234", -1234), ("１２", 12)],
)
def test_figures_are_read_as_they_are_written(text: str, expected: float) -> None:
    assert figure(text) == expected


@pytest.mark.parametrize("text", ["甲", "12%", "1,2", "", None, "(12", "2024-01-01"])
def test_what_is_no_plain_figure_is_none(text: str | None) -> None:
    assert np.isnan(figure(text))


def with_totals(rows: list[list[object]], places: tuple[int, ...]) -> SheetTable:
    """A table of which the rows at these places below the header are its totals."""
    found = made([str(cell) for cell in rows[0]], [[str(cell) for cell in row] for row in rows[1:]])
    is_total = np.isin(np.arange(len(rows) - 1), places)
    data, totals = found.cells.filter(pa.array(~is_total)), found.cells.filter(pa.array(is_total))
    return replace(found, cells=data, totals=totals)


def test_a_stated_total_stands_beside_the_sum_of_its_rows() -> None:
    rows: list[list[object]] = [["客户", "额", "单价", "量"], ["甲", 10, 5, 2], ["乙", 30, 5, 6], ["合计", 40, 5, 9]]
    off, right = stated_totals(with_totals(rows, (2,)))
    assert (off.label, off.cell, off.column, off.stated, off.summed, off.is_off) == ("合计", "D4", "量", 9, 8, True)
    assert (right.cell, right.stated, right.summed, right.is_off) == ("B4", 40, 40, False)


def test_a_subtotal_is_of_the_rows_since_the_last_total() -> None:
    first, second = [["甲", 10], ["乙", 30], ["小计", 40]], [["丙", 5], ["丁", 7], ["小计", 13]]
    table = with_totals([["客户", "额"], *first, *second, ["总计", 52]], (2, 5, 6))
    found = {(one.cell, one.stated, one.summed, one.is_off) for one in stated_totals(table)}
    assert found == {("B4", 40, 40, False), ("B7", 13, 12, True), ("B8", 52, 52, False)}


def test_a_mean_in_a_total_row_is_no_wrong_sum() -> None:
    rows: list[list[object]] = [["客户", "额", "得分"], ["甲", 10, 80], ["乙", 30, 90], ["合计", 40, 85]]
    assert [one.column for one in stated_totals(with_totals(rows, (2,)))] == ["额"]


def test_a_table_without_totals_states_nothing() -> None:
    assert stated_totals(with_totals([["客户", "额"], ["甲", 10], ["乙", 30]], ())) == ()


@beside
@pytest.mark.parametrize(
    ("name", "off"),
    [
        ("cn_messy/2-23_各地区规上工业企业新产品_2022.xls", 0),
        ("cn_messy/8-35_技术市场技术流向合同金额_2023.xls", 0),
        ("cn_messy/3-9_化肥施用量_左右续表错行.xls", 0),
        ("cn_messy/工资表_12个月分sheet.xlsx", 0),
        ("cn_messy/资产负债表_61287.xls", 0),
        ("cn_messy/工商银行_明细导出.csv", 2),
    ],
)
def test_real_totals_add_up_but_for_rounding_and_made_up_ones_do_not(name: str, off: int) -> None:
    found = [one for table in read_tables(DATA / name).tables for one in stated_totals(table)]
    assert found
    assert sum(one.is_off for one in found) == off
