"""The stage funnel's four questions, on companies of a few rows whose answers were worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from kam.access import Scope
from tests.conftest import Company

TODAY = "2026-06-30"
YEAR = ("2026-01-01", "2026-12-31")


def moved(account_id: str, entered_on: str, stage: int) -> dict[str, object]:
    return {"account_id": account_id, "entered_on": entered_on, "stage": stage}


def account(account_id: str, region: str | None = None, **more: object) -> dict[str, object]:
    return {"account_id": account_id, "account_name": account_id, "region": region, "status": "locked", **more}


def sold(order_no: str, account_id: str | None, ordered_on: str, amount: str) -> dict[str, object]:
    return {"order_no": order_no, "line_no": 1, "account_id": account_id, "ordered_on": ordered_on, "amount": amount}


def column(rows: list[dict[str, Any]], name: str) -> list[Any]:
    return [row[name] for row in rows]


def stage(rows: list[dict[str, Any]], number: int) -> dict[str, Any]:
    (found,) = [row for row in rows if row["stage"] == number]
    return found


# Six accounts, a path each. On 2026-06-30: A in 3, B in 4 (jumped from 1), C back in 1 after 2, D in 2, E outside the
# directory in 1, F released in stage 5 on 2026-03-31.
PATHS = (
    moved("A", "2026-01-10", 1),
    moved("A", "2026-02-10", 2),
    moved("A", "2026-04-10", 3),
    moved("B", "2025-06-01", 1),
    moved("B", "2026-03-01", 4),
    moved("C", "2026-01-05", 2),
    moved("C", "2026-05-05", 1),
    moved("D", "2025-12-31", 2),
    moved("E", "2026-06-30", 1),
    moved("F", "2026-02-01", 5),
    moved("F", "2026-04-01", 8),
)
PEOPLE = (
    account("A", "north", account_class="end_user"),
    account("B", "north", account_class="contractor"),
    account("C", "south", account_class="end_user"),
    account("D", "south"),
    account("F", "north", account_class="end_user") | {"status": "released", "released_on": "2026-03-31"},
)


@pytest.fixture
def six(company: Company) -> Company:
    company.put("account", *PEOPLE)
    company.put("stage_change", *PATHS)
    return company


def test_an_empty_store_still_shows_every_stage_with_nothing_known(company: Company) -> None:
    stock = company.ask("funnel.stock", TODAY)
    assert stock == [{"stage": k, "accounts": 0, "sales_12m": None} for k in range(1, 9)]
    reached = company.ask("funnel.reached", TODAY)
    assert reached == [{"stage": k, "accounts": 0, "conversion": None} for k in range(1, 9)]
    cohort = company.ask("funnel.cohort", TODAY)
    nobody = {"entered": 0, "reached_next": 0, "open": 0, "lost": 0, "conversion": None}
    assert cohort == [{"stage": k} | nobody for k in range(1, 8)]
    dwell = company.ask("funnel.dwell", TODAY)
    unknown = {"spells": 0, "censored": 0, "median_days": None, "p75_days": None, "p90_days": None}
    assert dwell == [{"stage": k} | unknown for k in range(1, 9)]


def test_stock_counts_each_account_once_in_its_last_stage_and_no_released_one(six: Company) -> None:
    assert column(six.ask("funnel.stock", TODAY), "accounts") == [2, 1, 1, 1, 0, 0, 0, 0]


def test_nothing_after_the_as_of_day_counts(six: Company) -> None:
    # On 2026-02-28: A in 2, B in 1, C in 2, D in 2, F (not yet released) in 5.
    assert column(six.ask("funnel.stock", "2026-02-28"), "accounts") == [1, 3, 0, 0, 1, 0, 0, 0]
    assert column(six.ask("funnel.stock", "2025-05-31"), "accounts") == [0] * 8


def test_reached_counts_the_highest_stage_so_far_with_every_stage_below_it(six: Company) -> None:
    # Highest: A 3, B 4, C 2, D 2, E 1, F 5 (its 8 came after the release).
    reached = six.ask("funnel.reached", TODAY)
    assert column(reached, "accounts") == [6, 5, 3, 2, 1, 0, 0, 0]
    assert column(reached, "conversion") == [5 / 6, 3 / 5, 2 / 3, 1 / 2, 0.0, None, None, None]


def test_the_cohort_is_who_first_entered_in_the_period_and_what_became_of_them(six: Company) -> None:
    # First day at >= 1: A, C, E, F this year. >= 2: A, B (skipped by its jump), C, F; D a day before. >= 3: A, B, F.
    cohort = six.ask("funnel.cohort", TODAY, YEAR)
    named = [tuple(row.values()) for row in cohort]
    assert named == [
        (1, 4, 3, 1, 0, 3 / 4),  # A, C, F went on; E is open
        (2, 4, 3, 0, 1, 3 / 4),  # A, B, F went on; C fell back to 1
        (3, 3, 2, 1, 0, 2 / 3),  # B, F went on; A is open
        (4, 2, 1, 1, 0, 1 / 2),  # F went on; B is open
        (5, 1, 0, 0, 1, 0.0),  # F was released
        (6, 0, 0, 0, 0, None),
        (7, 0, 0, 0, 0, None),
    ]


def test_the_cohort_keeps_to_both_ends_of_the_period_and_looks_at_their_fate_up_to_the_as_of_day(six: Company) -> None:
    first_month = six.ask("funnel.cohort", TODAY, ("2026-01-10", "2026-02-10"))
    assert column(first_month, "entered") == [2, 2, 1, 1, 1, 0, 0]  # A and F; C entered on the 5th
    assert column(first_month, "reached_next") == [2, 2, 1, 1, 0, 0, 0]


def test_the_cohort_of_a_period_after_the_as_of_day_is_empty(six: Company) -> None:
    assert column(six.ask("funnel.cohort", "2026-02-28", ("2026-03-01", "2026-12-31")), "entered") == [0] * 7


def test_of_two_changes_on_a_day_the_later_row_of_the_file_counts_and_the_other_for_nothing(company: Company) -> None:
    company.put("stage_change", moved("A", "2026-01-01", 7), moved("A", "2026-01-01", 2))
    assert column(company.ask("funnel.stock", TODAY), "accounts") == [0, 1, 0, 0, 0, 0, 0, 0]
    assert column(company.ask("funnel.reached", TODAY), "accounts") == [1, 1, 0, 0, 0, 0, 0, 0]
    assert sum(column(company.ask("funnel.dwell", TODAY), "spells")) == 1


def test_a_later_batch_is_later_than_any_row_of_an_earlier_one(company: Company) -> None:
    company.put("stage_change", moved("B", "2026-01-01", 1), moved("A", "2026-01-01", 3))
    company.put("stage_change", moved("A", "2026-01-01", 2))
    assert column(company.ask("funnel.stock", TODAY), "accounts") == [1, 1, 0, 0, 0, 0, 0, 0]


def test_a_repeated_stage_goes_on_with_the_same_stay(company: Company) -> None:
    company.put("stage_change", moved("A", "2026-01-01", 2), moved("A", "2026-01-11", 2), moved("A", "2026-01-31", 3))
    second = stage(company.ask("funnel.dwell", TODAY), 2)
    assert (second["spells"], second["censored"], second["median_days"]) == (1, 0, 30)


def test_dwell_is_the_kaplan_meier_curve_worked_out_by_hand(company: Company) -> None:
    # Stage 1, six stays: ended after 10, 20, 20, 40 days; still lasting after 15 and 50 days on 2026-06-30.
    # S(10) = 5/6. At 20 four are at risk, two end: S = 5/12 <= 0.5.
    # At 40 two are at risk, one ends: S = 5/24 <= 0.25. It never gets to 0.1.
    company.put(
        "stage_change",
        *(moved(name, "2026-01-01", 1) for name in "ABCD"),
        moved("A", "2026-01-11", 2),
        moved("B", "2026-01-21", 2),
        moved("C", "2026-01-21", 2),
        moved("D", "2026-02-10", 2),
        moved("E", "2026-06-15", 1),
        moved("F", "2026-05-11", 1),
    )
    first, second, *_ = company.ask("funnel.dwell", TODAY)
    assert first == {"stage": 1, "spells": 6, "censored": 2, "median_days": 20, "p75_days": 40, "p90_days": None}
    assert second == {"stage": 2, "spells": 4, "censored": 4, "median_days": None, "p75_days": None, "p90_days": None}


def test_a_quantile_is_reached_at_an_exact_tie_and_at_the_end_of_the_curve(company: Company) -> None:
    # Ten stays end after 1..10 days: S(5) = 0.5, S(8) = 0.2 (S(7) = 0.3), S(9) = 0.1 exactly.
    company.put("stage_change", *(moved(f"A{days}", "2026-01-01", 1) for days in range(1, 11)))
    company.put("stage_change", *(moved(f"A{days}", f"2026-01-{1 + days:02}", 2) for days in range(1, 11)))
    first = stage(company.ask("funnel.dwell", TODAY), 1)
    assert (first["median_days"], first["p75_days"], first["p90_days"]) == (5, 8, 9)


def test_where_all_at_risk_end_at_once_the_curve_falls_to_nothing(company: Company) -> None:
    company.put("stage_change", moved("A", "2026-01-01", 1), moved("A", "2026-01-08", 2))
    first = stage(company.ask("funnel.dwell", TODAY), 1)
    assert first == {"stage": 1, "spells": 1, "censored": 0, "median_days": 7, "p75_days": 7, "p90_days": 7}


def test_one_censored_at_a_length_is_still_at_risk_at_it(company: Company) -> None:
    # A and B end after 10 days, C has lasted 10 days: S(10) = 1 - 2/3 = 1/3, so the median is 10 and p75 is unknown.
    company.put("stage_change", moved("A", "2026-01-01", 1), moved("B", "2026-01-01", 1), moved("C", "2026-06-20", 1))
    company.put("stage_change", moved("A", "2026-01-11", 2), moved("B", "2026-01-11", 2))
    first = stage(company.ask("funnel.dwell", TODAY), 1)
    assert (first["censored"], first["median_days"], first["p75_days"]) == (1, 10, None)


def test_a_stay_is_censored_on_the_day_of_release_or_the_as_of_day(company: Company) -> None:
    # R is watched to its release, 10 days; U, of unknown release, to the as-of day, 30 days; one ends after 20.
    company.put(
        "account",
        account("R") | {"status": "released", "released_on": "2026-06-10"},
        account("U") | {"status": "released"},
    )
    company.put("stage_change", moved("R", "2026-05-31", 1), moved("U", "2026-05-31", 1), moved("A", "2026-05-31", 1))
    company.put("stage_change", moved("A", "2026-06-20", 2))
    # At 20 only A and U are at risk: S = 1/2. Were R watched longer, S would be 2/3 and the median unknown.
    first = stage(company.ask("funnel.dwell", TODAY), 1)
    assert (first["spells"], first["censored"], first["median_days"]) == (3, 2, 20)


class TestRelease:
    """What a release changes: stock at once, nothing of what was seen before, everything after it."""

    def released(self, company: Company, status: str, released_on: str | None) -> None:
        company.put("account", account("A") | {"status": status, "released_on": released_on})
        company.put(
            "stage_change", moved("A", "2026-01-01", 2), moved("A", "2026-04-01", 3), moved("A", "2026-05-01", 4)
        )

    def test_changes_on_the_day_of_release_count_and_later_ones_do_not(self, company: Company) -> None:
        self.released(company, "released", "2026-04-01")
        assert column(company.ask("funnel.stock", TODAY), "accounts") == [0] * 8
        assert column(company.ask("funnel.reached", TODAY), "accounts") == [1, 1, 1, 0, 0, 0, 0, 0]
        assert column(company.ask("funnel.cohort", TODAY, YEAR), "lost") == [0, 0, 1, 0, 0, 0, 0]
        assert column(company.ask("funnel.dwell", TODAY), "spells") == [0, 1, 1, 0, 0, 0, 0, 0]

    def test_the_day_before_the_release_the_account_stands_in_its_stage(self, company: Company) -> None:
        self.released(company, "released", "2026-06-01")
        assert column(company.ask("funnel.stock", "2026-05-31"), "accounts") == [0, 0, 0, 1, 0, 0, 0, 0]
        assert column(company.ask("funnel.cohort", "2026-05-31", YEAR), "open") == [0, 0, 0, 1, 0, 0, 0]
        assert column(company.ask("funnel.stock", "2026-06-01"), "accounts") == [0] * 8

    def test_a_release_without_a_day_holds_always_and_hides_no_change(self, company: Company) -> None:
        self.released(company, "released", None)
        assert column(company.ask("funnel.stock", "2026-02-01"), "accounts") == [0] * 8
        assert column(company.ask("funnel.reached", TODAY), "accounts") == [1, 1, 1, 1, 0, 0, 0, 0]
        assert column(company.ask("funnel.cohort", TODAY, YEAR), "lost") == [0, 0, 0, 1, 0, 0, 0]

    def test_a_locked_account_with_an_old_release_day_is_locked(self, company: Company) -> None:
        self.released(company, "locked", "2026-02-01")
        assert column(company.ask("funnel.stock", TODAY), "accounts") == [0, 0, 0, 1, 0, 0, 0, 0]

    def test_an_account_released_before_its_first_change_never_was_in_the_funnel(self, company: Company) -> None:
        self.released(company, "released", "2025-12-31")
        assert column(company.ask("funnel.reached", TODAY), "accounts") == [0] * 8
        assert sum(column(company.ask("funnel.dwell", TODAY), "spells")) == 0


class TestSales:
    """Sales of the last 12 months beside the stock."""

    def test_they_run_from_the_day_after_the_same_day_last_year_to_the_as_of_day(self, six: Company) -> None:
        six.put(
            "order_line",
            sold("1", "A", "2025-06-30", "1000"),  # a day too early
            sold("2", "A", "2025-07-01", "100.50"),
            sold("3", "A", "2026-06-30", "-20.25"),  # a return
            sold("4", "A", "2026-07-01", "5000"),  # a day too late
            sold("5", "E", "2026-01-01", "7"),
            sold("6", "F", "2026-01-01", "9"),  # released
            sold("7", None, "2026-01-01", "11"),
        )
        # Stage 1: C and E, 7.00; stage 3: A, 100.50 - 20.25.
        assert [str(amount) for amount in column(six.ask("funnel.stock", TODAY), "sales_12m")] == [
            "7.00", "0.00", "80.25", "0.00", "0.00", "0.00", "0.00", "0.00",
        ]  # fmt: skip

    def test_they_are_unknown_before_the_first_order_line_of_the_company(self, six: Company) -> None:
        six.put("order_line", sold("1", None, "2026-06-30", "1"))
        assert column(six.ask("funnel.stock", "2026-06-29"), "sales_12m") == [None] * 8
        assert column(six.ask("funnel.stock", "2026-06-30"), "sales_12m") == [0] * 8

    def test_of_a_leap_day_the_year_begins_on_the_first_of_march(self, company: Company) -> None:
        company.put("stage_change", moved("A", "2023-01-01", 1))
        company.put("order_line", sold("1", "A", "2023-02-28", "1"), sold("2", "A", "2023-03-01", "2"))
        assert stage(company.ask("funnel.stock", "2024-02-29"), 1)["sales_12m"] == 2


class TestFilters:
    """Filters look at the directory as it stands now; who is outside it has no region and no class."""

    def test_a_region_filter_keeps_the_accounts_of_the_region(self, six: Company) -> None:
        assert column(six.ask("funnel.stock", TODAY, regions=("north",)), "accounts") == [0, 0, 1, 1, 0, 0, 0, 0]
        assert column(six.ask("funnel.reached", TODAY, regions=("north",)), "accounts") == [3, 3, 3, 2, 1, 0, 0, 0]
        assert column(six.ask("funnel.cohort", TODAY, YEAR, regions=("south",)), "entered") == [1, 1, 0, 0, 0, 0, 0]
        assert column(six.ask("funnel.dwell", TODAY, regions=("south",)), "spells") == [1, 2, 0, 0, 0, 0, 0, 0]

    def test_a_class_filter_drops_accounts_without_a_class(self, six: Company) -> None:
        assert column(six.ask("funnel.stock", TODAY, classes=("end_user",)), "accounts") == [1, 0, 1, 0, 0, 0, 0, 0]

    def test_an_account_filter_keeps_a_customer_outside_the_directory_that_it_names(self, six: Company) -> None:
        assert column(six.ask("funnel.stock", TODAY, accounts=("E", "B")), "accounts") == [1, 0, 0, 1, 0, 0, 0, 0]
        assert column(six.ask("funnel.stock", TODAY, regions=("north",), accounts=("E",)), "accounts") == [0] * 8

    def test_sales_are_those_of_the_accounts_in_scope(self, six: Company) -> None:
        six.put("order_line", sold("1", "A", "2026-01-01", "5"), sold("2", "C", "2026-01-01", "3"))
        assert sum(column(six.ask("funnel.stock", TODAY, regions=("south",)), "sales_12m")) == 3

    @pytest.mark.parametrize("query", ["stock", "reached", "cohort", "dwell"])
    def test_a_viewer_of_one_region_sees_what_a_filter_on_it_shows(self, six: Company, query: str) -> None:
        south = six.ask(f"funnel.{query}", TODAY, YEAR, scope=Scope(frozenset({"south"})))
        assert south == six.ask(f"funnel.{query}", TODAY, YEAR, regions=("south",))
        nothing = six.ask(f"funnel.{query}", TODAY, YEAR, scope=Scope(frozenset()))
        assert not any(value for row in nothing for name, value in row.items() if name != "stage")
