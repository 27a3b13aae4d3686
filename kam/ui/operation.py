"""The operation page's parts: versions and sizes, backups, and the record of who did what."""

from __future__ import annotations

import platform
import shutil
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import pandas as pd
import streamlit as st

from kam.backup import back_up, made_at
from kam.backup import backups as kept_backups
from kam.datasets import BY_NAME
from kam.errors import KamError
from kam.inert import inert
from kam.log import faults
from kam.text import UNKNOWN, Text, number
from kam.ui import ask, cards
from kam.ui.company import uploads
from kam.ui.history import local, who_of
from kam.ui.progress import size
from kam.ui.tables import NO_ROWS, instant
from kam.ui.viewer import permitted, users
from kam.ui.words import escape, say

_STATE = Text("状态", "State")
_ROWS, _BATCHES = Text("数据行", "Rows"), Text("有效批次", "Batches in")
_STORE, _ORIGINALS = Text("数据文件", "Data file"), Text("原件", "Originals")
_FREE, _WORK = Text("磁盘剩余", "Disk free"), Text("进行中的文件", "Files in work")
_LAST = Text("最近备份", "Last backup")
_BACKUPS = Text("备份", "Backups")
_NOW = Text("立即备份", "Back up now")
_NONE = Text("还没有备份。", "There is no backup yet.")
_DONE = Text(
    "备份完成并已打开核对：{batches} 批，{rows} 行，{name}。",
    "Backed up, opened and checked: {batches} batches, {rows} rows, {name}.",
)
_RESTORE = Text(
    "恢复：先停止驾驶舱，再运行 `python -m kam restore 备份文件`；现有数据会另存，不会删除。",
    "To restore, stop the app and run `python -m kam restore FILE`; what stands now is set aside, not deleted.",
)
_MADE, _FILE, _SIZE = Text("时间", "Made at"), Text("文件", "File"), Text("大小", "Size")
_TRAIL = Text("操作记录", "Record")
_TRAIL_NOTE = Text("只增不改；最近 1,000 条。", "Append-only; the latest 1,000.")
_AT, _WHO, _DID, _ABOUT = Text("时间", "When"), Text("谁", "Who"), Text("操作", "Did"), Text("对象", "About")
_ERRORS = Text("程序错误", "Errors")
_NO_ERRORS = Text("没有记录到程序错误。", "No errors are on record.")
_ERRORS_NOTE = Text(
    "编号即用户看到的编号；日志在数据目录的 `log/`，不含业务数据与个人信息。",
    "The reference is what the user saw. The log lies in `log/`; it holds no business or personal data.",
)
_REFERENCE, _KIND, _PLACE = Text("编号", "Reference"), Text("类型", "Kind"), Text("位置", "Place")
_EXPORT = Text("导出 CSV", "Export CSV")
DEEDS = {
    "user added": Text("新建用户", "user added"),
    "user changed": Text("修改用户", "user changed"),
    "password changed": Text("更改密码", "password changed"),
    "signed in": Text("登录", "signed in"),
    "signed out": Text("退出", "signed out"),
    "sign-in refused": Text("登录被拒", "sign-in refused"),
    "looked at personal fields": Text("查看个人信息", "looked at personal fields"),
    "exported": Text("导出", "exported"),
    "loaded": Text("载入", "loaded"),
    "undone": Text("撤销", "undone"),
    "backed up": Text("备份", "backed up"),
}


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def state() -> None:
    """Versions, sizes, running work."""
    home, store = ask.home(), ask.store()
    batches = [batch for batch in store.history() if not batch.is_undone]
    newest = next(iter(kept_backups(home)), None)
    when = made_at(newest) if newest else None
    told = (
        (_BATCHES, number(len(batches))),
        (_STORE, size((home / "kam.duckdb").stat().st_size)),
        (_ORIGINALS, size(_bytes(home / "originals"))),
        (_FREE, size(shutil.disk_usage(home).free)),
        (_WORK, number(uploads().working)),
        (_LAST, local(when) if when else UNKNOWN),
    )
    with cards.card("state", _STATE):
        for column, (label, value) in zip(st.columns([1] * (len(told) - 1) + [1.7]), told, strict=True):
            column.metric(say(label), value)
        names = ("streamlit", "duckdb", "pandas", "plotly", "pyarrow", "fastexcel")
        st.caption(" · ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in names)]))


def backups() -> None:
    """The backups by age, and one more at a click."""
    home = ask.home()
    with cards.card("backups", _BACKUPS):
        if st.button(say(_NOW), icon=":material/save:", key="back_up"):
            by = permitted(home, "operate")
            try:
                path, found = back_up(ask.store())
            except KamError as error:
                st.error(escape(say(error.message)))
            else:
                users(home).note(by.name, "backed up", path.name)
                rows = number(sum(found.rows.values()))
                st.success(say(_DONE.fill(batches=found.active, rows=rows, name=path.name)))
        paths = kept_backups(home)
        if not paths:
            st.caption(say(_NONE))
        else:
            rows_ = [(made_at(path), path.name, size(path.stat().st_size)) for path in paths]
            frame = pd.DataFrame(
                [(local(made) if made else "", name, weight) for made, name, weight in rows_],
                columns=[say(_MADE), say(_FILE), say(_SIZE)],
            )
            _table(frame, _MADE, "backup_list", "content" if len(frame) < 8 else 320)
        st.caption(say(_RESTORE))


def errors() -> None:
    """The faults of ours that somebody was told a reference number of."""
    with cards.card("errors", _ERRORS):
        found = faults(ask.home())
        if not found:
            st.caption(say(_NO_ERRORS))
            return
        st.caption(say(_ERRORS_NOTE))
        frame = pd.DataFrame(
            [(local(one.at), one.reference, one.kind, one.place) for one in found],
            columns=[say(_AT), say(_REFERENCE), say(_KIND), say(_PLACE)],
        )
        _table(frame, _AT, "error_list", "content" if len(frame) < 8 else 320)


def _record() -> pd.DataFrame:
    """One row a deed, the newest first: the users' record and the ledger of loads in one."""
    rows = [(done.at, done.who, done.did, done.about) for done in users(ask.home()).trail()]
    for batch in ask.store().history():
        about = f"{batch.number} · {batch.file} · {say(BY_NAME[batch.dataset].label)}"
        rows.append((batch.loaded_at, who_of(batch), "loaded", about))
        if batch.undone_at:
            rows.append((batch.undone_at, batch.undone_by or "", "undone", about))
    rows.sort(key=lambda row: row[0], reverse=True)
    shown = [(local(at), who, say(DEEDS[did]) if did in DEEDS else did, about) for at, who, did, about in rows[:1000]]
    return pd.DataFrame(shown, columns=[say(_AT), say(_WHO), say(_DID), say(_ABOUT)])


def trail() -> None:
    """Who did what, and when; to be taken along as a file."""
    with cards.card("trail", _TRAIL):
        frame = _record()
        if frame.empty:
            st.caption(say(NO_ROWS))
            return
        st.caption(say(_TRAIL_NOTE))
        _table(frame, _AT, "trail", 360)
        st.download_button(
            say(_EXPORT),
            frame.map(inert).to_csv(index=False).encode("utf-8-sig"),
            file_name=f"record-{datetime.now(UTC):%Y%m%d}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )


def _table(frame: pd.DataFrame, at: Text, key: str, height: int | Literal["content"]) -> None:
    st.dataframe(frame, column_config={say(at): instant()}, hide_index=True, height=height, key=key)
