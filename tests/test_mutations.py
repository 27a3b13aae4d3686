"""Broken files by the dozen: each is read or refused in words; none crashes, hangs, or passes for what it is not.

MUTATIONS sets their number; `python -m tests.bench.mutations 2000` is the long run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.bench.process import ROOT
from tests.real import beside

NUMBER = int(os.environ.get("MUTATIONS", "30"))


@beside
def test_every_mutant_is_read_or_refused_in_words(tmp_path: Path) -> None:
    # In a process of their own: children inherit what their parent has mapped, and an engine that another test loaded
    # beside this one reserves more than the reader's whole limit.
    command = [sys.executable, "-m", "tests.bench.mutations", str(NUMBER), "7"]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900)
    said = done.stdout.splitlines()
    assert [line for line in said if line.startswith("WRONG")] == [], done.stderr
    assert done.returncode == 0, done.stderr
    counted = re.fullmatch(rf"{NUMBER} mutants: (\d+) read, (\d+) refused", said[0])
    assert counted
    assert all(int(number) > 0 for number in counted.groups())
    assert "'damaged'" in said[1]
