"""Stored values in the one text form that every reader gives, and the problems of cells that store no usable value."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from math import isfinite

from kam.errors import Problem
from kam.intake.grid import address
from kam.text import Text

MAX_WARNINGS = 1000
# Digits behind the point: what the fast reader gives, and beyond what a sheet shows.
_PLACES = 9
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
# Excel's calendar has a 29 February 1900; serials before it count from a day later.
_FALSE_LEAP_DAY = 60
_LAST_SERIAL = 2_958_466
_ROW_OF = re.compile(r"\d+")


def number_text(value: float) -> str:
    """A number without an exponent, whole ones without a point: 3.0 is 3, 1e-7 is 0.0000001."""
    if isinstance(value, int):
        return str(value)
    if not isfinite(value):
        return "NaN"
    text = f"{value:.{_PLACES}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def flag_text(value: object) -> str:
    """true or false."""
    return "true" if value else "false"


def serial_text(serial: float, is_1904: bool) -> str:
    """The moment of a date serial in the workbook's date system; a serial beyond the calendar stays a number."""
    if not -_LAST_SERIAL < serial < _LAST_SERIAL:
        return number_text(serial)
    epoch = _EPOCH_1904 if is_1904 else _EPOCH
    early = timedelta(days=1) if not is_1904 and 0 <= serial < _FALSE_LEAP_DAY else timedelta()
    milliseconds = round(serial * 86_400_000)
    return moment_text(epoch + early + timedelta(milliseconds=milliseconds))


def moment_text(value: datetime | date | time | timedelta, is_1904: bool = False) -> str:
    """Day and time as `2024-02-29 00:00:00`, thousandths only where there are some.

    A time of day or a duration counts from the date system's day 0, as the serial behind it does.
    """
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    if isinstance(value, timedelta):
        return serial_text(value / timedelta(days=1), is_1904)
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    value = value.replace(tzinfo=None)
    return value.isoformat(" ", "milliseconds" if value.microsecond else "seconds")


def value_text(value: object, is_1904: bool = False) -> str | None:
    """The text of whatever a cell stores; None for nothing and for white space only."""
    match value:
        case None:
            return None
        case bool():
            return flag_text(value)
        case int() | float():
            return number_text(value)
        case datetime() | date() | time() | timedelta():
            return moment_text(value, is_1904)
    text = str(value)
    return text if text.strip() else None


def error_problem(sheet: str, column: int, row: int, value: str) -> Problem:
    """A cell that holds a formula's error such as #DIV/0!; 0-based sheet column, 1-based sheet row."""
    return Problem(
        sheet,
        address(column, row),
        row,
        value,
        "formula_error",
        Text("一个值，而不是公式错误", "a value, not the error of a formula"),
        Text("改正公式，或直接填写数值；未知请留空。", "Correct the formula or write the value; empty when unknown."),
        is_fatal=False,
    )


def unsolved_problem(sheet: str, cell: str) -> Problem:
    """A formula without a stored result, at its address."""
    digits = _ROW_OF.search(cell)
    return Problem(
        sheet,
        cell,
        int(digits.group()) if digits else 0,
        "",
        "formula_unsolved",
        Text("公式的计算结果", "the stored result of the formula"),
        Text(
            "用 Excel 或 WPS 打开并保存一次，再上传。", "Open and save it once in Excel or WPS, then upload it again."
        ),
        is_fatal=False,
    )
