"""What is new and what is gone between two answers of board.exceptions."""

from __future__ import annotations

import pandas as pd

from kam.figure import texts
from kam.text import Text
from kam.topics.board.figures import where

# What the strip counts, in its order: words, and the symbol before them.
CHANGED: dict[str, tuple[Text, str]] = {
    "new": (Text("新要事", "New"), "add_alert"),
    "gone": (Text("已消除", "Gone"), "task_alt"),
    "moved_up": (Text("阶段上升", "Stage up"), "north_east"),
    "moved_down": (Text("阶段下降", "Stage down"), "south_east"),
    "locked": (Text("新锁定", "Locked"), "lock"),
    "released": (Text("已退出", "Released"), "logout"),
    "action_done": (Text("行动完成", "Actions done"), "checklist"),
}
Key = tuple[str, str, str]


def _keys(frame: pd.DataFrame) -> list[Key]:
    return list(zip(*(texts(frame, name) for name in ("kind", "account_id", "region")), strict=True))


def compared(now: pd.DataFrame, before: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(the findings that were not there before, those that are there no more), each told by kind, account and region.

    A second finding of the same kind at the same account is not told apart from the first.
    """
    here, there = _keys(now), _keys(before)
    known, left = set(there), set(here)
    return where(now, (key not in known for key in here)), where(before, (key not in left for key in there))
