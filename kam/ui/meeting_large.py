"""Figures of the house made readable from afar, and two of them brought to one scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from kam.figure import values
from kam.text import Lang, money_scale

FACTOR = 1.5
_WRITTEN = ("bar", "heatmap", "waterfall", "scatter", "scatterpolar")
_SIZE = 12  # what the house writes where a figure names no size of its own


def large(figure: go.Figure, height: int) -> go.Figure:
    """The same figure, its type and marks half as large again, in so many pixels of height."""

    def bigger(size: float | None) -> float:
        return (size or _SIZE) * FACTOR

    figure.update_layout(height=height, font={"size": bigger(figure.layout.font.size)})
    figure.update_layout(legend={"font": {"size": bigger(figure.layout.legend.font.size)}})
    margin = figure.layout.margin
    # Above and below plotly makes room by itself; a screen has no height to spare.
    figure.update_layout(margin={side: (margin[side] or 0) * FACTOR for side in ("l", "r")})
    polar = figure.layout.polar
    axes = [*figure.select_xaxes(), *figure.select_yaxes()]
    for axis in [*axes, polar.angularaxis, polar.radialaxis] if _is_polar(figure) else axes:
        axis.tickfont.size = bigger(axis.tickfont.size)
    for note in figure.layout.annotations:
        note.font.size = bigger(note.font.size)
        note.yshift = (note.yshift or 0) * FACTOR
    for trace in figure.data:
        if trace.type in _WRITTEN:
            trace.textfont.size = bigger(trace.textfont.size)
        if trace.type == "bar":
            trace.constraintext = "none"
        if trace.type in ("scatter", "scatterpolar"):
            trace.update(line={"width": (trace.line.width or 2) * FACTOR})
            trace.update(marker={"size": (trace.marker.size or 6) * FACTOR})
    return figure


def _is_polar(figure: go.Figure) -> bool:
    return any(trace.type == "scatterpolar" for trace in figure.data)


def same_money(figures: Sequence[go.Figure], frames: Sequence[pd.DataFrame], lang: Lang) -> None:
    """Brings figures of share.trend to one unit and one scale an axis. `frames`: what they were drawn of."""
    names = ("our_sales", "our_sales_last_year")
    sizes = [max((abs(cell or 0) for name in names for cell in values(frame, name)), default=0.0) for frame in frames]
    divisor, unit = money_scale(max(sizes, default=0.0), lang)
    for figure, size in zip(figures, sizes, strict=True):
        own, own_unit = money_scale(size, lang)
        for trace in _bars(figure):
            trace.y = [None if amount is None else amount * own / divisor for amount in trace.y]
            trace.name = trace.name.replace(f"({own_unit})", f"({unit})")
            trace.hovertemplate = trace.hovertemplate.removesuffix(own_unit) + unit
    shares = [max((share or 0 for share in values(frame, "share")), default=0.0) for frame in frames]
    for figure in figures:
        figure.update_layout(yaxis={"range": [0, max(sizes, default=0.0) / divisor * 1.06 or 1]})
        figure.update_layout(yaxis2={"range": [0, max(shares, default=0.0) * 1.08 or 1]})


def same_length(figures: Sequence[go.Figure]) -> None:
    """Brings lying bars to one scale: the longest bar of all, with room for its label."""
    longest = max((length or 0 for figure in figures for bar in _bars(figure) for length in bar.x), default=0)
    for figure in figures:
        figure.update_xaxes(range=[0, longest * 1.2 or 1])


def _bars(figure: go.Figure) -> Iterable[Any]:
    return (trace for trace in figure.data if trace.type == "bar")
