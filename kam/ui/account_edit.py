"""What is decided about one account is stored like a small file, and the page tells which batch takes it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from kam.datasets import BY_NAME
from kam.edit import current, save
from kam.errors import KamError
from kam.ledger import Batch
from kam.text import Text
from kam.ui import filters
from kam.ui.company import uploads, who
from kam.ui.words import escape, say

SAVED = Text(
    "已保存：{what}（第 {number} 批）。如需撤销，请在「导入记录」中撤销第 {number} 批。",
    "Saved: {what} (batch {number}). To take it back, undo batch {number} under History.",
)
LATER = Text(
    "它记在 {day}，晚于当前截止日 {as_of}，把截止日改到那天即可看到。",
    "It is of {day}, after the as-of day {as_of}: move that day to see it.",
)
GONE = Text("这一行已不在，可能刚被撤销；请刷新页面。", "This row is gone, perhaps undone just now; reload the page.")


def keep(dataset: str, rows: Sequence[Mapping[str, object]]) -> Batch | None:
    """Stores the rows; None where they were refused, after saying why."""
    try:
        return save(uploads().desk, BY_NAME[dataset], rows, who("decide"))
    except KamError as error:
        st.error(escape(say(error.message)))
        return None


def standing(dataset: str, key: Mapping[str, object]) -> dict[str, object] | None:
    """The row that stands under a key, None when there is none."""
    return current(uploads().desk, BY_NAME[dataset], key)


def done(what: Text, batch: Batch, form: str, day: date | None = None) -> None:
    """Runs the page anew with what was stored, closes the form, and leaves word of the batch. `day`: of which it is."""
    words = say(SAVED.fill(what=escape(say(what)), number=batch.number))
    as_of = filters.choice().as_of
    if as_of is not None and day is not None and day > as_of:
        words += say(LATER.fill(day=day, as_of=as_of))
    st.session_state.account_said = words
    turns: dict[str, int] = st.session_state.setdefault("account_turns", {})
    turns[form] = turns.get(form, 0) + 1
    st.rerun()


def turn(form: str) -> str:
    """The key of a form: a new one after each save, so that it closes and starts empty."""
    turns: dict[str, int] = st.session_state.setdefault("account_turns", {})
    return f"{form}_{turns.get(form, 0)}"


def notice() -> None:
    """What the last run stored, once."""
    words = st.session_state.pop("account_said", None)
    if words:
        st.toast(words, icon=":material/task_alt:", duration="long")


def today(as_of: date) -> date:
    """The day a form proposes: the as-of day, so that what is decided now stands among what is shown now.

    Never a day of the data's own: it may be that of a row which the reader does not see.
    """
    return min(as_of, date.today())
