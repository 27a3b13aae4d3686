"""The figure of one account: who holds its wallet, as a whole and category by category."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kam.bars import Amounts, add_bars, ink_on, name_rows
from kam.figure import Style, canvas, label, note, nothing, percents, rows_height, scaled, short, texts, values
from kam.text import Text

US = "我方"
OURSELVES = Text("我方", "Us")
UNNAMED = Text("未列明", "Not named")
WHOLE = Text("全部品类", "All")
NO_WALLET = Text("期间内采购额未知", "The wallet of the period is unknown")
_ROW = 34  # pixels a row
_VISIBLE = 0.005  # of the wallet: what rounding leaves over is no part that anybody sees
_READABLE = 0.07  # of the wallet: a narrower part has no room for its own number


def holders(frame: pd.DataFrame, style: Style) -> go.Figure:
    """Each row of the wallet as one bar: ours, the rivals' from the largest down, what nobody is named for.

    `frame`: HOLDERS of one account. A bar ends at 100 %, further where our sales exceed the wallet; the whole on top,
    then the categories from the largest down, each with its wallet behind it.
    """
    if frame.empty:
        return nothing(style, NO_WALLET)
    rows, sizes = _rows(frame)
    parties = _parties(frame)
    figure = canvas(style, rows_height(len(rows), _ROW, 150, 56))
    name_rows(figure, style, [category or style.say(WHOLE) for category in rows])
    for party, (colour, shape) in zip(parties, _looks(parties, style), strict=True):
        _part(figure, style, frame, rows, party, colour, shape)
    printed, unit = scaled([sizes[category] for category in rows], style.lang)
    for place, amount in enumerate(printed):
        words = f"{short(amount)} {unit}"
        note(figure, style, 1.0, place, words, xref="paper", xanchor="left", xshift=8)
    longest = max(sum(part or 0 for part in values(frame[_is(frame, category)], "part")) for category in rows)
    figure.update_xaxes(visible=False, range=[0, max(1.0, longest)])
    figure.update_layout(barmode="stack", legend={"traceorder": "normal"}, margin={"r": 84})
    return figure


def worded(frame: pd.DataFrame, style: Style) -> pd.DataFrame:
    """The answer of HOLDERS for a table: the whole, ourselves and nobody in the reader's words."""
    names = {US: style.say(OURSELVES), "": style.say(UNNAMED)}
    return frame.assign(
        category=[category or style.say(WHOLE) for category in texts(frame, "category")],
        holder=[names.get(holder, holder) for holder in texts(frame, "holder")],
    )


def _is(frame: pd.DataFrame, category: str) -> list[bool]:
    return [known == category for known in texts(frame, "category")]


def _rows(frame: pd.DataFrame) -> tuple[list[str], dict[str, float | None]]:
    """The categories, '' (the whole) first, then the largest; and the wallet of each, CNY."""
    sizes = dict(zip(texts(frame, "category"), values(frame, "wallet"), strict=True))
    return sorted(sizes, key=lambda category: (category != "", -(sizes[category] or 0), category)), sizes


def _parties(frame: pd.DataFrame) -> list[str]:
    """Ourselves, the rivals as they stand in the whole and then in the categories, '' (nobody named) last."""
    named = [party for party in dict.fromkeys(texts(frame, "holder")) if party not in (US, "")]
    unnamed = [
        part or 0 for holder, part in zip(texts(frame, "holder"), values(frame, "part"), strict=True) if not holder
    ]
    return [US, *named, *([""] if max(unnamed, default=0) >= _VISIBLE else [])]


def _looks(parties: list[str], style: Style) -> list[tuple[str, str]]:
    """Colour and hatching of each party: the main rival orange, the second grey, further ones hatched."""
    palette = style.palette
    looks, rivals = [], 0
    for party in parties:
        if party in (US, ""):
            looks.append((palette.us if party else palette.grid, ""))
            continue
        shape = "" if rivals < 2 else "/" if rivals < 4 else "x"
        looks.append((palette.second if rivals % 2 else palette.rival, shape))
        rivals += 1
    return looks


def _part(
    figure: go.Figure, style: Style, frame: pd.DataFrame, rows: list[str], party: str, colour: str, shape: str
) -> None:
    here = frame[[holder == party for holder in texts(frame, "holder")]]
    categories = texts(here, "category")
    known_parts, known_amounts = (dict(zip(categories, values(here, name), strict=True)) for name in ("part", "amount"))
    parts: Amounts = [known_parts.get(category) for category in rows]
    amounts, unit = scaled([known_amounts.get(category) for category in rows], style.lang)
    name = style.say(OURSELVES) if party == US else label(party) if party else style.say(UNNAMED)
    said = [
        f"{name} · {printed} · {short(amount)} {unit}"
        for printed, amount in zip(percents(parts, 1), amounts, strict=True)
    ]
    inside = [f"{part * 100:.0f}%" if part and part >= _READABLE and not shape else "" for part in parts]
    lines = {"shape": shape, "fgcolor": colour, "bgcolor": style.palette.card, "size": 6, "solidity": 0.4}
    marker = {"color": colour, "line": {"color": colour, "width": 1}} | ({"pattern": lines} if shape else {})
    add_bars(
        figure,
        parts,
        name,
        colour,
        marker=marker,
        hovertext=said,
        text=inside,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": ink_on(colour)},
        width=0.66,
    )
