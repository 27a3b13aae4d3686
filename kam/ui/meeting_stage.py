"""A running meeting on a projector: one screen a stop, large type, the keys of a presenter's remote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from kam import review as kept
from kam.errors import KamError
from kam.figure import Style, texts
from kam.review import KEPT, Review, Stop, today
from kam.text import Text
from kam.topics.board.words import KINDS
from kam.ui import ask, cards, filters, meeting_lists, meeting_stops
from kam.ui.company import uploads, who
from kam.ui.decide import decision
from kam.ui.meeting_figures import figures
from kam.ui.meeting_lists import Finding
from kam.ui.meeting_memory import WRITTEN, remembered
from kam.ui.meeting_stops import Scene
from kam.ui.words import escape, say

OPENING = Text("上次会议的决定", "What the last review decided")
CLOSING = Text("本次会议的决定", "What this review decided")
BACK, ON = Text("上一个", "Back"), Text("下一个", "Next")
DECIDE = Text("记录决定", "Decide")
BESIDE = Text("并排对比", "Side by side")
LEAVE = Text("退出演示", "Leave")
END = Text("结束并保存会议", "End and keep the review")
KEEPING = Text("正在保存各区域的指标……", "Keeping the figures of every region…")
FINDINGS = Text("需要决定的要事", "What needs a decision")
BEFORE = Text("上次决定，尚未完成", "Decided last time, not done yet")
HERE = Text("本次已定", "Decided now")
NOTHING_BEFORE = Text("没有未完成的决定", "Nothing is left open")
NOTHING_HERE = Text("还没有记录决定", "Nothing decided yet")
_READY_S = 2.0
_CSS = (Path(__file__).parent / "meeting.css").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: its title, safe for markdown, and what draws it; `stop` where it is one of the agenda."""

    title: str
    draw: Callable[[], None]
    stop: Stop | None = None


def show(review: Review, last: Review | None) -> None:
    """The screen that the address names; `last`: the review that was kept before this one."""
    st.html(f"<style>{_CSS}</style>")
    screens = _screens(review, last)
    asked = st.query_params.get("stop", "")
    place = min(max(int(asked), 1), len(screens)) if asked.isdecimal() and len(asked) < 4 else 1
    screen = screens[place - 1]
    with st.container(key="stage"):
        _bar(review, screen, place, len(screens))
        screen.draw()
    if place < len(screens) and (coming := screens[place].stop):
        _make_ready(coming, review)


@st.fragment(run_every=_READY_S)
def _make_ready(stop: Stop, review: Review) -> None:
    """Draws the next screen while this one is talked about; not in the run that drew this one, which would not end."""
    if st.session_state.get("meeting_next") == stop:
        _scene(stop, review)
    st.session_state.meeting_next = stop


def _screens(review: Review, last: Review | None) -> list[Screen]:
    """The last review's decisions first, then the agenda as far as this viewer may see it, then the end."""
    screens: list[Screen] = []
    if last and last.decisions:
        screens.append(Screen(say(OPENING), lambda: _opening(last)))
    names = ask.names(review.as_of)
    seen = {"region": set(ask.regions(review.as_of)), "account": set(names), "page": set(meeting_stops.PAGES)}
    for stop in kept.agenda(ask.ask(KEPT, today()), review.number):
        if stop.code in seen[stop.kind]:
            name = escape(meeting_stops.title(stop, names))
            screens.append(Screen(name, lambda stop=stop: _stop(stop, review, last), stop))  # type: ignore[misc]
    return [*screens, Screen(say(CLOSING), lambda: _closing(review))]


def _go(place: int) -> None:
    st.query_params["stop"] = str(place)
    st.query_params.pop("beside", None)


def leave() -> None:
    """Out of the presentation; the review goes on running."""
    for name in ("review", "stop", "beside"):
        st.query_params.pop(name, None)


