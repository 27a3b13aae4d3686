"""Real files nobody here wrote, from file to committed rows, against answers computed without the product.

They stand beside the project where it is developed and in CI; a stranger's clone passes without them.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from kam.desk import Desk
from kam.intake.report import Options
from kam.ledger import Batch
from tests.real import DATA, ORACLE, PRESENT, beside


def answer(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    return desk.store.connection.cursor().execute(sql).fetchall()


def take_in(desk: Desk, name: str, dataset: str) -> Batch:
    """The file as its proposal has it, approved by naming the dataset."""
    path = DATA / name
    (batch,) = desk.load(desk.examine(path, path.name, Options(dataset=dataset)), "ann", tables=[0])
    return batch


PIPELINES = ["pipeline/maven_crm/sales_pipeline.csv", "pipeline/maven_crm_us_dates.csv"] if PRESENT else []


@pytest.mark.parametrize("name", PIPELINES)
def test_the_pipeline_goes_into_deal(desk: Desk, name: str) -> None:
    oracle = ORACLE[name]["correct_import"]
    empty = desk.store.dump()
    batch = take_in(desk, name, "deal")
    assert (batch.added, batch.rejected) == (oracle["records"], 0)
    assert answer(desk, "SELECT SUM(amount) FROM deal") == [(Decimal(oracle["close_value_sum"]),)]
    stages = oracle["deal_stage"]
    expected = {"won": stages["Won"], "lost": stages["Lost"], "open": stages["Engaging"] + stages["Prospecting"]}
    assert dict(answer(desk, "SELECT outcome, COUNT(*) FROM deal GROUP BY outcome")) == expected
    days = answer(desk, "SELECT MIN(opened_on), MAX(opened_on), MIN(closed_on), MAX(closed_on) FROM deal")[0]
    ends = (oracle["engage_min"], oracle["engage_max"], oracle["close_min"], oracle["close_max"])
    assert tuple(day.isoformat() for day in days) == ends
    assert answer(desk, "SELECT COUNT(*) FROM deal WHERE account_id IS NULL") == [(oracle["null_account"],)]
    desk.store.undo(batch.number, "ann")
    assert desk.store.dump() == empty


@beside
def test_both_pipelines_give_the_same_rows_and_are_asked_once(desk: Desk) -> None:
    rows = []
    for name in PIPELINES:
        batch = take_in(desk, name, "deal")
        rows.append(answer(desk, "SELECT * EXCLUDE (_batch) FROM deal ORDER BY deal_id"))
        desk.store.undo(batch.number, "ann")
    assert rows[0] == rows[1]
    again = desk.examine(DATA / PIPELINES[0], "again.csv")
    assert (again.tables[0].dataset, again.tables[0].is_proposal) == ("deal", False)


@beside
def test_the_customer_master_goes_into_account(desk: Desk) -> None:
    oracle = ORACLE["pipeline/maven_crm/accounts.csv"]["correct_import"]
    batch = take_in(desk, "pipeline/maven_crm/accounts.csv", "account")
    assert (batch.added, batch.rejected) == (oracle["records"], 0)
    assert dict(answer(desk, "SELECT industry, COUNT(*) FROM account GROUP BY industry")) == oracle["sectors"]
    assert answer(desk, "SELECT COUNT(parent_id) FROM account") == [(oracle["with_parent"],)]


@beside
def test_the_financial_sample_goes_into_order_line(desk: Desk) -> None:
    name = "orders/ms_financial_sample_discount_bands.xlsx"
    oracle = ORACLE[name]["correct_import"]
    batch = take_in(desk, name, "order_line")
    assert (batch.added, batch.rejected) == (oracle["records"], 0)
    (found,) = desk.examine(DATA / name, "x.xlsx").tables
    sums = dict(zip(found.columns, found.sums, strict=True))
    for column, expected in oracle["sums"].items():
        assert sums[column] == pytest.approx(expected, abs=0.005)
    stored = answer(desk, "SELECT SUM(quantity), SUM(amount), SUM(list_amount), SUM(cost) FROM order_line")[0]
    wanted = [oracle["sums"][key] for key in ("Units Sold", "Sales", "Gross Sales", "COGS")]
    # A cent of rounding a line at the most: the sheet carries more than two decimals.
    assert [float(value) for value in stored] == pytest.approx(wanted, abs=700 * 0.005)
    band = found.columns.index("Discount Band")
    raw = pd.read_excel(DATA / name, keep_default_na=False)["Discount Band"].str.strip()
    assert Counter(row[band] for row in found.sample) == Counter(raw[: len(found.sample)])


@beside
@pytest.mark.long
def test_half_a_million_order_lines(desk: Desk) -> None:
    name = "orders/uci_online_retail_541909.xlsx"
    oracle = ORACLE[name]["correct_import"]
    empty = desk.store.dump()
    batch = take_in(desk, name, "order_line")
    assert (batch.added, batch.rejected) == (oracle["records"], 0)
    ((amount, quantity, orders, unknown, customers),) = answer(
        desk,
        "SELECT SUM(amount), SUM(quantity), COUNT(DISTINCT order_no), COUNT(*) FILTER (account_id IS NULL), "
        "COUNT(DISTINCT account_id) FROM order_line",
    )
    assert float(amount) == pytest.approx(oracle["amount_sum"], abs=0.005 * oracle["records"])
    assert (int(quantity), orders, unknown) == (oracle["Quantity_sum"], oracle["invoices"], oracle["null_CustomerID"])
    assert customers == oracle["customers"]
    desk.store.undo(batch.number, "ann")
    assert desk.store.dump() == empty
