"""The figures of the competitors: the radar, the gaps in strength, the gaps by dimension."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kam.figure import Style, canvas, label, nothing, rows_height, texts, values
from kam.text import UNKNOWN, Text

US = "我方"
OURSELVES = Text("我方", "Us")
DIMENSIONS: dict[str, Text] = {
    "product": Text("产品", "Product"),
    "sales": Text("销售", "Sales"),
    "pricing": Text("定价", "Pricing"),
    "reputation": Text("企业信誉", "Reputation"),
    "cost": Text("成本", "Cost"),
    "organisation": Text("组织与管理", "Organisation"),
    "people": Text("人员素质", "People"),
    "finance": Text("财务实力", "Finance"),
    "product_in_use": Text("在用产品", "Product in use"),
    "satisfaction": Text("客户满意度", "Satisfaction"),
    "sales_people": Text("业务人员", "Sales people"),
    "relationship": Text("客户关系", "Relationship"),
}
RESOURCES = tuple(DIMENSIONS)[:8]
NO_SCORES = Text("所选范围内没有竞争对手评分", "No scores in this selection")


def party_name(party: str, style: Style) -> str:
    """A party's name as shown: ourselves in the reader's language, a rival by its own name."""
    return style.say(OURSELVES) if party == US else label(party)


def order(strength: pd.DataFrame) -> list[str]:
    """Parties as they are drawn: ourselves, then the strongest rival down."""
    ranked = strength.sort_values("strength", ascending=False, kind="stable", na_position="last")
    names = texts(ranked, "party")
    return [name for name in names if name == US] + [name for name in names if name != US]


def radar(frame: pd.DataFrame, parties: list[str], style: Style, height: int = 360) -> go.Figure:
    """Ourselves filled, up to two rivals as lines, eight resource dimensions clockwise, scores 0..10."""
    known = frame[frame["dimension"].isin(RESOURCES) & frame["party"].isin(parties[:3])]
    dimensions = [name for name in RESOURCES if name in set(texts(known, "dimension"))]
    if len(dimensions) < 3:
        return nothing(style, NO_SCORES, height)
    figure = canvas(style, height)
    palette = style.palette
    looks = ((palette.us, "solid", 3.0), (palette.rival, "solid", 2.0), (palette.second, "dash", 2.0))
    ring = [style.say(DIMENSIONS[name]) for name in [*dimensions, dimensions[0]]]
    for party, (colour, dash, width) in zip(parties[:3], looks, strict=False):
        rows = known[known["party"] == party]
        scores = dict(zip(texts(rows, "dimension"), values(rows, "score"), strict=True))
        figure.add_scatterpolar(
            r=[scores.get(name) for name in [*dimensions, dimensions[0]]],
            theta=ring,
            name=party_name(party, style),
            mode="lines+markers",
            line={"color": colour, "dash": dash, "width": width},
            marker={"size": 5},
            fill="toself" if party == US else "none",
            fillcolor=palette.fill,
            hovertemplate="%{theta} · %{r:.1f}",
        )
    ticks = {
        "tickvals": [2.5, 5, 7.5, 10],
        "ticktext": ["2.5", "5", "7.5", ""],
        "range": [0, 10],
        "angle": 90,
        "tickangle": 90,
        "showline": False,
        "ticks": "",
    }
    quiet = {"gridcolor": palette.grid, "linecolor": palette.grid}
    figure.update_layout(
        polar={
            "gridshape": "linear",
            "bgcolor": "rgba(0,0,0,0)",
            "radialaxis": {**ticks, **quiet, "tickfont": {"size": 10, "color": palette.soft}},
            "angularaxis": {"ticks": "", "direction": "clockwise", "rotation": 90, **quiet, "tickfont": {"size": 13}},
        },
        legend={"orientation": "h", "x": 0.5, "xanchor": "center", "y": -0.08, "yanchor": "top"},
        margin={"t": 24, "b": 30, "l": 60, "r": 60},
    )
    return figure


def strength(frame: pd.DataFrame, style: Style) -> go.Figure:
    """Weighted strength of every party, ours in blue; the label says how far ahead or behind."""
    if frame.empty:
        return nothing(style, NO_SCORES)
    parties = order(frame)[::-1]
    rows = frame.set_index("party").loc[parties].reset_index()
    strengths, gaps = values(rows, "strength"), values(rows, "gap")
    figure = canvas(style, rows_height(len(parties), 38))
    colours = [style.palette.us if name == US else style.palette.second for name in parties]
    figure.add_bar(
        y=list(range(len(parties))),
        x=strengths,
        orientation="h",
        marker={"color": colours},
        text=[_lead(name, score, gap, style) for name, score, gap in zip(parties, strengths, gaps, strict=True)],
        textposition="outside",
        cliponaxis=False,
        customdata=parties,
        hovertemplate="%{text}<extra></extra>",
        unselected={"marker": {"opacity": 0.45}},
    )
    ticks = [party_name(name, style) for name in parties]
    figure.update_yaxes(tickvals=list(range(len(parties))), ticktext=ticks, showgrid=False, zeroline=False)
    figure.update_yaxes(tickfont={"color": style.palette.ink, "size": 13})
    figure.update_xaxes(visible=False, range=[0, 14])
    return figure


def _lead(party: str, score: float | None, gap: float | None, style: Style) -> str:
    printed = UNKNOWN if score is None else f"{score:.2f}"
    if party == US or gap is None:
        return printed
    words = Text("领先", "ahead") if gap > 0 else Text("落后", "behind") if gap < 0 else Text("持平", "level")
    size = f" {abs(gap):.2f}" if gap else ""
    return f"{printed} · {style.say(Text('我方', 'us '))}{style.say(words)}{size}"


def gaps(frame: pd.DataFrame, rival: str, style: Style) -> go.Figure:
    """Our score less a rival's by dimension: bars to the right are our lead, to the left theirs."""
    ours = frame[frame["party"] == US].set_index("dimension")["score"]
    theirs = frame[frame["party"] == rival].set_index("dimension")["score"]
    names = [name for name in DIMENSIONS if name in ours.index and name in theirs.index]
    if not names:
        return nothing(style, NO_SCORES)
    names = names[::-1]
    leads = [float(ours[name]) - float(theirs[name]) for name in names]
    figure = canvas(style, rows_height(len(names), 28))
    figure.add_bar(
        y=[style.say(DIMENSIONS[name]) for name in names],
        x=leads,
        orientation="h",
        marker={"color": [style.palette.us if lead >= 0 else style.palette.rival for lead in leads]},
        text=[f"{lead:+.1f}" for lead in leads],
        textposition="outside",
        cliponaxis=False,
        customdata=names,
        hovertemplate="%{y} · %{text}<extra></extra>",
    )
    reach = max(max(abs(lead) for lead in leads) * 1.25, 1)
    figure.update_xaxes(range=[-reach, reach], showticklabels=False, showgrid=False, zeroline=True)
    figure.update_yaxes(showgrid=False, tickfont={"color": style.palette.ink})
    return figure
