"""What needs a decision, sentence by sentence, on a few rows worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kam.access import Scope
from tests.conftest import Company
from tests.oracle.books import Books
from tests.topics.company import fill
from tests.topics.rules_rows import JUNE_END, books, money, told
from tests.topics.test_rules_general import KEYS

QUESTION = "board.exceptions"
# K and L are key accounts, P is a candidate, R was released, X is in no directory.
LISTED = """
    account_id account_class region manager status    locked_on  released_on
    K          end_user      华东   李      locked    2025-03-01 -
    L          contractor    华南   -       locked    -          -
    P          end_user      华东   王      candidate -          -
    R          end_user      华东   王      released  2025-01-01 2026-06-30"""
# In the last 12 months K bought 60 - 20, L 10.01 and X 5.
LINES = """
    account_id ordered_on amount
    K          2025-06-30 1000
    K          2025-07-01 60
    K          2026-06-30 -20
    K          2026-07-01 1000
    L          2026-01-31 10.01
    X          2026-01-31 5
    -          2026-01-31 7"""
KEY_KINDS = (
    "stalled",
    "regressed",
    "stage_unproven",
    "share_lost",
    "visit_overdue",
    "executive_absent",
    "level_missing",
)
OTHER_KINDS = ("near_tier", "behind_commitment", "nothing_in_return", "action_overdue")


def of(company: Company, kind: str, given: Books) -> list[tuple[Any, ...]]:
    """account_id, region, owner, at_stake, since of the findings of this kind, in the answer's order."""
    return [row[1:] for row in told(company, QUESTION, given) if row[0] == kind]


def day(text: str) -> date:
    return date.fromisoformat(text)


def left_stage_2(days: int) -> str:
    """Forty whom no directory knows left stage 2 after so many days: with ten others in it its p75 is that."""
    return "".join(f"\n过{n} 2024-01-01 2\n过{n} 2024-01-{1 + days:02d} 1" for n in range(40))


# What is at stake with an account


def test_sales_are_those_of_the_last_12_months_and_zero_where_nothing_was_bought(company: Company) -> None:
    """The account's own alone: what K's subsidiary S buys is not K's; of S nothing is known but its sales."""
    listed = "account_id status parent_id\nK locked -\nS locked K\nN locked -"
    given = books(account=listed, order_line=LINES.replace("L ", "S "))
    expected = [("K", None, None, money("40.00"), None), ("S", None, None, money("10.01"), None)]
    expected.append(("N", None, None, money("0.00"), None))
    for kind in ("visit_overdue", "executive_absent", "level_missing"):
        assert of(company, kind, given) == expected


def test_sales_are_empty_only_while_the_company_has_no_order_line(company: Company) -> None:
    """The first line of anybody, of nobody too, makes a zero of it; a line after the day does not."""

    def sales(*lines: str) -> Any:
        given = books(account=LISTED, order_line="\n".join(("account_id ordered_on amount", *lines)))
        return [row[3] for row in of(company, "executive_absent", given) if row[0] == "K"]

    assert sales() == sales("K 2026-07-01 5") == [None]
    assert sales("X 2026-06-30 5") == sales("- 2020-01-01 5") == sales("K 2025-06-30 5") == [money("0.00")]


def test_more_was_returned_than_bought(company: Company) -> None:
    given = books(account=LISTED, order_line="account_id ordered_on amount\nK 2026-01-01 -0.05\nL 2026-01-01 -0.10")
    assert [row[::3] for row in of(company, "executive_absent", given)] == [
        ("K", money("-0.05")), ("L", money("-0.10")),
    ]  # fmt: skip


# Stages


