"""What needs a decision about agreements and concessions, on a few rows worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import Company
from tests.topics.board_rows import BEGUN, LISTED, agreement, day, of
from tests.topics.rules_rows import JUNE_END, books, money

# Agreements


def near(
    company: Company,
    threshold: str,
    volume: str = "1629",
    method: str = "all_unit",
    tiers: str = "G 0 0.01",
    rate: str = "0.02",
) -> list[Any]:
    """at_stake of X's agreement of 2026, which by day 181 of 365 has this volume: 1629 heads for 3285."""
    given = books(
        agreement=agreement(f"G X 2026-01-01 2026-12-31 amount {method} -"),
        rebate_tier=f"agreement_no threshold rate\n{tiers}\nG {threshold} {rate}",
        order_line=f"account_id ordered_on amount\nX 2026-06-30 {volume}",
    )
    found = of(company, "near_tier", given)
    assert {row[:3] + row[4:] for row in found} <= {("X", None, None, day("2026-01-01"))}
    return [row[3] for row in found]


def test_a_tier_is_near_when_a_tenth_of_its_threshold_or_less_is_missing(company: Company) -> None:
    """Of 3650 a tenth is missing on the dot: 73 - 32.85; of 3650.01 more than that; of 3285 nothing at all."""
    assert near(company, "3650") == [money("40.15")]
    assert near(company, "3650.01") == near(company, "3650.0001") == []
    assert near(company, "3285") == []
    assert near(company, "3285.01") == [money("32.85")]  # 65.7002 - 32.85
    assert near(company, "3284.99") == []


def test_the_part_that_may_be_missing_is_the_companys_own(company: Company) -> None:
    """Of 8212.50 six tenths are missing on the dot: 164.25 - 32.85; of 8212.51 a little more."""
    company.put("setting_value", {"name": "near_part", "value": "0.6"})
    assert near(company, "8212.50") == [money("131.40")]
    assert near(company, "8212.51") == []


def test_the_next_threshold_is_the_first_above_the_volume_and_not_above_the_forecast(company: Company) -> None:
    """Of 1629 the next is 2000, which the forecast passes by far; of 2000 sold it is 3650, which it passes too."""
    assert near(company, "3650", tiers="G 0 0.01\nG 2000 0.015") == []
    assert near(company, "3650", tiers="G 0 0.01\nG 1629 0.015") == [money("23.73")]  # 73 - 3285 x 0.015 = 23.725
    assert near(company, "1629") == near(company, "1000") == []


def test_a_rebate_at_the_next_threshold_in_bands_and_at_rates_that_fall(company: Company) -> None:
    assert near(company, "3650", method="marginal") == [money("3.65")]
    assert near(company, "3650", rate="0.001") == [money("-29.20")]  # 3.65 - 32.85
    assert near(company, "3650", tiers="G 0 0") == [money("73.00")]


def test_what_is_gained_at_the_next_tier_is_rounded_once(company: Company) -> None:
    """R(3286) = 16.43, R(3285) = 16.425: half a fen more, though both print as 16.43."""
    assert near(company, "3286", method="marginal", tiers="G 0 0.005") == [money("0.01")]


def test_a_tier_is_near_for_last_years_growth_where_there_is_a_full_year(company: Company) -> None:
    """50 of last year's 100 were bought by the day: 90 heads for 180, a tenth below 200."""
    given = books(
        agreement=agreement("G K 2026-01-01 2026-12-31 amount all_unit -"),
        rebate_tier="agreement_no threshold rate\nG 200 0.1",
        account=LISTED,
        order_line="""
            account_id ordered_on amount
            K          2025-01-01 50
            K          2025-12-31 50
            K          2026-06-30 90""",
    )
    assert of(company, "near_tier", given) == [("K", "华东", "李", money("20.00"), day("2026-01-01"))]
    given.tiers[0]["threshold"] = Decimal("200.01")
    assert of(company, "near_tier", given) == []


def test_a_tier_in_pieces_is_worth_the_mean_price_so_far(company: Company) -> None:
    """1629 pieces for 3258: 2 a piece. A return takes its pieces with it; without a piece bought nothing is near."""
    lines = "account_id ordered_on quantity amount\nX 2026-06-30 1700 3400\nX 2026-06-30 71 -142"
    tables = {
        "agreement": agreement("G X 2026-01-01 2026-12-31 quantity all_unit -"),
        "rebate_tier": "agreement_no threshold rate\nG 0 0.01\nG 3650 0.02",
    }
    assert of(company, "near_tier", books(order_line=lines, **tables))[0][3] == money("80.30")
    for none in ("account_id ordered_on quantity amount\nX 2026-06-30 1 -5", "account_id ordered_on\nX 2020-01-01"):
        assert of(company, "near_tier", books(order_line=none, **tables)) == []


