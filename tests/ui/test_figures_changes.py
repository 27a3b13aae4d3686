"""What the figures of change draw from frames, with answers worked out by hand: share, funnel, rivals, margins."""

from __future__ import annotations

import pandas as pd
import pytest

from kam.figure import Style
from kam.topics.funnel import figures as funnel
from kam.topics.funnel import progress
from kam.topics.rebate import margin
from kam.topics.rivals import position
from kam.topics.share import spread, waterfall
from kam.ui.kpis import known_sum

STYLE = Style("zh")
ENGLISH = Style("en")


def moved(**points: float) -> pd.DataFrame:
    rows = [("rival", name, 0.1, 0.1 - change, change, 3) for name, change in points.items()]
    rows += [("rival", None, 0.5, 0.49, 0.01, 3), ("total", None, 0.20, 0.21 + sum(points.values()), 0.0, 3)]
    names = ["divided_by", "name", "share_before", "share_now", "points", "accounts"]
    return pd.DataFrame(rows, columns=names)


def test_the_bridge_goes_from_last_years_share_to_todays() -> None:
    figure = waterfall.waterfall(moved(甲=0.05, 乙=-0.02), "rival", STYLE)
    (bars,) = figure.data
    assert list(bars.hovertext) == ["去年同期", "甲", "乙", "未列明", "本期"]
    assert list(bars.text) == ["20.0%", "+5.0", "-2.0", "+1.0", "24.0%"]
    assert bars.y[0] + sum(bars.y[1:-1]) == pytest.approx(bars.y[-1])


def test_the_smallest_steps_stand_together_and_the_bridge_still_closes() -> None:
    figure = waterfall.waterfall(moved(**{f"对手{n}": n / 1000 for n in range(1, 10)}), "rival", STYLE, most=4)
    (bars,) = figure.data
    assert len(bars.y) == 6
    assert bars.hovertext[-2] == "其余"
    assert bars.y[0] + sum(bars.y[1:-1]) == pytest.approx(bars.y[-1])


def test_without_a_wallet_in_both_years_the_bridge_says_so() -> None:
    empty = pd.DataFrame(
        [("total", None, None, None, None, 0)],
        columns=["divided_by", "name", "share_before", "share_now", "points", "accounts"],
    )
    assert waterfall.waterfall(empty, "rival", ENGLISH).layout.annotations[0].text.startswith("No account&#x27;s")


def test_the_concentration_curve_starts_at_nothing_and_counts_its_classes() -> None:
    frame = pd.DataFrame(
        {"rank": [1, 2, 3], "account_id": ["A", "B", "C"], "cumulative_share": [0.8, 0.95, 1.0], "abc": ["A", "B", "C"]}
    )
    figure = spread.concentration(frame, {"A": "<b>甲</b>"}, STYLE)
    assert list(figure.data[0].y) == [0.0, 0.8, 0.95, 1.0]
    assert figure.data[0].hovertext[1] == "&lt;b&gt;甲&lt;/b&gt;"
    assert [note.text for note in figure.layout.annotations] == ["<b>A</b> 1", "<b>B</b> 1", "<b>C</b> 1"]


def test_the_guardrail_shows_no_change_where_last_year_is_unknown() -> None:
    frame = pd.DataFrame(
        {
            "key_sales": [20_000.0],
            "key_change": [None],
            "other_sales": [10_000.0],
            "other_change": [-0.5],
            "key_last_year": [None],
            "other_last_year": [20_000.0],
        }
    )
    figure = spread.guardrail(frame, STYLE)
    assert [list(bars.y) for bars in figure.data] == [[None, 2.0], [2.0, 1.0]]
    assert list(figure.layout.xaxis.ticktext) == ["大客户<br>—", "其余客户<br>-50.0%"]


def cohort(entered: list[int], reached: list[int]) -> pd.DataFrame:
    rates = [over / under if under else None for over, under in zip(reached, entered, strict=True)]
    return pd.DataFrame({"stage": [1, 2], "entered": entered, "reached_next": reached, "conversion": rates})


