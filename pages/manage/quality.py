"""数据质量 · Data quality: what is unknown or contradicts itself, how much hangs on it, which rows, what to do."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.topics.quality import figures
from kam.ui import ask, cards, drill, filters, flaws, wanted
from kam.ui.tables import table
from kam.ui.words import say

view = filters.view()
cards.heading(Text("数据质量", "Data quality"), view)
if ask.store().is_empty:
    cards.absent(("account", "order_line"))
    st.stop()

wanted.begin("quality", view, filters.earlier(view))
findings = ask.ask("quality.findings", view)
cards.kpis(flaws.kpis(findings, view))
with cards.card("findings", Text("要更正的行", "Rows to correct"), "quality.findings"):
    alt = Text("各类数据问题的行数", "Rows of each finding")
    cards.chart(cards.drawn(figures.by_finding, findings, cards.style()), "quality_findings", alt, "flaw")
drill.behind(view)
with cards.card("remedies", Text("怎么办", "What to do"), "quality.findings"):
    alt = Text("数据问题与更正办法", "Findings and remedies")
    table(flaws.remedies(findings), flaws.FIELDS, "quality_remedies", say(alt))
