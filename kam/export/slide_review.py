"""What the slides of a review say: the figures of a region, its findings, what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from kam.export.slide_board import findings, needs_decision
from kam.export.slide_funnel import reached
from kam.export.slide_share import sales_by_month, share_by_month, share_by_region
from kam.export.slide_values import Asked, Box, Part, Slide, Table, Words, clean, queries
from kam.figure import values
from kam.text import UNKNOWN, Text, money, number, percent
from kam.topics.rivals.figures import US, order
from kam.topics.share.figures import NO_SALES

NO_DECISIONS = Text("没有记录决定", "No decisions on record")
_HEADS = (Text("决定", "Decision"), Text("责任人", "Owner"), Text("完成期限", "Due on"), Text("区域", "Region"))
_MOST = 15


class Decision(NamedTuple):
    """What was agreed on; None where nobody said."""

    title: str
    owner: str | None = None
    due: date | None = None
    region: str | None = None


def region_slides(asked: Asked, name: str, agreed: Sequence[Decision]) -> list[Slide]:
    """Figures with their charts, findings, and the region's decisions where there are any. `name` '' = the company."""
    found = asked.answer("board.exceptions")
    head = asked.say(Text(f"{name}：", f"{name}: ")) if name else ""
    charts = (reached(asked), sales_by_month(asked), share_by_month(asked) if name else share_by_region(asked))
    told = queries("share.trend", *(() if name else ("share.by_region",)), "funnel.reached")
    slides = [
        Slide(head + _sold(asked), charts, told, _boxes(asked, len(found))),
        Slide(head + needs_decision(asked, found), (findings(asked, found),), queries("board.exceptions")),
    ]
    return [*slides, decisions_slide(asked, agreed, head)] if agreed else slides


def _sold(asked: Asked) -> str:
    """The sales of the period beside last year's."""
    now, before = (_sum(asked.answer("share.trend"), name) for name in ("our_sales", "our_sales_last_year"))
    words = Text(
        f"销售额 {money(now, 'zh')}，去年同期 {money(before, 'zh')}",
        f"Sales {money(now, 'en')}, {money(before, 'en')} in the same days last year",
    )
    return asked.say(NO_SALES if now is None else words)


def decisions_slide(asked: Asked, agreed: Sequence[Decision], head: str = "") -> Slide:
    """The decisions as a table; `head`: whose they are, as the titles of a region begin."""
    many = "decision" if len(agreed) == 1 else "decisions"
    count = Text(f"{len(agreed):,} 项决定", f"{len(agreed):,} {many}") if agreed else NO_DECISIONS
    return Slide(head + asked.say(count), (_table(asked, agreed),))


def _table(asked: Asked, agreed: Sequence[Decision]) -> Part:
    label = asked.say(Text("决定清单", "Decisions"))
    if not agreed:
        return Words(label, asked.say(NO_DECISIONS))
    rows = tuple(
        (clean(title, 90), clean(owner or "", 16), str(due) if due else UNKNOWN, clean(region or "", 16))
        for title, owner, due, region in agreed[:_MOST]
    )
    heads = tuple(asked.say(head) for head in _HEADS)
    return Table(label, heads, rows, (False,) * len(heads), max(0, len(agreed) - _MOST))


def _boxes(asked: Asked, found: int) -> tuple[Box, ...]:
    """The figures of a region or the company, each a published cell or the sum of a published column."""
    trend, stock = asked.answer("share.trend"), asked.answer("funnel.stock")
    status = asked.answer("rebate.status")
    sales, before = _sum(trend, "our_sales"), _sum(trend, "our_sales_last_year")
    last_year = Text(f"去年同期 {money(before, 'zh')}", f"last year {money(before, 'en')}")
    earned = _sum(status[status["earned"].notna()], "earned")
    return (
        Box(asked.say(Text("销售额", "Sales")), money(sales, asked.lang), asked.say(last_year)),
        *_shares(asked),
        Box(
            asked.say(Text("合作客户数", "Cooperating")),
            number(_sum(stock[stock["stage"] >= 4], "accounts")),
        ),
        _lead(asked),
        Box(asked.say(Text("已得返点", "Rebates earned")), money(earned, asked.lang)),
        Box(asked.say(Text("需要决定的要事", "Findings")), number(found)),
    )


def _shares(asked: Asked) -> tuple[Box, ...]:
    """Account share and market share; of several regions there is no published one, so there is no box."""
    frame = asked.answer("share.by_region")
    if len(frame) != 1 or len(asked.view.regions) != 1:
        return ()
    share, market = values(frame, "share")[0], values(frame, "market_share")[0]
    return (
        Box(asked.say(Text("客户占有率", "Account share")), percent(share)),
        Box(asked.say(Text("市场占有率", "Market share")), percent(market)),
    )


def _lead(asked: Asked) -> Box:
    frame = asked.answer("rivals.strength")
    rivals = [name for name in order(frame) if name != US]
    gap = next(iter(values(frame[frame["party"] == rivals[0]], "gap")), None) if rivals else None
    label = asked.say(Text("与首要对手差距", "Lead on main rival"))
    return Box(label, UNKNOWN if gap is None else f"{gap:+.2f}", clean(rivals[0], 14) if rivals else "")


def _sum(frame: pd.DataFrame, name: str) -> float | None:
    """The sum of a column; None when any of its values is unknown, or there is none."""
    amounts = values(frame, name)
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known and len(known) == len(amounts) else None
