"""The sum of each column's numbers as they are written: what a person compares with the total row."""

from __future__ import annotations

import duckdb
import pyarrow as pa

# Thousands separators, a currency sign and accounting brackets are part of how a number is written.
_WRITTEN = r"[-+(]?\s*[¥￥$€]?\s*-?\d{1,3}(,\d{3})*(\.\d+)?\)?|[-+(]?\s*[¥￥$€]\s*-?\d+(\.\d+)?\)?|\(\d+(\.\d+)?\)"
_MACRO = rf"""
CREATE TEMP MACRO written(cell) AS coalesce(
    try_cast(cell AS DOUBLE),
    CASE WHEN regexp_full_match(cell, '\s*({_WRITTEN})\s*')
         THEN try_cast(regexp_replace(regexp_replace(cell, '[¥￥$€,\s)]', '', 'g'), '^\(', '-') AS DOUBLE) END)
"""


def column_sums(cells: pa.Table) -> tuple[float | None, ...]:
    """Per text column (`_row` left out) the sum of its numbers; None where it has none. Units are not applied."""
    names = [name for name in cells.column_names if name != "_row"]
    if not names or not cells.num_rows:
        return (None,) * len(names)
    inner = ", ".join(f"written({name}) AS {name}" for name in names)  # c0..cN, never a name from a file
    outer = ", ".join(f"fsum({name}) FILTER (isfinite({name}))" for name in names)
    with duckdb.connect() as connection:
        connection.execute(_MACRO)
        connection.register("cells", cells)
        found = connection.execute(f"SELECT {outer} FROM (SELECT {inner} FROM cells)").fetchone()
    return tuple(found) if found else ()
