"""The figures above the charts of the rebates."""

from __future__ import annotations

import pandas as pd

from kam.figure import values
from kam.text import Text, number, percent
from kam.topics import QUERIES
from kam.ui.kpis import LAST_YEAR, POINTS, Kpi, known_sum, points, printed_money, rebates
from kam.ui.words import lang

_SHORT = Text(
    "承诺完成率低于时间进度的协议数，及有承诺的协议总数。",
    "Agreements whose progress on the commitment is behind the time elapsed, of those with a commitment.",
)


def row(status: pd.DataFrame, margins: pd.DataFrame, before: pd.DataFrame) -> tuple[Kpi, ...]:
    """Earned and accrued, margin after rebate, rebate and concessions of the period, windfall, commitments behind."""
    formula = QUERIES["rebate.margin"].formula
    rates = [_margin(frame) for frame in (margins, before)]
    return (
        rebates(status, QUERIES["rebate.status"].formula, lang()),
        Kpi(
            Text("返点后毛利率", "Margin after rebate"),
            formula,
            percent(rates[0]),
            LAST_YEAR,
            points(*rates),
            change_unit=POINTS,
        ),
        _amount(Text("期间返点", "Rebate, period"), "rebate", margins, before),
        _amount(Text("期间让利", "Concessions"), "concessions", margins, before),
        _amount(Text("白送返点", "Windfall"), "windfall", margins, before),
        _behind(status),
    )


def _margin(frame: pd.DataFrame) -> float | None:
    """The margin rate over the accounts whose margin is known, weighed by their sales."""
    known = frame[frame["margin_rate"].notna()]
    amounts = values(known, "amount")
    whole = sum(amount or 0 for amount in amounts)
    kept = sum((rate or 0) * (amount or 0) for rate, amount in zip(values(known, "margin_rate"), amounts, strict=True))
    return kept / whole if whole > 0 else None


def _amount(label: Text, name: str, now: pd.DataFrame, before: pd.DataFrame) -> Kpi:
    # Unknown ones are left out of the sum and stand empty in the table below.
    sums = (known_sum(frame, name) for frame in (now, before))
    return printed_money(label, QUERIES["rebate.margin"].formula, next(sums), next(sums), lang())


def _behind(status: pd.DataFrame) -> Kpi:
    known = status[status["progress"].notna()]
    behind = int((known["progress"].astype(float) < known["elapsed"].astype(float)).sum())
    against = Text("有承诺的协议", "committed")
    return Kpi(Text("承诺落后", "Behind commitment"), _SHORT, number(behind), against, beside=number(len(known)))
