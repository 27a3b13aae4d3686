"""Texts of SQL with one change each, made on SQLGlot's tree: what a slip of the pen would have left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from textwrap import shorten

import sqlglot
from sqlglot import exp

Changes = Iterator[tuple[exp.Expr, str]]
Change = Callable[[exp.Expr], Changes]
WIDTH = 100
SIGNS: dict[type[exp.Expr], str] = {
    exp.LT: "<=", exp.LTE: "<", exp.GT: ">=", exp.GTE: ">", exp.EQ: "<>", exp.NEQ: "=",
    exp.Add: "-", exp.Sub: "+", exp.Mul: "/", exp.Div: "*", exp.IntDiv: "*", exp.And: "OR", exp.Or: "AND",
}  # fmt: skip
FUNCTIONS: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.Min: exp.Max, exp.Max: exp.Min, exp.Sum: exp.Min, exp.Greatest: exp.Least, exp.Least: exp.Greatest,
}  # fmt: skip
CONDITIONS = (exp.And, exp.Or, exp.Not, exp.Where, exp.Having, exp.If, exp.Join, exp.Paren)


@dataclass(frozen=True, slots=True)
class SqlMutant:
    """One change of a text. `change` tells it from every other change of the text: before → after."""

    change: str
    sql: str


def parsed(sql: str) -> exp.Expr:
    """The one statement that the text is, without comments."""
    return sqlglot.parse_one(sql, read="duckdb")


def written(tree: exp.Expr) -> str:
    return tree.sql(dialect="duckdb", comments=False)


def mutants(sql: str) -> list[SqlMutant]:
    """Every mutant of the text, in the order of the text; two of the same words are one."""
    tree = parsed(sql)
    found, seen, told = [], {written(tree)}, Counter[str]()
    for node in list(tree.walk(bfs=False)):
        for new, words in [each for change in CHANGES for each in change(node)]:
            text = _replaced(tree, node, new)
            if text in seen:
                continue
            seen.add(text)
            told[words] += 1
            found.append(SqlMutant(words if told[words] == 1 else f"{words} ({told[words]})", text))
    return found


def _replaced(tree: exp.Expr, node: exp.Expr, new: exp.Expr) -> str:
    """The text with the new node in place of the node; the tree is left as it was."""
    if node is tree:
        return written(new)
    node.replace(new)
    text = written(tree)
    new.replace(node)
    return text


def _short(node: exp.Expr) -> str:
    return shorten(written(node), WIDTH, placeholder="…")


def _turned(node: exp.Expr, new: exp.Expr) -> tuple[exp.Expr, str]:
    """The change and its words: before → after."""
    return new, f"{_short(node)} → {_short(new)}"


def _without(part: exp.Expr, new: exp.Expr) -> tuple[exp.Expr, str]:
    return new, f"without {_short(part)}"


def _with(node: exp.Expr, **args: object) -> exp.Expr:
    made = node.copy()
    for name, value in args.items():
        made.set(name, value)
    return made


def signs(node: exp.Expr) -> Changes:
    """A comparison, a sign, AND or OR turned into its neighbour."""
    sign = SIGNS.get(type(node))
    if sign is None:
        return
    left, right = (f"({written(side)})" if isinstance(side, exp.Binary) else written(side) for side in _sides(node))
    yield _turned(node, parsed(f"({left} {sign} {right})"))


def _sides(node: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    return node.this, node.expression


def functions(node: exp.Expr) -> Changes:
    """MIN for MAX, GREATEST for LEAST, MIN for SUM; COALESCE without its further values."""
    if type(node) in FUNCTIONS:
        yield _turned(node, FUNCTIONS[type(node)](**node.copy().args))
    if isinstance(node, exp.Coalesce):
        yield _turned(node, node.this.copy())


def conjuncts(node: exp.Expr) -> Changes:
    """A condition without one of the parts that AND joins; WHERE, HAVING or ON without its only part."""
    if isinstance(node, exp.And) and not isinstance(node.parent, exp.And):
        parts = list(node.flatten())
        for part in parts:
            rest = " AND ".join(f"({written(other)})" for other in parts if other is not part)
            yield _without(part, parsed(f"({rest})"))
    if isinstance(node, (exp.Where, exp.Having)) and not isinstance(node.this, exp.And):
        yield _without(node.this, type(node)(this=exp.true()))
    if isinstance(node, exp.Join) and node.args.get("on") and not isinstance(node.args["on"], exp.And):
        yield _without(node.args["on"], _with(node, on=exp.true()))


def joins(node: exp.Expr) -> Changes:
    """LEFT JOIN for JOIN, JOIN for LEFT JOIN."""
    if isinstance(node, exp.Join) and node.args.get("on"):
        side = "LEFT" if not node.side else None
        yield _with(node, side=side), f"{side or 'INNER'} JOIN {_short(node.this)}"


def numbers(node: exp.Expr) -> Changes:
    """A constant one more and one less; lengths of types, keys of an order and what COUNT only counts stay."""
    if not isinstance(node, exp.Literal) or node.find_ancestor(exp.DataType, exp.Ordered) or _is_counted(node):
        return
    if node.is_string and not isinstance(node.parent, exp.Interval):
        return
    for step in (1, -1):
        text = str(Decimal(node.this) + step)
        new = exp.Literal.string(text) if node.is_string else exp.Literal.number(text)
        yield new, f"{_short(node.parent or node)}: {node.this} → {text}"


def _is_counted(node: exp.Expr) -> bool:
    """Whether it stands behind THEN in COUNT(CASE ...): any value would do."""
    branch = node.parent
    if not isinstance(branch, exp.If) or branch.args.get("true") is not node or branch.parent is None:
        return False
    return isinstance(branch.parent.parent, exp.Count)


def distincts(node: exp.Expr) -> Changes:
    """DISTINCT and UNION without taking doubles away."""
    if isinstance(node, exp.Select) and node.args.get("distinct"):
        yield _without(node.args["distinct"], _with(node, distinct=None))
    if isinstance(node, exp.Union) and node.args.get("distinct"):
        yield _with(node, distinct=False), f"UNION ALL {_short(node.expression)}"
    if isinstance(node, exp.Count) and isinstance(node.this, exp.Distinct):
        yield _turned(node, exp.Count(this=node.this.expressions[0].copy()))


def cases(node: exp.Expr) -> Changes:
    """CASE without one of its branches."""
    if not isinstance(node, exp.Case):
        return
    branches, rest = node.args["ifs"], node.args.get("default")
    for branch in branches:
        left = [other.copy() for other in branches if other is not branch]
        yield _without(branch, _with(node, ifs=left) if left else rest.copy() if rest else exp.null())
    if rest:
        yield _with(node, default=None), f"without ELSE {_short(rest)}"


def flags(node: exp.Expr) -> Changes:
    """IS NOT NULL for IS NULL, a flag turned, ascending for descending."""
    if isinstance(node, exp.Is):
        yield _turned(node, exp.Not(this=node.copy()))
    if isinstance(node, exp.Column) and node.name.startswith(("is_", "has_")) and isinstance(node.parent, CONDITIONS):
        yield exp.Not(this=node.copy()), f"NOT {_short(node)}"
    if isinstance(node, exp.Ordered):
        yield _turned(node, _with(node, desc=not node.args.get("desc")))


CHANGES: tuple[Change, ...] = (signs, functions, conjuncts, joins, numbers, distincts, cases, flags)
