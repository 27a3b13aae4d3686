"""The figures of the list: its size against its bounds, its makeup, who came and went, candidates, profiles."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kam.bars import Amounts, add_bars, count, name_rows, stack_bars
from kam.datasets import BY_NAME
from kam.figure import Style, canvas, label, note, notes, nothing, percents, rows_height, scaled, texts, values
from kam.text import UNKNOWN, Text

CLASSES = {choice.code: choice.label for choice in BY_NAME["account"].column("account_class").choices}
NO_REGIONS = Text("区域表为空，或不在所选范围内", "No regions on file in this selection")
NO_KEY_ACCOUNTS = Text("所选范围内没有锁定的大客户", "No key accounts in this selection")
NO_CANDIDATES = Text("没有达到门槛的候选客户", "No candidates above the threshold")
NO_MOVES = Text("期间内没有客户进入或退出名录", "Nobody entered or left the list in the period")
BOUNDS = Text("下限至上限", "Minimum to maximum")
INSIDE = Text("锁定客户", "Locked")
OUTSIDE = Text("超出范围", "Out of bounds")
ENTRIES = Text("进入", "Entries")
EXITS = Text("退出", "Exits")
NO_CLASS = Text("类别未知", "No class")
SALES = Text("近 12 个月销售额", "Sales, 12 months")
POTENTIAL = Text("年采购潜力", "Annual potential")
EMPTY = Text("未填", "Empty")
PARTS: dict[str, Text] = {
    "background": Text("背景", "Background"),
    "person": Text("人物", "Person"),
    "operations": Text("经营", "Operations"),
}
FIELDS = 18


def off_by(locked: float | None, least: float | None, most: float | None) -> float:
    """How many accounts a list is short of (negative) or above (positive) its bounds; an empty bound bounds nothing."""
    if locked is None:
        return 0.0
    if least is not None and locked < least:
        return locked - least
    return max(0.0, locked - most) if most is not None else 0.0


def offs(frame: pd.DataFrame) -> list[float]:
    """`off_by` of each row of roster.by_region."""
    rows = zip(*(values(frame, name) for name in ("locked", "list_min", "list_max")), strict=True)
    return [off_by(*row) for row in rows]


def list_size(frame: pd.DataFrame, style: Style) -> go.Figure:
    """The locked accounts of each region on the band of its bounds; outside it in red, with the difference in words.

    A click carries the region.
    """
    if frame.empty:
        return nothing(style, NO_REGIONS)
    locked, least, most = (values(frame, name) for name in ("locked", "list_min", "list_max"))
    reach = max(number for number in (*locked, *least, *most, 1.0) if number is not None) * 1.3
    figure = canvas(style, rows_height(len(frame), 44, 220, 64))
    name_rows(figure, style, texts(frame, "region"))
    # A list without an upper bound is open to the right; without both there is no band.
    bands = [
        None if low is None and high is None else (reach if high is None else high) - (low or 0)
        for low, high in zip(least, most, strict=True)
    ]
    starts = [low or 0 for low in least]
    add_bars(figure, bands, style.say(BOUNDS), style.palette.grid, base=starts, width=0.5, hoverinfo="skip")
    _locked(figure, frame, style)
    with notes(figure, style) as add:
        for place, (number, off) in enumerate(zip(locked, offs(frame), strict=True)):
            words = _size_words(number, off, bands[place] is not None, style)
            font = {"size": 13, "color": style.palette.bad if off else style.palette.ink}
            add(number or 0, place, words, xanchor="left", xshift=12, font=font)
    figure.update_xaxes(range=[0, reach], nticks=6, zeroline=False)
    return figure


def _locked(figure: go.Figure, frame: pd.DataFrame, style: Style) -> None:
    locked, codes, off = values(frame, "locked"), texts(frame, "region"), offs(frame)
    looks = ((False, INSIDE, "diamond", style.palette.us), (True, OUTSIDE, "x", style.palette.bad))
    for is_off, words, symbol, colour in looks:
        here = [place for place in range(len(frame)) if (off[place] != 0) == is_off]
        if not here:
            continue
        figure.add_scatter(
            y=here,
            x=[locked[place] for place in here],
            mode="markers",
            name=style.say(words),
            marker={"symbol": symbol, "size": 14, "color": colour, "line": {"color": style.palette.card, "width": 1}},
            customdata=[codes[place] for place in here],
            hovertext=[label(codes[place]) for place in here],
            hovertemplate="%{hovertext} · %{x:,.0f}<extra>" + style.say(words) + "</extra>",
        )


def _size_words(number: float | None, off: float, has_bounds: bool, style: Style) -> str:
    if number is None:
        return UNKNOWN
    bare = f"<b>{count(number)}</b>"
    if not has_bounds:
        return f"{bare} · {style.say(Text('未设上下限', 'no bounds'))}"
    words = Text("缺 {n}", "{n} short") if off < 0 else Text("超 {n}", "{n} over")
    return f"{bare} · {style.say(words).format(n=count(abs(off)))}" if off else bare


def _tones(style: Style) -> tuple[str, str, str]:
    """Shades for three parts of one whole, on each of which one of the two inks reads well."""
    shades = style.palette.sequence
    return (shades[5], shades[3], shades[1]) if style.is_dark else (shades[5], shades[2], shades[0])


def structure(frame: pd.DataFrame, style: Style) -> go.Figure:
    """The locked accounts of each region by class, stacked; a click carries the region."""
    if not any(values(frame, "locked")):
        return nothing(style, NO_KEY_ACCOUNTS)
    figure = canvas(style, rows_height(len(frame), 44, 220, 64))
    name_rows(figure, style, texts(frame, "region"))
    stack: list[tuple[str, Amounts, str]] = [
        (style.say(words), values(frame, name), tone)
        for (name, words), tone in zip(CLASSES.items(), _tones(style), strict=True)
    ]
    classed = [sum(number or 0 for number in row) for row in zip(*(counts for _, counts, _ in stack), strict=True)]
    rest = [(locked or 0) - known for locked, known in zip(values(frame, "locked"), classed, strict=True)]
    if any(rest):
        stack.append((style.say(NO_CLASS), rest, style.palette.second))
    stack_bars(figure, stack, texts(frame, "region"))
    figure.update_xaxes(visible=False)
    return figure


def moves(frame: pd.DataFrame, style: Style) -> go.Figure:
    """Who came on each region's list in the period, to the right, and who left it, to the left."""
    entries, exits = values(frame, "entries"), values(frame, "exits")
    if not any(entries) and not any(exits):
        return nothing(style, NO_MOVES)
    figure = canvas(style, rows_height(len(frame), 44, 220, 64))
    name_rows(figure, style, texts(frame, "region"))
    sides = ((exits, -1, EXITS, style.palette.second), (entries, 1, ENTRIES, style.palette.us))
    for counts, sign, words, colour in sides:
        lengths = [None if number is None else sign * number for number in counts]
        said = [f"{'−' if sign < 0 else '+'}{count(number)}" if number else count(number) for number in counts]
        codes = texts(frame, "region")
        add_bars(figure, lengths, style.say(words), colour, codes, hovertext=said, text=said, textposition="outside")
    reach = max(number or 0 for number in (*entries, *exits)) * 1.3
    figure.update_layout(barmode="overlay", legend={"traceorder": "normal"})
    figure.update_xaxes(range=[-reach, reach], showticklabels=False, showgrid=False, zerolinecolor=style.palette.soft)
    return figure


