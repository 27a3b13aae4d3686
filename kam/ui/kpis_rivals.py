"""The figures above the charts of the rivals."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kam.engine import View
from kam.figure import values
from kam.text import UNKNOWN, Text, number, percent
from kam.topics import QUERIES
from kam.topics.rivals.figures import DIMENSIONS, US
from kam.topics.rivals.position import main_rival
from kam.ui import ask
from kam.ui.kpis import LAST_YEAR, POINTS, Kpi, known_sum, lead, points, printed_money
from kam.ui.words import escape, lang, say


def row(
    months: Sequence[View], alike: pd.DataFrame, deals: pd.DataFrame, before: pd.DataFrame, openings: pd.DataFrame
) -> tuple[Kpi, ...]:
    """Our lead, the main rival, where we are furthest behind, win rate, what was lost, openings."""
    strengths = [ask.ask("rivals.strength", month) for month in months]
    rates = [_win_rate(frame) for frame in (deals, before)]
    lost, lost_before = (known_sum(frame, "amount_lost") for frame in (deals, before))
    main = main_rival(alike)
    return (
        lead(strengths, QUERIES["rivals.strength"].formula),
        Kpi(
            Text("主要对手", "Main rival"),
            QUERIES["rivals.similarity"].formula,
            escape(main) if main else UNKNOWN,
            Text("交锋强度", "intensity"),
            beside=_intensity(alike, main),
        ),
        _weakest(ask.ask("rivals.radar", months[-1])),
        Kpi(
            Text("胜率", "Win rate"),
            QUERIES["rivals.win_loss"].formula,
            percent(rates[0]),
            LAST_YEAR,
            points(*rates),
            change_unit=POINTS,
        ),
        printed_money(Text("丢单金额", "Lost"), QUERIES["rivals.win_loss"].formula, lost, lost_before, lang()),
        Kpi(
            Text("可乘之机", "Openings"),
            QUERIES["rivals.openings"].formula,
            number(len(openings)),
            Text("涉及客户", "accounts"),
            beside=number(openings["account_id"].nunique()),
        ),
    )


def _weakest(radar: pd.DataFrame) -> Kpi:
    """The dimension in which the best rival is furthest ahead of us, and by how much."""
    ours = dict(zip(*(radar[radar["party"] == US][name] for name in ("dimension", "score")), strict=True))
    best = radar[radar["party"] != US].groupby("dimension")["score"].max()
    gaps = {name: float(ours[name]) - float(best[name]) for name in best.index if name in ours}
    label, formula = Text("最大短板", "Weakest point"), QUERIES["rivals.radar"].formula
    against = Text("较最强对手", "against the best")
    if not gaps:
        return Kpi(label, formula, UNKNOWN, against)
    name = min(gaps, key=lambda dimension: gaps[dimension])
    return Kpi(label, formula, say(DIMENSIONS[name]), against, beside=f"{gaps[name]:+.1f}")


def _win_rate(deals: pd.DataFrame) -> float | None:
    won, lost = (sum(count or 0 for count in values(deals, name)) for name in ("won", "lost"))
    return won / (won + lost) if won + lost else None


def _intensity(alike: pd.DataFrame, main: str | None) -> str:
    rows = alike[(alike["party"] == US) & (alike["other"] == main)]
    return number(values(rows, "intensity")[0], 3) if len(rows) else UNKNOWN
