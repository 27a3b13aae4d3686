"""What needs a decision on the overview: gathered, ranked, filtered, opened, decided; what changed since last time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kam.datasets import EVERY
from kam.engine import View
from kam.export.workbook import ABOUT
from kam.figure import texts
from kam.store import Store
from kam.topics import QUERIES
from kam.topics.board.figures import cases, counted, only
from kam.topics.board.since import CHANGED, compared
from kam.topics.board.words import KINDS
from kam.ui import board, board_case
from kam.ui.rooms import NAMED
from kam.view import view
from tests.conftest import Company
from tests.ui import test_pages
from tests.ui.test_figures_more import frame
from tests.ui.test_pages import HOSTILE, _fill, _open

TODAY = date(2026, 3, 31)
FOUND = frame(
    "kind account_id region owner at_stake since",
    ("visit_overdue", "B", "南", "乙", 500.0, date(2026, 3, 1)),
    ("nothing_in_return", "A", "东", "甲", 300.0, date(2026, 2, 1)),
    ("action_overdue", "A", "东", "丙", 200.0, date(2026, 1, 1)),
    ("stalled", "A", "东", "甲", 200.0, None),
    ("nothing_in_return", "A", "东", "甲", 100.0, date(2026, 2, 2)),
    ("action_overdue", None, "东", "丁", None, date(2026, 1, 5)),
    ("list_size", None, "东", None, None, None),
    ("action_overdue", None, None, None, None, date(2026, 1, 6)),
)


def test_an_account_stakes_its_largest_finding_and_never_their_sum() -> None:
    found = cases(FOUND)
    assert [(case.key, case.stake) for case in found] == [
        ("account:B", 500.0),
        ("account:A", 300.0),
        ("region:东", None),
        ("region:", None),
    ]
    assert [len(case.findings) for case in found] == [1, 4, 2, 1]


def test_the_owner_is_the_manager_and_an_actions_own_only_where_nothing_else_is_found() -> None:
    assert [case.owner for case in cases(FOUND)] == ["乙", "甲", "丁", ""]
    assert cases(only(FOUND, [], "丙"))[0].owner == "丙"


def test_kinds_are_counted_in_their_own_order_and_the_first_has_the_next_step() -> None:
    account = cases(FOUND)[1]
    assert list(account.kinds.items()) == [("stalled", 1), ("nothing_in_return", 2), ("action_overdue", 1)]
    assert account.step == KINDS["stalled"].step


def test_filters_leave_the_findings_of_these_kinds_and_this_owner() -> None:
    assert list(only(FOUND, ["stalled", "list_size"], "")["kind"]) == ["stalled", "list_size"]
    assert [case.key for case in cases(only(FOUND, ["nothing_in_return"], "甲"))] == ["account:A"]
    assert only(FOUND, ["visit_overdue"], "甲").empty
    assert len(only(FOUND, [], "")) == len(FOUND)
    assert counted(["b", "", "a", "b", "c"]) == {"b": 2, "a": 1, "c": 1}


def test_new_and_gone_are_told_by_kind_account_and_region() -> None:
    before = frame(
        "kind account_id region owner at_stake since",
        ("nothing_in_return", "A", "东", "甲", 300.0, None),
        ("visit_overdue", "A", "东", "甲", 1.0, None),
        ("list_size", None, "西", None, None, None),
        ("visit_overdue", "B", "北", "乙", 500.0, None),
    )
    new, gone = compared(FOUND, before)
    assert list(zip(*(texts(new, name) for name in ("kind", "account_id", "region")), strict=True)) == [
        ("visit_overdue", "B", "南"),
        ("action_overdue", "A", "东"),
        ("stalled", "A", "东"),
        ("action_overdue", "", "东"),
        ("list_size", "", "东"),
        ("action_overdue", "", ""),
    ]
    assert list(zip(gone["kind"], gone["region"], strict=True)) == [
        ("visit_overdue", "东"),
        ("list_size", "西"),
        ("visit_overdue", "北"),
    ]
    assert compared(FOUND, FOUND)[0].empty
    assert compared(FOUND.iloc[:0], FOUND)[0].empty


def test_every_kind_that_the_question_finds_has_words_a_symbol_a_page_and_rows() -> None:
    told = set(
        re.findall(r"'([a-z]+_?[a-z_]+)' AS kind|UNION ALL\s+SELECT\s+'([a-z_]+)'", QUERIES["board.exceptions"].sql)
    )
    named_there = {first or second for first, second in told} | {"near_tier", "behind_commitment"}
    assert named_there == set(KINDS)
    for kind in KINDS.values():
        assert kind.query in QUERIES
        assert kind.room in NAMED
        assert re.fullmatch(r"[a-z_]+", kind.icon)


def since(company: Company, as_of: str) -> tuple[date, bool]:
    (row,) = company.ask("board.since", as_of)
    return row["since_on"], row["is_review"]


def test_last_time_is_a_month_before_until_a_review_was_kept(company: Company) -> None:
    """A review is kept once it has figures; one that looked at this day or a later one is not the last time."""
    assert since(company, "2026-03-31") == (date(2026, 2, 28), False)
    assert since(company, "2026-03-15") == (date(2026, 2, 15), False)
    days = {"period_from": "2026-01-01", "period_to": "2026-06-30"}
    held = {"R1": "2026-01-31", "R2": "2026-02-10", "R3": "2026-03-31", "R4": "2026-03-20"}
    company.put("review", *({"review_no": no, "held_on": day, "as_of": day, **days} for no, day in held.items()))
    company.put("review_figure", *({"review_no": no, "figure": "sales", "value": "1"} for no in ("R1", "R2", "R3")))
    assert since(company, "2026-03-31") == (date(2026, 2, 10), True)
    assert since(company, "2026-04-30") == (date(2026, 3, 31), True)
    assert since(company, "2026-01-31") == (date(2025, 12, 31), False)


def test_what_happened_in_the_period_is_told_once_and_nothing_after_the_day(company: Company) -> None:
    company.put(
        "account",
        {"account_id": "K", "region": "东", "manager": "甲", "status": "locked", "locked_on": "2026-03-02"},
        {
            "account_id": "L",
            "region": "西",
            "status": "released",
            "locked_on": "2025-01-01",
            "released_on": "2026-03-20",
        },
        {"account_id": "P", "region": "东", "status": "candidate", "locked_on": "2026-03-03"},
    )
    moves = {"2026-02-10": 2, "2026-03-05": 3, "2026-03-06": 3, "2026-03-25": 1, "2026-04-01": 5}
    company.put("stage_change", *({"account_id": "K", "entered_on": day, "stage": n} for day, n in moves.items()))
    company.put("stage_change", {"account_id": "L", "entered_on": "2026-03-10", "stage": 4})
    company.put(
        "action",
        {"action_no": "T1", "account_id": "K", "title": "签约", "owner": "乙", "done_on": "2026-03-31"},
        {"action_no": "T2", "account_id": "K", "done_on": "2026-04-01"},
        {"action_no": "T3", "region": "东", "done_on": "2026-03-01"},
        {"action_no": "T4", "account_id": "K", "status": "cancelled"},
    )
    march = ("2026-03-01", "2026-03-31")
    rows = company.ask("board.changes", TODAY, march)
    told = [(row["change"], row["account_id"], row["on_day"].day, row["from_stage"], row["stage"]) for row in rows]
    assert told == [
        ("action_done", "K", 31, None, None),
        ("moved_down", "K", 25, 3, 1),
        ("released", "L", 20, None, None),
        ("moved_up", "L", 10, None, 4),
        ("moved_up", "K", 5, 2, 3),
        ("locked", "K", 2, None, None),
        ("action_done", None, 1, None, None),
    ]
    assert {row["change"] for row in rows} == CHANGED.keys() - {"new", "gone"}
    assert [(row["title"], row["owner"]) for row in rows if row["action_no"] == "T1"] == [("签约", "乙")]
    west = company.ask("board.changes", TODAY, march, regions=("西",))
    assert {row["account_id"] for row in west} == {"L"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("KAM_HOME", str(tmp_path))
    yield tmp_path
    st.cache_resource.clear()
    st.cache_data.clear()


def overview(**address: str) -> AppTest:
    app = _open(NAMED["overview"], as_of="2026-03-31", **address)
    assert not app.exception
    assert not app.error
    return app


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in [*app.markdown, *app.caption])


def names_of(app: AppTest) -> list[str]:
    """The cases on show, by their keys, from the top."""
    return [
        button.key.removeprefix("board_open_") for button in app.button if (button.key or "").startswith("board_open_")
    ]


def exceptions() -> list[dict[str, Any]]:
    """The rows as the store answers them, asked apart from the app."""
    company = Company()
    for name, rows in test_pages.ROWS.items():
        company.put(name, *rows)
    found = company.ask("board.exceptions", TODAY)
    company.connection.close()
    return found


def test_the_accounts_stand_by_money_and_a_name_from_a_file_stays_text(home: Path) -> None:
    _fill(home)
    rows = exceptions()
    app = overview()
    stakes: dict[str, float] = {}
    for row in rows:
        if row["account_id"]:
            stakes[row["account_id"]] = max(stakes.get(row["account_id"], -1), float(row["at_stake"] or -1))
    accounts = sorted(stakes, key=lambda code: -stakes[code])
    shown = names_of(app)
    assert [key for key in shown if key.startswith("account:")] == [f"account:{code}" for code in accounts]
    assert "region:华东" in shown
    label = app.button(key="board_open_account:A1").label
    assert "![x](" not in label
    assert r"\!\[x\]\(" in label
    assert f"{len(accounts)} 家客户 · {len(rows)} 项" in said(app)


def test_nothing_found_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {"account": [{"account_id": "P", "region": "华东", "status": "candidate"}]}
    monkeypatch.setattr(test_pages, "ROWS", rows)
    _fill(home)
    app = overview()
    assert "所选范围内没有需要决定的要事" in said(app)
    assert names_of(app) == []


def test_an_empty_company_is_taught_and_asked_nothing(home: Path) -> None:
    app = overview()
    assert "1 · 准备表格" in said(app)
    assert "客户占有率：订单明细" in said(app)
    assert [button.label for button in app.button if button.key == "show_sample"] == ["先看示例公司"]
    assert names_of(app) == []
    assert not app.pills


def test_an_opened_account_shows_every_finding_with_rows_behind_it(home: Path) -> None:
    _fill(home)
    found = {row["kind"] for row in exceptions() if row["account_id"] == "A1"}
    assert {"executive_absent", "visit_overdue", "action_overdue"} <= found
    app = overview(case="account:A1", kinds="visit_overdue")
    for kind in found:
        assert KINDS[kind].label.zh in said(app)
    tables = [one.value for one in app.dataframe]
    # One table a kind, and the actions agreed on.
    assert len(tables) == len(found) + 1
    assert all(len(table) for table in tables)
    step = next(kind.step.zh for code, kind in KINDS.items() if code in found)
    assert app.text_area[0].value == step


def test_each_finding_opens_the_rows_that_made_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever kind is found of whomever, there is a row behind it."""
    _fill(home)
    company = Company()
    for name, given in test_pages.ROWS.items():
        company.put(name, *given)

    def ask(query: Any, seen: View) -> pd.DataFrame:
        name = query if isinstance(query, str) else query.name
        period = (seen.period_from, seen.period_to)
        rows = company.ask(name, seen.as_of, period, seen.regions, seen.classes, seen.accounts)
        fields = (QUERIES[name] if isinstance(query, str) else query).fields
        return pd.DataFrame(rows, columns=list(rows[0]) if rows else [field.name for field in fields])

    monkeypatch.setattr(board_case.ask, "ask", ask)
    seen = view(TODAY)
    found = cases(ask("board.exceptions", seen))
    assert {kind for case in found for kind in case.kinds} >= {"list_size", "action_overdue", "nothing_in_return"}
    for case in found:
        for kind in case.kinds:
            rows, fields = board_case.rows(kind, case, seen)
            assert len(rows), (case.key, kind)
            assert all(field.name in rows.columns for field in fields), kind
    company.connection.close()


