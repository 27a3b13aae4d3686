"""Text of a file is text on every page: whatever stands in a cell is shown as it stands, and starts nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from kam.dataset import Column
from kam.ui.rooms import ROOMS
from tests.browser.conftest import Server, open_tab, start, stop
from tests.browser.full_company import company, of_nobody
from tests.browser.test_leaks import DAY
from tests.browser.test_sign_in import PASSWORD
from tests.browser.wire import downloads, faults, signed_in, wire

MARKS = (
    '=1+1<img src="https://other.example/x.png" onerror="window.hit=1">[l](javascript:window.hit=1)'
    "![x](https://other.example/y.png):red[r]:material/home: $x^2$ `c` **b** {{7}} %{x}% <b>b</b>"
    "<script>window.hit=1</script>'); DROP TABLE account; --\u202e\u2066\x07\x1b[31m|a|\n# h\n- l"
)
LONG = "长" * 10_000
PLAIN = "[l](javascript:window.hit=1)"  # a part of the marks that markdown would take away
# What stands in the document when a mark was taken for more than text.
STARTED = """() => [
    ...(window.hit ? ['script'] : []),
    ...[...document.querySelectorAll('[src*="other.example"], [href*="other.example"], [href^="javascript"]')]
        .map(one => one.outerHTML.slice(0, 200)),
    ...[...document.querySelectorAll('.katex')].map(one => one.outerHTML.slice(0, 200)),
    ...[...document.querySelectorAll('b, strong, code, .stMarkdownColoredText, [data-testid=stIconMaterial]')]
        .filter(one => ['b', 'c', 'r', 'home'].includes(one.innerText))
        .map(one => one.parentElement.outerHTML.slice(0, 200)),
]"""


# A code is cleaned of what cannot be printed when it is read.
CODE = "".join(letter for letter in MARKS if letter.isprintable())
OWN = {f"{CODE} A1": f"华东 {CODE}", f"{CODE} A2": f"华南 {CODE}"}


def hostile(column: Column, account: str, number: int, _is_other: bool) -> str:
    return f"{MARKS} {column.name} {account}{number}" + (LONG if column.name in ("text", "statement", "title") else "")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The company whose every text is hostile, with a key-account team that sees all of it."""
    home: Path = tmp_path_factory.mktemp("hostile")
    company(home, of_nobody, hostile, OWN)
    running = start(home)
    yield running
    stop(running)


def addresses() -> list[tuple[str, dict[str, str]]]:
    """Every page, and an account's and a meeting's own."""
    account = next(iter(OWN))
    found = [(room.name, DAY) for room in ROOMS if room.right not in ("users", "operate", "settings")]
    found += [("account", {**DAY, "account": account, "part": part}) for part in ("", "people", "money", "work")]
    return [
        *found,
        ("overview", {**DAY, "case": account}),
        ("meeting", {**DAY, "review": f"review_no{account}", "stop": "1"}),
        ("explain", {**DAY, "query": "share.by_account"}),
    ]


def rested(page: Page) -> None:
    """The page is drawn, and whatever it draws later too."""
    page.wait_for_function("document.querySelector('[data-test-script-state=notRunning]')")
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")


@pytest.mark.long
def test_every_page_shows_text_as_text(server: Server, browser: Browser) -> None:
    name, _, value = signed_in(server.url, "kam", PASSWORD).partition("=")
    tab = open_tab(browser)
    tab.page.context.add_cookies([{"name": name, "value": value, "url": server.url}])
    seen = set()
    for page, query in addresses():
        tab.page.goto(f"{server.url}/{page}?{urlencode(query)}")
        rested(tab.page)
        assert tab.page.evaluate(STARTED) == [], (page, query)
        expect(tab.page.get_by_test_id("stException")).to_have_count(0)
        if PLAIN in tab.page.locator("body").inner_text():
            seen.add(page)
    assert seen >= {"overview", "account", "meeting"}
    assert tab.foreign(server.url) == []
    tab.page.close()


def parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The members of a workbook or deck, those of the workbooks in it too."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if part.startswith(b"PK"):
                yield from parts(part)
            else:
                yield name, part


@pytest.mark.long
def test_every_file_holds_text_as_text(server: Server) -> None:
    cookie = signed_in(server.url, "kam", PASSWORD)
    held: dict[str, int] = {}
    for page, query in addresses():
        with wire(server.url, cookie) as tab:
            messages = tab.open(page, **query)
            assert faults(messages) == []
            for data in downloads(tab, messages):
                if not data.startswith(b"PK"):
                    continue
                found = dict(parts(data))
                kind = "pptx" if any(name.startswith("ppt/") for name in found) else "xlsx"
                for name, part in found.items():
                    if name.endswith((".xml", ".rels")):
                        assert b"<f>" not in part, (page, name)  # a formula
                        assert b"hyperlink" not in part, (page, name)
                        assert b"hlinkClick" not in part, (page, name)
                        assert b"other.example" not in part or name.endswith(".xml"), (page, name)
                        held[kind] = held.get(kind, 0) + (b"=1+1&lt;img" in part)
    assert held["xlsx"] > 10
    assert held["pptx"] > 10
