"""The reader's language, and strings from files made safe for markdown."""

from __future__ import annotations

import re

import streamlit as st

from kam.text import Lang, Text

_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")


def lang() -> Lang:
    """The language of this session; Chinese until the reader chose."""
    return "en" if st.session_state.get("lang") == "en" else "zh"


def say(text: Text) -> str:
    """The words in the reader's language."""
    return text(lang())


def escape(text: str) -> str:
    """A string from a file that markdown shows as it stands: no image, link, colour or formula comes of it."""
    return _MARKDOWN.sub(r"\\\1", re.sub(r"\s+", " ", text))
