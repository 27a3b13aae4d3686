"""Texts that a spreadsheet would run as a formula: found, and made inert on their way out."""

from __future__ import annotations

import re
import unicodedata

# Signs that begin a formula; full-width ones are folded to these by NFKC, and Excel takes them too.
_SIGNS = ("=", "+", "-", "@")
_HARMLESS = re.compile(r"[-+]?(\d[\d,]*\.?\d*|\.\d+)(e[-+]?\d+)?%?|[-+]+", re.IGNORECASE)
# RE2 and Python alike: every active text matches, few others do. For a look over whole columns.
CANDIDATE = "^(?:[\\s\\x{200b}\\x{feff}\\p{Z}]*[=+\\-@＝＋－＠﹢﹣﹦﹫]|[\t\r])"
_SPACE = "\u200b\ufeff"


def is_active(text: str) -> bool:
    """Whether a spreadsheet would run or alter the text: it begins as a formula does, or with a TAB or CR.

    White space before the sign does not help, nor do full-width signs. Plain numbers (-12.5%) and dashes are harmless.
    """
    word = unicodedata.normalize("NFKC", text).strip().strip(_SPACE).strip()
    if word.startswith(_SIGNS):
        return _HARMLESS.fullmatch(word) is None
    return text.startswith(("\t", "\r"))


def inert(text: str) -> str:
    """The text, behind an apostrophe when a spreadsheet would run it."""
    return "'" + text if is_active(text) else text
