"""A kept review: the figures as they were beside those of now, and what became of each decision."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from kam import review as kept
from kam.engine import View
from kam.export.slide_values import Asker
from kam.export.slides import MIME, Decision, review_deck
from kam.figure import texts
from kam.review import DECISIONS, KEPT, Review, today
from kam.text import Lang, Text
from kam.ui import ask, cards, meeting_lists
from kam.ui.meeting_figures import FIGURES, Key, change, figures, shown
from kam.ui.meeting_stage import leave
from kam.ui.tables import table
from kam.ui.words import escape, lang, say

WHOLE = Text("全部区域", "All regions")
FIGURE, THEN, NOW, CHANGE = Text("指标", "Figure"), Text("当时", "Then"), Text("现在", "Now"), Text("变化", "Change")
DECIDED = Text("会议的决定", "What was decided")
ASKING = Text("正在计算现在的指标……", "Computing the figures of now…")
ALL = Text("返回历次会议", "All reviews")
SLIDES = Text("导出 PPTX", "Export PPTX")
Found = dict[Key, str | None]


def show(review: Review, view: View) -> None:
    """The review as it was kept, beside the figures under what the reader looks at now."""
    whole = View(view.as_of, view.period_from, min(view.period_to, view.as_of))
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom", key="heading"):
        st.title(escape(review.title), anchor=False, width="content")
        st.button(say(ALL), key="all_reviews", icon=":material/arrow_back:", on_click=leave)
    st.caption(say(_days(review, whole)))
    frame = meeting_lists.decisions(review.number)
    then = kept.figures(ask.ask(KEPT, today()), review.number)
    places = list(dict.fromkeys(region for region, _ in then))
    st.download_button(
        say(SLIDES),
        data=partial(_deck, ask.bound(), review, tuple(filter(None, places)), frame, lang()),
        file_name=f"{review.number}.pptx",
        mime=MIME,
        icon=":material/slideshow:",
        on_click="ignore",
        key="review_slides",
    )
    with cards.card("decided", DECIDED):
        st.caption(meeting_lists.counts(frame))
        table(meeting_lists.worded(frame), DECISIONS.fields, "decided", say(DECIDED))
    known = set(ask.regions(whole.as_of))
    with st.spinner(say(ASKING)):
        now = figures(whole, [region for region in places if region in known])
    columns = st.columns(2, gap="small")
    for number, region in enumerate(places):
        title = Text(escape(region), escape(region)) if region else WHOLE
        with columns[number % 2], cards.card(f"kept_{number}", title):
            _table(region, then, now, number)


def _deck(asked: Asker, review: Review, regions: tuple[str, ...], decided: pd.DataFrame, language: Lang) -> bytes:
    """The slides of the review: its own day and period, its own decisions."""
    days = [None if pd.isna(day) else day for day in decided["due_on"].tolist()]
    columns = [texts(decided, name) for name in ("title", "owner", "region")]
    rows = zip(columns[0], columns[1], days, columns[2], strict=True)
    decisions = [Decision(title, owner or None, day, region or None) for title, owner, day, region in rows]
    return review_deck(asked, review.view(), regions, decisions, language, review.title)


def _days(review: Review, view: View) -> Text:
    return Text(
        f"会议日期 {review.held_on} · 当时：截至 {review.as_of}，期间 {review.period_from} 至 {review.period_to} · "
        f"现在：截至 {view.as_of}，期间 {view.period_from} 至 {view.period_to}",
        f"Held on {review.held_on} · then: as of {review.as_of}, {review.period_from} to {review.period_to} · "
        f"now: as of {view.as_of}, {view.period_from} to {view.period_to}",
    )


def _table(region: str | None, then: Found, now: Found, number: int) -> None:
    rows: list[dict[str, Any]] = []
    for name, field in FIGURES.items():
        if (region, name) not in then:
            continue
        was, is_ = then[(region, name)], now.get((region, name))
        rows.append(
            {
                say(FIGURE): say(field.label),
                say(THEN): shown(field, was, lang()),
                say(NOW): shown(field, is_, lang()),
                say(CHANGE): change(field, was, is_, lang()),
            }
        )
    right = st.column_config.TextColumn(alignment="right")
    settings = {say(words): right for words in (THEN, NOW, CHANGE)}
    st.dataframe(pd.DataFrame(rows), column_config=settings, hide_index=True, key=f"kept_{number}", height="content")
