"""Margin after rebate and what is left open of rebates, rule by rule, on a few rows worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kam.access import Scope
from tests.conftest import Company
from tests.topics.rules_rows import books, column, money, told

YEAR = "agreement_no account_id starts_on ends_on basis method"
TIERS = "agreement_no threshold rate\nG 0 0.01\nG 1000 0.02\nH 0 0.10"
Q2 = ("2026-04-01", "2026-06-30")


def agreements(*rows: str) -> str:
    return "\n".join((YEAR, *rows))


def the_row(company: Company, **tables: Any) -> tuple[Any, ...]:
    """amount, cost, rebate, concessions, margin_rate, windfall of the one account, as of 30 June for its quarter."""
    (found,) = told(company, "rebate.margin", books(period=Q2, **tables))
    return found[1:]


def test_the_rebate_of_a_period_is_its_part_of_the_volume(company: Company) -> None:
    """V = 1500, R = 30; 500 of it fall into the quarter: 10. Margin (500 - 300 - 10) / 500."""
    found = the_row(
        company,
        agreement=agreements("G K 2026-01-01 2026-12-31 amount all_unit"),
        rebate_tier=TIERS,
        order_line="account_id ordered_on amount cost\n"
        "K 2026-03-31 1000 1\nK 2026-04-01 600 400\nK 2026-06-30 -100 -100",
    )
    assert found == (money("500.00"), money("300.00"), money("10.00"), money("0.00"), 0.38, None)


def test_each_agreement_is_rounded_before_they_are_added_and_the_margin_uses_the_printed_sum(company: Company) -> None:
    """1 % of 0.50 is 0.005 twice: 0.01 + 0.01, and 0.48 / 0.50 is left."""
    found = the_row(
        company,
        agreement=agreements("G K 2026-01-01 2026-12-31 amount all_unit", "I K 2026-02-01 2026-12-31 amount marginal"),
        rebate_tier=TIERS + "\nI 0 0.01",
        order_line="account_id ordered_on amount cost\nK 2026-04-01 0.50 0",
    )
    assert (found[2], found[4]) == (money("0.02"), pytest.approx(0.96, abs=1e-15))


def test_an_account_without_an_agreement_has_no_rebate_and_one_unknown_makes_the_sum_unknown(company: Company) -> None:
    """L has a concession only; K one agreement with tiers and one without; the third of K ended before the period."""
    given = books(
        period=Q2,
        agreement=agreements(
            "G K 2026-01-01 2026-12-31 amount all_unit",
            "N K 2026-01-01 2026-12-31 amount all_unit",
            "H M 2025-01-01 2025-12-31 amount all_unit",
        ),
        rebate_tier=TIERS,
        concession="account_id granted_on kind value\nL 2026-04-01 service 5\nM 2026-03-31 service 5\n- 2026-04-01 - 5",
        order_line="account_id ordered_on amount cost\nL 2026-04-01 100 80\nK 2026-04-01 100 80\nM 2026-04-01 1 1",
    )
    assert told(company, "rebate.margin", given) == [
        ("K", money("100.00"), money("80.00"), None, money("0.00"), None, None),
        ("L", money("100.00"), money("80.00"), money("0.00"), money("5.00"), 0.15, money("0.00")),
    ]


def test_one_line_without_a_cost_makes_cost_and_margin_unknown(company: Company) -> None:
    lines = "account_id ordered_on amount cost\nK 2026-04-01 100 80\nK 2026-05-01 1 -\nK 2026-03-01 1 -"
    concession = "account_id granted_on value\nK 2026-04-01 5"
    assert the_row(company, order_line=lines, concession=concession)[:5:4] == (money("101.00"), None)
    earlier = lines.replace("2026-05-01 1 -", "2026-05-01 1 1")
    assert the_row(company, order_line=earlier, concession=concession)[1:5:3] == (money("81.00"), 15 / 101)


@pytest.mark.parametrize("amount", ["0", "-5"])
def test_the_margin_rate_is_unknown_when_nothing_or_less_was_bought(company: Company, amount: str) -> None:
    lines = f"account_id ordered_on amount cost\nK 2026-04-01 {amount} 1"
    found = the_row(company, order_line=lines, concession="account_id granted_on value\nK 2026-04-01 5")
    assert found[1:5] == (money("1.00"), money("0.00"), money("5.00"), None)


def test_where_nothing_was_bought_the_amount_is_zero_and_before_the_first_line_empty(company: Company) -> None:
    concession = "account_id granted_on value\nK 2026-04-01 5"
    after = the_row(company, order_line="account_id ordered_on amount\nX 2026-06-30 5", concession=concession)
    assert after[:2] == (money("0.00"), money("0.00"))
    before = the_row(company, order_line="account_id ordered_on amount\nX 2026-07-01 5", concession=concession)
    assert before[:2] == (None, None)


def test_concessions_are_everything_granted_and_the_margin_subtracts_those_in_no_other_figure(company: Company) -> None:
    """Price 1 is in the amount, rebate 2 under an agreement on file in R; rebate 4 and 8, 16, 32 and 64 are not."""
    concessions = """
        account_id granted_on kind      value agreement_no
        K          2026-04-01 price     1     -
        K          2026-04-01 rebate    2     OLD
        K          2026-04-01 rebate    4     -
        K          2026-04-01 rebate    8     lost
        K          2026-04-01 gift_goods 16   OLD
        K          2026-06-30 service   32    OLD
        K          2026-06-30 -         64    OLD
        K          2026-07-01 service   128   OLD
        K          2026-03-31 service   256   OLD"""
    found = the_row(
        company,
        agreement=agreements("OLD another 2020-01-01 2020-12-31 amount all_unit"),
        order_line="account_id ordered_on amount cost\nK 2026-04-01 1000 0",
        concession=concessions,
    )
    assert found[3:5] == (money("127.00"), (1000 - 124) / 1000)


def test_windfall_is_the_rate_on_what_last_years_same_days_already_had(company: Company) -> None:
    """V = 1500 at 2 %; last year by 30 June 900 of 2000: B = 900, 18. A third of V falls into the quarter: 6.

    Marginal: R(900) = 9, a third: 3. With more last year than this B is V: 30, 10; marginal R(1500) = 20, 6.67.
    """

    def windfall(method: str, last_year: str) -> Any:
        return the_row(
            company,
            agreement=agreements(f"G K 2026-01-01 2026-12-31 amount {method}"),
            rebate_tier=TIERS,
            order_line="account_id ordered_on amount cost\nX 2025-01-01 1 1\n"
            f"K 2025-06-30 {last_year} 1\nK 2025-07-01 1100 1\nK 2026-01-01 1000 1\nK 2026-04-01 500 1",
        )[5]

    assert (windfall("all_unit", "900"), windfall("marginal", "900")) == (money("6.00"), money("3.00"))
    assert (windfall("all_unit", "9000"), windfall("marginal", "9000")) == (money("10.00"), money("6.67"))
    assert (windfall("all_unit", "-9"), windfall("marginal", "-9")) == (money("0.00"), money("0.00"))


def test_windfall_is_unknown_where_the_data_do_not_reach_a_year_before_the_start(company: Company) -> None:
    def windfall(first_line: str) -> Any:
        return the_row(
            company,
            agreement=agreements("G K 2026-01-01 2026-12-31 amount all_unit"),
            rebate_tier=TIERS,
            order_line=f"account_id ordered_on amount cost\nX {first_line} 1 1\nK 2026-04-01 500 1",
        )[5]

    assert (windfall("2025-01-01"), windfall("2025-01-02")) == (money("0.00"), None)


def test_on_a_quantity_basis_windfall_takes_the_mean_price_of_this_window(company: Company) -> None:
    """10 pieces for 200, 4 of them last year: 10 % x 4 x 20 = 8, all in the quarter."""
    found = the_row(
        company,
        agreement=agreements("H K 2026-01-01 2026-12-31 quantity all_unit"),
        rebate_tier=TIERS,
        order_line="account_id ordered_on amount quantity cost\n"
        "X 2025-01-01 1 1 1\nK 2025-01-02 1000 4 1\nK 2026-04-01 200 10 1",
    )
    assert (found[2], found[5]) == (money("20.00"), money("8.00"))


def test_pieces_take_the_sign_of_the_amount_and_at_amount_0_keep_their_own(company: Company) -> None:
    """4 - 2 - 3 + 5 - 7; the last two lines are of a fen."""
    given = books(
        agreement=agreements("H K 2026-01-01 2026-12-31 quantity all_unit"),
        order_line="account_id ordered_on amount quantity\nK 2026-04-01 0 4\nK 2026-04-01 0 -2\n"
        "K 2026-04-01 -1 3\nK 2026-04-01 0.01 -5\nK 2026-04-01 -0.01 7",
    )
    (found,) = told(company, "rebate.status", given)
    assert found[2] == -3


def test_a_forecast_is_rounded_half_up_and_a_high_rate_is_exact(company: Company) -> None:
    """0.30 x 365 / 181 is 0.60497; nine tenths of a million bought in both years."""
    given = books(
        agreement=agreements("G K 2026-01-01 2026-12-31 amount all_unit"),
        order_line="account_id ordered_on amount\nK 2026-01-01 0.30",
    )
    assert told(company, "rebate.status", given)[0][7] == money("0.60")
    found = the_row(
        company,
        agreement=agreements("G K 2026-01-01 2026-12-31 amount all_unit"),
        rebate_tier="agreement_no threshold rate\nG 0 0.9",
        order_line="account_id ordered_on amount cost\nX 2025-01-01 1 1\n"
        "K 2025-04-01 1000000 1\nK 2026-04-01 1000000 1",
    )
    assert (found[2], found[5]) == (money("900000.00"), money("900000.00"))


def test_the_least_piece_earns_at_its_price(company: Company) -> None:
    """0.0001 pieces for 1000, as many the year before: R = 0.1 x 1000, all of it at last year's volume too."""
    given = books(
        agreement=agreements("H K 2026-01-01 2026-12-31 quantity all_unit"),
        rebate_tier="agreement_no threshold rate\nH 0 0.1",
        order_line="account_id ordered_on amount quantity cost\n"
        "X 2025-01-01 1 1 1\nK 2025-06-30 1 0.0001 1\nK 2026-06-30 1000 0.0001 1",
        period=Q2,
    )
    assert told(company, "rebate.status", given)[0][4] == money("100.00")
    (found,) = told(company, "rebate.margin", given)
    assert (found[3], found[6]) == (money("100.00"), money("100.00"))


