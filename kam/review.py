"""Kept reviews: what is written when one begins, decides and ends, and the questions that read it back.

A review is its row, the stops of its agenda (figures named stop.001, stop.002, ...), its decisions, and at the end the
figures as they were. Until then it is running, and outlives the tab and the server.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from kam.access import Who, name_of
from kam.datasets.own import REVIEW, REVIEW_DECISION, REVIEW_FIGURE
from kam.desk import Desk
from kam.edit import next_number, save
from kam.engine import View
from kam.figure import texts
from kam.ledger import Batch
from kam.text import Text
from kam.topic import Field, Query
from kam.topics.fields import ACCOUNT_ID, OWNER, REGION

Kind = Literal["region", "account", "page"]
KINDS: tuple[Kind, ...] = ("region", "account", "page")
Figures = Mapping[tuple[str | None, str], str | None]
_STOP = "stop."
_NUMBER = Field("review_no", Text("会议编号", "Review no."), "text")

HELD = Query(
    "board.review_held",
    Text("历次会议", "Reviews"),
    Text("开过的和进行中的会议，最近的在前。", "Reviews held and running, the newest first."),
    (
        Field("title", Text("会议", "Review"), "text"),
        Field("held_on", Text("日期", "Held on"), "day"),
        Field("as_of", Text("数据截至", "Data as of"), "day"),
        Field("period_from", Text("期初", "From"), "day"),
        Field("period_to", Text("期末", "To"), "day"),
        Field("decisions", Text("决定", "Decisions"), "count"),
        Field("held_by", Text("主持人", "Held by"), "text"),
        _NUMBER,
    ),
)
KEPT = Query(
    "board.review_kept",
    Text("会议指标", "Figures of reviews"),
    Text("会议结束时的指标，原样保留。", "The figures as they were when the review ended."),
    (
        _NUMBER,
        REGION,
        Field("figure", Text("指标", "Figure"), "text"),
        Field("value", Text("值", "Value"), "text"),
    ),
)
DECISIONS = Query(
    "board.review_decisions",
    Text("会议决定", "Decisions of reviews"),
    Text("会议的决定及其到截止日的结果。", "What a review decided, and what became of it by the as-of day."),
    (
        Field("state", Text("结果", "State"), "text"),
        Field("title", Text("决定", "Decision"), "text"),
        REGION,
        OWNER,
        Field("due_on", Text("完成期限", "Due on"), "day"),
        Field("done_on", Text("完成", "Done on"), "day"),
        Field("action_no", Text("行动编号", "Action no."), "text"),
        ACCOUNT_ID,
    ),
)


@dataclass(frozen=True, slots=True)
class Stop:
    """One screen of a meeting: a region, an account or a page, by its code."""

    kind: Kind
    code: str


@dataclass(frozen=True, slots=True)
class Review:
    """One review as it stands in the store; `is_running`: no figures are kept yet."""

    number: str
    title: str
    held_on: date
    as_of: date
    period_from: date
    period_to: date
    is_running: bool
    decisions: int

    def view(self, regions: tuple[str, ...] = (), accounts: tuple[str, ...] = ()) -> View:
        """What the review looks at: its own day and period."""
        return View(self.as_of, self.period_from, self.period_to, regions, (), accounts)


def today() -> View:
    """Under which what became of decisions is asked: this very day, later than the last day that has data."""
    day = date.today()
    return View(day, day, day)


def reviews(held: pd.DataFrame) -> list[Review]:
    """The answer to HELD as values, in its order."""
    days = [[date.fromisoformat(day) for day in texts(held, name)] for name in _DAYS]
    rows = zip(
        texts(held, "review_no"),
        texts(held, "title"),
        *days,
        [bool(is_running) for is_running in held["is_running"].tolist()],
        [int(count) for count in held["decisions"].tolist()],
        strict=True,
    )
    return [Review(*row) for row in rows]


_DAYS = ("held_on", "as_of", "period_from", "period_to")


def agenda(kept: pd.DataFrame, number: str) -> list[Stop]:
    """The stops of one review in order, out of the answer to KEPT."""
    rows = kept[(kept["review_no"] == number) & kept["figure"].str.startswith(_STOP)].sort_values("figure")
    parts = [value.partition(":") for value in texts(rows, "value")]
    known = {str(kind): kind for kind in KINDS}
    return [Stop(known[kind], code) for kind, _, code in parts if kind in known]


def figures(kept: pd.DataFrame, number: str) -> dict[tuple[str | None, str], str | None]:
    """The figures that one review kept, (region or None for the whole, figure) -> as printed, None = unknown."""
    rows = kept[(kept["review_no"] == number) & ~kept["figure"].str.startswith(_STOP)]
    columns = (texts(rows, name) for name in ("region", "figure", "value"))
    return {(region or None, figure): value or None for region, figure, value in zip(*columns, strict=True)}


def begin(desk: Desk, view: View, title: str, stops: Sequence[Stop], who: Who) -> str:
    """Writes a running review with its agenda; its number."""
    day = date.today()
    number = next_number(desk, REVIEW, f"R-{day:%Y%m%d}")
    row = {
        "review_no": number,
        "title": title,
        "held_on": day,
        "as_of": view.as_of,
        "period_from": view.period_from,
        "period_to": min(view.period_to, view.as_of),
        "held_by": name_of(who),
    }
    save(desk, REVIEW, [row], who)
    rows = [
        {"review_no": number, "figure": f"{_STOP}{place:03d}", "value": f"{stop.kind}:{stop.code}"}
        for place, stop in enumerate(stops, 1)
    ]
    save(desk, REVIEW_FIGURE, rows, who)
    return number


def note(desk: Desk, number: str, action_no: str, who: Who) -> Batch:
    """Notes an action of the plan as a decision of a review."""
    return save(desk, REVIEW_DECISION, [{"review_no": number, "action_no": action_no}], who)


def end(desk: Desk, number: str, found: Figures, who: Who) -> Batch:
    """Keeps the figures as printed; from then on the review is held and no longer running."""
    rows = [
        {"review_no": number, "region": region, "figure": figure, "value": value}
        for (region, figure), value in found.items()
    ]
    return save(desk, REVIEW_FIGURE, rows, who)


def discard(desk: Desk, number: str, who: Who) -> None:
    """Takes back every batch by which a review was written; the actions that it decided on stay in the plan."""
    cursor = desk.store.connection.cursor()
    tables = (REVIEW_DECISION.name, REVIEW.name, REVIEW_FIGURE.name)
    try:
        batches = [
            batch
            for table in tables
            for (batch,) in cursor.execute(
                f"SELECT DISTINCT _batch FROM {table} WHERE review_no = ? ORDER BY 1", [number]
            ).fetchall()
        ]
    finally:
        cursor.close()
    for batch in batches:
        desk.store.undo(batch, who)
