"""会议: what a meeting goes through is chosen here, a running one is gone on with, and kept ones are opened."""

from __future__ import annotations

import streamlit as st

from kam import review as kept
from kam.engine import View
from kam.errors import KamError
from kam.figure import texts
from kam.review import HELD, Review, Stop, reviews, today
from kam.text import Text
from kam.ui import ask, cards, filters, meeting_kept, meeting_lists, meeting_stage, meeting_stops
from kam.ui.company import uploads, who
from kam.ui.rooms import NAMED
from kam.ui.tables import table
from kam.ui.words import escape, say

HEADING = Text("经营会议", "Review")
AGENDA = Text("议程", "Agenda")
NAME = Text("会议名称", "Title")
USUAL = Text("区域复盘 {day}", "Regional review {day}")
REGIONS, PAGES, ACCOUNTS = Text("区域", "Regions"), Text("专题", "Pages"), Text("客户", "Accounts")
NOTHING_CHOSEN = Text("请至少选择一项议程。", "Choose at least one stop.")
KEYS = Text(
    "用 ← → 或 PageUp / PageDown 翻页，按 D 记录决定。", "Turn with ← → or PageUp / PageDown; D records a decision."
)
START = Text("开始会议", "Start")
RUNNING = Text("进行中：{title}（{day}）", "Running: {title} ({day})")
GO_ON, DISCARD = Text("继续", "Go on"), Text("放弃", "Discard")
DISCARD_HELP = Text(
    "撤回这次会议的记录；已记入行动计划的决定保留。", "Takes the review's own rows back; its actions stay in the plan."
)
LAST = Text("上次会议的决定", "What the last review decided")
NO_LAST = Text(
    "还没有开过的会议。会议结束后，指标与决定保留在这里，下次会议先看它们的结果。",
    "No review was held yet. When one ends, its figures and decisions stay here, and the next one begins with them.",
)
GONE = Text("没有编号为 {number} 的会议。", "There is no review {number}.")


def show(view: View) -> None:
    """The meeting that the address names: running on its stage, or kept; without one what begins a meeting."""
    held = reviews(ask.ask(HELD, today()))
    number = filters.safe_code(st.query_params.get("review", ""))
    chosen = next((review for review in held if review.number == number), None)
    if chosen and chosen.is_running:
        meeting_stage.show(chosen, _before(held, chosen))
    elif chosen:
        meeting_kept.show(chosen, view)
    else:
        _prepare(view, held, number)


def _before(held: list[Review], running: Review | None = None) -> Review | None:
    """The review that was kept last, as the running one sees it."""
    ended = [review for review in held if not review.is_running]
    return next((review for review in ended if running is None or review.held_on <= running.held_on), None)


def _prepare(view: View, held: list[Review], asked: str) -> None:
    cards.heading(HEADING, view, is_exported=False)
    if not cards.is_ready("meeting"):
        return
    if asked:
        st.warning(say(GONE.fill(number=escape(asked))))
    for review in held:
        if review.is_running:
            _running(review)
    left, right = st.columns(2, gap="small")
    with left, cards.card("agenda", AGENDA):
        _agenda(view)
    with right, cards.card("last", LAST):
        _last(_before(held))
    ended = ask.ask(HELD, today())
    ended = ended[~ended["is_running"].astype(bool)]
    with cards.card("held", HELD.label):
        row = table(ended, HELD.fields, "held", say(HELD.label), is_pickable=True)
    if row is not None:
        _open(texts(ended, "review_no")[row])


def _running(review: Review) -> None:
    row = st.container(
        horizontal=True, vertical_alignment="center", gap="small", border=True, key=f"card_running_{review.number}"
    )
    with row:
        words = RUNNING.fill(title=escape(review.title), day=review.held_on)
        st.markdown(f":material/co_present: {say(words)}", width="stretch")
        if st.button(say(GO_ON), key=f"go_on_{review.number}", type="primary"):
            _open(review.number)
        if st.button(say(DISCARD), key=f"discard_{review.number}", help=say(DISCARD_HELP)):
            kept.discard(uploads().desk, review.number, who("decide"))
            st.rerun()


def _open(number: str) -> None:
    st.query_params["review"] = number
    st.rerun()


def _last(review: Review | None) -> None:
    if review is None:
        st.caption(say(NO_LAST))
        return
    frame = meeting_lists.decisions(review.number)
    st.caption(f"{escape(review.title)} · {review.held_on} · {meeting_lists.counts(frame)}")
    meeting_lists.show_decisions(frame, meeting_stage.NOTHING_BEFORE)


def _agenda(view: View) -> None:
    names, regions = ask.names(view.as_of), ask.regions(view.as_of)
    title = st.text_input(say(NAME), value=say(USUAL.fill(day=view.as_of)), key="meeting_title", max_chars=200)
    usual = [code for code in view.regions if code in regions] or regions
    pages = st.multiselect(
        say(PAGES),
        list(meeting_stops.PAGES),
        default=[] if regions else ["overview"],
        format_func=lambda code: say(NAMED[code].title),
        key="meeting_pages",
    )
    chosen = st.multiselect(say(REGIONS), regions, default=usual, key="meeting_regions")
    accounts = st.multiselect(
        say(ACCOUNTS),
        list(names),
        format_func=lambda code: f"{names[code]} {code}".strip(),
        key="meeting_accounts",
    )
    st.caption(say(KEYS))
    if not st.button(say(START), key="start", icon=":material/co_present:", type="primary"):
        return
    stops = [
        *(Stop("page", code) for code in pages),
        *(Stop("region", code) for code in chosen),
        *(Stop("account", code) for code in accounts),
    ]
    if not stops:
        st.error(say(NOTHING_CHOSEN))
        return
    try:
        number = kept.begin(uploads().desk, view, title.strip() or say(HEADING), stops, who("decide"))
    except KamError as error:
        st.error(escape(say(error.message)))
        return
    st.query_params["stop"] = "1"
    _open(number)
