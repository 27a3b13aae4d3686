"""The import page's parts: drop files, look at what was found, correct it, load it, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from kam.dataset import Dataset
from kam.desk import SURE, Desk
from kam.intake.report import FileReport, FoundTable
from kam.intake.mapping import to_toml
from kam.ledger import Batch
from kam.text import Lang, Text, number
from kam.ui.correct import ask_mapping
from kam.ui.found import NO_TABLE, show_found
from kam.ui.progress import size
from kam.ui.uploads import Upload, Uploads, loadable
from kam.ui.words import escape

DROP = Text("把表格拖到这里，或点击选择（可一次多个）", "Drop spreadsheets here, or click to choose (several at once)")
DROP_HELP = Text(
    "支持 .xlsx 与 .csv，编码、表头位置、金额单位会自动识别。载入前先给您看结果。",
    "Takes .xlsx and .csv; encoding, header row and money units are found out. You see the result before it is loaded.",
)
CORRECT = Text("修正对应", "Correct the match")
SAVE_MAPPING = Text("导出对应关系 (TOML)", "Export the match (TOML)")
WRONG_ROWS = Text("下载错误行（改好后再次拖入即可）", "Download the wrong rows (correct them, drop the file again)")
TAKE = Text("载入这张表（{label}，{rows} 行）", "Load this table ({label}, {rows} rows)")
LOAD = Text("载入 {rows} 行", "Load {rows} rows")
STRICT = Text("有一行错误就全部不载入", "Load nothing if a single row is wrong")
NOTHING = Text("没有可以载入的行。请改正上面的问题，或修正对应。", "No row can be loaded. Fix the problems above, or correct the match.")
DISMISS, DONE = Text("放弃此文件", "Put this file aside"), Text("完成", "Done")
AGAIN = Text(
    "这个文件的内容已经在库里（第 {numbers} 批，{when}），再次载入不会改变任何数据。",
    "These very bytes are in already (batch {numbers}, {when}); loading them again changes nothing.",
)
LOADED = Text(
    "第 {number} 批 · {label}：新增 {added}，替换 {replaced}，未变 {unchanged}，有错误未载入 {rejected}。",
    "Batch {number} · {label}: {added} added, {replaced} replaced, {unchanged} unchanged, {rejected} with errors left out.",
)
UNDO = Text("撤销本次载入", "Undo this load")
UNDONE = Text("已撤销，数据恢复到载入之前的样子。", "Undone: the data stand as they did before the load.")
PASSWORD, OPEN = Text("文件密码", "Password of the file"), Text("打开", "Open")
ROWS = Text("{rows} 行", "{rows} rows")


def drop_files(uploads: Uploads, lang: Lang) -> None:
    """The drop zone. Files go to disk at once, and the widget is renewed so that memory lets go of them."""
    turn = st.session_state.setdefault("drop_turn", 0)
    files = st.file_uploader(DROP(lang), accept_multiple_files=True, key=f"drop.{turn}")
    st.caption(DROP_HELP(lang))
    if files:
        for file in files:
            uploads.accept(file.name, file, lang)
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


def _head(upload: Upload, uploads: Uploads, lang: Lang) -> None:
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.markdown(f"#### {escape(upload.name)}")
    left.caption(_about(upload))
    is_over = upload.state in ("loaded", "undone")
    label = DONE(lang) if is_over else DISMISS(lang)
    if right.button(label, key=f"{upload.key}.dismiss", icon=":material/close:", width="stretch"):
        uploads.dismiss(upload)
        st.rerun()


def _fault(upload: Upload, report: FileReport, uploads: Uploads, lang: Lang) -> None:
    fault = report.fault
    if fault is None:
        return
    st.error(escape(Text(fault.zh, fault.en)(lang)), icon=":material/error:")
    if fault.code == "password":
        with st.form(f"{upload.key}.password", border=False):
            word = st.text_input(PASSWORD(lang), type="password")
            if st.form_submit_button(OPEN(lang)) and word:
                uploads.examine(upload, replace(upload.options, password=word), lang)
                st.rerun()


def _table(upload: Upload, place: int, found: FoundTable, uploads: Uploads, desk: Desk, lang: Lang) -> None:
    datasets = {dataset.name: dataset for dataset in desk.datasets}
    show_found(found, datasets.get(found.dataset or ""), lang)
    report = upload.report
    returned = desk.returned(report, place) if report else None
    with st.container(horizontal=True):
        if returned:
            _offer(WRONG_ROWS(lang), returned, f"{Path(upload.name).stem}-{place + 1}.xlsx", f"{upload.key}.{place}.wrong")
        if found.mapping:
            text = to_toml(found.mapping)
            name = f"{found.dataset}.toml"
            st.download_button(SAVE_MAPPING(lang), text, name, key=f"{upload.key}.{place}.toml", on_click="ignore")
    unsure = found.dataset is None or found.is_proposal
    with st.expander(CORRECT(lang), expanded=unsure, icon=":material/tune:"):
        mapping = ask_mapping(tuple(desk.datasets), found, f"{upload.key}.{place}", lang)
    if mapping:
        uploads.correct(upload, place, mapping, lang)
        st.rerun()


def _offer(label: str, path: Path, name: str, key: str) -> None:
    """A download that is read from disk only when it is asked for."""
    st.download_button(label, path.read_bytes, name, key=key, icon=":material/download:", on_click="ignore")


def _tables(upload: Upload, uploads: Uploads, desk: Desk, lang: Lang) -> None:
    tables = upload.report.tables if upload.report else ()
    shown = [(place, found) for place, found in enumerate(tables) if found.header_row is not None]
    if len(shown) == 1:
        _table(upload, *shown[0], uploads, desk, lang)
    elif shown:
        names = [f"{escape(found.sheet)} · {ROWS.fill(rows=number(found.rows))(lang)}" for _, found in shown]
        for tab, (place, found) in zip(st.tabs(names), shown, strict=True):
            with tab:
                _table(upload, place, found, uploads, desk, lang)
    empty = [found.sheet for found in tables if found.header_row is None]
    if empty:
        st.caption(NO_TABLE.fill(names=escape(", ".join(empty)))(lang))


def _chosen(upload: Upload, places: Sequence[int], labels: dict[str, Dataset], lang: Lang) -> list[int]:
    """The tables to load; asked for only where there are several, or one that is little sure."""
    tables = upload.report.tables if upload.report else ()
    if len(places) == 1:
        return list(places)
    chosen: list[int] = []
    for place in places:
        found = tables[place]
        name = f"{labels[found.dataset or ''].label(lang)} · {escape(found.sheet)}"
        label = TAKE.fill(label=name, rows=number(found.counts.get("loaded", 0)))(lang)
        if st.checkbox(label, value=found.confidence >= SURE, key=f"{upload.key}.{place}.take"):
            chosen.append(place)
    return chosen


def _load(upload: Upload, uploads: Uploads, desk: Desk, who: str, lang: Lang) -> None:
    if upload.before:
        numbers = ", ".join(str(batch.number) for batch in upload.before)
        when = f"{upload.before[0].loaded_at:%Y-%m-%d}"
        st.info(AGAIN.fill(numbers=numbers, when=when)(lang), icon=":material/task_alt:")
        return
    places = loadable(upload)
    if not places or upload.report is None:
        if any(found.dataset for found in (upload.report.tables if upload.report else ())):
            st.warning(NOTHING(lang), icon=":material/block:")
        return
    chosen = _chosen(upload, places, {dataset.name: dataset for dataset in desk.datasets}, lang)
    rows = sum(upload.report.tables[place].counts.get("loaded", 0) for place in chosen)
    wrong = sum(upload.report.tables[place].counts.get("rejected", 0) for place in chosen)
    strict = bool(wrong) and st.checkbox(STRICT(lang), key=f"{upload.key}.strict")
    label = LOAD.fill(rows=number(rows))(lang)
    if st.button(label, type="primary", disabled=not chosen, icon=":material/database_upload:", key=f"{upload.key}.load"):
        uploads.load(upload, who, chosen, strict)
        st.rerun()


def _result(batches: Sequence[Batch], labels: dict[str, Dataset], lang: Lang) -> None:
    for batch in batches:
        line = LOADED.fill(
            number=batch.number,
            label=labels[batch.dataset].label(lang),
            added=number(batch.added),
            replaced=number(batch.replaced),
            unchanged=number(batch.unchanged),
            rejected=number(batch.rejected),
        )
        st.success(line(lang), icon=":material/check_circle:")


def _after(upload: Upload, uploads: Uploads, desk: Desk, who: str, lang: Lang) -> None:
    if upload.state == "undone":
        st.info(UNDONE(lang), icon=":material/undo:")
        return
    _result(upload.batches, {dataset.name: dataset for dataset in desk.datasets}, lang)
    if st.button(UNDO(lang), icon=":material/undo:", key=f"{upload.key}.undo"):
        uploads.undo(upload, who)
        st.rerun()
    tables = upload.report.tables if upload.report else ()
    if upload.report and any(found.problems for found in tables):
        _tables(upload, uploads, desk, lang)


def show_upload(upload: Upload, uploads: Uploads, desk: Desk, who: str, lang: Lang) -> None:
    """One file's card, whatever state it is in."""
    with st.container(border=True, key=f"upload_{upload.key}"):
        _head(upload, uploads, lang)
        if upload.error:
            st.error(escape(upload.error(lang)), icon=":material/error:")
        if upload.state in ("loaded", "undone"):
            _after(upload, uploads, desk, who, lang)
        elif upload.report and upload.report.fault:
            _fault(upload, upload.report, uploads, lang)
        elif upload.report:
            _tables(upload, uploads, desk, lang)
            _load(upload, uploads, desk, who, lang)
