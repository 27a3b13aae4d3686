"""The command line imports while the app holds the store: the app does it, and the answer is the same."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kam import orders
from kam.commands import main
from kam.datasets import EVERY
from kam.desk import Desk
from kam.store import Store
from tests.intake.containers import zipped

TIERS = "协议号,起点,返点率\nX1,0,1%\nX1,1000,2.5%\n"
# Another process that holds the store, and serves orders when it is the app.
HOLD = """
import sys, threading
from pathlib import Path
from kam import orders
from kam.datasets import EVERY
from kam.desk import Desk
from kam.store import Store
home = Path(sys.argv[1])
desk = Desk(Store(home, EVERY), EVERY)
end = threading.Event()
def serve():
    while not end.wait(0.05):
        if sys.argv[2] == "app":
            orders.serve(home, desk)
thread = threading.Thread(target=serve)
thread.start()
print("held", flush=True)
sys.stdin.read()
end.set()
thread.join()
desk.clear()
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "company"
    Store(folder, EVERY).close()
    monkeypatch.setenv("KAM_HOME", str(folder))
    return folder


def held(home: Path, by: str) -> Iterator[None]:
    command = [sys.executable, "-c", HOLD, str(home), by]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        yield
        holder.communicate("", timeout=60)


@pytest.fixture
def app(home: Path) -> Iterator[None]:
    yield from held(home, "app")


@pytest.fixture
def stranger(home: Path) -> Iterator[None]:
    yield from held(home, "nobody")


def left(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "inbox" / "orders").iterdir())


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_app_does_the_import_and_answers_alike(
    home: Path, app: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "阶梯.csv"
    path.write_text(TIERS, "utf-8")
    code, out, err = told(capsys, "import", str(path), "--format", "json", "--lang", "en")
    answer = json.loads(out)
    assert (code, answer["file"], answer["error"]) == (0, "阶梯.csv", None)
    assert [(one["dataset"], one["added"], one["number"]) for one in answer["batches"]] == [("rebate_tier", 2, 1)]
    assert "The app is running" in err
    code, _, err = told(capsys, "import", str(path), "--lang", "en")
    assert code == 0
    assert "in already as batch 1" in err
    assert left(home) == []


def test_what_is_asked_of_the_files_goes_along(
    home: Path, app: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["a.csv", "bad.xlsx", "wrong.csv"]
    archive = zipped(
        tmp_path / "all.zip",
        {"a.csv": TIERS, "bad.xlsx": b"PK\x03\x04 cut", "wrong.csv": TIERS.replace("1000", "甲").replace("X1", "X2")},
    )
    code, out, _ = told(capsys, "import", str(archive), "--strict", "--format", "json")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [one["file"] for one in found] == [f"all.zip/{name}" for name in names]
    assert [one["error"] and one["error"]["code"] for one in found] == [None, "damaged", "strict"]
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        'dataset = "rebate_tier"\n[columns]\nagreement_no = "甲"\nthreshold = "乙"\nrate = "丙"\n', "utf-8"
    )
    odd = tmp_path / "odd.csv"
    odd.write_text("甲,乙,丙\nX9,5,3%\n", "utf-8")
    code, out, _ = told(capsys, "import", str(odd), "--mapping", str(mapping), "--format", "json")
    assert (code, json.loads(out)["batches"][0]["added"]) == (0, 1)
    assert left(home) == []


def test_where_no_app_takes_the_order_the_folder_is_locked_and_nothing_stays(
    home: Path, stranger: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "_UNTAKEN_S", 0.3)
    path = tmp_path / "a.csv"
    path.write_text(TIERS, "utf-8")
    code, out, err = told(capsys, "import", str(path), "--lang", "en")
    assert (code, out) == (4, "")
    assert "in use by another process" in err
    assert left(home) == []


def test_a_password_is_never_written_down_for_the_app(
    home: Path, app: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TIERS, "utf-8")
    assert told(capsys, "import", str(path), "--password", "s3cret")[0] == 4
    assert not (home / "inbox" / "orders").exists()


def test_an_order_that_an_app_died_over_is_taken_up_again(desk: Desk) -> None:
    home = desk.store.home
    order = home / "inbox" / "orders" / "00001-a.taken"
    order.mkdir(parents=True)
    (order / "0.file").write_text(TIERS, "utf-8")
    asked = {"who": "ann", "dataset": None, "mapping": None, "strict": False, "is_json": True, "lang": "zh"}
    (order / "order.json").write_text(json.dumps({"asked": asked, "names": ["a.csv"]}), "utf-8")
    orders.serve(home, desk)
    assert desk.store.is_empty
    orders.take_up_again(home)
    orders.serve(home, desk)
    (batch,) = desk.store.history()
    assert (batch.file, batch.who) == ("a.csv", "ann")
    assert left(home) == ["00001-a.done"]
