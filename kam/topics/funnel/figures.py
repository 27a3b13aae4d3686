"""The figures of the stage funnel: reached and now, the cohort's fate, dwell times, one account's path."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

import pandas as pd
import plotly.graph_objects as go

from kam.bars import ink_on, stack_bars
from kam.figure import Style, canvas, notes, nothing, percents, scaled, short, texts, values
from kam.text import UNKNOWN, Text
from kam.topic import Field
from kam.topics.funnel import AUDIT, COHORT

STAGES: tuple[Text, ...] = (
    Text("扫描", "Scan"),
    Text("沟通", "Contact"),
    Text("临门", "Close"),
    Text("初步合作", "First"),
    Text("基本合作", "Steady"),
    Text("深入合作", "Deep"),
    Text("全面合作", "Full"),
    Text("伙伴", "Partner"),
)
NO_STAGES = Text("所选范围内没有阶段记录", "No stage changes in this selection")
NOW = Text("现有", "Now")
CONVERSION = Text("转化率", "Conv.")
REACHED_NEXT = Text("到达下一阶段", "Reached next")
OPEN = Text("推进中", "Open")
LOST = Text("流失", "Lost")
_FRACTION = Field("fraction", Text("到达 / 进入", "Reached of entered"), "text")
COHORT_FIELDS = (COHORT.fields[0], _FRACTION, *COHORT.fields[3:])


@lru_cache
def _phrases() -> tuple[Text, ...]:
    """What the audit's SQL says in both languages: '中文 / English'."""
    return tuple(Text(zh, en) for zh, en in re.findall(r"'([^'\n]+?) / ([^'\n]+?)'", AUDIT.sql))


def evidence(text: str, style: Style) -> str:
    """The evidence of funnel.audit in one language."""
    for phrase in _phrases():
        text = text.replace(f"{phrase.zh} / {phrase.en}", style.say(phrase) + (" " if phrase.en.endswith(" ") else ""))
    return text.replace("  ", " ")


def stage_name(stage: int, style: Style) -> str:
    """A stage by number and name: 3 临门."""
    return f"{stage}  {style.say(STAGES[stage - 1])}"


def _stages(frame: pd.DataFrame) -> list[int]:
    return [int(stage) for stage in frame["stage"].tolist()]


def stage_axis(figure: go.Figure, style: Style, stages: list[int]) -> None:
    """The stages by name down the left side, the first on top."""
    names = [stage_name(stage, style) for stage in stages]
    figure.update_yaxes(tickvals=stages, ticktext=names, autorange="reversed", showgrid=False, zeroline=False)
    figure.update_yaxes(tickfont={"color": style.palette.ink, "size": 13}, showline=False)


def funnel(stock: pd.DataFrame, reached: pd.DataFrame, style: Style, height: int = 360) -> go.Figure:
    """Centred bars of the accounts that reached each stage; beside them those in it now, their sales, the conversion.

    The weakest conversion is marked by a triangle and in red. Drawn with bars, which stay readable when clicked.
    """
    counts = values(reached, "accounts")
    if not any(counts):
        return nothing(style, NO_STAGES, height)
    stages, widest = _stages(reached), max(count or 0 for count in counts)
    figure = canvas(style, height)
    figure.add_bar(
        y=stages,
        x=counts,
        base=[-(count or 0) / 2 for count in counts],
        orientation="h",
        width=0.8,
        marker={"color": style.palette.sequence[: len(stages)]},
        customdata=stages,
        # %{x} of a bar with a base is where it ends, not how long it is.
        hovertext=[
            f"{stage_name(stage, style)} · {count or 0:,.0f}" for stage, count in zip(stages, counts, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 0.55}},
        showlegend=False,
    )
    with notes(figure, style) as add:
        for place, (stage, count) in enumerate(zip(stages, counts, strict=True)):
            colour = ink_on(style.palette.sequence[place])
            if count and count < widest * 0.12:
                add(
                    count / 2,
                    stage,
                    f"<b>{count:,.0f}</b>",
                    xanchor="left",
                    font={"color": style.palette.ink},
                )
            else:
                add(0, stage, f"<b>{count or 0:,.0f}</b>", font={"color": colour, "size": 13})
    _columns(figure, stock, reached, style)
    stage_axis(figure, style, stages)
    figure.update_xaxes(visible=False, range=[-widest / 2, widest / 2], domain=[0, 0.54])
    figure.update_layout(bargap=0.1, margin={"t": 28, "b": 4})
    return figure


def _columns(figure: go.Figure, stock: pd.DataFrame, reached: pd.DataFrame, style: Style) -> None:
    sales, unit = scaled(values(stock, "sales_12m"), style.lang)
    head = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "xanchor": "right"}
    cell = {"xref": "paper", "xanchor": "right", "font": {"size": 13, "color": style.palette.ink}}
    with notes(figure, style) as add:
        for x, words in ((0.68, style.say(NOW)), (0.84, unit), (1.0, style.say(CONVERSION))):
            add(x, 1.0, words, **head)
    with notes(figure, style) as add:
        for stage, count, amount in zip(_stages(stock), values(stock, "accounts"), sales, strict=True):
            add(0.68, stage, f"{count or 0:,.0f}", **cell)
            add(0.84, stage, short(amount), **cell)
    rates = values(reached, "conversion")
    lowest = min((rate for rate in rates if rate is not None), default=None)
    with notes(figure, style) as add:
        for stage, rate, printed in zip(_stages(reached), rates, percents(rates), strict=True):
            if rate is None:
                continue
            is_lowest = rate == lowest
            font = {"size": 12, "color": style.palette.bad if is_lowest else style.palette.soft}
            text = f"<b>▼ {printed}</b>" if is_lowest else printed
            add(1.0, stage + 0.5, text, xref="paper", xanchor="right", font=font)


