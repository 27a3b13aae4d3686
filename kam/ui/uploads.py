"""Files on their way in: kept on disk at once, read and loaded by background threads, shown by whoever looks.

The state is plain values in this process, not in a browser tab: a closed tab stops nothing, and the page finds
everything again. A file leaves the list when it was loaded and dismissed, or put aside.
"""

from __future__ import annotations

import shutil
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Literal

from kam.access import Who, name_of
from kam.desk import Desk
from kam.errors import known, unwritable
from kam.intake.report import FileReport, FoundTable, Mapping, Options
from kam.keeper import WHO as INBOX
from kam.ledger import Batch
from kam.log import fault
from kam.text import Lang, Text
from kam.ui.encodings import Decoding, decodings

State = Literal["waiting", "reading", "read", "loading", "loaded", "undone"]
WORKING: frozenset[State] = frozenset({"waiting", "reading", "loading"})
_HEADER = ("header_row", "header_from")

_OURS = Text(
    "程序内部错误，数据未作任何更改。请把编号 {number} 告知管理员。",
    "A fault of ours; nothing was changed. Tell your administrator the reference {number}.",
)


@dataclass(slots=True)
class Upload:
    """One file: who brought it, where it lies, what was decided about it, how far it is. `step_at`: monotonic."""

    key: str
    name: str
    by: str
    path: Path
    size: int
    options: Options = field(default_factory=Options)
    state: State = "waiting"
    step_at: float = 0.0
    report: FileReport | None = None
    before: tuple[Batch, ...] = ()  # the batches by which these very bytes are in already, read the same way
    batches: tuple[Batch, ...] = ()
    error: Text | None = None
    decodings: tuple[Decoding, ...] = ()  # of a text file: the encodings that fit
    automatic: tuple[tuple[str, str], ...] = ()  # (sheet, header fingerprint) of each table before a person decided

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def seconds(self) -> int:
        return int(time.monotonic() - self.step_at)

    def step(self, state: State) -> None:
        self.state, self.step_at = state, time.monotonic()


def loadable(upload: Upload) -> tuple[int, ...]:
    """The places of the tables that have a dataset and good rows; hidden sheets are left out."""
    tables = upload.report.tables if upload.report else ()
    return tuple(
        place for place, found in enumerate(tables) if found.dataset and found.counts.get("loaded") and not found.hidden
    )


