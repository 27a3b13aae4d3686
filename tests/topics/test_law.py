"""Every question's SQL keeps one contract: standard, documented, its promised columns, nothing read past the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources
from itertools import takewhile
from pathlib import Path

import pytest
import sqlglot
from duckdb import DuckDBPyConnection as Connection
from sqlglot import exp

from kam.access import EVERYTHING, Scope
from kam.datasets import ALL, EVERY
from kam.engine import KEPT, compose, facts, fetch_arrow, read_by
from kam.topics import QUERIES
from kam.view import view
from tests.conftest import Company

ROOM = Path(str(resources.files("kam.topics")))
FILES = {f"{file.parent.name}.{file.stem}": file.read_text("utf-8") for file in sorted(ROOM.glob("*/*.sql"))}
TODAY = date(2026, 6, 30)
DATASETS = {dataset.name for dataset in ALL}
OWN_ACCOUNT = {dataset.name for dataset in ALL if "account_id" in dataset.names}

# The promise of every published question: these columns, under these names, in this order; more may follow.
PROMISED = {
    "share.by_account": "account_id account_name region our_sales wallet share basis over_wallet",
    "share.by_region": "region our_sales wallet share known market_capacity market_share",
    "share.trend": "month our_sales wallet share our_sales_last_year",
    "share.white_space": "account_id category wallet our_sales white_space leading_supplier leading_share",
    "share.concentration": "rank account_id our_sales cumulative_share abc",
    "share.indices": "accounts hhi gini top10_share",
    "share.guardrail": "key_sales key_change other_sales other_change",
    "share.movement": "divided_by name share_before share_now points accounts",
    "funnel.survival": "stage days at_risk ended censored survival",
    "funnel.pipeline": "deal_stage open amount win_rate weighted",
    "funnel.velocity": "open mean_amount win_rate cycle_days velocity",
    "funnel.stock": "stage accounts sales_12m",
    "funnel.reached": "stage accounts conversion",
    "funnel.cohort": "stage entered reached_next open lost conversion",
    "funnel.dwell": "stage spells censored median_days p75_days p90_days",
    "funnel.stalled": "account_id stage entered_on days p75_days",
    "funnel.regressions": "account_id changed_on from_stage to_stage",
    "funnel.audit": "account_id stage need is_met evidence",
    "rivals.radar": "party dimension score accounts",
    "rivals.strength": "party strength gap",
    "rivals.similarity": "party other similarity overlap intensity",
    "rivals.openings": "rival account_id assumption evidence",
    "rivals.win_loss": "rival won lost open win_rate amount_lost",
    "rebate.status": "agreement_no account_id volume rate earned next_threshold gap forecast_volume forecast_rebate "
    "accrued effective_rate committed_volume progress elapsed",
    "rebate.curve": "agreement_no threshold rate rebate_at_threshold",
    "rebate.margin": "account_id amount cost rebate concessions margin_rate windfall",
    "pitfalls.concessions": "concession_no account_id value agreement_no finding",
    "pitfalls.differentiation": "measure key_accounts other_accounts ratio",
    "pitfalls.levels": "account_id senior_met middle_met frontline_met",
    "pitfalls.agreements": "agreement_no account_id earned finding",
    "pitfalls.summary": "value value_with_finding part rho n",
    "roster.by_region": "region locked list_min list_max end_user consultant contractor candidates entries exits",
    "roster.candidates": "account_id sales_12m annual_potential by_sales by_potential",
    "roster.completeness": "account_id background person operations completeness newest_on",
    "engagement.executive": "account_id contacts minimum maximum",
    "engagement.cadence": "account_id last_visit_on days_since due_on",
    "engagement.matrix": "visitor_level contact_level accounts visits",
    "engagement.time": "region visit_hours working_hours visit_share key_account_share",
    "plan.funds": "region budget spend rate unassigned",
    "plan.actions": "action_no account_id owner due_on done_on is_overdue",
    "quality.findings": "finding rows amount part",
    "quality.rows": "finding dataset account_id region item on_day amount batch file_row",
    "board.exceptions": "kind account_id region owner at_stake since",
}

every_question = pytest.mark.parametrize("name", FILES)
every_text = pytest.mark.parametrize("name", [*FILES, *facts()])


def text_of(name: str) -> str:
    return FILES.get(name) or facts()[name]


@cache
def parsed(sql: str) -> exp.Expr:
    """The one statement that the text is. Nobody changes it."""
    (statement,) = sqlglot.parse(sql, read="duckdb")
    assert statement is not None
    return statement


def tables_read(sql: str) -> set[str]:
    """The tables that a text reads from outside: those that are not its own common table expressions."""
    tree = parsed(sql)
    own = {expression.alias for expression in tree.find_all(exp.CTE)} - DATASETS
    return {table.name for table in tree.find_all(exp.Table)} - own


@cache
def read_in_the_end(name: str) -> set[str]:
    """The datasets and kept facts behind a text, through the other facts."""
    read: set[str] = set()
    for one in tables_read(text_of(name)):
        read |= read_in_the_end(one) if one in facts() and one not in KEPT else {one}
    return read


def header(sql: str) -> str:
    """The comment lines before the first word of SQL."""
    return "\n".join(takewhile(lambda line: line.startswith("--"), sql.splitlines()))


@pytest.fixture(scope="module")
def empty() -> Iterator[Connection]:
    """A company that stays without a row."""
    made = Company().connection
    yield made
    made.close()


@cache
def columns_on_empty(empty: Connection, sql: str) -> list[str]:
    names: list[str] = fetch_arrow(empty, sql, view(TODAY).params(), EVERYTHING).column_names
    return names


@every_text
def test_a_text_is_one_select_that_sqlglot_carries_to_another_engine(name: str) -> None:
    assert isinstance(parsed(text_of(name)), exp.Query)
    whole = compose(text_of(name))
    (carried,) = sqlglot.transpile(whole, read="duckdb", write="clickhouse", unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert carried


@every_text
def test_a_text_uses_nothing_that_only_one_engine_has(name: str) -> None:
    tree = parsed(text_of(name))
    for kind in (exp.Pivot, exp.Qualify, exp.TryCast, exp.List, exp.Array, exp.Lambda):
        assert tree.find(kind) is None, kind.__name__
    assert not any(group.args.get("all") for group in tree.find_all(exp.Group))
    assert all(select.expressions for select in tree.find_all(exp.Select))


@every_question
def test_the_header_names_the_grain_and_every_column(empty: Connection, name: str) -> None:
    said = header(FILES[name])
    assert "Grain:" in said
    missing = [column for column in columns_on_empty(empty, FILES[name]) if not re.search(rf"\b{column}\b", said)]
    assert missing == []


@every_question
def test_the_rows_have_a_stated_order_or_are_one(name: str) -> None:
    assert parsed(FILES[name]).args.get("order") is not None or "one row" in header(FILES[name]).lower()


@every_question
def test_a_question_reads_what_belongs_to_accounts_through_the_facts_only(name: str) -> None:
    """The facts are where filters and the viewer's scope are bound; past them a row of another region would show."""
    assert tables_read(FILES[name]) & (OWN_ACCOUNT - facts().keys()) == set()


