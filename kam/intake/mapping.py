"""Mappings as TOML files, the fingerprint of a header, and the small arithmetic of a derived column."""

from __future__ import annotations

import ast
import hashlib
import json
import math
import re
import tomllib
from collections.abc import Iterable
from collections.abc import Mapping as Names
from dataclasses import dataclass
from pathlib import Path

from kam.dataset import Column, Dataset
from kam.errors import Misuse
from kam.intake.decided import hold_layout
from kam.intake.headings import choice_words, normal, skeleton
from kam.intake.report import Mapping
from kam.text import Text

# Headers that a workbook of wrong rows adds: the reasons, and the line numbers that a file without its own was given.
REASONS = Text("问题", "Problems")
NUMBERS = Text("原文件行序", "Line in the file")
_PARTS = ("columns", "constants", "values", "derive", "layout")
_MARK, _MOST_MARKS = 4, 120
_MEMBER = re.compile(r"@([a-z_]+)=")
EVERY = "*"  # spend@period=*: every column whose header is a period, as the table has them
_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


@dataclass(frozen=True, slots=True)
class Spread:
    """A file column whose header is a value: its cells go to `value`, the header's meaning to the other columns.

    `members`: dataset column -> text, read as if it stood in that column; {} in it is the row's own cell there.
    """

    key: str
    value: str
    members: dict[str, str]


def spread_of(key: str, dataset: Dataset) -> Spread | None:
    """What a mapping's key says: spend@period=2024, or score.product of a dataset that is usually wide; else None."""
    value, *parts = _MEMBER.split(key)
    if parts:
        return Spread(key, value, dict(zip(parts[::2], parts[1::2], strict=True)))
    wide = dataset.wide
    if wide and key.startswith(f"{wide.value}."):
        return Spread(key, wide.value, {wide.column: key.removeprefix(f"{wide.value}.")})
    return None


def spreads_of(mapping: Mapping, dataset: Dataset) -> list[Spread]:
    """The file columns of a mapping whose headers are values, in its order."""
    return [spread for key in mapping.columns if (spread := spread_of(key, dataset))]


def spread_key(value: str, members: dict[str, str]) -> str:
    """The key that `spread_of` reads; an @ of a header is written full-width, as it would begin the next column."""
    return value + "".join(f"@{column}={text.replace('@', '＠')}" for column, text in members.items())


def fingerprint(columns: Iterable[str]) -> str:
    """Names a header: 16 hex digits for its words in any order, a dot, four for each word without its numbers.

    What follows the dot tells headers that are nearly the same, see `alike`. What a returned workbook adds is no part
    of it: corrected, it is read as the file it came from.
    """
    words = sorted(set(columns) - {REASONS.zh, REASONS.en, NUMBERS.zh, NUMBERS.en})
    marks = sorted({_digest(skeleton(word))[:_MARK] for word in words})[:_MOST_MARKS]
    return f"{_digest(chr(31).join(words))[:16]}.{''.join(marks)}"


