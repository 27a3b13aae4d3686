"""The page of one account in the app's own frame: what it says, what it hides, and what its forms store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kam.datasets import EVERY
from kam.ledger import Batch
from kam.store import Store, now
from kam.ui import ask
from kam.ui.account import _TABS
from kam.ui.rooms import NAMED
from tests.ui.test_pages import HOSTILE, ROWS, _open, _table

TABS = [label for label, _ in _TABS.values()]
MARCH = "2026-03-31"
ADDED: dict[str, list[dict[str, object]]] = {
    "contact": [
        {
            "account_id": "A1",
            "contact_name": HOSTILE,
            "level": "senior",
            "attitude": -1,
            "department": HOSTILE,
            "reports_to": HOSTILE,
            "family": "秘密家庭",
            "birthday": date(1970, 1, 2),
        },
        {"account_id": "A1", "contact_name": "乙"},
    ],
    "swot": [{"account_id": "A1", "quadrant": "strength", "statement": HOSTILE, "noted_on": date(2026, 3, 1)}],
    "intel": [{"account_id": "A1", "noted_on": date(2026, 3, 1), "subject": HOSTILE, "text": HOSTILE}],
    "deal": [{"deal_id": "D1", "account_id": "A1", "deal_name": HOSTILE, "outcome": "open", "amount": "5.00"}],
}
LATER: dict[str, list[dict[str, object]]] = {
    "intel": [{"account_id": "A1", "noted_on": date(2026, 4, 1), "subject": "四月情报"}],
    "swot": [{"account_id": "A1", "quadrant": "threat", "statement": "四月威胁", "noted_on": date(2026, 4, 1)}],
    "visit": [{"visit_no": "V9", "account_id": "A1", "visited_on": date(2026, 4, 1), "visitor": "四月来人"}],
    "deal": [{"deal_id": "D9", "account_id": "A1", "deal_name": "四月商机", "opened_on": date(2026, 4, 1)}],
    "action": [{"action_no": "T9", "account_id": "A1", "title": "四月行动", "starts_on": date(2026, 4, 1)}],
    "concession": [{"concession_no": "四月让利", "account_id": "A1", "granted_on": date(2026, 4, 1), "value": "9.00"}],
    "stage_change": [{"account_id": "A1", "entered_on": date(2026, 4, 1), "stage": 8, "note": "四月阶段"}],
}


def fill(home: Path, *books: dict[str, list[dict[str, object]]]) -> None:
    store = Store(home, EVERY)
    for made in books:
        drafts = []
        for place, (name, rows) in enumerate(made.items()):
            counts = (len(rows), 0, 0, 0, 0, 0, 0)
            batch = Batch(0, "made.xlsx", "0" * 64, name, name, place, now(), "test", *counts)
            drafts.append((batch, _table(store, name, rows)))
        store.load(drafts)
    store.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("KAM_HOME", str(tmp_path))
    yield tmp_path
    st.cache_resource.clear()
    st.cache_data.clear()


def opened(account: str = "A1", tab: int = 0, **address: str) -> AppTest:
    """The page with one of its tabs open."""
    app = _open(NAMED["account"], account=account, **address)
    return at(app, tab) if tab else app


def at(app: AppTest, tab: int) -> AppTest:
    app.session_state["account_part_zh"] = TABS[tab].zh
    return app.run()


def said(app: AppTest) -> str:
    """Everything that markdown renders on the page."""
    parts = [*app.markdown, *app.caption, *app.title, *app.info, *app.error, *app.warning, *app.toast]
    return "\n".join([*(element.value for element in parts), *(metric.value for metric in app.metric)])


def tables(app: AppTest) -> str:
    return "\n".join(frame.value.to_csv() for frame in app.dataframe)


def send(app: AppTest, form: str) -> AppTest:
    """Presses the button of a form and waits for the page that follows."""
    (button,) = [one for one in app.button if getattr(one, "form_id", "") == form]
    button.click().run()
    assert not app.exception
    return app


def history() -> list[tuple[str, int]]:
    return [(batch.dataset, batch.number) for batch in ask.store().history()]


def test_every_tab_shows_hostile_names_as_text_and_nothing_personal(home: Path) -> None:
    fill(home, ROWS, ADDED)
    app = opened(as_of=MARCH)
    for tab in range(len(TABS)):
        at(app, tab)
        assert not app.exception
        assert not app.error
        assert "甲" in said(app)
        for live in ("![x](", "<b>甲", ":red[红]", "$x$"):
            assert live not in said(app), TABS[tab].zh
        for hidden in ("秘密家庭", "1970-01-02"):
            assert hidden not in said(app) + tables(app)


def test_the_figures_are_those_worked_out_by_hand(home: Path) -> None:
    """A1: 150 in the 12 months, and no order as old as 24; 20 conceded in the quarter; 2 % of 150 earned."""
    fill(home, ROWS)
    app = opened(as_of=MARCH)
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["近 12 个月销售"] == "150.0 :small[元]"
    assert app.metric[0].delta == "—"
    assert shown["期间让利"] == "20.00 :small[元]"
    assert shown["已得返点"] == "3.00 :small[元]"
    assert len(app.metric) == 6


def test_a_name_alone_shows_dashes_hints_and_never_0(home: Path) -> None:
    fill(home, {"account": [{"account_id": "A9", "account_name": "孤名"}]})
    app = opened("A9")
    assert not app.exception
    assert [metric.value for metric in app.metric] == ["—"] * 6
    assert "孤名" in said(app)
    sheets = ("客户采购额", "客户采购额", "阶段变更", "关键人物", "返点协议", "竞争对手评分", "优劣势", "行动计划")
    for tab, sheet in enumerate(sheets):
        assert f"「{sheet}" in said(at(app, tab)), TABS[tab].zh
        assert not app.exception
        assert not app.dataframe


def test_an_unknown_code_is_said_and_no_page_is_drawn(home: Path) -> None:
    fill(home, ROWS)
    app = opened("NOBODY")
    assert not app.exception
    assert not app.metric
    assert "NOBODY" in said(app)


@pytest.mark.long
def test_the_open_tab_stands_in_the_address_and_is_opened_by_it(home: Path) -> None:
    fill(home, ROWS, ADDED)
    app = opened(tab=2, as_of=MARCH)
    assert app.query_params["part"] == ["stage"]
    linked = opened(part="stage", as_of=MARCH)
    assert linked.session_state["account_part_zh"] == TABS[2].zh
    assert "part" not in at(linked, 0).query_params


def test_what_is_later_than_the_as_of_day_is_on_no_tab(home: Path) -> None:
    fill(home, ROWS, ADDED, LATER)
    later, early = opened(as_of="2026-04-30"), opened(as_of=MARCH)
    seen = {}
    for name, app in (("later", later), ("early", early)):
        seen[name] = "".join(said(at(app, tab)) + tables(app) for tab in range(2, len(TABS)))
    words = ("四月情报", "四月威胁", "四月来人", "四月商机", "四月行动", "四月让利", "四月阶段")
    assert [word for word in words if word not in seen["later"]] == []
    assert [word for word in words if word in seen["early"]] == []


def test_a_new_action_is_on_the_page_names_its_batch_and_is_taken_back_by_undo(home: Path) -> None:
    fill(home, ROWS)
    app = opened()
    before = len(history())
    app.text_area(key="account_action_0_form_title").input("约见采购部")
    app.text_input(key="account_action_0_form_owner").input("王五")
    send(app, "account_action_0_form")
    assert [dataset for dataset, _ in history()[before:]] == ["action"]
    number = history()[-1][1]
    assert any(f"撤销第 {number} 批" in toast.value for toast in app.toast)
    assert "约见采购部" in said(app)
    assert "约见采购部" in tables(at(app, 7))
    ask.store().undo(number, "test")
    assert "约见采购部" not in said(at(app, 0))


@pytest.mark.long
def test_an_action_is_put_off_closed_and_its_other_cells_stay(home: Path) -> None:
    fill(home, ROWS)
    app = opened(tab=7, as_of=MARCH)
    app.radio(key="account_change_0_what").set_value("due")
    app.date_input(key="account_change_0_day").set_value(date(2026, 5, 9))
    send(app, "account_change_0_form")
    row = (
        ask.store().connection.sql("SELECT title, owner, due_on, status FROM action WHERE action_no = 'T1'").fetchall()
    )
    assert row == [(HOSTILE, HOSTILE, date(2026, 5, 9), None)]
    app.radio(key="account_change_1_what").set_value("done")
    app.date_input(key="account_change_1_day").set_value(date(2026, 3, 30))
    send(app, "account_change_1_form")
    row = ask.store().connection.sql("SELECT done_on, due_on, status FROM action WHERE action_no = 'T1'").fetchall()
    assert row == [(date(2026, 3, 30), date(2026, 5, 9), "done")]
    assert "已结束" in tables(app)


@pytest.mark.long
def test_a_stage_is_entered_shows_at_once_and_undo_returns_to_the_one_before(home: Path) -> None:
    fill(home, ROWS)
    app = opened(as_of=MARCH)
    assert "4 初步合作" in said(app)
    assert app.date_input(key="account_stage_0_day").value == date(2026, 3, 31)
    app.selectbox(key="account_stage_0_to").set_value(5)
    app.text_area(key="account_stage_0_note").input("年度框架")
    send(app, "account_stage_0_form")
    assert "5 基本合作，0 天" in said(app)
    assert "年度框架" in tables(at(app, 2))
    ask.store().undo(history()[-1][1], "test")
    assert "4 初步合作，54 天" in said(app.run())  # since 5 February


@pytest.mark.long
def test_a_release_needs_a_reason_changes_the_row_alone_and_puts_the_reason_on_record(home: Path) -> None:
    fill(home, ROWS)
    app = opened(as_of=MARCH)
    before = len(history())
    send(app, "account_list_0_form")
    assert "请写明原因" in said(app)
    assert len(history()) == before
    app.text_area(key="account_list_0_reason").input("并入母公司")
    send(app, "account_list_0_form")
    row = ask.store().connection.sql(
        "SELECT account_name, region, status, released_on FROM account WHERE account_id = 'A1'"
    )
    assert row.fetchall() == [(HOSTILE, "华东", "released", date(2026, 3, 31))]
    assert "退出，自 2026-03-31" in said(app)
    assert "退出名录：并入母公司" in tables(at(app, 7))
    assert [dataset for dataset, _ in history()[before:]] == ["account", "action"]


def test_scores_of_a_new_party_are_stored_by_dimension_and_a_wrong_one_is_refused_in_words(home: Path) -> None:
    fill(home, ROWS)
    app = opened(tab=5, as_of=MARCH)
    before = len(history())
    send(app, "account_scores_0_form")
    assert "至少给一个维度" in said(app)
    app.selectbox(key="account_scores_0_party").set_value("对手甲")
    app.number_input(key="account_scores_0_product").set_value(11.0)
    send(app, "account_scores_0_form")
    assert "不大于 10" in said(app)
    assert len(history()) == before
    app.number_input(key="account_scores_0_product").set_value(9.0)
    app.number_input(key="account_scores_0_finance").set_value(3.5)
    send(app, "account_scores_0_form")
    rows = ask.store().connection.sql(
        "SELECT dimension, CAST(score AS DOUBLE) FROM rival_score "
        "WHERE party = '对手甲' AND scored_on = DATE '2026-03-31' ORDER BY 1"
    )
    assert rows.fetchall() == [("finance", 3.5), ("product", 9.0)]


@pytest.mark.long
def test_a_statement_stands_in_its_field_and_an_empty_one_is_refused_in_words(home: Path) -> None:
    fill(home, ROWS)
    app = opened(tab=6, as_of=MARCH)
    send(app, "account_swot_0_form")
    assert "陈述不能为空" in said(app)
    app.text_area(key="account_swot_0_statement").input("Fast service <b>")
    send(app, "account_swot_0_form")
    assert r"Fast service \<b\>" in said(app)


@pytest.mark.long
def test_what_is_decided_after_the_as_of_day_says_from_when_it_shows(home: Path) -> None:
    fill(home, ROWS)
    app = opened(as_of="2026-02-28")
    app.text_area(key="account_action_0_form_title").input("以后的事")
    send(app, "account_action_0_form")
    assert any("晚于当前截止日 2026-02-28" in toast.value for toast in app.toast)
    assert "以后的事" not in said(app).replace("".join(toast.value for toast in app.toast), "")
