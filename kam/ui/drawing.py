"""A sheet drawn as it stands: its row numbers and column letters, every cell in the colour of what it was taken for.

Colour is never the only sign: a legend names the colours in sight, and a column beside the row number says the same in
words. The component sets what a file says as text of its elements, so it is shown and never rendered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import streamlit as st

from kam.intake.grid import column_letters
from kam.intake.report import Drawing, DrawnRow
from kam.text import Lang, Text
from kam.ui.words import rows_of

_SHOWN = 120  # letters of a cell: a long note is not to make a row heavy
_OUTSIDE = "."
_SPREADING = "Tun" + _OUTSIDE  # kinds whose text goes on over the empty cells to its right, as it does in Excel
_NUMBER = re.compile(r"[-(（]?[¥￥$€]?-?\d[\d,，]*\.?\d*(?:[eE][-+]?\d+)?[)）%]?")

ROW, KIND = Text("行", "Row"), Text("类别", "Kind")
LEFT_OUT = Text("…… 中间还有 {rows}，此处不显示 ……", "… {rows} between, not shown here …")
ALT = Text("原表：{sheet}", "The sheet as it stands: {sheet}")

KIND_WORDS = {
    "T": Text("标题", "title"),
    "u": Text("单位", "unit"),
    "h": Text("表头", "header"),
    "r": Text("重复表头", "repeated"),
    "d": Text("数据", "data"),
    "t": Text("合计", "total"),
    "n": Text("备注", "note"),
    "e": Text("示例", "example"),
    "j": Text("续表", "continued"),
    _OUTSIDE: Text("未读取", "not read"),
}
# Ground and ink of each kind, contrast 4.5 and more; the grounds differ in lightness too, not in hue alone.
LIGHT = {
    "T": ("#CDEFEC", "#0A4A4A"),
    "u": ("#E7F3C4", "#3D4F0A"),
    "h": ("#BFD4FA", "#0D2B6B"),
    "r": ("#E3ECFC", "#1747AB"),
    "d": ("#FFFFFF", "#1A2333"),
    "t": ("#FFE3A3", "#5B3A00"),
    "n": ("#E9E2F8", "#4A3480"),
    "e": ("#F6DFEA", "#7A2552"),
    "j": ("#FBD9C3", "#6B3208"),
    _OUTSIDE: ("#EEF1F5", "#556274"),
}
DARK = {
    "T": ("#0F4A4A", "#C9F2EF"),
    "u": ("#3A4A14", "#DDEBB0"),
    "h": ("#1F458F", "#E4EDFF"),
    "r": ("#1D2F57", "#BFD4FA"),
    "d": ("#182234", "#E8EDF5"),
    "t": ("#614A12", "#FFE8B3"),
    "n": ("#3B2F63", "#E0D5FB"),
    "e": ("#55263F", "#F7CFE2"),
    "j": ("#63391A", "#FFD9BC"),
    _OUTSIDE: ("#0F1624", "#A3B0C2"),
}

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "kam_sheet", css=(_HERE / "sheet.css").read_text("utf-8"), js=(_HERE / "sheet.js").read_text("utf-8")
)


def kind_of(row: DrawnRow) -> str:
    """The letters that a row is of, the most telling first; '' for a row in which nothing stands."""
    here = {kind for kind, cell in zip(row.kinds, row.cells, strict=False) if cell is not None}
    inside = [kind for kind in KIND_WORDS if kind in here and kind != _OUTSIDE]
    return "".join(inside) or (_OUTSIDE if here else "")


def kind_words(row: DrawnRow, lang: Lang) -> str:
    """What a row is, in words: 表头, or 数据 · 合计 where tables stand side by side."""
    return " · ".join(KIND_WORDS[kind](lang) for kind in kind_of(row))


def kinds_seen(drawing: Drawing) -> tuple[str, ...]:
    """The kinds in sight, in the order of the legend."""
    seen = {kind for row in drawing.rows for kind in kind_of(row)}
    return tuple(kind for kind in KIND_WORDS if kind in seen)


def _said(cell: str) -> str:
    text = cell.replace("\r\n", "↵").replace("\n", "↵").replace("\r", "↵")
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def drawn_cells(row: DrawnRow, width: int, below: str = "") -> list[tuple[str, str, int, bool]]:
    """(text, kind, columns it takes, is a number) from left to right; together they take `width` columns.

    `below` are the kinds of the next row: a header over a header names a group, and stands over all of it.
    """
    texts = [*row.cells, *[None] * (width - len(row.cells))][:width]
    kinds, below = row.kinds[:width].ljust(width, _OUTSIDE), below.ljust(width, _OUTSIDE)
    drawn: list[tuple[str, str, int, bool]] = []
    place = 0
    while place < width:
        text, end = texts[place], place + 1
        spreads = kinds[place] in _SPREADING or kinds[place] == below[place] == "h"
        if text is not None and spreads:
            while end < width and texts[end] is None:
                end += 1
        is_number = text is not None and _NUMBER.fullmatch(text.strip()) is not None
        drawn.append((_said(text or ""), kinds[place], end - place, is_number))
        place = end
    return drawn


def header_start(drawing: Drawing, last: int) -> int:
    """The first row of the header that ends in the sheet row `last`; that row itself where no other is above it."""
    headers = {row.row for row in drawing.rows if "h" in kind_of(row)}
    first = last
    while first - 1 in headers:
        first -= 1
    return first


def gap_at(rows: Sequence[DrawnRow]) -> int:
    """The place of the row before which rows were left out: the widest jump of the row numbers."""
    jumps = [after.row - before.row for before, after in pairwise(rows)]
    return jumps.index(max(jumps)) + 1 if jumps else len(rows)


def _wide(text: str) -> int:
    """Columns of a terminal that a text takes: a Chinese letter takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def column_px(drawing: Drawing, place: int) -> int:
    """A column as wide as its header and data need, not as wide as a title that stands in it."""
    texts = [
        row.cells[place] or ""
        for row in drawing.rows
        if place < min(len(row.cells), len(row.kinds)) and row.kinds[place] in "hdtrj"
    ]
    return min(max(20 + 8 * max(map(_wide, texts), default=6), 64), 220)


