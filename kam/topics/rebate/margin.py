"""What rebates and concessions leave of each account's margin."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kam.figure import Style, canvas, label, nothing, percents, rows_height, texts, values
from kam.text import Text

NO_MARGIN = Text("没有成本已知的客户，毛利未知", "No account with known costs: margins are unknown")
GROSS = Text("返点与让利前", "Before rebate and concessions")
AFTER = Text("返点与让利后", "After")

# A margin far below zero would press all others together: it stands at the edge as an arrow, its figure beside it.
_LOWEST = -0.1


def margins(frame: pd.DataFrame, names: dict[str, str], style: Style, most: int = 12) -> go.Figure:
    """Gross margin rate and what is left of it, the accounts that give most away on top. A click carries the account.

    `frame`: rows of rebate.margin; `names`: account_id -> name.
    """
    known = frame[frame["margin_rate"].notna() & (frame["amount"] > 0)]
    if known.empty:
        return nothing(style, NO_MARGIN)
    amount = known["amount"].astype(float)
    gross = (amount - known["cost"].astype(float)) / amount
    given = (gross - known["margin_rate"]) * amount
    rows = known.assign(gross=gross, given=given).sort_values("given", kind="stable").tail(most)
    ids, places = texts(rows, "account_id"), list(range(len(rows)))
    before, after = ([rate or 0.0 for rate in values(rows, name)] for name in ("gross", "margin_rate"))
    ends = [max(rate, _LOWEST) for rate in after]
    figure = canvas(style, rows_height(len(rows), 30))
    for place, start, end in zip(places, before, ends, strict=True):
        line = {"color": style.palette.grid, "width": 5}
        figure.add_shape(type="line", x0=start, x1=end, y0=place, y1=place, line=line, layer="below")
    _marks(figure, style, before, GROSS, ids, ["circle-open"] * len(ids), style.palette.second)
    shapes = ["triangle-left" if rate < _LOWEST else "circle" for rate in after]
    _marks(figure, style, ends, AFTER, ids, shapes, style.palette.us)
    figure.data[-1].update(mode="markers+text", text=percents(after, 1), textposition="middle left")
    ticks = [label(names.get(code) or code, 10) for code in ids]
    figure.update_yaxes(tickvals=places, ticktext=ticks, showgrid=False, zeroline=False)
    figure.update_yaxes(tickfont={"color": style.palette.ink})
    low, high = min(ends), max(before)
    room = max(high - low, 0.02)
    figure.update_xaxes(
        tickformat=".0%", nticks=4, tickangle=0, range=[low - room * 0.45, high + room * 0.1], zeroline=False
    )
    return figure


def _marks(
    figure: go.Figure, style: Style, rates: list[float], words: Text, ids: list[str], symbols: list[str], colour: str
) -> None:
    figure.add_scatter(
        x=rates,
        y=list(range(len(rates))),
        mode="markers",
        name=style.say(words),
        textfont={"size": 11, "color": style.palette.soft},
        marker={"size": 12, "symbol": symbols, "color": colour, "line": {"width": 2, "color": colour}},
        customdata=ids,
        hovertext=percents(rates, 1),
        hovertemplate="%{hovertext}<extra>" + style.say(words) + "</extra>",
        cliponaxis=False,
    )
