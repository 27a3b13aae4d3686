"""Laws of recovery: the same store comes back from its backup and originals, and what does not is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kam.backup import back_up
from kam.datasets import EVERY
from kam.desk import Desk
from kam.errors import Failed
from kam.ledger import MIRROR
from kam.opening import FILE
from kam.recovery import Recovered, open_store, rebuild
from kam.store import Store
from tests.test_desk import ORDERS, write


def take_in(desk: Desk, path: Path, *rows: list[str]) -> None:
    desk.load(desk.examine(write(path, [*ORDERS[:2], *rows]), path.name), "ann")


def broken(desk: Desk) -> tuple[Store, Recovered]:
    """The store after its file became unreadable, and what was told."""
    home = desk.store.home
    desk.store.close()
    (home / FILE).write_bytes(b"\0garbage" * 1000)
    desk.store, told = open_store(home, EVERY)
    assert told is not None
    return desk.store, told


def test_rebuild_gives_the_same_dump_and_the_same_ledger(desk: Desk, tmp_path: Path) -> None:
    for name, rows in (("a", ORDERS), ("b", ORDERS[:3]), ("c", [*ORDERS[:2], ["S1", "1", "2026-01-06", "B", "7"]])):
        desk.load(desk.examine(write(tmp_path / f"{name}.csv", rows), f"{name}.csv"), "ann")
    desk.store.undo(2, "ann")
    dump, history, home = desk.store.dump(), desk.store.history(), desk.store.home
    desk.store.close()
    desk.store = rebuild(home, EVERY)
    assert desk.store.dump() == dump
    assert desk.store.history() == history


def test_a_broken_file_is_set_aside_named_and_rebuilt(desk: Desk, tmp_path: Path) -> None:
    desk.load(desk.examine(write(tmp_path / "a.csv", ORDERS), "a.csv"), "ann")
    dump, history = desk.store.dump(), desk.store.history()
    store, told = broken(desk)
    assert told.aside is not None
    assert told.aside.exists()
    assert told.aside.name in told.message.en
    assert (told.base, told.lost) == (None, ())
    assert (store.dump(), store.history()) == (dump, history)


def test_a_lost_file_comes_back_from_the_originals(desk: Desk, tmp_path: Path) -> None:
    desk.load(desk.examine(write(tmp_path / "a.csv", ORDERS), "a.csv"), "ann")
    dump, history, home = desk.store.dump(), desk.store.history(), desk.store.home
    desk.store.close()
    (home / FILE).unlink()
    desk.store, told = open_store(home, EVERY)
    assert told is not None
    assert told.aside is None
    assert (desk.store.dump(), desk.store.history()) == (dump, history)


def test_a_backup_and_what_came_after_it_make_the_same_store(desk: Desk, tmp_path: Path) -> None:
    for number in range(3):
        take_in(desk, tmp_path / f"{number}.csv", [f"S{number}", "1", "2026-01-05", "A", "5"])
    path, _ = back_up(desk.store)
    take_in(desk, tmp_path / "after.csv", ["S1", "1", "2026-01-06", "B", "7"])
    desk.store.undo(1, "ann")
    desk.store.undo(3, "ann")
    dump, history = desk.store.dump(), desk.store.history()
    # The originals of what the backup holds are not needed.
    for batch in history[:3]:
        desk.store.original(batch.sha256).unlink()
    store, told = broken(desk)
    assert (told.base, told.lost) == (path, ())
    assert path.name in told.message.zh
    assert (store.dump(), store.history()) == (dump, history)


def test_a_backup_that_knows_other_loads_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    """A load under a number that the ledger gives to another file: the backup is of another past."""
    take_in(desk, tmp_path / "a.csv", ["S1", "1", "2026-01-05", "A", "5"])
    kept, _ = back_up(desk.store)
    home = desk.store.home
    desk.store.close()
    (home / FILE).unlink()
    (home / MIRROR).unlink()
    desk.store = Store(home, EVERY)
    take_in(desk, tmp_path / "b.csv", ["S2", "1", "2026-01-05", "A", "6"])
    dump = desk.store.dump()
    store, told = broken(desk)
    assert kept.exists()
    assert told.base is None
    assert store.dump() == dump


def test_what_neither_a_backup_nor_an_original_holds_is_named_and_the_rest_stands(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path / "a.csv", ["S1", "1", "2026-01-05", "A", "5"])
    take_in(desk, tmp_path / "gone.csv", ["S2", "1", "2026-01-05", "A", "6"])
    desk.store.original(desk.store.batch(2).sha256).unlink()
    with pytest.raises(Failed):
        rebuild(desk.store.home, EVERY)
    store, told = broken(desk)
    assert [batch.file for batch in told.lost] == ["gone.csv"]
    assert "gone.csv" in told.message.zh
    orders = "SELECT order_no FROM order_line ORDER BY 1"
    assert store.connection.execute(orders).fetchall() == [("S1",)]
    assert [(batch.file, batch.is_undone) for batch in store.history()] == [("a.csv", False), ("gone.csv", True)]
    take_in(desk, tmp_path / "gone.csv", ["S2", "1", "2026-01-05", "A", "6"])
    assert store.connection.execute(orders).fetchall() == [("S1",), ("S2",)]


def test_a_torn_ledger_beside_a_broken_file_is_the_backups(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path / "a.csv", ["S1", "1", "2026-01-05", "A", "5"])
    dump, home = desk.store.dump(), desk.store.home
    path, _ = back_up(desk.store)
    (home / MIRROR).write_bytes(b'{"number": 1, "fi')
    store, told = broken(desk)
    assert told.base == path
    assert store.dump() == dump
    path.unlink()
    store.close()
    (home / MIRROR).write_bytes(b'{"number": 1, "fi')
    (home / FILE).write_bytes(b"\0garbage" * 1000)
    with pytest.raises(Failed):
        open_store(home, EVERY)
    # Nothing is left to make it from; what was set aside stays, and the next start begins empty.
    desk.store, again = open_store(home, EVERY)
    assert again is None
    assert desk.store.is_new
    assert len(list(home.glob("kam.duckdb.broken-*"))) == 2


def test_a_file_that_lost_its_log_is_behind_its_ledger_and_is_made_anew(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path / "a.csv", ["S1", "1", "2026-01-05", "A", "5"])
    home = desk.store.home
    desk.store.close()
    earlier = (home / FILE).read_bytes()
    desk.store = Store(home, EVERY)
    take_in(desk, tmp_path / "b.csv", ["S2", "1", "2026-01-05", "A", "6"])
    dump, history = desk.store.dump(), desk.store.history()
    desk.store.close()
    (home / FILE).write_bytes(earlier)
    desk.store, told = open_store(home, EVERY)
    assert told is not None
    assert told.aside is not None
    assert (desk.store.dump(), desk.store.history()) == (dump, history)
