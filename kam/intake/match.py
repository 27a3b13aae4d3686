"""Which dataset a table is and which column is which: by header words, near words, the sheet's name and the values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

from kam.dataset import Column, Dataset
from kam.errors import Misuse
from kam.intake.headings import Word, choice_words, normal, words
from kam.intake.mapping import NUMBERS, fingerprint
from kam.intake.report import Mapping, Options
from kam.intake.table import SheetTable
from kam.text import Text

_NEAR = 88  # rapidfuzz ratio from which a near word counts
_LOOKED_AT = 2000  # rows whose values are looked at
_CONVINCING = 8
_FEW = 40  # a column of states has at most this many different values
_WANTED = 0.3  # below this a table is no dataset


@dataclass(frozen=True, slots=True)
class Match:
    """What a table was taken for, how surely and why; `is_proposal` wants a person's yes."""

    dataset: Dataset | None
    mapping: Mapping | None
    confidence: float
    reason: str
    is_proposal: bool
    ignored: tuple[str, ...]
    fingerprint: str


@dataclass(slots=True)
class _Guess:
    dataset: Dataset
    columns: dict[str, str] = field(default_factory=dict)
    weight: float = 0.0
    constants: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    derive: dict[str, str] = field(default_factory=dict)
    is_guessed: bool = False
    bonus: float = 0.0

    def confidence(self, table: SheetTable) -> float:
        required = _required(self.dataset)
        covered = sum(name in self.columns or name in self.constants for name in required) / max(len(required), 1)
        # An ERP's export has dozens of columns that nobody asked for: eight known ones convince by themselves.
        precision = min(1.0, max(self.weight / max(len(table.columns), 1), self.weight / _CONVINCING))
        if self.constants:
            covered *= 0.75
        named = self.bonus if precision >= 0.3 else 0.0
        return min(1.0, covered * self.singular(table) * (0.2 + 0.8 * precision + named))

    def singular(self, table: SheetTable) -> float:
        """The part of rows with a key of their own: orders are no customer list although each names a customer."""
        heads = [self.columns.get(key) for key in self.dataset.key]
        places = [f"c{table.columns.index(head)}" for head in heads if head]
        if not places or (self.dataset.numbered_by and self.dataset.numbered_by[0] not in self.columns):
            return 1.0
        looked = table.cells.select(places).slice(0, _LOOKED_AT)
        if not looked.num_rows:
            return 1.0
        different: int = looked.group_by(places).aggregate([]).num_rows
        return different / int(looked.num_rows)

    def mapping(self) -> Mapping:
        return Mapping(self.dataset.name, self.columns, self.constants, self.values, self.derive)


def recognise(table: SheetTable, datasets: Sequence[Dataset], options: Options) -> Match:
    """The dataset and mapping of a table. A given mapping rules, then a remembered one, then the best guess."""
    name = fingerprint(table.columns)
    by_name = {dataset.name: dataset for dataset in datasets}
    given = options.mapping
    if given is not None and given.dataset not in by_name:
        raise Misuse(Text(f"没有数据集 {given.dataset}", f"no dataset {given.dataset}"))
    remembered = options.remembered.get(name)
    if given is None and remembered and options.dataset in (None, remembered.dataset):
        given = remembered if remembered.dataset in by_name else None
    if given is not None:
        return _known(table, by_name[given.dataset], given, name)
    wanted = [by_name[options.dataset]] if options.dataset else list(datasets)
    guesses = [_guess(table, dataset, name) for dataset in wanted]
    best = max(guesses, key=lambda guess: guess.confidence(table))
    confidence = best.confidence(table)
    if not options.dataset and (confidence < _WANTED or not _complete(best)):
        return Match(None, None, round(confidence, 2), "", False, table.columns, name)
    return _described(table, best, confidence, name)


def _described(table: SheetTable, best: _Guess, confidence: float, name: str) -> Match:
    mapping = best.mapping()
    used = set(best.columns.values())
    reason = f"{len(used)}/{len(table.columns)}"
    is_proposal = best.is_guessed or confidence < 0.6
    ignored = tuple(column for column in table.columns if column not in used)
    return Match(best.dataset, mapping, round(confidence, 2), reason, is_proposal, ignored, name)


def _known(table: SheetTable, dataset: Dataset, mapping: Mapping, name: str) -> Match:
    used = set(mapping.columns.values())
    ignored = tuple(column for column in table.columns if column not in used)
    here = {column: file for column, file in mapping.columns.items() if file in table.columns}
    here |= {column: file for column, file in _returned_number(table, dataset).items() if column not in here}
    confidence = 1.0 if here or not mapping.columns else 0.0
    return Match(dataset, replace(mapping, columns=here), confidence, "", False, ignored, name)


def _returned_number(table: SheetTable, dataset: Dataset) -> dict[str, str]:
    """The number that a returned line had in its first file: without it, it would take the place of another line."""
    heads = [head for head in table.columns if head in (NUMBERS.zh, NUMBERS.en)]
    return {dataset.numbered_by[0]: heads[0]} if dataset.numbered_by and heads else {}


def _required(dataset: Dataset) -> tuple[str, ...]:
    """Columns without which a table is not this dataset."""
    numbered = dataset.numbered_by[0] if dataset.numbered_by else None
    wide = (dataset.wide.column, dataset.wide.value) if dataset.wide else ()
    return tuple(
        column.name
        for column in dataset.columns
        if column.is_required and column.name != numbered and column.name not in wide
    )


