"""The figures of account share: by region, by month, by account, and the white space."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kam.figure import Style, canvas, label, notes, nothing, percents, rows_height, scaled, short, texts, values
from kam.heat import add_heat, head, name_sides
from kam.text import Text

ACCOUNT_SHARE = Text("客户占有率", "Account share")
MARKET_SHARE = Text("市场占有率", "Market share")
OUR_SALES = Text("我方销售额", "Our sales")
LAST_YEAR = Text("去年同期", "Last year")
NO_SALES = Text("所选范围内没有销售", "No sales in this selection")
NO_WALLET = Text("所选范围内没有已知的客户采购额", "No known wallet in this selection")
NO_REGION = Text("未知区域", "No region")
WHOLE = Text("全部品类", "All")
_COLUMNS = 10  # categories of a heat table


def by_region(frame: pd.DataFrame, style: Style, height: int = 300) -> go.Figure:
    """Account share and market share side by side, a pair of bars a region; a click carries the region."""
    frame = frame[frame["share"].notna() | frame["market_share"].notna()]
    if frame.empty:
        return nothing(style, NO_SALES)
    codes = texts(frame, "region")
    names = [label(code) if code else style.say(NO_REGION) for code in codes]
    figure = canvas(style, height)
    pairs = (("share", ACCOUNT_SHARE, style.palette.us), ("market_share", MARKET_SHARE, style.palette.sequence[1]))
    for name, words, colour in pairs:
        shares = values(frame, name)
        figure.add_bar(
            x=list(range(len(names))),
            y=shares,
            name=style.say(words),
            marker={"color": colour},
            text=percents(shares, 1 if max((share or 0 for share in shares), default=0) < 0.1 else 0),
            textposition="outside",
            constraintext="none",
            textfont={"size": 11},
            cliponaxis=False,
            customdata=codes,
            hovertext=names,
            hovertemplate="%{hovertext} · %{text}<extra>" + style.say(words) + "</extra>",
            unselected={"marker": {"opacity": 0.45}},
        )
    figure.update_layout(barmode="group", bargroupgap=0.08)
    figure.update_yaxes(visible=False, rangemode="tozero")
    # Places, not names: two regions whose names are cut alike would fall together.
    figure.update_xaxes(tickvals=list(range(len(names))), ticktext=names, showgrid=False, zeroline=False)
    figure.update_xaxes(tickfont={"color": style.palette.ink, "size": 13})
    return figure


def trend(frame: pd.DataFrame, style: Style, height: int = 300) -> go.Figure:
    """Our sales by month as bars, last year's beside them, the share as a line on its own axis."""
    if frame.empty:
        return nothing(style, NO_SALES)
    months, sales, last = texts(frame, "month"), values(frame, "our_sales"), values(frame, "our_sales_last_year")
    both, unit = scaled(sales + last, style.lang)
    now, before = both[: len(sales)], both[len(sales) :]
    figure = canvas(style, height)
    lighter = style.palette.grid
    for amounts, words, colour in ((before, LAST_YEAR, lighter), (now, OUR_SALES, style.palette.us)):
        name = f"{style.say(words)} ({unit})"
        hover = "%{x} · %{y:,.1f} " + unit
        figure.add_bar(x=months, y=amounts, name=name, marker={"color": colour}, hovertemplate=hover)
    figure.add_scatter(
        x=months,
        y=values(frame, "share"),
        name=style.say(ACCOUNT_SHARE),
        yaxis="y2",
        mode="lines+markers",
        line={"color": style.palette.rival, "width": 2.5},
        hovertemplate="%{x} · %{y:.1%}",
    )
    # Ticks of its own: at the places of the left axis' they would read 17 %, 33 %.
    quiet = {"overlaying": "y", "side": "right", "tickformat": ".0%", "rangemode": "tozero", "showgrid": False}
    quiet |= {"tickmode": "auto", "nticks": 6}
    figure.update_layout(
        barmode="group",
        bargap=0.28,
        yaxis2={**quiet, "fixedrange": True, "automargin": True, "tickfont": {"color": style.palette.rival}},
    )
    figure.update_xaxes(type="category", showgrid=False, tickvals=months, ticktext=_months(months, style), tickangle=0)
    figure.update_layout(yaxis={"rangemode": "tozero", "nticks": 5, "tickformat": ",", "zeroline": False})
    return figure


