"""口径与来源 · Definitions: how a figure is computed, and the rows of the files that make it."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.ui import ask, cards, explain, filters
from kam.ui.words import say

view = filters.view()
cards.heading(Text("口径与来源", "Definitions"), view)
query = explain.chosen()
left, right = st.columns([3, 2], gap="small")
with left, cards.card("formula", query.label):
    st.markdown(say(query.formula))
with right, cards.card("columns", Text("列", "Columns")):
    st.dataframe(explain.columns(query), hide_index=True, height=212, key="explain_columns")
if ask.store().is_empty:
    cards.absent(("account", "order_line"))
    st.stop()
with cards.card("answer", Text("结果", "Answer")):
    narrowed = explain.answer(query, view)
with cards.card("rows", Text("来源行", "The rows behind it")):
    explain.rows(query, narrowed)
with st.expander("SQL"):
    st.code(query.sql, language="sql")
