"""Where the table of a sheet stands: its header row, the title and unit above it, the names of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Row = Sequence[str | None]
LOOKED_AT = 60  # header rows of real exports stand within the first 25 lines

_NUMBER = re.compile(r"[-+(]?\s*[¥￥$€]?\s*\d[\d,\s]*(\.\d+)?([eE][-+]?\d+)?\s*[%)]?|[-+]?\.\d+")
_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}([-/.月]\d{0,2}.*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.*")
_YEAR = re.compile(r"(19|20)\d\d")
_KEY_VALUE = re.compile(r"[^:：]{1,20}[:：]\s*\S.*", re.DOTALL)
_PLACEHOLDER = re.compile(r"(column|field|列|字段|f|unnamed:?)\s*\d+", re.IGNORECASE)
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
# Chinese headers are padded with spaces to look even; only a single one between two Latin words is meant.
_PADDING = re.compile(rf"(?<={_CJK})\s+|\s+(?={_CJK})|\s{{2,}}")
_UNIT = r"(?:人民币)?\s*(百万元|千元|万元|亿元|元)"
_UNIT_CELL = re.compile(rf"[（(\[【]?\s*(?:金额|货币|计量|数据)?\s*单\s*位\s*[:：]?\s*{_UNIT}")
_UNIT_IN_TITLE = re.compile(rf"(?:(?<![制送报收付购])单\s*位\s*[:：]\s*|[（(\[【]\s*){_UNIT}")
NOTE = (
    r"^\s*[（(*※]?\s*(附?注\d*|备注|说明|附|数据来源|资料来源|来源|制表人?|制表日期|制单人?|审核人?|复核人?|审批人?|打印人?"
    r"|打印日期|打印时间|填表人?|填报人?|编制人?|导出时间|导出人|导出日期"
    r"|(?i:notes?|sources?|printed( on| by)?|prepared by|exported( on)?))"
    r"\s*\d*\s*[:：]"
)
_NOTE = re.compile(NOTE)
_LONGEST_HEADER = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """The header's place in the rows looked at (0-based), and what stands above it.

    `above` gives the kind of each row before the header: title, unit, note or blank.
    """

    header: int
    above: tuple[str, ...]
    title: str
    unit: str | None


def tidy(text: str) -> str:
    """A header as a name: no line breaks, no doubled spaces, no padding beside Chinese characters."""
    bare = text.strip()
    return " ".join((_PADDING.sub("", bare) if re.search(_CJK, bare) else bare).split())


def is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell.strip()) is not None


def is_wordy(cell: str) -> bool:
    """Whether the cell says something: neither a number nor a date."""
    return not is_number(cell) and _DATE.fullmatch(cell.strip()) is None


def find_heading(rows: Sequence[Row]) -> Heading | None:
    """The best header among the first rows; None when there is no table."""
    candidates = [index for index in range(len(rows)) if _may_be_header(rows, index)]
    if not candidates:
        return None
    enough = 0.7 * max(_filled(rows[index]) for index in candidates)
    header = next(index for index in candidates if _filled(rows[index]) >= enough)
    return _heading(rows, header)


def _filled(row: Row) -> int:
    return sum(cell is not None for cell in row)


def _may_be_header(rows: Sequence[Row], index: int) -> bool:
    cells = [cell for cell in rows[index] if cell is not None]
    widest = max(map(_filled, rows))
    if widest == 1:
        return _is_list_header(rows, index)
    if len(cells) < max(2, widest / 2):
        return False
    said = sum(_is_heading_word(cell) for cell in cells)
    return (
        said >= 0.75 * len(cells)
        and is_wordy(cells[0])
        and len({tidy(cell) for cell in cells}) >= 0.6 * len(cells)
        and sum(_KEY_VALUE.fullmatch(cell) is not None for cell in cells) < len(cells) / 2
        and not all(_PLACEHOLDER.fullmatch(cell.strip()) for cell in cells)
        and max(map(len, cells)) <= 2 * _LONGEST_HEADER
    )


def _is_heading_word(cell: str) -> bool:
    return len(cell) <= _LONGEST_HEADER and (not is_number(cell) or _YEAR.fullmatch(cell.strip()) is not None)


def _is_list_header(rows: Sequence[Row], index: int) -> bool:
    """A sheet of one column is a list when a short word stands above entries without a gap; prose is not."""
    first = next((place for place, row in enumerate(rows) if _filled(row)), 0)
    cells = [next((cell for cell in row if cell is not None), None) for row in rows[first:]]
    return (
        index == first
        and len(cells) > 1
        and all(cell is not None and len(cell) <= _LONGEST_HEADER for cell in cells)
        and is_wordy(cells[0] or "")
        and len(cells[0] or "") <= 20
    )


def _heading(rows: Sequence[Row], header: int) -> Heading:
    kinds = tuple(_kind_above(row) for row in rows[:header])
    pairs = zip(kinds, rows, strict=False)
    titles = [cell.strip() for kind, row in pairs if kind == "title" for cell in row if cell is not None]
    return Heading(header, kinds, " ".join(titles), _unit_above(rows[:header]))


def _kind_above(row: Row) -> str:
    cells = [cell.strip() for cell in row if cell is not None]
    if not cells:
        return "blank"
    if len(cells) <= 2 and _UNIT_CELL.match(cells[0]):
        return "unit"
    return "note" if _NOTE.match(cells[0]) else "title"


def _unit_above(rows: Sequence[Row]) -> str | None:
    """The unit that a title or unit row names; the one nearest to the header wins."""
    for row in reversed(rows):
        for cell in row:
            found = cell and (_UNIT_CELL.match(cell.strip()) or _UNIT_IN_TITLE.search(cell))
            if found:
                return found.group(1)
    return None


def unique_names(names: Sequence[str]) -> tuple[str, ...]:
    """The names with a number behind each later double: 金额, 金额_2."""
    done: dict[str, None] = {}
    for name in names:
        unique, count = name, 1
        while unique in done:
            count += 1
            unique = f"{name}_{count}"
        done[unique] = None
    return tuple(done)
