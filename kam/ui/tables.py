"""Answers as tables: headings in the reader's language, money in one unit a column, unknown shown as —."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from kam.datasets import ALL
from kam.figure import Style, texts, values
from kam.text import FLAG, UNKNOWN, Text, money_scale
from kam.topic import Field
from kam.topics.board.words import KINDS
from kam.topics.funnel.figures import evidence, stage_name
from kam.topics.pitfalls.figures import FINDINGS, MEASURES
from kam.topics.plan.figures import STATES
from kam.topics.quality.words import FINDINGS as FLAWS
from kam.topics.rivals.figures import OURSELVES, US
from kam.ui.words import lang, say

NO_ROWS = Text("没有记录", "No rows")  # instead of a table without rows, into which Streamlit writes an English "empty"
_FEW = 9  # rows that are shown without scrolling
# What a code says depends on its column: a service is a kind of concession, an objective, a measure of effort.
_STAGES = ("stage", "highest", "from_stage", "to_stage", "need")
_WORDS: dict[str, dict[str, Text]] = {
    name: {
        option.code: option.label
        for dataset in ALL
        for column in dataset.columns
        if column.name == name
        for option in column.choices
    }
    for name in dict.fromkeys(column.name for dataset in ALL for column in dataset.columns if column.choices)
}
_WORDS |= {
    "basis": {
        **_WORDS["basis"],
        "exact": Text("足期", "Exact"),
        "prorated": Text("按天折算", "Prorated"),
    },
    **{name: {US: OURSELVES} for name in ("party", "other", "supplier", "leading_supplier")},
    "finding": FINDINGS | {code: label for code, (label, _) in FLAWS.items()},
    "dataset": {dataset.name: dataset.label for dataset in ALL},
    "measure": {**_WORDS["measure"], **MEASURES},
    "state": STATES,
    "kind": {**_WORDS["kind"], **{code: kind.label for code, kind in KINDS.items()}},
}


def shown(frame: pd.DataFrame, fields: Sequence[Field]) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The fields of a frame ready to be shown, and the column settings that go with them."""
    columns: dict[str, Any] = {}
    amounts = [
        amount
        for field in fields
        if field.kind == "money" and field.name in frame
        for amount in values(frame, field.name)
    ]
    scale = _scale([abs(amount) for amount in amounts if amount])
    settings: dict[str, Any] = {}
    for field in fields:
        if field.name not in frame.columns:
            continue
        columns[field.name], settings[field.name] = _column(frame, field, scale)
    return pd.DataFrame(columns), settings


def _scale(sizes: Sequence[float]) -> tuple[int, str]:
    """The unit that suits the largest amount, or the one below it where the smallest would read 0.00."""
    scale = money_scale(max(sizes, default=None), lang())
    return money_scale(scale[0] - 1, lang()) if sizes and min(sizes) < scale[0] * 0.005 and scale[0] > 1 else scale


def _column(frame: pd.DataFrame, field: Field, scale: tuple[int, str]) -> tuple[list[Any], Any]:
    label, style = say(field.label), Style(lang())
    if field.kind == "money":
        divisor, unit = scale
        amounts = [None if amount is None else amount / divisor for amount in values(frame, field.name)]
        return amounts, st.column_config.NumberColumn(f"{label} ({unit})", format="accounting")
    if field.kind == "rate":
        percents = [None if rate is None else rate * 100 for rate in values(frame, field.name)]
        return percents, st.column_config.NumberColumn(label, format="%.1f%%")
    if field.name == "evidence":
        return [evidence(text, style) or None for text in texts(frame, field.name)], st.column_config.TextColumn(label)
    if field.name in _STAGES:
        names = [None if stage is None else stage_name(int(stage), style) for stage in values(frame, field.name)]
        return names, st.column_config.TextColumn(label)
    if field.kind == "count":
        return values(frame, field.name), st.column_config.NumberColumn(label, format="%,d")
    if field.kind == "number":
        return values(frame, field.name), st.column_config.NumberColumn(label, format="accounting")
    if field.kind == "flag":
        cells = [None if pd.isna(cell) else say(FLAG[bool(cell)]) for cell in frame[field.name].tolist()]
        return cells, st.column_config.TextColumn(label)
    if field.kind == "day":
        days = [day or None for day in texts(frame, field.name)]
        return days, st.column_config.TextColumn(label)
    words = _WORDS.get(field.name, {})
    cells = [say(words[text]) if text in words else text or None for text in texts(frame, field.name)]
    return cells, st.column_config.TextColumn(label)


def table(
    frame: pd.DataFrame, fields: Sequence[Field], key: str, alt: str, is_pickable: bool = False, height: int = 320
) -> int | None:
    """Draws the table; the place of the picked row where rows can be picked, else None."""
    if frame.empty:
        st.caption(say(NO_ROWS))
        return None
    cells, settings = shown(frame, fields)
    if not is_pickable:
        st.dataframe(
            cells,
            column_config=settings,
            hide_index=True,
            placeholder=UNKNOWN,
            alt=alt,
            key=key,
            height=_fit(cells, height),
        )
        return None
    event = st.dataframe(
        cells,
        column_config=settings,
        hide_index=True,
        placeholder=UNKNOWN,
        alt=alt,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        height=_fit(cells, height),
    )
    rows = event["selection"]["rows"]
    return int(rows[0]) if rows and rows[0] < len(frame) else None


def instant() -> Any:
    """The column of a day with its hour; measured by the browser before the figures' font is there it would be cut."""
    return st.column_config.TextColumn(width=150)


def _fit(cells: pd.DataFrame, height: int) -> Any:
    return "content" if len(cells) <= _FEW else height