def _complete(guess: _Guess) -> bool:
    given = {*guess.columns, *guess.constants}
    return all(name in given for name in _required(guess.dataset)) and _has_values(guess)


def _has_values(guess: _Guess) -> bool:
    """A cross table needs one column of values at least, in its own column or across."""
    wide = guess.dataset.wide
    if wide is None:
        return True
    across = any(name.startswith(f"{wide.value}.") for name in guess.columns)
    return across or {wide.column, wide.value} <= guess.columns.keys()


def _guess(table: SheetTable, dataset: Dataset, name: str) -> _Guess:
    guess = _Guess(dataset, _returned_number(table, dataset))
    _by_words(guess, table, words(dataset))
    if dataset.wide:
        _across(guess, table)
    named = normal(table.sheet + table.title)
    titles = (dataset.label.zh, dataset.label.en, dataset.name, *dataset.aliases)
    guess.bonus = 0.2 if any(normal(title) in named for title in titles) else 0.0
    _stand_ins(guess, table, name)
    return guess


def _by_words(guess: _Guess, table: SheetTable, known: dict[str, Word]) -> None:
    """Exact words first, own before aliases and those in their order; then near words for what is left."""
    left = []
    for head in sorted(table.columns, key=lambda head: known[normal(head)].rank if normal(head) in known else 0):
        word = known.get(normal(head))
        if word and word.column.name not in guess.columns:
            guess.columns[word.column.name] = head
            guess.weight += 1.0 if word.is_own else 0.9
        elif not word:
            left.append(head)
    for head in left:
        near = process.extractOne(normal(head), known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
        if near and len(normal(head)) >= 4 and known[near[0]].column.name not in guess.columns:
            guess.columns[known[near[0]].column.name] = head
            guess.weight += 0.7
            guess.is_guessed = True


def _across(guess: _Guess, table: SheetTable) -> None:
    """Headers that are members of the wide column become `value.member`."""
    wide = guess.dataset.wide
    assert wide is not None
    if {wide.column, wide.value} <= guess.columns.keys():
        return
    members = choice_words(guess.dataset.column(wide.column))
    taken = set(guess.columns.values())
    for head in table.columns:
        code = members.get(normal(head))
        if code and head not in taken:
            guess.columns.setdefault(f"{wide.value}.{code}", head)
            guess.weight += 1.0


def _stand_ins(guess: _Guess, table: SheetTable, name: str) -> None:
    """What a foreign layout lacks: ids by names, states by values, order numbers, amounts."""
    dataset, columns = guess.dataset, guess.columns
    names = {column.name: column for column in dataset.columns}
    if "account_id" in names and "account_id" not in columns:
        head = columns.get("account_name") or _head_like(table, names["account_id"], columns)
        if head:
            columns["account_id"], guess.is_guessed = head, True
    if "account_name" in names and "account_name" not in columns and "account_id" in columns:
        head = columns["account_id"]
        if dataset.key == ("account_id",) and not _looks_like_code(table, head):
            columns["account_name"], guess.is_guessed = head, True
    for column in dataset.columns:
        if column.choices and column.name not in columns and column.name == "outcome":
            _by_values(guess, table, column)
    if dataset.numbered_by and dataset.numbered_by[1] not in columns:
        # By header and day: next month's file adds its days, a corrected one replaces them in their order.
        guess.constants[dataset.numbered_by[1]] = f"IMPORT-{name[:8].upper()}-{{ordered_on}}"
        guess.is_guessed = True
    for column_name, formula in dataset.derived.items():
        if column_name not in columns and all(part in columns for part in formula.replace("*", " ").split()):
            guess.derive[column_name] = formula
            guess.is_guessed = True


_CUSTOMER = {
    normal(word)
    for word in (
        *("客户名称", "客户", "购货单位", "客户简称", "客户全称", "购方名称", "购买方名称", "往来单位", "公司名称"),
        *("customer", "customer name", "account", "account name", "client", "client name", "company", "company name"),
        *("associated company", "buyer", "buyer name"),
    )
}


def _head_like(table: SheetTable, _column: Column, taken: dict[str, str]) -> str | None:
    used = set(taken.values())
    return next((head for head in table.columns if normal(head) in _CUSTOMER and head not in used), None)


def _distinct(table: SheetTable, head: str) -> list[str]:
    found = table.cells.column(f"c{table.columns.index(head)}").unique()
    return [value for value in found.slice(0, _LOOKED_AT).to_pylist() if value is not None and value.strip()]


def _looks_like_code(table: SheetTable, head: str) -> bool:
    values = _distinct(table, head)
    return sum(any(char.isdigit() for char in value) for value in values) > len(values) / 2


def _by_values(guess: _Guess, table: SheetTable, column: Column) -> None:
    """A column whose values tell ends apart (Won, Lost) also tells the outcome; its other values are still open."""
    codes = choice_words(column)
    ends = {choice.code for choice in column.choices[1:]}
    for head in table.columns:
        found = _distinct(table, head)
        if len(found) <= _FEW and ends <= {codes.get(normal(value)) for value in found}:
            guess.columns[column.name] = head
            first = column.choices[0].code
            guess.values[column.name] = {value: codes.get(normal(value), first) for value in found}
            guess.is_guessed = True
            return
