"""Empty workbooks to fill in, made when they are asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from kam.dataset import Dataset
from kam.intake.template import write_template
from kam.text import Lang, Text

TEMPLATES = Text("下载模板", "Templates")
WHY = Text(
    "没有现成表格？下载空模板，按表头和下拉列表填好，再拖进来。",
    "No spreadsheet yet? Download an empty template, fill it in by its headers and drop-downs, and drop it here.",
)
ALL = Text("全部数据（一个工作簿，每类一张表）", "All data (one workbook, a sheet each)")
WHICH, GET = Text("数据类型", "Kind of data"), Text("下载空模板", "Download the empty template")
ALL_FILE = Text("大客户数据模板", "key-account-templates")


def workbook(datasets: Sequence[Dataset], lang: Lang) -> bytes:
    """The template of these datasets as the bytes of an .xlsx file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path, list(datasets), lang)
        return path.read_bytes()


def _made(datasets: Sequence[Dataset], lang: Lang) -> Callable[[], bytes]:
    return lambda: workbook(datasets, lang)


def template_button(datasets: Sequence[Dataset], label: str, file: str, lang: Lang) -> None:
    """A button that makes the template of these datasets when it is pressed."""
    key = f"template.{'.'.join(dataset.name for dataset in datasets)}.{lang}"
    st.download_button(
        label, _made(datasets, lang), file, key=key, icon=":material/download:", on_click="ignore", width="stretch"
    )


def offer_templates(datasets: Sequence[Dataset], lang: Lang) -> None:
    """A small panel: choose one dataset or all, download."""
    names = {dataset.name: dataset for dataset in datasets}
    with st.popover(TEMPLATES(lang), icon=":material/draft:"):
        st.caption(WHY(lang))
        chosen = st.selectbox(
            WHICH(lang), ["", *names], format_func=lambda name: names[name].label(lang) if name else ALL(lang),
            key="template",
        )  # fmt: skip
        wanted = [names[chosen]] if chosen else list(datasets)
        file = wanted[0].label(lang) if chosen else ALL_FILE(lang)
        template_button(wanted, GET(lang), f"{file}.xlsx", lang)
