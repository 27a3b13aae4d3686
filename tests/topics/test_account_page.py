"""The page of one account: what it tells is what other questions tell, and nothing is later than the as-of day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kam.access import Scope
from tests.conftest import Company
from tests.topics.company import fill, sample

JUNE = "2026-06-30"
QUESTIONS = (
    "profile",
    "figures",
    "holders",
    "steps",
    "contacts",
    "visits",
    "concessions",
    "deals",
    "swot",
    "intel",
    "actions",
)


def told(rows: Iterable[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


@pytest.fixture
def one(company: Company) -> Company:
    """K in the north, locked, in the second half of a year; everything of July is after the day. L is in the south."""
    company.put(
        "account",
        {"account_id": "K", "account_name": "客", "account_class": "end_user", "region": "north", "status": "locked"},
        {"account_id": "L", "account_name": "邻", "region": "south", "status": "candidate"},
    )
    company.put(
        "stage_change",
        {"account_id": "K", "entered_on": "2026-01-01", "stage": 1, "note": "列入"},
        {"account_id": "K", "entered_on": "2026-06-20", "stage": 2},
        {"account_id": "K", "entered_on": "2026-07-01", "stage": 3, "note": "以后"},
        {"account_id": "L", "entered_on": "2026-01-01", "stage": 1, "note": "邻"},
    )
    company.put(
        "visit",
        {"visit_no": "V1", "account_id": "K", "visited_on": "2026-05-01", "contact_name": "甲", "kind": "visit"},
        {"visit_no": "V2", "account_id": "K", "visited_on": "2026-06-01", "contact_name": "甲", "kind": "call"},
        {"visit_no": "V3", "account_id": "K", "visited_on": "2026-07-01", "contact_name": "乙", "kind": "visit"},
        {"visit_no": "V5", "account_id": "K", "visited_on": "2026-06-30", "kind": "call"},
        {"visit_no": "V4", "account_id": "L", "visited_on": "2026-06-02", "contact_name": "丙", "outcome": "好"},
    )
    company.put(
        "contact",
        {"account_id": "K", "contact_name": "乙", "level": "frontline", "attitude": -1, "family": "三口之家"},
        {"account_id": "K", "contact_name": "甲", "level": "senior", "attitude": 2, "influence": 5},
        {"account_id": "K", "contact_name": "丁"},
        {"account_id": "L", "contact_name": "丙", "level": "middle"},
    )
    company.put(
        "deal",
        {"deal_id": "D1", "account_id": "K", "amount": 10, "opened_on": "2026-02-01", "outcome": "open"},
        # Lost in July: in June it was still open, and nobody knew why it would be lost.
        {
            "deal_id": "D2",
            "account_id": "K",
            "opened_on": "2026-03-01",
            "closed_on": "2026-07-02",
            "outcome": "lost",
            "loss_reason": "价格",
        },
        {"deal_id": "D3", "account_id": "K", "opened_on": "2026-07-01", "outcome": "open"},
        {
            "deal_id": "D4",
            "account_id": "L",
            "opened_on": "2026-01-01",
            "closed_on": "2026-06-30",
            "outcome": "won",
            "influenced_by": "K",
        },
    )
    company.put(
        "concession",
        {"concession_no": "C1", "account_id": "K", "granted_on": "2026-06-30", "kind": "price", "value": 5},
        {"concession_no": "C2", "account_id": "K", "granted_on": "2026-07-01", "value": 7},
        {"concession_no": "C3", "account_id": "L", "granted_on": "2026-06-01", "value": 9},
    )
    company.put(
        "swot",
        {"account_id": "K", "quadrant": "strength", "statement": "轻", "weight": 1, "noted_on": "2026-06-30"},
        {"account_id": "K", "quadrant": "strength", "statement": "重", "weight": 5},
        {"account_id": "K", "quadrant": "threat", "statement": "晚", "weight": 5, "noted_on": "2026-07-01"},
        {"region": "north", "quadrant": "strength", "statement": "全区域"},
        {"account_id": "L", "quadrant": "strength", "statement": "邻"},
    )
    company.put(
        "intel",
        {"account_id": "K", "noted_on": "2026-06-30", "subject": "新"},
        {"account_id": "K", "noted_on": "2026-01-01", "subject": "旧"},
        {"account_id": "K", "noted_on": "2026-07-01", "subject": "晚"},
        {"account_id": "L", "noted_on": "2026-06-01", "subject": "邻"},
    )
    company.put(
        "action",
        {"action_no": "T1", "account_id": "K", "due_on": "2026-06-29", "starts_on": "2025-01-01"},
        {"action_no": "T2", "account_id": "K", "due_on": "2026-06-30", "status": "doing"},
        {"action_no": "T3", "account_id": "K", "starts_on": "2026-07-01", "due_on": "2026-08-01"},
        {"action_no": "T4", "account_id": "K", "done_on": "2025-03-01", "status": "done"},
        # Done after the day: on the day it was late.
        {"action_no": "T5", "account_id": "K", "due_on": "2026-06-20", "done_on": "2026-07-03", "status": "done"},
        {"action_no": "T6", "account_id": "K", "due_on": "2026-05-01", "status": "cancelled"},
        {"action_no": "T7", "account_id": "K"},
        {"action_no": "T8", "account_id": "L", "due_on": "2026-06-01"},
        {"action_no": "T9", "region": "north", "due_on": "2026-06-01"},
    )
    return company


def ask(company: Company, question: str, **more: Any) -> list[dict[str, Any]]:
    return company.ask(f"accounts.{question}", JUNE, accounts=("K",), **more)


def test_the_profile_counts_days_to_the_day_and_leaves_calls_out(one: Company) -> None:
    (row,) = ask(one, "profile")
    assert (row["account_name"], row["status"], row["stage"], row["days"]) == ("客", "locked", 2, 10)
    assert (row["entered_on"], row["last_visit_on"], row["due_on"]) == (
        date(2026, 6, 20),
        date(2026, 5, 1),
        date(2026, 5, 31),
    )


def test_a_released_account_stands_in_no_stage(one: Company) -> None:
    one.connection.execute(
        "UPDATE account SET status = 'released', released_on = DATE '2026-06-25' WHERE account_id = 'K'"
    )
    (row,) = ask(one, "profile")
    assert (row["stage"], row["entered_on"], row["days"], row["released_on"]) == (None, None, None, date(2026, 6, 25))


def test_steps_come_the_latest_first_with_the_note_of_their_own_row(one: Company) -> None:
    assert told(ask(one, "steps"), "entered_on", "stage", "note") == [
        (date(2026, 6, 20), 2, None),
        (date(2026, 1, 1), 1, "列入"),
    ]


def test_of_two_rows_of_a_day_and_stage_the_note_of_the_later_batch_then_row_counts(company: Company) -> None:
    step = {"account_id": "K", "entered_on": "2026-01-01", "stage": 1}
    company.put("stage_change", step | {"note": "早"}, step | {"note": "晚"})
    assert told(ask(company, "steps"), "note") == [("晚",)]
    company.put("stage_change", step | {"note": "更晚"})
    assert told(ask(company, "steps"), "note") == [("更晚",)]
    company.put("stage_change", step)
    assert told(ask(company, "steps"), "note") == [(None,)]


def test_contacts_stand_by_level_with_the_day_each_was_met_and_nothing_personal(one: Company) -> None:
    rows = ask(one, "contacts")
    assert told(rows, "contact_name", "level", "attitude", "last_visit_on") == [
        ("甲", "senior", 2, date(2026, 5, 1)),
        ("乙", "frontline", -1, None),  # met in July
        ("丁", None, None, None),
    ]
    personal = {"family", "school", "interests", "career", "year_goal", "ambitions", "birthday"}
    assert not personal & rows[0].keys()


def test_visits_come_the_latest_first_calls_included(one: Company) -> None:
    assert told(ask(one, "visits"), "visit_no", "kind") == [("V5", "call"), ("V2", "call"), ("V1", "visit")]


def test_a_deal_stands_as_it_stood_on_the_day_also_one_brought_for_somebody_else(one: Company) -> None:
    assert told(ask(one, "deals"), "deal_id", "outcome", "closed_on", "loss_reason", "is_brought", "owner_name") == [
        ("D2", "open", None, None, False, None),
        ("D1", "open", None, None, False, None),
        ("D4", "won", date(2026, 6, 30), None, True, "邻"),
    ]


def test_a_deal_brought_for_an_account_of_another_region_is_not_shown_to_a_viewer_of_one(one: Company) -> None:
    seen = ask(one, "deals", scope=Scope(frozenset({"north"})))
    assert [row["deal_id"] for row in seen] == ["D2", "D1"]


def test_concessions_are_those_of_the_period_each_with_its_finding(one: Company) -> None:
    assert told(ask(one, "concessions"), "concession_no", "value", "kind", "finding") == [
        ("C1", Decimal(5), "price", "no_agreement")
    ]
    assert ask(one, "concessions", period=("2026-01-01", "2026-05-31")) == []


def test_statements_are_the_accounts_own_the_weightiest_first(one: Company) -> None:
    assert told(ask(one, "swot"), "quadrant", "statement") == [("strength", "重"), ("strength", "轻")]


def test_intelligence_comes_the_latest_first(one: Company) -> None:
    assert told(ask(one, "intel"), "subject") == [("新",), ("旧",)]


def test_actions_are_overdue_open_undated_and_finished_as_of_the_day_whatever_the_period(one: Company) -> None:
    rows = ask(one, "actions", period=("2026-06-01", "2026-06-30"))
    assert told(rows, "action_no", "state", "days_overdue", "done_on") == [
        ("T5", "overdue", 10, None),
        ("T1", "overdue", 1, None),
        ("T2", "open", None, None),
        ("T7", "undated", None, None),
        ("T6", "finished", None, None),
        ("T4", "finished", None, date(2025, 3, 1)),
    ]


def test_a_period_that_ends_later_shows_the_plans_that_begin_by_its_end(one: Company) -> None:
    late = ask(one, "actions", period=("2026-06-01", "2026-07-01"))
    assert "T3" in {row["action_no"] for row in late}
    early = ask(one, "actions", period=("2026-06-01", "2026-06-30"))
    assert {row["action_no"] for row in late} - {row["action_no"] for row in early} == {"T3"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_viewer_of_another_region_sees_no_row_of_the_account(one: Company, question: str) -> None:
    assert ask(one, question, scope=Scope(frozenset({"south"}))) == []
    neighbours = one.ask(f"accounts.{question}", JUNE, scope=Scope(frozenset({"south"})))
    assert {row["account_id"] for row in neighbours} <= {"L"}


def test_a_name_alone_has_a_row_of_unknown_figures_and_no_lists(company: Company) -> None:
    company.put("account", {"account_id": "K", "account_name": "客"})
    (figures,) = ask(company, "figures")
    assert {name for name, value in figures.items() if value is not None} == {"account_id"}
    (profile,) = ask(company, "profile")
    assert {name for name, value in profile.items() if value is not None} == {"account_id", "account_name"}
    for question in QUESTIONS[2:]:
        assert ask(company, question) == [], question


def wallet(company: Company) -> None:
    """A wallet of 1 a day of cables, A holding a fifth; of screens B holds 0.4 a day, A 0.1, nobody says us.

    We sold 50 of cables, 10 of screens, and 7 of what no wallet is known of.
    """
    company.put("account", {"account_id": "K", "region": "north", "status": "locked"})
    company.put(
        "wallet",
        {"account_id": "K", "period": "2026", "category": "cable", "spend": 365},
        {"account_id": "K", "period": "2026", "category": "cable", "supplier": "A", "spend": 73},
        {"account_id": "K", "period": "2026", "category": "cable", "supplier": "我方", "spend": 36.5},
        {"account_id": "K", "period": "2026", "category": "screen", "supplier": "B", "spend": 146},
        {"account_id": "K", "period": "2026", "category": "screen", "supplier": "A", "spend": 36.5},
    )
    company.put(
        "order_line",
        *(
            {
                "order_no": str(at),
                "line_no": 1,
                "ordered_on": day,
                "account_id": "K",
                "category": kind,
                "amount": amount,
            }
            for at, (day, kind, amount) in enumerate(
                [
                    ("2026-02-01", "cable", 50),
                    ("2026-03-01", "screen", 10),
                    ("2026-03-02", "other", 7),
                    ("2026-07-01", "cable", 999),
                    ("2025-01-01", "cable", 20),
                    ("2024-06-30", "cable", 1),
                ]
            )
        ),
    )


def test_who_holds_the_wallet_is_worked_out_by_hand(company: Company) -> None:
    """To 30 June are 181 days. Cable: 181 in all; A 36.2, we 50 by our orders, not by the wallet's 18.1; 94.8 unnamed.
    Screen: B 72.4 and A 18.1, beside them our 10: 100.5 in all. Whole: 281.5.
    """
    wallet(company)
    assert told(ask(company, "holders"), "category", "holder", "amount", "wallet") == [
        (None, "我方", Decimal("60.00"), Decimal("281.50")),
        (None, "B", Decimal("72.40"), Decimal("281.50")),
        (None, "A", Decimal("54.30"), Decimal("281.50")),
        (None, None, Decimal("94.80"), Decimal("281.50")),
        ("cable", "我方", Decimal("50.00"), Decimal("181.00")),
        ("cable", "A", Decimal("36.20"), Decimal("181.00")),
        ("cable", None, Decimal("94.80"), Decimal("181.00")),
        ("screen", "我方", Decimal("10.00"), Decimal("100.50")),
        ("screen", "B", Decimal("72.40"), Decimal("100.50")),
        ("screen", "A", Decimal("18.10"), Decimal("100.50")),
    ]
    parts = [row["part"] for row in ask(company, "holders")]
    assert parts[0] == pytest.approx(60 / 281.5, abs=1e-12)
    assert [sum(parts[:4]), sum(parts[4:7]), sum(parts[7:])] == pytest.approx([1, 1, 1], abs=1e-12)


def test_the_figures_are_worked_out_by_hand_and_white_space_and_share_make_the_wallet(company: Company) -> None:
    """12 months to 30 June 2026 hold 50 + 10 + 7; the 12 before 20; the first order of 30 June 2024 reaches back."""
    wallet(company)
    (row,) = ask(company, "figures")
    assert (row["sales_12m"], row["sales_before"]) == (Decimal("67.00"), Decimal("20.00"))
    assert (row["wallet"], row["white_space"]) == (Decimal("281.50"), Decimal("221.50"))
    (shares,) = company.ask("share.by_account", JUNE, accounts=("K",))
    assert row["wallet"] == shares["wallet"]
    assert row["white_part"] == pytest.approx(1 - shares["share"], abs=1e-12)


def test_sales_above_the_wallet_leave_nothing_unnamed_and_a_white_space_below_nothing(company: Company) -> None:
    company.put("account", {"account_id": "K"})
    company.put("wallet", {"account_id": "K", "period": "2026-01", "spend": 10})
    company.put(
        "order_line", {"order_no": "1", "line_no": 1, "ordered_on": "2026-01-05", "account_id": "K", "amount": 15}
    )
    january = {"period": ("2026-01-01", "2026-01-31")}
    assert told(ask(company, "holders", **january), "category", "holder", "amount", "part") == [
        (None, "我方", Decimal("15.00"), 1.5)
    ]
    assert ask(company, "figures", **january)[0]["white_space"] == Decimal("-5.00")


def test_the_sample_companys_figures_are_those_of_the_other_questions(company: Company) -> None:
    """Sales as in the directory, wallet and share as in share.by_account, categories as in share.white_space,
    what suppliers hold and the visits that are due as their own questions tell them.
    """
    fill(company, sample())
    day = "2026-11-20"
    figures = {row["account_id"]: row for row in company.ask("accounts.figures", day)}
    directory = {row["account_id"]: row["sales_12m"] for row in company.ask("accounts.directory", day)}
    assert {code: row["sales_12m"] for code, row in figures.items()} == directory
    held = company.ask("accounts.holders", day)
    ours = {(row["account_id"], row["category"]): row for row in held if row["holder"] == "我方"}
    for row in company.ask("share.by_account", day):
        assert figures[row["account_id"]]["wallet"] == row["wallet"]
        if row["share"] is not None:
            assert ours[row["account_id"], None]["part"] == pytest.approx(row["share"], abs=1e-12)
    spaces = company.ask("share.white_space", day)
    assert len(spaces) > 300
    for row in spaces:
        assert ours[row["account_id"], row["category"]]["amount"] == row["our_sales"]
    named = {code: [row["category"] for row in spaces if row["account_id"] == code] for code in figures}
    for code, categories in named.items():
        if (
            categories
            and None not in categories
            and figures[code]["wallet"] == sum(row["wallet"] for row in spaces if row["account_id"] == code)
        ):
            parts = sum(row["white_space"] for row in spaces if row["account_id"] == code)
            assert abs(figures[code]["white_space"] - parts) <= Decimal("0.01") * len(categories)
    due = {row["account_id"]: row["due_on"] for row in company.ask("engagement.cadence", day)}
    profiles = {row["account_id"]: row["due_on"] for row in company.ask("accounts.profile", day)}
    assert {code: profiles[code] for code in due} == due


def test_the_sample_companys_concessions_have_the_findings_of_the_pitfalls(company: Company) -> None:
    fill(company, sample())
    mine = {row["concession_no"]: row["finding"] for row in company.ask("accounts.concessions", "2026-11-20")}
    theirs = {
        row["concession_no"]: row["finding"]
        for row in company.ask("pitfalls.concessions", "2026-11-20")
        if row["account_id"]
    }
    assert theirs
    assert {number: finding for number, finding in mine.items() if finding} == theirs


def test_what_is_alike_stands_by_customer_and_name_and_what_is_nobodys_is_left_out(company: Company) -> None:
    """Two customers and nobody in every list; each row would stand elsewhere by another order or join."""

    def listed(question: str, *names: str) -> list[tuple[Any, ...]]:
        return told(company.ask(f"accounts.{question}", JUNE), *names)

    day = "2026-06-01"
    company.put("account", {"account_id": "K", "account_name": "客"}, {"account_id": "L"})
    people = (("L", "甲", "senior", 1), ("K", "乙", "middle", 3), ("K", "丁", "frontline", 9), ("K", "丙", "middle", 5))
    people += (("K", "甲", "middle", 5), ("K", "戊", None, 9))
    names = ("account_id", "contact_name", "level", "influence")
    company.put("contact", *(dict(zip(names, one, strict=True)) for one in people))
    met = (("V3", "L", day), ("V1", "K", "2026-05-01"), ("V2", "K", "2026-05-03"), ("V0", "L", day), ("V4", None, day))
    company.put(
        "visit",
        *({"visit_no": no, "account_id": who, "visited_on": on, "contact_name": "甲"} for no, who, on in met),
    )
    assert listed("visits", "visit_no") == [("V0",), ("V3",), ("V2",), ("V1",)]
    assert listed("contacts", "account_id", "contact_name", "last_visit_on") == [
        ("K", "丙", None),
        ("K", "甲", date(2026, 5, 3)),
        ("K", "乙", None),
        ("K", "丁", None),
        ("K", "戊", None),
        ("L", "甲", date(2026, 6, 1)),
    ]
    company.put(
        "concession",
        *(
            {"concession_no": no, "account_id": who, "granted_on": day}
            for no, who in (("C2", "K"), ("C1", "L"), ("C0", None))
        ),
    )
    assert listed("concessions", "concession_no") == [("C1",), ("C2",)]
    company.put(
        "action",
        *({"action_no": no, "account_id": who, "due_on": day} for no, who in (("T2", "K"), ("T1", "L"), ("T0", None))),
    )
    assert listed("actions", "action_no") == [("T1",), ("T2",)]
    opened = (("D1", "K", "2026-01-01", "open"), ("D0", "K", "2026-05-01", "won"), ("D3", "K", None, "open"))
    opened += (("D2", "K", "2026-01-01", "open"), ("D5", None, "2026-01-01", "open"))
    names = ("deal_id", "account_id", "opened_on", "outcome")
    company.put("deal", *(dict(zip(names, one, strict=True)) for one in opened))
    brought = {"deal_id": "D4", "account_id": "Z", "influenced_by": "K", "outcome": "open", "opened_on": "2025-01-01"}
    company.put("deal", brought)
    assert listed("deals", "deal_id", "account_id", "owner_name") == [
        ("D1", "K", None),
        ("D2", "K", None),
        ("D4", "K", "Z"),
        ("D4", "Z", None),
        ("D3", "K", None),
        ("D0", "K", None),
    ]
    told_of = (("L", "a"), ("K", "b"), ("K", "a"))
    company.put("intel", *({"account_id": who, "subject": what, "noted_on": day} for who, what in told_of))
    assert listed("intel", "account_id", "subject") == [("K", "a"), ("L", "a"), ("K", "b")]
    said = (("L", "strength", "a"), ("K", "weakness", "a"), ("K", "strength", "b"), ("K", "strength", "a"))
    company.put("swot", *({"account_id": who, "quadrant": where, "statement": what} for who, where, what in said))
    assert listed("swot", "account_id", "quadrant", "statement") == [
        ("K", "strength", "a"),
        ("K", "strength", "b"),
        ("K", "weakness", "a"),
        ("L", "strength", "a"),
    ]
    steps = (("L", "2026-01-01", 1, "邻"), ("K", "2026-01-01", 1, "甲"), ("K", "2026-02-01", 3, "不算"))
    steps += (("K", "2026-02-01", 2, None), ("K", "2026-03-01", 1, None))
    names = ("account_id", "entered_on", "stage", "note")
    company.put("stage_change", *(dict(zip(names, one, strict=True)) for one in steps))
    assert listed("steps", "account_id", "stage", "note") == [
        ("K", 1, None),
        ("K", 2, None),
        ("K", 1, "甲"),
        ("L", 1, "邻"),
    ]
    scored = {"account_id": "K", "dimension": "sales", "scored_on": day}
    company.put("rival_score", *({**scored, "party": party, "score": 1} for party in ("乙", "丙")))
    assert listed("scores", "party") == [("丙",), ("乙",)]


def test_a_holder_of_nothing_and_a_wallet_of_nothing_are_not_shown(company: Company) -> None:
    company.put("account", {"account_id": "K"}, {"account_id": "L"})
    wallet = {"account_id": "K", "period": "2026", "spend": 0}
    company.put("wallet", {**wallet, "spend": 100}, {**wallet, "supplier": "甲"}, {**wallet, "category": "泵"})
    company.put("wallet", {**wallet, "category": "阀", "spend": 50}, {**wallet, "category": "阀", "supplier": "甲"})
    company.put("wallet", {**wallet, "account_id": "L"}, {**wallet, "account_id": "L", "supplier": "乙"})
    found = company.ask("accounts.holders", "2026-12-31")
    assert told(found, "account_id", "category", "holder", "wallet") == [
        ("K", None, "我方", Decimal(100)),
        ("K", "阀", "我方", Decimal(50)),
    ]


def test_sales_are_known_from_the_day_of_the_first_order_on(company: Company) -> None:
    company.put("account", {"account_id": "K"}, {"account_id": "L"})
    company.put("order_line", {"order_no": "1", "line_no": 1, "account_id": "K", "ordered_on": JUNE, "amount": 5})
    for day, known in (("2026-06-29", [None, None]), (JUNE, [Decimal(5), Decimal(0)])):
        for question in ("directory", "figures"):
            assert [row["sales_12m"] for row in company.ask(f"accounts.{question}", day)] == known
    company.put("wallet", {"account_id": "L", "period": "2026", "spend": 0})
    figures = [row["white_part"] for row in company.ask("accounts.figures", JUNE)]
    assert figures == [None, None]


def test_a_deal_of_the_very_day_is_told_whole_and_one_brought_for_nobody_has_no_owner(company: Company) -> None:
    company.put("account", {"account_id": "K"})
    lost = {"deal_id": "D1", "account_id": "K", "opened_on": JUNE, "closed_on": JUNE, "outcome": "lost"}
    company.put("deal", lost | {"loss_reason": "价格"}, {"deal_id": "D2", "influenced_by": "K", "outcome": "open"})
    assert told(ask(company, "deals"), "deal_id", "outcome", "loss_reason", "is_brought", "owner_name") == [
        ("D2", "open", None, True, None),
        ("D1", "lost", "价格", False, None),
    ]
