"""Edits in the app go through the checks, the ledger and the undo of an upload."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kam.datasets import BY_NAME, EVERY
from kam.datasets.own import SETTING_VALUE
from kam.desk import Desk
from kam.edit import current, next_number, save
from kam.errors import Refused
from kam.recovery import rebuild

ACTION, ACCOUNT = BY_NAME["action"], BY_NAME["account"]
HOSTILE = '=HYPERLINK("http://x")\n合计,"; DROP TABLE action; --'


def test_a_row_is_stored_found_changed_and_taken_back(desk: Desk) -> None:
    row = {"action_no": "M-01", "title": HOSTILE, "owner": "张伟", "due_on": date(2026, 12, 1), "status": "open"}
    first = save(desk, ACTION, [row], "ann")
    assert (first.added, first.who, first.dataset) == (1, "ann", "action")
    found = current(desk, ACTION, {"action_no": "M-01"})
    assert found is not None
    assert {name: found[name] for name in row} == row
    assert found["done_on"] is None
    second = save(desk, ACTION, [{**found, "status": "done", "done_on": date(2026, 11, 30)}], "bob")
    assert (second.added, second.replaced) == (0, 1)
    desk.store.undo(second.number, "bob")
    assert current(desk, ACTION, {"action_no": "M-01"}) == found
    desk.store.undo(first.number, "bob")
    assert current(desk, ACTION, {"action_no": "M-01"}) is None


def test_what_was_changed_back_by_hand_can_be_changed_again(desk: Desk) -> None:
    for status in ("open", "done", "open", "done"):
        save(desk, ACTION, [{"action_no": "M-01", "status": status}], "ann")
        found = current(desk, ACTION, {"action_no": "M-01"})
        assert found is not None
        assert found["status"] == status


@pytest.mark.parametrize(
    "name", ["合计", "小计", "总计：", "注：以上", "行动编号", "Total", "2026", "制表人：张三", "action_no"]
)
def test_a_row_that_looks_like_none_is_stored_or_refused_and_never_left_out(desk: Desk, name: str) -> None:
    rows = [{"action_no": "M-01"}, {"action_no": name, "title": "合计"}]
    try:
        batch = save(desk, ACTION, rows, "ann")
    except Refused:
        assert desk.store.history() == ()
        assert current(desk, ACTION, {"action_no": "M-01"}) is None
    else:
        assert batch.added == len(rows)
        assert current(desk, ACTION, {"action_no": name})


def test_a_wrong_cell_refuses_the_whole_edit(desk: Desk) -> None:
    rows = [{"action_no": "M-01"}, {"action_no": "M-02", "status": "vielleicht"}]
    with pytest.raises(Refused):
        save(desk, ACTION, rows, "ann")
    assert desk.store.history() == ()
    assert not any((desk.store.home / "inbox").glob("edit-*"))


def test_numbers_go_on_after_the_largest(desk: Desk) -> None:
    assert next_number(desk, ACTION, "M-2026") == "M-2026-01"
    rows = [{"action_no": number} for number in ("M-2026-02", "M-2026-10", "M-2026-x", "M-2025-77")]
    save(desk, ACTION, rows, "ann")
    assert next_number(desk, ACTION, "M-2026") == "M-2026-11"


def test_a_number_that_was_taken_back_is_given_to_nobody_else(desk: Desk) -> None:
    first = next_number(desk, ACTION, "M")
    batch = save(desk, ACTION, [{"action_no": first}], "ann")
    desk.store.undo(batch.number, "ann")
    assert next_number(desk, ACTION, "M") not in (first, "")


def test_settings_are_kept_rebuilt_and_never_guessed_from_a_file(desk: Desk) -> None:
    save(desk, SETTING_VALUE, [{"name": "share_drop", "value": Decimal("0.08")}], "ann")
    home = desk.store.home
    before = desk.store.dump()
    desk.store.close()
    desk.store = rebuild(home, EVERY)
    assert desk.store.dump() == before
    assert current(desk, SETTING_VALUE, {"name": "share_drop"}) == {"name": "share_drop", "value": Decimal("0.0800")}
    path = home / "inbox" / "x.csv"
    path.write_text("设置项,值\nshare_drop,1\n", "utf-8")
    assert [table.dataset for table in desk.examine(path, "x.csv").tables] == [None]
