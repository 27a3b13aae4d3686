"""The figures of engagement: who meets whom, executive contacts, visits overdue, time spent."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from kam.bars import add_bars, count, name_rows
from kam.datasets import BY_NAME
from kam.figure import Style, canvas, label, note, nothing, percents, rows_height, texts, values
from kam.heat import add_heat, name_sides
from kam.text import Text
from kam.topic import Field

OUR_LEVELS, THEIR_LEVELS = (
    {choice.code: choice.label for choice in BY_NAME["visit"].column(name).choices}
    for name in ("visitor_level", "contact_level")
)
NO_VISITS = Text("近 12 个月没有与大客户的见面记录", "No meetings with key accounts in the last 12 months")
NO_KEY_ACCOUNTS = Text("所选范围内没有锁定的大客户", "No key accounts in this selection")
NOBODY_OVERDUE = Text("没有逾期未访的大客户", "No key account is overdue for a visit")
NO_HOURS = Text("期间内没有拜访时长，或区域未填业务人数", "No visiting hours in the period, or no headcount on file")
NEVER = Text("另有 {n} 家从未拜访", "{n} more were never visited")
VISIT_SHARE = Text("拜访 ÷ 工作时间", "Visits of working hours")
KEY_SHARE = Text("大客户 ÷ 拜访时间", "Key accounts of visits")
BELOW = Text("不足", "Too few")
WITHIN = Text("范围内", "In range")
ABOVE = Text("超出", "Too many")
DAYS_OVERDUE = Field("days_overdue", Text("逾期天数", "Days overdue"), "count")


def matrix(frame: pd.DataFrame, style: Style, height: int = 300) -> go.Figure:
    """Meetings by our level and theirs, darker = more; under them the key accounts met so."""
    visits, accounts = values(frame, "visits"), values(frame, "accounts")
    most = max((met or 0 for met in visits), default=0)
    if not most:
        return nothing(style, NO_VISITS, height)
    ours, theirs = list(OUR_LEVELS), list(THEIR_LEVELS)
    at = [
        (theirs.index(their), ours.index(our))
        for our, their in zip(texts(frame, "visitor_level"), texts(frame, "contact_level"), strict=True)
    ]
    met = dict(zip(at, visits, strict=True))
    who = dict(zip(at, accounts, strict=True))
    words = style.say(Text("<b>{visits} 次</b><br>{accounts} 家", "<b>{visits}</b><br>({accounts})"))
    across = range(len(theirs))
    figure = canvas(style, height)
    add_heat(
        figure,
        style,
        [[met.get((x, y)) for x in across] for y in range(len(ours))],
        [
            [words.format(visits=count(met.get((x, y))), accounts=count(who.get((x, y)))) for x in across]
            for y in range(len(ours))
        ],
        most,
        size=14,
    )
    name_sides(figure, style, *([style.say(name) for name in levels.values()] for levels in (THEIR_LEVELS, OUR_LEVELS)))
    return figure


def judged(frame: pd.DataFrame) -> list[Text]:
    """Whether each row of engagement.executive lies below, within or above its own range."""
    rows = zip(*(values(frame, name) for name in ("contacts", "minimum", "maximum")), strict=True)
    return [_judged(contacts or 0, least, most) for contacts, least, most in rows]


def _judged(contacts: float, least: float | None, most: float | None) -> Text:
    if least is not None and contacts < least:
        return BELOW
    return ABOVE if most is not None and contacts > most else WITHIN


def executive(frame: pd.DataFrame, style: Style, height: int = 300) -> go.Figure:
    """How many key accounts had how many executive contacts; a click carries the number of contacts."""
    if frame.empty:
        return nothing(style, NO_KEY_ACCOUNTS, height)
    contacts = [int(number or 0) for number in values(frame, "contacts")]
    states, palette = judged(frame), style.palette
    figure = canvas(style, height)
    for state, colour in ((BELOW, palette.bad), (WITHIN, palette.us), (ABOVE, palette.second)):
        here = [number for number, other in zip(contacts, states, strict=True) if other == state]
        steps = sorted(set(here))
        counts = [here.count(step) for step in steps]
        figure.add_bar(
            x=steps,
            y=counts,
            name=f"{style.say(state)} {count(len(here))}",
            marker={"color": colour},
            text=[count(number) for number in counts],
            textposition="outside",
            cliponaxis=False,
            customdata=[str(step) for step in steps],
            hovertemplate="%{x} → %{y:,}<extra>" + style.say(state) + "</extra>",
            unselected={"marker": {"opacity": 0.45}},
        )
    title = style.say(Text("近 12 个月往来次数", "Contacts in the last 12 months"))
    steps_shown = {"dtick": 1} if max(contacts) <= 20 else {"nticks": 12}
    figure.update_layout(barmode="stack", bargap=0.2, legend={"traceorder": "normal"})
    figure.update_xaxes(showgrid=False, zeroline=False, title={"text": title, "standoff": 10}, **steps_shown)
    figure.update_yaxes(visible=False, rangemode="tozero")
    return figure


def overdue(frame: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The rows of engagement.cadence that are overdue, with `days_overdue`: longest first, those never visited last."""
    due = [date.fromisoformat(day) if day else None for day in texts(frame, "due_on")]
    late = [None if day is None else (as_of - day).days for day in due]
    never = [not day for day in texts(frame, "last_visit_on")]
    is_overdue = [is_never or (days or 0) > 0 for is_never, days in zip(never, late, strict=True)]
    rows = frame.assign(days_overdue=pd.array(late, dtype="Int64"))[pd.array(is_overdue, dtype="boolean")]
    return rows.sort_values("days_overdue", ascending=False, kind="stable", na_position="last")