def _bar(review: Review, screen: Screen, place: int, count: int) -> None:
    """Title and position, and the buttons: one for each step, for the keys of a keyboard and those of a remote."""
    is_first, is_last = place == 1, place == count
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="stage_bar"):
        st.title(screen.title, anchor=False, width="stretch")
        with st.container(width="content", key="stage_place"):
            until = Text(f"截至 {review.as_of}", f"as of {review.as_of}")
            st.markdown(f"{say(until)} · **{place} / {count}**")
        st.button(say(BACK), key="back", shortcut="Left", on_click=_go, args=(place - 1,), disabled=is_first)
        st.button(say(ON), key="on", shortcut="Right", on_click=_go, args=(place + 1,), disabled=is_last)
        if screen.stop and screen.stop.kind != "page":
            _choose_beside(screen.stop, review)
        if st.button(say(DECIDE), key="decide", icon=":material/add_task:", shortcut="D", type="primary"):
            _decide(review, screen.stop, screen.title)
        st.button("", key="leave", icon=":material/close:", on_click=leave, help=say(LEAVE))
    with st.container(key="stage_more_keys"):
        st.button(say(BACK), key="back_too", shortcut="PageUp", on_click=_go, args=(place - 1,), disabled=is_first)
        st.button(say(ON), key="on_too", shortcut="PageDown", on_click=_go, args=(place + 1,), disabled=is_last)


def _choose_beside(stop: Stop, review: Review) -> None:
    names = ask.names(review.as_of)
    codes = [
        code for code in (ask.regions(review.as_of) if stop.kind == "region" else list(names)) if code != stop.code
    ]
    asked = _beside(stop, review)
    key = f"beside_{stop.kind}_{stop.code}"

    def taken() -> None:
        if st.session_state[key]:
            st.query_params["beside"] = st.session_state[key]
        else:
            st.query_params.pop("beside", None)

    st.selectbox(
        say(BESIDE),
        codes,
        index=codes.index(asked) if asked in codes else None,
        format_func=lambda code: meeting_stops.title(Stop(stop.kind, code), names),
        key=key,
        on_change=taken,
        placeholder=say(BESIDE),
        label_visibility="collapsed",
        width=190,
    )


def _beside(stop: Stop, review: Review) -> str | None:
    """The region or account that stands beside a stop, from the address; None when there is none."""
    asked = st.query_params.get("beside", "")
    seen = ask.regions(review.as_of) if stop.kind == "region" else list(ask.names(review.as_of))
    return asked if stop.kind != "page" and asked in seen and asked != stop.code else None


def _stop(stop: Stop, review: Review, last: Review | None) -> None:
    if beside := _beside(stop, review):
        _pair(stop, beside, review)
        return
    scene = _scene(stop, review)
    cards.kpis(scene.kpis, "stage_kpis")
    for column, place in zip(st.columns(len(scene.charts), gap="small"), range(len(scene.charts)), strict=True):
        with column:
            _chart(scene, place, "stage")
    left, right = st.columns((3, 2), gap="small")
    with left, cards.card("stage_findings", FINDINGS):
        names = ask.names(review.as_of)
        meeting_lists.show_findings(scene.findings, names, lambda finding, about: _decide(review, stop, about, finding))
    with right:
        _decided(stop, review, last)


def _decided(stop: Stop, review: Review, last: Review | None) -> None:
    """What the last review left open here, and what this one has decided."""
    if last:
        before = meeting_lists.of_stop(meeting_lists.decisions(last.number), stop)
        before = before[before["state"].isin(["overdue", "open"])]
        with cards.card("stage_before", BEFORE):
            meeting_lists.show_decisions(before, NOTHING_BEFORE)
    with cards.card("stage_here", HERE):
        meeting_lists.show_decisions(meeting_lists.of_stop(meeting_lists.decisions(review.number), stop), NOTHING_HERE)


