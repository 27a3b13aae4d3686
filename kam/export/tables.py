"""Tables as they were found, handed back clean: one header row, the data below, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count as numbers_from
from pathlib import Path
from typing import Literal, TextIO

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from kam.errors import Failed
from kam.inert import ACTIVE, inert, is_active
from kam.intake.report import FileReport
from kam.text import Text

Form = Literal["csv", "xlsx"]

MAX_ROWS = 1_048_575  # of a sheet, its header aside
_LONGEST_CELL = 32_767
_LONGEST_NAME = 225  # bytes; file systems take 255, and much comes behind
_BATCH = 20_000
# A number that is the same text again when a spreadsheet has read it: no leading zeros, at most 15 digits.
_NUMBER = r"^-?(?:0|[1-9]\d{0,14})(?:\.\d*[1-9])?$"
_DIGITS = 15


def write_tables(report: FileReport, found: Path, into: Path, form: Form, taken: set[str]) -> list[Path]:
    """The tables of a file's visible sheets in their order: `NAME.csv`, `NAME.2.csv` and so on in the folder `into`.

    `found` is the folder where the worker left them. `taken` holds the names that no file may take any more, as
    `folded` gives them, and grows by those given here. Raises Failed when a file cannot be written.
    """
    sources = [found / f"found-{place}.arrow" for place, table in enumerate(report.tables) if not table.hidden]
    sources = [source for source in sources if source.exists()]
    targets = [into / name for name in _free_names(report.file, len(sources), form, taken)]
    write = write_csv if form == "csv" else write_xlsx
    for source, target in zip(sources, targets, strict=True):
        part = target.with_name(f".{target.name}.part")
        try:
            with pa.memory_map(str(source)) as file:
                write(pa.ipc.open_file(file).read_all(), part)
            part.replace(target)
        except OSError as error:
            raise _unwritable(target) from error
        finally:
            part.unlink(missing_ok=True)
    return targets


def folded(name: str) -> str:
    """The name as file systems compare it that ignore case."""
    return unicodedata.normalize("NFC", name).casefold()


def _free_names(file: str, count: int, form: Form, taken: set[str]) -> list[str]:
    """Names for a file's tables, none of them taken: by its stem, else by its whole name, else with a number behind."""
    for stem in _stems(file):
        names = [f"{stem}.{place}.{form}" if place > 1 else f"{stem}.{form}" for place in range(1, count + 1)]
        if taken.isdisjoint(map(folded, names)):
            taken.update(map(folded, names))
            return names
    raise AssertionError("numbers have no end")


def _stems(file: str) -> Iterator[str]:
    whole = file.replace("/", "_")
    yield _short(Path(file).stem)
    yield _short(whole)
    for number in numbers_from(2):
        yield f"{_short(whole)} ({number})"


def _short(stem: str) -> str:
    return stem.encode()[:_LONGEST_NAME].decode("utf-8", "ignore")


def write_csv(table: pa.Table, path: Path) -> None:
    """UTF-8 without a mark, commas, line ends of one LF; texts trimmed outside, active ones behind an apostrophe."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(_Lines(file), lineterminator=_Lines.END)
        writer.writerow([inert(name) for name in table.column_names])
        for batch in table.to_batches(max_chunksize=_BATCH):
            writer.writerows(zip(*(_inert(column) for column in batch.columns), strict=True))


class _Lines:
    """A file whose lines end with LF. Only a writer that ends them with CR LF quotes a CR within a text."""

    END = "\r\n"

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, line: str) -> int:
        return self._file.write(line.removesuffix(self.END) + "\n")


def _inert(column: pa.Array) -> list[str | None]:
    """The texts of a column; only those that may be active are looked at one by one."""
    column = pc.utf8_trim_whitespace(column)
    texts: list[str | None] = column.to_pylist()
    for place in pc.indices_nonzero(pc.fill_null(pc.match_substring_regex(column, ACTIVE), False)).to_pylist():
        texts[place] = inert(texts[place] or "")
    return texts


def write_xlsx(table: pa.Table, path: Path) -> None:
    """A workbook: columns of plain numbers as numbers, else text; further sheets for more rows than one holds."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False})
    head, quoted = book.add_format({"bold": True, "num_format": "@"}), book.add_format({"quote_prefix": True})
    numeric = [_is_plain_number(column) for column in table.columns]
    for start in range(0, max(1, table.num_rows), MAX_ROWS):
        sheet = book.add_worksheet()
        for place, name in enumerate(table.column_names):
            sheet.write_string(0, place, name[:_LONGEST_CELL], head)
        sheet.freeze_panes(1, 0)
        _write_rows(sheet, table.slice(start, MAX_ROWS), numeric, quoted)
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _write_rows(sheet: Worksheet, rows: pa.Table, numeric: Sequence[bool], quoted: object) -> None:
    line = 1
    for batch in rows.to_batches(max_chunksize=_BATCH):
        for texts in zip(*(pc.utf8_trim_whitespace(column).to_pylist() for column in batch.columns), strict=True):
            for place, text in enumerate(texts):
                if text is None:
                    continue
                if numeric[place]:
                    sheet.write_number(line, place, float(text))
                else:
                    sheet.write_string(line, place, text[:_LONGEST_CELL], quoted if is_active(text) else None)
            line += 1


def _is_plain_number(column: pa.ChunkedArray) -> bool:
    """Whether every text of the column is a number that a spreadsheet writes in the same figures."""
    texts = pc.utf8_trim_whitespace(column.drop_null())
    if not len(texts) or not pc.all(pc.match_substring_regex(texts, _NUMBER)).as_py():
        return False
    longest = pc.max(pc.utf8_length(pc.replace_substring_regex(texts, "[-.]", ""))).as_py()
    return bool(longest <= _DIGITS)


def _unwritable(path: Path) -> Failed:
    return Failed(
        Text(
            f"无法写入 {path}；请检查文件夹是否存在、是否已满。",
            f"cannot write {path}; is the folder there, has it room?",
        ),
        "unwritable",
    )
