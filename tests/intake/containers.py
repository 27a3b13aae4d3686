"""Containers made by hand, byte by byte where no library writes them: old workbooks, OpenDocument, encrypted ones."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile

from kam.intake.grid import Grid
from kam.intake.scan import scan
from kam.intake.workbook import read_workbook

Rows = list[tuple[str | None, ...]]

ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODS_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:automatic-styles><style:style style:name="out"><style:table-properties table:display="false"/>'
    "</style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet>"
    "</office:body></office:document-content>"
)


def grids(path: Path, password: str | None = None) -> list[Grid]:
    """Every sheet of a file, as the intake opens it."""
    return list(read_workbook(scan(path, password)))


def rows(grid: Grid) -> Rows:
    """The grid's lines as tuples."""
    return list(zip(*(column.to_pylist() for column in grid.cells.columns), strict=True))


def written(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(path: Path, members: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def encrypted(path: Path, plain: Path, password: str) -> Path:
    """An xlsx under a password, as Excel keeps it: an OLE container around an encrypted package."""
    with path.open("wb") as file:
        OOXMLFile(io.BytesIO(plain.read_bytes())).encrypt(password, file)
    return path


def open_document(path: Path, tables: str) -> Path:
    manifest = '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:x"/>'
    content = ODS_CONTENT.format(tables=tables)
    return zipped(path, {"mimetype": ODS, "content.xml": content, "META-INF/manifest.xml": manifest})


def record(code: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def label(row: int, column: int, text: bytes) -> bytes:
    return record(0x0204, struct.pack("<HHHH", row, column, 0, len(text)) + text)


def number(row: int, column: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def excel_5(
    sheets: dict[str, tuple[int, bytes]], codepage: int = 1252, globals_: bytes = b"", encoding: str = "gbk"
) -> bytes:
    """A workbook of Excel 5 without a container: {name: (kind: 0 sheet, 2 chart; its cell records)}."""
    bof = struct.pack("<HHHH", 0x0500, 0x0005, 0, 0)
    head = record(0x0809, bof) + record(0x0042, struct.pack("<H", codepage)) + globals_
    names = [name.encode(encoding) for name in sheets]
    size = len(head) + sum(4 + 7 + len(name) for name in names) + 4
    listed, bodies = b"", b""
    for name, (kind, cells) in zip(names, sheets.values(), strict=True):
        place = size + len(bodies)
        listed += record(0x0085, struct.pack("<iBBB", place, 0, kind, len(name)) + name)
        bodies += record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010 if kind == 0 else 0x0020, 0, 0))
        bodies += cells + record(0x000A)
    return head + listed + record(0x000A) + bodies


def excel_2(cells: bytes) -> bytes:
    """A sheet of Excel 2: the whole file is one stream of records."""
    return record(0x0009, struct.pack("<HH", 0x0002, 0x0010)) + cells + record(0x000A)


def label_2(row: int, column: int, text: bytes) -> bytes:
    return record(0x0004, struct.pack("<HH3sB", row, column, b"\x00\x00\x00", len(text)) + text)


def number_2(row: int, column: int, value: float) -> bytes:
    return record(0x0003, struct.pack("<HH3sd", row, column, b"\x00\x00\x00", value))