def candidates(
    frame: pd.DataFrame, names: dict[str, str], style: Style, threshold: float, height: int = 340
) -> go.Figure:
    """Each candidate by what it buys from us and what it could buy, with both thresholds; a click carries the account.

    What is unknown stands in a strip of its own under a dash, never at 0. `names`: account_id -> name; `threshold`: the
    setting candidate_from in CNY, drawn as two lines; who is a candidate the answer says.
    """
    if frame.empty:
        return nothing(style, NO_CANDIDATES)
    amounts = [values(frame, "sales_12m"), values(frame, "annual_potential")]
    both, unit = scaled([*amounts[0], *amounts[1], threshold], style.lang)
    sales, potential, line = both[: len(frame)], both[len(frame) : -1], both[-1] or 0
    figure = canvas(style, height)
    palette, kinds = style.palette, _kinds(frame)
    x, y = _axis(figure, style, "x", sales, line), _axis(figure, style, "y", potential, line)
    hover = _hover(frame, sales, potential, unit, names, style)
    looks = (
        ("both", Text("两项均达", "Both"), "circle", palette.us),
        ("sales", Text("仅销售额", "Sales only"), "square", palette.rival),
        ("potential", Text("仅潜力", "Potential only"), "diamond", palette.second),
    )
    for kind, words, symbol, colour in looks:
        here = [place for place, other in enumerate(kinds) if other == kind]
        if here:
            look = {"symbol": symbol, "size": 11, "color": colour, "line": {"color": palette.card, "width": 1}}
            figure.add_scatter(
                x=[x[place] for place in here],
                y=[y[place] for place in here],
                mode="markers",
                name=f"{style.say(words)} {len(here):,}",
                marker=look,
                customdata=[texts(frame, "account_id")[place] for place in here],
                hovertext=[hover[place] for place in here],
                hovertemplate="%{hovertext}<extra></extra>",
            )
    figure.update_xaxes(title={"text": f"{style.say(SALES)} ({unit})", "standoff": 4})
    figure.update_yaxes(title={"text": f"{style.say(POTENTIAL)} ({unit})", "standoff": 4})
    return figure


