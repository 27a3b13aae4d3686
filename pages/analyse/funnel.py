"""阶段漏斗 · Funnel: where accounts stand, how they get on, how long they stay."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.topics import QUERIES
from kam.topics.funnel import figures
from kam.ui import ask, cards, drill, filters
from kam.ui.tables import table
from kam.ui.words import say

view = filters.view()
cards.heading(Text("阶段漏斗", "Stage funnel"), view)
if not cards.is_ready("funnel"):
    st.stop()

style = cards.style()
stock, reached = ask.ask("funnel.stock", view), ask.ask("funnel.reached", view)
cohort, dwell = ask.ask("funnel.cohort", view), ask.ask("funnel.dwell", view)
left, right = st.columns(2, gap="small")
with left, cards.card("reached", Text("曾到达各阶段", "Reached"), "funnel.reached"):
    alt = Text("曾到达各阶段的客户数与转化率", "Accounts that reached each stage, and conversion")
    cards.chart(figures.funnel(stock, reached, style), "funnel_reached", alt, "reached")
with right, cards.card("stock", Text("现处各阶段", "Now in stage"), "funnel.stock"):
    alt = Text("现处各阶段的客户数", "Accounts in each stage now")
    cards.chart(figures.stock(stock, style), "funnel_stock", alt, "stage")
drill.behind(view)
left, right = st.columns(2, gap="small")
with left, cards.card("cohort", Text("期间进入的批次", "Cohort of the period"), "funnel.cohort"):
    alt = Text("期间进入各阶段的客户去向", "What became of those who entered a stage in the period")
    cards.chart(figures.cohort(cohort, style), "funnel_cohort", alt)
    table(figures.with_fraction(cohort), figures.COHORT_FIELDS, "funnel_cohort_table", say(alt))
with right, cards.card("dwell", Text("停留天数", "Dwell time"), "funnel.dwell"):
    alt = Text("各阶段停留天数的中位数与分位", "Median and quantiles of the days in each stage")
    cards.chart(figures.dwell(dwell, style), "funnel_dwell", alt)
    table(dwell, QUERIES["funnel.dwell"].fields, "funnel_dwell_table", say(alt))
