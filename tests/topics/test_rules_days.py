"""Days, windows and what comes after them (rules.md, General), each sentence on a few rows worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.conftest import Company
from tests.oracle.books import Books, Row
from tests.topics.company import TABLES, agree, ask, fill, sample
from tests.topics.rules_rows import EVERYWHERE, JUNE_END, PUBLISHED, books, money, through, told


@pytest.mark.parametrize(
    ("as_of", "before", "first"),
    [
        ("2026-06-30", "2025-06-30", "2025-07-01"),
        ("2024-02-29", "2023-02-28", "2023-03-01"),
        ("2025-02-28", "2024-02-28", "2024-02-29"),
        ("2025-03-01", "2024-03-01", "2024-03-02"),
    ],
)
def test_the_last_12_months_begin_the_day_after_the_same_day_last_year(
    company: Company, as_of: str, before: str, first: str
) -> None:
    given = books(
        as_of,
        account="account_id status annual_potential account_class\nK locked - end_user\nP candidate 1000000 end_user",
        stage_change=f"account_id entered_on stage\nK {before} 1",
        order_line=f"account_id ordered_on amount\nK {before} 100\nK {first} 20\nK {as_of} 3\n"
        f"P {before} 100\nP {first} 7",
        visit="account_id visited_on visitor_level contact_level\n"
        + "\n".join(f"K {day} executive senior" for day in (before, first, as_of)),
    )
    assert told(company, "funnel.stock", given)[0] == (1, 1, money("23.00"))
    assert told(company, "roster.candidates", given)[0][1] == money("7.00")
    assert told(company, "engagement.executive", given) == [("K", 2, 2, 5)]
    assert told(company, "engagement.matrix", given)[0] == ("executive", "senior", 1, 2)


def test_last_year_is_empty_when_the_companys_first_line_is_later_than_the_first_of_those_days(
    company: Company,
) -> None:
    """29 February 2024 looks at 28 February 2023. Any customer's line makes the year known, also outside a filter."""

    def change(first_day: str, **filters: tuple[str, ...]) -> list[Any]:
        lines = f"account_id ordered_on amount\nX {first_day} 1\nK 2023-03-01 10\nK 2024-03-01 20"
        account = "account_id status\nK locked"
        given = books("2024-12-31", ("2024-02-29", "2024-12-31"), account=account, order_line=lines)
        given = through(given, **filters)
        months = told(company, "share.trend", given)
        return [told(company, "share.guardrail", given)[0][1], *(month[4] for month in months[:2])]

    assert change("2023-02-28") == [1.0, money("1.00"), money("10.00")]
    assert change("2023-02-28", only_accounts=("K",)) == [1.0, money("0.00"), money("10.00")]
    assert change("2023-03-01") == [None, None, money("11.00")]


def test_sales_are_empty_only_when_the_store_has_no_line_by_the_windows_end(company: Company) -> None:
    """The first line of anybody is of 1 March: February knows nothing, March of K is 0."""
    given = books(
        period=("2026-02-01", "2026-03-01"),
        account="account_id status region\nK locked 华东",
        region="region market_capacity\n华东 365",
        order_line="account_id ordered_on amount\nX 2026-03-01 5",
        wallet="account_id period category spend\nK 2026 - 365",
    )
    assert told(company, "share.by_account", given)[0][3:6] == (money("0.00"), money("29.00"), 0.0)
    known = replace(given, only_accounts=("K",))
    assert [month[1] for month in told(company, "share.trend", known)] == [None, money("0.00")]
    february = replace(known, period=(given.first, given.first.replace(day=28)))
    assert told(company, "share.by_account", february)[0][3:] == (None, money("28.00"), None, "prorated", None)
    assert told(company, "share.by_region", february)[0][1:] == (None, money("28.00"), None, None, money("28.00"), None)
    assert told(company, "share.white_space", february) == [("K", None, money("28.00"), None, None, None, None)]
    assert told(company, "share.guardrail", february) == [(None, None, None, None)]


NOTHING_WITHOUT_DAYS = (
    "share.by_account",
    "share.trend",
    "share.white_space",
    "share.concentration",
    "funnel.regressions",
    "rebate.status",
    "rebate.curve",
    "rebate.margin",
    "pitfalls.concessions",
    "pitfalls.agreements",
)


def test_a_period_after_the_as_of_day_holds_nothing_and_one_beyond_it_is_cut(company: Company) -> None:
    whole = books(**EVERYWHERE)
    later = replace(whole, period=(whole.as_of.replace(month=7, day=1), whole.as_of.replace(month=12, day=31)))
    fill(company, whole)
    for query in NOTHING_WITHOUT_DAYS:
        assert ask(company, query, later) == [], query
    assert told(company, "share.indices", later) == [(0, None, None, None)]
    assert told(company, "pitfalls.summary", later) == [(money("0.00"), money("0.00"), None, None, 0)]
    assert [row[1:] for row in told(company, "funnel.cohort", later)] == [(0, 0, 0, 0, None)] * 7
    beyond = replace(whole, period=(whole.first, whole.as_of.replace(month=12, day=31)))
    for query in PUBLISHED:
        agree(query, ask(company, query, beyond), ask(company, query, whole))


