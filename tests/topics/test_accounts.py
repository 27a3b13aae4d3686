"""The lists behind the pages: who is in scope, where each stands, which way it came, what was agreed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kam.access import Scope
from tests.conftest import Company

JUNE = "2026-06-30"


@pytest.fixture
def three(company: Company) -> Company:
    """K (north) went 2, 5, back to 3; L (south) was released on 1 May at 4; N has an order only."""
    company.put(
        "account",
        {"account_id": "K", "region": "north", "status": "locked"},
        {"account_id": "L", "region": "south", "status": "released", "released_on": "2026-05-01"},
    )
    company.put(
        "stage_change",
        {"account_id": "K", "entered_on": "2026-01-01", "stage": 8},
        {"account_id": "K", "entered_on": "2026-01-01", "stage": 2},  # the later row of the day counts
        {"account_id": "K", "entered_on": "2026-02-01", "stage": 5},
        {"account_id": "K", "entered_on": "2026-03-01", "stage": 3},
        {"account_id": "K", "entered_on": "2026-04-01", "stage": 3},
        {"account_id": "K", "entered_on": "2026-07-01", "stage": 7},  # after the day
        {"account_id": "L", "entered_on": "2026-01-15", "stage": 4},
        {"account_id": "L", "entered_on": "2026-06-01", "stage": 6},  # after the release
    )
    company.put(
        "order_line",
        *(
            {"order_no": str(place), "line_no": 1, "ordered_on": day, "account_id": account_id, "amount": amount}
            for place, (day, account_id, amount) in enumerate(
                [("2025-06-30", "K", 50), ("2025-07-01", "K", 20), ("2026-06-30", "K", 30), ("2026-01-01", "N", 7)]
            )
        ),
    )
    company.put(
        "agreement",
        {"agreement_no": "A1", "account_id": "K", "basis": "amount", "starts_on": "2020-01-01"},
        {"agreement_no": "A2", "account_id": "L", "basis": "quantity"},
        {"agreement_no": "A3", "basis": "amount"},
    )
    return company


def told(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_the_directory_tells_stage_highest_stage_last_move_and_sales(three: Company) -> None:
    rows = three.ask("accounts.directory", JUNE)
    assert told(rows, "account_id", "stage", "highest", "entered_on", "sales_12m") == [
        ("K", 3, 5, date(2026, 3, 1), Decimal(50)),  # the 50 of 30 June 2025 are a day too old
        ("L", None, 4, date(2026, 1, 15), Decimal(0)),
        ("N", None, None, None, Decimal(7)),
    ]


def test_sales_are_empty_before_the_first_order_line(three: Company) -> None:
    rows = three.ask("accounts.directory", "2025-06-29")
    assert told(rows, "account_id", "sales_12m") == [("K", None), ("L", None), ("N", None)]


def test_the_way_has_every_change_that_counts(three: Company) -> None:
    assert told(three.ask("accounts.moves", JUNE), "account_id", "entered_on", "stage") == [
        ("K", date(2026, 1, 1), 2),
        ("K", date(2026, 2, 1), 5),
        ("K", date(2026, 3, 1), 3),
        ("K", date(2026, 4, 1), 3),
        ("L", date(2026, 1, 15), 4),
    ]


def test_terms_list_every_agreement_whatever_its_window(three: Company) -> None:
    assert told(three.ask("accounts.terms", JUNE), "agreement_no", "basis", "signed_on") == [
        ("A1", "amount", None),
        ("A2", "quantity", None),
        ("A3", "amount", None),
    ]


@pytest.mark.parametrize("view", [{"regions": ("south",)}, {"scope": Scope(frozenset({"south"}))}])
def test_a_list_shows_no_row_of_another_region(three: Company, view: dict[str, Any]) -> None:
    assert told(three.ask("accounts.directory", JUNE, **view), "account_id") == [("L",)]
    assert told(three.ask("accounts.moves", JUNE, **view), "account_id") == [("L",)]
    assert told(three.ask("accounts.terms", JUNE, **view), "agreement_no") == [("A2",)]


def test_the_regions_are_those_of_the_list_and_of_the_accounts_in_scope(company: Company) -> None:
    company.put("region", {"region": "south"}, {"region": "north"}, {"region": "empty"})
    company.put(
        "account",
        {"account_id": "K", "region": "north", "status": "locked"},
        {"account_id": "L", "region": "unlisted"},
        {"account_id": "M"},  # names none
    )
    assert told(company.ask("accounts.regions", JUNE), "region") == [("empty",), ("north",), ("south",), ("unlisted",)]
    for seen, named in (({"north", "unlisted"}, ["north", "unlisted"]), ({"empty"}, ["empty"]), ({"nor"}, [])):
        rows = company.ask("accounts.regions", JUNE, scope=Scope(frozenset(seen)))
        assert [row["region"] for row in rows] == named


def test_a_decision_of_a_review_is_told_by_what_became_of_its_action(company: Company) -> None:
    company.put("account", {"account_id": "K", "region": "north", "status": "locked"})
    company.put(
        "action",
        {"action_no": "1", "account_id": "K", "title": "call", "owner": "Wu", "status": "open", "due_on": "2026-06-30"},
        {"action_no": "2", "region": "south", "status": "open", "due_on": "2026-06-29"},
        {"action_no": "3", "region": "south", "status": "open", "due_on": "2026-06-01", "done_on": "2026-06-30"},
        {"action_no": "4", "region": "south", "status": "done", "due_on": "2026-06-01"},
        {"action_no": "5", "region": "south", "status": "cancelled", "due_on": "2026-06-01"},
        {"action_no": "6", "region": "south", "status": "done", "due_on": "2026-06-01", "done_on": "2026-07-01"},
        {"action_no": "7", "region": "south", "status": "open"},
        {"action_no": "8", "region": "south", "status": "open", "due_on": "2026-06-01"},  # of no review
    )
    company.put("review_decision", *({"review_no": "R2", "action_no": str(number)} for number in range(7, 0, -1)))
    company.put("review_decision", {"review_no": "R1", "action_no": "7"}, {"review_no": "R1", "action_no": "gone"})
    rows = company.ask("board.review_decisions", JUNE)
    assert told(rows, "review_no", "action_no", "state", "account_id", "region", "done_on") == [
        ("R1", "7", "open", None, "south", None),
        ("R2", "1", "open", "K", "north", None),
        ("R2", "2", "overdue", None, "south", None),
        ("R2", "3", "done", None, "south", date(2026, 6, 30)),
        ("R2", "4", "done", None, "south", None),
        ("R2", "5", "cancelled", None, "south", None),
        ("R2", "6", "overdue", None, "south", None),  # done after the day
        ("R2", "7", "open", None, "south", None),
    ]
    assert told(rows, "title", "owner", "due_on")[1] == ("call", "Wu", date(2026, 6, 30))


def test_of_a_review_a_region_sees_its_figures_and_its_part_of_the_agenda(company: Company) -> None:
    company.put(
        "account",
        {"account_id": "K", "region": "north", "status": "locked"},
        {"account_id": "L", "region": "south"},
        {"account_id": "north", "region": "south"},
        {"account_id": "outh", "region": "north"},  # what stands in region:south where a code would begin
    )
    stops = ("page:funnel", "region:north", "region:south", "account:K", "account:L", "account:north", "account:gone")
    company.put(
        "review_figure",
        {"review_no": "R1", "region": "south", "figure": "sales", "value": "2"},
        {"review_no": "R1", "region": "north", "figure": "sales", "value": "account:K"},
        {"review_no": "R1", "region": "north", "figure": "lead"},
        {"review_no": "R1", "figure": "sales", "value": "page:3"},
        {"review_no": "R1", "figure": "note", "value": "account:K"},  # a figure, whatever it says
        {"review_no": "R0", "figure": "stop.001", "value": "region:nor"},
        *(
            {"review_no": "R1", "figure": f"stop.{place:03}", "value": stop}
            for place, stop in reversed(list(enumerate(stops, 1)))
        ),
    )
    everything = told(company.ask("board.review_kept", JUNE), "review_no", "region", "figure", "value")
    assert everything == [
        ("R0", None, "stop.001", "region:nor"),
        ("R1", None, "note", "account:K"),
        ("R1", None, "sales", "page:3"),
        *(("R1", None, f"stop.{place:03}", stop) for place, stop in enumerate(stops, 1)),
        ("R1", "north", "lead", None),
        ("R1", "north", "sales", "account:K"),
        ("R1", "south", "sales", "2"),
    ]
    north = company.ask("board.review_kept", JUNE, scope=Scope(frozenset({"north"})))
    assert told(north, "region", "figure", "value") == [
        (None, "stop.001", "page:funnel"),
        (None, "stop.002", "region:north"),
        (None, "stop.004", "account:K"),
        ("north", "lead", None),
        ("north", "sales", "account:K"),
    ]
    odd = company.ask("board.review_kept", JUNE, scope=Scope(frozenset({":K"})))
    assert told(odd, "figure", "value") == [("stop.001", "page:funnel")]
