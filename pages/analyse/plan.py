"""计划 · Plan: the earmarked money against what was spent, and the actions agreed on, overdue first."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.topics import QUERIES
from kam.topics.plan import figures
from kam.ui import ask, cards, drill, filters, kpis_more, picks
from kam.ui.tables import table
from kam.ui.words import lang, say

view = filters.view()
cards.heading(Text("计划", "Plan"), view)
if not cards.is_ready("plan"):
    st.stop()

style = cards.style()
funds, before = (ask.ask("plan.funds", days) for days in (view, filters.earlier(view)))
agenda = picks.agenda(view)
cards.kpis(
    (
        *kpis_more.funds(funds, before, cards.formula("plan.funds"), lang()),
        *kpis_more.actions(agenda, cards.formula("plan.actions")),
    )
)
left, right = st.columns(2, gap="small")
aside = Text("支出 / 预算", "spend / budget")
with left, cards.card("funds", Text("专款使用", "Funds"), "plan.funds", aside):
    alt = Text("各区域专款支出对照预算", "Spend of each region against its budget")
    cards.chart(cards.drawn(figures.funds, funds, style), "plan_funds", alt, "region")
aside = Text("逾期最多的 9 人", "9 with most overdue")
with right, cards.card("owners", Text("各责任人的行动", "Actions by owner"), "plan.actions", aside):
    alt = Text("各责任人逾期、未到期与已结束的行动数", "Overdue, open and finished actions by owner")
    cards.chart(cards.drawn(figures.by_owner, agenda, style), "plan_owners", alt, "owner")
drill.behind(view)
aside = Text("最早到期的 12 项，虚线 = 截止日", "12 due first; dotted line = the as-of day")
with cards.card("timeline", Text("未完成的行动", "Unfinished actions"), "plan.actions", aside):
    alt = Text("未完成行动的起止与逾期", "Unfinished actions from start to due day, and what is overdue")
    cards.chart(cards.drawn(figures.timeline, agenda, view.as_of, style), "plan_timeline", alt, "action")
with cards.card("agenda", Text("行动明细", "Actions"), "plan.actions"):
    drill.listing(agenda, figures.AGENDA.fields, "plan_agenda")
with cards.card("plan_regions", Text("专款明细", "Funds"), "plan.funds"):
    table(funds, QUERIES["plan.funds"].fields, "plan_regions", say(Text("专款明细", "Funds")))
