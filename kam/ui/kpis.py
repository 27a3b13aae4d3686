"""The six figures of the overview, computed from published answers and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kam.figure import values
from kam.text import UNKNOWN, Lang, Text, money_parts, number, percent
from kam.topics.rivals.figures import US, order


@dataclass(frozen=True, slots=True)
class Kpi:
    """One card: its name, value and unit as printed, its change as printed and signed, what it is compared with."""

    label: Text
    formula: Text
    value: str
    unit: str = ""
    delta: str | None = None
    against: Text | None = None
    history: tuple[float, ...] = ()


def total(frame: pd.DataFrame, name: str) -> float | None:
    """The sum of a column; None when any of its values is unknown, or there is none."""
    amounts = values(frame, name)
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known and len(known) == len(amounts) else None


def share_of(frame: pd.DataFrame) -> float | None:
    """The share over several rows of wallet and share: matched sales over the known wallets."""
    pairs = zip(values(frame, "wallet"), values(frame, "share"), strict=True)
    known = [(wallet, share) for wallet, share in pairs if wallet is not None and share is not None]
    whole = sum(wallet for wallet, _ in known)
    return sum(wallet * share for wallet, share in known) / whole if whole > 0 else None


def _known(history: Sequence[float | None]) -> tuple[float, ...]:
    known = tuple(value for value in history if value is not None)
    return known if len(known) > 1 else ()


def _signed(change: float | None, printed: str) -> str | None:
    if change is None:
        return None
    return f"-{printed.lstrip('-')}" if change < 0 else printed


def sales(trend: pd.DataFrame, formula: Text, lang: Lang) -> Kpi:
    """Our sales of the period and their change against the same days last year."""
    now, before = total(trend, "our_sales"), total(trend, "our_sales_last_year")
    value, unit = money_parts(now, lang)
    change = now / before - 1 if now is not None and before else None
    history = _known(values(trend, "our_sales"))
    return Kpi(
        Text("销售额", "Sales"), formula, value, unit, _signed(change, percent(change)), Text("同比", "on last year"), history
    )


def account_share(now: pd.DataFrame, before: pd.DataFrame, trend: pd.DataFrame, formula: Text) -> Kpi:
    """The share of our accounts' wallets, and its change in points against the same days last year."""
    share, earlier = share_of(now), share_of(before)
    change = None if share is None or earlier is None else share - earlier
    printed = "" if change is None else f"{change * 100:.1f} pct"
    return Kpi(
        Text("客户占有率", "Account share"),
        formula,
        percent(share),
        "",
        _signed(change, printed),
        Text("同比", "on last year"),
        _known(values(trend, "share")),
    )


def market_share(by_region: pd.DataFrame, formula: Text) -> Kpi:
    """Our sales over the market capacity of the regions whose capacity is known."""
    known = by_region[by_region["market_capacity"].notna()]
    sold, capacity = total(known, "our_sales"), total(known, "market_capacity")
    share = sold / capacity if sold is not None and capacity else None
    return Kpi(Text("市场占有率", "Market share"), formula, percent(share, 2))


def cooperating(stocks: Sequence[pd.DataFrame], formula: Text) -> Kpi:
    """Accounts at stage 4 or above, and their change against the month end before."""
    counts = [total(stock[stock["stage"] >= 4], "accounts") for stock in stocks]
    change = None if len(counts) < 2 or counts[-1] is None or counts[-2] is None else counts[-1] - counts[-2]
    return Kpi(
        Text("合作客户（4 阶段以上）", "Accounts at stage 4+"),
        formula,
        number(counts[-1]),
        Text("家", "").zh if counts[-1] is not None else "",
        _signed(change, f"{abs(change or 0):.0f}"),
        Text("较上月末", "on last month"),
        _known(counts),
    )


def lead(strengths: Sequence[pd.DataFrame], formula: Text) -> Kpi:
    """Our weighted strength less that of the strongest rival, and the change against the month end before."""
    rivals = [party for party in order(strengths[-1]) if party != US]
    if not rivals:
        return Kpi(Text("实力差距", "Strength gap"), formula, UNKNOWN)
    gaps = [_gap(frame, rivals[0]) for frame in strengths]
    change = None if len(gaps) < 2 or gaps[-1] is None or gaps[-2] is None else gaps[-1] - gaps[-2]
    value = UNKNOWN if gaps[-1] is None else f"{gaps[-1]:+.2f}"
    return Kpi(
        Text("对首要对手实力差距", "Lead on main rival"),
        formula,
        value,
        "",
        _signed(change, f"{abs(change or 0):.2f}"),
        Text("较上月末", "on last month"),
        _known(gaps),
    )


def _gap(frame: pd.DataFrame, rival: str) -> float | None:
    rows = values(frame[frame["party"] == rival], "gap")
    return rows[0] if rows else None


def rebates(status: pd.DataFrame, formula: Text, lang: Lang) -> Kpi:
    """What the agreements have earned so far; beside it what should be set aside."""
    known = status[status["earned"].notna()]
    value, unit = money_parts(total(known, "earned"), lang)
    accrued, accrued_unit = money_parts(total(known[known["accrued"].notna()], "accrued"), lang)
    against = Text(f"应计 {accrued} {accrued_unit}", f"accrued {accrued} {accrued_unit}")
    return Kpi(Text("已得返点", "Rebates earned"), formula, value, unit, None, against)
