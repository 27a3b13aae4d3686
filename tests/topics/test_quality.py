"""Data quality: every subtle finding with rows worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from kam.access import Scope
from kam.engine import facts
from kam.topics.quality.words import FINDINGS
from tests.conftest import Company
from tests.topics.rebate_rows import agree, buy

D = Decimal
# Every finding with the dataset in whose rows it stands; a part of the sales is judged on the order lines.
LOOKED_FOR = [
    (finding, dataset)
    for finding, dataset, is_of_sales in duckdb.sql(facts()["quality_finding"]).fetchall()
    if not is_of_sales
]
JUNE = "2026-06-30"
ACCOUNT = {
    "account_id": "K",
    "account_class": "end_user",
    "region": "north",
    "manager": "李",
    "status": "locked",
    "locked_on": "2025-01-01",
}


def found(company: Company, finding: str, **asked: Any) -> list[dict[str, Any]]:
    """The rows of quality.rows with that finding."""
    return [row for row in company.ask("quality.rows", JUNE, **asked) if row["finding"] == finding]


def items(company: Company, finding: str, **asked: Any) -> list[str]:
    return [row["item"] for row in found(company, finding, **asked)]


def figure(company: Company, finding: str, **asked: Any) -> tuple[int | None, Decimal | None, float | None]:
    """rows, amount and part of one finding."""
    rows = {row["finding"]: row for row in company.ask("quality.findings", JUNE, **asked)}
    return rows[finding]["rows"], rows[finding]["amount"], rows[finding]["part"]


def wallet(company: Company, **columns: object) -> None:
    company.put("wallet", {"account_id": "K", "period": "2026", **columns})


def change(company: Company, *days: tuple[str, int], account: str = "K") -> None:
    company.put("stage_change", *({"account_id": account, "entered_on": day, "stage": stage} for day, stage in days))


def test_nothing_is_known_of_a_dataset_without_a_row(company: Company) -> None:
    asked = company.ask("quality.findings", JUNE)
    assert [row["finding"] for row in asked] == sorted(FINDINGS)
    assert {(row["rows"], row["amount"], row["part"]) for row in asked} == {(None, None, None)}


@pytest.mark.parametrize("dataset", sorted({dataset for _, dataset in LOOKED_FOR} - {"order_line"}))
def test_one_row_is_enough_to_judge_a_dataset(company: Company, dataset: str) -> None:
    company.put(dataset, {})
    known = {row["finding"] for row in company.ask("quality.findings", JUNE) if row["rows"] is not None}
    assert known == {finding for finding, name in LOOKED_FOR if name == dataset}


def test_a_dataset_in_order_has_no_row_and_nothing_at_stake(company: Company) -> None:
    company.put("account", ACCOUNT)
    assert figure(company, "account_without_class") == (0, D("0.00"), 0.0)
    assert figure(company, "released_without_day") == (0, D("0.00"), None)
    assert figure(company, "line_without_cost") == (None, None, None)


def test_the_part_of_sales_is_counted_in_money_and_returns_lessen_it(company: Company) -> None:
    """Lines 600, 300 without a cost, -100 without: (300 - 100) / 800; the line of last year is none of the period's."""
    buy(company, ("2026-02-01", "600.00"), cost=1)
    buy(company, ("2026-02-02", "300.00"), ("2026-02-03", "-100.00"), ("2025-12-31", "50.00"))
    assert figure(company, "line_without_cost") == (2, D("200.00"), 0.25)
    fen = {"period": ("2025-12-31", "2025-12-31")}
    buy(company, ("2025-12-31", "-49.99"), cost=1)
    assert figure(company, "line_without_cost", **fen) == (1, D("50.00"), 5000.0)


def test_lines_without_a_known_amount_leave_the_stake_unknown(company: Company) -> None:
    company.put("order_line", {"order_no": "1", "line_no": 7, "ordered_on": "2026-01-01", "account_id": "K"})
    assert figure(company, "line_without_cost") == (1, None, None)
    assert items(company, "line_without_amount") == ["1-7"]