def test_the_filters_of_the_address_choose_kinds_and_owner(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = [
        {**row, "manager": manager} for row, manager in zip(test_pages.ROWS["account"], (HOSTILE, "乙"), strict=True)
    ]
    monkeypatch.setattr(test_pages, "ROWS", {**test_pages.ROWS, "account": accounts})
    _fill(home)
    assert names_of(overview(kinds="list_size")) == ["region:华东"]
    assert names_of(overview(owner="乙", kinds="visit_overdue")) == ["account:A2"]
    assert names_of(overview(owner="nobody", kinds="no_such_kind")) == names_of(overview())
    app = overview(owner="乙", kinds="nothing_in_return")
    if not names_of(app):
        assert "没有符合筛选的要事" in said(app)
    app = overview()
    app.selectbox(key="board_owner").set_value("乙").run()
    assert app.query_params["owner"] in ("乙", ["乙"])
    assert names_of(app) == ["account:A2"]


def twelve(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Twelve key accounts that nobody ever visited, by their sales; their codes from the top."""
    codes = [f"K{number:02}" for number in range(12)]
    kept = {"region": "华东", "status": "locked", "account_class": "end_user"}
    accounts = [{"account_id": code, "account_name": f"客户{code}", **kept} for code in codes]
    lines = [
        {"order_no": code, "line_no": 1, "ordered_on": date(2026, 1, 5), "account_id": code, "amount": str(100 + place)}
        for place, code in enumerate(codes)
    ]
    monkeypatch.setattr(test_pages, "ROWS", {"account": accounts, "order_line": lines})
    return codes[::-1]


def test_ten_come_first_and_the_whole_list_on_demand(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = twelve(monkeypatch)
    _fill(home)
    app = overview()
    assert names_of(app) == [f"account:{code}" for code in codes[:10]]
    app.toggle(key="board_all").set_value(True).run()
    assert names_of(app) == []
    (table,) = [one.value for one in app.dataframe]
    assert list(table["account_id"]) == codes
    app = overview(case="account:K00")
    # Not among the first ten, but a link to it opens it all the same.
    assert "客户K00" in said(app)
    assert app.text_area
    assert "链接所指的要事已不在所选范围内" in said(overview(case="account:gone"))


def test_the_workbook_holds_the_findings_on_show_in_words(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = FOUND.assign(at_stake=pd.array([500.5, 300, 200, 200, 100, None, None, None], dtype="Float64"))
    monkeypatch.setattr(board.ask, "names", lambda as_of: {"A": "=SUM(1)", "B": "乙公司"})
    made = board._workbook(given, view(TODAY), [("责任人", "甲")])
    book = openpyxl.load_workbook(io.BytesIO(made()))
    sheet = book["要事"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["要事", "客户编码", "客户名称", "区域", "责任人", "涉及金额", "自", "下一步"]
    assert rows[1][:6] == ["逾期未访", "B", "乙公司", "南", "乙", 500.5]
    assert sheet["C3"].value == "=SUM(1)"
    assert sheet["C3"].data_type == "s"
    assert len(rows) == len(FOUND) + 1
    assert ["责任人", "甲"] in [[cell.value for cell in row] for row in book[ABOUT].iter_rows()]


def test_a_decision_becomes_an_action_of_the_account(home: Path) -> None:
    _fill(home)
    app = overview(case="account:A1")
    app.text_area[0].set_value("下周拜访总经理")
    next(button for button in app.button if button.label == "记入行动计划").click().run()
    assert not app.exception
    agreed = app.dataframe[-1].value
    assert "下周拜访总经理" in list(agreed["title"])
    st.cache_resource.clear()
    store = Store(home, EVERY)
    rows = store.connection.execute(
        "SELECT account_id, region, status FROM action WHERE title = '下周拜访总经理'"
    ).fetchall()
    assert (rows, store.history()[-1].dataset) == ([("A1", "华东", "open")], "action")
    store.close()


def strip(app: AppTest) -> dict[str, int]:
    """The counts of the strip by their words."""
    (pills,) = [one for one in app.button_group if (one.key or "").startswith("since_")]
    return {words: int(count) for words, count in (str(option).rsplit(" ", 1) for option in pills.options)}


def test_the_strip_counts_what_changed_since_a_month_before(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Since 28 February: A1's visit of 15 January became overdue on 15 February already; T1 is late from 2 March on."""
    _fill(home)
    before, now = (_keys(date(2026, 2, 28)), _keys(TODAY))
    app = overview()
    assert "自 2026-02-28 以来" in said(app)
    told = strip(app)
    assert told["新要事"] == len(now - before) > 0
    assert told["已消除"] == len(before - now)
    assert (told["阶段上升"], told["阶段下降"], told["行动完成"]) == (0, 0, 0)


def _keys(day: date) -> set[tuple[str, str | None, str | None]]:
    company = Company()
    for name, rows in test_pages.ROWS.items():
        company.put(name, *rows)
    found = company.ask("board.exceptions", day)
    company.connection.close()
    return {(row["kind"], row["account_id"], row["region"]) for row in found}
