"""What figures draw from frames, with answers worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from kam.figure import Style, label, percents, scaled, short
from kam.text import Text
from kam.topics.funnel import figures as funnel
from kam.topics.rebate import figures as rebate
from kam.topics.rivals import figures as rivals
from kam.topics.share import figures as share
from kam.ui.kpis import share_of, total
from kam.ui.shim import words
from kam.ui.words import escape

STYLE = Style("zh")


def test_one_chart_has_one_unit_that_suits_its_largest_amount() -> None:
    assert scaled([20_000.0, None, 5_000.0], "zh") == ([2.0, None, 0.5], "万元")
    assert scaled([20_000.0], "en") == ([20.0], "K")


def test_unknown_is_a_dash_and_never_zero() -> None:
    assert percents([None, 0.0]) == ["—", "0%"]
    assert short(None) == "—"


def test_a_name_with_html_is_drawn_as_text() -> None:
    assert label("<a href='x'>") == "&lt;a href=&#x27;x&#x27;&gt;"


def test_markdown_of_a_file_is_written_as_it_stands() -> None:
    assert escape("![a](b) :red[c] $d$\n<i>") == r"\!\[a\]\(b\) \:red\[c\] \$d\$ \<i\>"


def test_a_total_with_an_unknown_part_is_unknown() -> None:
    assert total(pd.DataFrame({"a": [1.0, None]}), "a") is None
    assert total(pd.DataFrame({"a": [1.0, 2.0]}), "a") == 3.0


def test_the_share_over_rows_weighs_them_by_their_wallets() -> None:
    """(0.5 x 100 + 0.1 x 300) / 400 = 0.2; the row with an unknown wallet counts for nothing."""
    frame = pd.DataFrame({"wallet": [100.0, 300.0, None], "share": [0.5, 0.1, None]})
    assert share_of(frame) == pytest.approx(0.2)


def test_the_funnel_is_centred_and_marks_the_weakest_conversion() -> None:
    reached = pd.DataFrame({"stage": [1, 2, 3], "accounts": [10, 8, 2], "conversion": [0.8, 0.25, None]})
    stock = pd.DataFrame({"stage": [1, 2, 3], "accounts": [2, 6, 2], "sales_12m": [0.0, 10_000.0, None]})
    figure = funnel.funnel(stock, reached, STYLE)
    assert list(figure.data[0].base) == [-5, -4, -1]
    texts = [note.text for note in figure.layout.annotations]
    assert "<b>▼ 25%</b>" in texts
    assert "80%" in texts
    assert "—" in texts


def test_the_radar_shows_us_filled_then_two_rivals_at_most() -> None:
    parties = ["甲", "我方", "乙", "丙"]
    strength = pd.DataFrame({"party": parties, "strength": [9.0, 5.0, 8.0, 7.0], "gap": [-4.0, 0.0, -3.0, -2.0]})
    order = rivals.order(strength)
    assert order == ["我方", "甲", "乙", "丙"]
    dimensions = ["product", "sales", "cost"]
    rows = [(party, name, 5.0) for party in parties for name in dimensions]
    figure = rivals.radar(pd.DataFrame(rows, columns=["party", "dimension", "score"]), order, STYLE)
    assert [trace.name for trace in figure.data] == ["我方", "甲", "乙"]
    assert [trace.fill for trace in figure.data] == ["toself", "none", "none"]


def test_the_position_on_a_staircase_is_that_of_the_tier_it_has_reached() -> None:
    tiers = pd.DataFrame({"threshold": [100.0, 200.0], "rate": [0.01, 0.03]})
    row = pd.Series({"volume": 150.0, "forecast_volume": 200.0, "gap": 50.0})
    figure = rebate.curve(tiers, row, STYLE)
    marks = {trace.name.split()[0]: (trace.x[0], trace.y[0]) for trace in figure.data[1:]}
    assert marks == {"当前": (150.0, 0.01), "预测": (200.0, 0.03)}


def test_agreements_are_listed_from_the_nearest_to_the_next_tier() -> None:
    frame = pd.DataFrame(
        {
            "agreement_no": ["far", "near", "top"],
            "account_id": ["A", "B", "C"],
            "volume": [10.0, 90.0, 500.0],
            "next_threshold": [100.0, 100.0, None],
            "forecast_volume": [20.0, 97.0, 600.0],
        }
    )
    assert rebate.by_nearness(frame) == ["near", "far", "top"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_figure_of_nothing_says_so(lang: str) -> None:
    style = Style("en" if lang == "en" else "zh")
    columns = [
        "region",
        "share",
        "market_share",
        "month",
        "our_sales",
        "our_sales_last_year",
        "wallet",
        "party",
        "strength",
    ]
    empty = pd.DataFrame({name: [] for name in columns})
    for figure, words_ in (
        (share.by_region(empty, style), share.NO_SALES),
        (share.by_account(empty, style), share.NO_WALLET),
        (rivals.strength(empty, style), rivals.NO_SCORES),
    ):
        assert isinstance(words_, Text)
        assert figure.layout.annotations[0].text == words_(style.lang)


def test_every_word_of_the_translation_says_something_in_chinese() -> None:
    for english, chinese in words().items():
        assert english.count("{n}") >= chinese.count("{n}")
        assert any("\u4e00" <= char <= "\u9fff" for char in chinese)
