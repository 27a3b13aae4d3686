"""Heat tables: every word readable on its shade, names that are cut alike kept apart."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import plotly.graph_objects as go
import pytest

from kam.bars import contrast, ink_on
from kam.figure import Style, folded
from kam.heat import add_heat
from kam.topics.funnel import deals
from kam.topics.share import figures as share
from tests.ui.test_figures_more import frame

SPACE = "account_id category wallet our_sales white_space leading_supplier leading_share"


@pytest.mark.parametrize("is_dark", [False, True])
def test_every_shade_of_the_house_carries_one_of_the_two_inks(is_dark: bool) -> None:
    palette = Style("zh", is_dark).palette
    for shade in (*palette.sequence, palette.us, palette.rival, palette.second):
        assert contrast(shade, ink_on(shade)) >= 4.5, shade


@pytest.mark.parametrize("is_dark", [False, True])
def test_a_word_has_the_ink_of_its_shade(is_dark: bool) -> None:
    style = Style("zh", is_dark)
    figure = go.Figure()
    add_heat(figure, style, [[0, 0.5, None, 1]], [["0", "½", "", "1"]], 1)
    heat, words = figure.data
    assert (list(words.x), list(words.text)) == ([0, 1, 3], ["0", "½", "1"])
    shade = dict(
        zip((0.0, 0.5, 1.0), (heat.colorscale[0][1], heat.colorscale[6][1], heat.colorscale[-1][1]), strict=True)
    )
    assert list(words.textfont.color) == [ink_on(shade[cell]) for cell in (0.0, 0.5, 1.0)]


def white_space(*cells: tuple[str, str, int]) -> pd.DataFrame:
    return frame(SPACE, *((one, category, None, None, Decimal(space), None, None) for one, category, space in cells))


def test_two_categories_that_are_cut_alike_stay_two_columns() -> None:
    names = ["数据中心机房工程甲", "数据中心机房工程乙"]
    figure = share.white_space(white_space(("A", names[0], 3), ("A", names[1], 5)), {}, Style())
    assert [sorted(row) for row in figure.data[0].z] == [[3.0, 5.0]]
    assert sorted(figure.data[0].hovertext[0]) == sorted([f"{names[0]} · 3.00 元", f"{names[1]} · 5.00 元"])
    assert list(figure.data[1].hovertext) == list(figure.data[0].hovertext[0])
    assert list(figure.data[1].customdata) == ["A", "A"]
    assert len(figure.layout.xaxis.ticktext) == 2


def test_the_unit_and_the_categories_left_out_are_told() -> None:
    some = white_space(*(("A", f"C{place:02}", 10_000 * (place + 1)) for place in range(12)))
    figure = share.white_space(some, {"A": "<i>甲</i>"}, Style())
    assert figure.layout.xaxis.title.text == "万元 · 另有 2 个品类"
    assert list(figure.layout.xaxis.ticktext) == [f"C{place:02}" for place in range(2, 12)]  # the smallest two are out
    assert list(figure.layout.yaxis.ticktext) == ["&lt;i&gt;甲&lt;/i&gt;"]


def test_two_regions_that_are_cut_alike_stay_two_pairs_of_bars() -> None:
    names = ["华东大区第一销售分公司直属组甲", "华东大区第一销售分公司直属组乙"]
    columns = "region our_sales wallet share known market_capacity market_share"
    figure = share.by_region(frame(columns, *((name, 1, 4, 0.25, 1.0, None, None) for name in names)), Style())
    assert [list(bars.x) for bars in figure.data] == [[0, 1], [0, 1]]
    assert list(figure.data[0].customdata) == names


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("扫描", "扫描"),
        ("全面合作", "全面<br>合作"),
        ("机房工程组", "机房工<br>程组"),
        ("Partner", "Partner"),
        ("Last year", "Last<br>year"),
        ("&lt;甲乙", "&lt;甲乙"),  # half of an entity would be no letter
    ],
)
def test_a_name_over_a_column_is_folded_once(name: str, lines: str) -> None:
    assert folded(name) == lines


def test_the_pipeline_says_its_unit_where_no_win_rate_is_known() -> None:
    one = frame("deal_stage open amount win_rate weighted", ("报价", 2, 50_000, None, None))
    figure = deals.pipeline(one, Style())
    assert [bars.name for bars in figure.data] == ["预计金额 (万元)"]
    assert figure.layout.showlegend
