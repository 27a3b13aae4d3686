"""`python -m tests.bench.people [--people N] [--seconds S] [--lines L] [--rest R]`: people at once, from page to page.

A fresh server on the sample company with its order lines multiplied; each person is a connection that speaks the
browser's own protocol, opens a page, under a region or none, waits until the page is whole, and looks at it for one to
three seconds. They come R seconds after the load, time in which the server answers the pages ahead; with 0, at once.
Printed: pages, errors, p50, p95, the longest, and p95 of the second half, when most pages were opened by somebody
before. Ends with 1 when a page showed an error.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.process import multiplied
from tests.browser.conftest import start, stop
from tests.browser.wire import faults, wire

PAGES = ("overview", "share", "funnel", "rivals", "rebate", "pitfalls", "roster", "engagement", "plan", "quality")
REGIONS = ("", "华东", "华南", "华北")


@dataclass
class Person:
    """What one person met: seconds to each whole page, its name and when it was asked for, and what went wrong."""

    seed: int
    view: dict[str, str] = field(default_factory=dict)
    regions: tuple[str, ...] = REGIONS
    waited: list[tuple[float, str, float]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def click(self, url: str, until: float) -> Person:
        """Opens pages until that moment."""
        chance = random.Random(self.seed)
        with wire(url) as tab:
            while time.monotonic() < until:
                page, region = chance.choice(PAGES), chance.choice(self.regions)
                begun = time.perf_counter()
                asked = self.view | ({"regions": region} if region else {})
                found = tab.open(page, **asked)
                ended = time.perf_counter()
                self.waited.append((ended - begun, page, begun))
                if page == "overview":
                    self.look(found, begun, ended)
                self.wrong += [f"{page}: {fault}" for fault in faults(found)]
                time.sleep(chance.uniform(1, 3))
        return self

    def look(self, found: list[ForwardMsg], begun: float, ended: float) -> None:
        """What else somebody does with an overview."""


def people(count: int = 10, seconds: float = 120, lines: int = 500_000, rest: float = 240) -> int:
    """The figures, printed; how many errors there were."""
    with tempfile.TemporaryDirectory() as folder:
        total = multiplied(Path(folder), lines)
        os.environ["KAM_AHEAD"] = "1"
        server = start(Path(folder))
        try:
            url = server.url
            Person(0).click(url, time.monotonic() + 1)  # the first page of a server imports what all need
            time.sleep(rest)
            until = time.monotonic() + seconds
            with ThreadPoolExecutor(count) as pool:
                met = list(pool.map(lambda seed: Person(seed).click(url, until), range(1, count + 1)))
        finally:
            stop(server)
    waited = sorted(one for person in met for one in person.waited)
    wrong = [one for person in met for one in person.wrong]
    times = [took for took, _, _ in waited]
    half = sorted(begun for _, _, begun in waited)[len(waited) // 2]
    later = [took for took, _, begun in waited if begun >= half]
    print(
        f"{count} people for {seconds:.0f} s, {rest:.0f} s after the load of {total:,} order lines: "
        f"{len(times)} pages, {len(wrong)} errors, "
        f"p50 {statistics.median(times):.2f} s, p95 {times[int(len(times) * 0.95)]:.2f} s, "
        f"longest {times[-1]:.2f} s ({waited[-1][1]}); p95 of the second half {later[int(len(later) * 0.95)]:.2f} s"
    )
    for one in wrong[:5]:
        print(f"  {one}")
    return len(wrong)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--lines", type=int, default=500_000)
    parser.add_argument("--rest", type=float, default=240)
    asked = parser.parse_args()
    sys.exit(1 if people(asked.people, asked.seconds, asked.lines, asked.rest) else 0)
