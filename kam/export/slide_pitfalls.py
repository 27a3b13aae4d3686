"""What the slides of the pitfalls say: value given for nothing, levels nobody met, key accounts against the others."""

from __future__ import annotations

import pandas as pd

from kam.export.slide_tables import table
from kam.export.slide_values import (
    COUNT,
    Asked,
    Chart,
    Part,
    Series,
    Slide,
    amount_form,
    chart_or_words,
    in_one_unit,
    queries,
)
from kam.figure import texts, values
from kam.text import Text, money, percent
from kam.topics import QUERIES
from kam.topics.pitfalls.figures import FINDINGS, GAPS, NO_ACCOUNTS, NO_CONCESSIONS, NO_GAPS, NO_REBATES, gap_of


def pitfalls(asked: Asked) -> list[Slide]:
    summary, given = asked.answer("pitfalls.summary"), asked.answer("pitfalls.concessions")
    agreements, levels = asked.answer("pitfalls.agreements"), asked.answer("pitfalls.levels")
    query = QUERIES["pitfalls.concessions"]
    found, part = (next(iter(values(summary, name)), None) for name in ("value_with_finding", "part"))
    words = Text(
        f"没有回报的让利 {len(given):,} 笔，{money(found, 'zh')}，占全部让利 {percent(part)}",
        f"{len(given):,} concessions with nothing in return: {money(found, 'en')}, {percent(part)} of all",
    )
    rows = given.sort_values("value", ascending=False, kind="stable", na_position="last")
    gap = Text(f"大客户层级未触及 {len(levels):,} 家", f"{len(levels):,} key accounts with a level nobody met")
    return [
        Slide(
            asked.say(words if len(given) else NO_CONCESSIONS),
            (
                _by_finding(asked, given, "value", query.label, NO_CONCESSIONS),
                table(asked, asked.say(query.label), rows, query.fields, asked.say(NO_CONCESSIONS)),
            ),
            queries("pitfalls.summary", query.name),
            asked.boxes,
        ),
        Slide(
            asked.say(gap if len(levels) else NO_GAPS),
            (
                _gaps(asked, levels),
                _by_finding(asked, agreements, "earned", QUERIES["pitfalls.agreements"].label, NO_REBATES),
                _differentiation(asked),
            ),
            queries("pitfalls.levels", "pitfalls.agreements", "pitfalls.differentiation"),
        ),
    ]


def _by_finding(asked: Asked, frame: pd.DataFrame, amount: str, label: Text, empty: Text) -> Part:
    """What each finding amounts to; a finding whose amounts are all unknown is a gap."""
    codes = [code for code in FINDINGS if code in set(texts(frame, "finding"))]
    amounts = [values(frame[frame["finding"] == code], amount) for code in codes]
    sums = [sum(known) if (known := [one for one in cells if one is not None]) else None for cells in amounts]
    (lengths,), unit = in_one_unit(asked.lang, sums)
    title = f"{asked.say(label)} ({unit})"
    names = tuple(asked.say(FINDINGS[code]) for code in codes)
    series = (Series(asked.say(label), lengths, "us"),)
    return chart_or_words(Chart(title, "bars", names, series, amount_form(lengths)), asked.say(empty))


def _gaps(asked: Asked, levels: pd.DataFrame) -> Part:
    found = gap_of(levels)
    codes = [code for code in GAPS if code in found]
    counts = tuple(float(found.count(code)) for code in codes)
    label = asked.say(QUERIES["pitfalls.levels"].label)
    series = (Series(asked.say(Text("大客户数", "Key accounts")), counts, "us"),)
    names = tuple(asked.say(GAPS[code]) for code in codes)
    return chart_or_words(Chart(label, "bars", names, series, COUNT), asked.say(NO_GAPS))


def _differentiation(asked: Asked) -> Part:
    query = QUERIES["pitfalls.differentiation"]
    frame = asked.answer(query.name)
    known = frame[frame["key_accounts"].notna() | frame["other_accounts"].notna()]
    title = asked.say(query.label) + asked.say(Text("（金额：元）", " (amounts: CNY)"))
    return table(asked, title, known, query.fields, asked.say(NO_ACCOUNTS))
