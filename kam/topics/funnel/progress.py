"""How accounts get on over time: conversion by quarter of entry, how long stays last, which needs lack proof."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from kam.bars import stack_bars
from kam.figure import Style, canvas, nothing, percents, values
from kam.heat import add_heat, name_sides
from kam.text import Text
from kam.topics.funnel.figures import NO_STAGES, STAGES, stage_axis, stage_name

NOBODY = Text("所列季度内没有客户进入新阶段", "Nobody entered a new stage in these quarters")
CENSORED = Text("未结束", "Not yet ended")
SURVIVAL = Text("仍在该阶段的比例", "Still in the stage")
DAYS = Text("天", "days")
MET = Text("已证明", "Proven")
UNMET = Text("未证明", "Not proven")


def cohorts(quarters: Sequence[tuple[str, pd.DataFrame]], style: Style, height: int = 320) -> go.Figure:
    """Rows of funnel.cohort of one quarter a line: of those who entered a stage then, the part that got on.

    `quarters`: (name, answer), the oldest first. A cell says reached / entered; empty where nobody entered.
    """
    found = [(name, frame) for name, frame in quarters if any(values(frame, "entered"))]
    if not found:
        return nothing(style, NOBODY, height)
    stages = [int(stage) for stage in found[0][1]["stage"].tolist()]
    figure = canvas(style, height)
    add_heat(
        figure,
        style,
        [values(frame, "conversion") for _, frame in found],
        [_cells(frame) for _, frame in found],
        1,
        hover=[
            [
                f"{name} · {stage_name(stage, style)} · {rate}"
                for stage, rate in zip(stages, percents(values(frame, "conversion")), strict=True)
            ]
            for name, frame in found
        ],
    )
    name_sides(figure, style, [style.say(STAGES[stage - 1]) for stage in stages], [name for name, _ in found])
    return figure


def _cells(frame: pd.DataFrame) -> list[str]:
    entered, reached = values(frame, "entered"), values(frame, "reached_next")
    printed = percents(values(frame, "conversion"))
    return [
        f"{rate}<br>{over or 0:.0f}/{under:.0f}" if under else ""
        for rate, over, under in zip(printed, reached, entered, strict=True)
    ]


def survival(frame: pd.DataFrame, stage: int, style: Style, height: int = 320) -> go.Figure:
    """The Kaplan-Meier curve of one stage, the others' behind it in grey; ticks are stays that have not ended."""
    rows = frame[frame["stage"] == stage]
    if rows.empty:
        return nothing(style, NO_STAGES, height)
    figure = canvas(style, height)
    for other in sorted({int(one) for one in frame["stage"].tolist()} - {stage}):
        _curve(figure, frame[frame["stage"] == other], style, stage_name(other, style))
    days, lasting = _curve(figure, rows, style, "", is_chosen=True)
    figure.data[-1].update(name=style.say(SURVIVAL), showlegend=True)
    open_at = [count > 0 for count in [0, *rows["censored"].tolist()]]
    figure.add_scatter(
        x=[day for day, is_open in zip(days, open_at, strict=True) if is_open],
        y=[part for part, is_open in zip(lasting, open_at, strict=True) if is_open],
        mode="markers",
        name=style.say(CENSORED),
        marker={"symbol": "line-ns-open", "size": 10, "color": style.palette.ink, "line": {"width": 1.5}},
        hovertemplate="%{x:.0f} " + style.say(DAYS) + "<extra>" + style.say(CENSORED) + "</extra>",
    )
    figure.update_yaxes(tickformat=".0%", range=[0, 1.03], nticks=6)
    figure.update_xaxes(rangemode="tozero", nticks=6, showgrid=False)
    figure.update_xaxes(title={"text": style.say(DAYS), "standoff": 4})
    return figure


def _curve(
    figure: go.Figure, rows: pd.DataFrame, style: Style, name: str, is_chosen: bool = False
) -> tuple[list[float | None], list[float | None]]:
    days, lasting = [0.0, *values(rows, "days")], [1.0, *values(rows, "survival")]
    figure.add_scatter(
        x=days,
        y=lasting,
        mode="lines",
        line={
            "shape": "hv",
            "color": style.palette.us if is_chosen else style.palette.grid,
            "width": 3 if is_chosen else 1.5,
        },
        showlegend=False,
        hovertemplate="%{x:.0f} " + style.say(DAYS) + " · %{y:.0%}<extra>" + name + "</extra>",
    )
    return days, lasting


def needs(frame: pd.DataFrame, style: Style, height: int = 320) -> go.Figure:
    """Of the accounts that claim a stage or a higher one, how many prove its need; a click carries the need."""
    if frame.empty:
        return nothing(style, NO_STAGES, height)
    counted = frame.assign(is_met=frame["is_met"].astype(bool)).groupby("need")["is_met"].agg(["sum", "count"])
    stages = [int(need) for need in counted.index]
    met = [int(count) for count in counted["sum"]]
    unmet = [int(count) - proven for count, proven in zip(counted["count"], met, strict=True)]
    figure = canvas(style, height)
    stack = [(style.say(MET), met, style.palette.us), (style.say(UNMET), unmet, style.palette.rival)]
    stack_bars(figure, stack, stages, stages)
    stage_axis(figure, style, stages)
    figure.update_xaxes(visible=False)
    return figure
