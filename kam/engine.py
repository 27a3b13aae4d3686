"""Questions to the store: one SELECT, its shared facts in front of it, named parameters, the viewer's scope.

A topic's SQL names facts (`kam/facts/*.sql`) like tables; `compose` puts each one it needs before it as a common
table expression, so the text stays one standard SELECT that another engine can run.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from threading import Timer
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from kam.access import Scope
from kam.errors import Failed, Misuse
from kam.text import Text

if TYPE_CHECKING:
    import pandas as pd

_SEPARATOR = "\x1f"
_COMMENT = re.compile(r"--[^\n]*")
_TABLE = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_][a-z0-9_]*)", re.IGNORECASE)
_SPAN_KIND = re.compile(r"\bspan_kind\s*(?:=|IN)\s*\(?((?:\s*'[a-z]+',?)+)", re.IGNORECASE)
_PARAM = re.compile(r"\$([a-z_]+)")
_TIME_LIMIT_S = 60.0
# Of five million order lines DuckDB kept `line` by itself, or computed the others twice: up to twice the time.
# `customer` is materialised for the answer's sake: with an empty directory DuckDB 2.0 pushes filters through its
# outer join and loses every row of share.concentration (tests/topics/test_alone.py).
_HINTS = {"line": "NOT MATERIALIZED"} | dict.fromkeys(
    ("customer", "span_sale", "month_sale", "wallet_taken", "wallet_own"), "MATERIALIZED"
)
# Facts that ask for no parameter and read many rows: the store keeps their answers as tables, made anew by each load.
KEPT = ("month_line", "first_order", "wallet_sum", "known_customer")
_TURN = "turn"
KEPT_VERSIONS = f"SELECT name, concat_ws(' ', turn, sum) FROM kept.{_TURN}"


@dataclass(frozen=True, slots=True)
class View:
    """What a reader looks at: the as-of day, the period (both ends included), and the filters by code."""

    as_of: date
    period_from: date
    period_to: date
    regions: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()

    def params(self) -> dict[str, object]:
        """The named parameters of this view; an empty list means no filter."""
        return {
            "as_of": self.as_of,
            "period_from": self.period_from,
            "period_to": self.period_to,
            "regions": _listed(self.regions),
            "classes": _listed(self.classes),
            "accounts": _listed(self.accounts),
        }


def _listed(values: tuple[str, ...] | frozenset[str]) -> str:
    return _SEPARATOR + _SEPARATOR.join(sorted(values)) + _SEPARATOR if values else ""


@lru_cache
def facts() -> dict[str, str]:
    """Every shared fact: name -> its SELECT without comments."""
    folder = resources.files("kam.facts")
    return {
        item.name.removesuffix(".sql"): _COMMENT.sub("", item.read_text("utf-8")).strip()
        for item in folder.iterdir()
        if item.name.endswith(".sql")
    }


@lru_cache(maxsize=512)
def read_by(sql: str, stops: tuple[str, ...] = KEPT) -> frozenset[str]:
    """The names behind FROM and JOIN, its own steps too, and those behind the facts among them but for `stops`.

    As it stands: the datasets that an answer changes with, and the kept facts.
    """
    found: set[str] = set()
    waiting = [sql]
    while waiting:
        for name in set(_TABLE.findall(_COMMENT.sub("", waiting.pop()))) - found:
            found.add(name)
            if name in facts() and name not in stops:
                waiting.append(facts()[name])
    return frozenset(found)


def _needed(sql: str, found: dict[str, str]) -> None:
    """Adds the facts that stand behind FROM or JOIN, each after those it needs itself."""
    for name in dict.fromkeys(_TABLE.findall(sql)):
        if name in facts() and name not in found:
            _needed(facts()[name], found)
            found[name] = facts()[name]


def _narrowed(span: str, texts: list[str]) -> str:
    """The fact `span` cut to the kinds that the texts name; all of them where none is named.

    What is made of a span is made for every kind in it, and no engine sees through so many steps which one is read.
    """
    named = {kind for text in texts for listed in _SPAN_KIND.findall(text) for kind in re.findall("[a-z]+", listed)}
    kinds = ", ".join(f"'{kind}'" for kind in sorted(named))
    return f"SELECT * FROM (\n{span}\n) AS every_kind WHERE span_kind IN ({kinds})" if kinds else span


def _kept(name: str) -> str:
    # The text is part of the name: a release that computes the fact otherwise never reads the table of the one before.
    return f"{name}_{hashlib.sha256(facts()[name].encode()).hexdigest()[:8]}"


def has_kept(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether the kept facts of this release are there."""
    rows = cursor.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'kept'").fetchall()
    return {_TURN, *map(_kept, KEPT)} <= {row[0] for row in rows}


