"""What needs a decision about visits, lists and actions, on a few rows worked out by hand."""

from __future__ import annotations

from dataclasses import replace

from kam.access import Scope
from tests.conftest import Company
from tests.topics.board_rows import LINES, LISTED, QUESTION, day, of
from tests.topics.company import fill
from tests.topics.rules_rows import JUNE_END, books, money

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
