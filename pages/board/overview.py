"""经营总览 · Overview: six figures and the four charts on one screen; below them what needs a decision."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.topics.funnel import figures as funnel
from kam.topics.rebate import figures as rebate
from kam.topics.rivals import figures as rivals
from kam.topics.share import figures as share
from kam.ui import ask, board, board_since, cards, drill, filters, first_steps, kpis, wanted
from kam.ui.words import lang

_HEIGHT, _LOWER = 192, 212

view = filters.view()
cards.heading(Text("大客户经营总览", "Key accounts at a glance"), view)
if ask.store().is_empty:
    first_steps.begin()
    st.stop()

style = cards.style()
months = ask.month_ends(view)
wanted.begin("overview", view, filters.earlier(view))
trend, by_region = ask.ask("share.trend", view), ask.ask("share.by_region", view)
last_year = ask.ask("share.by_region", filters.earlier(view))
stocks = [ask.ask("funnel.stock", month) for month in months]
strengths = [ask.ask("rivals.strength", month) for month in months]
status = ask.ask("rebate.status", view)

cards.kpis(
    (
        kpis.sales(trend, cards.formula("share.trend"), lang(), filters.earlier_trend(view)),
        kpis.account_share(by_region, last_year, trend, cards.formula("share.by_region")),
        kpis.market_share(by_region, last_year, cards.formula("share.by_region")),
        kpis.cooperating(stocks, kpis.COOPERATING),
        kpis.lead(strengths, cards.formula("rivals.strength")),
        kpis.rebates(status, cards.formula("rebate.status"), lang()),
    )
)
changed = st.container(key="changed")
left, right = st.columns(2, gap="small")
with left, cards.card("region", Text("区域占有率", "Share by region"), "share.by_region"):
    alt = Text("各区域的客户占有率与市场占有率", "Account share and market share by region")
    cards.chart(cards.drawn(share.by_region, by_region, style, _HEIGHT), "region", alt, "region")
with right, cards.card("funnel", Text("阶段漏斗", "Stage funnel"), "funnel.reached"):
    alt = Text("曾到达各阶段的客户数与转化率", "Accounts that reached each stage, and conversion")
    figure = cards.drawn(funnel.funnel, stocks[-1], ask.ask("funnel.reached", view), style, _HEIGHT)
    cards.chart(figure, "funnel", alt, "reached")
drill.behind(view)
left, right = st.columns(2, gap="small")
with left, cards.card("radar", Text("竞争力雷达", "Competitor radar"), "rivals.radar") as head:
    alt = Text("我方与主要对手八个维度的评分", "Scores of us and the main rivals in eight dimensions")
    parties = rivals.order(strengths[-1])
    with head:
        drill.parties(parties[:3], "radar")
    cards.chart(cards.drawn(rivals.radar, ask.ask("rivals.radar", view), parties, style, _LOWER), "radar", alt)
aside = Text("虚线 = 下一档起点", "dotted line = next tier")
with right, cards.card("rebate", Text("返点：距下一档", "Rebates: next tier"), "rebate.status", aside):
    alt = Text("各协议已采购量与预测占下一档起点的比例", "Bought and forecast as a part of the next tier")
    cards.chart(
        cards.drawn(rebate.nearness, status, ask.names(view.as_of), style, 7, _LOWER), "rebate", alt, "agreement"
    )
board.decisions(view)
first_steps.still_missing()
# Drawn last, because two days are compared; the charts do not wait for it.
with changed:
    board_since.strip(view)