ON_THE_DAY_ALONE = (
    "funnel.stock", "funnel.reached", "funnel.dwell", "funnel.stalled", "funnel.audit", "rivals.radar",
    "rivals.strength", "rivals.openings", "pitfalls.levels", "roster.candidates", "roster.completeness",
    "engagement.executive", "engagement.cadence", "engagement.matrix",
)  # fmt: skip


@pytest.mark.parametrize("query", ON_THE_DAY_ALONE)
def test_what_no_rule_ties_to_the_period_depends_on_the_as_of_day_alone(company: Company, query: str) -> None:
    whole = books(**EVERYWHERE)
    answer = told(company, query, whole)
    long_ago = (whole.first.replace(year=2019), whole.first.replace(year=2020))
    for period in (long_ago, (whole.as_of, whole.as_of), (whole.first.replace(year=2021), whole.as_of)):
        assert told(company, query, replace(whole, period=period)) == answer


def test_half_cents_round_away_from_zero_once_at_the_end(company: Company) -> None:
    """0.005 + 0.01 hours are 0.015; a part of a rebate of -0.005 is -0.01."""
    given = books(
        period=("2026-02-01", JUNE_END),
        region="region\n华东",
        account="account_id region status\nK 华东 locked",
        visit="account_id visited_on hours\nK 2026-03-01 0.005\nK 2026-03-01 0.01",
        agreement="agreement_no account_id starts_on ends_on basis method\nG K 2026-01-01 2026-12-31 amount all_unit",
        rebate_tier="agreement_no threshold rate\nG 0 0.05",
        order_line="account_id ordered_on amount cost\nK 2026-01-01 1.10 0\nK 2026-03-01 -0.10 0",
    )
    assert told(company, "engagement.time", given)[0][1] == money("0.02")
    assert told(company, "rebate.margin", given)[0][3] == money("-0.01")


def test_the_days_between_two_days_are_their_difference_and_today_is_none(company: Company) -> None:
    given = books(
        "2024-03-01",
        account="account_id status account_class\nK locked end_user\nL locked end_user",
        visit="account_id visited_on\nK 2024-02-28\nL 2024-03-01",
        stage_change="account_id entered_on stage\nK 2024-02-28 1\nL 2024-02-27 1\nL 2024-02-28 2",
    )
    assert [row[2] for row in told(company, "engagement.cadence", given)] == [2, 0]
    assert told(company, "funnel.stalled", given) == []
    assert told(company, "funnel.dwell", given)[0] == (1, 2, 1, 1, None, None)


def _told_by(books: Books) -> Books:
    """The same books as they stood at the end of the as-of day, as far as rows tell: what came later is not written."""
    day = books.as_of

    def until(attribute: str, name: str) -> list[Row]:
        return [one for one in getattr(books, attribute) if one[name] is None or one[name] <= day]

    def without(rows: Iterable[Row], when: str, **back: Any) -> list[Row]:
        """Rows whose day is to come lose it, and what followed from it."""
        return [{**one, when: None, **back} if one[when] is not None and one[when] > day else one for one in rows]

    return replace(
        books,
        accounts=without(without(without(books.accounts, "released_on", status="locked"), "updated_on"),
                         "locked_on", status="candidate"),
        wallets=[one for one in books.wallets if int(one["period"][:4]) <= day.year],
        lines=until("lines", "ordered_on"),
        stage_changes=until("stage_changes", "entered_on"),
        deals=without(until("deals", "opened_on"), "closed_on", outcome="open"),
        contacts=without(books.contacts, "updated_on"),
        scores=until("scores", "scored_on"),
        profiles=until("profiles", "noted_on"),
        agreements=without(until("agreements", "starts_on"), "signed_on"),
        concessions=until("concessions", "granted_on"),
        visits=until("visits", "visited_on"),
        funds=until("funds", "booked_on"),
        actions=without(until("actions", "starts_on"), "done_on", status="doing"),
    )  # fmt: skip


def _of_the_east(books: Books) -> Books:
    """The customers of 华东 alone, and what belongs to nobody: a fifth of the sample."""
    kept = {
        attribute: [one for one in getattr(books, attribute) if (one.get("account_id") or "HD").startswith("HD")]
        for attribute in TABLES
    }
    return through(books, **kept)


def test_nothing_after_the_as_of_day_counts_in_any_dataset(company: Company) -> None:
    """The sample with and without all that came later answers every question the same."""
    as_of = date(2025, 9, 15)
    whole = replace(_of_the_east(sample()), as_of=as_of, period=(date(2025, 1, 1), date(2025, 12, 31)))
    answers = []
    for given in (whole, _told_by(whole)):
        fill(company, given)
        answers.append({query: ask(company, query, given) for query in PUBLISHED})
    for query, with_future in answers[0].items():
        agree(query, with_future, answers[1][query])
