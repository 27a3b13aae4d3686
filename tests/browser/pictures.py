"""`python -m tests.browser.pictures FOLDER [--pages a,b] [--states sample,empty,region]`: every page as people meet it.

Each page of the sample company, of an empty one and of a manager who sees one region, in both languages, light and
dark, on a desk, a projector and a phone: a picture a view, sheets of them to look at, and a list of what is wrong on
it: an exception, a scroll sideways, a cut label, English words in Chinese, what axe-core calls serious. Ends with 1
where that list is not empty.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path
from urllib.parse import urlencode

from argon2 import PasswordHasher
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from kam.datasets import EVERY
from kam.store import Store
from kam.topics import QUERIES
from kam.ui.rooms import NAMED, Room
from kam.users import Users
from tests.browser.conftest import CHROMIUM, QUIET, Server, start, stop
from tests.conftest import load_sample

STATES = ("sample", "empty", "region")
LANGS, THEMES = ("zh", "en"), ("light", "dark")
SIZES = {1440: 900, 1920: 1080, 390: 844}
REGION, PASSWORD = "华东", "a long password"
ACCOUNT = "HD003"  # one of that region, with rows of every kind
# Names that a Chinese office writes as they are: the trade's, the files', the product's and other products'.
ALLOWED = re.compile(
    r"\b(KAM|Cockpit|CNY|SWOT|CRM|ERP|BOM|OEM|HHI|ABC|CAD|TCO|JIT|VMI|NPI|PDF|XLSX?|PPTX?|CSV|TSV|JSON|ODS|XLSB|XLSM|"
    r"ZIP|TOML|HTML|MHTML|SQL|MB|GB|ID|KPI|A4|API|GBK|UTF|Excel|Word|PowerPoint|WPS|DuckDB|LibreOffice|Python|"
    r"Streamlit|Esc|Enter|Ctrl|English|DPS|DPI|p90|p50|Kaplan|Meier|Jaccard|Herfindahl|Wilson|Greenwood|QBR|EN|"
    r"csv|ods|tsv|txt|xlsx?|xlsb|xlsm|zip|streamlit|duckdb|fastexcel|pandas|plotly|pyarrow)\b"
)
# The page of definitions says how the command line calls each column.
COMMAND_WORDS = {field.name for query in QUERIES.values() for field in query.fields}
# Words of a reader's own company, and codes such as K0101 or SO-2026.
_WORD = re.compile(r"(?<![\w.@/\\:-])[A-Za-z][a-z]{2,}(?![\w@/\\:-])")

_APP, _RESTING = "[data-testid=stApp]", '[data-test-script-state="notRunning"]'
# As the browser's own back and forth go.
# What a click opens on the page itself: the tabs and the switches in the heads of cards.
_TURNS = "[data-testid=stMain] [role=tab], [data-testid=stMain] [data-variant=segmented_control]"
_TURNED = "e => [e.ariaSelected, e.ariaChecked, e.dataset.selected].includes('true')"
_TALL = "() => { const e = document.querySelector('[data-testid=stMain]'); return Math.ceil(e.scrollHeight); }"
_GO = """address => {
  history.pushState(null, '', address);
  window.dispatchEvent(new PopStateEvent('popstate'));
}"""
_LOOK = """() => {
  const out = {};
  const main = document.querySelector('[data-testid=stMain]') || document.documentElement;
  const seen = e => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0 &&
    getComputedStyle(e).visibility !== 'hidden'; };
  out.sideways = Math.max(main.scrollWidth - main.clientWidth,
    document.documentElement.scrollWidth - document.documentElement.clientWidth);
  out.exceptions = [];
  for (const e of document.querySelectorAll('[data-testid=stAlertContentError], [data-testid=stException]'))
    out.exceptions.push(e.innerText.slice(0, 300));
  out.cut = [];
  for (const e of main.querySelectorAll('p, label, button, span, h1, h2, h3, [data-testid=stMetricValue] div,' +
      '[data-testid=stMetricLabel] div')) {
    const style = getComputedStyle(e);
    if (style.textOverflow === 'ellipsis' && style.overflow !== 'visible' && e.scrollWidth > e.clientWidth + 1 &&
        seen(e)) out.cut.push(e.innerText.trim().slice(0, 60));
  }
  for (const svg of main.querySelectorAll('.js-plotly-plot')) {
    const frame = svg.getBoundingClientRect();
    for (const t of svg.querySelectorAll('text')) {
      const b = t.getBoundingClientRect();
      if (b.width && (b.left < frame.left - 2 || b.right > frame.right + 2 || b.top < frame.top - 2 ||
          b.bottom > frame.bottom + 2)) out.cut.push('chart: ' + t.textContent.slice(0, 60));
    }
    for (const axis of svg.querySelectorAll('.xaxislayer-above, .yaxislayer-above')) {
      // A line of a label at a time: the box round two lines covers more than they do.
      const lines = [...axis.querySelectorAll('text')].flatMap(t =>
        t.querySelector('tspan') ? [...t.querySelectorAll('tspan')] : [t]);
      const boxes = lines.map(e => [e, e.getBoundingClientRect()]).filter(([, b]) => b.width);
      for (const [e, b] of boxes) for (const [other, o] of boxes)
        if (e.closest('text') !== other.closest('text') && Math.min(b.right, o.right) - Math.max(b.left, o.left) > 1 &&
            Math.min(b.bottom, o.bottom) - Math.max(b.top, o.top) > 4)
          out.cut.push(`chart: ${e.textContent.slice(0, 40)} over ${other.textContent.slice(0, 40)}`);
    }
  }
  const said = [];
  for (const e of document.body.querySelectorAll('*')) {
    // Icons are drawn from their names; SQL and code are what they are; a sparkline is hidden from readers.
    if (e.closest('[data-testid=stIconMaterial],[translate=no],script,style,noscript,code,pre,[aria-hidden=true]'))
      continue;
    for (const n of ['placeholder', 'aria-label', 'title', 'alt']) said.push(e.getAttribute(n) || '');
    for (const c of e.childNodes) if (c.nodeType === 3) said.push(c.textContent);
  }
  out.text = said.join('\\n');
  return out;
}"""


@dataclass(frozen=True, slots=True)
class Sight:
    """One page as one person meets it."""

    state: str
    room: Room
    lang: str
    theme: str
    width: int
    account: str = ""

    @property
    def name(self) -> str:
        what = f"{self.room.name}.{self.account}" if self.account else self.room.name
        return f"{what}-{self.state}-{self.lang}-{self.theme}-{self.width}"

    @property
    def is_turned(self) -> bool:
        """Whether its tabs and switches are opened too: dark and large they are drawn by what the page itself is."""
        return self.theme == "light" and self.width != 1920

    @property
    def address(self) -> str:
        named = {"account": self.account} if self.account else {}
        return f"/{self.room.name}?{urlencode({'lang': self.lang, **named})}"


def company(state: str, home: Path) -> None:
    """The company of a state in an empty folder."""
    home.mkdir(parents=True, exist_ok=True)
    if state != "empty":
        load_sample(home)
    else:
        Store(home, EVERY).close()
    if state == "region":
        users = Users(home, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        users.set_password(REGION, users.add(REGION, "region", (REGION,), REGION), PASSWORD)


def context(browser: Browser, server: Server, sight: Sight) -> BrowserContext:
    """A browser of the size, theme and language, signed in where the server asks for it."""
    size = {"width": sight.width, "height": SIZES[sight.width]}
    made = browser.new_context(
        viewport=size, locale="zh-CN" if sight.lang == "zh" else "en-GB", color_scheme=sight.theme
    )
    if sight.state == "region":
        page = made.new_page()
        page.goto(f"{server.url}/sign-in")
        page.locator("input[autocomplete=username]").fill(REGION)
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("button").click()
        expect(page.get_by_test_id("stApp")).to_be_visible(timeout=60_000)
        page.close()
    return made


def settle(page: Page) -> None:
    """Until the script has ended, nothing is stale and no chart is being drawn."""
    page.wait_for_selector(f"{_APP}{_RESTING}", timeout=60_000)
    page.wait_for_function(
        """() => !document.querySelector('[data-stale=true], [data-testid=stSkeleton], [data-testid=stSpinner]')""",
        timeout=60_000,
    )
    page.wait_for_timeout(700)  # plotly draws a frame after its element stands


def faults(page: Page, sight: Sight, axe: Axe) -> Iterator[str]:
    """What is wrong on the page."""
    found = page.evaluate(_LOOK)
    yield from (f"exception: {one}" for one in found["exceptions"])
    if found["sideways"] > 1:
        yield f"scrolls sideways by {found['sideways']} px"
    yield from (f"cut: {one}" for one in sorted(set(found["cut"])))
    if sight.lang == "zh":
        words = sorted(set(_WORD.findall(ALLOWED.sub("", found["text"]))) - COMMAND_WORDS)
        if words:
            yield f"English: {' '.join(words)}"
    if sight.lang == "zh" and sight.width != 1920:  # what axe sees is the same in English and on a projector
        for violation in axe.run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                first = violation["nodes"][0]
                yield (
                    f"axe {violation['id']} ×{len(violation['nodes'])}: "
                    f"{first['target'][-1]} {first['failureSummary'][:260]!r}"
                )


def look(browser: Browser, server: Server, sights: Sequence[Sight], folder: Path, axe: Axe) -> list[str]:
    """A picture of each sight in the folder; returns what is wrong, a line each."""
    wrong: list[str] = []
    by_browser: dict[tuple[str, str, int], list[Sight]] = {}
    for sight in sights:
        by_browser.setdefault((sight.lang, sight.theme, sight.width), []).append(sight)
    for group in by_browser.values():
        with context(browser, server, group[0]) as made:
            page = made.new_page()  # one for all: to load the app anew takes longer than most pages
            other = "share" if group[0].room.name == "explain" else "explain"
            between = f"/{other}?{urlencode({'lang': group[0].lang})}"
            page.goto(server.url + between)
            settle(page)
            for before, sight in pairwise((None, *group)):
                if before and before.room is sight.room:
                    visit(page, between)
                visit(page, sight.address)
                wrong += [f"{sight.name}: {one}" for one in faults(page, sight, axe)]
                photograph(page, folder / f"{sight.name}.png")
                for turn in turns(page) if sight.is_turned else ():
                    wrong += [f"{sight.name}, {turn}: {one}" for one in faults(page, sight, axe)]
                    photograph(page, folder / f"turned-{sight.name}-{turn}.png")
    return wrong


def visit(page: Page, address: str) -> None:
    """The page of an address, which another page's title tells from the one before."""
    title = page.locator("[data-testid=stMain] h1").first
    before = title.inner_text()
    page.evaluate(_GO, address)
    expect(title).not_to_have_text(before)
    settle(page)


