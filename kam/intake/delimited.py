"""Delimited text to cells: encoding, delimiter, quotes; every record kept, also blank and ragged ones."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from kam.errors import Refused
from kam.intake.encoding import detect_encoding
from kam.intake.grid import Grid, text_table
from kam.text import Text

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_CHARS, _SAMPLE_RECORDS = 200_000, 200
_BLOCK = 50_000
_MAX_FIELD = 1 << 20
_INNER_COMMA = re.compile(r"(?<=\d),(?=\d)")
# Three digits behind a comma are thousands as likely as decimals, so they prove nothing.
_COMMA_NUMBER = re.compile(r"\s*-?\d[\d.]*,(\d{1,2}|\d{4,})\s*")
_POINT_NUMBER = re.compile(r"\s*-?\d[\d,]*\.(\d{1,2}|\d{4,})\s*")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the text is cut: delimiter, quote (None where none is used), decimal mark."""

    delimiter: str
    quote: str | None
    decimal: str

    def as_dict(self) -> dict[str, str | None]:
        return {"delimiter": self.delimiter, "quote": self.quote, "decimal": self.decimal}


def read_delimited(path: Path, sheet: str) -> tuple[Grid, str, Dialect]:
    """The file's one sheet, its encoding and dialect. Raises Refused (damaged) when it cannot be decoded or cut."""
    encoding = detect_encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        dialect = detect_dialect(file.read(_SAMPLE_CHARS))
    csv.field_size_limit(_MAX_FIELD)
    with path.open(encoding=encoding, newline="") as file:
        try:
            cells, widths = _cells(csv.reader(file, delimiter=dialect.delimiter))
        except csv.Error as error:
            raise _uncut() from error
    return Grid(sheet, False, cells, widths=widths), encoding, dialect


def _uncut() -> Refused:
    return Refused(
        Text(
            "文本中有未闭合的引号，无法分列。请在 Excel 中打开检查，另存后再上传。",
            "A quote is never closed, so the text cannot be cut into columns. Check it in Excel, save it and retry.",
        ),
        "damaged",
    )


def detect_dialect(sample: str) -> Dialect:
    """The delimiter that cuts most records into the same, largest number of fields; comma when none does."""
    text = sample if len(sample) < _SAMPLE_CHARS else sample[: sample.rfind("\n") + 1] or sample
    delimiter = max(_DELIMITERS, key=lambda mark: _fit(text, mark))
    records = list(_records(text, delimiter))
    return Dialect(delimiter, '"' if _has_quoted(text, delimiter) else None, _decimal_mark(records, delimiter))


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(max(_MAX_FIELD, len(text)))
    return islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _SAMPLE_RECORDS)


def _fit(text: str, delimiter: str) -> float:
    """Records of the commonest width (>= 2) times that width's growth; a preamble of single cells costs all alike."""
    if delimiter == "," and text.count(";") > text.count("\n"):
        # A comma between digits is a decimal comma where semicolons cut.
        text = _INNER_COMMA.sub(".", text)
    widths = Counter(len(record) for record in _records(text, delimiter) if any(record))
    fits = (count * (1 - 1 / width) for width, count in widths.items() if width > 1)
    return max(fits, default=0.0)


def _has_quoted(text: str, delimiter: str) -> bool:
    return re.search(rf'(?:^|{re.escape(delimiter)})"', text, re.MULTILINE) is not None


def _decimal_mark(records: list[list[str]], delimiter: str) -> str:
    if delimiter == ",":
        return "."
    cells = [cell for record in records for cell in record]
    commas = sum(_COMMA_NUMBER.fullmatch(cell) is not None for cell in cells)
    return "," if commas > sum(_POINT_NUMBER.fullmatch(cell) is not None for cell in cells) else "."


def with_points(cells: pa.Table) -> pa.Table:
    """The cells of a text with decimal commas, their numbers written with a point: 1.234,5 becomes 1234.5."""
    return text_table([_pointed(column) for column in cells.columns[:-1]]).append_column("_row", cells["_row"])


def _pointed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    is_number = pc.match_substring_regex(column, r"^\s*-?\d+(\.\d{3})*,\d+\s*%?\s*$")
    whole = pc.replace_substring(column, ".", "")
    return pc.if_else(is_number, pc.replace_substring(whole, ",", "."), column)


def _cells(records: Iterable[list[str]]) -> tuple[pa.Table, pa.Array]:
    """All records as string columns, and the number of fields each record has."""
    rest = iter(records)
    tables, widths = [], []
    while block := list(islice(rest, _BLOCK)):
        lengths = [len(record) for record in block]
        tables.append(_block_table(block, max(lengths)))
        widths.append(pa.array(lengths, pa.int32()))
    if not tables:
        return text_table([]), pa.array([], pa.int32())
    return pa.concat_tables(tables, promote_options="default"), pa.chunked_array(widths).combine_chunks()


def _block_table(block: list[list[str]], width: int) -> pa.Table:
    padded = (record if len(record) == width else record + [""] * (width - len(record)) for record in block)
    columns = [pa.array(column, pa.string()) for column in zip(*padded, strict=True)]
    empty = pa.scalar(None, pa.string())
    if not columns:  # only blank lines so far: one empty column keeps their number
        columns = [pa.nulls(len(block), pa.string())]
    return text_table([pc.if_else(pc.equal(pc.utf8_trim_whitespace(column), ""), empty, column) for column in columns])
