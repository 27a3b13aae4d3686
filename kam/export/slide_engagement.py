"""What the slides of engagement say: who meets whom, executive contacts, visits overdue, time."""

from __future__ import annotations

import pandas as pd

from kam.export.slide_share import region_names, short_names
from kam.export.slide_values import (
    COUNT,
    FINE_RATE,
    Asked,
    Chart,
    Colour,
    Part,
    Series,
    Slide,
    Words,
    chart_or_words,
    column,
    queries,
    shortened,
)
from kam.figure import texts, values
from kam.text import Text
from kam.topics import QUERIES
from kam.topics.engagement import figures as engagement_figures

_MOST_BARS = 12


def engagement(asked: Asked) -> list[Slide]:
    cadence = asked.answer("engagement.cadence")
    late = engagement_figures.overdue(cadence, asked.view.as_of)
    contacts = asked.answer("engagement.executive")
    few = engagement_figures.judged(contacts).count(engagement_figures.BELOW)
    words = Text(
        f"{len(contacts):,} 家大客户中 {few:,} 家决策层往来不足",
        f"{few:,} of {len(contacts):,} key accounts have too few executive contacts",
    )
    due = Text(f"逾期未访 {len(late):,} 家", f"{len(late):,} key accounts are overdue for a visit")
    return [
        Slide(
            asked.say(words if len(contacts) else engagement_figures.NO_KEY_ACCOUNTS),
            (_matrix(asked), _contacts(asked, contacts)),
            queries("engagement.matrix", "engagement.executive"),
            asked.boxes,
        ),
        Slide(
            asked.say(due if len(late) else engagement_figures.NOBODY_OVERDUE),
            (_overdue(asked, late), _time(asked)),
            queries("engagement.cadence", "engagement.time"),
        ),
    ]


def _matrix(asked: Asked) -> Part:
    """Meetings by our level, stacked by theirs."""
    frame = asked.answer("engagement.matrix")
    ours, theirs = engagement_figures.OUR_LEVELS, engagement_figures.THEIR_LEVELS
    pairs = zip(texts(frame, "visitor_level"), texts(frame, "contact_level"), strict=True)
    met = dict(zip(pairs, values(frame, "visits"), strict=True))
    colours: tuple[Colour, ...] = ("us", "light", "pale")
    series = tuple(
        Series(asked.say(words), tuple(met.get((our, their)) for our in ours), colour)
        for (their, words), colour in zip(theirs.items(), colours, strict=True)
    )
    title = asked.say(
        Text("见面次数：我方层级（行）对客户层级（色）", "Meetings: our level (row) by their level (colour)")
    )
    if not any(met.values()):
        return Words(title, asked.say(engagement_figures.NO_VISITS))
    return Chart(title, "stacked bars", tuple(asked.say(words) for words in ours.values()), series, COUNT)


def _contacts(asked: Asked, frame: pd.DataFrame) -> Part:
    """How many key accounts had how many executive contacts."""
    counts = [int(count or 0) for count in values(frame, "contacts")]
    steps = list(range(max(counts, default=-1) + 1))[:20]
    states = engagement_figures.judged(frame)
    colours: tuple[Colour, ...] = ("bad", "us", "second")
    kinds = (engagement_figures.BELOW, engagement_figures.WITHIN, engagement_figures.ABOVE)
    series = tuple(
        Series(asked.say(kind), tuple(_number_of(counts, states, step, kind) for step in steps), colour)
        for kind, colour in zip(kinds, colours, strict=True)
    )
    title = asked.say(Text("大客户数，按近 12 个月决策层往来次数", "Key accounts by executive contacts in 12 months"))
    chart = Chart(title, "stacked columns", tuple(str(step) for step in steps), series, COUNT)
    return chart_or_words(chart, asked.say(engagement_figures.NO_KEY_ACCOUNTS))


def _number_of(counts: list[int], states: list[Text], step: int, kind: Text) -> float:
    return float(sum(count == step and state == kind for count, state in zip(counts, states, strict=True)))


def _overdue(asked: Asked, late: pd.DataFrame) -> Part:
    dated = late[late["days_overdue"].notna()]
    shown = dated.head(_MOST_BARS)
    title = shortened(asked.say(Text("逾期天数最多", "Most days overdue")), len(shown), len(late), asked.lang)
    series = (Series(asked.say(engagement_figures.DAYS_OVERDUE.label), column(shown, "days_overdue"), "bad"),)
    chart = Chart(title, "bars", short_names(asked, shown), series, COUNT)
    return chart_or_words(chart, asked.say(engagement_figures.NOBODY_OVERDUE))


def _time(asked: Asked) -> Part:
    frame = asked.answer("engagement.time")
    pairs: tuple[tuple[str, Text, Colour], ...] = (
        ("visit_share", engagement_figures.VISIT_SHARE, "us"),
        ("key_account_share", engagement_figures.KEY_SHARE, "pale"),
    )
    series = tuple(Series(asked.say(words), column(frame, name), colour) for name, words, colour in pairs)
    label = asked.say(QUERIES["engagement.time"].label)
    chart = Chart(label, "bars", region_names(asked, frame), series, FINE_RATE)
    return chart_or_words(chart, asked.say(engagement_figures.NO_HOURS))
