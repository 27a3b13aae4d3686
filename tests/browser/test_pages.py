"""Every page, opened by its address."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from kam.ui.rooms import NAMED, ROOMS, Room
from tests.browser.conftest import Server, open_tab

FIRST = ("share",)


def _opens(browser: Browser, server: Server, room: Room) -> None:
    tab = open_tab(browser)
    tab.page.goto(f"{server.url}/{room.name}")
    expect(tab.page.get_by_role("heading", name=room.title.zh).first).to_be_visible()
    tab.page.wait_for_load_state("networkidle")
    # An unknown address makes Streamlit open the home page and say so in a dialog.
    expect(tab.page.get_by_role("dialog")).to_have_count(0)
    expect(tab.page.get_by_test_id("stException")).to_have_count(0)
    assert tab.foreign(server.url) == []
    tab.page.close()


@pytest.mark.parametrize("name", FIRST)
def test_a_deep_link_is_the_first_thing_that_a_server_is_asked_for(name: str, server: Server, browser: Browser) -> None:
    _opens(browser, server, NAMED[name])


@pytest.mark.long
def test_every_deep_link_opens_its_page_and_asks_no_other_host(server: Server, browser: Browser) -> None:
    for room in ROOMS:
        if room.name not in FIRST:
            _opens(browser, server, room)
