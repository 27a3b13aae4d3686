"""Likeness of strategies, openings, win and loss, rule by rule, on a few rows worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.conftest import Company
from tests.oracle.books import Books
from tests.topics.rules_rows import JUNE_END, books, column, money, through, told

Q1 = ("2026-01-01", "2026-03-31")


def pair(company: Company, given: Books, party: str, other: str) -> tuple[Any, ...]:
    """similarity, overlap, intensity of one pair."""
    (found,) = [row[2:] for row in told(company, "rivals.similarity", given) if row[:2] == (party, other)]
    return found


SCORES = """
    party dimension    scored_on  score
    我方  product      2026-01-01 1
    我方  cost         2026-01-01 3
    我方  finance      2026-01-01 9
    甲    product      2026-01-01 2
    甲    cost         2026-01-01 8
    甲    sales        2026-01-01 5
    乙    product      2026-01-01 6
    乙    cost         2026-01-01 4
    平    product      2026-01-01 5
    平    cost         2026-01-01 5
    少    product      2026-01-01 5
    问    relationship 2026-01-01 5
    问    satisfaction 2026-01-01 7"""


def test_similarity_is_the_cosine_over_the_shared_resource_dimensions_less_their_own_means(company: Company) -> None:
    """Over product and cost: ours (-1, 1), 甲 (-3, 3), 乙 (1, -1); 平 is flat, 少 shares one, 问 has no resource."""
    given = books(rival_score=SCORES)
    assert pair(company, given, "我方", "甲") == (pytest.approx(1.0, abs=1e-15), None, None)
    assert pair(company, given, "甲", "乙") == (pytest.approx(-1.0, abs=1e-15), None, None)
    for other in ("平", "少"):
        assert pair(company, given, "我方", other) == (None, None, None)
    parties = ["乙", "少", "平", "我方", "甲"]
    assert [row[:2] for row in told(company, "rivals.similarity", given)] == [
        (party, other) for party in parties for other in parties if other != party
    ]


def test_a_dimension_that_varies_only_where_the_other_is_unknown_leaves_the_vector_flat(company: Company) -> None:
    """Our finance of 9 is not shared: over product and cost we are flat at 4."""
    scores = SCORES.replace("我方  product      2026-01-01 1", "我方  product      2026-01-01 3")
    assert pair(company, books(rival_score=scores), "我方", "甲")[0] is None


WALLETS = """
    account_id period category supplier spend
    A          2026Q1 -        我方     40
    A          2026Q1 -        甲       60
    B          2026Q1 -        -        200
    B          2026Q1 -        甲       40
    C          2026Q1 -        -        0
    C          2026Q1 -        乙       1000
    D          2026-01 -       乙       1000"""


def test_overlap_is_seen_from_the_party_over_accounts_with_a_known_wallet_above_zero(company: Company) -> None:
    """我方 40 at A; 甲 60 at A, 40 at B. C's wallet is 0 and D's unknown: 乙 is no party.

    我方 -> 甲: 40/40 x 60/100. 甲 -> 我方: 60/100 x 40/100 + 40/100 x 0.
    """
    given = books(period=Q1, wallet=WALLETS, rival_score=SCORES)
    assert pair(company, given, "我方", "甲")[1] == pytest.approx(0.6, abs=1e-15)
    assert pair(company, given, "甲", "我方")[1] == pytest.approx(0.24, abs=1e-15)
    assert pair(company, given, "甲", "我方")[2] == pytest.approx(0.24, abs=1e-15)
    assert pair(company, given, "乙", "我方")[1:] == (None, None)
    only_spend = replace(given, scores=[])
    assert [row[:2] for row in told(company, "rivals.similarity", only_spend)] == [("我方", "甲"), ("甲", "我方")]


def test_a_region_class_or_account_filter_narrows_the_accounts_of_the_overlap(company: Company) -> None:
    given = books(
        period=Q1, wallet=WALLETS, account="account_id region account_class\nA 华东 end_user\nB 华南 contractor"
    )
    for filters in ({"only_regions": ("华东",)}, {"only_classes": ("end_user",)}, {"only_accounts": ("A",)}):
        assert pair(company, through(given, **filters), "甲", "我方")[1] == 0.4
    assert told(company, "rivals.similarity", replace(given, only_regions=("华南",))) == []


def test_spend_is_spread_to_the_period_and_beyond_the_as_of_day_not_at_all(company: Company) -> None:
    """A year of 365 split 我方 146, 甲 219, of which 31 days of January: parts fall together, the overlap stays."""
    wallet = "account_id period supplier spend\nA 2026 我方 146\nA 2026 甲 219\nB 2026-01 甲 18.60"
    given = books("2026-01-31", period=("2026-01-01", "2026-12-31"), wallet=wallet)
    # 甲: 18.60 at A of 31, 18.60 at B of 18.60: half of it meets us, at 0.4.
    assert pair(company, given, "甲", "我方")[1] == pytest.approx(0.2, abs=1e-15)


def test_our_order_lines_stand_in_for_us_where_a_split_has_no_row_of_ours(company: Company) -> None:
    """A: 甲 30 and 20 that we sold by the day: wallet 50. B names us with 0, so our 90 there are nobody's."""
    wallet = "account_id period supplier spend\nA 2026Q1 甲 30\nB 2026Q1 甲 30\nB 2026Q1 我方 0"
    lines = "account_id ordered_on amount\nA 2026-03-31 20\nB 2026-03-31 90\nA 2026-04-01 900"
    given = books(period=Q1, wallet=wallet, order_line=lines)
    assert pair(company, given, "我方", "甲")[1] == pytest.approx(0.6, abs=1e-15)
    assert pair(company, given, "甲", "我方")[1] == pytest.approx(0.2, abs=1e-15)  # half of 甲 is at A, 20/50 there


