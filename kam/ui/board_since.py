"""What has changed since last time: a strip of counts, each of which opens its list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from kam.engine import View
from kam.figure import texts
from kam.text import Text, number
from kam.topic import Field
from kam.topics import QUERIES
from kam.topics.board.figures import CHANGES, SINCE
from kam.topics.board.since import CHANGED, compared
from kam.topics.board.words import KINDS
from kam.ui import ask, drill, filters
from kam.ui.picks import named, with_name
from kam.ui.words import lang, say

SINCE_REVIEW = Text("自上次会议（截至 {day}）", "Since the last review (as of {day})")
SINCE_MONTH = Text("自 {day} 以来", "Since {day}")
EXPLAINED = Text(
    "与上次保存的会议的截止日相比；还没有会议时与一个月前相比。要事按类别、客户与区域比较。",
    "Against the as-of day of the last review that was kept; without one, against a month before. Findings are "
    "compared by kind, account and region.",
)


def before(view: View, since_on: date, chosen: filters.Choice) -> View:
    """The same filters and kind of period, seen from an earlier day."""
    first, last = filters.bounds(chosen, since_on)
    # Days that a reader chose may all lie later: then the year up to that day.
    first = first if first <= since_on else date(since_on.year, 1, 1)
    return replace(view, as_of=since_on, period_from=first, period_to=last)


def changed(view: View, since_on: date) -> dict[str, pd.DataFrame]:
    """The rows behind each count of the strip, by its code; see kam.topics.board.since."""
    now, then = (ask.ask("board.exceptions", seen) for seen in (view, before(view, since_on, filters.choice())))
    window = replace(view, period_from=since_on + timedelta(days=1), period_to=view.as_of)
    events = ask.ask(CHANGES, window)
    new, gone = compared(now, then)
    return {"new": new, "gone": gone} | {
        code: events[events["change"] == code] for code in CHANGED if code not in ("new", "gone")
    }


@st.fragment
def strip(view: View) -> None:
    """One line of counts; the chosen one opens its rows below, and a row its account."""
    asked = ask.ask(SINCE, view)
    since_on = date.fromisoformat(texts(asked, "since_on")[0])
    found = changed(view, since_on)
    counts = {code: _counted(code, len(found[code])) for code in CHANGED}
    words = SINCE_REVIEW if bool(asked["is_review"].iloc[0]) else SINCE_MONTH
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="since"):
        st.caption(say(words.fill(day=since_on)), help=say(EXPLAINED), width="content")
        chosen = st.pills(
            say(SINCE.label),
            list(CHANGED),
            format_func=lambda code: counts[code],
            key=f"since_{lang()}",
            label_visibility="collapsed",
            width="content",
            wrap=True,
        )
    if chosen:
        with st.container(border=True, key="card_since"):
            frame, fields = listed(chosen, found[chosen], view)
            drill.listing(frame, fields, f"since_{chosen}")


def _counted(code: str, count: int) -> str:
    words, icon = CHANGED[code]
    return f":material/{icon}: {say(words)} {number(count)}"


def listed(code: str, frame: pd.DataFrame, view: View) -> tuple[pd.DataFrame, tuple[Field, ...]]:
    """The rows with their accounts' names, and the fields that have anything to say about them."""
    rows = named(frame, ask.names(view.as_of))
    if code in ("new", "gone"):
        fields = with_name(QUERIES["board.exceptions"].fields)
        rows = rows.assign(kind=[say(KINDS[kind].label) for kind in texts(frame, "kind")])
    else:
        fields = with_name(CHANGES.fields)
    return rows, tuple(field for field in fields if rows[field.name].notna().any())
