"""Two languages and the words of numbers. Chinese first; English complete."""

from __future__ import annotations

import os
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Lang = Literal["zh", "en"]

UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class Text:
    """One saying in both languages; calling it with a language gives the words."""

    zh: str
    en: str

    def __call__(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en

    def fill(self, **values: object) -> Text:
        """The same saying with its {placeholders} filled in both languages."""
        return Text(self.zh.format(**values), self.en.format(**values))


FLAG = {True: Text("是", "Yes"), False: Text("否", "No")}


def language(asked: str | None = None) -> Lang:
    """The language asked for, else that of KAM_LANG, else Chinese."""
    return "en" if (asked or os.environ.get("KAM_LANG", "zh")) == "en" else "zh"


def rounded(value: Decimal | float, places: int) -> Decimal:
    """Half away from zero, the way every printed figure is rounded (rules.md)."""
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


_SCALES: dict[Lang, tuple[tuple[int, str], ...]] = {
    "zh": ((100_000_000, "亿元"), (10_000, "万元"), (1, "元")),
    "en": ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K"), (1, "CNY")),
}


def money_scale(largest: Decimal | float | None, lang: Lang) -> tuple[int, str]:
    """(divisor, unit) under which the largest amount reads well; one pair serves a whole chart."""
    size = abs(float(largest or 0))
    for divisor, unit in _SCALES[lang]:
        if size >= divisor:
            return divisor, unit
    return _SCALES[lang][-1]


def money_parts(value: Decimal | float | None, lang: Lang) -> tuple[str, str]:
    """(number, unit) of one amount in CNY, of about four digits: 1.37, 128.7, 2,128; unknown is (—, '')."""
    if value is None:
        return UNKNOWN, ""
    divisor, unit = money_scale(value, lang)
    size = abs(float(value)) / divisor
    number = rounded(Decimal(str(value)) / divisor, 2 if size < 100 else 1 if size < 1000 else 0)
    return f"{number:,}", unit


def money(value: Decimal | float | None, lang: Lang) -> str:
    """One amount in CNY with its unit: 1.37 亿元, 3.2 M; unknown is —."""
    number, unit = money_parts(value, lang)
    return f"{number} {unit}".strip()


def percent(value: Decimal | float | None, places: int = 1) -> str:
    """A fraction 0..1 as a percentage; unknown is —."""
    if value is None:
        return UNKNOWN
    return f"{rounded(Decimal(str(value)) * 100, places):,}%"


def number(value: Decimal | float | int | None, places: int = 0) -> str:
    """A plain number with thousands separators; unknown is —."""
    if value is None:
        return UNKNOWN
    return f"{rounded(Decimal(str(value)), places):,}"
