"""What a role may not see changes nothing that it is sent.

Two companies differ in nothing but the rows of another region, the costs and the personal fields. Whoever may not see
these is sent the same bytes by both: on every page, under every address, in every file that is made on the way.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from kam.dataset import Column
from kam.datasets import ALL, EVERY
from kam.ledger import Batch
from kam.store import Store
from kam.ui.rooms import ROOMS
from kam.users import Users
from tests.browser.conftest import Server, start, stop
from tests.browser.test_sign_in import PASSWORD, PEOPLE
from tests.browser.wire import Wire, faults, signed_in, wire
from tests.ui.test_pages import _table

OWN = {"A1": "华东", "A2": "华南"}
DAY = {"as_of": "2026-03-31", "period": "2025-01-01..2026-03-31"}
LOADED = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
# Whose files are taken along: every kind of file, costs and people in them; a deck takes its seconds.
FILES = ("rebate", "engagement", "history", "quality")
# What is written otherwise in the other company: (account, column) -> whether.
Otherwise = Callable[[str, Column], bool]


def cell(column: Column, account: str, number: int, is_other: bool) -> object:
    """A value that its column takes, another one in the other company."""
    kind = column.sql_type
    if column.name == "account_id":
        return account
    if column.name == "region":
        return OWN[account]
    if column.choices:
        codes = [choice.code for choice in column.choices]
        found = codes[(number + is_other) % len(codes)]
        return int(found) if kind == "INTEGER" else found
    if column.name.endswith("_no") and kind == "VARCHAR":
        return f"{column.name}{account}"  # what one row says of another stays so
    if column.name == "period":
        return "2026"
    if kind == "DATE":
        return date(2026, 1 + number, 2 + is_other)
    if kind == "BOOLEAN":
        return is_other
    if kind.startswith("DECIMAL(9"):
        return Decimal("0.03") if is_other else Decimal("0.02")
    if kind.startswith("DECIMAL") or kind == "INTEGER":
        return (7 if is_other else 3) + number
    return f"{column.label.en} {account}{number}{'✱' if is_other else ''}"


def rows(otherwise: Otherwise) -> dict[str, list[dict[str, object]]]:
    """Two rows of each account in every dataset, every cell filled."""
    found: dict[str, list[dict[str, object]]] = {}
    for dataset in ALL:
        keys = len(dataset.key) > 1
        for account in OWN:
            for number in range(2 if keys and "region" not in dataset.key else 1):
                row = {one.name: cell(one, account, number, otherwise(account, one)) for one in dataset.columns}
                found.setdefault(dataset.name, []).append(row)
    return found


def company(home: Path, otherwise: Otherwise) -> None:
    """A company with somebody of each role."""
    store = Store(home, EVERY)
    drafts = []
    for place, (name, given) in enumerate(rows(otherwise).items()):
        batch = Batch(0, "made.xlsx", "0" * 64, name, name, place, LOADED, "test", len(given), 0, 0, 0, 0, 0, 0)
        drafts.append((batch, _table(store, name, given)))
    store.load(drafts)
    store.close()
    users = Users(home, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    for name, (role, regions) in PEOPLE.items():
        users.set_password(name, users.add(name, role, regions, "root"), PASSWORD)


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, Otherwise], Server]]:
    """`serve(name, otherwise)`: a running server of that company, each started once."""
    running: dict[str, Server] = {}

    def started(name: str, otherwise: Otherwise) -> Server:
        if name not in running:
            home = tmp_path_factory.mktemp(name)
            company(home, otherwise)
            running[name] = start(home)
        return running[name]

    yield started
    for server in running.values():
        stop(server)


def addresses() -> list[tuple[str, dict[str, str]]]:
    """Every page, and every kind of address that names somebody of each region."""
    found = [(room.name, DAY) for room in ROOMS]
    for account, region in OWN.items():
        found += [
            ("overview", {**DAY, "regions": region}),
            ("overview", {**DAY, "case": account}),
            ("share", {**DAY, "accounts": account}),
            ("share", {**DAY, "pick": f"region:{region}"}),
            ("roster", {**DAY, "pick": f"listed:{region}"}),
            ("rebate", {**DAY, "pick": f"agreement:agreement_no{account}"}),
            ("meeting", {**DAY, "review": "review_no1", "stop": "1"}),
            ("explain", {**DAY, "query": "rebate.margin", "accounts": account}),
            ("explain", {**DAY, "query": "engagement.executive", "accounts": account}),
            *(("account", {**DAY, "account": account, "part": part}) for part in ("", "people", "money", "work")),
        ]
    return found


def sent(messages: list[ForwardMsg]) -> list[bytes]:
    """What a run put on the page, element by element, without the names of this run."""
    found = []
    for message in messages:
        if message.WhichOneof("type") == "delta":
            delta = Delta.FromString(message.delta.SerializeToString())
            if delta.new_element.WhichOneof("type") == "download_button":
                delta.new_element.download_button.ClearField("deferred_file_id")
            found.append(delta.SerializeToString())
    return found


def files(tab: Wire, messages: list[ForwardMsg]) -> list[bytes]:
    """The contents of every file that the page offers; of a workbook or deck its parts, but no moment."""
    found: list[bytes] = []
    for message in messages:
        element = message.delta.new_element
        if message.WhichOneof("type") == "delta" and element.WhichOneof("type") == "download_button":
            button = element.download_button
            data = tab.download(button.deferred_file_id) if button.deferred_file_id else tab.get(button.url)
            found += _parts(data)
    return found


def _parts(data: bytes) -> list[bytes]:
    if not data.startswith(b"PK"):
        return [data]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if not name.startswith("docProps")]
        return [part for name in names for part in _parts(archive.read(name))]  # a chart's figures are a workbook again


def told(server: Server, name: str) -> dict[str, list[bytes]]:
    """Everything that somebody is sent at each address."""
    cookie = signed_in(server.url, name, PASSWORD)
    found: dict[str, list[bytes]] = {}
    for page, query in addresses():
        with wire(server.url, cookie) as tab:
            messages = tab.open(page, **query)
            assert faults(messages) == [], (name, page, query)
            made = files(tab, messages) if query == DAY and page in FILES else []
            found[f"{page}?{query}"] = sent(messages) + made
    return found


def differ(left: dict[str, list[bytes]], right: dict[str, list[bytes]]) -> list[str]:
    return [address for address in left if left[address] != right[address]]


def of_nobody(_account: str, _column: Column) -> bool:
    return False


def hidden_from_gast(account: str, column: Column) -> bool:
    """A viewer of 华南 sees nothing of 华东, no costs and no personal fields."""
    return account == "A1" or column.is_cost or column.is_personal


def hidden_from_ost(account: str, column: Column) -> bool:
    """A region sees its own, costs too; personal fields only when it asks for them."""
    return account == "A2" or column.is_personal


def hidden_from_all(_account: str, column: Column) -> bool:
    return column.is_personal


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("gast", hidden_from_gast),
        pytest.param("ost", hidden_from_ost, marks=pytest.mark.long),
        pytest.param("kam", hidden_from_all, marks=pytest.mark.long),
        pytest.param("chef", hidden_from_all, marks=pytest.mark.long),
        pytest.param("root", lambda account, column: True, marks=pytest.mark.long),
    ],
)
def test_nobody_is_sent_a_byte_that_hangs_on_what_they_may_not_see(
    name: str, hidden: Otherwise, serve: Callable[[str, Otherwise], Server]
) -> None:
    own, other = serve("base", of_nobody), serve(name, hidden)
    assert differ(told(own, name), told(other, name)) == []
