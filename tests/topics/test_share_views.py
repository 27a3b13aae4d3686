"""Account share by region and by month, and the white space. Worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from kam.access import Scope
from tests.conftest import Company
from tests.topics.share_rows import JUNE_END, YEAR_2025, account, line, money, wallet


def test_regions_sum_known_wallets_and_say_what_part_of_sales_they_know(company: Company) -> None:
    """华东: A 100 of 400, B 50 without a wallet: share 100/400, known 100/150, capacity 36500 x 365/365.

    西部 has nothing; the last row holds the outsider (wallet 200, sold 20) and the sale to nobody.
    """
    company.put("region", {"region": "西部"}, {"region": "华东", "market_capacity": 36500})
    company.put("account", account("A"), account("B"), account("C", "东北"))
    company.put("wallet", wallet("A", "2025", "安防", None, 400), wallet("X", "2025", "安防", None, 200))
    company.put("order_line", line("A", "2025-03-01", 100), line("B", "2025-03-01", 50))
    company.put("order_line", line("X", "2025-03-01", 20), line(None, "2025-03-01", 60))
    rows = [tuple(one.values()) for one in company.ask("share.by_region", JUNE_END, YEAR_2025)]
    assert rows == [
        ("东北", money("0.00"), None, None, None, None, None),
        ("华东", money("150.00"), money("400.00"), 0.25, 100 / 150, money("36500.00"), 150 / 36500),
        ("西部", money("0.00"), None, None, None, None, None),
        (None, money("80.00"), money("200.00"), 0.1, 0.25, None, None),
    ]


def test_known_is_zero_where_there_are_sales_and_no_known_wallet(company: Company) -> None:
    company.put("order_line", line("X", "2025-03-01", 20))
    (found,) = company.ask("share.by_region", JUNE_END, YEAR_2025)
    assert tuple(found.values()) == (None, money("20.00"), None, None, 0.0, None, None)


def test_a_wallet_of_zero_stays_in_the_sums(company: Company) -> None:
    company.put("account", account("A"), account("B"))
    company.put("wallet", wallet("A", "2025", "安防", None, 0), wallet("B", "2025", "安防", None, 100))
    company.put("order_line", line("A", "2025-03-01", 30), line("B", "2025-03-01", 20))
    (found,) = company.ask("share.by_region", JUNE_END, YEAR_2025)
    assert (found["share"], found["known"]) == (0.5, 1.0)


def test_region_filter_removes_rows_and_class_or_account_filters_leave_only_regions_of_accounts(
    company: Company,
) -> None:
    """Under a class filter the capacity stays whole: 10 sold of 365."""
    company.put("region", {"region": "华东", "market_capacity": 365}, {"region": "华南"}, {"region": "西部"})
    company.put("account", account("A", account_class="end_user"), account("B", "华南", account_class="contractor"))
    company.put("order_line", line("A", "2025-03-01", 10), line("B", "2025-03-01", 5), line(None, "2025-03-01", 5))

    def rows(**filters: Any) -> list[tuple[Any, Any]]:
        found = company.ask("share.by_region", JUNE_END, YEAR_2025, **filters)
        return [(one["region"], one["market_share"]) for one in found]

    assert rows(regions=("西部", "华南")) == [("华南", None), ("西部", None)]
    assert rows(classes=("end_user",)) == [("华东", 10 / 365)]
    assert rows(accounts=("B",)) == [("华南", None)]
    assert rows(scope=Scope(frozenset({"西部"}))) == [("西部", None)]


def test_market_capacity_is_spread_by_the_days_of_each_year(company: Company) -> None:
    """31 days of 2023 at 1/365 and 60 of 2024 at 1/366, of 133590 = 365 x 366: 31 x 366 + 60 x 365 = 33246."""
    company.put("region", {"region": "华东", "market_capacity": 133590})
    (found,) = company.ask("share.by_region", JUNE_END, ("2023-12-01", "2024-02-29"))
    assert found["market_capacity"] == money("33246.00")


def test_trend_judges_wallets_month_by_month_and_cuts_the_end_months(company: Company) -> None:
    """January from the 17th: 15 of 31 days of 310; February unknown; March to the 10th: 10 of 31 days of
    31 and of 62, with B's own 5 bought from us beside its split."""
    company.put(
        "wallet",
        wallet("A", "2026-01", "安防", None, 310),
        wallet("A", "2026-03", "安防", None, 31),
        wallet("B", "2026-03", "安防", "海康", 62),
    )
    company.put("order_line", line("A", "2026-01-16", 99), line("A", "2026-01-17", 15), line("B", "2026-03-10", 5))
    company.put("order_line", line(None, "2026-02-01", 8), line("B", "2026-03-11", 99))
    rows = [tuple(one.values()) for one in company.ask("share.trend", JUNE_END, ("2026-01-17", "2026-03-10"))]
    assert rows == [
        ("2026-01", money("15.00"), money("150.00"), 0.1, None),
        ("2026-02", money("8.00"), None, None, None),
        ("2026-03", money("5.00"), money("35.00"), 5 / 35, None),
    ]


