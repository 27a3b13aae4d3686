"""The figures of the plan: earmarked money against what was spent, and the actions agreed on, overdue first."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from kam.bars import Amounts, add_bars, count, name_rows, stack_bars
from kam.figure import Style, canvas, label, notes, nothing, percents, rows_height, scaled, short, texts, values
from kam.text import Text
from kam.topic import Field, Query
from kam.topics.fields import ACCOUNT_ID, ACCOUNT_NAME, OWNER, REGION

NO_FUNDS = Text("期间内没有专款记账", "No funds booked in the period")
NO_ACTIONS = Text("期间内没有行动计划", "No actions in the period")
ALL_DONE = Text("行动都已完成", "Every action is finished")
NOBODY = Text("未指定", "Nobody")
BUDGET = Text("预算", "Budget")
SPEND = Text("支出", "Spend")
PLANNED = Text("计划", "Planned")
LATE = Text("{n} 天", "{n} d")
UNASSIGNED = Text("其中未指定客户", "of it unassigned")
STATES: dict[str, Text] = {
    "overdue": Text("逾期", "Overdue"),
    "open": Text("未到期", "Not due yet"),
    "undated": Text("无截止日", "No due day"),
    "finished": Text("已结束", "Finished"),
}
AGENDA = Query(
    "plan.agenda",
    Text("行动清单", "Agenda"),
    Text(
        "期末前开始、期初前未完成的行动，逾期最久者在前；已结束 = 截止日前完成、状态为完成而无日期、或已取消。",
        "Actions that start by the period's end and were not done before it, longest overdue first; finished = done by "
        "the as-of day, marked done without a day, or cancelled.",
    ),
    (
        Field("state", Text("状态", "State"), "text"),
        Field("title", Text("事项", "Action"), "text"),
        ACCOUNT_NAME,
        REGION,
        OWNER,
        Field("due_on", Text("截止", "Due on"), "day"),
        Field("days_overdue", Text("逾期天数", "Days overdue"), "count"),
        Field("done_on", Text("完成", "Done on"), "day"),
        Field("action_no", Text("行动编号", "Action no."), "text"),
        ACCOUNT_ID,
    ),
)


def funds(frame: pd.DataFrame, style: Style) -> go.Figure:
    """Each region's spend on the band of its budget, its unassigned part hatched; behind it the rate.

    A click carries the region.
    """
    amounts = [values(frame, name) for name in ("budget", "spend", "unassigned")]
    if not any(amounts[0]) and not any(amounts[1]):
        return nothing(style, NO_FUNDS)
    rows = len(frame)
    flat, unit = scaled([amount for column in amounts for amount in column], style.lang)
    budget, spend, unassigned = (flat[start : start + rows] for start in (0, rows, 2 * rows))
    over = [(spent or 0) > (booked or 0) for spent, booked in zip(spend, budget, strict=True)]
    figure = canvas(style, rows_height(rows, 52, 220, 64))
    name_rows(figure, style, texts(frame, "region"))
    palette = style.palette
    red = [palette.bad if is_over else palette.us for is_over in over]
    ends = [(whole or 0) - (part or 0) for whole, part in zip(spend, unassigned, strict=True)]
    _bullet(figure, frame, budget, f"{style.say(BUDGET)} ({unit})", color=palette.grid)
    _bullet(figure, frame, spend, f"{style.say(SPEND)} ({unit})", color=red)
    _bullet(figure, frame, unassigned, f"{style.say(UNASSIGNED)} ({unit})", ends, **_hatched(style, red))
    _rates(figure, style, values(frame, "rate"), spend, budget)
    reach = max(amount or 0 for amount in (*budget, *spend)) or 1
    least = min(0.0, *(amount or 0 for amount in spend))
    figure.update_layout(barmode="overlay", legend={"traceorder": "normal"})
    figure.update_xaxes(range=[least, reach * 1.42], nticks=6, tickformat=",")
    return figure


def _bullet(
    figure: go.Figure,
    frame: pd.DataFrame,
    lengths: Amounts,
    name: str,
    base: list[float] | None = None,
    **marker: object,
) -> None:
    width = 0.34 if figure.data else 0.66
    said = [short(amount) for amount in lengths]
    codes = texts(frame, "region")
    add_bars(figure, lengths, name, None, codes, base=base, width=width, marker=marker, hovertext=said)


def _hatched(style: Style, colours: list[str]) -> dict[str, object]:
    card = style.palette.card
    lines = {"shape": "/", "fgcolor": colours, "bgcolor": card, "size": 6, "solidity": 0.4}
    return {"color": card, "pattern": lines, "line": {"color": colours, "width": 1}}


def _rates(figure: go.Figure, style: Style, rates: Amounts, spend: Amounts, budget: Amounts) -> None:
    with notes(figure, style) as add:
        for place, (rate, spent, booked) in enumerate(zip(rates, spend, budget, strict=True)):
            is_over = (spent or 0) > (booked or 0)
            over = f" {style.say(Text('超支', 'over'))}" if is_over else ""
            words = f"<b>{percents([rate])[0]}{over}</b><br>{short(spent)} / {short(booked)}"
            font = {"size": 12, "color": style.palette.bad if is_over else style.palette.ink}
            end = max(spent or 0, booked or 0)
            add(end, place, words, xanchor="left", align="left", xshift=6, font=font)


def by_owner(frame: pd.DataFrame, style: Style, most: int = 9) -> go.Figure:
    """Each owner's actions by state, stacked, most overdue first; a click carries the owner. `frame`: AGENDA."""
    if frame.empty:
        return nothing(style, NO_ACTIONS)
    counted = pd.crosstab(pd.Series(texts(frame, "owner")), pd.Series(texts(frame, "state")))
    counted = counted.reindex(columns=list(STATES), fill_value=0)
    counted = counted.sort_values(list(STATES), ascending=False, kind="stable").head(most)
    owners = [str(name) for name in counted.index]
    figure = canvas(style, rows_height(len(owners), 30, 220, 48))
    name_rows(figure, style, [name or style.say(NOBODY) for name in owners])
    palette = style.palette
    colours = (palette.bad, palette.us, palette.second, palette.grid)
    stack: list[tuple[str, Amounts, str]] = [
        (style.say(STATES[state]), values(counted, state), colour)
        for state, colour in zip(STATES, colours, strict=True)
        if counted[state].any()
    ]
    stack_bars(figure, stack, owners)
    figure.update_xaxes(visible=False)
    return figure


