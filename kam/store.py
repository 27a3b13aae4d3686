"""The store: one DuckDB file under KAM_HOME, the originals of all uploads beside it, one transaction a load.

One process holds the file; every fetch and every load takes a cursor of the one connection. Readers never wait
for a load. After any error in a transaction DuckDB's COMMIT "succeeds" with nothing saved, so `_transaction` rolls
back on everything and a load reads its ledger rows back.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from kam import engine, ledger, shelf
from kam.access import User, Who, name_of
from kam.batches import Batches
from kam.dataset import Dataset
from kam.errors import Failed, Misuse, unwritable
from kam.intake.report import Mapping
from kam.ledger import MIRROR, Batch
from kam.opening import FILE, connect
from kam.reach import hold_to_own
from kam.text import Text


class Store(Batches):
    """The rows, the ledger and the originals of one company."""

    def __init__(self, home: Path, datasets: Sequence[Dataset], memory: str | None = None) -> None:
        """Opens or makes the file. Raises Failed (locked, read-only) or Unreadable (broken file or log)."""
        super().__init__(home, connect(home, memory))
        self.datasets = {dataset.name: dataset for dataset in datasets}
        self._writing = threading.RLock()
        self.connection.execute("CREATE SCHEMA IF NOT EXISTS past")
        self.connection.execute(ledger.DDL)
        try:
            self._upgrade()
        except BaseException:
            self.connection.close()
            raise
        with self._transaction() as cursor:
            for dataset in datasets:
                cursor.execute(shelf.ddl(dataset))
            if not engine.has_kept(cursor):
                engine.keep(cursor, self.datasets)
        # What the ledger beside the originals alone knows may be all that is left of a lost file or log.
        if not self.is_behind:
            self._mirror()

    def close(self) -> None:
        self.connection.close()

    # -- writing ------------------------------------------------------------------------------------------------

    def remember(self, fingerprint: str, mapping: Mapping) -> None:
        """Files with this header are read by this mapping from now on."""
        text = json.dumps(asdict(mapping), ensure_ascii=False)
        with self._transaction() as cursor:
            cursor.execute("DELETE FROM remembered WHERE fingerprint = ?", [fingerprint])
            cursor.execute("INSERT INTO remembered VALUES (?, ?)", [fingerprint, text])
        self._mirror()

    def keep(self, path: Path, sha256: str) -> Path:
        """The original under its hash, written whole or not at all."""
        kept = self.original(sha256)
        if not kept.exists():
            part = kept.with_suffix(".part")
            try:
                shutil.copyfile(path, part)
                part.replace(kept)
            except OSError as error:
                part.unlink(missing_ok=True)
                raise unwritable() from error
        return kept

    def original(self, sha256: str) -> Path:
        return self.home / "originals" / sha256

    def load(self, drafts: Sequence[tuple[Batch, pa.Table]]) -> tuple[Batch, ...]:
        """All tables of a file in one transaction, in order; the ledger rows with what each did.

        A draft is a Batch whose number and tally are still open, and its typed rows (the dataset's columns and
        `_row`). A draft with a number keeps it and its tally: that is how a rebuild replays.
        """
        done: list[Batch] = []
        with self._transaction() as cursor:
            following = cursor.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM batch").fetchall()[0][0]
            for index, (draft, rows) in enumerate(drafts):
                number = draft.number or following + index
                cursor.register("incoming", rows)
                tally = shelf.put(cursor, self.datasets[draft.dataset], number)
                cursor.unregister("incoming")
                done.append(draft if draft.number else replace(draft, number=number, **asdict(tally)))
                self._write(cursor, done[-1])
            engine.keep(cursor, {batch.dataset for batch in done})
        for batch in done:
            if self.batch(batch.number) != batch:
                raise Failed(Text("提交后未能读回批次。", "a batch could not be read back after its commit."))
        self._mirror()
        return tuple(done)

    def undo(self, number: int, who: Who) -> Batch:
        """Takes a batch back; what stood before stands again.

        Misuse when it is unknown or undone already, Refused when it is not this user's to take back.
        """
        with self._writing:
            batch = self.batch(number)
            if batch.is_undone:
                raise Misuse(Text(f"第 {number} 批已撤销。", f"batch {number} is undone already."))
            if isinstance(who, User):
                hold_to_own(batch, who)
            undone = batch.undone(now(), name_of(who))
            with self._transaction() as cursor:
                shelf.take_back(cursor, self.datasets[batch.dataset], number)
                cursor.execute("DELETE FROM batch WHERE number = ?", [number])
                self._write(cursor, undone)
                engine.keep(cursor, {batch.dataset})
        self._mirror()
        return undone

    def clear_sample(self) -> None:
        """The sample company leaves without a trace: rows, ledger rows and originals."""
        with self._writing:
            sample = [batch for batch in self.history() if batch.is_sample]
            with self._transaction() as cursor:
                for batch in sample:
                    if not batch.is_undone:
                        shelf.take_back(cursor, self.datasets[batch.dataset], batch.number)
                    cursor.execute("DELETE FROM batch WHERE number = ?", [batch.number])
                engine.keep(cursor, {batch.dataset for batch in sample})
            self._mirror()
            kept = {batch.sha256 for batch in self.history()}
            for sha256 in {batch.sha256 for batch in sample} - kept:
                self.original(sha256).unlink(missing_ok=True)

    def restore_ledger(self, batches: Sequence[Batch], remembered: dict[str, Mapping]) -> None:
        """The ledger rows that a replay does not make: the undone ones, and the remembered mappings."""
        with self._transaction() as cursor:
            for batch in batches:
                cursor.execute("DELETE FROM batch WHERE number = ?", [batch.number])
                self._write(cursor, batch)
        for fingerprint, mapping in remembered.items():
            self.remember(fingerprint, mapping)

    def dump(self) -> str:
        """Every dataset table, current and past, every row in order: equal dumps are equal stores."""
        parts: list[str] = []
        for schema in ("main", "past"):
            for name, dataset in sorted(self.datasets.items()):
                columns = (*dataset.names, "_batch", "_row")
                rows = self._all(f"SELECT {', '.join(columns)} FROM {schema}.{name} ORDER BY ALL NULLS LAST")
                parts.append(f"{schema}.{name}\n" + "".join(f"{row!r}\n" for row in rows))
        return "".join(parts)

    def _upgrade(self) -> None:
        """Brings a file of an earlier release forward, whole or not at all, after a copy of it as it was."""
        with self._transaction() as cursor:
            old = [dataset for dataset in self.datasets.values() if shelf.outdated(cursor, dataset)]
        if not old:
            return
        # A file that nobody writes to and whose log is in it may be copied as it stands.
        self.connection.execute("CHECKPOINT")
        shutil.copyfile(self.home / FILE, self.home / "backups" / f"kam-{now():%Y%m%dT%H%M%S}.duckdb")
        with self._transaction() as cursor:
            for dataset in old:
                shelf.bring_forward(cursor, dataset)
            engine.keep(cursor, self.datasets)

    # -- inside -------------------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._writing:
            cursor = self.connection.cursor()
            cursor.execute("BEGIN")
            try:
                yield cursor
                _commit(cursor)
            except BaseException as error:
                with suppress(duckdb.TransactionException):  # a COMMIT that fails has ended it already
                    cursor.execute("ROLLBACK")
                if isinstance(error, duckdb.IOException | OSError):
                    raise unwritable() from error
                raise
            finally:
                self._forget()
                cursor.close()

    def _write(self, cursor: duckdb.DuckDBPyConnection, batch: Batch) -> None:
        row = [batch.number, batch.sha256, batch.dataset, batch.is_undone, batch.as_json()]
        cursor.execute("INSERT INTO batch VALUES (?, ?, ?, ?, ?)", row)

    def _mirror(self) -> None:
        # One at a time: two threads would take each other's new file away, or leave the older ledger behind.
        with self._writing:
            ledger.write_mirror(self.home / MIRROR, self.history(), self.remembered())


def _commit(cursor: duckdb.DuckDBPyConnection) -> None:
    """One writer at a time: a COMMIT that fails could not write its log."""
    try:
        cursor.execute("COMMIT")
    except duckdb.Error as error:
        raise unwritable() from error


def now() -> datetime:
    """This second, in UTC: the ledger's clock."""
    return datetime.now(UTC).replace(microsecond=0)
