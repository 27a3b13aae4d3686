"""Tables as they were found, handed back clean: one header row, the data below, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from kam.errors import Failed
from kam.inert import CANDIDATE, inert, is_active
from kam.intake.report import FileReport
from kam.text import Text

Form = Literal["csv", "xlsx"]

MAX_ROWS = 1_048_575  # of a sheet, its header aside
_LONGEST_CELL = 32_767
_LONGEST_NAME = 240  # bytes; file systems take 255, and .2.csv comes behind
_BATCH = 20_000
# A number that is the same text again when a spreadsheet has read it: no leading zeros, at most 15 digits.
_NUMBER = r"^-?(?:0|[1-9]\d{0,14})(?:\.\d*[1-9])?$"
_DIGITS = 15


def write_tables(report: FileReport, found: Path, into: Path, stem: str, form: Form) -> list[Path]:
    """The tables of a file's visible sheets as `stem.csv`, `stem.2.csv` and so on, in their order.

    `found` is the folder where the worker left them. Raises Failed when a file cannot be written.
    """
    write = write_csv if form == "csv" else write_xlsx
    written: list[Path] = []
    for place, table in enumerate(report.tables):
        source = found / f"found-{place}.arrow"
        if table.hidden or not source.exists():
            continue
        number = f".{len(written) + 1}" if written else ""
        target = into / f"{_short(stem)}{number}.{form}"
        with pa.memory_map(str(source)) as file:
            write(pa.ipc.open_file(file).read_all(), target)
        written.append(target)
    return written


def stems(names: Sequence[str]) -> list[str]:
    """A name for each file of one call, none twice: its stem; where stems meet, the whole name; then a number behind.

    File systems that ignore case are thought of.
    """
    plain = [Path(name).stem or name for name in names]
    folded = [_folded(stem) for stem in plain]
    wanted = [name if folded.count(key) > 1 else stem for name, stem, key in zip(names, plain, folded, strict=True)]
    taken: set[str] = set()
    given: list[str] = []
    for name in wanted:
        free = next(word for word in _numbered(name) if _folded(word) not in taken)
        taken.add(_folded(free))
        given.append(free)
    return given


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name} ({number})"
        number += 1


def _short(stem: str) -> str:
    return stem.encode()[:_LONGEST_NAME].decode("utf-8", "ignore")


def write_csv(table: pa.Table, path: Path) -> None:
    """UTF-8 without a mark, commas, line ends of one LF; texts as they stand, active ones behind an apostrophe."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([inert(name) for name in table.column_names])
            for batch in table.to_batches(max_chunksize=_BATCH):
                writer.writerows(zip(*(_inert(column) for column in batch.columns), strict=True))
    except OSError as error:
        raise _unwritable(path) from error


def _inert(column: pa.Array) -> list[str | None]:
    """The texts of a column; only those that may be active are looked at one by one."""
    texts: list[str | None] = column.to_pylist()
    for place in pc.indices_nonzero(pc.fill_null(pc.match_substring_regex(column, CANDIDATE), False)).to_pylist():
        texts[place] = inert(texts[place] or "")
    return texts


def write_xlsx(table: pa.Table, path: Path) -> None:
    """A workbook: columns of plain numbers as numbers, all else as text; further sheets for more rows than one holds."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False})
    head, quoted = book.add_format({"bold": True, "num_format": "@"}), book.add_format({"quote_prefix": True})
    numeric = [is_plain_number(column) for column in table.columns]
    for start in range(0, max(1, table.num_rows), MAX_ROWS):
        sheet = book.add_worksheet()
        for place, name in enumerate(table.column_names):
            sheet.write_string(0, place, name[:_LONGEST_CELL], head)
        sheet.freeze_panes(1, 0)
        _write_rows(sheet, table.slice(start, MAX_ROWS), numeric, quoted)
    try:
        book.close()
    except (FileCreateError, OSError) as error:
        raise _unwritable(path) from error


def _write_rows(sheet: Worksheet, rows: pa.Table, numeric: Sequence[bool], quoted: object) -> None:
    line = 1
    for batch in rows.to_batches(max_chunksize=_BATCH):
        for texts in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            for place, text in enumerate(texts):
                if text is None:
                    continue
                if numeric[place]:
                    sheet.write_number(line, place, float(text))
                else:
                    sheet.write_string(line, place, text[:_LONGEST_CELL], quoted if is_active(text) else None)
            line += 1


def is_plain_number(column: pa.ChunkedArray) -> bool:
    """Whether every text of the column is a number that a spreadsheet writes in the same figures."""
    texts = column.drop_null()
    if not len(texts) or not pc.all(pc.match_substring_regex(texts, _NUMBER)).as_py():
        return False
    longest = pc.max(pc.utf8_length(pc.replace_substring_regex(texts, "[-.]", ""))).as_py()
    return bool(longest <= _DIGITS)


def _unwritable(path: Path) -> Failed:
    return Failed(
        Text(f"无法写入 {path}；请检查文件夹是否存在、是否已满。", f"cannot write {path}; is the folder there, has it room?"),
        "unwritable",
    )