def test_last_year_is_the_same_days_and_empty_where_the_orders_do_not_reach_back(company: Company) -> None:
    """First line 10 February 2025: February of last year is not whole, March is."""
    company.put("order_line", line("A", "2025-02-10", 1), line("A", "2025-03-15", 2), line("A", "2025-03-16", 4))
    rows = company.ask("share.trend", "2026-03-15", ("2026-02-01", "2026-03-31"))
    assert [one["our_sales_last_year"] for one in rows] == [None, money("2.00")]


def test_29_february_maps_to_28_february(company: Company) -> None:
    """February 2024 looks at 1..28 February 2023; February 2025 leaves 29 February 2024 out, the same days."""
    company.put("order_line", line("A", "2023-01-01", 1), line("A", "2023-02-28", 2))
    company.put("order_line", line("A", "2024-02-28", 3), line("A", "2024-02-29", 4), line("A", "2025-02-28", 5))

    def february(year: int, last: int) -> tuple[Any, Any]:
        (found,) = company.ask("share.trend", JUNE_END, (f"{year}-02-01", f"{year}-02-{last}"))
        return found["our_sales"], found["our_sales_last_year"]

    assert february(2024, 29) == (money("7.00"), money("2.00"))
    assert february(2025, 28) == (money("5.00"), money("3.00"))


def test_one_day_the_29th_of_february_is_one_of_366(company: Company) -> None:
    company.put("wallet", wallet("A", "2024", "安防", None, 366))
    company.put("order_line", line("A", "2023-02-28", 2), line("A", "2024-02-29", "0.5"))
    (found,) = company.ask("share.trend", JUNE_END, ("2024-02-29", "2024-02-29"))
    assert tuple(found.values()) == ("2024-02", money("0.50"), money("1.00"), 0.5, money("2.00"))


def test_white_space_is_wallet_less_our_sales_by_known_category(company: Company) -> None:
    """The whole is known too, but categories have the rows; 门禁 is not known.

    海康 and 大华 tie: the first name leads.
    """
    company.put(
        "wallet",
        wallet("A", "2025", None, None, 9999),
        wallet("A", "2025", "网络", None, 100),
        wallet("A", "2025", "网络", "华为", 130),
        wallet("A", "2025", "安防", "海康", 40),
        wallet("A", "2025", "安防", "大华", 40),
        wallet("A", "2025Q1", "门禁", None, 9),
    )
    company.put("order_line", line("A", "2025-03-01", 120), line("A", "2025-03-01", 130, "网络"))
    rows = [tuple(one.values()) for one in company.ask("share.white_space", JUNE_END, YEAR_2025)]
    assert rows == [
        ("A", "安防", money("200.00"), money("120.00"), money("80.00"), "大华", 0.2),
        ("A", "网络", money("100.00"), money("130.00"), money("-30.00"), "华为", 1.3),
    ]


def test_where_only_the_whole_is_known_white_space_has_one_row_without_category(company: Company) -> None:
    company.put("wallet", wallet("A", "2025", None, "我方", 60), wallet("A", "2025", None, "海康", 40))
    company.put("wallet", wallet("B", "2025", None, None, 10), wallet("B", "2025", None, "海康", 0))
    company.put("order_line", line("A", "2025-03-01", 70), line("A", "2025-03-01", 1, None))
    rows = [tuple(one.values()) for one in company.ask("share.white_space", JUNE_END, YEAR_2025)]
    assert rows == [
        ("A", None, money("100.00"), money("71.00"), money("29.00"), "我方", 0.6),
        ("B", None, money("10.00"), money("0.00"), money("10.00"), None, None),
    ]


def test_a_supplier_leads_by_what_it_holds_on_the_counted_days(company: Company) -> None:
    """Q1 belongs to its own rows: 海康 holds 300 of it, 大华 3650 x 275/365 = 2750 of the rest; 10 were sold."""
    company.put("wallet", wallet("A", "2025", "安防", "大华", 3650), wallet("A", "2025Q1", "安防", "海康", 300))
    company.put("order_line", line("A", "2025-03-01", 10))
    (found,) = company.ask("share.white_space", JUNE_END, YEAR_2025)
    assert (found["wallet"], found["leading_supplier"]) == (money("3060.00"), "大华")
    assert found["leading_share"] == pytest.approx(2750 / 3060, abs=1e-12)
