"""What the slides of the roster say: the lists and their bounds, candidates, profiles."""

from __future__ import annotations

import pandas as pd

from kam.export.slide_share import region_names, short_names
from kam.export.slide_tables import table
from kam.export.slide_values import (
    COUNT,
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
from kam.text import Text
from kam.topics import QUERIES
from kam.topics.roster.figures import (
    CLASSES,
    ENTRIES,
    EXITS,
    INSIDE,
    NO_CANDIDATES,
    NO_KEY_ACCOUNTS,
    NO_MOVES,
    NO_REGIONS,
    PARTS,
    offs,
)

_MOST_BARS = 12


def roster(asked: Asked) -> list[Slide]:
    by_region, candidates = asked.answer("roster.by_region"), asked.answer("roster.candidates")
    outside = sum(off != 0 for off in offs(by_region))
    out = Text(
        f"{len(by_region):,} 个区域的名录中 {outside:,} 个超出上下限",
        f"{outside:,} of {len(by_region):,} regional lists are out of bounds",
    )
    words = out if outside else Text("各区域名录都在上下限之内", "Every regional list is within its bounds")
    query = QUERIES["roster.candidates"]
    rows = candidates.sort_values("annual_potential", ascending=False, kind="stable", na_position="last")
    count = Text(f"候选客户 {len(rows):,} 家", f"{len(rows):,} candidates")
    return [
        Slide(
            asked.say(words if len(by_region) else NO_REGIONS),
            (_sizes(asked, by_region), _classes(asked, by_region), _moves(asked, by_region)),
            queries("roster.by_region"),
            asked.boxes,
        ),
        Slide(
            asked.say(count if len(rows) else NO_CANDIDATES),
            (table(asked, asked.say(query.label), rows, query.fields, asked.say(NO_CANDIDATES)), _profiles(asked)),
            queries(query.name, "roster.completeness"),
        ),
    ]


def _bars(
    asked: Asked, title: Text, frame: pd.DataFrame, parts: tuple[tuple[str, Text, Colour], ...], missing: Text
) -> Part:
    """Counts by region, a series a column of the answer."""
    series = tuple(Series(asked.say(words), column(frame, name), colour) for name, words, colour in parts)
    if not any(value for one in series for value in one.values):
        return Words(asked.say(title), asked.say(missing))
    return Chart(asked.say(title), "columns", region_names(asked, frame), series, COUNT)


def _sizes(asked: Asked, frame: pd.DataFrame) -> Part:
    parts: tuple[tuple[str, Text, Colour], ...] = (
        ("list_min", Text("下限", "Minimum"), "pale"),
        ("locked", INSIDE, "us"),
        ("list_max", Text("上限", "Maximum"), "second"),
    )
    return _bars(asked, Text("名录规模与上下限", "List size and its bounds"), frame, parts, NO_REGIONS)


def _classes(asked: Asked, frame: pd.DataFrame) -> Part:
    colours: tuple[Colour, ...] = ("us", "light", "pale")
    parts = zip(CLASSES.items(), colours, strict=True)
    series = tuple(Series(asked.say(words), column(frame, name), colour) for (name, words), colour in parts)
    chart = Chart(
        asked.say(Text("三类客户构成", "By class")), "stacked bars", region_names(asked, frame), series, COUNT
    )
    return chart_or_words(chart, asked.say(NO_KEY_ACCOUNTS))


def _moves(asked: Asked, frame: pd.DataFrame) -> Part:
    parts: tuple[tuple[str, Text, Colour], ...] = (("entries", ENTRIES, "us"), ("exits", EXITS, "second"))
    return _bars(asked, Text("本期进入与退出", "Entries and exits"), frame, parts, NO_MOVES)


def _profiles(asked: Asked) -> Part:
    frame = asked.answer("roster.completeness").sort_values(["completeness", "account_id"], kind="stable")
    worst = frame.head(_MOST_BARS)
    colours: tuple[Colour, ...] = ("us", "light", "pale")
    parts = zip(PARTS.items(), colours, strict=True)
    series = tuple(Series(asked.say(words), column(worst, name), colour) for (name, words), colour in parts)
    title = shortened(
        asked.say(Text("档案最不完整的客户（已填字段，共 18 项）", "Emptiest profiles (filled fields of 18)")),
        len(worst),
        len(frame),
        asked.lang,
    )
    chart = Chart(title, "stacked bars", short_names(asked, worst), series, COUNT)
    return chart_or_words(chart, asked.say(NO_KEY_ACCOUNTS))
