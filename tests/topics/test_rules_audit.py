"""The stage audit, need by need, on a few rows worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import Company
from tests.oracle.books import Books
from tests.topics.rules_rows import books, money, through, told


def met(company: Company, stage: int, given: Books) -> list[bool]:
    """Which needs of K, who stands in this stage since 2020, are met, from need 2 on."""
    changes = f"account_id entered_on stage\nK 2020-01-01 {stage}"
    rows = told(company, "funnel.audit", replace(given, stage_changes=books(stage_change=changes).stage_changes))
    assert [row[:3] for row in rows] == [("K", stage, need) for need in range(2, stage + 1)]
    assert all(row[4] for row in rows)
    return [row[3] for row in rows]


def test_the_audit_asks_needs_2_to_the_current_stage_of_accounts_in_a_stage_now(company: Company) -> None:
    given = books(
        account="account_id status released_on\nM released 2026-06-30\nN released 2026-07-01",
        stage_change="account_id entered_on stage\nX 2026-01-01 3\nM 2026-01-01 3\nN 2026-01-01 2\nA 2026-01-01 1",
    )
    assert [row[:4] for row in told(company, "funnel.audit", given)] == [
        ("N", 2, 2, False), ("X", 3, 2, False), ("X", 3, 3, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("visit", "needs"),
    [
        ("2019-01-01 visit key_account 王 -", [True, False]),  # at any time
        ("2026-06-30 meeting executive 王 -", [True, True]),
        ("2026-06-30 - executive 李 -", [False, True]),  # no decision maker
        ("2026-07-01 visit executive 王 -", [False, False]),  # to come
        ("2026-06-30 call executive 王 -", [False, False]),
        ("2026-06-30 event - 孙 senior", [False, False]),  # another account's decision maker
    ],
)
def test_needs_2_and_3_are_a_meeting_with_a_decision_maker_and_one_by_an_executive(
    company: Company, visit: str, needs: list[bool]
) -> None:
    given = books(
        contact="account_id contact_name buying_role\nK 王 decision_maker\nK 李 approver\nL 孙 decision_maker",
        visit=f"account_id visited_on kind visitor_level contact_name contact_level\nK {visit}",
    )
    assert met(company, 3, given) == needs


@pytest.mark.parametrize(
    ("agreement", "line", "is_met"),
    [
        ("K 2024-01-01 2024-12-31 2026-06-30", "K 2019-01-01 0.01", True),  # long ended, signed today
        ("K 2026-01-01 2026-12-31 2026-07-01", "K 2026-01-01 5", False),  # signed tomorrow
        ("K 2026-01-01 2026-12-31 -", "K 2026-01-01 5", False),
        ("L 2026-01-01 2026-12-31 2026-01-01", "K 2026-01-01 5", False),
        ("K 2026-01-01 2026-12-31 2026-01-01", "K 2026-01-01 0", False),
        ("K 2026-01-01 2026-12-31 2026-01-01", "K 2026-01-01 -5", False),
        ("K 2026-01-01 2026-12-31 2026-01-01", "K 2026-07-01 5", False),
        ("K 2026-01-01 2026-12-31 2026-01-01", "L 2026-01-01 5", False),
    ],
)
def test_need_4_is_a_signed_agreement_and_a_first_order(
    company: Company, agreement: str, line: str, is_met: bool
) -> None:
    given = books(
        agreement=f"agreement_no basis method account_id starts_on ends_on signed_on\nG amount all_unit {agreement}",
        order_line=f"account_id ordered_on amount\n{line}",
    )
    assert met(company, 4, given)[2] is is_met


@pytest.mark.parametrize(
    ("lines", "is_met"),
    [
        ("X 2024-07-01 1|K 2025-06-30 100|K 2025-07-01 100.01", True),
        ("X 2024-07-01 1|K 2025-06-30 100|K 2025-07-01 100", False),  # not above
        ("X 2024-07-02 1|K 2025-06-30 100|K 2026-06-30 200", False),  # orders do not reach back 24 months
        ("X 2024-07-01 1|K 2026-06-30 1", True),  # nothing the year before
        ("X 2024-07-01 1|K 2025-07-01 -1|K 2025-06-30 -2", True),
        ("K 2024-06-30 900|K 2026-06-30 1", True),  # the 900 are older than 24 months
        ("X 2024-07-01 1", False),
    ],
)
def test_need_5_is_sales_of_the_last_12_months_above_the_12_before(company: Company, lines: str, is_met: bool) -> None:
    given = books(order_line="account_id ordered_on amount\n" + lines.replace("|", "\n"))
    assert met(company, 5, given)[3] is is_met


@pytest.mark.parametrize(
    ("visits", "is_met"),
    [
        ("field senior|field middle|executive frontline", True),
        ("field senior|field middle|field frontline", False),
        ("field senior|field middle|executive -", False),
        ("field senior|field middle|- frontline", False),
        ("field senior|- middle|- frontline|executive -", True),  # ours count over all meetings, theirs too
        ("field senior|executive middle", False),
    ],
)
def test_need_6_is_all_three_levels_of_theirs_and_two_of_ours_over_all_history(
    company: Company, visits: str, is_met: bool
) -> None:
    lines = "".join(f"\nK 2018-0{place}-01 {visit}" for place, visit in enumerate(visits.split("|"), 1))
    given = books(visit=f"account_id visited_on visitor_level contact_level{lines}")
    assert met(company, 6, given)[4] is is_met


@pytest.mark.parametrize(
    ("wallet", "lines", "is_met"),
    [
        ("2025 - 3650|2026 - 3650", "K 2026-01-01 甲 3285", True),  # 0.9 of 3650 exactly, over two years' rows
        ("2025 - 3650|2026 - 3650", "K 2026-01-01 甲 3284.99", False),
        ("2025 - 3650|2026 - 3650", "K 2025-06-30 甲 9000|X 2026-01-01 乙 1", False),  # before the 12 months
        ("2026 - 365", "K 2026-01-01 甲 9000|X 2026-01-01 乙 1", False),  # not known for all of them
        ("2025 - 0|2026 - 0", "K 2026-01-01 甲 5|X 2026-01-01 乙 1", False),
    ],
)
def test_need_7_is_a_share_of_nine_tenths_over_the_last_12_months(
    company: Company, wallet: str, lines: str, is_met: bool
) -> None:
    given = books(
        wallet="account_id period category spend" + "".join(f"\nK {row}" for row in wallet.split("|")),
        order_line="account_id ordered_on category amount\nX 2020-01-01 丙 1\n" + lines.replace("|", "\n"),
    )
    assert met(company, 7, given)[5] is is_met


@pytest.mark.parametrize(
    ("lines", "is_met"),
    [
        ("X 2018-01-01 甲 -1|K 2025-07-01 甲 1|K 2026-06-30 乙 1", True),
        ("X 2018-01-01 丙 -1|K 2025-07-01 甲 1|K 2026-06-30 乙 1", False),  # a return of 丙, but a line
        ("K 2025-06-30 甲 1|K 2026-06-30 乙 1", False),
        ("K 2025-07-01 甲 0|K 2026-06-30 乙 1", False),
        ("K 2025-07-01 - 1|- 2026-01-01 - 1", False),  # no category at all
        ("K 2025-07-01 甲 1|X 2026-07-01 乙 1|- 2026-01-01 - 1", True),  # 乙 is sold tomorrow
        ("K 2025-07-01 甲 1|- 2020-01-01 乙 1", False),  # sold to nobody in particular
    ],
)
def test_need_7_is_as_well_every_category_ever_sold_to_anyone_bought_in_the_last_12_months(
    company: Company, lines: str, is_met: bool
) -> None:
    given = books(order_line="account_id ordered_on category amount\n" + lines.replace("|", "\n"))
    assert met(company, 7, given)[5] is is_met


@pytest.mark.parametrize(
    ("as_of", "changes", "visited_on", "is_met"),
    [
        ("2026-06-30", "2024-06-30 4|2026-06-30 8", "2025-07-01", True),
        ("2026-06-30", "2024-07-01 4|2026-06-30 8", "2025-07-01", False),
        ("2026-06-30", "2024-06-30 4|2026-06-30 8", "2025-06-30", False),
        ("2026-06-30", "2020-01-01 8|2025-01-01 3|2025-01-02 8", "2026-06-30", False),  # broken
        ("2026-06-30", "2020-01-01 8|2025-01-01 3|2025-01-01 5|2026-01-01 8", "2026-06-30", True),  # 3 is superseded
        ("2024-02-29", "2022-02-28 8", "2023-03-01", True),
        ("2024-02-29", "2022-03-01 8", "2023-03-01", False),
    ],
)
def test_need_8_is_an_unbroken_run_from_stage_4_on_for_two_years_and_an_executive_visit(
    company: Company, as_of: str, changes: str, visited_on: str, is_met: bool
) -> None:
    given = books(
        as_of,
        stage_change="account_id entered_on stage" + "".join(f"\nK {change}" for change in changes.split("|")),
        visit=f"account_id visited_on visitor_level\nK {visited_on} executive",
    )
    assert told(company, "funnel.audit", given)[-1][2:4] == (8, is_met)


def test_a_filter_does_not_narrow_what_is_sold_to_anyone(company: Company) -> None:
    given = books(
        account="account_id region\nK 华东\nL 华南",
        stage_change="account_id entered_on stage\nK 2020-01-01 7",
        order_line="account_id ordered_on category amount\nK 2026-01-01 甲 1\nL 2026-01-01 乙 1",
    )
    for filters in ({}, {"only_regions": ("华东",)}, {"only_accounts": ("K",)}):
        assert told(company, "funnel.audit", through(given, **filters))[-1][3] is False
    assert told(company, "funnel.stock", replace(given, only_regions=("华东",)))[6] == (7, 1, money("1.00"))
