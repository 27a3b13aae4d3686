"""What needs a decision, sentence by sentence, on a few rows worked out by hand: money and all kinds at once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kam.access import Scope
from tests.conftest import Company
from tests.oracle.books import Books
from tests.topics.board_rows import (
    BEGUN,
    KEY_KINDS,
    LINES,
    LISTED,
    OTHER_KINDS,
    QUESTION,
    agreement,
    day,
    left_stage_2,
    of,
)
from tests.topics.company import fill
from tests.topics.rules_rows import JUNE_END, books, money, told
from tests.topics.test_rules_general import KEYS

# What is at stake with an account


def test_sales_are_those_of_the_last_12_months_and_zero_where_nothing_was_bought(company: Company) -> None:
    """The account's own alone: what K's subsidiary S buys is not K's; of S nothing is known but its sales."""
    listed = "account_id status parent_id\nK locked -\nS locked K\nN locked -"
    given = books(account=listed, order_line=LINES.replace("L ", "S "))
    expected = [("K", None, None, money("40.00"), None), ("S", None, None, money("10.01"), None)]
    expected.append(("N", None, None, money("0.00"), None))
    for kind in ("visit_overdue", "executive_absent", "level_missing"):
        assert of(company, kind, given) == expected


def test_sales_are_empty_only_while_the_company_has_no_order_line(company: Company) -> None:
    """The first line of anybody, of nobody too, makes a zero of it; a line after the day does not."""

    def sales(*lines: str) -> Any:
        given = books(account=LISTED, order_line="\n".join(("account_id ordered_on amount", *lines)))
        return [row[3] for row in of(company, "executive_absent", given) if row[0] == "K"]

    assert sales() == sales("K 2026-07-01 5") == [None]
    assert sales("X 2026-06-30 5") == sales("- 2020-01-01 5") == sales("K 2025-06-30 5") == [money("0.00")]


def test_more_was_returned_than_bought(company: Company) -> None:
    given = books(account=LISTED, order_line="account_id ordered_on amount\nK 2026-01-01 -0.05\nL 2026-01-01 -0.10")
    assert [row[::3] for row in of(company, "executive_absent", given)] == [
        ("K", money("-0.05")), ("L", money("-0.10")),
    ]  # fmt: skip


def test_actions_of_one_day_stand_by_their_owners_and_those_of_nobody_last(company: Company) -> None:
    actions = (
        "action_no account_id owner due_on\n1 L - 2026-01-01\n2 L 王 2026-01-01\n3 L 陈 2026-01-01\n4 K - 2026-01-01"
    )
    given = books(account=LISTED, action=actions)
    assert [row[0] + (row[2] or "—") for row in of(company, "action_overdue", given)] == ["K李", "L王", "L陈", "L—"]


# All kinds together


def everything(names: str, listed: str) -> Books:
    """Every kind of finding of each of these accounts, all alike but in what is theirs in the list."""
    each = names.split()

    def rows(head: str, *lines: str) -> str:
        return "\n".join((head, *(line.replace("@", name) for name in each for line in lines)))

    return books(
        account=listed,
        region="region list_min\n华东 9\n华南 9",
        stage_change=rows("account_id entered_on stage", "@ 2026-01-01 3", "@ 2026-02-01 2") + left_stage_2(10),
        wallet=rows("account_id period spend", "@ 2025 1000", "@ 2026 1000"),
        order_line=rows("account_id ordered_on amount", "@ 2025-01-01 400", "@ 2026-01-01 100"),
        agreement=rows(
            "agreement_no account_id starts_on ends_on basis method committed_volume",
            "@near @ 2026-06-30 2026-07-01 amount all_unit -",
            "@late @ 2026-01-01 2026-12-31 amount all_unit 9000",
        ),
        rebate_tier=rows("agreement_no threshold rate", "@near 1 0.1"),
        concession=rows("concession_no account_id granted_on value", "@ @ 2026-01-01 1"),
        action=rows("action_no account_id due_on", "@ @ 2026-01-01"),
    )


def near_now(given: Books) -> Books:
    """The same with enough bought on the day for the tiers to be near: 0.49 heads for 0.98 of 1."""
    for one in list(given.agreements):
        if one["agreement_no"].endswith("near"):
            given.lines.append({**given.lines[0], "order_no": one["agreement_no"], "account_id": one["account_id"]})
            given.lines[-1].update(ordered_on=day(JUNE_END), amount=Decimal("0.49"))
    return given


def names_of(company: Company, kind: str, given: Books) -> list[str | None]:
    return sorted(row[0] for row in of(company, kind, given))


@pytest.mark.parametrize("kind", KEY_KINDS)
def test_only_key_accounts_of_the_day_are_listed(company: Company, kind: str) -> None:
    given = near_now(everything("A B C D E F G H I J X", KEYS))
    assert names_of(company, kind, given) == ["A", "B", "D", "G"]
    assert names_of(company, kind, replace(given, only_accounts=("B", "C", "X"))) == ["B"]


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_agreements_concessions_and_actions_are_not_limited_to_key_accounts(company: Company, kind: str) -> None:
    given = near_now(everything("A B C D E F G H I J X", KEYS))
    assert names_of(company, kind, given) == [*"ABCDEFGHIJX"]
    assert names_of(company, kind, replace(given, only_accounts=("B", "C", "X"))) == [*"BCX"]


