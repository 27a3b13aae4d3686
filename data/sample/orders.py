"""The order lines of thirty months: what each customer bought, by product, with the list price and the cost."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from accounts import Account
from stages import stage_on
from stories import CATEGORIES, FIRST_DAY, LAST_DAY, LOSING_REGION, REGIONS, SHORT_VOLUME, Row, kept_share

# product: (price in fen, cost as a part of the price)
_PRODUCTS = {
    "综合布线": {
        "六类非屏蔽网线 305米": (62_000, 0.80), "超六类屏蔽网线 305米": (118_000, 0.77), "24口配线架": (26_500, 0.70),
        "12芯单模光缆 千米": (420_000, 0.79), "光纤跳线 LC-LC": (3_200, 0.62), "信息模块": (1_450, 0.66),
        "42U标准机柜": (186_000, 0.75),
    },
    "视频监控": {
        "400万红外半球摄像机": (31_800, 0.74), "800万智能枪机": (86_500, 0.72), "球型云台摄像机": (248_000, 0.73),
        "32路网络录像机": (356_000, 0.75), "监控级硬盘 8TB": (128_000, 0.86), "55寸拼接屏": (682_000, 0.78),
    },
    "网络设备": {
        "24口千兆接入交换机": (138_000, 0.76), "48口万兆汇聚交换机": (965_000, 0.74), "核心交换机": (4_860_000, 0.72),
        "企业级无线AP": (92_000, 0.71), "防火墙": (1_980_000, 0.70), "光模块 10G": (28_500, 0.65),
    },
    "门禁对讲": {
        "人脸识别门禁一体机": (168_000, 0.69), "双门控制器": (76_000, 0.68), "楼宇可视对讲室内机": (42_000, 0.72),
        "通道翼闸": (786_000, 0.74), "磁力锁套装": (21_500, 0.66),
    },
    "机房工程": {
        "模块化UPS 40kVA": (5_280_000, 0.79), "精密空调 20kW": (4_650_000, 0.80), "列头配电柜": (1_860_000, 0.77),
        "动环监控主机": (896_000, 0.68), "防静电地板 平方米": (23_800, 0.81),
    },
}  # fmt: skip
_STAGE_SHARE = {0: 0.0, 1: 0.0, 2: 0.0, 3: 0.05, 4: 0.24, 5: 0.36, 6: 0.47, 7: 0.58, 8: 0.66}
_SEASON = (0.92, 0.62, 1.0, 1.02, 1.04, 1.08, 0.98, 1.0, 1.08, 0.96, 1.14, 1.16)
_HOLIDAYS = (
    (date(2024, 10, 1), date(2024, 10, 7)),
    (date(2025, 1, 28), date(2025, 2, 4)),
    (date(2025, 5, 1), date(2025, 5, 5)),
    (date(2025, 10, 1), date(2025, 10, 8)),
    (date(2026, 2, 16), date(2026, 2, 22)),
    (date(2026, 5, 1), date(2026, 5, 5)),
    (date(2026, 10, 1), date(2026, 10, 7)),
)

Month = tuple[int, int]


@dataclass
class Line:
    """One order line; money in fen. `order` groups the lines that were ordered together."""

    order: tuple[date, str, int]
    category: str
    product: str
    quantity: int
    price: int
    cost: int | None
    list_price: int
    account_id: str | None

    @property
    def day(self) -> date:
        return self.order[0]

    @property
    def fen(self) -> int:
        return self.quantity * self.price


def months() -> list[Month]:
    """June 2024 to November 2026."""
    return [(year, month) for year in (2024, 2025, 2026) for month in range(1, 13)
            if FIRST_DAY <= date(year, month, 1) <= LAST_DAY]  # fmt: skip


def _workdays(month: Month) -> list[date]:
    days = [date(*month, number) for number in range(1, calendar.monthrange(*month)[1] + 1)]
    return [
        day
        for day in days
        if day.weekday() < 5 and day <= LAST_DAY and not any(first <= day <= last for first, last in _HOLIDAYS)
    ]


def _share(account: Account, category: str, day: date) -> float:
    """Our part of what the account buys in the category, 0..0.93."""
    if account.status == "候选":
        return 0.22 * account.liking[category] if account.number % 3 else 0.0
    stage = stage_on(account.moves, min(day, account.released_on or day))
    liking = max(account.liking[category], 0.75) if stage >= 7 or account.is_losing else account.liking[category]
    if account.is_losing:
        return min(0.9, 0.56 * liking * kept_share(day))
    if account.released_on and day > account.released_on:
        return 0.05 * liking
    mood = 0.92 if account.region == LOSING_REGION and day.year == LAST_DAY.year else 1.0
    return min(0.93, _STAGE_SHARE[stage] * liking * mood)


def _month_part(month: Month) -> float:
    """Part of a year's purchases that falls into the month, cut at the last day."""
    part = _SEASON[month[1] - 1] / 12
    return part * LAST_DAY.day / 30 if month == (LAST_DAY.year, LAST_DAY.month) else part


