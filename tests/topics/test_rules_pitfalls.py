"""The pitfalls, rule by rule, on a few rows worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.conftest import Company
from tests.oracle.books import Books
from tests.topics.rules_rows import books, column, money, told

Q2 = ("2026-04-01", "2026-06-30")
AGREEMENTS = """
    agreement_no account_id starts_on  ends_on    basis    method   committed_volume signed_on
    OK           K          2025-01-01 2025-12-31 amount   all_unit 100              2025-01-01
    NOT          K          2026-01-01 2026-12-31 amount   all_unit 100              -
    SOON         K          2026-01-01 2026-12-31 amount   all_unit 0                2026-07-01
    ZERO         K          2020-01-01 2020-12-31 amount   all_unit 0                2026-06-30
    NONE         K          2026-01-01 2026-12-31 amount   all_unit -                2026-06-30
    LATE         K          2026-01-01 2026-07-01 amount   all_unit 100              2026-01-01
    MISS         K          2026-01-01 2026-06-30 amount   all_unit 10.01            2026-01-01
    MET          K          2026-01-01 2026-06-30 amount   all_unit 10               2026-01-01
    PIECES       K          2026-01-01 2026-06-30 quantity all_unit 3                2026-01-01
    NOBODY       -          2026-01-01 2026-06-30 amount   all_unit 1                2026-01-01"""
LINES = "account_id ordered_on amount quantity\nK 2025-12-31 100 1\nK 2026-06-30 10 2\n- 2026-06-30 10 2"


def findings(company: Company, given: Books) -> dict[str, Any]:
    """What is found of a concession under each agreement."""
    numbers = [one["agreement_no"] for one in given.agreements]
    given = replace(given, concessions=books(concession=concessions(*numbers)).concessions)
    return {row[3]: row[4] for row in told(company, "pitfalls.concessions", given)}


def concessions(*numbers: str) -> str:
    return "concession_no account_id granted_on value agreement_no" + "".join(
        f"\nC{place:02d} K 2026-05-01 1 {number}" for place, number in enumerate(numbers)
    )


def test_a_finding_is_the_first_that_holds_of_unsigned_no_commitment_missed(company: Company) -> None:
    """SOON has no commitment either, but is unsigned first; LATE is late, not missed; nobody buys under NOBODY."""
    given = books(agreement=AGREEMENTS, order_line=LINES)
    assert findings(company, given) == {
        "NOT": "unsigned",
        "SOON": "unsigned",
        "ZERO": "no_commitment",
        "NONE": "no_commitment",
        "MISS": "missed_commitment",
        "PIECES": "missed_commitment",
        "NOBODY": "missed_commitment",
    }
    tomorrow = findings(company, replace(given, as_of=given.as_of.replace(month=7, day=1)))
    assert tomorrow["SOON"] == "no_commitment"
    assert tomorrow["LATE"] == "missed_commitment"


def test_an_agreement_earns_where_less_than_a_fen_is_earned(company: Company) -> None:
    """0.01 CNY at a millionth; B's tier begins above what was bought, C buys nothing."""
    given = books(
        agreement="agreement_no account_id starts_on ends_on basis method signed_on"
        + "".join(f"\n{one} {one} 2026-01-01 2026-12-31 amount marginal 2026-01-01" for one in "ABC"),
        rebate_tier="agreement_no threshold rate\nA 0 0.000001\nB 0.01 0.5\nC 0 0.5",
        order_line="account_id ordered_on amount\nA 2026-01-01 0.01\nB 2026-01-01 0.01",
    )
    assert told(company, "pitfalls.agreements", given) == [("A", "A", money("0.00"), "no_commitment")]