def _pair(stop: Stop, beside: str, review: Review) -> None:
    names = ask.names(review.as_of)
    scenes = _remembered(("pair", stop, beside), review, lambda style: _sides(stop, beside, review, style))
    sides = zip(st.columns(2, gap="medium"), ("left", "right"), (stop.code, beside), scenes, strict=True)
    for column, side, code, scene in sides:
        with column:
            st.markdown(f"##### {escape(meeting_stops.title(Stop(stop.kind, code), names))}")
            cards.kpis(scene.kpis, f"stage_kpis_{side}")
            for place in range(len(scene.charts)):
                _chart(scene, place, side)


def _chart(scene: Scene, place: int, key: str) -> None:
    chart = scene.charts[place]
    with cards.card(f"{key}_{place}", chart.title):
        cards.chart(chart.figure, f"{key}_chart_{place}", chart.title)


def _scene(stop: Stop, review: Review) -> Scene:
    return _remembered((stop,), review, lambda style: (meeting_stops.scene(stop, review, style),))[0]


def _sides(stop: Stop, beside: str, review: Review, style: Style) -> tuple[Scene, ...]:
    return meeting_stops.pair(stop.kind, (stop.code, beside), review, style)


def _remembered(
    what: tuple[object, ...], review: Review, draw: Callable[[Style], tuple[Scene, ...]]
) -> tuple[Scene, ...]:
    style = cards.style()
    key = (what, review.number, style, filters.choice().against)
    return remembered(key, lambda: draw(style), WRITTEN)


def _opening(last: Review) -> None:
    frame = meeting_lists.decisions(last.number)
    st.markdown(f"{escape(last.title)} · {last.held_on} · {meeting_lists.counts(frame)}")
    with st.container(border=True, key="card_opening"):
        meeting_lists.show_decisions(frame, NOTHING_BEFORE)


def _closing(review: Review) -> None:
    frame = meeting_lists.decisions(review.number)
    st.markdown(meeting_lists.counts(frame))
    with st.container(border=True, key="card_closing"):
        meeting_lists.show_decisions(frame, NOTHING_HERE)
    if st.button(say(END), key="end", icon=":material/inventory:", type="primary"):
        _end(review)


def _end(review: Review) -> None:
    with st.spinner(say(KEEPING)):
        found = figures(review.view(), ask.regions(review.as_of))
        try:
            kept.end(uploads().desk, review.number, found, who("decide"))
        except KamError as error:
            st.error(escape(say(error.message)))
            return
    st.query_params.pop("stop", None)
    st.rerun()


def _decide(review: Review, stop: Stop | None, about: str, finding: Finding | None = None) -> None:
    """A dialog with the form of a decision on the stop, or on one finding of it; `about`: its words, safe for markdown.

    What a dialog is about stands in its title: of two with one title the later shows the fields of the earlier
    until it is drawn (Streamlit 1.67 tells dialogs apart by their titles).
    """
    account_id, region, owner, step, key = _about(stop, review, finding)

    @st.dialog(f"{say(DECIDE)} · {about}", width="medium")
    def ask_for_it() -> None:
        made = decision(key, account_id, region, owner, step)
        if made is None:
            return
        try:
            kept.note(uploads().desk, review.number, made[0], who("decide"))
        except KamError as error:
            st.error(escape(say(error.message)))
            return
        st.rerun()

    ask_for_it()


def _about(
    stop: Stop | None, review: Review, finding: Finding | None
) -> tuple[str | None, str | None, str | None, Text | None, str]:
    """Whom a decision is about: account, region, owner, the next step to begin with, and the key of its form."""
    if finding:
        step = KINDS[finding.kinds[0]].step
        key = f"decide_{finding.account_id or finding.region}_{finding.kinds[0]}"
        return finding.account_id or None, finding.region or None, finding.owner or None, step, key
    if stop is None or stop.kind == "page":
        return None, None, None, None, "decide_whole"
    if stop.kind == "region":
        return None, stop.code, None, None, f"decide_region_{stop.code}"
    row = ask.directory(review.as_of)
    row = row[row["account_id"] == stop.code]
    region, manager = (texts(row, name)[0] or None for name in ("region", "manager"))
    return stop.code, region, manager, None, f"decide_account_{stop.code}"
