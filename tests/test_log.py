"""The log finds a fault by its number, and holds no word of a file or a person."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from kam.log import Fault, fault, faults, keep_log, note

SECRET = "张三 13800000000"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    log = logging.getLogger("kam")
    before = list(log.handlers)
    keep_log(tmp_path)
    keep_log(tmp_path)
    assert len(log.handlers) == len(before) + 1
    yield tmp_path
    for handler in [one for one in log.handlers if one not in before]:
        handler.close()
        log.removeHandler(handler)


def failing() -> str:
    try:
        int(SECRET)
    except ValueError as error:
        return fault(error)
    raise AssertionError


def test_a_fault_is_found_by_its_number_and_says_nothing_of_a_value(home: Path) -> None:
    note("backed up %s, %s batches", "kam-1.duckdb", 3)
    references = [failing(), failing()]
    found = faults(home)
    assert [one.reference for one in found] == references[::-1]
    assert {(one.kind, one.at.tzinfo is not None) for one in found} == {("ValueError", True)}
    text = (home / "log" / "kam.jsonl").read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["level"] for line in lines] == ["INFO", "ERROR", "ERROR"]
    assert lines[0]["said"] == "backed up kam-1.duckdb, 3 batches"
    assert lines[1]["places"][-1].startswith("tests/test_log.py:")
    assert not any(part in text for part in SECRET.split())


def test_older_files_of_the_log_and_a_torn_line_are_read(home: Path) -> None:
    first = failing()
    (home / "log" / "kam.jsonl").rename(home / "log" / "kam.jsonl.1")
    line = {
        "at": "2026-11-27T10:00:00+00:00",
        "reference": "AB12CD34",
        "kind": "KeyError",
        "places": ["x:1", "kam/a.py:2 f"],
    }
    (home / "log" / "kam.jsonl").write_text(json.dumps(line) + '\n{"at": "2026-11-27", "refer', "utf-8")
    assert [one.reference for one in faults(home)] == ["AB12CD34", first]
    assert faults(home)[0].place == "kam/a.py:2 f"
    assert len(faults(home, most=1)) == 1
    assert faults(home / "nowhere") == []
    assert isinstance(faults(home)[0], Fault)