PLACES = """
    account_id account_class region manager status
    A          end_user      华东   李      locked
    B          contractor    华南   王      locked"""


def test_an_account_stands_in_a_row_for_each_kind_and_filters_test_it_as_everywhere(company: Company) -> None:
    given = near_now(everything("A B X", PLACES))

    def seen(**filters: tuple[str, ...]) -> set[tuple[Any, ...]]:
        return {row[:4] for row in told(company, QUESTION, replace(given, **filters))}

    def all_of(*account: str | None) -> set[tuple[Any, ...]]:
        return {(kind, *account) for kind in (*KEY_KINDS, *OTHER_KINDS)}

    a, b = all_of("A", "华东", "李"), all_of("B", "华南", "王")
    x = {(kind, "X", None, None) for kind in OTHER_KINDS}
    sizes = {("list_size", None, region, None) for region in ("华东", "华南")}
    assert seen() == a | b | x | sizes
    assert seen(only_regions=("华东",)) == a | {("list_size", None, "华东", None)}
    assert seen(only_classes=("contractor",)) == b
    assert seen(only_accounts=("A", "X")) == a | x
    assert seen(only_regions=("华东",), only_classes=("contractor",)) == set()
    assert seen(only_accounts=("nobody",)) == set()


def test_a_viewer_sees_the_findings_of_own_regions_only(company: Company) -> None:
    fill(company, near_now(everything("A B X", PLACES)))
    found = company.ask(QUESTION, JUNE_END, scope=Scope(frozenset({"华南"})))
    assert {(row["account_id"], row["region"]) for row in found} == {("B", "华南"), (None, "华南")}
    assert {row["kind"] for row in found} == {*KEY_KINDS, *OTHER_KINDS, "list_size"}
    assert company.ask(QUESTION, JUNE_END, scope=Scope(frozenset())) == []


def test_the_most_money_comes_first_and_no_money_last_then_kind_account_region_and_day(company: Company) -> None:
    """Ties of every sort; B before a before 甲 by code point; what is empty comes last each time."""
    given = books(
        account="account_id region manager status\na 华东 李 candidate\nB 华东 李 candidate",
        region="region list_min\n乙 1\nZ 1",
        order_line="account_id ordered_on amount\nB 2026-01-01 5\na 2026-01-01 5",
        concession="""
            account_id granted_on value
            甲         2026-01-02 5
            甲         2026-01-01 5
            a          2026-01-01 5
            -          2026-01-01 5
            B          2026-01-01 -5
            B          2026-01-02 -
            B          2026-01-03 5.01""",
        action="""
            account_id region due_on
            B          -      2026-01-05
            a          -      2026-01-01
            -          乙     2026-01-03
            -          乙     2026-01-02
            -          Z      2026-01-04
            -          -      2026-01-01""",
    )
    assert [(row[0], row[1], row[2], str(row[4]), str(row[5])[-2:]) for row in told(company, QUESTION, given)] == [
        ("nothing_in_return", "B", "华东", "5.01", "03"),
        ("action_overdue", "B", "华东", "5.00", "05"),
        ("action_overdue", "a", "华东", "5.00", "01"),
        ("nothing_in_return", "a", "华东", "5.00", "01"),
        ("nothing_in_return", "甲", None, "5.00", "01"),
        ("nothing_in_return", "甲", None, "5.00", "02"),
        ("nothing_in_return", None, None, "5.00", "01"),
        ("nothing_in_return", "B", "华东", "-5.00", "01"),
        ("action_overdue", None, "Z", "None", "04"),
        ("action_overdue", None, "乙", "None", "02"),
        ("action_overdue", None, "乙", "None", "03"),
        ("action_overdue", None, None, "None", "01"),
        ("list_size", None, "Z", "None", "ne"),
        ("list_size", None, "乙", "None", "ne"),
        ("nothing_in_return", "B", "华东", "None", "02"),
    ]


def test_an_empty_day_comes_after_the_days_of_the_same_account(company: Company) -> None:
    """Never visited both: K's day is known and L's not; 0.00 is at stake with either, and the account decides first."""
    listed = "account_id status locked_on\nL locked 2025-01-01\nK locked -"
    given = books(account=listed, order_line="ordered_on amount\n2026-01-01 1")
    assert [row[::4] for row in of(company, "visit_overdue", given)] == [("K", None), ("L", day("2025-01-01"))]


def test_money_decides_the_order_as_printed(company: Company) -> None:
    """The gain of 0.014 at the next tier prints as the commitment's missing 0.01, whose kind comes first."""
    given = books(
        agreement=agreement(
            f"G X {BEGUN} 2026-08-19 amount marginal -", f"H Y {BEGUN} 2026-08-19 amount marginal 0.03"
        ),
        rebate_tier="agreement_no threshold rate\nG 0 0.007\nG 102 0.01",
        order_line=f"account_id ordered_on amount\nX {BEGUN} 50\nY {BEGUN} 0.01",
    )
    assert [(row[0], row[4]) for row in told(company, QUESTION, given)] == [
        ("behind_commitment", money("0.01")),
        ("near_tier", money("0.01")),
    ]


def test_an_empty_company_has_nothing_to_decide(company: Company) -> None:
    assert told(company, QUESTION, books()) == []
