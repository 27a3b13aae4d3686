"""What the total rows of a table state, beside the sums of the rows they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kam.intake.figures import Numbers, adds_up, figure, figures, total
from kam.intake.report import Stated
from kam.intake.signs import is_missing
from kam.intake.table import SheetTable
from kam.intake.totals import is_group, label_of

MAX_STATED = 200
_MAX_ROWS = 500  # total rows that are compared
Places = np.ndarray[tuple[int], np.dtype[np.int64]]

# What is not added up: shares, prices, averages, balances, growth, positions.
_NOT_SUMMED = re.compile(
    r"率|比重|占比|比例|比上|同比|环比|增长|增幅|增减|单价|均价|价格|平均|人均|户均|均值|指数|余额|序号|行次|行号|项次|编号|编码|排名|名次|折扣"
    r"|%|％|‰|price|rate|ratio|share|percent|average|avg|mean|index|growth|balance|rank|^(?:年|月|日|年份|月份|日期|no\.?|id|year"
    r"|month|day|date|#)$"
)
_PART = re.compile(r"小计|subtotal|sub-total")
_NESTED = re.compile(r"^(?:其中|减|加|其他?中|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|ofwhich)")


def stated_totals(table: SheetTable) -> tuple[Stated, ...]:
    """Every figure of the total rows with the sum of its rows, those that rounding does not explain first.

    A grand total is of all rows, a subtotal of those since the total before it or up to the next. Left out: figures
    that are no sums (shares, prices, balances) and totals of rows that the order of the sheet does not tell.
    """
    if table.totals is None or not table.totals.num_rows or not table.cells.num_rows:
        return ()
    found = list(_Compared(table).all())
    return tuple([one for one in found if one.is_off] + [one for one in found if not one.is_off])[:MAX_STATED]


@dataclass
class _Compared:
    """The total rows of a table against its data."""

    table: SheetTable

    @cached_property
    def totals(self) -> list[list[str | None]]:
        assert self.table.totals is not None
        columns = self.table.totals.drop_columns("_row").slice(0, _MAX_ROWS).to_pydict().values()
        return [list(row) for row in zip(*columns, strict=True)]

    @cached_property
    def total_rows(self) -> list[int]:
        assert self.table.totals is not None
        return [int(row) for row in self.table.totals.column("_row").to_pylist()]

    @cached_property
    def rows(self) -> Places:
        return np.asarray(self.table.cells.column("_row").to_numpy())

    @cached_property
    def numbers(self) -> dict[int, Numbers]:
        """Column -> its numbers, where a total states one and the column can be summed."""
        stating = {place for row in self.totals for place, text in enumerate(row) if not np.isnan(figure(text))}
        heads = self.table.columns
        summed = [place for place in sorted(stating) if not _NOT_SUMMED.search(label_of(heads[place]))]
        found = {place: figures(self.table.cells.column(f"c{place}")) for place in summed}
        return {place: numbers for place, numbers in found.items() if not _is_position(numbers)}

    @cached_property
    def is_nested(self) -> bool:
        """Whether rows hold others of the table (其中, 一、): their sum counts twice."""
        return any(_NESTED.match(label_of(text)) for text in self.table.cells.column("c0").to_pylist() if text)

    def all(self) -> Iterator[Stated]:
        for order, row in enumerate(self.totals):
            label = next((text for text in row if text and not is_missing(text) and np.isnan(figure(text))), "")
            figures_of = {place: figure(row[place]) for place in self.numbers}
            said = {place: number for place, number in figures_of.items() if not np.isnan(number)}
            addends = self._addends(order, label_of(label), said)
            if addends is not None:
                yield from self._stated(" ".join(label.split()), self.total_rows[order], said, addends)

    def _stated(self, label: str, row: int, said: dict[int, float], addends: Places) -> Iterator[Stated]:
        for place, number in said.items():
            numbers = self.numbers[place][addends]
            if np.isnan(numbers).all() and number == 0:
                continue
            is_off = not adds_up(number, numbers)
            if is_off and _is_mean(number, numbers):
                continue
            cell = self.table.where(place, row)[1]
            yield Stated(label, cell, self.table.columns[place], number, total(numbers), is_off)

    def _addends(self, order: int, label: str, said: dict[int, float]) -> Places | None:
        """The rows that a total is of: those that match most of its figures, else what its place and label say."""
        best, most = None, 0.0
        for addends in self._candidates(order):
            hits = [adds_up(number, self.numbers[place][addends]) for place, number in said.items() if number]
            if hits and sum(hits) / len(hits) > most:
                best, most = addends, sum(hits) / len(hits)
        if most >= 0.5:
            return best
        if self.is_nested or (is_group(label) and len(self.totals) > 1):
            return None
        if _PART.search(label):
            since = self._since(order)
            return since if len(since) else None
        return np.arange(len(self.rows)) if self._is_grand(order) else None

    def _is_grand(self, order: int) -> bool:
        """The only total, or the only one beside subtotals that say so."""
        others = [row for place, row in enumerate(self.totals) if place != order]
        return all(any(_PART.search(label_of(text)) for text in row if text) for row in others)

    def _candidates(self, order: int) -> Iterator[Places]:
        """All rows; those since the total before; those up to the next; those since earlier totals."""
        yield np.arange(len(self.rows))
        yield self._since(order)
        here = self.total_rows[order]
        later = [row for row in self.total_rows if row > here]
        yield np.flatnonzero((self.rows > here) & (self.rows < min(later, default=np.iinfo(np.int64).max)))
        for row in sorted((row for row in self.total_rows if row < here), reverse=True)[1:6]:
            yield np.flatnonzero((self.rows > row) & (self.rows < here))
        yield np.flatnonzero(self.rows < here)

    def _since(self, order: int) -> Places:
        here = self.total_rows[order]
        before = max((row for row in self.total_rows if row < here), default=0)
        return np.flatnonzero((self.rows > before) & (self.rows < here))


def _is_position(numbers: Numbers) -> bool:
    """Whether a column holds nothing to add up: no number, or line numbers, rising mostly by one."""
    held = numbers[~np.isnan(numbers)]
    steps = np.diff(held)
    return len(held) == 0 or (len(held) > 4 and bool((steps > 0).all()) and bool((steps == 1).mean() >= 0.75))


def _is_mean(stated: float, numbers: Numbers) -> bool:
    """Whether the figure is the mean of the numbers, to half a percent: no sum was meant."""
    held = numbers[~np.isnan(numbers)]
    mean = float(held.mean()) if len(held) > 1 else 0.0
    return mean != 0 and abs(stated - mean) <= 0.005 * abs(mean)
