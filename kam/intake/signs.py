"""What a cell of a sheet looks like before anyone knows its column: word, number, year, unit, note, key with value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

Row = Sequence[str | None]
EMPTY, WORD, NUMBER, YEAR = range(4)
LONGEST_HEADER = 60

_COUNTED = (
    "美元|港元|日元|[欧歐]元|新?[台臺][币幣]元?|元|人次|人[·.]?年|人[·.]?月|人|[户戶]|[个個]|家|台|套|[辆輛]|[吨噸]|公斤|千克|克|升|件|只|[条條]"
    "|公里|平方公里|平方米|立方米|米|千公[顷頃]|公[顷頃]|[亩畝]|千瓦时|千瓦|度|枚|株|次|天|小时|项|种|篇|头|所|张|箱|份|笔|%|％|‰"
)
_DIGITS = r"(\d[\d,，\s]*([.．]\d+)?([eE][-+]?\d+)?|\d{1,3}(?:[.\x27 ]\d{3})*,\d+|\.\d+|[０-９][０-９，．]*)"
_CURRENCY = r"(?i:[A-Z]{0,2}[$＄]|[¥￥€£]|RMB|CNY|USD|HKD|EUR|GBP|TWD|人民币|人民幣)"
_NUMBER = re.compile(rf"[-+−(（]?\s*{_CURRENCY}?\s*[-−]?\s*{_DIGITS}\s*(?:[万亿萬億]|kg|{_COUNTED})?元?\s*[)）]?")
_REPUBLIC = r"(?:中華|中华)?(?:民國|民国)\s*"
_DATE = re.compile(
    r"\d{4}[-/.年]\d{1,2}([-/.月]\d{0,2}.{0,20})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.{0,20}|\d{1,2}:\d{2}(:\d{2})?"
    rf"|({_REPUBLIC}\d{{1,3}}\s*[-/.年]|\d{{2,3}}[-/.年])\s*\d{{1,2}}\s*[-/.月]\s*\d{{1,2}}日?.{{0,20}}"
)
# Periods, as text or as a month's first day.
_MONTH_NUMBER = r"(0?[1-9]|1[0-2])"
_YEAR = re.compile(
    rf"(19|20)\d\d|(19|20)\d\d(0[1-9]|1[0-2])|(19|20)\d\d\s*[-/年]\s*{_MONTH_NUMBER}\s*(月份?)?"
    rf"|(19|20)\d\d\.(0[1-9]|1[0-2])|(19|20)\d\d-(0[1-9]|1[0-2])-01 00:00:00"
)
_MISSING = re.compile(r"[-—–－/?？]{1,3}|N/?A", re.IGNORECASE)
# "Of which: …" heads a column, and so does a field of a pivot report.
_NO_LABEL = r"(?!.{0,6}其中\s*[:：])(?!(?:求和|加总|计数|平均值|最[大小]值|乘积)项?\s*[:：])"
_KEY_VALUE = re.compile(rf"{_NO_LABEL}[^:：]{{1,20}}[:：]\s*\S.*", re.DOTALL)
_PLACEHOLDER = re.compile(r"(column|field|列|字段|f|unnamed:?)\s*\d+", re.IGNORECASE)
CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_CJK = re.compile(CJK)
# Chinese headers are padded with spaces to look even; a single one beside a Latin word is meant.
_PADDING = re.compile(rf"\s{{2,}}|(?<={CJK})\s(?![A-Za-z])|(?<![A-Za-z])\s(?={CJK})")
# Lines of a cell: a Chinese word broken over lines is one word, a translation on the next line is another.
_OTHER_LINE = re.compile(rf"(?<={CJK})[ \t]*[\r\n]+\s*(?=[A-Za-z])|(?<=[A-Za-z.])[ \t]*[\r\n]+\s*(?={CJK})")
_ONE_UNIT = rf"(?:人民币|新?[台臺][币幣])?\s*(?:百[万萬]|千[万萬]|十[万萬]|[万萬]|千|百|十[亿億]|[亿億])?(?:{_COUNTED})"
_UNIT = rf"({_ONE_UNIT}(?:\s*[、,，.．;；/和及]\s*{_ONE_UNIT})*)"
_UNIT_CELL = re.compile(
    rf"[（(\[【]?\s*(?:金[额額]|[货貨][币幣]|[计計]量|[数數][据據]|[计計]算)?\s*[单單]\s*位\s*[:：]?\s*{_UNIT}\s*[)）\]】]?\s*$"
)
_UNIT_WORDS = re.compile(
    r"[（(\[【]?\s*(?:金[额額]|[货貨][币幣]|[计計]量|[数數][据據]|[计計]算)?\s*[单單]\s*位\s*[:：]"
)
_UNIT_IN_TITLE = re.compile(
    rf"(?:(?<![制製送报報收付购購主])[单單]\s*位\s*[:：]\s*|[（(\[【]\s*){_UNIT}\s*(?:[)）\]】]|\s|$)"
)
# Any other word behind 单位： is a unit that nobody here knows, unless it names who wrote the sheet.
_UNIT_ELSE = re.compile(rf"{_UNIT_WORDS.pattern}\s*(?P<unit>[^\s（）()：:]{{1,4}})\s*[)）\]】]?\s*$")
_UNIT_ENGLISH = re.compile(
    r"(?:^|[(（,，;；])\s*units?\s*[:：]\s*(?P<unit>[A-Za-z'’$¥0-9 ]{1,24}?)\s*[)）]?\s*$", re.IGNORECASE
)
_ORGANISATION = re.compile(r"(公司|集团|集團|[院局部处處厂廠所校学學会會室科组組队隊行店]|中心)$")
_PERSON = r"(打印|列印|填[报報表]|[编編][制製]|[审審][核批]|[复復覆]核|[制製][单單表]|[导導匯汇]出)"
NOTE = (
    r"^\s*[（(*※]?\s*(附?[注註]\d*|[备備][注註]|[说說]明|附|([数數][据據]|[资資]料)?[来來]源"
    rf"|{_PERSON}(人|人[员員]|日期|[时時][间間])?"
    r"|(?i:notes?|sources?|printed( on| by)?|prepared by|exported( on)?))"
    r"\s*\d*\s*[:：]"
)
_NOTE = re.compile(NOTE)
CONTINUED = re.compile(
    r"[续續]\s*表|[（(]\s*[续續]\s*\d*\s*[)）]|^\s*[续續]\s*\d*\s*$|\bcont(inued|\.|'d)", re.IGNORECASE
)


def tidy(text: str) -> str:
    """A header as a name: no line breaks, no doubled spaces, no padding beside Chinese characters."""
    bare = text.strip()
    if not has_cjk(bare):
        return " ".join(bare.split())
    parts = [_PADDING.sub("", part) for part in _OTHER_LINE.split(bare)]
    return " ".join(" ".join(parts).split())


def has_cjk(text: str) -> bool:
    return _CJK.search(text) is not None


def filled(row: Row) -> int:
    return sum(cell is not None for cell in row)


def is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell.strip()) is not None


def is_wordy(cell: str) -> bool:
    """Whether the cell says something: neither a number nor a date."""
    return not is_number(cell) and _DATE.fullmatch(cell.strip()) is None


def is_missing(cell: str) -> bool:
    """A dash or question mark that stands for nothing known."""
    return _MISSING.fullmatch(cell.strip()) is not None


def cell_type(cell: str | None) -> int:
    """EMPTY (also a dash), WORD, NUMBER (also a day or a time) or YEAR (also a month), which may head a column or stand
    in one."""
    if cell is None:
        return EMPTY
    return _type_of_short(cell) if len(cell) <= LONGEST_HEADER else _type_of(cell)


def _type_of(cell: str) -> int:
    text = cell.strip()
    if not text or is_missing(text):
        return EMPTY
    if _YEAR.fullmatch(text):
        return YEAR
    return WORD if is_wordy(text) else NUMBER


_type_of_short = lru_cache(maxsize=1 << 16)(_type_of)  # the same cells are looked at for every area of a sheet


def is_key_value(cell: str) -> bool:
    """A label with its value, 日期：2024-03-05, or one whose value stands in the next cell, 币种："""
    return _KEY_VALUE.fullmatch(cell) is not None or cell.rstrip().endswith((":", "："))


def is_placeholder(cell: str) -> bool:
    """A name that a program gave for want of one: Column1, 列2, F3."""
    return _PLACEHOLDER.fullmatch(cell.strip()) is not None


def is_continued(row: Row) -> bool:
    """Whether the row says that its table continues another: 续表, (续), continued."""
    cells = [cell for cell in row if cell is not None]
    return 0 < len(cells) <= 3 and any(len(cell) <= 2 * LONGEST_HEADER and CONTINUED.search(cell) for cell in cells)


def kind_above(row: Row) -> str:
    """What a row above a header is: blank, unit, note or title."""
    cells = [cell.strip() for cell in row if cell is not None]
    if not cells:
        return "blank"
    if len(cells) <= 2 and (_UNIT_CELL.match(cells[0]) or _UNIT_WORDS.match(cells[0])):
        return "unit"
    return "note" if _NOTE.match(cells[0]) else "title"


def unit_above(rows: Sequence[Row]) -> str | None:
    """The unit that a title or unit row names; the one nearest to the header wins."""
    for row in reversed(rows):
        for cell in row:
            found = unit_in(cell) if cell else None
            if found:
                return found
    return None


def unit_in(text: str) -> str | None:
    """The unit that a title names: 单位:万元, 销售额（万元）."""
    found = _UNIT_CELL.match(text.strip()) or _UNIT_IN_TITLE.search(text)
    if found:
        return "".join(found.group(1).split())
    other = _UNIT_ELSE.match(text.strip()) or _UNIT_ENGLISH.search(text)
    return None if other is None or _ORGANISATION.search(other["unit"]) else other["unit"].strip()


def is_note(row: Row) -> bool:
    """A footer line: its label leads, and what else is filled are labels and names like it."""
    cells = [cell for cell in row if cell is not None]
    if not cells or not _NOTE.match(cells[0]):
        return False
    return len(cells) <= 2 or sum(_NOTE.match(cell) is not None for cell in cells) >= 2
