"""What the background is doing, in steps and counts; looks once a second and stops looking when nothing moves."""

from __future__ import annotations

import streamlit as st

from kam.access import Who
from kam.text import Lang, Text
from kam.ui.uploads import Upload, Uploads
from kam.ui.words import escape, lang, rows_of

STEPS = (
    Text("已保存到磁盘", "Kept on disk"),
    Text("识别表格并逐格核对", "Recognising tables, checking each cell"),
    Text("载入数据库", "Loading into the store"),
)
_DOING = Text("{name} · {step}（已用 {seconds} 秒）", "{name} · {step} ({seconds} s)")
_SAFE = Text("可以离开或关闭此页，处理会继续进行。", "You may leave or close this page; the work goes on.")


def size(count: int) -> str:
    """Bytes in words: 18 KB, 31.4 MB, 75.5 GB."""
    for unit, factor in (("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count} B"


def _notes(upload: Upload, language: Lang) -> tuple[str, str, str]:
    rows = sum(table.rows for table in upload.report.tables) if upload.report else 0
    read = rows_of(rows, language) if upload.report and upload.state == "loading" else ""
    return size(upload.size), read, ""


def _list(upload: Upload, language: Lang) -> None:
    now = 2 if upload.state == "loading" else 1
    label = _DOING.fill(name=escape(upload.name), step=STEPS[now](language), seconds=upload.seconds)(language)
    box = st.status(label, expanded=True)  # left by `with` it would say that it is complete
    for place, (step, note) in enumerate(zip(STEPS, _notes(upload, language), strict=True)):
        mark = "✓" if place < now else "→" if place == now else "·"
        box.text(f"{mark} {step(language)}" + (f" · {note}" if note else ""))


@st.fragment(run_every=1)
def watch(uploads: Uploads, who: Who, keys: tuple[str, ...]) -> None:
    """Shows the working files; when one of `keys` comes to rest the whole page runs again."""
    language = lang()
    working = [upload for upload in uploads.of(who) if upload.is_working]
    for upload in working:
        _list(upload, language)
    st.caption(_SAFE(language))
    if {upload.key for upload in working} != set(keys):
        st.rerun(scope="app")


def show_working(uploads: Uploads, who: Who) -> None:
    """The step lists of all files in work; nothing where none is."""
    keys = tuple(upload.key for upload in uploads.of(who) if upload.is_working)
    if keys:
        watch(uploads, who, keys)
