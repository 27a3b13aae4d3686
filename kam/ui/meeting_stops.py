"""What a stop of a meeting shows: its figures and one or two charts, of a region, an account or a whole page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go

from kam.engine import View
from kam.figure import Style
from kam.review import Kind, Review, Stop
from kam.text import Text
from kam.topics import QUERIES
from kam.topics.accounts import MOVES
from kam.topics.funnel import figures as funnel
from kam.topics.rebate import figures as rebate
from kam.topics.rivals import figures as rivals
from kam.topics.rivals.position import main_rival
from kam.topics.share import figures as share
from kam.topics.share.waterfall import waterfall
from kam.ui import ask, filters, kpis, kpis_funnel, kpis_rebate, kpis_rivals, kpis_share
from kam.ui.kpis import Kpi
from kam.ui.meeting_large import large, same_length, same_money
from kam.ui.meeting_lists import Finding, findings
from kam.ui.rooms import NAMED
from kam.ui.words import lang, say

TREND = Text("销售与占有率走势", "Sales and share by month")
FUNNEL = Text("阶段漏斗", "Stage funnel")
STOCK = Text("各阶段现有客户", "Accounts by stage")
HEIGHT, HALF_HEIGHT = 340, 225
PATH = Text("阶段路径", "Way through the stages")


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and its title."""

    title: Text
    figure: go.Figure


@dataclass(frozen=True, slots=True)
class Scene:
    """The figures and charts of one stop, and what needs a decision there."""

    kpis: tuple[Kpi, ...]
    charts: tuple[Chart, ...]
    findings: tuple[Finding, ...] = ()

    def from_afar(self, height: int) -> Scene:
        """The same in large type, its figures without their sparklines, which nobody reads from afar."""
        charts = tuple(Chart(chart.title, large(chart.figure, height)) for chart in self.charts)
        return replace(self, kpis=tuple(replace(kpi, history=()) for kpi in self.kpis), charts=charts)


def title(stop: Stop, names: dict[str, str]) -> str:
    """A stop's name as it stands in a file: not yet safe for markdown. `names`: account_id -> name."""
    if stop.kind == "page":
        return say(NAMED[stop.code].title)
    return names.get(stop.code) or stop.code if stop.kind == "account" else stop.code


def narrowed(stop: Stop, review: Review) -> View:
    """What the review looks at, on this stop alone."""
    if stop.kind == "region":
        return review.view(regions=(stop.code,))
    return review.view(accounts=(stop.code,)) if stop.kind == "account" else review.view()


def scene(stop: Stop, review: Review, style: Style) -> Scene:
    """What one stop shows."""
    view = narrowed(stop, review)
    draw = _PAGES[stop.code] if stop.kind == "page" else {"region": _region, "account": _account}[stop.kind]
    found = findings(ask.ask("board.exceptions", view))
    return replace(draw(view, style), findings=tuple(found)).from_afar(HEIGHT)


def pair(kind: Kind, codes: tuple[str, str], review: Review, style: Style) -> tuple[Scene, Scene]:
    """Two regions or two accounts, their charts in one unit and on one scale."""
    views = [narrowed(Stop(kind, code), review) for code in codes]
    figures_of = _region_figures if kind == "region" else _account_figures
    trends = [_trend(view, style) for view in views]
    same_money([chart.figure for chart in trends], [ask.ask("share.trend", view) for view in views], lang())
    if kind == "region":
        seconds = [Chart(STOCK, funnel.stock(ask.ask("funnel.stock", view), style)) for view in views]
        same_length([chart.figure for chart in seconds])
    else:
        seconds = [_path(view, style) for view in views]
    made = [
        Scene(figures_of(view), charts).from_afar(HALF_HEIGHT)
        for view, charts in zip(views, zip(trends, seconds), strict=True)
    ]
    return made[0], made[1]


def _region(view: View, style: Style) -> Scene:
    return Scene(_region_figures(view), (_trend(view, style), _reached(view, style)))


def _region_figures(view: View) -> tuple[Kpi, ...]:
    months = ask.month_ends(view, 2)
    by_region, before = ask.ask("share.by_region", view), ask.ask("share.by_region", filters.earlier(view))
    return (
        *_sold(view, by_region, before),
        kpis.market_share(by_region, before, QUERIES["share.by_region"].formula),
        kpis.cooperating([ask.ask("funnel.stock", month) for month in months], kpis.COOPERATING),
        *_against(view),
    )


