"""The sheets of a binary workbook (xlsb), walked record by record: the box of their cells, their merges."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator

from kam.intake.container import MAX_MERGES, SheetPart, drain
from kam.intake.grid import Box

# Up to this size every cell is looked at, about 1 s; what a larger part hides meets the memory limit of the worker.
MAX_WALKED = 32 << 20
_ROW, _BLANK, _LAST_CELL, _BUNDLED_SHEET, _MERGE = 0, 1, 11, 156, 176
_U32 = struct.Struct("<I")
_BOX = struct.Struct("<IIII")


def binary_sheet_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> SheetPart:
    """The sheet's box and merges; of a part beyond 32 MB nothing."""
    if entry.file_size > MAX_WALKED:
        drain(archive, entry)
        return SheetPart()
    row, last_row, columns, merges = 0, 0, set[int](), list[Box]()
    for kind, body in _records(archive.read(entry)):
        if kind == _ROW and len(body) >= _U32.size:
            (row,) = _U32.unpack_from(body)
        elif _BLANK < kind <= _LAST_CELL and len(body) >= _U32.size:
            columns.add(_U32.unpack_from(body)[0])
            last_row = max(last_row, row + 1)
        elif kind == _MERGE and len(body) >= _BOX.size and len(merges) < MAX_MERGES:
            top, bottom, left, right = _BOX.unpack_from(body)
            merges.append(Box(top, left, bottom, right))
    return SheetPart(last_row, min(columns, default=0), max(columns, default=0), merges=tuple(merges))


def _records(data: bytes) -> Iterator[tuple[int, memoryview]]:
    """(record type, its body); ends where a record is cut off."""
    view, at = memoryview(data), 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        if size < 0 or at + size > len(data):
            return
        yield kind, view[at : at + size]
        at += size


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of up to `most` bytes, seven bits each and the low ones first, and the place behind it; -1 if cut off.

    Of a record's type both bytes count whole: the eighth bit of the first says that a second one follows.
    """
    value = 0
    for place in range(most):
        if at >= len(data):
            return -1, at
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return value, at


def binary_sheet_list(book: bytes) -> Iterator[tuple[str, bool, str]]:
    """(sheet name, hidden, id of its relation) in the order of a binary workbook's list."""
    for kind, body in _records(book):
        if kind == _BUNDLED_SHEET:
            relation, at = _wide_string(body, 8)
            name, _ = _wide_string(body, at)
            yield name, bytes(body[: _U32.size]) != bytes(_U32.size), relation


def _wide_string(body: memoryview, at: int) -> tuple[str, int]:
    """The counted UTF-16 text at a place, and the place behind it; '' where the record is too short."""
    if at + _U32.size > len(body):
        return "", at
    end = at + _U32.size + 2 * _U32.unpack_from(body, at)[0]
    return bytes(body[at + _U32.size : end]).decode("utf-16-le", "replace"), end
