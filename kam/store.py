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
from typing import Any

import duckdb
import pyarrow as pa

from kam import engine, ledger, shelf
from kam.access import User, Who, name_of
from kam.dataset import Dataset
from kam.errors import Failed, Misuse, unwritable
from kam.intake.report import Mapping
from kam.ledger import Batch
from kam.reach import hold_to_own
from kam.text import Text

FILE = "kam.duckdb"
MIRROR = Path("originals") / "ledger.jsonl"  # the ledger beside the originals
_VERSION = """
SELECT md5(COALESCE(string_agg(concat_ws(' ', number, sha256, dataset, is_undone, record ->> 'loaded_at'), ','
    ORDER BY number), '')) FROM batch
"""


class Unreadable(Exception):
    """The DuckDB file or its log cannot be replayed; the originals can rebuild it."""


def _connect(home: Path, memory: str | None) -> duckdb.DuckDBPyConnection:
    try:
        home.mkdir(parents=True, exist_ok=True)
        for folder in ("originals", "backups", "inbox"):
            (home / folder).mkdir(exist_ok=True)
        connection = duckdb.connect(str(home / FILE))
    except OSError as error:
        raise Failed(
            Text(
                f"数据目录 {home} 无法写入，请检查权限与磁盘空间。",
                f"cannot write the data folder {home}: check rights and space.",
            )
        ) from error
    except duckdb.Error as error:
        said = str(error)
        if "lock" in said.lower():
            raise Failed(
                Text(
                    f"数据目录 {home} 正被另一进程使用。请先关闭它，或在页面上操作。",
                    f"the data folder {home} is in use by another process; close it, or work in the app.",
                ),
                "locked",
            ) from error
        if "read-only" in said.lower() or "permission" in said.lower():
            raise Failed(Text(f"数据目录 {home} 只读。", f"the data folder {home} is read-only.")) from error
        raise Unreadable(said) from error
    # In this order: after enable_external_access=false no other path opens, after lock nothing changes.
    if memory:
        connection.execute(f"SET memory_limit = '{memory}'")
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


class Store:
    """The rows, the ledger and the originals of one company."""

    def __init__(self, home: Path, datasets: Sequence[Dataset], memory: str | None = None) -> None:
        """Opens or makes the file. Raises Failed (locked, read-only) or Unreadable (broken file or log)."""
        self.home = home
        self.datasets = {dataset.name: dataset for dataset in datasets}
        self.connection = _connect(home, memory)
        self._writing = threading.RLock()
        self._known: dict[tuple[str, tuple[object, ...]], list[tuple[Any, ...]]] = {}
        self._changes = 0
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

    # -- reading the ledger -------------------------------------------------------------------------------------

    def history(self) -> tuple[Batch, ...]:
        """Every batch, oldest first."""
        return tuple(ledger.batch_from(row[0]) for row in self._ledger("SELECT record FROM batch ORDER BY number"))

    def batch(self, number: int) -> Batch:
        """One batch; Misuse when there is none of that number."""
        for (record,) in self._ledger("SELECT record FROM batch WHERE number = ?", [number]):
            return ledger.batch_from(record)
        raise Misuse(Text(f"没有第 {number} 批。", f"there is no batch {number}."))

    @property
    def version(self) -> str:
        """Changes with every load and undo: the part of every cache key that speaks of the data."""
        # Numbers alone would not do: once the sample company has left, they begin anew.
        return str(self._ledger(_VERSION)[0][0])

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever loaded into this file."""
        return not self._ledger("SELECT 1 FROM batch LIMIT 1")

    @property
    def is_behind(self) -> bool:
        """Whether the ledger beside the originals knows a load or an undo that this file does not.

        It is written after the file, so that the file has lost something then.
        """
        try:
            beside = ledger.read_mirror(self.home / MIRROR)[0]
        except ValueError:
            return self.is_new  # it is torn: where there is a file, that one knows
        held = {batch.number: batch.is_undone for batch in self.history()}
        return any(batch.number not in held or (batch.is_undone and not held[batch.number]) for batch in beside)

    @property
    def is_empty(self) -> bool:
        return not self._ledger("SELECT 1 FROM batch WHERE NOT is_undone LIMIT 1")

    @property
    def is_sample(self) -> bool:
        """Whether the sample company's rows are in."""
        return any(batch.is_sample and not batch.is_undone for batch in self.history())

    @property
    def last_load(self) -> datetime | None:
        return max((batch.loaded_at for batch in self.history() if not batch.is_undone), default=None)

    def active(self, sha256: str) -> tuple[Batch, ...]:
        """The batches of these very bytes, as dropped or as kept, that are not undone."""
        return tuple(b for b in self.history() if sha256 in (b.sha256, b.dropped_sha256) and not b.is_undone)

    def remembered(self) -> dict[str, Mapping]:
        """Header fingerprint -> the mapping a person approved."""
        rows = self._all("SELECT fingerprint, mapping FROM remembered")
        return {key: Mapping(**json.loads(text)) for key, text in rows}

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
                self._changes += 1
                self._known = {}
                cursor.close()

    def _ledger(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """An answer from the ledger, remembered until the next write: a page asks for the version some fifty times."""
        key, known, changes = (sql, tuple(params)), self._known, self._changes
        if key not in known:
            rows = self._all(sql, params)
            if changes != self._changes:
                return rows  # a write ended meanwhile: nobody knows whether these rows are from before or after it
            known[key] = rows
        return known[key]

    def _write(self, cursor: duckdb.DuckDBPyConnection, batch: Batch) -> None:
        row = [batch.number, batch.sha256, batch.dataset, batch.is_undone, batch.as_json()]
        cursor.execute("INSERT INTO batch VALUES (?, ?, ?, ?, ?)", row)

    def _all(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        cursor = self.connection.cursor()
        try:
            return cursor.execute(sql, list(params)).fetchall()
        finally:
            cursor.close()

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
