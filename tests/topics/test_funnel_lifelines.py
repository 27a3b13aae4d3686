"""The dwell quantiles equal those of lifelines, a Kaplan-Meier that others wrote."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from lifelines import KaplanMeierFitter  # type: ignore[import-untyped]
from lifelines.utils import qth_survival_time  # type: ignore[import-untyped]

from tests.conftest import Company

JUNE = date(2026, 6, 30)
QUANTILES = (("median_days", 0.5), ("p75_days", 0.25), ("p90_days", 0.1))
TIE = 1e-9  # lifelines compares without a tolerance, so at an exact tie its answer hangs on the last binary digit


def stay(company: Company, number: int, days: int, is_over: bool) -> None:
    """One account's stay of so many days in stage 1, over or still going on at the as-of day."""
    ended_on = JUNE - timedelta(days=7 if is_over else 0)
    changes = [(ended_on - timedelta(days=days), 1)] + ([(ended_on, 2)] if is_over else [])
    company.put(
        "stage_change", *({"account_id": f"K{number}", "entered_on": day, "stage": stage} for day, stage in changes)
    )


@pytest.mark.parametrize("seed", range(10))
def test_the_quantiles_are_those_of_lifelines(company: Company, seed: int) -> None:
    random = Random(seed)
    # Short ranges make many stays end, or be censored, at one length.
    longest, is_over = random.choice((6, 40, 300)), random.choice((0.5, 0.8, 1.0))
    spells = [(random.randint(1, longest), random.random() < is_over) for _ in range(random.randint(5, 60))]
    for number, (days, over) in enumerate(spells):
        stay(company, number, days, over)
    curve = KaplanMeierFitter().fit([days for days, _ in spells], [over for _, over in spells]).survival_function_
    row = company.ask("funnel.dwell", JUNE)[0]
    assert (row["spells"], row["censored"]) == (len(spells), sum(not over for _, over in spells))
    for name, left in QUANTILES:
        at = float(qth_survival_time(left + TIE, curve))
        assert row[name] == (None if at == float("inf") else at), name


@pytest.mark.parametrize("spells", [2, 4, 10, 20, 100])
def test_an_exact_tie_with_the_quantile_is_reached(company: Company, spells: int) -> None:
    """Of n stays of 1..n days the curve stands at exactly 1 - t / n after t days, so the median is n / 2."""
    for number in range(1, spells + 1):
        stay(company, number, number, is_over=True)
    row = company.ask("funnel.dwell", JUNE)[0]
    assert [row[name] for name, _ in QUANTILES] == [-(-spells * part // 100) for part in (50, 75, 90)]
