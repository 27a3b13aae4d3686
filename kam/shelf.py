"""One dataset's rows in the store: the current ones, and those that a later load stands before.

The law behind load, undo and rebuild: **the current row of a key is that of the newest batch, among those not undone,
that holds the key.** Superseded rows wait in schema `past`. Nothing else is remembered, so undo in any order
gives what stood before, exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from kam.dataset import Dataset
from kam.errors import Failed
from kam.text import Text


@dataclass(frozen=True, slots=True)
class Tally:
    """What a load did to the rows of the store."""

    added: int
    replaced: int
    unchanged: int


def ddl(dataset: Dataset) -> str:
    """Both tables of a dataset. `_batch` and `_row` (1-based sheet row) are every row's origin and its file order."""
    columns = ", ".join(f"{column.name} {column.sql_type}" for column in dataset.columns)
    origin = "_batch INTEGER, _row INTEGER"
    # No primary keys: 20 loads took 17.0 s with them and 2.4 s without; uniqueness is checked before the insert.
    return (
        f"CREATE TABLE IF NOT EXISTS {dataset.name} ({columns}, {origin});"
        f"CREATE TABLE IF NOT EXISTS past.{dataset.name} ({columns}, {origin});"
    )


_SCHEMAS = ("main", "past")


def outdated(cursor: duckdb.DuckDBPyConnection, dataset: Dataset) -> bool:
    """Whether a table of the dataset is as an earlier release made it. Failed when a later one did."""
    wanted = [*dataset.names, "_batch", "_row"]
    found = {schema: _columns(cursor, schema, dataset.name) for schema in _SCHEMAS}
    if unknown := sorted({name for names in found.values() for name in names} - set(wanted)):
        raise Failed(
            Text(
                f"数据文件由更新的版本写入（{dataset.label.zh}：{'、'.join(unknown)}）。请升级程序后再打开。",
                f"a later release wrote this data file ({dataset.label.en}: {', '.join(unknown)}): update the program.",
            ),
            "newer",
        )
    return any(names and names != wanted for names in found.values())


def bring_forward(cursor: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Both tables of the dataset with the columns of this release; a new one is empty in every row.

    Made anew and not altered: rows are moved by the order of their columns. Runs inside the caller's transaction.
    """
    for schema in _SCHEMAS:
        if _columns(cursor, schema, dataset.name):
            cursor.execute(f"ALTER TABLE {schema}.{dataset.name} RENAME TO {dataset.name}__before")
    cursor.execute(ddl(dataset))
    for schema in _SCHEMAS:
        if _columns(cursor, schema, f"{dataset.name}__before"):
            before = f"{schema}.{dataset.name}__before"
            cursor.execute(f"INSERT INTO {schema}.{dataset.name} BY NAME SELECT * FROM {before}")
            cursor.execute(f"DROP TABLE {before}")


def _columns(cursor: duckdb.DuckDBPyConnection, schema: str, table: str) -> list[str]:
    rows = cursor.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? "
        "AND table_name = ? ORDER BY column_index",
        [schema, table],
    ).fetchall()
    return [row[0] for row in rows]


def _same_key(dataset: Dataset, left: str, right: str) -> str:
    return " AND ".join(f"{left}.{name} IS NOT DISTINCT FROM {right}.{name}" for name in dataset.key)


def put(cursor: duckdb.DuckDBPyConnection, dataset: Dataset, batch: int) -> Tally:
    """The rows registered as `incoming` become current under `batch`; those they replace go to the past.

    Runs inside the caller's transaction.
    """
    name, same = dataset.name, _same_key(dataset, "old", "new")
    names = ", ".join(dataset.names)
    alike = " AND ".join(f"old.{column} IS NOT DISTINCT FROM new.{column}" for column in dataset.names)
    met, unchanged, incoming = _row(
        cursor,
        f"SELECT COUNT(old._batch), COUNT(*) FILTER (old._batch IS NOT NULL AND {alike}), COUNT(*) "
        f"FROM incoming AS new LEFT JOIN {name} AS old ON {same}",
    )
    if met:
        cursor.execute(f"INSERT INTO past.{name} SELECT old.* FROM {name} AS old SEMI JOIN incoming AS new ON {same}")
        cursor.execute(f"DELETE FROM {name} AS old WHERE EXISTS (SELECT 1 FROM incoming AS new WHERE {same})")
    cursor.execute(
        f"INSERT INTO {name} ({names}, _batch, _row) SELECT {names}, ?, _row FROM incoming ORDER BY _row", [batch]
    )
    return Tally(added=incoming - met, replaced=met - unchanged, unchanged=unchanged)


def take_back(cursor: duckdb.DuckDBPyConnection, dataset: Dataset, batch: int) -> None:
    """The rows of `batch` go; where they were current, the newest row of the past comes back."""
    name = dataset.name
    keys = ", ".join(dataset.key)
    columns = ", ".join((*dataset.names, "_batch", "_row"))
    cursor.execute(f"DELETE FROM past.{name} WHERE _batch = ?", [batch])
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE returning_row AS SELECT * FROM past.{name} LIMIT 0")
    cursor.execute(
        f"INSERT INTO returning_row SELECT {columns} FROM (SELECT old.*, "
        f"ROW_NUMBER() OVER (PARTITION BY {keys} ORDER BY _batch DESC, _row DESC) AS newest FROM past.{name} AS old "
        f"SEMI JOIN (SELECT * FROM {name} WHERE _batch = ?) AS new ON {_same_key(dataset, 'old', 'new')}) "
        "WHERE newest = 1",
        [batch],
    )
    cursor.execute(f"DELETE FROM {name} WHERE _batch = ?", [batch])
    cursor.execute(f"INSERT INTO {name} SELECT * FROM returning_row")
    cursor.execute(
        f"DELETE FROM past.{name} AS old WHERE EXISTS (SELECT 1 FROM returning_row AS new "
        f"WHERE old._batch = new._batch AND {_same_key(dataset, 'old', 'new')})"
    )
    cursor.execute("DROP TABLE returning_row")


def _row(cursor: duckdb.DuckDBPyConnection, sql: str) -> tuple[int, int, int]:
    # fetchall: a result that is not read to its end blocks the connection (DuckDB 2.0).
    found = cursor.execute(sql).fetchall()[0]
    return found[0], found[1], found[2]
