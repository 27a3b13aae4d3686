"""`make bench`: the command line, intake beside the bare engine and the usual way, questions, pages."""

from __future__ import annotations

import os
import statistics
import tempfile
from pathlib import Path

from tests.bench import intake
from tests.bench.process import ROOT, child, seconds
from tests.bench.questions import questions

PAGES = ("board/overview", "analyse/share", "analyse/funnel", "analyse/rivals", "analyse/rebate")

MULTIPLY = """
INSERT INTO order_line
SELECT order_no || '-' || copy, line_no, ordered_on, account_id, category, product, quantity, unit_price,
  amount, list_amount, cost, _batch, _row
FROM order_line, (SELECT UNNEST(RANGE(1, ?)) AS copy)
"""


def pages(lines: int = 2_000_000) -> None:
    """Warm reruns of each chart page, server time, on the sample multiplied; the first (cold) run beside it."""
    from streamlit.testing.v1 import AppTest

    from kam.datasets import EVERY
    from kam.desk import Desk
    from kam.engine import keep
    from kam.store import Store

    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), EVERY)
        desk = Desk(store, EVERY)
        desk.load_sample()
        desk.clear()
        cursor = store.connection.cursor()
        one = cursor.execute("SELECT COUNT(*) FROM order_line").fetchall()[0][0]
        cursor.execute(MULTIPLY, [lines // one + 1])
        keep(cursor, {"order_line"})
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
    if intake.DATA.exists():
        intake.files()
        intake.into_the_store()
    questions()
    pages()
