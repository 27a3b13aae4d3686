"""The figures above the charts of the funnel, and the switch between its stages."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from kam.engine import View
from kam.figure import Style, values
from kam.text import UNKNOWN, Text, money_parts, number, percent
from kam.topics import QUERIES
from kam.topics.funnel.figures import STAGES, stage_name
from kam.ui import ask, filters
from kam.ui.kpis import COOPERATING, LAST_MONTH, NO_UNIT, YEAR_AGO, Kpi, cooperating, known, last_step, sized, total
from kam.ui.words import lang, say

_HOMES = Text("家", "")


def row(months: Sequence[View], view: View) -> tuple[Kpi, ...]:
    """In the funnel, cooperating, where most get lost, stalled, without proof, moved back.

    `months`: the same view at the last month ends, the oldest first; `view` is the newest.
    """
    stocks = [ask.ask("funnel.stock", month) for month in months]
    stalled = [len(ask.ask("funnel.stalled", month)) for month in months]
    unproven = [_unproven(ask.ask("funnel.audit", month)) for month in (months[-2], months[-1])]
    back, before = (len(ask.ask("funnel.regressions", seen)) for seen in (view, filters.earlier(view)))
    return (
        _counted(Text("漏斗内客户", "In the funnel"), "funnel.stock", [total(stock, "accounts") for stock in stocks]),
        cooperating(stocks, COOPERATING),
        _narrowest(ask.ask("funnel.reached", view)),
        _counted(Text("停滞客户", "Stalled"), "funnel.stalled", stalled),
        _counted(Text("证据不足客户", "Unproven stage"), "funnel.audit", unproven),
        Kpi(
            Text("阶段倒退", "Moves back"),
            QUERIES["funnel.regressions"].formula,
            number(back),
            YEAR_AGO,
            unit=Text("次", ""),
            beside=number(before),
        ),
    )


def _narrowest(reached: pd.DataFrame) -> Kpi:
    """The weakest conversion and the stage it leads out of."""
    pairs = zip(values(reached, "conversion"), reached["stage"].tolist(), strict=True)
    known_ones = [(rate, int(stage)) for rate, stage in pairs if rate is not None]
    label, formula = Text("最弱转化", "Weakest step"), QUERIES["funnel.reached"].formula
    if not known_ones:
        return Kpi(label, formula, UNKNOWN, Text("转化", "conversion"))
    rate, stage = min(known_ones)
    steps = f"{say(STAGES[stage - 1])} → {say(STAGES[stage])}"
    return Kpi(label, formula, percent(rate), Text("", ""), beside=steps)


def _unproven(audit: pd.DataFrame) -> int:
    return int(audit[~audit["is_met"].astype(bool)]["account_id"].nunique())


def _counted(label: Text, query: str, counts: Sequence[float | None]) -> Kpi:
    unit = _HOMES if counts[-1] is not None else NO_UNIT
    history = known(counts) if len(counts) > 2 else ()
    step = last_step(counts, 0)
    return Kpi(label, QUERIES[query].formula, number(counts[-1]), LAST_MONTH, step, unit, history, is_plain=True)


def velocity(frame: pd.DataFrame) -> tuple[tuple[Text, str], ...]:
    """The factors of the velocity and what they make, as printed."""
    row = {name: values(frame, name)[0] for name in ("open", "mean_amount", "win_rate", "cycle_days", "velocity")}
    days = sized(number(row["cycle_days"]), say(Text("天", "d")) if row["cycle_days"] is not None else "")
    return (
        (Text("每天赢得", "Won a day"), sized(*money_parts(row["velocity"], lang()))),
        (Text("进行中商机", "Open deals"), number(row["open"])),
        (Text("× 平均金额", "× mean amount"), sized(*money_parts(row["mean_amount"], lang()))),
        (Text("× 胜率", "× win rate"), percent(row["win_rate"])),
        (Text("÷ 平均周期", "÷ mean cycle"), days),
    )


def stage_switch(dwell: pd.DataFrame, key: str) -> int:
    """The stage whose stays are drawn: those with a stay; the first at the start."""
    stages = [int(stage) for stage, spells in zip(dwell["stage"], dwell["spells"], strict=True) if spells]
    if not stages:
        return 1
    style = Style(lang())
    chosen = st.pills(
        say(Text("阶段", "Stage")),
        stages,
        format_func=lambda stage: stage_name(stage, style),
        default=stages[0],
        key=key,
        required=True,
        label_visibility="collapsed",
    )
    return chosen if chosen in stages else stages[0]
