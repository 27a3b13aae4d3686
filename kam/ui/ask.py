"""The one store of this server, and answers from it: each remembered by question, parameters, scope and version."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Condition
from time import monotonic

import pandas as pd
import streamlit as st
from cachetools import LRUCache, cached

from kam.access import EVERYTHING, Right, Scope
from kam.behind import Behind, rows_behind
from kam.datasets import EVERY
from kam.engine import View, fetch
from kam.errors import Refused
from kam.recovery import Recovered, open_store
from kam.store import Store
from kam.text import Text
from kam.topic import Query
from kam.topics import QUERIES
from kam.topics.accounts import CONTACTS, DIRECTORY, REGIONS
from kam.ui.viewer import users, viewer
from kam.view import last_day

Question = Query | str
PROJECT = Path(__file__).resolve().parents[2]
_MOST_BYTES = 256 * 1024**2  # of answers that are remembered
_last_asked = [monotonic()]


def home() -> Path:
    """The data folder: KAM_HOME, else data/ in the project."""
    return Path(os.environ.get("KAM_HOME") or PROJECT / "data")


@st.cache_resource(show_spinner=False)
def _opened(folder: str) -> tuple[Store, Recovered | None]:
    return open_store(Path(folder), EVERY)


def store() -> Store:
    """The store of this server process, opened once."""
    return _opened(str(home()))[0]


def recovered() -> Recovered | None:
    """What was done when the store was opened and could not be read; None when all was well."""
    return _opened(str(home()))[1]


def scope() -> Scope:
    """What this viewer may see."""
    return viewer(home()).scope


def sees_personal() -> bool:
    """Whether this viewer may ask for personal fields."""
    return viewer(home()).role.sees_personal


def may(right: Right) -> bool:
    """Whether this viewer's role has the right."""
    return viewer(home()).may(right)


def _key(opened: Store, version: str, sql: str, params: dict[str, object], seen: Scope) -> tuple[str, ...]:
    # Without the scope in it one viewer would be handed another's rows.
    return (str(opened.home), version, sql, repr(sorted(params.items())), seen.key)


def _bytes(answer: pd.DataFrame) -> int:
    # Measured: a column of eight rows takes three KB, of which it says some two hundred bytes.
    return 4096 + 3072 * len(answer.columns) + int(answer.memory_usage(index=False).sum())


_answers: LRUCache[tuple[str, ...], pd.DataFrame] = LRUCache(_MOST_BYTES, _bytes)


# Not Streamlit's cache: that one unpickles a frame each time, or looks at its own signature, some hundred times a page.
@cached(_answers, _key, condition=Condition())
def _answer(opened: Store, version: str, sql: str, params: dict[str, object], seen: Scope) -> pd.DataFrame:
    del version  # it stands in the key only
    return fetch(opened.connection, sql, params, seen)


def _posed(
    question: Question, view: View, seen: Scope, opened: Store
) -> tuple[Store, str, str, dict[str, object], Scope]:
    """A question as `_answer` takes it."""
    query = QUERIES[question] if isinstance(question, str) else question
    return opened, opened.version_of(query.sql), query.sql, view.params(), seen


def ask(question: Question, view: View) -> pd.DataFrame:
    """The answer to a published question (by name) or to a question value."""
    _last_asked[0] = monotonic()
    return asked(question, view, scope())


def quiet_s() -> float:
    """Seconds since a page asked for anything."""
    return monotonic() - _last_asked[0]


def bound() -> Callable[[Question, View], pd.DataFrame]:
    """`ask` for work that goes on when the page is gone, with the scope of whoever began it."""
    seen = scope()
    return lambda question, view: asked(question, view, seen)


def ahead(wanted: Sequence[tuple[Question, View]]) -> None:
    """Begins to ask several questions on both cores and returns: whoever asks for one of them waits for that one.

    Most of a small answer's time is one core's work, the plan of its SELECT: two at once take little longer than one.
    What goes wrong is told to whoever asks: an answer that failed is asked for again.
    """
    seen, opened = scope(), store()
    posed = [_posed(question, view, seen, opened) for question, view in wanted]
    for begun in st.session_state.pop("begun", ()):
        begun.cancel()  # nobody looks at the page before any more
    st.session_state.begun = [_pool().submit(_answer, *one) for one in posed if _key(*one) not in _answers]


@st.cache_resource(show_spinner=False)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2)


def asked(question: Question, view: View, seen: Scope) -> pd.DataFrame:
    """The answer as a scope has it that is not the viewer's own: for work that no viewer waits for."""
    found = _answer(*_posed(question, view, seen, store()))
    return found.copy(deep=False)  # copy on write: what a page does to its frame, it does to its own


@st.cache_data(max_entries=40, show_spinner=False)
def _behind(folder: str, version: str, name: str, view: View, seen: str, most: int, _scope: Scope) -> list[Behind]:
    del version, seen  # they stand in the key only
    opened = _opened(folder)[0]
    return rows_behind(opened.connection, QUERIES[name], opened.datasets, view, _scope, most)