def test_sales_are_unknown_and_not_in_order_before_the_first_order_line(company: Company) -> None:
    buy(company, ("2026-06-30", "5.00"))
    assert figure(company, "line_without_cost", period=("2026-01-01", "2026-03-31")) == (None, None, None)
    assert figure(company, "line_without_cost", period=("2026-04-01", "2026-12-31")) == (1, D("5.00"), 1.0)


def test_what_known_leaves_out_is_three_findings_together(company: Company) -> None:
    """K: cable known, 100 of cable, 40 without a category. L: 200, no wallet. 60 of nobody. Known = 100 / 400."""
    buy(company, ("2026-02-01", "100.00"), category="cable")
    buy(company, ("2026-02-01", "40.00"))
    buy(company, ("2026-02-01", "200.00"), account_id="L")
    buy(company, ("2026-02-01", "60.00"), account_id=None)
    wallet(company, category="cable", spend=1000)
    assert figure(company, "wallet_category_unknown") == (1, D("40.00"), 0.1)
    assert figure(company, "wallet_unknown") == (1, D("200.00"), 0.5)
    assert figure(company, "line_without_account") == (1, D("60.00"), 0.15)
    (region,) = company.ask("share.by_region", JUNE)
    assert region["known"] == 0.25


def test_a_known_whole_leaves_no_category_open(company: Company) -> None:
    """With the whole known, sales of 安防 have a wallet, though of the categories only cable has a row."""
    buy(company, ("2026-02-01", "100.00"), category="安防")
    wallet(company, category="cable", spend=10)
    assert figure(company, "wallet_category_unknown") == (1, D("100.00"), 1.0)
    wallet(company, spend=1000)
    assert figure(company, "wallet_category_unknown") == (0, D("0.00"), 0.0)


def test_a_wallet_below_our_sales_stakes_the_difference(company: Company) -> None:
    """181 / 365 of 365.00 is 181.00; we sold 181.01. A wallet that is just met is none."""
    wallet(company, spend="365.00")
    buy(company, ("2026-02-01", "181.01"))
    assert figure(company, "wallet_below_sales") == (1, D("0.01"), 1.0)
    buy(company, ("2026-02-01", "-0.01"))
    assert figure(company, "wallet_below_sales") == (0, D("0.00"), 0.0)


def test_suppliers_contradict_the_whole_only_when_they_exceed_it(company: Company) -> None:
    """100 beside 甲 70: others are not named. With 乙 40 they are 110. Another category and period are theirs alone."""
    wallet(company, spend=100)
    wallet(company, supplier="甲", spend=70)
    wallet(company, supplier="丙", spend=500, category="cable")
    wallet(company, supplier="丙", spend=500, period="2025")
    assert items(company, "wallet_conflict") == []
    wallet(company, supplier="乙", spend=40)
    (row,) = found(company, "wallet_conflict")
    assert (row["item"], row["amount"], row["batch"], row["file_row"]) == ("2026", D("10.00"), 1, 1)
    wallet(company, supplier="丁", spend=5, period="2026Q1")
    wallet(company, spend=5, period="2026Q1")
    assert items(company, "wallet_conflict") == ["2026"]  # as much as the whole is not more


def test_a_wallet_is_looked_at_when_a_day_of_its_period_is_asked_for(company: Company) -> None:
    for period in ("2025", "2026", "2026Q2", "2026Q3", "2026-03", "2026-04"):
        wallet(company, period=period, spend=1, is_estimate=True)
    window = ("2026-04-30", "2026-12-31")
    assert items(company, "wallet_estimated", period=window) == ["2026", "2026-04", "2026Q2"]
    assert items(company, "wallet_estimated", period=("2026-03-31", "2026-03-31")) == ["2026", "2026-03"]


def test_in_a_period_that_has_not_begun_nothing_is_judged_but_what_stands_now(company: Company) -> None:
    company.put("account", ACCOUNT)
    wallet(company, spend=1, is_estimate=True)
    agree(company, ())
    asked = company.ask("quality.findings", JUNE, ("2026-09-01", "2026-12-31"))
    judged = {row["finding"] for row in asked if row["part"] is not None}
    assert {name for name in judged if not name.startswith("account_")} == {"locked_without_day"}
    rows = company.ask("quality.rows", JUNE, ("2026-09-01", "2026-12-31"))
    assert [row["finding"] for row in rows] == ["account_region_unlisted"]


