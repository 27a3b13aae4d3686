"""What the slides of the stage funnel say: the weakest step, stage by stage, how long accounts stay."""

from __future__ import annotations

import pandas as pd

from kam.export.slide_share import SPACER
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
)
from kam.figure import values
from kam.text import Text, percent
from kam.topic import Field
from kam.topics import QUERIES
from kam.topics.fields import ACCOUNTS, CONVERSION, STAGE
from kam.topics.funnel.figures import NO_STAGES, STAGES


def stage_names(asked: Asked, frame: pd.DataFrame) -> tuple[str, ...]:
    """The stages of an answer by number and name."""
    return tuple(f"{int(stage)} {asked.say(STAGES[int(stage) - 1])}" for stage in frame["stage"].tolist())


def reached(asked: Asked) -> Part:
    """The funnel: centred bars, each carried by an unseen one of half the rest."""
    frame = asked.answer("funnel.reached")
    counts = column(frame, "accounts")
    title = asked.say(Text("曾到达各阶段的客户数", "Accounts that reached each stage"))
    if not any(counts):
        return Words(title, asked.say(NO_STAGES))
    widest = max(count or 0 for count in counts)
    series = (
        Series(asked.say(SPACER), tuple((widest - (count or 0)) / 2 for count in counts), "hidden", is_labelled=False),
        Series(asked.say(ACCOUNTS.label), counts, "us"),
    )
    return Chart(title, "stacked bars", stage_names(asked, frame), series, COUNT)


def weakest_step(asked: Asked) -> str:
    frame = asked.answer("funnel.reached")
    pairs = zip(values(frame, "conversion"), frame["stage"].tolist(), strict=True)
    known = [(rate, int(stage)) for rate, stage in pairs if rate is not None]
    if not known:
        return asked.say(NO_STAGES)
    rate, stage = min(known)
    here, there = STAGES[stage - 1], STAGES[stage]
    words = Text(
        f"漏斗最弱一步：{stage} {here.zh} → {stage + 1} {there.zh}，转化率 {percent(rate)}",
        f"Weakest step: {stage} {here.en} → {stage + 1} {there.en}, conversion {percent(rate)}",
    )
    return asked.say(words)


def stages(asked: Asked) -> Part:
    """Stage by stage: reached, conversion, in it now, their sales."""
    query = QUERIES["funnel.stock"]
    rates = asked.answer("funnel.reached")[["stage", "accounts", "conversion"]]
    stock = asked.answer(query.name).rename(columns={"accounts": "now"})
    both = rates.merge(stock, on="stage")
    now = Field("now", Text("现处客户", "In it now"), "count")
    ever = Field("accounts", Text("曾到达", "Reached"), "count")
    title = asked.say(Text("各阶段的转化与现状", "Conversion and accounts by stage"))
    fields = (STAGE, ever, CONVERSION, now, query.fields[-1])
    return table(asked, title, both, fields, asked.say(NO_STAGES))


def funnel(asked: Asked) -> list[Slide]:
    dwell, stalled = asked.answer("funnel.dwell"), asked.answer("funnel.stalled")
    marks: tuple[tuple[str, Text, Colour], ...] = (
        ("median_days", Text("中位数", "Median"), "us"),
        ("p75_days", Text("75% 分位", "75%"), "light"),
        ("p90_days", Text("90% 分位", "90%"), "second"),
    )
    series = tuple(Series(asked.say(words), column(dwell, name), colour) for name, words, colour in marks)
    title = asked.say(Text("各阶段停留天数", "Days in a stage"))
    days = chart_or_words(Chart(title, "bars", stage_names(asked, dwell), series, COUNT), asked.say(NO_STAGES))
    late = stalled.sort_values("days", ascending=False, kind="stable")
    query = QUERIES["funnel.stalled"]
    nobody = Text("没有停滞客户", "No account is stalled")
    count = Text(f"停滞客户 {len(late):,} 家", f"{len(late):,} stalled accounts") if len(late) else nobody
    return [
        Slide(
            weakest_step(asked), (reached(asked), stages(asked)), queries("funnel.reached", "funnel.stock"), asked.boxes
        ),
        Slide(
            asked.say(count),
            (days, table(asked, asked.say(query.label), late, query.fields, asked.say(nobody))),
            queries("funnel.dwell", query.name),
        ),
    ]
