"""The six figures of the overview, computed from published answers and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kam.figure import values
from kam.text import UNKNOWN, Lang, Text, money, money_parts, number, percent
from kam.topics.rivals.figures import US, order

NO_UNIT = Text("", "")


@dataclass(frozen=True, slots=True)
class Kpi:
    """One card: its name, value and unit as printed; the change as printed, signed by a leading minus; unit and base.

    `change` None = unknown, "" or "0" never stand for it. `beside` takes the place of a change where the card shows
    a second amount instead. `is_plain`: more is neither good nor bad, so the change has no colour.
    """

    label: Text
    formula: Text
    value: str
    against: Text
    change: str | None = None
    unit: Text = NO_UNIT
    history: tuple[float, ...] = ()
    beside: str = ""
    is_plain: bool = False
    change_unit: Text = NO_UNIT

    def printed_change(self, lang: Lang) -> str | None:
        """The change with its unit; None = unknown."""
        return None if self.change is None else f"{self.change} {self.change_unit(lang)}".strip()


COOPERATING = Text(
    "截止日处于 4 初步合作及以上阶段的客户数；已退出客户不计。",
    "Accounts at stage 4, first cooperation, or above on the as-of day; released ones are out.",
)
# What a change of a rate is counted in.
POINTS = Text("百分点", "pp")
# What a change or a second amount is read against: last year or, when the reader compares so, the period before.
LAST_YEAR, PERIOD_BEFORE = Text("同比", "YoY"), Text("环比", "vs prior")
YEAR_AGO, PERIOD_AGO = Text("去年同期", "last year"), Text("上一期间", "prior")
LAST_MONTH = Text("较上月末", "MoM")


def sized(value: str, unit: str) -> str:
    """A figure with its unit in small type."""
    return f"{value} :small[{unit}]" if unit else value


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


def known(history: Sequence[float | None]) -> tuple[float, ...]:
    """The known values of a sparkline, which needs two."""
    found = tuple(value for value in history if value is not None)
    return found if len(found) > 1 else ()


def _signed(change: float | None, printed: str) -> str | None:
    if change is None:
        return None
    bare = printed.lstrip("-+")
    return "0" if not any(digit in bare for digit in "123456789") else f"-{bare}" if change < 0 else bare


def points(now: float | None, before: float | None) -> str | None:
    """The change of a share as printed, in POINTS; None when one of the two is unknown."""
    change = None if now is None or before is None else now - before
    return _signed(change, f"{(change or 0) * 100:.1f}")


def last_step(history: Sequence[float | None], places: int) -> str | None:
    """The change from the last value but one, as printed; None when one of the two is unknown."""
    if len(history) < 2 or history[-1] is None or history[-2] is None:
        return None
    change = history[-1] - history[-2]
    return _signed(change, f"{change:.{places}f}")


def sales(trend: pd.DataFrame, formula: Text, lang: Lang, earlier: pd.DataFrame | None = None) -> Kpi:
    """Our sales of the period, and their change against the same days last year or, where given, `earlier`."""
    now = total(trend, "our_sales")
    before = total(trend, "our_sales_last_year") if earlier is None else total(earlier, "our_sales")
    value, unit = money_parts(now, lang)
    change = now / before - 1 if now is not None and before else None
    return Kpi(
        Text("销售额", "Sales"),
        formula,
        value,
        LAST_YEAR,
        _signed(change, percent(change)),
        Text(unit, unit),
        known(values(trend, "our_sales")),
    )


def account_share(now: pd.DataFrame, before: pd.DataFrame, trend: pd.DataFrame, formula: Text) -> Kpi:
    """The share of our accounts' wallets, and its change in points against the earlier days."""
    share, earlier = share_of(now), share_of(before)
    label = Text("客户占有率", "Account share")
    history = known(values(trend, "share"))
    return Kpi(label, formula, percent(share), LAST_YEAR, points(share, earlier), history=history, change_unit=POINTS)


def market_of(by_region: pd.DataFrame) -> float | None:
    """Our sales over the market capacity, over the regions whose capacity is known."""
    known = by_region[by_region["market_capacity"].notna()]
    sold, capacity = total(known, "our_sales"), total(known, "market_capacity")
    return sold / capacity if sold is not None and capacity else None


def market_share(now: pd.DataFrame, before: pd.DataFrame, formula: Text) -> Kpi:
    """Our sales over the market capacity of the regions whose capacity is known."""
    share, earlier = market_of(now), market_of(before)
    return Kpi(
        Text("市场占有率", "Market share"),
        formula,
        percent(share),
        LAST_YEAR,
        points(share, earlier),
        change_unit=POINTS,
    )


def cooperating(stocks: Sequence[pd.DataFrame], formula: Text) -> Kpi:
    """Accounts at stage 4 or above, and their change against the month end before."""
    counts = [total(stock[stock["stage"] >= 4], "accounts") for stock in stocks]
    label = Text("合作客户数", "Cooperating")
    unit = Text("家", "") if counts[-1] is not None else NO_UNIT
    return Kpi(label, formula, number(counts[-1]), LAST_MONTH, last_step(counts, 0), unit, known(counts))


def lead(strengths: Sequence[pd.DataFrame], formula: Text) -> Kpi:
    """Our weighted strength less that of the strongest rival, and the change against the month end before."""
    label = Text("与首要对手差距", "Lead on main rival")
    rivals = [party for party in order(strengths[-1]) if party != US]
    if not rivals:
        return Kpi(label, formula, UNKNOWN, LAST_MONTH)
    gaps = [_gap(frame, rivals[0]) for frame in strengths]
    value = UNKNOWN if gaps[-1] is None else f"{gaps[-1]:+.2f}"
    return Kpi(label, formula, value, LAST_MONTH, last_step(gaps, 2), history=known(gaps))


def _gap(frame: pd.DataFrame, rival: str) -> float | None:
    rows = values(frame[frame["party"] == rival], "gap")
    return rows[0] if rows else None


def rebates(status: pd.DataFrame, formula: Text, lang: Lang) -> Kpi:
    """What the agreements have earned so far; beside it what should be set aside by the forecast."""
    value, unit = money_parts(_sum(status, "earned"), lang)
    accrued = money(_sum(status, "accrued"), lang)
    return Kpi(
        Text("已得返点", "Rebates earned"),
        formula,
        value,
        Text("应计", "accrued"),
        None,
        Text(unit, unit),
        beside=accrued,
    )


def known_sum(frame: pd.DataFrame, name: str) -> float | None:
    """The sum of what is known of a column; None where that is nothing, or only zeros beside unknown ones."""
    amounts = [amount for amount in values(frame, name) if amount is not None]
    if not amounts or (len(amounts) < len(frame) and not any(amounts)):
        return None
    return sum(amounts)


def printed_money(label: Text, formula: Text, now: float | None, before: float | None, lang: Lang) -> Kpi:
    """An amount, and beside it that of the earlier days."""
    value, unit = money_parts(now, lang)
    return Kpi(label, formula, value, YEAR_AGO, unit=Text(unit, unit), beside=money(before, lang))


def _sum(status: pd.DataFrame, name: str) -> float | None:
    # Agreements without tiers are unknown by rule; the card adds up those that have some.
    return total(status[status[name].notna()], name)