def behind(name: str, view: View, most: int = 500) -> list[Behind]:
    """The rows of each dataset behind the answer to a published question; see kam.behind."""
    seen = scope()
    return _behind(str(home()), store().version, name, view, seen.key, most, seen)


@st.cache_data(max_entries=16, show_spinner=False)
def _last_day(folder: str, version: str, today: date) -> date:
    del version  # it stands in the key only
    return last_day(_opened(folder)[0].connection, today)


def newest_day() -> date:
    """Today, or the last day that has data when that is earlier."""
    return _last_day(str(home()), store().version, date.today())


@st.cache_data(max_entries=16, show_spinner=False)
def _filled(folder: str, version: str) -> frozenset[str]:
    del version  # it stands in the key only
    opened = _opened(folder)[0]
    cursor = opened.connection.cursor()
    try:
        names = opened.datasets
        return frozenset(name for name in names if cursor.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchall())
    finally:
        cursor.close()


def filled() -> frozenset[str]:
    """The datasets that have a row."""
    return _filled(str(home()), store().version)


def personal(view: View) -> pd.DataFrame:
    """The contacts of the view's accounts with their personal fields. Refused without the right; each look is recorded.

    Never remembered, so that nobody is handed what another asked for.
    """
    user = viewer(home())
    if not user.role.sees_personal:
        raise Refused(Text("您的角色不能查看个人信息。", "Your role does not see personal fields."), "right")
    users(home()).note(user.name, "looked at personal fields", ", ".join(view.accounts))
    opened = store()
    (found,) = (
        behind
        for behind in rows_behind(
            opened.connection, CONTACTS, opened.datasets, view, replace(user.scope, sees_personal=True)
        )
        if behind.dataset.name == "contact"
    )
    frame: pd.DataFrame = found.rows.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def everyone(as_of: date) -> View:
    """The unfiltered view of a day."""
    return View(as_of, as_of, as_of)


def directory(as_of: date) -> pd.DataFrame:
    """Every account in the viewer's scope: account_id, account_name, account_class, region, stage, ..."""
    return ask(DIRECTORY, everyone(as_of))


def names(as_of: date) -> dict[str, str]:
    """account_id -> account_name ('' where there is none)."""
    frame = directory(as_of)
    pairs = zip(frame["account_id"].tolist(), frame["account_name"].tolist(), strict=True)
    return {code: "" if pd.isna(name) else name for code, name in pairs}


def regions(as_of: date) -> list[str]:
    """The regions that any account or the region list names."""
    return [str(code) for code in ask(REGIONS, everyone(as_of))["region"].tolist()]


def all_regions(as_of: date) -> list[str]:
    """The same whatever the viewer's scope: for whoever gives the regions out."""
    found = asked(REGIONS, everyone(as_of), EVERYTHING)
    return [str(code) for code in found["region"].tolist()]


def month_ends(view: View, months: int = 6) -> list[View]:
    """The same filters seen from the last month ends up to the as-of day, oldest first."""
    ends = [view.as_of]
    while len(ends) < months:
        first = ends[-1].replace(day=1)
        ends.append(date.fromordinal(first.toordinal() - 1))
    return [replace(view, as_of=end) for end in reversed(ends)]


def quarters(view: View, most: int = 8) -> list[tuple[str, View]]:
    """The same filters over each of the last quarters up to the as-of day, named 2025Q3, the oldest first."""
    found = []
    first = view.as_of.replace(month=(view.as_of.month - 1) // 3 * 3 + 1, day=1)
    last = view.as_of
    for _ in range(most):
        found.append((f"{first.year}Q{(first.month + 2) // 3}", replace(view, period_from=first, period_to=last)))
        last = date.fromordinal(first.toordinal() - 1)
        first = last.replace(month=last.month - 2, day=1)
    return found[::-1]


def year_before(view: View) -> View:
    """The same filters over the same days a year earlier, still seen from the as-of day."""
    last = min(view.period_to, view.as_of)
    return replace(view, period_from=_back(view.period_from), period_to=_back(last))


def period_before(view: View) -> View:
    """The same filters over the period before: the same days of the month, quarter or year before that of the period.

    A period that begins on no first day of a month is followed back by its own length.
    """
    last = min(view.period_to, view.as_of)
    first = view.period_from
    days = (last - first).days
    if first.day != 1:
        return replace(view, period_from=first - timedelta(days=days + 1), period_to=first - timedelta(days=1))
    months = 1 if days <= 30 else 3 if days <= 91 else 12
    start = _months_back(first, months)
    # A whole month is compared with a whole month, however long each is.
    if last + timedelta(days=1) == _months_back(first, -months):
        return replace(view, period_from=start, period_to=first - timedelta(days=1))
    return replace(view, period_from=start, period_to=min(start + timedelta(days=days), first - timedelta(days=1)))


def _months_back(day: date, months: int) -> date:
    """The first of the month so many months before."""
    month = day.year * 12 + day.month - 1 - months
    return date(month // 12, month % 12 + 1, 1)


def _back(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