def test_whoever_sees_no_costs_is_told_neither_cost_nor_margin(company: Company) -> None:
    given = {"order_no": "1", "line_no": 1, "account_id": "K", "ordered_on": "2026-06-01", "amount": 5}
    company.put("order_line", {**given, "cost": 3})
    company.put("concession", {"concession_no": "C", "account_id": "K", "granted_on": "2026-06-01", "value": 1})
    for sees, cost, rate in ((True, money("3.00"), pytest.approx(0.2)), (False, None, None)):
        (row,) = company.ask("rebate.margin", "2026-06-30", Q2, scope=Scope(None, sees_money=sees))
        assert (row["amount"], row["cost"], row["margin_rate"]) == (money("5.00"), cost, rate)


def test_a_volume_below_zero_earns_no_rebate_and_no_windfall(company: Company) -> None:
    found = the_row(
        company,
        agreement=agreements("G K 2026-01-01 2026-12-31 amount marginal"),
        rebate_tier=TIERS,
        order_line="account_id ordered_on amount cost\nK 2025-01-01 9 1\nK 2026-01-01 -9 1\nK 2026-04-01 5 1",
    )
    assert (found[2], found[5]) == (money("0.00"), money("0.00"))


def test_the_agreements_are_those_whose_window_meets_the_period_cut_at_the_as_of_day(company: Company) -> None:
    """Both ends count: A ends on the first day, B begins on the as-of day; C begins the day after, D ended before."""
    given = books(
        period=("2026-04-01", "2026-12-31"),
        agreement=agreements(
            "D K 2025-01-01 2026-03-31 amount all_unit",
            "A K 2025-04-02 2026-04-01 amount all_unit",
            "C K 2026-07-01 2026-12-31 amount all_unit",
            "B K 2026-06-30 2026-12-31 amount all_unit",
        ),
        rebate_tier="agreement_no threshold rate\nA 0 0.1\nB 0 0.1\nC 0 0.1\nD 0 0.1",
        order_line="account_id ordered_on amount\nK 2025-04-02 70\nK 2026-06-30 30",
    )
    assert [(row[0], row[2]) for row in told(company, "rebate.status", given)] == [
        ("A", money("70.00")), ("B", money("30.00")),
    ]  # fmt: skip
    assert column(company, "rebate.curve", given, 0) == ["A", "B"]
    assert told(company, "rebate.status", given)[1][13] == pytest.approx(1 / 185)


