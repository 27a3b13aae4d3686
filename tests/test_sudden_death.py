"""SIGKILL in the middle of a load, an edit, an undo, a backup, a restore and an upgrade: all or nothing of each."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from kam.backup import backups, contents
from kam.datasets import EVERY
from kam.desk import Desk
from kam.edit import save
from kam.keeper import Keeper
from kam.ledger import MIRROR, read_mirror
from kam.recovery import open_store
from kam.store import Store
from tests.dying import ACCOUNT, earlier, state
from tests.test_desk import ORDERS, write

PROJECT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Piece:
    """One piece of the day: its kind, the state after it, and how long it took."""

    kind: str
    state: str
    took_s: float


def begun(home: Path, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.dying", str(home), str(folder)]
    return subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    )


def whole_day(home: Path, folder: Path) -> list[Piece]:
    """The day without a death: what each piece leaves."""
    pieces: list[Piece] = []
    with begun(home, folder) as child:
        assert child.stdout
        kind, since = "", 0.0
        for line in child.stdout:
            word, said = line.split()
            if word == "begin":
                kind, since = said, time.monotonic()
            else:
                pieces.append(Piece(kind, said, time.monotonic() - since))
    assert child.returncode == 0
    return pieces


def killed(home: Path, folder: Path, place: int, after_s: float) -> None:
    """The same day, and death so long after a piece began."""
    with begun(home, folder) as child:
        assert child.stdout
        left = place + 1
        for line in child.stdout:
            left -= line.startswith("begin")
            if not left:
                break
        time.sleep(after_s)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait(timeout=60)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "files"
    place.mkdir()
    for name, first in (("first.csv", 0), ("second.csv", 1000)):
        lines = [[f"S{first + i}", "1", "2026-01-05", f"A{i % 50}", str(i)] for i in range(3000)]
        write(place / name, [ORDERS[1], *lines])
    return place


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """A company as an earlier release left it."""
    datasets = earlier("industry")
    desk = Desk(Store(tmp_path / "former", datasets), datasets)
    for name in ("甲", "乙"):
        save(desk, datasets[EVERY.index(ACCOUNT)], [{"account_id": "A1", "account_name": name}], "ann")
    desk.clear()
    desk.store.close()
    return tmp_path / "former"


@pytest.mark.parametrize("moments", [1, pytest.param(100, marks=pytest.mark.long)])
def test_death_leaves_all_of_a_piece_of_work_or_nothing(
    moments: int, tmp_path: Path, folder: Path, former: Path
) -> None:
    """Every piece in turn is the one in which the process dies, at a moment of its own."""
    whole = Path(shutil.copytree(former, tmp_path / "whole"))
    pieces = whole_day(whole, folder)
    assert {piece.kind for piece in pieces} == {"upgrade", "load", "edit", "undo", "backup", "restore"}
    chance = random.Random(moments)
    met: set[bool] = set()
    for moment in range(moments):
        place = moment * 7 % len(pieces)  # an upgrade, a restore and a load first
        home = Path(shutil.copytree(former, tmp_path / f"home{moment}"))
        killed(home, folder, place, pieces[place].took_s * chance.uniform(0, 1.1))
        store, _ = open_store(home, EVERY)
        desk = Desk(store, EVERY)
        Keeper(desk, lambda path, name: None)
        # Before the upgrade stands what the upgrade keeps: the first state is also that of the former release. On a
        # slow machine a piece, and the next one, may have ended before the signal came.
        allowed = [piece.state for piece in pieces[max(place - 1, 0) : place + 2]]
        assert state(store) in allowed, (moment, pieces[place].kind)
        met.add(state(store) == pieces[place].state)
        batches, _ = read_mirror(home / MIRROR)
        assert batches == store.history()
        # Nothing half lies about, and every copy is a whole one.
        assert [path.name for path in home.rglob("*") if ".part" in path.name] == []
        assert all(contents(path, EVERY).batches for path in backups(home))
        # Work goes on.
        save(desk, ACCOUNT, [{"account_id": "A9", "account_name": "新"}], "ann")
        desk.clear()
        store.close()
        shutil.rmtree(home)
    assert len(met) == 2 or moments < 100, "the deaths were all before, or all after"
