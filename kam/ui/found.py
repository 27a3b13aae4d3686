"""One table of a file, as it was understood: dataset, columns, sample rows, the rows' fate, the wrong cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kam.dataset import Dataset
from kam.errors import Problem
from kam.intake.mapping import spreads_of
from kam.intake.report import FoundTable, Mapping
from kam.text import UNKNOWN, Lang, Text, number
from kam.ui.correct import lacking, slots, spread_over
from kam.ui.tables import NO_ROWS
from kam.ui.words import columns_of, escape, rows_of, say

UNKNOWN_TABLE = Text(
    "没有认出这张表是哪种业务数据。{reason}可以在“修正对应”里选择数据类型并指明各列；只想要干净的表，直接下载即可。",
    "It is not clear what kind of data this table holds. {reason}Choose the kind under Correct the match and name its "
    "columns; if a clean table is all you need, download it below.",
)
PROPOSAL = Text(
    "这是一种新的表格式样，下面的对应是推测的。请核对；载入之后同样表头的文件不会再问。",
    "This layout is new and the match below is a guess. Check it; once loaded, the same header is not asked again.",
)
SURE = Text("把握 {confidence}：{reason}", "{confidence} sure: {reason}")
APPROVED = Text("按您确认过的对应读取", "Read by the match you approved")
READ, GOOD = Text("读取行数", "Rows read"), Text("可载入", "Ready to load")
WRONG, OTHER = Text("有错误", "With errors"), Text("不是数据", "Not data")
READ_HELP = Text("工作表里的全部行，一行不少。", "Every row of the sheet, none left out.")
OTHER_HELP = Text("标题、单位、表头、合计、备注、空行等。", "Titles, units, headers, totals, notes, blank rows.")
MATCHED, IGNORED = Text("列的对应", "Columns matched"), Text("未使用的列：{names}", "Columns not used: {names}")
AND_MORE = Text(" 等 {count} 列", " and others, {count} in all")
LACKS = Text(
    "还缺必填的 {names}。请在“修正对应”里指明取自哪一列；文件里没有的，可以填固定值。",
    "Still missing: {names}. Say under Correct the match which column they come from, or give a fixed value.",
)
SAMPLE = Text("识别后的表 · 前几行", "The table as understood · first rows")
PROBLEMS = Text("有问题的单元格（{count}）", "Cells with problems ({count})")
FIELD, FROM = Text("数据项", "Field"), Text("文件中的列", "File column")
SPREAD_FROM = Text("{first} … {last}（{columns}）", "{first} … {last} ({columns})")
FIXED, FORMULA = Text("固定值 {value}", "fixed value {value}"), Text("公式 {value}", "formula {value}")
SHEET, CELL = Text("工作表", "Sheet"), Text("单元格", "Cell")
VALUE, EXPECTED, REMEDY = Text("现在的值", "Value now"), Text("应为", "Expected"), Text("怎样改", "What to do")

FATES = {
    "loaded": Text("可载入", "ready to load"),
    "rejected": Text("有错误", "with errors"),
    "header": Text("表头", "header"),
    "repeated": Text("重复表头", "repeated header"),
    "title": Text("标题", "title"),
    "unit": Text("单位", "unit"),
    "note": Text("备注", "note"),
    "total": Text("合计", "total"),
    "blank": Text("空行", "blank"),
    "example": Text("模板示例", "template example"),
    "joined": Text("并入的续表", "joined continuation"),
}
RECORDS = Text("记录", "records")
_NAMED = 12
_LONG_NAME, _WIDEST_PX = 20, 260  # letters, and what a column of a longer name takes
_CONSERVED = Text("读取 {rows} = {parts}", "{rows} read = {parts}")


def conservation(counts: dict[str, int], lang: Lang, good: Text = FATES["loaded"]) -> str:
    """The sheet's rows as a sum of named parts: 读取 12 行 = 可载入 9 + 有错误 1 + 表头 1 + 合计 1."""
    names = {**FATES, "loaded": good}
    parts = [f"{name(lang)} {number(counts[part])}" for part, name in names.items() if counts.get(part)]
    return _CONSERVED.fill(rows=rows_of(counts.get("read", 0), lang), parts=" + ".join(parts))(lang)


def show_counts(found: FoundTable, key: str, lang: Lang) -> None:
    """Four figures and the sum that proves that no row was lost; without a dataset the sum alone."""
    counts = found.counts
    if found.dataset is None:
        st.caption(conservation({**counts, "loaded": found.rows}, lang, RECORDS))
        return
    good, wrong, read = counts.get("loaded", 0), counts.get("rejected", 0), counts.get("read", 0)
    with st.container(horizontal=True, key=f"counts_{key}"):
        st.metric(READ(lang), number(read), help=READ_HELP(lang), width=150)
        st.metric(GOOD(lang), number(good), width=150)
        st.metric(WRONG(lang), number(wrong), width=150)
        st.metric(OTHER(lang), number(read - good - wrong), help=OTHER_HELP(lang), width=150)
    st.caption(conservation(counts, lang))


