"""Copies of the store: made while people work, opened and counted before they count, kept by age, put back.

A backup is one DuckDB file with every row, past ones included, and the ledger. The originals of the uploads lie beside
the store under their hashes and never change, so a backup does not hold them again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from kam import engine
from kam.dataset import Dataset
from kam.errors import Failed, Misuse, Refused
from kam.ledger import MIRROR, Batch, batch_from
from kam.opening import FILE, Unreadable
from kam.store import Store, now
from kam.text import Text

SNAPSHOT = "snapshot.duckdb"
# One core and little memory: people work meanwhile.
_QUIET: dict[str, str | bool | int | float | list[str]] = {"threads": "1", "memory_limit": "1GB"}
_ROWS_AT_ONCE = 100_000
# All but the facts that are kept: these are made anew of the rows.
_TABLES = """
SELECT schema_name, table_name, sql FROM duckdb_tables()
WHERE database_name = current_database() AND NOT internal AND NOT temporary AND schema_name <> 'kept'
"""
_NAME = "kam-%Y%m%dT%H%M%S.duckdb"
# Every backup of the last week, then the newest of each of eight weeks, then of each of twelve months.
_ALL_FOR, _WEEKS, _MONTHS = timedelta(days=7), 8, 12


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: batches, those not undone, rows a dataset, and when the newest batch was loaded (UTC)."""

    batches: int
    active: int
    rows: dict[str, int]
    loaded_at: datetime | None


def back_up(store: Store, to: Path | None = None) -> tuple[Path, Contents]:
    """A copy of the store as it stands at this moment, and what was found in it when it was opened again.

    Without `to` it goes to the folder `backups`, which is then thinned by age. Nobody waits meanwhile. Raises Failed
    when it cannot be written or does not hold what the store does; a copy that was not whole is never left behind.
    """
    folder = store.home / "backups"
    target = to or folder / now().strftime(_NAME)
    part = folder / f".part-{uuid.uuid4().hex}.duckdb"
    try:
        held = _copied(store, part)
        found = contents(part, list(store.datasets.values()))
        if found != held:
            raise Failed(Text("备份与数据不一致，未保留。", "the copy differs from the store; it was not kept."))
        _moved(part, target)
    except (OSError, duckdb.Error) as error:
        raise Failed(
            Text(
                f"备份写入失败（{target}），请检查磁盘空间与权限。",
                f"the backup {target} could not be written: check space and rights.",
            )
        ) from error
    finally:
        for left in (part, part.with_suffix(".duckdb.wal")):
            left.unlink(missing_ok=True)
    if to is None:
        for old in superfluous(backups(store.home), now()):
            old.unlink(missing_ok=True)
    return target, found


def _copied(store: Store, part: Path) -> Contents:
    """Copies all tables as they stand at one moment; what stood in them then.

    Into an engine of its own: attached to ours the copy would stay open, its log unwritten, as long as anybody reads.
    """
    cursor, target = store.connection.cursor(), duckdb.connect(str(part), config=_QUIET)
    try:
        cursor.execute("BEGIN")
        held = _contents(cursor, list(store.datasets.values()))
        for schema, name, sql in cursor.execute(_TABLES).fetchall():
            target.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
            target.execute(sql)
            rows = cursor.sql(f'FROM "{schema}"."{name}"').to_arrow_reader(_ROWS_AT_ONCE)
            target.register("arriving", rows)
            target.execute(f'INSERT INTO "{schema}"."{name}" FROM arriving')
            target.unregister("arriving")
        cursor.execute("ROLLBACK")
        engine.keep(target, store.datasets)
        target.execute("CHECKPOINT")
    finally:
        target.close()
        cursor.close()
    return held