def test_a_concession_whose_number_is_empty_or_not_on_file_has_no_agreement(company: Company) -> None:
    """Sorted by number; key accounts, others, outsiders and nobody alike; both ends of the period count."""
    concession = """
        concession_no account_id granted_on value agreement_no
        b             K          2026-04-01 1     -
        B             X          2026-06-30 -     lost
        甲            -          2026-05-01 3     -
        C             K          2026-03-31 4     -
        D             K          2026-07-01 5     -
        E             L          2026-05-01 6     OK"""
    given = books(period=Q2, agreement=AGREEMENTS, order_line=LINES, concession=concession)
    assert told(company, "pitfalls.concessions", given) == [
        ("B", "X", None, "lost", "no_agreement"),
        ("b", "K", money("1.00"), None, "no_agreement"),
        ("甲", None, money("3.00"), None, "no_agreement"),
    ]


def test_an_agreement_of_another_region_is_on_file_whatever_the_filter(company: Company) -> None:
    given = books(
        account="account_id region\nL 华东\nK 华南",
        agreement=AGREEMENTS,
        order_line=LINES,
        concession="account_id granted_on value agreement_no\nL 2026-05-01 6 OK\nL 2026-05-01 6 MISS",
    )
    found = told(company, "pitfalls.concessions", replace(given, only_regions=("华东",)))
    assert [row[3:] for row in found] == [("MISS", "missed_commitment")]


def test_agreements_with_a_finding_are_those_that_earn_more_than_nothing(company: Company) -> None:
    """V = 10 at 1 %: MISS and NONE earn 0.10, PIECES 2 pieces of 5; NOT has no tiers, SOON a rate of 0 so far."""
    tiers = "agreement_no threshold rate\nMISS 0 0.01\nNONE 0 0.01\nMET 0 0.01\nPIECES 0 0.01\nSOON 11 0.5\nZERO 0 0.5"
    given = books(agreement=AGREEMENTS, rebate_tier=tiers, order_line=LINES)
    assert told(company, "pitfalls.agreements", given) == [
        ("MISS", "K", money("0.10"), "missed_commitment"),
        ("NONE", "K", money("0.10"), "no_commitment"),
        ("PIECES", "K", money("0.10"), "missed_commitment"),
    ]
    may = replace(given, as_of=given.as_of.replace(month=5, day=31), period=(given.first, given.first))
    assert told(company, "pitfalls.agreements", may) == []


def test_the_summary_adds_the_periods_concessions_and_those_with_a_finding(company: Company) -> None:
    concession = """
        account_id granted_on value agreement_no
        K          2026-04-01 30    OK
        K          2026-06-30 10    -
        -          2026-06-30 -     -
        K          2026-03-31 99    -"""
    given = books(period=Q2, agreement=AGREEMENTS, order_line=LINES, concession=concession)
    assert told(company, "pitfalls.summary", given) == [(money("40.00"), money("10.00"), 0.25, None, 0)]
    assert told(company, "pitfalls.summary", replace(given, concessions=[])) == [
        (money("0.00"), money("0.00"), None, None, 0)
    ]
    all_unknown = [one for one in given.concessions if one["value"] is None]
    assert told(company, "pitfalls.summary", replace(given, concessions=all_unknown)) == [(None, None, None, None, 0)]


def summary(company: Company, given_of: dict[str, str], now_of: dict[str, str], first_line: str) -> tuple[Any, Any]:
    """rho and n of accounts that each bought 100 last year, and now what is said; with these concessions."""
    lines = "".join(f"\n{name} 2025-02-01 100\n{name} 2026-02-01 {now}" for name, now in now_of.items())
    given = books(
        account="account_id" + "".join(f"\n{name}" for name in now_of if name != "X"),
        order_line=f"account_id ordered_on amount\n- {first_line} 1{lines}",
        concession="account_id granted_on value"
        + "".join(f"\n{name} 2026-02-01 {value}" for name, value in given_of.items()),
    )
    return told(company, "pitfalls.summary", given)[0][3:]


