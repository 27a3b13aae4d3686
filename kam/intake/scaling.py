"""The unit of every figure: of its header, its row, the sheet; and the figures whose unit is no money of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from kam.dataset import Column, Dataset
from kam.intake.headings import normal, unit_of
from kam.intake.mapping import spreads_of
from kam.intake.report import Mapping
from kam.intake.table import SheetTable
from kam.intake.units import Unit, read

_UNIT_HEADS = frozenset(map(normal, ("单位", "金额单位", "货币单位", "计量单位", "数据单位", "unit", "units")))
_CURRENCY_HEADS = frozenset(
    map(normal, ("币种", "币别", "货币", "交易货币", "交易币种", "结算币种", "currency", "currency code", "ccy"))
)
_COUNT_HEADS = frozenset(
    map(normal, ("数量", "销售数量", "订单数量", "发货数量", "实发数量", "件数", "quantity", "qty"))
)
_OWN_CURRENCY = ("本币", "本位币", "人民币", "rmb", "cny")
_NO_UNIT = "—"
_MOST_UNITS = 200  # different texts; a column of more is no column of units
# Signs and words of other currencies that a cell may bear and still be a number.
FOREIGN_SIGN = r"(?i)[$€£]|usd|hkd|eur|gbp|twd"


@dataclass(frozen=True, slots=True)
class RowUnits:
    """A column that says the unit of each row: its place, and text -> unit (None: says nothing of money)."""

    place: int
    units: dict[str, Unit | None]


def is_amount(column: Column) -> bool:
    return column.kind.name in ("money", "price")


def row_units(table: SheetTable, taken: Iterable[str]) -> RowUnits | None:
    """The column 单位 where it speaks of the money of its rows and not of the quantity; `taken` are mapped headers."""
    for found in _columns(table, taken, _UNIT_HEADS):
        said = [unit for unit in found.units.values() if unit]
        of_money = any(unit.base in ("money", "foreign") for unit in said)
        if of_money or (said and not _counts(table)):
            return found
    return None


def row_currencies(table: SheetTable, taken: Iterable[str]) -> RowUnits | None:
    """The column 币种 where it names another currency."""
    for found in _columns(table, taken, _CURRENCY_HEADS):
        if any(unit and unit.base == "foreign" for unit in found.units.values()):
            return found
    return None


def _columns(table: SheetTable, taken: Iterable[str], heads: frozenset[str]) -> Iterable[RowUnits]:
    used = set(taken)
    for place, head in enumerate(table.columns):
        if normal(head) not in heads or head in used:
            continue
        texts = pc.unique(table.cells.column(f"c{place}")).drop_null()
        if len(texts) <= _MOST_UNITS:
            yield RowUnits(place, {text: read(text) for text in texts.to_pylist()})


def _counts(table: SheetTable) -> bool:
    """Whether the table has a quantity, so that 台 and 吨 speak of it."""
    return any(normal(head) in _COUNT_HEADS for head in table.columns)


def unit_for(table: SheetTable, column: Column, head: str | None) -> Unit | None:
    """The unit of a column's figures as its header or the sheet says; None for single ones.

    A title's unit speaks of money; a header's own speaks of its column, be it a threshold or a target. The unit that a
    person chose for the sheet stands above a header's that is no money.
    """
    own = unit_of(head) if head else None
    if column.kind.is_text or head is None:
        return None
    # A unit that nobody knows is refused as a measure: it may be anything.
    above = (read(table.unit) or Unit(table.unit, "measure", "1")) if table.unit else None
    if not is_amount(column):
        is_share = own is not None and own.base == "share"
        if own is None and column.money_when and above and above.base in ("money", "bare", "foreign"):
            return above
        return own if is_share == (column.kind.name == "ratio") else None
    if above and above.base == "measure" and _counts(table):
        above = None
    if own is None or (is_decided(table) and not own.is_money):
        return above
    return replace(own, base="foreign") if own.base == "bare" and above and above.base == "foreign" else own


def is_decided(table: SheetTable) -> bool:
    """Whether a person said what the money of the sheet is in."""
    return "unit" in table.layout


def is_refused(column: Column, unit: Unit | None) -> bool:
    """Whether figures in this unit are no money in CNY and the column holds money."""
    if unit is None:
        return False
    return not unit.is_money if is_amount(column) else unit.base == "foreign"


def has_own_currency(head: str | None) -> bool:
    """Whether the header says that its amounts are in CNY whatever the row's currency: 本位币金额."""
    return any(word in normal(head or "") for word in _OWN_CURRENCY)


