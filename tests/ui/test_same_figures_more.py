"""What the pages of pitfalls, roster, engagement and plan show is what the command line answers of the same company."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kam.ui.rooms import NAMED
from tests.conftest import answered
from tests.ui.test_pages import _fill, _open

QUERIES = (
    "pitfalls.concessions", "pitfalls.levels", "pitfalls.summary", "roster.by_region", "roster.completeness",
    "engagement.executive", "engagement.cadence", "engagement.matrix", "plan.funds", "plan.actions",
)  # fmt: skip
Rows = list[dict[str, Any]]


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The small company of the pages' tests in KAM_HOME."""
    monkeypatch.setenv("KAM_HOME", str(tmp_path))
    _fill(tmp_path)
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def told(filled: None, tmp_path: Path) -> dict[str, Rows]:
    """The command line's answers."""

    report = ("--as-of", "2026-03-31", "--format", "json")
    return {query: json.loads(answered(tmp_path, "report", query, *report)) for query in QUERIES}


def charts(room: str) -> tuple[AppTest, list[list[dict[str, Any]]]]:
    """A page, and the traces of its charts in the order of the page."""
    app = _open(NAMED[room], as_of="2026-03-31")
    assert not app.exception
    return app, [json.loads(chart.proto.spec)["data"] for chart in app.get("plotly_chart")]


def test_the_charts_of_the_four_pages_show_what_the_command_line_answers(told: dict[str, Rows]) -> None:
    app, (findings, _, _, gaps) = charts("pitfalls")
    sums = {row["finding"]: row["value"] for row in told["pitfalls.concessions"] if row["value"] is not None}
    assert sums == {"unsigned": 20, "no_agreement": 30}
    assert dict(zip(findings[0]["customdata"], findings[0]["x"], strict=True)) == pytest.approx(sums)
    assert sum(gaps[0]["x"]) == len(told["pitfalls.levels"])
    assert app.metric[0].value.startswith(f"{told['pitfalls.summary'][0]['value']:.2f}")

    _, (size, *_, profiles) = charts("roster")
    known = {row["region"]: row["locked"] for row in told["roster.by_region"]}
    assert {code: x for trace in size[1:] for code, x in zip(trace["customdata"], trace["x"], strict=True)} == known
    parts = {row["account_id"]: row["background"] for row in told["roster.completeness"]}
    assert dict(zip(profiles[0]["customdata"], profiles[0]["x"], strict=True)) == parts

    app, (matrix, executive, cadence, _) = charts("engagement")
    assert sum(map(sum, matrix[0]["z"])) == sum(row["visits"] for row in told["engagement.matrix"]) == 1
    assert sum(sum(trace["y"]) for trace in executive) == len(told["engagement.executive"])
    late = {row["account_id"]: row["days_since"] - 30 for row in told["engagement.cadence"] if row["last_visit_on"]}
    assert dict(zip(cadence[0]["customdata"], cadence[0]["x"], strict=True)) == late

    app, (funds, owners, timeline) = charts("plan")
    row = told["plan.funds"][0]
    assert [trace["x"] for trace in funds] == [[row["budget"]], [row["spend"]], [row["unassigned"]]]
    overdue = [row["action_no"] for row in told["plan.actions"] if row["is_overdue"]]
    assert sum(owners[0]["x"]) == len(overdue) == int(app.metric[5].value.split()[0])
    assert timeline[-1]["customdata"] == overdue
    assert timeline[-1]["hovertext"][0].startswith("&lt;b&gt;")


@pytest.mark.parametrize(
    ("room", "pick", "column", "expected"),
    [
        ("pitfalls", "finding:no_agreement", "concession_no", ["C2", "C3"]),
        ("pitfalls", "gap:nobody", "account_id", ["A2"]),
        ("roster", "listed:华东", "account_id", ["A1"]),
        ("engagement", "contacts:0", "account_id", ["A2"]),
        ("engagement", "visited:华南", "account_id", ["A2"]),
        ("plan", "action:T2", "action_no", ["T2"]),
        ("plan", "owner:", "action_no", ["T2", "T3"]),
    ],
)
def test_a_bar_leads_to_the_rows_it_counts(
    room: str, pick: str, column: str, expected: list[str], filled: None
) -> None:
    app = _open(NAMED[room], as_of="2026-03-31", pick=pick)
    assert not app.exception
    assert list(app.dataframe[0].value[column]) == expected
