"""竞争对手 · Rivals: where we are stronger and where they are, who meets us most, what was won and lost."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.topics import QUERIES
from kam.topics.rivals import figures, position
from kam.ui import ask, cards, drill, filters, kpis_rivals
from kam.ui.words import say

view = filters.view()
cards.heading(Text("竞争对手", "Rivals"), view)
if not cards.is_ready("rivals"):
    st.stop()

style, names = cards.style(), ask.names(view.as_of)
radar, strength = ask.ask("rivals.radar", view), ask.ask("rivals.strength", view)
alike, deals = ask.ask("rivals.similarity", view), ask.ask("rivals.win_loss", view)
openings = ask.ask("rivals.openings", view)
parties = figures.order(strength)
cards.kpis(
    kpis_rivals.row(ask.month_ends(view), alike, deals, ask.ask("rivals.win_loss", filters.earlier(view)), openings)
)
left, right = st.columns(2, gap="small")
with left, cards.card("radar", Text("竞争力雷达", "Competitor radar"), "rivals.radar", Text("10 分制", "out of 10")):
    alt = Text("我方与主要对手八个维度的评分", "Scores of us and the main rivals in eight dimensions")
    cards.chart(cards.drawn(figures.radar, radar, parties, style, 400), "rivals_radar", alt)
others = [party for party in parties if party != figures.US]
with right, cards.card("gaps", Text("逐项差距：我方 − 对手", "Gap by dimension: us − them"), "rivals.radar") as head:
    if others:
        with head:
            rival = st.selectbox(
                say(Text("对手", "Rival")), others, key="rival", width=180, label_visibility="collapsed"
            )
        alt = Text("我方评分减对手评分", "Our score less theirs")
        cards.chart(cards.drawn(figures.gaps, radar, rival or others[0], style), "rivals_gaps", alt)
    else:
        st.caption(say(figures.NO_SCORES))
left, right = st.columns(2, gap="small")
with left, cards.card("strength", Text("综合实力与差距", "Strength and gap"), "rivals.strength"):
    alt = Text("各对象综合实力及与我方的差距", "Strength of each party and the gap to us")
    cards.chart(cards.drawn(figures.strength, strength, style), "rivals_strength", alt, "party")
with right, cards.card("likeness", Text("谁与我们正面交锋", "Who meets us head on"), "rivals.similarity"):
    alt = Text("各对手与我方的策略相似度与市场重合度", "Likeness of strategy and overlap of markets with each rival")
    cards.chart(cards.drawn(position.likeness, alike, style), "rivals_likeness", alt, "party")
drill.behind(view)
left, right = st.columns(2, gap="small")
with left, cards.card("win_loss", Text("赢单与丢单", "Won and lost"), "rivals.win_loss"):
    alt = Text("对各对手的赢单、丢单、进行中商机数与胜率", "Deals won, lost and open against each rival, and win rate")
    cards.chart(cards.drawn(position.win_loss, deals, style), "rivals_deals", alt)
with right, cards.card("openings", Text("可乘之机", "Openings"), "rivals.openings"):
    drill.listing(drill.named(openings, names), drill.with_name(QUERIES["rivals.openings"].fields), "rivals_openings")
