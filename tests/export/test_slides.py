"""Pages on slides: what stands in the file is what the command line answers, in both languages, whatever the names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kam.datasets import EVERY
from kam.engine import View
from kam.export.slide_values import Box
from kam.export.slides import PAGES, page_deck
from kam.recovery import open_store
from kam.topics.rivals.figures import DIMENSIONS
from kam.view import view
from tests.conftest import Company, answered
from tests.export.decks import asker, charts, opened, series, tables, titles, words, workbook

Rows = list[dict[str, Any]]
QUERIES = (
    "share.by_region",
    "share.trend",
    "share.movement",
    "funnel.reached",
    "funnel.stock",
    "funnel.dwell",
    "funnel.stalled",
    "rivals.radar",
    "rivals.strength",
    "rivals.win_loss",
    "rebate.status",
    "rebate.margin",
    "pitfalls.concessions",
    "pitfalls.summary",
    "pitfalls.levels",
    "roster.by_region",
    "roster.completeness",
    "engagement.matrix",
    "engagement.executive",
    "engagement.cadence",
    "engagement.time",
    "plan.funds",
    "board.exceptions",
)
AS_OF = "2026-06-30"
VIEW = view(date(2026, 6, 30))
WAN = 10_000
HOSTILE = '=HYPERLINK("http://other.example")\x0b\x00<b>&\'\u202e]]>'
# Codes and abbreviations that a Chinese reader writes in Latin letters too.
ALLOWED = re.compile(r"XY-2026-\d+|RL-2026-\d+|\bp\d\d\b|HHI|ABC|CRM|Kaplan-Meier|Spearman|[A-Z]{2}\d{3}")


@pytest.fixture(scope="module")
def sample(
    tmp_path_factory: pytest.TempPathFactory, sample_in: Callable[[Path], Path]
) -> Iterator[tuple[Any, dict[str, Rows]]]:
    """An asker over the sample company, and the command line's answers."""
    home = sample_in(tmp_path_factory.mktemp("slides"))
    told = {name: json.loads(answered(home, "report", name, "--as-of", AS_OF, "--format", "json")) for name in QUERIES}
    store, _ = open_store(home, EVERY)
    yield asker(store.connection), told
    store.close()


def near(found: dict[str, float | None], wanted: dict[str, float | None]) -> None:
    assert set(found) == set(wanted)
    for name, value in wanted.items():
        assert found[name] == (None if value is None else pytest.approx(value, rel=1e-9, abs=1e-9)), name


def column(rows: Rows, key: str, name: str, divisor: float = 1) -> dict[str, float | None]:
    return {str(row[key]): None if row[name] is None else row[name] / divisor for row in rows}


def test_shares_sales_and_the_bridge_are_the_command_lines(sample: tuple[Any, dict[str, Rows]]) -> None:
    ask, told = sample
    found = charts(opened(page_deck("share", ask, VIEW, "zh")))
    regions = [row for row in told["share.by_region"] if row["share"] is not None or row["market_share"] is not None]
    drawn = series(found["区域占有率"])
    near(drawn["客户占有率"], column(regions, "region", "share"))
    near(drawn["市场占有率"], column(regions, "region", "market_share"))

    months = [{**row, "month": f"{int(row['month'][5:])}月"} for row in told["share.trend"]]
    drawn = series(found["月销售额（万元）"])
    near(drawn["我方销售额"], column(months, "month", "our_sales", WAN))
    near(drawn["去年同期"], column(months, "month", "our_sales_last_year", WAN))
    near(series(found["客户占有率走势"])["客户占有率"], column(months, "month", "share"))

    moved = [row for row in told["share.movement"] if row["divided_by"] == "category"]
    drawn = series(found["占有率变化 · 按品类"])
    steps = [(drawn["上升"][name] or 0) - (drawn["下降"][name] or 0) for name in drawn["上升"]][1:-1]
    assert sorted(steps) == pytest.approx(sorted(row["points"] for row in moved))
    whole = next(row for row in told["share.movement"] if row["divided_by"] == "total")
    ends = list(drawn["占有率"].values())
    assert (ends[0], ends[-1]) == (pytest.approx(whole["share_before"]), pytest.approx(whole["share_now"]))
    # Each step begins where the one before ended: what carries it is not seen, but it must be right.
    level = whole["share_before"]
    for name, step in zip(list(drawn["占位"])[1:-1], steps, strict=True):
        assert drawn["占位"][name] == pytest.approx(min(level, level + step))
        level += step
    assert level == pytest.approx(whole["share_now"])


