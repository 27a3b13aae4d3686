"""Who looks at this page: checked anew on every run, and the run ends where nobody does."""

from __future__ import annotations

import getpass
import json
from pathlib import Path

import streamlit as st

from kam.access import OWNER, Right, User
from kam.errors import Refused
from kam.gate import SIGN_IN, Door, door
from kam.text import Text
from kam.ui.words import say
from kam.users import Users

# The key under which the server hands the session over, see .streamlit/config.toml.
_SESSION = "kam_session"
_GONE = Text("登录已失效，请重新登录。", "You are signed out. Sign in again.")
_NOT_YOURS = Text("您的角色不能做这项操作。", "Your role may not do this.")


@st.cache_resource(show_spinner=False)
def _users(folder: str) -> Users:
    return Users(Path(folder))


def users(home: Path) -> Users:
    """The users of the data folder."""
    return _users(str(home))


def entrance(home: Path) -> Door:
    """How this server is entered."""
    return door(users(home), st.get_option("server.address"))


def looking(home: Path) -> User | None:
    """Who looks; None where sign-in is needed and no session lives."""
    if not entrance(home).needs_sign_in:
        return User(getpass.getuser(), OWNER)
    session = st.user.get(_SESSION)
    return users(home).alive(session) if isinstance(session, str) and session else None


def viewer(home: Path) -> User:
    """Who looks; where nobody does, the page says so and stops."""
    user = looking(home)
    if user is None or user.must_change:
        st.error(say(_GONE), icon=":material/lock:")
        leave_for(SIGN_IN)
        st.stop()
    return user


def leave_for(path: str) -> None:
    """Leads this tab to a page outside the app; a link of the app's would open another tab."""
    st.html(f"<script>window.location.assign({json.dumps(path)})</script>", unsafe_allow_javascript=True)


def permitted(home: Path, right: Right) -> User:
    """Who is about to do something. Refused where the role has no such right."""
    user = viewer(home)
    if not user.may(right):
        raise Refused(_NOT_YOURS, "right")
    return user