def keep(cursor: duckdb.DuckDBPyConnection, changed: Collection[str]) -> None:
    """Makes the kept facts anew that read one of the changed tables, inside the caller's transaction.

    They stand in schema `kept`; a question reads them there where they are, and computes them where they are not.
    kept.turn counts how often the rows of each became others: rows that come back are of another turn, since whoever
    was asking meanwhile may have remembered those between under the name of the former.
    """
    cursor.execute("CREATE SCHEMA IF NOT EXISTS kept")
    cursor.execute(f"CREATE TABLE IF NOT EXISTS kept.{_TURN} (name VARCHAR, sum VARCHAR, turn INTEGER)")
    for name in KEPT:
        if set(_TABLE.findall(facts()[name])) & set(changed):
            cursor.execute(f"CREATE OR REPLACE TABLE kept.{_kept(name)} AS {facts()[name]}")
            (total,) = cursor.execute(
                f"SELECT CAST(SUM(HASH(kept)) AS VARCHAR) FROM kept.{_kept(name)} AS kept"
            ).fetchall()
            known = cursor.execute(f"SELECT sum, turn FROM kept.{_TURN} WHERE name = ?", [name]).fetchall()
            if not known or known[0][0] != total[0]:
                cursor.execute(f"DELETE FROM kept.{_TURN} WHERE name = ?", [name])
                cursor.execute(
                    f"INSERT INTO kept.{_TURN} VALUES (?, ?, ?)", [name, total[0], known[0][1] + 1 if known else 1]
                )


@lru_cache(maxsize=512)
def compose(sql: str, is_hinted: bool = False, is_kept: bool = False) -> str:
    """The question with every fact it names in front of it, dependencies first.

    `is_hinted` says to DuckDB which facts to materialise and which to read again: no standard SQL. `is_kept`: the kept
    facts are read from their tables.
    """
    body = _COMMENT.sub("", sql).strip().rstrip(";")
    needed: dict[str, str] = {}
    _needed(body, needed)
    if not needed:
        return body
    if is_kept:
        needed |= {name: f"SELECT * FROM kept.{_kept(name)}" for name in KEPT if name in needed}
    if "span" in needed:
        needed["span"] = _narrowed(needed["span"], [body, *needed.values()])
    hints = _HINTS if is_hinted else {}
    if is_hinted and is_kept:  # else DuckDB copies a kept table whole before it reads it
        hints = hints | dict.fromkeys(KEPT, "NOT MATERIALIZED")
    head = ",\n".join(f"{name} AS {hints.get(name, '')} (\n{text}\n)" for name, text in needed.items())
    if body[:4].upper() == "WITH":
        return f"WITH {head},\n{body[4:].lstrip()}"
    return f"WITH {head}\n{body}"


def bound(params: dict[str, object], scope: Scope) -> dict[str, object]:
    """What a question's parameters are bound to: those of the view, and the scope of who looks."""
    return {
        **params,
        "scope_regions": "*" if scope.regions is None else _listed(scope.regions) or _SEPARATOR,
        "scope_cost": "*" if scope.sees_money else "",
    }


def fetch_arrow(connection: duckdb.DuckDBPyConnection, sql: str, params: dict[str, object], scope: Scope) -> pa.Table:
    """The answer as an Arrow table (decimals and days exact).

    `sql` may name facts; only the parameters it uses are bound. The scope is bound to every query that names a
    customer; that no query reads the datasets past the facts is a test's business. Raises Misuse for a missing
    parameter and Failed when the engine gives up.
    """
    cursor = connection.cursor()
    text = compose(sql, is_hinted=True, is_kept=has_kept(cursor))
    given, used = bound(params, scope), set(_PARAM.findall(text))
    if missing := ", ".join(sorted(used - given.keys())):
        raise Misuse(Text(f"缺少参数：{missing}", f"missing parameters: {missing}"))
    alarm = Timer(_TIME_LIMIT_S, cursor.interrupt)
    alarm.start()
    try:
        return cursor.sql(text, params={name: given[name] for name in used}).to_arrow_table()
    except duckdb.InterruptException as error:
        raise Failed(Text("查询超时，请缩小范围。", "the query took too long; narrow the filters.")) from error
    finally:
        alarm.cancel()
        cursor.close()


def fetch(connection: duckdb.DuckDBPyConnection, sql: str, params: dict[str, object], scope: Scope) -> pd.DataFrame:
    """The answer of `fetch_arrow` as a frame with Arrow types."""
    import pandas as pd  # half of the command line's start-up; only pages need frames

    frame: pd.DataFrame = fetch_arrow(connection, sql, params, scope).to_pandas(types_mapper=pd.ArrowDtype)
    return frame
