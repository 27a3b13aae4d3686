"""Typed lines become good rows and problems: unfit, out of bounds, without a key, twice, against a law.

A wrong cell keeps its row out and is one Problem with its address; the good rows go on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from string import ascii_uppercase
from typing import Any

import duckdb
import pyarrow as pa

from kam.dataset import Column, Dataset
from kam.errors import Problem
from kam.intake import cells, faults
from kam.intake.parse import Parsing, typed_names
from kam.intake.report import Mapping
from kam.intake.table import SheetTable

MAX_PER_COLUMN = 20_000  # so many wrong rows a column come back in the returned workbook


@dataclass(frozen=True, slots=True)
class Checked:
    """The good rows, typed, in declared order with `_row`; the problems; sheet rows rejected or set aside by name.

    `numbers`: sheet row -> line number of the rejected rows of a file that was numbered by its order. `orders`: day
    column -> the order (dmy, mdy, ymd, roc) in which its short days were read.
    """

    rows: pa.Table
    problems: tuple[Problem, ...]
    rejected: int
    counts: dict[str, int]
    numbers: dict[int, int] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)


def check(table: SheetTable, dataset: Dataset, mapping: Mapping) -> Checked:
    """Every data row of the table either typed or a Problem. Raises Misuse for a formula that is none."""
    connection = duckdb.connect(":memory:", config={"threads": 2, "enable_external_access": False})
    try:
        return _Checking(Parsing(connection, table, dataset, mapping)).check()
    finally:
        connection.close()


@dataclass(slots=True)
class _Checking:
    """Problems of one parsing; `bad` holds the lines that stay out."""

    parsing: Parsing

    @property
    def table(self) -> SheetTable:
        return self.parsing.table

    @property
    def dataset(self) -> Dataset:
        return self.parsing.dataset

    @property
    def mapping(self) -> Mapping:
        return self.parsing.mapping

    def run(self, sql: str, bound: list[Any] | None = None) -> list[tuple[Any, ...]]:
        return self.parsing.run(sql, bound)

    def check(self) -> Checked:
        self.parsing.parse()
        self.run("CREATE TEMP TABLE bad (_line BIGINT, _row BIGINT)")
        problems = [*self._known_errors()]
        for column in self.dataset.columns:
            problems += self._unfit(column)
        problems += self._missing() + self._repeated() + self._lawless() + self._unsure()
        return self._answer(tuple(sorted(problems, key=lambda problem: (problem.row, problem.cell))))

    def _unsure(self) -> list[Problem]:
        """A warning a column, at its first such day: the rows go in, but a person should know how they were read."""
        return [
            replace(self._problem(name, row, -1, text, faults.unsure(order)), is_fatal=False)
            for name, (row, text, order) in self.parsing.unsure.items()
        ]

    def _address(self, name: str, row: int, at: int) -> tuple[str, str]:
        """(sheet, cell) of a column in a row; in a row that headers were turned into, `at` is the place of its cell."""
        head = self.mapping.columns.get(name)
        if at >= 0 and any(name in (spread.value, *spread.members) for spread in self.parsing.spreads):
            return self.table.where(at, row)
        if head is None or head not in self.table.columns:
            return self._line(row)
        return self.table.where(self.parsing.place(head), row)

    def _problem(self, name: str, row: int, at: int, text: str | None, fault: faults.Fault) -> Problem:
        sheet, cell = self._address(name, row, at)
        return Problem(sheet, cell, row, (text or "")[:200], *fault)

    def _line(self, row: int) -> tuple[str, str]:
        """(sheet, row number there) of a row."""
        sheet, cell = self.table.where(0, row)
        return sheet, cell.lstrip(ascii_uppercase)

    def _reject(self, where: str) -> None:
        self.run(f"INSERT INTO bad SELECT _line, _row FROM typed WHERE {where}")

    def _found(
        self, column: Column, where: str, fault: faults.Fault, only_new: bool = False, is_fatal: bool = True
    ) -> list[Problem]:
        """One problem a line where the condition holds; fatal lines are rejected, all of them, the list is bounded."""
        fresh = " AND _line NOT IN (SELECT _line FROM bad)" if only_new else ""
        rows = self.run(
            f"SELECT _row, _at, r_{column.name} FROM typed WHERE ({where}){fresh} ORDER BY _line LIMIT {MAX_PER_COLUMN}"
        )
        if is_fatal:
            self._reject(f"({where}){fresh}")
        return [self._problem(column.name, row, at, text, fault) for row, at, text in rows]

    def _known_errors(self) -> list[Problem]:
        """Cells that the reader itself found to be errors keep their rows out, where the column is used."""
        heads = {head for head in self.mapping.columns.values() if head in self.table.columns}
        used = {self.parsing.place(head) for head in heads}
        moved: dict[tuple[str, int], set[int]] = {}
        for piece in self.table.pieces:
            for row, stood in piece.rows.items():
                moved.setdefault(stood, set()).add(row)
        found: list[Problem] = []
        for problem in (one for one in self.table.warnings if one.code == "formula_error"):
            found += [
                replace(problem, row=row, is_fatal=True)
                for row in (problem.row, *moved.get((problem.sheet, problem.row), ()))
                if any(self.table.where(place, row) == (problem.sheet, problem.cell) for place in used)
            ]
        if found:
            rows = pa.table({"row": pa.array([problem.row for problem in found], pa.int64())})
            self.parsing.connection.register("wrong", rows)
            self._reject("_row IN (SELECT row FROM wrong)")
        return found

    def _unfit(self, column: Column) -> list[Problem]:
        """Texts that are no value of the kind, or out of bounds: one problem a cell, the first law it breaks."""
        raw, value = f"r_{column.name}", f"v_{column.name}"
        is_error = f"regexp_full_match({raw}, '{cells.FORMULA_ERROR}')"
        problems = self._found(column, f"COALESCE({is_error}, FALSE)", faults.FORMULA)
        refused = self.parsing.refused.get(column.name, {})
        for name, where in refused.items():
            problems += self._found(column, f"{raw} IS NOT NULL AND {where}", faults.unit(name))
        known = "".join(f" AND NOT COALESCE({where}, FALSE)" for where in refused.values())
        unread = f"{raw} IS NOT NULL AND {value} IS NULL AND NOT {is_error}{known}"
        problems += self._found(column, unread, faults.unread(column))
        if column.kind.name == "day":
            early = f"{value} NOT BETWEEN DATE '{column.earliest}' AND DATE '{cells.LATEST}'"
            problems += self._found(column, early, faults.early(column))
        if limit := faults.limit(column):
            problems += self._found(column, f"length({value}) > {limit}", faults.long(column))
        if column.minimum is not None:
            problems += self._found(column, f"{value} < {column.minimum}", faults.low(column))
        if column.maximum is not None:
            problems += self._found(column, f"{value} > {column.maximum}", faults.high(column))
        return problems

    def _missing(self) -> list[Problem]:
        problems: list[Problem] = []
        for column in self.dataset.columns:
            if column.is_required:
                where = f"v_{column.name} IS NULL AND r_{column.name} IS NULL"
                problems += self._found(column, where, faults.missing(column))
        return problems

    def _repeated(self) -> list[Problem]:
        """The later of two rows with one key is wrong; the fault names the first."""
        keys = ", ".join(f"v_{name}" for name in self.dataset.key)
        shown = ", ".join(f"r_{name}" for name in self.dataset.key)
        self.run(
            f"CREATE TEMP TABLE twice AS SELECT * FROM (SELECT _line, _row, _at, CONCAT_WS(' · ', {shown}) AS shown, "
            "FIRST_VALUE(_row) OVER same AS first_row, ROW_NUMBER() OVER same AS place "
            "FROM typed WHERE _line NOT IN (SELECT _line FROM bad) "
            f"WINDOW same AS (PARTITION BY {keys} ORDER BY _line)) WHERE place > 1"
        )
        rows = self.run(f"SELECT _row, _at, shown, first_row FROM twice ORDER BY _line LIMIT {MAX_PER_COLUMN}")
        self.run("INSERT INTO bad SELECT _line, _row FROM twice")
        name = next((key for key in self.dataset.key if key in self.mapping.columns), self.dataset.key[0])
        return [self._problem(name, row, at, text, self._same_as(first, row)) for row, at, text, first in rows]

    def _same_as(self, first: int, row: int) -> faults.Fault:
        sheet, line = self._line(first)
        return faults.repeated(line if sheet == self._line(row)[0] else f"{sheet}!{line}")

    def _lawless(self) -> list[Problem]:
        problems: list[Problem] = []
        for law in self.dataset.checks:
            condition = law.condition
            for name in sorted(self.dataset.names, key=len, reverse=True):
                condition = typed_names(condition, name)
            column = self.dataset.column(law.column)
            fault = (law.code, law.expected, law.remedy)
            broken = self._found(column, f"NOT ({condition})", fault, only_new=True, is_fatal=law.is_fatal)
            problems += [replace(problem, is_fatal=law.is_fatal) for problem in broken]
        return problems

    def _answer(self, problems: tuple[Problem, ...]) -> Checked:
        values = ", ".join(f"v_{name} AS {name}" for name in self.dataset.names)
        good = "FROM typed WHERE _line NOT IN (SELECT _line FROM bad)"
        rows = self.parsing.connection.sql(f"SELECT {values}, _row {good} ORDER BY _line").to_arrow_table()
        ((loaded, lost, all_rows),) = self.run(
            f"SELECT (SELECT COUNT(DISTINCT _row) {good}), (SELECT COUNT(DISTINCT _row) FROM bad "
            f"WHERE _row NOT IN (SELECT _row {good})), (SELECT COUNT(*) FROM cells)"
        )
        return Checked(rows, problems, lost, {"blank": all_rows - loaded - lost}, self._numbers(), self.parsing.orders)

    def _numbers(self) -> dict[int, int]:
        """A line whose order is unknown or wrong is numbered by its sheet row, which no line of any order reaches."""
        if not self.dataset.numbered_by or self.dataset.numbered_by[0] in self.mapping.columns:
            return {}
        number, within = self.dataset.numbered_by
        limit = faults.limit(self.dataset.column(within)) or 0
        unknown = "".join(f" OR v_{part} IS NULL" for part in self.parsing.stamps(within))
        rows = self.run(
            f"SELECT _row, CASE WHEN v_{within} IS NULL{unknown} OR length(v_{within}) > {limit} "
            f"THEN _row ELSE v_{number} END FROM typed WHERE _line IN (SELECT _line FROM bad)"
        )
        return dict(rows)
