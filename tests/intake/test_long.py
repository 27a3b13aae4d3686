"""Headers that are values become rows: years, months, quarters, suppliers; what is turned is what was written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kam.datasets import ALL, BY_NAME
from kam.intake.check import Checked, check
from kam.intake.mapping import fingerprint, read_mapping, write_mapping
from kam.intake.match import Match, recognise
from kam.intake.periods import period_of, span_in
from kam.intake.report import Mapping, Options
from kam.intake.table import SheetTable
from kam.intake.worker import examine
from tests.intake.making import made, table, workbook
from tests.real import DATA, ORACLE, beside

Rows = list[list[Any]]


def matched(found: SheetTable, options: Options | None = None) -> Match:
    return recognise(found, ALL, options or Options())


def turned(found: SheetTable, match: Match) -> Checked:
    assert match.dataset is not None
    assert match.mapping is not None
    return check(found, match.dataset, match.mapping)


def facts(checked: Checked, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(checked.rows[name].to_pylist() for name in names), strict=True))


@pytest.mark.parametrize(
    ("header", "period"),
    [
        *(("2021年", "2021"), ("2021", "2021"), ("2021.0", "2021"), ("FY24", "2024"), ("2023年度", "2023")),
        *(("2021-03", "2021-03"), ("2021年3月", "2021-03"), ("202103", "2021-03"), ("Jan-24", "2024-01")),
        *(("3月", "{}-03"), ("一月", "{}-01"), ("十二月", "{}-12"), ("Mar", "{}-03")),
        *(("1季度", "{}Q1"), ("第三季度", "{}Q3"), ("Q4", "{}Q4"), ("Q1 2024", "2024Q1"), ("2Q24", "2024Q2")),
        *(("93年6月", "1993-06"), ("民國93年6月", "2004-06"), ("105年1月", "2016-01")),
        *(("13月", None), ("5季度", None), ("12", None), ("1-3月", None), ("前3个月累计", None), ("金额", None)),
    ],
)
def test_headers_that_are_periods(header: str, period: str | None) -> None:
    assert period_of(header) == period


def test_a_title_names_its_one_period() -> None:
    assert span_in("2024年1月客户采购额") == "2024-01"
    assert span_in("2024年客户采购额", "汇总") == "2024"
    assert span_in("2023年与2024年对比") is None


@pytest.mark.parametrize(
    ("heads", "periods"),
    [
        (["1月", "2月", "3月"], ["2024-01", "2024-02", "2024-03"]),
        (["一季度", "二季度"], ["2024Q1", "2024Q2"]),
        (["2021", "2022年", "FY23"], ["2021", "2022", "2023"]),
        (["2021年采购额", "采购额2022"], ["2021", "2022"]),
    ],
)
def test_periods_side_by_side_are_wallets(tmp_path: Path, heads: list[str], periods: list[str]) -> None:
    rows: Rows = [["A", *range(1, len(heads) + 1)], ["B", *range(5, len(heads) + 5)]]
    found = table(tmp_path, [["2024年客户采购额"], ["单位：万元"], ["客户编码", *heads], *rows])
    match = matched(found)
    assert (match.dataset and match.dataset.name, match.long) == ("wallet", "period")
    assert match.confidence >= 0.6
    expected = [
        (row[0], period, Decimal(value * 10_000))
        for row in rows
        for period, value in zip(periods, row[1:], strict=True)
    ]
    assert facts(turned(found, match), "account_id", "period", "spend") == expected


def test_suppliers_side_by_side_are_wallets_and_their_total_is_the_whole(tmp_path: Path) -> None:
    heads = ["客户编码", "我方", "海康", "大华", "合计"]
    found = table(tmp_path, [["2024年客户采购情况"], heads, ["A", 1, 2, None, 3], ["B", 4, 5, 6, 15]])
    match = matched(found)
    assert (match.dataset and match.dataset.name, match.long, found.cells.num_rows) == ("wallet", "supplier", 2)
    assert facts(turned(found, match), "account_id", "period", "supplier", "spend") == [
        *(("A", "2024", "我方", 1), ("A", "2024", "海康", 2), ("A", "2024", None, 3)),
        *(("B", "2024", "我方", 4), ("B", "2024", "海康", 5), ("B", "2024", "大华", 6), ("B", "2024", None, 15)),
    ]


def test_two_levels_of_headers_say_two_things(tmp_path: Path) -> None:
    heads = [["客户编码", "2023年", None, "2024年", None], [None, "我方", "大华", "我方", "大华"]]
    found = table(tmp_path, [["客户采购额"], *heads, ["A", 1, 2, 3, 4], ["B", 5, 6, 7, 8]])
    checked = turned(found, matched(found))
    assert facts(checked, "period", "supplier", "spend")[:4] == [
        *(("2023", "我方", 1), ("2023", "大华", 2), ("2024", "我方", 3), ("2024", "大华", 4)),
    ]


def test_months_are_of_the_year_in_their_row(tmp_path: Path) -> None:
    found = table(
        tmp_path, [["客户采购额"], ["客户编码", "年份", "一月", "十二月"], ["A", 2023, 1, 2], ["A", 2024, 3, 4]]
    )
    periods = facts(turned(found, matched(found)), "period", "spend")
    assert periods == [("2023-01", 1), ("2023-12", 2), ("2024-01", 3), ("2024-12", 4)]


def test_each_header_has_its_own_unit(tmp_path: Path) -> None:
    found = table(tmp_path, [["客户采购额"], ["客户编码", "2023年(元)", "2024年(万元)"], ["A", 7, 7], ["B", 8, 8]])
    assert facts(turned(found, matched(found)), "spend") == [(7,), (70_000,), (8,), (80_000,)]


def test_a_wrong_cell_of_a_turned_row_is_named_by_its_own_address(tmp_path: Path) -> None:
    rows: Rows = [[name, *range(9)] for name in "ABCDE"] + [["F", 1, "多", *range(7)]]
    found = table(tmp_path, [["客户采购额"], ["客户编码", *(f"{year}年" for year in range(2012, 2021))], *rows])
    checked = turned(found, matched(found))
    assert [(problem.cell, problem.code) for problem in checked.problems] == [("C8", "number")]
    assert (checked.rows.num_rows, checked.rejected) == (6 * 9 - 1, 0)


def test_targets_say_in_their_title_what_they_measure(tmp_path: Path) -> None:
    found = table(tmp_path, [["2024年销售目标"], ["区域", "Q1", "Q2", "全年"], ["华东", 1, 2, 3], ["华南", 4, 5, 9]])
    match = matched(found)
    assert match.mapping is not None
    assert match.mapping.constants == {"measure": "sales"}
    assert facts(turned(found, match), "region", "period", "measure", "value") == [
        *(("华东", "2024Q1", "sales", 1), ("华东", "2024Q2", "sales", 2)),
        *(("华南", "2024Q1", "sales", 4), ("华南", "2024Q2", "sales", 5)),
    ]


def test_parties_side_by_side_are_scores(tmp_path: Path) -> None:
    heads = ["维度", "评分日期", "我方", "海康"]
    found = table(tmp_path, [["竞争对手评分"], heads, ["产品", "2026-01-01", 8, 9], ["销售", "2026-01-01", 6, 5]])
    match = matched(found)
    assert match.long == "party"
    assert facts(turned(found, match), "dimension", "party", "score") == [
        *(("product", "我方", 8), ("product", "海康", 9), ("sales", "我方", 6), ("sales", "海康", 5)),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["2024年销售额"], ["地区", "1月", "2月"], ["华东", 1, 2], ["华南", 3, 4]],
        [["客户编码", "1月", "2月"], ["A", 1, 2], ["B", 3, 4]],
        [["客户编码", "2023年", "2024年"], ["A", 1, 2], ["B", 3, 4]],
        [["产品", "库存", "在途"], ["甲", 1, 2], ["乙", 3, 4]],
    ],
)
def test_figures_that_nothing_calls_ours_are_not_loaded_unasked(tmp_path: Path, rows: Rows) -> None:
    match = matched(table(tmp_path, rows))
    assert match.dataset is None or match.confidence < 0.6


def test_a_table_of_regions_and_years_gives_the_last_year_as_capacity(tmp_path: Path) -> None:
    heads = ["地区", "Region", "2021", "2023", "2022"]
    rows: Rows = [["北京", "Beijing", 1, 3, 2], ["天津", "Tianjin", 4, 6, 5]]
    found = table(tmp_path, [["各地区市场规模"], ["单位：亿元"], heads, *rows])
    match = matched(found)
    assert match.confidence < 0.6
    assert facts(turned(found, match), "region", "market_capacity") == [("北京", 300_000_000), ("天津", 600_000_000)]


def test_tons_are_no_market_capacity(tmp_path: Path) -> None:
    found = table(tmp_path, [["各地区用量"], ["单位：万吨"], ["地区", "2021", "2022"], ["北京", 1, 2], ["天津", 3, 4]])
    assert matched(found).dataset is None


YEARS = ["客户", "甲", "2022年金额", "2023年金额"]


def approved(heads: Sequence[str], mapping: Mapping) -> Options:
    return Options(remembered={fingerprint(heads): mapping})


def test_next_years_file_is_read_as_this_years_was() -> None:
    columns = {
        "account_id": "客户",
        "category": "甲",
        "spend@period=2022": "2022年金额",
        "spend@period=2023": "2023年金额",
    }
    options = approved(YEARS, Mapping("wallet", columns))
    for heads in (["2024年金额", "客户", "甲", "2023年金额"], [*YEARS[:2], "备注", "2023年金额", "2024年金额"]):
        found = made(heads, [["1"] * len(heads), ["2"] * len(heads)])
        match = matched(found, options)
        assert match.mapping is not None
        assert (match.confidence >= 0.6, match.is_proposal) == (True, True)
        assert sorted(key for key in match.mapping.columns if "@" in key) == ["spend@period=2023", "spend@period=2024"]
        assert match.mapping.columns["account_id"] == "客户"


def test_the_same_months_under_another_years_title_are_that_years(tmp_path: Path) -> None:
    heads = ["客户", "甲", "1月", "2月"]
    columns = {"account_id": "客户", "category": "甲", "spend@period=2023-01": "1月", "spend@period=2023-02": "2月"}
    found = table(tmp_path, [["2024年"], heads, ["A", "x", 1, 2], ["B", "x", 3, 4]])
    match = matched(found, approved(heads, Mapping("wallet", columns)))
    assert match.mapping is not None
    assert [key for key in match.mapping.columns if "@" in key] == ["spend@period=2024-01", "spend@period=2024-02"]


@pytest.mark.parametrize("heads", [["客户", "乙", "丙", "丁"], ["甲", "2022年金额"], ["x", "y"]])
def test_a_header_that_is_not_alike_is_not_read_as_one_that_was_approved(heads: list[str]) -> None:
    columns = {"account_id": "客户", "category": "甲", "spend@period=2022": "2022年金额"}
    match = matched(made(heads, [["1"] * len(heads)] * 2), approved(YEARS, Mapping("wallet", columns)))
    assert match.dataset is None or match.dataset.name != "wallet"


def test_turned_columns_travel_in_a_mapping_file(tmp_path: Path) -> None:
    found = table(tmp_path, [["客户采购额"], ["客户编码", "2023年", "2024年"], ["A", 1, 2], ["B", 3, 4]])
    mapping = matched(found).mapping
    assert mapping is not None
    path = tmp_path / "m.toml"
    path.write_text(write_mapping(mapping), "utf-8")
    again = matched(found, Options(mapping=read_mapping(path)))
    assert again.mapping == mapping
    assert facts(turned(found, again), "period", "spend") == [("2023", 1), ("2024", 2), ("2023", 3), ("2024", 4)]


def test_a_header_with_the_signs_of_a_key_is_a_name_and_nothing_else(tmp_path: Path) -> None:
    heads = ["客户编码", "我方", "x@region=1"]
    found = table(tmp_path, [["2024年客户采购额"], heads, ["A", 1, 2], ["B", 3, 4]])
    match = matched(found)
    assert facts(turned(found, match), "supplier", "spend")[1] == ("x＠region=1", 2)


BANK = """dataset = "wallet"
[columns]
supplier = "日期"
"spend@period=*" = "*"
[constants]
account_id = "全部持卡人"
"""


@beside
def test_banks_by_months_of_the_republic(tmp_path: Path) -> None:
    """All 140 columns by one line of a mapping; the rows are those of pandas on the raw file."""
    (name,) = (name for name in ORACLE if "long_records" in ORACLE[name].get("correct_import", {}))
    oracle = ORACLE[name]["correct_import"]
    path = tmp_path / "m.toml"
    path.write_text(BANK, "utf-8")
    report = examine(DATA / name, name, ALL, Options(mapping=read_mapping(path)), tmp_path / "work")
    (found,) = report.tables
    assert (found.rows, found.long, found.counts["rejected"]) == (oracle["entities"], "period", 0)
    assert found.rows_path is not None
    rows = pd.read_feather(found.rows_path)
    assert (len(rows), int(rows["spend"].sum())) == (oracle["long_records"], oracle["grand_total"])
    assert (rows["period"].min(), rows["period"].max()) == (oracle["first_month"], oracle["last_month"])
    raw = pd.read_excel(DATA / name, index_col=0)
    raw.columns = [f"{int(h.split('年')[0]) + 1911}-{int(h.split('年')[1][:-1]):02d}" for h in raw.columns]
    expected = raw.sum()
    assert {period: int(value) for period, value in rows.groupby("period")["spend"].sum().items()} == {
        period: int(value) for period, value in expected.items()
    }


@beside
def test_a_yearbook_feeds_the_capacity_of_the_regions(tmp_path: Path) -> None:
    (name,) = (name for name in ORACLE if "header_years" in ORACLE[name].get("correct_import", {}))
    oracle = ORACLE[name]["correct_import"]
    report = examine(DATA / name, name, ALL, Options(dataset="region"), tmp_path / "work")
    found = report.tables[0]
    assert found.rows_path is not None
    rows = pd.read_feather(found.rows_path)
    newest = oracle["table"]["columns"][max(oracle["header_years"])]
    assert (len(rows), int(rows["market_capacity"].sum())) == (newest["non_null"], newest["sum"] * 10_000)
    assert (rows["region"].iloc[0], rows["region"].iloc[-1]) == ("北京", "其他")


def test_hidden_sheets_are_listed_but_never_matched(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    rows: Rows = [["协议号", "起点", "返点率"], ["X1", 1, "1%"], ["X2", 2, "2%"]]
    path = workbook(tmp_path / "b.xlsx", rows)
    book = load_workbook(path)
    book.copy_worksheet(book.worksheets[0]).sheet_state = "hidden"
    book.save(path)
    work = tmp_path / "work"
    shown, hidden = examine(path, path.name, ALL, Options(keep_found=True), work).tables
    assert (shown.dataset, shown.hidden, shown.rows) == ("rebate_tier", False, 2)
    assert (hidden.dataset, hidden.hidden, hidden.rows, hidden.rows_path) == (None, True, 2, None)
    assert sorted(file.name for file in work.glob("*.arrow")) == ["found-0.arrow", "rows-0.arrow"]


def test_the_order_of_days_is_said_and_a_person_may_decide_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("deal_id,opened_on,amount\n1,3/4/2026,5\n2,13/6/2026,6\n3,5/6/2026,7\n", "utf-8")
    (found,) = examine(path, path.name, ALL, Options(), tmp_path / "a").tables
    assert (found.layout, found.counts["rejected"]) == ({"dates": "dmy"}, 0)
    mapping = Mapping("deal", {"deal_id": "deal_id", "opened_on": "opened_on"}, layout={"dates": "mdy"})
    (found,) = examine(path, path.name, ALL, Options(tables={0: mapping}), tmp_path / "b").tables
    assert (found.layout, found.counts["rejected"]) == ({"dates": "mdy"}, 1)
    assert [problem.cell for problem in found.problems] == ["B3"]


def test_what_is_no_dataset_says_what_it_lacks(tmp_path: Path) -> None:
    found = table(tmp_path, [["客户编码", "品类", "颜色"], ["A", "x", "红"], ["B", "y", "蓝"]])
    match = matched(found, Options())
    assert match.reason is not None
    assert match.reason.zh
    assert match.reason.en.isascii()


def test_a_page_that_describes_tables_is_no_table(tmp_path: Path) -> None:
    rows: Rows = [["account", "industry", "manager"], ["product", "quantity", "amount"], ["deal_id", "stage", "region"]]
    assert matched(table(tmp_path, [["accounts"], *rows])).dataset is None


def test_of_a_sheet_in_two_languages_the_chinese_columns_are_meant(tmp_path: Path) -> None:
    rows: Rows = [["区域 Region", "市场容量 Market capacity"], ["华东", 5], ["华南", 6]]
    found = table(tmp_path, rows)
    match = matched(found)
    assert match.dataset is BY_NAME["region"]
    assert facts(turned(found, match), "region", "market_capacity") == [("华东", 5), ("华南", 6)]
