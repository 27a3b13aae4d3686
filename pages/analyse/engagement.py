"""投入 · Engagement: who meets whom, who is overdue for a visit, what time goes into it."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.topics import QUERIES
from kam.topics.engagement import figures
from kam.ui import ask, cards, drill, filters, kpis_more, settings
from kam.ui.picks import named, with_name
from kam.ui.tables import table
from kam.ui.words import say

view = filters.view()
cards.heading(Text("投入", "Engagement"), view)
if not cards.is_ready("engagement"):
    st.stop()

style, names = cards.style(), ask.names(view.as_of)
matrix, time = ask.ask("engagement.matrix", view), ask.ask("engagement.time", view)
executive, cadence = (named(ask.ask(f"engagement.{query}", view), names) for query in ("executive", "cadence"))
late = figures.overdue(cadence, view.as_of)
goal = settings.in_force(view)["visit_goal"]
cards.kpis(
    (
        kpis_more.meetings(matrix, cards.formula("engagement.matrix")),
        kpis_more.executive(executive, cards.formula("engagement.executive")),
        *kpis_more.visits_due(cadence, view.as_of, cards.formula("engagement.cadence")),
        *kpis_more.time(time, cards.formula("engagement.time"), goal),
    )
)
left, right = st.columns(2, gap="small")
aside = Text("我方层级 → 客户层级，近 12 个月", "visits (accounts), 12 months")
with left, cards.card("matrix", Text("三层对三层", "Level by level"), "engagement.matrix", aside):
    alt = Text("双方层级的见面次数与客户数", "Meetings and accounts by our level and theirs")
    cards.chart(cards.drawn(figures.matrix, matrix, style), "engagement_matrix", alt)
aside = Text("每种次数的大客户数", "key accounts by number of contacts")
with right, cards.card("executive", Text("决策层往来", "Executive contacts"), "engagement.executive", aside):
    alt = Text("决策层往来次数的分布，对照每年次数范围", "Key accounts by executive contacts, against the range a year")
    cards.chart(cards.drawn(figures.executive, executive, style), "engagement_executive", alt, "contacts")
drill.behind(view)
left, right = st.columns(2, gap="small")
aside = Text("逾期最久的 12 家", "12 longest overdue")
with left, cards.card("cadence", Text("逾期未访", "Visits overdue"), "engagement.cadence", aside):
    alt = Text("各客户逾期未访的天数", "Days overdue for a visit by account")
    cards.chart(cards.drawn(figures.cadence, late, names, style), "engagement_cadence", alt, "account")
aside = Text("虚线 = 拜访占工作时间的目标", "dotted line = goal for visits")
with right, cards.card("time", Text("拜访时间", "Time spent on visits"), "engagement.time", aside):
    alt = Text("各区域拜访占工作时间、大客户占拜访时间", "Visits of working hours, key accounts of visits, by region")
    cards.chart(cards.drawn(figures.time, time, style, goal), "engagement_time", alt, "visited")
with cards.card("engagement_late", Text("逾期明细", "Overdue"), "engagement.cadence"):
    drill.listing(
        late, (*with_name(QUERIES["engagement.cadence"].fields), figures.DAYS_OVERDUE), "engagement_late_rows"
    )
with cards.card("engagement_executive", Text("决策层往来明细", "Executive contacts"), "engagement.executive"):
    rows = executive.sort_values("contacts", kind="stable")
    drill.listing(rows, with_name(QUERIES["engagement.executive"].fields), "engagement_executive_rows")
with cards.card("engagement_regions", Text("区域明细", "Regions"), "engagement.time"):
    table(time, QUERIES["engagement.time"].fields, "engagement_regions", say(Text("区域明细", "Regions")))
