"""The figures of rebates by volume: the staircase of one agreement, and how near each is to its next tier."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from kam.bars import ink_on
from kam.figure import Style, canvas, label, note, nothing, percents, rows_height, scaled, short, texts, values
from kam.text import Text

NO_AGREEMENT = Text("所选范围内没有返点协议", "No rebate agreement in this selection")
NO_TIERS = Text("该协议没有返点阶梯", "This agreement has no tiers")
NOW = Text("当前", "Now")
FORECAST = Text("预测", "Forecast")
VOLUME = Text("已采购", "Bought")
QUANTITY = Text("数量", "pieces")


# A forecast of several times the tier would press all bars together: it stands at the edge as an arrow.
_BEYOND = 1.5


def number_of(row: pd.Series[Any], name: str) -> float | None:
    """One figure of a row; unknown is None."""
    return None if pd.isna(row[name]) else float(row[name])


def curve(
    tiers: pd.DataFrame, status: pd.Series[Any], style: Style, is_money: bool = True, height: int = 320
) -> go.Figure:
    """The rate as a staircase over volume, our position on it, the forecast, and the way to the next tier.

    `tiers`: rows of rebate.curve of one agreement; `status`: its row of rebate.status. `is_money` False: volumes are
    pieces, shown as they are.
    """
    if tiers.empty:
        return nothing(style, NO_TIERS, height)
    palette = style.palette
    thresholds, rates = values(tiers, "threshold"), values(tiers, "rate")
    volume, forecast = number_of(status, "volume"), number_of(status, "forecast_volume")
    reach = max(amount for amount in (*thresholds, volume, forecast, 1.0) if amount is not None) * 1.15
    amounts = [0.0, *thresholds, reach, volume, forecast, number_of(status, "gap")]
    points, unit = scaled(amounts, style.lang) if is_money else (amounts, style.say(QUANTITY))
    stairs, (here, there, gap) = points[: len(thresholds) + 2], points[-3:]
    heights: list[float | None] = [0.0, *rates, rates[-1]]
    figure = canvas(style, height)
    figure.add_scatter(
        x=stairs,
        y=heights,
        mode="lines",
        line={"shape": "hv", "color": palette.us, "width": 3},
        fill="tozeroy",
        fillcolor=palette.fill,
        hovertemplate="%{x:,.1f} · %{y:.2%}<extra></extra>",
        showlegend=False,
    )
    marks = ((there, FORECAST, "diamond-open", palette.second), (here, NOW, "circle", palette.rival))
    for place, words, symbol, colour in marks:
        if place is None:
            continue
        figure.add_scatter(
            x=[place],
            y=[_rate_at(place, stairs, heights)],
            mode="markers",
            name=f"{style.say(words)} {short(place)}",
            marker={"size": 13, "symbol": symbol, "color": colour, "line": {"color": palette.card, "width": 2}},
            hovertemplate="%{x:,.1f} · %{y:.2%}<extra>" + style.say(words) + "</extra>",
        )
    if gap is not None and here is not None:
        _next_tier(figure, style, here, gap, _rate_at(here, stairs, heights))
    figure.update_yaxes(tickformat=".1%", rangemode="tozero", nticks=6)
    figure.update_xaxes(showgrid=False, nticks=6, title={"text": unit, "standoff": 4})
    return figure


def _rate_at(volume: float, stairs: list[float | None], heights: list[float | None]) -> float | None:
    rate = heights[0]
    for start, height in zip(stairs, heights, strict=True):
        if start is not None and start <= volume:
            rate = height
    return rate


def _next_tier(figure: go.Figure, style: Style, here: float, gap: float, rate: float | None) -> None:
    figure.add_vline(x=here + gap, line={"color": style.palette.soft, "dash": "dot", "width": 1})
    words = style.say(Text("距下一档 {gap}", "{gap} to the next tier")).format(gap=short(gap))
    note(figure, style, here + gap, rate or 0, words, xanchor="right", yanchor="bottom", yshift=8, xshift=-6)


def _near(frame: pd.DataFrame) -> pd.DataFrame:
    known = frame[frame["next_threshold"].notna() & frame["volume"].notna()]
    goal = known["next_threshold"].astype(float)
    later = known["forecast_volume"].astype(float) / goal
    so_far = (known["volume"].astype(float) / goal).clip(lower=0)
    return known.assign(so_far=so_far, later=later, distance=1 - so_far).sort_values("distance", kind="stable")


def by_nearness(frame: pd.DataFrame) -> list[str]:
    """Agreement numbers: those nearest to their next tier first, then those without one."""
    near = texts(_near(frame), "agreement_no")
    return near + [number for number in texts(frame, "agreement_no") if number not in set(near)]


def nearness(frame: pd.DataFrame, names: dict[str, str], style: Style, most: int = 8, height: int = 0) -> go.Figure:
    """The agreements nearest to their next tier: bought so far and forecast, next tier = 100 %.

    `names`: account_id -> name. A click carries the agreement number.
    """
    known = _near(frame).head(most).iloc[::-1]
    if known.empty:
        return nothing(style, NO_AGREEMENT)
    numbers = texts(known, "agreement_no")
    titles = [names.get(code) or code or no for code, no in zip(texts(known, "account_id"), numbers, strict=True)]
    places = list(range(len(numbers)))
    figure = canvas(style, height or rows_height(len(numbers), 34, 320))
    figure.add_bar(
        y=places,
        x=values(known, "so_far"),
        orientation="h",
        name=style.say(VOLUME),
        marker={"color": style.palette.us},
        text=percents(values(known, "so_far")),
        textposition="inside",
        insidetextanchor="start",
        textangle=0,
        constraintext="none",
        textfont={"color": ink_on(style.palette.us), "size": 11},
        customdata=numbers,
        hovertext=[label(no, 30) for no in numbers],
        hovertemplate="%{hovertext} · %{x:.1%}<extra></extra>",
        unselected={"marker": {"opacity": 0.45}},
    )
    later = values(known, "later")
    is_beyond = [amount is not None and amount > _BEYOND for amount in later]
    figure.add_scatter(
        y=places,
        x=[_BEYOND if beyond else amount for beyond, amount in zip(is_beyond, later, strict=True)],
        mode="markers",
        name=style.say(FORECAST),
        marker={
            "symbol": ["triangle-right" if beyond else "diamond" for beyond in is_beyond],
            "size": 11,
            "color": style.palette.rival,
        },
        customdata=numbers,
        hovertext=percents(later),
        hovertemplate="%{hovertext}<extra>" + style.say(FORECAST) + "</extra>",
    )
    figure.add_vline(x=1, line={"color": style.palette.ink, "dash": "dot", "width": 1.5})
    figure.update_yaxes(tickvals=places, ticktext=[label(title, 10) for title in titles], showgrid=False)
    figure.update_yaxes(tickfont={"color": style.palette.ink})
    figure.update_xaxes(tickformat=".0%", rangemode="tozero", nticks=5)
    return figure
