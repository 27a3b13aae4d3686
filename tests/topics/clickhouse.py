"""The second engine: a question's text, parameters and data carried to ClickHouse, which runs inside this process.

SQLGlot carries the text. What it leaves open is declared here once: SETTINGS are what ClickHouse itself can do
differently, DIFFERENCES are what has to be written differently, each with its reason. Parameters travel as ClickHouse
query parameters, never inside the text. ClickHouse works a common table expression out again at every name of it, so
each fact is laid down as a table first, once for the questions of a view that share it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot
from sqlglot import exp

from kam.access import Scope
from kam.datasets import ALL
from kam.engine import View, compose, facts
from tests.conftest import Company

SETTINGS = {
    "join_use_nulls": 1,  # a gap of a LEFT JOIN is NULL, not 0 or ''
    "aggregate_functions_null_for_empty": 1,  # the SUM, MIN and MAX of nothing are NULL, not 0
    "prefer_column_name_to_alias": 1,  # a name in SELECT is the column's, not that of another output column
    "max_threads": 1,  # small tables: threads and machine code would cost more than the answers
    "compile_expressions": 0,
    "compile_aggregate_expressions": 0,
}
_DAYS = {"as_of", "period_from", "period_to"}


def _parameter(node: exp.Placeholder) -> exp.Expr:
    kind = exp.DType.DATE32 if node.name in _DAYS else exp.DType.TEXT
    return exp.Placeholder(this=node.name, kind=exp.DataType(this=kind, nullable=False))


def _quotient(node: exp.Div) -> exp.Expr:
    return exp.Div(this=exp.cast(node.this, "DOUBLE"), expression=exp.cast(node.expression, "DOUBLE"))


def _cast(node: exp.Cast) -> exp.Expr:
    if node.to.is_type("TEXT") and isinstance(node.this, exp.Cast) and node.this.to.is_type("DECIMAL"):
        return exp.func("toDecimalString", node.this, _scale(node.this.to))
    if node.to.is_type("INT", "BIGINT", "INT128"):
        return exp.cast(exp.Round(this=node.this), node.to)
    if not node.to.is_type("DECIMAL"):
        return node
    exact = exp.cast(exp.cast(node.this, "TEXT"), "DECIMAL(76, 20)")
    return exp.cast(exp.Round(this=exact, decimals=_scale(node.to)), node.to)


def _type(node: exp.DataType) -> exp.Expr:
    if node.is_type("DATE"):
        return exp.DataType(this=exp.DType.DATE32)
    return exp.DataType.build(f"DECIMAL(76, {_scale(node)})") if node.is_type("DECIMAL") else node


def _scale(decimal: exp.DataType) -> exp.Expr:
    scale: exp.Expr = decimal.expressions[1].this
    return scale.copy()


def _divisor(node: exp.Anonymous) -> exp.Expr:
    if node.name.lower() != "gcd":
        return node
    first, second = node.expressions
    known = exp.and_(*(exp.Not(this=exp.Is(this=one.copy(), expression=exp.Null())) for one in (first, second)))
    found = exp.func("gcd", _not_zero(first, second), _not_zero(second, first))
    return exp.If(this=known, true=found, false=exp.Null())


def _not_zero(value: exp.Expr, other: exp.Expr) -> exp.Expr:
    """A CASE: the value, the other where it is 0, else 1."""
    return exp.case().when(value.neq(0), value.copy()).when(other.neq(0), other.copy()).else_("1")


def _interval(node: exp.Mul) -> exp.Expr:
    if not isinstance(node.expression, exp.Interval):
        return node
    return exp.Interval(this=exp.Paren(this=node.this), unit=node.expression.args["unit"])


def _neighbour(node: exp.Lag | exp.Lead) -> exp.Expr:
    node.set("this", exp.func("toNullable", node.this))
    return node


def _named(node: exp.Select) -> exp.Expr:
    columns = [exp.alias_(one, one.name) if _is_plain(one) else one for one in node.expressions]
    return node.select(*columns, append=False, copy=False)


def _is_plain(one: exp.Expr) -> bool:
    return isinstance(one, exp.Column) and bool(one.table) and not one.is_star


# What stands in the text -> why ClickHouse takes it otherwise, and what is written instead.
DIFFERENCES: dict[type[exp.Expr], tuple[str, Callable[..., exp.Expr]]] = {
    exp.Placeholder: ("a query parameter names its type", _parameter),
    exp.DataType: ("a DATE begins in 1970; arithmetic keeps the width of a decimal, so that it must have room", _type),
    exp.Div: ("the quotient of two decimals keeps the scale of the first, the rest is lost", _quotient),
    exp.IntDiv: (
        "SQLGlot knows no whole division of 128 bits here and writes one of 64",
        lambda node: exp.func("intDiv", node.this, node.expression),
    ),
    exp.Cast: ("a cast to fewer decimals cuts them off, and INT128 is cast to no decimal but through text", _cast),
    exp.Anonymous: ("gcd refuses a 0, that under a NULL too; the divisor of 0 and n is that of n and n", _divisor),
    exp.Mul: ("an interval cannot be multiplied", _interval),
    exp.Lag: ("before the first row stands the type's 0 unless the type has a NULL", _neighbour),
    exp.Lead: ("behind the last row stands the type's 0 unless the type has a NULL", _neighbour),
    exp.Select: ("a column that two joined tables have is called table.column outside", _named),
}


@dataclass(frozen=True)
class Laid:
    """A fact as a table. The engine cuts facts to the question: `version` tells this text over those below it apart."""

    name: str
    statement: str
    version: int


@dataclass(frozen=True)
class Carried:
    """One question in ClickHouse's words: the facts it needs, each after those below it, and its own SELECT."""

    facts: tuple[Laid, ...]
    question: str