def marks_of(name: str) -> frozenset[str]:
    """The marks of the words in a fingerprint."""
    said = name.partition(".")[2]
    return frozenset(said[place : place + _MARK] for place in range(0, len(said), _MARK))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read_mapping(path: Path) -> Mapping:
    """The mapping of a TOML file; Misuse names what is wrong with it."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Misuse(Text(f"映射文件无法读取：{error}", f"the mapping file cannot be read: {error}")) from error
    unknown = set(raw) - {"dataset", *_PARTS}
    if unknown or not isinstance(raw.get("dataset"), str) or not all(_fits(raw, part) for part in _PARTS):
        raise Misuse(
            Text(
                "映射文件须有 dataset，以及 [columns]、[constants]、[values.列名]、[derive]、[layout]，值均为文字。",
                "a mapping file has dataset, [columns], [constants], [values.COLUMN], [derive], [layout], all of text.",
            )
        )
    parts = {part: raw.get(part, {}) for part in _PARTS}
    # Without quotes TOML takes score.product for a table.
    parts["columns"] = _joined(parts["columns"])
    return Mapping(raw["dataset"], **parts)


def hold_to(mapping: Mapping, dataset: Dataset) -> None:
    """Raises Misuse when the mapping names a column, choice or formula that the dataset does not have."""
    spreads = {spread.key: spread for spread in spreads_of(mapping, dataset)}
    for spread in spreads.values():
        _hold_spread(spread, mapping, dataset)
    named = {*mapping.columns} - spreads.keys() | {*mapping.constants, *mapping.values, *mapping.derive}
    if unknown := named - {*dataset.names}:
        raise _unfit(dataset, ", ".join(sorted(unknown)))
    hold_layout(mapping.layout)
    for name, words in mapping.values.items():
        codes = _codes(dataset.column(name))
        if wrong := {*words.values()} - codes if codes else set():
            raise _unfit(dataset, f"{name} = {', '.join(sorted(wrong))}")
    for name, formula in mapping.derive.items():
        if name not in numeric(dataset):
            raise _unfit(dataset, f"{name} = {formula}")
        arithmetic(formula, numeric(dataset))


def numeric(dataset: Dataset) -> tuple[str, ...]:
    """The columns that a formula may name."""
    return tuple(column.name for column in dataset.columns if column.kind.is_number)


def _hold_spread(spread: Spread, mapping: Mapping, dataset: Dataset) -> None:
    """The columns exist, and a header's meaning in a column of choices is one of them."""
    if {spread.value, *spread.members} - {*dataset.names} or spread.value in spread.members:
        raise _unfit(dataset, spread.key)
    for name, text in spread.members.items():
        words = choice_words(dataset.column(name))
        if words and text != EVERY and normal(text) not in words and text not in mapping.values.get(name, {}):
            raise _unfit(dataset, spread.key)


def _codes(column: Column) -> set[str]:
    return {"true", "false"} if column.kind.name == "flag" else {choice.code for choice in column.choices}


def _unfit(dataset: Dataset, what: str) -> Misuse:
    return Misuse(
        Text(
            f"对应关系与“{dataset.label.zh}”不符：{what}。",
            f"the mapping does not fit {dataset.name}: {what}.",
        )
    )


def _fits(raw: dict[str, object], part: str) -> bool:
    """Texts under names; in [columns] they may be one level down, in [values] they are."""
    table = raw.get(part, {})
    if not isinstance(table, dict):
        return False
    rows = [value for value in table.values() if isinstance(value, dict)] if part in ("columns", "values") else []
    plain = [value for value in table.values() if value not in rows] if rows else list(table.values())
    texts = [*plain, *(text for row in rows for text in row.values())]
    return all(isinstance(text, str) for text in texts) and (part != "values" or not plain)


def _joined(table: dict[str, str | dict[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        found |= {key: value} if isinstance(value, str) else {f"{key}.{part}": text for part, text in value.items()}
    return found


def write_mapping(mapping: Mapping) -> str:
    """The TOML text that `read_mapping` reads."""
    lines = [f"dataset = {_quoted(mapping.dataset)}"]
    for part in ("columns", "constants", "derive", "layout"):
        lines += _table(part, getattr(mapping, part))
    for column, words in mapping.values.items():
        lines += _table(f"values.{_quoted(column)}", words)
    return "\n".join(lines) + "\n"


def _table(name: str, words: Names[str, str]) -> list[str]:
    return ["", f"[{name}]", *(f"{_quoted(key)} = {_quoted(value)}" for key, value in words.items())] if words else []


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string; DEL alone must be escaped besides.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def arithmetic(formula: str, columns: Iterable[str]) -> str:
    """The SQL of a formula of +, -, *, / over columns and numbers; Misuse for anything else.

    Only names from `columns` and numerals are put into the answer, so nothing that a file says becomes SQL.
    """
    try:
        tree = ast.parse(formula, mode="eval").body
        return _term(tree, frozenset(columns))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Misuse(
            Text(
                f"公式只能由列名、数字与 + - * / 组成：{formula}",
                f"a formula is made of columns, numbers and + - * / only: {formula}",
            )
        ) from None


def _term(node: ast.expr, columns: frozenset[str]) -> str:
    match node:
        case ast.Name(id=name) if name in columns:
            return name
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool) and math.isfinite(value):
            return repr(value)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return f"(-{_term(operand, columns)})"
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
            divisor = f"NULLIF({_term(right, columns)}, 0)" if isinstance(op, ast.Div) else _term(right, columns)
            return f"({_term(left, columns)} {_SIGNS[type(op)]} {divisor})"
    raise ValueError(ast.dump(node))
