"""`python -m tests.bench.crowd [--people N] [--seconds S] [--lines L]`: people read while others load and take back.

Three files are loaded through the inbox, the last of them is taken back and a backup is made, spread over the time.
Each reader notes what the overview prints as sales: it must be the sum of the order lines that stood at some moment
between the click and the answer, added up here from the file and from what was loaded. Ends with 1 when a page showed
an error or other sales.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from playwright.sync_api import Page, expect, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.people import Person
from tests.bench.process import multiplied
from tests.browser.conftest import CHROMIUM, QUIET, Server, start, stop

VIEW = {"as_of": "2026-11-20", "period": "2026-01-01..2026-11-20"}
SALES = f"""
SELECT SUM(amount) FROM order_line WHERE ordered_on BETWEEN '{VIEW["period"].replace("..", "' AND '")}'
"""
UNITS = {"亿": 1e8, "万": 1e4, "": 1.0}
PRINTED = re.compile(r"([\d,]+(?:\.(\d+))?)\s*(?::small\[)?(亿|万)?")


@dataclass
class Reader(Person):
    """Somebody who also notes the sales: when the page was asked for, when it stood, and what it printed.

    Of all regions: a tab keeps the filter that no later address names.
    """

    sales: list[tuple[float, float, str]] = field(default_factory=list)

    def look(self, found: list[ForwardMsg], begun: float, ended: float) -> None:
        cards = [one.delta.new_element.metric for one in found if one.WhichOneof("type") == "delta"]
        self.sales += [(begun, ended, card.body) for card in cards if card.label.startswith("销售额")]


@dataclass
class Books:
    """The sales that stood from some moment on: (not before, not after, sales) of each change."""

    stood: list[tuple[float, float, float]]

    def change(self, by: float, work: Callable[[], object]) -> None:
        begun = time.perf_counter()
        work()
        self.stood.append((begun, time.perf_counter(), self.stood[-1][2] + by))

    def allow(self, begun: float, ended: float, printed: str) -> bool:
        """Whether a figure is that of a state that stood at some moment between the two."""
        ends = [latest for _, latest, _ in self.stood[1:]] + [float("inf")]
        return any(
            _is(printed, sales)
            for (first, _, sales), last in zip(self.stood, ends, strict=True)
            if first <= ended and begun <= last
        )


def _is(printed: str, sales: float) -> bool:
    """Whether an amount is printed so, to the last digit."""
    found = PRINTED.search(printed)
    if not found:
        return False
    unit = UNITS[found[3] or ""]
    return abs(float(found[1].replace(",", "")) * unit - sales) <= 0.5001 * unit * 10 ** -len(found[2] or "")


def _file(folder: Path, number: int, amount: int) -> Path:
    path = folder / f"orders-{number}.csv"
    head = "订单号,行号,订单日期,客户编码,品类,数量,金额"
    path.write_text(f"{head}\nCROWD-{number},1,2026-06-30,,泵,1,{amount}\n", "utf-8")
    return path


def _load(server: Server, path: Path) -> None:
    words = [sys.executable, "-m", "kam", "import", str(path), "--as", "order_line"]
    subprocess.run(words, env={**os.environ, "KAM_HOME": str(server.home)}, check=True, capture_output=True)


def _take_back(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/history")
    page.get_by_role("button", name="撤销此批").click()
    page.get_by_role("button", name="确认撤销").click()
    expect(page.get_by_text("批已撤销").first).to_be_visible()


def _back_up(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/operation")
    page.get_by_role("button", name="立即备份").click()
    expect(page.get_by_text("备份完成并已打开核对").first).to_be_visible()


def _write(server: Server, books: Books, begun: float, seconds: float) -> None:
    """The loads, the undo and the backup, at their parts of the time."""
    step = int(books.stood[0][2] * 0.1)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page(locale="zh-CN")
        page.set_default_timeout(60_000)
        expect.set_options(timeout=60_000)
        works: list[tuple[float, Callable[[], None]]] = [
            (0.10 + 0.2 * n, lambda n=n: books.change(step, lambda: _load(server, _file(Path(folder), n, step))))  # type: ignore[misc]
            for n in range(3)
        ]
        works += [
            (0.65, lambda: books.change(-step, lambda: _take_back(page, server))),
            (0.80, lambda: _back_up(page, server)),
        ]
        for part, work in works:
            time.sleep(max(0.0, begun + part * seconds - time.monotonic()))
            work()
        browser.close()


def crowd(count: int = 20, seconds: float = 600, lines: int = 500_000) -> int:
    """The figures, printed; how many pages were wrong."""
    with tempfile.TemporaryDirectory() as folder:
        total = multiplied(Path(folder), lines)
        with duckdb.connect(str(Path(folder) / "kam.duckdb"), read_only=True) as connection:
            (sales,) = connection.execute(SALES).fetchall()[0]
        server = start(Path(folder))
        books = Books([(0.0, 0.0, float(sales))])
        try:
            begun = time.monotonic()
            with ThreadPoolExecutor(count) as pool:
                reading = [
                    pool.submit(Reader(seed, VIEW, ("",)).click, server.url, begun + seconds)
                    for seed in range(1, count + 1)
                ]
                _write(server, books, begun, seconds)
                met = [one.result() for one in reading]
        finally:
            stop(server)
    read = [one for person in met if isinstance(person, Reader) for one in person.sales]
    wrong = [one for person in met for one in person.wrong]
    wrong += [f"sales {printed}" for asked, stood, printed in read if not books.allow(asked, stood, printed)]
    times = sorted(took for person in met for took, _, _ in person.waited)
    print(
        f"{count} people for {seconds:.0f} s over {total:,} order lines, three loads, an undo and a backup: "
        f"{len(times)} pages, {len(read)} sales of {len({one[2] for one in read})} states, {len(wrong)} wrong; "
        f"p50 {times[len(times) // 2]:.2f} s, p95 {times[int(len(times) * 0.95)]:.2f} s"
    )
    for one in wrong[:5]:
        print(f"  {one}")
    return len(wrong)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--lines", type=int, default=500_000)
    given = parser.parse_args()
    sys.exit(1 if crowd(given.people, given.seconds, given.lines) else 0)
