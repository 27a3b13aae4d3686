"""The server: `streamlit run app.py`. The script that a viewer runs is kam/ui/cockpit.py."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

from kam.errors import KamError, known
from kam.gate import Door, Gate, door, routes
from kam.log import fault, keep_log
from kam.text import Text, language
from kam.ui.ask import home
from kam.ui.company import look_after
from kam.ui.ready import make_ready
from kam.ui.words import say
from kam.users import Users

_FAULT = Text(
    "程序内部错误，数据未作任何更改。请把编号 {number} 告知管理员。",
    "A fault of ours; nothing was changed. Tell your administrator the reference {number}.",
)
_ADMIN = Text(
    "首次启动：已建立管理员 admin，密码 {password}（只显示这一次，首次登录须更改）。",
    "First start: the administrator is admin, the password {password} (shown this once; to be changed at sign-in).",
)


def explain(error: Exception) -> bool:
    """Shows what to do in the reader's language; the trace goes to the log under a reference number."""
    if told := known(error):
        st.error(say(told.message), icon=":material/error:")
        return True
    st.error(say(_FAULT.fill(number=fault(error))), icon=":material/error:")
    return True


def _first_start(here: Door) -> None:
    """Where sign-in is needed and nobody was made a user: one administrator, whose password is shown here once."""
    if here.needs_sign_in and not here.users.is_used:
        password = here.users.add("admin", "admin")
        sys.stderr.write(_ADMIN.fill(password=password)(language()) + "\n")


@asynccontextmanager
async def _life(_app: st.App) -> AsyncIterator[None]:
    keep_log(home())
    _first_start(DOOR)
    make_ready()
    try:
        await run_in_threadpool(look_after)
    except KamError as error:
        # Another process holds the folder: the first page says so, and begins when it lets go.
        sys.stderr.write(error.message(language()) + "\n")
    yield


DOOR = door(Users(home()), st.get_option("server.address"))
app = st.App(
    "kam/ui/cockpit.py",
    lifespan=_life,
    routes=routes(DOOR),
    middleware=[Middleware(Gate, door=DOOR)],
    on_script_error=explain,
)
