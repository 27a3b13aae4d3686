"""Streamlit's own words in Chinese, and its marks mended for screen readers: one component, a dictionary its food."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from kam.text import Lang

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "kam_words",
    js=(_HERE / "shim.js").read_text("utf-8").replace("__WORDS__", (_HERE / "shim.json").read_text("utf-8")),
)


def mount(lang: Lang) -> None:
    """Puts the translation on the page, or takes it back when the language is English."""
    with st.container(key="kam_words", height=1, border=False):
        _component(data={"lang": lang}, key="kam_words_component", height=1)


def words() -> dict[str, str]:
    """English -> Chinese, as the component uses it; {n} stands for what changes."""
    known: dict[str, str] = json.loads((_HERE / "shim.json").read_text("utf-8"))
    return known