def test_the_funnel_is_the_command_lines(sample: tuple[Any, dict[str, Rows]]) -> None:
    ask, told = sample
    deck = opened(page_deck("funnel", ask, VIEW, "zh"))
    found = charts(deck)
    drawn = series(found["曾到达各阶段的客户数"])
    assert list(drawn["客户数"].values()) == [row["accounts"] for row in told["funnel.reached"]]
    widest = max(row["accounts"] for row in told["funnel.reached"])
    sides = zip(drawn["占位"].values(), drawn["客户数"].values(), strict=True)
    assert {side * 2 + count for side, count in sides} == {widest}  # type: ignore[operator]
    drawn = series(found["各阶段停留天数"])
    for name, words_ in (("median_days", "中位数"), ("p75_days", "75% 分位"), ("p90_days", "90% 分位")):
        assert list(drawn[words_].values()) == [row[name] for row in told["funnel.dwell"]]
    head, *rows = tables(deck)[0]
    assert head == ["阶段", "曾到达", "转化率", "现处客户", "近 12 个月销售额 (万元)"]
    assert [int(row[3]) for row in rows] == [row["accounts"] for row in told["funnel.stock"]]
    assert f"停滞客户 {len(told['funnel.stalled'])} 家" in titles(deck)
    known = [row for row in told["funnel.reached"] if row["conversion"] is not None]
    weakest = min(known, key=lambda row: row["conversion"])
    assert f"{weakest['conversion'] * 100:.1f}%" in titles(deck)[0]


def test_rivals_are_the_command_lines(sample: tuple[Any, dict[str, Rows]]) -> None:
    ask, told = sample
    found = charts(opened(page_deck("rivals", ask, VIEW, "zh")))
    radar = series(found["竞争力雷达"])
    scores = {(row["party"], row["dimension"]): row["score"] for row in told["rivals.radar"]}
    strongest = sorted(told["rivals.strength"], key=lambda row: -row["strength"])
    assert list(radar) == ["我方", *[row["party"] for row in strongest if row["party"] != "我方"][:2]]
    for party, drawn in radar.items():
        near(drawn, {words_.zh: scores[party, name] for name, words_ in list(DIMENSIONS.items())[:8]})
    ours, theirs = series(found["综合实力"]).values()
    merged = {name: ours[name] if ours[name] is not None else theirs[name] for name in ours}
    near(merged, column(told["rivals.strength"], "party", "strength"))
    drawn = series(found["输赢"])
    deals = [{**row, "rival": row["rival"] or "未注明对手"} for row in told["rivals.win_loss"]]
    for name, words_ in (("won", "赢单"), ("lost", "丢单"), ("open", "进行中")):
        near(drawn[words_], column(deals, "rival", name))


def test_rebates_are_the_command_lines(sample: tuple[Any, dict[str, Rows]]) -> None:
    ask, told = sample
    deck = opened(page_deck("rebate", ask, VIEW, "zh"))
    progress, margins = charts(deck).values()
    known = [row for row in told["rebate.status"] if row["progress"] is not None and row["elapsed"] is not None]
    late = sorted(known, key=lambda row: row["progress"] - row["elapsed"])[:10]
    met, elapsed = (list(one.values) for one in progress.plots[0].series)
    assert met == pytest.approx([row["progress"] for row in late])
    assert elapsed == pytest.approx([row["elapsed"] for row in late])
    behind = sum(row["progress"] < row["elapsed"] for row in known)
    assert titles(deck)[0] == f"{len(known)} 份有承诺的协议中 {behind} 份落后于时间进度"
    rates = sorted(row["margin_rate"] for row in told["rebate.margin"] if row["margin_rate"] is not None)
    assert list(margins.plots[0].series[0].values) == pytest.approx(rates[:10])


