"""The pages' questions asked ahead, when the data or the day have changed and nobody is waiting for an answer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from time import monotonic

from kam.access import EVERYTHING, Scope
from kam.engine import View
from kam.figure import texts
from kam.topics.accounts import DIRECTORY, REGIONS
from kam.topics.board.figures import SINCE
from kam.ui import ask
from kam.ui.ask import Question
from kam.ui.board_since import before
from kam.ui.filters import Choice, bounds
from kam.ui.viewer import users
from kam.ui.wanted import PAGES

_MOST_SCOPES, _MOST_REGIONS = 12, 8
TICK_S = 4.0
QUIET_S = 15.0  # as long as nobody has asked for anything: a fresh server is its first reader's alone


class Front:
    """Asks for whoever may look: each page as it opens, then each of their regions, as a review goes through them."""

    def __init__(self, quiet_s: float = QUIET_S, tick_s: float = TICK_S) -> None:
        self._quiet_s, self._tick_s = quiet_s, tick_s
        self._asked: tuple[str, date] | None = None
        self._left: Iterator[tuple[Question, View, Scope]] = iter(())

    def tick(self) -> None:
        """Goes on where it was, for a moment, one question after another on one core, until somebody asks for a page.

        KAM_AHEAD=0 leaves it out, where others need the core.
        """
        if os.environ.get("KAM_AHEAD") == "0" or ask.store().is_empty:
            return
        now = (ask.store().version, ask.newest_day())
        if now != self._asked:
            self._asked, self._left = now, _questions(now[1])
        until = monotonic() + self._tick_s  # whoever ticks has other work: the inbox, orders, the backup
        while monotonic() < until and ask.quiet_s() >= self._quiet_s and ask.store().version == now[0]:
            one = next(self._left, None)
            if one is None:
                return
            ask.asked(*one)


def _questions(day: date) -> Iterator[tuple[Question, View, Scope]]:
    chosen = Choice()
    view = View(day, *bounds(chosen, day))
    seen = _scopes()
    for scope in seen:
        for question in (DIRECTORY, REGIONS):
            yield question, ask.everyone(day), scope
        yield from _pages(view, scope, chosen)
    for scope in seen:
        found = texts(ask.asked(REGIONS, ask.everyone(day), scope), "region")
        for region in found[:_MOST_REGIONS] if len(found) > 1 else ():
            yield from _pages(replace(view, regions=(region,)), scope, chosen)


def _pages(view: View, scope: Scope, chosen: Choice) -> Iterator[tuple[Question, View, Scope]]:
    for wanted in PAGES.values():
        for question, asked in wanted(view, ask.year_before(view)):
            yield question, asked, scope
    # What has changed is told by the answer of an earlier day.
    (since,) = texts(ask.asked(SINCE, view, scope), "since_on")
    yield "board.exceptions", before(view, date.fromisoformat(since), chosen), scope


def _scopes() -> list[Scope]:
    """That of each user who may look at figures, each once; without users, everything."""
    known = [one.user for one in users(ask.home()).all() if one.is_active and one.user.may("figures")]
    return list(dict.fromkeys(user.scope for user in known))[:_MOST_SCOPES] or [EVERYTHING]
