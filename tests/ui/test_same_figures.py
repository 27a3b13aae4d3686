"""What the overview's four charts and cards show of the sample company is what the command line answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kam.datasets import BY_NAME
from kam.text import money_parts, percent
from tests.conftest import answered

SCRIPT = str(Path(__file__).resolve().parents[2] / "kam" / "ui" / "cockpit.py")
Rows = list[dict[str, Any]]
QUERIES = ("share.by_region", "funnel.reached", "rivals.radar", "rivals.strength", "rebate.status")


@pytest.fixture(scope="module")
def answers(
    tmp_path_factory: pytest.TempPathFactory, sample_in: Callable[[Path], Path]
) -> tuple[Path, dict[str, Rows]]:
    """The sample's folder, and the command line's answers."""
    home = sample_in(tmp_path_factory.mktemp("sample"))
    return home, {name: json.loads(answered(home, "report", name, "--format", "json")) for name in QUERIES}


@pytest.fixture
def app(answers: tuple[Path, dict[str, Rows]], monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("KAM_HOME", str(answers[0]))
    st.cache_data.clear()
    st.cache_resource.clear()
    yield AppTest.from_file(SCRIPT, default_timeout=120).run()
    st.cache_data.clear()
    st.cache_resource.clear()


def charts(app: AppTest) -> list[list[dict[str, Any]]]:
    """The traces of every chart, in the order of the page."""
    return [json.loads(chart.proto.spec)["data"] for chart in app.get("plotly_chart")]


def test_every_figure_of_the_four_charts_is_the_command_lines(
    app: AppTest, answers: tuple[Path, dict[str, Rows]]
) -> None:
    told = answers[1]
    regions, funnel, radar, rebate = charts(app)

    known = {row["region"]: row for row in told["share.by_region"] if row["region"]}
    for trace, column in zip(regions, ("share", "market_share"), strict=True):
        assert dict(zip(trace["hovertext"], trace["y"], strict=True)) == pytest.approx(
            {r: known[r][column] for r in known}
        )

    reached = {row["stage"]: row["accounts"] for row in told["funnel.reached"]}
    assert dict(zip(funnel[0]["y"], funnel[0]["x"], strict=True)) == reached

    labels = {choice.label.zh: choice.code for choice in BY_NAME["rival_score"].column("dimension").choices}
    scores = {(row["party"], row["dimension"]): row["score"] for row in told["rivals.radar"]}
    for trace in radar:
        for label, score in zip(trace["theta"], trace["r"], strict=True):
            assert score == pytest.approx(scores[trace["name"], labels[label]])

    agreements = {row["agreement_no"]: row for row in told["rebate.status"]}
    for number, part in zip(rebate[0]["customdata"], rebate[0]["x"], strict=True):
        row = agreements[number]
        assert part == pytest.approx(row["volume"] / row["next_threshold"])
    assert rebate[0]["customdata"][-1] == "XY-2026-003"


def test_the_cards_add_up_to_the_command_lines_answers(app: AppTest, answers: tuple[Path, dict[str, Rows]]) -> None:
    told = answers[1]
    sales = money_parts(round(sum(row["our_sales"] for row in told["share.by_region"]), 2), "zh")
    earned = money_parts(round(sum(row["earned"] or 0 for row in told["rebate.status"]), 2), "zh")
    matched = sum((row["share"] or 0) * (row["wallet"] or 0) for row in told["share.by_region"])
    wallets = sum(row["wallet"] or 0 for row in told["share.by_region"])
    shown = [card.value for card in app.metric]
    assert shown[0].startswith(sales[0])
    assert sales[1] in shown[0]
    assert shown[1] == percent(matched / wallets)
    assert shown[5].startswith(earned[0])
    assert earned[1] in shown[5]
