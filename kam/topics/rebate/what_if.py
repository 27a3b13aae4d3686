"""返点 what-if: what an agreement pays at a volume nobody has bought yet, and what that leaves of the margin.

Between two thresholds R(V) is a straight line (domain.md, rebate), so rebate.curve's points are enough for both
methods: R(V) = R(threshold) + rate x (V - threshold) x mean price.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from kam.figure import Style, canvas, nothing, scaled, values
from kam.text import Text
from kam.topics.rebate.figures import NO_TIERS, QUANTITY, number_of

REBATE = Text("返点", "Rebate")
MARGIN = Text("返点后毛利", "Margin after rebate")
CHOSEN = Text("假设采购量", "Assumed volume")
_STEPS = 100


@dataclass(frozen=True, slots=True)
class Scenario:
    """An agreement at an assumed volume: CNY bought, rebate, rates of the CNY; unknown is None.

    margin_rate = gross margin rate - rebate rate; uplift = r / (m - r), by how much more must be sold so that the
    rebate leaves the margin in CNY as it was (domain.md, rebate: break-even); None where no volume does.
    """

    volume: float
    amount: float | None
    rebate: float | None
    rebate_rate: float | None
    margin_rate: float | None
    uplift: float | None


@dataclass(frozen=True, slots=True)
class Offer:
    """An agreement's tiers, its mean price (CNY a unit of volume) and the account's gross margin rate, None unknown."""

    thresholds: tuple[float, ...]
    rates: tuple[float, ...]
    rebates: tuple[float | None, ...]
    price: float | None
    gross: float | None
    reach: float

    def rebate_at(self, volume: float) -> float | None:
        """R(volume) in CNY; 0 below the first threshold."""
        held = [place for place, threshold in enumerate(self.thresholds) if threshold <= volume]
        if not held:
            return 0.0
        start, there = self.thresholds[held[-1]], self.rebates[held[-1]]
        if there is None or self.price is None:
            return None
        return there + self.rates[held[-1]] * (volume - start) * self.price

    def at(self, volume: float) -> Scenario:
        """What the agreement looks like at that volume."""
        amount = None if self.price is None else volume * self.price
        rebate = self.rebate_at(volume)
        rate = rebate / amount if rebate is not None and amount else None
        margin = self.gross - rate if self.gross is not None and rate is not None else None
        uplift = rate / margin if rate is not None and margin is not None and margin > 0 else None
        return Scenario(volume, amount, rebate, rate, margin, uplift)


def offer(tiers: pd.DataFrame, status: pd.Series[Any], margin: pd.DataFrame, is_money: bool) -> Offer | None:
    """From an agreement's rows of rebate.curve and rebate.status, its account's of rebate.margin; None untiered."""
    if tiers.empty:
        return None
    volume, bought = number_of(status, "volume"), number_of(status, "bought")
    price = 1.0 if is_money else bought / volume if bought is not None and volume and volume > 0 else None
    thresholds = [amount or 0.0 for amount in values(tiers, "threshold")]
    far = max(*thresholds, volume or 0.0, number_of(status, "forecast_volume") or 0.0, 1.0)
    return Offer(
        tuple(thresholds),
        tuple(rate or 0.0 for rate in values(tiers, "rate")),
        tuple(values(tiers, "rebate_at_threshold")),
        price,
        _gross(margin),
        far * 1.25,
    )


def _gross(margin: pd.DataFrame) -> float | None:
    amounts, costs = values(margin, "amount"), values(margin, "cost")
    if not amounts or amounts[0] is None or costs[0] is None or amounts[0] <= 0:
        return None
    return (amounts[0] - costs[0]) / amounts[0]


def curve(given: Offer | None, chosen: float, style: Style, is_money: bool, height: int = 300) -> go.Figure:
    """Rebate and margin after rebate over the volume; the assumed volume as a line."""
    if given is None:
        return nothing(style, NO_TIERS, height)
    volumes = sorted({*(given.reach * step / _STEPS for step in range(_STEPS + 1)), *given.thresholds})
    seen = [given.at(volume) for volume in volumes]
    paid = [one.rebate for one in seen]
    left = [one.margin_rate * one.amount if one.margin_rate is not None and one.amount else None for one in seen]
    both, unit = scaled([*paid, *left], style.lang)
    places, wide = scaled([*volumes, chosen], style.lang) if is_money else ([*volumes, chosen], style.say(QUANTITY))
    figure = canvas(style, height)
    lines = ((both[: len(paid)], REBATE, style.palette.rival), (both[len(paid) :], MARGIN, style.palette.us))
    for amounts, words, colour in lines:
        figure.add_scatter(
            x=places[:-1],
            y=amounts,
            mode="lines",
            name=f"{style.say(words)} ({unit})",
            line={"color": colour, "width": 2.5},
            hovertemplate="%{x:,.1f} · %{y:,.2f}<extra>" + style.say(words) + "</extra>",
        )
    figure.add_vline(x=places[-1], line={"color": style.palette.ink, "dash": "dot", "width": 1.5})
    figure.update_xaxes(showgrid=False, nticks=6, title={"text": f"{style.say(CHOSEN)} ({wide})", "standoff": 4})
    figure.update_yaxes(rangemode="tozero", nticks=5, tickformat=",")
    return figure
