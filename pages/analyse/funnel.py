"""阶段漏斗 · Funnel: where accounts stand, how they get on, how long they stay, what their stage stands on."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.topics import QUERIES
from kam.topics.funnel import deals, figures, progress
from kam.ui import ask, cards, drill, filters, kpis_funnel
from kam.ui.tables import table
from kam.ui.words import say

view = filters.view()
cards.heading(Text("阶段漏斗", "Stage funnel"), view)
if not cards.is_ready("funnel"):
    st.stop()

style, names = cards.style(), ask.names(view.as_of)
stock, reached = ask.ask("funnel.stock", view), ask.ask("funnel.reached", view)
cohort, dwell = ask.ask("funnel.cohort", view), ask.ask("funnel.dwell", view)
stalled, audit = ask.ask("funnel.stalled", view), ask.ask("funnel.audit", view)
cards.kpis(kpis_funnel.row(ask.month_ends(view), view))
left, right = st.columns(2, gap="small")
with left, cards.card("reached", Text("曾到达各阶段", "Reached"), "funnel.reached"):
    alt = Text("曾到达各阶段的客户数与转化率", "Accounts that reached each stage, and conversion")
    cards.chart(cards.drawn(figures.funnel, stock, reached, style), "funnel_reached", alt, "reached")
with right, cards.card("stock", Text("现处各阶段", "Now in stage"), "funnel.stock"):
    alt = Text("现处各阶段的客户数", "Accounts in each stage now")
    cards.chart(cards.drawn(figures.stock, stock, style), "funnel_stock", alt, "stage")
drill.behind(view)
left, right = st.columns(2, gap="small")
aside = Text("按进入季度：到达下一阶段 / 进入", "by quarter of entry: reached next / entered")
with left, cards.card("cohorts", Text("各季度批次的转化", "Conversion by quarter of entry"), "funnel.cohort", aside):
    quarters = [(name, ask.ask("funnel.cohort", quarter)) for name, quarter in ask.quarters(view)]
    alt = Text("各季度进入各阶段的客户到达下一阶段的比例", "Part of a quarter's entrants that reached the next stage")
    cards.chart(cards.drawn(progress.cohorts, quarters, style), "funnel_quarters", alt)
with right, cards.card("survival", Text("能停留多久", "How long stays last"), "funnel.survival"):
    stage = kpis_funnel.stage_switch(dwell, "survival_stage")
    alt = Text("该阶段停留时间的 Kaplan-Meier 曲线", "Kaplan-Meier curve of the stays in the stage")
    cards.chart(
        cards.drawn(progress.survival, ask.ask("funnel.survival", view), stage, style, 280), "funnel_survival", alt
    )
left, right = st.columns(2, gap="small")
with left, cards.card("cohort", Text("期间进入的批次", "Cohort of the period"), "funnel.cohort"):
    alt = Text("期间进入各阶段的客户去向", "What became of those who entered a stage in the period")
    cards.chart(cards.drawn(figures.cohort, cohort, style), "funnel_cohort", alt)
    table(figures.with_fraction(cohort), figures.COHORT_FIELDS, "funnel_cohort_table", say(alt))
with right, cards.card("dwell", Text("停留天数", "Dwell time"), "funnel.dwell"):
    alt = Text("各阶段停留天数的中位数与分位", "Median and quantiles of the days in each stage")
    cards.chart(cards.drawn(figures.dwell, dwell, style), "funnel_dwell", alt)
    table(dwell, QUERIES["funnel.dwell"].fields, "funnel_dwell_table", say(alt))
left, right = st.columns(2, gap="small")
with left, cards.card("needs", Text("阶段证据", "Stage audit"), "funnel.audit"):
    alt = Text("各阶段所需证据已证明与未证明的客户数", "Accounts that prove each stage's need, and those that do not")
    cards.chart(cards.drawn(progress.needs, audit, style), "funnel_needs", alt, "need")
with right, cards.card("regressions", Text("期间内的阶段倒退", "Moves back in the period"), "funnel.regressions"):
    back = drill.named(ask.ask("funnel.regressions", view), names)
    drill.listing(back, drill.with_name(QUERIES["funnel.regressions"].fields), "funnel_regressions")
left, right = st.columns(2, gap="small")
with left, cards.card("deals", Text("商机储备", "Pipeline"), "funnel.pipeline"):
    alt = Text("各阶段进行中商机的金额", "Amount of the open deals by stage")
    cards.chart(cards.drawn(deals.pipeline, ask.ask("funnel.pipeline", view), style), "funnel_deals", alt)
with right, cards.card("velocity", Text("商机速度", "Velocity of deals"), "funnel.velocity"):
    cards.figures(kpis_funnel.velocity(ask.ask("funnel.velocity", view)))
with cards.card("stalled", Text("停滞客户", "Stalled accounts"), "funnel.stalled"):
    late = drill.named(stalled, names).sort_values("days", ascending=False)
    drill.listing(late, drill.with_name(QUERIES["funnel.stalled"].fields), "funnel_stalled")
with cards.card("audit", Text("证据明细", "Evidence"), "funnel.audit"):
    drill.listing(drill.named(audit, names), drill.with_name(QUERIES["funnel.audit"].fields), "funnel_audit")
