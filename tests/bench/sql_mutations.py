"""`python -m tests.bench.sql_mutations [--only NAME] [--seeds N]`: every .sql with one change each, asked again.

A mutant is killed when a published query that reads its text answers other rows than the independent computation, on
any company that the twice-tests ask, or fails. Those tests run once and are recorded: what they were answered is what
their oracles agreed to. Mutants that nothing can tell from the text are listed with reasons in sql_survivors.toml; any
other survivor fails the run.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

import duckdb

from kam import engine
from kam.access import EVERYTHING, Scope
from kam.engine import compose, facts, fetch_arrow
from kam.errors import KamError
from kam.view import view
from tests.bench.sql_mutants import SqlMutant, mutants, parsed, written
from tests.conftest import Company, Day, _day
from tests.topics.company import agree
from tests.topics.test_law import FILES

ROOT = Path(__file__).resolve().parents[1]
SURVIVORS = Path(__file__).with_name("sql_survivors.toml")
TIME_LIMIT_S = 10.0  # a mutant that recurses without end is stopped, and killed


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of a test: of which company, under which view, and the rows that its oracle agreed to."""

    query: str
    connection: duckdb.DuckDBPyConnection
    params: dict[str, object]
    scope: Scope
    rows: list[tuple[Any, ...]]
    seconds: float

    def is_answered(self, sql: str) -> bool:
        """Whether the text gives the same rows."""
        try:
            table = fetch_arrow(self.connection, sql, self.params, self.scope)
            found = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
            agree(self.query, found, self.rows)
        except (AssertionError, duckdb.Error, KamError):
            return False
        return True


class Recorder(Company):
    """A company that keeps what it was asked; no row may come after the first question."""

    def __init__(self) -> None:
        super().__init__()
        self.connection.execute("SET threads = 1")
        self.connection.execute("SET memory_limit = '1GB'")
        self.asks: list[Ask] = []

    def ask(
        self,
        query: str,
        as_of: Day,
        period: tuple[Day, Day] | None = None,
        regions: tuple[str, ...] = (),
        classes: tuple[str, ...] = (),
        accounts: tuple[str, ...] = (),
        scope: Scope = EVERYTHING,
    ) -> list[dict[str, Any]]:
        started = time.perf_counter()
        found = super().ask(query, as_of, period, regions, classes, accounts, scope)
        rows = [tuple(one.values()) for one in found]
        window = (_day(period[0]), _day(period[1])) if period else None
        params = view(_day(as_of), window, regions, classes, accounts).params()
        self.asks.append(Ask(query, self.connection, params, scope, rows, time.perf_counter() - started))
        return found


def recorded(seeds: int | None = None) -> list[Ask]:
    """Every question of the twice-tests, cheapest first. The tests themselves hold the answers to their oracles."""
    found: list[Ask] = []
    for path in sorted((ROOT / "topics").glob("test_*.py")):
        if path.stem.endswith(("_twice", "_oracle")):
            module = import_module(f"tests.topics.{path.stem}")
            for name in sorted(name for name in vars(module) if name.startswith("test_")):
                found += _of_test(getattr(module, name), seeds)
    return sorted(found, key=lambda ask: ask.seconds)


def _of_test(test: Callable[..., None], seeds: int | None) -> Iterator[Ask]:
    if "company" not in signature(test).parameters:
        return
    marks = [mark.args for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    values = [{name: value} for name, given in marks for value in list(given)[: seeds if name == "seed" else None]]
    for one in values or [{}]:
        company = Recorder()
        test(company, **one)
        yield from company.asks


class Trial:
    """The questions, and the texts with one of them replaced."""

    def __init__(self, asks: Sequence[Ask]) -> None:
        self.asks = list(asks)
        self.killers: dict[str, list[Ask]] = {}

    def readers(self, name: str) -> list[Ask]:
        """The questions that need a text: those that killed its mutants before come first."""
        if name not in self.killers:
            placed = re.compile(rf"\b{name} AS\s+\(\n")
            needing = {query for query in FILES if query == name or placed.search(compose(FILES[query]))}
            self.killers[name] = [ask for ask in self.asks if ask.query in needing]
        return self.killers[name]

    def killer(self, name: str, text: str) -> Ask | None:
        """The first question that the text answers otherwise in place of its own."""
        readers = self.readers(name)
        with replaced(name, text):
            found = next((ask for ask in readers if not ask.is_answered(_asked(ask.query, name, text))), None)
        if found:
            readers.remove(found)
            readers.insert(0, found)
        return found


def _asked(query: str, name: str, text: str) -> str:
    return text if query == name else FILES[query]


@contextmanager
def replaced(name: str, text: str) -> Iterator[None]:
    """The engine with another text for a fact."""
    own, limit = facts().get(name), engine._TIME_LIMIT_S
    engine._TIME_LIMIT_S = TIME_LIMIT_S
    try:
        if own is not None:
            facts()[name] = text
            compose.cache_clear()
        yield
    finally:
        engine._TIME_LIMIT_S = limit
        if own is not None:
            facts()[name] = own
            compose.cache_clear()


def texts(only: str = "") -> dict[str, str]:
    """fact or topic.query -> its SELECT; with a name, those whose names hold it."""
    return {name: text for name, text in {**facts(), **FILES}.items() if only in name}


def survivors(trial: Trial, name: str, text: str) -> tuple[int, list[SqlMutant]]:
    """How many mutants a text has, and those that live. Raises ValueError for a text that SQLGlot does not carry."""
    if trial.killer(name, written(parsed(text))):
        raise ValueError(f"{name} written anew by SQLGlot answers other rows")
    made = mutants(text)
    return len(made), [mutant for mutant in made if trial.killer(name, mutant.sql) is None]


def unasked() -> dict[str, str]:
    """Text that no twice-test reads -> what holds it instead."""
    found: dict[str, str] = tomllib.loads(SURVIVORS.read_text("utf-8"))["unasked"]
    return found


def listed() -> dict[str, dict[str, str]]:
    """Text -> change -> why nothing can tell it from the text."""
    found: dict[str, dict[str, str]] = {}
    for entry in tomllib.loads(SURVIVORS.read_text("utf-8"))["equivalent"]:
        found.setdefault(entry["text"], {}).update(dict.fromkeys(entry["changes"], entry["reason"]))
    return found


def main(only: str = "", seeds: int | None = None) -> int:
    trial, known, unlisted, total = Trial(recorded(seeds)), listed(), 0, 0
    print(f"{len(trial.asks)} questions recorded", flush=True)
    for name, text in texts(only).items():
        if not trial.readers(name):
            unlisted += name not in unasked()
            print(f"{name}: asked by no twice-test: {unasked().get(name, 'UNLISTED')}", flush=True)
            continue
        made, alive = survivors(trial, name, text)
        new = [mutant for mutant in alive if mutant.change not in known.get(name, {})]
        unlisted, total = unlisted + len(new), total + made
        print(f"{name}: {made} mutants, {made - len(alive)} killed, {len(alive) - len(new)} listed", flush=True)
        for mutant in new:
            print(f"  SURVIVED {mutant.change}", flush=True)
    print(f"{total} mutants, {unlisted} survived unlisted")
    return 1 if unlisted else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--seeds", type=int)
    asked = parser.parse_args()
    sys.exit(main(asked.only, asked.seeds))
