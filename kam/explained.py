"""An answer explained in words: formula, window, the rows behind it with their place in the files, the SQL."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from kam import answers
from kam.behind import Behind
from kam.engine import View
from kam.ledger import Batch
from kam.text import FLAG, Lang, Text
from kam.topic import Query

FILE, SHEET, ROW = Text("文件", "File"), Text("工作表", "Sheet"), Text("行", "Row")
_MOST = 20


def with_origin(behind: Behind, batches: Sequence[Batch], lang: Lang) -> tuple[list[str], list[list[object]]]:
    """Headings and rows as a reader sees them: columns and choices by label, then file, sheet and row."""
    named = {batch.number: batch for batch in batches}
    names = [name for name in behind.rows.column_names if not name.startswith("_")]
    heads = [behind.dataset.column(name).label(lang) for name in names]
    flags = {str(told): word(lang) for told, word in FLAG.items()}
    words = [
        flags if column.kind.name == "flag" else {one.code: one.label(lang) for one in column.choices}
        for column in map(behind.dataset.column, names)
    ]
    rows = []
    for row in answers.rows_in(behind.rows.select([*names, "_batch", "_row"])):
        batch = named.get(row[-2]) if isinstance(row[-2], int) else None
        told = [known.get(str(cell), cell) for known, cell in zip(words, row[:-2], strict=True)]
        rows.append([*told, batch.file if batch else None, batch.sheet if batch else None, row[-1]])
    return [*heads, FILE(lang), SHEET(lang), ROW(lang)], rows


def as_text(query: Query, view: View, behind: Sequence[Behind], batches: Sequence[Batch], lang: Lang) -> str:
    """Everything a reader needs to follow a figure to its rows; of each dataset the first rows."""
    window = Text(
        f"截止 {view.as_of}，期间 {view.period_from}..{view.period_to}",
        f"as of {view.as_of}, period {view.period_from}..{view.period_to}",
    )
    parts = [query.formula(lang), window(lang)]
    for one in behind:
        parts.append(f"\n{one.dataset.label(lang)} ({one.dataset.name}): {_counted(one, lang)}")
        first = Behind(one.dataset, _filled(one.rows.slice(0, _MOST)), one.total)
        if one.total:
            parts.append(answers.as_table(*with_origin(first, batches, lang)))
    return "\n".join([*parts, "", query.sql])


def _counted(behind: Behind, lang: Lang) -> str:
    more = Text(f"，列出前 {_MOST} 行", f", the first {_MOST} listed") if behind.total > _MOST else Text("", "")
    return f"{Text(f'{behind.total:,} 行', f'{behind.total:,} rows')(lang)}{more(lang)}"


def _filled(rows: pa.Table) -> pa.Table:
    """Without the columns that are empty in all these rows: a terminal is narrow."""
    return rows.select([name for name in rows.column_names if rows.column(name).null_count < rows.num_rows])
