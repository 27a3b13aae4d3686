"""The figures that a review keeps: cells of published answers as printed there, by region and in the whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd

from kam.engine import View
from kam.text import UNKNOWN, Lang, Text, money, number, percent, rounded
from kam.topic import Field
from kam.topics.rivals.figures import US, order
from kam.ui import ask
from kam.ui.kpis import POINTS, market_of, share_of
from kam.ui.meeting_memory import KEPT, remembered

Asker = Callable[[str, View], pd.DataFrame]
Value = Decimal | float | int | None
Key = tuple[str | None, str]
FIGURES: dict[str, Field] = {
    field.name: field
    for field in (
        Field("sales", Text("销售额", "Sales"), "money"),
        Field("share", Text("客户占有率", "Account share"), "rate"),
        Field("market_share", Text("市场占有率", "Market share"), "rate"),
        Field("cooperating", Text("合作客户数", "Cooperating"), "count"),
        Field("locked", Text("锁定大客户", "Key accounts"), "count"),
        Field("lead", Text("与首要对手差距", "Lead on main rival"), "number"),
        Field("earned", Text("已得返点", "Rebates earned"), "money"),
        Field("accrued", Text("应计返点", "Rebates accrued"), "money"),
        Field("findings", Text("要事", "Findings"), "count"),
    )
}
COOPERATING_FROM = 4


def gather(asked: Asker, view: View, regions: Sequence[str]) -> dict[Key, str | None]:
    """(region or None for the whole, figure) -> as printed: amounts to the fen, fractions unrounded; None = unknown."""
    by_region, listed = asked("share.by_region", view), asked("roster.by_region", view)
    found: dict[Key, Value] = {
        (None, "sales"): _sum(by_region, "our_sales"),
        (None, "share"): share_of(by_region),
        (None, "market_share"): market_of(by_region),
        (None, "locked"): _sum(listed, "locked"),
    }
    for region in regions:
        for name, column in (("sales", "our_sales"), ("share", "share"), ("market_share", "market_share")):
            found[(region, name)] = _cell(by_region, "region", region, column)
        found[(region, "locked")] = _cell(listed, "region", region, "locked")
    for place in (None, *regions):
        narrowed = replace(view, regions=(place,)) if place else view
        found |= {(place, name): value for name, value in _counted(asked, narrowed).items()}
    return {(place, name): printed(found[(place, name)]) for place in (None, *regions) for name in FIGURES}


def figures(view: View, regions: Sequence[str]) -> dict[Key, str | None]:
    """The same of this viewer's store."""
    what = ("figures", view, tuple(regions))
    return remembered(what, lambda: gather(ask.ask, view, regions), KEPT)


def _counted(asked: Asker, view: View) -> dict[str, Value]:
    """What is known of a view only by asking for it alone."""
    stock, strength, status = (asked(name, view) for name in ("funnel.stock", "rivals.strength", "rebate.status"))
    rivals = [party for party in order(strength) if party != US]
    return {
        "cooperating": _sum(stock[stock["stage"] >= COOPERATING_FROM], "accounts"),
        "lead": _cell(strength, "party", rivals[0], "gap") if rivals else None,
        # Agreements without tiers are unknown by rule; those that have some are added up.
        "earned": _sum(status[status["earned"].notna()], "earned"),
        "accrued": _sum(status[status["accrued"].notna()], "accrued"),
        "findings": len(asked("board.exceptions", view)),
    }


def _cell(frame: pd.DataFrame, name: str, code: str, column: str) -> Value:
    cells: list[Value] = frame[frame[name] == code][column].tolist()
    return cells[0] if cells else None


def _sum(frame: pd.DataFrame, name: str) -> Value:
    """The exact sum of a column; None where any of it is unknown, or there is none."""
    cells = frame[name].tolist()
    return None if not cells or any(pd.isna(cell) for cell in cells) else sum(cells)


def printed(value: Any) -> str | None:
    """A cell as the command line prints it; None = unknown."""
    if value is None or pd.isna(value):
        return None
    return repr(value) if isinstance(value, float) else str(value)


def shown(field: Field, value: str | None, lang: Lang) -> str:
    """A kept figure in a reader's words; unknown is —."""
    if value is None:
        return UNKNOWN
    amount = Decimal(value)
    if field.kind == "money":
        return money(amount, lang)
    if field.kind == "rate":
        return percent(amount)
    return number(amount) if field.kind == "count" else f"{amount:+.2f}"


def change(field: Field, then: str | None, now: str | None, lang: Lang) -> str:
    """What changed, signed: amounts and counts by their difference, rates in points; — when one is unknown."""
    if then is None or now is None:
        return UNKNOWN
    places = 3 if field.kind == "rate" else 2
    # Zero added takes the sign from what rounds to nothing: sums of fractions differ by their last digits.
    step = rounded(Decimal(now) - Decimal(then), places) + 0
    sign = "+" if step > 0 else ""
    if field.kind == "rate":
        return f"{sign}{number(step * 100, 1)} {POINTS(lang)}"
    return f"{sign}{number(step, 2)}" if field.kind == "number" else f"{sign}{shown(field, str(step), lang)}"
