"""Header words: what is left of a header when spelling, brackets and units are taken away, and the unit it names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kam.dataset import Column, Dataset

FACTORS = {"元": "1", "千元": "1000", "万元": "10000", "百万元": "1000000", "亿元": "100000000"}
_UNIT = re.compile(
    r"[(（\[【/／]\s*(?:单位[:：]?)?\s*(千元|百万元|万元|亿元|元|人民币元|rmb|cny|%|％)\s*[)）\]】]?\s*$", re.IGNORECASE
)
_NOISE = re.compile(r"[\s_\-.·:：*＊#'\"“”()（）\[\]【】/\\]+")


@lru_cache(maxsize=4096)
def normal(header: str) -> str:
    """客户 编码*, Customer_ID, CUSTOMER ID (元) → one spelling each."""
    bare = _UNIT.sub("", unicodedata.normalize("NFKC", header))
    return _NOISE.sub("", bare.casefold())


def unit_of(header: str) -> str | None:
    """The unit in a header's brackets: 金额(万元) → 万元; % for a percentage."""
    found = _UNIT.search(unicodedata.normalize("NFKC", header))
    return found.group(1) if found else None


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
