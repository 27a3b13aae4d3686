"""`make bench`: intake beside the bare engine and the usual way, pages on two million lines, the CLI."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = ROOT.parent / "shared" / "data" / "orders" / "uci_online_retail_541909.xlsx"
PAGES = ("board/overview", "analyse/share", "analyse/funnel", "analyse/rivals", "analyse/rebate")

BARE = """
import sys, fastexcel, duckdb
table = fastexcel.read_excel(sys.argv[1]).load_sheet(0, header_row=None, skip_rows=0, dtypes='string').to_arrow()
connection = duckdb.connect(sys.argv[2] + '/bare.duckdb')
connection.register('sheet', table)
connection.execute('CREATE TABLE bare AS SELECT * FROM sheet')
connection.close()
"""
USUAL = "import sys, pandas; pandas.read_excel(sys.argv[1], engine='openpyxl')"


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def child(*words: str, home: str | None = None) -> float:
    """A whole process; its failure ends the measurement. Peak MiB of it and its children together (PSS, polled)."""
    environment = {**os.environ, **({"KAM_HOME": home} if home else {})}
    process = subprocess.Popen([sys.executable, *words], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(_proportional_mib(pid) for pid in _family(process.pid)))
        time.sleep(0.05)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
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


def intake(workbook: Path) -> None:
    """The 541,909-row workbook from file to committed rows, beside the bare engine and pandas."""
    with tempfile.TemporaryDirectory() as folder:
        bare = seconds(lambda: child("-c", BARE, str(workbook), folder))
        peaks: list[float] = []
        words = ("-m", "kam", "import", str(workbook), "--as", "order_line")
        ours = seconds(lambda: peaks.append(child(*words, home=folder)))
    usual = seconds(lambda: child("-c", USUAL, str(workbook)))
    print(f"intake {workbook.name}: bare read and insert {bare:.1f} s, ours {ours:.1f} s = {ours / bare:.2f}x bare")
    print(f"  pandas with openpyxl, reading alone {usual:.1f} s = {usual / ours:.1f}x ours")
    print(f"  peak memory of all our processes together {peaks[0]:.0f} MiB")


MULTIPLY = """
INSERT INTO order_line
SELECT order_no || '-' || copy, line_no, ordered_on, account_id, category, product, quantity, unit_price,
  amount, list_amount, cost, _batch, _row
FROM order_line, (SELECT UNNEST(RANGE(1, ?)) AS copy)
"""


def pages(lines: int = 2_000_000) -> None:
    """Warm reruns of each chart page, server time, on the sample multiplied; the first (cold) run beside it."""
    from streamlit.testing.v1 import AppTest

    from kam.datasets import ALL
    from kam.desk import Desk
    from kam.store import Store

    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), ALL)
        desk = Desk(store, ALL)
        desk.load_sample()
        desk.clear()
        cursor = store.connection.cursor()
        one = cursor.execute("SELECT COUNT(*) FROM order_line").fetchall()[0][0]
        cursor.execute(MULTIPLY, [lines // one + 1])
        total = cursor.execute("SELECT COUNT(*) FROM order_line").fetchall()[0][0]
        cursor.close()
        store.close()
        os.environ["KAM_HOME"] = folder
        app = AppTest.from_file(str(ROOT / "kam/ui/cockpit.py"), default_timeout=120)
        app.run()
        print(f"pages on {total:,} order lines")
        for page in PAGES:
            app.switch_page(f"../../pages/{page}.py")
            cold = seconds(app.run)
            warm = statistics.median(seconds(app.run) for _ in range(7))
            if app.exception or (not app.title and not app.markdown):
                raise RuntimeError(f"{page} did not render: {app.exception}")
            print(f"  {page}: cold {cold * 1000:.0f} ms, warm median {warm * 1000:.0f} ms")


def command_line() -> None:
    """`report` on the sample, whole process, beside an empty Python with duckdb and pyarrow."""
    with tempfile.TemporaryDirectory() as folder:
        child("-m", "kam", "demo", home=folder)
        bare = statistics.median(seconds(lambda: child("-c", "import duckdb, pyarrow")) for _ in range(5))
        for name in ("share.by_account", "funnel.dwell", "rivals.strength", "rebate.status"):
            ours = statistics.median(
                seconds(lambda n=name: child("-m", "kam", "report", n, home=folder)) for _ in range(5)
            )
            print(f"report {name}: {ours:.2f} s = {ours / bare:.1f}x importing the engine alone")


if __name__ == "__main__":
    command_line()
    if PUBLIC.exists():
        intake(PUBLIC)
    pages()
