"""A process measured from outside: how long it takes, how much memory it and its children hold."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


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
