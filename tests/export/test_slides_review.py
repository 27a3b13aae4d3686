"""The whole review as one file: a section a region, its figures those of the command line, its decisions in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kam.datasets import EVERY
from kam.errors import Refused
from kam.export.slides import Decision, review_deck
from kam.store import Store
from kam.text import Text
from kam.view import view
from tests.conftest import Company
from tests.export.decks import asker, charts, opened, series, tables, titles, words

VIEW = view(date(2026, 6, 30))
REGIONS = ["华东", "西南"]
DECISIONS = [
    Decision("=推进报价", "赵\x0b兆毅", date(2026, 12, 10), "西南"),
    Decision("补签协议", None, None, None),
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, sample_in: Callable[[Path], Path]) -> Iterator[Any]:
    """An asker over the sample company."""
    store = Store(sample_in(tmp_path_factory.mktemp("review")), EVERY)
    yield asker(store.connection)
    store.close()


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def deck(ask: Any, told: list[tuple[int, int]]) -> Any:
    return opened(review_deck(ask, VIEW, REGIONS, DECISIONS, "zh", done=lambda done, of: told.append((done, of))))


def sections(deck: Any) -> dict[str, int]:
    """Name -> how many slides, as PowerPoint reads them."""
    space = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
    found = deck.part._element.iter(f"{space}section")
    return {section.get("name"): len(list(section.iter(f"{space}sldId"))) for section in found}


def test_a_section_a_region_between_cover_and_decisions(deck: Any) -> None:
    assert sections(deck) == {"封面": 1, "全公司": 2, "华东": 2, "西南": 3, "决定": 1}
    assert sum(sections(deck).values()) == len(deck.slides)
    cover = [shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame]
    assert cover[0] == "大客户经营复盘"
    assert [text.split()[-1] for text in cover if re.match(r"\d ", text)] == ["全公司", "华东", "西南", "决定"]


def test_a_region_shows_its_own_figures(deck: Any, ask: Any) -> None:
    seen = replace(VIEW, regions=("西南",))
    row = ask("share.by_region", seen).iloc[0]
    boxes = [shape.text_frame.text.split("\n") for shape in deck.slides[5].shapes if shape.has_text_frame]
    said = {box[0]: box[1] for box in boxes if len(box) > 1}
    assert said["客户占有率"] == f"{row['share'] * 100:.1f}%"
    assert said["市场占有率"] == f"{row['market_share'] * 100:.1f}%"
    assert said["销售额"] == f"{float(row['our_sales']) / 1e4:,.0f} 万元"
    stock = ask("funnel.stock", seen)
    assert said["合作客户数"] == str(sum(stock[stock["stage"] >= 4]["accounts"]))
    assert said["需要决定的要事"] == str(len(ask("board.exceptions", seen)))
    assert any("区域：西南" in box[0] for box in boxes)

    shown = {title: chart for title, chart in charts(deck).items() if title.startswith("曾到达")}
    reached = [list(series(chart)["客户数"].values()) for chart in shown.values()]
    views = (VIEW, replace(VIEW, regions=("华东",)), seen)
    assert reached == [ask("funnel.reached", one)["accounts"].tolist() for one in views]


def test_decisions_stand_with_their_region_and_all_together(deck: Any) -> None:
    heads = ["决定", "责任人", "完成期限", "区域"]
    found = [rows for rows in tables(deck) if rows[0] == heads]
    first = ["=推进报价", "赵 兆毅", "2026-12-10", "西南"]
    assert found == [[heads, first], [heads, first, ["补签协议", "—", "—", "—"]]]
    assert titles(deck)[-1] == "2 项决定"


def test_progress_is_told_section_by_section(deck: Any, told: list[tuple[int, int]]) -> None:
    assert len(deck.slides)
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_who_is_told_may_stop_it(ask: Any) -> None:
    def stop(_done: int, _all: int) -> None:
        raise Refused(Text("停止", "stopped"), "stopped")

    with pytest.raises(Refused):
        review_deck(ask, VIEW, REGIONS, [], "zh", done=stop)


def test_the_review_speaks_one_language(deck: Any, ask: Any) -> None:
    for text in words(deck):
        assert not re.search(r"[A-Za-z]{3,}", text.replace("XY-", "")), text
    english = opened(review_deck(ask, VIEW, REGIONS, [], "en", title="Q2 review"))
    assert titles(english)[0] == "Q2 review"
    assert titles(english)[-1] == "No decisions on record"
    assert list(sections(english)) == ["Cover", "Company", "华东", "西南", "Decisions"]
    for title in titles(english):
        assert not re.search("[：，、；。（）]", title), title


def test_an_empty_company_has_a_cover_and_says_so(company: Company) -> None:
    found = titles(opened(review_deck(asker(company.connection), VIEW, REGIONS, DECISIONS, "zh")))
    assert found == ["大客户经营复盘", "还没有数据：所选范围内没有客户"]


def test_a_long_list_of_decisions_counts_its_rest(company: Company) -> None:
    company.put("account", {"account_id": "A1", "region": "华东"})
    many = [Decision(f"第 {place} 项", None, None, "华东") for place in range(40)]
    deck = opened(review_deck(asker(company.connection), VIEW, [], many, "zh"))
    (rows,) = [rows for rows in tables(deck) if rows[0][0] == "决定"]
    rest = [shape.text_frame.text for shape in deck.slides[-1].shapes if shape.has_text_frame]
    assert f"另有 {40 - (len(rows) - 1)} 行" in rest


def test_the_file_goes_to_disk_as_it_is(ask: Any, tmp_path: Path) -> None:
    path = tmp_path / "复盘.pptx"
    path.write_bytes(review_deck(ask, VIEW, [], [], "zh"))
    assert len(opened(path.read_bytes()).slides) == 4
