"""What a session drew already: a decision is a load, and a load makes every remembered answer be asked anew."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

import streamlit as st

from kam.ui import ask

# What a review writes itself. No chart and no figure above one reads any of it.
KEPT = ("review", "review_figure", "review_decision")
WRITTEN = ("action", *KEPT)
_Made = TypeVar("_Made")


def remembered(what: object, make: Callable[[], _Made], besides: Collection[str]) -> _Made:
    """What `make` made under this name, until data other than the datasets `besides` come in or go."""
    loads = tuple((batch.number, batch.is_undone) for batch in ask.store().history() if batch.dataset not in besides)
    made: dict[object, _Made] = st.session_state.setdefault("meeting_made", {})
    key = (what, loads, ask.scope().key)
    if key not in made:
        made[key] = make()
    return made[key]
