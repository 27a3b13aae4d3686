"""Laws of days and periods: what people write for them, what is none, and how a column's order is decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam.datasets import BY_NAME
from kam.intake import cells, days
from kam.intake.check import check
from kam.intake.parse import Parsing
from kam.intake.report import Mapping
from kam.intake.sheet import read_tables
from tests.intake.making import made
from tests.real import DATA, beside

_CONNECTION = duckdb.connect()
_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")


def value(sql: Callable[[str], str], text: str) -> object:
    return _CONNECTION.execute(f"SELECT {sql('t')} FROM (SELECT CAST(? AS VARCHAR) AS t)", [text]).fetchall()[0][0]


def day(text: str, order: str = "mdy") -> object:
    return value(lambda t: days.day(t, order), text)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2026-01-05", "mdy", date(2026, 1, 5)),
        ("2024-02-29 00:00:00", "mdy", date(2024, 2, 29)),
        ("2026/1/5", "dmy", date(2026, 1, 5)),
        ("2026.3.31", "mdy", date(2026, 3, 31)),
        ("2026年3月31日", "mdy", date(2026, 3, 31)),
        ("20260331", "mdy", date(2026, 3, 31)),
        ("20260331101112", "mdy", date(2026, 3, 31)),
        ("10/11/2016", "mdy", date(2016, 10, 11)),
        ("10/11/2016", "dmy", date(2016, 11, 10)),
        ("31-12-24", "dmy", date(2024, 12, 31)),
        ("5.3.24", "dmy", date(2024, 3, 5)),
        ("24.3.5", "ymd", date(2024, 3, 5)),
        ("20/1/1", "ymd", date(2020, 1, 1)),
        ("46000", "mdy", date(2025, 12, 9)),
        ("46000.75", "mdy", date(2025, 12, 9)),
        ("1-Jan-20", "mdy", date(2020, 1, 1)),
        ("1-一月-20", "ymd", date(2020, 1, 1)),
        ("March 5th, 2024", "mdy", date(2024, 3, 5)),
        ("Tue, 5 Mar 2024 10:00:00", "mdy", date(2024, 3, 5)),
        ("Mar 31 2026 12:00AM", "mdy", date(2026, 3, 31)),
        ("2024-03-05T23:11:12+08:00", "mdy", date(2024, 3, 5)),
        ("2024-03-05T10:11:12.345Z", "mdy", date(2024, 3, 5)),
        ("2024年3月5日 下午3:05", "mdy", date(2024, 3, 5)),
        ("2024年3月5日上午1时01分", "mdy", date(2024, 3, 5)),
        ("2024年3月5日星期二", "mdy", date(2024, 3, 5)),
        ("2024/3/5（周二）", "mdy", date(2024, 3, 5)),
        ("2020/1/1 1:01 上午", "mdy", date(2020, 1, 1)),
        ("二〇二四年三月五日", "mdy", date(2024, 3, 5)),
        ("二○二四年十二月三十一日", "mdy", date(2024, 12, 31)),
        ("民國113年3月5日", "mdy", date(2024, 3, 5)),
        ("中華民國93年12月31日", "mdy", date(2004, 12, 31)),
        ("113年3月5日", "mdy", date(2024, 3, 5)),
        ("113/3/5", "mdy", date(2024, 3, 5)),
        ("1130305", "mdy", date(2024, 3, 5)),
        ("93.6.1", "roc", date(2004, 6, 1)),
    ],
)
def test_days_as_people_write_them(text: str, order: str, expected: date) -> None:
    assert day(text, order) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30", "31日", "13/13/2020", "2026-13-01", "昨天", "12", "20261301", "3月5日", "1/1", "1-一月",
        "20-一月", "113年3月", "2024年1月", "上午1时01分", "2024-03-05 至 2024-04-01", "infinity", "一月/20", "1:01:01",
    ],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    """Also a day without its year, a month without its day, a time alone, and a span of two days."""
    assert [day(text, order) for order in days.ORDERS] == [None] * 4


@pytest.mark.parametrize(("text", "year"), [("1/2/00", 2000), ("1/2/68", 2068), ("1/2/69", 1969), ("1/2/99", 1999)])
def test_two_digits_for_a_year_turn_at_68(text: str, year: int) -> None:
    assert day(text) == date(year, 1, 2)


@settings(deadline=None, max_examples=40)  # a shared machine takes its time
@given(st.dates(date(1991, 1, 1), date(2099, 12, 31)))
def test_a_day_in_any_disguise_reads_back(on: date) -> None:
    forms = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%d-%b-%Y", "%B %d, %Y", "%m/%d/%Y"]
    texts = [on.strftime(form) for form in forms]
    texts += [f"{on.year}年{on.month}月{on.day}日", f"{on.year}/{on.month}/{on.day} 下午3:05"]
    texts += [f"民國{on.year - 1911}年{on.month}月{on.day}日", str((on - date(1899, 12, 30)).days)]
    assert [day(text) for text in texts] == [on] * len(texts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025", "2025"), ("2025年", "2025"), ("2025.0", "2025"), ("FY2025", "2025"), ("民國113年", "2024"),
        ("113年度", "2024"), ("2025Q3", "2025Q3"), ("2025年3季度", "2025Q3"), ("2025年第三季度", "2025Q3"),
        ("2024年一季度", "2024Q1"), ("Q1 2024", "2024Q1"), ("1Q24", "2024Q1"), ("2024-Q2", "2024Q2"),
        ("2025-07", "2025-07"), ("2025年7月", "2025-07"), ("2025/7", "2025-07"), ("202507", "2025-07"),
        ("2025-07-01 00:00:00", "2025-07"), ("93年6月", "2004-06"), ("105年1月", "2016-01"), ("24年6月", "2024-06"),
        ("Mar 2024", "2024-03"), ("Mar-24", "2024-03"), ("二〇二四年三月", "2024-03"), ("一月-20", "2020-01"),
        ("3/2024", "2024-03"), ("2024年12月份", "2024-12"), ("11303", "2024-03"), ("45292", "2024-01"),
        ("2025-13", None), ("去年", None), ("2024年上半年", None), ("上半年", None), ("24", None), ("1250", None),
        ("2025Q5", None),
    ],
)  # fmt: skip
def test_periods_have_one_spelling(text: str, expected: str | None) -> None:
    assert value(days.period, text) == expected


@beside
def test_every_displayed_form_that_holds_the_whole_value_reads_back_to_it() -> None:
    """Left out are forms without a year, without a day, and times alone: they do not hold the whole day."""
    found = read_tables(DATA / "cn_messy" / "日期数字显示格式对照.xlsx").tables[0].cells.to_pydict()
    lossy = {3, 6, 7, 9, 10, 13, 15, 17, 18, 19, *range(20, 28)}
    for row, shown in zip(found["_row"], found["c1"], strict=True):
        # 20/1/1 is y/m/d: it shows a part of one digit, which no year has.
        assert day(shown, "ymd" if row == 12 else "mdy") == (None if row in lossy else date(2020, 1, 1)), shown
    for number, shown in zip(found["c4"], found["c5"], strict=True):
        if shown is not None:
            places = len(shown.rstrip("%").partition(".")[2]) + 2 * shown.endswith("%")
            assert abs(float(str(value(cells.number, shown))) - float(number)) <= 0.5 * 10**-places + 1e-9, shown


def read(texts: list[str], head: str = "日", **layout: str) -> tuple[list[object], Parsing]:
    rows = [[f"A{place}", text] for place, text in enumerate(texts)]
    mapping = Mapping("deal", {"deal_id": "号", "opened_on": head}, layout=layout)
    parsing = Parsing(duckdb.connect(), made(["号", head], rows), BY_NAME["deal"], mapping)
    parsing.parse()
    return [row[0] for row in parsing.run("SELECT v_opened_on FROM typed ORDER BY _line")], parsing


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["3/4/2026", "13/6/2026"], "dmy"),
        (["3/4/2026", "6/13/2026"], "mdy"),
        (["05-02-2010", "26-02-2010"], "dmy"),
        (["20/1/1", "20/12/31"], "ymd"),
        (["24.03.15", "24.04.01", "24.05.02"], "ymd"),
        (["15.03.24", "01.04.24", "02.05.24"], "dmy"),
        (["113/3/5", "99/12/31"], "roc"),
    ],
)
def test_the_order_is_that_of_the_whole_column_and_is_said(texts: list[str], order: str) -> None:
    found, parsing = read(texts)
    assert parsing.orders == {"opened_on": order}
    assert found == [day(text, order) for text in texts]
    assert None not in found


def test_a_column_that_tells_day_and_month_apart_nowhere_is_read_and_said_to_be_unsure() -> None:
    found, parsing = read(["2026-01-01", "5/5/2026", "3/4/2026"])
    assert found == [date(2026, 1, 1), date(2026, 5, 5), date(2026, 3, 4)]
    assert parsing.unsure == {"opened_on": (4, "3/4/2026", "mdy")}


def test_a_column_of_full_days_needs_no_order() -> None:
    assert read(["2026-01-01", "2026年3月1日"])[1].orders == {}


def test_a_person_s_order_rules() -> None:
    found, parsing = read(["3/4/26", "5/6/26"], dates="dmy")
    assert found == [date(2026, 4, 3), date(2026, 6, 5)]
    assert read(["3/4/26"], dates="ymd")[0] == [None]
    assert read(["03/04/26"], dates="ymd")[0] == [date(2003, 4, 26)]
    assert parsing.unsure == {}


def test_short_years_are_of_the_republic_when_the_header_says_so_or_all_of_them_can_be() -> None:
    assert read(["24.6.1", "93.6.1"], head="日期（民國）")[0] == [date(1935, 6, 1), date(2004, 6, 1)]
    found, parsing = read(["93.6.1", "94.7.2"])
    assert found == [date(2004, 6, 1), date(2005, 7, 2)]
    assert parsing.unsure == {"opened_on": (2, "93.6.1", "roc")}


def test_an_unsure_order_is_said_in_both_languages() -> None:
    _, parsing = read(["03/04/05", "03/04/06"])
    (problem,) = [p for p in check(parsing.table, parsing.dataset, parsing.mapping).problems if p.code == "date_order"]
    assert "年/月/日" in problem.remedy.zh
    assert "year/month/day" in problem.remedy.en
