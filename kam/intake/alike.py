"""Tables like one that a person has matched before: another year, another order, a column more or less."""

from __future__ import annotations

from collections.abc import Mapping as Known
from dataclasses import replace

from kam.dataset import Dataset
from kam.intake.across import said_in
from kam.intake.headings import levels, normal, skeleton, words
from kam.intake.mapping import Spread, fingerprint, marks_of, spread_key, spreads_of
from kam.intake.periods import ROW_YEAR, of_the_republic, period_of, span_in, year_in
from kam.intake.report import Mapping
from kam.intake.table import SheetTable

_MOST_OTHER = 2  # headers by which similar tables may differ, on either side
_LEAST_COMMON = 3


def nearest(table: SheetTable, remembered: Known[str, Mapping]) -> Mapping | None:
    """What was remembered of the most similar header; None where none is similar enough."""
    mine = marks_of(fingerprint(table.columns))
    found: tuple[int, Mapping] | None = None
    for name, mapping in remembered.items():
        theirs = marks_of(name)
        common, other = len(mine & theirs), max(len(mine - theirs), len(theirs - mine))
        is_near = common >= 2 if not other else common >= max(_LEAST_COMMON, 2 * other) and other <= _MOST_OTHER
        if is_near and (found is None or common - 2 * other > found[0]):
            found = (common - 2 * other, mapping)
    return found[1] if found else None


def layout_before(table: SheetTable, remembered: Known[str, Mapping]) -> dict[str, str]:
    """What was decided about the layout of a table with this header, or with one like it.

    Rows of the header are taken over only where it was found wrongly then as now; the unit of a similar table only
    where this one says none.
    """
    same = remembered.get(fingerprint(table.columns))
    found = same or nearest(table, remembered)
    if found is None:
        return {}
    left = {"last_row"}  # another file of this form ends elsewhere
    if found.columns and all(_same(head, table.columns) for head in found.columns.values()):
        left |= {"header_row", "header_from"}
    if same is None and table.unit:
        left.add("unit")
    return {name: text for name, text in found.layout.items() if name not in left}


def carried_over(mapping: Mapping, dataset: Dataset, table: SheetTable) -> Mapping | None:
    """The mapping for a similar table; None where a column is missing that the dataset needs."""
    spreads = {spread.key: spread for spread in spreads_of(mapping, dataset)}
    columns: dict[str, str] = {}
    for key, head in mapping.columns.items():
        if key in spreads:
            continue
        here = _same(head, table.columns)
        if here:
            columns[key] = here
        elif key in dataset.key or dataset.column(key).is_required:
            return None
    if spreads:
        turned = _turned(mapping, dataset, table, set(columns.values()))
        if not turned:
            return None
        columns |= turned
    layout = {name: text for name, text in mapping.layout.items() if name in ("unit", "dates")}
    return replace(mapping, columns=columns, layout=layout)


def _same(head: str, columns: tuple[str, ...]) -> str | None:
    """The header itself, else in another spelling, else the only one that differs in its numbers alone."""
    if head in columns:
        return head
    spelled = [column for column in columns if normal(column) == normal(head)]
    numbered = [column for column in columns if skeleton(column) == skeleton(head)]
    return spelled[0] if spelled else numbered[0] if len(numbered) == 1 else None


def _turned(mapping: Mapping, dataset: Dataset, table: SheetTable, taken: set[str]) -> dict[str, str]:
    """The columns whose headers are values: those known by name, and others of their kind with their own year."""
    republic = of_the_republic(list(table.columns))
    spreads = spreads_of(mapping, dataset)
    known = {normal(mapping.columns[spread.key]): spread for spread in spreads}
    kinds = {skeleton(mapping.columns[spread.key]): spread for spread in reversed(spreads)}
    found: dict[str, str] = {}
    for head in table.columns:
        spread = known.get(normal(head)) or kinds.get(skeleton(head))
        if spread is None or head in taken:
            continue
        key = spread.key if normal(head) in known else _own_key(head, spread, dataset, republic)
        if key:
            found.setdefault(key, head)
    return found


def _own_key(head: str, spread: Spread, dataset: Dataset, republic: bool) -> str:
    """The key of a header like a known one, with the period that it says itself; '' where it says none."""
    value_words = {word for word, said in words(dataset).items() if said.column.name == spread.value}
    members = dict(spread.members)
    for name, text in spread.members.items():
        if dataset.column(name).kind.name == "period":
            # A month without a year is of the year of its neighbours.
            said = said_in(head, dataset.column(name), value_words, republic)
            # Beside a word of nobody's knowledge a year is still one, where the known header's was.
            said = said or (year_in(head) or "" if text.isdigit() else "")
            members[name] = said.replace(ROW_YEAR, text[:4])
    return "" if members == spread.members or not all(members.values()) else spread_key(spread.value, members)


def of_this_title(mapping: Mapping, dataset: Dataset, table: SheetTable) -> Mapping:
    """A remembered mapping with the period that this table's own title says: next year's file has the same months."""
    span, year = span_in(table.title, table.sheet), year_in(table.title, table.sheet)
    periods = {column.name for column in dataset.columns if column.kind.name == "period"}
    constants = {name: span if span and name in periods else text for name, text in mapping.constants.items()}
    spreads = {spread.key: spread for spread in spreads_of(mapping, dataset)}
    columns: dict[str, str] = {}
    for key, head in mapping.columns.items():
        spread = spreads.get(key)
        bare = next((said for level in levels(head) if (said := period_of(level)) and ROW_YEAR in said), None)
        if spread and year and bare:
            dated = {name: bare.replace(ROW_YEAR, year) for name in spread.members if name in periods}
            key = spread_key(spread.value, {**spread.members, **dated}) if dated else key
        columns[key] = head
    return replace(mapping, columns=columns, constants=constants)
