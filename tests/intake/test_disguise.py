"""Law: a table in any disguise is read back row by row; what is not data is named and counted, nothing is lost."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from hypothesis import HealthCheck, given, settings

from kam.datasets import ALL
from kam.intake.report import Options
from kam.intake.sheet import Reading, read_tables
from kam.intake.worker import examine
from tests.intake.disguise import Disguised, Expected, Value, plain
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


def _settings(examples: int) -> settings:
    is_hunt = "KAM_DISGUISES" in os.environ
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(
        max_examples=examples, deadline=None, derandomize=not is_hunt, database=None, suppress_health_check=checks
    )


@_settings(EXAMPLES)
@given(files())
def test_a_table_in_any_disguise_is_read_back(file: Disguised) -> None:
    with TemporaryDirectory() as folder:
        reading = read_tables(write(file, Path(folder)))
    said = difference(file, reading)
    assert said is None, f"{said}\n{shown(file)}"


@_settings(max(5, EXAMPLES // 20))
@given(files())
def test_the_worker_finds_the_same_rows_and_their_sums(file: Disguised) -> None:
    with TemporaryDirectory() as folder:
        said = _said_by_worker(file, Path(folder))
    assert said is None, f"{said}\n{shown(file)}"


def _said_by_worker(file: Disguised, folder: Path) -> str | None:
    report = examine(write(file, folder), "disguised", ALL, Options(keep_found=True), folder / "work")
    found = [(i, one) for i, one in enumerate(report.tables) if one.header_row is not None and not one.hidden]
    if len(found) != len(file.tables):
        return f"{len(found)} tables for {len(file.tables)}, fault {report.fault}"
    is_pointed = file.manner.get("decimal") == ","  # its numbers are handed on with points
    for (place, one), wanted in zip(found, file.tables):
        with pa.memory_map(str(folder / "work" / f"found-{place}.arrow")) as source:
            rows = list(zip(*pa.ipc.open_file(source).read_all().to_pydict().values(), strict=True))
        expected = replace(wanted, rows=[]) if is_pointed else wanted
        counts = {**wanted.counts, **one.counts}
        if said := _difference(list(one.columns), [] if is_pointed else rows, one.header_row, counts, expected):
            return said
        if (one.rows, one.totals) != (len(wanted.rows), wanted.counts["total"]):
            return f"{one.rows} rows and {one.totals} totals for {len(wanted.rows)} and {wanted.counts['total']}"
        for column in () if is_pointed else wanted.summed:
            total, got = sum(plain(row[column]) for row in wanted.rows), one.sums[column] or 0
            if abs(float(total) - got) > 0.005:
                return f"sum of {one.columns[column]}: {got} for {total}"
    return None
