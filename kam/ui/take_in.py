"""The import page's parts: drop files, look at what was found, correct it, load it, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from kam.dataset import Dataset
from kam.desk import SURE
from kam.intake.report import FileReport
from kam.ledger import Batch
from kam.text import Lang, Text, number
from kam.ui.history import local
from kam.ui.progress import size
from kam.ui.table_card import show_tables
from kam.ui.uploads import Upload, Uploads, loadable
from kam.ui.words import escape

DROP = Text("把表格拖到这里，或点击选择（可一次多个）", "Drop spreadsheets here, or click to choose (several at once)")
DROP_HELP = Text(
    "支持 Excel（xlsx、xlsm、xlsb、xls）、ods、csv、tsv、txt、网页表格，以及装有这些文件的 zip 压缩包；按内容识别，"
    "与扩展名无关。编码、表头、合计、单位会自动识别，载入前先给您看结果。",
    "Takes Excel (xlsx, xlsm, xlsb, xls), ods, csv, tsv, txt, HTML tables and zip archives of them, by content, "
    "whatever the extension. Encoding, header, totals and units are found out; you see the result before it is loaded.",
)
MIXED = Text(
    ":material/science: 库里现在有示例公司的数据。导入自己的数据之前，请在侧栏点“清除”。",
    ":material/science: The sample company is in. Press Clear in the sidebar before you bring in your own data.",
)
TAKE = Text("载入这张表（{label}，{rows} 行）", "Load this table ({label}, {rows} rows)")
LOAD = Text("载入 {rows} 行", "Load {rows} rows")
STRICT = Text("有一行错误就全部不载入", "Load nothing if a single row is wrong")
NOTHING = Text(
    "没有可以载入的行。请改正上面的问题，或修正对应。",
    "No row can be loaded. Fix the problems above, or correct the match.",
)
DISMISS, DONE = Text("放弃此文件", "Put this file aside"), Text("完成", "Done")
AGAIN = Text(
    "这个文件的内容已经在库里（第 {numbers} 批，{when}），再次载入不会改变任何数据。",
    "These very bytes are in already (batch {numbers}, {when}); loading them again changes nothing.",
)
LOADED = Text(
    "第 {number} 批 · {label}：新增 {added}，替换 {replaced}，未变 {unchanged}，有错误未载入 {rejected}。",
    "Batch {number} · {label}: {added} added, {replaced} replaced, {unchanged} unchanged, {rejected} wrong, left out.",
)
UNDO = Text("撤销本次载入", "Undo this load")
UNDONE = Text("已撤销，数据恢复到载入之前的样子。", "Undone: the data stand as they did before the load.")
PASSWORD, OPEN = Text("文件密码", "Password of the file"), Text("打开", "Open")


@dataclass(frozen=True, slots=True)
class Counter:
    """Where files are handed in: the waiting ones and their desk, who stands here, and in which language."""

    uploads: Uploads

    who: str
    lang: Lang

    def dataset(self, name: str | None) -> Dataset | None:
        return self.uploads.desk.store.datasets.get(name or "")

    def label(self, name: str | None) -> str:
        dataset = self.dataset(name)
        return dataset.label(self.lang) if dataset else ""


def drop_files(at: Counter) -> None:
    """The drop zone. Files go to disk at once, and the widget is renewed so that memory lets go of them."""
    turn = st.session_state.setdefault("drop_turn", 0)
    files = st.file_uploader(DROP(at.lang), accept_multiple_files=True, key=f"drop.{turn}")
    st.caption(DROP_HELP(at.lang))
    if at.uploads.desk.store.is_sample:
        st.caption(MIXED(at.lang))
    if files:
        for file in files:
            at.uploads.accept(file.name, file, at.lang)
        st.session_state["drop_turn"] = turn + 1
        st.rerun()


def _about(upload: Upload) -> str:
    report = upload.report
    parts = [size(upload.size)]
    if report and report.format:
        parts.append(report.format.upper())
    if report and report.encoding:
        parts.append(report.encoding)
    return " · ".join(parts)


def _head(upload: Upload, at: Counter) -> None:
    is_over = upload.state in ("loaded", "undone")
    label, icon = (DONE, ":material/done:") if is_over else (DISMISS, ":material/close:")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"#### {escape(upload.name)} :small[:gray[{escape(_about(upload))}]]", width="content")
        is_dismissed = st.button(label(at.lang), key=f"{upload.key}.dismiss", icon=icon, type="tertiary")
    if is_dismissed:
        at.uploads.dismiss(upload)
        st.rerun()


def _fault(upload: Upload, report: FileReport, at: Counter) -> None:
    fault = report.fault
    if fault is None:
        return
    st.error(escape(Text(fault.zh, fault.en)(at.lang)), icon=":material/error:")
    if fault.code == "password":
        with st.form(f"{upload.key}.password", border=False):
            word = st.text_input(PASSWORD(at.lang), type="password")
            if st.form_submit_button(OPEN(at.lang)) and word:
                at.uploads.examine(upload, replace(upload.options, password=word), at.lang)
                st.rerun()


def _known(batches: Sequence[Batch], lang: Lang) -> None:
    numbers = ", ".join(str(batch.number) for batch in batches)
    words = AGAIN.fill(numbers=numbers, when=local(batches[0].loaded_at))
    st.info(words(lang), icon=":material/task_alt:")


def _chosen(upload: Upload, places: Sequence[int], at: Counter) -> list[int]:
    """The tables to load; asked for only where there are several, or one that is little sure."""
    tables = upload.report.tables if upload.report else ()
    if len(places) == 1 and tables[places[0]].confidence >= SURE:
        return list(places)
    chosen: list[int] = []
    for place in places:
        found = tables[place]
        name = f"{at.label(found.dataset)} · {escape(found.sheet)}"
        label = TAKE.fill(label=name, rows=number(found.counts.get("loaded", 0)))(at.lang)
        if st.checkbox(label, value=found.confidence >= SURE, key=f"{upload.key}.{place}.take"):
            chosen.append(place)
    return chosen


def _load(upload: Upload, at: Counter) -> None:
    places = loadable(upload)
    if not places or upload.report is None:
        if any(found.dataset for found in (upload.report.tables if upload.report else ())):
            st.warning(NOTHING(at.lang), icon=":material/block:")
        return
    chosen = _chosen(upload, places, at)
    rows = sum(upload.report.tables[place].counts.get("loaded", 0) for place in chosen)
    wrong = sum(upload.report.tables[place].counts.get("rejected", 0) for place in chosen)
    strict = bool(wrong) and st.checkbox(STRICT(at.lang), key=f"{upload.key}.strict")
    label = LOAD.fill(rows=number(rows))(at.lang)
    icon = ":material/database_upload:"
    if st.button(label, type="primary", disabled=not chosen, icon=icon, key=f"{upload.key}.load"):
        at.uploads.load(upload, at.who, chosen, strict)
        st.rerun()


def _result(batches: Sequence[Batch], at: Counter) -> None:
    for batch in batches:
        line = LOADED.fill(
            number=batch.number,
            label=at.label(batch.dataset),
            added=number(batch.added),
            replaced=number(batch.replaced),
            unchanged=number(batch.unchanged),
            rejected=number(batch.rejected),
        )
        st.success(line(at.lang), icon=":material/check_circle:")


def _after(upload: Upload, at: Counter) -> None:
    if upload.state == "undone":
        st.info(UNDONE(at.lang), icon=":material/undo:")
        return
    _result(upload.batches, at)
    if st.button(UNDO(at.lang), icon=":material/undo:", key=f"{upload.key}.undo"):
        at.uploads.undo(upload, at.who)
        st.rerun()
    tables = upload.report.tables if upload.report else ()
    if upload.report and any(found.problems for found in tables):
        show_tables(at.uploads, upload, at.lang)


def show_upload(upload: Upload, at: Counter) -> None:
    """One file's card, whatever state it is in."""
    with st.container(border=True, key=f"card_{upload.key}"):
        _head(upload, at)
        if upload.error:
            st.error(escape(upload.error(at.lang)), icon=":material/error:")
        if upload.state in ("loaded", "undone"):
            _after(upload, at)
        elif upload.report and upload.report.fault:
            _fault(upload, upload.report, at)
        elif upload.before:
            _known(upload.before, at.lang)
            show_tables(at.uploads, upload, at.lang)
        elif upload.report:
            show_tables(at.uploads, upload, at.lang)
            _load(upload, at)
