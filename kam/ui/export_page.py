"""导出: the menu in a page's heading: slides and tables of this page at once, the whole review in the background."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import streamlit as st

from kam.engine import View
from kam.errors import known
from kam.export.slide_values import Asker, Box
from kam.export.slides import MIME, PAGES, REVIEW, Decision, page_deck, review_deck
from kam.export.workbook import write_answers
from kam.figure import texts
from kam.log import fault
from kam.text import UNKNOWN, Lang, Text
from kam.topic import Query
from kam.topics.plan.figures import AGENDA
from kam.ui import ask
from kam.ui.kpis import Kpi
from kam.ui.viewer import users, viewer
from kam.ui.words import lang, say

_EXPORT = Text("导出", "Export")
_PAGE = Text("本页（PPTX，图表可编辑）", "This page (PPTX, editable charts)")
_TABLES = Text("本页全部表格（XLSX）", "This page's tables (XLSX)")
_WHOLE = Text("生成整场复盘（PPTX）", "Make the whole review (PPTX)")
_READY = Text("下载整场复盘（PPTX）", "Download the whole review (PPTX)")
_DOING = Text("已完成 {done} / {all} 部分", "{done} of {all} sections done")
_SAFE = Text("可以离开或关闭此页，生成会继续进行。", "You may leave or close this page; the work goes on.")
_PRINT = Text(
    "打印或存为 PDF：按 Ctrl+P（Mac 为 ⌘P）。打印的是当前标签，放得下即为一页 A4。",
    "To print or save a PDF press Ctrl+P (⌘P): the tab in sight, on one A4 where it fits.",
)
_OURS = Text("导出失败。请把编号 {number} 告知管理员。", "The export failed. Tell your administrator {number}.")
_ACCOUNT = Text("客户详情", "Account")
_SCRIPT = (Path(__file__).parent / "print.js").read_text("utf-8")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEPT = 6  # finished reviews that are held to be downloaded
Told = Callable[[int, int], None]


@dataclass(slots=True)
class Export:
    """One deck in the making: how many of its sections are done, then its bytes or its error."""

    done: int = 0
    all: int = 1
    data: bytes | None = None
    error: Text | None = None

    @property
    def is_working(self) -> bool:
        return self.data is None and self.error is None

    def tell(self, done: int, of: int) -> None:
        self.done, self.all = done, of


class Exports:
    """The decks of this process; plain values, so that a closed tab stops nothing."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="export")
        self._lock = threading.Lock()
        self._all: dict[str, Export] = {}

    def find(self, key: str) -> Export | None:
        with self._lock:
            return self._all.get(key)

    def start(self, key: str, work: Callable[[Told], bytes], parts: int) -> None:
        """Begins unless the same deck is in the making, `parts` sections long; forgets the oldest finished ones."""
        with self._lock:
            found = self._all.get(key)
            if found and found.is_working:
                return
            self._all.pop(key, None)
            finished = [name for name, export in self._all.items() if not export.is_working]
            for name in finished[: max(0, len(finished) - _KEPT + 1)]:
                del self._all[name]
            export = self._all[key] = Export(all=parts)
        self._pool.submit(self._run, export, work)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    @staticmethod
    def _run(export: Export, work: Callable[[Told], bytes]) -> None:
        try:
            export.data = work(export.tell)
        except Exception as error:  # the thread's last stop: a person must learn of it
            told = known(error)
            export.error = told.message if told else _OURS.fill(number=fault(error))


@st.cache_resource(show_spinner=False, on_release=Exports.close)
def _exports() -> Exports:
    return Exports()


@dataclass
class Shown:
    """What a page shows below its heading, where the menu stands: it is filled as the page is drawn.

    The figures on top, the questions of its cards, and the view where it is not that of the filters.
    """

    told: list[Box] = field(default_factory=list)
    asked: dict[str, Query] = field(default_factory=dict)
    view: View | None = None


def _shown() -> Shown:
    found: Shown = st.session_state.setdefault("export_shown", Shown())
    return found


def keep(row: Sequence[Kpi], against: Callable[[Text], Text]) -> None:
    """Keeps the figures on top of the page for its slides; `against`: what the reader compares with."""
    _shown().told[:] = [_box(kpi, against, lang()) for kpi in row]


def asked(query: Query) -> None:
    """Keeps that the page shows the answer of this question, for its workbook."""
    _shown().asked[query.name] = query


def narrowed(view: View) -> None:
    """Keeps that the page shows a view of its own."""
    _shown().view = view


def _box(kpi: Kpi, against: Callable[[Text], Text], language: Lang) -> Box:
    value = _plain(f"{kpi.value} {kpi.unit(language)}".strip())
    change = kpi.printed_change(language)
    change = f"+{change}" if change and change[:1] not in ("-", "0") else change
    beside = f"{against(kpi.against)(language)} {kpi.beside or change or UNKNOWN}"
    return Box(kpi.label(language), value, _plain(beside.strip()))


