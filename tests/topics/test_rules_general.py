"""What rules.md says of every question (General), each sentence on a few rows worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.conftest import Company
from tests.oracle.books import Books
from tests.topics.rules_rows import EVERYWHERE, PUBLISHED, books, column, money, through, told

# The place of account_id in the answer.
BY_ACCOUNT = {
    "share.by_account": 0,
    "share.white_space": 0,
    "share.concentration": 1,
    "funnel.stalled": 0,
    "funnel.regressions": 0,
    "funnel.audit": 0,
    "rivals.openings": 1,
    "rebate.status": 1,
    "rebate.margin": 0,
    "pitfalls.concessions": 1,
    "pitfalls.levels": 0,
    "pitfalls.agreements": 1,
    "roster.candidates": 0,
    "roster.completeness": 0,
    "engagement.executive": 0,
    "engagement.cadence": 0,
    "plan.actions": 1,
}
KEY_ONLY = {"pitfalls.levels", "roster.completeness", "engagement.executive", "engagement.cadence"}
WITH_NOBODY = {"rivals.openings", "pitfalls.concessions", "plan.actions"}


@pytest.mark.parametrize("query", BY_ACCOUNT)
def test_who_is_outside_the_directory_counts_unfiltered_and_where_an_account_filter_names_them(
    company: Company, query: str
) -> None:
    def seen(**filters: tuple[str, ...]) -> set[str | None]:
        return set(column(company, query, through(books(**EVERYWHERE), **filters), BY_ACCOUNT[query]))

    listed = {"P", "Q"} if query == "roster.candidates" else {"A", "B"}
    east, south = sorted(listed)
    outside = set() if query in KEY_ONLY or query == "roster.candidates" else {"X"}
    nobody = {None} if query in WITH_NOBODY else set()
    assert seen() - {"C"} == listed | outside | nobody
    assert seen(only_regions=("华东",)) == {east}
    assert seen(only_classes=("contractor",)) == {south}
    assert seen(only_regions=("华东",), only_classes=("contractor",)) == set()
    assert seen(only_accounts=(south, "X")) == {south} | outside


@pytest.mark.parametrize("query", [name for name in BY_ACCOUNT if name != "share.concentration"])
def test_rows_sort_by_plain_code_point_and_an_empty_name_comes_last(company: Company, query: str) -> None:
    """Code points: B 42, a 61, é E9, 甲 7532, 乙 4E59, full-width Ａ FF21."""
    names = {"A": "Ａ", "B": "a", "X": "B", "P": "乙", "Q": "é", "C": "甲"}
    renamed = books(**EVERYWHERE)
    for attribute in (
        "accounts",
        "wallets",
        "lines",
        "stage_changes",
        "profiles",
        "agreements",
        "concessions",
        "actions",
    ):
        for one in getattr(renamed, attribute):
            one["account_id"] = names.get(one["account_id"], one["account_id"])
    for place, one in enumerate(sorted(renamed.agreements, key=lambda one: str(one["account_id"]))):
        one["agreement_no"] = f"G{place}"
    found = list(dict.fromkeys(column(company, query, renamed, BY_ACCOUNT[query])))
    if query in ("pitfalls.concessions", "plan.actions"):  # their grain has a number of its own
        assert column(company, query, renamed, 0) == ["1", "2", "3", "4"]
        return
    last = [None] if None in found else []
    assert found == sorted(name for name in found if name is not None) + last


KEYS = """
    account_id status    locked_on  released_on
    A          locked    -          -
    B          locked    2026-06-30 -
    C          locked    2026-07-01 -
    D          released  2025-01-01 2026-07-01
    E          released  2025-01-01 2026-06-30
    F          released  2025-01-01 -
    G          locked    2025-01-01 2025-06-01
    H          candidate 2025-01-01 -
    I          -         2025-01-01 -
    J          released  2026-07-01 2026-08-01"""


@pytest.mark.parametrize("query", sorted(KEY_ONLY))
def test_a_key_account_is_locked_by_the_day_or_released_after_it(company: Company, query: str) -> None:
    """G was locked again: its old day of release counts for nothing. F, released without a day, never is one."""
    assert column(company, query, books(account=KEYS), 0) == ["A", "B", "D", "G"]
    assert column(company, query, books("2026-07-01", account=KEYS), 0) == ["A", "B", "C", "G", "J"]
    assert column(company, query, books("2024-12-31", account=KEYS), 0) == ["A"]


def test_only_the_key_accounts_of_the_as_of_day_count_in_the_guardrail_in_both_years(company: Company) -> None:
    """B, D are key: 30 of 10; the rest, C locked later and X outside: 8 of 16. Nobody's 1000 are in neither."""
    lines = """
        account_id ordered_on amount
        B          2025-01-01 4
        D          2025-06-30 6
        C          2025-01-01 7
        X          2025-01-01 9
        -          2025-01-01 1000
        B          2026-01-01 12
        D          2026-06-30 18
        C          2026-01-01 3
        X          2026-01-01 5
        -          2026-01-01 1000"""
    given = books(account=KEYS, order_line=lines)
    assert told(company, "share.guardrail", given) == [(money("30.00"), 2.0, money("8.00"), -0.5)]


REGIONS = "region headcount list_min\n西部 - 3\n华东 2 -\n北 0 1"
PLACES = """
    account_id account_class region status
    A          end_user      华东   locked
    B          contractor    -      locked
    C          contractor    东北   locked"""


