"""The lists of a meeting: what needs a decision, and what became of what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from kam.figure import texts, values
from kam.review import DECISIONS, Stop, today
from kam.text import Text, money
from kam.topics.board.words import KINDS
from kam.ui import ask
from kam.ui.words import escape, lang, say

STATES: dict[str, Text] = {
    "overdue": Text("逾期", "Overdue"),
    "open": Text("进行中", "Open"),
    "done": Text("已完成", "Done"),
    "cancelled": Text("已取消", "Cancelled"),
}
_ICONS = {
    "overdue": ":material/error:",
    "open": ":material/schedule:",
    "done": ":material/check_circle:",
    "cancelled": ":material/block:",
}
DUE = Text("期限", "due")
NO_FINDINGS = Text("没有需要决定的要事", "Nothing needs a decision")
DECIDE = Text("就此决定", "Decide on this")
_FIRST = tuple(STATES)


@dataclass(frozen=True, slots=True)
class Finding:
    """What needs a decision at one account, or of a region itself: its kinds, the most money at stake first."""

    account_id: str
    region: str
    owner: str
    kinds: tuple[str, ...]
    at_stake: float | None


def findings(frame: pd.DataFrame, most: int = 5) -> list[Finding]:
    """The answer to board.exceptions by account, those with most at stake first: the same sales are told once."""
    columns = [texts(frame, name) for name in ("account_id", "region", "owner", "kind")]
    rows = list(zip(*columns, values(frame, "at_stake"), strict=True))
    found: dict[tuple[str, str], Finding] = {}
    for account_id, region, owner, kind, at_stake in rows:
        # What belongs to no account stands alone, by its kind and region.
        key = (account_id, "") if account_id else (kind, region)
        known = found.get(key, Finding(account_id, region, owner, (), at_stake))
        kinds = tuple(dict.fromkeys((*known.kinds, kind)))
        found[key] = Finding(account_id, region, known.owner, kinds, known.at_stake)
    return list(found.values())[:most]


def show_findings(found: Sequence[Finding], names: dict[str, str], chosen: Callable[[Finding, str], None]) -> None:
    """One line a finding: who, what, how much; its button gives it to `chosen`, with its words, safe for markdown."""
    if not found:
        st.caption(say(NO_FINDINGS))
    for place, finding in enumerate(found):
        name = names.get(finding.account_id) or finding.account_id or finding.region
        kinds = " · ".join(say(KINDS[kind].label) for kind in finding.kinds)
        row = st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"told_{place}")
        with row:
            st.markdown(f"**{escape(name)}**  :gray[{kinds}]", width="stretch")
            st.markdown(f"**{money(finding.at_stake, lang())}**", width="content")
            if st.button("", icon=":material/add_task:", key=f"decide_{place}", type="tertiary", help=say(DECIDE)):
                chosen(finding, f"{escape(name)} · {kinds}")


def decisions(number: str) -> pd.DataFrame:
    """What one review decided and what became of it by today: overdue first, then open, done, cancelled."""
    frame = ask.ask(DECISIONS, today())
    frame = frame[frame["review_no"] == number]
    places = [_FIRST.index(state) for state in texts(frame, "state")]
    return frame.assign(place=places).sort_values(["place", "action_no"], kind="stable").drop(columns="place")


def of_stop(frame: pd.DataFrame, stop: Stop) -> pd.DataFrame:
    """The decisions on one region or one account; of a page those that belong to neither."""
    if stop.kind == "page":
        return frame[frame["region"].isna() & frame["account_id"].isna()]
    return frame[frame["region" if stop.kind == "region" else "account_id"] == stop.code]


def counts(frame: pd.DataFrame) -> str:
    """How many decisions, and how many in each state, in one line."""
    told = Counter(texts(frame, "state"))
    parts = [f"{_ICONS[state]} {say(words)} {told[state]}" for state, words in STATES.items() if told[state]]
    return " · ".join([say(Text(f"共 {len(frame)} 项", f"{len(frame)} in all")), *parts])


def show_decisions(frame: pd.DataFrame, nothing: Text) -> None:
    """One line a decision, in large type: its state in a word and a sign, what it is, who, by when."""
    if frame.empty:
        st.caption(say(nothing))
    for state, title, region, owner, due in zip(
        *(texts(frame, name) for name in ("state", "title", "region", "owner", "due_on")), strict=True
    ):
        told = " · ".join(part for part in (escape(region), escape(owner), f"{say(DUE)} {due}" if due else "") if part)
        colour = {"overdue": "red", "done": "green", "open": "blue"}.get(state, "gray")
        st.markdown(f":{colour}[{_ICONS[state]} {say(STATES[state])}] **{escape(title)}**  :gray[{told}]")


def worded(frame: pd.DataFrame) -> pd.DataFrame:
    """The decisions with their state in words, as a table shows them."""
    return frame.assign(state=[say(STATES[state]) for state in texts(frame, "state")])