def _monthly(account: Account, month: Month) -> dict[str, float]:
    """CNY by category that the account should buy from us in the month."""
    year = account.wallet_of(month[0]) * _month_part(month)
    return {
        category: year * account.mix[category] * _share(account, category, date(*month, 15)) for category in CATEGORIES
    }


def _line(rng: Random, order: tuple[date, str, int], category: str, yuan: float, account_id: str | None) -> Line:
    """The product of the category whose price suits the sum, in a whole number of pieces."""
    fitting = [name for name, (price, _) in _PRODUCTS[category].items() if price <= yuan * 100 * 1.2]
    product = rng.choice(fitting) if fitting else min(_PRODUCTS[category], key=lambda name: _PRODUCTS[category][name])
    full, cost_part = _PRODUCTS[category][product]
    price = round(full * rng.uniform(0.86, 0.99))
    cost = round(full * 0.93 * cost_part * rng.uniform(0.96, 1.04))
    return Line(order, category, product, max(1, round(yuan * 100 / price)), price, cost, full, account_id)


def _basket(
    rng: Random, sums: dict[str, float], count: float, month: Month, key: str, account_id: str | None
) -> list[Line]:
    """About `count` lines that add up to the sums, in orders of one to five lines on the month's working days."""
    total = sum(sums.values())
    pieces: list[tuple[str, float]] = []
    for category, yuan in sums.items():
        if yuan < 60:
            continue
        weights = [rng.uniform(0.4, 1.6) for _ in range(max(1, round(count * yuan / total)))]
        pieces += [(category, yuan * weight / sum(weights)) for weight in weights]
    rng.shuffle(pieces)
    lines, number, days = [], 0, _workdays(month)
    while pieces:
        number += 1
        order = (rng.choice(days), key, number)
        for category, yuan in [pieces.pop() for _ in range(min(len(pieces), rng.choice((1, 2, 2, 3, 3, 4, 5))))]:
            lines.append(_line(rng, order, category, yuan, account_id))
    return lines


def _directory_lines(rng: Random, account: Account) -> list[Line]:
    lines = []
    for month in months():
        sums = {category: yuan * rng.uniform(0.85, 1.15) for category, yuan in _monthly(account, month).items()}
        count = 0.7 + 3.7 * (sum(sums.values()) * 12 / 1_000_000) ** 0.6
        lines += _basket(rng, sums, count, month, account.account_id, account.account_id)
    return lines


def _small_lines(rng: Random, key: str, account_id: str | None, yearly: float, lines_a_month: float) -> list[Line]:
    """A customer outside the directory: a category or two a month, a little less in 2026."""
    lines = []
    for month in months():
        year = yearly * (0.94 if month[0] == LAST_DAY.year else 1.0)
        chosen = rng.sample(CATEGORIES[:4], rng.choice((1, 1, 2, 3)))
        sums = {category: year * _month_part(month) / len(chosen) * rng.uniform(0.5, 1.5) for category in chosen}
        lines += _basket(rng, sums, lines_a_month, month, key, account_id)
    return lines