def test_pitfalls_and_roster_are_the_command_lines(sample: tuple[Any, dict[str, Rows]]) -> None:
    ask, told = sample
    found = charts(opened(page_deck("pitfalls", ask, VIEW, "zh")))
    names = {
        "没有协议": "no_agreement",
        "协议未签订": "unsigned",
        "没有承诺量": "no_commitment",
        "未达承诺": "missed_commitment",
    }
    given = next(iter(series(found["没有回报的让利 (万元)"]).values()))
    for name, value in given.items():
        sums = sum(row["value"] for row in told["pitfalls.concessions"] if row["finding"] == names[name])
        assert value == pytest.approx(sums / WAN)
    assert sum(value or 0 for value in given.values()) == pytest.approx(
        told["pitfalls.summary"][0]["value_with_finding"] / WAN
    )
    assert sum(next(iter(series(found["未触及的层级"]).values())).values()) == len(told["pitfalls.levels"])  # type: ignore[arg-type]

    found = charts(opened(page_deck("roster", ask, VIEW, "zh")))
    lists = told["roster.by_region"]
    drawn = series(found["名录规模与上下限"])
    for name, words_ in (("list_min", "下限"), ("locked", "锁定客户"), ("list_max", "上限")):
        near(drawn[words_], column(lists, "region", name))
    drawn = series(found["三类客户构成"])
    for name, words_ in (("end_user", "甲方用户"), ("consultant", "咨询设计中介"), ("contractor", "工程商")):
        near(drawn[words_], column(lists, "region", name))
    drawn = series(found["本期进入与退出"])
    near(drawn["进入"], column(lists, "region", "entries"))
    near(drawn["退出"], column(lists, "region", "exits"))
    worst = sorted(told["roster.completeness"], key=lambda row: (row["completeness"], row["account_id"]))[:12]
    profiles = next(chart for title, chart in found.items() if title.startswith("档案"))
    parts = [list(one.values) for one in profiles.plots[0].series]
    assert parts == [[row[name] for row in worst] for name in ("background", "person", "operations")]


def test_engagement_and_plan_are_the_command_lines(sample: tuple[Any, dict[str, Rows]]) -> None:
    ask, told = sample
    found = charts(opened(page_deck("engagement", ask, VIEW, "zh")))
    meetings = next(chart for title, chart in found.items() if title.startswith("见面次数"))
    drawn = [list(one.values) for one in meetings.plots[0].series]
    met = {(row["visitor_level"], row["contact_level"]): row["visits"] for row in told["engagement.matrix"]}
    assert sum(map(sum, drawn)) == sum(met.values())
    assert drawn[0][0] == met["executive", "senior"]
    contacts = next(chart for title, chart in found.items() if title.startswith("大客户数"))
    counts: dict[str, float] = {}
    for values in series(contacts).values():
        for name, value in values.items():
            counts[name] = counts.get(name, 0) + (value or 0)
    answers = [row["contacts"] for row in told["engagement.executive"]]
    assert counts == {str(step): answers.count(step) for step in range(max(answers) + 1)}
    late = [
        date(2026, 6, 30) - date.fromisoformat(row["due_on"]) for row in told["engagement.cadence"] if row["due_on"]
    ]
    longest = sorted((days.days for days in late if days.days > 0), reverse=True)[:12]
    overdue = next(chart for title, chart in found.items() if title.startswith("逾期天数"))
    assert list(overdue.plots[0].series[0].values) == longest
    drawn_time = series(found["拜访时间"])
    near(drawn_time["拜访 ÷ 工作时间"], column(told["engagement.time"], "region", "visit_share"))
    near(drawn_time["大客户 ÷ 拜访时间"], column(told["engagement.time"], "region", "key_account_share"))

    found = charts(opened(page_deck("plan", ask, VIEW, "zh")))
    drawn_funds = series(found["专款 (万元)"])
    near(drawn_funds["预算"], column(told["plan.funds"], "region", "budget", WAN))
    near(drawn_funds["支出"], column(told["plan.funds"], "region", "spend", WAN))


