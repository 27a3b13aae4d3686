"""A dataset held against a table: which header could be which column, and how much speaks for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from kam.dataset import Column, Dataset
from kam.intake.across import Across, across, newest
from kam.intake.customers import customer_head, looks_like_code
from kam.intake.headings import Word, choice_words, normal, spellings, unit_of, words
from kam.intake.mapping import NUMBERS
from kam.intake.periods import day_in
from kam.intake.report import Mapping
from kam.intake.shape import LOOKED_AT, distinct, fit, holds_numbers
from kam.intake.signs import has_cjk
from kam.intake.table import SheetTable
from kam.intake.units import Unit

_NOT = re.compile("[不非未无]|non|un")  # 不含税单价 is not nearly 含税单价
_NEAR = 88  # rapidfuzz ratio from which a near word counts
_CONVINCING = 8
_FEW = 40  # a column of states has at most this many different values
_UNSURE = 0.55  # the most that columns taken for want of others are worth
_NAMED = 0.2
_UNFIT, _UNLIKELY = 0.2, 0.5  # below these parts of fitting values an alias or a near word is another column


@dataclass(slots=True)
class Guess:
    """One dataset's claim on a table. `by` counts columns by how they were found: own, alias, near, values, across."""

    dataset: Dataset
    columns: dict[str, str] = field(default_factory=dict)
    weight: float = 0.0
    constants: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    derive: dict[str, str] = field(default_factory=dict)
    by: Counter[str] = field(default_factory=Counter)
    is_guessed: bool = False
    is_unsure: bool = False
    is_named: bool = False
    across: Across = field(default_factory=Across)

    @property
    def given(self) -> set[str]:
        """The dataset columns that get a value."""
        return {*self.columns, *self.constants, *self.across.given}

    @property
    def required(self) -> tuple[str, ...]:
        """Columns without which a table is not this dataset."""
        numbered = self.dataset.numbered_by[0] if self.dataset.numbered_by else None
        return tuple(c.name for c in self.dataset.columns if c.is_required and c.name != numbered)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(name for name in self.required if name not in self.given)

    @property
    def is_complete(self) -> bool:
        """Nothing required is missing, and there is more than the names of things."""
        # An id that is also taken for the name says no more than the id.
        heads = {self.columns.get(name) for name in self.dataset.key} - {None}
        said = {name for name in self.given if name in self.dataset.key or self.columns.get(name) not in heads}
        bare = {*self.dataset.key} >= said and any(name not in self.dataset.key for name in self.dataset.names)
        return not self.missing and not (bare and len(said) < 2)

    def confidence(self, table: SheetTable) -> float:
        """0..1: what is required, times the part of the table that is understood, times the part of keys of its own."""
        covered = (len(self.required) - len(self.missing)) / max(len(self.required), 1)
        understood = (self.weight + len(self.across.columns)) / max(len(table.columns), 1)
        # An ERP's export has dozens of columns that nobody asked for: eight known ones convince by themselves.
        precision = min(1.0, max(understood, (self.weight + bool(self.across.columns)) / _CONVINCING))
        if self.constants.keys() - self.across.constants.keys():
            covered *= 0.75
        named = _NAMED if self.is_named and precision >= 0.3 else 0.0
        found = min(1.0, covered * self.singular(table) * (0.2 + 0.8 * precision + named))
        return min(found, _UNSURE) if self.is_unsure else found

    def singular(self, table: SheetTable) -> float:
        """The part of rows with a key of their own: orders are no customer list although each names a customer."""
        heads = [self.columns.get(key) for key in self.dataset.key]
        places = [f"c{table.columns.index(head)}" for head in heads if head]
        if not places or (self.dataset.numbered_by and self.dataset.numbered_by[0] not in self.columns):
            return 1.0
        looked = table.cells.select(places).slice(0, LOOKED_AT)
        if not looked.num_rows:
            return 1.0
        different: int = looked.group_by(places).aggregate([]).num_rows
        return different / int(looked.num_rows)

    def mapping(self) -> Mapping:
        columns = {**self.columns, **self.across.columns}
        return Mapping(self.dataset.name, columns, self.constants, self.values, self.derive)


