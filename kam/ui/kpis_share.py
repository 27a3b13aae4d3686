"""The words and figures above the charts of account share."""

from __future__ import annotations

import pandas as pd

from kam.engine import View
from kam.figure import values
from kam.text import Lang, Text, number, percent
from kam.topics import QUERIES
from kam.topics.share.waterfall import compared as count_compared
from kam.ui import ask, filters
from kam.ui.kpis import LAST_YEAR, POINTS, Kpi, account_share, known_sum, market_share, points, printed_money, sales

DIVIDED_BY: dict[str, Text] = {"category": Text("按品类", "By category"), "rival": Text("按对手", "By rival")}


def row(
    by_region: pd.DataFrame, trend: pd.DataFrame, last_year: pd.DataFrame, view: View, lang: Lang
) -> tuple[Kpi, ...]:
    """Sales, account share, market share, the known part, white space, the ten largest."""
    formula = QUERIES["share.by_region"].formula
    return (
        sales(trend, QUERIES["share.trend"].formula, lang, filters.earlier_trend(view)),
        account_share(by_region, last_year, trend, formula),
        market_share(by_region, last_year, formula),
        known_wallet(by_region, last_year),
        _space(view, lang),
        _largest(view),
    )


def known_wallet(now: pd.DataFrame, before: pd.DataFrame) -> Kpi:
    """Of our sales, the part that goes to known wallets."""
    parts = [_known_part(frame) for frame in (now, before)]
    label = Text("采购额已知", "Wallet known")
    change = points(*parts)
    return Kpi(label, QUERIES["share.by_region"].formula, percent(parts[0]), LAST_YEAR, change, change_unit=POINTS)


def _known_part(by_region: pd.DataFrame) -> float | None:
    pairs = zip(values(by_region, "our_sales"), values(by_region, "known"), strict=True)
    rows = [(amount, part) for amount, part in pairs if amount is not None and part is not None]
    whole = sum(amount for amount, _ in rows)
    return sum(amount * part for amount, part in rows) / whole if whole > 0 else None


def _space(view: View, lang: Lang) -> Kpi:
    """What the accounts buy elsewhere, and what that was a year earlier."""
    spaces = [ask.ask("share.white_space", seen) for seen in (view, filters.earlier(view))]
    now, before = (known_sum(frame, "white_space") for frame in spaces)
    return printed_money(Text("空白空间", "White space"), QUERIES["share.white_space"].formula, now, before, lang)


def _largest(view: View) -> Kpi:
    """The part of the ten largest accounts, and its change in points."""
    parts = [
        next(iter(values(ask.ask("share.indices", seen), "top10_share")), None)
        for seen in (view, filters.earlier(view))
    ]
    label = Text("前十客户占比", "Top ten")
    return Kpi(
        label, QUERIES["share.indices"].formula, percent(parts[0]), LAST_YEAR, points(*parts), change_unit=POINTS
    )


def compared(moved: pd.DataFrame) -> Text:
    """How many accounts the waterfall compares."""
    count = count_compared(moved)
    return Text(
        f"只比较两年采购额都已知的 {number(count)} 家客户；数字为百分点",
        f"Only the {number(count)} accounts whose wallet is known in both years; steps in points",
    )


def indices(frame: pd.DataFrame) -> Text:
    """The three indices in one line."""
    hhi, gini, top = (
        number(values(frame, "hhi")[0], 3),
        number(values(frame, "gini")[0], 2),
        percent(values(frame, "top10_share")[0]),
    )
    return Text(f"HHI {hhi} · 基尼系数 {gini} · 前十 {top}", f"HHI {hhi} · Gini {gini} · top ten {top}")