def test_the_overview_says_what_needs_a_decision_and_carries_the_pages_figures(
    sample: tuple[Any, dict[str, Rows]],
) -> None:
    ask, told = sample
    deck = opened(page_deck("overview", ask, VIEW, "zh", [Box("销售额", "2.70 亿元", "同比 +28.1%")]))
    assert "销售额\n2.70 亿元\n同比 +28.1%" in [
        shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame
    ]
    found = told["board.exceptions"]
    assert titles(deck)[2].startswith(f"要事 {len(found)} 件")
    rows = tables(deck)[0][1:]
    largest = [round(row["at_stake"] / WAN, 1) for row in found[: len(rows)]]
    assert [float(row[4].replace(",", "")) for row in rows] == pytest.approx(largest, abs=0.051)
    rest = [shape.text_frame.text for shape in deck.slides[2].shapes if shape.has_text_frame]
    assert f"另有 {len(found) - len(rows)} 行" in rest


def test_numbers_behind_a_chart_are_those_it_shows(sample: tuple[Any, dict[str, Rows]]) -> None:
    for name in PAGES:
        for title, chart in charts(opened(page_deck(name, sample[0], VIEW, "zh"))).items():
            sheet = workbook(chart)
            drawn = series(chart)
            assert [cell.value for cell in sheet[1]][1:] == list(drawn), title
            for place, values in enumerate(drawn.values(), 2):
                cells = [sheet.cell(row, place).value for row in range(2, len(values) + 2)]
                assert cells == pytest.approx(list(values.values())), title


def test_every_page_speaks_one_language(sample: tuple[Any, dict[str, Rows]]) -> None:
    ask = sample[0]
    for name in PAGES:
        for text in words(opened(page_deck(name, ask, VIEW, "zh"))):
            assert not re.search(r"[A-Za-z]{3,}", ALLOWED.sub("", text)), (name, text)
    # What is Chinese in an English deck stands so in the sample's files.
    files = "".join(str(row) for rows in sample[1].values() for row in rows)
    for name in PAGES:
        deck = opened(page_deck(name, ask, VIEW, "en"))
        for slide in deck.slides:
            assert not re.search(r"[：，、；（）]", slide.shapes.title.text), name
            assert "来源" not in "".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for chart in charts(deck).values():
            for label in series(chart):
                assert not re.search(r"[\u4e00-\u9fff]", label) or label in files, (name, label)


def test_every_slide_keeps_its_frame(sample: tuple[Any, dict[str, Rows]]) -> None:
    for name in PAGES:
        deck = opened(page_deck(name, sample[0], VIEW, "zh"))
        assert deck.slide_width * 9 == pytest.approx(deck.slide_height * 16, rel=1e-3)
        for place, slide in enumerate(deck.slides, 1):
            assert slide.shapes.title.text
            texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
            assert any("截止日：2026-06-30 · 期间：2026-01-01 – 2026-06-30" in text for text in texts)
            assert str(place) in texts
            assert any(text.startswith("大客户驾驶舱 · 来源：") for text in texts)
            for shape in slide.shapes:
                assert shape.left >= 0
                assert shape.left + shape.width <= deck.slide_width, (name, shape.name)
                assert shape.top + shape.height <= deck.slide_height, (name, shape.name)
            assert not any(shape.shape_type == 13 for shape in slide.shapes), "a picture cannot be edited"


