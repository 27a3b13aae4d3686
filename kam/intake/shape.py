"""The shape of the values below a header: whether they could be what a column holds."""

from __future__ import annotations

import re

from kam.dataset import Column
from kam.intake.headings import choice_words, normal
from kam.intake.periods import period_of
from kam.intake.signs import is_missing, is_number
from kam.intake.table import SheetTable

LOOKED_AT = 2000  # rows whose values are looked at
_MOSTLY = 0.8
_WEIGHED = 200  # different values that are weighed
_DAY = re.compile(
    r"\d{1,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,4}.*|(19|20)\d{6}(\.0)?|[2-6]\d{4}(\.\d+)?"
    r"|\d{1,2}[- ][A-Za-z]{3,9}[-., ]+\d{2,4}.*|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}.*|(民國|民国).*"
)
_UNITS = re.compile(r"\s*(?:[万亿千百]+元?|元|%|％|‰|[台套件个只条箱包吨个kgKG]+|\(.*\)|（.*）)\s*$")


def distinct(table: SheetTable, head: str) -> list[str]:
    """The different filled cells below a header, from the first rows."""
    found = table.cells.column(f"c{table.columns.index(head)}").slice(0, LOOKED_AT).unique()
    return [value for value in found.to_pylist() if value is not None and value.strip()]


def _is_number(text: str) -> bool:
    return is_number(text) or is_number(_UNITS.sub("", text))


def part_of_numbers(table: SheetTable, head: str) -> float | None:
    """The part of the filled cells below a header that are numbers; None where there are none."""
    counted = table.cells.column(f"c{table.columns.index(head)}").slice(0, LOOKED_AT).value_counts().to_pylist()
    said = {one["values"]: one["counts"] for one in counted[:_WEIGHED] if one["values"] and one["values"].strip()}
    said = {value: count for value, count in said.items() if not is_missing(value)}
    numbers = sum(count for value, count in said.items() if _is_number(value))
    return numbers / sum(said.values()) if said else None


def holds_numbers(table: SheetTable, head: str) -> bool:
    """Whether nearly all that stands below a header is numbers."""
    return (part_of_numbers(table, head) or 0.0) >= _MOSTLY


def fit(table: SheetTable, head: str, column: Column) -> float | None:
    """The part of the values below a header that the column could hold; None where nothing can be told."""
    values = [value.strip() for value in distinct(table, head)[:_WEIGHED] if not is_missing(value)]
    if len(values) < 3:
        return None
    kind = column.kind.name
    if column.choices:
        codes = choice_words(column)
        return sum(normal(value) in codes for value in values) / len(values)
    if kind == "day":
        return sum(_DAY.fullmatch(value) is not None for value in values) / len(values)
    if kind == "period":
        return sum(period_of(value) is not None for value in values) / len(values)
    if column.kind.is_number:
        return sum(map(_is_number, values)) / len(values)
    return None
