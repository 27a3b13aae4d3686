"""A matched table becomes typed rows and problems: parsed, bounded, keyed, in SQL over the Arrow columns.

A wrong cell keeps its row out and is one Problem with its address; the good rows go on.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from kam.dataset import Column, Dataset
from kam.errors import Problem
from kam.intake import cells, faults
from kam.intake.grid import address
from kam.intake.headings import FACTORS, choice_words, normal, unit_of
from kam.intake.mapping import arithmetic
from kam.intake.report import Mapping
from kam.intake.sheet import SheetTable

MAX_PER_COLUMN = 1000
_FLAGS = {"是": True, "否": False, "y": True, "n": False, "yes": True, "no": False, "true": True, "false": False}
_FLAGS |= {"1": True, "0": False, "1.0": True, "0.0": False, "√": True, "×": False, "真": True, "假": False}


@dataclass(frozen=True, slots=True)
class Checked:
    """The good rows, typed, in declared order with `_row`; the problems; sheet rows rejected or set aside by name."""

    rows: pa.Table
    problems: tuple[Problem, ...]
    rejected: int
    counts: dict[str, int]


def check(table: SheetTable, dataset: Dataset, mapping: Mapping) -> Checked:
    """Every data row of the table either typed or a Problem. Raises Misuse for a formula that is none."""
    connection = duckdb.connect(":memory:", config={"threads": 2, "enable_external_access": False})
    try:
        return _Checking(connection, table, dataset, mapping).run()
    finally:
        connection.close()


@dataclass(slots=True)
class _Checking:
    """One run: `raw` (r_NAME texts) → `typed` (v_NAME values beside them) → problems → rows."""

    connection: duckdb.DuckDBPyConnection
    table: SheetTable
    dataset: Dataset
    mapping: Mapping

    def run(self) -> Checked:
        self.connection.register("cells", self._trimmed())
        self.connection.execute("CREATE TEMP TABLE bad (_line BIGINT, _row BIGINT)")
        self._raw()
        self._words()
        self._typed()
        problems = [*self._known_errors()]
        for column in self.dataset.columns:
            problems += self._unfit(column)
        problems += self._missing() + self._repeated() + self._lawless()
        return self._answer(tuple(sorted(problems, key=lambda problem: (problem.row, problem.cell))))

    def _trimmed(self) -> pa.Table:
        """The mapped columns, trimmed, and `_row`."""
        places = sorted({self._place(head) for head in self.mapping.columns.values() if head in self.table.columns})
        texts = {f"c{place}": cells.trimmed(self.table.cells.column(f"c{place}")) for place in places}
        return pa.table({**texts, "_row": self.table.cells.column("_row")})

    # -- texts ----------------------------------------------------------------------------------------------------

    def _place(self, head: str) -> int:
        return self.table.columns.index(head)

    def _raw(self) -> None:
        """The mapped texts, trimmed; a cross table gives one line a member and cell."""
        parts = []
        bound: list[str] = []
        members = self._members() or [None]
        for member in members:
            texts, given = self._texts(member)
            where = f" WHERE r_{self.dataset.wide.value} IS NOT NULL" if member and self.dataset.wide else ""
            at = self._place(self.mapping.columns[member]) if member else -1
            parts.append(f"SELECT * FROM (SELECT _row, {at} AS _at, {texts} FROM cells){where}")
            bound += given
        union = " UNION ALL ".join(parts)
        # A sheet row is its own line, unless it holds several (a cross table).
        line = "_row" if members == [None] else "ROW_NUMBER() OVER (ORDER BY _row, _at)"
        self._run(f"CREATE TEMP TABLE raw AS SELECT {line} AS _line, * FROM ({union})", bound)

    def _members(self) -> list[str]:
        wide = self.dataset.wide
        return [name for name in self.mapping.columns if wide and name.startswith(f"{wide.value}.")]

    def _texts(self, member: str | None) -> tuple[str, list[str]]:
        texts, bound = [], []
        wide = self.dataset.wide
        for column in self.dataset.columns:
            head = self.mapping.columns.get(column.name)
            if member and wide and column.name == wide.value:
                head = self.mapping.columns[member]
            if member and wide and column.name == wide.column:
                bound.append(member.removeprefix(f"{wide.value}."))
                texts.append(f"CAST(? AS VARCHAR) AS r_{column.name}")
            elif head is not None and head in self.table.columns:
                text = cells.filled(column, f"c{self._place(head)}")
                texts.append(f"{text} AS r_{column.name}")
            elif column.name in self.mapping.constants:
                bound.append(self.mapping.constants[column.name])
                texts.append(f"CAST(? AS VARCHAR) AS r_{column.name}")
            else:
                texts.append(f"CAST(NULL AS VARCHAR) AS r_{column.name}")
        return ", ".join(texts), bound

    # -- values ---------------------------------------------------------------------------------------------------

    def _words(self) -> None:
        """`word`: every different text of a choice or flag column with its code; few, so looked up in Python."""
        found: list[tuple[str, str, str]] = []
        for column in self.dataset.columns:
            if not column.choices and column.kind.name != "flag":
                continue
            codes = choice_words(column) if column.choices else {key: str(value) for key, value in _FLAGS.items()}
            own = self.mapping.values.get(column.name, {})
            for (text,) in self._run(f"SELECT DISTINCT r_{column.name} FROM raw WHERE r_{column.name} IS NOT NULL"):
                code = own.get(text) or codes.get(normal(text)) or codes.get(normal(text.removesuffix(".0")))
                if code is not None:
                    found.append((column.name, text, code))
        names, texts, values = zip(*found, strict=True) if found else ((), (), ())
        columns = {"name": names, "text": texts, "code": values}
        self.connection.register(
            "word", pa.table({key: pa.array(value, pa.string()) for key, value in columns.items()})
        )

    def _typed(self) -> None:
        values, joins = [], []
        for column in self.dataset.columns:
            name = column.name
            if column.choices or column.kind.name == "flag":
                joins.append(f"LEFT JOIN word AS w_{name} ON w_{name}.name = '{name}' AND w_{name}.text = raw.r_{name}")
                values.append(f"CAST(w_{name}.code AS {column.sql_type}) AS v_{name}")
            else:
                parsed = cells.value(column, f"r_{name}", self._order(column), self._factor(column))
                values.append(f"{self._translated(column, parsed)} AS v_{name}")
        self._run(f"CREATE TEMP TABLE parsed AS SELECT raw.*, {', '.join(values)} FROM raw {' '.join(joins)}")
        self._run(f"CREATE TEMP TABLE typed AS SELECT * REPLACE ({self._derived()}) FROM parsed")

    def _translated(self, column: Column, parsed: str) -> str:
        """A person's value translations also serve columns that are no choice; texts are matched, never run."""
        own = self.mapping.values.get(column.name)
        if not own:
            return parsed
        table = pa.table({"text": pa.array(own.keys(), pa.string()), "value": pa.array(own.values(), pa.string())})
        self.connection.register(f"own_{column.name}", table)
        said = f"(SELECT value FROM own_{column.name} WHERE text = r_{column.name})"
        return f"COALESCE(CAST({said} AS {column.sql_type}), {parsed})"

    def _order(self, column: Column) -> str:
        """d/m/y or m/d/y, decided over the whole column: a part above 12 is the day. Undecided: / is m/d/y, - and . d-m-y."""
        if column.kind.name != "day":
            return "mdy"
        part = r"TRY_CAST(NULLIF(regexp_extract({0}, '^(\d\d?)[-/.](\d\d?)[-/.]\d', {1}), '') AS INTEGER)"
        first, second = part.format(f"r_{column.name}", 1), part.format(f"r_{column.name}", 2)
        slash = rf"COUNT(*) FILTER (regexp_matches(r_{column.name}, '^\d{{1,2}}/'))"
        ((days_first, days_second, slashes),) = self._run(
            f"SELECT COUNT(*) FILTER ({first} > 12), COUNT(*) FILTER ({second} > 12), {slash} FROM raw"
        )
        if days_first != days_second:
            return "dmy" if days_first > days_second else "mdy"
        return "mdy" if slashes else "dmy"

    def _factor(self, column: Column) -> str:
        head = self.mapping.columns.get(column.name)
        unit = unit_of(head) if head else None
        if column.kind.name == "ratio":
            return "0.01" if unit in ("%", "％") else "1"
        if column.kind.name != "money" or head is None:
            return "1"
        return FACTORS.get(unit or self.table.unit or "元", "1")

    def _derived(self) -> str:
        """Formulas fill a column where its cell is empty, and line numbers follow the order in the file."""
        names = [column.name for column in self.dataset.columns]
        formulas = {**self.dataset.derived, **self.mapping.derive}
        changes = []
        for name, formula in formulas.items():
            sql = arithmetic(formula, names)
            for part in sorted(names, key=len, reverse=True):
                sql = _named(sql, part)
            column = self.dataset.column(name)
            filled = f"TRY_CAST({sql} AS {column.sql_type})"
            changes.append(f"CASE WHEN r_{name} IS NULL THEN {filled} ELSE v_{name} END AS v_{name}")
        if self.dataset.numbered_by and self.dataset.numbered_by[0] not in self.mapping.columns:
            number, within = self.dataset.numbered_by
            changes.append(f"CAST(ROW_NUMBER() OVER (PARTITION BY v_{within} ORDER BY _line) AS INTEGER) AS v_{number}")
        return ", ".join(changes) or "_at AS _at"

    # -- problems -------------------------------------------------------------------------------------------------

    def _address(self, name: str, row: int, at: int) -> str:
        wide = self.dataset.wide
        head = self.mapping.columns.get(name)
        if at >= 0 and wide and name in (wide.value, wide.column):
            return address(self.table.addresses[at], row)
        if head is None or head not in self.table.columns:
            return str(row)
        return address(self.table.addresses[self._place(head)], row)

    def _reject(self, where: str) -> None:
        self._run(f"INSERT INTO bad SELECT _line, _row FROM typed WHERE {where}")

    def _found(self, column: Column, where: str, fault: faults.Fault, only_new: bool = False) -> list[Problem]:
        """One problem a line where the condition holds; the lines are rejected, all of them, the list is bounded."""
        fresh = " AND _line NOT IN (SELECT _line FROM bad)" if only_new else ""
        rows = self._run(
            f"SELECT _row, _at, r_{column.name} FROM typed WHERE ({where}){fresh} ORDER BY _line LIMIT {MAX_PER_COLUMN}"
        )
        self._reject(f"({where}){fresh}")
        return [
            Problem(self.table.sheet, self._address(column.name, row, at), row, (text or "")[:200], *fault)
            for row, at, text in rows
        ]

    def _known_errors(self) -> list[Problem]:
        """Cells that the reader itself found to be errors keep their rows out, where the column is used."""
        used = {
            self.table.addresses[self._place(head)]
            for head in self.mapping.columns.values()
            if head in self.table.columns
        }
        wrong = [p for p in self.table.warnings if p.code == "formula_error"]
        wrong = [p for p in wrong if any(p.cell == address(column, p.row) for column in used)]
        if wrong:
            rows = pa.table({"row": pa.array([p.row for p in wrong], pa.int64())})
            self.connection.register("wrong", rows)
            self._reject("_row IN (SELECT row FROM wrong)")
        return [Problem(p.sheet, p.cell, p.row, p.value, p.code, p.expected, p.remedy) for p in wrong]

    def _unfit(self, column: Column) -> list[Problem]:
        """Texts that are no value of the kind, or out of bounds: one problem a cell, the first law it breaks."""
        raw, value = f"r_{column.name}", f"v_{column.name}"
        is_error = f"regexp_full_match({raw}, '{cells.FORMULA_ERROR}')"
        problems = self._found(column, f"COALESCE({is_error}, FALSE)", faults.FORMULA)
        unread = f"{raw} IS NOT NULL AND {value} IS NULL AND NOT {is_error}"
        problems += self._found(column, unread, faults.unread(column))
        if column.kind.name == "day":
            early = f"{value} NOT BETWEEN DATE '{column.earliest}' AND DATE '{cells.LATEST}'"
            problems += self._found(column, early, faults.EARLY)
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
                problems += self._found(column, where, faults.missing(column), only_new=True)
        return problems

    def _repeated(self) -> list[Problem]:
        """The later of two rows with one key is wrong; the fault names the first."""
        keys = ", ".join(f"v_{name}" for name in self.dataset.key)
        self._run(
            f"CREATE TEMP TABLE twice AS SELECT * FROM (SELECT _line, _row, _at, FIRST_VALUE(_row) OVER same AS first_row, "
            f"ROW_NUMBER() OVER same AS place FROM typed WHERE _line NOT IN (SELECT _line FROM bad) "
            f"WINDOW same AS (PARTITION BY {keys} ORDER BY _line)) WHERE place > 1"
        )
        rows = self._run(f"SELECT _row, _at, first_row FROM twice ORDER BY _line LIMIT {MAX_PER_COLUMN}")
        self._run("INSERT INTO bad SELECT _line, _row FROM twice")
        name = next((key for key in self.dataset.key if key in self.mapping.columns), self.dataset.key[0])
        return [
            Problem(self.table.sheet, self._address(name, row, at), row, self._key_at(row), *faults.repeated(first))
            for row, at, first in rows
        ]

    def _key_at(self, row: int) -> str:
        shown = ", ".join(f"r_{name}" for name in self.dataset.key)
        found = self._run(f"SELECT {shown} FROM typed WHERE _row = ? LIMIT 1", [row])
        return " · ".join(str(part) for part in found[0] if part is not None)

    def _lawless(self) -> list[Problem]:
        problems: list[Problem] = []
        for law in self.dataset.checks:
            condition = law.condition
            for name in sorted(self.dataset.names, key=len, reverse=True):
                condition = _named(condition, name)
            column = self.dataset.column(law.column)
            problems += self._found(column, f"NOT ({condition})", (law.code, law.expected, law.remedy), only_new=True)
        return problems

    # -- the answer -----------------------------------------------------------------------------------------------

    def _answer(self, problems: tuple[Problem, ...]) -> Checked:
        values = ", ".join(f"v_{name} AS {name}" for name in self.dataset.names)
        good = "FROM typed WHERE _line NOT IN (SELECT _line FROM bad)"
        rows = self.connection.sql(f"SELECT {values}, _row {good} ORDER BY _line").to_arrow_table()
        ((loaded, lost, all_rows),) = self._run(
            f"SELECT (SELECT COUNT(DISTINCT _row) {good}), (SELECT COUNT(DISTINCT _row) FROM bad "
            f"WHERE _row NOT IN (SELECT _row {good})), (SELECT COUNT(*) FROM cells)"
        )
        return Checked(rows, problems, lost, {"blank": all_rows - loaded - lost})

    def _run(self, sql: str, bound: list[str] | list[int] | None = None) -> list[tuple[object, ...]]:  # type: ignore[type-arg]
        return self.connection.execute(sql, bound or []).fetchall()


def _named(sql: str, name: str) -> str:
    """Column names of a declared law or checked formula become the typed columns."""
    import re

    return re.sub(rf"(?<![A-Za-z0-9_]){name}(?![A-Za-z0-9_])", f"v_{name}", sql)
