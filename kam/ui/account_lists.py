"""The further tabs of the account page: people, terms, rivals and deals, what speaks for and against us, actions."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kam.datasets import BY_NAME
from kam.figure import texts
from kam.text import UNKNOWN, Text
from kam.topics import QUERIES
from kam.topics.accounts import ACTIONS, CONCESSIONS, CONTACTS, DEALS, HOLDERS, INTEL, SWOT, TERMS, VISITS
from kam.topics.rebate import figures as rebate
from kam.topics.rivals import figures as rival
from kam.ui import account_forms, account_map, ask, cards, drill
from kam.ui.account_parts import One, agreed, listed
from kam.ui.account_words import cell, hint, option, raw, rows_of
from kam.ui.tables import NO_ROWS
from kam.ui.words import say

QUADRANTS = (("strength", "weakness"), ("opportunity", "threat"))
MASKED = Text("个人信息不显示", "personal fields are not shown")
ASK_PERSONAL = Text("显示个人信息", "Show personal fields")
RECORDED = Text("按最少必要原则遮盖；每次查看都有记录。", "Masked by the rule of least need; each look goes on record.")
WEIGHT = Text("权重 {degree}", "weight {degree}")


def people(one: One) -> None:
    """Their people on a map, and when we saw whom."""
    contacts = ask.ask(CONTACTS, one.view)
    with cards.card("one_map", Text("关键人物图", "Map of contacts"), None, MASKED):
        if contacts.empty:
            hint("contact")
        else:
            account_map.draw(contacts)
            _personal(one)
    listed("one_visits", VISITS.label, VISITS, ask.ask(VISITS, one.view), ("visit",))


def _personal(one: One) -> None:
    """What is known of the persons themselves, for whoever has the right and asks; the look goes on record."""
    key = f"personal_{one.row['account_id']}"
    if not ask.sees_personal() or not st.toggle(say(ASK_PERSONAL), key=key, help=say(RECORDED)):
        return
    fields = [column for column in BY_NAME["contact"].columns if column.is_personal]
    found = ask.personal(one.view)
    shown = found[["contact_name", *(field.name for field in fields)]].dropna(how="all", axis=1)
    if shown.empty:
        st.caption(say(NO_ROWS))
        return
    heads = {field.name: say(field.label) for field in fields} | {"contact_name": say(Text("姓名", "Name"))}
    st.dataframe(shown.rename(columns=heads), hide_index=True, height="content", placeholder=UNKNOWN, key=f"{key}_list")


def terms(one: One) -> None:
    """The agreements with their staircase, and what was conceded with its findings."""
    status, tiers = ask.ask("rebate.status", one.view), ask.ask("rebate.curve", one.view)
    with cards.card("one_rebate", Text("返点阶梯", "Rebate staircase"), "rebate.curve"):
        numbers = rebate.by_nearness(status)
        if numbers:
            chosen = drill.agreement(numbers, status, ask.names(one.view.as_of))
            agreement = status[status["agreement_no"] == chosen].iloc[0]
            steps, is_money = tiers[tiers["agreement_no"] == chosen], drill.is_money(chosen, one.view)
            alt = Text("返点率随采购量的阶梯与当前位置", "Rebate rate by volume and where we stand")
            cards.chart(cards.drawn(rebate.curve, steps, agreement, cards.style(), is_money), "one_curve", alt)
        else:
            hint(*(("agreement", "rebate_tier") if status.empty else ("rebate_tier",)))
    title = Text("协议进度", "Progress of agreements")
    listed("one_status", title, QUERIES["rebate.status"], status, ("agreement",))
    title = Text("全部协议条款", "Terms of all agreements")
    listed("one_terms", title, TERMS, ask.ask(TERMS, one.view), ("agreement",))
    title = Text("期间让利", "Concessions of the period")
    listed("one_given", title, CONCESSIONS, ask.ask(CONCESSIONS, one.view), ("concession",))


def rivals(one: One) -> None:
    """Us against the rivals at this account, and the deals that were fought for."""
    strength, radar = ask.ask("rivals.strength", one.view), ask.ask("rivals.radar", one.view)
    parties, style = rival.order(strength), cards.style()
    left, right = st.columns(2, gap="small")
    with left, cards.card("one_radar", Text("竞争力雷达", "Competitor radar"), "rivals.radar") as head:
        with head:
            holders = [name for name in texts(ask.ask(HOLDERS, one.view), "holder") if name]
            if ask.may("decide"):
                account_forms.enter_scores(one.row, list(dict.fromkeys([*parties, *holders])), one.view.as_of)
        if parties:
            alt = Text("该客户处各方评分", "Scores at this account")
            cards.chart(cards.drawn(rival.radar, radar, parties, style), "one_radar", alt)
        else:
            hint("rival_score")
    with right, cards.card("one_strength", Text("综合实力与差距", "Strength and gap"), "rivals.strength"):
        if parties:
            alt = Text("各对象综合实力及与我方的差距", "Strength of each party and the gap to us")
            cards.chart(cards.drawn(rival.strength, strength, style), "one_strength", alt)
        else:
            hint("rival_score")
    deals = ask.ask(DEALS, one.view)
    is_open = (deals["outcome"] == "open").fillna(False).astype(bool)
    listed("one_open", Text("进行中商机", "Open deals"), DEALS, deals[is_open], ("deal",))
    listed("one_closed", Text("已关闭商机", "Closed deals"), DEALS, deals[~is_open], ("deal",))


def notes(one: One) -> None:
    """What speaks for and against us in four fields, and what we were told."""
    statements = rows_of(ask.ask(SWOT, one.view))
    with cards.card("one_swot", SWOT.label) as head:
        with head:
            if ask.may("decide"):
                account_forms.add_statement(one.row, one.view.as_of)
        for pair in QUADRANTS:
            for column, quadrant in zip(st.columns(2, gap="small"), pair, strict=True):
                with column, st.container(border=True, key=f"quadrant_{quadrant}", height="stretch"):
                    here = [_statement(row) for row in statements if row["quadrant"] == quadrant]
                    st.markdown(f"**{option('swot', 'quadrant', quadrant)}**")
                    st.markdown("\n".join(here) or UNKNOWN)
        if not statements:
            hint("swot")
    listed("one_intel", INTEL.label, INTEL, ask.ask(INTEL, one.view), ("intel",))


def _statement(row: dict[str, Any]) -> str:
    weight, day = raw(row, "weight"), raw(row, "noted_on")
    beside = " · ".join(part for part in (say(WEIGHT.fill(degree=weight)) if weight else "", day) if part)
    return f"- {cell(row, 'statement')}" + (f" :small[:gray[{beside}]]" if beside else "")


def actions(one: One) -> None:
    """Everything that was agreed on, overdue first, and the form that closes, cancels or puts off."""
    frame = agreed(one.view)
    with st.container(horizontal=True, horizontal_alignment="right"):
        if ask.may("decide"):
            account_forms.change_action(frame, one.view.as_of)
    listed("one_actions", ACTIONS.label, ACTIONS, frame, ("action",))
