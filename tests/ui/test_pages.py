"""Every page in the app's own frame, empty and with a small company, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kam.datasets import EVERY
from kam.ledger import Batch
from kam.store import Store, now
from kam.text import Text
from kam.ui.rooms import ROOMS, Room

SCRIPT = str(Path(__file__).resolve().parents[2] / "kam" / "ui" / "cockpit.py")
RUN_S = 60
FILTERED = tuple(room for room in ROOMS if room.is_filtered)
HOSTILE = "<b>甲</b>![x](https://other.example/x.png) :red[红] $x$"

ROWS: dict[str, list[dict[str, object]]] = {
    "account": [
        {
            "account_id": "A1",
            "account_name": HOSTILE,
            "region": "华东",
            "account_class": "end_user",
            "status": "locked",
        },
        {
            "account_id": "A2",
            "account_name": "乙公司",
            "region": "华南",
            "account_class": "contractor",
            "status": "locked",
        },
    ],
    "region": [{"region": "华东", "market_capacity": "3650.00", "list_min": 2, "list_max": 5, "headcount": 1}],
    "order_line": [
        {"order_no": "S1", "line_no": 1, "ordered_on": date(2025, 1, 1), "account_id": "A1", "amount": "100.00"},
        {"order_no": "S2", "line_no": 1, "ordered_on": date(2026, 2, 1), "account_id": "A1", "amount": "150.00"},
        {"order_no": "S3", "line_no": 1, "ordered_on": date(2026, 3, 31), "account_id": "A2", "amount": "50.00"},
    ],
    "wallet": [{"account_id": "A1", "period": "2026", "spend": "3650.00"}],
    "stage_change": [
        {"account_id": "A1", "entered_on": date(2026, 1, 5), "stage": 1},
        {"account_id": "A1", "entered_on": date(2026, 2, 5), "stage": 4},
        {"account_id": "A2", "entered_on": date(2026, 1, 5), "stage": 2},
    ],
    "rival_score": [
        {"account_id": "A1", "party": party, "dimension": dimension, "scored_on": date(2026, 1, 1), "score": score}
        for party, score in (("我方", 6), ("对手甲", 8))
        for dimension in ("product", "sales", "pricing", "cost")
    ],
    "agreement": [
        {
            "agreement_no": "F1",
            "account_id": "A1",
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2026, 12, 31),
            "basis": "amount",
            "method": "all_unit",
        }
    ],
    "rebate_tier": [
        {"agreement_no": "F1", "threshold": 100, "rate": "0.02"},
        {"agreement_no": "F1", "threshold": 200, "rate": "0.04"},
    ],
    "visit": [
        {
            "visit_no": "V1",
            "account_id": "A1",
            "visited_on": date(2026, 1, 15),
            "visitor_level": "executive",
            "contact_level": "senior",
            "hours": "2.00",
        },
    ],
    "concession": [
        {
            "concession_no": "C1",
            "account_id": "A1",
            "granted_on": date(2026, 2, 1),
            "value": "20",
            "agreement_no": "F1",
        },
        {"concession_no": "C2", "granted_on": date(2026, 3, 1), "value": "30.00"},
        {"concession_no": "C3", "account_id": "A2", "granted_on": date(2026, 3, 1)},
    ],
    "fund": [
        {"fund_no": "Z1", "region": "华东", "booked_on": date(2026, 1, 5), "kind": "budget", "amount": "1000.00"},
        {"fund_no": "Z2", "region": "华东", "booked_on": date(2026, 2, 5), "kind": "spend", "amount": "400.00"},
    ],
    "action": [
        {"action_no": "T1", "account_id": "A1", "title": HOSTILE, "owner": HOSTILE, "due_on": date(2026, 3, 1)},
        {"action_no": "T2", "region": "华东", "starts_on": date(2026, 3, 1), "due_on": date(2026, 5, 1)},
        {"action_no": "T3", "account_id": "A2", "done_on": date(2026, 2, 1)},
    ],
}


def _table(store: Store, name: str, rows: list[dict[str, object]]) -> pa.Table:
    connection = duckdb.connect()
    columns = store.datasets[name].columns
    declared = ", ".join(f"{column.name} {column.sql_type}" for column in columns)
    connection.execute(f"CREATE TABLE made ({declared}, _row INTEGER)")
    for number, row in enumerate(rows, 2):
        cells = [row.get(column.name) for column in columns]
        connection.execute(f"INSERT INTO made VALUES ({', '.join('?' * (len(cells) + 1))})", [*cells, number])
    table = connection.sql("FROM made").to_arrow_table()
    connection.close()
    return table


def _fill(home: Path) -> None:
    store = Store(home, EVERY)
    drafts = []
    for place, (name, rows) in enumerate(ROWS.items()):
        counts = (len(rows), 0, 0, 0, 0, 0, 0)
        batch = Batch(0, "made.xlsx", "0" * 64, name, name, place, now(), "test", *counts, is_sample=True)
        drafts.append((batch, _table(store, name, rows)))
    store.load(drafts)
    store.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("KAM_HOME", str(tmp_path))
    yield tmp_path
    st.cache_resource.clear()
    st.cache_data.clear()


def _open(room: Room, **address: str) -> AppTest:
    app = AppTest.from_file(SCRIPT, default_timeout=RUN_S)
    for name, value in address.items():
        app.query_params[name] = value
    return first_run(app, room)


def first_run(app: AppTest, room: Room) -> AppTest:
    """The page is the first that this browser asks for: nobody has waited for the overview before."""
    return (app if room.is_default else app.switch_page(f"../../pages/{room.section}/{room.name}.py")).run()


def _said(app: AppTest) -> str:
    return "\n".join(element.value for element in [*app.markdown, *app.caption, *app.title, *app.info])


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize("room", FILTERED, ids=lambda room: room.name)
def test_an_empty_company_is_told_what_is_missing_and_where_to_bring_it(room: Room, lang: str, home: Path) -> None:
    app = _open(room, lang=lang)
    assert not app.exception
    taught = (
        Text("一刻钟看到第一张图", "Your first chart")
        if room.is_default
        else Text("这里还没有数据", "Nothing here yet")
    )
    assert taught(lang) in _said(app)
    assert not app.metric


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in FILTERED], ids=lambda room: room.name)
def test_a_page_without_figures_shows_no_table_without_rows(room: Room, home: Path) -> None:
    """Streamlit writes "empty" into it, in English."""
    app = _open(room)
    assert not app.exception
    assert all(len(table.value) for table in app.dataframe)


@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.long)])
@pytest.mark.parametrize("room", FILTERED, ids=lambda room: room.name)
def test_a_page_with_data_renders_in_both_languages(room: Room, lang: str, home: Path) -> None:
    _fill(home)
    app = _open(room, lang=lang, account="A1", as_of="2026-03-31")
    assert not app.exception
    assert not app.error
    assert "这里还没有数据" not in _said(app)
    assert all(len(table.value) for table in app.dataframe)


def test_the_six_figures_of_the_overview_are_those_worked_out_by_hand(home: Path) -> None:
    """Sales 150 + 50 = 200 against 100; wallet and capacity of 90 days 3650 x 90 / 365 = 900, share 150 / 900.

    A1 alone is at stage 4; 6 - 8 = -2 in strength; 2 % of 150 = 3.
    """
    _fill(home)
    app = _open(ROOMS[0], as_of="2026-03-31")
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["销售额"] == "200.0 :small[元]"
    assert shown["客户占有率"] == "16.7%"
    assert shown["市场占有率"] == "16.7%"
    assert shown["合作客户数"] == "1 :small[家]"
    assert shown["与首要对手差距"] == "-2.00"
    assert shown["已得返点"] == "3.00 :small[元]"
    assert app.metric[0].delta == "100.0%"


def test_a_figure_without_a_base_shows_a_dash_and_never_no_change(home: Path) -> None:
    _fill(home)
    app = _open(ROOMS[0], as_of="2026-03-31", period="2025")
    assert app.metric[0].value == "100.0 :small[元]"
    assert app.metric[0].delta == "—"


def test_the_address_carries_filters_as_codes_and_is_read_back(home: Path) -> None:
    _fill(home)
    app = _open(ROOMS[0], as_of="2026-03-31", regions="华南", lang="en")
    assert app.metric[0].value == "50.00 :small[CNY]"
    assert app.query_params["regions"] in ("华南", ["华南"])
    app.session_state["pick_regions"] = ["华东"]
    app.run()
    assert app.query_params["regions"] in ("华东", ["华东"])


def test_an_address_that_cannot_be_read_falls_back_to_the_default(home: Path) -> None:
    _fill(home)
    app = _open(ROOMS[0], as_of="yesterday", period="next", pick="stage:99")
    assert not app.exception
    assert len(app.metric) == 6


def test_the_accounts_behind_a_stage_are_listed_under_a_chip_that_goes(home: Path) -> None:
    _fill(home)
    app = _open(ROOMS[0], as_of="2026-03-31", pick="reached:3")
    assert [list(frame.value["account_id"]) for frame in app.dataframe] == [["A1"]]
    app.button(key="chip").click().run()
    assert "pick" not in app.query_params
    assert not app.dataframe


def test_a_name_from_a_file_stays_text_in_a_chip(home: Path) -> None:
    _fill(home)
    app = _open(ROOMS[0], as_of="2026-03-31", pick="account:A1")
    label = app.button(key="chip").label
    assert "![x](" not in label
    assert r"\!\[x\]\(" in label


def test_one_button_clears_the_sample_and_leaves_an_empty_company(home: Path) -> None:
    _fill(home)
    app = _open(ROOMS[0])
    app.button(key="clear_sample").click().run()
    assert not app.exception
    assert "一刻钟看到第一张图" in _said(app)


def test_money_of_the_sample_is_decimal_to_the_cent(home: Path) -> None:
    _fill(home)
    store = Store(home, EVERY)
    total = store.connection.sql("SELECT SUM(amount) FROM order_line").fetchall()[0][0]
    store.close()
    assert total == Decimal("300.00")
