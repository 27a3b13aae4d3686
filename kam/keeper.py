"""What is looked after while nobody looks: the inbox of a nightly export, the snapshot, the backup of every day.

A tick does all that is due and never raises: a fault is logged under a reference number and tried again next time.
"""

from __future__ import annotations

import json
import shutil
import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from kam.backup import SNAPSHOT, back_up, backups, made_at, refresh_snapshot
from kam.desk import SURE, Desk
from kam.errors import KamError
from kam.intake.report import FileReport
from kam.ledger import Batch
from kam.log import fault, note
from kam.store import now

WHO = "inbox"
DONE, FAILED = "done", "failed"
_DAILY = timedelta(hours=20)  # a little less than a day, so that it does not wander through it
# Takes over a file that needs a person's word: where it lies, and its name.
Wait = Callable[[Path, str], None]
Work = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a file looked like at the tick before: one that still grows is left alone."""

    size: int
    changed_at: float


class Keeper:
    """Looks after one store; `tick` by hand, or `start` for a thread that ticks. `more`: what else is due each time."""

    def __init__(self, desk: Desk, wait: Wait, every_s: float = 5.0, more: Sequence[Work] = ()) -> None:
        self._desk, self._wait, self._every_s, self._more = desk, wait, every_s, more
        self._inbox = desk.store.home / "inbox"
        _sweep(desk.store.home)
        self._before: dict[Path, _Seen] = {}
        self._snapshot_of = ""
        self._failing: set[Work] = set()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Ends after the tick in work."""
        self._end.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._end.wait(self._every_s):
            self.tick()

    def tick(self) -> None:
        """Files first, so that the copies hold them."""
        for work in (self._take_in, *self._more, self._copy, self._back_up):
            try:
                work()
                self._failing.discard(work)
            except Exception as error:  # the thread's last stop: it has to be there for the next file
                if work not in self._failing:  # a full disk fails at every tick, and is told once
                    fault(error)
                self._failing.add(work)

    # -- the inbox --------------------------------------------------------------------------------------------------

    def _take_in(self) -> None:
        found = {}
        for path in sorted(self._inbox.iterdir()):
            if path.is_file() and not path.name.startswith(".") and path.suffix not in (".part", ".tmp"):
                stat = path.stat()
                found[path] = _Seen(stat.st_size, stat.st_mtime)
        rested = [path for path, seen in found.items() if self._before.get(path) == seen]
        self._before = found
        for path in rested:
            self._take(path)

    def _take(self, path: Path) -> None:
        told = [self._load(name, file) for name, file in self._desk.expand(path, path.name)]
        if any(one is None for one in told):
            self._wait(path, path.name)
            path.unlink(missing_ok=True)
            return
        failed = [one for one in told if one and "error" in one]
        self._file(path, FAILED if len(failed) == len(told) else DONE, told)

    def _load(self, name: str, file: Path) -> dict[str, object] | None:
        """What became of one file; None where a person has to say what it is."""
        report = self._desk.examine(file, name)
        if report.fault:
            return {"file": name, "error": report.fault.en}
        if not _is_known(report):
            return None
        try:
            batches = self._desk.load(report, WHO)
        except KamError as error:
            return {"file": name, "error": error.message.en}
        return {"file": name, "batches": [_counted(batch) for batch in batches]}

    def _file(self, path: Path, folder: str, told: list[dict[str, object] | None]) -> None:
        """Moves a finished file under a name of its own, its report beside it."""
        target = self._inbox / folder / f"{now():%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}-{path.name}"
        target.parent.mkdir(exist_ok=True)
        report = target.with_name(f"{target.name}.report.json")
        report.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
        path.replace(target)

    # -- copies -----------------------------------------------------------------------------------------------------

    def _copy(self) -> None:
        store = self._desk.store
        version = store.version
        if version != self._snapshot_of and not store.is_new:
            refresh_snapshot(store)
            self._snapshot_of = version

    def _back_up(self) -> None:
        store = self._desk.store
        newest = next((made for path in backups(store.home) if (made := made_at(path))), None)
        if not store.is_empty and (newest is None or now() - newest > _DAILY):
            path, found = back_up(store)
            note("backed up %s, %s batches", path.name, found.active)


def _sweep(home: Path) -> None:
    """Takes away what a process that died in the middle of its work left behind."""
    for left in [*(home / "backups").glob(".*"), *home.glob(f".{SNAPSHOT}*"), *(home / "originals").glob("*.part")]:
        left.unlink(missing_ok=True)
    for folder in (home / "inbox").glob("edit-*"):
        shutil.rmtree(folder, ignore_errors=True)
    # The command line may be at one of these now: a store is made anew beside the one that we hold.
    old = now().timestamp() - _DAILY.total_seconds()
    for folder in [*home.glob("rebuild-*"), *home.glob("restore-*")]:
        if folder.stat().st_mtime < old:
            shutil.rmtree(folder, ignore_errors=True)


def _is_known(report: FileReport) -> bool:
    """Whether every table that anybody sees is read by a match that a person approved, or is beyond doubt."""
    tables = [found for found in report.tables if not found.hidden and found.header_row is not None]
    return bool(tables) and all(
        found.dataset and found.rows_path and not found.is_proposal and found.confidence >= SURE for found in tables
    )


def _counted(batch: Batch) -> dict[str, object]:
    names = ("number", "dataset", "rows_read", "added", "replaced", "unchanged", "rejected", "problems")
    return {name: getattr(batch, name) for name in names}
