"""Laws of checking: units scale once, every wrong cell is named, unknown is not wrong, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kam.datasets import BY_NAME
from kam.intake.check import Checked, check
from kam.intake.report import Mapping
from kam.intake.table import SheetTable
from tests.intake.making import table

Rows = Sequence[Sequence[Any]]


def read(folder: Path, heads: dict[str, str], rows: Rows, unit: str | None = None) -> SheetTable:
    above = [[f"单位：{unit}"]] if unit else []
    return table(folder, [*above, list(heads.values()), *map(list, rows)])


def checked(folder: Path, name: str, heads: dict[str, str], rows: Rows, unit: str | None = None) -> Checked:
    return check(read(folder, heads, rows, unit), BY_NAME[name], Mapping(name, heads))


def column(found: Checked, name: str) -> list[Any]:
    return list(found.rows[name].to_pylist())


def cells(found: Checked) -> list[tuple[str, str]]:
    return [(problem.cell, problem.code) for problem in found.problems]


WALLET = {"account_id": "客户", "period": "年", "spend": "采购额"}


@pytest.mark.parametrize(
    ("head", "unit", "cell", "expected"),
    [
        ("采购额", None, "5", "5.00"),
        ("采购额", "万元", "5", "50000.00"),
        ("采购额(万元)", None, "5", "50000.00"),
        ("采购额（千元）", "万元", "5", "5000.00"),  # the header stands nearer than the title
        ("采购额(万元)", None, "1,250", "12500000.00"),
        ("采购额(万元)", None, "5万", "50000.00"),  # the cell's own unit stands nearest
        ("采购额", "万元", "5元", "5.00"),
        ("采购额", "万元", "0.02亿元", "2000000.00"),
    ],
)
def test_a_unit_scales_once_and_the_nearest_one_wins(
    tmp_path: Path, head: str, unit: str | None, cell: str, expected: str
) -> None:
    found = checked(tmp_path, "wallet", {**WALLET, "spend": head}, [["A", "2025", cell], ["B", "2025", "1"]], unit)
    assert column(found, "spend")[0] == Decimal(expected)


def test_a_titles_unit_speaks_of_money_and_a_headers_own_of_its_column(tmp_path: Path) -> None:
    heads = {"order_no": "单", "ordered_on": "日", "quantity": "数量", "unit_price": "单价"}
    rows = [["S", "2026-01-01", "3", "0.5"], ["S", "2026-01-01", "1", "1"]]
    found = checked(tmp_path, "order_line", heads, rows, "万元")
    assert column(found, "quantity") == [3, 1]
    assert column(found, "amount") == [15000, 10000]
    tiers = {"agreement_no": "协议", "threshold": "起点(万元)", "rate": "率"}
    found = checked(tmp_path, "rebate_tier", tiers, [["X", "50", "1%"], ["X", "80", "2%"]])
    assert column(found, "threshold") == [500000, 800000]


@pytest.mark.parametrize("cell", ["3", "3%", "3％"])
def test_a_percentage_below_a_percent_header_is_taken_once(tmp_path: Path, cell: str) -> None:
    tiers = {"agreement_no": "协议", "threshold": "起点", "rate": "返点率(%)"}
    found = checked(tmp_path, "rebate_tier", tiers, [["X", "1", cell], ["X", "2", "4"]])
    assert column(found, "rate") == [Decimal("0.03"), Decimal("0.04")]


def test_a_percentage_is_no_amount(tmp_path: Path) -> None:
    found = checked(tmp_path, "wallet", WALLET, [["A", "2025", "5%"], ["B", "2025", "1"]])
    assert cells(found) == [("C2", "number")]


def test_unknown_is_a_choice_where_the_dataset_says_so(tmp_path: Path) -> None:
    heads = {"rival": "对手", "noted_on": "日", "assumption": "假设", "holds": "成立"}
    rows = [["甲", "2026-01-01", "成本最低", "未知"], ["甲", "2026-01-02", "成本最低", "？"]]
    assert column(checked(tmp_path, "rival_profile", heads, rows), "holds") == ["unknown", None]


def test_every_wrong_cell_of_a_row_is_named(tmp_path: Path) -> None:
    heads = {"order_no": "单", "line_no": "行", "ordered_on": "日", "amount": "额"}
    rows: Rows = [[None, "1", "2026-02-30", "很多"], ["S", "2", "2026-01-01", "1"]]
    found = checked(tmp_path, "order_line", heads, rows)
    assert cells(found) == [("A2", "missing_key"), ("C2", "date"), ("D2", "number")]
    assert (found.rows.num_rows, found.rejected) == (1, 1)


def test_the_order_of_day_and_month_is_that_of_the_whole_column(tmp_path: Path) -> None:
    heads = {"deal_id": "号", "opened_on": "日"}
    european = checked(tmp_path, "deal", heads, [["1", "3/4/2026"], ["2", "13/6/2026"]])
    assert column(european, "opened_on") == [date(2026, 4, 3), date(2026, 6, 13)]
    american = checked(tmp_path, "deal", heads, [["1", "3/4/2026"], ["2", "6/13/2026"]])
    assert column(american, "opened_on") == [date(2026, 3, 4), date(2026, 6, 13)]


@pytest.mark.parametrize("text", ["2026-12-251", "2026-03-31（暂定）", "26.3.31"])
def test_a_day_that_would_have_to_be_guessed_is_wrong(tmp_path: Path, text: str) -> None:
    heads = {"deal_id": "号", "opened_on": "日"}
    assert cells(checked(tmp_path, "deal", heads, [["1", text], ["2", "2026-01-01"]])) == [("B2", "date")]


@pytest.mark.parametrize("text", ["2026 年 3 月 31 日", "２０２６/3/31", "31-Mar-2026", "Mar 31, 2026", "3/31/26"])
def test_days_come_in_many_spellings(tmp_path: Path, text: str) -> None:
    heads = {"deal_id": "号", "opened_on": "日"}
    found = checked(tmp_path, "deal", heads, [["1", text], ["2", "2026-01-01"]])
    assert column(found, "opened_on")[0] == date(2026, 3, 31)


def test_a_cross_table_gives_a_row_a_filled_cell_and_a_wrong_cell_costs_only_its_own(tmp_path: Path) -> None:
    heads = {"party": "对象", "scored_on": "日", "score.product": "产品", "score.sales": "销售"}
    rows: Rows = [["我方", "2026-01-01", "8", "高"], ["甲", "2026-01-01", None, "6"]]
    found = checked(tmp_path, "rival_score", heads, rows)
    assert cells(found) == [("D2", "number")]
    assert list(zip(column(found, "party"), column(found, "dimension"), column(found, "_row"), strict=True)) == [
        ("我方", "product", 2),
        ("甲", "sales", 3),
    ]
    assert found.rejected == 0


def test_the_later_of_two_rows_with_one_key_is_the_wrong_one_and_names_the_first(tmp_path: Path) -> None:
    found = checked(tmp_path, "deal", {"deal_id": "号", "amount": "额"}, [["D1", "5"], ["D2", "5"], ["D1", "6"]])
    assert cells(found) == [("A4", "duplicate_key")]
    assert "2" in found.problems[0].expected.zh
    assert column(found, "amount") == [5, 5]


def test_lines_are_numbered_by_their_order_and_equal_lines_stay(tmp_path: Path) -> None:
    heads = {"order_no": "单", "ordered_on": "日", "amount": "额"}
    rows = [["S", "2026-01-01", "5"], ["T", "2026-01-01", "5"], ["S", "2026-01-01", "5"]]
    assert column(checked(tmp_path, "order_line", heads, rows), "line_no") == [1, 1, 2]


@pytest.mark.parametrize(
    ("days", "first", "order"),
    [
        (["3/4/2026", "5/6/2026"], date(2026, 3, 4), "month/day/year"),
        (["3-4-2026", "5-6-2026"], date(2026, 4, 3), "day/month/year"),
    ],
)
def test_a_column_that_never_tells_day_and_month_apart_is_taken_and_says_how(
    tmp_path: Path, days: list[str], first: date, order: str
) -> None:
    found = checked(
        tmp_path, "deal", {"deal_id": "号", "opened_on": "日"}, [[str(i), day] for i, day in enumerate(days)]
    )
    assert (column(found, "opened_on")[0], found.rejected) == (first, 0)
    (warning,) = found.problems
    assert (warning.cell, warning.code, warning.is_fatal) == ("B2", "date_order", False)
    assert order in warning.remedy.en


@pytest.mark.parametrize("days", [["3/4/2026", "5/13/2026"], ["3/3/2026", "5/5/2026"], ["2026-03-04", "2026/5/6"]])
def test_days_that_are_sure_need_no_warning(tmp_path: Path, days: list[str]) -> None:
    found = checked(
        tmp_path, "deal", {"deal_id": "号", "opened_on": "日"}, [[str(i), day] for i, day in enumerate(days)]
    )
    assert found.problems == ()
