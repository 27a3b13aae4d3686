"""The command line's contract: stdout carries the answer, exit codes say how it went."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from kam.commands import main
from tests.intake.containers import encrypted, zipped
from tests.intake.making import workbook


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def kam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in this process: to start one takes longer than most of its answers."""
    monkeypatch.setenv("KAM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KAM_LANG", "zh")

    def run(*words: str) -> Done:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main(words)
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 1
        for stream in (out, err):
            stream.flush()
        return Done(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())  # type: ignore[attr-defined]

    return run


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """The same in a process of its own, as a shell starts it."""

    def run(*words: str) -> Done:
        environment = {**os.environ, "KAM_HOME": str(tmp_path / "home"), "KAM_LANG": "zh"}
        command = [sys.executable, "-m", "kam", *words]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=300)
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def tier_file(tmp_path: Path) -> Path:
    path = tmp_path / "返点阶梯.csv"
    path.write_text("协议号,起点,返点率\nX1,0,1%\nX1,1000,2.5%\n", "utf-8")
    return path


def test_import_history_undo(process: Run, tier_file: Path) -> None:
    done = process("import", str(tier_file), "--format", "json")
    assert done.code == 0
    answer = json.loads(done.out)
    assert answer["sheets"][0]["dataset"] == "rebate_tier"
    assert (answer["batches"][0]["number"], answer["batches"][0]["added"]) == (1, 2)
    again = process("import", str(tier_file), "--format", "json")
    assert (again.code, json.loads(again.out)["is_known"]) == (0, True)
    assert process("undo", "1").code == 0
    (row,) = json.loads(process("history", "--format", "json").out)
    assert (row["number"], row["is_undone"]) == (1, True)
    assert process("undo", "1").code == 2


def test_problems_give_one_and_refusals_three(kam: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "tiers.csv"
    wrong.write_text("协议号,起点,返点率\nX1,0,1%\nX1,甲,2%\n", "utf-8")
    assert kam("check", str(wrong)).code == 1
    strict = kam("import", str(wrong), "--strict")
    assert strict.code == 3
    assert kam("history", "--format", "json").out.strip() == "[]"
    assert kam("import", str(wrong)).code == 1
    nothing = tmp_path / "nothing.csv"
    nothing.write_text("高,矮\n甲,乙\n", "utf-8")
    assert kam("import", str(nothing)).code == 3
    empty = tmp_path / "empty.csv"
    empty.write_text("", "utf-8")
    done = kam("check", str(empty), "--format", "json")
    assert (done.code, json.loads(done.out)["error"]["code"]) == (3, "empty")


def test_check_has_the_promised_shape_and_stores_nothing(kam: Run, tier_file: Path, tmp_path: Path) -> None:
    answer = json.loads(kam("check", str(tier_file), "--format", "json", "--problems").out)
    assert list(answer) == ["file", "format", "encoding", "dialect", "sheets", "error", "problems"]
    assert (answer["format"], answer["encoding"], answer["dialect"]["delimiter"]) == ("csv", "utf-8", ",")
    (sheet,) = answer["sheets"]
    assert sheet["name"] == "返点阶梯"
    assert (sheet["header_row"], sheet["rows"], sheet["columns"]) == (1, 2, ["协议号", "起点", "返点率"])
    assert sheet["sums"][1] == 1000
    assert not (tmp_path / "home" / "kam.duckdb").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("report", "share.nothing"),
        ("report", "share.trend", "--as-of", "31.12.2025"),
        ("report", "share.trend", "--period", "2025Q7"),
        ("template", "nothing", "-o", "x.xlsx"),
        ("import", "no_such_file.xlsx"),
        ("undo", "99"),
        ("nonsense",),
    ],
)
def test_wrong_use_is_two_and_says_why_on_stderr(kam: Run, words: tuple[str, ...]) -> None:
    done = kam(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err


def test_reports_run_on_an_empty_store_in_every_format(kam: Run, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kam("report", "funnel.stock", "--format", "csv").out)))
    assert [(row["stage"], row["accounts"], row["sales_12m"]) for row in rows] == [
        (str(k), "0", "") for k in range(1, 9)
    ]
    assert json.loads(kam("report", "share.by_account", "--format", "json").out) == []
    assert "阶段" in kam("report", "funnel.stock").out
    assert "Stage" in kam("report", "funnel.stock", "--lang", "en").out
    book = tmp_path / "answer.xlsx"
    assert kam("report", "funnel.stock", "--format", "xlsx", "-o", str(book)).code == 0
    assert openpyxl.load_workbook(book).active is not None


