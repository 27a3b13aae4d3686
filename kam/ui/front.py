"""The questions of the front page: asked by it at once, and ahead of it when the data or the day have changed."""

from __future__ import annotations

from datetime import date

from kam.access import EVERYTHING, Scope
from kam.engine import View
from kam.figure import texts
from kam.topics.board.figures import SINCE
from kam.ui import ask
from kam.ui.ask import Question
from kam.ui.board_since import before
from kam.ui.filters import Choice, bounds
from kam.ui.viewer import users

_MOST_SCOPES = 12


def questions(view: View, earlier: View) -> list[tuple[Question, View]]:
    """What the six figures and the four charts of the front page ask."""
    return [
        *((name, view) for name in ("share.trend", "share.by_region", "rebate.status", "funnel.reached")),
        ("rivals.radar", view),
        ("share.by_region", earlier),
        *((name, month) for month in ask.month_ends(view) for name in ("funnel.stock", "rivals.strength")),
    ]


class Front:
    """Asks them for whoever may look, so that the first reader after a load or of a day does not wait."""

    def __init__(self, rest: int = 0) -> None:
        """`rest`: so many ticks are let pass first, so that whoever opens a fresh server has it alone."""
        self._asked: tuple[str, date] | None = None
        self._rest = rest

    def tick(self) -> None:
        """Asks where the data or the day are others than the last time; one question after another, on one core."""
        if self._rest:
            self._rest -= 1
            return
        store = ask.store()
        if store.is_empty or self._asked == (store.version, ask.newest_day()):
            return
        self._asked = (store.version, ask.newest_day())
        for scope in _scopes():
            self._ask(scope, *self._asked)

    def _ask(self, seen: Scope, version: str, day: date) -> None:
        chosen = Choice()
        first, last = bounds(chosen, day)
        view = View(day, first, last)
        for question, asked in [*questions(view, ask.year_before(view)), (SINCE, view), ("board.exceptions", view)]:
            if ask.store().version != version:
                return  # the next tick begins anew
            ask.asked(question, asked, seen)
        (since,) = texts(ask.asked(SINCE, view, seen), "since_on")
        ask.asked("board.exceptions", before(view, date.fromisoformat(since), chosen), seen)


def _scopes() -> list[Scope]:
    """That of each user who may look at figures, each once; without users, everything."""
    known = [one.user for one in users(ask.home()).all() if one.is_active and one.user.may("figures")]
    return list(dict.fromkeys(user.scope for user in known))[:_MOST_SCOPES] or [EVERYTHING]
