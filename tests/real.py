"""The real files that stand beside the project where it is developed and in CI, and their right answers.

A stranger's clone passes without them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
PRESENT = DATA.exists()
ORACLE: dict[str, Any] = json.loads((DATA / "oracles.json").read_text("utf-8"))["files"] if PRESENT else {}
beside = pytest.mark.skipif(not PRESENT, reason="a stranger's clone has no real files beside it")