def test_rho_is_spearmans_over_the_directory_accounts_with_sales_in_both_years(company: Company) -> None:
    """Rates .05 .02 .01 0 0, growth .5 1 2 2 4: ranks 5 4 3 1.5 1.5 against 1 2 3.5 3.5 5.

    Less 3: (2)(-2) + (1)(-1) + 0 + (-1.5)(.5) + (-1.5)(2) = -8.75 over 9.5. X is outside the directory; F bought
    nothing now, G gave back more than it bought.
    """
    now = {"A": "50", "B": "100", "C": "200", "D": "200", "E": "400", "X": "999", "F": "0", "G": "-1"}
    given = {"A": "2.50", "B": "2", "C": "2", "F": "7", "X": "500"}
    rho, n = summary(company, given, now, "2025-01-01")
    assert (rho, n) == (pytest.approx(-8.75 / 9.5, abs=1e-12), 5)
    assert summary(company, given, now, "2025-01-02") == (None, 0)  # the data do not reach last year's first day
    assert summary(company, {}, now, "2025-01-01") == (None, 5)  # the rates do not vary
    assert summary(company, given, dict.fromkeys(now, "5"), "2025-01-01")[0] is None  # nor does the growth
    del now["E"]
    assert summary(company, given, now, "2025-01-01") == (None, 4)


DIFFERENCE: dict[str, Any] = {
    "account": "account_id status region\nA locked 华东\nB locked 华南\nC candidate 华东\nD released 华东\nE - -",
    "concession": """
        account_id granted_on kind    value
        A          2026-04-01 service 3
        A          2026-06-30 price   7
        A          2026-03-31 service 100
        C          2026-05-01 service 6
        E          2026-05-01 -       9
        X          2026-05-01 service 1000
        -          2026-05-01 service 1000""",
    "visit": """
        account_id visited_on kind
        A          2026-04-01 visit
        A          2026-06-30 -
        B          2026-05-01 event
        B          2026-05-01 call
        A          2026-07-01 visit
        D          2026-05-01 meeting
        X          2026-05-01 visit""",
}


def test_differentiation_divides_by_all_directory_accounts_of_the_group_those_with_nothing_included(
    company: Company,
) -> None:
    """Key are A and B, the rest C, D and E: 10/2 against 15/3, 3/2 against 6/3, 3/2 against 1/3."""
    found = told(company, "pitfalls.differentiation", books(period=Q2, **DIFFERENCE))
    assert found == [
        ("concession", 5.0, 5.0, 1.0),
        ("service", 1.5, 2.0, 0.75),
        ("visits", 1.5, pytest.approx(1 / 3), pytest.approx(4.5)),
    ]
    april = books(period=("2026-04-01", "2026-04-30"), **DIFFERENCE)
    assert told(company, "pitfalls.differentiation", april) == [
        ("concession", 1.5, 0.0, None),
        ("service", 1.5, 0.0, None),
        ("visits", 0.5, 0.0, None),
    ]


def test_the_ratio_is_unknown_where_the_others_have_nothing_and_a_group_of_nobody_is_empty(company: Company) -> None:
    given = books(period=Q2, **DIFFERENCE)
    south = told(company, "pitfalls.differentiation", replace(given, only_regions=("华南",)))
    assert south == [("concession", 0.0, None, None), ("service", 0.0, None, None), ("visits", 1.0, None, None)]
    two = told(company, "pitfalls.differentiation", replace(given, only_accounts=("A", "D")))
    assert two == [("concession", 10.0, 0.0, None), ("service", 3.0, 0.0, None), ("visits", 2.0, 1.0, 2.0)]


def test_a_level_is_missing_where_not_both_middle_and_frontline_were_ever_met(company: Company) -> None:
    """A is known only at the top, B never met, C at both lower levels; D's frontline comes tomorrow; E is no key."""
    given = books(
        account="account_id status\nA locked\nB locked\nC locked\nD locked\nE candidate",
        visit="""
            account_id visited_on contact_level visitor_level
            A          2019-01-01 senior        -
            C          2019-01-01 middle        -
            C          2026-06-30 frontline     field
            D          2026-01-01 middle        field
            D          2026-07-01 frontline     field
            E          2026-01-01 senior        field""",
    )
    assert told(company, "pitfalls.levels", given) == [
        ("A", True, False, False), ("B", False, False, False), ("D", False, True, False),
    ]  # fmt: skip
    assert column(company, "pitfalls.levels", replace(given, only_accounts=("D", "E")), 0) == ["D"]