@lru_cache(maxsize=256)
def carried(sql: str) -> Carried:
    """The composed question, its facts taken out of it as statements that make a table each."""
    tree = sqlglot.parse_one(compose(sql), read="duckdb")
    head = tree.args.get("with_")
    own: list[exp.Expr] = []
    laid: dict[str, Laid] = {}
    for step in head.expressions if head else []:
        if step.alias in facts():
            below = {laid[table.name].version for table in step.find_all(exp.Table) if table.name in laid}
            statement = _as_table(step)
            laid[step.alias] = Laid(step.alias, statement, hash((statement, frozenset(below))))
        else:
            own.append(step)
    tree.set("with_", exp.With(expressions=own) if own else None)
    return Carried(tuple(laid.values()), _written(_rewritten(tree)))


@lru_cache(maxsize=256)
def _as_table(step: exp.CTE) -> str:
    engine = exp.Properties(expressions=[exp.EngineProperty(this=exp.var("Memory"))])
    query = _rewritten(step.this.copy())
    table = exp.to_table(step.alias)
    return _written(exp.Create(this=table, kind="TABLE", replace=True, properties=engine, expression=query))


def _rewritten(tree: exp.Expr) -> exp.Expr:
    """The tree after DIFFERENCES, inner nodes before those around them; the outermost, a SELECT, stays the same."""
    for node in reversed(list(tree.walk())):
        _reason, rewrite = DIFFERENCES.get(type(node), ("", None))
        if rewrite and (made := rewrite(node)) is not node:
            node.replace(made)
    return tree


def _written(tree: exp.Expr) -> str:
    return tree.sql("clickhouse", unsupported_level=sqlglot.ErrorLevel.RAISE)


def bound(asked: View, scope: Scope) -> dict[str, object]:
    """Every parameter of a view and a scope, as the engine binds them."""
    regions = replace(asked, regions=tuple(scope.regions or ())).params()["regions"]
    return {**asked.params(), "scope_regions": "*" if scope.regions is None else regions or "\x1f"}


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
        for dataset in ALL:
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
    """The table with the widest decimals, as DIFFERENCES asks."""
    types = [pa.decimal256(76, one.type.scale) if pa.types.is_decimal(one.type) else one.type for one in table.schema]
    return table.cast(pa.schema(list(zip(table.column_names, types, strict=True))))


def _escaped(value: object) -> str:
    """A parameter's value in the form ClickHouse reads them, tab-separated text's."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
