"""What a reader sees of data quality: the words of every finding, and its bar."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from kam.access import EVERYTHING
from kam.engine import facts, fetch_arrow
from kam.figure import Style
from kam.topics.quality import figures
from kam.topics.quality.words import FINDINGS
from kam.view import view
from tests.conftest import Company


def test_every_finding_has_a_name_and_a_remedy_in_both_languages_and_nothing_else_has(company: Company) -> None:
    listed = fetch_arrow(company.connection, facts()["quality_finding"], view(date(2026, 6, 30)).params(), EVERYTHING)
    assert set(FINDINGS) == set(listed["finding"].to_pylist())
    texts = [text for pair in FINDINGS.values() for text in pair]
    assert all(text.zh and text.en and text.zh != text.en for text in texts)
    assert len({label.zh for label, _ in FINDINGS.values()}) == len(FINDINGS)


def test_the_bars_are_the_findings_with_rows_the_most_on_top_and_carry_their_codes() -> None:
    codes = ["line_without_cost", "wallet_unknown", "deal_without_amount", "stage_backdated"]
    frame = pd.DataFrame({"finding": codes, "rows": [3, 1200, 0, None]})
    drawn = figures.by_finding(frame, Style("en"))
    (bar,) = drawn.data
    assert list(bar.customdata) == ["line_without_cost", "wallet_unknown"]
    assert list(bar.x) == [3.0, 1200.0]
    assert list(bar.text) == ["3", "1,200"]
    assert list(drawn.layout.yaxis.ticktext) == ["Order line without a cost", "Sales without a known wallet"]


@pytest.mark.parametrize("rows", [[0], [None]])
def test_a_figure_of_no_finding_says_so(rows: list[int | None]) -> None:
    drawn = figures.by_finding(pd.DataFrame({"finding": ["wallet_unknown"], "rows": rows}), Style("zh"))
    assert drawn.layout.annotations[0].text == figures.NO_FINDING.zh
