"""Blocks that belong together: 续表 joined to what it continues, months in sheet names as a column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kam.intake.grid import text_table
from kam.intake.levels import unique_names
from kam.intake.signs import WORD, cell_type
from kam.intake.table import Piece, SheetTable

_ALIKE = 0.8  # of the labels, or of the headers, for two blocks to be one table
_SAME_FORM = 0.7
_LOOKED_AT = 2000
_MAX_TOTALS = 1000
_LEAST_BEGINNING = 4
_PERIODS = (
    ("月份", re.compile(r"(?:(?:19|20)\d\d\s*[-./年]?\s*)?(?:1[0-2]|0?[1-9])\s*月份?")),
    ("月份", re.compile(r"(?:19|20)\d\d[-./年](?:1[0-2]|0?[1-9])")),
    ("月份", re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")),
    ("月份", re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:[\s-]*\d{2,4})?", re.I)),
    ("季度", re.compile(r"(?:(?:19|20)\d\d\s*年?\s*)?(?:Q[1-4]|第?[一二三四1-4]季度?)", re.I)),
    ("年份", re.compile(r"(?:FY)?(?:19|20)\d\d\s*年?度?", re.I)),
)

How = Literal["rows", "columns"]


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels of a table: its first column without white space, one a row."""

    texts: tuple[str, ...]

    @property
    def different(self) -> set[str]:
        return {text for text in self.texts if text}

    @property
    def are_keys(self) -> bool:
        """Whether they name rows: words, each once."""
        words = sum(cell_type(text) == WORD for text in self.texts)
        return bool(self.texts) and 2 * words >= len(self.texts) and len(self.different) >= 0.9 * len(self.texts)


def _labels(table: SheetTable) -> _Labels:
    return _Labels(_texts(table.cells) if table.columns else ())


def _texts(rows: pa.Table | None) -> tuple[str, ...]:
    """The first column without white space."""
    return tuple("".join((text or "").split()) for text in (rows.column(0).to_pylist() if rows is not None else ()))


def continues(table: SheetTable, other: SheetTable) -> How | None:
    """How `other`, which says that it continues a table, continues this one; None when it does not fit.

    The same headers are further rows, also where a row is torn off; the same labels under other headers are further
    columns.
    """
    if not table.columns or not other.columns or table.hidden != other.hidden:
        return None
    if table.columns == other.columns:
        return "rows"
    if table.cells.num_rows > _LOOKED_AT or other.cells.num_rows > _LOOKED_AT:
        return "rows" if _same_columns(table, other) else None
    mine, theirs = _labels(table), _labels(other)
    shared = len(mine.different & theirs.different) / max(1, min(len(mine.different), len(theirs.different)))
    if _same_columns(table, other) and shared <= 1 - _ALIKE:
        return "rows"
    return "columns" if shared >= _ALIKE and mine.are_keys and theirs.are_keys else None


def _same_columns(table: SheetTable, other: SheetTable) -> bool:
    return len(table.columns) == len(other.columns) and _overlap(table.columns, other.columns) >= _ALIKE


def _overlap(some: Sequence[str], others: Sequence[str]) -> float:
    return len({*some} & {*others}) / max(1, len({*some} | {*others}))


def joined(table: SheetTable, other: SheetTable, how: How) -> SheetTable:
    """The two as one table; the counts of both sheets are kept, rows that found their row are `joined`."""
    return _more_rows(table, other) if how == "rows" else _more_columns(table, other)


def _free_rows(table: SheetTable, other: SheetTable, wanted: Sequence[int]) -> list[int]:
    """Row numbers for rows of another block: their own where free, else behind the last."""
    taken = set(table.cells.column("_row").to_pylist())
    start = max([0, *taken, *wanted]) + 1
    is_free = table.sheet == other.sheet and not taken & set(wanted)
    return list(wanted) if is_free else list(range(start, start + len(wanted)))