def stock(frame: pd.DataFrame, style: Style) -> go.Figure:
    """The accounts that stand in each stage now; a click carries the stage."""
    counts = values(frame, "accounts")
    if not any(counts):
        return nothing(style, NO_STAGES)
    stages = _stages(frame)
    figure = canvas(style, 360)
    figure.add_bar(
        y=stages,
        x=counts,
        orientation="h",
        marker={"color": style.palette.us},
        text=[f"{count or 0:,.0f}" for count in counts],
        textposition="outside",
        cliponaxis=False,
        customdata=stages,
        hovertemplate="%{x:,.0f}<extra></extra>",
        unselected={"marker": {"opacity": 0.45}},
    )
    stage_axis(figure, style, stages)
    figure.update_xaxes(visible=False)
    figure.update_layout(margin={"r": 40})
    return figure


def cohort(frame: pd.DataFrame, style: Style) -> go.Figure:
    """What became of those who entered a stage in the period: reached the next, still open, lost."""
    if not any(values(frame, "entered")):
        return nothing(style, Text("期间内没有客户进入新阶段", "Nobody entered a new stage in the period"))
    stages = _stages(frame)
    figure = canvas(style, 320)
    parts = (
        (REACHED_NEXT, "reached_next", style.palette.us),
        (OPEN, "open", style.palette.sequence[0]),
        (LOST, "lost", style.palette.second),
    )
    stack_bars(
        figure, [(style.say(words), values(frame, name), colour) for words, name, colour in parts], stages, stages
    )
    stage_axis(figure, style, stages)
    figure.update_xaxes(visible=False)
    return figure


def dwell(frame: pd.DataFrame, style: Style) -> go.Figure:
    """Days in a stage: median, 75 % and 90 % of the spells, unknown ones left out."""
    if not any(values(frame, "spells")):
        return nothing(style, NO_STAGES)
    stages = _stages(frame)
    figure = canvas(style, 320)
    marks = (
        ("p90_days", Text("90%", "90%"), style.palette.second, "diamond"),
        ("p75_days", Text("75%", "75%"), style.palette.sequence[3], "square"),
        ("median_days", Text("中位数", "Median"), style.palette.us, "circle"),
    )
    for name, words, colour, symbol in marks:
        figure.add_scatter(
            y=stages,
            x=values(frame, name),
            mode="markers+text" if name == "median_days" else "markers",
            name=style.say(words),
            text=[UNKNOWN if days is None else f"{days:,.0f}" for days in values(frame, name)],
            textposition="top center",
            textfont={"size": 11, "color": style.palette.soft},
            marker={"color": colour, "size": 12, "symbol": symbol, "line": {"color": style.palette.card, "width": 1}},
            hovertemplate="%{x:,.0f}<extra>" + style.say(words) + "</extra>",
        )
    stage_axis(figure, style, stages)
    figure.update_xaxes(rangemode="tozero", nticks=6, title={"text": style.say(Text("天", "days")), "standoff": 6})
    return figure


def with_fraction(frame: pd.DataFrame) -> pd.DataFrame:
    """The cohort with a column `fraction`: numerator / denominator of its conversion, as text."""
    pairs = zip(values(frame, "reached_next"), values(frame, "entered"), strict=True)
    return frame.assign(fraction=[f"{over or 0:.0f} / {under or 0:.0f}" for over, under in pairs])


def until(moves: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """One account's moves with a last row: still in the last stage on the as-of day."""
    rows = pd.DataFrame({"entered_on": texts(moves, "entered_on"), "stage": moves["stage"].tolist()})
    if rows.empty:
        return rows
    return pd.concat([rows, rows.tail(1).assign(entered_on=str(as_of))], ignore_index=True)


def path(moves: pd.DataFrame, style: Style, height: int = 300) -> go.Figure:
    """One account's way through the stages as a staircase; rows of entered_on, stage (see `until`)."""
    if moves.empty:
        return nothing(style, NO_STAGES, height)
    figure = canvas(style, height)
    stages = [int(stage) for stage in moves["stage"].tolist()]
    figure.add_scatter(
        x=texts(moves, "entered_on"),
        y=stages,
        mode="lines+markers",
        line={"shape": "hv", "color": style.palette.us, "width": 3},
        marker={"size": 8, "color": style.palette.us},
        hovertext=[stage_name(stage, style) for stage in stages],
        hovertemplate="%{x} · %{hovertext}<extra></extra>",
    )
    names = [stage_name(stage, style) for stage in range(1, 9)]
    figure.update_yaxes(tickvals=list(range(1, 9)), ticktext=names, range=[0.6, 8.4])
    figure.update_xaxes(type="date", showgrid=False, nticks=6, tickformat="%Y-%m")
    return figure
