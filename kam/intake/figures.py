"""The figures of a column as plain numbers, and how far rounding may part a total from the sum of its rows."""

from __future__ import annotations

import math
import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]

_WIDE = str.maketrans("０１２３４５６７８９．，－−＋（）￥\u3000\u00a0", "0123456789.,--+()¥  ")
_NUMBER = re.compile(
    r"([-+]?\(?)\s*[¥$€£]?\s*([-+]?)\s*(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,3}(?: \d{3})+(?:\.\d*)?"
    r"|\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)\s*元?\s*\)?"
)
_SPACE = " \t\n\v\f\r\u00a0\u3000\ufeff'"
_MOST_DECIMALS = 6
_SIGMAS = 4 / math.sqrt(12)  # four standard deviations of one rounding
_WHOLE_SHARE = 1e-3  # whole figures are rounded ones only where they are large
_NOISE = 1e-9


def figure(text: str | None) -> float:
    """The number of 1,250.5, (12), ￥12, １２; nan for anything else, 12% and 12万 included."""
    plain = (text or "").translate(_WIDE).strip(_SPACE)
    found = _NUMBER.fullmatch(plain)
    if not found or ("(" in plain) != (")" in plain):
        return math.nan
    size = float(found.group(3).replace(",", "").replace(" ", ""))
    return -size if "(" in plain or "-" in found.group(1) + found.group(2) else size


def figures(column: pa.ChunkedArray) -> Numbers:
    """The numbers of a text column, nan where a cell holds none."""
    try:
        numbers = pc.cast(pc.utf8_trim(column, _SPACE), pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        numbers = np.array([figure(text) for text in column.to_pylist()], dtype=np.float64)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def total(numbers: Numbers) -> float:
    """The sum without the drift of binary fractions."""
    return round(math.fsum(numbers[~np.isnan(numbers)]), 10)


def decimals(numbers: Numbers) -> int:
    """The decimals that the numbers show, at most six; binary noise is none."""
    held = numbers[~np.isnan(numbers)]
    for places in range(_MOST_DECIMALS):
        scaled = held * 10.0**places
        if np.all(np.abs(scaled - np.rint(scaled)) <= 1e-6 + _NOISE * np.abs(scaled)):
            return places
    return _MOST_DECIMALS


def adds_up(stated: float, addends: Numbers, times: float = 1.0) -> bool:
    """Whether rounding explains what parts `times` the stated total from the sum of the addends.

    n addends and their total rounded to a unit u may be off by (n + 1) u / 2, and hardly ever by more than four
    standard deviations, u / 2 + 4 u (n / 12)^0.5. Whole figures are taken for rounded ones only within a thousandth.
    """
    held = addends[~np.isnan(addends)]
    if not len(held):
        return stated == 0
    shown = decimals(np.array([stated]))
    places = max(decimals(held), shown)  # 5.0 is stored as 5: the total may show what its rows do not
    rounded = len(held) + (len(held) > 1)  # a single addend is rounded as its total is
    room = 10.0**-places * min(0.5 * rounded, 0.5 + _SIGMAS * math.sqrt(len(held)))
    bound = _WHOLE_SHARE * abs(stated)
    room = min(room, bound) if places == 0 else room
    if shown < places:
        room += min(0.5 * 10.0**-shown, bound)
    noise = _NOISE * float(np.abs(held).sum())
    return abs(times * stated - total(held)) <= times * (room + noise) + 1e-12
