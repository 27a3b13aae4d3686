"""Every import contract fails on a planted violation: a contract that cannot fail holds nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PLANTED = {
    "Imports point one way": ("kam/kinds.py", "import kam.store"),
    "Only ui and pages import streamlit": ("kam/store.py", "import streamlit"),
    "Topics never import one another": ("kam/topics/share/__init__.py", "import kam.topics.rebate"),
    "Machines take datasets as values and never import the registry": ("kam/store.py", "import kam.datasets"),
    "The app and its pages never parse a workbook": ("pages/board/overview.py", "import fastexcel"),
    "Nothing imports the pages": ("kam/desk.py", "import pages.board.overview"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("kam", "pages"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def held(folder: Path) -> str:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120).stdout


def test_every_contract_has_its_planted_violation() -> None:
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert {contract["name"] for contract in tables["tool"]["importlinter"]["contracts"]} == set(PLANTED)


@pytest.mark.parametrize("contract", PLANTED)
def test_the_contract_breaks_on_a_planted_violation(copy: Path, contract: str) -> None:
    path, line = PLANTED[contract]
    module = copy / path
    module.write_text(module.read_text("utf-8") + f"\n{line}\n", "utf-8")
    assert f"{contract} BROKEN" in held(copy)
