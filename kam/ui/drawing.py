"""A sheet drawn as it stands: its row numbers and column letters, every cell in the colour of what it was taken for.

Colour is never the only sign: a legend names the colours in sight, and a column beside the row number says the same in
words. The cells are painted on a canvas, so what a file says is shown and never rendered.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd
import streamlit as st

from kam.intake.grid import column_letters
from kam.intake.report import Drawing, DrawnRow
from kam.text import Lang, Text, number

ROW_PX, HEAD_PX, HEIGHT_PX = 28, 35, 420
_SHOWN = 120  # letters of a cell: a long note is not to make a row heavy
_OUTSIDE = "."
_MARK, _KIND = "_row", "_kind"  # names of the two columns of ours; no column letters are like them

ROW, KIND = Text("行", "Row"), Text("类别", "Kind")
LEFT_OUT = Text("…… 中间 {rows} 行未显示 ……", "… {rows} rows left out …")
ALT = Text("原表：{sheet}", "The sheet as it stands: {sheet}")

KIND_WORDS = {
    "T": Text("标题", "title"),
    "u": Text("单位", "unit"),
    "h": Text("表头", "header"),
    "r": Text("重复表头", "header again"),
    "d": Text("数据", "data"),
    "t": Text("合计", "total"),
    "n": Text("备注", "note"),
    "e": Text("示例", "example"),
    "j": Text("续表（已并入）", "joined"),
    _OUTSIDE: Text("未读取", "not read"),
}
# Ground and ink of each kind, contrast 4.5 and more; the grounds differ in lightness too, not in hue alone.
_LIGHT = {
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
_DARK = {
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


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing laid out as a frame: `rows` names the sheet row of each line (None: the line of what is left out)."""

    frame: pd.DataFrame
    kinds: tuple[str, ...]  # a letter a cell of the frame's own columns, the two of ours included
    rows: tuple[int | None, ...]

    def row_at(self, line: int) -> int | None:
        return self.rows[line] if line < len(self.rows) else None


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


def _said(cell: str | None) -> str:
    text = "" if cell is None else cell.replace("\r\n", "↵").replace("\n", "↵").replace("\r", "↵")
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _gap(rows: Sequence[DrawnRow]) -> int:
    """The place of the line after which rows were left out: the widest jump of the row numbers."""
    jumps = [after.row - before.row for before, after in pairwise(rows)]
    return jumps.index(max(jumps)) + 1 if jumps else len(rows)


def picture(drawing: Drawing, lang: Lang) -> Picture:
    """The frame of a drawing: row number, kind in words, then a column a sheet column under its letters."""
    width = max((len(row.cells) for row in drawing.rows), default=0)
    letters = [column_letters(drawing.first_column + place) for place in range(width)]
    lines = [_line(row, width, lang) for row in drawing.rows]
    rows: list[int | None] = [row.row for row in drawing.rows]
    kinds = [_letters(row, width) for row in drawing.rows]
    if drawing.left_out:
        place = _gap(drawing.rows)
        words = LEFT_OUT.fill(rows=number(drawing.left_out))(lang)
        lines.insert(place, ["⋮", "", words, *[""] * (width - 1)][: width + 2])
        rows.insert(place, None)
        kinds.insert(place, _OUTSIDE * (width + 2))
    frame = pd.DataFrame(lines, columns=[_MARK, _KIND, *letters], dtype=object)
    return Picture(frame, tuple(kinds), tuple(rows))


def _line(row: DrawnRow, width: int, lang: Lang) -> list[str]:
    cells = [_said(cell) for cell in row.cells]
    return [str(row.row), kind_words(row, lang), *cells, *[""] * (width - len(cells))]


def _letters(row: DrawnRow, width: int) -> str:
    """A letter a cell; the row number and the words bear the row's own kind."""
    own = kind_of(row)[:1] or _OUTSIDE
    return own * 2 + row.kinds[:width].ljust(width, _OUTSIDE)


def _style(kind: str, is_dark: bool) -> str:
    ground, ink = (_DARK if is_dark else _LIGHT).get(kind, (_DARK if is_dark else _LIGHT)[_OUTSIDE])
    weight = "; font-weight: 600" if kind in "hrt" else ""
    return f"background-color: {ground}; color: {ink}{weight}"


def styles(shown: Picture, is_dark: bool) -> pd.DataFrame:
    """The colours of every cell, as the Styler takes them."""
    cells = [[_style(kind, is_dark) for kind in kinds] for kinds in shown.kinds]
    return pd.DataFrame(cells, columns=shown.frame.columns, index=shown.frame.index, dtype=object)


def legend(kinds: Sequence[str], is_dark: bool, lang: Lang) -> str:
    """The kinds in sight as HTML swatches; the words are ours, nothing of a file stands in it."""
    spans = [
        f'<span style="{_style(kind, is_dark)}; padding: .05rem .5rem; border: 1px solid var(--kam-line); '
        f'border-radius: .3rem; font-size: .8rem; white-space: nowrap">{KIND_WORDS[kind](lang)}</span>'
        for kind in kinds
    ]
    return f'<div style="display: flex; flex-wrap: wrap; gap: .35rem">{"".join(spans)}</div>'


def _wide(text: str) -> int:
    """Columns of a terminal that a text takes: a Chinese letter takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _column_px(shown: Picture, place: int) -> int:
    """A column as wide as its header and data need, not as wide as a title that stands in it."""
    texts = [
        str(shown.frame.iat[line, place])
        for line, kinds in enumerate(shown.kinds)
        if kinds[place] in "hdtrj" and shown.rows[line] is not None
    ]
    widest = max((_wide(text) for text in texts), default=8)
    return min(max(18 + 8 * widest, 64), 240)


def _settings(shown: Picture, lang: Lang) -> dict[str, Any]:
    column = st.column_config.TextColumn
    words = max((_wide(str(text)) for text in shown.frame[_KIND]), default=4)
    settings: dict[str, Any] = {
        _MARK: column(ROW(lang), width=58, pinned=True),
        _KIND: column(KIND(lang), width=min(24 + 7 * words, 150), pinned=True),
    }
    letters = list(shown.frame.columns)[2:]
    return settings | {
        letter: column(letter, width=_column_px(shown, place + 2)) for place, letter in enumerate(letters)
    }


def show_drawing(drawing: Drawing, key: str, lang: Lang) -> None:
    """Draws the sheet; a click on a cell puts its sheet row into `st.session_state[f"{key}.row"]`."""
    is_dark = st.context.theme.type == "dark"
    shown = picture(drawing, lang)

    def remember() -> None:
        cells = st.session_state[f"{key}.drawing"]["selection"]["cells"]
        row = shown.row_at(cells[0][0]) if cells else None
        if row is not None:
            st.session_state[f"{key}.row"] = row

    st.html(legend(kinds_seen(drawing), is_dark, lang))
    st.dataframe(
        shown.frame.style.apply(lambda _: styles(shown, is_dark), axis=None),
        column_config=_settings(shown, lang),
        hide_index=True,
        height=min(HEAD_PX + ROW_PX * len(shown.rows) + 3, HEIGHT_PX),
        row_height=ROW_PX,
        key=f"{key}.drawing",
        on_select=remember,
        # Columns can be selected so that a click on a letter does not sort: a sheet has its own order.
        selection_mode=["single-cell", "single-column"],
        placeholder="",
        alt=ALT.fill(sheet=drawing.sheet)(lang),
    )