def test_an_estimate_that_nobody_speaks_of_is_not_judged(company: Company) -> None:
    wallet(company, spend=1)
    assert figure(company, "wallet_estimated") == (0, D("0.00"), None)


def test_a_stage_is_backdated_by_file_order_over_batches_and_a_day_counts_once(company: Company) -> None:
    """The later batch is later in the file; the same day is not dated back, and of one day the last row counts."""
    change(company, ("2026-03-01", 2), ("2026-02-01", 1), ("2026-03-01", 3))
    change(company, ("2026-02-01", 1), ("2026-03-01", 4), ("2026-02-15", 5), ("2026-05-01", 7), ("2026-07-01", 6))
    change(company, ("2026-01-01", 1), account="L")
    backdated = found(company, "stage_backdated")
    assert [(row["item"], row["batch"], row["file_row"]) for row in backdated] == [
        ("2026-02-01 / 1", 1, 2),
        ("2026-02-01 / 1", 2, 1),
        ("2026-02-15 / 5", 2, 3),
    ]
    assert items(company, "stage_superseded") == ["2026-02-01 / 1", "2026-03-01 / 2", "2026-03-01 / 3"]


def test_a_stage_after_an_unknown_day_of_release_is_not_judged(company: Company) -> None:
    company.put("account", {**ACCOUNT, "status": "released", "released_on": "2026-03-01"})
    company.put("account", {**ACCOUNT, "account_id": "L", "status": "released"})
    company.put("account", {**ACCOUNT, "account_id": "M", "released_on": "2026-03-01"})
    for account in ("K", "L", "M"):
        change(company, ("2026-03-01", 2), ("2026-03-02", 3), account=account)
    assert items(company, "stage_after_release") == ["2026-03-02 / 3"]
    assert figure(company, "stage_after_release") == (1, None, 0.25)


@pytest.mark.parametrize(
    ("changes", "are_overlapping"),
    [
        ({"starts_on": "2026-06-30"}, True),
        ({"starts_on": "2026-07-01", "ends_on": "2026-12-31"}, False),  # begins after the as-of day
        ({"starts_on": "2025-01-01", "ends_on": "2026-01-01"}, True),  # one day in common
        ({"starts_on": "2025-01-01", "ends_on": "2025-12-31"}, False),
        ({"category": "安防"}, False),
        ({"category": None}, True),
        ({"account_id": "L"}, False),
    ],
)
def test_agreements_overlap_where_one_purchase_earns_twice(
    company: Company, changes: dict[str, Any], are_overlapping: bool
) -> None:
    agree(company, category="cable")
    agree(company, **{"agreement_no": "B", "category": "cable", **changes})
    met = items(company, "agreement_overlap", period=("2025-01-01", "2026-12-31"))
    assert met == (["A / B", "B / A"] if are_overlapping else [])


def test_an_agreement_is_of_an_unknown_account_without_one_or_outside_the_directory(company: Company) -> None:
    company.put("account", ACCOUNT)
    for number, name in (("A", "K"), ("B", "L"), ("C", None)):
        agree(company, (), agreement_no=number, account_id=name)
    assert items(company, "agreement_of_unknown_account") == ["B", "C"]
    assert figure(company, "agreement_overlap") == (0, D("0.00"), 0.0)
    assert figure(company, "agreement_without_tiers") == (3, None, 1.0)


def test_a_tier_is_out_of_order_when_its_rate_is_not_above_that_of_the_tier_below(company: Company) -> None:
    """0.01, 0.02, 0.02, 0.01, 0.03: two of the four that have one below them."""
    steps = (("0", "0.01"), ("10", "0.02"), ("20", "0.02"), ("30", "0.01"), ("40", "0.03"))
    agree(company, steps)
    company.put("rebate_tier", {"agreement_no": "Z", "threshold": 5, "rate": "0.01"})
    assert items(company, "tier_out_of_order") == ["A / 3", "A / 4"]
    assert figure(company, "tier_out_of_order") == (2, None, 0.5)
    assert items(company, "tier_without_agreement") == ["Z / 1"]


