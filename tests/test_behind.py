"""The rows behind an answer are those that make it: they add up to it, none is of another region, none is personal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kam.access import EVERYTHING, Scope
from kam.behind import Behind, rows_behind, sources
from kam.datasets import ALL, BY_NAME
from kam.explained import as_text, with_origin
from kam.topics import QUERIES
from kam.view import view
from tests.conftest import Company

TODAY = date(2026, 6, 30)
NORTH = Scope(frozenset({"north"}))
# One row a dataset of an account in the north and one in the south, as short as the dataset allows.
ROWS: dict[str, dict[str, Any]] = {
    "account": {"status": "locked"},
    "wallet": {"period": "2026", "category": "cable", "spend": 1000},
    "order_line": {"order_no": "S", "line_no": 1, "ordered_on": "2026-03-01", "category": "cable", "amount": 100},
    "stage_change": {"entered_on": "2026-01-05", "stage": 4},
    "deal": {"deal_id": "D", "opened_on": "2026-01-05", "outcome": "open"},
    "contact": {"contact_name": "Li", "family": "two sons", "level": "senior"},
    "rival_score": {"party": "A", "dimension": "product", "scored_on": "2026-01-05", "score": 7},
    "rival_profile": {"rival": "A", "noted_on": "2026-01-05", "assumption": "leader", "holds": "false"},
    "agreement": {"agreement_no": "F", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "basis": "amount"},
    "concession": {"concession_no": "C", "granted_on": "2026-02-01", "kind": "price", "value": 5},
    "visit": {"visit_no": "V", "visited_on": "2026-02-01", "contact_level": "senior"},
    "fund": {"fund_no": "Z", "booked_on": "2026-02-01", "kind": "spend", "amount": 5},
    "action": {"action_no": "N", "title": "call", "due_on": "2026-08-01"},
    "swot": {"quadrant": "threat", "statement": "x", "noted_on": "2026-02-01"},
    "intel": {"noted_on": "2026-02-01", "subject": "x"},
    "target": {"period": "2026", "measure": "sales", "value": 1},
}
COLLECTED = {"deal": "deal_id", "agreement": "agreement_no", "concession": "concession_no", "visit": "visit_no"}


def both_regions(company: Company) -> None:
    for name, cells in ROWS.items():
        for code, region in (("N1", "north"), ("S1", "south")):
            keys = {COLLECTED[name]: f"{cells[COLLECTED[name]]}{code}"} if name in COLLECTED else {}
            own = {"region": region} if "region" in BY_NAME[name].names else {}
            company.put(name, {**cells, **keys, **own, "account_id": code})
    company.put("region", {"region": "north"}, {"region": "south"})
    company.put("rebate_tier", *({"agreement_no": f"F{code}", "threshold": 1, "rate": "0.01"} for code in ("N1", "S1")))


def behind(company: Company, name: str, scope: Scope = EVERYTHING, **more: Any) -> dict[str, Behind]:
    asked = view(TODAY, more.pop("period", None), **more)
    found = rows_behind(company.connection, QUERIES[name], BY_NAME, asked, scope, most=50)
    return {one.dataset.name: one for one in found}


def test_the_order_lines_behind_a_share_add_up_to_its_sales(company: Company) -> None:
    company.put("account", {"account_id": "N1", "status": "locked"}, {"account_id": "N2", "status": "locked"})
    company.put(
        "order_line",
        {"order_no": "1", "line_no": 1, "ordered_on": "2025-12-31", "account_id": "N1", "amount": 7},
        {"order_no": "2", "line_no": 1, "ordered_on": "2026-01-01", "account_id": "N1", "amount": 100},
        {"order_no": "3", "line_no": 1, "ordered_on": "2026-06-30", "account_id": "N1", "amount": -20},
        {"order_no": "4", "line_no": 1, "ordered_on": "2026-07-01", "account_id": "N1", "amount": 9},
        {"order_no": "5", "line_no": 1, "ordered_on": "2026-02-01", "account_id": "N2", "amount": 50},
    )
    lines = behind(company, "share.by_account", accounts=("N1",))["order_line"]
    assert lines.total == 2
    assert sum(lines.rows.column("amount").to_pylist()) == Decimal(80)
    assert company.ask("share.by_account", TODAY, accounts=("N1",))[0]["our_sales"] == Decimal(80)


def test_what_compares_two_years_shows_the_rows_of_both(company: Company) -> None:
    company.put(
        "order_line",
        {"order_no": "1", "line_no": 1, "ordered_on": "2025-01-01", "amount": 7},
        {"order_no": "2", "line_no": 1, "ordered_on": "2025-07-01", "amount": 8},
        {"order_no": "3", "line_no": 1, "ordered_on": "2026-06-30", "amount": 9},
    )
    assert behind(company, "share.trend")["order_line"].rows.column("amount").to_pylist() == [7, 9]


@pytest.mark.parametrize("name", QUERIES)
def test_no_row_of_another_region_is_behind_any_answer(company: Company, name: str) -> None:
    both_regions(company)
    for found in (behind(company, name, NORTH), behind(company, name, regions=("north",))):
        for dataset, one in found.items():
            told = {str(cell) for column in one.rows.columns for cell in column.to_pylist()}
            assert not {"S1", "south", "FS1"} & told, (name, dataset)
            assert one.total == 1, (name, dataset)


@pytest.mark.parametrize("name", QUERIES)
def test_a_personal_field_is_behind_no_answer_without_the_right(company: Company, name: str) -> None:
    both_regions(company)
    hidden = {column.name for dataset in ALL for column in dataset.columns if column.is_personal}
    shown = {column for one in behind(company, name).values() for column in one.rows.column_names}
    assert hidden & shown == set()


def test_rows_beyond_the_most_are_counted(company: Company) -> None:
    company.put(
        "order_line", *({"order_no": str(n), "line_no": 1, "ordered_on": TODAY, "amount": 1} for n in range(60))
    )
    lines = behind(company, "share.by_account")["order_line"]
    assert (lines.rows.num_rows, lines.total) == (50, 60)


def test_the_datasets_behind_a_question_are_those_its_facts_read() -> None:
    def read(name: str) -> set[str]:
        return {dataset.name for dataset in sources(QUERIES[name], ALL)}

    assert read("funnel.dwell") == {"account", "stage_change"}
    assert read("rebate.curve") == {"account", "agreement", "order_line", "rebate_tier"}


def test_an_explanation_names_formula_window_rows_and_sql(company: Company) -> None:
    both_regions(company)
    query = QUERIES["share.by_account"]
    asked = view(TODAY, accounts=("N1",))
    text = as_text(query, asked, rows_behind(company.connection, query, BY_NAME, asked, EVERYTHING), [], "zh")
    told = ("截止 2026-06-30", "订单明细 (order_line): 1 行", "客户采购额 (wallet): 1 行")
    for part in (query.formula.zh, *told, query.sql):
        assert part in text


def test_choices_are_told_by_their_labels(company: Company) -> None:
    both_regions(company)
    heads, rows = with_origin(behind(company, "share.by_account", accounts=("N1",))["account"], [], "zh")
    assert dict(zip(heads, rows[0], strict=True))["状态"] == "锁定"


def test_a_flag_is_told_as_yes_or_no(company: Company) -> None:
    both_regions(company)
    more = {"account_id": "N1", "category": "cable", "spend": 5}
    company.put(
        "wallet", {**more, "period": "2025", "is_estimate": True}, {**more, "period": "2024", "is_estimate": False}
    )
    found = behind(company, "share.white_space", accounts=("N1",), period=(date(2024, 1, 1), TODAY))["wallet"]
    for lang, yes, no in (("zh", "是", "否"), ("en", "Yes", "No")):
        heads, rows = with_origin(found, [], lang)
        told = {row[heads.index({"zh": "期间", "en": "Period"}[lang])]: row for row in rows}
        at = heads.index({"zh": "是否估算", "en": "Is estimate"}[lang])
        assert [told[year][at] for year in ("2024", "2025", "2026")] == [no, yes, None]
