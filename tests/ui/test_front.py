"""A page says at once what it asks; the same is asked before anybody opens it, and anew when the data are others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from kam.datasets import BY_NAME, EVERY
from kam.desk import Desk
from kam.edit import save
from kam.engine import View, read_by
from kam.topic import Query
from kam.topics import QUERIES
from kam.topics.plan.figures import AGENDA
from kam.ui import ask
from kam.ui import front as ahead
from kam.ui.front import Front
from kam.ui.rooms import NAMED
from kam.ui.wanted import PAGES
from tests.ui.test_pages import _fill, _open

Asked = tuple[str, View]


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The questions that went to the engine, in this small company."""
    st.cache_resource.clear()
    st.cache_data.clear()
    _fill(tmp_path)
    monkeypatch.setenv("KAM_HOME", str(tmp_path))
    own, found = ask.fetch, []

    def counted(connection: Any, sql: str, params: dict[str, object], scope: Any) -> Any:
        found.append(sql)
        return own(connection, sql, params, scope)

    monkeypatch.setattr(ask, "fetch", counted)
    yield found
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def asked(fetched: list[str], monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """What the pages ask, question by question."""
    own, found = ask.ask, []

    def noted(question: Query | str, view: View) -> Any:
        found.append((question if isinstance(question, str) else question.name, view))
        return own(question, view)

    monkeypatch.setattr(ask, "ask", noted)
    return found


@pytest.mark.parametrize("page", list(PAGES))
def test_a_page_begins_to_ask_just_what_it_draws(page: str, asked: list[Asked]) -> None:
    assert not _open(NAMED[page], as_of="2026-03-31").exception
    day = date(2026, 3, 31)
    view = View(day, date(2026, 1, 1), day)
    wanted = {
        (question if isinstance(question, str) else question.name, seen)
        for question, seen in PAGES[page](view, ask.year_before(view))
    }
    own = {("accounts.directory", ask.everyone(day)), ("accounts.regions", ask.everyone(day))}
    if page == "overview":  # since when is in the answer to one of them
        own |= {one for one in asked if one[0] == "board.changes" or (one[0] == "board.exceptions" and one[1] != view)}
        assert len(own) == 4
    if page == "rebate":  # the agreement that is nearest to its next tier is in the answer
        own |= {one for one in asked if one == ("rebate.margin", replace(view, accounts=one[1].accounts or ("",)))}
    assert set(asked) - own == wanted


def test_the_first_reader_of_any_page_finds_it_answered(fetched: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    pages = ("overview", "rebate", "plan")
    monkeypatch.setattr(ahead, "PAGES", {page: PAGES[page] for page in pages})
    front = Front(0, 600)
    front.tick()
    told = len(fetched)
    assert told > 60
    front.tick()
    assert len(fetched) == told
    for page in pages:
        assert not _open(NAMED[page]).exception
        assert not _open(NAMED[page], regions="华东").exception
    late = fetched[told:]
    # What hangs on another answer: the changes since a day, the account of one agreement.
    assert len(late) <= 2 * 2
    assert all("change" in sql or "margin" in sql for sql in late), late


def test_a_load_is_followed_by_asking_anew_what_reads_it(fetched: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "PAGES", {"plan": PAGES["plan"]})
    front = Front(0, 600)
    front.tick()
    first = fetched.copy()
    assert {QUERIES["plan.funds"].sql, AGENDA.sql} < set(first)
    desk = Desk(ask.store(), EVERY)
    for dataset, row, read in (
        ("account", {"account_id": "Z9", "account_name": "新"}, lambda sql: "account" in read_by(sql)),
        # Z9 is known by now: no other list of customers has one more.
        (
            "action",
            {"action_no": "N1", "account_id": "Z9"},
            lambda sql: sql in (AGENDA.sql, QUERIES["board.exceptions"].sql),
        ),
    ):
        fetched.clear()
        save(desk, BY_NAME[dataset], [row], "ann")
        front.tick()
        assert sorted(fetched) == sorted(sql for sql in first if read(sql)) != []
    desk.clear()


def test_whoever_waits_for_a_page_comes_first(fetched: list[str]) -> None:
    view = ask.everyone(date(2026, 3, 31))
    ask.ask("share.by_region", view)
    told = len(fetched)
    Front(3600, 600).tick()
    assert len(fetched) == told


def test_each_tick_leaves_time_for_other_work(fetched: list[str]) -> None:
    front = Front(0, 0.01)
    front.tick()
    once = len(fetched)
    front.tick()
    assert 0 < once < len(fetched) < 20


def test_it_can_be_left_out(fetched: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAM_AHEAD", "0")
    Front(0, 600).tick()
    assert fetched == []
