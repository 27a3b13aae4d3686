"""Files of disguised tables: where their blocks stand on sheets, and the bytes of every container."""

from __future__ import annotations

import html
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from hypothesis import strategies as st
from openpyxl import Workbook

from tests.intake.containers import excel_5, label, number, open_document
from tests.intake.disguise import (
    Block,
    Column,
    Disguised,
    Expected,
    Line,
    Maker,
    Sheet,
    Value,
    places_summed,
)
from tests.intake.disguise_words import CONTINUED, TEXTS, TITLES

_SHEETS = (
    ("月份", ["1月", "2月", "3月"]),
    ("月份", ["2024年1月", "2024年2月", "2024年3月"]),
    ("月份", ["Jan", "Feb", "Mar"]),
    ("月份", ["202401", "202402", "202403"]),
    ("季度", ["一季度", "二季度", "三季度"]),
    ("季度", ["Q1", "Q2", "Q3"]),
    ("年份", ["2023年", "2024年", "2025年"]),
    ("年份", ["2023", "2024", "2025"]),
)
_LAYOUTS = ("single", "single", "single", "single", "continued", "widened", "months", "beside", "stacked")


@st.composite
def files(draw: st.DrawFn) -> Disguised:
    """A file in disguise and what is to be read of it."""
    maker = Maker(draw)
    allowed = _LAYOUTS if maker.container in ("xlsx", "ods", "xls") else [one for one in _LAYOUTS if one != "months"]
    layout = maker.one(allowed)
    maker.tags.append(layout)
    sheets, tables = _PLANS[layout](maker)
    if maker.container in ("xlsx", "ods"):
        sheets = _with_hidden(maker, sheets)
        if maker.maybe("empty sheet", 6):
            sheets.append(Sheet("Sheet9", []))
    if maker.manner.get("sep"):
        for table in tables:
            table.header_row += 1
    return Disguised(maker.container, sheets, tables, maker.manner, maker.tags)


def _with_hidden(maker: Maker, sheets: list[Sheet]) -> list[Sheet]:
    if not maker.maybe("hidden sheet", 6):
        return sheets
    columns = maker.columns(True)
    lines: list[Line] = [[column.name for column in columns], *maker.rows(columns, 2, 5)]
    return [*sheets, Sheet("隐藏", lines, hidden=True)]


def _expected(block: Block, sheet: int, top: int = 0) -> Expected:
    return Expected(sheet, block.columns, block.rows, top + block.header + 1, dict(block.counts), block.summed)


def _single(maker: Maker) -> tuple[list[Sheet], list[Expected]]:
    columns = maker.columns(not maker.maybe("words only", 8))
    block = maker.block(columns, maker.rows(columns))
    corner = maker.number(1, 3) if maker.container in ("xlsx", "ods") and maker.maybe("corner", 6) else 0
    lines: list[Line] = [[None] * corner + line if line else [] for line in block.lines]
    merges = [(top, left + corner, bottom, right + corner) for top, left, bottom, right in block.merges]
    return [Sheet("Sheet1", lines, merges)], [_expected(block, 0)]


def _months(maker: Maker) -> tuple[list[Sheet], list[Expected]]:
    columns = maker.columns(True)
    allowed = _SHEETS if maker.language != "en" else [pair for pair in _SHEETS if pair[1][0].isascii()]
    kind, names = maker.one(allowed)
    names = names[: maker.number(2, 3)]
    sheets, tables = [], []
    first = maker.block(columns, maker.rows(columns, 2, 12))
    for place, name in enumerate(names):
        block = _under(first, maker.rows(columns, 2, 12), maker.above()) if place else first
        sheets.append(Sheet(name, block.lines, block.merges))
        tables.append(_expected(block, place))
    for table, name in zip(tables, names):
        table.columns = [*table.columns, kind]
        table.rows = [[*row, name] for row in table.rows]
    return sheets, tables


def _under(first: Block, rows: list[Line], above: list[Line]) -> Block:
    """Further rows under the header of a block, with lines of their own above."""
    size = first.counts["header"]
    start = first.header + 1 - size
    heads = first.lines[start : first.header + 1]
    down = len(above) - start
    inside = [merge for merge in first.merges if start <= merge[0] and merge[2] <= first.header]
    merges = [(top + down, left, bottom + down, right) for top, left, bottom, right in inside]
    counts = {"header": size, "total": 0, "repeated": 0}
    return Block(first.columns, rows, [*above, *heads, *rows], merges, len(above) + size - 1, counts, first.summed)


