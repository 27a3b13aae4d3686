"""Rebates of random companies equal those of a second, independent computation; money to the cent."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from tests.conftest import Company
from tests.oracle import rebate
from tests.oracle.rebate import Ledger, Row
from tests.topics.company import SMALL_SEEDS

RATIOS = ("effective_rate", "progress", "elapsed")
LEAP_DAYS = (date(2024, 2, 29), date(2025, 2, 28), date(2024, 2, 28), date(2024, 3, 1))


def some_day(random: Random) -> date:
    if random.random() < 0.1:
        return random.choice(LEAP_DAYS)
    return date(2023, 1, 1) + timedelta(days=random.randrange(1300))


def some_line(random: Random, number: int) -> Row:
    sign = random.choice((1, 1, 1, 1, -1))
    return {
        "order_no": str(number),
        "line_no": 1,
        "ordered_on": some_day(random),
        "account_id": random.choice(("K", "L", "outside", None)),
        "category": random.choice(("cable", "switch", None)),
        "quantity": Decimal(random.randrange(-20_000, 90_000)).scaleb(random.choice((0, -2, -4))),
        "amount": sign * Decimal(random.randrange(0, 400_000)).scaleb(-2) * random.choice((0, 1, 1, 1, 1)),
    }


def some_agreement(random: Random, number: int) -> Row:
    starts_on = some_day(random)
    length = random.choice((0, 30, 89, 180, 364, 364, 365, 366, 700))
    return {
        "agreement_no": f"A{number}",
        "account_id": random.choice(("K", "L", "outside", None)),
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=length),
        "basis": random.choice(("amount", "quantity")),
        "method": random.choice(("all_unit", "marginal")),
        "category": random.choice(("cable", None, None)),
        "committed_volume": random.choice((None, Decimal(0), Decimal(random.randrange(1, 99_999)))),
    }


def some_tiers(random: Random, ledger: Ledger, agreement: Row, as_of: date) -> list[Row]:
    """Thresholds at random, and now and then exactly where the volume or its forecast stands."""
    until = min(agreement["ends_on"], as_of)
    volume = rebate.bought(ledger, agreement, agreement["starts_on"], until, agreement["basis"])
    edges = {Decimal(random.randrange(0, 2_000_000)).scaleb(-2) for _ in range(random.randrange(0, 4))}
    has_begun = agreement["starts_on"] <= until
    for place in (volume, rebate.forecast(ledger, agreement, volume, as_of) if has_begun else volume):
        if place >= 0 and random.random() < 0.3:
            edges.add(Decimal(int(place * 10_000)).scaleb(-4))
    rate = Decimal(random.randrange(0, 30_000)).scaleb(-6)
    tiers: list[Row] = []
    for edge in sorted(edges):
        tiers.append({"agreement_no": agreement["agreement_no"], "threshold": edge, "rate": rate})
        rate += Decimal(random.randrange(-5_000, 30_000)).scaleb(-6)
        rate = max(rate, Decimal(0))
    return tiers


def some_company(random: Random, as_of: date) -> Ledger:
    lines = [some_line(random, number) for number in range(random.randrange(0, 150))]
    agreements = [some_agreement(random, number) for number in range(12)]
    bare = Ledger(lines, agreements, [])
    return Ledger(lines, agreements, [tier for one in agreements for tier in some_tiers(random, bare, one, as_of)])


def assert_same(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    assert len(found) == len(expected)
    for row, other in zip(found, expected, strict=True):
        assert list(row) == list(other)
        for name, value in other.items():
            if name in RATIOS and value is not None:
                assert row[name] == pytest.approx(value, rel=1e-12, abs=1e-15), (name, row, other)
            elif name == "rate" and value is not None:
                assert Fraction(row[name]) == value, (row, other)
            else:
                assert row[name] == value, (name, row, other)


@pytest.mark.parametrize("seed", SMALL_SEEDS)
def test_status_and_curve_equal_a_second_computation(company: Company, seed: int) -> None:
    random = Random(seed)
    as_of = some_day(random)
    ledger = some_company(random, as_of)
    company.put("order_line", *ledger.order_lines)
    company.put("agreement", *ledger.agreements)
    company.put("rebate_tier", *ledger.tiers)
    period = (as_of - timedelta(days=random.randrange(0, 700)), as_of + timedelta(days=random.randrange(0, 60)))
    assert_same(company.ask("rebate.status", as_of, period), rebate.status(ledger, as_of, period))
    assert_same(company.ask("rebate.curve", as_of, period), rebate.curve(ledger, as_of, period))
