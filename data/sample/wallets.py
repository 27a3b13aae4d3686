"""What each account buys in all, by period, category and supplier, known as well as such things are known."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from accounts import Account
from orders import Month
from stories import CATEGORIES, LAST_DAY, LOSING_REGION, RIVALS, US, WINNING_RIVAL, Row

Volumes = Mapping[tuple[str, str, Month], int]

# Days of the year that the orders cover: the rest of our part is extrapolated.
_COVERED = {2024: 366 / 214, 2025: 1.0, 2026: 365 / 324}
_SOURCES = ("客户采购部提供", "招标公示汇总", "线人估计", "项目清单推算", "拜访了解")
_LEADERS = {
    "华东": (3, 3, 2, 2),
    "华南": (5, 2, 2, 2),
    "华北": (2, 4, 2, 2),
    "华中": (2, 2, 3, 3),
    "西南": (2, 3, 2, 3),
}


def knowledge(account: Account) -> str:
    """How an account's wallet is known; the big losing accounts are known by supplier."""
    if account.is_losing or account.number == 0:
        return "split"
    if account.status != "锁定":
        return "whole" if account.number % 2 else "unknown"
    turn = ("split", "split", "open", "whole", "split", "split", "totals", "split", "suppliers", "split", "unknown")
    special = {11: "quarters", 22: "months", 33: "old"}
    if account.account_id == "HB008":
        return "below"
    return special.get(account.number) or turn[account.number % len(turn)]


def _ours(account: Account, volumes: Volumes, category: str, wanted: list[Month]) -> float:
    return sum(volumes.get((account.account_id, category, month), 0) for month in wanted) / 100


def _year(year: int) -> list[Month]:
    return [(year, month) for month in range(1, 13)]


def _rival_parts(rng: Random, account: Account, year: int) -> dict[str, float]:
    """The rivals' parts of what we do not get; in the losing region one of them takes over during the last year."""
    leaders = zip(RIVALS, _LEADERS[account.region], strict=True)
    parts = {rival: weight * rng.uniform(0.5, 1.5) for rival, weight in leaders}
    if account.is_losing:
        parts[WINNING_RIVAL] *= 6 if year == LAST_DAY.year else 1.2
    elif account.region == LOSING_REGION and year == LAST_DAY.year:
        parts[WINNING_RIVAL] *= 1.3
    dropped = rng.choice(RIVALS)
    if dropped != WINNING_RIVAL:
        parts[dropped] = 0.0
    return {rival: part / sum(parts.values()) for rival, part in parts.items()}


class _Book:
    """Collects the rows of one account; sums in whole hundreds of CNY."""

    def __init__(self, rng: Random, account: Account) -> None:
        self.rows: list[Row] = []
        self._rng, self._account = rng, account

    def add(self, period: str, category: str | None, supplier: str | None, spend: float) -> None:
        if round(spend, -2) <= 0:
            return
        source = "我方订单" if supplier == US else self._rng.choice(_SOURCES)
        is_estimate = supplier != US and source != "客户采购部提供"
        self.rows.append(
            {
                "account_id": self._account.account_id, "period": period, "category": category, "supplier": supplier,
                "spend": round(spend, -2), "source": source, "is_estimate": "是" if is_estimate else "否",
            }
        )  # fmt: skip


def _totals(rng: Random, account: Account, volumes: Volumes, year: int) -> dict[str, tuple[float, float]]:
    """By category: what the account buys in the year, and our part of it."""
    totals = {}
    for category in CATEGORIES:
        ours = _ours(account, volumes, category, _year(year)) * _COVERED[year]
        whole = account.wallet_of(year) * account.mix[category] * rng.uniform(0.95, 1.06)
        totals[category] = (max(whole, ours * 1.04), ours)
    return totals


def _split(rng: Random, book: _Book, account: Account, volumes: Volumes, year: int, with_us: bool) -> None:
    parts = _rival_parts(rng, account, year)
    for category, (whole, ours) in _totals(rng, account, volumes, year).items():
        if with_us:
            book.add(str(year), category, US, ours)
        for rival, part in parts.items():
            book.add(str(year), category, rival, (whole - ours) * part)


def _year_rows(rng: Random, book: _Book, account: Account, volumes: Volumes, year: int, known: str) -> None:
    """One year's rows of an account in the way its wallet is known."""
    if known in ("split", "open", "old", "quarters"):
        _split(rng, book, account, volumes, year, with_us=known != "open")
        return
    totals = _totals(rng, account, volumes, year)
    whole, ours = (sum(pair[place] for pair in totals.values()) for place in (0, 1))
    if known == "below":
        book.add(str(year), None, None, ours * 0.82)
    elif known in ("whole", "months"):
        book.add(str(year), None, None, whole)
    elif known == "suppliers":
        book.add(str(year), None, US, ours)
        for rival, part in _rival_parts(rng, account, year).items():
            book.add(str(year), None, rival, (whole - ours) * part)
    else:
        leader = max(_rival_parts(rng, account, year).items(), key=lambda pair: pair[1])
        for category, (spend, our_part) in totals.items():
            book.add(str(year), category, None, spend)
            book.add(str(year), category, leader[0], (spend - our_part) * leader[1])


def _quarters(rng: Random, book: _Book, account: Account, volumes: Volumes) -> None:
    year = LAST_DAY.year
    for quarter in range(1, 5):
        wanted = [(year, quarter * 3 - 2 + place) for place in range(3)]
        stretch = 91 / 51 if quarter == 4 else 1.0
        for category in CATEGORIES:
            ours = _ours(account, volumes, category, wanted) * stretch
            rest = max(account.wallet_of(year) * account.mix[category] / 4 - ours, ours * 0.1)
            book.add(f"{year}Q{quarter}", category, US, ours)
            for rival, part in _rival_parts(rng, account, year).items():
                book.add(f"{year}Q{quarter}", category, rival, rest * part)


def _months(rng: Random, book: _Book, account: Account) -> None:
    for month in range(1, 13):
        spend = account.wallet_of(LAST_DAY.year) / 12 * rng.uniform(0.85, 1.2)
        book.add(f"{LAST_DAY.year}-{month:02}", None, None, spend)


def rows(rng: Random, accounts: list[Account], volumes: Volumes) -> list[Row]:
    """Years 2024 to 2026 of every account whose wallet is known at all."""
    made: list[Row] = []
    for account in accounts:
        known = knowledge(account)
        if known == "unknown":
            continue
        book = _Book(rng, account)
        for year in (2024, 2025) if known in ("old", "quarters", "months") else (2024, 2025, 2026):
            _year_rows(rng, book, account, volumes, year, known)
        if known == "quarters":
            _quarters(rng, book, account, volumes)
        elif known == "months":
            _months(rng, book, account)
        made += book.rows
    return made
