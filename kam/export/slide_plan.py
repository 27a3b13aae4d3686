"""What the slides of the plan say: the earmarked money, the actions agreed on."""

from __future__ import annotations

import pandas as pd

from kam.export.slide_share import region_names
from kam.export.slide_tables import table
from kam.export.slide_values import (
    COUNT,
    Asked,
    Chart,
    Colour,
    Part,
    Series,
    Slide,
    amount_form,
    chart_or_words,
    clean,
    in_one_unit,
    queries,
    shortened,
)
from kam.figure import texts, values
from kam.text import Text, percent
from kam.topics import QUERIES
from kam.topics.plan.figures import AGENDA, BUDGET, NO_ACTIONS, NO_FUNDS, NOBODY, SPEND, STATES

_MOST_BARS = 12


def plan(asked: Asked) -> list[Slide]:
    funds, agenda = asked.answer("plan.funds"), asked.ask(AGENDA, asked.view)
    late = texts(agenda, "state").count("overdue")
    count = Text(f"行动 {len(agenda):,} 项，其中逾期 {late:,} 项", f"{len(agenda):,} actions, {late:,} of them overdue")
    return [
        Slide(_used(asked, funds), (_funds(asked, funds), _owners(asked, agenda)), queries("plan.funds"), asked.boxes),
        Slide(asked.say(count if len(agenda) else NO_ACTIONS), (_actions(asked, agenda),), queries("plan.actions")),
    ]


def _used(asked: Asked, funds: pd.DataFrame) -> str:
    rows = zip(values(funds, "rate"), region_names(asked, funds), strict=True)
    known = [(rate, name) for rate, name in rows if rate is not None]
    if not known:
        return asked.say(NO_FUNDS)
    rate, name = max(known)
    over = Text("，已超支", ", overspent") if rate > 1 else Text("", "")
    words = Text(
        f"专款使用率最高：{name} {percent(rate)}{over.zh}", f"Most of its funds used: {name}, {percent(rate)}{over.en}"
    )
    return asked.say(words)


def _funds(asked: Asked, funds: pd.DataFrame) -> Part:
    (budget, spend), unit = in_one_unit(asked.lang, values(funds, "budget"), values(funds, "spend"))
    series = (Series(asked.say(BUDGET), budget, "pale"), Series(asked.say(SPEND), spend, "us"))
    title = f"{asked.say(QUERIES['plan.funds'].label)} ({unit})"
    return chart_or_words(
        Chart(title, "columns", region_names(asked, funds), series, amount_form(budget, spend)), asked.say(NO_FUNDS)
    )


def _owners(asked: Asked, agenda: pd.DataFrame) -> Part:
    """Each owner's actions by state, those with most overdue first."""
    owners, states = texts(agenda, "owner"), texts(agenda, "state")
    counted = {owner: [0] * len(STATES) for owner in owners}
    for owner, state in zip(owners, states, strict=True):
        counted[owner][list(STATES).index(state)] += 1
    order = sorted(counted, key=lambda owner: [-count for count in counted[owner]])
    colours: tuple[Colour, ...] = ("bad", "us", "second", "grid")
    shown = order[:_MOST_BARS]
    series = tuple(
        Series(asked.say(words), tuple(float(counted[owner][place]) for owner in shown), colour)
        for place, (words, colour) in enumerate(zip(STATES.values(), colours, strict=True))
        if any(counts[place] for counts in counted.values())
    )
    title = shortened(asked.say(Text("各责任人的行动", "Actions by owner")), len(shown), len(order), asked.lang)
    names = tuple(clean(owner, 10) if owner else asked.say(NOBODY) for owner in shown)
    return chart_or_words(Chart(title, "stacked bars", names, series, COUNT), asked.say(NO_ACTIONS))


def _actions(asked: Asked, agenda: pd.DataFrame) -> Part:
    names = ("state", "title", "region", "owner", "due_on", "days_overdue", "account_id")
    fields = [field for field in AGENDA.fields if field.name in names]
    return table(asked, asked.say(AGENDA.label), agenda, fields, asked.say(NO_ACTIONS), 14)
