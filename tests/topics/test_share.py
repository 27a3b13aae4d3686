"""Account share: every answer here was worked out by hand; the last tests compare with a second computation."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kam.access import Scope
from tests.conftest import Company
from tests.oracle import share as oracle

JUNE_END = "2026-06-30"
YEAR_2025 = ("2025-01-01", "2025-12-31")


def account(account_id: str, region: str | None = "华东", **more: object) -> dict[str, object]:
    return {"account_id": account_id, "account_name": f"客户{account_id}", "region": region, "status": "locked", **more}


def wallet(
    account_id: str, period: str, category: str | None, supplier: str | None, spend: object
) -> dict[str, object]:
    return {"account_id": account_id, "period": period, "category": category, "supplier": supplier, "spend": spend}


def line(account_id: str | None, day: str, amount: object, category: str | None = "安防") -> dict[str, object]:
    return {"account_id": account_id, "ordered_on": day, "amount": amount, "category": category}


def row(company: Company, **asked: Any) -> dict[str, Any]:
    """The only row of by_account."""
    (found,) = company.ask("share.by_account", **{"as_of": JUNE_END, "period": YEAR_2025, **asked})
    return found


def money(text: str) -> Decimal:
    return Decimal(text)


def test_share_is_our_sales_over_the_wallet_returns_included(company: Company) -> None:
    company.put("account", account("A"))
    company.put("wallet", wallet("A", "2025", "安防", None, 1000))
    company.put("order_line", line("A", "2025-03-01", 300), line("A", "2025-04-01", -50))
    assert row(company) == {
        "account_id": "A",
        "account_name": "客户A",
        "region": "华东",
        "our_sales": money("250.00"),
        "wallet": money("1000.00"),
        "share": 0.25,
        "basis": "exact",
        "over_wallet": False,
    }


def test_the_total_row_wins_over_the_suppliers(company: Company) -> None:
    company.put("wallet", wallet("A", "2025", "安防", None, 1000), wallet("A", "2025", "安防", "海康", 5000))
    company.put("order_line", line("A", "2025-03-01", 100))
    assert row(company)["wallet"] == money("1000.00")


def test_suppliers_are_summed_and_our_own_row_stands_for_us(company: Company) -> None:
    company.put("wallet", wallet("A", "2025", "安防", "海康", 700), wallet("A", "2025", "安防", "我方", 200))
    company.put("order_line", line("A", "2025-03-01", 100))
    found = row(company)
    assert (found["wallet"], found["share"]) == (money("900.00"), 100 / 900)


def test_without_our_own_row_our_order_lines_of_those_days_and_that_category_are_added(company: Company) -> None:
    company.put("wallet", wallet("A", "2025", "安防", "海康", 700))
    company.put(
        "order_line", line("A", "2025-03-01", 300), line("A", "2025-03-01", 40, "网络"), line("A", "2026-01-01", 9)
    )
    found = row(company)
    assert (found["our_sales"], found["wallet"], found["share"]) == (money("340.00"), money("1000.00"), 0.3)


def test_our_lines_stand_in_only_on_the_days_that_the_split_row_owns(company: Company) -> None:
    """The year is split without us, January is a total: the sale of January is not added, that of May is.

    700 x 334/365 = 640.55 (rounded), + 50 + 10.
    """
    company.put("wallet", wallet("A", "2025", "安防", "海康", 700), wallet("A", "2025-01", "安防", None, 10))
    company.put("order_line", line("A", "2025-01-05", 1000), line("A", "2025-05-05", 50))
    found = row(company)
    assert (found["wallet"], found["basis"]) == (money("700.55"), "prorated")


def test_each_day_belongs_to_the_shortest_period_and_the_longer_row_keeps_its_daily_rate(company: Company) -> None:
    """Year 3650 = 10 a day; Q1 has 90 days at 1, of which February (28 days) belongs to its own month at 2.

    275 days x 10 + 62 x 1 + 28 x 2 = 2750 + 62 + 56 = 2868.
    """
    company.put(
        "wallet",
        wallet("A", "2025", "安防", None, 3650),
        wallet("A", "2025Q1", "安防", None, 90),
        wallet("A", "2025-02", "安防", None, 56),
    )
    company.put("order_line", line("A", "2025-03-01", 1434))
    found = row(company)
    assert (found["wallet"], found["share"], found["basis"]) == (money("2868.00"), 0.5, "prorated")


def test_a_longer_row_that_keeps_no_day_does_not_make_it_prorated(company: Company) -> None:
    company.put(
        "wallet",
        wallet("A", "2025", "安防", None, 999),
        *(wallet("A", f"2025Q{n}", "安防", None, n) for n in (1, 2, 3, 4)),
    )
    found = row(company)
    assert (found["wallet"], found["basis"]) == (money("10.00"), "exact")


def test_a_wallet_with_a_day_uncovered_is_unknown(company: Company) -> None:
    company.put("wallet", *(wallet("A", f"2025Q{n}", "安防", None, n) for n in (1, 2, 4)))
    company.put("order_line", line("A", "2025-03-01", 5))
    found = row(company)
    assert (found["our_sales"], found["wallet"], found["share"]) == (money("5.00"), None, None)
    assert (found["basis"], found["over_wallet"]) == (None, None)
    assert row(company, period=("2025-02-01", "2025-05-31"))["wallet"] is not None


def test_a_cut_year_is_spread_over_its_days(company: Company) -> None:
    """181 of 365 days of 3650."""
    company.put("wallet", wallet("A", "2026", "安防", None, 3650))
    company.put("order_line", line("A", "2026-03-01", 181))
    found = row(company, period=("2026-01-01", "2026-12-31"))
    assert (found["wallet"], found["share"], found["basis"]) == (money("1810.00"), 0.1, "prorated")


def test_half_a_fen_rounds_away_from_zero_and_the_ratio_does_not_see_it(company: Company) -> None:
    """183 of 366 days of 2024 hold half of 100000000000.01: 50000000000.005, less than what was sold."""
    company.put("wallet", wallet("A", "2024", "安防", None, "100000000000.01"))
    company.put("order_line", line("A", "2024-01-01", "50000000000.01"))
    found = row(company, period=("2024-01-01", "2024-07-01"))
    assert found["wallet"] == money("50000000000.01")
    assert found["over_wallet"] is True


def test_a_negative_half_fen_rounds_away_from_zero_too(company: Company) -> None:
    """0.01 over 90 days, 45 counted = 0.005; white space 0.005 - 1.01 = -1.005."""
    company.put("wallet", wallet("A", "2025Q1", "安防", None, "0.01"))
    company.put("order_line", line("A", "2025-01-01", "1.01"))
    (found,) = company.ask("share.white_space", JUNE_END, ("2025-01-01", "2025-02-14"))
    assert (found["wallet"], found["white_space"]) == (money("0.01"), money("-1.01"))


def test_the_whole_row_counts_where_it_covers_the_period_and_matches_all_sales(company: Company) -> None:
    company.put("wallet", wallet("A", "2025", None, None, 1000), wallet("A", "2025", "安防", None, 300))
    company.put(
        "order_line",
        line("A", "2025-03-01", 100),
        line("A", "2025-03-02", 400, "网络"),
        line("A", "2025-03-02", 50, None),
    )
    found = row(company)
    assert (found["wallet"], found["share"]) == (money("1000.00"), 0.55)


def test_else_the_known_categories_count_and_only_their_sales_match(company: Company) -> None:
    """The whole covers three quarters only, 门禁 one: 安防 and 网络 are known."""
    company.put(
        "wallet",
        *(wallet("A", f"2025Q{n}", None, None, 10_000) for n in (1, 2, 3)),
        wallet("A", "2025", "安防", None, 600),
        wallet("A", "2025", "网络", None, 400),
        wallet("A", "2025Q1", "门禁", None, 77),
    )
    company.put("order_line", line("A", "2025-03-01", 100), line("A", "2025-03-02", 100, "网络"))
    company.put("order_line", line("A", "2025-03-02", 30, "门禁"), line("A", "2025-03-02", 50, None))
    found = row(company)
    assert (found["our_sales"], found["wallet"], found["share"]) == (money("280.00"), money("1000.00"), 0.2)


def test_our_lines_of_all_categories_stand_in_for_us_in_a_split_of_the_whole(company: Company) -> None:
    company.put("wallet", wallet("A", "2025", None, "海康", 700))
    company.put("order_line", line("A", "2025-03-01", 100), line("A", "2025-03-02", 200, None))
    found = row(company)
    assert (found["wallet"], found["share"]) == (money("1000.00"), 0.3)


def test_a_share_above_one_is_kept_and_flagged(company: Company) -> None:
    company.put("wallet", wallet("A", "2025", "安防", None, 100))
    company.put("order_line", line("A", "2025-03-01", 150))
    found = row(company)
    assert (found["share"], found["over_wallet"]) == (1.5, True)


def test_a_wallet_of_zero_is_known_has_no_share_and_is_over_when_anything_was_sold(company: Company) -> None:
    company.put("wallet", wallet("A", "2025", "安防", None, 0), wallet("B", "2025", "安防", None, 0))
    company.put("order_line", line("A", "2025-03-01", 1))
    sold, unsold = company.ask("share.by_account", JUNE_END, YEAR_2025)
    assert (sold["wallet"], sold["share"], sold["over_wallet"]) == (money("0.00"), None, True)
    assert (unsold["our_sales"], unsold["share"], unsold["over_wallet"]) == (money("0.00"), None, False)


def test_rows_are_those_with_a_line_or_a_known_wallet_inside_or_outside_the_directory(company: Company) -> None:
    """Idle C and no-customer have no row; B is outside the directory; released D stays; order by code point."""
    company.put("account", account("a"), account("C"), account("D", status="released"))
    company.put("wallet", wallet("D", "2025", "安防", None, 10))
    company.put("order_line", line("a", "2025-01-01", 0), line("B", "2025-12-31", 2), line(None, "2025-05-05", 3))
    found = company.ask("share.by_account", JUNE_END, YEAR_2025)
    assert [one["account_id"] for one in found] == ["B", "D", "a"]
    assert (found[0]["account_name"], found[0]["region"]) == (None, None)


def test_filters_test_region_and_class_of_the_directory_and_an_account_filter_keeps_whom_it_names(
    company: Company,
) -> None:
    company.put("account", account("A", account_class="end_user"), account("B", "华南", account_class="contractor"))
    company.put("order_line", *(line(name, "2025-03-01", 1) for name in ("A", "B", "X", None)))

    def names(**filters: Any) -> list[str]:
        return [one["account_id"] for one in company.ask("share.by_account", JUNE_END, YEAR_2025, **filters)]

    assert names() == ["A", "B", "X"]
    assert names(regions=("华南",)) == ["B"]
    assert names(classes=("end_user", "consultant")) == ["A"]
    assert names(accounts=("X", "B")) == ["B", "X"]
    assert names(scope=Scope(frozenset({"华东"}))) == ["A"]
    assert names(scope=Scope(frozenset())) == []


def test_nothing_after_the_as_of_day_counts(company: Company) -> None:
    """The period is cut at 10 January: 10 of 365 days of 365."""
    company.put("wallet", wallet("A", "2026", "安防", None, 365))
    company.put("order_line", line("A", "2026-01-10", 1), line("A", "2026-01-11", 7))
    found = row(company, as_of="2026-01-10", period=("2026-01-01", "2026-12-31"))
    assert (found["our_sales"], found["wallet"]) == (money("1.00"), money("10.00"))


def test_an_empty_store_answers_without_rows_and_without_zeros(company: Company) -> None:
    for query in ("by_account", "by_region", "white_space"):
        assert company.ask(f"share.{query}", JUNE_END) == []
    months = company.ask("share.trend", JUNE_END)
    assert [tuple(one.values()) for one in months] == [(f"2026-0{n}", None, None, None, None) for n in range(1, 7)]


def test_before_the_first_order_line_sales_are_empty_not_zero(company: Company) -> None:
    company.put("region", {"region": "华东", "market_capacity": 365})
    company.put("account", account("A"))
    company.put("wallet", wallet("A", "2025", "安防", "海康", 10))
    company.put("order_line", line("A", "2026-01-01", 5))
    found = row(company)
    assert (found["our_sales"], found["wallet"], found["share"], found["over_wallet"]) == (
        None,
        money("10.00"),
        None,
        None,
    )
    (region,) = company.ask("share.by_region", JUNE_END, YEAR_2025)
    assert tuple(region.values()) == ("华东", None, money("10.00"), None, None, money("365.00"), None)
    (space,) = company.ask("share.white_space", JUNE_END, YEAR_2025)
    assert (space["our_sales"], space["white_space"], space["leading_share"]) == (None, None, 1.0)


def test_a_period_after_the_as_of_day_holds_nothing(company: Company) -> None:
    company.put("wallet", wallet("A", "2026", "安防", None, 365))
    company.put("order_line", line("A", "2025-01-10", 1))
    for query in ("by_account", "trend", "white_space"):
        assert company.ask(f"share.{query}", "2025-12-31", ("2026-01-01", "2026-12-31")) == []


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
    """The whole is known too, but categories have the rows; 门禁 is not known. 海康 and 大华 tie: the first name leads."""
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
    """Q1 belongs to its own rows: 海康 holds 300 of Q1, 大华 3650 x 275/365 = 2750 of the rest; wallet 3050 + 10 sold."""
    company.put("wallet", wallet("A", "2025", "安防", "大华", 3650), wallet("A", "2025Q1", "安防", "海康", 300))
    company.put("order_line", line("A", "2025-03-01", 10))
    (found,) = company.ask("share.white_space", JUNE_END, YEAR_2025)
    assert (found["wallet"], found["leading_supplier"]) == (money("3060.00"), "大华")
    assert found["leading_share"] == pytest.approx(2750 / 3060, abs=1e-12)


@pytest.mark.parametrize("seed", range(30))
def test_a_second_computation_day_by_day_agrees(company: Company, seed: int) -> None:
    books = invented(random.Random(seed))
    for table, rows in (
        ("account", books.accounts),
        ("wallet", books.wallets),
        ("order_line", books.lines),
        ("region", books.regions),
    ):
        company.put(table, *({name: value if value != "" else None for name, value in one.items()} for one in rows))
    for query in ("by_account", "by_region", "trend", "white_space"):
        found = company.ask(
            f"share.{query}", books.as_of, books.period, books.only_regions, books.only_classes, books.only_accounts
        )
        expected = getattr(oracle, query)(books)
        assert len(found) == len(expected), query
        for ours, theirs in zip((tuple(one.values()) for one in found), expected, strict=True):
            assert all(_alike(*pair) for pair in zip(ours, theirs, strict=True)), (query, ours, theirs)


def _alike(ours: Any, theirs: Any) -> bool:
    if isinstance(theirs, float) and isinstance(ours, float):
        return abs(ours - theirs) <= 1e-9 * max(1.0, abs(theirs))
    return type(ours) is type(theirs) and bool(ours == theirs)


def invented(dice: random.Random) -> oracle.Books:
    """A small company full of overlaps, gaps, splits, returns and customers that nobody listed."""
    people, places, kinds = ["A1", "A2", "a3", "B4", "外5"], ["华东", "华南", "西部"], ["", "安防", "网络"]
    days = oracle.days_between(date(2023, 11, 15), date(2025, 4, 30))
    periods = ["2023", "2024", "2025", *(f"{y}Q{q}" for y in (2024, 2025) for q in (1, 2, 3, 4))]
    periods += [f"2024-{month:02d}" for month in range(1, 13)]

    def cents(low: int, high: int) -> Decimal:
        return Decimal(dice.randint(low, high)) / 100

    wallets = {}
    for _ in range(dice.randint(10, 90)):
        key = (dice.choice(people), dice.choice(periods), dice.choice(kinds), dice.choice(["", "海康", "大华", "我方"]))
        wallets[key] = dict(zip(("account_id", "period", "category", "supplier"), key), spend=cents(0, 200_000))
    for name in people[: dice.randint(0, 5)]:
        for year in ("2024", "2025"):
            key = (name, year, dice.choice(kinds), dice.choice(["", "海康"]))
            wallets[key] = dict(zip(("account_id", "period", "category", "supplier"), key), spend=cents(0, 9_000_000))
    first = dice.choice(days)
    last = first + timedelta(dice.choice([0, 27, 90, 180, 365, 400]))
    return oracle.Books(
        accounts=[
            {
                "account_id": name,
                "account_name": f"客户{name}",
                "account_class": dice.choice(["end_user", "consultant", None]),
                "region": dice.choice([*places, None]),
            }
            for name in people[: dice.randint(0, 4)]
        ],
        wallets=list(wallets.values()),
        lines=[
            {
                "account_id": dice.choice([*people, ""]),
                "ordered_on": dice.choice(days[dice.choice([0, 200]) :]),
                "category": dice.choice(kinds),
                "amount": cents(-20_000, 90_000),
            }
            for _ in range(dice.randint(0, 60))
        ],
        regions=[{"region": name, "market_capacity": dice.choice([None, cents(0, 10**9)])} for name in places[:2]],
        as_of=dice.choice([date(2025, 4, 30), date(2024, 2, 29), last]),
        period=dice.choice(
            [(first, last), (date(2024, 1, 1), date(2024, 12, 31)), (date(2024, 2, 1), date(2024, 2, 29))]
        ),
        only_regions=dice.choice([(), (), (), ("华东",), ("华南", "西部")]),
        only_classes=dice.choice([(), (), (), ("end_user",)]),
        only_accounts=dice.choice([(), (), (), ("A1", "外5")]),
    )
