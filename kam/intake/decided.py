"""What a person may decide about a sheet, held to what it can be."""

from __future__ import annotations

import codecs
from collections.abc import Mapping as Decided

from kam.errors import Misuse
from kam.intake.report import LAYOUT
from kam.intake.units import read
from kam.text import Text

ORDERS = ("ymd", "mdy", "dmy", "roc")
_ROWS = ("header_from", "header_row", "last_row")


def hold_layout(layout: Decided[str, str]) -> None:
    """Raises Misuse when a decision is unknown or cannot be; see report.LAYOUT."""
    for name, text in layout.items():
        if name not in LAYOUT or not _is_sound(name, text):
            raise _unfit(f"{name} = {text}")
    rows = [int(layout[name]) for name in _ROWS if name in layout]
    if rows != sorted(rows):
        raise _unfit(", ".join(f"{name} = {layout[name]}" for name in _ROWS if name in layout))


def _is_sound(name: str, text: str) -> bool:
    if name in _ROWS:
        return text.isascii() and text.isdigit() and len(text) <= 8 and int(text) >= 1
    if name == "dates":
        return text in ORDERS
    if name == "unit":
        said = read(text)
        return text == "" or (said is not None and said.is_money)
    return _is_codec(text)


def _is_codec(name: str) -> bool:
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return True


def _unfit(what: str) -> Misuse:
    return Misuse(
        Text(
            f"[layout] 不对：{what}。header_from、header_row、last_row 为由小到大的行号，unit 为万元等，"
            "dates 为 ymd、mdy、dmy 或 roc（民国）。",
            f"[layout] does not hold: {what}. header_from, header_row and last_row are rising row numbers, "
            "unit is 万元 and the like, dates is ymd, mdy, dmy or roc (years of the Republic of China).",
        )
    )
