"""The page of one account in Chromium: its first screen, on a phone, and a decision that is made and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, Tab, open_tab, start, stop
from tests.ui.test_account import ADDED, fill
from tests.ui.test_pages import ROWS

STEP = "约见采购部"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a company with one account of which much is known."""
    home: Path = tmp_path_factory.mktemp("home")
    fill(home, ROWS, ADDED)
    running = start(home)
    yield running
    stop(running)


def shown(page: Page, company: Server, more: str = "") -> None:
    page.goto(f"{company.url}/account?account=A1{more}")
    expect(page.get_by_role("tab")).to_have_count(8)
    expect(page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.long
def test_the_first_screen_says_how_we_stand_and_what_comes_next(company: Server, tab: Tab) -> None:
    shown(tab.page, company)
    for card in ("one_holders", "one_next"):
        first = tab.page.locator(f".st-key-card_{card}")
        expect(first).to_be_visible()
        box = first.bounding_box()
        assert box is not None
        assert box["y"] < 620  # of the 900 of the screen
    expect(tab.page.get_by_test_id("stMetric")).to_have_count(6)
    assert tab.foreign(company.url) == []
    assert tab.page.locator("[data-testid=stMain] img").count() == 0


@pytest.mark.long
def test_no_tab_scrolls_sideways_on_a_phone(company: Server, browser: Browser) -> None:
    phone = open_tab(browser, 390, 844)
    shown(phone.page, company)
    for place in range(8):
        label = phone.page.get_by_role("tab").nth(place)
        label.click()
        expect(label).to_have_attribute("aria-selected", "true")
        expect(phone.page.get_by_role("tabpanel").locator("[class*='st-key-card_']").first).to_be_visible()
        expect(phone.page.get_by_test_id("stException")).to_have_count(0)
        wide = phone.page.evaluate(
            "[document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth]"
        )
        assert max(wide) <= 390
    phone.page.close()


@pytest.mark.long
def test_a_new_action_is_on_the_page_at_once_and_gone_when_its_batch_is_undone(company: Server, tab: Tab) -> None:
    page = tab.page
    shown(page, company)
    page.get_by_role("button", name="新行动").click()
    page.get_by_label("决定什么").fill(STEP)
    page.get_by_role("button", name="记入行动计划").click()
    expect(page.get_by_text("如需撤销，请在「导入记录」中撤销")).to_be_visible()
    card = page.locator(".st-key-card_one_next")
    expect(card.get_by_text(STEP)).to_be_visible()
    # The form is closed, and a new one is empty.
    expect(page.get_by_role("button", name="记入行动计划")).to_have_count(0)
    page.goto(f"{company.url}/history")
    page.get_by_role("button", name="撤销此批").click()
    page.get_by_role("button", name="确认撤销").click()
    expect(page.get_by_text("已撤销。")).to_be_visible()
    shown(page, company)
    expect(card).to_be_visible()
    expect(card.get_by_text(STEP)).to_have_count(0)
