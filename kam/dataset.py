"""A kind of spreadsheet, declared once: columns, checks, keys. Values only, no I/O.

From a declaration derive the table (DDL), the template workbook, header matching, validation, the reference
page and the export. Adding a dataset is one file in `kam/datasets/` and its line in `ALL`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kam.kinds import Kind
from kam.text import Text

NO_HELP = Text("", "")


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value of a choice column: the stored code, its label, further words that mean it."""

    code: str
    label: Text
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in SQL, its header, how its cells are read and what they may hold.

    `minimum`/`maximum` bound numbers (inclusive), `earliest` days (ISO). `is_required` refuses a row whose cell is
    empty.
    `is_personal` columns are masked until a person with the right asks for them, `is_cost` ones are not for viewers.
    """

    name: str
    label: Text
    kind: Kind
    aliases: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    is_required: bool = False
    is_personal: bool = False
    is_cost: bool = False
    minimum: float | None = None
    maximum: float | None = None
    earliest: str = "1990-01-01"
    help: Text = NO_HELP
    example: str = ""
    # (choice column, code): a quantity that is money where that column says so; ("", ""): wherever a unit says so.
    money_when: tuple[str, str] | None = None

    @property
    def sql_type(self) -> str:
        return self.kind.sql_type


@dataclass(frozen=True, slots=True)
class Check:
    """A law over one row, in SQL over typed column names: `condition` must not be false.

    `column` is the cell that is marked when it is. Where no formula needs the law, `is_fatal` is False: the row is
    reported and stays.
    """

    code: str
    column: str
    condition: str
    expected: Text
    remedy: Text
    is_fatal: bool = True


@dataclass(frozen=True, slots=True)
class Wide:
    """How a cross table becomes rows: one file column a member of `column`, its cell the `value`.

    A file column belongs when its header is a choice of `column`, or a period, or, for names and texts, when it holds
    numbers and is nothing else; the rest are ordinary columns.
    """

    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of spreadsheet. `key` names the columns by which a later load replaces an earlier row.

    Key columns may be empty unless `is_required`: an empty cell is a value of its own in the key
    (a wallet row with no supplier). `numbered_by` = (column, within): where the file lacks `column`, rows are
    numbered by their order within equal `within` (order lines). `wide` is how the dataset is usually spread over
    columns, `across` how it may be besides. `newest` is a column without a period of its own: of several years side by
    side it takes the last. `against` are headers of other kinds of table: where one stands and no customer does, a
    person is asked. `is_own`: kept by the app itself; no file is ever taken for it unless that is said.
    """

    name: str
    label: Text
    help: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    wide: Wide | None = None
    across: tuple[Wide, ...] = ()
    newest: str = ""
    against: tuple[str, ...] = ()
    numbered_by: tuple[str, str] | None = None
    derived: dict[str, str] = field(default_factory=dict)
    is_own: bool = False

    def column(self, name: str) -> Column:
        """The column of that name; KeyError names the dataset when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    @property
    def spreads(self) -> tuple[Wide, ...]:
        """Every way in which headers may be values of the dataset."""
        return (self.wide, *self.across) if self.wide else self.across

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)
