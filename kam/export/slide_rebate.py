"""What the slides of the rebates say: commitments against time, agreements, margins."""

from __future__ import annotations

import pandas as pd

from kam.export.slide_share import short_names
from kam.export.slide_tables import table
from kam.export.slide_values import (
    FINE_RATE,
    RATE,
    Asked,
    Chart,
    Part,
    Series,
    Slide,
    chart_or_words,
    column,
    queries,
    shortened,
)
from kam.figure import texts, values
from kam.text import Text, percent
from kam.topics import QUERIES
from kam.topics.rebate.figures import NO_AGREEMENT
from kam.topics.rebate.margin import NO_MARGIN

_MOST_BARS = 10


def commitments(asked: Asked) -> Part:
    """How far each agreement is with its commitment, and how far with its time: those furthest behind first."""
    frame = asked.answer("rebate.status")
    known = frame[frame["progress"].notna() & frame["elapsed"].notna()]
    behind = known.assign(ahead=known["progress"].astype(float) - known["elapsed"].astype(float))
    shown = behind.sort_values("ahead", kind="stable").head(_MOST_BARS)
    series = (
        Series(asked.say(Text("承诺完成率", "Commitment met")), column(shown, "progress"), "us"),
        Series(asked.say(Text("时间进度", "Time elapsed")), column(shown, "elapsed"), "pale"),
    )
    title = shortened(
        asked.say(Text("承诺完成率与时间进度", "Commitments against time")), len(shown), len(known), asked.lang
    )
    missing = Text("没有带承诺的返点协议", "No agreement with a commitment")
    return chart_or_words(Chart(title, "bars", short_names(asked, shown), series, RATE), asked.say(missing))


def rebate(asked: Asked) -> list[Slide]:
    query, margin = QUERIES["rebate.status"], QUERIES["rebate.margin"]
    status, margins = asked.answer(query.name), asked.answer(margin.name)
    names = ("agreement_no", "account_id", "rate", "earned", "progress", "elapsed")
    fields = [field for field in query.fields if field.name in names]
    rows = status.sort_values("earned", ascending=False, kind="stable", na_position="last")
    known = status[status["progress"].notna() & status["elapsed"].notna()]
    late = int((known["progress"].astype(float) < known["elapsed"].astype(float)).sum())
    words = Text(
        f"{len(known):,} 份有承诺的协议中 {late:,} 份落后于时间进度",
        f"{late:,} of {len(known):,} agreements with a commitment are behind the time elapsed",
    )
    title = asked.say(words) if len(known) else asked.say(NO_AGREEMENT if status.empty else query.label)
    agreements = table(asked, asked.say(query.label), rows, fields, asked.say(NO_AGREEMENT))
    return [
        Slide(title, (commitments(asked), agreements), queries(query.name), asked.boxes),
        _margins(asked, margins),
    ]


def _margins(asked: Asked, margins: pd.DataFrame) -> Slide:
    query = QUERIES["rebate.margin"]
    known = margins[margins["margin_rate"].notna()].sort_values("margin_rate", kind="stable")
    low = known.head(_MOST_BARS)
    label = shortened(
        asked.say(Text("返点后毛利率最低的客户", "Lowest margins after rebate")), len(low), len(known), asked.lang
    )
    series = (Series(asked.say(query.fields[5].label), column(low, "margin_rate"), "us"),)
    chart = chart_or_words(Chart(label, "bars", short_names(asked, low), series, FINE_RATE), asked.say(NO_MARGIN))
    fields = [
        field
        for field in query.fields
        if field.name in ("account_id", "amount", "rebate", "concessions", "margin_rate")
    ]
    rows = table(asked, asked.say(query.label), known, fields, asked.say(NO_MARGIN))
    if known.empty:
        return Slide(asked.say(NO_MARGIN), (chart, rows), queries(query.name))
    who, rate = asked.named(texts(low, "account_id")[0]), percent(values(low, "margin_rate")[0])
    words = Text(f"返点后毛利率最低：{who} {rate}", f"Lowest margin after rebate: {who}, {rate}")
    return Slide(asked.say(words), (chart, rows), queries(query.name))
