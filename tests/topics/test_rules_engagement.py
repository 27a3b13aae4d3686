"""Visits, rule by rule, on a few rows worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.conftest import Company
from tests.topics.rules_rows import JUNE_END, books, column, money, told

LISTED = """
    account_id account_class region status
    A          end_user      华东   locked
    B          -             华东   locked
    C          contractor    华南   locked
    D          consultant    华东   candidate"""


def test_executive_contacts_are_every_visit_row_of_an_executive_in_the_last_12_months(company: Company) -> None:
    """Calls and events too, with whomever; C had none and is there; D is no key account."""
    visits = """
        account_id visited_on visitor_level kind
        A          2025-06-30 executive     visit
        A          2025-07-01 executive     call
        A          2026-06-30 executive     event
        A          2026-06-30 executive     -
        A          2026-06-30 key_account   visit
        A          2026-06-30 -             visit
        A          2026-07-01 executive     visit
        B          2026-01-01 executive     meeting
        D          2026-01-01 executive     meeting
        -          2026-01-01 executive     meeting"""
    given = books(account=LISTED, visit=visits)
    assert told(company, "engagement.executive", given) == [("A", 3, 2, 5), ("B", 1, 2, 5), ("C", 0, 2, 5)]
    assert told(company, "engagement.executive", replace(given, only_regions=("华南",))) == [("C", 0, 2, 5)]


def test_the_next_visit_is_due_30_days_after_the_last_and_without_a_class_unknown(company: Company) -> None:
    visits = """
        account_id visited_on kind
        A          2024-01-31 visit
        A          2026-06-30 call
        A          2026-07-01 visit
        B          2026-06-30 event
        D          2026-06-30 visit"""
    given = books(account=LISTED, visit=visits)
    assert told(company, "engagement.cadence", given) == [
        ("A", date(2024, 1, 31), 881, date(2024, 3, 1)),
        ("B", date(2026, 6, 30), 0, None),
        ("C", None, None, None),
    ]


def test_the_matrix_always_has_its_nine_rows_in_the_order_of_the_levels(company: Company) -> None:
    levels = [
        (ours, theirs) for ours in ("executive", "key_account", "field") for theirs in ("senior", "middle", "frontline")
    ]
    assert told(company, "engagement.matrix", books()) == [(*pair, 0, 0) for pair in levels]


def test_the_matrix_counts_key_accounts_met_in_the_last_12_months_and_leaves_unknown_levels_out(
    company: Company,
) -> None:
    """Contact 王 of A is senior; 李 of B unknown. D is no key account."""
    visits = """
        account_id visited_on visitor_level contact_level contact_name kind
        A          2025-07-01 executive     -             王           visit
        A          2026-06-30 executive     senior        -            -
        B          2026-06-30 executive     senior        李           event
        B          2026-06-30 executive     -             李           visit
        C          2026-06-30 -             middle        -            visit
        C          2026-06-30 field         frontline     -            visit
        C          2026-06-30 field         frontline     -            call
        C          2025-06-30 field         middle        -            visit
        D          2026-06-30 field         middle        -            visit
        X          2026-06-30 field         middle        -            visit"""
    given = books(account=LISTED, visit=visits, contact="account_id contact_name level\nA 王 senior\nB 李 -")
    found = {row[:2]: row[2:] for row in told(company, "engagement.matrix", given) if row[3]}
    assert found == {("executive", "senior"): (2, 3), ("field", "frontline"): (1, 1)}


REGIONS = "region headcount\n北 0\n华东 2\n华南 -"
HOURS = """
    account_id visited_on kind  hours
    A          2026-06-01 visit 30
    A          2026-06-30 -     -
    A          2026-06-15 call  100
    A          2026-05-31 visit 100
    A          2026-07-01 visit 100
    D          2026-06-15 event 10
    C          2026-06-15 visit 8
    X          2026-06-15 visit 100
    -          2026-06-15 visit 100"""


def test_visit_hours_are_those_of_the_period_by_the_accounts_region_and_working_hours_its_weekdays(
    company: Company,
) -> None:
    """June 2026 has 22 weekdays: 2 x 22 x 8 = 352 hours in 华东. Nobody works in 北, nobody knows of 华南."""
    given = books(period=("2026-06-01", "2026-12-31"), region=REGIONS, account=LISTED, visit=HOURS)
    assert told(company, "engagement.time", given) == [
        ("北", money("0.00"), money("0.00"), None, None),
        ("华东", money("40.00"), money("352.00"), pytest.approx(40 / 352), 0.75),
        ("华南", money("8.00"), None, None, 1.0),
    ]
    candidates = replace(given, only_accounts=("D",))
    assert [row[1:2] + row[4:] for row in told(company, "engagement.time", candidates)] == [
        (money("0.00"), None), (money("10.00"), 0.0), (money("0.00"), None),
    ]  # fmt: skip
    assert column(company, "engagement.time", replace(given, only_regions=("华南", "西部")), 0) == ["华南"]


@pytest.mark.parametrize(
    ("first", "last", "weekdays"),
    [
        ("2026-06-27", "2026-06-28", 0),  # Saturday and Sunday
        ("2026-06-26", "2026-06-29", 2),
        ("2024-02-29", "2024-02-29", 1),  # a Thursday
        ("2024-02-24", "2024-03-03", 5),
        ("2024-01-01", "2025-12-31", 523),
        ("2026-01-01", "2026-01-01", 1),  # a holiday that no calendar knows yet
    ],
)
def test_working_hours_are_8_a_weekday_and_head(company: Company, first: str, last: str, weekdays: int) -> None:
    given = books(period=(first, last), region="region headcount\n华东 3")
    assert told(company, "engagement.time", given)[0][2] == weekdays * 24


def test_ranges_cadences_and_goals_are_the_settings(company: Company) -> None:
    """Each setting another than its own default and than every other's."""
    locked = {"status": "locked", "account_class": "consultant"}
    company.put("account", {**locked, "account_id": "A"}, {**locked, "account_id": "B", "account_class": "contractor"})
    company.put("account", *({"account_id": f"C{value}", "annual_potential": value} for value in (69, 70)))
    company.put("visit", *({"visit_no": one, "account_id": one, "visited_on": "2026-06-01"} for one in "AB"))

    def asked() -> tuple[object, ...]:
        (executive, *_), cadence = (company.ask(f"engagement.{name}", JUNE_END) for name in ("executive", "cadence"))
        due = [str(row["due_on"]) for row in cadence]
        candidates = [row["account_id"] for row in company.ask("roster.candidates", JUNE_END) if row["by_potential"]]
        goal = company.ask("board.settings", JUNE_END)[0]["visit_goal"]
        return executive["minimum"], executive["maximum"], due, candidates, goal

    assert asked()[:3] == (2, 5, ["2026-07-01", "2026-07-01"])
    values = {"executive_minimum": 3, "executive_maximum": 7, "candidate_from": 70, "visit_goal": "0.25"}
    cadences = {"cadence.consultant": 11, "cadence.contractor": 13, "cadence.end_user": 17}
    company.put("setting_value", *({"name": name, "value": value} for name, value in (values | cadences).items()))
    assert asked() == (3, 7, ["2026-06-12", "2026-06-14"], ["C70"], Decimal("0.25"))


def test_meetings_of_no_length_have_no_part_with_key_accounts(company: Company) -> None:
    given = books(
        region="region headcount\n华东 1",
        account="account_id region status\nK 华东 locked",
        visit="account_id visited_on kind hours\nK 2026-03-01 visit 0",
    )
    assert told(company, "engagement.time", given)[0][1::3] == (money("0.00"), None)


def test_a_meeting_after_the_period_is_none_of_its_hours(company: Company) -> None:
    given = books(
        period=("2026-01-01", "2026-03-31"),
        region="region headcount\n华东 1",
        account="account_id region status\nK 华东 locked",
        visit="account_id visited_on kind hours\nK 2026-03-31 visit 2\nK 2026-04-01 visit 4",
    )
    assert told(company, "engagement.time", given)[0][1] == money("2.00")
