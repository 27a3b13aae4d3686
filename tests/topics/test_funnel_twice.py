"""The funnels of random companies equal those of a second, independent computation."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tests.conftest import Company
from tests.oracle import funnel
from tests.oracle.funnel import Ledger, Row
from tests.topics.company import SMALL_SEEDS

# Few days, so that changes fall on one day, on the day of release and on the ends of the windows.
FIRST = date(2023, 6, 1)
SPAN = 900
NAMES = tuple(f"K{number:02}" for number in range(25))


def some_day(random: Random) -> date:
    if random.random() < 0.1:
        return random.choice((date(2024, 2, 29), date(2024, 2, 28), date(2023, 12, 31)))
    return FIRST + timedelta(days=random.randrange(0, SPAN, 5))


def some_account(random: Random, name: str, changes: list[Row]) -> Row:
    """Released, where it is, on any day or exactly on that of a change."""
    days = [change["entered_on"] for change in changes if change["account_id"] == name]
    return {
        "account_id": name,
        "status": random.choice(("locked", "locked", "candidate", "released", "released", None)),
        "released_on": random.choice((None, some_day(random), *days)),
    }


def some_changes(random: Random) -> list[Row]:
    changes: list[Row] = []
    for name in NAMES:
        day = some_day(random)
        for _ in range(random.randrange(0, 9)):
            changes.append({"account_id": name, "entered_on": day, "stage": random.randint(1, 8)})
            day += timedelta(days=random.choice((0, 5, 5, 10, 30, 95, 200)))
    random.shuffle(changes)
    unique = {(change["account_id"], change["entered_on"], change["stage"]): change for change in changes}
    return list(unique.values())


def some_line(random: Random, number: int, as_of: date) -> Row:
    """Now and then on the days about both ends of the last 12 months."""
    edges = [as_of + timedelta(days=days) for days in (0, 1, -364, -365, -366)]
    return {
        "order_no": str(number),
        "line_no": 1,
        "ordered_on": random.choice((some_day(random), some_day(random), *edges)),
        "account_id": random.choice((*NAMES, None)),
        "amount": Decimal(random.randrange(-20_000, 90_000)).scaleb(-2),
    }


def some_company(random: Random, as_of: date) -> Ledger:
    listed = [name for name in NAMES if random.random() < 0.9]
    changes = some_changes(random)
    lines = [some_line(random, number, as_of) for number in range(random.choice((0, 3, 200)))]
    return Ledger([some_account(random, name, changes) for name in listed], changes, lines)


def assert_same(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    assert len(found) == len(expected)
    for row, other in zip(found, expected, strict=True):
        assert list(row) == list(other)
        for name, value in other.items():
            if name == "conversion" and value is not None:
                assert row[name] == pytest.approx(float(value), rel=1e-12)
            else:
                assert row[name] == value, (name, row, other)


@pytest.mark.parametrize("seed", SMALL_SEEDS)
def test_the_four_figures_equal_a_second_computation(company: Company, seed: int) -> None:
    random = Random(seed)
    as_of = some_day(random)
    ledger = some_company(random, as_of)
    half = len(ledger.stage_changes) // 2
    company.put("account", *ledger.accounts)
    company.put("stage_change", *ledger.stage_changes[:half])
    company.put("stage_change", *ledger.stage_changes[half:])
    company.put("order_line", *ledger.order_lines)
    period = (as_of - timedelta(days=random.randrange(0, 500)), as_of + timedelta(days=random.randrange(-30, 60)))
    period = (min(period), max(period))
    for accounts in ((), tuple(random.sample(NAMES, 5))):
        known = funnel.paths(ledger, as_of, accounts)
        expected = {
            "stock": funnel.stock(ledger, known, as_of),
            "reached": funnel.reached(known),
            "cohort": funnel.cohort(known, as_of, period),
            "dwell": funnel.dwell(known),
        }
        for name, rows in expected.items():
            assert_same(company.ask(f"funnel.{name}", as_of, period, accounts=accounts), rows)
