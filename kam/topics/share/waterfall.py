"""The waterfall of the share: last year's, what each category or each rival did to it, today's."""

from __future__ import annotations

from itertools import accumulate

import pandas as pd
import plotly.graph_objects as go

from kam.figure import Style, canvas, folded, label, nothing, texts, values
from kam.text import Text

NOTHING_COMPARED = Text(
    "没有两年采购额都已知的客户，无法比较",
    "No account's wallet is known in both years: nothing to compare",
)
BEFORE = Text("去年同期", "Last year")
NOW = Text("本期", "Now")
REST = Text("其余", "Others")
UNNAMED = {"category": Text("无品类", "No category"), "rival": Text("未列明", "Unnamed")}


def compared(frame: pd.DataFrame) -> int:
    """How many accounts were compared."""
    return int(max(frame["accounts"].tolist(), default=0))


def waterfall(frame: pd.DataFrame, divided_by: str, style: Style, height: int = 300, most: int = 6) -> go.Figure:
    """Rows of share.movement as a bridge from last year's share to now; the smallest steps stand together."""
    whole = frame[frame["divided_by"] == "total"]
    before, now = values(whole, "share_before")[0], values(whole, "share_now")[0]
    if before is None or now is None:
        return nothing(style, NOTHING_COMPARED, height)
    steps = _steps(frame[frame["divided_by"] == divided_by], divided_by, style, most)
    names = [style.say(BEFORE), *(name for name, _ in steps), style.say(NOW)]
    figure = canvas(style, height)
    figure.add_waterfall(
        x=list(range(len(names))),
        y=[before, *(points for _, points in steps), now],
        measure=["absolute", *("relative" for _ in steps), "total"],
        text=[f"{before:.1%}", *(_signed(points) for _, points in steps), f"{now:.1%}"],
        textposition="outside",
        cliponaxis=False,
        constraintext="none",
        textfont={"size": 12, "color": style.palette.ink},
        hovertext=names,
        hovertemplate="%{hovertext} · %{text}<extra></extra>",
        connector={"line": {"color": style.palette.grid, "width": 1}},
        totals={"marker": {"color": style.palette.us}},
        increasing={"marker": {"color": style.palette.sequence[1]}},
        decreasing={"marker": {"color": style.palette.rival}},
    )
    figure.update_xaxes(
        tickvals=list(range(len(names))), ticktext=[folded(name) for name in names], showgrid=False, zeroline=False
    )
    figure.update_xaxes(tickfont={"color": style.palette.ink}, tickangle=0)
    figure.update_yaxes(visible=False, range=_reach(before, now, [points for _, points in steps]))
    figure.update_layout(showlegend=False, bargap=0.3)
    return figure


def _steps(rows: pd.DataFrame, divided_by: str, style: Style, most: int) -> list[tuple[str, float]]:
    """Name and points, the largest first; what is beyond `most` added up, so that the bridge still closes."""
    found = [
        (label(name, 6) if name else style.say(UNNAMED[divided_by]), points or 0.0)
        for name, points in zip(texts(rows, "name"), values(rows, "points"), strict=True)
    ]
    found.sort(key=lambda step: -abs(step[1]))
    if len(found) > most:
        rest = sum(points for _, points in found[most - 1 :])
        found = [*found[: most - 1], (style.say(REST), rest)]
    return found


def _signed(points: float) -> str:
    # A percentage of a percentage is misread: changes of a share are points.
    return f"{points * 100:+.1f}"


def _reach(before: float, now: float, steps: list[float]) -> list[float]:
    heights = [0.0, before, *accumulate(steps, initial=before), now]
    return [min(heights) * 1.1, max(heights) * 1.18]
