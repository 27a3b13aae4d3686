"""A decision typed once: a small form whose answer is a row of the action plan, with owner and day."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from kam.datasets import BY_NAME
from kam.edit import next_number, save
from kam.errors import KamError
from kam.ledger import Batch
from kam.text import Text
from kam.ui import ask
from kam.ui.company import uploads, who
from kam.ui.words import escape, say

ACTION = BY_NAME["action"]
TITLE, OWNER, DUE = Text("决定什么", "What is decided"), Text("责任人", "Owner"), Text("完成期限", "Due on")
RECORD = Text("记入行动计划", "Add to the action plan")
RECORDED = Text("已记入行动计划：{number}", "Added to the action plan: {number}")
EMPTY = Text("请写明决定的内容。", "Write what is decided.")
_DAYS = 14


def decision(
    key: str, account_id: str | None, region: str | None, owner: str | None = None, step: Text | None = None
) -> tuple[str, Batch] | None:
    """The form; the number of the new action and its batch in the run in which it was sent, else None.

    `step` is what the title says until somebody writes another; the new action starts today.
    """
    if not ask.may("decide"):
        return None
    with st.form(key, clear_on_submit=True, border=False):
        title = st.text_area(say(TITLE), value=say(step) if step else "", key=f"{key}_title", height=76, max_chars=2000)
        left, right = st.columns(2, gap="small")
        named = left.text_input(say(OWNER), value=owner or "", key=f"{key}_owner", max_chars=200)
        due = right.date_input(say(DUE), value=date.today() + timedelta(days=_DAYS), key=f"{key}_due")
        if not st.form_submit_button(say(RECORD), icon=":material/add_task:", type="primary"):
            return None
    if not title.strip():
        st.error(say(EMPTY))
        return None
    today = date.today()
    desk = uploads().desk
    row = {
        "action_no": next_number(desk, ACTION, f"M-{today:%Y%m%d}"),
        "account_id": account_id,
        "region": region,
        "title": title.strip(),
        "owner": named.strip() or None,
        "starts_on": today,
        "due_on": due,
        "status": "open",
    }
    try:
        batch = save(desk, ACTION, [row], who("decide"))
    except KamError as error:
        st.error(escape(say(error.message)))
        return None
    number = str(row["action_no"])
    st.toast(say(RECORDED.fill(number=number)), icon=":material/task_alt:")
    return number, batch
