"""The meeting page in the app's own frame: choosing, running, what stands beside each other, keeping."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kam import review
from kam.datasets import BY_NAME, EVERY
from kam.desk import Desk
from kam.edit import save
from kam.figure import Style
from kam.store import Store
from kam.topics.share.figures import trend
from kam.ui.meeting_figures import FIGURES, change, shown
from kam.ui.meeting_large import FACTOR, large, same_length, same_money
from kam.ui.meeting_lists import findings
from kam.ui.meeting_stops import PAGES
from tests.test_review import QUARTER, REGIONS, STOPS, fill

PROJECT = Path(__file__).resolve().parents[2]
PAGE = "../../pages/board/meeting.py"
HOSTILE = "<b>甲</b>![x](https://other.example/x.png) :red[红] $x$"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk whose folder the app opens after the test has closed it."""
    monkeypatch.setenv("KAM_HOME", str(tmp_path))
    made = Desk(Store(tmp_path, EVERY), EVERY)
    yield made
    made.clear()
    made.store.close()
    st.cache_resource.clear()
    st.cache_data.clear()


def opened(desk: Desk, lang: str = "zh", **address: str) -> AppTest:
    """The page at an address, on what the desk has stored."""
    desk.store.close()
    app = AppTest.from_file(str(PROJECT / "kam" / "ui" / "cockpit.py"), default_timeout=120)
    for name, value in {"as_of": "2026-03-31", **address}.items():
        app.query_params[name] = value
    app.session_state["lang"] = lang
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in [*app.markdown, *app.caption, *app.title])


@pytest.mark.long
@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_every_stop_renders_in_both_languages_and_says_where_it_is(desk: Desk, lang: str) -> None:
    fill(desk)
    stops = [STOPS[1], STOPS[-1], *(review.Stop("page", code) for code in PAGES)]
    number = review.begin(desk, QUARTER, "x", stops, "ann")
    app = opened(desk, lang=lang, review=number)
    count = len(stops) + 1
    for place in range(1, count + 1):
        assert f"**{place} / {count}**" in said(app)
        assert not app.exception
        assert not app.error
        assert 4 <= len(app.metric) <= 6 or place == count
        if place < count:
            app.button(key="on").click().run()
            assert app.query_params["stop"] in (str(place + 1), [str(place + 1)])
    assert app.button(key="on").disabled
    assert not app.button(key="back_too").disabled


def test_the_figures_of_a_stop_are_those_of_its_region(desk: Desk) -> None:
    """华东 sold 150 against 100 a year ago; 150 of 900 is its share and its part of the market."""
    fill(desk)
    number = review.begin(desk, QUARTER, "x", STOPS, "ann")
    app = opened(desk, review=number, stop="2")
    told = {metric.label: (metric.value, metric.delta) for metric in app.metric}
    assert told["销售额"] == ("150.0 :small[元]", "50.0%")
    assert told["客户占有率"][0] == told["市场占有率"][0] == "16.7%"
    assert told["与首要对手差距"][0] == "-2.00"
    assert told["已得返点"] == ("3.00 :small[元]", "3.00 元")


@pytest.mark.long
def test_an_address_that_names_no_stop_or_no_review_falls_back(desk: Desk) -> None:
    fill(desk)
    number = review.begin(desk, QUARTER, "x", STOPS, "ann")
    app = opened(desk, review=number, stop="99", beside="nowhere")
    assert "**6 / 6**" in said(app)
    app.query_params["stop"] = "x"
    app.run()
    assert "**1 / 6**" in said(app)
    app.query_params["review"] = "R-none"
    app.run()
    assert app.button(key="start")
    assert "R\\-none" in app.warning[0].value


@pytest.mark.long
def test_names_and_titles_from_files_stay_text(desk: Desk) -> None:
    fill(desk)
    save(desk, BY_NAME["account"], [{"account_id": "Z1", "account_name": HOSTILE, "region": "华东"}], "ann")
    last = review.begin(desk, QUARTER, HOSTILE, STOPS, "ann")
    row = {"action_no": "M-1", "region": "华东", "title": HOSTILE, "owner": HOSTILE, "due_on": date(2026, 3, 1)}
    save(desk, BY_NAME["action"], [row], "ann")
    review.note(desk, last, "M-1", "ann")
    review.end(desk, last, {(None, "sales"): "1", ("华东", "sales"): "2"}, "ann")
    number = review.begin(desk, QUARTER, "x", [review.Stop("account", "Z1"), *STOPS], "ann")
    app = opened(desk, review=number)
    for place in (1, 2, 4):
        app.query_params["stop"] = str(place)
        app.run()
        assert "![x](" not in said(app)
        assert r"\!\[x\]\(" in said(app)
    app.query_params["review"] = last
    app.run()
    assert "![x](" not in said(app)
    assert not app.exception