def guess(table: SheetTable, dataset: Dataset, name: str, is_asked: bool) -> Guess:
    """What speaks for the dataset. `name` is the table's fingerprint; `is_asked`: a person says that it is this one."""
    found = Guess(dataset, returned_number(table, dataset))
    _by_words(found, table, is_asked)
    _named(found, table)
    _customer(found, table)
    if is_asked:
        _labels(found, table)
    _spread(found, table, is_asked)
    _newest(found, table, is_asked)
    _stand_ins(found, table, name)
    against = {normal(word) for word in dataset.against}
    found.is_unsure |= "account_id" not in found.columns and any(normal(head) in against for head in table.columns)
    return found


def returned_number(table: SheetTable, dataset: Dataset) -> dict[str, str]:
    """The number that a returned line had in its first file: without it, it would take the place of another line."""
    heads = [head for head in table.columns if head in (NUMBERS.zh, NUMBERS.en)]
    return {dataset.numbered_by[0]: heads[0]} if dataset.numbered_by and heads else {}


def _named(found: Guess, table: SheetTable) -> None:
    dataset = found.dataset
    titles = (dataset.label.zh, dataset.label.en, dataset.name, *dataset.aliases)
    found.is_named = any(normal(title) in normal(table.sheet + table.title) for title in titles)


