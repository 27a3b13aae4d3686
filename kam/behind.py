"""The rows behind an answer: which datasets a question reads, and their rows in the reader's scope, with file and row.

A reader can go from a share of 37.2 % to the order lines and wallet rows that make it, and from those to the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from kam.access import Scope
from kam.dataset import Dataset
from kam.engine import View, fetch_arrow, read_by
from kam.topic import Query, Window

# The day by which a row counts or not yet; the datasets that are not here hold no day and count always.
_DAY = {
    "order_line": "ordered_on",
    "stage_change": "entered_on",
    "rival_score": "scored_on",
    "rival_profile": "noted_on",
    "agreement": "starts_on",
    "concession": "granted_on",
    "visit": "visited_on",
    "fund": "booked_on",
    "swot": "noted_on",
    "intel": "noted_on",
}
# What happened: a question of the period counts it there only; standings such as stages and scores look further back.
_EVENTS = frozenset({"order_line", "concession", "visit", "fund"})
_PERIOD, _LAST_YEAR = ("period_from", "period_to"), ("last_year_from", "last_year_to")
_YEAR = (("year_from", "as_of"),)
_WINDOWS: dict[Window, tuple[tuple[str, str], ...]] = {
    "history": (),
    "period": (_PERIOD,),
    "both years": (_PERIOD, _LAST_YEAR),
}
# The years that a wallet period of 2025, 2025Q3 or 2025-07 may share with a window; the question itself cuts by days.
_TOUCHES = (
    "CAST(SUBSTRING(given.period, 1, 4) AS INTEGER) BETWEEN EXTRACT(YEAR FROM param.{first}) "
    "AND EXTRACT(YEAR FROM param.{last})"
)
# Facts that look at every dataset only to know who exists, and since when there are orders.
_WHO = ("customer", "param")
_REGION_TESTS = """
  ($regions = '' OR STRPOS($regions, CHR(31) || {region} || CHR(31)) > 0)
  AND ($scope_regions = '*' OR STRPOS($scope_regions, CHR(31) || {region} || CHR(31)) > 0)"""


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows of one dataset behind an answer: its columns, _batch and _row; `total` counts those left off too."""

    dataset: Dataset
    rows: pa.Table
    total: int


def sources(query: Query, datasets: Iterable[Dataset]) -> list[Dataset]:
    """The datasets that the question reads, in their own order."""
    read = read_by(query.sql, _WHO)
    if "customer" in read:
        read |= {"account"}
    return [dataset for dataset in datasets if dataset.name in read]


def rows_behind(
    connection: duckdb.DuckDBPyConnection,
    query: Query,
    datasets: Mapping[str, Dataset],
    view: View,
    scope: Scope,
    most: int = 10_000,
) -> list[Behind]:
    """The rows of each dataset that the question reads, as the view, the viewer's scope and masks leave them.

    What happened is cut to the question's window, everything at the as-of day.
    """
    found = []
    for dataset in sources(query, datasets.values()):
        rows = fetch_arrow(connection, _rows_sql(dataset, query.window, scope, most), view.params(), scope)
        total = rows.column("total")[0].as_py() if rows.num_rows else 0
        found.append(Behind(dataset, rows.drop_columns("total"), total))
    return found


def shown_columns(dataset: Dataset, scope: Scope) -> list[str]:
    """The columns a viewer sees: personal ones and costs only with the right."""
    return [
        column.name
        for column in dataset.columns
        if (scope.sees_personal or not column.is_personal) and (scope.sees_money or not column.is_cost)
    ]


def _rows_sql(dataset: Dataset, window: Window, scope: Scope, most: int) -> str:
    names = ", ".join(f"given.{name}" for name in shown_columns(dataset, scope))
    has_account, has_region = "account_id" in dataset.names, "region" in dataset.names
    joins, tests = "", "TRUE"
    if dataset.name == "rebate_tier":
        joins = (
            "JOIN agreement ON agreement.agreement_no = given.agreement_no "
            "JOIN customer ON customer.account_id = COALESCE(agreement.account_id, '') AND customer.is_in"
        )
    elif has_account:
        is_own = has_region and dataset.name != "account"
        joins = "JOIN customer ON customer.account_id = COALESCE(given.account_id, '') AND customer."
        joins += "is_asked" if is_own else "is_in"
        if is_own:
            tests = _REGION_TESTS.format(region="COALESCE(given.region, customer.region)")
    elif has_region:
        tests = _REGION_TESTS.format(region="given.region")
    return (
        f"SELECT {names}, given._batch, given._row, COUNT(*) OVER () AS total "
        f"FROM {dataset.name} AS given {joins} CROSS JOIN param "
        f"WHERE {tests} AND {_when(dataset, window)} ORDER BY given._batch, given._row LIMIT {most}"
    )


def _when(dataset: Dataset, window: Window) -> str:
    day = _DAY.get(dataset.name)
    if dataset.name == "wallet":
        return _any(_TOUCHES.format(first=first, last=last) for first, last in _WINDOWS[window] or _YEAR)
    if day is None:
        return "TRUE"
    if dataset.name in _EVENTS and _WINDOWS[window]:
        within = "given.{day} >= param.{first} AND given.{day} <= param.{last}"
        return _any(within.format(day=day, first=first, last=last) for first, last in _WINDOWS[window])
    return f"(given.{day} <= param.as_of OR given.{day} IS NULL)"


def _any(tests: Iterable[str]) -> str:
    return f"({' OR '.join(tests)})"
