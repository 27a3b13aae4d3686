"""The list of key accounts, rule by rule, on a few rows worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.conftest import Company
from tests.oracle.roster import BACKGROUND, OPERATIONS, PERSON
from tests.topics.rules_rows import BLANK, books, column, money, told

LISTED = """
    account_id account_class region status    locked_on  released_on annual_potential
    A          end_user      华东   locked    -          -           -
    B          contractor    华东   locked    2026-06-30 -           -
    C          -             华东   locked    2026-01-01 -           -
    D          consultant    华东   released  2026-01-01 2026-06-30  9000000
    E          consultant    华东   released  2025-12-31 2026-07-01  -
    F          end_user      华东   locked    2026-07-01 2026-02-01  1000000
    G          end_user      华东   candidate 2026-02-01 2026-02-01  1000000
    H          end_user      华东   released  -          -           9000000
    I          end_user      -      locked    2026-02-01 -           -
    J          end_user      西部   candidate -          -           1000000
    K          end_user      华东   candidate -          -           999999.99
    L          end_user      华东   candidate -          2026-08-01  -"""
REGIONS = "region list_min list_max\n华东 30 50\n华南 - 3"


def test_locked_are_the_key_accounts_of_the_day_and_one_without_a_class_is_in_no_class_column(company: Company) -> None:
    """Key: A, B, C, E. Entries: B, C, D of this year. Exits: D. F, locked again, left no more; candidates: F, G.

    L was never locked: the day of a release that has not been made says nothing.
    """
    given = books(account=LISTED, region=REGIONS)
    assert told(company, "roster.by_region", given) == [
        ("华东", 4, 30, 50, 1, 1, 1, 2, 3, 1),
        ("华南", 0, None, 3, 0, 0, 0, 0, 0, 0),
    ]


def test_entries_and_exits_lie_inside_the_period_cut_at_the_day_both_ends_included(company: Company) -> None:
    def moves(first: str, last: str) -> tuple[int, int]:
        found = told(company, "roster.by_region", books(period=(first, last), account=LISTED, region=REGIONS))
        entries, exits = found[0][8:]
        return entries, exits

    assert moves("2025-12-31", "2026-01-01") == (3, 0)
    assert moves("2026-06-30", "2026-12-31") == (1, 1)
    assert moves("2026-01-02", "2026-06-29") == (0, 0)
    assert moves("2026-07-01", "2026-12-31") == (0, 0)


def test_one_locked_and_released_in_one_period_counts_in_both(company: Company) -> None:
    listed = "account_id region status locked_on released_on\nA 华东 released 2026-02-01 2026-03-01"
    assert told(company, "roster.by_region", books(account=listed, region=REGIONS))[0][8:] == (1, 1)


def test_class_and_account_filters_change_what_is_counted(company: Company) -> None:
    given = books(account=LISTED, region=REGIONS)
    by_class = told(company, "roster.by_region", replace(given, only_classes=("contractor",)))
    assert [row[1] for row in by_class] == [1, 0]
    by_account = told(company, "roster.by_region", replace(given, only_accounts=("F", "I")))
    assert [(row[1], row[7]) for row in by_account] == [(0, 1), (0, 0)]


def test_candidates_are_listed_large_no_key_accounts_and_not_released_by_the_day(company: Company) -> None:
    """F is locked only later, J is elsewhere; D and H are released; K is a cent short; nobody has bought yet."""
    given = books(account=LISTED)
    million = money("1000000.00")
    assert told(company, "roster.candidates", given) == [
        ("F", None, million, None, True), ("G", None, million, None, True), ("J", None, million, None, True),
    ]  # fmt: skip
    before = replace(given, as_of=given.as_of.replace(year=2025))
    assert column(company, "roster.candidates", before, 0) == ["D", "F", "G", "J"]


def test_sales_of_the_last_12_months_or_the_potential_are_at_least_a_million(company: Company) -> None:
    """Two flags: unknown where the amount is; no sales are 0.00. X is outside the directory, L has no status."""
    given = books(
        account="account_id status annual_potential\nK candidate 999999.99\nL - -\nM candidate 1000000\nN candidate -",
        order_line="""
            account_id ordered_on amount
            K          2025-07-01 1000000.01
            K          2026-06-30 -0.01
            K          2025-06-30 5
            L          2026-06-30 1000000
            N          2026-06-30 999999.99
            N          2026-07-01 1
            X          2026-06-30 5000000""",
    )
    million = money("1000000.00")
    assert told(company, "roster.candidates", given) == [
        ("K", million, money("999999.99"), True, False),
        ("L", million, None, True, None),
        ("M", money("0.00"), million, False, True),
    ]


def profile(company: Company, account: Mapping[str, object], *people: Mapping[str, object]) -> tuple[object, ...]:
    """background, person, operations, completeness, newest_on of the key account K with these fields."""
    contacts = "account_id contact_name" + "".join(f"\nK 人{place}" for place, _ in enumerate(people))
    given = books(account="account_id status\nK locked", contact=contacts)
    given.accounts[0].update(account)
    for one, fields in zip(given.contacts, people, strict=True):
        one.update(fields)
    (found,) = told(company, "roster.completeness", given)
    return found[1:]


def test_completeness_is_the_filled_fields_of_six_eight_and_four_over_eighteen(company: Company) -> None:
    full = dict.fromkeys((*BACKGROUND, *OPERATIONS), "写了")
    assert profile(company, {}) == (0, 0, 0, 0.0, None)
    assert profile(company, full, dict.fromkeys(PERSON, "写了")) == (6, 8, 4, 1.0, None)
    assert profile(company, full, {"birthday": None, "level": "senior"}) == (6, 0, 4, 10 / 18, None)


@pytest.mark.parametrize("blank", ["", " ", BLANK, " \t\n" + BLANK + "\xa0", None])
def test_blank_text_is_not_filled(company: Company, blank: str | None) -> None:
    account = dict.fromkeys((*BACKGROUND, *OPERATIONS), blank)
    assert profile(company, account, dict.fromkeys(PERSON, blank)) == (0, 0, 0, 0.0, None)
    assert profile(company, account | {"credit": f"{BLANK}0{BLANK}"}) == (1, 0, 0, 1 / 18, None)


def test_a_person_field_is_filled_when_any_contact_has_it_and_counts_once(company: Company) -> None:
    first, second = {"family": "有", "school": BLANK}, {"family": "有", "reports_to": "王", "buying_role": "user"}
    assert profile(company, {}, first, second) == (0, 3, 0, 3 / 18, None)


def test_fields_are_as_they_stand_now_and_only_newest_on_looks_at_the_day(company: Company) -> None:
    given = books(
        account="account_id status updated_on credit\nK locked 2026-01-01 好\nL locked 2026-07-01 好\nM candidate - 好",
        contact="""
            account_id contact_name updated_on family
            K          王           2026-06-30 有
            K          李           2026-07-01 有
            L          王           -          -
            M          王           2026-01-01 有""",
    )
    assert told(company, "roster.completeness", given) == [
        ("K", 1, 1, 0, 2 / 18, given.as_of),
        ("L", 1, 0, 0, 1 / 18, None),
    ]
