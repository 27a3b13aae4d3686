"""What needs a decision about stages and shares, on a few rows worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.conftest import Company
from tests.topics.board_rows import LINES, LISTED, day, left_stage_2, of
from tests.topics.company import fill
from tests.topics.rules_rows import books, money

# Stages


def test_stalled_are_key_accounts_past_the_p75_of_their_stage_since_the_day_it_was_reached(company: Company) -> None:
    """40 of 44 left after 10 days; K, P and X stand since 1 March, L for ten days; R stood when it was released."""
    moves = """
        account_id entered_on stage
        K          2026-03-01 2
        K          2026-05-01 2
        P          2026-03-01 2
        R          2026-03-01 2
        X          2026-03-01 2
        L          2026-06-20 2"""
    given = books(account=LISTED, order_line=LINES, stage_change=f"{moves}{left_stage_2(10)}")
    assert of(company, "stalled", given) == [("K", "华东", "李", money("40.00"), day("2026-03-11"))]
    longer = replace(given, as_of=day("2026-07-01"))
    assert of(company, "stalled", longer)[1:] == [("L", "华南", None, money("10.01"), day("2026-06-30"))]


FALLS = """
    account_id entered_on stage
    K          2025-12-01 6
    K          2026-01-01 5
    K          2026-02-01 3
    K          2026-02-01 4
    K          2026-03-01 7
    L          2025-06-01 5
    L          2025-12-31 4
    L          2026-07-01 3
    P          2026-01-01 5
    P          2026-02-01 4
    R          2026-01-01 5
    R          2026-02-01 4
    X          2026-01-01 5
    X          2026-02-01 4"""


def test_regressed_is_the_newest_fall_of_a_key_account_even_where_it_has_moved_on(company: Company) -> None:
    """K fell twice (the 3 of 1 February is superseded) and stands higher than ever; L fell a day before and after."""
    given = books(account=LISTED, order_line=LINES, stage_change=FALLS)
    assert of(company, "regressed", given) == [("K", "华东", "李", money("40.00"), day("2026-02-01"))]
    january = replace(given, period=(day("2026-01-01"), day("2026-01-31")))
    assert of(company, "regressed", january) == [("K", "华东", "李", money("40.00"), day("2026-01-01"))]
    before = replace(given, period=(day("2025-12-31"), day("2025-12-31")))
    assert of(company, "regressed", before) == [("L", "华南", None, money("10.01"), day("2025-12-31"))]


def test_stage_unproven_is_one_row_an_account_since_its_present_stay_began(company: Company) -> None:
    """K lacks three needs, and a repeat begins nothing; L's only need is met; of stage 1 nothing is asked."""
    given = books(
        account=f"{LISTED}\nM end_user 华东 - locked - -",
        order_line=LINES,
        stage_change="""
            account_id entered_on stage
            K          2025-01-01 4
            K          2026-02-01 3
            K          2026-03-01 4
            K          2026-04-01 4
            L          2026-01-01 2
            M          2026-01-01 1
            P          2026-01-01 4
            R          2026-01-01 4
            X          2026-01-01 4""",
        contact="account_id contact_name buying_role\nL 王 decision_maker",
        visit="account_id visited_on contact_name\nL 2020-01-01 王",
    )
    assert of(company, "stage_unproven", given) == [("K", "华东", "李", money("40.00"), day("2026-03-01"))]


# Share


def lost(company: Company, then: str, now: str, wallets: str = "1000 1000", **view: Any) -> list[Any]:
    """at_stake and since of K, which bought this much in 2024 and in 2025 of wallets of this much."""
    before, after = wallets.split()
    wallet = [f"K {year} {spend}" for year, spend in (("2024", before), ("2025", after)) if spend != "-"]
    given = books(
        "2025-12-31",
        account="account_id status\nK locked",
        wallet="\n".join(("account_id period spend", *wallet)),
        order_line=f"account_id ordered_on amount\nK 2024-12-31 {then}\nK 2025-12-31 {now}\n- 2024-01-01 1",
    )
    return [row[3:] for row in of(company, "share_lost", replace(given, **view))]


YEAR_BEGAN = date(2025, 1, 1)


def test_share_is_lost_from_five_points_on_the_dot(company: Company) -> None:
    """0.30 - 0.25 is 0.05, which no binary fraction says."""
    assert lost(company, "300", "250") == [(money("50.00"), YEAR_BEGAN)]
    assert lost(company, "300", "250.01") == []
    assert lost(company, "299.99", "250") == []
    assert lost(company, "300.01", "250") == [(money("50.01"), YEAR_BEGAN)]
    assert lost(company, "250", "300") == []
    for then, now in (("350", "300"), ("150", "100"), ("1000", "950"), ("50", "0"), ("0", "-50")):
        assert lost(company, then, now) == [(money("50.00"), YEAR_BEGAN)]


