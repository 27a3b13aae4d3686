"""The people of an account on a map: how high they stand by how they stand to us, and when we last met each."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from kam.text import UNKNOWN, Text
from kam.ui.account_words import cell, option, raw, rows_of
from kam.ui.words import say

LEVELS = ("senior", "middle", "frontline")
MOODS: dict[str, tuple[Text, str]] = {
    "against": (Text("反对", "Against"), "red"),
    "neutral": (Text("中立", "Neutral"), "gray"),
    "for": (Text("支持", "For us"), "green"),
    "unknown": (Text("态度未知", "Unknown"), "orange"),
}
NO_LEVEL = Text("层级未知", "Level unknown")
MET = Text("最近见面 {day}", "last met {day}")
UNDER = Text("上级 {name}", "reports to {name}")
INFLUENCE = Text("影响力 {degree}", "influence {degree}")
_WIDTHS = [0.8, *(2 for _ in MOODS)]


def mood(attitude: str) -> str:
    """How a contact stands to us, by the sign of the attitude; '' is unknown."""
    if not attitude:
        return "unknown"
    degree = int(attitude)
    return "for" if degree > 0 else "against" if degree < 0 else "neutral"


def draw(contacts: pd.DataFrame) -> None:
    """The map; a row a level, the highest on top, a column a mood. `contacts`: the answer of CONTACTS."""
    rows = rows_of(contacts)
    for row in rows:
        row["mood"], row["place"] = mood(raw(row, "attitude")), raw(row, "level")
    with st.container(key="moods"):
        for place, (words, tone) in zip(st.columns(_WIDTHS, gap="small")[1:], MOODS.values(), strict=True):
            place.markdown(f":{tone}-badge[{say(words)}]")
    levels = [*LEVELS, *([""] if any(not row["place"] for row in rows) else [])]
    number = 0
    for level in levels:
        columns = st.columns(_WIDTHS, gap="small")
        columns[0].markdown(f"**{option('contact', 'level', level) if level else say(NO_LEVEL)}**")
        for column, name in zip(columns[1:], MOODS, strict=True):
            here = [row for row in rows if row["place"] == level and row["mood"] == name]
            with column:
                _cell(here, name, level, number)
            number += len(here)


def _cell(rows: list[dict[str, Any]], name: str, level: str, number: int) -> None:
    if not rows:
        with st.container(key=f"nobody_{level}_{name}"):
            st.caption(UNKNOWN)
        return
    words, tone = MOODS[name]
    with st.container(key=f"mood_{level}_{name}"):
        st.markdown(f":{tone}-badge[{say(words)}]")
    for place, row in enumerate(rows, number):
        with st.container(border=True, key=f"chip_{place}"):
            st.markdown(_chip(row))


def _chip(row: dict[str, Any]) -> str:
    """A person in three short lines: name and title; role and influence; when we last met, and whom they report to."""
    known = {name: cell(row, name) for name in ("title", "department", "influence", "reports_to", "last_visit_on")}
    post = " · ".join(part for part in (known["department"], known["title"]) if part)
    role = raw(row, "buying_role")
    parts = [option("contact", "buying_role", role) if role else ""]
    parts += [say(INFLUENCE.fill(degree=known["influence"]))] if known["influence"] else []
    met = [say(MET.fill(day=known["last_visit_on"] or UNKNOWN))]
    met += [say(UNDER.fill(name=known["reports_to"]))] if known["reports_to"] else []
    first = f"**{cell(row, 'contact_name')}** {post}".strip()
    rest = (" · ".join(part for part in each if part) for each in (parts, met))
    return "  \n".join([first, *(f":small[:gray[{line}]]" for line in rest if line)])
