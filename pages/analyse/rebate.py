"""返点 · Rebates: what is earned, what the next tier takes, how commitments stand."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.topics.rebate import figures
from kam.ui import ask, cards, drill, filters
from kam.ui.words import say

view = filters.view()
cards.heading(Text("返点", "Rebates"), view)
if not cards.is_ready("rebate"):
    st.stop()

style = cards.style()
status, names = ask.ask("rebate.status", view), ask.names(view.as_of)
numbers = figures.by_nearness(status)
left, right = st.columns(2, gap="small")
aside = Text("虚线 = 下一档起点", "dotted line = next tier")
with left, cards.card("nearness", Text("距下一档", "Next tier"), "rebate.status", aside):
    alt = Text("各协议已采购量与预测占下一档起点的比例", "Bought and forecast as a part of the next tier")
    cards.chart(figures.nearness(status, names, style, 10), "rebate_nearness", alt, "agreement")
with right, cards.card("curve", Text("返点阶梯", "Rebate staircase"), "rebate.curve"):
    if numbers:
        chosen = drill.agreement(numbers, status, names)
        row = status[status["agreement_no"] == chosen].iloc[0]
        tiers = ask.ask("rebate.curve", view)
        alt = Text("返点率随采购量的阶梯与当前位置", "Rebate rate by volume and where we stand")
        cards.chart(
            figures.curve(tiers[tiers["agreement_no"] == chosen], row, style, drill.is_money(chosen, view)),
            "rebate_curve",
            alt,
        )
    else:
        st.caption(say(figures.NO_AGREEMENT))
drill.behind(view)
with cards.card("agreements", Text("协议进度", "Agreements"), "rebate.status"):
    drill.listing(drill.named(status, names), drill.NAMED_STATUS, "rebate_agreements")
