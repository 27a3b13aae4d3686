"""Laws of days: periods as people write them, both ends included."""

from __future__ import annotations

from datetime import date

import pytest

from kam.errors import Misuse
from kam.view import parse_period, view


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2025-03-05..2025-04-01", date(2025, 3, 5), date(2025, 4, 1)),
    ],
)
def test_a_period_has_its_first_and_last_day(text: str, first: date, last: date) -> None:
    assert parse_period(text) == (first, last)


@pytest.mark.parametrize("text", ["2025Q5", "2025-13", "25", "2025-02-30..2025-03-01", "2025-04-01..2025-03-01", ""])
def test_anything_else_is_wrong_use(text: str) -> None:
    with pytest.raises(Misuse):
        parse_period(text)


def test_without_a_period_it_is_the_year_so_far() -> None:
    chosen = view(date(2026, 6, 30))
    assert (chosen.period_from, chosen.period_to) == (date(2026, 1, 1), date(2026, 6, 30))
