"""What a role may not see changes nothing that it is sent.

Two companies differ in nothing but the rows of another region, the costs and the personal fields. Whoever may not see
these is sent the same bytes by both: on every page, under every address, in every file that is made on the way.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence

import pytest
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from kam.dataset import Column
from kam.ui.rooms import ROOMS
from tests.browser.conftest import Server, start, stop
from tests.browser.full_company import OWN, Otherwise, company, of_nobody
from tests.browser.test_sign_in import PASSWORD
from tests.browser.wire import Wire, downloads, faults, signed_in, wire

DAY = {"as_of": "2026-03-31", "period": "2025-01-01..2026-03-31"}
# Whose files are taken along: every kind of file, costs and people in them; a deck takes its seconds.
FILES = ("rebate", "engagement", "history", "quality")
# What every change is held to: an address of each way in which figures, costs and people come to a reader.
SOME = (
    ("overview", DAY),
    ("rebate", DAY),
    *(("explain", {**DAY, "query": "rebate.margin", "accounts": account}) for account in OWN),
    ("engagement", DAY),
    ("explain", {**DAY, "query": "engagement.executive", "accounts": "A1"}),
    *(("account", {**DAY, "account": account, "part": "people"}) for account in OWN),
    ("share", {**DAY, "accounts": "A1"}),
)
# The administrator comes to the operation page from everywhere: what it tells of this machine and of the hour.
OF_THE_HOUR = tuple(word.encode() for word in ("磁盘剩余", "最近备份", "还没有备份", "大小", "操作", "导出 CSV"))
Addresses = Sequence[tuple[str, dict[str, str]]]


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
    return [part for data in downloads(tab, messages) for part in _parts(data)]


def _parts(data: bytes) -> list[bytes]:
    if not data.startswith(b"PK"):
        return [data]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if not name.startswith("docProps")]
        return [part for name in names for part in _parts(archive.read(name))]  # a chart's figures are a workbook again


def look(server: Server) -> None:
    """Whoever sees every figure has been here: what is remembered of it is nobody else's."""
    cookie = signed_in(server.url, "kam", PASSWORD)
    for page, query in SOME[:5]:
        with wire(server.url, cookie) as tab:
            assert faults(tab.open(page, **query)) == []


def told(server: Server, name: str, asked: Addresses) -> dict[str, list[bytes]]:
    """Everything that somebody is sent at each address."""
    look(server)
    cookie = signed_in(server.url, name, PASSWORD)
    found: dict[str, list[bytes]] = {}
    for page, query in asked:
        with wire(server.url, cookie) as tab:
            messages = tab.open(page, **query)
            assert faults(messages) == [], (name, page, query)
            if name == "root":
                found[f"{page}?{query}"] = [part for part in sent(messages) if not any(w in part for w in OF_THE_HOUR)]
                continue
            made = files(tab, messages) if query == DAY and page in FILES else []
            found[f"{page}?{query}"] = sent(messages) + made
    return found


def differ(left: dict[str, list[bytes]], right: dict[str, list[bytes]]) -> list[str]:
    return [address for address in left if left[address] != right[address]]


def hidden_from_gast(account: str, column: Column) -> bool:
    """A viewer of 华南 sees nothing of 华东, no costs and no personal fields."""
    return account == "A1" or column.is_cost or column.is_personal


def hidden_from_ost(account: str, column: Column) -> bool:
    """A region sees its own, costs too; personal fields only when it asks for them."""
    return account == "A2" or column.is_personal


def hidden_from_root(_account: str, _column: Column) -> bool:
    """Who keeps the users sees no customer."""
    return True


def hidden_from_all(_account: str, column: Column) -> bool:
    return column.is_personal


@pytest.mark.parametrize(
    ("name", "hidden", "asked"),
    [
        pytest.param("gast", hidden_from_gast, SOME, id="a viewer"),
        pytest.param("gast", hidden_from_gast, addresses(), marks=pytest.mark.long, id="a viewer, everywhere"),
        pytest.param("ost", hidden_from_ost, addresses(), marks=pytest.mark.long, id="a region"),
        pytest.param("kam", hidden_from_all, addresses(), marks=pytest.mark.long, id="the key-account team"),
        pytest.param("chef", hidden_from_all, addresses(), marks=pytest.mark.long, id="an executive"),
        pytest.param("root", hidden_from_root, addresses(), marks=pytest.mark.long, id="the administrator"),
    ],
)
def test_nobody_is_sent_a_byte_that_hangs_on_what_they_may_not_see(
    name: str, hidden: Otherwise, asked: Addresses, serve: Callable[[str, Otherwise], Server]
) -> None:
    own, other = serve("base", of_nobody), serve(name, hidden)
    assert differ(told(own, name, asked), told(other, name, asked)) == []
