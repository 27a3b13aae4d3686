"""The cards of a page: headings with their explanation, figures in a row, charts that can be clicked."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Condition
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from cachetools import LRUCache, cached

from kam.datasets import ALL
from kam.engine import View
from kam.figure import Style
from kam.text import UNKNOWN, Text
from kam.topics import QUERIES
from kam.ui import ask, drill, explain, export_page, filters, wanted
from kam.ui.kpis import LAST_YEAR, PERIOD_AGO, PERIOD_BEFORE, YEAR_AGO, Kpi, sized
from kam.ui.rooms import NAMED
from kam.ui.words import lang, say

_QUIET: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def style() -> Style:
    """How this reader wants figures."""
    return Style(lang(), st.context.theme.type == "dark")


def formula(query: str) -> Text:
    """What a published question computes, in a reader's words."""
    return QUERIES[query].formula


def explained(query: str) -> str:
    """The same in the reader's language."""
    return say(formula(query))


def switch(key: str, label: Text, options: dict[str, Text]) -> str:
    """A small switch in a card's heading, its label for screen readers; the code chosen, the first at the start."""
    codes = list(options)
    chosen = st.segmented_control(
        say(label),
        codes,
        format_func=lambda code: say(options[code]),
        default=codes[0],
        key=key,
        required=True,
        label_visibility="collapsed",
        width="content",
    )
    return chosen or codes[0]


def heading(title: Text, view: View, is_exported: bool = True) -> None:
    """The page's title, what it shows (the as-of day, the period, the last upload), and the menu of its exports."""
    loaded = ask.store().last_load
    upload = f"{loaded.astimezone():%Y-%m-%d %H:%M}" if loaded else UNKNOWN
    last = min(view.period_to, view.as_of)
    words = Text(
        f"数据截至 {view.as_of} · 期间 {view.period_from} 至 {last} · 上次导入 {upload}",
        f"Data as of {view.as_of} · period {view.period_from} to {last} · last upload {upload}",
    )
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom", key="heading"):
        st.title(say(title), anchor=False, width="content")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
            st.caption(say(words), width="content")
            if is_exported:
                export_page.menu(title, view)


@contextmanager
def card(key: str, title: Text, query: str | None = None, aside: Text | None = None) -> Iterator[Any]:
    """A bordered card with a heading, which it hands out; the question mark says how its figures are computed."""
    if query:
        export_page.asked(QUERIES[query])
    with st.container(border=True, key=f"card_{key}", height="stretch"):
        head = st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            gap="small",
            key=f"head_{key}",
        )
        with head:
            words = explained(query) if query else None
            with st.container(horizontal=True, vertical_alignment="center", gap=None, width="content"):
                st.markdown(f"##### {say(title)}", help=words, width="content")
                if query:
                    explain.link(query, key)
            if aside:
                st.caption(say(aside), width="content")
        yield head


def kpis(row: Sequence[Kpi], key: str = "kpis") -> None:
    """Figures in a row: six beside each other on a desk, two on a phone. Another row of the page has its own `key`."""
    if key == "kpis":
        export_page.keep(row, _against)
    with st.container(key=key):
        for place, (column, kpi) in enumerate(zip(st.columns(len(row)), row, strict=True)):
            with column, st.container(key=f"{key}_{place}", height="stretch"):
                _metric(kpi)


def _metric(kpi: Kpi) -> None:
    value = sized(kpi.value, say(kpi.unit))
    known = kpi.change is not None
    st.metric(
        say(kpi.label),
        value,
        # Where there is nothing to compare with, a dash stands beside the words: no base is not "no change".
        kpi.beside or kpi.printed_change(lang()) or UNKNOWN,
        delta_color=_colour() if known and not kpi.is_plain else "off",
        delta_arrow="auto" if known else "off",
        delta_description=say(_against(kpi.against)),
        help=say(kpi.formula),
        border=True,
        height="stretch",
        chart_data=list(kpi.history) or None,
        chart_type="area",
    )


def figures(told: Sequence[tuple[Text, str]]) -> None:
    """Plain figures, as many beside each other as there is room: a name and what is printed."""
    with st.container(horizontal=True):
        for label, value in told:
            st.metric(say(label), value, width="content")


def _against(base: Text) -> Text:
    if filters.choice().against == "year":
        return base
    return {LAST_YEAR: PERIOD_BEFORE, YEAR_AGO: PERIOD_AGO}.get(base, base)


def _colour() -> Any:
    is_red_up = st.session_state.get("is_red_up", lang() == "zh")
    return "inverse" if is_red_up else "normal"


def _given(draw: Callable[..., go.Figure], *given: object) -> tuple[str, str, bytes]:
    # Equal pickles are equal values; equal values that pickle otherwise cost a drawing, never a wrong chart.
    return draw.__module__, draw.__qualname__, hashlib.sha256(pickle.dumps(given, 5)).digest()


@cached(LRUCache(300), _given, condition=Condition())
def drawn(draw: Callable[..., go.Figure], *given: object) -> go.Figure:
    """The figure that `draw` makes of what is given, drawn once for all readers: not to be changed.

    Half of the time of a page that has its answers is plotly checking what it is told.
    """
    return draw(*given)


def chart(figure: go.Figure, key: str, alt: Text, kind: str | None = None) -> None:
    """A chart; with `kind` a click on a bar or point picks what its customdata names (see drill)."""
    if kind is None or not any(getattr(trace, "customdata", None) is not None for trace in figure.data):
        st.plotly_chart(figure, theme=None, key=key, config=_QUIET, alt=say(alt))
        return
    turn = drill.turn(key)
    st.plotly_chart(
        figure,
        theme=None,
        key=turn,
        config=_QUIET,
        alt=say(alt),
        on_select=_picked(turn, key, kind),
        selection_mode="points",
    )


def _picked(turn: str, key: str, kind: str) -> Callable[[], None]:
    def taken() -> None:
        points = st.session_state[turn]["selection"]["points"]
        data = points[0].get("customdata") if points else None
        value = data[0] if isinstance(data, list) and data else data
        if value is None:
            drill.forget()
        else:
            drill.pick(kind, str(value), key)

    return taken


def is_ready(room: str) -> bool:
    """Whether a page has the data it needs, for which it then begins to ask; else says what is missing."""
    missing = NAMED[room].missing(ask.filled())
    if not missing:
        view = filters.view()
        wanted.begin(room, view, filters.earlier(view))
        return True
    absent(missing)
    return False


def absent(missing: Sequence[str]) -> None:
    """Says which spreadsheets are missing and leads to the import page, where uploads and templates are."""
    labels = {dataset.name: say(dataset.label) for dataset in ALL}
    named = say(Text("、", ", ")).join(labels[name] for name in missing)
    with st.container(border=True, key="card_absent"):
        st.markdown(f"##### {say(Text('这里还没有数据', 'Nothing here yet'))}")
        st.markdown(say(Text(f"需要：**{named}**。", f"What is needed: **{named}**.")))
        hint = Text(
            "把 ERP / CRM 导出的表格原样拖进导入页面即可；也可以在那里下载空白模板填写。",
            "Drop the exports of your ERP or CRM on the import page as they are, or fill in a template from there.",
        )
        st.caption(say(hint))
        leads = say(Text("去导入数据", "Import data"))
        if ask.may("upload"):
            st.page_link(NAMED["imports"].page(lang()), label=leads, icon=":material/upload_file:")
