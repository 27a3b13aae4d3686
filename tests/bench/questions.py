"""`python -m tests.bench.questions`: every published question on five million order lines, beside the bare scan.

The company is made inside DuckDB by large.sql, the same rows each time. Each question is asked as a reader asks it who
chose nothing (the last day, the year to date); the bare scan sums every column that its plan reads, on the same
connection. One process asks them all, with the memory and threads that the product sets; its peak is printed.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import duckdb

from kam.access import EVERYTHING
from kam.datasets import BY_NAME, EVERY
from kam.engine import compose, fetch_arrow, keep
from kam.store import Store
from kam.topics import QUERIES
from kam.view import default_view
from tests.bench.process import child, seconds

LINES = 5_000_000
# What the product promises on 2 cores.
MOST_SECONDS, MOST_MIB = 1.0, 2048.0
_MADE = Path(__file__).with_name("large.sql")
_SCANNED = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_]+)")


@dataclass(frozen=True)
class Asked:
    """One question: seconds of the wall and of both cores together, and the bare scan's seconds."""

    name: str
    rows: int
    seconds: float
    core_seconds: float
    bare: float


def make(home: Path, lines: int = LINES) -> None:
    """A store with the large company in it."""
    store = Store(home, EVERY)
    cursor = store.connection.cursor()
    for statement in _MADE.read_text("utf-8").replace("$lines", str(lines)).split(";\n"):
        if statement.strip():
            cursor.execute(statement)
    keep(cursor, BY_NAME)
    cursor.execute("CHECKPOINT")
    cursor.close()
    store.close()


def ask(home: Path) -> Iterator[Asked]:
    """Every question: the median of three warm runs."""
    store = Store(home, EVERY)
    connection, params = store.connection, default_view(store.connection).params()
    for name, query in QUERIES.items():
        ours = partial(fetch_arrow, connection, query.sql, params, EVERYTHING)
        bare = partial(_rows, connection, _bare_scan(connection, query.sql, params))
        rows, runs, busy = ours().num_rows, [], []
        for _ in range(3):
            before = process_time()
            runs.append(seconds(ours))
            busy.append(process_time() - before)
        bare_runs = [seconds(bare) for _ in range(3)]
        yield Asked(name, rows, *(statistics.median(took) for took in (runs, busy, bare_runs)))
    store.close()


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Any]:
    return connection.execute(sql).fetchall()


def _bare_scan(connection: duckdb.DuckDBPyConnection, sql: str, params: dict[str, object]) -> str:
    """One SELECT that sums every column of every table in the question's plan, each table once and whole."""
    text = compose(sql, is_hinted=True)
    bound = {
        name: value for name, value in {**params, "scope_regions": "*", "scope_cost": "*"}.items() if f"${name}" in text
    }
    plan = json.loads(connection.execute(f"EXPLAIN (FORMAT JSON) {text}", bound).fetchall()[0][1])
    read: dict[str, set[str]] = {}
    for table, words in _scans(plan):
        names = {column for column in BY_NAME[table].names if re.search(rf"\b{column}\b", words)}
        read.setdefault(table, set()).update(names)
    parts = [
        f"SELECT {', '.join(_sum(table, name) for name in sorted(names))} FROM {table}"
        for table, names in read.items()
        if names
    ]
    return f"SELECT {', '.join(f'(SELECT HASH(all_of) FROM ({part}) AS all_of)' for part in parts)}"


def _scans(plan: Any) -> Iterator[tuple[str, str]]:
    """The table scans of a plan: table, and the words of what is projected and filtered there."""
    if isinstance(plan, list):
        for part in plan:
            yield from _scans(part)
        return
    extra = plan.get("extra_info", {})
    table = str(extra.get("Table", "")).split(".")[-1].strip('"')
    if table in BY_NAME:
        yield table, f"{extra.get('Projections')} {extra.get('Filters')} {extra.get('Dynamic Filters')}"
    yield from _scans(plan.get("children", []))


def _sum(table: str, column: str) -> str:
    # Counts and extremes come from statistics without a look at the rows.
    kind = BY_NAME[table].column(column).sql_type
    if kind == "VARCHAR":
        return f"SUM(STRLEN({column}))"
    return f"SUM({column} - DATE '2000-01-01')" if kind == "DATE" else f"SUM(CAST({column} AS DOUBLE))"


def questions() -> None:
    """Question, seconds, bare scan, ratio, what breaks a promise marked; the slowest and the peak at the end."""
    with tempfile.TemporaryDirectory() as folder:
        child("-m", "tests.bench.questions", "make", folder)
        peak = child("-m", "tests.bench.questions", "ask", folder)
        asked = [Asked(**one) for one in json.loads((Path(folder) / "asked.json").read_text("utf-8"))]
    print(f"questions on {LINES:,} order lines")
    for one in asked:
        broken = " TOO SLOW" * (one.seconds > MOST_SECONDS)
        print(
            f"  {one.name:26s} {one.seconds:5.2f} s ({one.core_seconds:5.2f} s of the cores), "
            f"bare scan {one.bare:5.2f} s, {one.seconds / one.bare:5.1f}x, {one.rows:,} rows{broken}"
        )
    worst = max(asked, key=lambda one: one.seconds)
    print(f"  the slowest: {worst.name}, {worst.seconds:.2f} s")
    print(f"  peak memory of the asking process {peak:.0f} MiB{' TOO MUCH MEMORY' * (peak > MOST_MIB)}")


def _child(word: str, home: Path, *lines: str) -> None:
    if word == "make":
        make(home, *map(int, lines))
    else:
        (home / "asked.json").write_text(json.dumps([asdict(one) for one in ask(home)]), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) >= 3:
        _child(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
    else:
        questions()
