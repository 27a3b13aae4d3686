"""A file of an earlier release is brought forward whole, after a copy; one of a later release is left alone."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from kam.backup import backups, contents, restore
from kam.dataset import Dataset
from kam.datasets import BY_NAME, EVERY
from kam.desk import Desk
from kam.edit import save
from kam.errors import Failed
from kam.opening import FILE
from kam.shelf import bring_forward
from kam.store import Store
from tests.dying import earlier


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A company kept by an earlier release: two accounts, one of them corrected, one load taken back."""
    former = earlier("industry", "parent_id")
    desk = Desk(Store(tmp_path / "company", former), former)
    account = former[EVERY.index(BY_NAME["account"])]
    for code, name in (("A1", "甲"), ("A2", "乙"), ("A1", "丙"), ("A3", "丁")):
        save(desk, account, [{"account_id": code, "account_name": name, "region": "华东"}], "ann")
    desk.store.undo(4, "ann")
    desk.store.close()
    desk.clear()
    return desk.store.home


def accounts(store: Store) -> list[tuple[object, ...]]:
    sql = "SELECT account_id, account_name, region, industry, _batch FROM account ORDER BY account_id"
    return store.connection.cursor().execute(sql).fetchall()


def test_rows_past_ones_and_undo_come_along_and_a_copy_is_kept(home: Path) -> None:
    store = Store(home, EVERY)
    assert accounts(store) == [("A1", "丙", "华东", None, 3), ("A2", "乙", "华东", None, 2)]
    (kept,) = backups(home)
    assert contents(kept, earlier("industry", "parent_id")).active == 3
    # What stood before comes back in its own columns.
    store.undo(3, "ann")
    assert accounts(store)[0] == ("A1", "甲", "华东", None, 1)
    desk = Desk(store, EVERY)
    save(desk, BY_NAME["account"], [{"account_id": "A2", "account_name": "乙", "industry": "金融"}], "ann")
    assert accounts(store)[1] == ("A2", "乙", None, "金融", 5)
    desk.clear()
    dump = store.dump()
    store.close()
    again = Store(home, EVERY)
    assert again.dump() == dump
    assert backups(home) == [kept]
    again.close()
    # The copy can be put back, and is brought forward then.
    restored, told, _ = restore(home, kept, EVERY)
    assert told.active == 3
    assert accounts(restored)[0] == ("A1", "丙", "华东", None, 3)
    restored.close()


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(cursor: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
        bring_forward(cursor, dataset)
        raise duckdb.IOException("no space left")

    monkeypatch.setattr("kam.shelf.bring_forward", fail)
    with pytest.raises(Failed):
        Store(home, EVERY)
    monkeypatch.undo()
    with duckdb.connect(str(home / FILE), read_only=True) as file:
        columns = {row[0] for row in file.execute("SELECT column_name FROM (DESCRIBE account)").fetchall()}
        assert "industry" not in columns
        assert file.execute("SELECT COUNT(*) FROM account").fetchall() == [(2,)]
    store = Store(home, EVERY)
    assert len(accounts(store)) == 2
    store.close()


def test_a_file_of_a_later_release_is_left_alone_and_said_so(tmp_path: Path) -> None:
    Store(tmp_path, EVERY).close()
    with pytest.raises(Failed) as raised:
        Store(tmp_path, earlier("industry"))
    assert raised.value.code == "newer"
    assert "industry" in raised.value.message.en
    store = Store(tmp_path, EVERY)
    assert accounts(store) == []
    store.close()