def test_a_deal_contradicts_itself_by_the_day_only(company: Company) -> None:
    deals = (
        ("won undated", "won", None),
        ("open closed", "open", JUNE),
        ("open later", "open", "2026-07-01"),
        ("silent", None, None),
        ("silent later", None, "2026-07-01"),
        ("lost", "lost", "2026-06-01"),
        ("silent today", None, JUNE),
    )
    company.put("deal", *({"deal_id": name, "outcome": how, "closed_on": day} for name, how, day in deals))
    company.put("deal", {"deal_id": "not yet", "opened_on": "2026-07-01"})
    assert items(company, "deal_closed_without_day") == ["won undated"]
    assert items(company, "deal_open_but_closed") == ["open closed"]
    assert items(company, "deal_without_outcome") == ["silent", "silent today"]
    company.put("deal", {"deal_id": "begun later", "opened_on": "2026-07-01", "closed_on": JUNE, "outcome": "won"})
    assert figure(company, "deal_without_amount") == (8, None, 1.0)


def test_a_call_misses_neither_levels_nor_hours_and_a_contact_lends_its_level(company: Company) -> None:
    company.put("contact", {"account_id": "K", "contact_name": "王", "level": "senior"})
    usual = {"account_id": "K", "visited_on": "2026-03-01", "visitor_level": "field", "contact_name": "王"}
    company.put(
        "visit",
        {**usual, "visit_no": "call", "kind": "call", "visitor_level": None},
        {**usual, "visit_no": "lent", "hours": 0},
        {**usual, "visit_no": "stranger", "contact_name": "李"},
        {**usual, "visit_no": "ours open", "visitor_level": None},
        {**usual, "visit_no": "undated", "visited_on": None},
    )
    assert items(company, "visit_level_unknown") == ["ours open", "stranger"]
    assert items(company, "visit_without_hours") == ["ours open", "stranger"]
    assert items(company, "visit_without_day") == ["undated"]
    assert figure(company, "visit_without_day") == (1, None, 0.2)


def test_money_of_no_region_is_found_where_neither_region_nor_account_is_told(company: Company) -> None:
    company.put("account", ACCOUNT)
    company.put("region", {"region": "north"})
    usual = {"booked_on": "2026-03-01", "amount": 10}
    company.put(
        "fund",
        {**usual, "fund_no": "neither", "kind": "spend"},
        {**usual, "fund_no": "account", "kind": "spend", "account_id": "K"},
        {**usual, "fund_no": "unlisted", "region": "moon"},
        {**usual, "fund_no": "undated", "kind": "budget", "region": "north", "booked_on": None},
        {**usual, "fund_no": "last year", "booked_on": "2025-12-31"},
    )
    assert figure(company, "fund_without_region") == (1, D("10.00"), 0.25)
    assert figure(company, "fund_region_unlisted") == (1, D("10.00"), 0.5)
    assert items(company, "fund_without_kind") == ["unlisted"]
    assert items(company, "fund_without_day") == ["undated"]


def test_money_is_of_its_own_region_else_of_its_accounts_and_of_no_region_like_it(company: Company) -> None:
    company.put("account", ACCOUNT, {**ACCOUNT, "account_id": "L"})
    usual = {"booked_on": "2026-01-01", "amount": 1}
    rows = (("own", None, "north"), ("of K", "K", None), ("of L", "L", None), ("nor", None, "nor"), ("th", None, "th"))
    company.put("fund", *({**usual, "fund_no": no, "account_id": who, "region": where} for no, who, where in rows))
    for asked in (
        {"regions": ("a", "north")},
        {"scope": Scope(frozenset({"a", "north"}))},
        {"regions": ("north",), "scope": Scope(frozenset({"north"}))},
    ):
        rows_found = found(company, "fund_without_kind", **asked)
        assert [(row["item"], row["region"]) for row in rows_found] == [
            ("of K", "north"),
            ("of L", "north"),
            ("own", "north"),
        ]
    assert items(company, "fund_without_kind", accounts=("L",)) == ["of L"]


