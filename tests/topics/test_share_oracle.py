"""Account share of thirty invented companies equals a second computation, day by day in plain fractions."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import Company
from tests.oracle import share as oracle
from tests.topics.company import SMALL_SEEDS


@pytest.mark.parametrize("seed", SMALL_SEEDS)
def test_a_second_computation_day_by_day_agrees(company: Company, seed: int) -> None:
    books = invented(random.Random(seed))
    for table, rows in (
        ("account", books.accounts),
        ("wallet", books.wallets),
        ("order_line", books.lines),
        ("region", books.regions),
    ):
        company.put(table, *({name: value if value != "" else None for name, value in one.items()} for one in rows))
    for query in ("by_account", "by_region", "trend", "white_space"):
        found = company.ask(
            f"share.{query}", books.as_of, books.period, books.only_regions, books.only_classes, books.only_accounts
        )
        expected = getattr(oracle, query)(books)
        assert len(found) == len(expected), query
        for ours, theirs in zip((tuple(one.values()) for one in found), expected, strict=True):
            assert all(_alike(*pair) for pair in zip(ours, theirs, strict=True)), (query, ours, theirs)


def _alike(ours: Any, theirs: Any) -> bool:
    if isinstance(theirs, float) and isinstance(ours, float):
        return abs(ours - theirs) <= 1e-9 * max(1.0, abs(theirs))
    return type(ours) is type(theirs) and bool(ours == theirs)


def invented(dice: random.Random) -> oracle.Books:
    """A small company full of overlaps, gaps, splits, returns and customers that nobody listed."""
    people, places, kinds = ["A1", "A2", "a3", "B4", "外5"], ["华东", "华南", "西部"], ["", "安防", "网络"]
    days = oracle.days_between(date(2023, 11, 15), date(2025, 4, 30))
    periods = ["2023", "2024", "2025", *(f"{y}Q{q}" for y in (2024, 2025) for q in (1, 2, 3, 4))]
    periods += [f"2024-{month:02d}" for month in range(1, 13)]

    def cents(low: int, high: int) -> Decimal:
        return Decimal(dice.randint(low, high)) / 100

    wallets = {}
    for _ in range(dice.randint(10, 90)):
        key = (dice.choice(people), dice.choice(periods), dice.choice(kinds), dice.choice(["", "海康", "大华", "我方"]))
        wallets[key] = dict(zip(("account_id", "period", "category", "supplier"), key), spend=cents(0, 200_000))
    for name in people[: dice.randint(0, 5)]:
        for year in ("2024", "2025"):
            key = (name, year, dice.choice(kinds), dice.choice(["", "海康"]))
            wallets[key] = dict(zip(("account_id", "period", "category", "supplier"), key), spend=cents(0, 9_000_000))
    first = dice.choice(days)
    last = first + timedelta(dice.choice([0, 27, 90, 180, 365, 400]))
    return oracle.Books(
        accounts=[
            {
                "account_id": name,
                "account_name": f"客户{name}",
                "account_class": dice.choice(["end_user", "consultant", None]),
                "region": dice.choice([*places, None]),
            }
            for name in people[: dice.randint(0, 4)]
        ],
        wallets=list(wallets.values()),
        lines=[
            {
                "account_id": dice.choice([*people, ""]),
                "ordered_on": dice.choice(days[dice.choice([0, 200]) :]),
                "category": dice.choice(kinds),
                "amount": cents(-20_000, 90_000),
            }
            for _ in range(dice.randint(0, 60))
        ],
        regions=[{"region": name, "market_capacity": dice.choice([None, cents(0, 10**9)])} for name in places[:2]],
        as_of=dice.choice([date(2025, 4, 30), date(2024, 2, 29), last]),
        period=dice.choice(
            [(first, last), (date(2024, 1, 1), date(2024, 12, 31)), (date(2024, 2, 1), date(2024, 2, 29))]
        ),
        only_regions=dice.choice([(), (), (), ("华东",), ("华南", "西部")]),
        only_classes=dice.choice([(), (), (), ("end_user",)]),
        only_accounts=dice.choice([(), (), (), ("A1", "外5")]),
    )
