"""A matched table as typed lines: `raw` (r_NAME texts), then `typed` (v_NAME values beside them).

A cross table gives one line a member and cell; every other sheet row is one line. `_line` orders lines, `_row` is the
sheet row, `_at` the place of a cross table's cell (else -1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa

from kam.dataset import Column, Dataset
from kam.intake import cells
from kam.intake.headings import FACTORS, choice_words, normal, unit_of
from kam.intake.mapping import arithmetic, numeric
from kam.intake.report import Mapping
from kam.intake.sheet import SheetTable

_FLAGS = {"是": True, "否": False, "y": True, "n": False, "yes": True, "no": False, "true": True, "false": False}
_FLAGS |= {"1": True, "0": False, "1.0": True, "0.0": False, "√": True, "×": False, "真": True, "假": False}


@dataclass(slots=True)
class Parsing:
    """One table on its way into one dataset."""

    connection: duckdb.DuckDBPyConnection
    table: SheetTable
    dataset: Dataset
    mapping: Mapping
    unsure: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    """Day column -> (row, text, order) where nothing tells day and month apart."""

    def parse(self) -> None:
        """Makes `cells`, `raw` and `typed`. Raises Misuse for a formula that is none."""
        self.connection.register("cells", self._trimmed())
        self._raw()
        self._words()
        self._typed()

    def place(self, head: str) -> int:
        return self.table.columns.index(head)

    def run(self, sql: str, bound: list[Any] | None = None) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, bound or []).fetchall()

    def _trimmed(self) -> pa.Table:
        """The mapped columns, trimmed, and `_row`."""
        places = sorted({self.place(head) for head in self.mapping.columns.values() if head in self.table.columns})
        texts = {f"c{place}": cells.trimmed(self.table.cells.column(f"c{place}")) for place in places}
        return pa.table({**texts, "_row": self.table.cells.column("_row")})

    def _raw(self) -> None:
        """The mapped texts, trimmed; a cross table gives one line a member and cell."""
        parts = []
        bound: list[str] = []
        members: list[str | None] = [*self._members()] or [None]
        for member in members:
            texts, given = self._texts(member)
            where = f" WHERE r_{self.dataset.wide.value} IS NOT NULL" if member and self.dataset.wide else ""
            at = self.place(self.mapping.columns[member]) if member else -1
            parts.append(f"SELECT * FROM (SELECT _row, {at} AS _at, {texts} FROM cells){where}")
            bound += given
        union = " UNION ALL ".join(parts)
        # A sheet row is its own line, unless it holds several (a cross table).
        line = "_row" if members == [None] else "ROW_NUMBER() OVER (ORDER BY _row, _at)"
        self.run(f"CREATE TEMP TABLE raw AS SELECT {line} AS _line, * FROM ({union})", bound)

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
                text = cells.filled(column, f"c{self.place(head)}")
                texts.append(f"{text} AS r_{column.name}")
            elif column.name in self.mapping.constants:
                bound.append(self.mapping.constants[column.name])
                texts.append(f"CAST(? AS VARCHAR) AS r_{column.name}")
            else:
                texts.append(f"CAST(NULL AS VARCHAR) AS r_{column.name}")
        return ", ".join(texts), bound

    def _words(self) -> None:
        """`word`: every different text of a choice or flag column with its code; few, so looked up in Python."""
        found: list[tuple[str, str, str]] = []
        for column in self.dataset.columns:
            if not column.choices and column.kind.name != "flag":
                continue
            codes = choice_words(column) if column.choices else {key: str(value) for key, value in _FLAGS.items()}
            own = {text.strip(): code for text, code in self.mapping.values.get(column.name, {}).items()}
            for (text,) in self.run(f"SELECT DISTINCT r_{column.name} FROM raw WHERE r_{column.name} IS NOT NULL"):
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
        self.run(f"CREATE TEMP TABLE parsed AS SELECT raw.*, {', '.join(values)} FROM raw {' '.join(joins)}")
        self.run(f"CREATE TEMP TABLE typed AS SELECT * REPLACE ({self._derived()}) FROM {self._stamped()}")

    def _translated(self, column: Column, parsed: str) -> str:
        """A person's value translations also serve columns that are no choice; texts are matched, never run."""
        own = self.mapping.values.get(column.name)
        if not own:
            return parsed
        table = pa.table({"text": pa.array(own.keys(), pa.string()), "value": pa.array(own.values(), pa.string())})
        self.connection.register(f"own_{column.name}", table)
        said = f"(SELECT value FROM own_{column.name} WHERE text = r_{column.name})"
        return f"COALESCE(TRY_CAST({said} AS {column.sql_type}), {parsed})"

    def _order(self, column: Column) -> str:
        """d/m/y or m/d/y, decided over the whole column by parts above 12; undecided, / is m/d/y, - and . are d-m-y."""
        if column.kind.name != "day":
            return "mdy"
        text = f"r_{column.name}"
        part = r"TRY_CAST(NULLIF(regexp_extract({0}, '^(\d\d?)[-/.](\d\d?)[-/.]\d', {1}), '') AS INTEGER)"
        # The cheap look at two characters spares half a million ISO days the pattern.
        self.run(
            f"CREATE OR REPLACE TEMP TABLE short AS SELECT _row, {text} AS said, contains({text}, '/') AS slash, "
            f"{part.format(text, 1)} AS first, {part.format(text, 2)} AS second FROM raw "
            f"WHERE {text}[2] IN ('/', '-', '.') OR {text}[3] IN ('/', '-', '.')"
        )
        counted = "COUNT(*) FILTER (first > 12), COUNT(*) FILTER (second > 12), COUNT(*) FILTER (slash)"
        ((days_first, days_second, slashes),) = self.run(f"SELECT {counted} FROM short")
        if days_first != days_second:
            return "dmy" if days_first > days_second else "mdy"
        order = "mdy" if slashes else "dmy"
        either = "first <> second AND first <= 12 AND second <= 12"
        for row, said in self.run(f"SELECT _row, said FROM short WHERE {either} ORDER BY _row LIMIT 1"):
            self.unsure[column.name] = (row, said, order)
        return order

    def _factor(self, column: Column) -> str:
        head = self.mapping.columns.get(column.name)
        unit = unit_of(head) if head else None
        if column.kind.name == "ratio":
            return "0.01" if unit in ("%", "％") else "1"
        if column.kind.is_text or head is None:
            return "1"
        # A title's unit speaks of money; a header's own speaks of its column, be it a threshold or a target.
        above = self.table.unit if column.kind.name in ("money", "price") else None
        return FACTORS.get(unit or above or "元", "1")

    def _stamped(self) -> str:
        """`parsed`, with the {columns} that a constant names filled in line by line: IMPORT-{ordered_on}."""
        changes = []
        for name in self.mapping.constants:
            filled = f"v_{name}"
            for part in self.stamps(name):
                filled = f"replace({filled}, '{{{part}}}', COALESCE(CAST(v_{part} AS VARCHAR), ''))"
            if self.stamps(name):
                changes.append(f"{filled} AS v_{name}")
        return f"(SELECT * REPLACE ({', '.join(changes)}) FROM parsed)" if changes else "parsed"

    def stamps(self, name: str) -> list[str]:
        """The columns that the constant of a text column names in braces."""
        text = self.mapping.constants.get(name, "") if self.dataset.column(name).kind.is_text else ""
        return [part for part in self.dataset.names if f"{{{part}}}" in text and part != name]

    def _derived(self) -> str:
        """Formulas fill a column where its cell is empty, and line numbers follow the order in the file."""
        names = [column.name for column in self.dataset.columns]
        formulas = {**self.dataset.derived, **self.mapping.derive}
        changes = []
        for name, formula in formulas.items():
            sql = arithmetic(formula, numeric(self.dataset))
            for part in sorted(names, key=len, reverse=True):
                sql = typed_names(sql, part)
            column = self.dataset.column(name)
            filled = f"TRY(CAST({sql} AS {column.sql_type}))"
            changes.append(f"CASE WHEN r_{name} IS NULL THEN {filled} ELSE v_{name} END AS v_{name}")
        if self.dataset.numbered_by and self.dataset.numbered_by[0] not in self.mapping.columns:
            number, within = self.dataset.numbered_by
            changes.append(f"CAST(ROW_NUMBER() OVER (PARTITION BY v_{within} ORDER BY _line) AS INTEGER) AS v_{number}")
        return ", ".join(changes) or "_at AS _at"


def typed_names(sql: str, name: str) -> str:
    """Column names of a declared law or checked formula become the typed columns."""
    return re.sub(rf"(?<![A-Za-z0-9_]){name}(?![A-Za-z0-9_])", f"v_{name}", sql)
