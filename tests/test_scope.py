"""What a viewer may not see has no influence on anything that a viewer is told, whatever the question."""

from __future__ import annotations

from typing import Any

import pytest

from kam.access import OWNER, ROLES, Scope, User
from kam.datasets import BY_NAME
from kam.engine import compose, fetch_arrow
from kam.topics import QUERIES
from kam.view import view
from tests.conftest import Company
from tests.test_behind import ROWS, TODAY, behind, both_regions
from tests.topics.test_law import FILES

NO_COSTS = Scope(sees_money=False)
PERSONAL = [column.name for column in BY_NAME["contact"].columns if column.is_personal]


def answers(company: Company, scope: Scope, read: str = "") -> dict[str, list[dict[str, Any]]]:
    """The answer to every question; with `read` to each that reads a column of that name."""
    asked = view(TODAY).params()
    return {
        name: fetch_arrow(company.connection, sql, asked, scope).to_pylist()
        for name, sql in FILES.items()
        if read in compose(sql)
    }


def test_no_answer_tells_a_viewer_of_costs(company: Company) -> None:
    both_regions(company)
    told = []
    for cost in (60, 40):
        company.connection.execute("UPDATE order_line SET cost = ?", [cost])
        told.append((answers(company, NO_COSTS), answers(company, Scope(), "cost")))
    assert told[0][0] == told[1][0]
    # Whoever may see them does, so that the comparison above is one.
    assert {name for name, rows in told[0][1].items() if rows != told[1][1][name]} == {"rebate.margin"}
    hidden = {name for row in told[0][0]["rebate.margin"] for name, value in row.items() if value is None}
    assert hidden >= {"cost", "margin_rate"}


def test_no_answer_tells_anybody_of_personal_fields(company: Company) -> None:
    both_regions(company)
    told = []
    for text in ("one", "other"):
        texts = [name for name in PERSONAL if "DATE" not in BY_NAME["contact"].column(name).sql_type]
        company.connection.execute(
            f"UPDATE contact SET {', '.join(f'{name} = ?' for name in texts)}", [text] * len(texts)
        )
        told.append(answers(company, Scope()))
    assert told[0] == told[1]


@pytest.mark.parametrize("name", ["share.by_account", "rebate.margin"])
def test_the_rows_behind_an_answer_have_no_costs_for_a_viewer(company: Company, name: str) -> None:
    both_regions(company)
    company.put("order_line", {**ROWS["order_line"], "order_no": "S9", "account_id": "N1", "cost": 60})
    assert "cost" in behind(company, name)["order_line"].rows.column_names
    assert "cost" not in behind(company, name, scope=NO_COSTS)["order_line"].rows.column_names


@pytest.mark.parametrize(
    ("code", "regions", "money", "personal", "rights"),
    [
        ("executive", None, True, False, {"figures", "decide"}),
        ("key_account", None, True, True, {"figures", "decide", "upload"}),
        ("region", {"东"}, True, True, {"figures", "decide", "upload"}),
        ("viewer", {"东"}, False, False, {"figures"}),
        ("admin", {"东"}, False, False, {"settings", "users", "operate"}),
    ],
)
def test_the_roles_are_those_of_the_playbook(
    code: str, regions: set[str] | None, money: bool, personal: bool, rights: set[str]
) -> None:
    user = User("x", ROLES[code], frozenset({"东"}))
    assert user.scope == Scope(None if regions is None else frozenset(regions), money, False)
    assert (user.role.sees_personal, set(user.role.rights)) == (personal, rights)
    assert OWNER.code not in ROLES


def test_no_two_scopes_share_a_key() -> None:
    scopes = [
        Scope(regions, money, personal)
        for regions in (None, frozenset[str](), frozenset({"*"}), frozenset({"东"}), frozenset({"东", "西"}))
        for money in (True, False)
        for personal in (True, False)
    ]
    assert len({scope.key for scope in scopes}) == len(scopes)
    assert QUERIES
