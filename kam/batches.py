"""The ledger as it is read: the batches, what stands of them, and the version of the data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from kam import engine, ledger
from kam.errors import Misuse
from kam.intake.report import Mapping
from kam.ledger import MIRROR, Batch
from kam.text import Text

# Numbers alone would not do: once the sample company has left, they begin anew.
_VERSIONS = f"""
SELECT dataset, md5(string_agg(concat_ws(' ', number, sha256, is_undone, record ->> 'loaded_at'), ',' ORDER BY number))
FROM batch GROUP BY dataset UNION ALL {engine.KEPT_VERSIONS}
"""


class Batches:
    """What the ledger of one file says; answers are remembered until `_forget`, which every write ends with."""

    def __init__(self, home: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.home = home
        self.connection = connection
        self._known: dict[tuple[str, tuple[object, ...]], list[tuple[Any, ...]]] = {}
        self._changes = 0

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
        """Changes with every load and undo."""
        return repr(self._versions())

    def version_of(self, sql: str) -> str:
        """Changes with every load and undo that may change this question's answer.

        A decision, typed in a meeting, is an `action`: what does not read actions is answered as before.
        """
        read = engine.read_by(sql)
        return repr([one for one in self._versions() if one[0] in read])

    def _versions(self) -> list[tuple[Any, ...]]:
        """(dataset or kept fact, what changes with its rows)."""
        return sorted(self._ledger(_VERSIONS))

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

    def _ledger(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """An answer from the ledger, remembered until the next write: a page asks for the version some fifty times."""
        key, known, changes = (sql, tuple(params)), self._known, self._changes
        if key not in known:
            rows = self._all(sql, params)
            if changes != self._changes:
                return rows  # a write ended meanwhile: nobody knows whether these rows are from before or after it
            known[key] = rows
        return known[key]

    def _all(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        cursor = self.connection.cursor()
        try:
            return cursor.execute(sql, list(params)).fetchall()
        finally:
            cursor.close()

    def _forget(self) -> None:
        self._changes += 1
        self._known = {}
