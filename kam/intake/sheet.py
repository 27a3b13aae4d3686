"""The tables of a file as text: areas and headers found, rows sorted into data and the rest, nothing lost."""

from __future__ import annotations

from collections.abc import Mapping as Given
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kam.errors import Refused
from kam.intake.alike import layout_before
from kam.intake.delimited import read_delimited
from kam.intake.draw import drawing
from kam.intake.extract import table_of
from kam.intake.grid import Grid
from kam.intake.join import continues, joined, with_periods
from kam.intake.part import Part, as_said, codes_as_joined, parts_of
from kam.intake.report import Drawing, Options
from kam.intake.scan import scan
from kam.intake.table import SheetTable
from kam.intake.workbook import read_workbook
from kam.text import Text

_NOTHING_DECIDED = Options()


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: format by content, encoding and dialect of text (None for workbooks), its tables in order."""

    format: str
    encoding: str | None
    dialect: dict[str, str | None] | None
    tables: tuple[SheetTable, ...]
    drawings: tuple[Drawing, ...] = ()


def read_tables(
    path: Path, name: str | None = None, options: Options = _NOTHING_DECIDED, workdir: Path | None = None
) -> Reading:
    """Every sheet of the file with its tables; a text file is one sheet named after the file.

    What a person decided about a table's layout rules, then what was remembered of tables with these headers.
    A decrypted copy is left in `workdir`. Raises Refused with code empty, password, damaged, unsafe or unsupported.
    """
    scanned = scan(path, options.password, workdir)
    if scanned.format != "csv":
        tables, drawings = tables_of(list(read_workbook(scanned)), options)
        return Reading(scanned.format, None, None, _some(tables), drawings)
    wanted = options.encoding or _decided_encoding(options)
    grid, encoding, dialect = read_delimited(scanned.path, Path(name or path.name).stem, wanted)
    tables, drawings = tables_of([grid], options)
    tables = tuple(replace(table, decimal=dialect.decimal) for table in tables)
    return Reading("csv", encoding, dialect.as_dict(), _some(tables), drawings)


def _decided_encoding(options: Options) -> str | None:
    given = [options.mapping, *options.tables.values()]
    return next((mapping.layout["encoding"] for mapping in given if mapping and "encoding" in mapping.layout), None)


def _some(tables: tuple[SheetTable, ...]) -> tuple[SheetTable, ...]:
    if any(t.counts["read"] > t.counts["blank"] or t.warnings or t.nature == "chart" for t in tables):
        return tables
    raise Refused(Text("文件里没有内容。", "The file holds nothing."), "empty")


def tables_of(grids: Sequence[Grid], options: Options) -> tuple[tuple[SheetTable, ...], tuple[Drawing, ...]]:
    """The tables of all sheets in order, continuations joined; and the sheets drawn."""
    found: list[SheetTable] = []
    drawn: list[Part] = []
    last: int | None = None  # the place of the last table, which a 续表 continues
    for index, grid in enumerate(grids):
        parts = parts_of(index, grid)
        before = len(found)
        for part in parts:
            table = table_of(part)
            how = continues(found[last], table) if last is not None and part.is_continued else None
            if how is not None and last is not None:
                found[last] = joined(found[last], table, how)
                part = replace(part, codes=codes_as_joined(part)) if how == "columns" else part
            elif table.header_row is None and len(parts) > 1:
                found = _with_rest(found, table, index, drawn)
            else:
                part, table = _decided(part, table, _decision(table, len(found), options))
                last = len(found) if table.header_row is not None else last
                found.append(table)
            drawn.append(part)
        if len(found) == before:
            found.append(_gone_on(grid))
    return tuple(with_periods(found)), tuple(
        drawing(grid, [(p.grid, p.codes) for p in drawn if p.index == index]) for index, grid in enumerate(grids)
    )


def _gone_on(grid: Grid) -> SheetTable:
    """A sheet that only continues the table of another one is listed; its rows are counted there."""
    sheet = table_of(Part(0, grid, replace(grid, cells=grid.cells.slice(0, 0), warnings=()), None, None))
    return replace(sheet, nature="continued")


def _with_rest(found: list[SheetTable], rest: SheetTable, index: int, drawn: Sequence[Part]) -> list[SheetTable]:
    """What stands beside a sheet's tables without being one is counted with the table before it, as titles."""
    if not any(part.index == index for part in drawn):
        return [*found, rest]
    table = found[-1]
    counts = {name: table.counts.get(name, 0) + number for name, number in rest.counts.items()}
    return [*found[:-1], replace(table, counts=counts, warnings=(*table.warnings, *rest.warnings))]


def _decision(table: SheetTable, place: int, options: Options) -> Given[str, str]:
    """What was decided about the table's layout: by a person now, in its mapping, or for a table like it before."""
    mapping = options.tables.get(place) or options.mapping
    decided = {**(mapping.layout if mapping else {}), **options.layouts.get(place, {})}
    return decided if decided or mapping else layout_before(table, options.remembered)


def _decided(part: Part, table: SheetTable, decision: Given[str, str]) -> tuple[Part, SheetTable]:
    """The table read as a person said; unchanged when nothing was said about its rows."""
    if not decision:
        return part, table
    if any(decision.get(name) for name in ("header_row", "header_from", "last_row")):
        part = as_said(part, decision)
    unit = decision["unit"] or None if "unit" in decision else part.unit
    again = table_of(replace(part, unit=unit))
    return part, replace(again, layout=dict(decision), automatic=table.columns)