def _more_rows(table: SheetTable, other: SheetTable) -> SheetTable:
    rows = other.cells.column("_row").to_pylist()
    fresh = _free_rows(table, other, rows)
    columns = [
        pa.chunked_array(
            [*table.cells.column(f"c{place}").chunks, *other.cells.column(f"c{place}").chunks], pa.string()
        )
        for place in range(len(table.columns))
    ]
    numbers = [*table.cells.column("_row").to_pylist(), *fresh]
    places = {new: (other.sheet, old) for new, old in zip(fresh, rows, strict=True)}
    first, *rest = table.pieces or (Piece({}),)
    return replace(
        table,
        cells=text_table(columns).append_column("_row", pa.array(numbers, pa.int64())),
        counts=_added(table.counts, other.counts),
        warnings=(*table.warnings, *other.warnings),
        pieces=(Piece({**first.rows, **places}), *rest),
        piece_of=table.piece_of or (0,) * len(table.columns),
        totals=_stacked(table, other),
    )


def _added(some: dict[str, int], others: dict[str, int], joined_rows: int = 0) -> dict[str, int]:
    counts = {name: some.get(name, 0) + others.get(name, 0) for name in {**some, **others}}
    counts["joined"] = counts.get("joined", 0) + joined_rows
    return counts


def _stacked(table: SheetTable, other: SheetTable) -> pa.Table | None:
    if table.totals is None or other.totals is None or table.totals.num_columns != other.totals.num_columns:
        return table.totals
    return pa.concat_tables([table.totals, other.totals]).slice(0, _MAX_TOTALS)


def _more_columns(table: SheetTable, other: SheetTable) -> SheetTable:
    other = _without_totals_of(table, other)
    mine, theirs = _labels(table).texts, _labels(other).texts
    place_of = {label: place for place, label in reversed(list(enumerate(theirs)))}
    place_of |= _cut_off(mine, theirs)
    matched = [place_of.get(label) for label in mine]
    extra = [place for place in range(len(theirs)) if place not in set(matched)]
    keys = _keys(table, other, matched)
    kept = [place for place in range(len(other.columns)) if place not in keys]
    old = other.cells.column("_row").to_pylist()
    numbers = table.cells.column("_row").to_pylist()
    fresh = _free_rows(table, other, [old[place] for place in extra])
    order = pa.array([*matched, *extra], pa.int64())
    columns = [_continued(table, other, place, keys, extra) for place in range(len(table.columns))]
    columns += [other.cells.column(f"c{place}").take(order) for place in kept]
    rows = {row: (other.sheet, old[place]) for row, place in zip(numbers, matched, strict=True) if place is not None}
    strays = {row: (other.sheet, old[place]) for row, place in zip(fresh, extra, strict=True)}
    pieces = table.pieces or (Piece({}),)
    return replace(
        table,
        columns=unique_names([*table.columns, *(_named(table, other, place) for place in kept)]),
        addresses=(*table.addresses, *(other.addresses[place] for place in kept)),
        cells=text_table(columns).append_column("_row", pa.array([*numbers, *fresh], pa.int64())),
        counts=_added(table.counts, other.counts, len(theirs) - len(extra)),
        warnings=(*table.warnings, *other.warnings),
        unit=table.unit or other.unit,
        pieces=(Piece({**pieces[0].rows, **strays}), *pieces[1:], Piece({**rows, **strays})),
        piece_of=(*(table.piece_of or (0,) * len(table.columns)), *(len(pieces) for _ in kept)),
        totals=_beside(table, other, kept),
    )


def _without_totals_of(table: SheetTable, other: SheetTable) -> SheetTable:
    """The other block without rows that are totals in the first one: one of the two may not add up."""
    labels = _texts(table.totals)
    is_total = np.array([text in labels and bool(text) for text in _labels(other).texts], dtype=bool)
    if other.totals is None or not is_total.any():
        return other
    totals = pa.concat_tables([other.totals, other.cells.filter(pa.array(is_total))]).slice(0, _MAX_TOTALS)
    counts = {**other.counts, "total": other.counts.get("total", 0) + int(is_total.sum())}
    return replace(other, cells=other.cells.filter(pa.array(~is_total)), totals=totals, counts=counts)


