"""`python -m tests.dying HOME FOLDER`: a company's day, one piece of work after another, to be killed in the middle of.

Each piece is announced before it begins, and after it the state of the store is printed. `FOLDER` holds the files that
are loaded; HOME was last used by an earlier release.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from kam.backup import back_up, backups, restore
from kam.dataset import Dataset
from kam.datasets import BY_NAME, EVERY
from kam.desk import Desk
from kam.edit import save
from kam.keeper import Keeper
from kam.recovery import open_store
from kam.store import Store

ACCOUNT = BY_NAME["account"]


def earlier(*missing: str) -> Sequence[Dataset]:
    """The datasets of a release whose accounts have not these columns yet."""
    columns = tuple(column for column in ACCOUNT.columns if column.name not in missing)
    return [replace(ACCOUNT, columns=columns) if one is ACCOUNT else one for one in EVERY]


def state(store: Store) -> str:
    """What stands in the store, as one short word."""
    return hashlib.sha256(store.dump().encode()).hexdigest()[:16]


class Day:
    """The work of a day; every piece leaves the store in one state, whoever does it."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder = home, folder
        self.desk: Desk

    def open(self) -> None:
        store, _ = open_store(self.home, EVERY)
        self.desk = Desk(store, EVERY)
        Keeper(self.desk, lambda path, name: None)  # sweeps

    def load(self, name: str) -> None:
        self.desk.load(self.desk.examine(self.folder / name, name), "ann")

    def edit(self, name: str) -> None:
        save(self.desk, ACCOUNT, [{"account_id": "A1", "account_name": name}], "ann")

    def undo(self, back: int) -> None:
        self.desk.store.undo(self.desk.store.history()[-back].number, "ann")

    def back_up(self) -> None:
        back_up(self.desk.store)

    def restore(self) -> None:
        self.desk.store.close()
        store, _, _ = restore(self.home, backups(self.home)[0], EVERY)
        self.desk = Desk(store, EVERY)

    def work(self) -> list[tuple[str, Callable[[], None]]]:
        """The pieces in their order, each with its kind."""
        return [
            ("upgrade", self.open),
            ("load", lambda: self.load("first.csv")),
            ("edit", lambda: self.edit("甲")),
            ("backup", self.back_up),
            ("load", lambda: self.load("second.csv")),
            ("undo", lambda: self.undo(1)),
            ("edit", lambda: self.edit("乙")),
            ("restore", self.restore),
            ("edit", lambda: self.edit("丙")),
            ("undo", lambda: self.undo(1)),
        ]


def main(home: Path, folder: Path) -> None:
    day = Day(home, folder)
    for kind, piece in day.work():
        print(f"begin {kind}", flush=True)
        piece()
        print(f"end {state(day.desk.store)}", flush=True)
    day.desk.clear()
    day.desk.store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
