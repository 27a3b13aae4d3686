"""A process measured from outside: how long it takes, how much memory it and its children hold; a large company."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kam.datasets import EVERY
from kam.engine import keep
from kam.store import Store
from tests.conftest import load_sample

ROOT = Path(__file__).resolve().parents[2]


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


MULTIPLY = """
INSERT INTO order_line
SELECT order_no || '-' || copy, line_no, ordered_on, account_id, category, product, quantity, unit_price,
  amount, list_amount, cost, _batch, _row
FROM order_line, (SELECT UNNEST(RANGE(1, ?)) AS copy)
"""


def multiplied(home: Path, lines: int) -> int:
    """The sample company in a folder, each order line as often as makes at least so many; how many there are."""
    load_sample(home)
    store = Store(home, EVERY)
    cursor = store.connection.cursor()
    one = cursor.execute("SELECT COUNT(*) FROM order_line").fetchall()[0][0]
    cursor.execute(MULTIPLY, [lines // one + 1])
    keep(cursor, {"order_line"})
    total: int = cursor.execute("SELECT COUNT(*) FROM order_line").fetchall()[0][0]
    cursor.close()
    store.close()
    return total


def child(*words: str, home: str | None = None) -> float:
    """A whole Python process. Peak MiB of it and its children together (PSS, polled).

    Raises ChildProcessError when it fails: that ends the measurement.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **({"KAM_HOME": home} if home else {})}
    process = subprocess.Popen(
        [sys.executable, *words], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(_proportional_mib(pid) for pid in _family(process.pid)))
        time.sleep(0.05)
    if process.returncode:
        said = process.stderr.read().decode("utf-8", "replace") if process.stderr else ""
        raise ChildProcessError(f"{words[:2]} ended with {process.returncode}: {said[-2000:]}")
    return peak


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(member for one in children for member in _family(int(one)))]


def _proportional_mib(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
