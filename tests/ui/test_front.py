"""The front page's questions are asked before anybody opens it, and anew when the data are others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kam.datasets import BY_NAME, EVERY
from kam.desk import Desk
from kam.edit import save
from kam.ui import ask
from kam.ui.front import Front
from tests.ui.test_pages import RUN_S, SCRIPT, _fill


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The questions that went to the engine, in this small company."""
    st.cache_resource.clear()
    st.cache_data.clear()
    _fill(tmp_path)
    monkeypatch.setenv("KAM_HOME", str(tmp_path))
    own, found = ask.fetch, []

    def counted(connection: Any, sql: str, params: dict[str, object], scope: Any) -> Any:
        found.append(sql)
        return own(connection, sql, params, scope)

    monkeypatch.setattr(ask, "fetch", counted)
    yield found
    st.cache_resource.clear()
    st.cache_data.clear()


def test_the_first_reader_of_the_front_page_finds_it_answered(fetched: list[str]) -> None:
    front = Front()
    front.tick()
    assert len(fetched) > 15
    asked = len(fetched)
    front.tick()
    assert len(fetched) == asked
    app = AppTest.from_file(SCRIPT, default_timeout=RUN_S).run()
    assert not app.exception
    late = [sql for sql in fetched[asked:] if "board" in sql or "share" in sql or "rival" in sql]
    assert len(fetched) - asked <= 3, late


def test_a_load_is_followed_by_asking_anew(fetched: list[str]) -> None:
    front = Front()
    front.tick()
    asked = len(fetched)
    desk = Desk(ask.store(), EVERY)
    save(desk, BY_NAME["account"], [{"account_id": "Z9", "account_name": "新"}], "ann")
    desk.clear()
    front.tick()
    assert len(fetched) == 2 * asked