def test_the_whole_accounts_rows_count_where_they_name_a_supplier_else_its_known_categories(company: Company) -> None:
    """A's whole names 甲: 乙 of its categories is left aside. B's names nobody: 乙 80 of 安防, 甲 20 of 网络.

    P_i of B stays the whole of 200; 门禁 is known for January only.
    """
    wallet = """
        account_id period  category supplier spend
        A          2026Q1  -        甲       100
        A          2026Q1  安防     乙       50
        B          2026Q1  -        -        200
        B          2026Q1  安防     乙       80
        B          2026Q1  网络     甲       20
        B          2026-01 门禁     乙       500"""
    given = books(period=Q1, wallet=wallet)
    assert pair(company, given, "乙", "甲")[1] == pytest.approx(20 / 200, abs=1e-15)
    assert pair(company, given, "甲", "乙")[1] == pytest.approx(20 / 120 * 80 / 200, abs=1e-15)


def test_parties_who_never_meet_overlap_by_nothing_and_without_spend_it_is_empty(company: Company) -> None:
    wallet = "account_id period supplier spend\nA 2026Q1 甲 30\nB 2026Q1 乙 30\nB 2026Q1 零 0"
    given = books(period=Q1, wallet=wallet, rival_score=SCORES)
    assert pair(company, given, "甲", "乙")[1] == 0.0
    assert pair(company, given, "甲", "我方")[1:] == (None, None)
    assert "零" not in column(company, "rivals.similarity", given, 0)


NOTES = """
    rival account_id noted_on   assumption  holds   evidence
    甲    K          2026-01-01 leader      true    旧
    甲    K          2026-06-30 leader      false   新
    甲    K          2026-07-01 leader      true    将来
    甲    K          2026-01-01 lowest_cost false   曾经
    甲    K          2026-01-02 lowest_cost unknown 后来
    甲    -          2026-01-01 leader      false   普遍
    甲    a          2026-01-01 leader      false   小
    B     K          2026-01-01 leader      -       空
    B     K          2025-01-01 widest_range false  广
    B     -          2026-01-01 leader      true    真"""


def test_an_opening_is_a_newest_note_by_the_day_that_does_not_hold(company: Company) -> None:
    given = books(rival_profile=NOTES)
    assert told(company, "rivals.openings", given) == [
        ("B", "K", "widest_range", "广"),
        ("甲", "K", "leader", "新"),
        ("甲", "a", "leader", "小"),
        ("甲", None, "leader", "普遍"),
    ]
    before = replace(given, as_of=given.as_of.replace(day=29))
    assert [row[1] for row in told(company, "rivals.openings", before)] == ["K", "a", None]
    assert told(company, "rivals.openings", replace(given, only_accounts=("a",))) == [("甲", "a", "leader", "小")]


