"""设置: the company's own thresholds, cadences and weights in one form; saving is one batch that can be undone."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from kam.datasets.own import SETTING_VALUE
from kam.edit import save
from kam.engine import View
from kam.errors import KamError
from kam.figure import texts, values
from kam.settings import GROUPS, SETTINGS, Group, Setting, faults
from kam.text import Text
from kam.topics.board import figures
from kam.ui import ask, cards
from kam.ui.company import uploads, who
from kam.ui.history import local
from kam.ui.rooms import NAMED
from kam.ui.words import escape, lang, say

SAVE, RESET = Text("保存设置", "Save"), Text("全部恢复手册值", "Playbook's values again")
PLAYBOOK = Text("手册值 {value}", "playbook {value}")
LEAVE = Text("留空即用手册值。", "Leave empty for the playbook's value.")
SAVED = Text("已保存为第 {number} 批，可在“导入记录”中撤销", "Saved as batch {number}; it can be undone under History")
SAME = Text("没有改动，未保存。", "Nothing was changed; nothing saved.")
LAST = Text("上次更改：第 {number} 批 · {who} · {when}", "Last change: batch {number} · {who} · {when}")
NEVER = Text("还没有改动过，全部为手册值。", "Never changed: everything as the playbook has it.")
_WIDE = 4  # settings beside each other


def in_force(view: View) -> dict[str, float]:
    """The settings that count now, as kam/facts/setting.sql gives them: name -> value."""
    frame = ask.ask(figures.SETTINGS, view)
    return {name: float(frame[name].iloc[0]) for name in frame.columns}


def _kept() -> dict[str, Decimal]:
    """The values that the company has set itself."""
    frame = ask.ask(figures.SETTINGS_SET, ask.everyone(ask.newest_day()))
    return {
        name: Decimal(str(value))
        for name, value in zip(texts(frame, "name"), values(frame, "value"), strict=True)
        if name in SETTINGS and value is not None
    }


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _input(setting: Setting, kept: Decimal | None) -> Decimal | None:
    """One value's field, in its unit; empty is None."""
    unit, default = say(setting.unit), _plain(setting.shown(setting.default, lang()))
    given = None if kept is None else setting.shown(kept, lang())
    # A value that was saved or taken back elsewhere makes the field anew.
    key = f"set_{setting.name}_{lang()}_{kept}"
    # Only a field whose default is nothing can be emptied by hand, so the value comes through the session.
    if key not in st.session_state:
        st.session_state[key] = None if given is None else int(given) if setting.is_whole else float(given)
    typed = st.number_input(
        f"{say(setting.label)} ({unit})",
        value=None,
        step=1 if setting.is_whole else 1.0,
        format="%d" if setting.is_whole else "%.10g",
        placeholder=say(PLAYBOOK.fill(value=default)),
        help=f"{say(PLAYBOOK.fill(value=default))} {unit}",
        key=key,
    )
    if typed is None or (given is not None and Decimal(repr(typed)) == given):
        return None if typed is None else kept
    return setting.kept(typed, lang())


def _group(group: Group, kept: dict[str, Decimal]) -> dict[str, Decimal | None]:
    wanted: dict[str, Decimal | None] = {}
    with cards.card(f"set_{group.name}", group.label):
        st.caption(say(group.note))
        for start in range(0, len(group.settings), _WIDE):
            row = group.settings[start : start + _WIDE]
            for column, setting in zip(st.columns(max(len(row), 3)), row, strict=False):
                with column:
                    wanted[setting.name] = _input(setting, kept.get(setting.name))
                    # One sentence for all of them stands above where they do the same.
                    if not group.is_alike:
                        st.caption(say(setting.used))
    return wanted


def form() -> None:
    """Every setting by group, and the two buttons: save what was changed, and the playbook's values again."""
    kept = _kept()
    with st.form("settings", border=False):
        wanted: dict[str, Decimal | None] = {}
        for group in GROUPS:
            wanted |= _group(group, kept)
        with st.container(horizontal=True, vertical_alignment="center"):
            is_sent = st.form_submit_button(say(SAVE), type="primary", icon=":material/save:")
            is_reset = st.form_submit_button(say(RESET), icon=":material/settings_backup_restore:")
            st.caption(say(LEAVE), width="content")
    if is_reset:
        wanted = dict.fromkeys(SETTINGS)
    if is_sent or is_reset:
        _save({name: value for name, value in wanted.items() if value != kept.get(name)}, wanted)


def _save(changed: dict[str, Decimal | None], wanted: dict[str, Decimal | None]) -> None:
    wrong = faults(wanted, lang())
    for fault in wrong:
        st.error(say(fault), icon=":material/error:")
    if wrong:
        return
    if not changed:
        st.info(say(SAME), icon=":material/info:")
        return
    rows = [{"name": name, "value": value} for name, value in changed.items()]
    try:
        batch = save(uploads().desk, SETTING_VALUE, rows, who("settings"))
    except KamError as error:
        st.error(escape(say(error.message)))
        return
    st.toast(say(SAVED.fill(number=batch.number)), icon=":material/task_alt:")
    st.rerun()


def last_change() -> None:
    """Who changed them last and in which batch, with the way to its undo."""
    batches = [one for one in ask.store().history() if one.dataset == SETTING_VALUE.name and not one.is_undone]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
        if not batches:
            st.caption(say(NEVER), width="content")
            return
        last = batches[-1]
        words = LAST.fill(number=last.number, who=escape(last.who), when=local(last.loaded_at))
        st.caption(say(words), width="content")
        if ask.may("upload"):
            st.page_link(NAMED["history"].page(lang()), icon=":material/history:")
