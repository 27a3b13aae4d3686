"""竞争对手 · Rivals: where we are stronger and where they are."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.topics.rivals import figures
from kam.ui import ask, cards, drill, filters
from kam.ui.words import say

view = filters.view()
cards.heading(Text("竞争对手", "Rivals"), view)
if not cards.is_ready("rivals"):
    st.stop()

style = cards.style()
radar, strength = ask.ask("rivals.radar", view), ask.ask("rivals.strength", view)
parties = figures.order(strength)
left, right = st.columns(2, gap="small")
with left, cards.card("radar", Text("竞争力雷达", "Competitor radar"), "rivals.radar", Text("10 分制", "out of 10")):
    alt = Text("我方与主要对手八个维度的评分", "Scores of us and the main rivals in eight dimensions")
    cards.chart(figures.radar(radar, parties, style, 400), "rivals_radar", alt)
with right, cards.card("strength", Text("综合实力与差距", "Strength and gap"), "rivals.strength"):
    alt = Text("各对象综合实力及与我方的差距", "Strength of each party and the gap to us")
    cards.chart(figures.strength(strength, style), "rivals_strength", alt, "party")
drill.behind(view)
others = [party for party in parties if party != figures.US]
if others:
    with cards.card("gaps", Text("逐项差距", "Gap by dimension"), "rivals.radar"):
        rival = st.selectbox(say(Text("对手", "Rival")), others, key="rival", width=260)
        alt = Text("我方评分减对手评分", "Our score less theirs")
        cards.chart(figures.gaps(radar, rival or others[0], style), "rivals_gaps", alt)
