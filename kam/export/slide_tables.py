"""Answers as tables on a slide: the first rows, printed as a page prints them, the rest counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from kam.datasets import BY_NAME
from kam.export.slide_house import INK, SOFT, text_box, write
from kam.export.slide_values import Asked, Part, Table, Words, clean
from kam.figure import texts, values
from kam.text import FLAG, UNKNOWN, Lang, Text, money_scale, number, percent
from kam.topic import Field
from kam.topics.board.words import KINDS
from kam.topics.fields import ACCOUNT_NAME
from kam.topics.funnel.figures import STAGES
from kam.topics.pitfalls.figures import FINDINGS, MEASURES
from kam.topics.plan.figures import STATES
from kam.topics.rivals.figures import OURSELVES, US
from kam.topics.share.figures import WHOLE

MOST = 12
_MORE = Text("另有 {count} 行", "{count} more rows")
_LONGEST = 34
_WORDS: dict[str, dict[str, Text]] = {
    "kind": {code: kind.label for code, kind in KINDS.items()},
    "finding": FINDINGS,
    "measure": MEASURES,
    "state": STATES,
    "party": {US: OURSELVES},
    "leading_supplier": {US: OURSELVES},
    "category": {"": WHOLE},
    "assumption": {one.code: one.label for one in BY_NAME["rival_profile"].column("assumption").choices},
}
_STAGED = ("stage", "need", "from_stage", "to_stage")
# No style, no grid: the lines are drawn here, because programs differ in what a named style looks like.
_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_HEAD, _LINE = 0.46, 0.32  # inches; a heading may take two lines, a cell takes one
_SIZE, _SPAN = 10.5, 0.077  # points, and the inches that half a Chinese character takes at it


def table(
    asked: Asked, title: str, frame: pd.DataFrame, fields: Sequence[Field], missing: str, most: int = MOST
) -> Part:
    """The first rows of an answer in these fields; an account_id is shown as the account's name. No row: words."""
    if frame.empty:
        return Words(title, missing)
    head = frame.head(most)
    columns = [_column(asked, head, field) for field in fields]
    heads = tuple(name for name, _ in columns)
    rows = tuple(zip(*(cells for _, cells in columns), strict=True))
    is_number = tuple(
        field.kind in ("money", "rate", "count", "number") and field.name not in _STAGED for field in fields
    )
    return Table(title, heads, rows, is_number, len(frame) - len(head))


def _column(asked: Asked, frame: pd.DataFrame, field: Field) -> tuple[str, list[str]]:
    """Heading and printed cells."""
    heading = asked.say(field.label)
    if field.name == "account_id":
        return asked.say(ACCOUNT_NAME.label), [clean(asked.named(code), _LONGEST) for code in texts(frame, field.name)]
    if field.name in _STAGED:
        return heading, [_stage(stage, asked.lang) for stage in values(frame, field.name)]
    if field.kind == "money":
        amounts = values(frame, field.name)
        largest = max((abs(amount) for amount in amounts if amount is not None), default=0.0)
        divisor, unit = money_scale(largest, asked.lang)
        places = 0 if divisor == 1 else 1 if largest >= 100 * divisor else 2
        cells = [number(None if amount is None else amount / divisor, places) for amount in amounts]
        return f"{heading} ({unit})", cells
    if field.kind == "rate":
        return heading, [percent(rate) for rate in values(frame, field.name)]
    if field.kind in ("count", "number"):
        return heading, [number(amount, 0 if field.kind == "count" else 1) for amount in values(frame, field.name)]
    if field.kind == "flag":
        said = {told: asked.say(word) for told, word in FLAG.items()}
        return heading, [UNKNOWN if pd.isna(cell) else said[bool(cell)] for cell in frame[field.name].tolist()]
    words = _WORDS.get(field.name, {})
    return heading, [
        asked.say(words[text]) if text in words else clean(text, _LONGEST) for text in texts(frame, field.name)
    ]


def _stage(stage: float | None, lang: Lang) -> str:
    return UNKNOWN if stage is None else f"{int(stage)} {STAGES[int(stage) - 1](lang)}"


def draw_table(slide: Any, told: Table, place: tuple[float, float, float, float], lang: Lang) -> None:
    """Adds the table and, under it, how many rows it leaves out; `place` in inches.

    Rows that have no room are left out too: a table never runs over the foot of the slide.
    """
    left, top, width, height = place
    rows = told.rows[: int((height - _HEAD - 0.3) / _LINE)]
    tall = _HEAD + _LINE * len(rows)
    shape = slide.shapes.add_table(
        len(rows) + 1, len(told.heads), Inches(left), Inches(top), Inches(width), Inches(tall)
    )
    shape._element.nvGraphicFramePr.cNvPr.set("descr", told.title)
    shape._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _STYLE
    shape.table.horz_banding = False
    widths = _widths(told, width)
    for column, inches in zip(shape.table.columns, widths, strict=True):
        column.width = Inches(inches)
    for at, cells in enumerate((told.heads, *rows)):
        shape.table.rows[at].height = Inches(_LINE if at else _HEAD)
        for cell, text, inches, is_number in zip(
            shape.table.rows[at].cells, cells, widths, told.is_number, strict=True
        ):
            _cell(cell, _fit(text, inches) if at else text, is_number, not at, lang)
    if more := told.more + len(told.rows) - len(rows):
        text = _MORE.fill(count=number(more))(lang)
        text_box(slide, text, (left, top + tall + 0.05, width, 0.25), lang, size=10, colour=SOFT)


def _cell(cell: Any, text: str, is_number: bool, is_head: bool, lang: Lang) -> None:
    cell.margin_left, cell.margin_right = Inches(0.06 if is_number else 0.14), Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.MIDDLE
    align = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
    write(cell.text_frame, text, lang, size=_SIZE, colour=SOFT if is_head else INK, is_bold=is_head, align=align)
    line = etree.SubElement(cell._tc.get_or_add_tcPr(), qn("a:lnB"), w=str(Pt(1.25 if is_head else 0.5)))
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:schemeClr"), val="tx2" if is_head else "bg2")


def _span(text: str) -> int:
    """How wide a text is: a Chinese character counts two."""
    return len(text.encode("gb18030", "replace"))


def _fit(text: str, inches: float) -> str:
    """The text cut to what one line of a cell holds."""
    room = int((inches - 0.2) / _SPAN)
    if _span(text) <= room:
        return text
    while text and _span(text) > room - 2:
        text = text[:-1]
    return text + "…"


def _widths(told: Table, width: float) -> list[float]:
    """Inches of each column: what its longest cell and half its heading take; what is missing the widest ones give."""
    needs = [
        (max(_span(head) / 2 + 2, *(_span(text) for text in cells)) + 1) * _SPAN + 0.2
        for head, *cells in zip(told.heads, *told.rows, strict=True)
    ]
    limit = max(needs)
    while sum(min(need, limit) for need in needs) > width:
        limit *= 0.97
    cut = [min(need, limit) for need in needs]
    return [inches * width / sum(cut) for inches in cut]