def test_stalled_are_key_accounts_past_the_p75_of_their_stage_since_the_day_it_was_reached(company: Company) -> None:
    """40 of 44 left after 10 days; K, P and X stand since 1 March, L for ten days; R stood when it was released."""
    moves = """
        account_id entered_on stage
        K          2026-03-01 2
        K          2026-05-01 2
        P          2026-03-01 2
        R          2026-03-01 2
        X          2026-03-01 2
        L          2026-06-20 2"""
    given = books(account=LISTED, order_line=LINES, stage_change=f"{moves}{left_stage_2(10)}")
    assert of(company, "stalled", given) == [("K", "华东", "李", money("40.00"), day("2026-03-11"))]
    longer = replace(given, as_of=day("2026-07-01"))
    assert of(company, "stalled", longer)[1:] == [("L", "华南", None, money("10.01"), day("2026-06-30"))]


FALLS = """
    account_id entered_on stage
    K          2025-12-01 6
    K          2026-01-01 5
    K          2026-02-01 3
    K          2026-02-01 4
    K          2026-03-01 7
    L          2025-06-01 5
    L          2025-12-31 4
    L          2026-07-01 3
    P          2026-01-01 5
    P          2026-02-01 4
    R          2026-01-01 5
    R          2026-02-01 4
    X          2026-01-01 5
    X          2026-02-01 4"""


def test_regressed_is_the_newest_fall_of_a_key_account_even_where_it_has_moved_on(company: Company) -> None:
    """K fell twice (the 3 of 1 February is superseded) and stands higher than ever; L fell a day before and after."""
    given = books(account=LISTED, order_line=LINES, stage_change=FALLS)
    assert of(company, "regressed", given) == [("K", "华东", "李", money("40.00"), day("2026-02-01"))]
    january = replace(given, period=(day("2026-01-01"), day("2026-01-31")))
    assert of(company, "regressed", january) == [("K", "华东", "李", money("40.00"), day("2026-01-01"))]
    before = replace(given, period=(day("2025-12-31"), day("2025-12-31")))
    assert of(company, "regressed", before) == [("L", "华南", None, money("10.01"), day("2025-12-31"))]


def test_stage_unproven_is_one_row_an_account_since_its_present_stay_began(company: Company) -> None:
    """K lacks three needs, and a repeat begins nothing; L's only need is met; of stage 1 nothing is asked."""
    given = books(
        account=f"{LISTED}\nM end_user 华东 - locked - -",
        order_line=LINES,
        stage_change="""
            account_id entered_on stage
            K          2025-01-01 4
            K          2026-02-01 3
            K          2026-03-01 4
            K          2026-04-01 4
            L          2026-01-01 2
            M          2026-01-01 1
            P          2026-01-01 4
            R          2026-01-01 4
            X          2026-01-01 4""",
        contact="account_id contact_name buying_role\nL 王 decision_maker",
        visit="account_id visited_on contact_name\nL 2020-01-01 王",
    )
    assert of(company, "stage_unproven", given) == [("K", "华东", "李", money("40.00"), day("2026-03-01"))]


# Share


def lost(company: Company, then: str, now: str, wallets: str = "1000 1000", **view: Any) -> list[Any]:
    """at_stake and since of K, which bought this much in 2024 and in 2025 of wallets of this much."""
    before, after = wallets.split()
    wallet = [f"K {year} {spend}" for year, spend in (("2024", before), ("2025", after)) if spend != "-"]
    given = books(
        "2025-12-31",
        account="account_id status\nK locked",
        wallet="\n".join(("account_id period spend", *wallet)),
        order_line=f"account_id ordered_on amount\nK 2024-12-31 {then}\nK 2025-12-31 {now}\n- 2024-01-01 1",
    )
    return [row[3:] for row in of(company, "share_lost", replace(given, **view))]


YEAR_BEGAN = date(2025, 1, 1)


def test_share_is_lost_from_five_points_on_the_dot(company: Company) -> None:
    """0.30 - 0.25 is 0.05, which no binary fraction says."""
    assert lost(company, "300", "250") == [(money("50.00"), YEAR_BEGAN)]
    assert lost(company, "300", "250.01") == []
    assert lost(company, "299.99", "250") == []
    assert lost(company, "300.01", "250") == [(money("50.01"), YEAR_BEGAN)]
    assert lost(company, "250", "300") == []
    for then, now in (("350", "300"), ("150", "100"), ("1000", "950"), ("50", "0"), ("0", "-50")):
        assert lost(company, then, now) == [(money("50.00"), YEAR_BEGAN)]


