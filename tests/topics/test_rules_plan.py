"""Funds and actions, rule by rule, on a few rows worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import Company
from tests.topics.rules_rows import JUNE_END, books, column, money, told

FUNDS = """
    account_id region booked_on  kind   amount
    K          -      2026-01-01 budget 100
    K          -      2026-06-30 budget -20
    K          西部   2026-02-01 spend  30
    X          华东   2026-02-01 spend  -10
    -          华东   2026-02-01 spend  50
    -          华东   2026-02-01 budget 1
    K          -      2025-12-31 spend  900
    K          -      2026-07-01 spend  900
    -          -      2026-02-01 spend  900
    X          -      2026-02-01 spend  900
    K          -      2026-02-01 -      900
    K          -      -          spend  900
    K          未列   2026-02-01 spend  900"""


def test_funds_are_booked_in_the_period_by_the_rows_own_region_else_its_accounts(company: Company) -> None:
    """华东: budget 100 - 20 + 1, spend -10 + 50, of which 50 without an account. 北 has nothing: 0.00."""
    given = books(
        region="region\n西部\n华东\n北", account="account_id region account_class\nK 华东 end_user", fund=FUNDS
    )
    assert told(company, "plan.funds", given) == [
        ("北", money("0.00"), money("0.00"), None, money("0.00")),
        ("华东", money("81.00"), money("40.00"), pytest.approx(40 / 81), money("50.00")),
        ("西部", money("0.00"), money("30.00"), None, money("0.00")),
    ]
    of_class = told(company, "plan.funds", replace(given, only_classes=("end_user",)))
    assert of_class[1] == ("华东", money("80.00"), money("0.00"), 0.0, money("0.00"))


def test_the_rate_is_unknown_where_the_budget_is_not_above_zero(company: Company) -> None:
    def rate(budget: str) -> object:
        fund = f"region booked_on kind amount\n华东 2026-01-01 budget {budget}\n华东 2026-01-01 spend 5"
        return told(company, "plan.funds", books(region="region\n华东", fund=fund))[0][3]

    assert [rate("10"), rate("0"), rate("-10")] == [0.5, None, None]


def test_a_period_longer_than_a_year_adds_all_its_rows(company: Company) -> None:
    given = books(
        period=("2025-12-31", "2027-12-31"), region="region\n华东", account="account_id region\nK 华东", fund=FUNDS
    )
    assert told(company, "plan.funds", given)[0][2] == money("940.00")


ACTIONS = """
    action_no account_id starts_on  due_on     done_on    status
    早        K          2020-01-01 2026-01-01 2026-03-31 done
    a         K          2020-01-01 2026-06-29 -          open
    B         -          -          2026-06-30 -          doing
    C         K          2026-06-30 -          -          doing
    D         K          2026-01-01 2026-01-01 2026-04-01 doing
    E         K          2026-01-01 2026-01-01 2026-07-01 open
    F         K          2026-01-01 2026-01-01 -          done
    G         K          2026-01-01 2026-01-01 -          cancelled
    H         K          2026-01-01 2026-01-01 -          -
    I         K          2026-07-01 2026-08-01 -          open
    J         K          2026-01-01 -          -          cancelled
    K         K          2026-01-01 2026-07-15 2026-07-01 done
    L         K          2026-01-01 2026-01-01 2026-07-01 done
    M         K          2026-01-01 -          2026-06-30 open"""


def test_actions_start_by_the_end_of_the_period_and_were_not_done_before_it(company: Company) -> None:
    """As of 30 June for the second quarter: 早 was done before it, I is to come."""
    given = books(period=("2026-04-01", "2026-12-31"), action=ACTIONS)
    assert column(company, "plan.actions", given, 0) == list("BCDEFGHJKLMa")


def test_an_action_is_overdue_when_due_before_the_day_and_not_finished_by_it(company: Company) -> None:
    """B is due on the day itself, C has no day due; E and L were done later, which shows empty, and were overdue."""
    given = books(period=("2026-04-01", "2026-12-31"), action=ACTIONS)
    found = {row[0]: row[4:] for row in told(company, "plan.actions", given)}
    assert found == {
        "B": (None, False),
        "C": (None, None),
        "D": (date(2026, 4, 1), False),
        "E": (None, True),
        "F": (None, False),
        "G": (None, False),
        "H": (None, True),
        "J": (None, False),
        "K": (None, False),
        "L": (None, True),
        "M": (date(2026, 6, 30), False),
        "a": (None, True),
    }


def test_the_owner_of_an_action_is_its_own_and_empty_where_it_names_none(company: Company) -> None:
    given = books(account="account_id manager\nK 张", action="account_id owner status\nK 李 open\nK - open\n- - open")
    assert [row[1:3] for row in told(company, "plan.actions", given)] == [("K", "李"), ("K", None), (None, None)]


def test_the_agenda_tells_unfinished_from_finished_and_puts_the_longest_overdue_first(company: Company) -> None:
    """T2 is done without a day, T5 cancelled; T6 was done before the period and is no row."""
    company.put(
        "action",
        {"action_no": "T1", "due_on": "2026-06-20", "status": "doing"},
        {"action_no": "T2", "due_on": "2026-08-01", "status": "done"},
        {"action_no": "T3", "due_on": "2026-05-31", "title": "催款"},
        {"action_no": "T4", "starts_on": "2026-06-01"},
        {"action_no": "T5", "due_on": "2026-01-15", "status": "cancelled"},
        {"action_no": "T6", "due_on": "2025-10-01", "done_on": "2025-10-01"},
        {"action_no": "T7", "due_on": "2026-06-30", "done_on": "2026-07-02"},
        {"action_no": "T8", "due_on": "2026-06-20"},
    )
    rows = company.ask("plan.agenda", JUNE_END)
    assert [(row["action_no"], row["state"], row["days_overdue"]) for row in rows] == [
        ("T3", "overdue", 30),
        ("T1", "overdue", 10),
        ("T8", "overdue", 10),
        ("T7", "open", None),
        ("T4", "undated", None),
        ("T5", "finished", None),
        ("T2", "finished", None),
    ]
    published = {row["action_no"]: row["is_overdue"] for row in company.ask("plan.actions", JUNE_END)}
    assert {row["action_no"] for row in rows if row["state"] == "overdue"} == {
        n for n, late in published.items() if late
    }