def test_effective_rate_is_the_rebate_over_the_cny_bought_and_unknown_where_that_is_not_positive(
    company: Company,
) -> None:
    """On a quantity basis: V 10 for 200; V 5 for -50 (a dear return); V 0 for 40; V -5 for 60."""

    def rate(lines: str) -> Any:
        given = books(
            agreement=agreements("H K 2026-01-01 2026-12-31 quantity all_unit"),
            rebate_tier=TIERS,
            order_line="account_id ordered_on amount quantity\n" + lines,
        )
        return told(company, "rebate.status", given)[0][10]

    assert rate("K 2026-01-01 200 10") == pytest.approx(0.1, abs=1e-15)
    assert rate("K 2026-01-01 100 10\nK 2026-01-01 -150 5") is None
    assert rate("K 2026-01-01 40 0") == 0.0
    assert rate("K 2026-01-01 90 5\nK 2026-01-01 -30 10") == 0.0


def test_a_filter_on_the_account_keeps_its_agreements_and_margin(company: Company) -> None:
    given = books(
        account="account_id region account_class\nK 华东 end_user",
        agreement=agreements("G K 2026-01-01 2026-12-31 amount all_unit", "H X 2026-01-01 2026-12-31 amount all_unit"),
        rebate_tier=TIERS,
    )
    for query, place in (("rebate.status", 1), ("rebate.margin", 0)):
        assert sorted(column(company, query, given, place)) == ["K", "X"]
        assert column(company, query, replace(given, only_regions=("华东",)), place) == ["K"]
        assert column(company, query, replace(given, only_classes=("contractor",)), place) == []
        assert column(company, query, replace(given, only_accounts=("X",)), place) == ["X"]
