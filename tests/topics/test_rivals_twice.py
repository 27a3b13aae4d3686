"""Radar and strength of random companies equal those of a second, independent computation."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from kam.access import Scope
from tests.conftest import Company
from tests.oracle import rivals
from tests.oracle.rivals import Eye, Row
from tests.topics.company import SMALL_SEEDS

REGIONS = ("north", "south", "东")
CLASSES = ("end_user", "consultant", "contractor")
PARTIES = (rivals.US, "甲", "B", "b")
DIMENSIONS = (*sorted(rivals.RESOURCES), "product_in_use", "relationship")
TODAY = date(2026, 6, 30)


def some_account(random: Random, number: int) -> Row:
    return {
        "account_id": f"K{number}",
        "region": random.choice((*REGIONS, None)),
        "account_class": random.choice((*CLASSES, None)),
    }


def some_score(random: Random) -> Row:
    """Few days, so that many scores share one; K5 to K7 are outside the directory."""
    account_id = random.choice((None, *(f"K{number}" for number in range(8))))
    return {
        "account_id": account_id,
        "region": None if account_id else random.choice((*REGIONS, None)),
        "party": random.choice(PARTIES),
        "dimension": random.choice(DIMENSIONS),
        "scored_on": TODAY + timedelta(days=random.randrange(-6, 3)),
        "score": Decimal(random.randrange(10, 101)).scaleb(-1),
    }


def some_eye(random: Random) -> Eye:
    def some(names: tuple[str, ...], odds: float) -> tuple[str, ...]:
        return tuple(random.sample(names, random.randrange(1, 3))) if random.random() < odds else ()

    return Eye(
        TODAY,
        some(REGIONS, 0.4),
        some(CLASSES, 0.2),
        some(("K0", "K1", "K5"), 0.2),
        frozenset(some(REGIONS, 1.0)) if random.random() < 0.3 else None,
    )


def assert_same(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    assert len(found) == len(expected)
    for row, other in zip(found, expected, strict=True):
        assert list(row) == list(other)
        for name, value in other.items():
            same = pytest.approx(value, rel=1e-12, abs=1e-12) if isinstance(value, float) else value
            assert row[name] == same, (name, row, other)


@pytest.mark.parametrize("seed", SMALL_SEEDS)
def test_radar_and_strength_equal_a_second_computation(company: Company, seed: int) -> None:
    random = Random(seed)
    accounts = [some_account(random, number) for number in range(5)]
    scores = [some_score(random) for _ in range(random.randrange(0, 200))]
    company.put("account", *accounts)
    middle = random.randrange(0, len(scores) + 1)
    company.put("rival_score", *scores[:middle])
    company.put("rival_score", *scores[middle:])
    for eye in (Eye(TODAY), *(some_eye(random) for _ in range(4))):
        view: dict[str, Any] = {"regions": eye.regions, "classes": eye.classes, "accounts": eye.accounts}
        view["scope"] = Scope(eye.scope)
        assert_same(company.ask("rivals.radar", TODAY, **view), rivals.radar(accounts, scores, eye))
        assert_same(company.ask("rivals.strength", TODAY, **view), rivals.strength(accounts, scores, eye))
