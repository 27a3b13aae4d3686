"""What was noticed about a table besides its rows: title and unit, how days were read, columns turned into rows, totals
that do not add up; and, of sheets that hold no table, what they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from kam.dataset import Dataset
from kam.intake.mapping import spreads_of
from kam.intake.report import FoundTable, Stated
from kam.text import Lang, Text
from kam.ui.layout_choice import ORDERS, UNITS, example_of, order_words
from kam.ui.words import columns_of, escape

TITLE, UNIT = Text("标题：{words}", "Title: {words}"), Text("单位：{words}", "Unit: {words}")
DAYS = Text("日期按 {order} 读取", "Days read as {order}")
LONG = Text(
    "{columns}的表头是“{column}”，每个有数的单元格载入为一行",
    "{columns} headed by {column}: each cell with a figure is loaded as a row",
)
ADDS_UP = Text("{count} 处合计与各行之和相符", "stated totals that agree with their rows: {count}")
OFF = Text(
    "{count} 处合计与各行之和不符。表里写的合计不会载入，载入的是各行；请核对是哪一边有误。",
    "Stated totals that do not add up: {count}. Totals are never loaded, the rows are; check which one is wrong.",
)
_LONGEST_TITLE = 80
_RULE = re.compile(r"[-=_~—─━]{3,}")  # drawn with letters, as statements have it
CELL, LABEL, COLUMN = Text("单元格", "Cell"), Text("合计名称", "Total"), Text("列", "Column")
STATED, SUMMED, APART = Text("表中所写", "Stated"), Text("各行之和", "Sum of rows"), Text("相差", "Difference")

HIDDEN = Text(
    "隐藏的工作表未读取：{names}。需要时请在 Excel 中取消隐藏后再上传。",
    "Hidden sheets were not read: {names}. Unhide them in Excel and upload again if you need them.",
)
NATURES = {
    "pivot": Text(
        "数据透视表，是汇总而不是明细，未读取：{names}", "Pivot reports, summaries rather than rows, not read: {names}"
    ),
    "chart": Text("图表工作表，没有数据：{names}", "Chart sheets, no data: {names}"),
    "form": Text("填写式的表单或文字，没有成行的记录：{names}", "Forms or text, no rows of records: {names}"),
    "continued": Text("续表，已并入前面的表：{names}", "Continued from a table before, joined to it: {names}"),
    "empty": Text("空工作表：{names}", "Empty sheets: {names}"),
    "table": Text("没有找到表头的工作表：{names}", "Sheets in which no header was found: {names}"),
}
NO_HEADER = {
    "pivot": Text(
        "这是数据透视表：汇总结果，不是明细，因此不读取。请提供它所依据的明细表。",
        "This is a pivot report: a summary, not rows, so it is not read. Bring the list that it was made from.",
    ),
    "form": Text(
        "这里是填写式的表单或文字说明，没有成行的记录。若确有表格，请点选它的表头行。",
        "This is a form or plain text without rows of records. If there is a table in it, pick its header row.",
    ),
    "table": Text(
        "没有找到表头。请在下面点选表头所在的行，再按“表头到这一行”。",
        "No header was found. Pick the header's row below and press Header ends here.",
    ),
}


def _plain(value: float) -> str:
    """A figure as a person writes it: no trailing noughts, thousands marked, no rounding that hides a difference."""
    text = f"{Decimal(repr(round(value, 6))):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def stated_frame(stated: Sequence[Stated], lang: Lang) -> pd.DataFrame:
    """One row a total: its cell and words, the column, what is written, what the rows give, the difference."""
    rows = [
        (one.cell, one.label, one.column, _plain(one.stated), _plain(one.summed), _plain(one.stated - one.summed))
        for one in stated
    ]
    return pd.DataFrame(rows, columns=[text(lang) for text in (CELL, LABEL, COLUMN, STATED, SUMMED, APART)])


def show_stated(stated: Sequence[Stated], lang: Lang) -> None:
    """The totals that do not add up, both figures; nothing where all do."""
    off = [one for one in stated if one.is_off]
    if not off:
        return
    st.warning(OFF.fill(count=len(off))(lang), icon=":material/calculate:")
    st.dataframe(stated_frame(off, lang), hide_index=True, height="content" if len(off) < 7 else 248)


def turned_columns(found: FoundTable, dataset: Dataset) -> int:
    """How many file columns became rows of the dataset."""
    return len(spreads_of(found.mapping, dataset)) if found.mapping else 0


def remarks(found: FoundTable, dataset: Dataset | None, lang: Lang) -> tuple[str, ...]:
    """Short sentences, the strings of the file in them as they stand."""
    title = " ".join(_RULE.sub(" ", found.title).split())
    title = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
    said = [TITLE.fill(words=title)(lang)] if title else []
    if found.unit:
        said.append(UNIT.fill(words=UNITS[found.unit](lang) if found.unit in UNITS else found.unit)(lang))
    if found.layout.get("dates") in ORDERS:
        said.append(DAYS.fill(order=order_words(found.layout["dates"], example_of(found), lang))(lang))
    if found.long and dataset and found.long in dataset.names:
        label = dataset.column(found.long).label(lang)
        said.append(LONG.fill(columns=columns_of(turned_columns(found, dataset), lang), column=label)(lang))
    right = sum(not one.is_off for one in found.stated)
    return (*said, ADDS_UP.fill(count=right)(lang)) if right else tuple(said)


def show_remarks(found: FoundTable, dataset: Dataset | None, lang: Lang) -> None:
    """The remarks in one line, then the totals that do not add up."""
    said = remarks(found, dataset, lang)
    if said:
        st.caption(escape(" · ".join(said)))
    show_stated(found.stated, lang)


def show_left_out(tables: Sequence[FoundTable], lang: Lang) -> None:
    """The sheets that were not read, by what they are: hidden ones first."""
    hidden = [found.sheet for found in tables if found.hidden]
    groups = [(HIDDEN, hidden)]
    for nature, words in NATURES.items():
        named = [found.sheet for found in tables if not found.hidden and _is_nothing(found) and found.nature == nature]
        groups.append((words, named))
    for words, names in groups:
        if names:
            together = ("、" if lang == "zh" else ", ").join(dict.fromkeys(names))
            st.caption(words.fill(names=escape(together))(lang))


def _is_nothing(found: FoundTable) -> bool:
    return found.header_row is None


def show_no_header(found: FoundTable, lang: Lang) -> None:
    """Why there is no table in a sheet that has something in it, and what to do."""
    words = NO_HEADER.get(found.nature, NO_HEADER["table"])
    st.warning(words(lang), icon=":material/help:")
