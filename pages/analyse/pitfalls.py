"""误区 · Pitfalls: value given for nothing, key accounts worked like small ones, levels nobody met."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.topics import QUERIES
from kam.topics.pitfalls import figures
from kam.ui import ask, cards, drill, filters, kpis_more
from kam.ui.picks import named, with_name
from kam.ui.words import lang

view = filters.view()
cards.heading(Text("误区", "Pitfalls"), view)
if not cards.is_ready("pitfalls"):
    st.stop()

style, names = cards.style(), ask.names(view.as_of)
now, before = (ask.ask("pitfalls.summary", days) for days in (view, filters.earlier(view)))
concessions, agreements, levels = (
    named(ask.ask(f"pitfalls.{query}", view), names) for query in ("concessions", "agreements", "levels")
)
summed, listed = cards.formula("pitfalls.summary"), cards.formula("pitfalls.concessions")
cards.kpis(
    (
        *kpis_more.concessions(now, before, concessions, (summed, listed), lang()),
        kpis_more.rebates(agreements, cards.formula("pitfalls.agreements"), lang()),
        kpis_more.levels(levels, cards.formula("pitfalls.levels")),
        kpis_more.rho(now, summed),
    )
)
left, right = st.columns(2, gap="small")
with left, cards.card("findings", Text("没有回报的让利", "Concessions for nothing"), "pitfalls.concessions"):
    alt = Text("没有回报的让利：各类问题的金额与笔数", "Concessions with nothing in return, by finding")
    cards.chart(cards.drawn(figures.by_finding, concessions, "value", style), "pitfalls_findings", alt, "finding")
aside = Text("每户平均，× = 大客户 ÷ 其他", "per account, × = key ÷ other")
title = Text("大客户与其他客户的投入", "Key against others")
with right, cards.card("differentiation", title, "pitfalls.differentiation", aside):
    alt = Text("每户拜访与让利：大客户与其他客户之比", "Visits and concessions per account, key against other")
    figure = cards.drawn(figures.differentiation, ask.ask("pitfalls.differentiation", view), style)
    cards.chart(figure, "pitfalls_differentiation", alt)
drill.behind(view)
left, right = st.columns(2, gap="small")
with left, cards.card("unbacked", Text("没有承诺的返点", "Rebates without a commitment"), "pitfalls.agreements"):
    alt = Text("没有承诺的返点：各类问题的金额与笔数", "Rebates without a commitment, by finding")
    figure = cards.drawn(figures.by_finding, agreements, "earned", style, figures.NO_REBATES)
    cards.chart(figure, "pitfalls_unbacked", alt, "unbacked")
with right, cards.card("gaps", Text("未触及的层级", "Levels nobody met"), "pitfalls.levels"):
    alt = Text("各类层级缺口的大客户数", "Key accounts by the level nobody met")
    cards.chart(cards.drawn(figures.gaps, levels, style), "pitfalls_gaps", alt, "gap")
for name, title, frame, first in (
    ("concessions", Text("让利明细", "Concessions"), concessions, "value"),
    ("agreements", Text("协议明细", "Agreements"), agreements, "earned"),
    ("levels", Text("层级明细", "Levels"), levels, "account_id"),
):
    with cards.card(f"pitfalls_{name}", title, f"pitfalls.{name}"):
        rows = frame.sort_values(first, ascending=first == "account_id", kind="stable")
        drill.listing(rows, with_name(QUERIES[f"pitfalls.{name}"].fields), f"pitfalls_{name}")