def test_the_last_decisions_come_first_and_those_not_done_stand_at_their_region(desk: Desk) -> None:
    fill(desk)
    last = review.begin(desk, QUARTER, "上季复盘", STOPS, "ann")
    today = date.today()
    rows: list[dict[str, object]] = [
        {"action_no": "M-1", "region": "华东", "title": "逾期的事", "due_on": today - timedelta(days=1)},
        {"action_no": "M-2", "region": "华东", "title": "做完的事", "status": "done", "due_on": today},
        {"action_no": "M-3", "region": "华北", "title": "别处的事", "due_on": today},
    ]
    save(desk, BY_NAME["action"], rows, "ann")
    for row in rows:
        review.note(desk, last, str(row["action_no"]), "ann")
    review.end(desk, last, {(None, "sales"): "1"}, "ann")
    stops = [review.Stop("region", region) for region in REGIONS]
    app = opened(desk, review=review.begin(desk, QUARTER, "本季复盘", stops, "ann"))
    assert app.title[0].value == "上次会议的决定"
    assert (
        "共 3 项 · :material/error: 逾期 1 · :material/schedule: 进行中 1 · :material/check_circle: 已完成 1"
        in said(app)
    )
    places = [said(app).index(word) for word in ("逾期的事", "别处的事", "做完的事")]
    assert places == sorted(places)
    app.button(key="on").click().run()
    assert app.title[0].value == "华东"
    assert "逾期的事" in said(app)
    assert "做完的事" not in said(app)
    assert "别处的事" not in said(app)


@pytest.mark.long
def test_two_regions_stand_beside_each_other_and_a_code_of_the_address_is_checked(desk: Desk) -> None:
    fill(desk)
    app = opened(desk, review=review.begin(desk, QUARTER, "x", STOPS, "ann"), stop="2", beside="华北")
    sales = [metric.value for metric in app.metric if metric.label == "销售额"]
    assert sales == ["150.0 :small[元]", "90.50 :small[元]"]
    app.query_params["beside"] = "华东"
    app.run()
    assert len([metric for metric in app.metric if metric.label == "销售额"]) == 1


def _months(scale: float, share: float | None) -> pd.DataFrame:
    rows = {"month": ["2026-01", "2026-02"], "our_sales": [scale, scale * 2], "our_sales_last_year": [None, scale]}
    return pd.DataFrame({**rows, "wallet": [None, None], "share": [None, share]})


def test_two_figures_of_money_have_one_unit_and_one_scale() -> None:
    frames = [_months(5_000.0, 0.4), _months(80_000_000.0, None)]
    drawn = [trend(frame, Style()) for frame in frames]
    same_money(drawn, frames, "zh")
    bars = [[trace for trace in figure.data if trace.type == "bar"] for figure in drawn]
    assert {trace.name for pair in bars for trace in pair} == {"去年同期 (亿元)", "我方销售额 (亿元)"}
    assert list(bars[0][1].y) == pytest.approx([0.00005, 0.0001])
    assert list(bars[1][1].y) == pytest.approx([0.8, 1.6])
    assert drawn[0].layout.yaxis.range == drawn[1].layout.yaxis.range
    assert drawn[0].layout.yaxis.range[1] > 1.6
    assert drawn[0].layout.yaxis2.range == drawn[1].layout.yaxis2.range
    assert all(trace.hovertemplate.endswith("亿元") for pair in bars for trace in pair)


def test_lying_bars_have_one_scale() -> None:
    drawn = [go.Figure(go.Bar(x=[1, 2], y=[1, 2])), go.Figure(go.Bar(x=[9, None], y=[1, 2]))]
    same_length(drawn)
    assert drawn[0].layout.xaxis.range == drawn[1].layout.xaxis.range
    assert drawn[0].layout.xaxis.range[1] > 9


def test_type_from_afar_is_half_as_large_again() -> None:
    figure = trend(_months(5_000.0, 0.4), Style())
    before = (figure.layout.font.size, figure.layout.xaxis.tickfont.size)
    large(figure, 390)
    assert (figure.layout.font.size, figure.layout.xaxis.tickfont.size) == tuple(size * FACTOR for size in before)
    assert figure.layout.height == 390


def test_findings_are_told_once_an_account_and_regions_stand_alone() -> None:
    rows = [
        ("near_tier", "A", "华东", "张伟", 900.0),
        ("stalled", "B", "华东", None, 500.0),
        ("stalled", "A", "华东", "张伟", 300.0),
        ("list_size", None, "华东", None, None),
        ("list_size", None, "华北", None, None),
    ]
    frame = pd.DataFrame(rows, columns=["kind", "account_id", "region", "owner", "at_stake"]).astype(object)
    told = [(one.account_id, one.region, one.kinds, one.at_stake) for one in findings(frame)]
    assert told == [
        ("A", "华东", ("near_tier", "stalled"), 900.0),
        ("B", "华东", ("stalled",), 500.0),
        ("", "华东", ("list_size",), None),
        ("", "华北", ("list_size",), None),
    ]
    assert len(findings(frame, most=1)) == 1


@pytest.mark.parametrize(
    ("name", "then", "now", "printed"),
    [
        ("sales", "150.00", "1150.00", "+1,000 元"),
        ("sales", "1150.00", "150.00", "-1,000 元"),
        ("share", "0.1666", "0.2", "+3.3 百分点"),
        ("lead", "-0.010000000001", "-0.01", "0.00"),
        ("cooperating", "3", "2", "-1"),
        ("locked", None, "2", "—"),
    ],
)
def test_a_change_is_signed_and_unknown_where_one_of_the_two_is(
    name: str, then: str | None, now: str | None, printed: str
) -> None:
    assert change(FIGURES[name], then, now, "zh") == printed
    assert shown(FIGURES[name], None, "zh") == "—"
