"""Who is of some regions writes within them: no row of another region, none without one, none in place of another's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kam.access import ROLES, User
from kam.datasets import BY_NAME, EVERY
from kam.desk import Desk
from kam.edit import save
from kam.errors import Refused
from kam.store import Store

EAST = User("ost", ROLES["region"], frozenset({"华东"}))
TEAM = User("kam", ROLES["key_account"])
AGREED = {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "basis": "amount", "method": "all_unit"}
ORDER = {"line_no": 1, "ordered_on": "2026-01-05", "amount": "5.00"}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Two accounts in two regions with an order and an agreement each, and one account without a region.

    One for all tests: each takes back what it stored.
    """
    desk = Desk(Store(tmp_path_factory.mktemp("reach"), EVERY), EVERY)
    rows = [
        {"account_id": "E1", "account_name": "甲", "region": "华东"},
        {"account_id": "N1", "account_name": "乙", "region": "华北"},
        {"account_id": "X1", "account_name": "丙"},
    ]
    save(desk, BY_NAME["account"], rows, TEAM)
    orders = [{"order_no": f"O-{code}", "account_id": code, **ORDER} for code in ("E1", "N1")]
    save(desk, BY_NAME["order_line"], orders, TEAM)
    agreed = [{"agreement_no": f"G-{code}", "account_id": code, **AGREED} for code in ("E1", "N1")]
    save(desk, BY_NAME["agreement"], agreed, TEAM)
    yield desk
    desk.clear()
    desk.store.close()


OWN: list[tuple[str, dict[str, object]]] = [
    ("account", {"account_id": "E2", "account_name": "丁", "region": "华东"}),
    ("account", {"account_id": "E1", "account_name": "甲甲", "region": "华东"}),
    ("order_line", {"order_no": "O9", "account_id": "E1", **ORDER}),
    ("order_line", {"order_no": "O-E1", "account_id": "E1", **ORDER, "amount": "6.00"}),
    ("rebate_tier", {"agreement_no": "G-E1", "threshold": 0, "rate": "0.01"}),
    ("region", {"region": "华东", "list_min": 3}),
    ("action", {"action_no": "T1", "title": "约谈", "region": "华东"}),
    ("action", {"action_no": "T1", "title": "约谈", "account_id": "E1"}),
    ("stage_change", {"account_id": "E1", "entered_on": "2026-01-05", "stage": 3}),
]
FOREIGN: list[tuple[str, dict[str, object]]] = [
    ("account", {"account_id": "N2", "account_name": "丁", "region": "华北"}),
    ("account", {"account_id": "E2", "account_name": "丁"}),
    ("order_line", {"order_no": "O9", "account_id": "N1", **ORDER}),
    ("order_line", {"order_no": "O9", "account_id": "X1", **ORDER}),
    ("order_line", {"order_no": "O9", "account_id": "nobody", **ORDER}),
    ("order_line", {"order_no": "O9", **ORDER}),
    ("rebate_tier", {"agreement_no": "G-N1", "threshold": 0, "rate": "0.01"}),
    ("rebate_tier", {"agreement_no": "none", "threshold": 0, "rate": "0.01"}),
    ("region", {"region": "华北", "list_min": 3}),
    ("action", {"action_no": "T1", "title": "约谈", "region": "华北", "account_id": "E1"}),
    ("action", {"action_no": "T1", "title": "约谈"}),
    ("stage_change", {"account_id": "N1", "entered_on": "2026-01-05", "stage": 3}),
]
# Their own rows, but under a key that another region's row stands under.
IN_PLACE: list[tuple[str, dict[str, object]]] = [
    ("account", {"account_id": "N1", "account_name": "乙", "region": "华东"}),
    ("account", {"account_id": "X1", "account_name": "丙", "region": "华东"}),
    ("order_line", {"order_no": "O-N1", "account_id": "E1", **ORDER}),
    ("agreement", {"agreement_no": "G-N1", "account_id": "E1", **AGREED}),
]


@pytest.mark.parametrize(("name", "row"), OWN)
def test_rows_of_the_own_regions_are_stored(company: Desk, name: str, row: dict[str, object]) -> None:
    batch = save(company, BY_NAME[name], [row], EAST)
    assert batch.who == "ost"
    company.store.undo(batch.number, EAST)


@pytest.mark.parametrize(("name", "row"), [*FOREIGN, *IN_PLACE])
def test_a_row_of_another_region_is_refused_and_nothing_changes(
    company: Desk, name: str, row: dict[str, object]
) -> None:
    before, history = company.store.dump(), company.store.history()
    with pytest.raises(Refused) as refused:
        save(company, BY_NAME[name], [row], EAST)
    assert refused.value.code == "region"
    assert "2" in refused.value.message.zh  # the row of the sheet, under its header
    assert (company.store.dump(), company.store.history()) == (before, history)
    company.store.undo(save(company, BY_NAME[name], [row], TEAM).number, TEAM)


def test_one_foreign_row_among_own_ones_refuses_them_all_by_its_row(company: Desk) -> None:
    rows = [
        {"order_no": "O7", "account_id": "E1", **ORDER},
        {"order_no": "O8", "account_id": "N1", **ORDER},
    ]
    with pytest.raises(Refused, match="Row 3 of"):
        save(company, BY_NAME["order_line"], rows, EAST)


def test_somebody_of_a_region_takes_back_what_they_loaded_and_nothing_else(company: Desk) -> None:
    own = save(company, BY_NAME["action"], [{"action_no": "T1", "title": "约谈", "region": "华东"}], EAST)
    others = save(company, BY_NAME["action"], [{"action_no": "T2", "title": "约谈", "region": "华东"}], TEAM)
    with pytest.raises(Refused):
        company.store.undo(others.number, EAST)
    assert company.store.undo(own.number, EAST).undone_by == "ost"
    assert company.store.undo(others.number, TEAM).undone_by == "kam"
