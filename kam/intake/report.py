"""What the worker says about a file: plain values that travel as JSON, beside Arrow files with the rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kam.errors import Problem
from kam.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a foreign layout becomes a dataset: what the import page saves and a TOML file carries.

    `columns`: dataset column -> file header. `constants`: dataset column -> text of the cell.
    `values`: dataset column -> {file value: code}. `derive`: dataset column -> arithmetic over dataset columns.
    `layout`: what a person decided about the sheet itself, see `LAYOUT`.
    """

    dataset: str
    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    derive: dict[str, str] = field(default_factory=dict)
    layout: dict[str, str] = field(default_factory=dict)

    @property
    def is_bare(self) -> bool:
        """Whether it names the dataset alone, the columns being left to be found out."""
        return not (self.columns or self.constants or self.values or self.derive)


# Decisions about a sheet. header_row, header_from, last_row: 1-based sheet rows (the last and first of the header, the
# last of the data); unit: 万元 and the like, empty for none; dates: dmy, mdy, ymd or roc; encoding: a Python
# codec name.
LAYOUT = ("header_row", "header_from", "last_row", "unit", "dates", "encoding")


@dataclass(frozen=True, slots=True)
class Options:
    """What a person decided about a file; empty means: find out."""

    dataset: str | None = None
    mapping: Mapping | None = None
    strict: bool = False
    password: str | None = field(default=None, repr=False)
    remembered: dict[str, Mapping] = field(default_factory=dict)  # header fingerprint -> mapping
    tables: dict[int, Mapping] = field(default_factory=dict)  # place of a table in the file -> its decided mapping
    lang: Lang = "zh"  # language of the workbook of wrong rows
    layouts: dict[int, dict[str, str]] = field(default_factory=dict)  # place of a table -> decisions about its layout
    encoding: str | None = None  # of a text file
    keep_found: bool = False  # also leave `found-<i>.arrow`: the table as found, text columns under their headers


@dataclass(frozen=True, slots=True)
class Stated:
    """A total that the sheet states, beside the sum of the rows it is of; both as written, no unit applied."""

    label: str
    cell: str
    column: str
    stated: float
    summed: float
    is_off: bool  # differs by more than rounding explains


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One row of a sheet as it stands. `kinds` has a letter a cell, see `KINDS_DRAWN`."""

    row: int
    cells: tuple[str | None, ...]
    kinds: str


# h header, d data, t total, n note, T title, u unit, r repeated header, e template example, j joined to another block's
# row, . outside every table
KINDS_DRAWN = "hdtnTurej."


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet for a person's eye: its first and last rows with what each cell was taken for.

    `first_column` is the 0-based sheet column of the first cell. Rows left out between are counted in `left_out`.
    """

    sheet: str
    hidden: bool
    first_column: int
    rows: tuple[DrawnRow, ...]
    left_out: int = 0
    columns_left_out: int = 0


@dataclass(frozen=True, slots=True)
class FoundTable:
    """One table of a sheet: where it stands, what it holds, which dataset it is and how its rows fared.

    `counts` conserves the sheet's rows: read = loaded + rejected + header + title + unit + note + total + blank +
    repeated + example + joined. `rows_path` is an Arrow IPC file of the good rows: the dataset's columns, typed, and
    `_row` (1-based sheet row). `sample` holds the first rows as found, `fingerprint` names the header.
    """

    sheet: str
    hidden: bool = False
    header_row: int | None = None
    rows: int = 0
    columns: tuple[str, ...] = ()
    sums: tuple[float | None, ...] = ()
    unit: str | None = None
    totals: int = 0
    notes: int = 0
    dataset: str | None = None
    confidence: float = 0.0
    reason: Text | None = None  # why it was taken for this dataset or for none; None where a person decided
    is_proposal: bool = False  # the mapping was guessed for a foreign layout and wants a person's yes
    mapping: Mapping | None = None
    ignored: tuple[str, ...] = ()  # file columns that no dataset column takes
    fingerprint: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    sample: tuple[tuple[str | None, ...], ...] = ()
    rows_path: Path | None = None
    # table, pivot, form (text, key and value pairs), chart, continued (goes on with another sheet's table), empty
    nature: str = "table"
    title: str = ""
    first_row: int = 0  # 1-based sheet rows of the table's area
    last_row: int = 0
    layout: dict[str, str] = field(default_factory=dict)  # what was decided, by a person or by reading (dates)
    stated: tuple[Stated, ...] = ()
    long: str = ""  # the dataset column that headers were turned into rows of (years as columns), '' for none


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file could not be read: code (password, damaged, unsafe, unsupported, empty) and what to do."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file as read: its kind by content, its encoding, its tables in sheet order, or the fault."""

    file: str
    sha256: str
    format: str | None = None
    encoding: str | None = None
    dialect: dict[str, str | None] | None = None
    tables: tuple[FoundTable, ...] = ()
    fault: Fault | None = None
    drawings: tuple[Drawing, ...] = ()
