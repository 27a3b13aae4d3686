"""What the slides of account share say: by region, by month, what moved it, the white space."""

from __future__ import annotations

import pandas as pd

from kam.export.slide_tables import table
from kam.export.slide_values import (
    FINE_RATE,
    RATE,
    Asked,
    Chart,
    Colour,
    Part,
    Series,
    Slide,
    Words,
    amount_form,
    chart_or_words,
    clean,
    column,
    in_one_unit,
    queries,
)
from kam.figure import texts, values
from kam.text import Text, money, percent
from kam.topics import QUERIES
from kam.topics.share.figures import ACCOUNT_SHARE, LAST_YEAR, MARKET_SHARE, NO_REGION, NO_SALES, NO_WALLET, OUR_SALES
from kam.topics.share.waterfall import BEFORE, NOTHING_COMPARED, NOW, REST, UNNAMED

SPACER = Text("占位", "Spacer")


def region_names(asked: Asked, frame: pd.DataFrame) -> tuple[str, ...]:
    """The regions of an answer as printed."""
    return tuple(clean(code, 12) if code else asked.say(NO_REGION) for code in texts(frame, "region"))


def short_names(asked: Asked, frame: pd.DataFrame) -> tuple[str, ...]:
    """The accounts of an answer as printed under a bar."""
    return tuple(clean(asked.named(code), 14) for code in texts(frame, "account_id"))


def share_by_region(asked: Asked) -> Part:
    frame = asked.answer("share.by_region")
    known = frame[frame["share"].notna() | frame["market_share"].notna()]
    pairs: tuple[tuple[str, Text, Colour], ...] = (
        ("share", ACCOUNT_SHARE, "us"),
        ("market_share", MARKET_SHARE, "pale"),
    )
    series = tuple(Series(asked.say(words), column(known, name), colour) for name, words, colour in pairs)
    label = asked.say(QUERIES["share.by_region"].label)
    return chart_or_words(Chart(label, "columns", region_names(asked, known), series, FINE_RATE), asked.say(NO_WALLET))


def share_title(asked: Asked) -> str:
    """Where our share is highest and lowest."""
    frame = asked.answer("share.by_region")
    rows = zip(values(frame, "share"), region_names(asked, frame), strict=True)
    known = sorted((share, name) for share, name in rows if share is not None)
    if not known:
        return asked.say(NO_WALLET)
    (low, lowest), (high, highest) = known[0], known[-1]
    if len(known) == 1:
        return asked.say(Text(f"{highest}客户占有率 {percent(high)}", f"Account share of {highest}: {percent(high)}"))
    both = Text(
        f"客户占有率：{highest}最高 {percent(high)}，{lowest}最低 {percent(low)}",
        f"Account share: highest in {highest} ({percent(high)}), lowest in {lowest} ({percent(low)})",
    )
    return asked.say(both)


def sales_by_month(asked: Asked) -> Part:
    frame = asked.answer("share.trend")
    (now, before), unit = in_one_unit(asked.lang, values(frame, "our_sales"), values(frame, "our_sales_last_year"))
    series = (Series(asked.say(LAST_YEAR), before, "pale", is_labelled=False), Series(asked.say(OUR_SALES), now, "us"))
    title = asked.say(Text(f"月销售额（{unit}）", f"Sales by month ({unit})"))
    return chart_or_words(
        Chart(title, "columns", _months(asked, frame), series, amount_form(now, before)), asked.say(NO_SALES)
    )


def share_by_month(asked: Asked) -> Part:
    frame = asked.answer("share.trend")
    series = (Series(asked.say(ACCOUNT_SHARE), column(frame, "share"), "rival"),)
    title = asked.say(Text("客户占有率走势", "Account share by month"))
    return chart_or_words(Chart(title, "lines", _months(asked, frame), series, RATE), asked.say(NO_WALLET))


def _months(asked: Asked, frame: pd.DataFrame) -> tuple[str, ...]:
    """The months of one year by their number, of several years in full."""
    months = texts(frame, "month")
    if len({month[:4] for month in months}) > 1:
        return tuple(months)
    return tuple(asked.say(Text(f"{int(month[5:])}月", month[5:])) for month in months)


def white_space(asked: Asked) -> Part:
    query = QUERIES["share.white_space"]
    frame = asked.answer(query.name)
    space = frame[frame["white_space"].notna() & (frame["white_space"] > 0)]
    rows = space.sort_values("white_space", ascending=False, kind="stable")
    names = ("account_id", "category", "white_space", "leading_supplier", "leading_share")
    fields = [field for field in query.fields if field.name in names]
    return table(asked, asked.say(query.label), rows, fields, asked.say(NO_WALLET))