def test_share_lost_compares_exactly(company: Company) -> None:
    """337501/1000003 - 287502/1000007 is below 0.05 by 1/20000200000420, the least that is possible."""
    assert lost(company, "3375.01", "2875.02", "10000.03 10000.07") == []
    assert lost(company, "3375.01", "2875.01", "10000.03 10000.07") == [(money("500.01"), YEAR_BEGAN)]


def test_the_points_lost_are_of_the_wallet_now_and_rounded_once(company: Company) -> None:
    """0.5 - 0.2 of 200; 0.05 of 100.10 is 5.005; 1/3 - 1/7 of 7."""
    assert lost(company, "500", "40", "1000 200") == [(money("60.00"), YEAR_BEGAN)]
    assert lost(company, "50", "0", "1000 100.10") == [(money("5.01"), YEAR_BEGAN)]
    assert lost(company, "1", "1", "3 7") == [(money("1.33"), YEAR_BEGAN)]


def test_a_share_above_one_is_lost_too(company: Company) -> None:
    assert lost(company, "1500", "1000") == [(money("500.00"), YEAR_BEGAN)]
    assert lost(company, "1500", "1400") == [(money("100.00"), YEAR_BEGAN)]


@pytest.mark.parametrize("wallets", ["- 1000", "1000 -", "0 1000", "1000 0"])
def test_a_share_that_is_not_known_in_both_years_is_not_lost(company: Company, wallets: str) -> None:
    assert lost(company, "500", "100", wallets) == []


def test_last_years_share_is_unknown_where_the_orders_begin_after_its_first_day(company: Company) -> None:
    wallet = "account_id period spend\nK 2024 1000\nK 2025 1000"
    for began, rows in (("2024-01-01", 1), ("2024-01-02", 0)):
        lines = f"account_id ordered_on amount\nX {began} 1\nK 2024-06-01 500"
        given = books("2025-12-31", account="account_id status\nK locked", wallet=wallet, order_line=lines)
        assert len(of(company, "share_lost", given)) == rows


def test_each_year_is_judged_on_the_categories_known_in_it(company: Company) -> None:
    """2024: 50 of 100 in 安防, the 1000 in 网络 of nothing known. 2025: 20 of 200 in both. 0.4 of 200."""
    given = books(
        "2025-12-31",
        account="account_id status\nK locked",
        wallet="account_id period category spend\nK 2024 安防 100\nK 2025 安防 100\nK 2025 网络 100",
        order_line="""
            account_id ordered_on category amount
            K          2024-01-01 安防     50
            K          2024-01-01 网络     1000
            K          2025-01-01 网络     20
            K          2025-01-01 线缆     1000""",
    )
    assert of(company, "share_lost", given) == [("K", None, None, money("80.00"), YEAR_BEGAN)]


def test_the_same_days_of_both_years_count_and_the_period_is_cut_at_the_day(company: Company) -> None:
    """181 days of wallets of 365 a year: 90.50 of 181 then, nothing now; later orders are not counted."""
    given = books(
        period=("2026-01-01", "2026-12-31"),
        account=LISTED,
        wallet="account_id period spend\nK 2025 365\nK 2026 365",
        order_line="""
            account_id ordered_on amount
            K          2025-01-01 90
            K          2025-06-30 0.50
            K          2025-07-01 1000
            K          2024-12-31 1000
            K          2026-07-01 1000""",
    )
    assert of(company, "share_lost", given) == [("K", "华东", "李", money("90.50"), day("2026-01-01"))]
    to_come = replace(given, period=(day("2026-07-01"), day("2026-12-31")))
    assert of(company, "share_lost", to_come) == []


# Agreements


def agreement(
    *rows: str, names: str = "agreement_no account_id starts_on ends_on basis method committed_volume"
) -> str:
    return "\n".join((names, *rows))


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
    assert near(company, "3650.01") == []
    assert near(company, "3285") == []
    assert near(company, "3285.01") == [money("32.85")]  # 65.7002 - 32.85
    assert near(company, "3284.99") == []


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


