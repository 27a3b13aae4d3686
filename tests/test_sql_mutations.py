"""What the mutation run over the SQL stands on: its mutants, its judgement, its list of those nobody can tell."""

from __future__ import annotations

from datetime import date

from kam.engine import facts
from tests.bench.sql_mutants import mutants
from tests.bench.sql_mutations import Recorder, Trial, listed, texts

TODAY = date(2026, 6, 30)


def changes(sql: str) -> set[str]:
    return {mutant.change for mutant in mutants(sql)}


def test_a_condition_is_turned_loosened_and_left_out() -> None:
    assert changes("SELECT a FROM t WHERE a < b AND is_in") == {
        "a < b AND is_in → ((a < b) OR is_in)",
        "without a < b",
        "without is_in",
        "a < b → (a <= b)",
        "NOT is_in",
    }


def test_joins_branches_aggregates_and_constants_have_their_mutants() -> None:
    found = changes("SELECT CASE WHEN x IS NULL THEN 1 ELSE SUM(DISTINCT y) END FROM t LEFT JOIN u ON t.k = u.k")
    assert {
        "INNER JOIN u",
        "without t.k = u.k",
        "x IS NULL → NOT x IS NULL",
        "without CASE WHEN x IS NULL THEN 1 END",
        "without ELSE SUM(DISTINCT y)",
        "SUM(DISTINCT y) → MIN(DISTINCT y)",
    } <= found


def test_a_mutant_lives_until_a_question_tells_it_from_the_text() -> None:
    company = Recorder()
    company.put("account", {"account_id": "K", "status": "locked", "locked_on": "2026-06-30"})
    company.ask("engagement.executive", TODAY)
    trial = Trial(company.asks)
    text = facts()["customer"]
    assert trial.killer("customer", text) is None
    assert trial.killer("customer", text.replace("account.locked_on <= param.as_of", "account.locked_on < param.as_of"))
    assert trial.killer("customer", text.replace("account.released_on <= ", "account.released_on < ")) is None
    assert facts()["customer"] == text


def test_every_listed_mutant_can_be_made_and_has_a_reason() -> None:
    for name, reasons in listed().items():
        made = changes(texts()[name])
        assert set(reasons) <= made, name
        assert all(reasons.values()), name
