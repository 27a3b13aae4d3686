"""Years, quarters and months as headers write them: 2023年, FY2023, 一季度, 93年6月 of the Republic, 1月, Jan-24."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Stands for the year that another column of the row has: {}-01 is January of it.
ROW_YEAR = "{}"
_NUMERALS = {sign: number for number, sign in enumerate((*"一二三四五六七八九十", "十一", "十二"), 1)}
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_ERA = r"(?:fy|民國|民国|公元|西元)?"
_SIGN = r"(\d{1,2}|十[一二]?|[一二三四五六七八九])"
_YEAR = re.compile(rf"{_ERA}(\d{{2,4}})(?:\.0)?(年度?|财年)?")
_MONTH = re.compile(rf"{_ERA}(\d{{2,4}})(?:年度?|[-/.])?{_SIGN}(月份?|-01(?:t?00:00:00(?:\.0+)?)?)?")
_QUARTER = re.compile(rf"{_ERA}(\d{{2,4}})(?:年度?|[-/.])?(?:q|第)?([1-4一二三四])(?:季度?|q)?")
_NAMED_QUARTER = re.compile(r"q([1-4])[-/',]*(?:fy)?(\d{4}|\d{2})|([1-4])q[-/',]*(?:fy)?(\d{4}|\d{2})")
_NAMED_MONTH = re.compile(rf"{_NAMED}[-/ ',]*(\d{{2}}|\d{{4}})|(\d{{4}})[-/ ]*{_NAMED}")
_BARE_MONTH = re.compile(rf"{_SIGN}月份?|{_NAMED}")
_BARE_QUARTER = re.compile(r"(?:q|第)?([1-4一二三四])(?:季度?)|q([1-4])")
_SPAN = re.compile(r"((?:19|20)\d\d(?:年度?)?(?:\d{1,2}月|第?[1-4一二三四]季度?|q[1-4])|(?:19|20)\d{4}(?!\d))")
_DAY_IN_TEXT = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_IN_TEXT = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)|(?:民國|民国)\s*(\d{2,3})\s*年")


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())


def of_the_republic(texts: list[str]) -> bool:
    """Whether two-digit years count from 1911: it is said, or a year of three digits stands among them."""
    return any("民國" in text or "民国" in text or re.match(r"1[0-4]\d年", _plain(text)) for text in texts)


def _year(digits: str, republic: bool) -> int | None:
    number = int(digits)
    if len(digits) == 4:
        return number if 1950 <= number <= 2100 else None
    if republic or len(digits) == 3:
        return number + 1911 if 30 <= number <= 150 else None
    return 2000 + number if number < 70 else 1900 + number


def _number(sign: str) -> int:
    return _NUMERALS[sign] if sign in _NUMERALS else int(sign)


@lru_cache(maxsize=8192)
def period_of(text: str, republic: bool = False) -> str | None:
    """2024, 2024Q1 or 2024-01, with {} for a year that is not said; None for what is no period."""
    plain = _plain(text)
    if len(plain) > 24:
        return None
    return _full(plain, republic or plain.startswith("民")) or _bare(plain)


def _full(plain: str, republic: bool) -> str | None:
    for pattern, form in ((_YEAR, "{year}"), (_QUARTER, "{year}Q{part}"), (_MONTH, "{year}-{part:02d}")):
        found = pattern.fullmatch(plain)
        if not found or not _is_said(pattern, plain, found):
            continue
        year = _year(found.group(1), republic)
        part = _number(found.group(2)) if pattern is not _YEAR else 1
        if year and 1 <= part <= (4 if pattern is _QUARTER else 12):
            return form.format(year=year, part=part)
    if found := _NAMED_QUARTER.fullmatch(plain):
        quarter, late, first, digits = found.groups()
        year = _year(late or digits, False)
        return f"{year}Q{quarter or first}" if year else None
    if found := _NAMED_MONTH.fullmatch(plain):
        month, late, early, other = found.groups()
        return f"{_year(late or early, False)}-{_NAMES.index((month or other)[:3]) + 1:02d}"
    return None


def _is_said(pattern: re.Pattern[str], plain: str, found: re.Match[str]) -> bool:
    """Whether the digits are a year or month by their marks: 12 alone is none, 202401 is."""
    four = len(found.group(1)) == 4
    if pattern is _YEAR:
        return four or bool(found.group(2)) or plain.startswith(("fy", "民"))
    if pattern is _QUARTER:
        return "季" in plain or "q" in plain
    marked = "月" in plain or bool(re.match(r"\d{4}[-/.]\d", plain))
    return marked or (four and len(plain) == 6 and plain.isdigit() and plain.startswith(("19", "20")))


def _bare(plain: str) -> str | None:
    if found := _BARE_MONTH.fullmatch(plain):
        month = _NAMES.index(found.group(2)[:3]) + 1 if found.group(2) else _number(found.group(1))
        return f"{ROW_YEAR}-{month:02d}" if 1 <= month <= 12 else None
    if found := _BARE_QUARTER.fullmatch(plain):
        return f"{ROW_YEAR}Q{_number(found.group(1) or found.group(2))}"
    return None


def grain(period: str) -> int:
    """0 for a year, 1 for a quarter, 2 for a month."""
    return 1 if "Q" in period else 2 if "-" in period else 0


def year_in(*texts: str) -> str | None:
    """The one year that the texts name; None where they name none or several."""
    found = {
        western or str(int(republic) + 1911)
        for text in texts
        for western, republic in _IN_TEXT.findall(unicodedata.normalize("NFKC", text))
    }
    return found.pop() if len(found) == 1 else None


def span_in(*texts: str) -> str | None:
    """The one year, quarter or month that the texts name: 2024年1月客户采购额 is 2024-01."""
    year = year_in(*texts)
    found = set()
    for text in texts:
        plain = _plain(text)
        found |= {period for mark in _SPAN.findall(plain) if (period := period_of(mark))}
    return found.pop() if len(found) == 1 else year if not found else None


def day_in(*texts: str) -> str | None:
    """The one day that the texts name, as 2026-03-01; None where they name none or several."""
    plain = [unicodedata.normalize("NFKC", text) for text in texts]
    found = {tuple(map(int, parts)) for text in plain for parts in _DAY_IN_TEXT.findall(text)}
    year, month, day = found.pop() if len(found) == 1 else (0, 0, 0)
    return f"{year}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None
