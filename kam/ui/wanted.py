"""What each page asks when it is opened: begun by it all at once, and ahead of it after a load."""

from __future__ import annotations

from collections.abc import Callable

from kam.engine import View
from kam.topics.accounts import TERMS
from kam.topics.board.figures import SETTINGS, SINCE
from kam.topics.plan.figures import AGENDA
from kam.ui import ask
from kam.ui.ask import Question

Wanted = list[tuple[Question, View]]


def _all(view: View, *questions: Question) -> Wanted:
    return [(question, view) for question in questions]


def _overview(now: View, before: View) -> Wanted:
    """The six figures, the four charts, then what needs a decision."""
    return [
        *_all(now, "share.trend", "share.by_region"),
        *_all(before, "share.by_region"),
        *((name, month) for month in ask.month_ends(now) for name in ("funnel.stock", "rivals.strength")),
        *_all(now, "rebate.status", "funnel.reached", "rivals.radar", "board.exceptions", SINCE),
    ]


def _share(now: View, before: View) -> Wanted:
    return [
        *_all(now, "share.by_account", "share.by_region", "share.trend", "share.movement", "share.guardrail"),
        *_all(before, "share.by_region"),
        *((name, seen) for name in ("share.white_space", "share.indices") for seen in (now, before)),
        *_all(now, "share.concentration"),
    ]


def _funnel(now: View, before: View) -> Wanted:
    months = ask.month_ends(now)
    return [
        *_all(now, "funnel.stock", "funnel.reached", "funnel.cohort", "funnel.dwell", "funnel.stalled", "funnel.audit"),
        *((name, month) for name in ("funnel.stock", "funnel.stalled") for month in months[:-1]),
        ("funnel.audit", months[-2]),
        *(("funnel.regressions", seen) for seen in (now, before)),
        *(("funnel.cohort", quarter) for _, quarter in ask.quarters(now)),
        *_all(now, "funnel.survival", "funnel.pipeline", "funnel.velocity"),
    ]


def _rivals(now: View, before: View) -> Wanted:
    return [
        *_all(now, "rivals.radar", "rivals.strength", "rivals.similarity", "rivals.win_loss", "rivals.openings"),
        *_all(before, "rivals.win_loss"),
        *(("rivals.strength", month) for month in ask.month_ends(now)[:-1]),
    ]


def _rebate(now: View, before: View) -> Wanted:
    return [
        *_all(now, "rebate.status", "rebate.margin"),
        *_all(before, "rebate.margin"),
        *_all(now, "rebate.curve", TERMS),
    ]


def _pitfalls(now: View, before: View) -> Wanted:
    rest = (f"pitfalls.{name}" for name in ("concessions", "agreements", "levels", "differentiation"))
    return [*(("pitfalls.summary", seen) for seen in (now, before)), *_all(now, *rest)]


def _roster(now: View, _before: View) -> Wanted:
    months = (("roster.by_region", month) for month in ask.month_ends(now, 2))
    return [*months, *_all(now, "roster.candidates", "roster.completeness", SETTINGS)]


def _engagement(now: View, _before: View) -> Wanted:
    return _all(now, *(f"engagement.{name}" for name in ("matrix", "time", "executive", "cadence")), SETTINGS)


def _plan(now: View, before: View) -> Wanted:
    return [*(("plan.funds", seen) for seen in (now, before)), *_all(now, AGENDA)]


def _quality(now: View, before: View) -> Wanted:
    return [*_all(now, "quality.findings"), *(("share.by_region", seen) for seen in (now, before))]


PAGES: dict[str, Callable[[View, View], Wanted]] = {
    "overview": _overview,
    "share": _share,
    "funnel": _funnel,
    "rivals": _rivals,
    "rebate": _rebate,
    "pitfalls": _pitfalls,
    "roster": _roster,
    "engagement": _engagement,
    "plan": _plan,
    "quality": _quality,
}


def begin(page: str, now: View, before: View) -> None:
    """Begins to ask what a page asks, in the order in which it draws; `before`: what it compares with."""
    if page in PAGES:
        ask.ahead(PAGES[page](now, before))