def timeline(frame: pd.DataFrame, as_of: date, style: Style, most: int = 12) -> go.Figure:
    """The unfinished actions that are due first: from start to due day, and in red what has passed since.

    `frame`: AGENDA. An action without a start has no bar before its due day; one without a due day is left out. A click
    carries the action.
    """
    coming = frame[frame["state"].isin(["overdue", "open"])].head(most)
    if coming.empty:
        return nothing(style, ALL_DONE if len(frame) else NO_ACTIONS)
    due = [date.fromisoformat(day) for day in texts(coming, "due_on")]
    starts = [date.fromisoformat(day) if day else None for day in texts(coming, "starts_on")]
    figure = canvas(style, rows_height(len(coming), 28))
    name_rows(figure, style, texts(coming, "title"), 14)
    planned = [None if start is None else (start, end) for start, end in zip(starts, due, strict=True)]
    late = [(end, as_of) if end < as_of else None for end in due]
    _spans(figure, coming, planned, style.say(PLANNED), style.palette.us)
    _spans(figure, coming, late, style.say(STATES["overdue"]), style.palette.bad)
    rows = zip(due, values(coming, "days_overdue"), texts(coming, "owner"), strict=True)
    with notes(figure, style) as add:
        for place, (end, days, owner) in enumerate(rows):
            when = style.say(LATE).format(n=count(days)) if days else f"{end:%m-%d}"
            words = f"{when} · {label(owner, 8) if owner else style.say(NOBODY)}"
            font = {"size": 12, "color": style.palette.bad if days else style.palette.soft}
            add(1, place, words, xref="paper", xanchor="left", xshift=6, font=font)
    figure.add_vline(x=str(as_of), line={"color": style.palette.ink, "dash": "dot", "width": 1.5})
    first, last = min(day for day in (*starts, *due, as_of) if day), max(*due, as_of)
    room = timedelta(days=max(3, (last - first).days // 50))
    figure.update_xaxes(type="date", range=[str(first), str(last + room)], nticks=3, tickformat="%Y-%m", tickangle=0)
    figure.update_layout(barmode="overlay", legend={"traceorder": "normal"}, margin={"r": 112})
    return figure


def _ms(day: date) -> float:
    # Lengths on an axis of days are counted in milliseconds.
    return (day - date(1970, 1, 1)).days * 86_400_000.0


def _spans(
    figure: go.Figure, frame: pd.DataFrame, spans: list[tuple[date, date] | None], name: str, colour: str
) -> None:
    here = [(place, span) for place, span in enumerate(spans) if span is not None]
    if not here:
        return
    titles, owners, numbers = (texts(frame, column) for column in ("title", "owner", "action_no"))
    add_bars(
        figure,
        [_ms(last) - _ms(first) for _, (first, last) in here],
        name,
        colour,
        [numbers[place] for place, _ in here],
        y=[place for place, _ in here],
        base=[str(first) for _, (first, _) in here],
        width=0.55,
        hovertext=[
            f"{label(titles[place], 40)}<br>{label(owners[place])}<br>{first} – {last}" for place, (first, last) in here
        ],
    )
