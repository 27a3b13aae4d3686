"""The DuckDB file opened for one process, with everything outside it closed off."""

from __future__ import annotations

from pathlib import Path

import duckdb

from kam.errors import Failed
from kam.text import Text

FILE = "kam.duckdb"


class Unreadable(Exception):
    """The DuckDB file or its log cannot be replayed; the originals can rebuild it."""


def connect(home: Path, memory: str | None) -> duckdb.DuckDBPyConnection:
    """The one connection to the file, made when there is none. Raises Failed (locked, read-only) or Unreadable."""
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
