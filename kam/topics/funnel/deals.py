"""The deals in hand: what they are worth by stage, and what of it history makes likely."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kam.figure import Style, canvas, label, nothing, percents, rows_height, scaled, short, texts, values
from kam.text import UNKNOWN, Text

NO_DEALS = Text("截止日没有进行中的商机", "No deals open on the as-of day")
AMOUNT = Text("预计金额", "Amount")
WEIGHTED = Text("按历史胜率加权", "Weighted by historic win rate")
NO_STAGE = Text("未注明阶段", "No stage")


def pipeline(frame: pd.DataFrame, style: Style, height: int = 0) -> go.Figure:
    """Rows of funnel.pipeline as bars, the weighted part inside; beside each how many deals and their win rate."""
    if frame.empty:
        return nothing(style, NO_DEALS)
    rows = frame.sort_values("amount", kind="stable", na_position="first")
    both, unit = scaled([*values(rows, "amount"), *values(rows, "weighted")], style.lang)
    amounts, weighted = both[: len(rows)], both[len(rows) :]
    places = list(range(len(rows)))
    figure = canvas(style, height or rows_height(len(rows), 36))
    counts, rates = values(rows, "open"), percents(values(rows, "win_rate"))
    win = style.say(Text("胜率", "win rate"))
    told = [
        f"{short(amount)} · {count or 0:,.0f}" + ("" if rate == UNKNOWN else f" · {win} {rate}")
        for amount, count, rate in zip(amounts, counts, rates, strict=True)
    ]
    parts = ((amounts, AMOUNT, style.palette.sequence[0], told), (weighted, WEIGHTED, style.palette.us, None))
    for lengths, words, colour, beside in parts:
        if not any(lengths):
            continue
        figure.add_bar(
            y=places,
            x=lengths,
            orientation="h",
            name=f"{style.say(words)} ({unit})",
            marker={"color": colour},
            text=beside,
            textposition="outside",
            constraintext="none",
            cliponaxis=False,
            hovertemplate="%{x:,.1f} " + unit + "<extra>" + style.say(words) + "</extra>",
        )
    names = [label(name, 10) if name else style.say(NO_STAGE) for name in texts(rows, "deal_stage")]
    # The legend says the unit, also where no win rate is known and one series stands alone.
    figure.update_layout(barmode="overlay", margin={"r": 110}, showlegend=True)
    figure.update_yaxes(tickvals=places, ticktext=names, showgrid=False, zeroline=False)
    figure.update_yaxes(tickfont={"color": style.palette.ink})
    figure.update_xaxes(visible=False)
    return figure
