"""The figure of data quality: where the rows to correct are."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kam.figure import Style, canvas, label, nothing, rows_height, texts, values
from kam.text import Text, number
from kam.topics.quality.words import FINDINGS

NO_FINDING = Text("所选范围内没有发现数据问题", "Nothing to correct in this selection")
ROWS = Text("行", "rows")


def by_finding(frame: pd.DataFrame, style: Style, height: int = 0) -> go.Figure:
    """The findings with rows, the most rows on top. `frame`: quality.findings. A click carries the finding's code."""
    rows = frame["rows"].fillna(0)
    known = frame[rows > 0].sort_values(["rows", "finding"], ascending=[True, False], kind="stable")
    if known.empty:
        return nothing(style, NO_FINDING)
    codes, counts = texts(known, "finding"), values(known, "rows")
    titles = [style.say(FINDINGS[code][0]) for code in codes]
    places = list(range(len(codes)))
    figure = canvas(style, height or rows_height(len(codes), 28))
    figure.add_bar(
        y=places,
        x=counts,
        orientation="h",
        marker={"color": style.palette.us},
        text=[number(count) for count in counts],
        textposition="outside",
        cliponaxis=False,
        customdata=codes,
        hovertext=[label(title, 60) for title in titles],
        hovertemplate="%{hovertext} · %{x:,} " + style.say(ROWS) + "<extra></extra>",
        unselected={"marker": {"opacity": 0.45}},
        showlegend=False,
    )
    figure.update_yaxes(tickvals=places, ticktext=[label(title, 40) for title in titles], showgrid=False)
    figure.update_yaxes(tickfont={"color": style.palette.ink})
    reach = max(count or 0 for count in counts) * 1.45  # room for the last count
    figure.update_xaxes(range=[0, reach], nticks=5, tickformat=",")
    return figure
