"""Personal fields are shown to whoever has the right and asks, and each look is on record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kam.access import ROLES, User
from kam.datasets import BY_NAME
from kam.engine import View
from kam.errors import Refused
from kam.ui import ask
from kam.ui.viewer import users
from tests.browser.full_company import company, of_nobody
from tests.ui.test_pages import home as home

PERSONAL = [column.name for column in BY_NAME["contact"].columns if column.is_personal]
SEEN = View(date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31), accounts=("A1",))


def looks(home: Path) -> list[tuple[str, str]]:
    return [(one.who, one.about) for one in users(home).trail() if one.did == "looked at personal fields"]


def look_as(monkeypatch: pytest.MonkeyPatch, role: str, *regions: str) -> None:
    monkeypatch.setattr(ask, "viewer", lambda _home: User("ann", ROLES[role], frozenset(regions)))


@pytest.mark.parametrize(
    ("role", "regions", "rows"), [("key_account", (), 2), ("region", ("华东",), 2), ("region", ("华南",), 0)]
)
def test_a_look_shows_the_fields_of_the_own_regions_and_is_recorded(
    role: str, regions: tuple[str, ...], rows: int, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company(home, of_nobody)
    look_as(monkeypatch, role, *regions)
    found = ask.personal(SEEN)
    assert set(PERSONAL) <= set(found.columns)
    assert len(found) == rows
    assert looks(home) == [("ann", "A1")]


@pytest.mark.parametrize("role", ["executive", "viewer", "admin"])
def test_who_has_no_right_is_refused(role: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company(home, of_nobody)
    look_as(monkeypatch, role, "华东")
    with pytest.raises(Refused):
        ask.personal(SEEN)
    assert looks(home) == []
