"""The sum of each column's numbers as they are written: what a person compares with the total row.

No unit is applied: 12.5万 is 12.5, and counts as a number only where all numbers of its column carry the same unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from kam.intake.cells import SCALES, SHARES, digits, parts, trimmed

# Twelve decimals hold what Excel stores; eighteen digits before them, so that a million rows cannot overflow.
_EXACT = "DECIMAL(30,12)"
_LONGEST = 80  # bytes of a text that may be a number
_UNITS = "|".join((*SCALES, *SHARES))
_AT_ONCE = 40
# An id is not a number: sixteen digits and more, or a leading zero.
_ID = r"\d{16,}|0\d*[1-9]\d*"
# A day without marks: 20240305.
_DAY = r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"


def column_sums(cells: pa.Table) -> tuple[float | None, ...]:
    """Per text column (`_row` left out) the exact sum of its numbers; None where it has none, for ids and for days."""
    names = [name for name in cells.column_names if name != "_row"]
    if not names or not cells.num_rows:
        return (None,) * len(names)
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.register("cells", _trimmed(cells, names))
        numbers = _numbers(connection, names)
        sums = dict(zip(numbers, _sums(connection, list(numbers.values())), strict=True))
    return tuple(sums.get(name) for name in names)


def _trimmed(cells: pa.Table, names: Sequence[str]) -> pa.Table:
    return pa.table({name: trimmed(cells.column(name)) for name in names})


def _ask(connection: duckdb.DuckDBPyConnection, asked: str, of: Sequence[str]) -> list[tuple[Any, ...]]:
    """One row an expression: what is asked, @ being the expression.

    Many columns share a query, as each query costs more than the few rows of most tables.
    """
    found: list[tuple[Any, ...]] = []
    for at in range(0, len(of), _AT_ONCE):
        part = of[at : at + _AT_ONCE]
        given = ", ".join(f"{one} AS x{place}" for place, one in enumerate(part))
        rows = ", ".join(f"ROW({asked.replace('@', f'x{place}')})" for place in range(len(part)))
        found += connection.execute(f"SELECT {rows} FROM (SELECT {given} FROM cells)").fetchone() or ()
    return found


def _sums(connection: duckdb.DuckDBPyConnection, numbers: Sequence[str]) -> Iterator[float | None]:
    exact = f"SUM(TRY_CAST(@ AS {_EXACT})), COUNT(TRY_CAST(@ AS {_EXACT}))"
    rough = "fsum(TRY_CAST(@ AS DOUBLE)), COUNT(TRY_CAST(@ AS DOUBLE))"
    for total, held, about, all_of_them in _ask(connection, f"{exact}, {rough}", numbers):
        is_exact = held == all_of_them and total is not None and abs(float(total) - about) <= 1e-9 * abs(about)
        yield (float(total) if is_exact else about) if all_of_them else None


def _quick(name: str) -> str:
    # DuckDB takes 1_000, nan and inf for numbers; people do not.
    return f"CASE WHEN isfinite(TRY_CAST({name} AS DOUBLE)) AND NOT contains({name}, '_') THEN {name} END"


def _numbers(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> dict[str, str]:
    """Column -> SQL of its number as decimal text; columns of no numbers, of ids and of days left out."""
    numbers = {}
    looked_at = (
        f"COUNT({_quick('@')}), COUNT(@), "
        f"COALESCE(bool_or((@[1] = '0' OR strlen(@) >= 16) AND regexp_full_match(@, '{_ID}')), FALSE), "
        f"COALESCE(bool_and(strlen(@) = 8 AND regexp_full_match(@, '{_DAY}')), FALSE)"
    )
    seen = _ask(connection, looked_at, names)
    for name, (plain, said, has_id, is_day) in zip(names, seen, strict=True):
        if has_id or is_day:
            continue
        unit = _one_unit(connection, name, _quick(name), plain) if said > plain else None
        if unit is not None:
            numbers[name] = f"COALESCE({_quick(name)}, {_odd(name, unit)})"
        elif plain:
            numbers[name] = _quick(name)
    return numbers


def _odd(name: str, unit: str) -> str:
    return _may_be(name, parts(name, _UNITS, f"CASE WHEN p.unit || lower(p.word) = '{unit}' THEN {digits()} END"))


def _may_be(name: str, body: str) -> str:
    """The body for texts that may be numbers: short, with a digit, no ISO day. Half a million others cost nothing."""
    may = f"strlen({name}) <= {_LONGEST} AND {name} NOT LIKE '____-__-__%' AND regexp_matches({name}, '[0-9０-９]')"
    return f"CASE WHEN {may} THEN {body} END"


def _one_unit(connection: duckdb.DuckDBPyConnection, name: str, quick: str, plain: int) -> str | None:
    """The unit of the numbers that are not plain: '' for none (¥1,250), None where no such number counts."""
    unit = parts(name, _UNITS, f"CASE WHEN {digits()} IS NOT NULL THEN p.unit || lower(p.word) END")
    odd = f"SELECT DISTINCT {_may_be(name, unit)} AS unit FROM cells WHERE {name} IS NOT NULL AND {quick} IS NULL"
    units = {row[0] for row in connection.execute(f"SELECT unit FROM ({odd}) WHERE unit IS NOT NULL").fetchall()}
    if plain or "" in units or len(units) != 1:
        return "" if "" in units else None
    return str(units.pop())
