"""How sales spread over accounts: the concentration curve with its A, B and C; key accounts beside all others."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kam.figure import Style, canvas, label, note, nothing, scaled, short, texts, values
from kam.text import UNKNOWN, Text
from kam.topics.share.figures import NO_SALES

ACCOUNTS = Text("客户数", "accounts")
KEY = Text("大客户", "Key accounts")
OTHERS = Text("其余客户", "Others")
LAST_YEAR = Text("去年同期", "Last year")
THIS_YEAR = Text("本期", "Now")


def concentration(frame: pd.DataFrame, names: dict[str, str], style: Style, height: int = 300) -> go.Figure:
    """The cumulative share of sales over the accounts, the largest first; A, B and C shaded. A click opens the account.

    `names`: account_id -> name.
    """
    if frame.empty:
        return nothing(style, NO_SALES, height)
    ranks, parts, ids = values(frame, "rank"), values(frame, "cumulative_share"), texts(frame, "account_id")
    figure = canvas(style, height)
    figure.add_scatter(
        x=[0.0, *ranks],
        y=[0.0, *parts],
        mode="lines+markers",
        line={"color": style.palette.us, "width": 2.5},
        marker={"size": 5, "color": style.palette.us},
        fill="tozeroy",
        fillcolor=style.palette.fill,
        customdata=[None, *ids],
        hovertext=["", *(label(names.get(code) or code, 30) for code in ids)],
        hovertemplate="%{x:.0f} · %{hovertext} · %{y:.1%}<extra></extra>",
        showlegend=False,
    )
    _classes(figure, frame, style)
    figure.update_yaxes(tickformat=".0%", range=[0, 1.04], nticks=6)
    figure.update_xaxes(
        showgrid=False, rangemode="tozero", title={"text": style.say(ACCOUNTS), "standoff": 4}, nticks=8
    )
    return figure


def _classes(figure: go.Figure, frame: pd.DataFrame, style: Style) -> None:
    """The border after each class, and how many accounts it holds."""
    start = 0
    for letter in ("A", "B", "C"):
        count = int((frame["abc"] == letter).sum())
        if not count:
            continue
        end = start + count
        if letter != "C":
            figure.add_vline(x=end + 0.5, line={"color": style.palette.soft, "dash": "dot", "width": 1})
        font = {"size": 12, "color": style.palette.ink}
        note(figure, style, (start + end) / 2, 0.06, f"<b>{letter}</b> {count}", font=font)
        start = end


def guardrail(frame: pd.DataFrame, style: Style, height: int = 300) -> go.Figure:
    """Sales to key accounts and to everybody else, this year beside last; the change stands over each pair."""
    row = frame.iloc[0] if len(frame) else None
    if row is None or pd.isna(row["key_sales"]):
        return nothing(style, NO_SALES, height)
    before = [values(frame, name)[0] for name in ("key_last_year", "other_last_year")]
    now = [values(frame, name)[0] for name in ("key_sales", "other_sales")]
    changes = [values(frame, name)[0] for name in ("key_change", "other_change")]
    both, unit = scaled([*before, *now], style.lang)
    figure = canvas(style, height)
    groups = [style.say(KEY), style.say(OTHERS)]
    for amounts, words, colour in ((both[:2], LAST_YEAR, style.palette.grid), (both[2:], THIS_YEAR, style.palette.us)):
        figure.add_bar(
            x=groups,
            y=amounts,
            name=f"{style.say(words)} ({unit})",
            marker={"color": colour},
            text=[short(amount) for amount in amounts],
            textposition="outside",
            cliponaxis=False,
            constraintext="none",
            hovertemplate="%{x} · %{text} " + unit + "<extra>" + style.say(words) + "</extra>",
        )
    ticks = [
        f"{group}<br>{UNKNOWN if change is None else f'{change:+.1%}'}"
        for group, change in zip(groups, changes, strict=True)
    ]
    figure.update_xaxes(
        tickvals=groups, ticktext=ticks, showgrid=False, tickfont={"size": 13, "color": style.palette.ink}
    )
    figure.update_yaxes(visible=False, rangemode="tozero")
    figure.update_layout(barmode="group")
    return figure
