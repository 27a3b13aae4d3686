"""Where rivals stand: how alike and how often met, and what was won from and lost to each."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kam.bars import stack_bars
from kam.figure import Style, canvas, label, note, notes, nothing, percents, rows_height, scaled, short, texts, values
from kam.text import UNKNOWN, Text
from kam.topics.rivals.figures import US

NO_PAIRS = Text("没有可比的对手：需要双方评分与采购额拆分", "No rival to compare: scores and split wallets are needed")
NO_DEALS = Text("所选范围内没有商机", "No deals in this selection")
SIMILARITY = Text("策略相似度 →", "Similarity of strategy →")
OVERLAP = Text("市场重合度 →", "Market overlap →")
MAIN = Text("主要对手", "Main rival")
WON, LOST, OPEN = Text("赢单", "Won"), Text("丢单", "Lost"), Text("进行中", "Open")
NOBODY = Text("未注明对手", "No rival named")


def main_rival(frame: pd.DataFrame) -> str | None:
    """The rival with the highest intensity seen from us; None when no intensity is known."""
    seen = frame[(frame["party"] == US) & frame["intensity"].notna()]
    return None if seen.empty else str(seen.sort_values("intensity", ascending=False, kind="stable").iloc[0]["other"])


def likeness(frame: pd.DataFrame, style: Style, height: int = 320) -> go.Figure:
    """Rivals as we meet them: across, how alike the strategies; up, how far markets overlap. The main one orange."""
    seen = frame[(frame["party"] == US) & frame["similarity"].notna() & frame["overlap"].notna()]
    if seen.empty:
        return nothing(style, NO_PAIRS, height)
    names, main = texts(seen, "other"), main_rival(frame)
    alike, overlaps = values(seen, "similarity"), values(seen, "overlap")
    figure = canvas(style, height)
    figure.add_scatter(
        x=alike,
        y=overlaps,
        mode="markers+text",
        text=[f"{label(name)}{' ★' if name == main else ''}" for name in names],
        textposition="top center",
        textfont={"color": style.palette.ink, "size": 12},
        marker={
            "size": 15,
            "color": [style.palette.rival if name == main else style.palette.second for name in names],
            "line": {"color": style.palette.card, "width": 1.5},
        },
        customdata=names,
        hovertemplate="%{text} · %{x:.2f} × %{y:.2f}<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )
    figure.add_vline(x=0, line={"color": style.palette.grid, "width": 1.5})
    tall = max((overlap or 0 for overlap in overlaps), default=0) * 1.25 or 1
    figure.update_xaxes(
        range=[-1.15, 1.15], nticks=5, title={"text": style.say(SIMILARITY), "standoff": 4}, zeroline=False
    )
    figure.update_yaxes(range=[0, tall], nticks=5, tickformat=".0%", title={"text": style.say(OVERLAP), "standoff": 4})
    if main:
        words = f"★ {style.say(MAIN)}"
        note(figure, style, 1, 1, words, xref="paper", yref="paper", xanchor="right", yanchor="bottom")
    return figure


def win_loss(frame: pd.DataFrame, style: Style, height: int = 0) -> go.Figure:
    """Deals won, lost and open against each rival; beside them the win rate and what the lost ones were worth."""
    if frame.empty:
        return nothing(style, NO_DEALS)
    rows = frame.iloc[::-1]
    names = [label(name, 8) if name else style.say(NOBODY) for name in texts(rows, "rival")]
    places = list(range(len(names)))
    figure = canvas(style, height or rows_height(len(names), 40, 280))
    parts = ((WON, "won", style.palette.us), (LOST, "lost", style.palette.rival), (OPEN, "open", style.palette.grid))
    stack_bars(figure, [(style.say(words), values(rows, name), colour) for words, name, colour in parts])
    _beside(figure, rows, places, style)
    figure.update_yaxes(tickvals=places, ticktext=names, showgrid=False, zeroline=False)
    figure.update_yaxes(tickfont={"color": style.palette.ink})
    figure.update_xaxes(visible=False, domain=[0, 0.66])
    return figure


def _beside(figure: go.Figure, rows: pd.DataFrame, places: list[int], style: Style) -> None:
    amounts, unit = scaled(values(rows, "amount_lost"), style.lang)
    head = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "xanchor": "right"}
    cell = {"xref": "paper", "xanchor": "right", "font": {"size": 12, "color": style.palette.ink}}
    note(figure, style, 0.8, 1.0, style.say(Text("胜率", "Win rate")), **head)
    note(figure, style, 1.0, 1.0, style.say(Text(f"丢单 {unit}", f"Lost, {unit}")), **head)
    with notes(figure, style) as add:
        for place, rate, amount in zip(places, percents(values(rows, "win_rate")), amounts, strict=True):
            add(0.8, place, rate, **cell)
            add(1.0, place, UNKNOWN if amount is None else short(amount), **cell)
