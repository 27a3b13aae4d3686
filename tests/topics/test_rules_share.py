"""Wallet and share, rule by rule, where test_share and test_share_views leave a sentence open. Worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.conftest import Company
from tests.topics.rules_rows import books, column, money, told

Y2025 = ("2025-01-01", "2025-12-31")
Q2 = ("2026-04-01", "2026-06-30")


def account_row(company: Company, **tables: Any) -> tuple[Any, ...]:
    """our_sales, wallet, share, basis, over_wallet of the one account of 2025."""
    (found,) = told(company, "share.by_account", books(period=Y2025, **tables))
    return found[3:]


def test_a_row_of_ours_of_zero_is_a_row_of_ours(company: Company) -> None:
    wallet = "account_id period category supplier spend\nK 2025 安防 海康 80\nK 2025 安防 我方 0"
    found = account_row(
        company, wallet=wallet, order_line="account_id ordered_on category amount\nK 2025-05-01 安防 20"
    )
    assert found == (money("20.00"), money("80.00"), 0.25, "exact", False)


def test_a_total_of_zero_wins_over_the_suppliers(company: Company) -> None:
    wallet = "account_id period category supplier spend\nK 2025 安防 海康 80\nK 2025 安防 - 0"
    assert account_row(company, wallet=wallet) == (None, money("0.00"), None, "exact", None)


def test_total_or_split_is_asked_within_one_period_and_one_category(company: Company) -> None:
    """2025H1 by month rows of two kinds: January a total of 31, the year split: 334/365 of 365, + 9 sold in May."""
    wallet = """
        account_id period  category supplier spend
        K          2025    安防     海康     365
        K          2025-01 安防     -        31
        K          2025-01 网络     海康     100"""
    lines = "account_id ordered_on category amount\nK 2025-01-31 安防 500\nK 2025-05-01 安防 9\nK 2025-05-01 网络 9"
    found = account_row(company, wallet=wallet, order_line=lines)
    assert found[:2] == (money("518.00"), money("374.00"))  # 334 + 31 + 9; 网络 is not known for the year
    assert found[2] == pytest.approx(509 / 374, abs=1e-12)


def test_returns_stand_in_for_us_too_and_our_lines_after_the_as_of_day_do_not(company: Company) -> None:
    wallet = "account_id period category supplier spend\nK 2026Q2 安防 海康 100"
    lines = "account_id ordered_on category amount\nK 2026-04-01 安防 50\nK 2026-06-30 安防 -20\nK 2026-07-01 安防 99"
    given = books(period=("2026-04-01", "2026-06-30"), wallet=wallet, order_line=lines)
    assert told(company, "share.by_account", given)[0][3:6] == (money("30.00"), money("130.00"), 30 / 130)


def test_quarters_months_and_a_year_together_cover_a_period_longer_than_a_year(company: Company) -> None:
    """2024 whole 366, January to March 2025 by month 1, 2, 4, and the second quarter 8 of which 1 April is 8/91."""
    wallet = """
        account_id period  category spend
        K          2024    -        366
        K          2025-01 -        1
        K          2025-02 -        2
        K          2025-03 -        4
        K          2025Q2  -        8"""
    lines = "account_id ordered_on amount\nK 2024-02-29 100"
    given = books(period=("2024-01-01", "2025-03-31"), wallet=wallet, order_line=lines)
    assert told(company, "share.by_account", given)[0][3:7] == (money("100.00"), money("373.00"), 100 / 373, "exact")
    day_more = replace(given, period=(given.first, given.last.replace(month=4, day=1)))
    assert told(company, "share.by_account", day_more)[0][4:7:2] == (money("373.09"), "prorated")
    day_less = replace(given, period=(given.first.replace(year=2023, month=12, day=31), given.last))
    assert told(company, "share.by_account", day_less)[0][4:] == (None, None, None, None)


def test_sales_equal_to_the_wallet_are_not_over_it_and_a_cent_more_is(company: Company) -> None:
    def over(sold: str) -> tuple[Any, ...]:
        lines = f"account_id ordered_on amount\nK 2025-05-01 {sold}"
        return account_row(company, wallet="account_id period spend\nK 2025 100", order_line=lines)[2:]

    assert over("100.00") == (1.0, "exact", False)
    assert over("100.01") == (1.0001, "exact", True)


def test_a_wallet_of_zero_is_over_when_anything_was_sold_and_not_over_after_a_full_return(company: Company) -> None:
    wallet = "account_id period spend\nK 2025 0"
    lines = "account_id ordered_on amount\nK 2025-05-01 5"
    assert account_row(company, wallet=wallet, order_line=lines)[1:] == (money("0.00"), None, "exact", True)
    back = account_row(company, wallet=wallet, order_line=lines + "\nK 2025-06-01 -5")
    assert back == (money("0.00"), money("0.00"), None, "exact", False)


def test_a_line_of_nothing_makes_a_row_and_a_line_outside_the_period_does_not(company: Company) -> None:
    lines = "account_id ordered_on amount\nK 2025-05-01 5\nK 2025-05-02 -5\nL 2024-12-31 5\nM 2026-01-01 5"
    given = books(period=Y2025, account="account_id status\nK released\nL locked\nM candidate", order_line=lines)
    assert [(row[0], row[3]) for row in told(company, "share.by_account", given)] == [("K", money("0.00"))]


def test_the_last_region_row_is_there_with_a_line_or_a_known_wallet_of_no_known_region(company: Company) -> None:
    """K is listed without a region. A wallet that covers half the year is not known and makes no row."""
    region, account = "region market_capacity\n华东 730", "account_id region\nK -\nL 华东"

    def rows(**tables: str) -> list[tuple[Any, ...]]:
        return told(company, "share.by_region", books(period=Y2025, region=region, account=account, **tables))

    east: tuple[Any, ...] = ("华东", None, None, None, None, money("730.00"), None)
    assert rows() == [east]
    assert rows(wallet="account_id period spend\nK 2025Q1 9") == [east]
    assert rows(wallet="account_id period spend\nK 2025 9") == [
        east,
        (None, None, money("9.00"), None, None, None, None),
    ]
    sold = rows(order_line="account_id ordered_on amount\nK 2025-05-01 -9\nL 2025-05-01 73")
    assert sold[0] == ("华东", money("73.00"), None, None, 0.0, money("730.00"), 0.1)
    assert sold[1] == (None, money("-9.00"), None, None, None, None, None)


def test_under_a_class_filter_a_region_counts_its_filtered_sales_over_its_whole_capacity(company: Company) -> None:
    given = books(
        period=("2024-01-01", "2024-12-31"),
        region="region market_capacity\n华东 366\n华南 366",
        account="account_id account_class region\nK end_user 华东\nL contractor 华东\nM - 华南",
        order_line="account_id ordered_on amount\nK 2024-02-29 61\nL 2024-05-01 1000\nM 2024-05-01 5\nX 2024-05-01 5",
    )
    asked = replace(given, only_classes=("end_user",))
    assert told(company, "share.by_region", asked) == [
        ("华东", money("61.00"), None, None, 0.0, money("366.00"), 61 / 366)
    ]
    outside = replace(given, only_accounts=("X",))
    assert told(company, "share.by_region", outside) == [(None, money("5.00"), None, None, 0.0, None, None)]


def test_a_capacity_half_a_cent_rounds_away_and_the_market_share_does_not_see_it(company: Company) -> None:
    """A day of 2025 holds 1/365 of 1.825: 0.005."""
    given = books(
        period=("2025-03-01", "2025-03-01"),
        region="region market_capacity\n华东 3.65\n华南 1.83",
        account="account_id region\nK 华东",
        order_line="account_id ordered_on amount\nK 2025-03-01 0.02",
    )
    found = told(company, "share.by_region", given)
    assert [row[5] for row in found] == [money("0.01"), money("0.01")]
    assert [row[6] for row in found] == [2.0, 0.0]


CHAIN = """
    account_id ordered_on amount
    B          2025-01-01 30
    A          2025-12-31 49
    A          2025-12-31 1
    D          2025-03-01 5
    C          2025-03-01 15
    E          2025-03-01 5
    E          2025-03-02 -5
    F          2025-03-01 -7
    -          2025-03-01 900
    G          2026-01-01 900"""


def test_an_account_is_a_while_the_share_before_it_is_below_80_percent_and_b_below_95(company: Company) -> None:
    """50, 30, 15, 5: what stands before them is 0, 0.5, 0.8 and 0.95 exactly. E, F and the sale to nobody are out."""
    found = told(company, "share.concentration", books(period=Y2025, order_line=CHAIN))
    assert found == [
        (1, "A", money("50.00"), 0.5, "A"),
        (2, "B", money("30.00"), 0.8, "A"),
        (3, "C", money("15.00"), 0.95, "B"),
        (4, "D", money("5.00"), 1.0, "C"),
    ]


def test_equal_sales_rank_by_account_code_point(company: Company) -> None:
    lines = "account_id ordered_on amount\n乙 2025-01-01 5\n甲 2025-01-01 5\nb 2025-01-01 5\nB 2025-01-01 5"
    given = books(period=Y2025, order_line=lines)
    assert [row[:2] for row in told(company, "share.concentration", given)] == [
        (1, "B"),
        (2, "b"),
        (3, "乙"),
        (4, "甲"),
    ]


def test_the_indices_are_those_of_the_accounts_with_sales(company: Company) -> None:
    """0.25 + 0.09 + 0.0225 + 0.0025; gini (-3 x 5 - 15 + 30 + 3 x 50) / (4 x 100)."""
    ((accounts, hhi, gini, top),) = told(company, "share.indices", books(period=Y2025, order_line=CHAIN))
    assert (accounts, top) == (4, 1.0)
    assert (hhi, gini) == (pytest.approx(0.365, abs=1e-15), pytest.approx(0.375, abs=1e-15))


def test_the_ten_largest_of_twelve(company: Company) -> None:
    """1 to 12: 78 in all, 3 outside the ten."""
    lines = "account_id ordered_on amount\n" + "\n".join(f"K{n:02d} 2025-01-01 {n}" for n in range(1, 13))
    given = books(period=Y2025, order_line=lines)
    assert told(company, "share.indices", given)[0][3] == pytest.approx(75 / 78, abs=1e-15)
    one = replace(given, only_accounts=("K01",))
    assert told(company, "share.indices", one) == [(1, 1.0, 0.0, 1.0)]
    assert told(company, "share.indices", replace(given, only_accounts=("K99",))) == [(0, None, None, None)]


def test_the_guardrails_changes_are_empty_where_last_year_sold_nothing_or_less(company: Company) -> None:
    account = "account_id status region\nK locked 华东\nL candidate 华东"
    lines = """
        account_id ordered_on amount
        L          2024-01-01 1
        K          2025-05-01 -3
        L          2025-05-01 3
        X          2025-05-01 -3
        K          2026-05-01 8
        L          2026-05-01 5"""
    given = books(account=account, order_line=lines)
    assert told(company, "share.guardrail", given) == [(money("8.00"), None, money("5.00"), None)]
    east = replace(given, only_regions=("华东",))
    assert told(company, "share.guardrail", east) == [(money("8.00"), None, money("5.00"), pytest.approx(2 / 3))]


def test_a_supplier_leads_with_a_spend_above_zero_only_and_we_may_lead(company: Company) -> None:
    wallet = """
        account_id period category supplier spend
        K          2025   安防     -        100
        K          2025   安防     海康     60
        K          2025   安防     我方     70
        L          2025   安防     海康     0
        L          2025   安防     -        100
        M          2025   安防     乙       5
        M          2025   安防     甲       5"""
    lines = "account_id ordered_on category amount\nM 2025-05-01 安防 30"
    found = told(company, "share.white_space", books(period=Y2025, wallet=wallet, order_line=lines))
    assert [row[5:] for row in found] == [("我方", 0.7), (None, None), ("乙", 0.125)]
    assert [row[4] for row in found] == [money("100.00"), money("100.00"), money("10.00")]


def test_white_space_is_by_category_in_code_point_order_whatever_else_is_sold(company: Company) -> None:
    wallet = (
        "account_id period category spend\nK 2025 网络 10\nK 2025 安防 10\nK 2025 - 50\nK 2025Q1 门禁 5\nA 2025 - 5"
    )
    lines = "account_id ordered_on category amount\nK 2025-05-01 - 3\nK 2025-05-01 网络 12\nA 2025-05-01 - 1"
    given = books(period=Y2025, wallet=wallet, order_line=lines)
    assert [(*row[:2], row[4]) for row in told(company, "share.white_space", given)] == [
        ("A", None, money("4.00")),
        ("K", "安防", money("10.00")),
        ("K", "网络", money("-2.00")),
    ]


def test_months_of_the_trend_are_cut_at_the_period_and_at_the_as_of_day(company: Company) -> None:
    """March to the 10th of 31 days; nothing of the line of the 11th."""
    given = books(
        "2026-03-10",
        period=("2025-12-31", "2026-12-31"),
        wallet="account_id period spend\nK 2026-03 310\nK 2025-12 31",
        order_line="account_id ordered_on amount\nK 2025-12-31 1\nK 2026-03-10 5\nK 2026-03-11 7",
    )
    found = told(company, "share.trend", given)
    assert [row[:4] for row in found] == [
        ("2025-12", money("1.00"), money("1.00"), 1.0),
        ("2026-01", money("0.00"), None, None),
        ("2026-02", money("0.00"), None, None),
        ("2026-03", money("5.00"), money("100.00"), 0.05),
    ]
    assert column(company, "share.trend", given, 4) == [None] * 4


MOVED = """
    account_id period  category supplier spend
    A          2026Q2  -        -        910
    A          2026Q2  泵       -        91
    A          2025Q2  -        -        910
    A          2026Q2  -        甲       91
    A          2025Q2  -        乙       91
    A          2026Q2  -        丁       0
    A          2025Q2  -        丁       0
    A          2026Q1  -        丙       90
    A          2026Q1  -        -        900
    A          2025Q4  -        -        900
    A          2025Q3  -        -        900
    B          2026Q2  -        -        91"""
LINES = """
    account_id ordered_on amount category
    -          2025-04-01 1      -
    A          2026-04-01 182    阀
    A          2025-04-02 91     泵
    A          2026-04-01 0      管
    A          2025-04-02 -91    缆
    A          2026-05-01 0      缆
    A          2025-04-02 0      线
    A          2026-05-01 91     线"""


def test_movement_is_of_who_is_known_in_both_years_and_leaves_nothing_named_out(company: Company) -> None:
    """B is known this year only; the whole of A holds 阀 too; 管 and 丁 are nothing, 丙 is of no day of the two."""
    found = told(company, "share.movement", books(period=Q2, wallet=MOVED, order_line=LINES))
    assert [(row[0], row[1], *(round(part, 9) for part in row[2:5]), row[5]) for row in found] == [
        ("category", "泵", 0.1, 0.0, -0.1, 1),
        ("category", "线", 0.0, 0.1, 0.1, 1),
        ("category", "缆", -0.1, 0.0, 0.1, 1),
        ("category", "阀", 0.0, 0.2, 0.2, 1),
        ("rival", "乙", 0.1, 0.0, 0.1, 1),
        ("rival", "甲", 0.0, 0.1, -0.1, 1),
        ("rival", None, 0.9, 0.6, 0.3, 1),
        ("total", None, 0.0, 0.3, 0.3, 1),
    ]


@pytest.mark.parametrize("wallets", [("0", "0"), ("0", "910"), ("910", "0")])
def test_movement_is_unknown_where_the_wallets_of_a_year_are_nothing(
    company: Company, wallets: tuple[str, str]
) -> None:
    before, now = wallets
    wallet = f"account_id period supplier spend\nA 2025Q2 - {before}\nA 2026Q2 - {now}\nA 2025Q2 甲 1\nA 2026Q2 甲 1"
    found = told(company, "share.movement", books(period=Q2, wallet=wallet, order_line=LINES))
    assert found == [("total", None, None, None, None, 1)]


def test_movement_without_a_sale_or_a_rival_is_all_of_the_unnamed(company: Company) -> None:
    wallet = "account_id period spend\nA 2025Q2 91\nA 2026Q2 91"
    given = books(period=Q2, wallet=wallet, order_line="account_id ordered_on amount\n- 2025-04-01 1")
    assert told(company, "share.movement", given) == [
        ("rival", None, 1.0, 1.0, 0.0, 1),
        ("total", None, 0.0, 0.0, 0.0, 1),
    ]


def test_movement_asks_whether_the_wallets_of_all_are_above_nothing(company: Company) -> None:
    """A buys nothing now; B's wallet stands."""
    wallet = "account_id period spend\nA 2025Q2 91\nA 2026Q2 0\nB 2025Q2 91\nB 2026Q2 182"
    given = books(period=Q2, wallet=wallet, order_line="account_id ordered_on amount\nB 2025-04-01 91\nB 2026-04-01 91")
    assert told(company, "share.movement", given)[-1] == ("total", None, 0.5, 0.5, 0.0, 2)


def test_a_month_taken_in_one_category_leaves_our_sales_to_the_other(company: Company) -> None:
    """泵: 3,650 but for February, which is 28. 线: 365 of 甲's and our 100 of February."""
    wallet = """
        account_id period  category supplier spend
        K          2025    泵       -        3650
        K          2025-02 泵       -        28
        K          2025    线       甲       365"""
    found = account_row(company, wallet=wallet, order_line="account_id ordered_on category amount\nK 2025-02-10 线 100")
    assert found[1] == money("3863.00")


def test_a_month_that_two_shorter_rows_hold_is_taken_once(company: Company) -> None:
    """2025: 3,650 for 275 days; the first quarter: 900 for 62 of its 90 days; February: 28."""
    wallet = "account_id period spend\nK 2025 3650\nK 2025Q1 900\nK 2025-02 28"
    found = account_row(company, wallet=wallet, order_line="account_id ordered_on amount\nK 2025-02-10 100")
    assert found[1] == money("3398.00")
