"""The batch ledger on a page: every load, what it did, its wrong cells, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from kam.access import User, Who
from kam.dataset import Dataset
from kam.errors import KamError
from kam.ledger import Batch
from kam.store import Store
from kam.text import Lang, Text, number
from kam.ui.found import CELL, EXPECTED, REMEDY, SHEET, VALUE, conservation
from kam.ui.tables import instant
from kam.ui.words import escape, say

COLUMNS = {
    "number": Text("批次", "Batch"),
    "state": Text("状态", "State"),
    "loaded_at": Text("时间", "Time"),
    "file": Text("文件", "File"),
    "sheet": SHEET,
    "dataset": Text("数据类型", "Kind of data"),
    "rows_read": Text("读取行数", "Rows read"),
    "added": Text("新增", "Added"),
    "replaced": Text("替换", "Replaced"),
    "unchanged": Text("未变", "Unchanged"),
    "rejected": Text("有错误", "With errors"),
    "totals": Text("合计行", "Totals"),
    "who": Text("操作人", "Who"),
}
LOADED = Text("已载入", "loaded")
_SAMPLE = Text("示例公司", "sample company")
_COUNTS = ("rows_read", "added", "replaced", "unchanged", "rejected", "totals")
ACTIVE, TAKEN_BACK = Text("生效", "In force"), Text("已撤销", "Undone")
PICK = Text("查看哪一批", "Look at a batch")
BATCH = Text("第 {number} 批 · {file} · {label}", "Batch {number} · {file} · {label}")
PROBLEMS = Text("有问题的单元格（{shown} / {all}）", "Cells with problems ({shown} of {all})")
CLEAN = Text("这一批没有问题单元格。", "This batch had no wrong cells.")
UNDO, SURE, KEEP = Text("撤销此批", "Undo this batch"), Text("确认撤销", "Undo"), Text("不撤销", "Keep it")
ASK = Text(
    "撤销第 {number} 批（{file}）：它新增的 {added} 行将移除，被它替换的 {replaced} 行将恢复原样。"
    "原文件仍保留，可以再次载入。",
    "Undo batch {number} ({file}): the {added} rows it added go, the {replaced} rows it replaced come back. "
    "The original file is kept and can be loaded again.",
)
WHEN_UNDONE = Text("由 {who} 于 {when} 撤销。", "Undone by {who} on {when}.")
UNDONE = Text("第 {number} 批已撤销。", "Batch {number} was undone.")
EMPTY = Text(
    "还没有导入过数据。请先到“数据导入”拖入表格，或下载模板填写。",
    "Nothing was loaded yet. Go to the import page and drop a spreadsheet, or fill in a template.",
)
NONE_OF_YOURS = Text(
    "您还没有导入过数据；这里只列出您自己的批次。请先到“数据导入”拖入表格，或下载模板填写。",
    "You have loaded nothing yet; only your own batches are listed here. Drop a spreadsheet on the import page.",
)


def local(when: datetime) -> str:
    """The time on the reader's own clock, to the minute."""
    try:
        zone = ZoneInfo(st.context.timezone or "Asia/Shanghai")
    except ZoneInfoNotFoundError:
        zone = ZoneInfo("UTC")
    return f"{when.astimezone(zone):%Y-%m-%d %H:%M}"


def who_of(batch: Batch) -> str:
    """Who loaded it; the sample company comes with the product."""
    return say(_SAMPLE) if batch.is_sample else batch.who


def visible(batches: Sequence[Batch], user: User) -> list[Batch]:
    """The loads that somebody may see: wrong cells are quoted in them, so those of some regions see their own."""
    return [batch for batch in batches if user.role.is_everywhere or batch.who == user.name]


def ledger_frame(batches: Sequence[Batch], labels: dict[str, Dataset], lang: Lang) -> pd.DataFrame:
    """One row a batch in the order given, headed in the reader's language."""
    rows = [
        {
            "state": (TAKEN_BACK if batch.is_undone else ACTIVE)(lang),
            "loaded_at": local(batch.loaded_at),
            "dataset": labels[batch.dataset].label(lang),
            "who": who_of(batch),
        }
        | {name: getattr(batch, name) for name in COLUMNS if name not in ("state", "loaded_at", "dataset", "who")}
        for batch in batches
    ]
    heads = {name: text(lang) for name, text in COLUMNS.items()}
    return pd.DataFrame(rows, columns=list(COLUMNS)).rename(columns=heads)


