"""A line of every day in the four windows that sales are added up over, whatever day of its month a window begins or
ends on: the period, its days a year earlier, the last 12 months, the 12 before.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.conftest import Company
from tests.oracle.books import Row
from tests.topics.company import row
from tests.topics.rules_rows import books, told

# 10,000 CNY a day.
WALLET = "account_id period spend\nK 2023 3650000\nK 2024 3660000\nK 2025 3650000\nK 2026 3650000"
FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)


def daily() -> list[Row]:
    """K's: 1 CNY on the first day, 2 on the second, and so on."""
    return [
        row(
            "order_line",
            order_no=str(n),
            line_no=1,
            account_id="K",
            ordered_on=FIRST + timedelta(n),
            amount=Decimal(n + 1),
        )
        for n in range((LAST - FIRST).days + 1)
    ]


def bought(first: date, last: date) -> Decimal:
    """What K bought on these days, both included."""
    return Decimal(sum(n + 1 for n in range((first - FIRST).days, (last - FIRST).days + 1)))


@pytest.mark.parametrize(
    ("as_of", "first", "last"),
    [
        ("2026-07-01", "2026-02-02", "2026-05-01"),  # from a second day to a first one; the year from a second day
        ("2026-06-15", "2026-01-02", "2026-03-30"),  # up to a last day but one
        ("2026-08-30", "2025-12-31", "2026-03-01"),  # the year from a last day
        ("2026-09-02", "2026-01-01", "2026-04-02"),  # up to a second day
        ("2026-10-29", "2026-03-15", "2026-05-29"),
        ("2026-06-30", "2026-01-01", "2026-06-30"),  # months as they are
    ],
)
def test_a_window_holds_its_days_and_no_other(company: Company, as_of: str, first: str, last: str) -> None:
    given = books(
        as_of,
        (first, last),
        stage_change="account_id entered_on stage\nK 2023-01-01 5",
        wallet=WALLET,
        order_line=daily(),
    )
    begin, end, day = (date.fromisoformat(text) for text in (first, last, as_of))
    assert [found[3] for found in told(company, "share.by_account", given)] == [bought(begin, end)]
    a_year_before = begin.replace(year=begin.year - 1), end.replace(year=end.year - 1)
    before = sum((found[4] for found in told(company, "share.trend", given)), Decimal(0))
    assert before == bought(*a_year_before)
    days = (a_year_before[1] - a_year_before[0]).days + 1
    share_before = told(company, "share.movement", given)[-1][2]
    assert share_before == pytest.approx(int(bought(*a_year_before)) / (days * 10_000), rel=1e-12)
    year = day.replace(year=day.year - 1) + timedelta(1)
    two_years = day.replace(year=day.year - 2) + timedelta(1)
    evidence = {found[2]: found[4] for found in told(company, "funnel.audit", given)}[5]
    assert evidence == f"{bought(year, day)}.00 > {bought(two_years, year - timedelta(1))}.00"


def test_a_category_is_bought_on_a_day_of_a_purchase_and_a_return(company: Company) -> None:
    """In a month that the as-of day cuts, where lines are added up by day."""
    given = books(
        "2026-06-15",
        stage_change="account_id entered_on stage\nK 2026-01-01 7",
        order_line="account_id category ordered_on amount\nK 泵 2026-06-03 10\nK 泵 2026-06-03 -20",
    )
    assert {found[2]: found[3:] for found in told(company, "funnel.audit", given)}[7] == (
        True, "占有率 / share —; 品类 / categories 1/1",
    )  # fmt: skip