def cadence(late: pd.DataFrame, names: dict[str, str], style: Style, most: int = 12) -> go.Figure:
    """The accounts longest overdue for a visit, in days; how many were never visited stands in words.

    `late`: rows of `overdue`; `names`: account_id -> name. A click carries the account.
    """
    dated = late[late["days_overdue"].notna()]
    never = NEVER.fill(n=count(len(late) - len(dated)))
    if dated.empty:
        return nothing(style, never if len(late) else NOBODY_OVERDUE)
    shown = dated.head(most)
    codes, days = texts(shown, "account_id"), values(shown, "days_overdue")
    figure = canvas(style, rows_height(len(codes), 26, 220, 40))
    titles = [names.get(code) or code for code in codes]
    name_rows(figure, style, titles)
    said = [f"{count(number)} {style.say(Text('天', 'd'))}" for number in days]
    hover = [f"{label(title, 40)} · {words}" for title, words in zip(titles, said, strict=True)]
    bars = {"text": said, "textposition": "outside", "hovertext": hover, "showlegend": False}
    add_bars(figure, days, "", style.palette.bad, codes, **bars)
    if len(late) > len(dated):
        beside = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "bottom"}
        note(figure, style, 1, 0, style.say(never), **beside)
    figure.update_xaxes(visible=False, range=[0, max(number or 0 for number in days) * 1.2])
    figure.update_layout(margin={"t": 8})
    return figure


def time(frame: pd.DataFrame, style: Style, goal: float) -> go.Figure:
    """Visits as a part of working hours, key accounts as a part of visits, by region; a click carries the region.

    `goal`: the setting visit_goal, the part of the working hours to spend on visits, drawn as a line.
    """
    known = frame[frame["visit_share"].notna() | frame["key_account_share"].notna()]
    if known.empty:
        return nothing(style, NO_HOURS)
    figure = canvas(style, rows_height(len(known), 52, 220, 64))
    codes, palette = texts(known, "region"), style.palette
    name_rows(figure, style, codes)
    pairs = (("visit_share", VISIT_SHARE, palette.us), ("key_account_share", KEY_SHARE, palette.sequence[1]))
    for name, words, colour in pairs:
        said = percents(values(known, name), 1)
        bars = {"text": said, "textposition": "outside", "hovertext": said}
        add_bars(figure, values(known, name), style.say(words), colour, codes, **bars)
    figure.add_vline(x=goal, line={"color": palette.ink, "dash": "dot", "width": 1.5})
    figure.update_layout(barmode="group", bargroupgap=0.1, legend={"traceorder": "normal"})
    figure.update_xaxes(tickformat=".0%", range=[0, 1.16], tickvals=[0, 0.25, 0.5, 0.75, 1], zeroline=False)
    return figure
