"""Readers are forked: each lives and dies alone, none outlives its request; what they come from begins anew."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kam.intake.nursery import Nursery

CHILD = """
import os, signal, sys, time

def main() -> int:
    word = sys.stdin.read()
    open(f"{word}.pid", "w").write(str(os.getpid()))
    if word.startswith("slow"):
        if os.fork() == 0:
            open(f"{word}.grandchild", "w").write(str(os.getpid()))
        time.sleep(60)
    if word == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "wrong":
        raise ValueError("the child's own fault")
    return len(word)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "childs_module.py").write_text(CHILD, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path


@pytest.fixture
def nursery(folder: Path) -> Iterator[Nursery]:
    made = Nursery("childs_module")
    yield made
    made.end()


def run(nursery: Nursery, word: str, wall_s: float = 60) -> tuple[int | None, str]:
    with tempfile.TemporaryFile() as log:
        code = nursery.run("childs_module", word.encode(), log.fileno(), wall_s)
        log.seek(0)
        return code, log.read().decode()


def number(file: Path) -> int:
    """What a child wrote of itself, once it has."""
    for _ in range(600):
        if file.exists() and (text := file.read_text()):
            return int(text)
        time.sleep(0.05)
    raise AssertionError(f"{file.name} was not written")


def is_gone(pid: int) -> bool:
    """Within some seconds: a process that nobody has waited for yet counts as gone."""
    for _ in range(200):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


def test_each_request_has_a_child_of_its_own(nursery: Nursery, folder: Path) -> None:
    assert [run(nursery, word)[0] for word in ("", "one", "second")] == [0, 3, 6]
    assert len({number(folder / f"{word}.pid") for word in ("", "one", "second")} | {os.getpid()}) == 4


def test_how_a_child_ends_is_its_own_affair(nursery: Nursery) -> None:
    assert run(nursery, "killed")[0] == -signal.SIGKILL
    code, log = run(nursery, "wrong")
    assert code == 1
    assert "the child's own fault" in log
    assert run(nursery, "fine") == (4, "")


def test_a_slow_child_is_gone_when_the_answer_is_there_and_its_children_with_it(nursery: Nursery, folder: Path) -> None:
    run(nursery, "")
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(run, nursery, "slow", 5)
        pids = [number(folder / f"slow.{name}") for name in ("pid", "grandchild")]
        # Nobody waits for another's file.
        assert run(nursery, "quick")[0] == 5
        assert slow.result() == (None, "")
    assert not Path(f"/proc/{pids[0]}").exists()
    assert is_gone(pids[1])


def test_a_request_larger_than_a_pipe_arrives(nursery: Nursery, folder: Path) -> None:
    (folder / "counting.py").write_text("import sys\ndef main(): return len(sys.stdin.read()) // 1_000_000", "utf-8")
    with tempfile.TemporaryFile() as log:
        assert nursery.run("counting", b"x" * 3_000_000, log.fileno(), 60) == 3


def test_it_begins_anew_when_it_was_ended_from_outside(nursery: Nursery) -> None:
    assert run(nursery, "a")[0] == 1
    assert nursery._process
    first = nursery._process.pid
    os.kill(first, signal.SIGKILL)
    nursery._process.wait()
    assert run(nursery, "ab")[0] == 2
    assert nursery._process.pid != first


def test_a_child_ends_with_its_nursery_and_how_that_one_ended_is_what_the_parent_is_told(
    nursery: Nursery, folder: Path
) -> None:
    for number_, (how, code) in enumerate({signal.SIGKILL: -signal.SIGKILL, signal.SIGTERM: 1}.items()):
        assert run(nursery, "up")[0] == 2
        assert nursery._process
        with ThreadPoolExecutor() as pool:
            told = pool.submit(run, nursery, f"slow{number_}")
            child = number(folder / f"slow{number_}.pid")
            nursery._process.send_signal(how)
            assert told.result()[0] == code
        assert is_gone(child)


def test_one_that_cannot_begin_is_a_fault_of_ours(folder: Path) -> None:
    broken = Nursery("no_such_module")
    assert run(broken, "a")[0] == 1
    assert run(broken, "a")[0] == 1
    broken.end()


def test_nothing_outlives_a_parent_that_is_killed(folder: Path) -> None:
    script = """
        import sys
        from kam.intake.nursery import Nursery
        Nursery("childs_module").run("childs_module", b"slow", sys.stderr.fileno(), 60)
    """
    path = os.pathsep.join([str(Path(__file__).parents[2]), str(folder)])
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        env=os.environ | {"PYTHONPATH": path},
        stderr=subprocess.DEVNULL,
    ) as parent:
        pids = [number(folder / f"slow.{name}") for name in ("pid", "grandchild")]
        parent.kill()
    assert all(is_gone(pid) for pid in pids)
