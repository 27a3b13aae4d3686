"""The log of the server: one JSON object a line in KAM_HOME/log, without a word that came from a file or a person.

A fault is kept as its kind and the places it passed, under a reference number that is also what the reader is told.
What an exception says is left out: engines quote the value they stumbled over.
"""

from __future__ import annotations

import json
import logging
import traceback
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FILE = Path("log") / "kam.jsonl"
_MOST_BYTES, _OLDER = 2_000_000, 4
_ROOT = Path(__file__).resolve().parent.parent
_log = logging.getLogger("kam")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of ours: when (UTC), its reference number, its kind, and the innermost place of ours it passed."""

    at: datetime
    reference: str
    kind: str
    place: str


class _Line(logging.Formatter):
    """time, level and words of a record; of a fault its reference, kind and places."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname,
            "said": record.getMessage(),
        }
        if reference := getattr(record, "reference", None):
            told["reference"] = reference
        if record.exc_info and record.exc_info[1]:
            told["kind"] = type(record.exc_info[1]).__qualname__
            told["places"] = _places(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(name: str) -> str:
    path = Path(name)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else "/".join(path.parts[-2:])


def keep_log(home: Path) -> None:
    """From here on the log of this process is kept in the data folder; once a process."""
    if any(isinstance(handler, RotatingFileHandler) for handler in _log.handlers):
        return
    (home / _FILE).parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(home / _FILE, maxBytes=_MOST_BYTES, backupCount=_OLDER, encoding="utf-8")
    handler.setFormatter(_Line())
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)


def note(words: str, *values: object) -> None:
    """A line about the work of the server; the words and values are ours, never those of a file."""
    _log.info(words, *values)


def fault(error: BaseException) -> str:
    """Keeps a fault of ours; its reference number, for whoever met it."""
    reference = uuid.uuid4().hex[:8].upper()
    _log.error("fault %s", reference, exc_info=error, extra={"reference": reference})
    return reference


def faults(home: Path, most: int = 50) -> list[Fault]:
    """The faults in the log, the newest first."""
    found: list[Fault] = []
    for number in range(_OLDER + 1):
        path = home / (f"{_FILE}.{number}" if number else _FILE)
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        for line in reversed(lines):
            if len(found) < most and '"reference"' in line and (one := _fault(line)):
                found.append(one)
    return found


def _fault(line: str) -> Fault | None:
    try:
        told = json.loads(line)
    except ValueError:
        return None  # the last line of a process that died while it wrote
    ours = [place for place in told.get("places", []) if place.startswith(("kam/", "pages/", "app.py"))]
    place = ours[-1] if ours else ""
    return Fault(datetime.fromisoformat(told["at"]), told["reference"], told.get("kind", ""), place)
