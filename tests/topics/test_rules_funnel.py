"""Stalled accounts, regressions and the stage audit, rule by rule, on a few rows worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kam.access import Scope
from tests.conftest import Company
from tests.topics.company import fill
from tests.topics.rules_rows import JUNE_END, books, column, money, told

# Stage 2 was left after 10, 20 and 30 days by C, D and E; A and B stand in it.
STAYS = """
    account_id entered_on stage
    C          2026-01-01 2
    C          2026-01-11 3
    D          2026-01-01 2
    D          2026-01-21 3
    E          2026-01-01 2
    E          2026-01-31 3"""
LISTED = "account_id region status released_on\nA 华东 locked -\nB 华南 locked -\nC 华东 locked -"


def test_an_account_is_stalled_when_its_days_exceed_the_p75_strictly(company: Company) -> None:
    """With three more stays of 31 days ended, S(30) = 5/8; A stands there for 31 days, B for 32.

    S(31) = 5/8 x 2/5 = 1/4, which reaches the p75 on the dot: 31 days, and only B's are more.
    """
    ended = "".join(f"\n{name} 2026-01-01 2\n{name} 2026-02-01 3" for name in "FGH")
    given = books(account=LISTED, stage_change=f"{STAYS}{ended}\nA 2026-05-30 2\nB 2026-05-29 2")
    assert told(company, "funnel.dwell", given)[1][1:5] == (8, 2, 31, 31)
    assert [(row[0], *row[3:]) for row in told(company, "funnel.stalled", given)] == [("B", 32, 31)]


def test_the_p75_is_that_of_the_whole_company_whatever_the_filter_or_the_viewer(company: Company) -> None:
    """In the south nobody ever left stage 2; company-wide 3 of 4 did by the 30th day."""
    given = books(account=LISTED, stage_change=f"{STAYS}\nB 2026-03-01 2")
    expected = [("B", 2, given.first.replace(month=3), 121, 30)]
    assert told(company, "funnel.stalled", given) == expected
    assert told(company, "funnel.stalled", replace(given, only_regions=("华南",))) == expected
    assert told(company, "funnel.dwell", replace(given, only_regions=("华南",)))[1][1:] == (1, 1, None, None, None)
    assert told(company, "funnel.stalled", replace(given, only_regions=("华东",))) == []
    fill(company, given)
    seen = company.ask("funnel.stalled", JUNE_END, scope=Scope(frozenset({"华南"})))
    assert [tuple(row.values()) for row in seen] == expected


def test_a_released_account_is_not_stalled_and_its_stay_ends_censored_at_the_release(company: Company) -> None:
    listed = "account_id status released_on\nA released 2026-03-05\nB released 2026-07-01"
    given = books(account=listed, stage_change=f"{STAYS}\nA 2026-03-01 2\nB 2026-03-01 2")
    # A 4 days censored; n: 4 at 10 -> 3/4, 2/4 at 20, 1/4 at 30: p75 = 30.
    assert [(row[0], *row[3:]) for row in told(company, "funnel.stalled", given)] == [("B", 121, 30)]
    on_release = replace(given, as_of=given.as_of.replace(month=7, day=1))
    assert told(company, "funnel.stalled", on_release) == []


def test_a_repeated_stage_does_not_begin_the_stay_anew(company: Company) -> None:
    given = books(stage_change=f"{STAYS}\nB 2026-03-01 2\nB 2026-06-29 2")
    assert column(company, "funnel.stalled", given, 3) == [121]


FALLS = """
    account_id entered_on stage
    乙         2026-02-01 5
    乙         2026-03-01 3
    乙         2026-03-02 3
    乙         2026-04-01 2
    乙         2026-05-01 4
    B          2025-01-01 5
    B          2026-01-01 4
    B          2026-01-01 5
    B          2026-06-30 1
    a          2025-12-31 5
    a          2026-01-01 4
    a          2026-07-01 1"""


def test_regressions_are_the_moves_to_a_lower_stage_in_the_period_by_account_then_day(company: Company) -> None:
    """B's 4 of 1 January is superseded by the 5 of that day; a repeated 3 is no move; a's fall of July is to come."""
    found = told(company, "funnel.regressions", books(stage_change=FALLS))
    assert [(name, day.isoformat(), before, after) for name, day, before, after in found] == [
        ("B", "2026-06-30", 5, 1),
        ("a", "2026-01-01", 5, 4),
        ("乙", "2026-03-01", 5, 3),
        ("乙", "2026-04-01", 3, 2),
    ]
    early = books(period=("2026-01-02", "2026-03-31"), stage_change=FALLS)
    assert column(company, "funnel.regressions", early, 0) == ["乙"]


def test_changes_after_the_release_are_ignored_and_those_of_its_day_count(company: Company) -> None:
    """A re-locked account keeps an old day of release, which counts for nothing."""
    listed = "account_id status released_on\nK released 2026-03-01\nL locked 2026-03-01\nM released -"
    changes = "account_id entered_on stage" + "".join(
        f"\n{name} 2026-01-01 5\n{name} 2026-03-01 4\n{name} 2026-03-02 2" for name in "KLM"
    )
    given = books(account=listed, stage_change=changes)
    assert [(row[0], row[3]) for row in told(company, "funnel.regressions", given)] == [
        ("K", 4), ("L", 4), ("L", 2), ("M", 4), ("M", 2),
    ]  # fmt: skip
    assert column(company, "funnel.stock", given, 1) == [0, 1, 0, 0, 0, 0, 0, 0]
    assert column(company, "funnel.reached", given, 1) == [3, 3, 3, 3, 3, 0, 0, 0]
    assert told(company, "funnel.cohort", given)[3] == (4, 3, 3, 0, 0, 1.0)
    assert told(company, "funnel.cohort", given)[4] == (5, 3, 0, 0, 3, 0.0)
    # Stage 4: K left it nowhere, censored at 0 days; L and M after a day. Stage 2: L and M to the as-of day.
    assert told(company, "funnel.dwell", given)[3][:4] == (4, 3, 1, 1)
    assert told(company, "funnel.dwell", given)[1][:4] == (2, 2, 2, None)


def test_a_jump_enters_every_skipped_stage_that_day_and_lost_is_below_or_released(company: Company) -> None:
    """K jumped 1 to 4 and fell to 2; L entered 3 before the period; M reached 3 and was released."""
    given = books(
        account="account_id status released_on\nM released 2026-06-30",
        stage_change="""
            account_id entered_on stage
            K          2025-01-01 1
            K          2026-01-01 4
            K          2026-06-30 2
            L          2025-12-31 3
            L          2026-02-01 1
            L          2026-03-01 3
            M          2026-06-30 3""",
    )
    assert told(company, "funnel.cohort", given) == [
        (1, 1, 1, 0, 0, 1.0),
        (2, 2, 2, 0, 0, 1.0),
        (3, 2, 1, 0, 1, 0.5),
        (4, 1, 0, 0, 1, 0.0),
        (5, 0, 0, 0, 0, None),
        (6, 0, 0, 0, 0, None),
        (7, 0, 0, 0, 0, None),
    ]
    assert told(company, "funnel.reached", given)[:5] == [
        (1, 3, 1.0), (2, 3, 1.0), (3, 3, 1 / 3), (4, 1, 0.0), (5, 0, None),
    ]  # fmt: skip


def test_a_deal_closed_on_the_day_it_was_opened_took_no_day(company: Company) -> None:
    """0 and 10 days; the last was opened after it was closed."""
    deals = """
        deal_id outcome opened_on  closed_on  amount
        A       won     2026-06-01 2026-06-01 1
        B       won     2026-06-01 2026-06-11 1
        C       lost    2026-06-11 2026-06-01 1"""
    assert column(company, "funnel.velocity", books(deal=deals), 3) == [5.0]


@pytest.mark.parametrize(
    ("closed_on", "amount", "velocity"),
    [
        ("2026-01-09", "1.00", "0.13"),  # 12.5 fen a day
        ("2026-01-04", "2.00", "0.67"),
        ("2026-01-09", "-1.00", "-0.13"),
        ("2026-01-02", "2.00", "2.00"),  # one day, one deal: a divisor of 1
        ("2026-01-01", "2.00", None),
    ],
)
def test_velocity_is_rounded_once_half_away_from_zero(
    company: Company, closed_on: str, amount: str, velocity: str | None
) -> None:
    deals = f"amount opened_on closed_on outcome\n5 2026-01-01 {closed_on} won\n{amount} 2026-01-01 - open"
    assert column(company, "funnel.velocity", books(deal=deals), 4) == [velocity and money(velocity)]