def share(asked: Asked) -> list[Slide]:
    moved = asked.answer("share.movement")
    first = (share_by_region(asked), sales_by_month(asked), share_by_month(asked))
    bridges = tuple(bridge(asked, moved, by) for by in ("category", "rival"))
    return [
        Slide(share_title(asked), first, queries("share.by_region", "share.trend"), asked.boxes),
        Slide(_moved(asked, moved), bridges, queries("share.movement")),
        Slide(_space_title(asked), (white_space(asked),), queries("share.white_space")),
    ]


def _space_title(asked: Asked) -> str:
    frame = asked.answer("share.white_space")
    space = frame[frame["white_space"].notna() & (frame["white_space"] > 0)]
    if space.empty:
        return asked.say(NO_WALLET)
    row = space.sort_values("white_space", ascending=False, kind="stable").head(1)
    who, what, amount = (
        asked.named(texts(row, "account_id")[0]),
        texts(row, "category")[0],
        values(row, "white_space")[0],
    )
    what = clean(what) if what else asked.say(Text("全部品类", "all categories"))
    largest = Text(
        f"最大的空白空间：{who}的{what}，{money(amount, 'zh')}",
        f"Most white space: {what} at {who}, {money(amount, 'en')}",
    )
    return asked.say(largest)


def _moved(asked: Asked, moved: pd.DataFrame) -> str:
    total = moved[moved["divided_by"] == "total"]
    points = next(iter(values(total, "points")), None)
    if points is None:
        return asked.say(NOTHING_COMPARED)
    before, now = values(total, "share_before")[0], values(total, "share_now")[0]
    words = Text(
        f"占有率由去年同期 {percent(before)} 到本期 {percent(now)}：{points * 100:+.1f} 个百分点",
        f"Share from {percent(before)} last year to {percent(now)} now: {points * 100:+.1f} points",
    )
    return asked.say(words)


def bridge(asked: Asked, moved: pd.DataFrame, divided_by: str, most: int = 6) -> Part:
    """Rows of share.movement as a bridge of stacked columns: an unseen one carries each step."""
    by = {"category": Text("按品类", "By category"), "rival": Text("按对手", "By rival")}[divided_by]
    title = asked.say(Text(f"占有率变化 · {by.zh}", f"Share won and lost · {by.en}"))
    whole = moved[moved["divided_by"] == "total"]
    before, now = (next(iter(values(whole, name)), None) for name in ("share_before", "share_now"))
    if before is None or now is None:
        return Words(title, asked.say(NOTHING_COMPARED))
    steps = _steps(asked, moved[moved["divided_by"] == divided_by], divided_by, most)
    # A step is too thin for a figure inside; it stands under it, in points.
    names = (
        asked.say(BEFORE),
        *(f"{name} {points * 100:+.1f}".replace("-", "−") for name, points in steps),
        asked.say(NOW),
    )
    level, floors = before, [0.0]
    for _, points in steps:
        floors.append(min(level, level + points))
        level += points
    ups = (None, *(points if points >= 0 else None for _, points in steps), None)
    downs = (None, *(-points if points < 0 else None for _, points in steps), None)
    ends = (before, *(None for _ in steps), now)
    series = (
        Series(asked.say(SPACER), (*floors, 0.0), "hidden", is_labelled=False),
        Series(asked.say(Text("占有率", "Share")), ends, "us"),
        Series(asked.say(Text("上升", "Up")), ups, "light", is_labelled=False),
        Series(asked.say(Text("下降", "Down")), downs, "rival", is_labelled=False),
    )
    return Chart(title, "stacked columns", names, series, FINE_RATE)


def _steps(asked: Asked, rows: pd.DataFrame, divided_by: str, most: int) -> list[tuple[str, float]]:
    """Name and points, the largest first; what is beyond `most` added up, so that the bridge still closes."""
    pairs = zip(texts(rows, "name"), values(rows, "points"), strict=True)
    found = [(clean(name, 8) if name else asked.say(UNNAMED[divided_by]), points or 0.0) for name, points in pairs]
    found.sort(key=lambda step: -abs(step[1]))
    if len(found) > most:
        found = [*found[: most - 1], (asked.say(REST), sum(points for _, points in found[most - 1 :]))]
    return found
