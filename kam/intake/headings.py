"""Header words: what is left of a header when spelling, brackets and units are taken away, and the unit it names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kam.dataset import Column, Dataset
from kam.intake.units import Unit
from kam.intake.units import read as unit

# A unit at the end of a header: in brackets, behind a sign, or 金额万元 behind the word of a figure.
_BRACKETS = re.compile(r"\s*[(\[【]\s*(?:[单單]位\s*:?)?\s*([^()\[\]【】]{1,24}?)\s*[)\]】]\s*$")
_BEHIND_SIGN = re.compile(r"\s*[/,:_\-]\s*(?:[单單]位\s*:?)?\s*([^/,:_\-\s]{1,8})\s*$")
_BEHIND_WORD = re.compile(r"(?<=[额額价價值入本润潤款费費])((?:[十百千]?[万萬亿億]|[千百])?元)$")
_NOISE = re.compile(r"[\s_\-.·:：*＊#'\"“”()（）\[\]【】/\\]+")


_NUMBERED = re.compile(r"^\s*(?:[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|\d+(?:、|\.(?!\d)))\s*")
JOINT = "·"  # between the levels of a header that stands in several rows
_SCRIPTS = re.compile(r"\W*([\u4e00-\u9fff][^A-Za-z]*?)[\W_]*([A-Za-z][^\u4e00-\u9fff]*?)\W*")
_TURNED = re.compile(r"\W*([A-Za-z][^\u4e00-\u9fff]*?)[\W_]*([\u4e00-\u9fff][^A-Za-z]*?)\W*")
# Traditional signs of header words, so that 客戶編號 is 客户编号.
_SIMPLE = str.maketrans(
    "戶額號編碼稱產單價數訂類別區負責業狀態階錄記訪電話時間結預計應採購貨總銷項標點協議競爭對評維據來備註說級層職務聯絡關鍵門庫發開條縣會體",
    "户额号编码称产单价数订类别区负责业状态阶录记访电话时间结预计应采购货总销项标点协议竞争对评维据来备注说级层职务联络关键门库发开条县会体",
)


@lru_cache(maxsize=4096)
def normal(header: str) -> str:
    """客户 编码*, Customer_ID, CUSTOMER ID (元), 客戶編碼 → one spelling each."""
    bare, _ = _parted(header)
    return _NOISE.sub("", bare.casefold()).translate(_SIMPLE)


@lru_cache(maxsize=4096)
def _parted(header: str) -> tuple[str, Unit | None]:
    """A header without the unit at its end, and the unit: 2023年(万元) → 2023年 and 万元."""
    plain = unicodedata.normalize("NFKC", header)
    for pattern in (_BRACKETS, _BEHIND_SIGN, _BEHIND_WORD):
        found = pattern.search(plain)
        said = unit(found.group(1)) if found and found.start() else None
        if found and said and (pattern is _BRACKETS or said.base in ("money", "foreign", "share")):
            return plain[: found.start()].strip(), said
    return plain.strip(), None


def levels(header: str) -> list[str]:
    """Levels of a joined header, the top first, without numbering and units: 一、销售·2023年·元 → 销售, 2023年."""
    found = [_NUMBERED.sub("", level).strip() for level in header.split(JOINT) if level.strip()]
    return [level for level in found if not unit(level.strip("()（）"))] or found


def halves(header: str) -> tuple[str, str] | None:
    """(Chinese, English) of a header in both: 客户编码Customer ID; None for one in a single language."""
    plain = " ".join(header.split())
    first, turned = _SCRIPTS.fullmatch(plain), _TURNED.fullmatch(plain)
    parts = first.groups() if first else turned.groups()[::-1] if turned else ("", "")
    chinese, english = (part.strip(" (（/)）") for part in parts)
    return (chinese, english) if len(chinese) >= 2 and len(english) >= 3 else None


@lru_cache(maxsize=4096)
def spellings(header: str) -> tuple[tuple[str, float], ...]:
    """(normal spelling, weight) of the whole header, its languages and its levels, the surest first."""
    found = {normal(header): 1.0}
    for level, weight in zip(reversed(levels(header)), (0.9, 0.7, 0.6, 0.5), strict=False):
        found.setdefault(normal(level), weight)
        for half in halves(level) or ():
            found.setdefault(normal(half), weight)
    return tuple(item for item in found.items() if item[0])


def skeleton(header: str) -> str:
    """A header without its numbers: 前3个月累计 and 前4个月累计 are alike."""
    return re.sub(r"\d+", "#", normal(header))


def without_unit(header: str) -> str:
    """A header without the unit at its end: 2023年(万元) → 2023年."""
    return _parted(header)[0]


@lru_cache(maxsize=4096)
def unit_of(header: str) -> Unit | None:
    """The unit that a header names, its lowest level first: 金额(万元), 金额·万元 and 金额_万元 → 万元."""
    for level in reversed(header.split(JOINT)):
        if said := unit(level.strip(" ()（）")) if JOINT in header else None:
            return said
        if said := _parted(level)[1]:
            return said
    return None


@dataclass(frozen=True, slots=True)
class Word:
    """One spelling of a column. `rank` is 0 for the product's own names and labels, then the place of the alias."""

    column: Column
    rank: int

    @property
    def is_own(self) -> bool:
        return self.rank == 0


@lru_cache(maxsize=64)
def _words(columns: tuple[Column, ...]) -> dict[str, Word]:
    words: dict[str, Word] = {}
    for column in columns:
        for rank, text in enumerate(column.aliases, 1):
            words.setdefault(normal(text), Word(column, rank))
    for column in columns:
        for text in (column.name, column.label.zh, column.label.en):
            words[normal(text)] = Word(column, 0)
    return words


def words(dataset: Dataset) -> dict[str, Word]:
    """Normal spelling → column, own names above aliases."""
    return _words(dataset.columns)


def choice_words(column: Column) -> dict[str, str]:
    """Normal spelling → code of a choice column."""
    found: dict[str, str] = {}
    for choice in column.choices:
        for text in (choice.code, choice.label.zh, choice.label.en, *choice.aliases):
            found[normal(text)] = choice.code
    return found