@every_question
def test_what_an_answer_changes_with_is_known(name: str) -> None:
    """An answer is remembered until one of these changes."""
    assert read_by(FILES[name]) & {*KEPT, *(dataset.name for dataset in EVERY)} == read_in_the_end(name)


def test_the_law_above_sees_through_joins_subqueries_and_names_of_steps() -> None:
    hidden = "WITH visit AS (SELECT * FROM visit) SELECT * FROM visit JOIN (SELECT * FROM deal) AS d ON TRUE"
    assert tables_read(hidden) & OWN_ACCOUNT == {"visit", "deal"}


@pytest.mark.parametrize("name", [name for name in FILES if name in PROMISED])
def test_the_columns_are_the_promised_ones_in_order(empty: Connection, name: str) -> None:
    promised = PROMISED[name].split()
    assert columns_on_empty(empty, FILES[name])[: len(promised)] == promised


@pytest.mark.parametrize("name", QUERIES)
def test_a_published_question_is_promised_and_describes_its_columns(empty: Connection, name: str) -> None:
    query = QUERIES[name]
    assert name in PROMISED
    assert [field.name for field in query.fields] == columns_on_empty(empty, query.sql)
    assert query.label.zh
    assert query.label.en
    assert query.formula.zh
    assert query.formula.en


@every_question
@pytest.mark.parametrize("scope", [Scope(frozenset({"north"})), Scope(frozenset())], ids=["one region", "none"])
def test_every_question_answers_on_an_empty_store_in_every_scope(empty: Connection, name: str, scope: Scope) -> None:
    asked = view(TODAY, (date(2026, 1, 1), date(2026, 12, 31)), ("north",), ("end_user",), ("K",))
    assert fetch_arrow(empty, FILES[name], asked.params(), scope).num_rows >= 0


def test_every_fact_says_its_grain_or_its_rows() -> None:
    folder = Path(str(resources.files("kam.facts")))
    silent = [
        file.name
        for file in sorted(folder.glob("*.sql"))
        if not re.search(r"Grain:|one row", header(file.read_text("utf-8")), re.IGNORECASE)
    ]
    assert silent == []
