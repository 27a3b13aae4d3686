"""客户占有率 · Share: what part of each account's purchases is ours, and where the white space lies."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.topics import QUERIES
from kam.topics.share import figures
from kam.ui import ask, cards, drill, filters
from kam.ui.tables import table
from kam.ui.words import say

view = filters.view()
cards.heading(Text("客户占有率", "Account share"), view)
if not cards.is_ready("share"):
    st.stop()

style = cards.style()
by_account = ask.ask("share.by_account", view)
left, right = st.columns(2, gap="small")
with left, cards.card("region", Text("区域占有率", "Share by region"), "share.by_region"):
    alt = Text("各区域的客户占有率与市场占有率", "Account share and market share by region")
    cards.chart(figures.by_region(ask.ask("share.by_region", view), style), "share_region", alt, "region")
with right, cards.card("trend", Text("销售与占有率走势", "Sales and share by month"), "share.trend"):
    alt = Text("每月销售额、去年同期与占有率", "Sales by month, last year and share")
    cards.chart(figures.trend(ask.ask("share.trend", view), style), "share_trend", alt)
drill.behind(view)
left, right = st.columns(2, gap="small")
aside = Text("采购额最大的 15 家", "15 largest wallets")
with left, cards.card("wallet", Text("客户采购额与我方部分", "Wallets and our part"), "share.by_account", aside):
    alt = Text("各客户采购额、我方销售额与占有率", "Wallet, our sales and share by account")
    cards.chart(figures.by_account(by_account, style), "share_account", alt, "account")
aside = Text("空白最多的 12 家", "12 with most of it")
with right, cards.card("space", Text("空白空间", "White space"), "share.white_space", aside):
    alt = Text("各客户各品类的空白", "White space by account and category")
    space = figures.white_space(ask.ask("share.white_space", view), ask.names(view.as_of), style)
    cards.chart(space, "share_space", alt, "account")
with cards.card("accounts", Text("客户明细", "Accounts"), "share.by_account"):
    drill.listing(
        by_account.sort_values("our_sales", ascending=False), QUERIES["share.by_account"].fields, "share_accounts"
    )
with cards.card("regions", Text("区域明细", "Regions"), "share.by_region"):
    table(
        ask.ask("share.by_region", view),
        QUERIES["share.by_region"].fields,
        "share_regions",
        say(Text("区域明细", "Regions")),
    )
