"""客户占有率 · Share: what part of each account's purchases is ours, who took it, where the white space lies."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.topics import QUERIES
from kam.topics.share import figures, spread, waterfall
from kam.ui import ask, cards, drill, filters, kpis_share
from kam.ui.tables import table
from kam.ui.words import lang, say

view = filters.view()
cards.heading(Text("客户占有率", "Account share"), view)
if not cards.is_ready("share"):
    st.stop()

style, names = cards.style(), ask.names(view.as_of)
by_account, by_region = ask.ask("share.by_account", view), ask.ask("share.by_region", view)
trend, moved = ask.ask("share.trend", view), ask.ask("share.movement", view)
guard = ask.ask("share.guardrail", view)
cards.kpis(kpis_share.row(by_region, trend, ask.ask("share.by_region", filters.earlier(view)), view, lang()))
left, right = st.columns(2, gap="small")
with left, cards.card("region", Text("区域占有率", "Share by region"), "share.by_region"):
    alt = Text("各区域的客户占有率与市场占有率", "Account share and market share by region")
    cards.chart(cards.drawn(figures.by_region, by_region, style), "share_region", alt, "region")
with right, cards.card("trend", Text("销售与占有率走势", "Sales and share by month"), "share.trend"):
    alt = Text("每月销售额、去年同期与占有率", "Sales by month, last year and share")
    cards.chart(cards.drawn(figures.trend, trend, style), "share_trend", alt)
drill.behind(view)
with cards.card("won_lost", Text("占有率从哪来、到哪去", "Share won and lost"), "share.movement") as head:
    with head:
        divided_by = cards.switch("won_lost_by", Text("拆分方式", "Split by"), kpis_share.DIVIDED_BY)
    st.caption(say(kpis_share.compared(moved)))
    alt = Text("从去年同期占有率到本期占有率的瀑布图", "Bridge from last year's share to now")
    cards.chart(cards.drawn(waterfall.waterfall, moved, divided_by, style), "share_moved", alt)
left, right = st.columns(2, gap="small")
aside = Text("采购额最大的 15 家", "15 largest wallets")
with left, cards.card("wallet", Text("客户采购额与我方部分", "Wallets and our part"), "share.by_account", aside):
    alt = Text("各客户采购额、我方销售额与占有率", "Wallet, our sales and share by account")
    cards.chart(cards.drawn(figures.by_account, by_account, style), "share_account", alt, "account")
aside = Text("空白最多的 12 家", "12 with most of it")
with right, cards.card("space", Text("空白空间", "White space"), "share.white_space", aside):
    alt = Text("各客户各品类的空白", "White space by account and category")
    cards.chart(
        cards.drawn(figures.white_space, ask.ask("share.white_space", view), names, style),
        "share_space",
        alt,
        "account",
    )
left, right = st.columns(2, gap="small")
with left, cards.card("spread", Text("销售集中度", "Concentration"), "share.concentration"):
    st.caption(say(kpis_share.indices(ask.ask("share.indices", view))), help=cards.explained("share.indices"))
    alt = Text("客户按销售额排列的累计占比", "Cumulative share of sales, the largest accounts first")
    cards.chart(
        cards.drawn(spread.concentration, ask.ask("share.concentration", view), names, style),
        "share_abc",
        alt,
        "account",
    )
with right, cards.card("guard", Text("中小客户护栏", "Guardrail"), "share.guardrail"):
    alt = Text("大客户与其余客户本期与去年同期的销售额", "Sales to key accounts and others, now and last year")
    cards.chart(cards.drawn(spread.guardrail, guard, style), "share_guard", alt)
with cards.card("accounts", Text("客户明细", "Accounts"), "share.by_account"):
    drill.listing(
        by_account.sort_values("our_sales", ascending=False), QUERIES["share.by_account"].fields, "share_accounts"
    )
with cards.card("regions", Text("区域明细", "Regions"), "share.by_region"):
    table(by_region, QUERIES["share.by_region"].fields, "share_regions", say(Text("区域明细", "Regions")))
