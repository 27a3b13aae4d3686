"""A backup is the store of its moment, and a restore is the backup; a file that is none changes nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kam.backup import back_up, backups, contents, made_at, refresh_snapshot, restore, superfluous
from kam.commands import main
from kam.datasets import BY_NAME, EVERY
from kam.desk import Desk
from kam.edit import save
from kam.errors import Misuse, Refused
from kam.opening import FILE
from kam.recovery import open_store
from kam.store import Store


def put(desk: Desk, code: str, name: str) -> int:
    return save(desk, BY_NAME["account"], [{"account_id": code, "account_name": name}], "ann").number


def test_a_backup_is_the_store_of_its_moment_with_past_rows_and_ledger(desk: Desk, tmp_path: Path) -> None:
    put(desk, "A1", "甲")
    second = put(desk, "A1", "乙")
    desk.store.undo(put(desk, "A2", "丙"), "ann")
    before = desk.store.dump()
    path, found = back_up(desk.store)
    assert (found.batches, found.active, found.rows["main.account"], found.rows["past.account"]) == (3, 2, 1, 1)
    assert backups(desk.store.home) == [path]
    desk.store.undo(second, "ann")
    assert desk.store.dump() != before
    home = desk.store.home
    desk.store.close()
    store, told, aside = restore(home, path, EVERY)
    assert told == found
    assert store.dump() == before
    assert aside is not None
    assert contents(aside, EVERY).active == 1
    # What was restored works on: an undo brings back what stood before, and a load counts on.
    store.undo(second, "ann")
    rows = store.connection.execute("SELECT account_name FROM account").fetchall()
    assert rows == [("甲",)]
    store.close()


def test_readers_and_writers_go_on_while_it_is_made_and_each_copy_is_whole(desk: Desk, tmp_path: Path) -> None:
    """Readers who look at every file that is open, all the time."""
    end = threading.Event()

    def read() -> None:
        while not end.is_set():
            cursor = desk.store.connection.cursor()
            cursor.execute(
                "SELECT COUNT(*), SUM(hash(a.table_name)) FROM duckdb_tables() AS a, duckdb_columns()"
            ).fetchall()
            cursor.close()

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        try:
            for number in range(4):
                put(desk, f"A{number}", "甲")
                _, found = back_up(desk.store, tmp_path / f"{number}.duckdb")
                assert found.rows["main.account"] == number + 1
        finally:
            end.set()
        assert [reader.result() for reader in readers] == [None] * 3
    assert [path.name for path in (desk.store.home / "backups").iterdir()] == []


@pytest.mark.parametrize("content", [b"", b"no store at all", b"PK\x03\x04"])
def test_what_is_no_backup_is_refused_before_anything_is_touched(desk: Desk, tmp_path: Path, content: bytes) -> None:
    put(desk, "A1", "甲")
    before, home = desk.store.dump(), desk.store.home
    desk.store.close()
    (tmp_path / "wrong.duckdb").write_bytes(content)
    with pytest.raises(Refused):
        restore(home, tmp_path / "wrong.duckdb", EVERY)
    with pytest.raises(Misuse):
        restore(home, tmp_path / "absent.duckdb", EVERY)
    store, aside = open_store(home, EVERY)
    assert aside is None
    assert store.dump() == before
    assert sorted(path.name for path in home.iterdir()) == ["backups", "inbox", FILE, "originals"]
    store.close()


def test_backups_age_out_but_for_one_a_week_and_one_a_month() -> None:
    today = datetime(2026, 11, 27, 12, tzinfo=UTC)
    made = [today - timedelta(days=days, hours=hours) for days in range(500) for hours in (0, 6)]
    paths = [Path(f"{when:kam-%Y%m%dT%H%M%S.duckdb}") for when in made]
    kept = set(paths) - set(superfluous(paths, today))
    days = sorted({(today - (made_at(path) or today)).days for path in kept})
    assert days[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len([day for day in days if 7 < day <= 56]) in (7, 8)
    assert days[-1] > 300
    assert len(kept) < 40
    assert superfluous([Path("kam-mine.duckdb")], today) == []


def test_the_command_line_backs_up_and_restores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAM_HOME", str(tmp_path / "home"))
    (tmp_path / "a.csv").write_text("协议号,起点,返点率\nX1,0,1%\n", "utf-8")
    assert main(["import", str(tmp_path / "a.csv")]) == 0
    assert main(["backup", str(tmp_path / "copy.duckdb")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == str(tmp_path / "copy.duckdb")
    assert main(["undo", "1"]) == 0
    assert main(["restore", str(tmp_path / "copy.duckdb")]) == 0
    assert main(["restore", str(tmp_path / "a.csv")]) == 3
    assert main(["restore", str(tmp_path / "none")]) == 2
    capsys.readouterr()
    assert main(["history", "--format", "csv"]) == 0
    assert "a.csv" in capsys.readouterr().out
    store = Store(tmp_path / "home", EVERY)
    assert not store.is_empty
    store.close()


_HOLD = (
    "import sys; from pathlib import Path; from kam.datasets import EVERY; from kam.store import Store; "
    "store = Store(Path(sys.argv[1]), EVERY); print('held', flush=True); sys.stdin.read()"
)


def test_while_another_process_holds_the_store_reports_come_from_the_snapshot(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(desk, "A1", "甲")
    home = desk.store.home
    monkeypatch.setenv("KAM_HOME", str(home))
    refresh_snapshot(desk.store)
    put(desk, "A2", "乙")
    desk.store.close()
    command = [sys.executable, "-c", _HOLD, str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        assert main(["history", "--format", "json"]) == 0
        told = capsys.readouterr()
        assert [batch["number"] for batch in json.loads(told.out)] == [1]
        assert "的快照" in told.err
        assert main(["report", "roster.by_region", "--format", "json"]) == 0
        (home / "snapshot.duckdb").unlink()
        assert main(["history"]) == 4
        assert main(["backup"]) == 4
        holder.communicate("", timeout=30)
