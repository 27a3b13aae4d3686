"""The second engine: a company and its questions in ClickHouse, which runs inside this process.

SETTINGS make it answer as standard SQL does; `clickhouse_text` carries the texts. Parameters travel as ClickHouse query
parameters, never inside the text. A fact is laid down as a table once for the questions of a view that share it.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kam.access import Scope
from kam.datasets import EVERY
from kam.engine import View
from tests.conftest import Company
from tests.topics.clickhouse_text import Laid, carried

SETTINGS = {
    "join_use_nulls": 1,  # a gap of a LEFT JOIN is NULL, not 0 or ''
    "aggregate_functions_null_for_empty": 1,  # the SUM, MIN and MAX of nothing are NULL, not 0
    "prefer_column_name_to_alias": 1,  # a name in SELECT is the column's, not that of another output column
    "max_threads": 1,  # small tables: threads and machine code would cost more than the answers
    "compile_expressions": 0,
    "compile_aggregate_expressions": 0,
}


def bound(asked: View, scope: Scope) -> dict[str, object]:
    """Every parameter of a view and a scope, as the engine binds them."""
    regions = replace(asked, regions=tuple(scope.regions or ())).params()["regions"]
    return {**asked.params(), "scope_regions": "*" if scope.regions is None else regions or "\x1f", "scope_cost": "*"}


@dataclass
class ClickHouse:
    """One session. `folder` holds the datasets on their way; `move_in`, then `look`, then `ask` as often as needed.

    The library is half a gigabyte, so only the process that asks loads it.
    """

    folder: Path
    session: Any = field(default_factory=lambda: importlib.import_module("chdb.session").Session())
    params: dict[str, object] = field(default_factory=dict)
    laid: dict[str, Laid] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, value in SETTINGS.items():
            self.session.query(f"SET {name} = {value}")

    def move_in(self, company: Company) -> None:
        """Every dataset of the company in place of what was there; every column may be NULL, amounts stay exact."""
        for dataset in EVERY:
            file = self.folder / f"{dataset.name}.parquet"
            pq.write_table(_roomy(company.connection.table(dataset.name).to_arrow_table()), file)
            self._run(
                f"CREATE OR REPLACE TABLE {dataset.name} ENGINE = Memory AS SELECT * FROM file('{file}', Parquet)"
            )

    def look(self, params: dict[str, object]) -> None:
        """Takes these parameters from now on; the facts are to be worked out anew."""
        self.params = params
        self.laid.clear()

    def ask(self, sql: str) -> pa.Table:
        """The answer to a question of the product, in ClickHouse's types."""
        text = carried(sql)
        for fact in text.facts:
            if self.laid.get(fact.name) != fact:
                self._run(fact.statement)
                self.laid[fact.name] = fact
        return pa.ipc.open_stream(self._run(text.question).bytes()).read_all()

    def _run(self, statement: str) -> Any:
        return self.session.query(statement, "ArrowStream", params={k: _escaped(v) for k, v in self.params.items()})


def _roomy(table: pa.Table) -> pa.Table:
    """The table with the widest decimals: ClickHouse's arithmetic keeps their width."""
    types = [pa.decimal256(76, one.type.scale) if pa.types.is_decimal(one.type) else one.type for one in table.schema]
    return table.cast(pa.schema(list(zip(table.column_names, types, strict=True))))


def _escaped(value: object) -> str:
    """A parameter's value in the form ClickHouse reads them, tab-separated text's."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