BEGUN = "2026-05-12"  # of a hundred days to 19 August, 20 June is the 40th and 30 June the 50th


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


# Visits


def test_a_visit_is_overdue_when_it_was_due_before_the_day(company: Company) -> None:
    """K's next was due on the day itself, L's the day before; of M no class says when; N was seen after the day."""
    given = books(
        account=f"{LISTED}\nM - 华东 - locked 2025-01-01 -\nN - 华东 - locked 2025-02-01 -",
        order_line=LINES,
        visit="""
            account_id visited_on kind
            K          2026-05-31 visit
            K          2026-06-29 call
            L          2026-05-30 event
            M          2020-01-01 visit
            N          2026-07-01 visit
            P          2026-01-01 visit
            R          2026-01-01 visit""",
    )
    assert of(company, "visit_overdue", given) == [
        ("L", "华南", None, money("10.01"), day("2026-06-29")),
        ("N", "华东", None, money("0.00"), day("2025-02-01")),
    ]
    assert of(company, "visit_overdue", replace(given, as_of=day("2026-07-01")))[0] == (
        ("K", "华东", "李", money("1040.00") - 60, day("2026-06-30"))
    )


def test_a_visit_never_paid_is_overdue_since_the_account_was_locked_where_that_day_is_known(company: Company) -> None:
    given = books(account=LISTED, order_line=LINES, visit="account_id visited_on kind\nK 2026-06-29 call")
    assert of(company, "visit_overdue", given) == [
        ("K", "华东", "李", money("40.00"), day("2025-03-01")),
        ("L", "华南", None, money("10.01"), None),
    ]


def test_an_executive_is_absent_below_the_least_number_of_contacts(company: Company) -> None:
    """Two contacts are enough, a call among them; L's second was a day too early. P and R are no key accounts."""
    given = books(
        account=LISTED,
        order_line=LINES,
        visit="""
            account_id visited_on visitor_level kind
            K          2025-07-01 executive     visit
            K          2026-06-30 executive     call
            L          2026-06-30 executive     visit
            L          2025-06-30 executive     visit
            L          2026-06-30 field         visit""",
    )
    assert of(company, "executive_absent", given) == [("L", "华南", None, money("10.01"), None)]


def test_a_level_is_missing_unless_the_middle_and_the_front_line_were_met(company: Company) -> None:
    given = books(
        account=f"{LISTED}\nM end_user 华东 - locked - -",
        order_line=LINES,
        visit="""
            account_id visited_on contact_level
            K          2020-01-01 middle
            K          2026-06-30 frontline
            L          2026-06-30 senior
            L          2026-06-30 middle
            L          2026-07-01 frontline""",
    )
    assert of(company, "level_missing", given) == [
        ("L", "华南", None, money("10.01"), None),
        ("M", "华东", None, money("0.00"), None),
    ]


# Regions and actions

BOUNDS = """
    region list_min list_max
    R1     2        2
    R2     3        5
    R3     0        1
    R4     -        2
    R5     2        -
    R6     -        1
    R7     3        -
    R8     -        -
    R9     -        5"""


def test_the_size_of_a_list_is_a_finding_outside_its_bounds_which_are_inside_the_range(company: Company) -> None:
    """Two key accounts in R1 to R8, none in R9 and R0; one without a class counts, a candidate does not."""
    listed = [f"{name}{n} {name} R{n} locked" for n in range(1, 9) for name in ("-", "end_user")]
    given = books(
        account="\n".join(("account_id account_class region status", *listed, "P end_user R1 candidate")),
        region=f"{BOUNDS}\nR0 1 5",
    )
    assert of(company, "list_size", given) == [(None, f"R{n}", None, None, None) for n in (0, 2, 3, 6, 7)]
    in_regions = replace(given, only_regions=("R1", "R3", "R9"))
    assert of(company, "list_size", in_regions) == [(None, "R3", None, None, None)]
    for filters in ({"only_classes": ("end_user",)}, {"only_accounts": ("P",)}):
        assert of(company, "list_size", replace(given, **filters)) == []


