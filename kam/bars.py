"""Lying bars in the house style: one row a name, the first on top, each row clickable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from kam.figure import LIGHT, Style, label
from kam.text import UNKNOWN

Amounts = Sequence[float | None]


def name_rows(figure: go.Figure, style: Style, names: Sequence[str], longest: int = 10) -> list[int]:
    """Writes the names of the rows from the top down; hands out their places, 0, 1, 2, ..."""
    places = list(range(len(names)))
    ticks = [label(name, longest) for name in names]
    figure.update_yaxes(tickvals=places, ticktext=ticks, range=[len(names) - 0.45, -0.55], showgrid=False)
    figure.update_yaxes(tickfont={"color": style.palette.ink, "size": 13}, zeroline=False)
    return places


def add_bars(
    figure: go.Figure, lengths: Amounts, name: str, colour: object, codes: Sequence[str | int] = (), **more: object
) -> None:
    """A bar a row; `codes`: what a click carries; `more`: settings of plotly's bar. Without hover words: the length."""
    settings: dict[str, Any] = {
        "y": list(range(len(lengths))),
        "x": list(lengths),
        "orientation": "h",
        "name": name,
        "marker": {"color": colour},
        "hovertemplate": ("%{hovertext}" if "hovertext" in more else "%{x:,.0f}") + f"<extra>{name}</extra>",
        "unselected": {"marker": {"opacity": 0.45}},
        "cliponaxis": False,
        **more,
    }
    if codes:
        settings["customdata"] = list(codes)
    figure.add_bar(**settings)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ink_on(colour: str) -> str:
    """The ink that reads best on a colour; of two that do not differ much plotly's own choice is often the worse."""
    return max((LIGHT.ink, LIGHT.card), key=lambda ink: contrast(colour, ink))


def stack_bars(
    figure: go.Figure,
    stack: Sequence[tuple[str, Amounts, str]],
    codes: Sequence[str | int] = (),
    places: Sequence[int] = (),
) -> None:
    """Parts of each row one behind the other, (name, counts, colour) a part; each part says its count inside.

    `places`: where the rows stand, 0, 1, 2, ... unless given.
    """
    for name, counts, colour in stack:
        said = [f"{count:,.0f}" if count else "" for count in counts]
        inside = {"textposition": "inside", "insidetextanchor": "middle", "textangle": 0}
        rows = {"y": list(places)} if places else {}
        add_bars(figure, counts, name, colour, codes, text=said, textfont={"color": ink_on(colour)}, **inside, **rows)
    figure.update_layout(barmode="stack", legend={"traceorder": "normal"})


def count(amount: float | None) -> str:
    """A count as printed; unknown is —."""
    return UNKNOWN if amount is None else f"{amount:,.0f}"
