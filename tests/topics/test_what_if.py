"""返点 what-if: the rebate at an assumed volume is R(V), what is left of the margin, what breaks even."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from kam.figure import Style
from kam.topics.rebate.what_if import NO_TIERS, Offer, curve, offer
from tests.conftest import Company
from tests.oracle import rebate as oracle

TIERS = [(Fraction(100), Fraction(1, 100)), (Fraction(300), Fraction(3, 100)), (Fraction(600), Fraction(5, 100))]
MARGIN = pd.DataFrame({"amount": [1000.0], "cost": [700.0]})


def asked(company: Company, method: str, basis: str = "amount") -> tuple[pd.DataFrame, pd.Series[Any]]:
    company.put(
        "agreement",
        {
            "agreement_no": "F",
            "account_id": "A",
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
            "basis": basis,
            "method": method,
        },
    )
    company.put(
        "rebate_tier", *({"agreement_no": "F", "threshold": int(at), "rate": float(rate)} for at, rate in TIERS)
    )
    company.put(
        "order_line",
        {"order_no": "1", "line_no": 1, "ordered_on": "2026-02-01", "account_id": "A", "amount": 400, "quantity": 200},
    )
    tiers, status = (pd.DataFrame(company.ask(f"rebate.{name}", "2026-06-30")) for name in ("curve", "status"))
    return tiers, status.iloc[0]


def given(company: Company, method: str, basis: str = "amount") -> Offer:
    tiers, status = asked(company, method, basis)
    found = offer(tiers, status, MARGIN, basis == "amount")
    assert found is not None
    return found


@pytest.mark.parametrize("method", ["all_unit", "marginal"])
@pytest.mark.parametrize("volume", [0, 99, 100, 250, 299.99, 300, 450, 600, 10_000])
def test_the_rebate_at_any_volume_is_that_of_the_formula(company: Company, method: str, volume: float) -> None:
    expected = oracle.rebate(method, TIERS, Fraction(volume), Fraction(1))
    assert given(company, method).rebate_at(volume) == pytest.approx(float(expected), abs=0.01)


def test_on_a_quantity_basis_it_is_paid_on_the_mean_price(company: Company) -> None:
    """400 CNY for 200 pieces: 2 a piece; 300 pieces are 600 CNY, at 3 % 18."""
    there = given(company, "all_unit", "quantity").at(300)
    assert (there.amount, there.rebate) == (600.0, pytest.approx(18.0))


def test_the_margin_left_and_the_uplift_that_breaks_even(company: Company) -> None:
    """Gross margin (1000 - 700) / 1000 = 30 %; at 300 the rebate is 3 %: 27 % is left, 0.03 / 0.27 more to sell."""
    there = given(company, "all_unit").at(300)
    assert there.margin_rate == pytest.approx(0.27)
    assert there.uplift == pytest.approx(0.03 / 0.27)


def test_an_unknown_cost_leaves_margin_and_uplift_unknown(company: Company) -> None:
    tiers, status = asked(company, "all_unit")
    found = offer(tiers, status, pd.DataFrame({"amount": [1000.0], "cost": [None]}), is_money=True)
    assert found is not None
    there = found.at(300)
    assert there.rebate == pytest.approx(9.0)
    assert (there.margin_rate, there.uplift) == (None, None)


def test_where_the_rebate_eats_the_margin_no_volume_breaks_even(company: Company) -> None:
    tiers, status = asked(company, "all_unit")
    found = offer(tiers, status, pd.DataFrame({"amount": [1000.0], "cost": [980.0]}), is_money=True)
    assert found is not None
    assert found.at(300).uplift is None


def test_an_agreement_without_tiers_has_nothing_to_try() -> None:
    empty = pd.DataFrame({"threshold": [], "rate": [], "rebate_at_threshold": []})
    assert offer(empty, pd.Series({"volume": 1.0}), MARGIN, is_money=True) is None
    assert curve(None, 0.0, Style("zh"), is_money=True).layout.annotations[0].text == NO_TIERS.zh


def test_the_curve_shows_rebate_and_margin_and_the_assumed_volume(company: Company) -> None:
    figure = curve(given(company, "all_unit"), 300.0, Style("zh"), is_money=True)
    paid, left = figure.data
    assert paid.y[list(paid.x).index(300.0)] == pytest.approx(9.0)
    assert left.y[list(left.x).index(300.0)] == pytest.approx(81.0)
    assert figure.layout.shapes[0].x0 == 300.0
