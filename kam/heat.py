"""Heat tables in the house style: a row a name, the first on top, darker = more, every word readable on its shade."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from kam.bars import Amounts, ink_on
from kam.figure import Style, folded, label

Words = Sequence[Sequence[str]]
_SHADES = 6


def add_heat(
    figure: go.Figure,
    style: Style,
    cells: Sequence[Amounts],
    said: Words,
    most: float,
    size: int = 11,
    hover: Words = (),
    codes: Sequence[str] = (),
) -> None:
    """Cells shaded in steps from 0 to `most`, empty where unknown, each with its words.

    `hover`: what a pointer over a cell reads, in safe words. `codes`: what a click on a cell of each row carries.
    The words are marks of their own: plotly's heatmap cannot be clicked, and has one ink for all cells, or picks one
    that falls short of a contrast of 4.5 on the middle shades.
    """
    shades = style.palette.sequence[:_SHADES]
    pointed: dict[str, Any] = {"hovertemplate": "%{hovertext}<extra></extra>"} if hover else {"hoverinfo": "skip"}
    figure.add_heatmap(
        z=[list(row) for row in cells],
        colorscale=[((place + end) / _SHADES, shade) for place, shade in enumerate(shades) for end in (0, 1)],
        zmin=0,
        zmax=most or 1,
        showscale=False,
        xgap=2,
        ygap=2,
        hoverongaps=False,
        **pointed | ({"hovertext": [list(row) for row in hover]} if hover else {}),
    )
    told = [
        (x, y, words, ink_on(shades[min(int((cell or 0) / (most or 1) * _SHADES), _SHADES - 1)]))
        for y, (row, line) in enumerate(zip(cells, said, strict=True))
        for x, (cell, words) in enumerate(zip(row, line, strict=True))
        if words
    ]
    if hover:
        pointed["hovertext"] = [hover[y][x] for x, y, _, _ in told]
    if codes:
        pointed["customdata"] = [codes[y] for _, y, _, _ in told]
    figure.add_scatter(
        x=[x for x, _, _, _ in told],
        y=[y for _, y, _, _ in told],
        text=[words for _, _, words, _ in told],
        mode="text",
        textfont={"size": size, "color": [ink for _, _, _, ink in told]},
        showlegend=False,
        **pointed,
    )


def name_sides(figure: go.Figure, style: Style, columns: Sequence[str], rows: Sequence[str]) -> None:
    """Writes safe names above the columns, in two lines where they are long, and beside the rows."""
    quiet = {"showgrid": False, "showline": False, "zeroline": False, "tickangle": 0}
    ink = {"color": style.palette.ink}
    heads = [folded(name) for name in columns]
    figure.update_xaxes(tickvals=list(range(len(heads))), ticktext=heads, side="top", tickfont=ink, **quiet)
    figure.update_yaxes(tickvals=list(range(len(rows))), ticktext=list(rows), tickfont=ink, **quiet)
    # As a range, not "reversed": the words at the edges would else widen it.
    figure.update_xaxes(range=[-0.5, len(columns) - 0.5])
    figure.update_yaxes(range=[len(rows) - 0.5, -0.5])
    figure.update_layout(margin={"t": 48 if any("<br>" in head for head in heads) else 34})


def head(name: str) -> str:
    """A name from a file made safe and short enough to stand above a column."""
    return label(name, 8)
