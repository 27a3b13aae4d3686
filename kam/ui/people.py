"""The users page's parts: who may come in, a new user, another role or password. A password is shown once."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from kam.access import OWNER, ROLES, User
from kam.errors import KamError
from kam.text import Text
from kam.ui import ask, cards
from kam.ui.viewer import permitted, users
from kam.ui.words import escape, say

_NAME, _ROLE, _REGIONS = Text("用户名", "Name"), Text("角色", "Role"), Text("区域", "Regions")
_EMAIL, _STATE = Text("邮箱（单点登录用）", "Email (for single sign-on)"), Text("状态", "State")
_ACTIVE, _CLOSED = Text("可登录", "may sign in"), Text("已停用", "closed")
_CHOOSE = Text("选择或输入区域", "Choose or type regions")
_ALL = Text("全部", "all")
_NEW, _CHANGE = Text("新建用户", "New user"), Text("修改用户", "Change a user")
_MAKE, _SAVE = Text("建立用户", "Make the user"), Text("保存", "Save")
_NEW_PASSWORD = Text("重设密码", "New password")
_MAY_SIGN_IN = Text("可登录", "May sign in")
_FIRST = Text(
    "单机模式，还没有用户。建立第一个用户（须为管理员）之后，所有人都要登录。",
    "Single-user mode: nobody is a user yet. Once the first user is made, an administrator, everybody signs in.",
)
_SHOWN = Text(
    "“{name}”的密码：`{password}`。只显示这一次，首次登录须更改。",
    "The password of {name}: `{password}`. It is shown this once and has to be changed at the first sign-in.",
)
_SAVED = Text("已保存；该用户须重新登录。", "Saved; the user has to sign in again.")
_FIRST_ADMIN = Text("第一个用户须为管理员。", "The first user is an administrator.")
_SEES = Text(
    "公司领导：全部区域，不含个人信息。大客户部：全部区域、个人信息、导入。区域：本区域、个人信息、导入。"
    "查看者：本区域，不含成本与个人信息。管理员：用户、设置、备份，不看业务数据。",
    "Executive: every region, nothing personal. Key-account team: every region, personal fields, uploads. Region: its "
    "own regions, personal fields, uploads. Viewer: own regions, no costs, nothing personal. Administrator: users, "
    "settings and backups, no figures.",
)


def listed() -> None:
    """Every user."""
    accounts = users(ask.home()).all()
    if not accounts:
        st.info(say(_FIRST), icon=":material/info:")
        return
    rows = [
        {
            say(_NAME): account.user.name,
            say(_ROLE): say(account.user.role.label),
            say(_REGIONS): "、".join(sorted(account.user.regions)) or say(_ALL) * account.user.role.is_everywhere,
            say(_EMAIL): account.email or "",
            say(_STATE): say(_ACTIVE if account.is_active else _CLOSED),
        }
        for account in accounts
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, height="content", key="users")


def _regions() -> list[str]:
    """The regions that the data name: an administrator gives them out without seeing anything else."""
    return ask.all_regions(date.today())


def new_user() -> None:
    """The form of a new user; the password is shown in this run only."""
    here = users(ask.home())
    with cards.card("new_user", _NEW):
        st.caption(say(_SEES))
        with st.form("new_user", border=False, clear_on_submit=True):
            name = st.text_input(say(_NAME), max_chars=80)
            roles = list(ROLES) if here.is_used else ["admin"]
            role = st.selectbox(say(_ROLE), roles, format_func=lambda code: say(ROLES[code].label))
            regions = st.multiselect(say(_REGIONS), _regions(), placeholder=say(_CHOOSE), accept_new_options=True)
            email = st.text_input(say(_EMAIL), max_chars=200)
            is_sent = st.form_submit_button(say(_MAKE), type="primary")
        if is_sent:
            by = permitted(ask.home(), "users")
            try:
                password = here.add(name.strip(), role, regions, _said(by), email.strip().lower() or None)
            except KamError as error:
                st.error(escape(say(error.message)))
                return
            st.success(say(_SHOWN.fill(name=escape(name.strip()), password=password)), icon=":material/key:")


def change_user() -> None:
    """Another role, other regions, a new password, or no way in any more."""
    here = users(ask.home())
    known = {account.user.name: account for account in here.all()}
    if not known:
        return
    with cards.card("change_user", _CHANGE):
        account = known[st.selectbox(say(_NAME), list(known), key="changed_user")]
        with st.form(f"change_{account.user.name}", border=False):
            codes = list(ROLES)
            role = st.selectbox(
                say(_ROLE), codes, codes.index(account.user.role.code), format_func=lambda code: say(ROLES[code].label)
            )
            own = sorted(account.user.regions)
            regions = st.multiselect(
                say(_REGIONS), sorted({*_regions(), *own}), own, placeholder=say(_CHOOSE), accept_new_options=True
            )
            is_active = st.checkbox(say(_MAY_SIGN_IN), account.is_active)
            with st.container(horizontal=True):
                is_saved = st.form_submit_button(say(_SAVE), type="primary")
                is_renewed = st.form_submit_button(say(_NEW_PASSWORD), icon=":material/key:")
        if not (is_saved or is_renewed):
            return
        by = permitted(ask.home(), "users")
        try:
            if is_saved:
                here.change(account.user.name, role, regions, is_active, _said(by))
                st.success(say(_SAVED), icon=":material/task_alt:")
            else:
                password = here.new_password(account.user.name, _said(by))
                st.success(say(_SHOWN.fill(name=escape(account.user.name), password=password)), icon=":material/key:")
        except KamError as error:
            st.error(escape(say(error.message)))


def _said(by: User) -> str:
    return f"{by.name} ({by.role.code})" if by.role is OWNER else by.name
