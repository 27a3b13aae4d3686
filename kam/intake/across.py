"""Headers that are values: years, months, suppliers, categories or dimensions as columns, and what each one says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Given
from dataclasses import dataclass, field

from kam.dataset import Column, Dataset
from kam.intake.headings import JOINT, choice_words, halves, levels, normal, unit_of, without_unit, words
from kam.intake.mapping import EVERY, Spread, spread_key, spreads_of
from kam.intake.periods import ROW_YEAR, of_the_republic, period_of, span_in, year_in
from kam.intake.report import Mapping
from kam.intake.shape import holds_numbers, part_of_numbers
from kam.intake.table import SheetTable
from kam.intake.units import read

_WHOLE = re.compile(r"[合总總小][计計]|[总總](?:[数數额額]|采购额?)|全部|grandtotal|totals?|all")
_OURS = frozenset(map(normal, ("我方", "我司", "本公司", "我公司", "us", "our company", "ourselves")))
_LONGEST_NAME = 30
_MONEY = ("money", "bare", "foreign")
# Words that do not tell what a customer buys from what we sell to it.
_GENERAL = frozenset(("金额", "数额", "amount", "value"))


@dataclass(slots=True)
class Across:
    """How a table is spread over its columns. `columns` are mapping keys (spend@period=2024) -> headers.

    `constants` are what the title says for all of them, `given` the dataset columns that get a value, `long` the first
    that headers became rows of. `is_said`: a header names the value (采购额2023) or us, so that no figure was guessed.
    """

    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    long: str = ""
    value: str = ""
    is_said: bool = False


def long_column(mapping: Mapping, dataset: Dataset) -> str:
    """The dataset column that headers were turned into rows of; '' for none."""
    return next((column for spread in spreads_of(mapping, dataset) for column in spread.members), "")


def across(table: SheetTable, dataset: Dataset, taken: Given[str, str], is_asked: bool = False) -> Across:
    """The columns of the table whose headers are values of the dataset; `taken` are the columns that are matched.

    Names are looked for only where a title, a header of ours or a person (`is_asked`) says that there are some.
    """
    found = Across()
    for value in dict.fromkeys(wide.value for wide in dataset.spreads):
        reading = _Reading(table, dataset, value, taken)
        if reading.is_long:
            continue
        reading.read(found, is_asked)
    return found


class _Reading:
    """The headers of one table, read for one value column."""

    def __init__(self, table: SheetTable, dataset: Dataset, value: str, taken: Given[str, str]) -> None:
        self.table, self.dataset, self.value, self.taken = table, dataset, value, taken
        axes = [dataset.column(wide.column) for wide in dataset.spreads if wide.value == value]
        self.periods = [column for column in axes if column.kind.name == "period"]
        self.choices = [column for column in axes if column.choices and column.name not in taken]
        self.names = [column for column in axes if column not in self.periods and not column.choices]
        self.names = [column for column in self.names if column.name not in taken]
        self.value_words = {word for word, said in words(dataset).items() if said.column.name == value}
        self.heads = [head for head in table.columns if head not in set(taken.values())]
        self.republic = of_the_republic(list(table.columns))
        self.said = normal(f"{table.title} {table.sheet}")

    @property
    def is_long(self) -> bool:
        """Whether the value and everything that headers could say have columns of their own."""
        axes = [wide.column for wide in self.dataset.spreads if wide.value == self.value]
        return self.value in self.taken and any(axis in self.taken for axis in axes)

    def read(self, found: Across, is_asked: bool) -> None:
        said = {head: members for head in self.heads if (members := self.members(head))}
        said = {head: members for head, members in said.items() if self._is_value(head)}
        said = self._in_money(said, is_asked)
        is_period = any(self.periods and self.periods[0].name in members for members in said.values())
        if self.value in self.taken and len(said) < 2:
            return
        if not said and self.names and self.value not in self.taken and (is_asked or self._has_names()):
            said = self._named()
        elif self.names and is_period and not is_asked and not self._has_names():
            said = {head: members for head, members in said.items() if not self._is_name(members)}
        said = {head: self._dated(members) for head, members in said.items()}
        is_open = any(ROW_YEAR in text for members in said.values() for text in members.values())
        if not said or (is_open and not is_asked and not self._has_period):
            return
        found.value = self.value
        found.is_said |= bool(self._ours()) or any(self._says_value(head) for head in said)
        found.given |= {self.value, *(name for members in said.values() for name in members)}
        found.long = found.long or next(iter(next(iter(said.values()))))
        self._keep(found, said)

    def _in_money(self, said: dict[str, dict[str, str]], is_asked: bool) -> dict[str, dict[str, str]]:
        """Of a money column only headers in money; where a person asks and there are none, all, to be refused."""
        if self.dataset.column(self.value).kind.name != "money":
            return said
        units = {head: unit_of(head) or read(self.table.unit or "") for head in said}
        fit = {head: said[head] for head, unit in units.items() if unit is None or unit.base in _MONEY}
        return fit if fit or not is_asked else said

    @property
    def _has_period(self) -> bool:
        return any(column.name in self.taken for column in self.periods)

    def _dated(self, members: dict[str, str]) -> dict[str, str]:
        """Months without a year are of the row's year, where it has one, else of the title's."""
        year = None if self._has_period else year_in(self.table.title, self.table.sheet)
        return {name: text.replace(ROW_YEAR, year or ROW_YEAR) for name, text in members.items()}

    def _keep(self, found: Across, said: dict[str, dict[str, str]]) -> None:
        wide = self.dataset.wide
        for head, members in said.items():
            only = next(iter(members)) if len(members) == 1 else ""
            is_usual = wide is not None and (only, self.value) == (wide.column, wide.value)
            key = f"{self.value}.{members[only]}" if is_usual else spread_key(self.value, members)
            found.columns.setdefault(key, head)
        self._say(found, said)

    def _say(self, found: Across, said: dict[str, dict[str, str]]) -> None:
        """What no header says, the title may: the period, or which measure it is."""
        for column in self.periods:
            span = span_in(self.table.title, self.table.sheet)
            if span and column.name not in self.taken and not any(column.name in members for members in said.values()):
                found.constants[column.name] = span
        for column in self.choices:
            codes = {code for word, code in choice_words(column).items() if len(word) > 1 and word in self.said}
            if len(codes) == 1 and not any(column.name in members for members in said.values()):
                found.constants[column.name] = codes.pop()

    def members(self, head: str) -> dict[str, str]:
        """What the header says of the columns that it may be a value of; empty when it is something else."""
        said: dict[str, str] = {}
        rest: list[str] = []
        for level in levels(without_unit(head)):
            if not self._level(level, said):
                rest.append(level)
        if rest and said and self.names:
            said[self._axis().name] = JOINT.join(rest)[:_LONGEST_NAME]
        elif rest:
            return {}
        return said

    def _level(self, level: str, said: dict[str, str]) -> bool:
        """Whether the level is understood; what it says is put into `said`."""
        for column in self.periods:
            period = _period(level, self.value_words, self.republic)
            if period and column.name not in said:
                said[column.name] = period
                return True
        for column in self.choices:
            code = choice_words(column).get(normal(level))
            if code and column.name not in said:
                said[column.name] = code
                return True
        return normal(level) in self.value_words

    def _is_value(self, head: str) -> bool:
        """A dimension may hold anything; a year with words alone below is no amount, one with a wrong cell is."""
        wide = self.dataset.wide
        return (wide is not None and wide.value == self.value) or part_of_numbers(self.table, head) != 0.0

    def _is_name(self, members: dict[str, str]) -> bool:
        return any(column.name in members for column in self.names)

    def _has_names(self) -> bool:
        """Whether anything says that the headers are names: one of them is ours, or a title names their kind."""
        titles = {normal(word) for column in self.names for word in (column.label.zh, column.label.en, *column.aliases)}
        return bool(self._ours()) or any(len(title) > 1 and title in self.said for title in titles)

    def _says_value(self, head: str) -> bool:
        parts = [
            normal(re.sub(r"[\d年月季度第QqFfYy一二三四五六七八九十]+", "", level))
            for level in levels(without_unit(head))
        ]
        return any(part in self.value_words - _GENERAL for part in parts)

    def _ours(self) -> int:
        return sum(any(normal(level) in _OURS for level in levels(head)) for head in self.heads)

    def _axis(self) -> Column:
        """Which names the headers are: what a title or our own name tells, else the usual ones."""
        if self._ours():
            return self.names[0]
        for column in self.names:
            titles = {normal(word) for word in (column.label.zh, column.label.en, *column.aliases)}
            if any(len(title) > 1 and title in self.said for title in titles):
                return column
        return self.names[0]

    def _named(self) -> dict[str, dict[str, str]]:
        """Every free column of numbers by its header; a total column speaks of all of them."""
        axis = self._axis().name
        heads = [head for head in self.heads if holds_numbers(self.table, head)]
        found = {
            head: {axis: "" if _WHOLE.fullmatch(normal(head)) else without_unit(head)[:_LONGEST_NAME]}
            for head in heads
            if not head.startswith("[")
        }
        return found if sum(members[axis] != "" for members in found.values()) >= 2 else {}


_FIGURES = (
    "销售",
    "收入",
    "市场",
    "产值",
    "成交",
    "金额",
    "总额",
    "支出",
    "投资",
    "revenue",
    "sales",
    "market",
    "value",
)


def newest(table: SheetTable, taken: Iterable[str], is_asked: bool) -> str | None:
    """The column of the last year, where the table is in money; where a person asks for it also one that says money."""
    free = [head for head in table.columns if head not in set(taken) and holds_numbers(table, head)]
    units = {head: unit_of(head) or read(table.unit or "") for head in free}
    money = [head for head, unit in units.items() if unit and unit.is_money]
    years = {head: period_of(without_unit(head)) or "" for head in money}
    full = [head for head, period in years.items() if period.isdigit()]
    if full and len(full) >= len(money) / 2:
        return max(full, key=lambda head: years[head])
    if not is_asked:
        return None
    return next((head for word in _FIGURES for head in money if word in head.casefold()), None)


def _period(level: str, value_words: set[str], republic: bool) -> str | None:
    """The period of a header level, alone or beside the word of the value: 2023年, 2023年金额, 采购额2023."""
    texts = [level, *(halves(level) or ())]
    if whole := next((period for text in texts if (period := period_of(text, republic))), None):
        return whole
    for cut in range(len(level) - 1, 0, -1):
        for period, word in ((level[:cut], level[cut:]), (level[-cut:], level[:-cut])):
            if normal(word) in value_words and (found := period_of(period, republic)):
                return found
    return None


def spelled_out(mapping: Mapping, dataset: Dataset, table: SheetTable) -> Mapping:
    """The mapping with every spend@period=* written out for the columns of this table whose headers say one."""
    columns: dict[str, str] = {}
    for key, head in mapping.columns.items():
        spread = next((s for s in spreads_of(mapping, dataset) if s.key == key and EVERY in s.members.values()), None)
        columns |= _all_of(spread, mapping, dataset, table) if spread else {key: head}
    return Mapping(mapping.dataset, columns, mapping.constants, mapping.values, mapping.derive, mapping.layout)


def _all_of(spread: Spread, mapping: Mapping, dataset: Dataset, table: SheetTable) -> dict[str, str]:
    keys = {other.key for other in spreads_of(mapping, dataset)}
    own = {key: head for key, head in mapping.columns.items() if key not in keys}
    reading = _Reading(table, dataset, spread.value, own)
    year = year_in(table.title, table.sheet)
    found: dict[str, str] = {}
    for head in reading.heads:
        members = dict(spread.members)
        for name, text in spread.members.items():
            if text == EVERY:
                members[name] = said_in(head, dataset.column(name), reading.value_words, reading.republic)
                if year and name not in own:
                    members[name] = members[name].replace(ROW_YEAR, year)
        if all(text or spread.members[name] == "" for name, text in members.items()):
            found.setdefault(spread_key(spread.value, members), head)
    return {key: head for key, head in found.items() if part_of_numbers(table, head) != 0.0}


def said_in(head: str, column: Column, value_words: set[str], republic: bool) -> str:
    """What a header says of one column: its period, its choice, or else itself; '' for nothing."""
    parts = levels(without_unit(head))
    if column.kind.name == "period":
        return next((period for part in parts if (period := _period(part, value_words, republic))), "")
    if column.choices:
        codes = choice_words(column)
        return next((codes[normal(part)] for part in parts if normal(part) in codes), "")
    rest = [p for p in parts if not _period(p, value_words, republic) and normal(p) not in value_words]
    return "" if _WHOLE.fullmatch(normal(head)) else JOINT.join(rest)[:_LONGEST_NAME]