def _outside(rng: Random) -> list[Line]:
    """Small customers that are in no directory, and counter sales to nobody."""
    lines = []
    for letters in REGIONS.values():
        for number in range(1, 29):
            account_id = f"{letters}-X{number:03}"
            lines += _small_lines(rng, account_id, account_id, rng.uniform(20_000, 260_000), rng.uniform(1.5, 4.0))
        lines += _small_lines(rng, f"{letters}-0", None, 110_000, 6)
    return lines


def _returns(rng: Random, lines: list[Line]) -> list[Line]:
    """One line in ninety comes back in part within the month after."""
    back = []
    for line in lines:
        day = line.day + timedelta(days=rng.randint(7, 30))
        if rng.random() < 1 / 90 and day <= LAST_DAY:
            order = (day, f"{line.order[1]}-T", line.order[2])
            back.append(replace(line, order=order, quantity=-max(1, line.quantity // rng.randint(2, 6))))
    return back


def _to_the_volume(lines: list[Line], account_id: str, yuan: int) -> list[Line]:
    """The lines, so trimmed and closed with one order on the last day that the account's 2026 comes to `yuan`."""
    mine = sorted((line for line in lines if line.account_id == account_id and line.day.year == LAST_DAY.year),
                  key=lambda line: (line.day, line.order))  # fmt: skip
    left = yuan * 100 - sum(line.fen for line in mine)
    while left < 4_000_000:
        dropped = mine.pop(len(mine) // 2)
        lines.remove(dropped)
        left += dropped.fen
    order = (LAST_DAY, account_id, 0)
    price = 128_600
    pieces = left // price - 1
    lines.append(Line(order, "网络设备", "24口千兆接入交换机", pieces, price, 104_900, 138_000, account_id))
    rest = left - pieces * price
    lines.append(Line(order, "综合布线", "施工辅材一批", 1, rest, rest * 78 // 100, rest, account_id))
    return lines


def make(rng: Random, accounts: list[Account], short: Account) -> list[Line]:
    """Every order line, oldest first."""
    lines = [line for account in accounts for line in _directory_lines(rng, account)] + _outside(rng)
    lines += _returns(rng, lines)
    for line in lines:
        if line.account_id == "XN017":  # this account's costs were never booked
            line.cost = None
    lines = _to_the_volume(lines, short.account_id, SHORT_VOLUME)
    return sorted(lines, key=lambda line: line.order)


def volumes(lines: list[Line]) -> dict[tuple[str, str, Month], int]:
    """Fen by account, category and month."""
    sums: dict[tuple[str, str, Month], int] = defaultdict(int)
    for line in lines:
        if line.account_id:
            sums[line.account_id, line.category, (line.day.year, line.day.month)] += line.fen
    return sums


def rows(lines: list[Line]) -> list[Row]:
    """Order numbers run within a day, line numbers within an order."""
    made: list[Row] = []
    order, on_day, line_no = None, 0, 0
    for line in lines:
        if line.order != order:
            on_day = 1 if order is None or order[0] != line.day else on_day + 1
            order, line_no = line.order, 0
        line_no += 1
        made.append(
            {
                "order_no": f"SO{line.day:%Y%m%d}-{on_day:03}", "line_no": line_no, "ordered_on": line.day,
                "account_id": line.account_id, "category": line.category, "product": line.product,
                "quantity": line.quantity, "unit_price": line.price / 100, "amount": line.fen / 100,
                "list_amount": line.quantity * line.list_price / 100,
                "cost": None if line.cost is None else line.quantity * line.cost / 100,
            }
        )  # fmt: skip
    return made