def test_a_list_without_rows_for_its_accounts_region_is_no_finding(company: Company) -> None:
    assert of(company, "list_size", books(account=LISTED)) == []
    assert of(company, "list_size", books(region="region list_min\n华东 1")) == [(None, "华东", None, None, None)]


ACTIONS = """
    account_id region owner due_on     done_on    status
    K          -      -     2026-06-29 -          open
    K          -      -     2026-06-30 -          open
    K          北     赵    2026-06-28 2026-07-01 done
    K          北     赵    2026-06-27 2026-06-30 doing
    K          -      -     -          -          open
    K          -      -     2026-06-26 -          cancelled
    L          -      -     2026-06-25 -          -
    P          -      -     2026-06-24 -          open
    X          华南   -     2026-06-23 -          open
    -          北     孙    2026-06-22 -          doing
    -          -      -     2026-06-21 -          open"""


def test_an_action_is_overdue_with_its_own_owner_else_the_manager_and_the_accounts_region_else_its_own(
    company: Company,
) -> None:
    """Of K's the one due on the day and those done, cancelled or without a day are not; X has no manager."""
    given = books(account=LISTED, order_line=LINES, action=ACTIONS)
    assert of(company, "action_overdue", given) == [
        ("K", "华东", "赵", money("40.00"), day("2026-06-28")),
        ("K", "华东", "李", money("40.00"), day("2026-06-29")),
        ("L", "华南", None, money("10.01"), day("2026-06-25")),
        ("X", "华南", None, money("5.00"), day("2026-06-23")),
        ("P", "华东", "王", money("0.00"), day("2026-06-24")),
        (None, "北", "孙", None, day("2026-06-22")),
        (None, None, None, None, day("2026-06-21")),
    ]


def test_an_action_in_a_region_of_its_own_keeps_the_sales_of_its_account_whatever_the_filter(company: Company) -> None:
    """K is of 华东; its action is tested by 北, and the row still speaks of K."""
    given = books(account=LISTED, order_line=LINES, action=ACTIONS)
    north = of(company, "action_overdue", replace(given, only_regions=("北",)))
    assert north == [
        ("K", "华东", "赵", money("40.00"), day("2026-06-28")),
        (None, "北", "孙", None, day("2026-06-22")),
    ]
    for filters in ({"only_classes": ("contractor",)}, {"only_accounts": ("L",)}):
        assert of(company, "action_overdue", replace(given, **filters)) == [
            ("L", "华南", None, money("10.01"), day("2026-06-25"))
        ]
    assert of(company, "action_overdue", replace(given, only_accounts=("X", "P"))) == [
        ("X", "华南", None, money("5.00"), day("2026-06-23")),
        ("P", "华东", "王", money("0.00"), day("2026-06-24")),
    ]


def test_of_an_account_outside_the_viewers_regions_an_action_says_its_own_region_and_owner_only(
    company: Company,
) -> None:
    fill(company, books(account=LISTED, order_line=LINES, action=ACTIONS))
    for region, expected in {
        "北": [("K", "北", "赵", None, day("2026-06-28")), (None, "北", "孙", None, day("2026-06-22"))],
        "华南": [
            ("L", "华南", None, money("10.01"), day("2026-06-25")),
            ("X", "华南", None, None, day("2026-06-23")),
        ],
        "西": [],
    }.items():
        found = [tuple(one.values()) for one in company.ask(QUESTION, JUNE_END, scope=Scope(frozenset({region})))]
        assert [row[1:6] for row in found if row[0] == "action_overdue"] == expected


def test_no_action_is_shown_of_which_the_period_knows_nothing(company: Company) -> None:
    """Begun after it, or done before it: not in the plan of the second quarter."""
    given = books(
        period=("2026-04-01", "2026-05-31"),
        action="""
            owner starts_on  due_on     done_on
            in    2026-05-31 2026-06-01 -
            out   2026-06-01 2026-06-02 -
            out   2026-01-01 2026-01-02 2026-03-31""",
    )
    assert of(company, "action_overdue", given) == [(None, None, "in", None, day("2026-06-01"))]


