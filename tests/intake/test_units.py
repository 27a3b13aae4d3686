"""Units: what they multiply by, and that no figure in another currency or measure is ever taken for money in CNY."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kam.datasets import ALL
from kam.errors import Misuse
from kam.intake.check import Checked, check
from kam.intake.decided import hold_layout
from kam.intake.headings import normal, unit_of
from kam.intake.match import recognise
from kam.intake.report import Options
from kam.intake.units import read
from tests.intake.making import table

Rows = list[list[Any]]


@pytest.mark.parametrize(
    ("text", "base", "factor"),
    [
        *(("元", "money", 1), ("千元", "money", 10**3), ("万元", "money", 10**4), ("百万元", "money", 10**6)),
        *(("亿元", "money", 10**8), ("萬元", "money", 10**4), ("億元", "money", 10**8), ("千万元", "money", 10**7)),
        *(("十万元", "money", 10**5), ("百亿元", "money", 10**10), ("人民币万元", "money", 10**4)),
        *(("万", "bare", 10**4), ("億", "bare", 10**8), ("元/台", "money", 1), ("万元、%", "money", 10**4)),
        *(("RMB million", "money", 10**6), ("10 000 yuan", "money", 10**4), ("100 million yuan", "money", 10**8)),
        *(("CNY'000", "money", 10**3), ("美元", "foreign", 1), ("万美元", "foreign", 10**4), ("HKD", "foreign", 1)),
        *(("新台幣百萬元", "foreign", 10**6), ("港元", "foreign", 1), ("US$ mn", "foreign", 10**6)),
        *(("吨", "measure", 1), ("万吨", "measure", 10**4), ("個", "measure", 1)),
    ],
)
def test_units_are_read(text: str, base: str, factor: int) -> None:
    unit = read(text)
    assert unit is not None
    assert (unit.base, Decimal(unit.factor)) == (base, factor)


@pytest.mark.parametrize("text", ["含税", "2024", "个人", "CN", "m", "k", "10", "客户", "", "单元", "百", "项目"])
def test_what_is_no_unit(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        *(("金额(万元)", "金额", "万元"), ("金额/元", "金额", "元"), ("金额_万元", "金额", "万元")),
        *(("销售金额万元", "销售金额", "万元"), ("数量（台）", "数量", "台"), ("金额（單位：萬元）", "金额", "萬元")),
        *(("单元", "单元", None), ("订单-编号", "订单编号", None), ("金额（含税）", "金额含税", None)),
    ],
)
def test_a_header_is_parted_from_its_unit(header: str, name: str, unit: str | None) -> None:
    said = unit_of(header)
    assert (normal(header), said.name if said else None) == (name, unit)


def taken_in(tmp_path: Path, rows: Rows, dataset: str | None = None) -> Checked:
    found = table(tmp_path, rows)
    match = recognise(found, ALL, Options(dataset=dataset))
    assert match.dataset is not None
    assert match.mapping is not None
    return check(found, match.dataset, match.mapping)


def wide(above: str) -> Rows:
    return [["客户采购额"], [above], ["客户编码", "2023年", "2024年"], ["A", 1, 2], ["B", 3, 4]]


@pytest.mark.parametrize(("unit", "factor"), [("萬元", 10**4), ("億元", 10**8), ("十万元", 10**5), ("千万元", 10**7)])
def test_any_power_of_ten_is_applied(tmp_path: Path, unit: str, factor: int) -> None:
    checked = taken_in(tmp_path, wide(f"单位：{unit}"))
    assert checked.rows["spend"].to_pylist() == [factor, 2 * factor, 3 * factor, 4 * factor]


@pytest.mark.parametrize("unit", ["万吨", "美元", "港元", "新台币百万元", "个"])
def test_what_is_no_money_of_ours_never_goes_in_as_money(tmp_path: Path, unit: str) -> None:
    checked = taken_in(tmp_path, wide(f"单位：{unit}"), "wallet")
    assert checked.rows.num_rows == 0
    assert [(problem.cell, problem.code, problem.is_fatal) for problem in checked.problems] == [
        (cell, "unit", True) for cell in ("B4", "C4", "B5", "C5")
    ]
    assert all(unit in problem.expected.zh and unit in problem.expected.en for problem in checked.problems)


def test_tons_are_not_taken_for_money_without_being_asked(tmp_path: Path) -> None:
    found = recognise(table(tmp_path, wide("单位：万吨")), ALL, Options())
    assert found.dataset is None
    assert recognise(table(tmp_path, wide("单位：万元")), ALL, Options()).confidence >= 0.6


def test_each_row_may_have_its_unit(tmp_path: Path) -> None:
    rows: Rows = [["A", "2024", "1.5", "万元"], ["B", "2024", 2, "亿元"], ["C", "2024", 2, "万美元"]]
    rows += [["D", "2024", 2, "吨"], ["E", "2024", 2, "元"], ["F", "2024", 2, None]]
    checked = taken_in(tmp_path, [["客户编码", "期间", "采购额", "单位"], *rows])
    assert checked.rows["account_id"].to_pylist() == ["A", "B", "E"]
    assert checked.rows["spend"].to_pylist() == [15_000, 200_000_000, 2]
    assert [(problem.cell, problem.code) for problem in checked.problems] == [(f"C{row}", "unit") for row in (4, 5, 7)]


def test_the_unit_of_a_quantity_is_not_that_of_its_money(tmp_path: Path) -> None:
    head = ["订单号", "订单日期", "数量", "单位", "单价(元/台)", "金额（万元）"]
    checked = taken_in(tmp_path, [head, ["S1", "2026-01-05", 3, "台", 100, 0.03], ["S2", "2026-01-05", 1, "吨", 5, 1]])
    assert checked.problems == ()
    assert checked.rows["unit_price"].to_pylist() == [100, 5]
    assert checked.rows["amount"].to_pylist() == [300, 10_000]


def test_a_currency_in_the_row_or_in_the_cell_is_heeded(tmp_path: Path) -> None:
    head = ["订单号", "订单日期", "币种", "金额"]
    lines: Rows = [["S1", "CNY", 5], ["S2", "USD", 5], ["S3", "人民币", "$1,200"], ["S4", "人民币", "¥1,200"]]
    checked = taken_in(tmp_path, [head, *([no, "2026-01-05", *rest] for no, *rest in lines)])
    assert checked.rows["order_no"].to_pylist() == ["S1", "S4"]
    assert checked.rows["amount"].to_pylist() == [5, 1200]
    assert [(problem.cell, problem.code) for problem in checked.problems] == [("D3", "unit"), ("D4", "unit")]


def test_amounts_in_local_currency_are_so_whatever_the_row_says(tmp_path: Path) -> None:
    head = ["订单号", "订单日期", "币种", "本位币金额"]
    checked = taken_in(tmp_path, [head, ["S1", "2026-01-05", "USD", 700], ["S2", "2026-01-06", "CNY", 8]])
    assert checked.rows["amount"].to_pylist() == [700, 8]


def test_a_target_is_money_where_its_measure_is(tmp_path: Path) -> None:
    rows: Rows = [["华东", "2026", "销售额", 5], ["华东", "2026", "拜访次数", 5]]
    checked = taken_in(tmp_path, [["销售目标"], ["单位：万元"], ["区域", "期间", "指标", "目标值"], *rows])
    assert checked.rows["value"].to_pylist() == [50_000, 5]


def test_a_persons_unit_is_one_of_money_or_wrong_use() -> None:
    for unit in ("", "元", "萬元", "百亿元"):
        hold_layout({"unit": unit})
    for unit in ("美元", "万吨", "xyz", "%"):
        with pytest.raises(Misuse):
            hold_layout({"unit": unit})
