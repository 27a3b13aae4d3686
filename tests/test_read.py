"""`kam read`: tables as found come back clean, and what was written reads as itself."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.inert import inert, is_active
from tests.intake.containers import encrypted, zipped
from tests.intake.making import workbook
from tests.real import DATA, ORACLE, beside

HEADER = ["客户编码", "客户名称", "金额"]
SHEET = [["大客户一览", None, None], HEADER, ["A1", "华东院", 100], ["A2", "@SUM(1)", -5], ["合计", None, 95]]
CLEAN = "客户编码,客户名称,金额\nA1,华东院,100\nA2,'@SUM(1),-5\n"


def kam(home: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "KAM_HOME": str(home), "KAM_LANG": "en"}
    command = [sys.executable, "-m", "kam", *map(str, words)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=900)


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def table(path: Path) -> Path:
    path.write_text("客户编码,客户名称,金额\nA1,华东院,100\n", "utf-8")
    return path


def test_a_table_is_freed_of_all_that_is_not_data(tmp_path: Path) -> None:
    rows_as_text = (
        "大客户一览,,\n客户编码,客户名称,金额\nA1,  华东院\t,100\nA2,@SUM(1),-5\n\n合计,,95\n注：内部资料,,\n"
    )
    (tmp_path / "a.csv").write_bytes(rows_as_text.encode("gb18030"))
    done = kam(tmp_path, "read", tmp_path / "a.csv", "-o", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [str(tmp_path / "out" / "a.csv")]
    assert (tmp_path / "out" / "a.csv").read_bytes() == CLEAN.encode()


def test_every_visible_table_has_a_file_and_hidden_sheets_none(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("一", "二", "暗"):
        sheet = book.create_sheet(name)
        for row in (HEADER, [name, "甲", 1], [name, "乙", 2]):
            sheet.append(row)
    book["暗"].sheet_state = "hidden"
    del book["Sheet"]
    book.save(tmp_path / "b.xlsx")
    assert kam(tmp_path, "read", tmp_path / "b.xlsx", "-o", tmp_path / "out").returncode == 0
    assert names(tmp_path / "out") == ["b.2.csv", "b.csv"]
    assert [rows(tmp_path / "out" / name)[1][0] for name in ("b.csv", "b.2.csv")] == ["一", "二"]


def test_names_that_meet_stay_apart_and_no_file_that_is_read_is_written_over(tmp_path: Path) -> None:
    one, two = table(tmp_path / "a.csv"), workbook(tmp_path / "a.xlsx", SHEET)
    (tmp_path / "d").mkdir()
    three = table(tmp_path / "d" / "a.csv")
    before = one.read_bytes()
    assert kam(tmp_path, "read", one, two, three, "-o", tmp_path / "out").returncode == 0
    assert names(tmp_path / "out") == ["a.csv", "a.csv.csv", "a.xlsx.csv"]
    assert kam(tmp_path, "read", one, "-o", tmp_path).returncode == 0
    assert one.read_bytes() == before
    assert (tmp_path / "a.csv.csv").exists()


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 cut")
    done = kam(tmp_path, "read", bad, table(tmp_path / "a.csv"), "-o", tmp_path / "out")
    assert (done.returncode, names(tmp_path / "out")) == (1, ["a.csv"])
    assert done.stderr.startswith("bad.xlsx: ")
    assert kam(tmp_path, "read", bad, "-o", tmp_path / "out").returncode == 3
    (tmp_path / "form.csv").write_text("just a sentence\n", "utf-8")
    assert kam(tmp_path, "read", tmp_path / "form.csv", "-o", tmp_path / "out").returncode == 1


def test_the_files_of_an_archive_are_read_each_on_its_own(tmp_path: Path) -> None:
    member = "客户编码,金额\nA1,1\n"
    archive = zipped(tmp_path / "all.zip", {"华北/a.csv": member, "bad.xlsx": b"PK\x03\x04 cut", "华南/a.csv": member})
    done = kam(tmp_path, "read", archive, "-o", tmp_path / "out")
    assert (done.returncode, names(tmp_path / "out")) == (1, ["a.csv", "all.zip_华南_a.csv.csv"])
    assert done.stderr.startswith("all.zip/bad.xlsx: ")


def test_a_protected_workbook_opens_with_its_password(tmp_path: Path) -> None:
    locked = encrypted(tmp_path / "锁.xlsx", workbook(tmp_path / "plain.xlsx", SHEET), "secret")
    assert kam(tmp_path, "read", locked, "-o", tmp_path / "out").returncode == 3
    assert kam(tmp_path, "read", locked, "-o", tmp_path / "out", "--password", "secret").returncode == 0
    assert (tmp_path / "out" / "锁.csv").read_text("utf-8") == CLEAN


def test_a_workbook_has_numbers_where_a_column_is_all_numbers(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", [["编号", "金额"], ["001", 1.5], ["002", -20]])
    assert kam(tmp_path, "read", source, "-o", tmp_path / "out", "--format", "xlsx").returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "out" / "a.xlsx").worksheets[0]
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [["编号", "金额"], ["001", 1.5], ["002", -20]]


@pytest.mark.parametrize("text", ["=1+1", " =1", "\u200b \u200b@x", "＝cmd", "+86 10", "-a", "\tab", "-1+1", "\n=x"])
def test_what_a_spreadsheet_would_run_is_made_inert(text: str) -> None:
    assert inert(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["-5", "+3.2", "-1,234.50", "-12%", "-", "---", "-￥20", "a=1", "'=1", "", "1-2", "－５"]
)
def test_numbers_and_dashes_stay(text: str) -> None:
    assert inert(text) == text


@given(st.text(alphabet=" \t\r\n\u200b\ufeff'=+-@＝－0.5%,ab", max_size=8))
def test_inert_text_stays_as_it_is(text: str) -> None:
    once = inert(text)
    assert not is_active(once)
    assert inert(once) == once


@beside
@pytest.mark.long
def test_real_files_in_one_call_give_the_tables_that_check_counts_and_read_again_as_themselves(
    tmp_path: Path,
) -> None:
    files = [DATA / name for name in ORACLE]
    first = kam(tmp_path, "read", *files, "-o", tmp_path / "first")
    assert (first.returncode, "Traceback" in first.stderr) == (1, False)
    written = [Path(line) for line in first.stdout.splitlines()]
    assert sorted(path.name for path in written) == names(tmp_path / "first")
    answers = [json.loads(line) for line in kam(tmp_path, "check", *files, "--format", "json").stdout.splitlines()]
    counted = [(sheet["rows"], len(sheet["columns"])) for sheet in _visible(answers)]
    found = [rows(path) for path in written]
    assert [(len(table) - 1, len(table[0])) for table in found] == counted
    second = kam(tmp_path, "read", *written, "-o", tmp_path / "second")
    assert (second.returncode, second.stderr) == (0, "")
    changed = [p.name for p in written if p.read_bytes() != (tmp_path / "second" / p.name).read_bytes()]
    assert changed == []


def _visible(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    sheets = [sheet for answer in answers for sheet in answer["sheets"]]
    return [sheet for sheet in sheets if sheet["header_row"] is not None and not sheet["hidden"]]
