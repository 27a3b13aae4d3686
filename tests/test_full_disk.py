"""A disk that fills up in the middle of the work: it is said so, nothing changes, and with room work goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kam.datasets import EVERY
from kam.desk import Desk
from kam.store import Store
from tests.test_desk import ORDERS, write

MIB = 1 << 20
# No file may grow beyond the given size: to whoever writes it is a full disk, wherever the file lies.
LIMITED = (
    "import resource, sys; size = int(sys.argv[1]); resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)); "
    "from kam.commands import main; sys.exit(main(sys.argv[2:]))"
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A company with one small load."""
    desk = Desk(Store(tmp_path / "home", EVERY), EVERY)
    path = write(tmp_path / "small.csv", ORDERS)
    desk.load(desk.examine(path, "small.csv"), "ann")
    desk.clear()
    desk.store.close()
    return tmp_path / "home"


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """A file whose original, rows, store and log each need several megabytes."""
    lines = [[f"S{i * 7919:08x}", "1", "2026-01-05", f"A{i % 50}", str(i)] for i in range(120_000)]
    return write(tmp_path / "big.csv", [ORDERS[1], *lines])


def ran(command: list[str], home: Path) -> tuple[int, str]:
    environment = {**os.environ, "KAM_HOME": str(home), "KAM_LANG": "en"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    return done.returncode, done.stderr


def dump(home: Path) -> str:
    store = Store(home, EVERY)
    try:
        return store.dump()
    finally:
        store.close()


@pytest.mark.parametrize(
    "mib", [3, *(pytest.param(size, marks=pytest.mark.long) for size in (1, 2, 4, 5, 6, 8, 10, 12, 16))]
)
def test_a_load_that_finds_no_room_changes_nothing_and_says_so(mib: int, home: Path, big: Path) -> None:
    before = dump(home)
    code, said = ran([sys.executable, "-c", LIMITED, str(mib * MIB), "import", str(big)], home)
    if code == 0:  # there was room for all of it
        assert mib >= 8
        return
    assert code == 4
    assert "disk full" in said, said
    assert dump(home) == before
    originals = [path.name for path in (home / "originals").iterdir()]
    assert len(originals) == 2, originals
    assert not list((home / "inbox").iterdir())
    assert ran([sys.executable, "-m", "kam", "import", str(big)], home) == (0, "")


@pytest.fixture
def mounts() -> list[str]:
    """The words before a shell script that may mount; where the system lets nobody do so, the test is skipped."""
    words = ["unshare", "-m", "-r", "sh", "-c"]
    try:
        subprocess.run([*words, "mount -t tmpfs tmpfs /mnt"], check=True, capture_output=True, timeout=30)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no file system of our own here")
    return words


@pytest.mark.long
@pytest.mark.parametrize("mib", [12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 56])
def test_the_same_on_a_disk_that_is_full(mib: int, home: Path, big: Path, tmp_path: Path, mounts: list[str]) -> None:
    """A small file system in memory. Reports go on, and what is on the disk afterwards is what was there before."""
    small = tmp_path / "small"
    small.mkdir()
    before = dump(home)
    script = (
        f"mount -t tmpfs -o size={mib}m tmpfs {small} && cp -r {home}/. {small} || exit 9; "
        f"{sys.executable} -m kam import {big}; code=$?; {sys.executable} -m kam report share.trend || exit 9; "
        f"cp -r {small}/. {tmp_path}/after; exit $code"
    )
    code, said = ran([*mounts, script], small)
    assert code in (0, 4), said
    if code == 4:
        assert "disk full" in said, said
        assert dump(tmp_path / "after") == before


def test_a_folder_that_may_only_be_read_is_said_to_be_so(home: Path, tmp_path: Path, mounts: list[str]) -> None:
    small = write(tmp_path / "more.csv", [*ORDERS[:2], ["S9", "1", "2026-01-05", "A", "5"]])
    before = dump(home)
    script = f"mount --bind {home} {home} && mount -o remount,bind,ro {home} || exit 9; "
    code, said = ran([*mounts, f"{script}{sys.executable} -m kam import {small}"], home)
    assert code == 4, said
    assert "read-only" in said or "check rights" in said, said
    assert dump(home) == before