def threshold_words(threshold: float) -> Text:
    """What the dotted lines stand for: 100 万元, 1 M."""
    words = []
    for lang in ("zh", "en"):
        (size,), unit = scaled([threshold], lang)
        words.append(f"{size:,.6g} {unit}")
    return Text(f"虚线 = {words[0]}门槛", f"dotted line = {words[1]}")


def _kinds(frame: pd.DataFrame) -> list[str]:
    flags = zip(*(frame[name].fillna(False).tolist() for name in ("by_sales", "by_potential")), strict=True)
    return ["both" if sales and potential else "sales" if sales else "potential" for sales, potential in flags]


def _axis(figure: go.Figure, style: Style, which: str, amounts: Amounts, line: float) -> list[float]:
    """Draws the threshold and, below 0, the strip of what is unknown; hands out the places of the points."""
    reach, is_across = max(amount or 0 for amount in (*amounts, line)), which == "x"
    strip, is_partly_known = (-0.06 if is_across else -0.1) * reach, None in amounts
    settings = {"range": [(1.8 if is_partly_known else 0.6) * strip, 1.1 * reach], "nticks": 6, "zeroline": False}
    threshold = {"color": style.palette.soft, "dash": "dot", "width": 1.5}
    if is_across:
        figure.update_xaxes(**settings)
        figure.add_vline(x=line, line=threshold)
    else:
        figure.update_yaxes(**settings)
        figure.add_hline(y=line, line=threshold)
    if is_partly_known and is_across:
        note(figure, style, strip, 0, UNKNOWN, yref="paper", yanchor="top", yshift=-4)
    elif is_partly_known:
        note(figure, style, 0, strip, UNKNOWN, xref="paper", xanchor="right", xshift=-4)
    return [strip if amount is None else amount for amount in amounts]


def _hover(
    frame: pd.DataFrame, sales: Amounts, potential: Amounts, unit: str, names: dict[str, str], style: Style
) -> list[str]:
    def said(words: Text, amount: float | None) -> str:
        return f"{style.say(words)} {UNKNOWN if amount is None else f'{amount:,.1f} {unit}'}"

    return [
        f"{label(names.get(code) or code, 40)}<br>{said(SALES, sold)}<br>{said(POTENTIAL, could)}"
        for code, sold, could in zip(texts(frame, "account_id"), sales, potential, strict=True)
    ]


def completeness(frame: pd.DataFrame, names: dict[str, str], style: Style, most: int = 15) -> go.Figure:
    """The emptiest profiles, filled fields of 18 by part; a click carries the account. `names`: account_id -> name."""
    if frame.empty:
        return nothing(style, NO_KEY_ACCOUNTS)
    worst = frame.sort_values(["completeness", "account_id"], kind="stable").head(most)
    codes = texts(worst, "account_id")
    figure = canvas(style, rows_height(len(codes), 24))
    places = name_rows(figure, style, [names.get(code) or code for code in codes])
    parts = [values(worst, name) for name in PARTS]
    stack: list[tuple[str, Amounts, str]] = [
        (style.say(words), counts, tone)
        for words, counts, tone in zip(PARTS.values(), parts, _tones(style), strict=True)
    ]
    empty = [FIELDS - sum(number or 0 for number in row) for row in zip(*parts, strict=True)]
    stack_bars(figure, [*stack, (style.say(EMPTY), empty, style.palette.grid)], codes)
    with notes(figure, style) as add:
        for place, part in zip(places, percents(values(worst, "completeness")), strict=True):
            add(1, place, f"<b>{part}</b>", xref="paper", xanchor="left", xshift=4)
    figure.update_xaxes(visible=False, range=[0, FIELDS])
    figure.update_layout(bargap=0.22, margin={"r": 44})
    return figure
