"""Account share by account: what a wallet is, when it is known, what counts against it. Worked out by hand."""

from __future__ import annotations

from typing import Any

from kam.access import Scope
from tests.conftest import Company
from tests.topics.share_rows import JUNE_END, YEAR_2025, account, line, money, wallet


def row(company: Company, **asked: Any) -> dict[str, Any]:
    """The only row of by_account."""
    (found,) = company.ask("share.by_account", **{"as_of": JUNE_END, "period": YEAR_2025, **asked})
    return found


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
