"""Rebate agreements with their tiers, and concessions, some of them with nothing promised in return."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from accounts import Account
from orders import Line
from stages import stage_on, weekday
from stories import (
    EMPTY_HANDED,
    EMPTY_HANDED_VALUE,
    LAST_DAY,
    SHORT_AGREEMENT,
    SHORT_THRESHOLD,
    STALLED_REGION,
    Row,
)

Bought = dict[tuple[str, str, int], tuple[float, float]]

_RATES = ((0.01, 0.02, 0.035), (0.015, 0.025, 0.04), (0.008, 0.015, 0.025), (0.01, 0.03, 0.05))
_APPROVERS = ("周国平", "韩立明", "苏文婷")


def bought(lines: list[Line]) -> Bought:
    """CNY and pieces by account, category ('' = all) and year."""
    sums: dict[tuple[str, str, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for line in lines:
        for category in ("", line.category) if line.account_id else ():
            pair = sums[str(line.account_id), category, line.day.year]
            pair[0] += line.fen / 100
            pair[1] += line.quantity
    return {key: (pair[0], pair[1]) for key, pair in sums.items()}


def _round(value: float) -> int:
    """Two leading digits, as thresholds are written."""
    step = int(10 ** max(0, len(str(int(value))) - 2))
    return max(step, round(value / step) * step)


def _short(account: Account) -> tuple[Row, list[Row]]:
    agreement = {
        "agreement_no": SHORT_AGREEMENT, "account_id": account.account_id, "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31), "basis": "金额", "method": "全额", "category": None,
        "committed_volume": SHORT_THRESHOLD, "signed_on": date(2025, 12, 18),
    }  # fmt: skip
    thresholds = (SHORT_THRESHOLD // 2, SHORT_THRESHOLD, SHORT_THRESHOLD * 3 // 2)
    return agreement, _tiers(SHORT_AGREEMENT, thresholds, (0.01, 0.025, 0.04))


def _tiers(agreement_no: str, thresholds: Sequence[int], rates: tuple[float, ...]) -> list[Row]:
    return [
        {"agreement_no": agreement_no, "threshold": threshold, "rate": rate}
        for threshold, rate in zip(thresholds, rates, strict=True)
    ]


def _agreement(rng: Random, account: Account, year: int, agreement_no: str, sums: Bought) -> tuple[Row, list[Row]]:
    """A year's agreement whose tiers lie around what the account came to buy."""
    is_quantity = account.number % 9 == 5
    category = "网络设备" if is_quantity else ("视频监控" if account.number % 11 == 7 else None)
    yuan, pieces = sums.get((account.account_id, category or "", year), (0.0, 0.0))
    scale = max(pieces, 60.0) if is_quantity else max(yuan, 200_000.0)
    middle = scale * rng.uniform(0.55, 1.9)
    volume = pieces if is_quantity else yuan
    # Only the agreement of the story stands just below its next tier.
    wanted = (_round(middle * part) for part in (0.6, 1, 1.5))
    thresholds = [_round(volume * 1.15) if volume < tier < volume * 1.08 else tier for tier in wanted]
    signed_on = weekday(date(year, 1, 1) + timedelta(days=rng.randint(-30, 40)))
    agreement = {
        "agreement_no": agreement_no, "account_id": account.account_id, "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31), "basis": "数量" if is_quantity else "金额",
        "method": "超额累进" if account.number % 3 == 1 else "全额", "category": category,
        "committed_volume": None if rng.random() < 0.1 else thresholds[rng.choice((0, 1, 1))],
        "signed_on": None if rng.random() < 0.07 else signed_on,
    }  # fmt: skip
    return agreement, _tiers(agreement_no, thresholds, rng.choice(_RATES))


def agreement_rows(rng: Random, accounts: list[Account], short: Account, sums: Bought) -> tuple[list[Row], list[Row]]:
    """Agreements of 2025 and 2026 and their tiers: two in three accounts in cooperation by the year's start."""
    agreements, tiers = [], []
    for year in (2025, 2026):
        signers = [a for a in accounts if a.status == "锁定" and stage_on(a.moves, date(year, 1, 1)) >= 4
                   and a is not short and a.account_class != "咨询设计中介" and rng.random() < 0.66]  # fmt: skip
        numbers = [number for number in range(1, len(signers) + 2) if f"XY-{year}-{number:03}" != SHORT_AGREEMENT]
        for account, number in zip(signers, numbers, strict=False):
            agreement, its_tiers = _agreement(rng, account, year, f"XY-{year}-{number:03}", sums)
            agreements.append(agreement)
            tiers += its_tiers
    agreement, its_tiers = _short(short)
    return (
        sorted([*agreements, agreement], key=lambda row: str(row["agreement_no"])),
        sorted(tiers + its_tiers, key=lambda row: (row["agreement_no"], row["threshold"])),
    )


def _big_gift(accounts: list[Account]) -> Row:
    """To the biggest account at the closed door, in the hope that it opens."""
    at_door = [a for a in accounts if a.region == STALLED_REGION and a.stage == 3]
    account = max(at_door, key=lambda a: a.wallet)
    return {
        "concession_no": EMPTY_HANDED, "account_id": account.account_id, "granted_on": date(2026, 4, 17),
        "kind": "返点", "value": EMPTY_HANDED_VALUE, "agreement_no": None, "approved_by": _APPROVERS[0],
    }  # fmt: skip


def concession_rows(rng: Random, accounts: list[Account], agreements: list[Row]) -> list[Row]:
    """About 75 a year; three in ten name no agreement. The numbers run by year in order of the day."""
    by_account = {(row["account_id"], row["starts_on"].year): row["agreement_no"] for row in agreements}
    buyers = [account for account in accounts if account.stage >= 4]
    made: list[Row] = []
    for year, count in ((2024, 24), (2025, 75), (2026, 70)):
        first, last = max(date(2024, 6, 3), date(year, 1, 5)), min(LAST_DAY, date(year, 12, 25))
        days = sorted(weekday(first + timedelta(days=rng.randint(0, (last - first).days))) for _ in range(count))
        numbers = [f"RL-{year}-{number:03}" for number in range(1, count + 2)]
        for concession_no, day in zip((n for n in numbers if n != EMPTY_HANDED), days, strict=False):
            account = rng.choice(buyers)
            agreement_no = by_account.get((account.account_id, year)) if rng.random() < 0.85 else None
            made.append(
                {
                    "concession_no": concession_no, "account_id": account.account_id, "granted_on": day,
                    "kind": rng.choice(("价格", "价格", "返点", "账期", "赠货", "赠货", "服务")),
                    "value": round(rng.lognormvariate(9.6, 0.8), -2), "agreement_no": agreement_no,
                    "approved_by": rng.choice(_APPROVERS),
                }
            )  # fmt: skip
    return sorted([*made, _big_gift(accounts)], key=lambda row: str(row["concession_no"]))
