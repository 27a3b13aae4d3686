"""The reader's language, and strings from files made safe for markdown."""

from __future__ import annotations

import re

import streamlit as st

from kam.text import Lang, Text, number

_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
# Addresses become links after markdown's escapes are gone; a word joiner, which nobody sees, parts them.
_ADDRESS = re.compile(r"(?<=@)(?=[\w-])|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_JOINER = "\u2060"


def lang() -> Lang:
    """The language of this session; Chinese until the reader chose."""
    return "en" if st.session_state.get("lang") == "en" else "zh"


def say(text: Text) -> str:
    """The words in the reader's language."""
    return text(lang())


def escape(text: str) -> str:
    """A string from a file that markdown shows as it stands: no image, link, colour or formula comes of it."""
    return _MARKDOWN.sub(r"\\\1", _ADDRESS.sub(_JOINER, re.sub(r"\s+", " ", text)))


def rows_of(count: int, language: Lang) -> str:
    """A count of rows: 8,800 行, 1 row, 2 rows."""
    return _counted(count, Text("行", "row"), language)


def columns_of(count: int, language: Lang) -> str:
    """A count of columns: 12 列, 1 column, 2 columns."""
    return _counted(count, Text("列", "column"), language)


def files_of(count: int, language: Lang) -> str:
    """A count of files: 3 个文件, 1 file, 2 files."""
    return _counted(count, Text("个文件", "file"), language)


def _counted(count: int, what: Text, language: Lang) -> str:
    plural = "s" if language == "en" and count != 1 else ""
    return f"{number(count)} {what(language)}{plural}"
