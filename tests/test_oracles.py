"""The command line's word on every real file agrees with answers that were computed without the product.

The files stand beside the project where it is developed and in CI; a stranger's clone passes without them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.oracle.expected import differences, unnamed
from tests.oracle.seen import Seen, see
from tests.real import DATA, ORACLE, beside

NAMES = list(ORACLE)
# The general keys (records, columns, sums, header line) say all there is of these.
GENERAL = ["cn_messy/工商银行_明细导出.csv", "cn_messy/建设银行_交易明细.xls"]
PASSWORDS = {"torture/protected_passtika.xlsx": "tika", "torture/pwd_123.xls": "123"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("oracles")


@pytest.mark.parametrize("name", NAMES)
def test_a_real_file_is_what_its_oracle_says(name: str, folder: Path) -> None:
    assert differences(name, see(DATA / name, folder / str(NAMES.index(name))), ORACLE[name]) == []


@beside
def test_every_file_is_held_to_more_than_the_general_keys_unless_they_say_all() -> None:
    assert unnamed(NAMES) == GENERAL


@beside
@pytest.mark.parametrize(("name", "password"), PASSWORDS.items())
def test_a_protected_workbook_opens_with_its_password_alone(name: str, password: str, tmp_path: Path) -> None:
    seen = see(DATA / name, tmp_path / "right", password)
    assert seen.answer["error"] is None
    assert seen.drawn.strip()
    assert see(DATA / name, tmp_path / "wrong", "not it").answer["error"]["code"] == "password"


@beside
@pytest.mark.parametrize("names", [NAMES[::12], pytest.param(NAMES, marks=pytest.mark.long)], ids=["some", "all"])
def test_files_in_one_call_of_the_real_command(names: list[str], folder: Path, tmp_path: Path) -> None:
    """One line a file, in the order asked; the same words as each file alone, and the exit code of the worst."""
    command = [sys.executable, "-m", "kam", "check", "--format", "json", *(str(DATA / name) for name in names)]
    environment = {**os.environ, "KAM_HOME": str(tmp_path / "home"), "KAM_LANG": "zh"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=600)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["file"] for answer in answers] == [Path(name).name for name in names]
    assert done.returncode == (3 if any(answer["error"] for answer in answers) else 1)
    assert "Traceback" not in done.stderr
    wrong = {}
    for name, answer in zip(names, answers, strict=True):
        seen: Seen = see(DATA / name, folder / str(NAMES.index(name)))
        if answer != seen.answer:
            wrong[name] = (answer, seen.answer)
    assert wrong == {}
