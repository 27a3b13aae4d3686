"""Web pages saved as spreadsheets: every table of the page a grid, under the text that stands above it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from kam.errors import Problem
from kam.intake.encoding import detect_encoding
from kam.intake.grid import Box, Grid
from kam.intake.refusal import SAVE_AS, refusal
from kam.intake.sparse import Sparse
from kam.text import Text

# What HTML itself allows for; the columns are those of a spreadsheet.
_MAX_ACROSS, _MAX_DOWN, _MAX_COLUMN = 1000, 65_534, 16_384
_MAX_ABOVE, _MAX_LINE = 20, 500
_CELL, _ROW = ("td", "th"), "tr"
_UNSEEN = {"head", "script", "style", "title", "noscript", "xml", "meta", "link", "template", "object", "iframe"}
_BLOCKS = {"p", "div", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "center", "caption", "form", "body"}
_CHARSET = re.compile(rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What pages call Chinese they write in its larger form.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "big5": "cp950"}
# The parser drops without a word what is nested 255 deep or deeper.
_TOO_DEEP = f"boolean({'/*' * 250})"
_TABLE_START, _TABLE_END = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\b", re.IGNORECASE)
_BLANK = re.compile(r"[\s\u00a0]+")


def read_markup(path: Path) -> list[Grid]:
    """Each table of the page in order, named table0, table1 and so on. Raises Refused: unsupported without a table.

    A table that only lays others out is not one; a small table within a cell is that cell's text.
    """
    text = _decoded(path)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    parser.feed(text.encode("utf-8", "replace"))
    root = parser.close()
    if root is not None and root.xpath(_TOO_DEEP):
        raise refusal(
            "unsafe",
            "网页嵌套过深（可能是攻击文件），未打开。",
            "The page is nested too deep (perhaps an attack); it was not opened.",
            SAVE_AS,
        )
    grids = list(_grids(root)) if root is not None else []
    if not grids:
        raise refusal("unsupported", "这是网页，里面没有表格。", "This is a web page without a table.", SAVE_AS)
    if len(_TABLE_START.findall(text)) > len(_TABLE_END.findall(text)):
        grids[-1] = replace(grids[-1], warnings=(*grids[-1].warnings, _cut_off(grids[-1])))
    return grids


def _decoded(path: Path) -> str:
    """The page's text: by its byte order mark, by what it says of itself where that decodes, else as text files are."""
    data = path.read_bytes()
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if said := _CHARSET.search(data[:8192]) or _XML_ENCODING.match(data[:512].lstrip()):
        try:
            name = codecs.lookup(said.group(1).decode("ascii", "replace")).name
            return data.decode(_WIDER.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass  # pages often say what they are not
    return data.decode(detect_encoding(path), "replace")


def _grids(root: Any) -> Iterator[Grid]:
    above: list[str] = []
    for place, found in enumerate(_tables(root, above)):
        grid = _grid(found, f"table{place}")
        lines = tuple(line[:_MAX_LINE] for line in above[-_MAX_ABOVE:])
        above[:] = [*above, *_small_text(grid)] if grid.cells.num_rows <= 1 else []
        yield replace(grid, above=lines)


def _small_text(grid: Grid) -> list[str]:
    """The texts of a table of one row with one or two cells: a title or a unit, not data."""
    texts = [text for column in grid.cells.columns for text in column.to_pylist() if text]
    return texts if len(texts) <= 2 else []


def _tables(element: Any, above: list[str]) -> Iterator[Any]:
    """The page's tables in order; the lines of text between them are added to `above` as they are met."""
    line = [element.text or ""]
    for child in element:
        if child.tag in _UNSEEN or ":" in str(child.tag):
            pass
        elif child.tag == "table" and not _lays_out(child):
            _end_line(line, above)
            above += [text for caption in child.iterchildren("caption") if (text := _text(caption))]
            yield child
        elif child.tag in _BLOCKS or child.tag in (*_CELL, "br") or child.find(".//table") is not None:
            _end_line(line, above)
            yield from _tables(child, above)
        else:
            line.append(_text(child))
        line.append(child.tail or "")
    _end_line(line, above)


def _end_line(line: list[str], above: list[str]) -> None:
    if text := _BLANK.sub(" ", "".join(line)).strip():
        above.append(text)
    line.clear()


def _lays_out(table: Any) -> bool:
    """Whether a table within this one is a table itself: two rows and two cells at the least."""
    return any(len(inner.findall(".//tr")) > 1 and _has_two_columns(inner) for inner in table.iterfind(".//table"))


def _has_two_columns(table: Any) -> bool:
    return any(sum(cell.tag in _CELL for cell in row) > 1 for row in table.iterfind(".//tr"))


def _rows(element: Any) -> Iterator[list[Any]]:
    """The cells of each row; cells that stand outside of any row form one."""
    stray: list[Any] = []
    for child in element:
        if child.tag in _CELL:
            stray.append(child)
            continue
        if stray:
            yield stray
            stray = []
        if child.tag == _ROW:
            yield [cell for cell in child.iter(*_CELL) if _row_of(cell) is child]
        elif child.tag not in ("table", "caption", "colgroup", "col"):
            yield from _rows(child)
    if stray:
        yield stray


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors(_ROW, "table"), None)


def _grid(table: Any, name: str) -> Grid:
    sparse, merges, taken = Sparse(name), list[Box](), dict[int, int]()
    for row, cells in enumerate(_rows(table)):
        column = 0
        for cell in cells:
            while taken.get(column, 0) > row:
                column += 1
            across, down = _span(cell, "colspan", _MAX_ACROSS), _span(cell, "rowspan", _MAX_DOWN)
            if column + across > _MAX_COLUMN:
                break
            sparse.put(row, column, _text(cell))
            if across * down > 1:
                merges.append(Box(row, column, row + down - 1, column + across - 1))
            taken.update(dict.fromkeys(range(column, column + across), row + down))
            column += across
    return sparse.grid(merges=merges)


def _span(cell: Any, name: str, most: int) -> int:
    """A cell's span; 0 rows mean all that are left."""
    digits = re.match(r"\s*(\d{1,9})", cell.get(name) or "1")
    number = int(digits.group(1)) if digits else 1
    return min(number, most) if number else (most if name == "rowspan" else 1)


def _text(cell: Any) -> str:
    """The text as shown: runs of white space are one space, breaks and blocks a line each."""
    lines = "".join(_runs(cell)).split("\n")
    return "\n".join(line for line in (_BLANK.sub(" ", line).strip() for line in lines) if line)


def _runs(element: Any) -> Iterator[str]:
    yield _BLANK.sub(" ", element.text or "")
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif child.tag not in _UNSEEN:
            is_block = child.tag in _BLOCKS
            yield "\n" if is_block else " " if child.tag in _CELL else ""
            yield from _runs(child)
            yield "\n" if is_block else ""
        yield _BLANK.sub(" ", child.tail or "")


def _cut_off(grid: Grid) -> Problem:
    """The page ends within its last table, as one that was not loaded to its end does."""
    row = max(1, grid.cells.num_rows)
    return Problem(
        grid.sheet,
        str(row),
        row,
        "",
        "cut_off",
        Text("完整的表格", "a table that is closed"),
        Text("文件像是没有下载完，请重新导出后再上传。", "The file seems to be cut off; export it again."),
        is_fatal=False,
    )
