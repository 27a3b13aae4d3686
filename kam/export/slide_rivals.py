"""What the slides of the rivals say: the radar, who is ahead, what was won and lost."""

from __future__ import annotations

import pandas as pd

from kam.export.slide_tables import table
from kam.export.slide_values import (
    COUNT,
    SCORE,
    Asked,
    Chart,
    Colour,
    Part,
    Series,
    Slide,
    Words,
    chart_or_words,
    clean,
    column,
    queries,
)
from kam.figure import texts, values
from kam.text import Text, number, percent
from kam.topics import QUERIES
from kam.topics.rivals.figures import DIMENSIONS, NO_SCORES, OURSELVES, RESOURCES, US, order
from kam.topics.rivals.position import LOST, NOBODY, OPEN, WON
from kam.topics.rivals.position import NO_DEALS as NO_RIVAL_DEALS


def party(asked: Asked, name: str) -> str:
    """A party as printed: ourselves in the reader's language."""
    return asked.say(OURSELVES) if name == US else clean(name, 12)


def radar(asked: Asked) -> Part:
    frame, parties = asked.answer("rivals.radar"), order(asked.answer("rivals.strength"))[:3]
    title = asked.say(QUERIES["rivals.radar"].label)
    known = frame[frame["party"].isin(parties)]
    dimensions = [name for name in RESOURCES if name in set(texts(known, "dimension"))]
    if len(dimensions) < 3:
        return Words(title, asked.say(NO_SCORES))
    looks: tuple[tuple[Colour, bool], ...] = (("us", False), ("rival", False), ("second", True))
    series = []
    for name, (colour, is_dashed) in zip(parties, looks, strict=False):
        rows = known[known["party"] == name]
        scores = dict(zip(texts(rows, "dimension"), values(rows, "score"), strict=True))
        points = tuple(scores.get(dimension) for dimension in dimensions)
        series.append(Series(party(asked, name), points, colour, is_dashed=is_dashed))
    return Chart(title, "radar", tuple(asked.say(DIMENSIONS[name]) for name in dimensions), tuple(series), SCORE)


def lead(asked: Asked) -> str:
    """How far the strongest rival is behind or ahead of us."""
    frame = asked.answer("rivals.strength")
    rivals = [name for name in order(frame) if name != US]
    gap = next(iter(values(frame[frame["party"] == rivals[0]], "gap")), None) if rivals else None
    if gap is None:
        return asked.say(NO_SCORES)
    rival, size = party(asked, rivals[0]), f"{abs(gap):.2f}"
    ahead = Text(f"综合实力：我方领先{rival} {size} 分", f"Strength: we are {size} ahead of {rival}")
    behind = Text(f"综合实力：{rival}领先我方 {size} 分", f"Strength: {rival} is {size} ahead of us")
    return asked.say(ahead if gap >= 0 else behind)


def rivals(asked: Asked) -> list[Slide]:
    strength, deals = asked.answer("rivals.strength"), asked.answer("rivals.win_loss")
    parties = order(strength)
    scores = dict(zip(texts(strength, "party"), values(strength, "strength"), strict=True))
    ours = tuple(scores[name] if name == US else None for name in parties)
    theirs = tuple(scores[name] if name != US else None for name in parties)
    # One series each: a bar has one colour, and we are always the blue one.
    label = asked.say(QUERIES["rivals.strength"].label)
    both = (Series(asked.say(OURSELVES), ours, "us"), Series(asked.say(Text("对手", "Rivals")), theirs, "second"))
    names = tuple(party(asked, name) for name in parties)
    bars = chart_or_words(Chart(label, "stacked bars", names, both, "0.00"), asked.say(NO_SCORES))
    openings = QUERIES["rivals.openings"]
    rows = table(
        asked,
        asked.say(openings.label),
        asked.answer(openings.name),
        openings.fields,
        asked.say(Text("没有机会点", "None")),
    )
    return [
        Slide(lead(asked), (radar(asked), bars), queries("rivals.radar", "rivals.strength"), asked.boxes),
        Slide(_won_lost(asked, deals), (win_loss(asked, deals), rows), queries("rivals.win_loss", openings.name)),
    ]


def win_loss(asked: Asked, deals: pd.DataFrame) -> Part:
    parts: tuple[tuple[str, Text, Colour], ...] = (("won", WON, "us"), ("lost", LOST, "rival"), ("open", OPEN, "grid"))
    series = tuple(Series(asked.say(words), column(deals, name), colour) for name, words, colour in parts)
    names = tuple(clean(name, 12) if name else asked.say(NOBODY) for name in texts(deals, "rival"))
    label = asked.say(QUERIES["rivals.win_loss"].label)
    return chart_or_words(Chart(label, "stacked bars", names, series, COUNT), asked.say(NO_RIVAL_DEALS))


def _won_lost(asked: Asked, deals: pd.DataFrame) -> str:
    named = deals[deals["rival"].fillna("") != ""]
    lost = [count or 0 for count in values(named, "lost")]
    if not any(lost):
        return asked.say(Text("期间内没有输给对手的商机", "No deal was lost to a rival in the period"))
    most = max(range(len(lost)), key=lambda place: lost[place])
    who, rate = clean(texts(named, "rival")[most], 12), percent(values(named, "win_rate")[most])
    words = Text(
        f"丢单最多的对手：{who}，{number(lost[most])} 单；对其赢单率 {rate}",
        f"Most deals were lost to {who}: {number(lost[most])}; win rate against them {rate}",
    )
    return asked.say(words)
