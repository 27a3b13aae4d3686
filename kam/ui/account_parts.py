"""The first tabs of the account page: how we stand and what comes next, the wallet, the way through the stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from kam.engine import View
from kam.text import Text, number
from kam.topic import Query
from kam.topics import QUERIES
from kam.topics.accounts import ACTIONS, HOLDERS, MOVES, STEPS, figures
from kam.topics.board.figures import Case
from kam.topics.board.words import KINDS
from kam.topics.funnel import figures as funnel
from kam.topics.plan.figures import NOBODY, STATES
from kam.topics.share import figures as sales
from kam.ui import ask, board_case, cards, export_page, filters
from kam.ui.account_words import cell, hint, raw, rows_of
from kam.ui.tables import table
from kam.ui.words import escape, lang, say

FOR_FINDINGS = Text("针对要事", "For the findings")
MISSING = Text("阶段还缺的证据", "Proof that the stage lacks")
AGREED = Text("已定的行动", "Agreed actions")
NOTHING_AGREED = Text("还没有定下行动，可点上方“新行动”。", "No action agreed on yet; see New action above.")
NO_FINDING = Text("没有需要决定的要事。", "Nothing needs a decision.")
NO_NEED = Text("第 1 阶段不需要证据。", "Stage 1 asks for no proof.")
DUE, LATE = Text("截止 {day}", "due {day}"), Text("逾期 {days} 天", "{days} days overdue")
ASKED: dict[int, Text] = {
    2: Text("拜访过决策者", "A visit to a decision maker"),
    3: Text("我方高层拜访", "A visit by our executive"),
    4: Text("已签协议并有首单", "A signed agreement and a first order"),
    5: Text("近 12 个月销售高于前 12 个月", "Sales of 12 months above the 12 before"),
    6: Text("对方三层均已见面，我方至少两层", "All three of their levels met, by two of ours"),
    7: Text("占有率 90% 以上或各品类均有采购", "Share of 90 % or more, or every category bought"),
    8: Text("合作满两年且 12 个月内有高层拜访", "Two years of cooperation, and an executive's visit in 12 months"),
}
_FEW = 4


@dataclass(frozen=True, slots=True)
class One:
    """The account of the page: its row of PROFILE, the view of it alone, its findings."""

    row: dict[str, Any]
    view: View
    found: Case | None


def now(one: One) -> None:
    """How we stand and what comes next: who holds the wallet; steps, agreed actions, missing proof; the trend."""
    left, right = st.columns([3, 2], gap="small")
    with left, cards.card("one_holders", Text("采购额归谁", "Who holds the wallet"), "share.white_space"):
        _holders(one.view)
    with right, cards.card("one_next", Text("下一步", "What next")):
        _next(one)
    left, right = st.columns([3, 2], gap="small")
    with left:
        _trend(one.view)
    with right:
        _path(one.view)


def _holders(view: View) -> None:
    frame = ask.ask(HOLDERS, view)
    if frame.empty:
        hint("wallet")
        return
    alt = Text("各品类采购额中我方、各对手与未列明的部分", "Ours, each rival's and the unnamed part of the wallet")
    cards.chart(cards.drawn(figures.holders, frame, cards.style()), "one_holders", alt)


def _next(one: One) -> None:
    _block(
        AGREED, [_agreed_line(row) for row in rows_of(agreed(one.view)) if row["state"] != "finished"], NOTHING_AGREED
    )
    kinds = list(one.found.kinds) if one.found else []
    _block(FOR_FINDINGS, [f"- {board_case.badges({kind: 1})} {say(KINDS[kind].step)}" for kind in kinds], NO_FINDING)
    lacking = [_need(row) for row in rows_of(ask.ask("funnel.audit", one.view)) if not row["is_met"]]
    if lacking:
        _block(MISSING, lacking, NO_NEED)


def _block(title: Text, lines: list[str], nothing: Text) -> None:
    st.markdown(f"**{say(title)}**")
    st.markdown("\n".join(lines[:_FEW]) or f":small[:gray[{say(nothing)}]]")


def _agreed_line(row: dict[str, Any]) -> str:
    late, day = raw(row, "days_overdue"), raw(row, "due_on")
    when = say(DUE.fill(day=day)) if day else say(STATES["undated"])
    if late:
        when = f":red[{say(LATE.fill(days=number(int(late))))}]"
    title, owner = cell(row, "title") or cell(row, "action_no"), cell(row, "owner") or say(NOBODY)
    return f"- {title} :small[:gray[{owner}] · {when}]"


def _need(row: dict[str, Any]) -> str:
    """A need in one line: met or not, what it asks for, the proof or what is missing."""
    icon = ":green[:material/check_circle:]" if row["is_met"] else ":red[:material/cancel:]"
    proof, need = escape(funnel.evidence(raw(row, "evidence"), cards.style())), int(row["need"])
    return f"- {icon} **{need} {say(funnel.STAGES[need - 1])}** {say(ASKED[need])} :small[:gray[{proof}]]"


def agreed(view: View) -> pd.DataFrame:
    """The answer of ACTIONS; seen from the newest day with the plans that begin after it, up to today.

    What is agreed on now starts today, and the newest data is older.
    """
    is_newest = filters.choice().as_of is None
    return ask.ask(ACTIONS, replace(view, period_to=max(view.period_to, date.today())) if is_newest else view)


def _trend(view: View) -> None:
    with cards.card("one_trend", Text("销售与占有率走势", "Sales and share by month"), "share.trend"):
        alt = Text("每月销售额、去年同期与占有率", "Sales by month, last year and share")
        cards.chart(cards.drawn(sales.trend, ask.ask("share.trend", view), cards.style()), "one_trend", alt)


def _path(view: View) -> None:
    with cards.card("one_path", Text("阶段路径", "Way through the stages"), "funnel.stock"):
        moves = funnel.until(ask.ask(MOVES, view), view.as_of)
        if moves.empty:
            hint("stage_change")
            return
        alt = Text("该客户的阶段变更", "The account's stage changes")
        cards.chart(cards.drawn(funnel.path, moves, cards.style()), "one_path", alt)


def listed(key: str, title: Text, query: Query, frame: pd.DataFrame, sources: Sequence[str]) -> None:
    """A card with a table of the columns that say anything; without a row, the spreadsheets that would fill it."""
    export_page.asked(query)
    with cards.card(key, title, query.name if query.name in QUERIES else None):
        if frame.empty:
            hint(*sources)
        else:
            told = [name for name in frame.columns if name != "account_id" and frame[name].notna().any()]
            fields = tuple(field for field in query.fields if field.name in told)
            table(frame, fields, f"{key}_table_{lang()}", say(title), height=360)


def share(one: One) -> None:
    """The wallet by category, and who holds which part of it."""
    space = QUERIES["share.white_space"]
    title = Text("各品类空白", "White space by category")
    listed("one_space", title, space, ask.ask(space, one.view), ("wallet", "order_line"))
    title = Text("采购额按供应商", "The wallet by supplier")
    listed("one_parts", title, HOLDERS, figures.worded(ask.ask(HOLDERS, one.view), cards.style()), ("wallet",))


def stage(one: One) -> None:
    """The way through the stages, what each need of the present one stands on, every change with its note."""
    left, right = st.columns([2, 3], gap="small")
    with left:
        _path(one.view)
    with right, cards.card("one_needs", Text("阶段证据", "Stage audit"), "funnel.audit"):
        needs = [_need(row) for row in rows_of(ask.ask("funnel.audit", one.view))]
        if needs:
            st.markdown("\n".join(needs))
        elif raw(one.row, "stage"):
            st.caption(say(NO_NEED))
        else:
            hint("stage_change")
    listed("one_steps", STEPS.label, STEPS, ask.ask(STEPS, one.view), ("stage_change",))
