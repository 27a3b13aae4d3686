"""`python -m tests.bench.clicks [--lines L]`: from a click on a page's name to its figures, in Chromium.

A fresh server on the sample company with its order lines multiplied. Each page is clicked as a person who sits before
the overview clicks it: cold, when nobody has opened it since the data came, and warm, a second time. Shown = its first
figure stands; whole = nothing is drawn any more. Beside it what its questions alone take, asked anew in one process.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from kam.ui.rooms import NAMED
from tests.bench.process import ROOT, multiplied
from tests.browser.conftest import CHROMIUM, QUIET, open_tab, start, stop

ROOMS = ("overview", "share", "funnel", "rivals", "rebate", "pitfalls", "roster", "engagement", "plan", "quality")
MOST_MS = 120_000
# What the product promises of a click on 2 cores.
COLD_S, WARM_S = 2.5, 1.0
_EMPTIED = "document.querySelector('[data-testid=stMain] h1').innerText = ''"
_SHOWN = """() => document.querySelector('[data-testid=stMain] h1')?.innerText
  && document.querySelector('[data-testid=stMain] [data-testid=stMetricValue]')"""
_WHOLE = """() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"""


def _click(page: Page, name: str) -> tuple[float, float]:
    """Seconds from the click until the first figure stands, and until the page is whole."""
    room = NAMED[name]
    links = page.locator(f'[data-testid=stTopNavLink][href$="/{"" if room.is_default else name}"]')
    if not links.count():
        page.get_by_test_id("stTopNavSection").filter(has_text="执行" if room.group == "act" else "数据").click()
        links = page.locator(f'[data-testid=stTopNavDropdownLink][href$="/{name}"]')
    link = links.first
    link.wait_for()
    page.evaluate(_EMPTIED)
    begun = time.perf_counter()
    link.click()
    page.wait_for_function(_SHOWN, timeout=MOST_MS)
    shown = time.perf_counter() - begun
    page.wait_for_function(_WHOLE, timeout=MOST_MS)
    return shown, time.perf_counter() - begun


def _questions(home: Path) -> dict[str, tuple[float, int]]:
    """What the questions of each page take alone, nothing remembered: seconds, and how many."""
    import streamlit as st
    from streamlit.testing.v1 import AppTest

    from kam import engine
    from kam.ui import ask

    own, asked = engine.fetch, [0.0, 0]

    def timed(*words: Any) -> Any:
        begun = time.perf_counter()
        frame = own(*words)
        asked[0] += time.perf_counter() - begun
        asked[1] += 1
        return frame

    os.environ["KAM_HOME"] = str(home)
    found: dict[str, tuple[float, int]] = {}
    ask.fetch = timed
    try:
        app = AppTest.from_file(str(ROOT / "kam/ui/cockpit.py"), default_timeout=300).run()
        for name in ROOMS:
            st.cache_data.clear()
            ask._answer.cache.clear()
            asked[:] = [0.0, 0]
            app.switch_page(f"../../pages/{NAMED[name].section}/{name}.py").run()
            if app.exception:
                raise RuntimeError(f"{name}: {app.exception}")
            found[name] = (asked[0], int(asked[1]))
    finally:
        ask.fetch = own
        st.cache_resource.clear()  # ends the keeper, which would write its snapshot into a folder that is gone
    return found


def clicks(lines: int = 500_000) -> None:
    """Page, cold and warm seconds until its figures stand and until it is whole, its questions alone."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        total = multiplied(home, lines)
        server = start(home)
        cold: dict[str, tuple[float, float]] = {}
        warm: dict[str, tuple[float, float]] = {}
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
                page = open_tab(browser).page
                page.goto(f"{server.url}/settings")  # imports what every page needs, asks nothing
                page.locator("[data-testid=stMain] h1").wait_for(timeout=MOST_MS)
                for times in (cold, warm):
                    for name in ROOMS:
                        times[name] = _click(page, name)
                        page.wait_for_timeout(500)
                browser.close()
        finally:
            stop(server)
        alone = _questions(home)
    print(f"clicks on {total:,} order lines: seconds until figures stand (until the page is whole)")
    for name in ROOMS:
        slow = " TOO SLOW" * (cold[name][0] > COLD_S or warm[name][0] > WARM_S)
        took, count = alone[name]
        print(
            f"  {name:11s} cold {cold[name][0]:5.2f} ({cold[name][1]:5.2f}), warm {warm[name][0]:5.2f} "
            f"({warm[name][1]:5.2f}), its {count} questions alone {took:5.2f}{slow}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=500_000)
    clicks(parser.parse_args().lines)
