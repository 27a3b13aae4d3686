"""The export menu: on every page that has slides, with that page's figures; the long export in the background."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kam.access import EVERYTHING
from kam.engine import View, fetch
from kam.errors import Refused
from kam.export.slides import PAGES
from kam.export.workbook import ABOUT
from kam.text import Text
from kam.topic import Query
from kam.topics import QUERIES
from kam.ui import ask
from kam.ui.export_page import Exports, Told, _plain, _recorded, _tables
from kam.ui.rooms import NAMED
from kam.ui.words import escape
from kam.users import Users
from kam.view import default_view
from tests.conftest import answered
from tests.ui.test_pages import first_run

SCRIPT = str(Path(__file__).resolve().parents[2] / "kam" / "ui" / "cockpit.py")
DONE_S = 30


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, sample_in: Callable[[Path], Path]) -> Path:
    return sample_in(tmp_path_factory.mktemp("menu"))


@pytest.fixture
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("KAM_HOME", str(home))
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


def page(name: str) -> AppTest:
    return first_run(AppTest.from_file(SCRIPT, default_timeout=120), NAMED[name])


@pytest.mark.parametrize(
    "name", [*list(PAGES)[:2], *(pytest.param(name, marks=pytest.mark.long) for name in list(PAGES)[2:])]
)
def test_every_page_with_slides_offers_them_with_its_own_figures(name: str, here: None) -> None:
    app = page(name)
    assert not app.exception
    labels = [button.proto.label for button in app.get("download_button")]
    assert "本页（PPTX，图表可编辑）" in labels
    assert "生成整场复盘（PPTX）" in [button.label for button in app.button]
    boxes = app.session_state.export_shown.told
    shown = app.metric[: len(boxes)]
    assert boxes
    assert [box.label for box in boxes] == [metric.label for metric in shown]
    for box, metric in zip(boxes, shown, strict=True):
        assert box.value.split()[0] in _plain(metric.value)


def test_the_workbook_of_a_page_holds_the_command_lines_answer_to_every_card(here: None, home: Path) -> None:
    told = list(csv.DictReader(io.StringIO(answered(home, "report", "rebate.status", "--format", "csv"))))
    app = page("rebate")
    shown = app.session_state.export_shown
    assert "本页全部表格（XLSX）" in [button.proto.label for button in app.get("download_button")]
    assert {"rebate.status", "rebate.margin", "rebate.curve"} <= set(shown.asked)
    store = ask.store()
    seen = default_view(store.connection)

    def asker(query: Query, view: View) -> pd.DataFrame:
        return fetch(store.connection, query.sql, view.params(), EVERYTHING)

    book = openpyxl.load_workbook(io.BytesIO(_tables(shown, asker, seen, Text("返点", "Rebates"), "zh")))
    assert book.sheetnames == [*(query.label.zh for query in shown.asked.values()), ABOUT]
    sheet = book[QUERIES["rebate.status"].label.zh]
    assert sheet.max_row == len(told) + 1
    place = [field.name for field in QUERIES["rebate.status"].fields].index("volume") + 1
    assert [f"{cell[0].value:.2f}" for cell in sheet.iter_rows(2, None, place, place)] == [
        row["volume"] for row in told
    ]
    assert ("截止日", seen.as_of.isoformat()) in list(book[ABOUT].values)


def test_an_export_goes_on_record_once_it_is_made(tmp_path: Path) -> None:
    users = Users(tmp_path)
    note = partial(users.note, "ann", "exported", "返点.xlsx")

    def broken() -> bytes:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        _recorded(broken, note)
    assert _recorded(lambda: b"book", note) == b"book"
    assert [(deed.who, deed.did, deed.about) for deed in users.trail()] == [("ann", "exported", "返点.xlsx")]


def test_a_figure_with_markdown_of_a_file_is_printed_as_it_stood() -> None:
    for text in ("<b>甲</b>![x](https://a.example) :red[红] $x$", "a_b*c", "x@y.example www.z.example"):
        assert _plain(escape(text)) == text


@pytest.fixture
def exports() -> Iterator[Exports]:
    made = Exports()
    yield made
    made.close()


def finished(exports: Exports, key: str) -> None:
    """Waits for the one background thread to be free again."""
    over = threading.Event()
    exports._pool.submit(over.set)
    assert over.wait(DONE_S)
    assert exports.find(key)


def test_progress_can_be_seen_and_the_same_deck_is_made_once(exports: Exports) -> None:
    begun, go, runs = threading.Event(), threading.Event(), []

    def work(tell: Told) -> bytes:
        runs.append(1)
        tell(2, 5)
        begun.set()
        go.wait(DONE_S)
        return b"deck"

    exports.start("a", work, 5)
    assert begun.wait(DONE_S)
    exports.start("a", work, 5)
    export = exports.find("a")
    assert export is not None
    assert (export.done, export.all, export.is_working) == (2, 5, True)
    go.set()
    finished(exports, "a")
    assert export.data == b"deck"
    assert runs == [1]


def test_a_failure_is_told_in_words_and_may_be_tried_again(exports: Exports) -> None:
    def refused(_tell: Told) -> bytes:
        raise Refused(Text("不行", "no"), "no")

    def broken(_tell: Told) -> bytes:
        raise ZeroDivisionError

    exports.start("a", refused, 1)
    finished(exports, "a")
    export = exports.find("a")
    assert export is not None
    assert export.error == Text("不行", "no")
    exports.start("a", broken, 1)
    finished(exports, "a")
    export = exports.find("a")
    assert export is not None
    assert export.error is not None
    assert "ZeroDivision" not in export.error.zh
    exports.start("a", lambda _tell: b"deck", 1)
    finished(exports, "a")
    export = exports.find("a")
    assert export is not None
    assert (export.data, export.error) == (b"deck", None)


def test_old_decks_are_forgotten_and_the_newest_kept(exports: Exports) -> None:
    for place in range(9):
        exports.start(str(place), lambda _tell: b"deck", 1)
        finished(exports, str(place))
    assert exports.find("0") is None
    assert exports.find("8") is not None
