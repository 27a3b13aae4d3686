"""An account on paper: one sheet of A4, with nothing on it that only a screen needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server, Tab, browser, start, stop, tab

__all__ = ["browser", "tab"]
A4_POINTS = (595, 842)


@pytest.fixture
def sample(tmp_path: Path, sample_in: Callable[[Path], Path]) -> Iterator[Server]:
    running = start(sample_in(tmp_path))
    yield running
    stop(running)


@pytest.mark.long
def test_an_account_is_one_sheet_of_a4_and_its_menus_stay_off_it(sample: Server, tab: Tab) -> None:
    page = tab.page
    page.goto(f"{sample.url}/account?account=HD003")
    expect(page.get_by_role("button", name="导出")).to_be_visible()
    expect(page.locator(".js-plotly-plot").nth(2)).to_be_visible()
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", paper)
    assert box
    assert tuple(round(float(side)) for side in box.groups()) == A4_POINTS

    page.emulate_media(media="print")
    for gone in ("stSidebar", "stHeader", "stPopover"):
        for found in page.get_by_test_id(gone).all():
            expect(found).to_be_hidden()
    charts = page.locator(".js-plotly-plot").all()
    widths = [(chart.bounding_box() or {}).get("width", 0) for chart in charts]
    assert all(widths)
    # Beside each other, as on the screen: Streamlit itself would put the columns one under another.
    tops = [round((chart.bounding_box() or {}).get("y", 0)) for chart in charts]
    assert len(set(tops)) < len(tops)