def _account(view: View, style: Style) -> Scene:
    return Scene(_account_figures(view), (_trend(view, style), _path(view, style)))


def _account_figures(view: View) -> tuple[Kpi, ...]:
    by_region, before = ask.ask("share.by_region", view), ask.ask("share.by_region", filters.earlier(view))
    return (*_sold(view, by_region, before), *_against(view))


def _sold(view: View, by_region: pd.DataFrame, before: pd.DataFrame) -> tuple[Kpi, Kpi]:
    trend = ask.ask("share.trend", view)
    return (
        kpis.sales(trend, QUERIES["share.trend"].formula, lang(), filters.earlier_trend(view)),
        kpis.account_share(by_region, before, trend, QUERIES["share.by_region"].formula),
    )


def _against(view: View) -> tuple[Kpi, Kpi]:
    strengths = [ask.ask("rivals.strength", month) for month in ask.month_ends(view, 2)]
    return (
        kpis.lead(strengths, QUERIES["rivals.strength"].formula),
        kpis.rebates(ask.ask("rebate.status", view), QUERIES["rebate.status"].formula, lang()),
    )


def _trend(view: View, style: Style) -> Chart:
    return Chart(TREND, share.trend(ask.ask("share.trend", view), style))


def _reached(view: View, style: Style) -> Chart:
    return Chart(FUNNEL, funnel.funnel(ask.ask("funnel.stock", view), ask.ask("funnel.reached", view), style))


def _path(view: View, style: Style) -> Chart:
    return Chart(PATH, funnel.path(funnel.until(ask.ask(MOVES, view), view.as_of), style))


def _overview(view: View, style: Style) -> Scene:
    shares = share.by_region(ask.ask("share.by_region", view), style)
    charts = (Chart(Text("区域占有率", "Share by region"), shares), _reached(view, style))
    return Scene(_region_figures(view), charts)


def _share(view: View, style: Style) -> Scene:
    by_region, before = ask.ask("share.by_region", view), ask.ask("share.by_region", filters.earlier(view))
    moved = waterfall(ask.ask("share.movement", view), "rival", style)
    charts = (_trend(view, style), Chart(Text("占有率从哪来、到哪去", "Share won and lost"), moved))
    return Scene(kpis_share.row(by_region, ask.ask("share.trend", view), before, view, lang()), charts)


def _funnel(view: View, style: Style) -> Scene:
    entered = funnel.cohort(ask.ask("funnel.cohort", view), style)
    charts = (_reached(view, style), Chart(Text("新进入客户的去向", "What became of those entering"), entered))
    return Scene(kpis_funnel.row(ask.month_ends(view, 2), view), charts)


def _rivals(view: View, style: Style) -> Scene:
    alike, radar = ask.ask("rivals.similarity", view), ask.ask("rivals.radar", view)
    deals = [ask.ask("rivals.win_loss", seen) for seen in (view, filters.earlier(view))]
    row = kpis_rivals.row(ask.month_ends(view, 2), alike, deals[0], deals[1], ask.ask("rivals.openings", view))
    parties = rivals.order(ask.ask("rivals.strength", view))
    charts = [Chart(Text("竞争力雷达", "Competitor radar"), rivals.radar(radar, parties, style))]
    if rival := main_rival(alike):
        charts.append(Chart(Text("与主要对手的差距", "Gaps to the main rival"), rivals.gaps(radar, rival, style)))
    return Scene(row, tuple(charts))


def _rebate(view: View, style: Style) -> Scene:
    status = ask.ask("rebate.status", view)
    margins = [ask.ask("rebate.margin", seen) for seen in (view, filters.earlier(view))]
    near = rebate.nearness(status, ask.names(view.as_of), style)
    charts = (Chart(Text("返点：距下一档", "Rebates: next tier"), near),)
    return Scene(kpis_rebate.row(status, margins[0], margins[1]), charts)


_PAGES: dict[str, Callable[[View, Style], Scene]] = {
    "overview": _overview,
    "share": _share,
    "funnel": _funnel,
    "rivals": _rivals,
    "rebate": _rebate,
}
PAGES = tuple(_PAGES)
