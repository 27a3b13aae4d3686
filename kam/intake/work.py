"""The child's side of the worker: limits first, then scan, read, match and check one file."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterable
from dataclasses import replace
from importlib.abc import MetaPathFinder
from pathlib import Path

import pyarrow as pa

from kam.errors import Problem, Refused
from kam.intake.cells import trimmed
from kam.intake.check import Checked, check
from kam.intake.delimited import with_points
from kam.intake.match import Match, recognise
from kam.intake.report import Fault, FileReport, FoundTable, Options
from kam.intake.returned import write_returned
from kam.intake.sheet import read_tables
from kam.intake.stated import stated_totals
from kam.intake.sums import column_sums
from kam.intake.table import SheetTable
from kam.intake.wire import to_json
from kam.intake.worker import Request, leave

MAX_PROBLEMS = 1000
_SAMPLE_ROWS = 20


def main() -> int:
    """Reads the request from stdin and leaves the answer in its work folder."""
    return answer(pickle.load(sys.stdin.buffer))  # noqa: S301 - the parent wrote it


class _WithoutPandas(MetaPathFinder):
    """Arrow imports pandas only to ask of each list whether it is one of its series: half of a small file's time."""

    def find_spec(self, fullname: str, *_asked: object, **_named: object) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


def answer(request: Request) -> int:
    """Leaves the report in the work folder; the exit code of the child."""
    sys.meta_path.insert(0, _WithoutPandas())
    return leave(request, lambda: to_json(_report(request)))


def _report(request: Request) -> FileReport:
    try:
        return report_of(request)
    except Refused as refused:
        fault = Fault(refused.code, refused.message.zh, refused.message.en)
        return FileReport(request.name, request.sha256, fault=fault)


def report_of(request: Request) -> FileReport:
    """What the file holds and how its rows fare; raises Refused for a file that cannot be read."""
    reading = read_tables(request.path, request.name, request.options, request.workdir)
    tables = tuple(_found(request, place, table) for place, table in enumerate(reading.tables))
    return FileReport(
        request.name,
        request.sha256,
        reading.format,
        reading.encoding,
        reading.dialect,
        tables,
        drawings=reading.drawings,
    )


def _found(request: Request, place: int, table: SheetTable) -> FoundTable:
    """The table as read; one that anybody sees is also matched and checked."""
    if table.decimal == ",":
        table = replace(table, cells=with_points(table.cells))
    found = _as_read(table)
    if table.header_row is None or table.hidden:
        return found
    if request.options.keep_found:
        _write_rows(request.workdir / f"found-{place}.arrow", _named(table))
    options = _decided(request.options, place)
    if table.nature != "table" and options.mapping is None and options.dataset is None:
        return found
    match = recognise(table, request.datasets, options)
    found = replace(
        found,
        dataset=match.dataset.name if match.dataset else None,
        confidence=match.confidence,
        reason=match.reason,
        is_proposal=match.is_proposal,
        mapping=match.mapping,
        ignored=match.ignored,
        fingerprint=match.fingerprint,
        long=match.long,
    )
    return _checked(request, place, table, match, found)


def _decided(options: Options, place: int) -> Options:
    """What a person decided about this one table stands above what was decided about the file."""
    mapping = options.tables.get(place)
    if mapping is None:
        return options
    return replace(options, mapping=None if mapping.is_bare else mapping, dataset=mapping.dataset)


def _as_read(table: SheetTable) -> FoundTable:
    rows = table.cells.drop_columns("_row").slice(0, _SAMPLE_ROWS).to_pydict().values()
    return FoundTable(
        sheet=table.sheet,
        hidden=table.hidden,
        header_row=table.header_row,
        rows=table.cells.num_rows,
        columns=table.columns,
        sums=column_sums(table.cells),
        unit=table.unit,
        totals=table.counts["total"],
        notes=table.counts["note"],
        counts={**table.counts, "problems": len(table.warnings)},
        problems=table.warnings[:MAX_PROBLEMS],
        sample=tuple(zip(*rows, strict=True)),
        nature=table.nature,
        title=table.title,
        first_row=table.first_row,
        last_row=table.last_row,
        layout=table.layout,
        stated=stated_totals(table),
    )


def _checked(request: Request, place: int, table: SheetTable, match: Match, found: FoundTable) -> FoundTable:
    if match.dataset is None or match.mapping is None:
        return found
    checked = check(table, match.dataset, match.mapping)
    path = request.workdir / f"rows-{place}.arrow"
    _write_rows(path, checked.rows)
    problems = one_per_cell((*table.warnings, *checked.problems))
    if any(problem.is_fatal for problem in problems):
        returned = request.workdir / f"returned-{place}.xlsx"
        write_returned(returned, table, problems, request.options.lang, checked.numbers)
    counts = {**_conserved(table, checked), "problems": len(problems)}
    layout = {**_dates(checked), **found.layout}
    return replace(found, counts=counts, problems=problems[:MAX_PROBLEMS], rows_path=path, layout=layout)


def _dates(checked: Checked) -> dict[str, str]:
    """The order of day and month as it was decided, where all columns of days agree."""
    orders = set(checked.orders.values())
    return {"dates": orders.pop()} if len(orders) == 1 else {}


def _named(table: SheetTable) -> pa.Table:
    """The data rows as text under their headers, freed of outer white space and of TAB and apostrophe glue."""
    return pa.table([trimmed(column) for column in table.cells.drop_columns("_row").columns], names=list(table.columns))


def _write_rows(path: Path, rows: pa.Table) -> None:
    with pa.ipc.new_file(str(path), rows.schema) as sink:
        sink.write_table(rows)


def _conserved(table: SheetTable, checked: Checked) -> dict[str, int]:
    """Every row of the sheet by name: a row that the check set aside is no longer loaded."""
    counts = dict(table.counts)
    for name, number in checked.counts.items():
        counts[name] = counts.get(name, 0) + number
    loaded = table.cells.num_rows - checked.rejected - sum(checked.counts.values())
    return {**counts, "loaded": loaded, "rejected": checked.rejected}


def one_per_cell(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """One problem a cell in sheet order: the first said stands, fatal when any said of that cell is."""
    found: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        place = (problem.sheet, problem.cell)
        known = found.setdefault(place, problem)
        if problem.is_fatal and not known.is_fatal:
            found[place] = replace(known, row=problem.row, is_fatal=True)
    return tuple(sorted(found.values(), key=lambda one: (one.row, len(one.cell), one.cell)))


if __name__ == "__main__":
    sys.exit(main())