def test_the_theme_is_ours(sample: tuple[Any, dict[str, Rows]]) -> None:
    deck = opened(page_deck("plan", sample[0], VIEW, "zh"))
    theme = next(rel.target_part for rel in deck.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    text = theme.blob.decode()
    assert "1D55C9" in text
    assert "D9722B" in text
    assert text.count('typeface="微软雅黑"') >= 2


def test_an_empty_company_gives_a_deck_that_says_so(company: Company) -> None:
    for lang, said in (("zh", "还没有数据"), ("en", "No data yet")):
        for name in PAGES:
            deck = opened(page_deck(name, asker(company.connection), VIEW, lang))  # type: ignore[arg-type]
            (title,) = titles(deck)
            assert title.startswith(said)
            assert not charts(deck)


def test_a_company_with_accounts_alone_has_words_where_charts_would_stand(company: Company) -> None:
    company.put("account", {"account_id": "A1", "account_name": "甲"})
    for name in PAGES:
        deck = opened(page_deck(name, asker(company.connection), VIEW, "zh"))
        assert all(titles(deck)), name
        for chart in charts(deck).values():
            assert any(value is not None for values in series(chart).values() for value in values.values()), name


@pytest.fixture
def hostile(company: Company) -> Any:
    company.put("account", {"account_id": "A1", "account_name": HOSTILE, "region": HOSTILE, "status": "locked"})
    company.put("region", {"region": HOSTILE, "list_min": 0, "list_max": 5, "market_capacity": "3650.00"})
    company.put(
        "order_line", {"order_no": "S1", "line_no": 1, "ordered_on": "2026-02-01", "account_id": "A1", "amount": 50}
    )
    company.put("wallet", {"account_id": "A1", "period": "2026", "spend": "3650.00"})
    company.put("fund", {"fund_no": "F1", "region": HOSTILE, "booked_on": "2026-02-01", "kind": "budget", "amount": 5})
    company.put(
        "action",
        {
            "action_no": "M1",
            "account_id": "A1",
            "owner": HOSTILE,
            "title": HOSTILE,
            "starts_on": "2026-01-01",
            "due_on": "2026-02-01",
        },
    )
    company.put(
        "rival_score",
        *(
            {"account_id": "A1", "party": party, "dimension": dimension, "scored_on": "2026-01-01", "score": 6}
            for party in ("我方", HOSTILE)
            for dimension in ("product", "sales", "pricing")
        ),
    )
    return asker(company.connection)


def test_hostile_names_are_plain_text_everywhere(hostile: Any) -> None:
    seen = View(VIEW.as_of, VIEW.period_from, VIEW.period_to, regions=(HOSTILE,), accounts=("A1",))
    is_named = False
    for name in PAGES:
        deck = opened(page_deck(name, hostile, seen, "zh"))
        for text in words(deck):
            assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", text), (name, text)
            is_named = is_named or "=HYPERLINK(" in text
        for chart in charts(deck).values():
            for row in workbook(chart).iter_rows():
                for cell in row:
                    assert cell.data_type != "f", (name, cell.value)
                    assert cell.hyperlink is None
    assert is_named, "the name is shown as it stands, not dropped"


def test_unknown_is_a_gap(company: Company) -> None:
    company.put("account", {"account_id": "A1", "region": "华东"}, {"account_id": "A2", "region": "华南"})
    company.put(
        "order_line",
        {"order_no": "S1", "line_no": 1, "ordered_on": "2026-02-01", "account_id": "A1", "amount": 50},
        {"order_no": "S2", "line_no": 1, "ordered_on": "2026-02-01", "account_id": "A2", "amount": 50},
    )
    company.put("region", {"region": "华南", "market_capacity": "3650.00"})
    company.put("wallet", {"account_id": "A1", "period": "2026", "spend": "3650.00"})
    chart = charts(opened(page_deck("share", asker(company.connection), VIEW, "zh")))["区域占有率"]
    assert series(chart)["市场占有率"]["华东"] is None
    assert series(chart)["客户占有率"]["华南"] is None
    assert workbook(chart)["C2"].value is None
    assert 'dispBlanksAs val="gap"' in chart._chartSpace.xml


def test_three_hundred_accounts_fit(company: Company) -> None:
    names = [f"第{place}建设工程股份有限公司华东分公司" for place in range(300)]
    company.put(
        "account",
        *(
            {"account_id": f"A{place}", "account_name": name, "region": f"区{place % 40}", "status": "locked"}
            for place, name in enumerate(names)
        ),
    )
    company.put(
        "stage_change", *({"account_id": f"A{place}", "entered_on": "2024-01-01", "stage": 3} for place in range(300))
    )
    company.put("region", *({"region": f"区{place}", "list_min": 1, "list_max": 5} for place in range(40)))
    ask = asker(company.connection)
    for name in PAGES:
        deck = opened(page_deck(name, ask, VIEW, "zh"))
        for slide in deck.slides:
            for shape in slide.shapes:
                assert shape.top + shape.height <= deck.slide_height, (name, shape.name)
        assert all(len(rows) <= 16 for rows in tables(deck)), name
