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
from kam.intake import cells, scaling
from kam.intake.headings import choice_words, normal
from kam.intake.mapping import NUMBERS, Spread, arithmetic, numeric, spreads_of
from kam.intake.order import order_of
from kam.intake.periods import ROW_YEAR
from kam.intake.report import Mapping
from kam.intake.table import SheetTable

COUNT = "{n}"
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
    orders: dict[str, str] = field(default_factory=dict)
    """Day column -> dmy, mdy, ymd or roc (years of the Republic first), where the column was read in that order."""
    figures: scaling.Figures = field(init=False)
    refused: dict[str, dict[str, str]] = field(default_factory=dict)
    """Column -> {unit: SQL of the lines whose figure is in it}, for units that are no money in CNY."""

    def __post_init__(self) -> None:
        self.figures = scaling.Figures(self.table, self.mapping, self.dataset)

    def parse(self) -> None:
        """Makes `cells`, `raw` and `typed`. Raises Misuse for a formula that is none."""
        self.connection.register("cells", self._trimmed())
        self.connection.register("numbered", self.table.cells)
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
        return pa.table({**texts, **self.figures.places(), "_row": self.table.cells.column("_row")})

    def _raw(self) -> None:
        """The mapped texts, trimmed; a cross table gives one line a member and filled cell."""
        parts = []
        bound: list[str] = []
        ways: list[Spread | None] = [*self.spreads] or [None]
        for spread in ways:
            texts, given = self._texts(spread)
            where = f" WHERE r_{spread.value} IS NOT NULL" if spread else ""
            at = self.place(self.mapping.columns[spread.key]) if spread else -1
            parts.append(f"SELECT * FROM (SELECT _row, {at} AS _at, _unit, _currency, {texts} FROM cells){where}")
            bound += given
        union = " UNION ALL ".join(parts)
        # A sheet row is its own line, unless it holds several (a cross table).
        line = "ROW_NUMBER() OVER (ORDER BY _row, _at)" if self.spreads else "_row"
        self.run(f"CREATE TEMP TABLE raw AS SELECT {line} AS _line, * FROM ({union})", bound)

    @property
    def spreads(self) -> list[Spread]:
        """The file columns whose headers are values; what the file lacks of them is left out."""
        found = spreads_of(self.mapping, self.dataset)
        return [spread for spread in found if self.mapping.columns[spread.key] in self.table.columns]

    def head(self, column: Column) -> str | None:
        """The file column that a column comes from; of a cross table's values the first."""
        own = self.mapping.columns.get(column.name)
        return own or next((self.mapping.columns[s.key] for s in self.spreads if s.value == column.name), None)

    def _texts(self, spread: Spread | None) -> tuple[str, list[str]]:
        """SQL of every column's text, and the texts bound in it."""
        texts, bound = [], []
        for column in self.dataset.columns:
            text, given = self._text(column, spread)
            texts.append(f"{text} AS r_{column.name}")
            bound += given
        return ", ".join(texts), bound

    def _text(self, column: Column, spread: Spread | None) -> tuple[str, list[str]]:
        head = self.mapping.columns.get(column.name)
        if spread and column.name == spread.value:
            head = self.mapping.columns[spread.key]
        own = cells.filled(column, f"c{self.place(head)}") if head is not None and head in self.table.columns else None
        if spread and column.name in spread.members:
            said = spread.members[column.name]
            if not said:
                return "CAST(NULL AS VARCHAR)", []
            if own is None or ROW_YEAR not in said:
                return "CAST(? AS VARCHAR)", [said]
            # The row's year beside the header's month: 2024, 2024.0 and 2024年 with {}-01.
            year = f"regexp_extract({own}, '^\\s*((?:19|20)\\d\\d)(?:\\.0|\\s*年度?)?\\s*$', 1)"
            return f"replace(CAST(? AS VARCHAR), '{ROW_YEAR}', COALESCE(NULLIF({year}, ''), {own}))", [said]
        if own is not None:
            return own, []
        if column.name in self.mapping.constants:
            return "CAST(? AS VARCHAR)", [self.mapping.constants[column.name]]
        return "CAST(NULL AS VARCHAR)", []

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
                factor = self.figures.factor(column)
                parsed = cells.value(column, f"r_{name}", self._order(column), factor, self._word(column))
                values.append(f"{self._translated(column, self._accepted(column, parsed))} AS v_{name}")
        self.run(f"CREATE TEMP TABLE parsed AS SELECT raw.*, {', '.join(values)} FROM raw {' '.join(joins)}")
        self.run(f"CREATE TEMP TABLE typed AS SELECT * REPLACE ({self._derived()}) FROM {self._stamped()}")

    def _accepted(self, column: Column, parsed: str) -> str:
        """The value, NULL where its unit is no money of ours: see `refused`."""
        refused = self.figures.refused(column)
        if not refused:
            return parsed
        self.refused[column.name] = refused
        return f"CASE WHEN NOT COALESCE({' OR '.join(refused.values())}, FALSE) THEN {parsed} END"

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
        """How 3/4/26 reads: as a person decided, else as the whole column has it; see `order`."""
        if column.kind.name != "day":
            return "mdy"
        decided = self.mapping.layout.get("dates") or self.table.layout.get("dates", "")
        titles = f"{self.head(column) or ''} {self.table.title}"
        found = order_of(self.run, f"r_{column.name}", decided, "民國" in titles or "民国" in titles)
        if found.is_used:
            self.orders[column.name] = found.name
        if found.unsure:
            self.unsure[column.name] = (*found.unsure, found.name)
        return found.name

    def _word(self, column: Column) -> str:
        """The one word behind the numbers of a column (12台): a count, or a measure that stands in every cell.

        Two words in a column are two things: their cells are problems.
        """
        if column.kind.name not in ("int", "quantity"):
            return ""
        text = f"r_{column.name}"
        found = self.run(
            f"SELECT word FROM (SELECT DISTINCT {cells.word_of(text)} AS word FROM raw WHERE {text} IS NOT NULL "
            f"AND TRY_CAST({text} AS DOUBLE) IS NULL) WHERE word <> '' LIMIT 2"
        )
        if len(found) != 1:
            return ""
        word = str(found[0][0])
        bare = re.fullmatch(cells.COUNTS, word) is None and self.run(
            f"SELECT 1 FROM raw WHERE {text} IS NOT NULL AND NOT suffix(lower({text}), ?) LIMIT 1", [word]
        )
        return "" if bare else word

    def _stamped(self) -> str:
        """`parsed`, with the {columns} that a constant names filled in line by line: IMPORT-{ordered_on}-{n}."""
        changes = []
        for name in self.mapping.constants:
            filled = self.stamped(name)
            if self.is_counted(name):
                filled = f"replace({filled}, '{COUNT}', CAST({self.count(name)} AS VARCHAR))"
            if filled != f"v_{name}":
                changes.append(f"{filled} AS v_{name}")
        return f"(SELECT * REPLACE ({', '.join(changes)}) FROM parsed)" if changes else "parsed"

    def stamped(self, name: str) -> str:
        filled = f"v_{name}"
        for part in self.stamps(name):
            filled = f"replace({filled}, '{{{part}}}', COALESCE(CAST(v_{part} AS VARCHAR), ''))"
        return filled

    def is_counted(self, name: str) -> bool:
        """Whether a constant counts the lines that would otherwise be named alike."""
        return self.dataset.column(name).kind.is_text and COUNT in self.mapping.constants.get(name, "")

    def count(self, name: str) -> str:
        """The line's order among those named alike; a returned line keeps the one it had in its first file."""
        order = f"ROW_NUMBER() OVER (PARTITION BY {self.stamped(name)} ORDER BY _line)"
        heads = [head for head in self.table.columns if head in (NUMBERS.zh, NUMBERS.en)]
        if not heads:
            return order
        number = f"TRY_CAST(c{self.place(heads[0])} AS INTEGER)"
        return f"COALESCE((SELECT {number} FROM numbered WHERE numbered._row = parsed._row), {order})"

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
