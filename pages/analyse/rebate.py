"""返点 · Rebates: what is earned, what the next tier takes, what another volume would pay, what margin is left."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kam.text import Text
from kam.topics import QUERIES
from kam.topics.rebate import figures, margin
from kam.ui import ask, cards, drill, filters, kpis_rebate, what_if
from kam.ui.words import say

view = filters.view()
cards.heading(Text("返点", "Rebates"), view)
if not cards.is_ready("rebate"):
    st.stop()

style = cards.style()
status, margins, names = ask.ask("rebate.status", view), ask.ask("rebate.margin", view), ask.names(view.as_of)
numbers = figures.by_nearness(status)
cards.kpis(kpis_rebate.row(status, margins, ask.ask("rebate.margin", filters.earlier(view))))
left, right = st.columns(2, gap="small")
aside = Text("虚线 = 下一档起点", "dotted line = next tier")
with left, cards.card("nearness", Text("距下一档", "Next tier"), "rebate.status", aside):
    alt = Text("各协议已采购量与预测占下一档起点的比例", "Bought and forecast as a part of the next tier")
    cards.chart(cards.drawn(figures.nearness, status, names, style, 10), "rebate_nearness", alt, "agreement")
with right, cards.card("curve", Text("返点阶梯", "Rebate staircase"), "rebate.curve"):
    if numbers:
        chosen = drill.agreement(numbers, status, names)
        row = status[status["agreement_no"] == chosen].iloc[0]
        tiers = ask.ask("rebate.curve", view)
        tiers = tiers[tiers["agreement_no"] == chosen]
        is_money = drill.is_money(chosen, view)
        alt = Text("返点率随采购量的阶梯与当前位置", "Rebate rate by volume and where we stand")
        cards.chart(cards.drawn(figures.curve, tiers, row, style, is_money), "rebate_curve", alt)
    else:
        st.caption(say(figures.NO_AGREEMENT))
drill.behind(view)
left, right = st.columns(2, gap="small")
with left, cards.card("what_if", Text("返点推演", "What if"), "rebate.curve"):
    if numbers:
        owner = ask.ask("rebate.margin", replace(view, accounts=(str(row["account_id"]),)))
        what_if.draw(tiers, row, owner, is_money, style)
    else:
        st.caption(say(figures.NO_AGREEMENT))
aside = Text("让出最多的 12 家", "12 that are given most")
with right, cards.card("margin", Text("返点后毛利率", "Margin after rebate"), "rebate.margin", aside):
    alt = Text("各客户返点与让利前后的毛利率", "Margin rate before and after rebate and concessions")
    cards.chart(cards.drawn(margin.margins, margins, names, style), "rebate_margin", alt, "account")
with cards.card("agreements", Text("协议进度", "Agreements"), "rebate.status"):
    drill.listing(drill.named(status, names), drill.NAMED_STATUS, "rebate_agreements")
with cards.card("margins", Text("毛利明细", "Margins"), "rebate.margin"):
    drill.listing(drill.named(margins, names), drill.with_name(QUERIES["rebate.margin"].fields), "rebate_margins")
