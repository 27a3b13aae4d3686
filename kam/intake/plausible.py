"""How surprising a text would be if a decoding were right: the sum over its characters, in nats; least is likeliest."""

from __future__ import annotations

import re
from collections import Counter
from math import log

from kam.intake.hanzi import SIMPLIFIED, TRADITIONAL

_RANK_SIMPLIFIED = {letter: rank for rank, letter in enumerate(SIMPLIFIED)}
_RANK_TRADITIONAL = {letter: rank for rank, letter in enumerate(TRADITIONAL)}
BROKEN = "\ufffd"

_ASCII, _MARK, _SYMBOL, _OTHER, _LOST = 3.5, 6.0, 12.0, 16.0, 22.0
_BIG5_RARER = 1.5  # fewer files are in Big5
# Characters of the codec's everyday rows that are not among the commonest, and those of its further rows.
_EVERYDAY, _FURTHER = 11.0, 13.5
# A traditional character in a GB text: Taiwanese names in a mainland's table.
_TRADITIONAL_IN_GB = 2.0
_MARKS = re.compile("[\u3000-\u301f\uff01-\uff5e\uffe5·×—‘’“”…℃№①-⑩Ⅰ-Ⅻ]")
_HANZI = re.compile("[\u4e00-\u9fff]")
_WORD_THEN_HANZI = re.compile("[a-z][\u3400-\u9fff]")
_WORD_THEN_HANZI_COST = 3.0

_SMALL = frozenset("éèàùâêîôûçëïüöäßñáíóúåøæãõœšžìò")
_CAPITAL = frozenset("ÉÈÀÙÂÊÎÔÛÇËÏÜÖÄÑÁÍÓÚÅØÆÃÕŒŠŽ")
_SIGN = frozenset("€£§°²³µ·–—‘’“”„…«»®©™ºª\u00a0¿¡¥½")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_FOREIGN_PAIR = re.compile(r"(?<=[^\x00-\x7f])[^\x00-\x7f]")
_LETTER_INSIDE = re.compile(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f](?=[a-z])")
_WESTERN_SMALL, _WESTERN_CAPITAL, _WESTERN_SIGN, _WESTERN_OTHER = 7.0, 8.5, 7.5, 11.0
_PAIR_COST, _INSIDE_GAIN = 5.0, 2.5


def surprise(text: str, encoding: str) -> float:
    """The surprise at `text` as the decoding of an 8-bit encoding: gb18030, the Big5 family, else a Western one."""
    foreign = Counter(_FOREIGN.findall(text))
    plain = _ASCII * (len(text) - foreign.total())
    if encoding == "gb18030":
        own = sum(number * _gb_cost(letter) for letter, number in foreign.items())
    elif encoding in ("big5", "cp950", "big5hkscs"):
        own = _BIG5_RARER + sum(number * _big5_cost(letter) for letter, number in foreign.items())
    else:
        return plain + sum(number * _western_cost(letter) for letter, number in foreign.items()) + _western_runs(text)
    return plain + own + _WORD_THEN_HANZI_COST * len(_WORD_THEN_HANZI.findall(text))


def _ranked(rank: int) -> float:
    return log(rank + 30) + 1.5


def _gb_cost(letter: str) -> float:
    if letter in _RANK_SIMPLIFIED:
        return _ranked(_RANK_SIMPLIFIED[letter])
    if letter in _RANK_TRADITIONAL:
        return _ranked(_RANK_TRADITIONAL[letter]) + _TRADITIONAL_IN_GB
    return _uncommon_cost(letter, letter.encode("gb2312", "ignore"), 0xB0, 0xD7)


def _big5_cost(letter: str) -> float:
    if letter in _RANK_TRADITIONAL:
        return _ranked(_RANK_TRADITIONAL[letter])
    return _uncommon_cost(letter, letter.encode("big5", "ignore"), 0xA4, 0xC6)


def _uncommon_cost(letter: str, code: bytes, first: int, last: int) -> float:
    if letter == BROKEN:
        return _LOST
    if _MARKS.match(letter):
        return _MARK
    if _HANZI.match(letter):
        return _OTHER if not code else _EVERYDAY if first <= code[0] <= last else _FURTHER
    return _SYMBOL if code else _OTHER


def _western_cost(letter: str) -> float:
    if letter == BROKEN or "\x80" <= letter <= "\x9f":
        return _LOST
    if letter in _SMALL:
        return _WESTERN_SMALL
    if letter in _CAPITAL:
        return _WESTERN_CAPITAL
    return _WESTERN_SIGN if letter in _SIGN else _WESTERN_OTHER


def _western_runs(text: str) -> float:
    """A Western letter stands between ASCII ones; Chinese bytes read as Western text stand in a row."""
    return _PAIR_COST * len(_FOREIGN_PAIR.findall(text)) - _INSIDE_GAIN * len(_LETTER_INSIDE.findall(text))
