"""The figures of the pitfalls: value given for nothing, key accounts against the others, levels nobody met."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kam.bars import Amounts, add_bars, count, name_rows
from kam.figure import Style, canvas, notes, nothing, rows_height, scaled, short, texts, values
from kam.text import UNKNOWN, Text

FINDINGS: dict[str, Text] = {
    "no_agreement": Text("没有协议", "No agreement"),
    "unsigned": Text("协议未签订", "Not signed"),
    "no_commitment": Text("没有承诺量", "No commitment"),
    "missed_commitment": Text("未达承诺", "Missed commitment"),
}
MEASURES: dict[str, Text] = {
    "visits": Text("拜访次数", "Visits"),
    "service": Text("服务类让利", "Service given"),
    "concession": Text("全部让利", "Concessions"),
}
GAPS: dict[str, Text] = {
    "top_only": Text("只见过高层", "Only the top met"),
    "frontline": Text("未见基层", "Frontline not met"),
    "middle": Text("未见中层", "Middle not met"),
    "nobody": Text("从未见面", "Nobody met"),
}
NO_CONCESSIONS = Text("期间内没有这类让利", "No such concessions in the period")
NO_REBATES = Text("期间内没有这类返点", "No such rebates in the period")
NO_GAPS = Text("没有层级未触及的大客户", "No key account with a level not met")
NO_ACCOUNTS = Text("所选范围内没有客户", "No accounts in this selection")
KEY = Text("大客户", "Key accounts")
OTHER = Text("其他客户", "Others")
Pair = tuple[float | None, float | None]


def by_finding(frame: pd.DataFrame, amount: str, style: Style, empty: Text = NO_CONCESSIONS) -> go.Figure:
    """What each finding amounts to, a bar a finding with its sum and its rows; a click carries the finding.

    `frame`: rows of pitfalls.concessions (`amount` value) or pitfalls.agreements (`amount` earned), CNY.
    """
    if frame.empty:
        return nothing(style, empty)
    findings = texts(frame, "finding")
    codes = [code for code in FINDINGS if code in findings]
    sums, unit = scaled([_sum(frame, amount, code) for code in codes], style.lang)
    rows = style.say(Text("<b>{sum}</b> · {n} 笔", "<b>{sum}</b> ({n})"))
    printed = [UNKNOWN if value is None else f"{short(value)} {unit}" for value in sums]
    said = [rows.format(sum=amount, n=count(findings.count(code))) for amount, code in zip(printed, codes, strict=True)]
    return _bars([style.say(FINDINGS[code]) for code in codes], sums, said, codes, style)


def _sum(frame: pd.DataFrame, amount: str, finding: str) -> float | None:
    known = [value for value in values(frame[frame["finding"] == finding], amount) if value is not None]
    return sum(known) if known else None


def _bars(names: list[str], lengths: Amounts, said: list[str], codes: list[str], style: Style) -> go.Figure:
    figure = canvas(style, rows_height(len(codes), 44, 220, 24))
    places = name_rows(figure, style, names, 20)
    hover = [f"{name} · {words}" for name, words in zip(names, said, strict=True)]
    add_bars(figure, lengths, "", style.palette.us, codes, hovertext=hover, width=0.6, showlegend=False)
    with notes(figure, style) as add:
        for place, length, words in zip(places, lengths, said, strict=True):
            add(length or 0, place, words, xanchor="left", xshift=4)
    longest = max((length or 0 for length in lengths), default=0) or 1
    # Room for the words behind the longest bar: annotations do not widen an axis.
    figure.update_xaxes(visible=False, range=[0, longest * 1.55])
    figure.update_layout(margin={"t": 8})
    return figure


def differentiation(frame: pd.DataFrame, style: Style) -> go.Figure:
    """Per key account beside per other account, a pair of bars a measure, and how many times as much at the right.

    Visits and CNY share no scale: the longer bar of each pair has the same length.
    """
    known = frame[frame["key_accounts"].notna() | frame["other_accounts"].notna()].set_index("measure")
    codes = [code for code in MEASURES if code in known.index]
    if not codes:
        return nothing(style, NO_ACCOUNTS)
    known = known.loc[codes]
    pairs = list(zip(values(known, "key_accounts"), values(known, "other_accounts"), strict=True))
    figure = canvas(style, rows_height(len(codes), 58, 220, 48))
    name_rows(figure, style, [style.say(MEASURES[code]) for code in codes], 20)
    for side, (words, colour) in enumerate(((KEY, style.palette.us), (OTHER, style.palette.second))):
        said = [_amount(code, pair, side, style) for code, pair in zip(codes, pairs, strict=True)]
        lengths = [_part(pair, side) for pair in pairs]
        add_bars(figure, lengths, style.say(words), colour, hovertext=said, text=said, textposition="outside")
    _ratios(figure, style, values(known, "ratio"))
    figure.update_layout(barmode="group", bargroupgap=0.12, bargap=0.3, legend={"traceorder": "normal"})
    figure.update_xaxes(visible=False, range=[0, 1.5], domain=[0, 0.86])
    return figure


def _part(pair: Pair, side: int) -> float | None:
    value, longest = pair[side], max((value or 0 for value in pair), default=0)
    return None if value is None else value / longest if longest > 0 else 0.0


def _amount(code: str, pair: Pair, side: int, style: Style) -> str:
    amounts, unit = (list(pair), style.say(Text("次", ""))) if code == "visits" else scaled(pair, style.lang)
    return UNKNOWN if amounts[side] is None else f"{short(amounts[side])} {unit}".strip()


def _ratios(figure: go.Figure, style: Style, ratios: Amounts) -> None:
    font = {"size": 15, "color": style.palette.ink}
    with notes(figure, style) as add:
        for place, ratio in enumerate(ratios):
            words = UNKNOWN if ratio is None else f"<b>×{short(ratio)}</b>"
            add(1.0, place, words, xref="paper", xanchor="right", font=font)


def gap_of(frame: pd.DataFrame) -> list[str]:
    """Which of GAPS each row of pitfalls.levels is; an unknown flag proves no meeting."""
    met = [frame[name].fillna(False).astype(bool).tolist() for name in ("senior_met", "middle_met", "frontline_met")]
    return [_gap(*row) for row in zip(*met, strict=True)]


def _gap(is_senior: bool, is_middle: bool, is_frontline: bool) -> str:
    if is_middle or is_frontline:
        return "frontline" if is_middle else "middle"
    return "top_only" if is_senior else "nobody"


def gaps(frame: pd.DataFrame, style: Style) -> go.Figure:
    """How many key accounts miss which level, a bar a gap; a click carries the gap."""
    if frame.empty:
        return nothing(style, NO_GAPS)
    found = gap_of(frame)
    codes = [code for code in GAPS if code in found]
    counts = [float(found.count(code)) for code in codes]
    said = [f"<b>{style.say(Text('{n} 家', '{n}')).format(n=count(number))}</b>" for number in counts]
    return _bars([style.say(GAPS[code]) for code in codes], counts, said, codes, style)
