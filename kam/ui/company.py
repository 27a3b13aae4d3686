"""The one desk of this server and the files that wait at it."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import streamlit as st

from kam import orders
from kam.access import Right, User
from kam.datasets import EVERY
from kam.desk import Desk
from kam.keeper import WHO as INBOX
from kam.keeper import Keeper
from kam.ui.ask import home, store
from kam.ui.front import Front
from kam.ui.uploads import Uploads
from kam.ui.viewer import permitted


@st.cache_resource(show_spinner=False)
def _uploads(folder: str) -> Uploads:
    opened = store()
    # The store's lock is ours, so no other desk lives here: what an earlier server left behind is nobody's.
    for left in (Path(folder) / "inbox").glob("work-*"):
        shutil.rmtree(left, ignore_errors=True)
    return Uploads(Desk(opened, EVERY), Path(folder) / "inbox" / ".incoming")


def _wait(path: Path, name: str) -> None:
    with path.open("rb") as file:
        uploads().accept(name, file, INBOX, "zh")


@st.cache_resource(show_spinner=False, on_release=Keeper.close)
def _keeper(folder: str) -> Keeper:
    desk = Desk(store(), EVERY)
    orders.take_up_again(Path(folder))
    made = Keeper(desk, _wait, more=[partial(orders.serve, Path(folder), desk), Front().tick])
    made.start()
    return made


def look_after() -> None:
    """Begins to look after the store: its inbox, its snapshot, its daily backup. One keeper a server process."""
    _keeper(str(home()))


def uploads() -> Uploads:
    """The files on their way in, and their desk: one a server process; they outlive the tab that brought them."""
    return _uploads(str(home()))


def who(right: Right) -> User:
    """Who is about to write: the name that the ledger keeps. Refused where the role has no such right."""
    return permitted(home(), right)