def test_share_lost_compares_exactly(company: Company) -> None:
    """337501/1000003 - 287502/1000007 is below 0.05 by 1/20000200000420, the least that is possible."""
    assert lost(company, "3375.01", "2875.02", "10000.03 10000.07") == []
    assert lost(company, "3375.01", "2875.01", "10000.03 10000.07") == [(money("500.01"), YEAR_BEGAN)]


def test_share_lost_compares_exactly_in_a_part_of_a_year(company: Company) -> None:
    """73 of 365 days, a fifth of the wallets: 110.01 / 200.2 - 1 / 2.002 is 0.05, of a wallet that is no whole fen."""
    for now, rows in (("1", 1), ("1.01", 0)):
        given = books(
            "2026-03-14",
            ("2026-01-01", "2026-03-14"),
            account="account_id status\nK locked",
            wallet="account_id period spend\nK 2025 1001\nK 2026 10.01",
            order_line=f"account_id ordered_on amount\nK 2025-01-01 110.01\nK 2026-01-01 {now}",
        )
        assert len(of(company, "share_lost", given)) == rows


def test_the_points_lost_are_of_the_wallet_now_and_rounded_once(company: Company) -> None:
    """0.5 - 0.2 of 200; 0.05 of 100.10 is 5.005; 1/3 - 1/7 of 7."""
    assert lost(company, "500", "40", "1000 200") == [(money("60.00"), YEAR_BEGAN)]
    assert lost(company, "50", "0", "1000 100.10") == [(money("5.01"), YEAR_BEGAN)]
    assert lost(company, "1", "1", "3 7") == [(money("1.33"), YEAR_BEGAN)]


def test_a_share_above_one_is_lost_too(company: Company) -> None:
    assert lost(company, "1500", "1000") == [(money("500.00"), YEAR_BEGAN)]
    assert lost(company, "1500", "1400") == [(money("100.00"), YEAR_BEGAN)]


@pytest.mark.parametrize("wallets", ["- 1000", "1000 -", "0 1000", "1000 0"])
def test_a_share_that_is_not_known_in_both_years_is_not_lost(company: Company, wallets: str) -> None:
    assert lost(company, "500", "100", wallets) == []


def test_last_years_share_is_unknown_where_the_orders_begin_after_its_first_day(company: Company) -> None:
    wallet = "account_id period spend\nK 2024 1000\nK 2025 1000"
    for began, rows in (("2024-01-01", 1), ("2024-01-02", 0)):
        lines = f"account_id ordered_on amount\nX {began} 1\nK 2024-06-01 500"
        given = books("2025-12-31", account="account_id status\nK locked", wallet=wallet, order_line=lines)
        assert len(of(company, "share_lost", given)) == rows


def test_each_year_is_judged_on_the_categories_known_in_it(company: Company) -> None:
    """2024: 50 of 100 in 安防, the 1000 in 网络 of nothing known. 2025: 20 of 200 in both. 0.4 of 200."""
    given = books(
        "2025-12-31",
        account="account_id status\nK locked",
        wallet="account_id period category spend\nK 2024 安防 100\nK 2025 安防 100\nK 2025 网络 100",
        order_line="""
            account_id ordered_on category amount
            K          2024-01-01 安防     50
            K          2024-01-01 网络     1000
            K          2025-01-01 网络     20
            K          2025-01-01 线缆     1000""",
    )
    assert of(company, "share_lost", given) == [("K", None, None, money("80.00"), YEAR_BEGAN)]


def test_the_same_days_of_both_years_count_and_the_period_is_cut_at_the_day(company: Company) -> None:
    """181 days of wallets of 365 a year: 90.50 of 181 then, nothing now; later orders are not counted."""
    given = books(
        period=("2026-01-01", "2026-12-31"),
        account=LISTED,
        wallet="account_id period spend\nK 2025 365\nK 2026 365",
        order_line="""
            account_id ordered_on amount
            K          2025-01-01 90
            K          2025-06-30 0.50
            K          2025-07-01 1000
            K          2024-12-31 1000
            K          2026-07-01 1000""",
    )
    assert of(company, "share_lost", given) == [("K", "华东", "李", money("90.50"), day("2026-01-01"))]
    to_come = replace(given, period=(day("2026-07-01"), day("2026-12-31")))
    assert of(company, "share_lost", to_come) == []


def test_how_much_is_lost_is_a_setting(company: Company) -> None:
    """0.6 is lost."""
    wallet = "account_id period spend\nK 2024 1000\nK 2025 1000"
    lines = "account_id ordered_on amount\nK 2024-01-01 800\nK 2025-01-01 200"
    given = books("2025-12-31", account="account_id status\nK locked", wallet=wallet, order_line=lines)
    fill(company, given)
    for drop, kinds in (("0.6", 1), ("0.6001", 0)):
        company.connection.execute("DELETE FROM setting_value")
        company.put("setting_value", {"name": "share_drop", "value": drop}, {"name": "near_part", "value": "0.9"})
        found = company.ask("board.exceptions", "2025-12-31", ("2025-01-01", "2025-12-31"))
        assert [row["kind"] for row in found].count("share_lost") == kinds
