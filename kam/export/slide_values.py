"""What a slide says, as values: boxes, charts, tables and the sentence above them. Nothing here knows of PowerPoint."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from kam.engine import View
from kam.figure import scaled, texts, values
from kam.text import UNKNOWN, Lang, Text
from kam.topic import Query
from kam.topics import QUERIES
from kam.topics.accounts import DIRECTORY

Asker = Callable[[Query | str, View], pd.DataFrame]
Shape = Literal["columns", "bars", "stacked columns", "stacked bars", "lines", "radar"]
Colour = Literal["us", "rival", "second", "light", "pale", "bad", "grid", "hidden"]
Amounts = Sequence[float | None]

# What XML 1.0 cannot hold, and what turns a line around or breaks it: C0, C1, bidirectional marks, lone surrogates.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
_LONGEST = 60
RATE, FINE_RATE, COUNT, SCORE = "0%", "0.0%", "#,##0", "0.0"


@dataclass(frozen=True, slots=True)
class Box:
    """One figure as printed: its name, its value with the unit, and what stands beside it."""

    label: str
    value: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart; unknown is None and leaves a gap. `hidden` carries others and is not seen."""

    name: str
    values: tuple[float | None, ...]
    colour: Colour = "us"
    is_labelled: bool = True
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart: one value a name and series, shown in the number format `form`."""

    title: str
    shape: Shape
    names: tuple[str, ...]
    series: tuple[Series, ...]
    form: str = COUNT


@dataclass(frozen=True, slots=True)
class Table:
    """A native table of printed cells. `more`: how many rows are left out; `is_number`: columns set to the right."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_number: tuple[bool, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """Words where a chart would stand: what is missing."""

    title: str
    text: str


Part = Chart | Table | Words


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: the finding as its title, its parts in reading order, the questions that they answer."""

    title: str
    parts: tuple[Part, ...]
    queries: tuple[Query, ...] = ()
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a page is told by: an asker, a view, a language. `boxes`: the figures that stand on top of the page."""

    ask: Asker
    view: View
    lang: Lang
    boxes: tuple[Box, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def say(self, text: Text) -> str:
        return text(self.lang)

    def answer(self, query: str) -> pd.DataFrame:
        """The answer to a published question under this view."""
        return self.ask(query, self.view)

    def named(self, account_id: str) -> str:
        """An account's name as printed, else its code; '' is —."""
        return clean(self.names.get(account_id) or account_id)


def directory(ask: Asker, view: View) -> dict[str, str]:
    """account_id -> account_name of everybody on the as-of day, whatever the filters."""
    frame = ask(DIRECTORY, View(view.as_of, view.as_of, view.as_of))
    return dict(zip(texts(frame, "account_id"), texts(frame, "account_name"), strict=True))


def clean(text: str, longest: int = _LONGEST) -> str:
    """A string from a file as one line that XML holds, cut to a readable length; '' is —."""
    plain = " ".join(_UNFIT.sub(" ", text).split())
    return (plain if len(plain) <= longest else plain[: longest - 1] + "…") or UNKNOWN


def queries(*names: str) -> tuple[Query, ...]:
    """Published questions by name."""
    return tuple(QUERIES[name] for name in names)


def column(frame: pd.DataFrame, name: str) -> tuple[float | None, ...]:
    """A numeric column; unknown is None."""
    return tuple(values(frame, name))


def in_one_unit(lang: Lang, *columns: Amounts) -> tuple[list[tuple[float | None, ...]], str]:
    """Columns of CNY in the unit that suits the largest amount of all, and that unit."""
    flat, unit = scaled([amount for amounts in columns for amount in amounts], lang)
    ends = [sum(len(amounts) for amounts in columns[: place + 1]) for place in range(len(columns))]
    parts = [tuple(flat[end - len(amounts) : end]) for end, amounts in zip(ends, columns, strict=True)]
    return parts, unit


def amount_form(*columns: Amounts) -> str:
    """The number format of scaled amounts: as many decimals as the largest needs."""
    largest = max((abs(amount or 0) for amounts in columns for amount in amounts), default=0)
    return COUNT if largest >= 100 else "#,##0.0" if largest >= 10 else "#,##0.00"


def chart_or_words(chart: Chart, missing: str) -> Part:
    """The chart, or where it has no known value the words that say so."""
    known = any(value is not None for series in chart.series for value in series.values)
    return chart if known else Words(chart.title, missing)


def shortened(title: str, shown: int, there: int, lang: Lang) -> str:
    """A title that says how many of them are not drawn."""
    rest = Text(f" · 另有 {there - shown:,} 项", f" · {there - shown:,} more")
    return title + rest(lang) if there > shown else title
