"""Law: a table in any disguise is read back row by row; what is not data is named and counted, nothing is lost."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from kam.intake.sheet import Reading, read_tables
from tests.intake.disguise import Disguised, Expected, Value
from tests.intake.disguise_files import files, write
from tests.intake.making import is_conserved

# A larger number hunts: KAM_DISGUISES=5000 pytest tests/intake/test_disguise.py
EXAMPLES = int(os.environ.get("KAM_DISGUISES", "100"))


def same(written: Value, got: str | None) -> bool:
    """Whether a text says what was written: texts as they stand, numbers by value, days as ISO."""
    if written is None or got is None:
        return written is got
    if isinstance(written, date):
        return got in (written.isoformat(), f"{written.isoformat()} 00:00:00")
    if isinstance(written, int | float):
        try:
            return abs(float(got) - written) <= 1e-9 * abs(written)
        except ValueError:
            return False
    return got == written


def difference(file: Disguised, reading: Reading) -> str | None:
    """The first thing that was read otherwise than written; None when all is as it should be."""
    found = [table for table in reading.tables if table.header_row is not None and not table.hidden]
    if broken := [table.sheet for table in reading.tables if not is_conserved(table)]:
        return f"rows lost on {broken}"
    if len(found) != len(file.tables):
        return f"{len(found)} tables for {len(file.tables)}: {[table.columns for table in found]}"
    hidden = [table.sheet for table in reading.tables if table.hidden]
    if hidden != [sheet.name for sheet in file.sheets if sheet.hidden]:
        return f"hidden: {hidden}"
    for table, expected in zip(found, file.tables):
        rows = list(zip(*table.cells.drop_columns("_row").to_pydict().values(), strict=True))
        if said := _difference(list(table.columns), rows, table.header_row, table.counts, expected):
            return said
    return None


def _difference(
    columns: list[str], rows: list[tuple[str | None, ...]], header_row: int | None, counts: dict[str, int], of: Expected
) -> str | None:
    if columns != of.columns:
        return f"columns {columns} for {of.columns}"
    for place, (row, wanted) in enumerate(zip(rows, of.rows)):
        if not all(map(same, wanted, row)):
            return f"row {place}: {row} for {wanted}"
    if len(rows) != len(of.rows):
        return f"{len(rows)} rows for {len(of.rows)}"
    if header_row != of.header_row:
        return f"header in {header_row} for {of.header_row}"
    off = {name: (counts[name], number) for name, number in of.counts.items() if counts[name] != number}
    return f"counts (got, wanted): {off}" if off else None


def shown(file: Disguised) -> str:
    """The file as a person would see it, for the message of a failure."""
    lines = [f"[{sheet.name}] {line} " for sheet in file.sheets for line in sheet.lines]
    return "\n".join([f"{file.tags} {file.manner} merges {[s.merges for s in file.sheets]}", *lines])


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize="KAM_DISGUISES" not in os.environ, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(files())
def test_a_table_in_any_disguise_is_read_back(file: Disguised) -> None:
    with TemporaryDirectory() as folder:
        reading = read_tables(write(file, Path(folder)))
    said = difference(file, reading)
    assert said is None, f"{said}\n{shown(file)}"