def _remember_choice(numbers: Sequence[int]) -> None:
    """Puts a clicked row into the chooser, which names the batch on show."""
    rows = st.session_state["ledger"].selection.rows
    if rows:
        st.session_state["batch"] = numbers[rows[0]]


def show_ledger(batches: Sequence[Batch], labels: dict[str, Dataset], lang: Lang) -> None:
    """The ledger, newest first; a click on a row shows that batch below."""
    numbers = [batch.number for batch in batches]
    settings: dict[str, ColumnConfig] = {
        COLUMNS[name](lang): st.column_config.NumberColumn(format="localized") for name in _COUNTS
    }
    settings[COLUMNS["loaded_at"](lang)] = instant()
    st.dataframe(
        ledger_frame(batches, labels, lang),
        column_config=settings,
        hide_index=True,
        height="content" if len(batches) < 12 else 430,
        key="ledger",
        on_select=lambda: _remember_choice(numbers),
        selection_mode="single-row",
    )


def choose(batches: Sequence[Batch], labels: dict[str, Dataset], lang: Lang) -> Batch:
    """The batch on show: the clicked one, else the newest."""
    by_number = {batch.number: batch for batch in batches}

    def words(number_: int) -> str:
        batch = by_number[number_]
        return BATCH.fill(number=number_, file=batch.file, label=labels[batch.dataset].label(lang))(lang)

    if st.session_state.get("batch") not in by_number:
        st.session_state["batch"] = batches[0].number
    return by_number[st.selectbox(PICK(lang), list(by_number), format_func=words, key="batch")]


def _problems(batch: Batch, lang: Lang) -> None:
    if not batch.problem_list:
        st.caption(CLEAN(lang))
        return
    st.markdown(f"**{PROBLEMS.fill(shown=number(len(batch.problem_list)), all=number(batch.problems))(lang)}**")
    heads = {"sheet": SHEET, "cell": CELL, "value": VALUE, "expected": EXPECTED, "remedy": REMEDY}
    rows = [[problem[lang][name] for name in heads] for problem in batch.problem_list]
    frame = pd.DataFrame(rows, columns=[text(lang) for text in heads.values()])
    st.dataframe(frame, hide_index=True, height="content" if len(rows) < 8 else 320)


def _confirm(batch: Batch, store: Store, who: Who, lang: Lang) -> None:
    @st.dialog(UNDO(lang))
    def ask() -> None:
        words = ASK.fill(
            number=batch.number, file=escape(batch.file), added=number(batch.added), replaced=number(batch.replaced)
        )
        st.markdown(words(lang))
        with st.container(horizontal=True):
            is_sure = st.button(SURE(lang), type="primary", icon=":material/undo:", key="undo_sure")
            is_kept = st.button(KEEP(lang), key="undo_keep")
        if is_sure:
            try:
                store.undo(batch.number, who)
            except KamError as error:
                st.error(error.message(lang))
                return
            st.toast(UNDONE.fill(number=batch.number)(lang))
        if is_sure or is_kept:
            st.rerun()

    ask()


def show_batch(batch: Batch, store: Store, who: Who, lang: Lang) -> None:
    """One batch: where its rows went, its wrong cells, and the button that takes it back."""
    with st.container(border=True, key="card_batch"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(conservation(batch.counts, lang, LOADED), width="content")
            is_asked = not batch.is_undone and st.button(UNDO(lang), icon=":material/undo:", key="undo")
        if batch.is_undone and batch.undone_at:
            st.info(WHEN_UNDONE.fill(who=escape(batch.undone_by or ""), when=local(batch.undone_at))(lang))
        if is_asked:
            _confirm(batch, store, who, lang)
        _problems(batch, lang)
