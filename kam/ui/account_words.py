"""What the cells of one account's answers say: choices by their label, the unknown as —, what is missing as a hint."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from kam.datasets import BY_NAME
from kam.text import UNKNOWN, Text
from kam.ui import ask
from kam.ui.rooms import NAMED
from kam.ui.words import escape, lang, say

NOT_YET = Text(
    "所选范围内没有该客户的这类记录；由表格「{sheets}」补充。",
    "Nothing on this account in this selection; it comes with: {sheets}.",
)
BRING = Text("去导入", "Import")
_BETWEEN = Text("」「", ", ")


def option(dataset: str, column: str, code: str) -> str:
    """The label of a choice in the reader's language; a code that is none of them as it stands, '' as —."""
    known = {one.code: one.label for one in BY_NAME[dataset].column(column).choices}
    return say(known[code]) if code in known else escape(code) or UNKNOWN


def raw(row: dict[str, Any], name: str) -> str:
    """A cell as it stands in the file; '' when it is unknown."""
    return "" if pd.isna(row[name]) else str(row[name])


def cell(row: dict[str, Any], name: str) -> str:
    """A cell made safe for markdown; '' when it is unknown."""
    return escape(raw(row, name))


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of an answer as {column: value}; unknown is whatever pandas says of it (see `cell`)."""
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, cells, strict=True)) for cells in frame.itertuples(index=False, name=None)]


def hint(*datasets: str) -> None:
    """An empty place in a card: which spreadsheets would fill it, and the way to bring them."""
    sheets = say(_BETWEEN).join(say(BY_NAME[name].label) for name in datasets)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(say(NOT_YET.fill(sheets=sheets)), width="content")
        if ask.may("upload"):
            st.page_link(NAMED["imports"].page(lang()), label=say(BRING), icon=":material/upload_file:")
