"""Units of figures: what 万元, 億元, 港元, 万吨, (10 000 yuan) and US$ mn mean, and whether that is money of ours.

Amounts are kept in CNY. A figure in another currency, or in a unit that is no money, is never taken for one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_CHINESE = {"十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10}
_CHINESE |= {"千亿": 11, "万亿": 12}
_ENGLISH = {"thousand": 3, "thousands": 3, "k": 3, "million": 6, "millions": 6, "mn": 6, "mio": 6, "mm": 6, "m": 6}
_ENGLISH |= {"billion": 9, "billions": 9, "bn": 9, "000": 3, "000000": 6}
_POWERS = _CHINESE | _ENGLISH


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_OURS = _words("人民币元 人民币 元整 元 圆 rmb cny yuan ¥")
_FOREIGN = _words(
    "美元 美金 usdollars usdollar us$ usd dollars dollar $ 港元 港币 港圆 hkd hk$ 新台币元 新台币 台币元 台币 "
    "ntd nt$ twd 澳门元 澳门币 mop 欧元 eur euros euro € 日元 日圆 jpy 英镑 gbp £ 韩元 krw 新加坡元 新币 sgd "
    "澳元 aud 加元 cad 卢布 rub 瑞士法郎 瑞郎 chf 卢比 inr 泰铢 thb 外币 外汇"
)
_MEASURES = _words(
    "台次 人次 车次 班次 台 套 件 个 只 支 条 箱 包 盒 袋 瓶 桶 辆 张 片 块 根 把 本 册 份 次 笔 户 家 项 人 名 位 "
    "组 批 座 栋 间 所 处 艘 架 头 亩 公顷 吨 公斤 千克 克 升 立方米 平方米 平方公里 米 公里 千米 小时 分钟 天 周 "
    "年 岁 千瓦时 千瓦 兆瓦 度 标准箱 标箱 标准煤 吨标准煤 部 床 篇 种 点 分 kg t pcs pc ea set sets unit units "
    "ton tons tonne tonnes hour hours day days person persons people household households kwh teu"
)
_SHARES = {"%": "0.01", "‰": "0.001", "百分比": "0.01", "percent": "0.01"}
_SIMPLE = str.maketrans("萬億圓幣臺歐鎊韓盧個隻條輛張塊戶項組間噸時", "万亿圆币台欧镑韩卢个只条辆张块户项组间吨时")
_NOISE = re.compile(r"[\s,，.:：()（）'’·_\-]+")


def _any_of(words: tuple[str, ...] | dict[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_MONEY = re.compile(
    rf"(?:in)?(?P<before>{_any_of((*_OURS, *_FOREIGN))})?(?:in)?(?P<number>10*)?"
    rf"(?P<power>{_any_of(_POWERS)})?(?:of)?(?P<after>{_any_of((*_OURS, *_FOREIGN))})?"
    rf"(?P<last>{_any_of((*_OURS, *_FOREIGN))})?"
)
_COUNTED = re.compile(
    rf"(?P<number>10*)?(?P<power>{_any_of(_CHINESE)}|thousand|million)?(?P<word>{_any_of(_MEASURES)})"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit says. `base`: money (CNY), foreign, measure, share, or bare for a power without a thing (万).

    `factor` is the decimal text by which figures are multiplied to be in single units of the base.
    """

    name: str
    base: str
    factor: str

    @property
    def is_money(self) -> bool:
        return self.base in ("money", "bare")


@lru_cache(maxsize=4096)
def read(text: str) -> Unit | None:
    """The unit that the whole text is, 元/台 being money; of several (万元、%) the one of money. None for no unit."""
    said = [found for part in re.split(r"[、，,;；和及]", text) if part.strip() and (found := _one(part))]
    parts = [part for part in re.split(r"[、，,;；和及]", text) if part.strip()]
    if len(parts) > 1 and len(said) == len(parts):
        return next((unit for unit in said if unit.is_money), said[0])
    return _one(text)


def _one(text: str) -> Unit | None:
    name = text.strip()
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", name).casefold().translate(_SIMPLE))
    first, slash, second = plain.partition("/")
    if slash and _COUNTED.fullmatch(second):
        plain = first  # a price: 元/台
    if not plain or len(plain) > 24:
        return None
    if plain in _SHARES:
        return Unit(name, "share", _SHARES[plain])
    return _money(name, plain) or _measure(name, plain)


def _money(name: str, plain: str) -> Unit | None:
    found = _MONEY.fullmatch(plain)
    if not found or not any(found.groupdict().values()):
        return None
    power, number = found.group("power"), found.group("number")
    words = [word for part in ("before", "after", "last") if (word := found.group(part))]
    # A letter, a sign of counting or a mere number is a unit only beside a currency.
    if not words and (power is None or power in ("k", "m", "mm", "000", "000000", "十", "百")):
        return None
    base = "foreign" if any(word in _FOREIGN for word in words) else "money" if words else "bare"
    return Unit(name, base, _factor(number, power))


def _measure(name: str, plain: str) -> Unit | None:
    found = _COUNTED.fullmatch(plain)
    return Unit(name, "measure", _factor(found.group("number"), found.group("power"))) if found else None


def _factor(number: str | None, power: str | None) -> str:
    zeros = len(number) - 1 if number else 0
    return "1" + "0" * (zeros + (_POWERS[power] if power else 0))