def test_scores_and_notes_up_to_the_day_show_who_is_outside_the_directory(company: Company) -> None:
    company.put("account", ACCOUNT)
    days = (JUNE, "2026-07-01")
    score = {"account_id": "Z", "dimension": "sales", "score": 5}
    company.put("rival_score", *({**score, "party": f"甲{day}", "scored_on": day} for day in days))
    note = {"account_id": "Z", "assumption": "leader"}
    company.put("rival_profile", *({**note, "rival": f"甲{day}", "noted_on": day} for day in days))
    assert items(company, "customer_outside_directory") == [f"甲{JUNE} / leader", f"甲{JUNE} / sales"]


def test_an_account_stakes_its_sales_of_the_period_and_nothing_where_it_bought_nothing(company: Company) -> None:
    company.put("account", *({**ACCOUNT, "account_id": one, "manager": None} for one in "KLM"))
    buy(company, ("2026-01-01", "3.00"), ("2025-12-31", "50.00"))
    company.put("order_line", {"order_no": "u", "line_no": 1, "ordered_on": "2026-02-01", "account_id": "M"})
    rows = found(company, "account_without_manager")
    assert [(row["account_id"], row["amount"]) for row in rows] == [
        ("K", D("3.00")),
        ("L", D("0.00")),
        ("M", D("0.00")),
    ]


def test_a_line_is_found_by_each_of_its_faults_alone(company: Company) -> None:
    company.put("account", ACCOUNT)
    whole = {
        "line_no": 1,
        "ordered_on": "2026-02-01",
        "account_id": "K",
        "category": "c",
        "quantity": 1,
        "amount": 1,
        "cost": 1,
    }
    faults = ("category", "quantity", "cost", "amount", "account")
    company.put("order_line", {**whole, "order_no": "good"}, {**whole, "order_no": "blank", "category": ""})
    company.put("order_line", *({**whole, "order_no": fault, fault: None} for fault in faults[:4]))
    company.put("order_line", {**whole, "order_no": "account", "account_id": "Z"})
    company.put("order_line", {**whole, "order_no": "nobody", "account_id": None})
    assert items(company, "line_without_category") == ["blank-1", "category-1"]
    for fault in faults[1:4]:
        assert items(company, f"line_without_{fault}") == [f"{fault}-1"]
    assert items(company, "line_outside_directory") == ["account-1"]
    assert items(company, "line_without_account") == ["nobody-1"]
    assert figure(company, "line_without_amount") == (1, None, 0.125)


def test_an_open_action_misses_its_due_day_and_a_done_one_its_day_of_doing(company: Company) -> None:
    states = (
        ("open", "open", None),
        ("done", "done", None),
        ("dated", "done", "2026-03-01"),
        ("off", "cancelled", None),
    )
    company.put("action", *({"action_no": name, "status": how, "done_on": day} for name, how, day in states))
    assert items(company, "action_without_due") == ["open"]
    assert figure(company, "action_done_without_day") == (1, None, 0.5)


def test_a_party_is_unscored_in_the_resource_dimensions_it_lacks_only(company: Company) -> None:
    """Of the eight, seven are missing; a party with questions of another kind alone is none of strength."""
    usual = {"account_id": "K", "scored_on": "2026-01-01", "score": 5}
    company.put("rival_score", {**usual, "party": "甲", "dimension": "sales"})
    company.put("rival_score", {**usual, "party": "乙", "dimension": "relationship"})
    assert figure(company, "dimension_unscored") == (7, None, 0.875)


def test_a_viewer_of_a_region_sees_neither_rows_nor_counts_of_another(company: Company) -> None:
    company.put("account", ACCOUNT, {**ACCOUNT, "account_id": "S", "region": "south", "manager": None})
    buy(company, ("2026-02-01", "7.00"), account_id="S")
    buy(company, ("2026-02-01", "9.00"), account_id=None)
    company.put("fund", {"fund_no": "F", "region": "south", "amount": 3})
    company.put("region", {"region": "north"}, {"region": "south"})
    north = Scope(frozenset({"north"}))
    rows = company.ask("quality.rows", JUNE, scope=north)
    assert {(row["finding"], row["region"]) for row in rows} == {
        ("region_without_capacity", "north"),
        ("region_without_headcount", "north"),
    }
    assert figure(company, "line_without_cost", scope=north) == (0, D("0.00"), None)
    assert figure(company, "account_without_manager", scope=north) == (0, D("0.00"), 0.0)
