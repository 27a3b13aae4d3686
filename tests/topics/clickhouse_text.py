"""A question's text carried to ClickHouse: SQLGlot's words for it, and what they leave open, declared here once.

DIFFERENCES are what has to be written differently, each with its reason. ClickHouse works a common table expression
out again at every name of it, so each fact becomes a table first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import sqlglot
from sqlglot import exp

from kam.engine import compose, facts

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
