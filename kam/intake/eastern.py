"""Days under the numbered date formats of Chinese and Japanese Excel, which readers of workbooks give as serials.

Formats 27 to 36 and 50 to 58 have no code in the file: 31 is 2024年3月5日 in a Chinese Excel, 57 is 2024年3月. They are
dates and times in every East Asian language (ECMA-376 part 1, 18.8.30).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from kam.intake.container import cell_pieces, column_index
from kam.intake.grid import Grid, text_table
from kam.intake.relations import Links, named
from kam.intake.stored import serial_text

_DATES = frozenset(map(str, (*range(27, 37), *range(50, 59))))
_STYLES, _WORKBOOK = "xl/styles.xml", "xl/workbook.xml"

Cells = Mapping[int, list[int]]  # 0-based sheet column -> 0-based sheet rows


@dataclass(frozen=True, slots=True)
class Eastern:
    """The numeric cells under these formats by sheet part, and the workbook's date system."""

    cells: Mapping[str, Cells]
    is_1904: bool = False


def eastern_dates(path: Path, parts: Mapping[str, object]) -> Eastern:
    """The cells of an xlsx or xlsm workbook that hold a serial under such a format; none when no style has one."""
    with zipfile.ZipFile(path) as archive:
        links = Links(archive)
        styles = _styles(links)
        if not styles:
            return Eastern({})
        cells = {part: _cells(archive, links.entries[part.lower()], styles) for part in parts}
        return Eastern(cells, _is_1904(links))


def _styles(links: Links) -> frozenset[int]:
    """The places in the list of cell styles that have such a format."""
    root = links.root(_STYLES)
    if root is None:
        return frozenset()
    own = {node.get("numFmtId") for node in named(root, "numFmt")}
    lists = named(root, "cellXfs")
    formats = [style.get("numFmtId") for style in named(lists[0], "xf")] if lists else []
    return frozenset(place for place, number in enumerate(formats) if number in _DATES - own)


def _is_1904(links: Links) -> bool:
    root = links.root(_WORKBOOK)
    return root is not None and any(node.get("date1904") in ("1", "true") for node in named(root, "workbookPr"))


def _cells(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, styles: frozenset[int]) -> Cells:
    wanted = b"|".join(str(place).encode() for place in sorted(styles))
    is_styled = rb'(?=[^<>]*\ss="(?:' + wanted + rb')")'
    is_number = rb'(?![^<>]*\st="[^n])'
    cell = re.compile(
        rb"<(?:\w+:)?c(?=\s)" + is_styled + is_number + rb'[^<>]*?\sr="([A-Z]{1,3})(\d{1,7})"[^<>]*(?<!/)>'
    )
    found: dict[int, list[int]] = {}
    for piece in cell_pieces(archive, entry):
        for letters, row in cell.findall(piece):
            found.setdefault(column_index(letters), []).append(int(row) - 1)
    return found


def with_days(grid: Grid, cells: Cells, is_1904: bool) -> Grid:
    """The grid with the moments of these cells in the place of their serials."""
    columns = list(grid.cells.columns)
    for column, rows in cells.items():
        place = column - grid.first_column
        if not 0 <= place < len(columns):
            continue
        texts = columns[place].to_pylist()
        for row in rows:
            at = row - grid.first_row + 1
            if 0 <= at < len(texts):
                texts[at] = _moment(texts[at], is_1904)
        columns[place] = pa.chunked_array([pa.array(texts, pa.string())])
    return replace(grid, cells=text_table(columns))


def _moment(text: str | None, is_1904: bool) -> str | None:
    try:
        return serial_text(float(text), is_1904) if text else text
    except ValueError:
        return text  # the reader took it for a day already