def _cut_off(mine: Sequence[str], theirs: Sequence[str]) -> dict[str, int]:
    """Labels that stand in one block only and begin as a single one of the other's does: its end is cut off there."""
    lone = [label for label in mine if label not in set(theirs) and len(label) >= _LEAST_BEGINNING]
    left = {label: place for place, label in enumerate(theirs) if label not in set(mine)}
    found = {}
    for label in lone:
        alike = [place for other, place in left.items() if other.startswith(label) or label.startswith(other)]
        if len(alike) == 1 and len(theirs[alike[0]]) >= _LEAST_BEGINNING:
            found[label] = alike[0]
    return found


def _named(table: SheetTable, other: SheetTable, place: int) -> str:
    """A column of a block that is counted in another unit says so."""
    name = other.columns[place]
    return f"{name}({other.unit})" if other.unit and table.unit and other.unit != table.unit else name


def _keys(table: SheetTable, other: SheetTable, matched: Sequence[int | None]) -> dict[int, int]:
    """Columns of `other` that say again what a column of the table says -> that column; the labels first."""
    keys = {0: 0}
    order = pa.array(matched, pa.int64())
    for place, name in enumerate(other.columns):
        alike = [at for at, mine in enumerate(table.columns) if mine == name or (mine[0] == name[0] == "[")]
        for at in alike if place else ():
            same = pc.equal(other.cells.column(f"c{place}").take(order), table.cells.column(f"c{at}"))
            if (pc.sum(pc.fill_null(same, False)).as_py() or 0) >= 0.9 * len(matched):
                keys[place] = at
    return keys


def _continued(
    table: SheetTable, other: SheetTable, place: int, keys: dict[int, int], extra: Sequence[int]
) -> pa.ChunkedArray:
    """A column of the table, going on for rows that only the other block has."""
    column = table.cells.column(f"c{place}")
    if not extra:
        return column
    source = next((theirs for theirs, mine in keys.items() if mine == place), None)
    more = (
        pa.nulls(len(extra), pa.string())
        if source is None
        else other.cells.column(f"c{source}").take(pa.array(extra, pa.int64())).combine_chunks()
    )
    return pa.chunked_array([*column.chunks, more], pa.string())


def _beside(table: SheetTable, other: SheetTable, kept: Sequence[int]) -> pa.Table | None:
    """The total rows of both, side by side where the labels are the same."""
    if table.totals is None or other.totals is None:
        return table.totals
    labels, mine = _texts(other.totals), _texts(table.totals)
    order = pa.array([labels.index(label) if label in labels else None for label in mine], pa.int64())
    columns = [*table.totals.columns[:-1], *(other.totals.column(f"c{place}").take(order) for place in kept)]
    return text_table(columns).append_column("_row", table.totals.column("_row"))


def with_periods(tables: Sequence[SheetTable]) -> list[SheetTable]:
    """Tables of one form on sheets named after months, quarters or years get that name as a column."""
    found = [table for table in tables if table.columns and not table.hidden]
    if len({table.sheet for table in found}) < 2 or not all(
        _overlap(found[0].columns, t.columns) >= _SAME_FORM for t in found
    ):
        return list(tables)
    names = {_period_kind(table.sheet) for table in found}
    if None in names or len(names) != 1:
        return list(tables)
    (name,) = names
    return [_stamped(table, str(name)) if table.columns and not table.hidden else table for table in tables]


def _period_kind(sheet: str) -> str | None:
    return next((name for name, pattern in _PERIODS if pattern.fullmatch(sheet.strip())), None)


def _stamped(table: SheetTable, name: str) -> SheetTable:
    if name in table.columns:
        return table
    rows = table.cells.num_rows
    column = pa.chunked_array([pa.array(np.repeat(table.sheet.strip(), rows), pa.string())])
    cells = text_table([*table.cells.columns[:-1], column]).append_column("_row", table.cells.column("_row"))
    return replace(
        table,
        columns=(*table.columns, name),
        addresses=(*table.addresses, -1),
        cells=cells,
        piece_of=(*table.piece_of, 0) if table.piece_of else (),
    )