def turns(page: Page) -> Iterator[int]:
    """Each tab and switch of the page opened, one after the other, by its place."""
    for index in range(page.locator(_TURNS).count()):
        turn = page.locator(_TURNS).nth(index)
        if turn.is_visible() and not turn.evaluate(_TURNED):
            turn.click()
            settle(page)
            yield index


def photograph(page: Page, path: Path) -> None:
    """The page from its head to its foot, as if the window were as tall."""
    size = page.viewport_size
    if size is None:
        raise RuntimeError("a page without a window")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], page.evaluate(_TALL))})
    page.wait_for_timeout(300)
    page.screenshot(path=path)
    page.set_viewport_size(size)


def sheets(folder: Path, rooms: Sequence[Room], states: Sequence[str]) -> None:
    """One picture a page and state: its views side by side."""
    for room, state in product(rooms, states):
        views = sorted(folder.glob(f"{room.name}-{state}-*.png"))
        if not views:
            continue
        height, width = 460, sum(400 if "-390" in view.name else 740 for view in views[: len(views) // 2 or 1])
        sheet, left, top = Image.new("RGB", (max(width, 1900), 2 * height + 40), "#888"), 0, 0
        for view in views:
            picture = Image.open(view)
            picture.thumbnail((736, height - 20))
            if left + picture.width > sheet.width:
                left, top = 0, top + height
            sheet.paste(picture, (left, top + 16))
            ImageDraw.Draw(sheet).text((left + 2, top + 2), view.stem, fill="white")
            left += picture.width + 6
        sheet.crop((0, 0, sheet.width, top + height)).save(folder / f"sheet-{room.name}-{state}.png")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for name, given in (("pages", NAMED), ("states", STATES), ("langs", LANGS), ("themes", THEMES), ("widths", SIZES)):
        parser.add_argument(f"--{name}", default=",".join(map(str, given)))
    asked = parser.parse_args()
    rooms = [NAMED[name] for name in asked.pages.split(",")]
    folder: Path = asked.folder
    folder.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        for state in asked.states.split(","):
            home = folder / f"home-{state}"
            if not home.exists():
                company(state, home)
            server = start(home)
            try:
                views = product(asked.langs.split(","), asked.themes.split(","), map(int, asked.widths.split(",")))
                sights = [
                    Sight(state, room, *view, account)
                    for view in views
                    for room in rooms
                    if _has(state, room)
                    for account in (("", ACCOUNT) if room.name == "account" and state != "empty" else ("",))
                ]
                wrong += look(browser, server, sights, folder, Axe())
            finally:
                stop(server)
        browser.close()
    sheets(folder, rooms, asked.states.split(","))
    (folder / "wrong.txt").write_text("\n".join(wrong) + "\n", "utf-8")
    print(f"{len(wrong)} faults, in {folder / 'wrong.txt'}")
    return 1 if wrong else 0


def _has(state: str, room: Room) -> bool:
    """Whether the menu of that person has the page: a region has no users, settings or operation."""
    return state != "region" or room.right in ("figures", "upload")


if __name__ == "__main__":
    sys.exit(main())
