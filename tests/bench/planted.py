"""Leaks planted on purpose, one at a time, in a copy of the project: each must make a test fail.

python -m tests.bench.planted [NAME ...]    exit 1 when a leak is not found
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
_WIRE = "tests/browser/test_leaks.py"


@dataclass(frozen=True)
class Leak:
    """A way that something reaches who may not see it: a change to one file, and the tests that must notice."""

    name: str
    path: str
    right: str
    wrong: str
    tests: tuple[str, ...]


LEAKS = (
    Leak("rows on pages and links", "kam/engine.py", '"*" if scope.regions is None else', '"*" or', (_WIRE,)),
    Leak("costs", "kam/engine.py", '"*" if scope.sees_money else ""', '"*"', (_WIRE, "tests/test_scope.py")),
    Leak(
        "costs among the rows behind",
        "kam/behind.py",
        "(scope.sees_money or not column.is_cost)",
        "True",
        ("tests/test_scope.py",),
    ),
    Leak(
        "personal fields among the rows behind",
        "kam/behind.py",
        "(scope.sees_personal or not column.is_personal)",
        "True",
        ("tests/test_behind.py",),
    ),
    Leak(
        "rows of another region behind a figure",
        "kam/behind.py",
        "AND ($scope_regions = '*' OR STRPOS($scope_regions, CHR(31) || {region} || CHR(31)) > 0)",
        "AND ($scope_regions = '*' OR {region} IS NOT NULL)",
        ("tests/test_behind.py",),
    ),
    Leak(
        "a remembered answer",
        "kam/ui/ask.py",
        "repr(sorted(params.items())), seen.key)",
        "repr(sorted(params.items())))",
        (_WIRE,),
    ),
    Leak(
        "the rows behind, remembered", "kam/ui/ask.py", "view, seen.key, most, seen)", 'view, "", most, seen)', (_WIRE,)
    ),
    Leak(
        "personal fields without the right",
        "kam/ui/ask.py",
        "if not user.role.sees_personal:",
        "if False:",
        ("tests/ui/test_personal.py",),
    ),
    Leak(
        "a look that is not recorded",
        "kam/ui/ask.py",
        'users(home()).note(user.name, "looked',
        '(lambda *_: None)(user.name, "looked',
        ("tests/ui/test_personal.py",),
    ),
    Leak(
        "an export",
        "kam/ui/ask.py",
        "    seen = scope()\n    return lambda",
        "    seen = EVERYTHING\n    return lambda",
        (_WIRE,),
    ),
    Leak(
        "an upload or edit of another region",
        "kam/reach.py",
        'WHERE region IS NULL OR NOT LIST_CONTAINS(?, region)"\n\n\ndef _old',
        "WHERE NOT LIST_CONTAINS(?, '') AND FALSE\"\n\n\ndef _old",
        ("tests/test_reach.py",),
    ),
    Leak(
        "a row of another region replaced",
        "kam/reach.py",
        "for sql, words in ((_new(dataset), _FOREIGN), (_old(dataset), _REPLACES)):",
        "for sql, words in ((_new(dataset), _FOREIGN),):",
        ("tests/test_reach.py",),
    ),
    Leak("another's load taken back", "kam/store.py", "hold_to_own(batch, who)", "pass", ("tests/test_reach.py",)),
    Leak(
        "a page of another role",
        "kam/ui/rooms.py",
        "if room.group == code and user.may(room.right)",
        "if room.group == code",
        ("tests/browser/test_sign_in.py",),
    ),
    Leak(
        "a page without a session",
        "kam/gate.py",
        "if user is None:\n            await _refuse",
        "if False:\n            await _refuse",
        ("tests/test_gate.py",),
    ),
    Leak(
        "somebody else's session header",
        "kam/gate.py",
        "if name.lower() != HEADER.encode()",
        "if True",
        ("tests/test_gate.py",),
    ),
)


def found(leak: Leak, folder: Path) -> bool:
    """Whether the tests notice the leak in a copy of the project."""
    copy = folder / "copy"
    shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns(".venv", ".git", "*.duckdb", "__pycache__"))
    path = copy / leak.path
    text = path.read_text("utf-8")
    assert text.count(leak.right) == 1, f"{leak.name}: the place is no longer in {leak.path}"
    path.write_text(text.replace(leak.right, leak.wrong), "utf-8")
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *leak.tests]
    done = subprocess.run(words, cwd=copy, env=os.environ | {"PYTHONPATH": str(copy)}, capture_output=True, check=False)
    shutil.rmtree(copy)
    assert done.returncode in (0, 1), done.stdout.decode()[-2000:]
    return done.returncode == 1


def main() -> int:
    missed = []
    for leak in LEAKS:
        if sys.argv[1:] and leak.name not in sys.argv[1:]:
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            is_found = found(leak, Path(folder))
        print(f"{'found' if is_found else 'MISSED':7} {time.monotonic() - began:5.0f} s  {leak.name}", flush=True)
        missed += [] if is_found else [leak.name]
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
