"""The import page's parts: drop files, look at what was found, correct it, load it, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from kam.access import Who
from kam.dataset import Dataset
from kam.desk import SURE
from kam.intake.report import FileReport
from kam.ledger import Batch
from kam.text import Lang, Text, number
from kam.ui.history import local
from kam.ui.progress import size
from kam.ui.rooms import NAMED
from kam.ui.table_card import show_tables, show_wrong
from kam.ui.uploads import Upload, Uploads, loadable
from kam.ui.words import escape, files_of, rows_of

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
TAKE = Text("载入“{sheet}”：{label}，{rows}", "Load {sheet}: {label}, {rows}")
LOAD, LOAD_HELP = Text("载入 {rows}", "Load {rows}"), Text("先勾选要载入的表。", "First tick the tables to load.")
LOAD_ALL = Text("载入全部 {files}（共 {rows}）", "Load all {files} ({rows})")
STRICT = Text("有一行错误就全部不载入", "Load nothing if a single row is wrong")
NOTHING = Text(
    "没有可以载入的行。请按下面的说明改正文件，或修正对应。",
    "No row can be loaded. Correct the file as said below, or correct the match.",
)
DISMISS, DONE = Text("放弃此文件", "Put this file aside"), Text("完成", "Done")
AGAIN = Text(
    "这个文件的内容已经在库里（第 {numbers} 批，{when}），再次载入不会改变任何数据。",
    "This file is in already (batch {numbers}, {when}); loading it again would change nothing.",
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

    who: Who
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
            at.uploads.accept(file.name, file, at.who, at.lang)
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
    """The tables to load; asked for only where there are several, or one that is little sure and nobody named."""
    tables = upload.report.tables if upload.report else ()
    if len(places) == 1 and (tables[places[0]].confidence >= SURE or places[0] in upload.options.tables):
        return list(places)
    chosen: list[int] = []
    for place in places:
        found = tables[place]
        rows = rows_of(found.counts.get("loaded", 0), at.lang)
        label = TAKE.fill(sheet=escape(found.sheet), label=at.label(found.dataset), rows=rows)(at.lang)
        is_meant = found.confidence >= SURE or place in upload.options.tables
        if st.checkbox(label, value=is_meant, key=f"{upload.key}.{place}.{found.dataset}.take"):
            chosen.append(place)
    return chosen


def _load(upload: Upload, at: Counter) -> None:
    places = loadable(upload)
    if not places or upload.report is None:
        if any(found.counts.get("rejected") for found in (upload.report.tables if upload.report else ())):
            st.warning(NOTHING(at.lang), icon=":material/block:")
        return
    chosen = _chosen(upload, places, at)
    rows = sum(upload.report.tables[place].counts.get("loaded", 0) for place in chosen)
    wrong = sum(upload.report.tables[place].counts.get("rejected", 0) for place in chosen)
    strict = bool(wrong) and st.checkbox(STRICT(at.lang), key=f"{upload.key}.strict")
    label = LOAD.fill(rows=rows_of(rows, at.lang))(at.lang)
    icon, why = ":material/database_upload:", None if chosen else LOAD_HELP(at.lang)
    if st.button(label, type="primary", disabled=not chosen, icon=icon, help=why, key=f"{upload.key}.load"):
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
    show_wrong(at.uploads, upload, at.lang)
    with st.container(horizontal=True, vertical_alignment="center"):
        is_undone = st.button(UNDO(at.lang), icon=":material/undo:", key=f"{upload.key}.undo")
        st.page_link(NAMED["history"].page(at.lang))
    if is_undone:
        at.uploads.undo(upload, at.who)
        st.rerun()


def needs_no_look(upload: Upload) -> bool:
    """Whether a file is as good as loaded: every row of it understood, by a match that is sure or was approved."""
    places = loadable(upload)
    tables = [upload.report.tables[place] for place in places] if upload.report and upload.state == "read" else []
    wrong = any(found.is_proposal or found.confidence < SURE or found.counts.get("rejected") for found in tables)
    return bool(tables) and not wrong and not upload.before and not upload.error


def load_all(every: Sequence[Upload], at: Counter) -> None:
    """One button for all the files that need no look; nothing where there are not two of them."""
    ready = [upload for upload in every if needs_no_look(upload)]
    if len(ready) < 2:
        return
    rows = sum(
        upload.report.tables[place].counts["loaded"] for upload in ready if upload.report for place in loadable(upload)
    )
    label = LOAD_ALL.fill(files=files_of(len(ready), at.lang), rows=rows_of(rows, at.lang))(at.lang)
    if st.button(label, type="primary", icon=":material/database_upload:", key="load_all"):
        for upload in ready:
            at.uploads.load(upload, at.who, loadable(upload), strict=False)
        st.rerun()


def show_upload(upload: Upload, at: Counter, is_alone: bool = True) -> None:
    """One file's card, whatever state it is in; among others, one that needs no look is short until asked."""
    is_open = is_alone or not needs_no_look(upload)
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
            show_tables(at.uploads, upload, at.lang, then=_nothing, is_open=False)
        elif upload.report:
            show_tables(at.uploads, upload, at.lang, then=lambda: _load(upload, at), is_open=is_open)


def _nothing() -> None:
    """What follows on a file that is in already."""