# All kinds together


def everything(names: str, listed: str) -> Books:
    """Every kind of finding of each of these accounts, all alike but in what is theirs in the list."""
    each = names.split()

    def rows(head: str, *lines: str) -> str:
        return "\n".join((head, *(line.replace("@", name) for name in each for line in lines)))

    return books(
        account=listed,
        region="region list_min\n华东 9\n华南 9",
        stage_change=rows("account_id entered_on stage", "@ 2026-01-01 3", "@ 2026-02-01 2") + left_stage_2(10),
        wallet=rows("account_id period spend", "@ 2025 1000", "@ 2026 1000"),
        order_line=rows("account_id ordered_on amount", "@ 2025-01-01 400", "@ 2026-01-01 100"),
        agreement=rows(
            "agreement_no account_id starts_on ends_on basis method committed_volume",
            "@near @ 2026-06-30 2026-07-01 amount all_unit -",
            "@late @ 2026-01-01 2026-12-31 amount all_unit 9000",
        ),
        rebate_tier=rows("agreement_no threshold rate", "@near 1 0.1"),
        concession=rows("concession_no account_id granted_on value", "@ @ 2026-01-01 1"),
        action=rows("action_no account_id due_on", "@ @ 2026-01-01"),
    )


def near_now(given: Books) -> Books:
    """The same with enough bought on the day for the tiers to be near: 0.49 heads for 0.98 of 1."""
    for one in list(given.agreements):
        if one["agreement_no"].endswith("near"):
            given.lines.append({**given.lines[0], "order_no": one["agreement_no"], "account_id": one["account_id"]})
            given.lines[-1].update(ordered_on=day(JUNE_END), amount=Decimal("0.49"))
    return given


def names_of(company: Company, kind: str, given: Books) -> list[str | None]:
    return sorted(row[0] for row in of(company, kind, given))


@pytest.mark.parametrize("kind", KEY_KINDS)
def test_only_key_accounts_of_the_day_are_listed(company: Company, kind: str) -> None:
    given = near_now(everything("A B C D E F G H I J X", KEYS))
    assert names_of(company, kind, given) == ["A", "B", "D", "G"]
    assert names_of(company, kind, replace(given, only_accounts=("B", "C", "X"))) == ["B"]


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_agreements_concessions_and_actions_are_not_limited_to_key_accounts(company: Company, kind: str) -> None:
    given = near_now(everything("A B C D E F G H I J X", KEYS))
    assert names_of(company, kind, given) == [*"ABCDEFGHIJX"]
    assert names_of(company, kind, replace(given, only_accounts=("B", "C", "X"))) == [*"BCX"]


PLACES = """
    account_id account_class region manager status
    A          end_user      华东   李      locked
    B          contractor    华南   王      locked"""


def test_an_account_stands_in_a_row_for_each_kind_and_filters_test_it_as_everywhere(company: Company) -> None:
    given = near_now(everything("A B X", PLACES))

    def seen(**filters: tuple[str, ...]) -> set[tuple[Any, ...]]:
        return {row[:4] for row in told(company, QUESTION, replace(given, **filters))}

    def all_of(*account: str | None) -> set[tuple[Any, ...]]:
        return {(kind, *account) for kind in (*KEY_KINDS, *OTHER_KINDS)}

    a, b = all_of("A", "华东", "李"), all_of("B", "华南", "王")
    x = {(kind, "X", None, None) for kind in OTHER_KINDS}
    sizes = {("list_size", None, region, None) for region in ("华东", "华南")}
    assert seen() == a | b | x | sizes
    assert seen(only_regions=("华东",)) == a | {("list_size", None, "华东", None)}
    assert seen(only_classes=("contractor",)) == b
    assert seen(only_accounts=("A", "X")) == a | x
    assert seen(only_regions=("华东",), only_classes=("contractor",)) == set()
    assert seen(only_accounts=("nobody",)) == set()