def test_of_two_notes_of_one_day_the_later_row_counts(company: Company) -> None:
    notes = "rival noted_on assumption holds\n甲 2026-01-01 leader false\n甲 2026-01-01 leader true"
    assert told(company, "rivals.openings", books(rival_profile=notes)) == []


def test_of_two_notes_of_one_day_the_later_batch_counts_before_the_row(company: Company) -> None:
    note = {"rival": "甲", "noted_on": "2026-01-01", "assumption": "leader"}
    company.put("rival_profile", note | {"assumption": "widest_range"}, note | {"holds": "true"})
    company.put("rival_profile", note | {"holds": "false"})
    assert [row["assumption"] for row in company.ask("rivals.openings", JUNE_END)] == ["leader"]


DEALS = """
    account_id rival amount opened_on  closed_on  outcome
    K          甲    100.10 -          2026-01-01 won
    K          甲    100    2026-06-30 2026-06-30 lost
    K          甲    -      2026-01-01 2026-02-01 lost
    K          甲    50     2026-12-31 2026-03-01 lost
    K          甲    7      2025-01-01 2025-12-31 lost
    K          甲    9      2026-06-30 -          open
    K          甲    9      -          -          open
    K          甲    9      2026-07-01 -          open
    K          甲    9      2026-01-01 2026-07-01 won
    K          甲    9      2026-07-01 2026-08-01 won
    K          甲    9      2026-01-01 -          won
    K          甲    9      2026-01-01 -          lost
    K          甲    9      2026-01-01 2026-02-01 open
    K          甲    9      2026-01-01 -          -"""


def test_won_and_lost_are_closed_in_the_period_and_open_is_opened_and_not_closed_by_the_day(company: Company) -> None:
    """Won: the first. Lost: three, one of unknown amount, one opened after it was closed; 150 known. Open: 6, 7, 9."""
    assert told(company, "rivals.win_loss", books(deal=DEALS)) == [("甲", 1, 3, 3, 0.25, money("150.00"))]
    whole_2025 = books(period=("2025-01-01", "2025-12-31"), deal=DEALS)
    assert told(company, "rivals.win_loss", whole_2025) == [("甲", 0, 1, 3, 0.0, money("7.00"))]


def test_amount_lost_is_zero_without_a_loss_and_empty_when_all_lost_amounts_are_unknown(company: Company) -> None:
    deals = """
        account_id rival amount closed_on  outcome
        K          b     5      2026-01-01 won
        K          B     -      2026-01-01 lost
        K          乙    -      -          open
        K          -     3      2026-01-01 lost
        -          -     4      2026-01-01 lost
        K          甲    4      2024-01-01 lost"""
    assert told(company, "rivals.win_loss", books(deal=deals)) == [
        ("B", 0, 1, 0, 0.0, None),
        ("b", 1, 0, 0, 1.0, money("0.00")),
        ("乙", 0, 0, 1, None, money("0.00")),
        (None, 0, 2, 0, 0.0, money("7.00")),
    ]


def test_deals_obey_the_filters_of_their_account(company: Company) -> None:
    deals = """
        account_id rival closed_on  outcome
        K          甲    2026-01-01 won
        L          甲    2026-01-01 lost
        X          甲    2026-01-01 lost
        -          甲    2026-01-01 lost"""
    given = books(JUNE_END, account="account_id region account_class\nK 华东 end_user\nL 华南 -", deal=deals)

    def counted(**filters: tuple[str, ...]) -> list[tuple[Any, ...]]:
        return [row[1:3] for row in told(company, "rivals.win_loss", through(given, **filters))]

    assert counted() == [(1, 3)]
    assert counted(only_regions=("华东", "华南")) == [(1, 1)]
    assert counted(only_classes=("end_user",)) == [(1, 0)]
    assert counted(only_accounts=("X",)) == [(0, 1)]
