"""What the figures of pitfalls, roster, engagement and plan draw from frames, worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from kam.bars import contrast, ink_on
from kam.figure import DARK, LIGHT, Style
from kam.topics.engagement import figures as engagement
from kam.topics.pitfalls import figures as pitfalls
from kam.topics.plan import figures as plan
from kam.topics.roster import figures as roster

STYLE = Style("zh")
TODAY = date(2026, 6, 30)


def notes(figure: Any) -> list[str]:
    """The direct labels of a figure."""
    return [note.text for note in figure.layout.annotations]


def frame(columns: str, *rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split())


CONCESSIONS = frame(
    "concession_no account_id value agreement_no finding",
    ("C1", "A", 20_000.0, "F", "unsigned"),
    ("C2", None, 5_000.0, None, "no_agreement"),
    ("C3", "A", None, None, "no_agreement"),
    ("C4", "B", None, "G", "no_commitment"),
)
LEVELS = frame(
    "account_id senior_met middle_met frontline_met",
    ("A", True, False, False),
    ("B", False, False, False),
    ("C", True, True, False),
    ("D", False, False, True),
    ("E", True, False, False),
)
REGIONS = frame(
    "region locked list_min list_max end_user consultant contractor candidates entries exits",
    ("东", 28, 30, 50, 10, 8, 9, 2, 3, 1),
    ("南", 53, 30, 50, 20, 20, 13, 0, 0, 0),
    ("西", 40, 30, 50, 20, 10, 10, 0, 0, 2),
    ("北", 4, None, None, 1, 1, 2, 0, 0, 0),
)
CADENCE = frame(
    "account_id last_visit_on days_since due_on",
    ("A", date(2026, 4, 1), 90, date(2026, 5, 1)),
    ("B", date(2026, 6, 20), 10, date(2026, 7, 20)),
    ("C", None, None, None),
    ("D", date(2026, 3, 2), 120, date(2026, 4, 1)),
    ("E", date(2026, 1, 1), 180, None),
)
EXECUTIVE = frame(
    "account_id contacts minimum maximum",
    ("A", 0, 2, 5),
    ("B", 2, 2, 5),
    ("C", 5, 2, 5),
    ("D", 7, 2, 5),
    ("E", 2, 2, 5),
)
AGENDA = frame(
    "action_no title account_id region owner starts_on due_on done_on state days_overdue",
    ("T1", "<b>催款</b>", "A", "东", "<i>甲</i>", date(2026, 5, 1), date(2026, 6, 1), None, "overdue", 29),
    ("T2", "拜访", None, "东", None, None, date(2026, 7, 15), None, "open", None),
    ("T3", "培训", "B", "南", "乙", None, None, None, "undated", None),
    ("T4", "签约", "B", "南", "<i>甲</i>", None, date(2026, 5, 1), date(2026, 5, 1), "finished", None),
)


def test_a_finding_is_worth_the_sum_of_its_known_values_and_a_dash_where_none_is_known() -> None:
    figure = pitfalls.by_finding(CONCESSIONS, "value", STYLE)
    assert list(figure.data[0].customdata) == ["no_agreement", "unsigned", "no_commitment"]
    assert list(figure.data[0].x) == [0.5, 2.0, None]
    assert notes(figure) == ["<b>0.50 万元</b> · 2 笔", "<b>2.00 万元</b> · 1 笔", "<b>—</b> · 1 笔"]


def test_a_pair_of_bars_says_its_amounts_and_how_many_times_as_much() -> None:
    given = frame(
        "measure key_accounts other_accounts ratio",
        ("concession", 8_000.0, 2_000.0, 4.0),
        ("service", 1_000.0, 0.0, None),
        ("visits", None, 3.0, None),
    )
    figure = pitfalls.differentiation(given, STYLE)
    key, other = figure.data
    assert list(key.text) == ["—", "1,000 元", "8,000 元"]
    assert list(other.text) == ["3.00 次", "0 元", "2,000 元"]
    assert list(key.x) == [None, 1.0, 1.0]
    assert list(other.x) == [1.0, 0.0, 0.25]
    assert notes(figure) == ["—", "—", "<b>×4.00</b>"]


def test_every_account_with_a_gap_stands_in_exactly_one_bar() -> None:
    assert pitfalls.gap_of(LEVELS) == ["top_only", "nobody", "frontline", "middle", "top_only"]
    figure = pitfalls.gaps(LEVELS, STYLE)
    assert dict(zip(figure.data[0].customdata, figure.data[0].x, strict=True)) == {
        "top_only": 2,
        "frontline": 1,
        "middle": 1,
        "nobody": 1,
    }


def test_a_list_out_of_its_bounds_is_named_with_the_difference_and_one_without_bounds_is_not_judged() -> None:
    figure = roster.list_size(REGIONS, STYLE)
    band, inside, outside = figure.data
    assert list(band.base) == [30, 30, 30, 0]
    assert list(band.x) == [20, 20, 20, None]
    assert list(inside.customdata) == ["西", "北"]
    assert list(outside.customdata) == ["东", "南"]
    assert notes(figure) == ["<b>28</b> · 缺 2", "<b>53</b> · 超 3", "<b>40</b>", "<b>4</b> · 未设上下限"]


def test_an_empty_bound_bounds_nothing() -> None:
    assert roster.off_by(10, None, 5) == 5
    assert roster.off_by(10, 20, None) == -10
    assert roster.off_by(10, None, None) == roster.off_by(None, 1, 2) == 0


def test_an_account_without_a_class_is_part_of_the_list_still() -> None:
    figure = roster.structure(REGIONS, STYLE)
    assert [trace.name for trace in figure.data] == ["甲方用户", "咨询设计中介", "工程商", "类别未知"]
    assert list(figure.data[-1].x) == [1, 0, 0, 0]


def test_entries_go_right_and_exits_left() -> None:
    exits, entries = roster.moves(REGIONS, STYLE).data
    assert list(exits.x) == [-1, 0, -2, 0]
    assert list(entries.x) == [3, 0, 0, 0]
    assert list(exits.text) == ["−1", "0", "−2", "0"]


def test_a_candidate_of_unknown_potential_stands_below_zero_and_its_hover_says_a_dash() -> None:
    given = frame(
        "account_id sales_12m annual_potential by_sales by_potential",
        ("A", 2_000_000.0, 3_000_000.0, True, True),
        ("B", 1_500_000.0, None, True, None),
        ("C", 0.0, 1_000_000.0, False, True),
    )
    figure = roster.candidates(given, {"B": "<b>乙</b>"}, STYLE, 1_000_000.0)
    both, sales, potential = figure.data
    assert (list(both.x), list(both.y)) == ([200.0], [300.0])
    assert (list(potential.x), list(potential.y)) == ([0.0], [100.0])
    assert sales.y[0] < 0
    assert sales.hovertext[0] == "&lt;b&gt;乙&lt;/b&gt;<br>近 12 个月销售额 150.0 万元<br>年采购潜力 —"
    assert {shape.x0 or shape.y0 for shape in figure.layout.shapes} <= {0, 100.0}


def test_the_emptiest_profile_comes_first_and_what_is_missing_fills_it_up_to_eighteen() -> None:
    given = frame(
        "account_id background person operations completeness newest_on",
        ("A", 6, 8, 4, 1.0, None),
        ("B", 1, 2, 0, 3 / 18, None),
    )
    figure = roster.completeness(given, {"A": "甲"}, STYLE)
    assert [list(trace.x) for trace in figure.data] == [[1, 6], [2, 8], [0, 4], [15, 0]]
    assert list(figure.layout.yaxis.ticktext) == ["B", "甲"]
    assert notes(figure) == ["<b>17%</b>", "<b>100%</b>"]


def test_the_matrix_holds_every_pair_of_levels_where_both_name_it() -> None:
    rows = [
        (ours, theirs, place, 10 * place)
        for place, (ours, theirs) in enumerate(
            (ours, theirs) for ours in engagement.OUR_LEVELS for theirs in engagement.THEIR_LEVELS
        )
    ]
    figure = engagement.matrix(frame("visitor_level contact_level accounts visits", *rows[::-1]), STYLE)
    assert [list(row) for row in figure.data[0].z] == [[0, 10, 20], [30, 40, 50], [60, 70, 80]]
    words = figure.data[1]
    said = dict(zip(zip(words.x, words.y, strict=True), words.text, strict=True))
    assert (said[2, 2], said[0, 1]) == ("<b>80 次</b><br>8 家", "<b>30 次</b><br>3 家")
    assert list(figure.layout.yaxis.ticktext) == ["决策层", "大客户部", "一线"]


def test_accounts_are_counted_by_contacts_and_judged_by_their_own_range() -> None:
    figure = engagement.executive(EXECUTIVE, STYLE)
    assert [trace.name for trace in figure.data] == ["不足 1", "范围内 3", "超出 1"]
    assert [(list(trace.x), list(trace.y)) for trace in figure.data] == [([0], [1]), ([2, 5], [2, 1]), ([7], [1])]


def test_the_longest_overdue_comes_first_and_the_never_visited_are_counted_without_days() -> None:
    late = engagement.overdue(CADENCE, TODAY)
    assert late["account_id"].tolist() == ["D", "A", "C"]
    figure = engagement.cadence(late, {"D": "<b>丁</b>"}, STYLE)
    assert (list(figure.data[0].customdata), list(figure.data[0].x)) == (["D", "A"], [90, 60])
    assert figure.layout.yaxis.ticktext[0] == "&lt;b&gt;丁&lt;/b&gt;"
    assert notes(figure) == ["另有 1 家从未拜访"]


def test_a_region_without_a_headcount_shows_a_dash_for_its_time() -> None:
    given = frame(
        "region visit_hours working_hours visit_share key_account_share",
        ("东", 40.0, 160.0, 0.25, 0.9),
        ("南", 10.0, None, None, 1.0),
    )
    visits, key = engagement.time(given, STYLE, 0.5).data
    assert list(visits.text) == ["25.0%", "—"]
    assert list(key.x) == [0.9, 1.0]


def test_spend_above_the_budget_is_said_in_words_and_a_budget_of_none_has_no_rate() -> None:
    given = frame(
        "region budget spend rate unassigned",
        ("东", 100_000.0, 120_000.0, 1.2, 20_000.0),
        ("南", 100_000.0, 50_000.0, 0.5, 0.0),
        ("西", 0.0, 0.0, None, 0.0),
    )
    figure = plan.funds(given, STYLE)
    budget, spend, unassigned = figure.data
    assert (list(budget.x), list(spend.x)) == ([10.0, 10.0, 0.0], [12.0, 5.0, 0.0])
    assert (unassigned.base[0], unassigned.x[0]) == (10.0, 2.0)
    assert [note.split("<br>")[0] for note in notes(figure)] == ["<b>120% 超支</b>", "<b>50%</b>", "<b>—</b>"]


def test_an_owners_actions_are_stacked_by_state_the_overdue_first() -> None:
    figure = plan.by_owner(AGENDA, STYLE)
    assert list(figure.layout.yaxis.ticktext) == ["&lt;i&gt;甲&lt;/i&gt;", "未指定", "乙"]
    assert {trace.name: list(trace.x) for trace in figure.data} == {
        "逾期": [1, 0, 0],
        "未到期": [0, 1, 0],
        "无截止日": [0, 0, 1],
        "已结束": [1, 0, 0],
    }


def test_an_overdue_action_is_drawn_from_its_start_to_its_day_and_on_to_today() -> None:
    figure = plan.timeline(AGENDA, TODAY, STYLE)
    planned, late = figure.data
    day = 86_400_000
    assert (list(planned.base), list(planned.x)) == (["2026-05-01"], [31 * day])
    assert (list(late.base), list(late.x)) == (["2026-06-01"], [29 * day])
    assert "<b>催款" not in late.hovertext[0]
    assert notes(figure) == ["29 天 · &lt;i&gt;甲&lt;/i&gt;", "07-15 · 未指定"]
    assert figure.layout.yaxis.ticktext[0].startswith("&lt;b&gt;")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_figure_of_nothing_says_so_in_words(lang: str) -> None:
    style = Style("en" if lang == "en" else "zh")
    for figure, words in (
        (pitfalls.by_finding(CONCESSIONS.head(0), "value", style), pitfalls.NO_CONCESSIONS),
        (pitfalls.gaps(LEVELS.head(0), style), pitfalls.NO_GAPS),
        (roster.list_size(REGIONS.head(0), style), roster.NO_REGIONS),
        (roster.structure(REGIONS.head(0), style), roster.NO_KEY_ACCOUNTS),
        (engagement.executive(EXECUTIVE.head(0), style), engagement.NO_KEY_ACCOUNTS),
        (engagement.cadence(engagement.overdue(CADENCE.head(0), TODAY), {}, style), engagement.NOBODY_OVERDUE),
        (plan.by_owner(AGENDA.head(0), style), plan.NO_ACTIONS),
        (plan.timeline(AGENDA.tail(1), TODAY, style), plan.ALL_DONE),
    ):
        assert notes(figure) == [words(style.lang)]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_counts_inside_bars_are_readable_on_every_part(palette: object) -> None:
    style = Style("zh", palette is DARK)
    for figure in (roster.structure(REGIONS, style), plan.by_owner(AGENDA, style)):
        for trace in figure.data:
            assert contrast(trace.marker.color, trace.textfont.color) >= 4.5
    assert ink_on("#FFFFFF") == LIGHT.ink