def behind(
    company: Company, volume: str, *, as_of: str = JUNE_END, committed: str = "1000", **tables: Any
) -> list[Any]:
    """at_stake of X's agreement of a hundred days, of which this much was bought on the first."""
    lines = f"account_id ordered_on amount\nX {BEGUN} {volume}"
    given = books(
        as_of,
        agreement=agreement(f"G X {BEGUN} 2026-08-19 amount all_unit {committed}"),
        **{"order_line": lines, **tables},
    )
    found = of(company, "behind_commitment", given)
    assert {row[:3] + row[4:] for row in found} <= {("X", None, None, day(BEGUN))}
    return [row[3] for row in found]


def test_a_commitment_is_behind_when_its_progress_is_more_than_a_tenth_below_the_elapsed_part(company: Company) -> None:
    """Half is over: 400 of 1000 are a tenth behind on the dot. 0.4 - 0.1 is 0.3, which no binary fraction says."""
    assert behind(company, "400") == []
    assert behind(company, "399.99") == [money("200.02")]
    assert behind(company, "300", as_of="2026-06-20") == []
    assert behind(company, "299.99", as_of="2026-06-20") == [money("250.03")]  # 1000 - 749.975 = 250.025
    assert behind(company, "1000") == behind(company, "2000") == []


def test_how_far_progress_may_be_below_the_elapsed_part_is_the_companys_own(company: Company) -> None:
    """Half is over: only who gave back more than a tenth is six tenths behind."""
    company.put("setting_value", {"name": "behind_part", "value": "0.6"})
    assert behind(company, "-10000", committed="100000") == []
    assert behind(company, "-10000.05", committed="100000") == [money("120000.10")]


def test_the_smallest_commitment_is_one(company: Company) -> None:
    assert behind(company, "0", committed="0.0001") == [money("0.00")]


@pytest.mark.parametrize("committed", ["-", "0"])
def test_nobody_is_behind_who_committed_to_nothing(company: Company, committed: str) -> None:
    assert behind(company, "1", committed=committed) == behind(company, "-1", committed=committed) == []


def test_the_whole_commitment_is_missing_where_nothing_was_bought_and_more_after_returns(company: Company) -> None:
    assert behind(company, "0") == behind(company, "0", order_line="account_id ordered_on") == [money("1000.00")]
    assert behind(company, "-100") == [money("1200.00")]


LAST_SUMMER = "X 2025-05-12 25\nX 2025-08-19 75"


@pytest.mark.parametrize(
    ("volume", "at_stake"), [("249.99", "0.04"), ("250", "0.00"), ("250.01", None), ("399.99", None), ("400", "no row")]
)
def test_a_forecast_at_the_committed_volume_leaves_nothing_at_stake_and_one_past_it_no_figure(
    company: Company, volume: str, at_stake: str | None
) -> None:
    """Last year a quarter had been bought by the day: the volume is a quarter of the forecast."""
    lines = f"account_id ordered_on amount\nX {BEGUN} {volume}\n{LAST_SUMMER}"
    expected = [] if at_stake == "no row" else [None if at_stake is None else money(at_stake)]
    assert behind(company, volume, order_line=lines) == expected


def pieces(company: Company, *lines: str, committed: str = "1000") -> list[Any]:
    """at_stake where the hundred days are of pieces: (quantity, amount) bought on the first."""
    bought = [f"X {BEGUN} {line}" for line in lines]
    given = books(
        agreement=agreement(f"G X {BEGUN} 2026-08-19 quantity all_unit {committed}"),
        order_line="\n".join(("account_id ordered_on quantity amount", *bought)),
    )
    return [row[3] for row in of(company, "behind_commitment", given)]


def test_missing_pieces_are_worth_the_mean_price_so_far_and_without_one_unknown(company: Company) -> None:
    """300 pieces for 600 head for 600 of 1000; 2 for a fen head for 4, and 999 x 0.005 is 4.995."""
    assert pieces(company, "300 600") == [money("800.00")]
    assert pieces(company, "2 0.01", committed="1003") == [money("5.00")]
    assert pieces(company, "300 0") == [money("0.00")]
    assert pieces(company) == pieces(company, "5 -5") == pieces(company, "0 7") == [None]


