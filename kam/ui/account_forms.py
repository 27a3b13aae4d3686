"""The forms of the account page: what is agreed on, the stage, the list, statements for and against, scores."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from kam.datasets import BY_NAME
from kam.edit import next_number
from kam.figure import texts
from kam.text import Text, number
from kam.topics.funnel.figures import STAGES
from kam.topics.rivals.figures import DIMENSIONS, OURSELVES, RESOURCES, US
from kam.ui import account_edit as edit
from kam.ui.account_words import option
from kam.ui.company import uploads
from kam.ui.decide import decision
from kam.ui.words import escape, say

NEW_ACTION = Text("新行动", "New action")
CHANGE_ACTION = Text("更新行动", "Change an action")
MOVE_STAGE = Text("变更阶段", "Move stage")
LOCK, RELEASE = Text("锁定", "Lock"), Text("退出名录", "Release")
ADD_STATEMENT = Text("添加陈述", "Add a statement")
ENTER_SCORES = Text("录入评分", "Enter scores")
SAVE = Text("保存", "Save")
DAY, NOTE, REASON = Text("日期", "Day"), Text("说明", "Note"), Text("原因", "Reason")
NO_REASON = Text("请写明原因。", "Write the reason.")
NO_SCORE = Text("请至少给一个维度评分。", "Score one dimension at least.")
NO_PARTY = Text("请选择或填写评分对象。", "Choose or write whom the scores are of.")
NOTHING_OPEN = Text("没有未结束的行动。", "No unfinished action.")
WHAT: dict[str, Text] = {
    "done": Text("完成", "Done"),
    "due": Text("改期", "New due day"),
    "cancelled": Text("取消", "Cancel"),
}
LISTED = Text(
    "{region}名录现有 {locked} 家，规定 {least} 至 {most} 家。",
    "The list of {region} has {locked} accounts; it should have {least} to {most}.",
)
NO_REASON_KEPT = Text(
    "状态已更改（第 {number} 批），但原因未能记入行动计划。",
    "The status was changed (batch {number}), but its reason could not be put into the action plan.",
)


def new_action(row: dict[str, Any], step: Text | None) -> None:
    """An action agreed on; `step` is what it says until somebody writes another."""
    form = edit.turn("account_action")
    with st.popover(say(NEW_ACTION), icon=":material/add_task:", type="primary", key=form):
        made = decision(f"{form}_form", row["account_id"], _known(row, "region"), _known(row, "manager"), step)
    if made:
        edit.done(Text(f"行动 {made[0]}", f"action {made[0]}"), made[1], "account_action", date.today())


def change_action(actions: pd.DataFrame, as_of: date) -> None:
    """An unfinished action closed, cancelled or put off. `actions`: the answer of ACTIONS."""
    form = edit.turn("account_change")
    with st.popover(say(CHANGE_ACTION), icon=":material/edit_calendar:", key=form):
        coming = actions[actions["state"] != "finished"]
        titles = dict(zip(texts(coming, "action_no"), texts(coming, "title"), strict=True))
        if not titles:
            st.caption(say(NOTHING_OPEN))
            return
        with st.form(f"{form}_form", border=False):
            chosen = st.selectbox(
                say(Text("行动", "Action")),
                list(titles),
                format_func=lambda code: titles[code] or code,
                key=f"{form}_which",
            )
            what = st.radio(
                say(Text("更新", "Change")),
                list(WHAT),
                format_func=lambda code: say(WHAT[code]),
                horizontal=True,
                key=f"{form}_what",
            )
            label = Text("完成日或新的截止日", "Day done, or the new due day")
            day = st.date_input(say(label), value=edit.today(as_of), key=f"{form}_day")
            is_sent = _send()
        if is_sent and isinstance(day, date):
            _change(chosen, what, day)


def _change(action_no: str, what: str, day: date) -> None:
    row = edit.standing("action", {"action_no": action_no})
    if row is None:
        st.error(say(edit.GONE))
        return
    changed: dict[str, dict[str, object]] = {
        "done": {"status": "done", "done_on": day},
        "due": {"due_on": day},
        "cancelled": {"status": "cancelled", "done_on": None},
    }
    batch = edit.keep("action", [row | changed[what]])
    if batch:
        words = Text(f"行动 {action_no} {WHAT[what].zh}", f"action {action_no}: {WHAT[what].en}")
        edit.done(words, batch, "account_change", day if what == "done" else None)


def move_stage(row: dict[str, Any], as_of: date) -> None:
    """The account enters another stage, further or back."""
    form = edit.turn("account_stage")
    with st.popover(say(MOVE_STAGE), icon=":material/stairs:", key=form), st.form(f"{form}_form", border=False):
        now = 0 if pd.isna(row["stage"]) else int(row["stage"])
        stage = st.selectbox(
            say(Text("进入阶段", "Enters stage")),
            list(range(1, 9)),
            index=min(now, 7),
            format_func=lambda one: f"{one} {say(STAGES[one - 1])}",
            key=f"{form}_to",
        )
        day = st.date_input(say(DAY), value=edit.today(as_of), key=f"{form}_day")
        note = st.text_area(say(NOTE), key=f"{form}_note", height=76, max_chars=2000)
        is_sent = _send()
        if is_sent and isinstance(day, date):
            change = {"account_id": row["account_id"], "entered_on": day, "stage": stage, "note": note.strip() or None}
            batch = edit.keep("stage_change", [change])
            if batch:
                words = Text(f"进入 {stage} {STAGES[stage - 1].zh}", f"entered {stage} {STAGES[stage - 1].en}")
                edit.done(words, batch, "account_stage", day)


def put_on_list(row: dict[str, Any], regions: pd.DataFrame, as_of: date) -> None:
    """The account is locked, or released where it is locked. `regions`: roster.by_region, for the size of the list."""
    form, is_locked = edit.turn("account_list"), _known(row, "status") == "locked"
    title, icon = (RELEASE, ":material/lock_open:") if is_locked else (LOCK, ":material/lock:")
    with st.popover(say(title), icon=icon, key=form), st.form(f"{form}_form", border=False):
        _size(_known(row, "region"), regions)
        day = st.date_input(say(DAY), value=edit.today(as_of), key=f"{form}_day")
        reason = st.text_area(say(REASON), key=f"{form}_reason", height=76, max_chars=1900)
        is_sent = _send()
        if not is_sent or not isinstance(day, date):
            return
        if not reason.strip():
            st.error(say(NO_REASON))
            return
        _list(row, title, "released" if is_locked else "locked", day, reason.strip())


def _size(region: str | None, regions: pd.DataFrame) -> None:
    here = regions[[name == region for name in texts(regions, "region")]]
    if region and len(here):
        locked, least, most = (here.iloc[0][name] for name in ("locked", "list_min", "list_max"))
        counts = [number(None if pd.isna(count) else int(count)) for count in (locked, least, most)]
        st.caption(say(LISTED.fill(region=escape(region), locked=counts[0], least=counts[1], most=counts[2])))


def _list(row: dict[str, Any], title: Text, status: str, day: date, reason: str) -> None:
    """The directory's row with its new status, and the reason as a decision that is carried out already."""
    code = row["account_id"]
    kept = edit.standing("account", {"account_id": code}) or {"account_id": code}
    days = {"released_on": day} if status == "released" else {"locked_on": day, "released_on": None}
    batch = edit.keep("account", [kept | {"status": status, **days}])
    if batch is None:
        return
    decided = {
        "action_no": next_number(uploads().desk, BY_NAME["action"], f"L-{day:%Y%m%d}"),
        "account_id": code,
        "region": _known(row, "region"),
        "title": f"{say(title)}{say(Text('：', ': '))}{reason}",
        "owner": _known(row, "manager"),
        "starts_on": day,
        "due_on": day,
        "done_on": day,
        "status": "done",
    }
    if edit.keep("action", [decided]) is None:
        st.error(say(NO_REASON_KEPT.fill(number=batch.number)))
        return
    edit.done(title, batch, "account_list", day)


