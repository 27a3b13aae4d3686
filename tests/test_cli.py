"""The command line's contract: stdout carries the answer, exit codes say how it went."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def kam(tmp_path: Path) -> Run:
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


def test_import_history_undo(kam: Run, tier_file: Path) -> None:
    done = kam("import", str(tier_file), "--format", "json")
    assert done.code == 0
    answer = json.loads(done.out)
    assert answer["sheets"][0]["dataset"] == "rebate_tier"
    assert (answer["batches"][0]["number"], answer["batches"][0]["added"]) == (1, 2)
    again = kam("import", str(tier_file), "--format", "json")
    assert (again.code, json.loads(again.out)["is_known"]) == (0, True)
    assert kam("undo", "1").code == 0
    (row,) = json.loads(kam("history", "--format", "json").out)
    assert (row["number"], row["is_undone"]) == (1, True)
    assert kam("undo", "1").code == 2


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
    for command in ("import", "check", "template", "report", "history", "undo", "rebuild", "demo"):
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
