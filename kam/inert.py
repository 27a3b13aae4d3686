"""Texts that a spreadsheet would run as a formula: found, and made inert on their way out."""

from __future__ import annotations

import re
import unicodedata

# What begins a formula, full-width and small forms too, which Excel takes as well; what stands before it does not help.
_SIGNS = "=+\\-@＝＋－＠﹢﹣﹦﹫"
_BEFORE = "[\\s\\x00-\\x20\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]*"
# RE2 and Python alike.
ACTIVE = f"^(?:{_BEFORE}[{_SIGNS}]|[\\t\\r])"
_ACTIVE = re.compile(ACTIVE)
_HARMLESS = re.compile(r"[-+]?[¥$€£]?(\d[\d,]*\.?\d*|\.\d+)(e[-+]?\d+)?%?|[-+]+", re.IGNORECASE)


def is_active(text: str) -> bool:
    """Whether a spreadsheet would run or alter the text: it begins as a formula does, or with a TAB or CR.

    Plain numbers (-5, +3.2, -1,234.50, -12%, -￥20) and pure dashes are harmless.
    """
    return _ACTIVE.match(text) is not None and _HARMLESS.fullmatch(unicodedata.normalize("NFKC", text).strip()) is None


def inert(text: str) -> str:
    """The text, behind an apostrophe when a spreadsheet would run it."""
    return "'" + text if is_active(text) else text