def test_a_quarter_in_which_nobody_entered_has_no_line_and_an_empty_stage_no_cell() -> None:
    figure = progress.cohorts([("2026Q1", cohort([0, 0], [0, 0])), ("2026Q2", cohort([4, 0], [3, 0]))], STYLE)
    heat, words = figure.data
    assert list(figure.layout.yaxis.ticktext) == ["2026Q2"]
    assert [list(row) for row in heat.z] == [[0.75, None]]
    assert (list(words.x), list(words.y), list(words.text)) == ([0], [0], ["75%<br>3/4"])


def test_a_stay_that_has_not_ended_is_a_tick_on_the_curve() -> None:
    frame = pd.DataFrame({"stage": [1, 1, 2], "days": [10, 20, 5], "survival": [0.5, 0.5, 0.0], "censored": [0, 1, 0]})
    figure = progress.survival(frame, 1, STYLE)
    other, chosen, ticks = figure.data
    assert list(chosen.x) == [0.0, 10, 20]
    assert (list(ticks.x), list(ticks.y)) == ([20], [0.5])
    assert list(other.x) == [0.0, 5]


def test_needs_are_counted_proven_and_not() -> None:
    frame = pd.DataFrame({"need": [2, 2, 3], "is_met": [True, False, True]})
    met, unmet = progress.needs(frame, STYLE).data
    assert (list(met.x), list(unmet.x)) == ([1, 1], [1, 0])


@pytest.mark.parametrize(("style", "words"), [(STYLE, "对方 3/3; 我方 1/2"), (ENGLISH, "theirs 3/3; ours 1/2")])
def test_evidence_is_told_in_one_language(style: Style, words: str) -> None:
    assert funnel.evidence("对方 / theirs 3/3; 我方 / ours 1/2", style) == words


def pairs() -> pd.DataFrame:
    rows = [("我方", "甲", 0.5, 0.2, 0.1), ("我方", "乙", 0.9, 0.3, 0.27), ("甲", "乙", 1.0, 1.0, 1.0)]
    rows.append(("我方", "丙", 0.9, None, None))
    return pd.DataFrame(rows, columns=["party", "other", "similarity", "overlap", "intensity"])


def test_the_main_rival_is_the_one_met_hardest_as_seen_from_us() -> None:
    assert position.main_rival(pairs()) == "乙"
    assert position.main_rival(pairs()[2:]) is None
    points = position.likeness(pairs(), STYLE).data[0]
    assert list(points.text) == ["甲", "乙 ★"]


def test_won_and_lost_name_the_rate_and_the_unknown_amount() -> None:
    frame = pd.DataFrame(
        {"rival": ["甲", None], "won": [1, 0], "lost": [3, 0], "open": [0, 2], "win_rate": [0.25, None]}
    ).assign(amount_lost=[None, 0.0])
    figure = position.win_loss(frame, STYLE)
    assert list(figure.layout.yaxis.ticktext) == ["未注明对手", "甲"]
    assert [note.text for note in figure.layout.annotations[2:]] == ["—", "0", "25%", "—"]


def test_a_margin_far_below_zero_stands_at_the_edge_with_its_own_figure() -> None:
    frame = pd.DataFrame({"account_id": ["A", "B"], "amount": [100.0, 100.0], "cost": [70.0, 70.0]})
    figure = margin.margins(frame.assign(margin_rate=[0.25, -1.0]), {}, STYLE)
    before, after = figure.data
    assert list(before.x) == [0.3, 0.3]
    assert list(after.x) == [0.25, -0.1]
    assert list(after.text) == ["25.0%", "-100.0%"]


def test_unknown_amounts_beside_zeros_make_no_zero() -> None:
    assert known_sum(pd.DataFrame({"a": [0.0, None]}), "a") is None
    assert known_sum(pd.DataFrame({"a": [2.0, None]}), "a") == 2.0
    assert known_sum(pd.DataFrame({"a": [0.0]}), "a") == 0.0
