"""What lies in the inbox is loaded when it is known, waits when it is not, and is put away with its report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kam.backup import SNAPSHOT, backups, contents
from kam.datasets import EVERY
from kam.desk import Desk
from kam.keeper import Keeper
from tests.intake.containers import zipped

TIERS = "协议号,起点,返点率\nX1,0,1%\nX1,1000,2.5%\n"


@pytest.fixture
def waiting() -> list[str]:
    return []


@pytest.fixture
def keeper(desk: Desk, waiting: list[str]) -> Keeper:
    return Keeper(desk, lambda path, name: waiting.append(f"{name} {path.stat().st_size}"))


def inbox(desk: Desk, folder: str = "") -> list[str]:
    place = desk.store.home / "inbox" / folder
    return sorted(path.name for path in place.iterdir() if path.is_file()) if place.exists() else []


def report(desk: Desk, folder: str) -> list[dict[str, object]]:
    (name,) = [name for name in inbox(desk, folder) if name.endswith(".report.json")]
    told: list[dict[str, object]] = json.loads((desk.store.home / "inbox" / folder / name).read_text("utf-8"))
    return told


def test_a_known_file_is_loaded_at_rest_and_put_away_with_its_report(desk: Desk, keeper: Keeper) -> None:
    path = desk.store.home / "inbox" / "阶梯.csv"
    path.write_text(TIERS, "utf-8")
    keeper.tick()
    assert desk.store.is_empty  # it might still be growing
    path.write_text(TIERS + "X1,2000,3%\n", "utf-8")
    keeper.tick()
    assert desk.store.is_empty
    keeper.tick()
    (batch,) = desk.store.history()
    assert (batch.file, batch.who, batch.added) == ("阶梯.csv", "inbox", 3)
    assert inbox(desk) == []
    assert [one.split("-", 2)[2] for one in inbox(desk, "done")] == ["阶梯.csv", "阶梯.csv.report.json"]
    ((entry,),) = [report(desk, "done")]
    assert entry["file"] == "阶梯.csv"
    assert json.dumps(entry["batches"]).count('"added": 3') == 1


def test_a_file_that_needs_a_persons_word_waits_and_one_that_is_broken_is_put_aside(
    desk: Desk, keeper: Keeper, waiting: list[str]
) -> None:
    folder = desk.store.home / "inbox"
    (folder / "读数.csv").write_text("仪器,读数\n甲表,12.5\n", "utf-8")
    (folder / "bad.xlsx").write_bytes(b"PK\x03\x04 cut")
    (folder / "growing.csv.part").write_text(TIERS, "utf-8")
    keeper.tick()
    keeper.tick()
    assert desk.store.is_empty
    assert waiting == [f"读数.csv {len('仪器,读数甲表,12.5'.encode()) + 2}"]
    assert inbox(desk) == ["growing.csv.part"]
    (entry,) = report(desk, "failed")
    assert (entry["file"], bool(entry["error"])) == ("bad.xlsx", True)
    assert len(inbox(desk, "done")) == 0


def test_the_files_of_an_archive_go_in_each_on_its_own(desk: Desk, keeper: Keeper) -> None:
    files = {"a.csv": TIERS, "b.csv": TIERS.replace("X1", "X2"), "bad.xlsx": b"PK\x03\x04 cut"}
    zipped(desk.store.home / "inbox" / "night.zip", files)
    keeper.tick()
    keeper.tick()
    assert [batch.file for batch in desk.store.history()] == ["night.zip/a.csv", "night.zip/b.csv"]
    told = report(desk, "done")
    assert ["error" in entry for entry in told] == [False, False, True]


def test_the_snapshot_follows_the_loads_and_a_backup_is_made_once_a_day(desk: Desk, keeper: Keeper) -> None:
    keeper.tick()
    assert not (desk.store.home / SNAPSHOT).exists()
    (desk.store.home / "inbox" / "a.csv").write_text(TIERS, "utf-8")
    keeper.tick()
    keeper.tick()
    assert contents(desk.store.home / SNAPSHOT, EVERY).active == 1
    assert len(backups(desk.store.home)) == 1
    made = (desk.store.home / SNAPSHOT).stat().st_mtime_ns
    keeper.tick()
    assert (desk.store.home / SNAPSHOT).stat().st_mtime_ns == made
    desk.store.undo(1, "ann")
    keeper.tick()
    assert contents(desk.store.home / SNAPSHOT, EVERY).active == 0
    assert len(backups(desk.store.home)) == 1


def test_a_keeper_that_was_started_ends_when_it_is_closed(desk: Desk, tmp_path: Path) -> None:
    keeper = Keeper(desk, lambda path, name: None, every_s=0.05)
    keeper.start()
    keeper.close()
    assert not keeper._thread.is_alive()
