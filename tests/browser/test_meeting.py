"""A meeting before a projector: three regions by the keys of a remote, five decisions, and what is kept of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pptx
import pytest
from playwright.sync_api import Browser, Page, expect

from kam.datasets import EVERY
from kam.desk import Desk
from kam.store import Store
from tests.browser.conftest import Server, Tab, open_tab, start, stop
from tests.conftest import answered
from tests.test_review import REGIONS, fill

DECISIONS = (("华东", "a1"), ("华东", "a2"), ("华北", "b1"), ("华北", "b2"), ("华南", "c1"))


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Server]:
    """The company of three regions on a fresh server."""
    home = tmp_path / "home"
    desk = Desk(Store(home, EVERY), EVERY)
    fill(desk)
    desk.clear()
    desk.store.close()
    running = start(home)
    yield running
    stop(running)


def at(page: Page, place: int, name: str) -> None:
    """Waits until a stop is shown."""
    expect(page.locator(".st-key-stage_place")).to_contain_text(f"{place} / 4")
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    expect(page.locator(".st-key-card_stage_here, .st-key-end").first).to_be_visible()


def decide(page: Page, title: str) -> None:
    page.locator(".st-key-stage h1").click()  # keys belong to the screen, not to a button
    page.keyboard.press("d")
    box = page.get_by_role("dialog", name={title: region for region, title in DECISIONS}[title])
    box.get_by_label("决定什么").fill(title)
    # A key pressed while somebody writes turns no page.
    page.keyboard.press("ArrowRight")
    box.get_by_label("责任人").fill("张伟")
    box.get_by_role("button", name="记入行动计划").click()
    expect(box).to_have_count(0)
    expect(page.locator(".st-key-card_stage_here").get_by_text(title)).to_be_visible()


def report(home: Path, *words: str) -> list[dict[str, str]]:
    """What the command line answers."""
    return list(csv.DictReader(io.StringIO(answered(home, "report", *words, "--format", "csv"))))


def stored(home: Path, sql: str) -> list[tuple[object, ...]]:
    store = Store(home, EVERY)
    rows = store.connection.sql(sql).fetchall()
    store.close()
    return rows


def test_three_regions_by_keyboard_with_five_decisions_are_kept(company: Server, tab: Tab, browser: Browser) -> None:
    page = tab.page
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(company.url)
    page.get_by_role("link", name="会议").first.click()
    expect(page.get_by_role("heading", name="经营会议")).to_be_visible()
    page.get_by_role("button", name="开始会议").click()
    at(page, 1, "华东")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    assert page.get_by_test_id("stMetricValue").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 40
    assert page.evaluate("document.documentElement.scrollWidth") <= 1920

    decide(page, "a1")
    decide(page, "a2")
    page.keyboard.press("ArrowRight")
    at(page, 2, "华北")
    decide(page, "b1")
    page.reload()
    at(page, 2, "华北")
    page.keyboard.press("PageUp")
    at(page, 1, "华东")
    page.keyboard.press("PageDown")
    at(page, 2, "华北")
    page.close()

    again = open_tab(browser)
    page = again.page
    page.goto(company.url)
    page.get_by_role("link", name="会议").first.click()
    page.get_by_role("button", name="继续").click()
    at(page, 1, "华东")
    expect(page.locator(".st-key-card_stage_here").get_by_text("a2")).to_be_visible()
    page.keyboard.press("ArrowRight")
    at(page, 2, "华北")
    decide(page, "b2")
    page.keyboard.press("ArrowRight")
    at(page, 3, "华南")
    decide(page, "c1")
    page.keyboard.press("ArrowRight")
    at(page, 4, "本次会议的决定")
    expect(page.get_by_text("共 5 项")).to_be_visible()
    page.get_by_role("button", name="结束并保存会议").click()
    expect(page.get_by_text("会议的决定")).to_be_visible()
    expect(page.locator(".st-key-card_kept_3")).to_contain_text("华南")
    assert "stop=" not in page.url
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出 PPTX").click()
    deck = pptx.Presentation(str(waiting.value.path()))
    said = "\n".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    cells = {
        cell.text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    }
    assert all(region in said for region in REGIONS)
    assert {title for _, title in DECISIONS} <= cells
    assert again.foreign(company.url) == []
    page.close()
    stop(company)

    home = company.home
    decided = stored(home, "SELECT region, title FROM action JOIN review_decision USING (action_no) ORDER BY title")
    assert decided == list(DECISIONS)
    found = dict(stored(home, "SELECT region || '.' || figure, value FROM review_figure WHERE region IS NOT NULL"))
    for row in report(home, "share.by_region"):
        for figure, column in (("sales", "our_sales"), ("share", "share"), ("market_share", "market_share")):
            assert (found[f"{row['region']}.{figure}"] or "") == row[column]
    assert {key.partition(".")[0] for key in found} == set(REGIONS)
    (batch,) = stored(home, "SELECT _batch FROM action WHERE title = 'b1'")[0]
    store = Store(home, EVERY)
    assert isinstance(batch, int)
    store.undo(batch, "ann")
    store.close()
    left = stored(home, "SELECT COUNT(*) FROM action JOIN review_decision USING (action_no)")
    assert left == [(4,)]
