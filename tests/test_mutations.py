"""Broken files by the dozen: each is read or refused in words; none crashes, hangs, or passes for what it is not.

MUTATIONS sets their number; `python -m tests.bench.mutations 2000` is the long run.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.bench.mutations import figures, mutated, real_sources
from tests.real import beside

NUMBER = int(os.environ.get("MUTATIONS", "60"))


@beside
def test_every_mutant_is_read_or_refused_in_words(tmp_path: Path) -> None:
    outcomes = mutated(NUMBER, 7, real_sources(), tmp_path)
    assert [line for line in figures(outcomes) if line.startswith("WRONG")] == []
    words = {outcome.word for outcome in outcomes}
    assert len(outcomes) == NUMBER
    assert {"read", "damaged"} <= words