def _plain(text: str) -> str:
    """Undoes `words.escape`: a slide knows no markdown."""
    return _ESCAPED.sub(r"\1", text).replace("\u2060", "")


def menu(title: Text, view: View) -> None:
    """The menu of the page with this title; nothing where there is nothing to export."""
    if ask.store().is_empty:
        return
    name = next((name for name, page in PAGES.items() if page.title == title), None)
    shown = st.session_state.export_shown = Shown()
    # The key says which page is to fit on one sheet.
    with st.container(key="print_pages" if name else "print_whole", width="content", gap=None):
        st.html(f"<script>{_SCRIPT}</script>", width="content", unsafe_allow_javascript=True)
    with st.popover(say(_EXPORT), icon=":material/ios_share:", type="tertiary", key="export"):
        # What the page shows is drawn after its heading: it is in `shown` by the time of the click.
        if name:
            slides = partial(_page, name, ask.bound(), view, lang(), shown.told)
            _button(say(_PAGE), slides, _file(title, view), "page", ":material/slideshow:", MIME)
        tables = partial(_tables, shown, ask.bound(), view, title, lang())
        _button(say(_TABLES), tables, _file(title, view, "xlsx"), "tables", ":material/table_view:", XLSX)
        if name:
            _whole(view)
        if title == _ACCOUNT:
            st.caption(say(_PRINT))


def _button(label: str, data: Callable[[], bytes] | bytes, file: str, key: str, icon: str, mime: str) -> None:
    """A download that goes on record as it is made, or taken where it lies ready."""
    note = partial(users(ask.home()).note, viewer(ask.home()).name, "exported", file)
    made = data if isinstance(data, bytes) else partial(_recorded, data, note)
    taken = {"on_click": note} if isinstance(data, bytes) else {"on_click": "ignore"}
    st.download_button(label, made, file, mime, key=f"export_{key}", icon=icon, width="stretch", **taken)


def _recorded(make: Callable[[], bytes], note: Callable[[], None]) -> bytes:
    data = make()
    note()
    return data


def _file(title: Text, view: View, form: str = "pptx") -> str:
    return f"{say(title)}-{view.as_of}.{form}"


def _page(name: str, asker: Asker, view: View, language: Lang, told: Sequence[Box]) -> bytes:
    return page_deck(name, asker, view, language, told)


def _tables(shown: Shown, asker: Asker, view: View, title: Text, language: Lang) -> bytes:
    target = io.BytesIO()
    seen = shown.view or view
    answers = [(query, asker(query, seen)) for query in shown.asked.values()]
    write_answers(target, answers, seen, title, language)
    return target.getvalue()


def _whole(view: View) -> None:
    # With the scope in it: what one viewer had made is not what another may see.
    key = f"{ask.home()}|{ask.store().version}|{view}|{lang()}|{ask.scope().key}"
    export = _exports().find(key)
    if export and export.is_working:
        _watch(key)
    elif export and export.data is not None:
        _button(say(_READY), export.data, _file(REVIEW, view), "ready", ":material/slideshow:", MIME)
    else:
        if export and export.error:
            st.error(say(export.error))
        regions = view.regions or tuple(ask.regions(view.as_of))
        work = partial(_review, ask.bound(), view, regions, lang())
        st.button(
            say(_WHOLE),
            icon=":material/auto_awesome_motion:",
            on_click=_exports().start,
            args=(key, work, len(regions) + 1),
            key="export_whole",
            width="stretch",
        )


@st.fragment(run_every=1)
def _watch(key: str) -> None:
    """Shows how far the deck is; the page runs again when it is ready."""
    export = _exports().find(key)
    if export is None or not export.is_working:
        st.rerun(scope="app")
    st.progress(export.done / export.all, text=say(_DOING.fill(done=export.done, all=export.all)))
    st.caption(say(_SAFE))


def _review(asker: Asker, view: View, regions: Sequence[str], language: Lang, tell: Told) -> bytes:
    return review_deck(asker, view, regions, decisions(asker, view), language, done=tell)


def decisions(asker: Asker, view: View) -> list[Decision]:
    """The actions that are not finished, as they stand in the plan."""
    agenda = asker(AGENDA, view)
    pending = agenda[agenda["state"] != "finished"]
    days = [None if day != day or day is None else day for day in pending["due_on"].tolist()]
    columns = [texts(pending, name) for name in ("title", "owner", "region")]
    rows = zip(columns[0], columns[1], days, columns[2], strict=True)
    return [Decision(title, owner or None, day, region or None) for title, owner, day, region in rows]