def payload(drawing: Drawing, focus: int, selected: int | None, is_dark: bool, lang: Lang) -> dict[str, Any]:
    """What the component draws. `focus` is the sheet row to begin at, `selected` the row that is picked."""
    width = max((len(row.cells) for row in drawing.rows), default=0)
    below = [row.kinds for row in drawing.rows[1:]] + [""]
    return {
        "letters": [column_letters(drawing.first_column + place) for place in range(width)],
        "widths": [column_px(drawing, place) for place in range(width)],
        "rows": [
            {
                "row": row.row,
                "kind": kind_of(row)[:1],
                "words": kind_words(row, lang),
                "cells": drawn_cells(row, width, under),
            }
            for row, under in zip(drawing.rows, below, strict=True)
        ],
        "gap": {"at": gap_at(drawing.rows), "words": LEFT_OUT.fill(rows=rows_of(drawing.left_out, lang))(lang)}
        if drawing.left_out
        else None,
        "focus": focus,
        "selected": selected,
        "colours": DARK if is_dark else LIGHT,
        "words": {"row": ROW(lang), "kind": KIND(lang), "alt": ALT.fill(sheet=drawing.sheet)(lang)},
    }


def legend(kinds: Sequence[str], is_dark: bool, lang: Lang) -> str:
    """The kinds in sight as HTML swatches; the words are ours, nothing of a file stands in it."""
    colours = DARK if is_dark else LIGHT
    spans = [
        f'<span style="background: {colours[kind][0]}; color: {colours[kind][1]}; padding: .05rem .5rem; '
        f'border: 1px solid var(--kam-line); border-radius: .3rem; font-size: .8rem; white-space: nowrap">'
        f"{KIND_WORDS[kind](lang)}</span>"
        for kind in kinds
    ]
    return f'<div style="display: flex; flex-wrap: wrap; gap: .35rem">{"".join(spans)}</div>'


def show_drawing(drawing: Drawing, focus: int, key: str, lang: Lang) -> None:
    """Draws the sheet; a click on a row puts its sheet row into `st.session_state[f"{key}.row"]`."""
    is_dark = st.context.theme.type == "dark"

    def remember() -> None:
        row = st.session_state[f"{key}.drawing"].get("row")
        if row is not None:
            st.session_state[f"{key}.row"] = int(row)

    st.html(legend(kinds_seen(drawing), is_dark, lang))
    selected = st.session_state.get(f"{key}.row")
    _component(data=payload(drawing, focus, selected, is_dark, lang), key=f"{key}.drawing", on_row_change=remember)