def test_every_command_has_help_with_an_example(kam: Run) -> None:
    for command in ("import", "check", "read", "template", "report", "history", "undo", "rebuild", "demo"):
        done = kam(command, "--help")
        assert done.code == 0
        assert "example: python -m kam" in done.out


def test_a_filled_template_goes_in(kam: Run, tmp_path: Path) -> None:
    for lang in ("zh", "en"):
        path = tmp_path / f"{lang}.xlsx"
        assert kam("template", "region", "--lang", lang, "-o", str(path)).code == 0
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        sheet.append([f"华东-{lang}", 1000000, 30, 50, 12])
        book.save(path)
        answer = json.loads(kam("import", str(path), "--format", "json").out)
        assert answer["batches"][0]["added"] == 1


@pytest.mark.long
def test_the_files_of_an_archive_are_answered_one_a_line(kam: Run, tier_file: Path, tmp_path: Path) -> None:
    other = tier_file.read_bytes().replace(b"X1", b"X2")
    archive = zipped(
        tmp_path / "all.zip", {"a.csv": tier_file.read_bytes(), "b.csv": other, "c.xlsx": b"PK\x03\x04 cut"}
    )
    done = kam("check", str(archive), "--format", "json")
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [answer["file"] for answer in answers] == ["all.zip/a.csv", "all.zip/b.csv", "all.zip/c.xlsx"]
    assert [answer["error"] and answer["error"]["code"] for answer in answers] == [None, None, "damaged"]
    assert done.code == 3
    done = kam("import", str(archive), "--format", "json")
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [[batch["added"] for batch in answer.get("batches", [])] for answer in answers] == [[2], [2], []]
    assert done.code == 1


@pytest.mark.long
def test_a_password_opens_a_workbook_and_stands_nowhere(kam: Run, tmp_path: Path) -> None:
    rows = [["协议号", "起点", "返点率"], ["X1", 0, 0.01], ["X1", 1000, 0.02]]
    locked = encrypted(tmp_path / "locked.xlsx", workbook(tmp_path / "plain.xlsx", rows), "s3cret-Wort")
    assert (kam("check", str(locked)).code, kam("import", str(locked)).code) == (3, 3)
    assert kam("check", str(locked), "--password", "wrong").code == 3
    assert kam("check", str(locked), "--password", "s3cret-Wort").code == 0
    done = kam("import", str(locked), "--password", "s3cret-Wort", "--format", "json")
    assert (done.code, json.loads(done.out)["batches"][0]["added"]) == (0, 2)
    assert kam("rebuild").code == 0
    kept = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert [path for path in kept if b"s3cret-Wort" in path.read_bytes()] == []


def test_a_stated_total_that_does_not_add_up_is_a_problem_with_both_figures(kam: Run, tmp_path: Path) -> None:
    path = tmp_path / "totals.csv"
    path.write_text("协议号,起点,返点率\nX1,0,1%\nX1,1000,2%\n合计,1500,\n", "utf-8")
    done = kam("check", str(path), "--format", "json", "--problems", "--lang", "en")
    (problem,) = json.loads(done.out)["problems"]
    assert (problem["cell"], problem["value"], problem["code"]) == ("B4", "1,500", "total")
    assert problem["expected"].startswith("1,000,")
    assert (done.code, json.loads(done.out)["sheets"][0]["problems"]) == (1, 1)
    assert "1,500" in kam("check", str(path)).out
    assert kam("import", str(path)).code == 1
