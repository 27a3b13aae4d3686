"""客户详情 · Account: one account's four charts; the account stands in the address as ?account=."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kam.text import Text
from kam.topics.accounts import MOVES
from kam.topics.funnel import figures as funnel
from kam.topics.rebate import figures as rebate
from kam.topics.rivals import figures as rivals
from kam.topics.share import figures as share
from kam.ui import ask, cards, drill, filters
from kam.ui.words import say

everyone = filters.view()
cards.heading(Text("客户详情", "Account"), everyone)
if not cards.is_ready("account"):
    st.stop()
account = drill.account(everyone.as_of)
if account is None:
    st.info(say(Text("请在上方选择一个客户。", "Pick an account above.")), icon=":material/search:")
    st.stop()

view = replace(everyone, regions=(), classes=(), accounts=(account,))
style = cards.style()
drill.profile(account, view)
left, right = st.columns(2, gap="small")
with left, cards.card("one_trend", Text("销售与占有率走势", "Sales and share by month"), "share.trend"):
    alt = Text("每月销售额、去年同期与占有率", "Sales by month, last year and share")
    cards.chart(share.trend(ask.ask("share.trend", view), style), "one_trend", alt)
with right, cards.card("one_path", Text("阶段路径", "Way through the stages"), "funnel.stock"):
    alt = Text("该客户的阶段变更", "The account's stage changes")
    cards.chart(funnel.path(funnel.until(ask.ask(MOVES, view), view.as_of), style), "one_path", alt)
left, right = st.columns(2, gap="small")
with left, cards.card("one_radar", Text("竞争力雷达", "Competitor radar"), "rivals.radar"):
    alt = Text("该客户处各方评分", "Scores at this account")
    parties = rivals.order(ask.ask("rivals.strength", view))
    cards.chart(rivals.radar(ask.ask("rivals.radar", view), parties, style), "one_radar", alt)
with right, cards.card("one_rebate", Text("返点阶梯", "Rebate staircase"), "rebate.curve"):
    status, tiers = ask.ask("rebate.status", view), ask.ask("rebate.curve", view)
    numbers = rebate.by_nearness(status)
    if numbers:
        chosen = drill.agreement(numbers, status, ask.names(view.as_of))
        row = status[status["agreement_no"] == chosen].iloc[0]
        alt = Text("返点率随采购量的阶梯与当前位置", "Rebate rate by volume and where we stand")
        cards.chart(
            rebate.curve(tiers[tiers["agreement_no"] == chosen], row, style, drill.is_money(chosen, view)),
            "one_curve",
            alt,
        )
    else:
        st.caption(say(rebate.NO_AGREEMENT))