def add_statement(row: dict[str, Any], as_of: date) -> None:
    """A statement for or against us at the account."""
    form = edit.turn("account_swot")
    quadrants = [one.code for one in BY_NAME["swot"].column("quadrant").choices]
    with st.popover(say(ADD_STATEMENT), icon=":material/add:", key=form), st.form(f"{form}_form", border=False):
        quadrant = st.segmented_control(
            say(Text("象限", "Quadrant")),
            quadrants,
            default=quadrants[0],
            required=True,
            format_func=lambda code: option("swot", "quadrant", code),
            key=f"{form}_quadrant",
        )
        statement = st.text_area(say(Text("陈述", "Statement")), key=f"{form}_statement", height=76, max_chars=2000)
        left, right = st.columns(2, gap="small")
        weight = left.selectbox(say(Text("权重", "Weight")), list(range(1, 6)), index=2, key=f"{form}_weight")
        day = right.date_input(say(DAY), value=edit.today(as_of), key=f"{form}_day")
        is_sent = _send()
        if is_sent and isinstance(day, date):
            # An account's statement carries its region, as the spreadsheets do.
            said = {"region": _known(row, "region"), "account_id": row["account_id"], "quadrant": quadrant}
            batch = edit.keep("swot", [{**said, "statement": statement.strip(), "weight": weight, "noted_on": day}])
            if batch:
                edit.done(Text("优劣势陈述", "a SWOT statement"), batch, "account_swot", day)


