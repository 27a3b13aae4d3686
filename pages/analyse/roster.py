"""名录 · Roster: how long each region's list is, who should join it, how well its accounts are known."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.topics import QUERIES
from kam.topics.roster import figures
from kam.ui import ask, cards, drill, filters, kpis_more, settings
from kam.ui.picks import named, with_name
from kam.ui.tables import table
from kam.ui.words import say

view = filters.view()
cards.heading(Text("名录", "Roster"), view)
if not cards.is_ready("roster"):
    st.stop()

style, names = cards.style(), ask.names(view.as_of)
before, by_region = (ask.ask("roster.by_region", month) for month in ask.month_ends(view, 2))
candidates, profiles = (named(ask.ask(f"roster.{query}", view), names) for query in ("candidates", "completeness"))
listed, filled = cards.formula("roster.by_region"), cards.formula("roster.completeness")
cards.kpis(
    (
        kpis_more.listed(by_region, before, listed),
        kpis_more.within(by_region, listed),
        kpis_more.moves(by_region, listed),
        kpis_more.candidates(candidates, cards.formula("roster.candidates")),
        kpis_more.completeness(profiles, filled),
        kpis_more.staleness(profiles, view.as_of, filled),
    )
)
left, middle, right = st.columns(3, gap="small")
with left, cards.card("size", Text("名录规模", "List size"), "roster.by_region"):
    alt = Text("各区域锁定客户数与名录上下限", "Locked accounts of each region against the bounds of its list")
    cards.chart(cards.drawn(figures.list_size, by_region, style), "roster_size", alt, "listed")
with middle, cards.card("structure", Text("三类客户构成", "By class"), "roster.by_region"):
    alt = Text("各区域锁定客户的类别构成", "Locked accounts of each region by class")
    cards.chart(cards.drawn(figures.structure, by_region, style), "roster_structure", alt, "listed")
with right, cards.card("moves", Text("本期进入与退出", "Entries and exits"), "roster.by_region"):
    alt = Text("各区域期间内进入与退出名录的客户数", "Accounts that entered and left each list in the period")
    cards.chart(cards.drawn(figures.moves, by_region, style), "roster_moves", alt, "listed")
drill.behind(view)
left, right = st.columns(2, gap="small")
threshold = settings.in_force(view)["candidate_from"]
aside = figures.threshold_words(threshold)
with left, cards.card("candidates", Text("候选客户", "Candidates"), "roster.candidates", aside):
    alt = Text("候选客户的销售额与采购潜力", "Candidates by sales and potential")
    cards.chart(
        cards.drawn(figures.candidates, candidates, names, style, threshold, 416), "roster_candidates", alt, "account"
    )
aside = Text("最不完整的 15 家", "15 emptiest")
with right, cards.card("profiles", Text("档案完整度", "Completeness of profiles"), "roster.completeness", aside):
    alt = Text("档案最不完整的客户：已填字段占 18 项", "The emptiest profiles: filled fields of 18")
    cards.chart(cards.drawn(figures.completeness, profiles, names, style), "roster_profiles", alt, "account")
with cards.card("roster_candidates", Text("候选明细", "Candidates"), "roster.candidates"):
    rows = candidates.sort_values("annual_potential", ascending=False, kind="stable")
    drill.listing(rows, with_name(QUERIES["roster.candidates"].fields), "roster_candidate_rows")
with cards.card("roster_profiles", Text("档案明细", "Profiles"), "roster.completeness"):
    rows = profiles.sort_values("completeness", kind="stable")
    drill.listing(rows, with_name(QUERIES["roster.completeness"].fields), "roster_profile_rows")
with cards.card("roster_regions", Text("区域明细", "Regions"), "roster.by_region"):
    table(by_region, QUERIES["roster.by_region"].fields, "roster_regions", say(Text("区域明细", "Regions")))
