"""A fresh server of the real app, and Chromium in front of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect, sync_playwright

from tests.ui.test_pages import _fill

PROJECT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
START_S = 60
expect.set_options(timeout=30_000)  # a shared machine takes its time; a test that passes does not wait


@dataclass
class Server:
    """One running app: its address and its own data folder."""

    url: str
    home: Path
    process: subprocess.Popen[bytes]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(home: Path) -> Server:
    """A server on a free port of this machine; returns once it answers."""
    port = _free_port()
    # Two cores carry two servers and their tests: none of them works ahead, but where a test asks for it.
    environment = {"KAM_AHEAD": "0", **os.environ, "KAM_HOME": str(home), "KAM_LANG": "zh"}
    words = ["run", "app.py", "--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", *words], cwd=PROJECT, env=environment, stdout=log, stderr=log
        )
    server = Server(f"http://127.0.0.1:{port}", home, process)
    end = time.monotonic() + START_S
    while not _answers(server.url):
        assert process.poll() is None, (home / "server.log").read_text()
        assert time.monotonic() < end, "the server did not come up"
        time.sleep(0.2)
    return server


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def stop(server: Server) -> None:
    server.process.terminate()
    try:
        server.process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """An empty company on a fresh server."""
    home = tmp_path / "home"
    home.mkdir()
    running = start(home)
    yield running
    stop(running)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Server]:
    """The small company of the pages' tests on a fresh server."""
    home = tmp_path / "home"
    home.mkdir()
    _fill(home)
    running = start(home)
    yield running
    stop(running)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield made
        made.close()


@dataclass
class Tab:
    """A page with a record of every address it asked for."""

    page: Page
    asked: list[str] = field(default_factory=list)

    def foreign(self, home: str) -> list[str]:
        """The addresses on other hosts; what the browser holds itself (data:, blob:) asks nobody."""
        own = (home, home.replace("http:", "ws:"), "data:", "blob:")
        return [url for url in self.asked if not url.startswith(own)]


def hand_in(zone: Page | Locator, files: Path | Sequence[Path]) -> None:
    """Puts files where a page or a part of it takes them, once the page is drawn, as whoever sees it does.

    Streamlit 1.67 throws away what it has not sent yet when a run begins anew, the answer to "where does this file go?"
    among it: a file dropped in the instant after a click may never be asked for again. Wait for what the click does.
    """
    page = zone if isinstance(zone, Page) else zone.page
    page.locator('[data-test-script-state="notRunning"]').wait_for()
    zone.locator("input[type=file]").first.set_input_files(files)


def open_tab(browser: Browser, width: int = 1440, height: int = 900) -> Tab:
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
    tab = Tab(page)

    def note(request: Request) -> None:
        tab.asked.append(request.url)

    page.on("request", note)
    page.on("websocket", lambda socket_: tab.asked.append(socket_.url))
    page.set_default_timeout(30_000)
    return tab


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    opened = open_tab(browser)
    yield opened
    opened.page.close()