def enter_scores(row: dict[str, Any], parties: list[str], as_of: date) -> None:
    """Scores of one party in the eight dimensions at this account; a dimension left empty is not scored."""
    form = edit.turn("account_scores")
    column = BY_NAME["rival_score"].column("score")
    with st.popover(say(ENTER_SCORES), icon=":material/grade:", key=form), st.form(f"{form}_form", border=False):
        party = st.selectbox(
            say(Text("对象", "Party")),
            [US, *(name for name in parties if name != US)],
            format_func=lambda name: say(OURSELVES) if name == US else name,
            accept_new_options=True,
            key=f"{form}_party",
        )
        bounds = Text("{least:g} 至 {most:g} 分", "{least:g} to {most:g}")
        st.caption(say(bounds.fill(least=column.minimum, most=column.maximum)))
        scores = _scores(form)
        left, right = st.columns(2, gap="small")
        day = left.date_input(say(Text("评分日期", "Scored on")), value=edit.today(as_of), key=f"{form}_day")
        source = right.text_input(say(Text("来源", "Source")), key=f"{form}_source", max_chars=2000)
        is_sent = _send()
        if not is_sent or not isinstance(day, date):
            return
        if not scores or not party:
            st.error(say(NO_PARTY if not party else NO_SCORE))
            return
        said = {"account_id": row["account_id"], "party": party, "scored_on": day, "source": source.strip() or None}
        rows = [{**said, "dimension": name, "score": score} for name, score in scores.items()]
        batch = edit.keep("rival_score", rows)
        if batch:
            words = Text(f"{party} {len(scores)} 项评分", f"{len(scores)} scores of {party}")
            edit.done(words, batch, "account_scores", day)


def _scores(form: str) -> dict[str, float]:
    found = {}
    for start in range(0, len(RESOURCES), 4):
        for place, name in zip(st.columns(4, gap="small"), RESOURCES[start : start + 4], strict=True):
            score = place.number_input(say(DIMENSIONS[name]), value=None, step=1.0, format="%g", key=f"{form}_{name}")
            if score is not None:
                found[name] = score
    return found


def _send() -> bool:
    return st.form_submit_button(say(SAVE), icon=":material/save:", type="primary")


def _known(row: dict[str, Any], name: str) -> str | None:
    return None if pd.isna(row[name]) else str(row[name])
