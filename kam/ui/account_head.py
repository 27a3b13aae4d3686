"""The top of the account page: who it is, how it stands, what needs a decision, six figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from kam.engine import View
from kam.figure import values
from kam.text import UNKNOWN, Text, money, money_parts, number, percent
from kam.topics.accounts import CONCESSIONS, FIGURES
from kam.topics.board.figures import Case, cases
from kam.topics.funnel.figures import STAGES
from kam.ui import ask, board_case, cards, filters, kpis
from kam.ui.account_words import cell, option, raw
from kam.ui.kpis import Kpi
from kam.ui.words import lang, say

AT_STAKE = Text("要事 {count} 项，最多涉及 {stake}", "Findings: {count}; up to {stake} at stake")
NOTHING_FOUND = Text("没有需要决定的要事", "Nothing needs a decision")
SINCE = Text("{status}，自 {day}", "{status} since {day}")
STAY = Text("{stage}，{days} 天", "{stage}, {days} days")
OVERDUE = Text("{day} 已逾期", "{day}, overdue")
BEFORE_12 = Text("较前一年", "prior yr")
OF_WALLET = Text("占采购额", "of the wallet")


def profile(row: dict[str, Any], completeness: pd.DataFrame, view: View) -> None:
    """Who the account is, in one line that wraps. `row`: of PROFILE; `completeness`: roster.completeness."""
    filled = values(completeness, "completeness")
    potential = None if pd.isna(row["annual_potential"]) else row["annual_potential"]
    told: tuple[tuple[Text, str], ...] = (
        (Text("类别", "Class"), option("account", "account_class", raw(row, "account_class"))),
        (Text("区域", "Region"), cell(row, "region")),
        (Text("负责人", "Manager"), cell(row, "manager")),
        (Text("状态", "Status"), _status(row)),
        (Text("阶段", "Stage"), _stage(row)),
        (Text("最近拜访", "Last visit"), raw(row, "last_visit_on")),
        (Text("下次拜访", "Next visit"), _next_visit(row, view)),
        (Text("年采购潜力", "Potential"), money(potential, lang())),
        (Text("档案完整度", "Profile filled"), percent(filled[0], 0) if filled else ""),
    )
    name, code = cell(row, "account_name"), cell(row, "account_id")
    with st.container(horizontal=True, vertical_alignment="center", key="account_head"):
        st.markdown(f"##### {name} :small[:gray[{code}]]" if name else f"##### {code}", width="content")
        for label, words in told:
            st.markdown(f":small[:gray[{say(label)}]] {words or UNKNOWN}", width="content")


def _status(row: dict[str, Any]) -> str:
    status = raw(row, "status")
    day = raw(row, "released_on" if status == "released" else "locked_on")
    words = option("account", "status", status)
    return say(SINCE.fill(status=words, day=day)) if status and day else words


def _stage(row: dict[str, Any]) -> str:
    if pd.isna(row["stage"]):
        return ""
    stage = int(row["stage"])
    return say(STAY.fill(stage=f"{stage} {say(STAGES[stage - 1])}", days=number(int(row["days"]))))


def _next_visit(row: dict[str, Any], view: View) -> str:
    day = row["due_on"]
    if pd.isna(day):
        return ""
    is_late = str(day) < str(view.as_of)
    return f":orange-badge[:material/event_busy: {say(OVERDUE.fill(day=day))}]" if is_late else str(day)


def case(account_id: str, view: View) -> Case | None:
    """The account's findings, cut from what the overview shows of everybody; None when there are none."""
    frame = ask.ask("board.exceptions", replace(view, accounts=()))
    found = cases(frame[(frame["account_id"] == account_id).fillna(False)])
    return found[0] if found else None


def findings(found: Case | None) -> None:
    """What needs a decision, in one line of badges."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="account_findings"):
        if found is None:
            st.badge(say(NOTHING_FOUND), icon=":material/check_circle:", color="green")
            return
        count, stake = number(len(found.findings)), money(found.stake, lang())
        st.markdown(f"**{say(AT_STAKE.fill(count=count, stake=stake))}**", width="content")
        st.markdown(board_case.badges(found.kinds), width="content")


def figures(view: View) -> None:
    """Six figures: sales of 12 months; share, wallet and white space of the period; rebates; concessions."""
    earlier = filters.earlier(view)
    now, before = (ask.ask(FIGURES, seen) for seen in (view, earlier))
    share, share_before = (ask.ask("share.by_account", seen) for seen in (view, earlier))
    trend, formula = ask.ask("share.trend", view), FIGURES.formula
    given, given_before = (kpis.known_sum(ask.ask(CONCESSIONS, seen), "value") for seen in (view, earlier))
    wallet, wallet_before = (_first(frame, "wallet") for frame in (now, before))
    label = Text("客户采购额", "Wallet")
    cards.kpis(
        (
            _sales(now),
            # Without its sparkline the row is low enough for the first screen to say what comes next.
            replace(kpis.account_share(share, share_before, trend, cards.formula("share.by_account")), history=()),
            kpis.printed_money(label, cards.formula("share.by_account"), wallet, wallet_before, lang()),
            _white_space(now, formula),
            kpis.rebates(ask.ask("rebate.status", view), cards.formula("rebate.status"), lang()),
            kpis.printed_money(Text("期间让利", "Concessions"), CONCESSIONS.formula, given, given_before, lang()),
        )
    )


def _first(frame: pd.DataFrame, name: str) -> float | None:
    known = values(frame, name)
    return known[0] if known else None


def _sales(now: pd.DataFrame) -> Kpi:
    both = now.rename(columns={"sales_12m": "our_sales", "sales_before": "our_sales_last_year"})
    made = kpis.sales(both, FIGURES.formula, lang())
    return replace(made, label=Text("近 12 个月销售", "Sales, 12 months"), against=BEFORE_12)


def _white_space(now: pd.DataFrame, formula: Text) -> Kpi:
    value, unit = money_parts(_first(now, "white_space"), lang())
    part = percent(_first(now, "white_part"))
    label = Text("空白", "White space")
    return Kpi(label, formula, value, OF_WALLET, unit=Text(unit, unit), beside=part, is_plain=True)
