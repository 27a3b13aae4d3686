"""Rebates by volume: every law of the figures with an answer worked out by hand."""

from __future__ import annotations

import pytest

from tests.conftest import Company
from tests.topics.rebate_rows import JUNE, D, agree, buy, status


@pytest.mark.parametrize(
    ("bought", "method", "rate", "earned", "next_threshold", "gap"),
    [
        ("0.00", "all_unit", "0.01", "0.00", "1000", "1000.00"),
        ("999.99", "all_unit", "0.01", "10.00", "1000", "0.01"),  # 9.9999
        ("1000.00", "all_unit", "0.02", "20.00", "5000", "4000.00"),
        ("4999.99", "all_unit", "0.02", "100.00", "5000", "0.01"),  # 99.9998
        ("5000.00", "all_unit", "0.03", "150.00", None, None),
        ("6000.00", "all_unit", "0.03", "180.00", None, None),
        ("999.99", "marginal", "0.01", "10.00", "1000", "0.01"),
        ("1000.00", "marginal", "0.02", "10.00", "5000", "4000.00"),
        ("4999.99", "marginal", "0.02", "90.00", "5000", "0.01"),  # 10 + 79.9998
        ("5000.00", "marginal", "0.03", "90.00", None, None),
        ("6000.00", "marginal", "0.03", "120.00", None, None),  # 10 + 80 + 30
    ],
)
def test_a_band_begins_on_its_threshold_to_the_cent(
    company: Company,
    bought: str,
    method: str,
    rate: str,
    earned: str,
    next_threshold: str | None,
    gap: str | None,
) -> None:
    agree(company, method=method)
    buy(company, ("2026-02-01", bought))
    row = status(company)
    assert (row["volume"], row["rate"], row["earned"]) == (D(bought), D(rate), D(earned))
    assert row["next_threshold"] == (None if next_threshold is None else D(next_threshold))
    assert row["gap"] == (None if gap is None else D(gap))


@pytest.mark.parametrize("method", ["all_unit", "marginal"])
def test_below_the_first_threshold_nothing_is_earned_and_the_rate_is_zero(company: Company, method: str) -> None:
    agree(company, (("1000", "0.02"),), method=method)
    buy(company, ("2026-02-01", "999.99"))
    row = status(company)
    assert (row["rate"], row["earned"], row["effective_rate"]) == (D(0), D("0.00"), 0)
    assert (row["next_threshold"], row["gap"]) == (D(1000), D("0.01"))


def test_half_a_cent_rounds_up_without_binary_noise(company: Company) -> None:
    """1 % of 100.50 is 1.005, which a binary fraction holds as a little less."""
    agree(company, (("0", "0.01"),))
    buy(company, ("2026-02-01", "100.50"))
    row = status(company, "2026-12-31")
    assert row["earned"] == row["accrued"] == row["forecast_rebate"] == D("1.01")


def test_the_effective_rate_is_that_of_the_unrounded_rebate(company: Company) -> None:
    agree(company, method="marginal")
    buy(company, ("2026-02-01", "4999.99"))
    assert status(company)["effective_rate"] == pytest.approx(89.9998 / 4999.99, abs=1e-15)


class TestQuantityBasis:
    """200 pieces for 5,000 CNY: 25 CNY a piece; 1 % from 50 pieces, 2 % from 150."""

    tiers = (("50", "0.01"), ("150", "0.02"))

    def prepared(self, company: Company, method: str) -> None:
        agree(company, self.tiers, basis="quantity", method=method)
        buy(company, ("2026-02-01", "2000.00"), quantity=100)
        buy(company, ("2026-03-01", "3000.00"), quantity=100)

    @pytest.mark.parametrize(
        ("method", "earned"),
        [("all_unit", "100.00"), ("marginal", "50.00")],  # 2 % x 5,000; (100 x 1 % + 50 x 2 %) x 25
    )
    def test_the_rate_applies_to_the_amount_earned_by_the_volume(
        self, company: Company, method: str, earned: str
    ) -> None:
        self.prepared(company, method)
        row = status(company)
        assert (row["volume"], row["rate"], row["earned"]) == (D(200), D("0.02"), D(earned))
        assert row["effective_rate"] == pytest.approx(float(earned) / 5000)

    @pytest.mark.parametrize(
        ("method", "rebates"),
        [("all_unit", ["12.50", "75.00"]), ("marginal", ["0.00", "25.00"])],
    )
    def test_the_curve_uses_the_mean_price_so_far(self, company: Company, method: str, rebates: list[str]) -> None:
        self.prepared(company, method)
        rows = company.ask("rebate.curve", JUNE)
        assert [row["rebate_at_threshold"] for row in rows] == [D(rebate) for rebate in rebates]

    def test_a_return_takes_its_quantity_back_whatever_sign_the_file_gives_it(self, company: Company) -> None:
        self.prepared(company, "all_unit")
        buy(company, ("2026-04-01", "-1000.00"), quantity=40)
        buy(company, ("2026-04-02", "0.00"), quantity=5)
        buy(company, ("2026-04-03", "0.00"), quantity=-5)
        row = status(company)
        assert (row["volume"], row["earned"]) == (D(160), D("80.00"))  # 2 % x 4,000

    def test_without_a_volume_the_curve_is_unknown_and_nothing_is_earned(self, company: Company) -> None:
        agree(company, self.tiers, basis="quantity")
        assert [row["rebate_at_threshold"] for row in company.ask("rebate.curve", JUNE)] == [None, None]
        row = status(company)
        assert (row["volume"], row["earned"], row["accrued"], row["effective_rate"]) == (0, D(0), D(0), None)

    def test_printed_quantities_have_two_decimals_but_bands_are_judged_before_rounding(self, company: Company) -> None:
        agree(company, self.tiers, basis="quantity")
        buy(company, ("2026-02-01", "100.00"), quantity="149.9960")
        row = status(company)
        assert (row["volume"], row["rate"], row["gap"]) == (D("150.00"), D("0.01"), D("0.00"))


def test_a_negative_volume_earns_nothing_and_its_effective_rate_is_zero(company: Company) -> None:
    agree(company)
    buy(company, ("2026-02-01", "-300.00"))
    row = status(company)
    assert (row["volume"], row["rate"], row["earned"]) == (D("-300.00"), D(0), D(0))
    assert (row["forecast_rebate"], row["accrued"], row["effective_rate"]) == (D(0), D(0), 0)
    assert row["forecast_volume"] == D("-604.97")  # -300 x 365 / 181
    assert (row["next_threshold"], row["gap"]) == (D(0), D("300.00"))


def test_nothing_bought_is_a_volume_of_zero_even_before_the_first_order_line(company: Company) -> None:
    agree(company, committed_volume=100)
    row = status(company)
    assert (row["volume"], row["earned"], row["progress"], row["effective_rate"]) == (D(0), D(0), 0, None)


def test_without_tiers_everything_about_the_rebate_is_unknown_and_the_curve_has_no_rows(company: Company) -> None:
    agree(company, ())
    buy(company, ("2026-02-01", "181.00"))
    row = status(company)
    unknown = ("rate", "earned", "next_threshold", "gap", "forecast_rebate", "accrued", "effective_rate")
    assert [row[name] for name in unknown] == [None] * len(unknown)
    assert (row["volume"], row["forecast_volume"]) == (D("181.00"), D("365.00"))
    assert company.ask("rebate.curve", JUNE) == []