def test_missing_pieces_of_a_negative_mean_price_put_nothing_at_stake(company: Company) -> None:
    """100 pieces for 100 and one given back for 1000: 99 pieces for -900."""
    assert pieces(company, "100 100", "1 -1000") == [None]


ENDS = """
    agreement_no account_id starts_on  ends_on    basis  method   committed_volume signed_on
    over         K          2025-07-01 2026-06-30 amount all_unit 1000             -
    last         K          2025-08-01 2026-07-01 amount all_unit 1000             -
    first        K          2026-06-30 2026-07-01 amount all_unit 1000             -
    later        K          2026-07-01 2026-08-01 amount all_unit 1000             -
    signed       P          2025-10-01 2026-07-01 amount all_unit 1000             2025-01-01
    nobody       -          2025-11-01 2026-07-01 amount all_unit 1000             -"""


def test_agreements_of_the_period_that_are_not_over_count_signed_or_not_and_of_anybody(company: Company) -> None:
    """The window of `over` ends on the day, `later` is to come; `nobody` has neither account, region nor owner."""
    given = books(account=LISTED, order_line="account_id ordered_on amount\nX 2026-01-01 1", agreement=ENDS)
    assert of(company, "behind_commitment", given) == [
        ("K", "华东", "李", money("1000.00"), day("2025-08-01")),
        ("K", "华东", "李", money("1000.00"), day("2026-06-30")),
        ("P", "华东", "王", money("1000.00"), day("2025-10-01")),
        (None, None, None, money("1000.00"), day("2025-11-01")),
    ]
    spring = replace(given, period=(day("2026-04-01"), day("2026-06-29")))
    assert [row[4] for row in of(company, "behind_commitment", spring)] == [
        day("2025-08-01"), day("2025-10-01"), day("2025-11-01"),
    ]  # fmt: skip
    the_day_before = replace(given, as_of=day("2026-06-29"))
    assert day("2025-07-01") in [row[4] for row in of(company, "behind_commitment", the_day_before)]


def test_the_last_day_of_an_agreement_is_no_more_near_a_tier(company: Company) -> None:
    """99 of 100 bought in a year: on the last day but one it heads for 99.27."""
    given = books(
        agreement=agreement("G K 2025-07-01 2026-06-30 amount all_unit -"),
        rebate_tier="agreement_no threshold rate\nG 100 0.1",
        order_line="account_id ordered_on amount\nK 2026-06-29 99",
    )
    assert of(company, "near_tier", given) == []
    assert of(company, "near_tier", replace(given, as_of=day("2026-06-29"))) == [
        ("K", None, None, money("10.00"), day("2025-07-01"))
    ]


def test_every_concession_with_a_finding_is_nothing_in_return_for_its_value(company: Company) -> None:
    """Of K four kinds of finding; the one under `kept` has none; nobody's has no owner; two are out of the period."""
    given = books(
        account=LISTED,
        agreement="""
            agreement_no account_id starts_on  ends_on    basis  method   committed_volume signed_on
            unsigned     K          2026-01-01 2026-12-31 amount all_unit 5                2026-07-01
            empty        K          2026-01-01 2026-12-31 amount all_unit 0                2026-01-01
            missed       K          2026-01-01 2026-06-30 amount all_unit 5                2026-01-01
            kept         K          2026-01-01 2026-12-31 amount all_unit 5                2026-01-01""",
        concession="""
            account_id granted_on value agreement_no
            K          2026-01-01 1     -
            K          2026-01-02 2     unsigned
            K          2026-01-03 3     empty
            K          2026-06-30 4     missed
            K          2026-01-05 5     kept
            P          2026-01-06 6     lost
            X          2026-01-07 -     -
            -          2026-01-08 8.25  -
            K          2025-12-31 9     -
            K          2026-07-01 9     -""",
    )
    assert of(company, "nothing_in_return", given) == [
        (None, None, None, money("8.25"), day("2026-01-08")),
        ("P", "华东", "王", money("6.00"), day("2026-01-06")),
        ("K", "华东", "李", money("4.00"), day("2026-06-30")),
        ("K", "华东", "李", money("3.00"), day("2026-01-03")),
        ("K", "华东", "李", money("2.00"), day("2026-01-02")),
        ("K", "华东", "李", money("1.00"), day("2026-01-01")),
        ("X", None, None, None, day("2026-01-07")),
    ]