def _by_words(found: Guess, table: SheetTable, is_asked: bool) -> None:
    """Exact words first, own before aliases and those in their order; then near words for what is left."""
    known = words(found.dataset)
    fits = {head: _holds(unit_of(head), is_asked) for head in table.columns}
    exact: list[tuple[bool, int, float, str, Word]] = []
    for head in table.columns:
        spelled = ((known[text], weight) for text, weight in spellings(head) if text in known)
        said = next((one for one in spelled if fits[head](one[0].column)), None)
        if said:
            # A sheet in two languages has its columns twice: the Chinese ones are meant.
            exact.append((not has_cjk(head), said[0].rank, said[1], head, said[0]))
    is_double = len({has_cjk(head) for _, _, _, head, _ in exact}) > 1
    exact.sort(key=lambda one: (is_double and one[0], one[1], -one[2]))
    seen = {head for _, _, _, head, _ in exact}
    for _, _, weight, head, word in exact:
        likely = fit(table, head, word.column)
        if word.is_own or is_asked or likely is None or likely >= _UNFIT:
            _take(
                found,
                head,
                word.column,
                weight * (1.0 if word.is_own else 0.9),
                "own" if word.is_own else "alias",
                likely,
            )
    for head in table.columns:
        near = (
            None
            if head in seen
            else process.extractOne(normal(head), known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
        )
        if near and len(normal(head)) >= 4:
            column = known[near[0]].column
            likely = fit(table, head, column)
            is_other = bool(_NOT.match(normal(head))) != bool(_NOT.match(near[0]))
            if fits[head](column) and not is_other and (likely is None or likely >= _UNLIKELY):
                found.is_guessed |= _take(found, head, column, 0.7, "near", likely)


def _holds(unit: Unit | None, is_asked: bool) -> Callable[[Column], bool]:
    """Whether a column could hold figures in a header's unit: no name is in 台, no money in 吨 unless a person asks."""

    def holds(column: Column) -> bool:
        if unit is None or (column.kind.is_number and is_asked):
            return True
        if not column.kind.is_number:
            return False
        kinds = {"measure": ("quantity", "int"), "share": ("ratio", "quantity", "int")}
        return column.kind.name in kinds.get(unit.base, ("money", "price", "quantity", "int"))

    return holds


def _take(found: Guess, head: str, column: Column, weight: float, how: str, likely: float | None) -> bool:
    if column.name in found.columns:
        return False
    found.columns[column.name] = head
    found.weight += weight * (1.0 if likely is None else 0.5 + 0.5 * likely)
    found.by[how] += 1
    return True


def _spread(found: Guess, table: SheetTable, is_asked: bool) -> None:
    """Headers that are values; a dataset's own label, a column's word or a header of ours must speak for them."""
    turned = across(table, found.dataset, found.columns, is_asked)
    if not turned.columns:
        return
    wide = found.dataset.wide
    is_usual = wide is not None and turned.long == wide.column
    is_said = is_usual or found.is_named or turned.is_said or len(found.columns) >= 3
    if not is_said and not is_asked and not _of_customers(found, table, turned):
        return
    found.columns.pop(turned.value, None)
    found.across = turned
    found.constants |= turned.constants
    found.by["across"] += len(turned.columns)
    found.is_guessed |= not is_usual
    found.is_unsure |= not is_said


def _of_customers(found: Guess, table: SheetTable, turned: Across) -> bool:
    """Whether customers by periods are all that the table holds: a person may be asked whether it is this."""
    head = normal(found.columns.get("account_id", ""))
    is_whole = len({*found.columns.values(), *turned.columns.values()}) == len(table.columns)
    return is_whole and ("客户" in head or "customer" in head)


def _newest(found: Guess, table: SheetTable, is_asked: bool) -> None:
    """A figure without a period of its own takes the last year of a table of years."""
    name = found.dataset.newest
    if not name or name in found.columns or not all(key in found.columns for key in found.dataset.key):
        return
    head = newest(table, found.columns.values(), is_asked)
    if head:
        found.columns[name] = head
        found.weight += 0.5
        found.by["values"] += 1
        found.is_guessed = found.is_unsure = True


def _customer(found: Guess, table: SheetTable) -> None:
    """Ids by names where a file has no ids, and names by ids that are names."""
    dataset, columns = found.dataset, found.columns
    names = {column.name for column in dataset.columns}
    if "account_id" in names and "account_id" not in columns:
        head = columns.get("account_name") or customer_head(table, columns)
        if head:
            columns["account_id"], found.is_guessed = head, True
    if "account_name" in names and "account_name" not in columns and "account_id" in columns:
        head = columns["account_id"]
        if dataset.key == ("account_id",) and not looks_like_code(table, head):
            columns["account_name"], found.is_guessed = head, True


def _labels(found: Guess, table: SheetTable) -> None:
    """Of a table that a person names, the first column of words is the first name that the dataset needs."""
    needed = [c for c in found.dataset.columns if c.name in (*found.dataset.key, *found.required) and c.kind.is_text]
    # Order and line numbers have a stand-in of their own.
    numbered = found.dataset.numbered_by or ()
    needed = [c for c in needed if not c.choices and c.kind.name != "period" and c.name not in numbered]
    if not needed or any(column.name in found.columns for column in needed):
        return
    free = [head for head in table.columns if head not in found.columns.values()]
    words_below = [head for head in free if distinct(table, head) and not holds_numbers(table, head)]
    if words_below:
        found.columns[needed[0].name] = words_below[0]
        found.by["values"] += 1
        found.is_guessed = found.is_unsure = True


def _stand_ins(found: Guess, table: SheetTable, name: str) -> None:
    """What a foreign layout lacks: states by values, order numbers, amounts."""
    dataset, columns = found.dataset, found.columns
    for column in dataset.columns:
        if column.choices and column.name not in columns and column.name == "outcome":
            _by_values(found, table, column)
    if dataset.numbered_by and dataset.numbered_by[1] not in columns:
        # By header and day: next month's file adds its days, a corrected one replaces them in their order.
        found.constants[dataset.numbered_by[1]] = f"IMPORT-{name[:8].upper()}-{{ordered_on}}"
        found.is_guessed = True
    for column in dataset.columns:
        # A matrix of scores says its day above itself or nowhere.
        day = day_in(table.title, table.sheet) if column.kind.name == "day" and found.across.columns else None
        if day and column.is_required and column.name not in found.given:
            found.constants[column.name] = day
            found.is_guessed = True
    for column_name, formula in dataset.derived.items():
        if column_name not in columns and all(part in columns for part in formula.replace("*", " ").split()):
            found.derive[column_name] = formula
            found.is_guessed = True


def _by_values(found: Guess, table: SheetTable, column: Column) -> None:
    """A column whose values tell ends apart (Won, Lost) also tells the outcome; its other values are still open."""
    codes = choice_words(column)
    ends = {choice.code for choice in column.choices[1:]}
    for head in table.columns:
        said = distinct(table, head)
        if len(said) <= _FEW and ends <= {codes.get(normal(value)) for value in said}:
            found.columns[column.name] = head
            first = column.choices[0].code
            found.values[column.name] = {value: codes.get(normal(value), first) for value in said}
            found.by["values"] += 1
            found.is_guessed = True
            return
