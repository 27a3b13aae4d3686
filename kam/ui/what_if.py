"""返点 what-if on the page: a slider for the volume, what it pays, what it leaves, what would break even."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from kam.figure import Style, scaled
from kam.text import Text, money_parts, percent
from kam.topics.rebate.figures import NO_TIERS, QUANTITY, number_of
from kam.topics.rebate.what_if import CHOSEN, Offer, Scenario, curve, offer
from kam.ui import cards
from kam.ui.kpis import sized
from kam.ui.words import lang, say

_ALT = Text("返点与返点后毛利随采购量的变化", "Rebate and margin after it over the volume")
_UPLIFT = Text(
    "多卖这么多，返点后的毛利额才与没有返点时一样：r ÷ (m − r)，m 为返点前毛利率。",
    "By how much more must be sold so that the margin in money is what it was without the rebate: r ÷ (m − r), "
    "m the margin rate before the rebate.",
)


def draw(tiers: pd.DataFrame, status: pd.Series[Any], margin: pd.DataFrame, is_money: bool, style: Style) -> None:
    """The slider and its answers for one agreement; see kam.topics.rebate.what_if.offer for the frames."""
    given = offer(tiers, status, margin, is_money)
    if given is None:
        st.caption(say(NO_TIERS))
        return
    volume = _slider(given, status, is_money)
    _answers(given.at(volume))
    cards.chart(cards.drawn(curve, given, volume, style, is_money, 230), "rebate_what_if", _ALT)


def _slider(given: Offer, status: pd.Series[Any], is_money: bool) -> float:
    (reach,), unit = scaled([given.reach], lang()) if is_money else ([given.reach], say(QUANTITY))
    divisor = given.reach / (reach or 1)
    start = min(max(number_of(status, "forecast_volume") or 0.0, 0.0), given.reach)
    step = max(round(given.reach / divisor / 200, 2), 0.01)
    chosen = st.slider(
        f"{say(CHOSEN)} ({unit})",
        0.0,
        round(given.reach / divisor, 2),
        round(start / divisor, 2),
        step,
        key=f"what_if_{status['agreement_no']}",
    )
    return chosen * divisor


def _answers(there: Scenario) -> None:
    answers = (
        (Text("返点", "Rebate"), sized(*money_parts(there.rebate, lang())), None),
        (Text("返点率", "Rebate rate"), percent(there.rebate_rate, 2), None),
        (Text("返点后毛利率", "Margin after"), percent(there.margin_rate), None),
        (Text("保本增量", "Needed uplift"), percent(there.uplift), _UPLIFT),
    )
    with st.container(key="what_if_answers"):
        for column, (label, value, words) in zip(st.columns(len(answers)), answers, strict=True):
            column.metric(say(label), value, help=say(words) if words else None)
