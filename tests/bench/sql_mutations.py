"""`python -m tests.bench.sql_mutations [--only NAME ...] [--since NAME] [--seeds N]`.

One change at a time in the .sql of a fact or a question. A mutant is killed when a query that reads its text answers
other rows than a test of tests/topics holds it to, or fails. Those tests run once and are recorded, the twice-tests
first: what they were answered is what their oracles agreed to. Every fact of a recorded company and view stands as a
table, so that a changed text is asked by itself; only where its rows differ are the queries asked that need it. Mutants
that nothing can tell from the text are listed with reasons in sql_survivors.toml; any other survivor fails the run.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from inspect import signature
from multiprocessing import get_context
from pathlib import Path
from threading import Timer
from typing import Any

import duckdb
from _pytest.fixtures import FixtureFunctionDefinition

from kam import engine
from kam.access import EVERYTHING, Scope
from kam.engine import bound, facts
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
    params: tuple[tuple[str, object], ...]
    scope: Scope
    rows: list[tuple[Any, ...]]

    def agrees(self, found: list[tuple[Any, ...]] | None) -> bool:
        """Whether these are the rows; None = the text failed."""
        if found is None:
            return False
        try:
            agree(self.query, found, self.rows)
        except AssertionError:
            return False
        return True


class Recorder(Company):
    """A company that keeps what it was asked, with its rows as they were then."""

    def __init__(self) -> None:
        super().__init__()
        self.asks: list[Ask] = []
        self._copied: dict[int, duckdb.DuckDBPyConnection] = {}

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
        found = super().ask(query, as_of, period, regions, classes, accounts, scope)
        rows = [tuple(one.values()) for one in found]
        window = (_day(period[0]), _day(period[1])) if period else None
        params = tuple(view(_day(as_of), window, regions, classes, accounts).params().items())
        self.asks.append(Ask(query, self._as_now(), params, scope, rows))
        return found

    def _as_now(self) -> duckdb.DuckDBPyConnection:
        if self.batches not in self._copied:
            # Blocks of the least size: some twenty small tables a company and view stand in memory.
            copy = Company(default_block_size="16384").connection
            copy.execute("SET threads = 1")
            copy.execute("SET memory_limit = '1GB'")
            for (name,) in self.connection.execute("SHOW TABLES").fetchall():
                copy.register("arriving", self.connection.sql(f'FROM "{name}"').to_arrow_table())
                copy.execute(f'INSERT INTO "{name}" FROM arriving')
                copy.unregister("arriving")
            self._copied[self.batches] = copy
        return self._copied[self.batches]


def recorded(seeds: int | None = None) -> list[Ask]:
    """Every question of the tests, the twice-tests first. The tests themselves hold the answers to what is right."""
    found: list[Ask] = []
    stems = [path.stem for path in sorted((ROOT / "topics").glob("test_*.py"))]
    for stem in sorted(stems, key=lambda stem: not stem.endswith(("_twice", "_oracle"))):
        module = import_module(f"tests.topics.{stem}")
        for name in sorted(name for name in vars(module) if name.startswith("test_")):
            found += _of_test(getattr(module, name), seeds)
    return found


def _of_test(test: Callable[..., None], seeds: int | None) -> Iterator[Ask]:
    marks = [mark.args for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    cases: list[dict[str, object]] = [{}]
    for names, given in marks:
        several = [names] if isinstance(names, str) and "," not in names else list(_names(names))
        rows = [value if len(several) > 1 else (value,) for value in list(given)[: seeds if names == "seed" else None]]
        cases = [case | dict(zip(several, row, strict=True)) for case in cases for row in rows]
    wanted = signature(test).parameters.keys() - cases[0].keys()
    fixture = getattr(import_module(test.__module__), *wanted, None) if len(wanted) == 1 else None
    filled = fixture._get_wrapped_function() if isinstance(fixture, FixtureFunctionDefinition) else None
    if wanted != {"company"} and (filled is None or signature(filled).parameters.keys() != {"company"}):
        return  # it asks nothing of a company, or needs more than one
    for case in cases:
        company = Recorder()
        if filled is not None:  # a company that the module fills
            filled(company)
        test(**dict.fromkeys(wanted, company), **case)
        yield from company.asks


def _names(given: str | Sequence[str]) -> Sequence[str]:
    return [name.strip() for name in given.split(",")] if isinstance(given, str) else given


class Stand:
    """One company under one view: every fact stands as a table of its own schema, for what reads it.

    A changed fact, and those that its change reaches, stand in a second schema before them.
    """

    def __init__(self, number: int, ask: Ask) -> None:
        self.asks: list[Ask] = []
        self.bound = bound(dict(ask.params), ask.scope)
        self.own: dict[str, list[str] | None] = {}
        self.seen, self.changed = f"seen_{number}", f"changed_{number}"
        self.cursor = ask.connection.cursor()
        self._facts: list[str] = []

    def stand(self, needing: dict[str, set[str]]) -> None:
        """Makes the tables of the facts that its questions need, the first time."""
        if self._facts:
            return
        for schema in (self.seen, self.changed):
            self.cursor.execute(f"CREATE SCHEMA {schema}")
        self.cursor.execute(f"SET search_path = '{self.changed},{self.seen},main'")
        needed = set().union(*(needing[ask.query] for ask in self.asks))
        self._facts = [name for name in _in_order() if name in needed]
        for name in self._facts:
            text = facts()[name]
            self.cursor.execute(f"CREATE TABLE {self.seen}.{name} AS {text}", self._used(text))

    def rows(self, text: str) -> list[tuple[Any, ...]] | None:
        """The answer of a text that names facts as tables; None where it fails or does not end."""
        alarm = Timer(TIME_LIMIT_S, self.cursor.interrupt)
        alarm.start()
        try:
            table = self.cursor.sql(text, params=self._used(text)).to_arrow_table()
        except duckdb.Error:
            return None
        finally:
            alarm.cancel()
        return list(zip(*(column.to_pylist() for column in table.columns), strict=True))

    @contextmanager
    def reached(self, name: str, text: str) -> Iterator[set[str] | None]:
        """The facts whose rows are others with this text for one of them; they stand so inside. None: one fails."""
        changed: set[str] = set()
        for fact, own in {name: text, **{fact: facts()[fact] for fact in self._facts}}.items():
            if fact != name and not _read(own) & changed:
                continue
            sql = text if fact == name else own
            if fact not in self.own:
                self.own[fact] = _sorted(self.rows(f"SELECT * FROM {fact}"))
            rows = _sorted(self.rows(sql))
            if rows is None:
                changed.add("")
                break
            if rows != self.own[fact]:
                self.cursor.execute(f"CREATE TABLE {self.changed}.{fact} AS {sql}", self._used(sql))
                changed.add(fact)
        yield None if "" in changed else changed
        for fact in changed - {""}:
            self.cursor.execute(f"DROP TABLE {self.changed}.{fact}")

    def _used(self, text: str) -> dict[str, object]:
        return {name: self.bound[name] for name in set(re.findall(r"\$([a-z_]+)", text))}


class Trial:
    """The questions by company and view, and the texts with one of them replaced."""

    def __init__(self, asks: Sequence[Ask]) -> None:
        self.needing = {query: _needed_by(text) for query, text in FILES.items()}
        stands: dict[object, Stand] = {}
        for ask in asks:
            key = (id(ask.connection), ask.params, ask.scope)
            if key not in stands:
                stands[key] = Stand(len(stands), ask)
            stands[key].asks.append(ask)
        self.stands = list(stands.values())

    def readers(self, name: str) -> list[Ask]:
        """The questions that need a text."""
        return [ask for stand in self.stands for ask in stand.asks if self._needs(ask, name)]

    def _needs(self, ask: Ask, name: str) -> bool:
        return ask.query == name or name in self.needing[ask.query]

    def killer(self, name: str, text: str) -> Ask | None:
        """The first question that the text answers otherwise in place of its own."""
        for place, stand in enumerate(self.stands):
            asks = [ask for ask in stand.asks if self._needs(ask, name)]
            if not asks:
                continue
            stand.stand(self.needing)
            if found := self._first(stand, asks, name, text):
                self.stands.insert(0, self.stands.pop(place))  # it kills the next one too, more often than not
                return found
        return None

    def _first(self, stand: Stand, asks: list[Ask], name: str, text: str) -> Ask | None:
        if name in FILES:
            rows = stand.rows(text)
            return next((ask for ask in asks if not ask.agrees(rows)), None)
        with stand.reached(name, text) as changed:
            if changed is None:
                return asks[0]
            touched = (ask for ask in asks if _read(FILES[ask.query]) & changed)
            return next((ask for ask in touched if not ask.agrees(stand.rows(FILES[ask.query]))), None)


def _sorted(rows: list[tuple[Any, ...]] | None) -> list[str] | None:
    return None if rows is None else sorted(map(repr, rows))


@cache
def _read(text: str) -> frozenset[str]:
    """The facts that a text names."""
    return frozenset(engine._TABLE.findall(text)) & facts().keys()


def _needed_by(text: str) -> set[str]:
    """Every fact that a text needs, and those that these need."""
    found: dict[str, str] = {}
    engine._needed(text, found)
    return set(found)


@lru_cache(maxsize=1)
def _in_order() -> list[str]:
    """Every fact after those that it needs."""
    found: dict[str, str] = {}
    for name, text in facts().items():
        engine._needed(text, found)
        found[name] = text
    return list(found)


def texts(only: Sequence[str] = ()) -> dict[str, str]:
    """fact or topic.query -> its SELECT; with names, those alone."""
    return {name: text for name, text in {**facts(), **FILES}.items() if not only or name in only}


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


_trial: list[Trial] = []  # what each child has from its parent, as it stood when it was forked


def _tried(name: str) -> tuple[str, int, list[SqlMutant]]:
    return name, *survivors(_trial[0], name, texts()[name])


def main(only: Sequence[str] = (), seeds: int | None = None, since: str = "") -> int:
    """1 where a mutant survived that is not listed. `since`: the texts from that name on.

    The companies stand once. Each text is tried in a child of its own, one a core: a table that was made and dropped
    leaves memory behind, some gigabytes in a whole run.
    """
    trial, known, unlisted, total = Trial(recorded(seeds)), listed(), 0, 0
    for stand in trial.stands:
        stand.stand(trial.needing)
    asked = sum(len(stand.asks) for stand in trial.stands)
    print(f"{asked} questions under {len(trial.stands)} views recorded", flush=True)
    tried = []
    for name in sorted(name for name in texts(only) if name >= since):
        if name not in unasked() and trial.readers(name):
            tried.append(name)
            continue
        unlisted += name not in unasked()
        print(f"{name}: asked by no test here: {unasked().get(name, 'UNLISTED')}", flush=True)
    _trial.append(trial)
    gc.freeze()  # else each child copies what it only looks through
    with get_context("fork").Pool(os.cpu_count(), maxtasksperchild=1) as pool:
        for name, made, alive in pool.imap(_tried, tried):
            new = [mutant for mutant in alive if mutant.change not in known.get(name, {})]
            unlisted, total = unlisted + len(new), total + made
            print(f"{name}: {made} mutants, {made - len(alive)} killed, {len(alive) - len(new)} listed", flush=True)
            for mutant in new:
                print(f"  SURVIVED {mutant.change}", flush=True)
    print(f"{total} mutants, {unlisted} survived unlisted")
    return 1 if unlisted else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", default=())
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--since", default="")
    asked = parser.parse_args()
    sys.exit(main(asked.only, asked.seeds, asked.since))
