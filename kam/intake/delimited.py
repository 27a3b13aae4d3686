"""Delimited text to cells: encoding, delimiter, quotes; every record kept, also blank and ragged ones."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import TextIOWrapper
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kam.errors import Problem, Refused
from kam.intake.dialect import SAMPLE_CHARS, detect_dialect, quoted_field
from kam.intake.encoding import detect_encoding
from kam.intake.grid import Grid, address, text_table
from kam.intake.plausible import BROKEN
from kam.intake.records import Dialect, all_records, sound_records
from kam.text import Text

__all__ = ["Dialect", "detect_dialect", "read_delimited", "with_points"]

MAX_REPORTED = 1000
_SHOWN = 200  # characters of a cell in a warning
_BLOCK = 20_000
_CHUNK = 1 << 20
_MAX_COLUMNS = 16_384  # as Excel has
# One line of many delimiters widens every row of the box: it is refused when the box is mostly of its making.
_MAX_BOX, _MAX_BOX_PER_FIELD = 20_000_000, 8
_GUARD = r'(?s)^\s*="(.*)"\s*$'
# Besides white space: marks of no width, and the end mark of old systems.
_NOTHING = "\u200b\u2060\ufeff\x1a"
_SIGNS = r"[-+(−€$£¥￥\s\x{a0}]{0,4}"
_GROUPS = r"\d{1,3}(?:[. '\x{a0}\x{202f}]\d{3})+"
_AFTER = r"[^\d,.]{0,4}"
_DECIMAL = rf"^{_SIGNS}(?:\d+|{_GROUPS}),\d+{_AFTER}$"
# Plain spaces between threes of digits alone may be a telephone number.
_GROUPED = rf"^{_SIGNS}\d{{1,3}}(?:[.'\x{{a0}}\x{{202f}}]\d{{3}})+{_AFTER}$"
_POINT_DECIMAL = r"^\s*-?\d+\.(?:\d{1,2}|\d{4,})\s*%?\s*$"


@dataclass(frozen=True, slots=True)
class _Traits:
    """What stands anywhere in the decoded text; `is_cut`: the file ends inside a character."""

    is_quoted: bool = False
    has_broken: bool = False
    is_cut: bool = False
    has_nul: bool = False
    has_guard: bool = False


def read_delimited(path: Path, sheet: str, encoding: str | None = None) -> tuple[Grid, str, Dialect]:
    """The file's one sheet, its encoding and dialect; an `encoding` chosen by a person rules when it decodes.

    Cells stand as written, without quotes and ="…" guards; white space alone is empty, NUL characters are left out.
    A sep= line is a blank row. Broken quotes and characters lost in decoding are warnings of the grid.
    Raises Refused: damaged when it cannot be decoded, unsafe when one line would make millions of empty columns.
    """
    encoding = detect_encoding(path, encoding)
    with _opened(path, encoding) as file:
        dialect = detect_dialect(file.read(SAMPLE_CHARS))
    traits = _traits(path, encoding, dialect.delimiter)
    dialect = replace(dialect, quote='"' if traits.is_quoted else None)
    cells, widths, faulty = _read(path, encoding, dialect, traits)
    cut = [_cut_problem(sheet, len(widths), widths[-1].as_py() - 1)] if traits.is_cut else []
    broken = _broken_problems(sheet, cells) if traits.has_broken else []
    warnings = (*_quote_problems(sheet, faulty), *broken, *cut)
    return Grid(sheet, False, cells, warnings=warnings, widths=widths), encoding, dialect


def _opened(path: Path, encoding: str) -> TextIOWrapper:
    return path.open(encoding=encoding, errors="replace", newline="")


def _traits(path: Path, encoding: str, delimiter: str) -> _Traits:
    quote = quoted_field(delimiter)
    traits = _Traits()
    last = "\n"
    with _opened(path, encoding) as file:
        while piece := file.read(_CHUNK):
            # A field's beginning and its quote may fall into two pieces.
            text, last = last + piece, piece[-2:]
            traits = _Traits(
                traits.is_quoted or ('"' in text and quote.search(text) is not None),
                traits.has_broken or BROKEN in text,
                piece.endswith(BROKEN),
                traits.has_nul or "\0" in text,
                traits.has_guard or '="' in text,
            )
    return traits


def _read(path: Path, encoding: str, dialect: Dialect, traits: _Traits) -> tuple[pa.Table, pa.Array, list[int]]:
    """Cells, widths and the places of records with a broken quote; sound files, which most are, are read faster."""
    try:
        with _opened(path, encoding) as file:
            return *_cells(sound_records(file, dialect), traits), []
    except csv.Error:
        faulty: list[int] = []
        with _opened(path, encoding) as file:
            return *_cells(all_records(file, dialect, faulty), traits), faulty


def _cells(records: Iterable[list[str]], traits: _Traits) -> tuple[pa.Table, pa.Array]:
    """All records as string columns, and the number of fields each record has."""
    rest = _without_cut_end(records) if traits.is_cut else iter(records)
    tables, widths = [], []
    rows = fields = widest = 0
    while block := list(islice(rest, _BLOCK)):
        lengths = [len(record) for record in block]
        rows, fields, widest = rows + len(block), fields + sum(lengths), max(widest, *lengths)
        _require_bearable(rows, widest, fields)
        tables.append(_block_table(block, max(lengths), traits))
        widths.append(pa.array(lengths, pa.int32()))
    if not tables:
        return text_table([]), pa.array([], pa.int32())
    return pa.concat_tables(tables, promote_options="default"), pa.chunked_array(widths).combine_chunks()


def _without_cut_end(records: Iterable[list[str]]) -> Iterator[list[str]]:
    """The records without the rest of a character that the file ends in: a number before it stays a number."""
    held: list[str] | None = None
    for record in records:
        if held is not None:
            yield held
        held = record
    if held:
        yield [*held[:-1], held[-1].removesuffix(BROKEN)]


def _require_bearable(rows: int, widest: int, fields: int) -> None:
    if widest > _MAX_COLUMNS or rows * widest > max(_MAX_BOX, _MAX_BOX_PER_FIELD * fields):
        raise Refused(
            Text(
                f"文本中有一行多达 {widest} 列，不像表格，为安全起见未打开。请检查该行的分隔符后再上传。",
                f"A line has {widest} fields, more than a table can have, so the text was not opened. "
                "Check the delimiters of that line and upload it again.",
            ),
            "unsafe",
        )


def _block_table(block: list[list[str]], width: int, traits: _Traits) -> pa.Table:
    padded = (record if len(record) == width else record + [""] * (width - len(record)) for record in block)
    columns = [pa.array(column, pa.string()) for column in zip(*padded, strict=True)]
    if not columns:  # only blank lines so far: one empty column keeps their number
        columns = [pa.nulls(len(block), pa.string())]
    return text_table([_plain(column, traits) for column in columns])


def _plain(column: pa.Array, traits: _Traits) -> pa.Array:
    """The texts of a column without guards and NULs; white space alone is null."""
    if traits.has_nul:
        column = pc.replace_substring(column, "\0", "")
    if traits.has_guard:
        guarded = pc.match_substring_regex(column, _GUARD)
        inner = pc.replace_substring(pc.replace_substring_regex(column, _GUARD, r"\1"), '""', '"')
        column = pc.if_else(guarded, inner, column)
    trimmed = pc.utf8_trim(pc.utf8_trim_whitespace(column), _NOTHING)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), column)


def _quote_problems(sheet: str, faulty: list[int]) -> list[Problem]:
    expected = Text("成对的引号", "Quotes in pairs")
    remedy = Text(
        "该行的引号不成对，已按普通文字读取。请核对该行各列。",
        "A quote of this line has no partner and was read as plain text. Check the line's fields.",
    )
    rows = (place + 1 for place in faulty[:MAX_REPORTED])
    return [Problem(sheet, str(row), row, '"', "quote", expected, remedy, is_fatal=False) for row in rows]


def _broken_problems(sheet: str, cells: pa.Table) -> list[Problem]:
    """A warning for each cell that lost characters in decoding."""
    places = [
        (int(row), column)
        for column, texts in enumerate(cells.columns)
        for row in np.flatnonzero(pc.fill_null(pc.match_substring(texts, BROKEN), False).to_numpy())[:MAX_REPORTED]
    ]
    remedy = Text(
        "有字节无法解码，原文在“\ufffd”处丢失。请对照来源填写，或重新导出。",
        "Bytes could not be decoded; text is lost at “\ufffd”. Fill it in from the source, or export anew.",
    )
    return [
        _undecodable(sheet, row + 1, column, cells.column(column)[row].as_py()[:_SHOWN], remedy)
        for row, column in sorted(places)[:MAX_REPORTED]
    ]


def _cut_problem(sheet: str, row: int, column: int) -> Problem:
    remedy = Text(
        "文件在一个字符中间结束，可能被截断。请从来源系统重新导出完整的文件。",
        "The file ends inside a character, so it was probably cut. Export the whole file anew.",
    )
    return _undecodable(sheet, row, max(0, column), BROKEN, remedy)


def _undecodable(sheet: str, row: int, column: int, value: str, remedy: Text) -> Problem:
    expected = Text("完整的文字", "Whole text")
    return Problem(sheet, address(column, row), row, value, "undecodable", expected, remedy, is_fatal=False)


def with_points(cells: pa.Table) -> pa.Table:
    """The cells of a text with decimal commas, their numbers written with a point: 1.234,5 becomes 1234.5."""
    return text_table([_pointed(column) for column in cells.columns[:-1]]).append_column("_row", cells["_row"])


def _pointed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    is_number = pc.match_substring_regex(column, _DECIMAL)
    # 1.234 is a thousand here, unless its column writes decimals with points.
    if not pc.any(pc.match_substring_regex(column, _POINT_DECIMAL)).as_py():
        is_number = pc.or_(is_number, pc.match_substring_regex(column, _GROUPED))
    whole = pc.replace_substring_regex(column, r"[.'\x{a0}\x{202f}]", "")
    for _ in range(2):  # a match takes the digit that the next group's space stands behind
        whole = pc.replace_substring_regex(whole, r"(\d) (\d{3})", r"\1\2")
    return pc.if_else(is_number, pc.replace_substring(whole, ",", "."), column)