def numbered(table: SheetTable, units: RowUnits) -> pa.ChunkedArray:
    """Per row the place of its text among `units.units`, from 1; 0 for an empty cell."""
    texts = pa.array(list(units.units), pa.string())
    places = pc.index_in(table.cells.column(f"c{units.place}"), texts)
    return pc.fill_null(pc.add(places, 1), 0)


@dataclass(slots=True)
class Figures:
    """The units of one mapped table as SQL over `raw`: `_at` is the place of a cross table's cell, `_unit` and
    `_currency` number the texts of the row's own unit and currency.
    """

    table: SheetTable
    mapping: Mapping
    dataset: Dataset
    units: RowUnits | None = None
    currencies: RowUnits | None = None

    def __post_init__(self) -> None:
        taken = self.mapping.columns.values()
        self.units, self.currencies = row_units(self.table, taken), row_currencies(self.table, taken)

    def places(self) -> dict[str, pa.ChunkedArray]:
        """The columns `_unit` and `_currency` of the rows."""
        none = pa.chunked_array([pa.nulls(self.table.cells.num_rows, pa.int32()).fill_null(0)])
        return {
            name: numbered(self.table, units) if units else none
            for name, units in (("_unit", self.units), ("_currency", self.currencies))
        }

    def heads(self, column: Column) -> dict[int, str]:
        """Place in the table -> header of the file columns that a column comes from."""
        spread = [self.mapping.columns[s.key] for s in spreads_of(self.mapping, self.dataset) if s.value == column.name]
        heads = spread or [self.mapping.columns.get(column.name, "")]
        return {self.table.columns.index(head): head for head in heads if head in self.table.columns}

    def factor(self, column: Column) -> str:
        """SQL of what the column's figures are multiplied by."""
        found = {place: unit_for(self.table, column, head) for place, head in self.heads(column).items()}
        factors = {place: unit.factor if unit else "1" for place, unit in found.items()}
        said = next(iter(factors.values()), "1")
        if len(set(factors.values())) > 1:
            said = f"CASE _at {' '.join(f'WHEN {place} THEN {factor}' for place, factor in factors.items())} END"
        said = self._where_money(column, said, "1")
        if self.units is None or not (is_amount(column) or column.money_when) or not self._speaks(column):
            return said
        cases = [f"WHEN {at} THEN {unit.factor}" for at, unit in enumerate(self.units.units.values(), 1) if unit]
        return f"CASE _unit {' '.join(cases)} ELSE {said} END"

    def _where_money(self, column: Column, said: str, other: str) -> str:
        """The SQL for the lines whose quantity is money by their choice, the other for the rest."""
        name, code = column.money_when or ("", "")
        if not name or not self._speaks(column) or said == other:
            return said
        return f"CASE WHEN v_{name} = '{code}' THEN {said} ELSE {other} END"

    def _speaks(self, column: Column) -> bool:
        """Whether the row's unit is that of the column's figures: no header names one of its own."""
        return not any(unit_of(head) for head in self.heads(column).values())

    def refused(self, column: Column) -> dict[str, str]:
        """Unit -> SQL of the lines whose figure is in it and so is no money in CNY."""
        heads = self.heads(column)
        found: dict[str, list[str]] = {}
        for place, head in heads.items():
            unit = unit_for(self.table, column, head)
            if unit and is_refused(column, unit):
                where = "TRUE" if len(heads) == 1 else f"_at = {place}"
                found.setdefault(unit.name, []).append(self._where_money(column, where, "FALSE"))
        if not is_amount(column) or not heads:
            if column.money_when and self.units and self._speaks(column):
                _add(found, "_unit", self.units, _is_foreign)
            return _either(found)
        if self.units and self._speaks(column):
            _add(found, "_unit", self.units, lambda unit: unit is None or not unit.is_money)
            if read(self.table.unit or "") is None:
                found.setdefault(_NO_UNIT, []).append("_unit = 0")
        if self.currencies and not any(has_own_currency(head) for head in heads.values()):
            _add(found, "_currency", self.currencies, _is_foreign)
        if not is_decided(self.table):
            sign = f"regexp_extract(r_{column.name}, '{FOREIGN_SIGN}')"
            found.setdefault("", []).append(f"(TRY_CAST(r_{column.name} AS DOUBLE) IS NULL AND {sign} <> '')")
        return _either(found)


def _is_foreign(unit: Unit | None) -> bool:
    return unit is not None and unit.base == "foreign"


def _either(found: dict[str, list[str]]) -> dict[str, str]:
    return {name: f"({' OR '.join(conditions)})" for name, conditions in found.items()}


def _add(found: dict[str, list[str]], column: str, units: RowUnits, is_other: Callable[[Unit | None], bool]) -> None:
    for at, (text, unit) in enumerate(units.units.items(), 1):
        if is_other(unit):
            found.setdefault(text.strip(), []).append(f"{column} = {at}")