def _stack(blocks: list[Block], gaps: list[int]) -> tuple[Sheet, list[int]]:
    """The blocks below one another, blank lines between; and the line where each starts."""
    lines: list[Line] = []
    merges, tops = [], []
    for block, gap in zip(blocks, [0, *gaps]):
        lines += [[] for _ in range(gap)]
        tops.append(len(lines))
        moved = [(top + tops[-1], left, bottom + tops[-1], right) for top, left, bottom, right in block.merges]
        lines, merges = [*lines, *block.lines], [*merges, *moved]
    return Sheet("Sheet1", lines, merges), tops


def _stacked(maker: Maker) -> tuple[list[Sheet], list[Expected]]:
    """Tables with a title each, of the same columns or of others."""
    titles = maker.random.sample(TITLES[maker.language], maker.number(2, 3))
    columns = maker.columns(True)
    blocks = []
    for place, title in enumerate(titles):
        if place and not maker.maybe("same columns", 2):
            columns = maker.columns(True)
        blocks.append(maker.block(columns, maker.rows(columns, 2, 12), title))
    sheet, tops = _stack(blocks, [maker.number(1, 2) for _ in titles])
    return [sheet], [_expected(block, 0, top) for block, top in zip(blocks, tops)]


def _continued(maker: Maker) -> tuple[list[Sheet], list[Expected]]:
    """Rows that go on under 续表 and the header again, on the same sheet or the next."""
    columns = maker.columns(True)
    rows = maker.rows(columns, 4, 30)
    cut = maker.number(2, len(rows) - 2)
    first = maker.block(columns, rows[:cut])
    rest = _under(first, rows[cut:], [[maker.one(CONTINUED[maker.language])]])
    expected = _expected(first, 0)
    expected.rows = [*first.rows, *rest.rows]
    expected.counts["header"] *= 2
    if maker.container in ("xlsx", "ods", "xls") and maker.maybe("next sheet", 4):
        return [Sheet("Sheet1", first.lines, first.merges), Sheet("Sheet2", rest.lines, rest.merges)], [expected]
    sheet, _ = _stack([first, rest], [maker.number(1, 2)])
    return [sheet], [expected]


def _widened(maker: Maker) -> tuple[list[Sheet], list[Expected]]:
    """Further columns of the same labels, below under 续表."""
    kinds = {
        "zh": ("客户名称", "金额", "数量", "回款额", "毛利"),
        "hant": ("客戶名稱", "金額", "數量", "回款額", "毛利"),
    }
    names = kinds.get(maker.language, ("Customer", "Amount", "Quantity", "Paid", "Profit"))
    style = maker.style("amount")
    columns = [Column("customer", names[0], "text"), *(Column("amount", name, style) for name in names[1:])]
    rows = maker.rows(columns, 3, 20)
    for place, row in enumerate(rows):
        row[0] = f"{TEXTS[maker.language]['customer'][0]}{place + 1}"
    total = maker.total(columns, rows, "合计" if maker.language == "zh" else "Total", True)
    ends = [total] if maker.maybe("total", 2) else []
    first = [names[:3], *(row[:3] for row in [*rows, *ends])]
    rest = [[names[0], *names[3:]], *([row[0], *row[3:]] for row in [*rows, *ends])]
    above = maker.above()
    mark: Line = [maker.one(CONTINUED[maker.language])]
    lines = [*above, *map(list, first), [], mark, *map(list, rest)]
    counts = {"header": 2, "total": 2 * len(ends), "repeated": 0, "joined": len(rows)}
    return [Sheet("Sheet1", lines)], [Expected(0, list(names), rows, len(above) + 1, counts, places_summed(columns))]


def _beside(maker: Maker) -> tuple[list[Sheet], list[Expected]]:
    """Two tables next to one another with a blank column or two between."""
    columns, others = ([one for one in maker.columns(True) if not one.group][:5] for _ in range(2))
    is_same = maker.maybe("same columns", 2)
    others = columns if is_same else others
    pairs = []
    for one in (columns, others):
        rows = maker.rows(one, 3, 12)
        pairs.append((one, rows))
    gap = maker.number(1, 2)
    if gap == 1 and not is_same and len(pairs[0][1]) == len(pairs[1][1]):
        gap = 2
    maker.tags.append(f"gap {gap}")
    if others[0].kind in ("code", "long", "place"):
        maker.tags.append("digit labels beside")
    if is_same and gap == 1:
        maker.tags.append("the same header beside")
    left, right = ([[column.name for column in one], *rows] for one, rows in pairs)
    width = len(columns) + gap
    height = max(len(left), len(right))
    lines: list[Line] = []
    for place in range(height):
        start: Line = list(left[place]) if place < len(left) else []
        lines.append([*start, *[None] * (width - len(start)), *(right[place] if place < len(right) else [])])
    above = [[title] for title in TITLES[maker.language][:1]] if maker.maybe("title", 3) else []
    counts = {"header": 1, "total": 0, "repeated": 0}
    names = [[column.name for column in one] for one, _ in pairs]
    tables = [
        Expected(0, name, rows, len(above) + 1, counts, places_summed(one)) for name, (one, rows) in zip(names, pairs)
    ]
    return [Sheet("Sheet1", [*above, *lines])], tables


