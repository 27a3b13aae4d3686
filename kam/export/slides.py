"""Answers as a PowerPoint file: a page of the app, or the whole review, with charts that PowerPoint can edit.

Every number comes from the answer to a published question; nothing is drawn as a picture. The title of a slide is its
finding, the line under it says what was asked, the notes how it is computed.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kam.engine import View
from kam.export.slide_board import overview
from kam.export.slide_charts import draw_chart
from kam.export.slide_engagement import engagement
from kam.export.slide_funnel import funnel
from kam.export.slide_house import (
    HEIGHT,
    MARGIN,
    SOFT,
    WIDTH,
    blank_deck,
    boxes,
    cover,
    notes,
    page,
    sections,
    text_box,
)
from kam.export.slide_pitfalls import pitfalls
from kam.export.slide_plan import plan
from kam.export.slide_rebate import rebate
from kam.export.slide_review import Decision as Decision
from kam.export.slide_review import decisions_slide, region_slides
from kam.export.slide_rivals import rivals
from kam.export.slide_roster import roster
from kam.export.slide_share import share
from kam.export.slide_tables import draw_table
from kam.export.slide_values import Asked, Asker, Box, Chart, Part, Slide, Table, clean, directory
from kam.export.workbook import ACCOUNTS, ALL, AS_OF, CLASSES, PERIOD, REGIONS
from kam.text import Lang, Text
from kam.topic import Query
from kam.topics.roster.figures import CLASSES as CLASS_NAMES

PRODUCT = Text("大客户驾驶舱", "KAM Cockpit")
REVIEW = Text("大客户经营复盘", "Key account review")
NO_DATA = Text("还没有数据：所选范围内没有客户", "No data yet: there are no accounts in this selection")
NO_DATA_HINT = Text("请先在“数据导入”中导入表格，再导出。", "Import your spreadsheets first, then export again.")
WHOLE, COVER, CLOSING = Text("全公司", "Company"), Text("封面", "Cover"), Text("决定", "Decisions")
_SOURCE = Text("来源：", "Source: ")
_FEW = 3  # filters that are named; more are counted
MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the app on slides: its title there, and what its slides say."""

    title: Text
    slides: Callable[[Asked], list[Slide]]


PAGES: dict[str, Page] = {
    "overview": Page(Text("大客户经营总览", "Key accounts at a glance"), overview),
    "share": Page(Text("客户占有率", "Account share"), share),
    "funnel": Page(Text("阶段漏斗", "Stage funnel"), funnel),
    "rivals": Page(Text("竞争对手", "Rivals"), rivals),
    "rebate": Page(Text("返点", "Rebates"), rebate),
    "pitfalls": Page(Text("误区", "Pitfalls"), pitfalls),
    "roster": Page(Text("名录", "Roster"), roster),
    "engagement": Page(Text("投入", "Engagement"), engagement),
    "plan": Page(Text("计划", "Plan"), plan),
}


def page_deck(name: str, ask: Asker, view: View, lang: Lang, told: Sequence[Box] = ()) -> bytes:
    """One page of the app, `name` out of PAGES, as a .pptx; `told`: the figures on top of it."""
    asked = Asked(ask, view, lang, tuple(told), directory(ask, view))
    deck = _Deck(asked, PAGES[name].title(lang))
    if not asked.names:
        deck.nothing()
    else:
        for slide in PAGES[name].slides(asked):
            deck.add(slide)
    return deck.bytes()


def review_deck(
    ask: Asker,
    view: View,
    regions: Sequence[str],
    decisions: Sequence[Decision],
    lang: Lang,
    title: str = "",
    done: Callable[[int, int], None] = lambda _done, _all: None,
) -> bytes:
    """The whole review as a .pptx: cover, the company, a section a region, the list of decisions.

    `ask` answers a published question under a view, `view` is that of the whole company, `regions` are codes in the
    order of the agenda. A decision is (title, owner, due day, region), the last three None where nobody said. `done`
    is told after each section how many of all are ready; what it raises ends the export.
    """
    asked = Asked(ask, view, lang, (), directory(ask, view))
    deck = _Deck(asked, clean(title) if title else REVIEW(lang))
    deck.cover(regions)
    if not asked.names:
        deck.nothing()
        return deck.bytes()
    parts = [(WHOLE(lang), view), *((clean(code, 20), replace(view, regions=(code,))) for code in regions)]
    for place, (name, seen) in enumerate(parts):
        done(place, len(parts))
        deck.section(name)
        here = replace(asked, view=seen)
        agreed = [decision for decision in decisions if place and decision[3] == regions[place - 1]]
        for slide in region_slides(here, name if place else "", agreed):
            deck.add(slide, seen)
    deck.section(CLOSING(lang))
    deck.add(decisions_slide(asked, decisions))
    done(len(parts), len(parts))
    return deck.bytes()


