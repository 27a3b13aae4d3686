"""`python -m tests.bench.copies [--people N] [--seconds S] [--lines L]`: a backup while people read, and its restoring.

N people open pages of the large company of large.sql that somebody opened before; then they go on while a backup is
made. Printed: the longest and p95 of a page without a backup and beside it, how long the backup took. Then the copy is
put back into a folder of its own: every report of the command line must be the same, byte for byte. Ends with 1 when a
page showed an error or a report differs.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from kam.topics import QUERIES
from tests.bench.people import PAGES, Person
from tests.bench.process import ROOT, child
from tests.browser.conftest import CHROMIUM, QUIET, Server, start, stop
from tests.browser.wire import faults, wire

REGIONS = ("", "区域07", "区域31")
_BACKUP_S = 600


def _open_all(server: Server) -> None:
    """Each page once, under each region."""
    with wire(server.url) as tab:
        for region in REGIONS:
            for page in PAGES:
                assert faults(tab.open(page, **({"regions": region} if region else {}))) == []


def _read(server: Server, count: int, ended: threading.Event, seconds: float) -> list[Person]:
    """People who read for so long, and then until `ended`."""
    begun = time.monotonic()

    def one(seed: int) -> Person:
        person = Person(seed, regions=REGIONS)
        person.click(server.url, begun + seconds)
        while not ended.is_set():
            person.click(server.url, time.monotonic() + 5)
        return person

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(1, count + 1)))


def _back_up(server: Server) -> float:
    """Seconds from the click on the operation page until the copy is made, opened and counted."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page(locale="zh-CN")
        page.goto(f"{server.url}/operation")
        page.get_by_role("button", name="立即备份").wait_for(timeout=60_000)
        begun = time.perf_counter()
        page.get_by_role("button", name="立即备份").click()
        expect(page.get_by_text("备份完成并已打开核对").first).to_be_visible(timeout=_BACKUP_S * 1000)
        took = time.perf_counter() - begun
        browser.close()
    return took


def _kam(home: Path, *words: str) -> bytes:
    """What the command line says. Raises CalledProcessError when it fails."""
    told = subprocess.run(
        [sys.executable, "-m", "kam", *words],
        env={**os.environ, "KAM_HOME": str(home)},
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return told.stdout


def _differing(home: Path, other: Path) -> list[str]:
    return [
        name
        for name in QUERIES
        if _kam(home, "report", name, "--format", "csv") != _kam(other, "report", name, "--format", "csv")
    ]


def _said(name: str, people: list[Person]) -> None:
    times = sorted(took for person in people for took, _, _ in person.waited)
    print(f"  {name}: {len(times)} pages, p95 {times[int(len(times) * 0.95)]:.2f} s, longest {times[-1]:.2f} s")


def copies(count: int = 10, seconds: float = 60, lines: int = 5_000_000) -> int:
    """The figures, printed; how much was wrong."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as fresh:
        home = Path(folder)
        child("-m", "tests.bench.questions", "make", folder, str(lines))
        server = start(home)
        try:
            _open_all(server)
            none = threading.Event()
            none.set()
            before = _read(server, count, none, seconds)
            ended = threading.Event()
            with ThreadPoolExecutor(1) as pool:
                reading = pool.submit(_read, server, count, ended, 0)
                took = _back_up(server)
                ended.set()
                beside = reading.result()
        finally:
            stop(server)
        copy = max((home / "backups").glob("kam-*.duckdb"))
        print(f"a backup of {lines:,} order lines, {copy.stat().st_size / 2**20:.0f} MiB, {took:.1f} s, {count} people")
        _said("without", before)
        _said("beside it", beside)
        wrong = [one for person in before + beside for one in person.wrong]
        _kam(Path(fresh), "restore", str(copy))
        differing = _differing(home, Path(fresh))
        print(f"  restored: {len(QUERIES) - len(differing)} of {len(QUERIES)} reports are the same, byte for byte")
    for one in [*wrong[:5], *differing]:
        print(f"  {one}")
    return len(wrong) + len(differing)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--lines", type=int, default=5_000_000)
    given = parser.parse_args()
    sys.exit(1 if copies(given.people, given.seconds, given.lines) else 0)
