"""What a company sets counts everywhere at once, can be taken back, and is the playbook's until then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kam.access import EVERYTHING
from kam.datasets import EVERY
from kam.engine import facts, fetch_arrow
from kam.ledger import Batch
from kam.settings import GROUPS, SETTINGS, faults
from kam.store import Store
from kam.ui.rooms import NAMED
from kam.view import view
from tests.conftest import Company
from tests.ui.test_pages import _fill, _open

TODAY = date(2026, 3, 31)
WHERE_SET = ("setting", "visit_cadence", "dimension_weight")


def set_to(company: Company, **values: object) -> None:
    """Settings by name; a double underscore stands for the dot."""
    company.put("setting_value", *({"name": n.replace("__", "."), "value": v} for n, v in values.items()))


def answered(company: Company, sql: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = fetch_arrow(company.connection, sql, view(TODAY).params(), EVERYTHING).to_pylist()
    return rows


def test_the_playbooks_values_are_those_that_count_until_something_is_set(company: Company) -> None:
    (given,) = answered(company, "SELECT * FROM setting")
    days = {f"cadence.{row['account_class']}": row["days"] for row in answered(company, "SELECT * FROM visit_cadence")}
    weights = {row["dimension"]: row["weight"] for row in answered(company, "SELECT * FROM dimension_weight")}
    told = {name: setting.default for name, setting in SETTINGS.items()}
    assert {name: told[name] for name in given if name in told} == {n: given[n] for n in given if n != "hours_a_day"}
    assert {name: told[name] for name in days} == days
    points = {name.removeprefix("weight."): told[name] for name in told if name.startswith("weight.")}
    assert {name: float(point / sum(points.values())) for name, point in points.items()} == weights
    assert len(told) == len(given) - 1 + len(days) + len(weights)


def test_every_name_that_the_facts_read_can_be_set_and_no_other() -> None:
    read = {name for fact in WHERE_SET for name in re.findall(r"name = '(\w+)'", facts()[fact])}
    assert read == {name for name in SETTINGS if "." not in name}


def test_every_setting_says_in_both_languages_what_it_is_and_what_it_changes() -> None:
    for group in GROUPS:
        for words in (
            group.label,
            group.note,
            *(one.label for one in group.settings),
            *(one.used for one in group.settings),
        ):
            assert words.zh
            assert words.en
            assert words.zh != words.en


def test_a_value_comes_back_as_it_was_typed_in_either_language() -> None:
    candidate, drop = SETTINGS["candidate_from"], SETTINGS["share_drop"]
    assert (candidate.kept(150.5, "zh"), candidate.kept(1505.0, "en")) == (Decimal(1_505_000), Decimal(1_505_000))
    assert (candidate.shown(Decimal(1_505_000), "zh"), candidate.shown(Decimal(1_505_000), "en")) == (
        Decimal("150.5"),
        Decimal(1505),
    )
    assert drop.kept(7.5, "zh") == Decimal("0.075")
    assert drop.shown(Decimal("0.075"), "en") == Decimal("7.5")


@pytest.mark.parametrize(
    ("wanted", "is_wrong"),
    [
        ({"share_drop": Decimal(1)}, False),
        ({"share_drop": Decimal("1.01")}, True),
        ({"visit_goal": Decimal(0)}, False),
        ({"cadence.end_user": Decimal(0)}, True),
        ({"cadence.end_user": Decimal(1)}, False),
        ({"weight.product": Decimal(0)}, False),
        ({"candidate_from": None}, False),
        ({"executive_minimum": Decimal(6)}, True),  # the maximum is 5 until set
        ({"executive_minimum": Decimal(6), "executive_maximum": Decimal(6)}, False),
        ({"executive_maximum": Decimal(1)}, True),  # the minimum is 2 until set
    ],
)
def test_a_value_out_of_its_bounds_is_told(wanted: dict[str, Decimal | None], is_wrong: bool) -> None:
    assert bool(faults(wanted, "zh")) == is_wrong


def test_bounds_are_said_in_the_readers_unit() -> None:
    (fault,) = faults({"share_drop": Decimal(2)}, "zh")
    assert fault.zh == "占有率下降：应在 0 至 100 个百分点之间。"


def locked(company: Company) -> None:
    company.put(
        "account",
        {"account_id": "K", "region": "华东", "account_class": "end_user", "status": "locked", "manager": "李"},
    )


def kinds(company: Company) -> set[str]:
    return {row["kind"] for row in company.ask("board.exceptions", TODAY)}


def test_a_drop_of_ten_points_is_a_finding_from_ten_points_on(company: Company) -> None:
    """Shares of 450 / 900 and 360 / 900 in the first 90 days of the years."""
    locked(company)
    days = {"2024-12-31": 1, "2025-01-10": 450, "2026-01-10": 360}
    lines = [
        {"order_no": day, "line_no": 1, "ordered_on": day, "account_id": "K", "amount": n} for day, n in days.items()
    ]
    company.put("order_line", *lines)
    company.put("wallet", *({"account_id": "K", "period": year, "spend": 3650} for year in ("2025", "2026")))
    assert "share_lost" in kinds(company)
    set_to(company, share_drop="0.1")
    assert "share_lost" in kinds(company)
    company.connection.execute("UPDATE setting_value SET value = 0.1001")
    assert "share_lost" not in kinds(company)


def test_a_tier_is_near_and_a_commitment_behind_by_the_parts_that_are_set(company: Company) -> None:
    """In 90 of 365 days 10 were bought: 40.56 in the whole year, 16 % below 48; 10 of 80 are done, 0.125 of 0.247."""
    agreed = {"agreement_no": "F", "account_id": "K", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    company.put("agreement", {**agreed, "basis": "amount", "method": "all_unit", "committed_volume": 80})
    company.put("rebate_tier", {"agreement_no": "F", "threshold": 48, "rate": "0.1"})
    company.put(
        "order_line", {"order_no": "S", "line_no": 1, "ordered_on": "2026-03-01", "account_id": "K", "amount": 10}
    )
    assert kinds(company) == {"behind_commitment"}
    set_to(company, near_part="0.16", behind_part="0.13")
    assert kinds(company) == {"near_tier"}


def test_a_visit_is_due_after_the_days_of_its_class(company: Company) -> None:
    locked(company)
    company.put("visit", {"visit_no": "V", "account_id": "K", "visited_on": "2026-03-01", "kind": "visit"})
    assert company.ask("engagement.cadence", TODAY)[0]["due_on"] == date(2026, 3, 31)
    set_to(company, cadence__end_user=10, cadence__contractor=99)
    assert company.ask("engagement.cadence", TODAY)[0]["due_on"] == date(2026, 3, 11)


def test_executive_contacts_are_read_against_the_range_that_is_set(company: Company) -> None:
    locked(company)
    set_to(company, executive_minimum=0, executive_maximum=1)
    (row,) = company.ask("engagement.executive", TODAY)
    assert (row["contacts"], row["minimum"], row["maximum"]) == (0, 0, 1)
    assert "executive_absent" not in kinds(company)


def test_a_strength_weighs_its_dimensions_by_their_points(company: Company) -> None:
    """8 and 4 under equal weights: 6; three points for product and none for six others: (3 x 8 + 1 x 4) / 4 = 7."""
    company.put("account", {"account_id": "K", "region": "华东"})
    scores = {
        "product": 8,
        "sales": 4,
        "pricing": 6,
        "reputation": 6,
        "cost": 6,
        "organisation": 6,
        "people": 6,
        "finance": 6,
    }
    given = {"account_id": "K", "party": "我方", "scored_on": "2026-01-01"}
    company.put("rival_score", *({**given, "dimension": name, "score": score} for name, score in scores.items()))
    assert company.ask("rivals.strength", TODAY)[0]["strength"] == pytest.approx(6)
    none = {f"weight__{name}": 0 for name in scores if name not in ("product", "sales")}
    set_to(company, weight__product=3, **none)
    assert company.ask("rivals.strength", TODAY)[0]["strength"] == pytest.approx(7)


def test_a_candidate_is_one_from_the_amount_that_is_set(company: Company) -> None:
    company.put("account", {"account_id": "P", "status": "candidate", "annual_potential": 500_000})
    assert company.ask("roster.candidates", TODAY) == []
    set_to(company, candidate_from=500_000)
    assert [row["account_id"] for row in company.ask("roster.candidates", TODAY)] == ["P"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("KAM_HOME", str(tmp_path))
    yield tmp_path
    st.cache_resource.clear()
    st.cache_data.clear()


def opened(**address: str) -> AppTest:
    app = _open(NAMED["settings"], **address)
    assert not app.exception
    return app


def field(app: AppTest, name: str) -> object:
    (found,) = [one for one in app.number_input if one.key and one.key.startswith(f"set_{name}_")]
    return found


def save(app: AppTest, label: str = "保存设置", **values: float) -> AppTest:
    for name, value in values.items():
        field(app, name.replace("__", ".")).set_value(value)  # type: ignore[attr-defined]
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def kept(home: Path) -> dict[str, Decimal | None]:
    """What the store holds, seen by itself."""
    st.cache_resource.clear()
    store = Store(home, EVERY)
    rows = store.connection.execute("SELECT name, value FROM setting_value ORDER BY name").fetchall()
    store.close()
    return dict(rows)


def history(home: Path) -> tuple[Batch, ...]:
    """The ledger, seen by itself."""
    st.cache_resource.clear()
    store = Store(home, EVERY)
    batches = store.history()
    store.close()
    return batches


def test_a_change_is_one_batch_that_the_history_can_undo(home: Path) -> None:
    _fill(home)
    app = save(opened(), share_drop=7.5, cadence__end_user=10, candidate_from=150.0)
    assert not app.error
    assert any("第" in caption.value and "批" in caption.value for caption in app.caption)
    assert field(app, "share_drop").value == 7.5  # type: ignore[attr-defined]
    st.cache_resource.clear()
    store = Store(home, EVERY)
    last = store.history()[-1]
    assert (last.dataset, last.added) == ("setting_value", 3)
    rows = store.connection.execute("SELECT name, value FROM setting_value ORDER BY name").fetchall()
    assert rows == [("cadence.end_user", 10), ("candidate_from", 1_500_000), ("share_drop", Decimal("0.0750"))]
    store.undo(last.number, "ann")
    store.close()
    app = opened()
    assert field(app, "share_drop").value is None  # type: ignore[attr-defined]


def test_only_what_was_changed_is_written_and_the_playbook_comes_back_as_empty(home: Path) -> None:
    app = save(opened(), share_drop=7.5, visit_goal=40.0)
    app = save(app, visit_goal=60.0)
    assert [batch.added + batch.replaced for batch in history(home)] == [2, 1]
    assert kept(home) == {"share_drop": Decimal("0.0750"), "visit_goal": Decimal("0.6000")}
    app = save(opened(), label="全部恢复手册值")
    assert kept(home) == {"share_drop": None, "visit_goal": None}
    app = save(opened())
    assert [info.value for info in app.info] == ["没有改动，未保存。"]


def test_a_range_upside_down_is_refused_in_the_readers_language_and_nothing_is_kept(home: Path) -> None:
    app = save(opened(lang="en"), label="Save", executive_minimum=6)
    assert [error.value for error in app.error] == ["Executive contacts: the minimum must not be above the maximum."]
    assert kept(home) == {}


def test_the_pages_name_the_values_that_are_set(home: Path) -> None:
    _fill(home)
    save(opened(), visit_goal=40.0, candidate_from=150.0)
    engagement = _open(NAMED["engagement"], as_of="2026-03-31")
    assert "≥ 40%" in [metric.delta for metric in engagement.metric]
    roster = _open(NAMED["roster"], as_of="2026-03-31")
    assert "虚线 = 150 万元门槛" in [caption.value for caption in roster.caption]
