"""A company in memory: every dataset's table, empty, and the two things a test does with it: put rows in, ask."""

from __future__ import annotations

import fcntl
import io
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb
import pytest

from kam.access import EVERYTHING, Scope
from kam.commands import main
from kam.datasets import EVERY
from kam.desk import Desk
from kam.engine import fetch
from kam.store import Store
from kam.view import view

Day = str | date


class Company:
    """A real in-memory DuckDB with the dataset tables. Each `put` is one batch; rows keep the order given."""

    def __init__(self, **config: str) -> None:
        self.connection = duckdb.connect(":memory:", config=config)
        self.batches = 0
        for dataset in EVERY:
            columns = ", ".join(f'"{column.name}" {column.sql_type}' for column in dataset.columns)
            self.connection.execute(f'CREATE TABLE "{dataset.name}" ({columns}, _batch INTEGER, _row INTEGER)')

    def put(self, table: str, *rows: Mapping[str, object]) -> None:
        """Rows as {column: value}; a column left out is empty. Days may be ISO text, amounts numbers or text."""
        self.batches += 1
        names = next(dataset for dataset in EVERY if dataset.name == table).names
        for row in rows:
            assert set(row) <= set(names), f"{table} has no column {set(row) - set(names)}"
        values = [[row.get(name) for name in names] + [self.batches, number] for number, row in enumerate(rows, 1)]
        if values:
            marks = ", ".join("?" * (len(names) + 2))
            self.connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', values)

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
        """The answer of `topic.query` row by row as {column: value}; unknown is None.

        Without a period: the year of the as-of day up to it.
        """
        topic, name = query.split(".")
        sql = resources.files(f"kam.topics.{topic}").joinpath(f"{name}.sql").read_text("utf-8")
        window = (_day(period[0]), _day(period[1])) if period else None
        asked = view(_day(as_of), window, regions, classes, accounts)
        table = fetch(self.connection, sql, asked.params(), scope)
        columns = {column: table[column].array.__arrow_array__().to_pylist() for column in table.columns}
        return [{column: values[row] for column, values in columns.items()} for row in range(len(table))]


def _day(day: Day) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


@pytest.fixture
def company() -> Iterator[Company]:
    """An empty company; `company.put(table, {...}, ...)`, then `company.ask("share.trend", as_of="2026-06-30")`."""
    made = Company()
    yield made
    made.connection.close()


def answered(home: Path, *words: str) -> str:
    """What the command line answers on stdout, in this process: starting one takes longer than most answers."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        patch.setenv("KAM_HOME", str(home))
        assert main(words) == 0
    return out.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def sample_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """`sample_in(folder)` puts the sample company into it: loaded once in a run, copied after that."""
    base = tmp_path_factory.getbasetemp()
    kept = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample-company"

    def copy(folder: Path) -> Path:
        with kept.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                load_sample(kept.with_suffix(".part"))
                kept.with_suffix(".part").rename(kept)
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        return folder

    return copy


def load_sample(folder: Path) -> None:
    """The sample company in a folder."""
    store = Store(folder, EVERY)
    desk = Desk(store, EVERY)
    desk.load_sample()
    desk.clear()
    store.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk over an empty store in a folder of its own."""
    store = Store(tmp_path / "home", EVERY)
    made = Desk(store, EVERY)
    yield made
    made.clear()
    store.close()
