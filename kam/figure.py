"""The house style of every chart: palette, type, formats, and the frame around an answer.

A figure is drawn from a frame that `engine.fetch` gave; strings from files pass through `label`, because plotly
reads HTML in texts. Colours are fixed: we are blue, the main rival orange, the second grey and dashed.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from kam.text import UNKNOWN, Lang, Text, money_scale, rounded

FONT = "KamNum, 'PingFang SC', 'Microsoft YaHei UI', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif"
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as hex."""

    us: str
    rival: str
    second: str
    fill: str
    ink: str
    soft: str
    grid: str
    card: str
    bad: str
    good: str
    sequence: tuple[str, ...]  # light to dark, or dark to light: on each one of the two inks has a contrast of 4.5


LIGHT = Palette(
    us="#1D55C9",
    rival="#D9722B",
    second="#64748B",
    fill="rgba(29,85,201,0.14)",
    ink="#1A2333",
    soft="#556274",
    grid="#E3E8F0",
    card="#FFFFFF",
    bad="#C8322B",
    good="#0A7A55",
    sequence=("#BFD4FA", "#9CBDF6", "#769FEF", "#5A89E7", "#2F66D6", "#1D55C9", "#1747AB", "#12398B"),
)
DARK = Palette(
    us="#7FA8FF",
    rival="#F2A66A",
    second="#A3B0C2",
    fill="rgba(127,168,255,0.18)",
    ink="#E8EDF5",
    soft="#A3B0C2",
    grid="#2B3850",
    card="#182234",
    bad="#FF8A80",
    good="#4CC79A",
    sequence=("#2A4379", "#30509A", "#385EB5", "#426DCC", "#5E89E3", "#6C95EE", "#84AAFA", "#A0C0FF"),
)


@dataclass(frozen=True, slots=True)
class Style:
    """How a reader wants figures: language and theme."""

    lang: Lang = "zh"
    is_dark: bool = False

    @property
    def palette(self) -> Palette:
        return DARK if self.is_dark else LIGHT

    def say(self, text: Text) -> str:
        return text(self.lang)


def values(frame: pd.DataFrame, name: str) -> list[float | None]:
    """A numeric column as floats; unknown is None."""
    return [None if pd.isna(cell) else float(cell) for cell in frame[name].tolist()]


def texts(frame: pd.DataFrame, name: str) -> list[str]:
    """A text column; unknown is ''."""
    return ["" if pd.isna(cell) else str(cell) for cell in frame[name].tolist()]


def label(text: str, longest: int = _LONGEST) -> str:
    """A string from a file made safe for plotly, cut to a readable length; '' is —."""
    short = text if len(text) <= longest else text[: longest - 1] + "…"
    return html.escape(short) or UNKNOWN


def folded(safe: str) -> str:
    """A safe name that stands under or over a column in two lines: at a space, or Chinese of four and more halfway.

    A column of a phone is 36 pixels wide.
    """
    if " " in safe:
        return safe.replace(" ", "<br>", 1)
    if safe.isascii() or len(safe) < 4 or "&" in safe:
        return safe
    half = (len(safe) + 1) // 2
    return f"{safe[:half]}<br>{safe[half:]}"


def scaled(amounts: Sequence[float | None], lang: Lang) -> tuple[list[float | None], str]:
    """Amounts in the one unit that suits the largest of them, and that unit."""
    divisor, unit = money_scale(max((abs(amount) for amount in amounts if amount is not None), default=None), lang)
    return [None if amount is None else amount / divisor for amount in amounts], unit


def percents(fractions: Sequence[float | None], places: int = 0) -> list[str]:
    """Fractions as printed percentages; unknown is —."""
    return [UNKNOWN if fraction is None else f"{fraction * 100:,.{places}f}%" for fraction in fractions]


def short(amount: float | None) -> str:
    """A scaled amount with as many decimals as it needs; unknown is —."""
    if amount is None:
        return UNKNOWN
    size = abs(amount)
    places = 0 if size >= 100 or size == 0 else 1 if size >= 10 else 2
    return f"{rounded(amount, places):,}"


def rows_height(rows: int, row: int = 30, least: int = 220, extra: int = 56) -> int:
    """Pixels for a chart with that many bars."""
    return max(least, rows * row + extra)


def canvas(style: Style, height: int) -> go.Figure:
    """An empty figure in the house style: no background, quiet grid, legend above, no dragging."""
    palette = style.palette
    axis = {
        "gridcolor": palette.grid,
        "linecolor": palette.grid,
        "zerolinecolor": palette.grid,
        "tickfont": {"color": palette.soft, "size": 12},
        "fixedrange": True,
        "automargin": True,
        "ticks": "",
        "title": {"font": {"size": 12, "color": palette.soft}},
    }
    # Given at once: laid on afterwards plotly merges it key by key, ten times as slow.
    return go.Figure(
        layout={
            "template": "none",
            "height": height,
            "margin": {"l": 8, "r": 8, "t": 30, "b": 8},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": 13, "color": palette.ink},
            "hoverlabel": {"bgcolor": palette.card, "bordercolor": palette.grid, "font": {"color": palette.ink}},
            "legend": {"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "font": {"color": palette.ink}},
            "xaxis": axis,
            "yaxis": axis,
            "dragmode": False,
            "clickmode": "event+select",
            "bargap": 0.35,
            "barcornerradius": 3,
            "separators": ".,",
        }
    )


@contextmanager
def notes(figure: go.Figure, style: Style) -> Iterator[Callable[..., None]]:
    """Direct labels, `add(x, y, text, **more)`, set together at the end; `text` is already safe.

    One by one, plotly would copy and check all earlier ones again with each. `more` overrides the defaults.
    """
    made: list[dict[str, object]] = []
    quiet = {"showarrow": False, "font": {"size": 12, "color": style.palette.soft}}

    def add(x: object, y: object, text: str, **more: object) -> None:
        made.append({"x": x, "y": y, "text": text, **quiet, **more})

    yield add
    earlier = [one.to_plotly_json() for one in figure.layout.annotations]
    figure.layout.annotations = [*earlier, *made]


def note(figure: go.Figure, style: Style, x: float, y: float, text: str, **more: object) -> None:
    """One direct label; see notes."""
    with notes(figure, style) as add:
        add(x, y, text, **more)


def nothing(style: Style, text: Text, height: int = 220) -> go.Figure:
    """The empty state: what is missing, in words, where the chart would be."""
    figure = canvas(style, height)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    note(figure, style, 0.5, 0.5, html.escape(style.say(text)), xref="paper", yref="paper")
    return figure
