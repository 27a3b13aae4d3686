"""The batch ledger: one row a load, kept in the store and mirrored beside the originals so that all can be rebuilt."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kam.intake.report import Mapping

MIRROR = Path("originals") / "ledger.jsonl"  # the ledger beside the originals
DDL = """
CREATE TABLE IF NOT EXISTS batch (number INTEGER, sha256 VARCHAR, dataset VARCHAR, is_undone BOOLEAN, record JSON);
CREATE TABLE IF NOT EXISTS remembered (fingerprint VARCHAR, mapping JSON);
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """One table of one file as it was loaded. Counts are rows of the sheet; `counts` conserves them by name.

    `table` is its place in the file; `mapping` is how it was read, so that the original can be read again alike.
    `problem_list` holds the wrong cells as `Problem.as_dict` gives them, in both languages. `sha256` names the kept
    original; where that is the opened copy of a file under a password, `dropped_sha256` is the hash of the file itself.
    """

    number: int
    file: str
    sha256: str
    dataset: str
    sheet: str
    table: int
    loaded_at: datetime
    who: str
    rows_read: int
    added: int
    replaced: int
    unchanged: int
    rejected: int
    totals: int
    problems: int
    counts: dict[str, int] = field(default_factory=dict)
    mapping: Mapping | None = None
    problem_list: tuple[dict[str, dict[str, object]], ...] = ()
    is_sample: bool = False
    is_undone: bool = False
    undone_at: datetime | None = None
    undone_by: str | None = None
    dropped_sha256: str = ""

    def as_json(self) -> str:
        """The whole row as one JSON object; times in ISO form."""
        return json.dumps(asdict(self), default=_plain, ensure_ascii=False, sort_keys=True)

    def undone(self, at: datetime, by: str) -> Batch:
        return replace(self, is_undone=True, undone_at=at, undone_by=by)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value))


def batch_from(text: str) -> Batch:
    """The Batch that `as_json` wrote; fields of a later version are left aside."""
    known = {item.name for item in fields(Batch)}
    raw: dict[str, Any] = {key: value for key, value in json.loads(text).items() if key in known}
    for day in ("loaded_at", "undone_at"):
        raw[day] = datetime.fromisoformat(raw[day]) if raw.get(day) else None
    raw["mapping"] = Mapping(**raw["mapping"]) if raw.get("mapping") else None
    raw["problem_list"] = tuple(raw.get("problem_list", ()))
    return Batch(**raw)


def write_mirror(path: Path, batches: tuple[Batch, ...], remembered: dict[str, Mapping]) -> None:
    """The ledger beside the originals, replaced as a whole: a reader sees the old one or the new one."""
    lines = [batch.as_json() for batch in batches]
    lines += [json.dumps({"fingerprint": key, "mapping": asdict(value)}) for key, value in sorted(remembered.items())]
    text = "".join(line + "\n" for line in lines)
    if path.exists() and path.read_text("utf-8") == text:
        return
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def read_mirror(path: Path) -> tuple[tuple[Batch, ...], dict[str, Mapping]]:
    """What `write_mirror` wrote; nothing when there is no file."""
    batches: list[Batch] = []
    remembered: dict[str, Mapping] = {}
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        raw = json.loads(line)
        if "fingerprint" in raw:
            remembered[raw["fingerprint"]] = Mapping(**raw["mapping"])
        else:
            batches.append(batch_from(line))
    return tuple(batches), remembered
