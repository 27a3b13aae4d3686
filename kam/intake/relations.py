"""How the parts of a workbook belong together: sheet names, the parts behind them, pivot reports, the date system."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lxml import etree

from kam.intake.binary_sheet import binary_sheet_list
from kam.intake.container import column_index
from kam.intake.grid import Box
from kam.intake.package import plain_name

_BOOK, _BINARY_BOOK = "xl/workbook.xml", "xl/workbook.bin"
_MAX_PIVOTS = 200
_MAX_PART = 16 << 20


@dataclass(frozen=True, slots=True)
class SheetLink:
    """A sheet as the workbook lists it: its part's path ('' when unknown), table or chart, areas of pivot reports."""

    name: str
    part: str
    nature: str = "table"
    hidden: bool = False
    pivots: tuple[Box, ...] = ()


class Links:
    """The relations of one workbook (xlsx, xlsm, xlsb), read as far as broken parts allow."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.entries = {plain_name(entry).lower(): entry for entry in archive.infolist()}

    def sheets(self) -> list[SheetLink]:
        """The sheets in the workbook's order; [] when its list cannot be read."""
        binary = self.entries.get(_BINARY_BOOK)
        if binary is not None:
            listed = list(binary_sheet_list(self._archive.read(binary))) if binary.file_size <= _MAX_PART else []
        else:
            book = self.root(_BOOK)
            listed = [] if book is None else [_listed(element) for element in named(book, "sheet")]
        targets = self._targets(_BINARY_BOOK if binary is not None else _BOOK)
        return [self._sheet(name, hidden, *targets.get(relation, ("", ""))) for name, hidden, relation in listed]

    def _sheet(self, name: str, hidden: bool, part: str, kind: str) -> SheetLink:
        nature = "chart" if kind == "chartsheet" else "table"
        return SheetLink(name, part, nature, hidden, self._pivots(part) if part else ())

    def _pivots(self, part: str) -> tuple[Box, ...]:
        targets = [target for target, kind in self._targets(part).values() if kind == "pivotTable"]
        roots = [self.root(target) for target in targets[:_MAX_PIVOTS]]
        places = [place for root in roots if root is not None for place in named(root, "location")]
        found = [_area(place.get("ref", "")) for place in places]
        return tuple(area for area in found if area)

    def _targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id -> (path of the part, last word of the relation's type)."""
        folder, name = posixpath.split(part)
        root = self.root(f"{folder}/_rels/{name}.rels")
        if root is None:
            return {}
        links = named(root, "Relationship")
        kinds = [link.get("Type", "").rsplit("/", 1)[-1] for link in links]
        paths = [_path(folder, link.get("Target", "")) for link in links]
        return dict(zip((link.get("Id", "") for link in links), zip(paths, kinds, strict=True), strict=True))

    def root(self, path: str) -> Any:
        """The part's root, mended where its XML is cut off; None when there is no such part."""
        entry = self.entries.get(path.lower())
        if entry is None or entry.file_size > _MAX_PART:
            return None
        # Entities and networks stay closed; the scan has refused document types before.
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(self._archive.read(entry), parser)
        except etree.XMLSyntaxError:
            return None


def sheet_links(path: Path) -> list[SheetLink]:
    """The sheets of a workbook file with their parts; paths as the scan's parts have them, forward slashes."""
    with zipfile.ZipFile(path) as archive:
        names = {plain_name(entry).lower(): plain_name(entry) for entry in archive.infolist()}
        found = Links(archive).sheets()
    return [replace(link, part=names.get(link.part.lower(), "")) for link in found]


def _listed(sheet: Any) -> tuple[str, bool, str]:
    """(name, hidden, id of its relation) of a sheet in the workbook's list."""
    relation = next((str(value) for key, value in sheet.attrib.items() if etree.QName(key).localname == "id"), "")
    return sheet.get("name", ""), sheet.get("state", "visible") != "visible", relation


def named(root: Any, name: str) -> list[Any]:
    """Elements by their local name: Strict workbooks have namespaces of their own."""
    return list(root.iter("{*}" + name))


def _path(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(whole)


def _area(reference: str) -> Box | None:
    """The box of a reference such as A3:B489."""
    first, _, last = reference.replace("$", "").partition(":")
    corners = [_corner(first), _corner(last or first)]
    if None in corners:
        return None
    (top, left), (bottom, right) = corners  # type: ignore[misc]
    return Box(top, left, bottom, right)


def _corner(cell: str) -> tuple[int, int] | None:
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    if not digits or not letters.isascii() or not letters.isalpha():
        return None
    return int(digits) - 1, column_index(letters.upper().encode())
