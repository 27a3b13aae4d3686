"""A table as found, handed back clean: header and rows alone, as CSV or a workbook, whatever it is a table of."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import streamlit as st

from kam.export.tables import Form, write_csv, write_xlsx
from kam.text import Lang, Text

CLEAN = {
    "xlsx": Text("下载干净的表 (XLSX)", "Clean table (XLSX)"),
    "csv": Text("下载干净的表 (CSV)", "Clean table (CSV)"),
}
WHY = Text(
    "一行表头加数据行，去掉了标题、单位、合计和备注；不是业务数据也可以下载。",
    "One header row and the data, freed of titles, units, totals and notes; also for tables that are no dataset.",
)
FILE = Text("{name}-干净", "{name}-clean")
_WRITERS: dict[Form, Callable[[pa.Table, Path], None]] = {"xlsx": write_xlsx, "csv": write_csv}
_MARK = b"\xef\xbb\xbf"  # without it Excel takes a CSV for the encoding of its own country


def clean(source: Path, form: Form) -> bytes:
    """The table of an Arrow file as the bytes of a workbook or of a CSV."""
    with tempfile.TemporaryDirectory() as folder, pa.memory_map(str(source)) as file:
        path = Path(folder) / f"clean.{form}"
        _WRITERS[form](pa.ipc.open_file(file).read_all(), path)
        return (_MARK if form == "csv" else b"") + path.read_bytes()


def offer_clean(source: Path, stem: str, key: str, lang: Lang) -> None:
    """Two downloads, made when they are asked for."""
    for form in _WRITERS:
        name = f"{FILE.fill(name=stem)(lang)}.{form}"
        st.download_button(
            CLEAN[form](lang), _made(source, form), name, key=f"{key}.{form}",
            icon=":material/mop:", help=WHY(lang), on_click="ignore",
        )  # fmt: skip


def _made(source: Path, form: Form) -> Callable[[], bytes]:
    return lambda: clean(source, form)