class _Deck:
    """A presentation in the making."""

    def __init__(self, asked: Asked, title: str) -> None:
        self._asked, self._title = asked, title
        self._deck = blank_deck(title)
        self._sections: list[tuple[str, list[int]]] = []

    def cover(self, regions: Sequence[str]) -> None:
        """The first slide: what it is, of which day and period, and its agenda."""
        lang = self._asked.lang
        self.section(COVER(lang))
        names = [WHOLE(lang), *(clean(code, 20) for code in regions), CLOSING(lang)]
        slide = cover(self._deck, self._title, asked_words(self._asked.view, self._asked.names, lang), names, lang)
        self._sections[-1][1].append(slide.slide_id)

    def section(self, name: str) -> None:
        self._sections.append((name, []))

    def nothing(self) -> None:
        """A slide that says that there is nothing to show."""
        slide = self._frame(NO_DATA(self._asked.lang), self._asked.view, ())
        hint = NO_DATA_HINT(self._asked.lang)
        text_box(slide, hint, (MARGIN, 1.7, WIDTH - 2 * MARGIN, 0.5), self._asked.lang, size=16, colour=SOFT)

    def add(self, told: Slide, view: View | None = None) -> None:
        """A slide with its boxes and parts."""
        slide = self._frame(told.title, view or self._asked.view, told.queries)
        top = 1.5
        if told.boxes:
            boxes(slide, told.boxes, top, self._asked.lang)
            top += 1.2
        for part, place in zip(told.parts, _grid(len(told.parts), top), strict=True):
            _part(slide, part, place, self._asked.lang)
        if told.queries:
            lang = self._asked.lang
            notes(slide, "\n".join(f"{query.label(lang)}: {query.formula(lang)}" for query in told.queries))

    def _frame(self, title: str, view: View, queries: Sequence[Query]) -> Any:
        lang = self._asked.lang
        labels = ("、" if lang == "zh" else ", ").join(query.label(lang) for query in queries)
        footer = " · ".join(filter(None, (PRODUCT(lang), f"{_SOURCE(lang)}{labels}" if labels else "")))
        slide = page(self._deck, title, asked_words(view, self._asked.names, lang), footer, lang)
        if self._sections:
            self._sections[-1][1].append(slide.slide_id)
        return slide

    def bytes(self) -> bytes:
        out = io.BytesIO()
        if self._sections:
            sections(self._deck, self._sections)
        self._deck.save(out)
        return out.getvalue()


def asked_words(view: View, names: Mapping[str, str], lang: Lang) -> str:
    """What was asked in one line: as-of day, period, filters by name."""
    last = min(view.period_to, view.as_of)
    colon, comma = ("：", "、") if lang == "zh" else (": ", ", ")
    classes = [CLASS_NAMES[code](lang) if code in CLASS_NAMES else clean(code) for code in view.classes]
    filters = (
        (REGIONS, [clean(code, 20) for code in view.regions]),
        (CLASSES, classes),
        (ACCOUNTS, [clean(names.get(code) or code, 20) for code in view.accounts]),
    )
    told = [
        f"{AS_OF(lang)}{colon}{view.as_of}",
        f"{PERIOD(lang)}{colon}{view.period_from} – {last}",
        *(f"{label(lang)}{colon}{_listed(found, comma, lang)}" for label, found in filters),
    ]
    return " · ".join(told)


def _listed(found: list[str], comma: str, lang: Lang) -> str:
    if not found:
        return ALL(lang)
    rest = Text(f" 等 {len(found)} 个", f" and others, {len(found)} in all")(lang) if len(found) > _FEW else ""
    return comma.join(found[:_FEW]) + rest


def _grid(count: int, top: float) -> list[tuple[float, float, float, float]]:
    """Places of one to four parts: beside each other, the first of three over the whole height."""
    gap = 0.35
    height = HEIGHT - 0.6 - top
    full, half = WIDTH - 2 * MARGIN, (WIDTH - 2 * MARGIN - gap) / 2
    low = (height - 0.15) / 2
    right, under = MARGIN + half + gap, top + low + 0.15
    if count == 1:
        return [(MARGIN, top, full, height)]
    if count == 2:
        return [(MARGIN, top, half, height), (right, top, half, height)]
    if count == 3:
        return [(MARGIN, top, half, height), (right, top, half, low), (right, under, half, low)]
    return [(left, upper, half, low) for upper in (top, under) for left in (MARGIN, right)]


def _part(slide: Any, part: Part, place: tuple[float, float, float, float], lang: Lang) -> None:
    left, top, width, height = place
    text_box(slide, part.title, (left, top, width, 0.28), lang, size=13, is_bold=True)
    under = (left, top + 0.32, width, height - 0.32)
    if isinstance(part, Chart):
        draw_chart(slide, part, under)
    elif isinstance(part, Table):
        draw_table(slide, part, under, lang)
    else:
        text_box(slide, part.text, under, lang, size=12, colour=SOFT)
