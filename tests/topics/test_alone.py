"""A company that has one kind of spreadsheet only: every question answers, and what it cannot know is empty, not 0."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kam.engine import compose
from tests.conftest import Company
from tests.oracle.books import Books
from tests.topics.company import TABLES, ask, fill, sample
from tests.topics.rules_rows import PUBLISHED
from tests.topics.test_law import FILES, PROMISED

# The columns that hold anything, by question; all others are empty. A column ending in 0 holds nothing but 0 or no:
# the counts of fixed rows and the figures of which rules.md says 0. What is not named has no row, or only empty ones.
NOTHING = {
    "share.trend": "month",
    "share.indices": "accounts0",
    "funnel.stock": "stage accounts0",
    "funnel.reached": "stage accounts0",
    "funnel.cohort": "stage entered0 reached_next0 open0 lost0",
    "funnel.dwell": "stage spells0 censored0",
    "pitfalls.summary": "value0 value_with_finding0 n0",
    "pitfalls.differentiation": "measure",
    "engagement.matrix": "visitor_level contact_level accounts0 visits0",
}
ALONE: dict[str, dict[str, str]] = {
    "account": {
        "share.by_region": "region",
        "pitfalls.differentiation": "measure key_accounts0 other_accounts0",
        "pitfalls.levels": "account_id senior_met0 middle_met0 frontline_met0",
        "roster.candidates": "account_id annual_potential by_potential",
        "roster.completeness": "account_id background person0 operations completeness newest_on",
        "engagement.executive": "account_id contacts0 minimum maximum",
        "engagement.cadence": "account_id",
    },
    "wallet": {
        "share.by_account": "account_id wallet basis",
        "share.by_region": "wallet",
        "share.trend": "month wallet",
        "share.white_space": "account_id category wallet leading_supplier leading_share",
        "rivals.similarity": "party other overlap",
    },
    "order_line": {
        "share.by_account": "account_id our_sales",
        "share.by_region": "our_sales known0",
        "share.trend": "month our_sales our_sales_last_year",
        "share.concentration": "rank account_id our_sales cumulative_share abc",
        "share.indices": "accounts hhi gini top10_share",
        "share.guardrail": "key_sales0 other_sales other_change",
        "funnel.stock": "stage accounts0 sales_12m0",
    },
    "stage_change": {
        "funnel.stock": "stage accounts",
        "funnel.reached": "stage accounts conversion",
        "funnel.cohort": "stage entered reached_next open lost0 conversion",
        "funnel.dwell": "stage spells censored median_days p75_days p90_days",
        "funnel.stalled": "account_id stage entered_on days p75_days",
        "funnel.regressions": "account_id changed_on from_stage to_stage",
        "funnel.audit": "account_id stage need is_met0 evidence",
    },
    "deal": {"rivals.win_loss": "rival won lost open win_rate amount_lost"},
    "contact": {},
    "rival_score": {
        "rivals.radar": "party dimension score accounts",
        "rivals.strength": "party strength gap",
        "rivals.similarity": "party other similarity",
    },
    "rival_profile": {"rivals.openings": "rival account_id assumption evidence"},
    "agreement": {
        "rebate.status": "agreement_no account_id volume0 forecast_volume0 committed_volume progress0 elapsed",
        "rebate.margin": "account_id concessions0",
    },
    "rebate_tier": {},
    "concession": {
        "rebate.margin": "account_id rebate0 concessions windfall0",
        "pitfalls.concessions": "concession_no account_id value agreement_no finding",
        "pitfalls.summary": "value value_with_finding part n0",
    },
    "visit": {},
    "target": {},
    "region": {
        "share.by_region": "region market_capacity",
        "roster.by_region": "region locked0 list_min list_max end_user0 consultant0 contractor0 candidates0 entries0 "
        "exits0",
        "engagement.time": "region visit_hours0 working_hours visit_share0",
        "plan.funds": "region budget0 spend0 unassigned0",
    },
    "fund": {},
    "action": {"plan.actions": "action_no account_id owner due_on done_on is_overdue"},
}


def _filled(name: str, rows: list[tuple[Any, ...]]) -> str:
    """The promised columns that hold anything, a 0 behind those that hold nothing else."""
    columns = dict(zip(PROMISED[name].split(), zip(*rows, strict=True), strict=False))
    held = {column: [value for value in values if value is not None] for column, values in columns.items()}
    return " ".join(column if any(values) else f"{column}0" for column, values in held.items() if values)


@pytest.mark.parametrize("dataset", ["", *ALONE])
def test_one_dataset_alone_tells_what_it_knows_and_nothing_else_not_even_0(company: Company, dataset: str) -> None:
    """The sample company's rows of it, seen on 30 June 2026 over the year so far.

    A question whose text does not name the dataset was answered with the empty company's.
    """
    rows = {attribute: getattr(sample(), attribute) for attribute, table in TABLES.items() if table == dataset}
    books = Books(**rows)
    fill(company, books)
    told = NOTHING | ALONE.get(dataset, {})
    asked = [name for name in PUBLISHED if re.search(rf"\b{dataset}\b", compose(FILES[name]))]
    assert told.keys() - NOTHING.keys() <= set(asked)
    found = {name: _filled(name, ask(company, name, books)) for name in asked}
    assert found == {name: told.get(name, "") for name in asked}
