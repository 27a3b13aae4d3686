"""口径与来源: a question's formula and columns, its answer, and the rows behind it with their place in the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from kam.behind import Behind
from kam.engine import View
from kam.explained import with_origin
from kam.figure import texts
from kam.ledger import Batch
from kam.text import Text, number
from kam.topic import Query
from kam.topics import QUERIES, TOPICS
from kam.ui import ask, export_page, filters
from kam.ui.rooms import NAMED
from kam.ui.tables import table
from kam.ui.words import lang, say

_MOST = 500
_LEADS = Text("口径与来源行", "Formula and the rows behind it")
_KINDS: dict[str, Text] = {
    "money": Text("金额，元", "CNY"),
    "rate": Text("比率，0..1", "fraction 0..1"),
    "count": Text("个数", "count"),
    "number": Text("数值", "number"),
    "day": Text("日期", "day"),
    "text": Text("文本", "text"),
    "flag": Text("是 / 否", "yes / no"),
}


def link(query: str, key: str) -> None:
    """The small way from a card to its formula and rows; the filters go along."""
    if st.button("", key=f"explain_{key}", icon=":material/account_tree:", type="tertiary", help=say(_LEADS)):
        st.switch_page(NAMED["explain"].page(lang()), query_params={"query": query})


def chosen() -> Query:
    """The question of the address, with a chooser for another."""
    asked = filters.safe_code(st.query_params.get("query", ""))
    names = list(QUERIES)
    if st.session_state.get("explain_asked") != asked or "explain_query" not in st.session_state:
        st.session_state.explain_query = asked if asked in QUERIES else names[0]
    topics = {query.name: topic for topic in TOPICS for query in topic.queries}
    name = st.selectbox(
        say(Text("问题", "Question")),
        names,
        format_func=lambda code: f"{say(topics[code].label)} · {say(QUERIES[code].label)}",
        key="explain_query",
        label_visibility="collapsed",
        width=420,
    )
    st.query_params["query"] = name
    st.session_state.explain_asked = name
    return QUERIES[name]


def columns(query: Query) -> pd.DataFrame:
    """Each column of the answer: heading, unit, its name for the command line."""
    return pd.DataFrame(
        {
            say(Text("列", "Column")): [say(field.label) for field in query.fields],
            say(Text("单位", "Unit")): [say(_KINDS[field.kind]) for field in query.fields],
            say(Text("名称", "Name")): [field.name for field in query.fields],
        }
    )


def answer(query: Query, view: View) -> View:
    """The answer as a table; a picked row narrows the rows behind it to its account."""
    export_page.asked(query)
    frame = ask.ask(query, view)
    has_account = "account_id" in frame.columns
    row = table(frame, query.fields, f"explain_{query.name}", say(query.label), is_pickable=has_account)
    code = texts(frame, "account_id")[row] if row is not None else ""
    return replace(view, accounts=(code,)) if code else view


def rows(query: Query, view: View) -> None:
    """The rows of each dataset behind the answer, a tab each."""
    found = ask.behind(query.name, view, _MOST)
    batches = ask.store().history()
    labels = [f"{say(one.dataset.label)} {number(one.total)}" for one in found]
    if not found:
        return
    for tab, one in zip(st.tabs(labels), found, strict=True):
        with tab:
            _rows(one, batches)


def _rows(one: Behind, batches: Sequence[Batch]) -> None:
    heads, cells = with_origin(one, batches, lang())
    if not cells:
        st.caption(say(Text("所选范围内没有行", "No rows in this selection")))
        return
    if one.total > len(cells):
        count = number(len(cells))
        words = Text(f"列出前 {count} 行；点上表一行只看该客户", f"The first {count}; pick a row above for one account")
        st.caption(say(words))
    frame = pd.DataFrame(cells, columns=heads)
    keep = [name for name in heads if frame[name].notna().any()]
    st.dataframe(frame[keep], hide_index=True, placeholder="—", height=320, key=f"behind_{one.dataset.name}")