class Uploads:
    """The files of this process that wait for reading, for a person's word or for loading."""

    def __init__(self, desk: Desk, folder: Path, workers: int = 2) -> None:
        """`folder` is emptied: what lay there belonged to a process that is gone."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.desk = desk
        self._folder = folder
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="upload")
        self._lock = threading.Lock()
        self._all: dict[str, Upload] = {}

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def of(self, who: Who) -> tuple[Upload, ...]:
        """The files that somebody brought, newest first; what another brought is not shown before it is loaded.

        What lay in the inbox is for whoever is of every region.
        """
        names = {name_of(who)} | ({INBOX} if isinstance(who, str) or who.role.is_everywhere else set())
        with self._lock:
            return tuple(upload for upload in reversed(self._all.values()) if upload.by in names)

    @property
    def working(self) -> int:
        """How many files are being read or loaded, whoever brought them."""
        with self._lock:
            return sum(upload.is_working for upload in self._all.values())

    def accept(self, name: str, data: BinaryIO, who: Who, lang: Lang) -> Upload:
        """Puts the bytes on disk and starts reading them, or the files in them if it is an archive; returns at once."""
        path = self._folder / uuid.uuid4().hex[:12]
        try:
            with path.open("wb") as file:
                shutil.copyfileobj(data, file, 1 << 20)
        except OSError as error:
            path.unlink(missing_ok=True)
            raise unwritable() from error
        upload = self._listed(name, path, name_of(who))
        self._start(upload, "reading", lambda: self._open(upload, lang), after="read")
        return upload

    def _listed(self, name: str, path: Path, by: str) -> Upload:
        upload = Upload(uuid.uuid4().hex[:12], name, by, path, path.stat().st_size, Options(keep_found=True))
        with self._lock:
            self._all[upload.key] = upload
        return upload

    def _open(self, upload: Upload, lang: Lang) -> None:
        """Reads the file; an archive gives way to the files in it, the first of them on top."""
        inside = self.desk.expand(upload.path, upload.name)
        if [path for _, path in inside] == [upload.path]:
            self._read(upload, lang)
            return
        for name, path in reversed(inside):
            self.examine(self._listed(name, path, upload.by), Options(), lang)
        self.dismiss(upload)

    def examine(self, upload: Upload, options: Options, lang: Lang) -> None:
        """Reads the file by these options, in the background; the tables as found are kept to be handed back."""
        upload.options = replace(options, keep_found=True)
        self._start(upload, "reading", lambda: self._read(upload, lang), after="read")

    def correct(self, upload: Upload, place: int, mapping: Mapping, lang: Lang) -> None:
        """Reads the file again with the table at `place` mapped as a person said.

        A layout that the mapping brings is decided with it; else the one decided before stays.
        """
        layout = mapping.layout or upload.options.layouts.get(place, {})
        decided = {**upload.options.tables, place: replace(mapping, layout=layout)}
        layouts = {**upload.options.layouts, place: layout} if layout else upload.options.layouts
        self.examine(upload, replace(upload.options, tables=decided, layouts=layouts), lang)

    def lay_out(self, upload: Upload, place: int, layout: dict[str, str], lang: Lang) -> None:
        """Reads the file again with the sheet around the table at `place` understood as a person said.

        Of a match that was decided for another header the dataset alone is kept: its columns are no longer there.
        """
        options = upload.options
        before, tables = options.layouts.get(place, {}), dict(options.tables)
        if any(before.get(part) != layout.get(part) for part in _HEADER):
            tables |= {place: Mapping(tables[place].dataset)} if place in tables else {}
        if place in tables:
            tables[place] = replace(tables[place], layout=layout)
        self.examine(upload, replace(options, layouts={**options.layouts, place: layout}, tables=tables), lang)

    def decode(self, upload: Upload, encoding: str | None, lang: Lang) -> None:
        """Reads a text file again in this encoding; None: in the one that is found out."""
        self.examine(upload, replace(upload.options, encoding=encoding), lang)

    def forget(self, upload: Upload, place: int, lang: Lang) -> None:
        """Reads the file again with nothing decided about the table at `place`, nor about the encoding.

        An empty layout stands above one that was remembered.
        """
        options = upload.options
        layouts: dict[int, dict[str, str]] = {**options.layouts, place: {}}
        tables = {at: mapping for at, mapping in options.tables.items() if at != place}
        self.examine(upload, replace(options, layouts=layouts, tables=tables, encoding=None), lang)

    def load(self, upload: Upload, who: Who, tables: Sequence[int], strict: bool) -> None:
        """Loads these tables in the background and remembers the mappings that a person has now approved."""
        upload.options = replace(upload.options, strict=strict)
        self._start(upload, "loading", lambda: self._store(upload, who, tables), after="loaded")

    def undo(self, upload: Upload, who: Who) -> None:
        """Takes back, newest first, all that this upload loaded."""
        for batch in reversed(upload.batches):
            self.desk.store.undo(batch.number, who)
        upload.step("undone")

    def dismiss(self, upload: Upload) -> None:
        """Forgets the file; what was loaded stays loaded."""
        with self._lock:
            self._all.pop(upload.key, None)
        upload.path.unlink(missing_ok=True)

    def _start(self, upload: Upload, state: State, work: Callable[[], None], after: State) -> None:
        back: State = "read" if upload.report else "waiting"
        upload.error = None
        upload.step(state)
        self._pool.submit(self._run, upload, work, after, back)

    def _run(self, upload: Upload, work: Callable[[], None], after: State, back: State) -> None:
        try:
            work()
        except Exception as error:  # the thread's last stop: a person must learn of it
            told = known(error)
            upload.error, after = told.message if told else _OURS.fill(number=fault(error)), back
        # A file that could not even be read is finished with, its error beside it.
        upload.step("read" if after == "waiting" else after)

    def _read(self, upload: Upload, lang: Lang) -> None:
        upload.report = report = self.desk.examine(upload.path, upload.name, upload.options, lang)
        upload.before = () if report.fault else self.desk.already(report, loadable(upload))
        if report.encoding and not upload.decodings:
            upload.decodings = decodings(upload.path)
        if not (upload.options.layouts or upload.options.encoding):
            upload.automatic = tuple((found.sheet, found.fingerprint) for found in report.tables)

    def _store(self, upload: Upload, who: Who, tables: Sequence[int]) -> None:
        report = upload.report
        if report is None:
            return
        upload.batches = self.desk.load(report, who, tables, upload.options.strict)
        for place in tables:
            self._remember(upload, place, report.tables[place])

    def _remember(self, upload: Upload, place: int, found: FoundTable) -> None:
        """Keeps what a person decided, under the header as corrected and under the one that was guessed at first.

        The guess is what the next file of the kind will show. Where its data end is its own affair.
        """
        options = upload.options
        if found.mapping is None or not (place in options.tables or place in options.layouts or options.encoding):
            return
        layout = {**options.layouts.get(place, {}), **({"encoding": options.encoding} if options.encoding else {})}
        layout.pop("last_row", None)
        guessed = upload.automatic[place] if place < len(upload.automatic) else ("", "")
        names = {found.fingerprint, guessed[1] if guessed[0] == found.sheet else ""} - {""}
        for name in names:
            self.desk.store.remember(name, replace(found.mapping, layout=layout))
