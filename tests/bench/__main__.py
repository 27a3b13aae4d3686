"""`make bench`: the command line, intake beside the bare engine and the usual way, questions, clicks, people."""

from __future__ import annotations

import statistics
import tempfile

from tests.bench import intake
from tests.bench.clicks import clicks
from tests.bench.people import people
from tests.bench.process import child, seconds
from tests.bench.questions import questions


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
    clicks()
    people()
