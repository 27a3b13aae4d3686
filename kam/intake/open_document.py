"""OpenDocument spreadsheets (ods): tables streamed from content.xml, repeats expanded only where cells are filled."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lxml import etree

from kam.intake.grid import Box, Grid
from kam.intake.refusal import too_spread
from kam.intake.sparse import Sparse
from kam.intake.stored import flag_text, moment_text, number_text

CONTENT, MANIFEST = "content.xml", "meta-inf/manifest.xml"
MAX_FILLED, MAX_FILLED_PER_CELL, MAX_ROW, MAX_COLUMN, MAX_MERGES = 5_000_000, 50, 1 << 20, 1 << 14, 20_000

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_SHEET, _ROW, _LOOK, _PARAGRAPH = f"{_TABLE}table", f"{_TABLE}table-row", f"{_STYLE}style", f"{_TEXT}p"
_SPANNED = (f"{_TABLE}number-rows-spanned", f"{_TABLE}number-columns-spanned")
_REPEATED = (f"{_TABLE}number-rows-repeated", f"{_TABLE}number-columns-repeated")
_TYPE, _VALUE = f"{_OFFICE}value-type", f"{_OFFICE}value"
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d+")


def is_encrypted(archive: zipfile.ZipFile) -> bool:
    """Whether the container's list says that its parts are encrypted."""
    names = [entry for entry in archive.infolist() if entry.filename.lower() == MANIFEST]
    return any(b"encryption-data" in archive.read(entry) for entry in names)


def content_size(path: Path) -> int:
    """Bytes of the document's cells and styles, unpacked."""
    with zipfile.ZipFile(path) as archive:
        return sum(entry.file_size for entry in archive.infolist() if entry.filename == CONTENT)


def read_open_document(path: Path) -> list[Grid]:
    """Every table in order. Raises Refused (unsafe) for giant areas, and XMLSyntaxError, KeyError for broken parts."""
    with zipfile.ZipFile(path) as archive, archive.open(CONTENT) as file:
        events = etree.iterparse(
            file,
            events=("start", "end"),
            tag=(_SHEET, _ROW, _LOOK),
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
        )
        return list(_grids(events))


def _grids(events: Iterator[tuple[str, Any]]) -> Iterator[Grid]:
    hidden_styles, reader, depth = set[str](), None, 0
    for event, element in events:
        if element.tag == _LOOK:
            if event == "end" and _is_hiding(element):
                hidden_styles.add(element.get(f"{_STYLE}name", ""))
        elif element.tag == _SHEET:
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                reader = _Table(element, hidden_styles)
            elif event == "end" and depth == 0 and reader:
                yield reader.grid()
                element.clear()
        elif depth == 1 and reader and event == "end":
            reader.take(element)


def _is_hiding(style: Any) -> bool:
    return any(child.get(f"{_TABLE}display") == "false" for child in style)


def _number(text: str | None, most: int) -> int:
    """A number of cells or rows; 1 where none is said."""
    return min(max(1, int(text)), most) if text is not None and text.isdigit() else 1


class _Table:
    """One table while its rows come by."""

    def __init__(self, element: Any, hidden_styles: set[str]) -> None:
        self.sparse = Sparse(element.get(f"{_TABLE}name", ""))
        self.hidden = element.get(f"{_TABLE}style-name", "") in hidden_styles
        self.merges: list[Box] = []
        self.row = self.written = self.filled = 0
        self.line: list[tuple[int, int, str | None, str | None]] = []  # column, repeat, text, error
        self.column = 0

    def take(self, row: Any) -> None:
        """A whole row: its cells, then as often as it is repeated."""
        self.line, self.column = [], 0
        for element in row:
            if element.tag in _CELLS:
                self._cell(element)
        self._end_row(row)

    def _cell(self, element: Any) -> None:
        repeat = _number(element.get(_REPEATED[1]), MAX_COLUMN)
        spans = [element.get(name) for name in _SPANNED]
        if any(spans) and len(self.merges) < MAX_MERGES:
            down, across = (_number(span, MAX_ROW) for span in spans)
            if down * across > 1:
                self.merges.append(Box(self.row, self.column, self.row + down - 1, self.column + across - 1))
        if len(element) or element.get(_TYPE) is not None:
            text, error = _content(element)
            if (text is not None or error) and self.column < MAX_COLUMN:
                self.line.append((self.column, min(repeat, MAX_COLUMN - self.column), text, error))
        self.column += repeat

    def _end_row(self, element: Any) -> None:
        repeat = _number(element.get(_REPEATED[0]), MAX_ROW)
        self.written += len(self.line)
        self.filled += repeat * sum(across for _, across, _, _ in self.line)
        if self.filled > MAX_FILLED and self.filled > MAX_FILLED_PER_CELL * self.written:
            raise too_spread(f"{self.row + repeat}")
        for row in range(self.row, min(self.row + repeat, MAX_ROW)) if self.line else ():
            self._fill(row)
        self.row += repeat
        element.clear()

    def _fill(self, row: int) -> None:
        for first, across, text, error in self.line:
            for column in range(first, first + across):
                if error:
                    self.sparse.put_error(row, column, error)
                else:
                    self.sparse.put(row, column, text)

    def grid(self) -> Grid:
        return self.sparse.grid(self.hidden, self.merges)


def _content(cell: Any) -> tuple[str | None, str | None]:
    """(text, error) of a cell; the attributes carry the value, the paragraphs what is shown."""
    kind = cell.get(_TYPE)
    shown = _shown(cell)
    if _ERROR.fullmatch(shown) and (kind != "string" or cell.get(f"{_TABLE}formula")):
        return None, shown
    match kind:
        case "float" | "percentage" | "currency":
            return number_text(float(cell.get(_VALUE, "nan"))), None
        case "boolean":
            return flag_text(cell.get(f"{_OFFICE}boolean-value") == "true"), None
        case "date":
            return _day(cell.get(f"{_OFFICE}date-value", "")), None
        case "time":
            return _duration(cell.get(f"{_OFFICE}time-value", "")), None
    text = cell.get(f"{_OFFICE}string-value") or shown
    return (text, None) if text.strip() else (None, None)


def _day(value: str) -> str:
    try:
        return moment_text(datetime.fromisoformat(value))
    except ValueError:  # years beyond the calendar stay as they are written
        return value


def _duration(value: str) -> str:
    found = _DURATION.fullmatch(value)
    if not found:
        return value
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups()[1:])
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return moment_text(-length if found.group(1) else length)


def _shown(cell: Any) -> str:
    """The paragraphs of the cell itself, a line each; those of its notes are not the cell's."""
    if len(cell) == 1 and cell[0].tag == _PARAGRAPH and not len(cell[0]):
        return cell[0].text or ""
    return "\n".join("".join(_runs(child)) for child in cell if child.tag == _PARAGRAPH)


def _runs(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(_spaces(child), 1000)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag != f"{_OFFICE}annotation" and isinstance(child.tag, str):
            yield from _runs(child)
        yield child.tail or ""


def _spaces(element: Any) -> int:
    count = element.get(f"{_TEXT}c", "1")
    return int(count) if count.isdigit() else 1