def _moved(part: Path, target: Path) -> None:
    """Whole or not at all, also across file systems."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.part")
    try:
        try:
            part.replace(beside)
        except OSError:
            shutil.copyfile(part, beside)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def contents(path: Path, datasets: Sequence[Dataset]) -> Contents:
    """What a backup holds. Refused for a file that is no store or cannot be read."""
    with _reading(path) as connection:
        return _contents(connection, datasets)


def batches_of(path: Path) -> tuple[Batch, ...]:
    """The ledger in a backup, oldest first. Refused for a file that is no store or cannot be read."""
    with _reading(path) as connection:
        return tuple(_ledger(connection))


@contextmanager
def _reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    if not path.is_file():
        raise Misuse(Text(f"找不到文件：{path}", f"no such file: {path}"))
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise Refused(
            Text(f"{path.name} 不是可读的备份。", f"{path.name} is no backup that can be read."), "damaged"
        ) from error
    try:
        yield connection
    except duckdb.Error as error:
        raise Refused(
            Text(f"{path.name} 不是本产品的备份。", f"{path.name} is no backup of this product."), "damaged"
        ) from error
    finally:
        connection.close()


def _ledger(cursor: duckdb.DuckDBPyConnection) -> list[Batch]:
    return [batch_from(row[0]) for row in cursor.execute("SELECT record FROM batch ORDER BY number").fetchall()]


def _contents(cursor: duckdb.DuckDBPyConnection, datasets: Sequence[Dataset]) -> Contents:
    batches = _ledger(cursor)
    held = {
        (schema, name)
        for schema, name in cursor.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_database()"
        ).fetchall()
    }
    rows = {}
    for dataset in datasets:
        for schema in ("main", "past"):
            # A dataset that came with a later release is not in an older copy.
            if (schema, dataset.name) in held:
                counted = cursor.execute(f'SELECT COUNT(*) FROM {schema}."{dataset.name}"').fetchall()
                rows[f"{schema}.{dataset.name}"] = counted[0][0]
    active = [batch for batch in batches if not batch.is_undone]
    return Contents(len(batches), len(active), rows, max((batch.loaded_at for batch in active), default=None))


def backups(home: Path) -> list[Path]:
    """The backups of a data folder, the newest first."""
    return sorted((home / "backups").glob("kam-*.duckdb"), reverse=True)


def made_at(path: Path) -> datetime | None:
    """When a backup was made, by its name; None for a file of another name."""
    try:
        return datetime.strptime(path.name, _NAME).replace(tzinfo=now().tzinfo)
    except ValueError:
        return None


def superfluous(paths: Iterable[Path], today: datetime) -> list[Path]:
    """Those that age out: kept are all of a week, one of each of eight weeks and one of each of twelve months."""
    kept: set[tuple[str, str]] = set()
    found = []
    for path in sorted(paths, reverse=True):
        made = made_at(path)
        if made is None or today - made <= _ALL_FOR:
            continue
        week, month = ("week", f"{made:%G-%V}"), ("month", f"{made:%Y-%m}")
        is_weekly = today - made <= timedelta(weeks=_WEEKS) and week not in kept
        is_monthly = today - made <= timedelta(days=31 * _MONTHS) and month not in kept
        if is_weekly or is_monthly:
            kept |= {week, month}
        else:
            found.append(path)
    return found


def restore(home: Path, path: Path, datasets: Sequence[Dataset]) -> tuple[Store, Contents, Path | None]:
    """The store as the backup has it; also what was in it, and the file that the former store became (None: none was).

    The backup is checked before anything is touched. What stood before is set aside with its ledger, not deleted. The
    store must be closed. Raises Refused for a file that is no whole backup.
    """
    found = contents(path, datasets)
    fresh = Path(tempfile.mkdtemp(prefix="restore-", dir=home))
    try:
        shutil.copyfile(path, fresh / FILE)
        # Opened as it will be used: a copy of an older release is brought forward here, or nothing happens.
        Store(fresh, datasets).close()
        _write_log(home, datasets)
        aside = _set_aside(home)
        (fresh / FILE).replace(home / FILE)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Store(home, datasets), found, aside


def _write_log(home: Path, datasets: Sequence[Dataset]) -> None:
    """What stands in the log of a store goes into its file, so that the file alone is the store; a broken one stays."""
    try:
        if (home / FILE).exists():
            Store(home, datasets).close()
    except (Unreadable, Failed):
        return


def _set_aside(home: Path) -> Path | None:
    """A second name for what stands; the ledger beside the originals goes out of the way.

    Whoever dies here leaves the store as it was: without a ledger beside it, it writes its own when it is opened.
    """
    stamp = f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    for name in (f"{FILE}.wal", str(MIRROR)):
        if (home / name).exists():
            (home / name).replace(home / f"{name}.{stamp}")
    if not (home / FILE).exists():
        return None
    aside = home / f"{FILE}.{stamp}"
    try:
        os.link(home / FILE, aside)
    except OSError:  # a file system without second names
        shutil.copyfile(home / FILE, aside)
    if (home / f"{FILE}.wal.{stamp}").exists():
        (home / f"{FILE}.wal.{stamp}").replace(home / f"{aside.name}.wal")
    return aside


def refresh_snapshot(store: Store) -> Path:
    """The read-only copy for other tools and for reports while the app holds the store: replaced as a whole."""
    return back_up(store, store.home / SNAPSHOT)[0]


@contextmanager
def snapshot(home: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, list[Batch], datetime]]:
    """The copy opened to be read: its connection, its batches and when it was made (UTC). Failed where none can be."""
    path = home / SNAPSHOT
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise Failed(
            Text(
                f"数据目录 {home} 正被驾驶舱使用，且还没有快照可读。请在页面上查看，或先关闭驾驶舱。",
                f"the data folder {home} is in use by the app, and has no snapshot yet; look there, or close it.",
            ),
            "locked",
        ) from error
    try:
        yield connection, _ledger(connection), datetime.fromtimestamp(path.stat().st_mtime, UTC)
    finally:
        connection.close()