_PLANS = {
    "single": _single,
    "months": _months,
    "stacked": _stacked,
    "continued": _continued,
    "widened": _widened,
    "beside": _beside,
}


def write(file: Disguised, folder: Path) -> Path:
    """The file's bytes under a name that says nothing."""
    path = folder / f"disguised.{'xlsx' if file.container == 'xlsx' else 'ods' if file.container == 'ods' else 'dat'}"
    _WRITERS[file.container](file, path)
    return path


def _write_xlsx(file: Disguised, path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for one in file.sheets:
        sheet = book.create_sheet(one.name)
        for row, line in enumerate(one.lines, 1):
            for column, value in enumerate(line, 1):
                if value is not None:
                    sheet.cell(row, column).value = value
                    if isinstance(value, str):
                        sheet.cell(row, column).data_type = "s"
        for top, left, bottom, right in one.merges:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        sheet.sheet_state = "hidden" if one.hidden else "visible"
    book.save(path)


def _write_csv(file: Disguised, path: Path) -> None:
    manner = file.manner
    lines = file.sheets[0].lines
    width = max(map(len, lines)) if manner["padded"] else 0
    padded = [[*line, *[None] * (width - len(line))] for line in lines]
    records = [manner["delimiter"].join(_field(cell, manner) for cell in line) for line in padded]
    if manner["sep"]:
        records.insert(0, f"sep={manner['delimiter']}")
    path.write_bytes("".join(record + manner["end"] for record in records).encode(manner["encoding"]))


def _field(cell: Value, manner: dict[str, Any]) -> str:
    text = "" if cell is None else str(cell)
    if manner["quoted"] or any(mark in text for mark in ('"', "\n", manner["delimiter"])):
        return '"' + text.replace('"', '""') + '"'
    return text


def _write_html(file: Disguised, path: Path) -> None:
    sheet = file.sheets[0]
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merges}
    covered = {
        (row, column)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(spans)
    width = max(map(len, sheet.lines))
    lines = []
    for row, line in enumerate(sheet.lines):
        cells = [*line, *[None] * (width - len(line))]
        lines.append(
            "".join(
                _cell(cell, *spans.get((row, x), (1, 1))) for x, cell in enumerate(cells) if (row, x) not in covered
            )
        )
    body = "".join(f"<tr>{line}</tr>\n" for line in lines)
    path.write_text(f'<html><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>', "utf-8")


def _cell(value: Value, down: int, across: int) -> str:
    span = f' rowspan="{down}"' * (down > 1) + f' colspan="{across}"' * (across > 1)
    return f"<td{span}>{html.escape('' if value is None else str(value)).replace(chr(10), '<br>')}</td>"


def _write_ods(file: Disguised, path: Path) -> None:
    tables = []
    for sheet in file.sheets:
        spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merges}
        rows = []
        for row, line in enumerate(sheet.lines):
            cells = "".join(_ods_cell(value, *spans.get((row, x), (1, 1))) for x, value in enumerate(line))
            rows.append(f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>")
        style = ' table:style-name="out"' if sheet.hidden else ""
        tables.append(f'<table:table table:name="{sheet.name}"{style}>{"".join(rows)}</table:table>')
    open_document(path, "".join(tables))


def _ods_cell(value: Value, down: int, across: int) -> str:
    span = f' table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"' * (down * across > 1)
    match value:
        case None:
            return f"<table:table-cell{span}/>"
        case int() | float():
            kind = f'office:value-type="float" office:value="{value!r}"'
        case date():
            kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        case _:
            kind = 'office:value-type="string"'
    shown = "".join(f"<text:p>{escape(part)}</text:p>" for part in str(value).split("\n"))
    return f"<table:table-cell{span} {kind}>{shown}</table:table-cell>"


def _write_xls(file: Disguised, path: Path) -> None:
    codec, page = ("gbk", 936) if "zh" in file.tags else ("cp1252", 1252)
    path.write_bytes(excel_5({s.name: (0, _records(s, codec)) for s in file.sheets}, page, encoding=codec))


def _records(sheet: Sheet, codec: str) -> bytes:
    found = b""
    for row, line in enumerate(sheet.lines):
        for column, value in enumerate(line):
            if isinstance(value, str):
                found += label(row, column, value.encode(codec))
            elif isinstance(value, int | float):
                found += number(row, column, float(value))
    return found


_WRITERS: dict[str, Any] = {
    "xlsx": _write_xlsx,
    "csv": _write_csv,
    "html": _write_html,
    "ods": _write_ods,
    "xls": _write_xls,
}