def test_a_viewer_sees_the_findings_of_own_regions_only(company: Company) -> None:
    fill(company, near_now(everything("A B X", PLACES)))
    found = company.ask(QUESTION, JUNE_END, scope=Scope(frozenset({"华南"})))
    assert {(row["account_id"], row["region"]) for row in found} == {("B", "华南"), (None, "华南")}
    assert {row["kind"] for row in found} == {*KEY_KINDS, *OTHER_KINDS, "list_size"}
    assert company.ask(QUESTION, JUNE_END, scope=Scope(frozenset())) == []


def test_the_most_money_comes_first_and_no_money_last_then_kind_account_region_and_day(company: Company) -> None:
    """Ties of every sort; B before a before 甲 by code point; what is empty comes last each time."""
    given = books(
        account="account_id region manager status\na 华东 李 candidate\nB 华东 李 candidate",
        region="region list_min\n乙 1\nZ 1",
        order_line="account_id ordered_on amount\nB 2026-01-01 5\na 2026-01-01 5",
        concession="""
            account_id granted_on value
            甲         2026-01-02 5
            甲         2026-01-01 5
            a          2026-01-01 5
            -          2026-01-01 5
            B          2026-01-01 -5
            B          2026-01-02 -
            B          2026-01-03 5.01""",
        action="""
            account_id region due_on
            B          -      2026-01-05
            a          -      2026-01-01
            -          乙     2026-01-03
            -          乙     2026-01-02
            -          Z      2026-01-04
            -          -      2026-01-01""",
    )
    assert [(row[0], row[1], row[2], str(row[4]), str(row[5])[-2:]) for row in told(company, QUESTION, given)] == [
        ("nothing_in_return", "B", "华东", "5.01", "03"),
        ("action_overdue", "B", "华东", "5.00", "05"),
        ("action_overdue", "a", "华东", "5.00", "01"),
        ("nothing_in_return", "a", "华东", "5.00", "01"),
        ("nothing_in_return", "甲", None, "5.00", "01"),
        ("nothing_in_return", "甲", None, "5.00", "02"),
        ("nothing_in_return", None, None, "5.00", "01"),
        ("nothing_in_return", "B", "华东", "-5.00", "01"),
        ("action_overdue", None, "Z", "None", "04"),
        ("action_overdue", None, "乙", "None", "02"),
        ("action_overdue", None, "乙", "None", "03"),
        ("action_overdue", None, None, "None", "01"),
        ("list_size", None, "Z", "None", "ne"),
        ("list_size", None, "乙", "None", "ne"),
        ("nothing_in_return", "B", "华东", "None", "02"),
    ]


def test_an_empty_day_comes_after_the_days_of_the_same_account(company: Company) -> None:
    """Never visited both: K's day is known and L's not; 0.00 is at stake with either, and the account decides first."""
    listed = "account_id status locked_on\nL locked 2025-01-01\nK locked -"
    given = books(account=listed, order_line="ordered_on amount\n2026-01-01 1")
    assert [row[::4] for row in of(company, "visit_overdue", given)] == [("K", None), ("L", day("2025-01-01"))]


def test_money_decides_the_order_as_printed(company: Company) -> None:
    """The gain of 0.014 at the next tier prints as the commitment's missing 0.01, whose kind comes first."""
    given = books(
        agreement=agreement(
            f"G X {BEGUN} 2026-08-19 amount marginal -", f"H Y {BEGUN} 2026-08-19 amount marginal 0.03"
        ),
        rebate_tier="agreement_no threshold rate\nG 0 0.007\nG 102 0.01",
        order_line=f"account_id ordered_on amount\nX {BEGUN} 50\nY {BEGUN} 0.01",
    )
    assert [(row[0], row[4]) for row in told(company, QUESTION, given)] == [
        ("behind_commitment", money("0.01")),
        ("near_tier", money("0.01")),
    ]


def test_an_empty_company_has_nothing_to_decide(company: Company) -> None:
    assert told(company, QUESTION, books()) == []
