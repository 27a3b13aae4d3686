"""The worker's report as JSON and back, without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping as Given
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kam.errors import Problem
from kam.intake.report import Drawing, DrawnRow, Fault, FileReport, FoundTable, Mapping, Stated
from kam.text import Text


def to_json(report: FileReport) -> str:
    """The report as one JSON object."""
    return json.dumps(asdict(report), default=_plain, ensure_ascii=False)


def _plain(value: object) -> str:
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not travel as JSON")


def from_json(text: str) -> FileReport:
    """The report that `to_json` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    raw: dict[str, Any] = json.loads(text)
    raw["tables"] = tuple(_table(table) for table in raw["tables"])
    raw["fault"] = Fault(**raw["fault"]) if raw["fault"] else None
    raw["drawings"] = tuple(_drawing(drawing) for drawing in raw["drawings"])
    return FileReport(**raw)


def _drawing(raw: Given[str, Any]) -> Drawing:
    rows = tuple(DrawnRow(row["row"], tuple(row["cells"]), row["kinds"]) for row in raw["rows"])
    return Drawing(**{**raw, "rows": rows})


def _table(raw: Given[str, Any]) -> FoundTable:
    values = dict(raw)
    for name in ("columns", "sums", "ignored"):
        values[name] = tuple(values[name])
    values["sample"] = tuple(tuple(row) for row in values["sample"])
    values["problems"] = tuple(_problem(problem) for problem in values["problems"])
    values["stated"] = tuple(Stated(**total) for total in values["stated"])
    values["mapping"] = Mapping(**values["mapping"]) if values["mapping"] else None
    values["reason"] = Text(**values["reason"]) if values["reason"] else None
    values["rows_path"] = Path(values["rows_path"]) if values["rows_path"] else None
    return FoundTable(**values)


def _problem(raw: Given[str, Any]) -> Problem:
    words = {name: Text(**raw[name]) for name in ("expected", "remedy")}
    return Problem(**{**raw, **words})