def why(found: FoundTable, lang: Lang) -> str:
    """How sure the match is and by what; where a person decided there is nothing to weigh."""
    if found.reason is None:
        return APPROVED(lang)
    reason = found.reason(lang)
    return SURE.fill(confidence=f"{found.confidence:.0%}", reason=escape(reason))(lang)


def show_verdict(found: FoundTable, dataset: Dataset | None, lang: Lang) -> None:
    """Which dataset it is, how sure, and why."""
    if dataset is None:
        reason = escape(found.reason(lang)) + (" " if lang == "en" else "") if found.reason else ""
        st.warning(UNKNOWN_TABLE.fill(reason=reason)(lang), icon=":material/help:")
        return
    st.markdown(f":blue-badge[:material/table_chart: {dataset.label(lang)}] :small[:gray[{why(found, lang)}]]")
    lacks = lacking(dataset, found.mapping) if found.mapping else ()
    if lacks:
        names = ("、" if lang == "zh" else ", ").join(column.label(lang) for column in lacks)
        st.error(LACKS.fill(names=names)(lang), icon=":material/rule:")
    elif found.is_proposal:
        st.info(PROPOSAL(lang), icon=":material/lightbulb:")


def match_frame(found: FoundTable, dataset: Dataset, lang: Lang) -> pd.DataFrame:
    """One row a dataset column that gets a value: its label, and the file column, value or formula it comes from."""
    mapping = found.mapping
    if mapping is None:
        return pd.DataFrame(columns=[FIELD(lang), FROM(lang)])
    sources = dict(mapping.columns)
    sources |= {name: FIXED.fill(value=value)(lang) for name, value in mapping.constants.items()}
    sources |= {name: FORMULA.fill(value=text)(lang) for name, text in mapping.derive.items() if name not in sources}
    rows = [(slot.label(lang), sources[slot.name]) for slot in slots(dataset) if slot.name in sources]
    rows += _spread_rows(mapping, dataset, lang)
    return pd.DataFrame(rows, columns=[FIELD(lang), FROM(lang)])


def _spread_rows(mapping: Mapping, dataset: Dataset, lang: Lang) -> list[tuple[str, str]]:
    """One line for all the columns whose headers are values: 期间 × 采购额 <- 2019年 … 2024年（6 列）."""
    spread = spread_over(dataset, mapping)
    if not spread:
        return []
    heads = list(spread.values())
    named = next(one for one in spreads_of(mapping, dataset) if one.key in spread)
    labels = [dataset.column(name).label(lang) for name in (*named.members, named.value)]
    source = SPREAD_FROM.fill(first=heads[0], last=heads[-1], columns=columns_of(len(heads), lang))
    return [(" × ".join(labels), source(lang))]


def problem_frame(problems: Sequence[Problem], lang: Lang) -> pd.DataFrame:
    """One row a wrong cell: sheet, cell, value, what was expected, what to do."""
    rows = [(p.sheet, p.cell, p.value, p.expected(lang), p.remedy(lang)) for p in problems]
    return pd.DataFrame(rows, columns=[SHEET(lang), CELL(lang), VALUE(lang), EXPECTED(lang), REMEDY(lang)])


def show_problems(problems: Sequence[Problem], count: int, lang: Lang) -> None:
    if problems:
        st.markdown(f"**{PROBLEMS.fill(count=number(count))(lang)}**")
        st.dataframe(
            problem_frame(problems, lang),
            hide_index=True,
            placeholder=UNKNOWN,
            height="content" if len(problems) < 8 else 320,
        )


def _small_table(place: DeltaGenerator, frame: pd.DataFrame) -> None:
    if frame.empty:
        place.caption(say(NO_ROWS))
        return
    height: Literal["content"] | int = "content" if len(frame) < 7 else 248
    wide = {
        name: st.column_config.TextColumn(name, width=_WIDEST_PX, help=escape(name))
        for name in frame.columns
        if len(name) > _LONG_NAME
    }
    place.dataframe(frame, hide_index=True, placeholder=UNKNOWN, height=height, column_config=wide)


def show_match(found: FoundTable, dataset: Dataset | None, lang: Lang) -> None:
    """The columns matched beside the first rows, and the file columns that nothing takes."""
    place = st.container()
    if dataset is not None:
        left, place = st.columns([2, 3])
        left.markdown(f"**{MATCHED(lang)}**")
        _small_table(left, match_frame(found, dataset, lang))
    place.markdown(f"**{SAMPLE(lang)}**")
    width = len(found.columns)
    rows = [(tuple(row) + (None,) * width)[:width] for row in found.sample]
    _small_table(place, pd.DataFrame(rows, columns=list(found.columns), dtype=object))
    if dataset is not None and found.ignored:
        st.caption(ignored_words(found.ignored, lang))


def ignored_words(names: Sequence[str], lang: Lang) -> str:
    """The file columns that nothing takes, the first of them by name, safe for markdown."""
    named = ("、" if lang == "zh" else ", ").join(escape(name) for name in names[:_NAMED])
    words = IGNORED.fill(names=named)(lang)
    return words + AND_MORE.fill(count=len(names))(lang) if len(names) > _NAMED else words