@pytest.mark.parametrize("query", ["roster.by_region", "engagement.time", "plan.funds"])
def test_region_rows_are_those_of_the_region_dataset_whatever_class_or_account_is_asked(
    company: Company, query: str
) -> None:
    given = books(region=REGIONS, account=PLACES)
    assert column(company, query, given, 0) == ["北", "华东", "西部"]
    assert column(company, query, replace(given, only_regions=("西部", "东北")), 0) == ["西部"]
    for filters in ({"only_classes": ("consultant",)}, {"only_accounts": ("C",)}):
        assert column(company, query, through(given, **filters), 0) == ["北", "华东", "西部"]


CALLS = """
    account_id visited_on kind visitor_level contact_name contact_level hours
    K          2026-05-01 call executive     王           middle        3
    K          2026-05-02 call executive     王           frontline     3"""


def test_a_call_is_no_meeting_but_an_executive_contact(company: Company) -> None:
    given = books(
        account="account_id status region account_class\nK locked 华东 end_user",
        region="region headcount\n华东 1",
        contact="account_id contact_name level buying_role\nK 王 senior decision_maker",
        stage_change="account_id entered_on stage\nK 2026-01-01 3",
        visit=CALLS,
    )
    assert told(company, "engagement.executive", given) == [("K", 2, 2, 5)]
    assert told(company, "engagement.cadence", given) == [("K", None, None, None)]
    assert {row[2:] for row in told(company, "engagement.matrix", given)} == {(0, 0)}
    assert told(company, "engagement.time", given)[0][1] == money("0.00")
    assert told(company, "pitfalls.levels", given) == [("K", False, False, False)]
    assert [row[3] for row in told(company, "funnel.audit", given)] == [False, False]
    assert told(company, "pitfalls.differentiation", given)[2][:2] == ("visits", 0.0)


def test_a_visit_whose_kind_is_empty_is_a_meeting(company: Company) -> None:
    given = books(
        account="account_id status region account_class\nK locked 华东 end_user",
        region="region headcount\n华东 1",
        visit=CALLS.replace("call", "-"),
    )
    assert told(company, "engagement.cadence", given)[0][2] == 59
    assert told(company, "engagement.time", given)[0][1] == money("6.00")
    assert told(company, "pitfalls.levels", given) == []


def test_the_level_met_is_the_visits_own_else_that_of_the_contact_of_this_account_and_name(company: Company) -> None:
    """Own level wins over the contact's; another account's 王 and a stranger say nothing."""
    given = books(
        account="account_id status account_class\nK locked end_user\nL locked end_user",
        contact="account_id contact_name level\nK 王 senior\nK 李 -\nL 王 frontline\nL 孙 middle",
        visit="""
            account_id visited_on contact_name contact_level
            K          2026-05-01 王           -
            K          2026-05-02 王           middle
            K          2026-05-03 李           -
            K          2026-05-04 孙           -
            L          2026-05-01 王           -
            L          2026-05-02 -            -""",
    )
    assert told(company, "pitfalls.levels", given) == [("K", True, True, False), ("L", False, False, True)]


def test_an_account_figure_counts_that_account_alone_and_no_subsidiary(company: Company) -> None:
    given = books(
        account="account_id status parent_id annual_potential\nK candidate - 999999\nD candidate K 1000000",
        order_line="account_id ordered_on amount\nK 2026-01-01 1\nD 2026-01-01 900000",
    )
    assert [row[3] for row in told(company, "share.by_account", given)] == [money("900000.00"), money("1.00")]
    assert [row[0] for row in told(company, "roster.candidates", given)] == ["D"]


def test_a_row_with_a_region_of_its_own_is_tested_by_that_else_by_its_accounts(company: Company) -> None:
    """A of 华东 has a fund and an action booked in 华南; class and account filters drop rows without an account."""
    given = books(
        account="account_id account_class region\nA end_user 华东",
        region="region\n华东\n华南",
        fund="""
            account_id region booked_on  kind   amount
            A          华南   2026-01-01 budget 1
            A          -      2026-01-01 budget 10
            -          华东   2026-01-01 budget 100
            -          -      2026-01-01 budget 1000""",
        action="account_id region status\nA 华南 open\nA - open\n- 华东 open\n- - open",
    )

    def seen(**filters: tuple[str, ...]) -> tuple[list[Any], list[Any]]:
        asked = through(given, **filters)
        return [str(row[1]) for row in told(company, "plan.funds", asked)], column(company, "plan.actions", asked, 0)

    assert seen() == (["110.00", "1.00"], ["1", "2", "3", "4"])
    assert seen(only_regions=("华南",)) == (["1.00"], ["1"])
    assert seen(only_regions=("华东",)) == (["110.00"], ["2", "3"])
    assert seen(only_classes=("end_user",)) == (["10.00", "1.00"], ["1", "2"])
    assert seen(only_accounts=("A",), only_regions=("华南",)) == (["1.00"], ["1"])
    assert seen(only_accounts=("B",)) == (["0.00", "0.00"], [])


@pytest.mark.parametrize("query", PUBLISHED)
def test_a_filter_that_nobody_passes_leaves_no_account_and_no_sale(company: Company, query: str) -> None:
    """Only fixed rows stay, and every count, sum and rate in them is 0 or empty."""
    nobody: Books = replace(books(**EVERYWHERE), only_accounts=("nobody",))
    for answer in told(company, query, nobody):
        assert not {"A", "B", "P", "Q", "X"} & set(map(str, answer))
        if query in ("share.guardrail", "share.trend", "pitfalls.summary"):
            assert [value for value in answer if value and not isinstance(value, str)] == []
