"""A review is kept: its agenda, its decisions and what became of them, its figures as they were when it ended."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pandas as pd
import pytest

from kam.access import EVERYTHING, Scope
from kam.commands import main
from kam.datasets import BY_NAME, EVERY
from kam.desk import Desk
from kam.edit import current, save
from kam.engine import View, fetch
from kam.errors import Refused
from kam.recovery import rebuild
from kam.review import DECISIONS, HELD, KEPT, Stop, agenda, begin, discard, end, figures, note, reviews
from kam.topic import Query
from kam.topics import QUERIES
from kam.ui.meeting_figures import FIGURES, gather
from kam.view import view

REGIONS = ("华东", "华北", "华南")  # in code-point order, as the region list comes
QUARTER = view(date(2026, 3, 31))
STOPS = [Stop("page", "overview"), *(Stop("region", region) for region in REGIONS), Stop("account", "E1")]
ACTION = BY_NAME["action"]
# Wallets and capacities are a year's: 90 of its 365 days lie in the quarter.
COMPANY: dict[str, list[dict[str, object]]] = {
    "account": [
        {"account_id": "E1", "account_name": "甲公司", "region": "华东", "manager": "张伟", "status": "locked"},
        {"account_id": "N1", "account_name": "乙公司", "region": "华北", "manager": "李娜", "status": "locked"},
        {"account_id": "S1", "account_name": "丙公司", "region": "华南", "manager": "王敏", "status": "locked"},
    ],
    "region": [
        {"region": "华东", "market_capacity": "3650.00"},
        {"region": "华北", "market_capacity": "7300.00"},
        {"region": "华南"},
    ],
    "order_line": [
        {"order_no": "O1", "line_no": 1, "ordered_on": "2025-01-01", "account_id": "E1", "amount": "100.00"},
        {"order_no": "O2", "line_no": 1, "ordered_on": "2026-02-01", "account_id": "E1", "amount": "150.00"},
        {"order_no": "O3", "line_no": 1, "ordered_on": "2026-02-02", "account_id": "N1", "amount": "90.50"},
        {"order_no": "O4", "line_no": 1, "ordered_on": "2026-03-31", "account_id": "S1", "amount": "50.00"},
    ],
    "wallet": [
        {"account_id": "E1", "period": "2026", "spend": "3650.00"},
        {"account_id": "N1", "period": "2026", "spend": "1825.00"},
    ],
    "stage_change": [
        {"account_id": "E1", "entered_on": "2026-02-05", "stage": 4},
        {"account_id": "N1", "entered_on": "2026-01-05", "stage": 2},
        {"account_id": "S1", "entered_on": "2026-01-05", "stage": 5},
    ],
    "rival_score": [
        {"account_id": "E1", "party": "我方", "dimension": "product", "scored_on": "2026-01-01", "score": 6},
        {"account_id": "E1", "party": "对手甲", "dimension": "product", "scored_on": "2026-01-01", "score": 8},
    ],
    "agreement": [
        {
            "agreement_no": "F1",
            "account_id": "E1",
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
            "basis": "amount",
            "method": "all_unit",
        }
    ],
    "rebate_tier": [
        {"agreement_no": "F1", "threshold": 100, "rate": "0.02"},
        {"agreement_no": "F1", "threshold": 200, "rate": "0.04"},
    ],
}


def fill(desk: Desk) -> None:
    """The company above, a batch a dataset."""
    for name, rows in COMPANY.items():
        save(desk, BY_NAME[name], rows, "ann")


def asked(desk: Desk, query: Query, on: date | None = None, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """The answer to a question as of a day, today when none is given."""
    day = on or date.today()
    return fetch(desk.store.connection, query.sql, View(day, day, day).params(), scope)


def published(desk: Desk, name: str, seen: View) -> pd.DataFrame:
    return fetch(desk.store.connection, QUERIES[name].sql, seen.params(), EVERYTHING)


def kept(desk: Desk, number: str, scope: Scope = EVERYTHING) -> dict[tuple[str | None, str], str | None]:
    return figures(asked(desk, KEPT, scope=scope), number)


def states(desk: Desk, number: str, on: date | None = None) -> dict[str, str]:
    """The decisions of a review: action_no -> what became of it."""
    frame = asked(desk, DECISIONS, on)
    frame = frame[frame["review_no"] == number]
    return dict(zip(frame["action_no"].tolist(), frame["state"].tolist(), strict=True))


def test_a_review_runs_until_its_figures_are_kept_and_survives_a_rebuild(desk: Desk) -> None:
    number = begin(desk, QUARTER, "一季度复盘", STOPS, "ann")
    (running,) = reviews(asked(desk, HELD))
    assert (running.number, running.title, running.is_running, running.decisions) == (number, "一季度复盘", True, 0)
    assert running.view(("华东",)) == view(date(2026, 3, 31), regions=("华东",))
    assert agenda(asked(desk, KEPT), number) == STOPS
    found = {(None, "sales"): "290.50", ("华东", "share"): "0.16666666666666666", ("华东", "lead"): None}
    end(desk, number, found, "ann")
    home = desk.store.home
    desk.store.close()
    desk.store = rebuild(home, EVERY)
    (ended,) = reviews(asked(desk, HELD))
    assert not ended.is_running
    assert kept(desk, number) == found
    assert agenda(asked(desk, KEPT), number) == STOPS


def test_the_agenda_keeps_its_order_beyond_a_hundred_stops(desk: Desk) -> None:
    many = [Stop("account", f"K{place}") for place in range(120, 0, -1)]
    number = begin(desk, QUARTER, "x", many, "ann")
    assert agenda(asked(desk, KEPT), number) == many
    assert begin(desk, QUARTER, "y", STOPS, "ann") != number


def test_what_became_of_a_decision_is_seen_from_the_day(desk: Desk) -> None:
    number = begin(desk, QUARTER, "x", STOPS, "ann")
    due = date(2026, 6, 30)
    rows: list[dict[str, object]] = [
        {"action_no": "M-1", "title": "a", "due_on": due},
        {"action_no": "M-2", "title": "b", "due_on": due, "status": "done", "done_on": date(2026, 5, 1)},
        {"action_no": "M-3", "title": "c", "due_on": due, "status": "cancelled"},
        {"action_no": "M-4", "title": "d", "status": "done"},
        {"action_no": "M-5", "title": "e", "starts_on": date(2027, 1, 1)},
        {"action_no": "T-9", "title": "not decided here", "due_on": due},
    ]
    save(desk, ACTION, rows, "ann")
    for row in rows[:-1]:
        note(desk, number, str(row["action_no"]), "ann")
    early = {"M-1": "open", "M-2": "open", "M-3": "cancelled", "M-4": "done", "M-5": "open"}
    assert states(desk, number, date(2026, 4, 30)) == early
    assert states(desk, number, due) == early | {"M-2": "done"}
    assert states(desk, number, due + timedelta(days=1)) == early | {"M-1": "overdue", "M-2": "done"}
    (review,) = reviews(asked(desk, HELD))
    assert review.decisions == 5


def test_undoing_the_batch_of_an_action_or_of_its_note_takes_the_decision_back(desk: Desk) -> None:
    number = begin(desk, QUARTER, "x", STOPS, "ann")
    first = save(desk, ACTION, [{"action_no": "M-1", "title": "a"}], "ann")
    save(desk, ACTION, [{"action_no": "M-2", "title": "b"}], "ann")
    note(desk, number, "M-1", "ann")
    second = note(desk, number, "M-2", "ann")
    assert set(states(desk, number)) == {"M-1", "M-2"}
    desk.store.undo(first.number, "ann")
    assert set(states(desk, number)) == {"M-2"}
    desk.store.undo(second.number, "ann")
    assert states(desk, number) == {}
    assert current(desk, ACTION, {"action_no": "M-2"}) is not None


def test_a_discarded_review_leaves_its_actions_and_other_reviews(desk: Desk) -> None:
    stays, goes = (begin(desk, QUARTER, title, STOPS, "ann") for title in ("x", "y"))
    save(desk, ACTION, [{"action_no": "M-1", "title": "a"}], "ann")
    note(desk, goes, "M-1", "ann")
    discard(desk, goes, "ann")
    assert [review.number for review in reviews(asked(desk, HELD))] == [stays]
    assert agenda(asked(desk, KEPT), goes) == []
    assert current(desk, ACTION, {"action_no": "M-1"}) is not None


def test_a_viewer_of_one_region_sees_its_figures_and_decisions_only(desk: Desk) -> None:
    fill(desk)
    number = begin(desk, QUARTER, "x", STOPS, "ann")
    save(desk, ACTION, [{"action_no": "M-1", "account_id": "E1", "title": "a"}], "ann")
    save(desk, ACTION, [{"action_no": "M-2", "region": "华南", "title": "b"}], "ann")
    save(desk, ACTION, [{"action_no": "M-3", "title": "of the company"}], "ann")
    for action_no in ("M-1", "M-2", "M-3"):
        note(desk, number, action_no, "ann")
    end(desk, number, {(None, "sales"): "1", ("华东", "sales"): "2", ("华南", "sales"): "3"}, "ann")
    scope = Scope(frozenset({"华东"}))
    assert kept(desk, number, scope) == {("华东", "sales"): "2"}
    assert agenda(asked(desk, KEPT, scope=scope), number) == [STOPS[0], STOPS[1], STOPS[-1]]
    assert agenda(asked(desk, KEPT, scope=Scope(frozenset({"华北"}))), number) == [STOPS[0], STOPS[2]]
    assert asked(desk, DECISIONS, scope=scope)["action_no"].tolist() == ["M-1"]
    assert asked(desk, HELD, scope=scope)["decisions"].tolist() == [1]


def test_a_period_that_begins_after_the_day_is_refused_and_nothing_is_written(desk: Desk) -> None:
    with pytest.raises(Refused):
        begin(desk, view(date(2026, 3, 31), (date(2026, 6, 1), date(2026, 6, 30))), "x", STOPS, "ann")
    assert desk.store.history() == ()


def test_the_figures_are_those_worked_out_by_hand(desk: Desk) -> None:
    """Wallets of 90 days: 900 and 450; capacities 900 and 1800; 2 % of 150 = 3; E1 and S1 at stage 4 or above."""
    fill(desk)
    found = gather(lambda name, seen: published(desk, name, seen), QUARTER, REGIONS)
    assert set(found) == {(place, name) for place in (None, *REGIONS) for name in FIGURES}
    exact = {
        None: {"sales": "290.50", "cooperating": "2", "locked": "3", "earned": "3.00", "accrued": "3.00"},
        "华东": {"sales": "150.00", "cooperating": "1", "locked": "1", "earned": "3.00", "accrued": "3.00"},
        "华北": {"sales": "90.50", "cooperating": "0", "locked": "1", "earned": None, "accrued": None},
        "华南": {"sales": "50.00", "cooperating": "1", "locked": "1", "earned": None, "accrued": None},
    }
    for place, wanted in exact.items():
        assert {name: found[(place, name)] for name in wanted} == wanted, place
    ratios = {
        (None, "share"): 240.5 / 1350,
        (None, "market_share"): 240.5 / 2700,
        ("华东", "share"): 150 / 900,
        ("华东", "market_share"): 150 / 900,
        ("华北", "share"): 90.5 / 450,
        ("华北", "market_share"): 90.5 / 1800,
        (None, "lead"): -2,
        ("华东", "lead"): -2,
    }
    assert {key: float(found[key] or "nan") for key in ratios} == pytest.approx(ratios, rel=1e-12)
    unknown = [("华南", "share"), ("华南", "market_share"), ("华北", "lead"), ("华南", "lead")]
    assert {found[key] for key in unknown} == {None}


@pytest.fixture
def held(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> str:
    """A review of the company above that was held; the command line looks into the same folder."""
    monkeypatch.setenv("KAM_HOME", str(desk.store.home))
    fill(desk)
    number = begin(desk, QUARTER, "x", STOPS, "ann")
    end(desk, number, gather(lambda name, seen: published(desk, name, seen), QUARTER, REGIONS), "ann")
    return number


def reported(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    """What the command line answers."""
    assert main(["report", *words, "--as-of", "2026-03-31", "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_kept_figures_are_what_the_command_line_answers_and_later_loads_do_not_change_them(
    desk: Desk, held: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = kept(desk, held)
    late = {"order_no": "O9", "line_no": 1, "ordered_on": "2026-03-01", "account_id": "E1", "amount": "1000.00"}
    home = desk.store.home
    desk.store.close()
    for row in reported(capsys, "share.by_region"):
        for name, column in (("sales", "our_sales"), ("share", "share"), ("market_share", "market_share")):
            assert (found[(row["region"], name)] or "") == row[column], (row["region"], name)
    for region in REGIONS:
        stock = reported(capsys, "funnel.stock", "--region", region)
        cooperating = sum(int(row["accounts"]) for row in stock if int(row["stage"]) >= 4)
        assert found[(region, "cooperating")] == str(cooperating)
        earned = [row["earned"] for row in reported(capsys, "rebate.status", "--region", region)]
        assert [found[(region, "earned")]] == (earned or [None])
        assert found[(region, "findings")] == str(len(reported(capsys, "board.exceptions", "--region", region)))
    desk.store = type(desk.store)(home, EVERY)
    save(desk, BY_NAME["order_line"], [late], "ann")
    assert kept(desk, held) == found
    now = gather(lambda name, seen: published(desk, name, seen), QUARTER, REGIONS)
    assert (found[("华东", "sales")], now[("华东", "sales")]) == ("150.00", "1150.00")
