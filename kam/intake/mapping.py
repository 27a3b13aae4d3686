"""Mappings as TOML files, the fingerprint of a header, and the small arithmetic of a derived column."""

from __future__ import annotations

import ast
import hashlib
import json
import math
import tomllib
from collections.abc import Iterable
from collections.abc import Mapping as Names
from pathlib import Path

from kam.dataset import Choice, Column, Dataset
from kam.errors import Misuse
from kam.intake.report import Mapping
from kam.text import Text

# Headers that a workbook of wrong rows adds: the reasons, and the line numbers that a file without its own was given.
REASONS = Text("问题", "Problems")
NUMBERS = Text("原文件行序", "Line in the file")
_PARTS = ("columns", "constants", "values", "derive", "layout")
_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def fingerprint(columns: Iterable[str]) -> str:
    """Names a header: the same words in any order give the same 16 hex digits.

    What a returned workbook adds is no part of it: corrected, it is read as the file it came from.
    """
    words = sorted(set(columns) - {REASONS.zh, REASONS.en, NUMBERS.zh, NUMBERS.en})
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:16]


def read_mapping(path: Path) -> Mapping:
    """The mapping of a TOML file; Misuse names what is wrong with it."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Misuse(Text(f"映射文件无法读取：{error}", f"the mapping file cannot be read: {error}")) from error
    unknown = set(raw) - {"dataset", *_PARTS}
    if unknown or not isinstance(raw.get("dataset"), str) or not all(_is_words(raw.get(part, {})) for part in _PARTS):
        raise Misuse(
            Text(
                "映射文件须有 dataset，以及 [columns]、[constants]、[values.列名]、[derive]、[layout]，值均为文字。",
                "a mapping file has dataset, [columns], [constants], [values.COLUMN], [derive] and [layout], all of text.",
            )
        )
    return Mapping(raw["dataset"], *(raw.get(part, {}) for part in _PARTS))


def hold_to(mapping: Mapping, dataset: Dataset) -> None:
    """Raises Misuse when the mapping names a column, choice or formula that the dataset does not have."""
    across = {f"{dataset.wide.value}.{choice.code}" for choice in _across(dataset)} if dataset.wide else set()
    named = {*mapping.columns} - across | {*mapping.constants, *mapping.values, *mapping.derive}
    if unknown := named - {*dataset.names}:
        raise _unfit(dataset, ", ".join(sorted(unknown)))
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


def _across(dataset: Dataset) -> tuple[Choice, ...]:
    return dataset.column(dataset.wide.column).choices if dataset.wide else ()


def _codes(column: Column) -> set[str]:
    return {"true", "false"} if column.kind.name == "flag" else {choice.code for choice in column.choices}


def _unfit(dataset: Dataset, what: str) -> Misuse:
    return Misuse(
        Text(
            f"对应关系与“{dataset.label.zh}”不符：{what}。",
            f"the mapping does not fit {dataset.name}: {what}.",
        )
    )


def _is_words(table: object) -> bool:
    return isinstance(table, dict) and all(isinstance(value, str) or _is_words(value) for value in table.values())


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
