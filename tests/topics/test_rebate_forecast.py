"""Rebates by volume: forecasts, windows, filters and the curve, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Company
from tests.topics.rebate_rows import JUNE, D, agree, buy, status


class TestForecast:
    def test_it_is_a_straight_line_without_a_previous_year(self, company: Company) -> None:
        """181 of 365 days have gone: 181,000 becomes 365,000, which is exactly the next threshold."""
        agree(company, (("100000", "0.01"), ("365000", "0.03")))
        buy(company, ("2026-02-01", "181000.00"))
        row = status(company)
        assert row["elapsed"] == pytest.approx(181 / 365)
        assert (row["forecast_volume"], row["forecast_rebate"]) == (D("365000.00"), D("10950.00"))
        assert (row["earned"], row["accrued"]) == (D("1810.00"), D("5430.00"))  # 3 % x 181,000

    def test_a_forecast_just_below_a_threshold_stays_in_the_lower_band(self, company: Company) -> None:
        agree(company, (("100000", "0.01"), ("365000.01", "0.03")))
        buy(company, ("2026-02-01", "181000.00"))
        assert status(company)["forecast_rebate"] == D("3650.00")

    def test_a_marginal_forecast_is_accrued_in_proportion_to_the_volume(self, company: Company) -> None:
        """V^ = 3,650: 10 + 2,650 x 2 % = 63; accrued = 63 x 1,810 / 3,650 = 31.2411."""
        agree(company, method="marginal")
        buy(company, ("2026-02-01", "1810.00"))
        row = status(company)
        assert (row["earned"], row["forecast_rebate"], row["accrued"]) == (D("26.20"), D("63.00"), D("31.24"))

    def test_it_follows_last_years_part_by_the_same_day(self, company: Company) -> None:
        """Last year 400 of 1,000 had come by 30 June: 500 becomes 1,250."""
        agree(company)
        buy(company, ("2025-01-01", "100.00"), ("2025-06-30", "300.00"), ("2025-07-01", "550.00"))
        buy(company, ("2025-12-31", "50.00"), ("2026-05-01", "500.00"))
        row = status(company)
        assert (row["forecast_volume"], row["forecast_rebate"], row["accrued"]) == (D(1250), D("25.00"), D("10.00"))

    def test_the_companys_orders_must_reach_back_to_last_years_first_day(self, company: Company) -> None:
        agree(company)
        buy(company, ("2025-01-02", "400.00"), ("2025-07-01", "600.00"), ("2026-05-01", "500.00"))
        assert status(company)["forecast_volume"] == D("1008.29")  # 500 x 365 / 181
        buy(company, ("2025-01-01", "1.00"), account_id="another")
        assert status(company)["forecast_volume"] == D("1250.00")

    @pytest.mark.parametrize(("part", "rest"), [("0.00", "100.00"), ("-1.00", "100.00"), ("100.00", "-100.00")])
    def test_last_year_counts_only_when_positive_both_by_the_day_and_in_the_whole(
        self, company: Company, part: str, rest: str
    ) -> None:
        agree(company)
        buy(company, ("2025-01-01", part), ("2025-09-01", rest), ("2026-05-01", "181.00"))
        assert status(company)["forecast_volume"] == D("365.00")

    def test_last_year_is_measured_in_the_same_basis_and_category(self, company: Company) -> None:
        agree(company, basis="quantity", category="cable")
        buy(company, ("2025-01-01", "900.00"), category="cable", quantity=10)
        buy(company, ("2025-01-02", "1.00"), category="switch", quantity=90)
        buy(company, ("2025-08-01", "1.00"), category="cable", quantity=10)
        buy(company, ("2026-05-01", "100.00"), category="cable", quantity=7)
        assert status(company)["forecast_volume"] == D("14.00")

    @pytest.mark.parametrize("as_of", ["2026-12-31", "2027-03-01"])
    def test_a_window_that_is_over_is_its_own_forecast(self, company: Company, as_of: str) -> None:
        agree(company)
        buy(company, ("2025-01-01", "1.00"), ("2025-12-31", "99.00"))
        buy(company, ("2026-12-31", "2000.00"), ("2027-01-01", "7000.00"))
        row = status(company, as_of, period=("2026-01-01", as_of))
        assert (row["volume"], row["forecast_volume"], row["elapsed"]) == (D(2000), D(2000), 1)
        assert row["earned"] == row["forecast_rebate"] == row["accrued"] == D("40.00")

    def test_a_window_longer_than_a_year_goes_by_the_straight_line(self, company: Company) -> None:
        """546 of 730 days have gone."""
        agree(company, starts_on="2025-01-01")
        buy(company, ("2024-01-01", "100.00"), ("2025-12-01", "100.00"), ("2026-06-30", "446.00"))
        assert status(company)["forecast_volume"] == D("730.00")

    @pytest.mark.parametrize(("ends_on", "forecast"), [("2027-02-28", "1000.00"), ("2027-03-01", "366.00")])
    def test_a_year_is_not_longer_than_a_year(self, company: Company, ends_on: str, forecast: str) -> None:
        """From 1 March 2026, as of 31 May (92 days): last year 23 of 250 had come; or 92 x 366 / 92."""
        agree(company, starts_on="2026-03-01", ends_on=ends_on)
        buy(company, ("2025-03-01", "23.00"), ("2025-09-01", "227.00"), ("2026-05-01", "92.00"))
        assert status(company, "2026-05-31")["forecast_volume"] == D(forecast)


class TestLeapDay:
    def test_29_february_is_compared_with_28_february(self, company: Company) -> None:
        """By 28 February 2023 100 of 400 had come: 50 becomes 200."""
        agree(company, starts_on="2024-01-01", ends_on="2024-12-31")
        buy(company, ("2023-01-01", "10.00"), ("2023-02-28", "90.00"), ("2023-03-01", "300.00"))
        buy(company, ("2024-02-29", "50.00"))
        row = status(company, "2024-02-29")
        assert (row["volume"], row["forecast_volume"]) == (D(50), D(200))
        assert row["elapsed"] == pytest.approx(60 / 366)

    def test_a_window_from_29_february_had_its_last_year_from_28_february(self, company: Company) -> None:
        agree(company, starts_on="2024-02-29", ends_on="2024-12-31")
        buy(company, ("2023-02-28", "10.00"), ("2023-06-01", "30.00"), ("2024-02-29", "5.00"))
        assert status(company, "2024-03-01")["forecast_volume"] == D("20.00")


class TestWhatCounts:
    def test_only_lines_inside_the_window_up_to_the_as_of_day(self, company: Company) -> None:
        agree(company, starts_on="2026-02-01", ends_on="2026-08-31")
        buy(company, ("2026-01-31", "1.00"), ("2026-02-01", "10.00"), ("2026-06-30", "100.00"), ("2026-07-01", "1000"))
        assert status(company)["volume"] == D("110.00")
        assert status(company, "2026-07-01")["volume"] == D("1110.00")

    def test_a_category_agreement_takes_its_category_and_no_line_without_one(self, company: Company) -> None:
        agree(company, category="cable")
        agree(company, agreement_no="B")
        buy(company, ("2026-02-01", "10.00"), category="cable")
        buy(company, ("2026-02-01", "100.00"), category="switch")
        buy(company, ("2026-02-01", "1000.00"), category=None)
        rows = company.ask("rebate.status", JUNE)
        assert [row["volume"] for row in rows] == [D("10.00"), D("1110.00")]

    def test_sales_to_another_account_or_to_nobody_do_not_count(self, company: Company) -> None:
        agree(company)
        agree(company, agreement_no="B", account_id=None)
        buy(company, ("2026-02-01", "10.00"))
        buy(company, ("2026-02-01", "100.00"), account_id="other")
        buy(company, ("2026-02-01", "1000.00"), account_id=None)
        rows = company.ask("rebate.status", JUNE)
        assert [(row["account_id"], row["volume"]) for row in rows] == [("K", D("10.00")), (None, D("0.00"))]

    def test_overlapping_agreements_of_one_account_both_pay(self, company: Company) -> None:
        agree(company)
        agree(company, agreement_no="B", starts_on="2026-02-01")
        buy(company, ("2026-02-01", "1000.00"))
        assert [row["earned"] for row in company.ask("rebate.status", JUNE)] == [D("20.00"), D("20.00")]


class TestCommitment:
    def test_progress_stands_beside_the_part_of_the_window_elapsed(self, company: Company) -> None:
        agree(company, committed_volume=8000)
        buy(company, ("2026-02-01", "2000.00"))
        row = status(company)
        assert (row["committed_volume"], row["progress"]) == (D("8000.00"), 0.25)
        assert row["elapsed"] == pytest.approx(181 / 365)

    @pytest.mark.parametrize("committed", [None, 0])
    def test_without_a_commitment_there_is_no_progress(self, company: Company, committed: int | None) -> None:
        agree(company, committed_volume=committed)
        buy(company, ("2026-02-01", "2000.00"))
        assert status(company)["progress"] is None


class TestSelection:
    def test_the_period_selects_agreements_and_leaves_their_volume_alone(self, company: Company) -> None:
        agree(company)
        agree(company, agreement_no="B", starts_on="2025-01-01", ends_on="2026-04-30")
        buy(company, ("2025-02-01", "1.00"), ("2026-02-01", "10.00"), ("2026-06-01", "100.00"))
        rows = company.ask("rebate.status", JUNE, period=("2026-05-01", "2026-05-31"))
        assert [(row["agreement_no"], row["volume"]) for row in rows] == [("A", D("110.00"))]
        rows = company.ask("rebate.status", JUNE, period=("2026-04-30", "2026-05-31"))
        assert [(row["agreement_no"], row["volume"]) for row in rows] == [("A", D("110.00")), ("B", D("11.00"))]

    def test_an_agreement_that_has_not_begun_is_not_there(self, company: Company) -> None:
        agree(company)
        for query in ("rebate.status", "rebate.curve"):
            assert company.ask(query, "2025-12-31", period=("2025-01-01", "2026-12-31")) == []
            assert company.ask(query, "2025-12-31", period=("2026-01-01", "2026-12-31")) == []
            assert company.ask(query, "2026-01-01")

    def test_a_period_after_the_as_of_day_is_empty(self, company: Company) -> None:
        agree(company)
        assert company.ask("rebate.status", JUNE, period=("2026-07-01", "2026-12-31")) == []

    def test_filters_look_at_the_account_as_the_directory_has_it(self, company: Company) -> None:
        company.put("account", {"account_id": "K", "region": "north", "account_class": "contractor"})
        company.put("account", {"account_id": "L", "region": "south", "account_class": "end_user"})
        for number, account in (("A", "K"), ("B", "L"), ("C", "outside"), ("D", None)):
            agree(company, agreement_no=number, account_id=account)

        def found(**view: Any) -> list[str]:
            numbers = [row["agreement_no"] for row in company.ask("rebate.status", JUNE, **view)]
            curve = {row["agreement_no"] for row in company.ask("rebate.curve", JUNE, **view)}
            assert curve == set(numbers)
            return numbers

        assert found() == ["A", "B", "C", "D"]
        assert found(regions=("north",)) == ["A"]
        assert found(classes=("end_user",)) == ["B"]
        assert found(accounts=("outside", "K")) == ["A", "C"]
        assert found(regions=("north",), classes=("end_user",)) == []


def test_the_curve_holds_every_threshold_in_order(company: Company) -> None:
    agree(company, (("5000", "0.03"), ("0", "0.01"), ("1000", "0.02")), method="marginal")
    rows = company.ask("rebate.curve", JUNE)
    assert [(row["threshold"], row["rate"], row["rebate_at_threshold"]) for row in rows] == [
        (D("0.00"), D("0.01"), D("0.00")),
        (D("1000.00"), D("0.02"), D("10.00")),
        (D("5000.00"), D("0.03"), D("90.00")),
    ]


def test_very_large_companies_do_not_overflow(company: Company) -> None:
    """Ten billion CNY and a hundred million pieces under one agreement, with four decimals."""
    for number, basis in (("A", "amount"), ("B", "quantity")):
        agree(company, (("1", "0.01"), ("1000000", "0.999999")), agreement_no=number, basis=basis, method="marginal")
    buy(company, ("2025-01-01", "3333333333.31"), ("2025-09-01", "7777777777.77"), quantity="33333333.3331")
    buy(company, ("2026-05-01", "9999999999.97"), quantity="99999999.9999")
    first, second = company.ask("rebate.status", JUNE)
    assert first["forecast_volume"] == D("33333333333.37")  # 3 x 11,111,111,111.08 + 0.04 x 3.3333
    assert second["forecast_volume"] == D("200000000.00")  # 3 x 66,666,666.6662 + 0.0006 x 2
