"""Rows decided in the app itself, through the same checks, ledger and undo as an upload: an edit is a small file."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Mapping as Row
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from kam.access import Who
from kam.dataset import Dataset
from kam.desk import Desk
from kam.errors import Refused
from kam.intake.report import Mapping
from kam.ledger import Batch
from kam.text import Text

EDITED = Text("在线编辑", "edited in the app")
_MOMENT = "_edited_at"


def save(desk: Desk, dataset: Dataset, rows: Sequence[Row[str, object]], who: Who) -> Batch:
    """Stores whole rows {column: value} of one dataset as one batch; a key that stands already is replaced.

    A column left out, and None, is empty: to change one cell, bring the row with its others (see `current`). Days may
    be dates. Raises Refused with the first wrong cell in words, and nothing is stored then.
    """
    folder = Path(tempfile.mkdtemp(prefix="edit-", dir=desk.store.home / "inbox"))
    path = folder / f"{EDITED.zh}-{dataset.label.zh}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        # The same bytes are taken in once only: without the moment, what was undone by hand could not be done again.
        writer.writerow([*dataset.names, _MOMENT])
        moment = datetime.now(UTC).isoformat()
        writer.writerows([*(_written(row.get(name)) for name in dataset.names), moment] for row in rows)
    # Everything about the sheet is said, so that nothing is guessed from what a person typed.
    layout = {"header_row": "1", "last_row": str(len(rows) + 1), "unit": "", "dates": "ymd", "encoding": "utf-8-sig"}
    mapping = Mapping(dataset.name, {name: name for name in dataset.names}, layout=layout)
    try:
        report = desk.examine_own(path, mapping)
        found = report.tables[0]
        for problem in found.problems:
            raise Refused(
                Text(f"{problem.expected.zh} {problem.remedy.zh}", f"{problem.expected.en}. {problem.remedy.en}"),
                problem.code,
            )
        if found.counts.get("loaded") != len(rows):
            raise Refused(
                Text("有行未能识别，未作任何更改。", "a row was not read as one; nothing was changed."), "edit"
            )
        return desk.load(report, who, tables=[0])[0]
    finally:
        path.unlink(missing_ok=True)
        folder.rmdir()


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)


def current(desk: Desk, dataset: Dataset, key: Row[str, object]) -> dict[str, object] | None:
    """The row that stands under a key, as {column: value}; None when there is none."""
    names = ", ".join(f'"{name}"' for name in dataset.names)
    wanted = " AND ".join(f"COALESCE(CAST(\"{name}\" AS VARCHAR), '') = ?" for name in dataset.key)
    given = [_written(key.get(name)) for name in dataset.key]
    cursor = desk.store.connection.cursor()
    try:
        rows = cursor.execute(f'SELECT {names} FROM "{dataset.name}" WHERE {wanted}', given).fetchall()
    finally:
        cursor.close()
    return dict(zip(dataset.names, rows[0], strict=True)) if rows else None


def next_number(desk: Desk, dataset: Dataset, prefix: str) -> str:
    """A key that never was: the prefix, a hyphen, and a number after the largest of this prefix and of the ledger."""
    (column,) = dataset.key
    cursor = desk.store.connection.cursor()
    try:
        rows = cursor.execute(
            f'SELECT "{column}" FROM "{dataset.name}" WHERE STARTS_WITH("{column}", ?)', [f"{prefix}-"]
        ).fetchall()
    finally:
        cursor.close()
    taken = [int(row[0][len(prefix) + 1 :]) for row in rows if row[0][len(prefix) + 1 :].isdigit()]
    # A number that was taken back must not name another row: somebody may have written it down. Batches only count up.
    batches = [batch.number for batch in desk.store.history()]
    return f"{prefix}-{max([*taken, *batches], default=0) + 1:02d}"
