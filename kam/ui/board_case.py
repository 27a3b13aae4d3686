"""One case opened: its findings and the rows behind them, who owns it, and the one next step that becomes an action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from kam.engine import View
from kam.figure import texts
from kam.text import UNKNOWN, Text, money, number
from kam.topic import Field
from kam.topics import QUERIES
from kam.topics.board.figures import Case, Finding, where
from kam.topics.board.words import KINDS
from kam.topics.plan.figures import AGENDA
from kam.ui import ask, filters, picks
from kam.ui.decide import decision
from kam.ui.picks import Rows
from kam.ui.rooms import NAMED
from kam.ui.tables import table
from kam.ui.words import escape, lang, say

STEP = Text("下一步", "Next step")
CLOSE, ACCOUNT_PAGE = Text("收起", "Close"), Text("打开客户", "Open the account")
SINCE = Text("自 {day}，{days} 天", "since {day}, {days} days")
AT_STAKE = Text("涉及 {amount}", "{amount} at stake")
AGREED = Text("已定的行动", "Agreed actions")
NONE_AGREED = Text("还没有定下行动。", "No action agreed on yet.")
WINDOW, NOW, THEN = Text("期间", "Period"), Text("本期", "Now"), Text("去年同期", "Last year")
# What a heading over the rows says already.
_SAID = ("account_id", "account_name", "region", "is_overdue", "is_met")
# Of an agreement only what its finding speaks of: the rest stands on its page.
_TOLD = {
    "near_tier": ("agreement_no", "volume", "next_threshold", "gap", "forecast_volume", "forecast_rebate"),
    "behind_commitment": ("agreement_no", "volume", "committed_volume", "forecast_volume", "progress", "elapsed"),
}
_ACTION = tuple(field for field in AGENDA.fields if field.name in ("state", "title", "owner", "due_on"))


def asked() -> str:
    """The case of the address, '' without one; see Case.key."""
    return filters.safe_code(st.query_params.get("case", ""))


def ask_for(key: str) -> None:
    """Opens a case."""
    st.query_params["case"] = key


def forget() -> None:
    """Closes the case that is open."""
    if "case" in st.query_params:
        del st.query_params["case"]


def badges(kinds: Mapping[str, int]) -> str:
    """Kinds of findings as markdown: symbol and words on a colour, with their number where there are several."""
    return " ".join(
        f":{KINDS[kind].tone}-badge[:material/{KINDS[kind].icon}: {say(KINDS[kind].label)}"
        f"{f' ×{number(count)}' if count > 1 else ''}]"
        for kind, count in kinds.items()
    )


def show(case: Case, name: str, view: View) -> None:
    """The case in a card: findings to the left, what is agreed and what comes next to the right."""
    with st.container(border=True, key="card_case"):
        _head(case, name)
        left, right = st.columns([3, 2], gap="medium")
        with left:
            for kind in case.kinds:
                _findings(kind, case, view)
        with right:
            _agreed(case, view)
            st.markdown(f"###### {say(STEP)}")
            if decision(f"board_{case.key}", case.account_id or None, case.region or None, case.owner, case.step):
                st.rerun()


def _head(case: Case, name: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="head_case"):
        parts = (case.region if case.account_id else "", case.owner)
        beside = " · ".join(escape(part) for part in parts if part)
        st.markdown(f"##### {escape(name)} :small[{beside}]" if beside else f"##### {escape(name)}", width="content")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
            if case.account_id:
                here, to = NAMED["account"].page(lang()), {"account": case.account_id}
                st.page_link(here, label=say(ACCOUNT_PAGE), icon=":material/apartment:", query_params=to)
            st.button(say(CLOSE), key="case_close", icon=":material/close:", type="tertiary", on_click=forget)


def _findings(kind: str, case: Case, view: View) -> None:
    """One kind: since when, what is at stake, the rows behind it, and the page that shows them among the others."""
    found = [finding for finding in case.findings if finding.kind == kind]
    room, words = NAMED[KINDS[kind].room], KINDS[kind]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        st.markdown(f"{badges({kind: len(found)})} :small[{_told(found, view.as_of)}]", width="content")
        st.page_link(room.page(lang()), label=say(room.title), icon=room.icon, query_params=_pick(kind, case))
    frame, fields = rows(kind, case, view)
    table(frame, fields, f"case_{case.key}_{kind}", say(words.label))


def _told(found: list[Finding], as_of: date) -> str:
    days = [finding.since for finding in found if finding.since]
    stakes = [finding.stake for finding in found if finding.stake is not None]
    since = say(SINCE.fill(day=min(days), days=number((as_of - min(days)).days))) if days else ""
    stake = say(AT_STAKE.fill(amount=money(max(stakes), lang()))) if stakes else ""
    return " · ".join(part for part in (since, stake) if part) or UNKNOWN


def _pick(kind: str, case: Case) -> dict[str, str]:
    """What the page of a finding opens with, see kam.ui.picks; of nobody the page alone."""
    if kind == "action_overdue":
        return {"pick": f"owner:{case.owner}"}
    if case.account_id:
        return {"pick": f"account:{case.account_id}"}
    return {"pick": f"listed:{case.region}"} if kind == "list_size" else {}


def rows(kind: str, case: Case, view: View) -> Rows:
    """The rows behind one kind of finding, and the fields to show of them.

    They are cut from the answer that the board itself was made of: asked of one account alone, a quantile of all
    accounts would be another.
    """
    if kind == "action_overdue":
        frame = _own(picks.agenda(view), case)
        return frame[frame["state"] == "overdue"], tuple(field for field in AGENDA.fields if field.name not in _SAID)
    query = QUERIES[KINDS[kind].query]
    frame = _own(ask.ask(query, view), case)
    told = _TOLD.get(kind, tuple(field.name for field in query.fields))
    fields = tuple(field for field in query.fields if field.name in told and field.name not in _SAID)
    if kind == "stage_unproven":
        frame = frame[~frame["is_met"].astype(bool)]
    if kind == "share_lost":
        then = _own(ask.ask(query, ask.year_before(view)), case)
        frame = pd.concat([frame.assign(window=say(NOW)), then.assign(window=say(THEN))])
        fields = (Field("window", WINDOW, "text"), *fields)
    return frame, fields


def _own(frame: pd.DataFrame, case: Case) -> pd.DataFrame:
    """The rows of the case's account; without one those of its region that name no account.

    Where rows have no region of their own, those without an account belong to no region.
    """
    if case.account_id or "account_id" not in frame.columns:
        name, wanted = ("account_id", case.account_id) if case.account_id else ("region", case.region)
        return where(frame, (code == wanted for code in texts(frame, name)))
    regions = texts(frame, "region") if "region" in frame.columns else [""] * len(frame)
    pairs = zip(texts(frame, "account_id"), regions, strict=True)
    return where(frame, (not code and region == case.region for code, region in pairs))


def _agreed(case: Case, view: View) -> None:
    """The unfinished actions of the case as they stand today: what is agreed now starts after a past as-of day."""
    today = max(view.as_of, date.today())
    frame = _own(picks.agenda(replace(view, as_of=today, period_to=today)), case)
    frame = frame[frame["state"] != "finished"]
    st.markdown(f"###### {say(AGREED)}")
    if frame.empty:
        st.caption(say(NONE_AGREED))
        return
    table(frame, _ACTION, f"case_{case.key}_agreed", say(AGREED))