def _months(months: list[str], style: Style) -> list[str]:
    # The year stands once, under its first month; a label a month would turn and collide.
    words = [f"{int(month[5:])}月" if style.lang == "zh" else month[5:] for month in months]
    firsts = [place == 0 or month[:4] != months[place - 1][:4] for place, month in enumerate(months)]
    return [
        f"{word}<br>{month[:4]}" if first else word for word, month, first in zip(words, months, firsts, strict=True)
    ]


def by_account(frame: pd.DataFrame, style: Style, most: int = 15) -> go.Figure:
    """The wallets of the largest accounts and our part of each: our sales over what they buy."""
    known = frame[frame["wallet"].notna()].sort_values("wallet", ascending=False).head(most).iloc[::-1]
    if known.empty:
        return nothing(style, NO_WALLET)
    wallet, unit = scaled(values(known, "wallet"), style.lang)
    divided = [
        None if share is None or whole is None else share * whole
        for share, whole in zip(values(known, "share"), wallet, strict=True)
    ]
    ids = texts(known, "account_id")
    names = [name or code for name, code in zip(texts(known, "account_name"), ids, strict=True)]
    places = list(range(len(ids)))
    figure = canvas(style, rows_height(len(ids)))
    wording = (
        (wallet, Text("客户采购额", "Wallet"), style.palette.grid),
        (divided, OUR_SALES, style.palette.us),
    )
    for amounts, words, colour in wording:
        figure.add_bar(
            y=places,
            x=amounts,
            orientation="h",
            name=f"{style.say(words)} ({unit})",
            marker={"color": colour},
            customdata=ids,
            hovertext=[label(name, 40) for name in names],
            hovertemplate="%{hovertext} · %{x:,.1f} " + unit + "<extra>" + style.say(words) + "</extra>",
            unselected={"marker": {"opacity": 0.45}},
        )
    with notes(figure, style) as add:
        for place, share, ends in zip(
            places, percents(values(known, "share"), 1), zip(wallet, divided, strict=True), strict=True
        ):
            add(max(end or 0 for end in ends), place, share, xanchor="left", xshift=2)
    figure.update_layout(barmode="overlay", margin={"r": 56})
    figure.update_yaxes(tickvals=places, ticktext=[label(name, 10) for name in names], showgrid=False)
    figure.update_yaxes(tickfont={"color": style.palette.ink})
    figure.update_xaxes(nticks=5, tickformat=",")
    return figure


def white_space(frame: pd.DataFrame, names: dict[str, str], style: Style, most: int = 12) -> go.Figure:
    """Where the white space lies: the accounts with most of it by category, darker = more. `names`: id -> name."""
    space = frame[frame["white_space"].notna() & (frame["white_space"] > 0)]
    if space.empty:
        return nothing(style, NO_WALLET)
    known = space.assign(white_space=space["white_space"].astype(float), category=texts(space, "category"))
    grid = known.pivot_table(index="account_id", columns="category", values="white_space", aggfunc="sum")
    order = grid.sum(axis=1).sort_values(ascending=False, kind="stable").head(most).index
    wide = grid.loc[order].sum().sort_values(ascending=False, kind="stable").index[:_COLUMNS]
    grid = grid.loc[order, sorted(wide)]
    cells, unit = scaled(
        [None if pd.isna(cell) else float(cell) for row in grid.to_numpy() for cell in row], style.lang
    )
    width = len(grid.columns)
    table = [cells[start : start + width] for start in range(0, len(cells), width)]
    ids, heads = [str(code) for code in grid.index], [str(name) for name in grid.columns]

    def whole(name: str) -> str:
        return label(name) if name else style.say(WHOLE)

    figure = canvas(style, rows_height(len(ids)))
    add_heat(
        figure,
        style,
        table,
        [["" if cell is None else short(cell) for cell in row] for row in table],
        max(cell for cell in cells if cell is not None),
        hover=[
            [f"{name} · {short(cell)} {unit}" for name, cell in zip(map(whole, heads), row, strict=True)]
            for row in table
        ],
        codes=ids,
    )
    name_sides(
        figure,
        style,
        [head(name) if name else style.say(WHOLE) for name in heads],
        [label(names.get(code) or code, 10) for code in ids],
    )
    more = len(known["category"].unique()) - width
    words = Text("{unit} · 另有 {more} 个品类", "{unit} · {more} more categories") if more else Text("{unit}", "{unit}")
    figure.update_xaxes(title={"text": style.say(words.fill(unit=unit, more=more)), "standoff": 4})
    figure.update_layout(margin={"t": 72})
    return figure
