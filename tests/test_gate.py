"""The gate lets nobody through without a living session, and nobody from elsewhere where none is needed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from kam.gate import COOKIE, HEADER, Door, Gate, routes
from kam.users import Users, digest

STREAM = "/_stcore/stream"
FORM = b"name=root&password=a+long+password"

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def server(door: Door) -> Gate:
    """A server behind the gate whose every page says which session it was told of."""

    async def page(request: Request) -> PlainTextResponse:
        return PlainTextResponse(request.headers.get(HEADER, "-"))

    async def live(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.send_text(websocket.headers.get(HEADER, "-"))
        await websocket.close()

    inside = Starlette(routes=[*routes(door), WebSocketRoute(STREAM, live), Route("/{path:path}", page)])
    return Gate(inside, door)


def asked(gate: Gate, address: str, body: bytes | None = None, client: str = "127.0.0.1", **headers: str) -> Any:
    """(status, headers, text) of one request, a POST where it has a body; of a websocket 101 with its first message, or
    403 when it was refused.
    """
    path, _, query = address.partition("?")
    is_live = path == STREAM
    named = {"host": "localhost", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope: dict[str, Any] = {
        "type": "websocket" if is_live else "http", "path": path, "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "client": (client, 1), "server": ("localhost", 80), "scheme": "ws" if is_live else "http", "root_path": "",
        "method": "GET" if body is None else "POST", "http_version": "1.1", "subprotocols": [],
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"} if is_live else {"type": "http.request", "body": body or b""}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(gate(scope, receive, send))
    if is_live:
        texts = [message["text"] for message in sent if message["type"] == "websocket.send"]
        return (101, {}, texts[0]) if texts else (403, {}, "")
    heads = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], heads, b"".join(message.get("body", b"") for message in sent[1:]).decode()


@pytest.fixture
def door(tmp_path: Path) -> Door:
    users = Users(tmp_path, QUICK)
    users.set_password("root", users.add("root", "admin"), "a long password")
    return Door(users, "127.0.0.1")


def signed_in(door: Door) -> str:
    return door.users.sign_in("root", "a long password", "10.0.0.1")


def test_without_a_session_nothing_is_reached(door: Door) -> None:
    gate = server(door)
    for path in (
        "/",
        "/share",
        "/_stcore/upload_file/a",
        "/media/x.csv",
        "/static/index.js",
        "/auth/login",
        "/password",
    ):
        code, _, body = asked(gate, path)
        assert (code, body) == (401, "sign in"), path
        code, heads, _ = asked(gate, path, accept="text/html")
        assert (code, heads["location"]) == (303, f"/sign-in?next={quote(path, safe='')}")
    for token in ("", "wrong", digest(signed_in(door))):
        assert asked(gate, STREAM, cookie=f"{COOKIE}={token}")[0] == 403
        assert asked(gate, "/share", cookie=f"{COOKIE}={token}")[0] == 401
    assert asked(gate, "/health")[2] == "ok"


def test_a_session_is_handed_on_and_what_a_client_says_of_itself_is_not(door: Door) -> None:
    gate, token = server(door), signed_in(door)
    for name in ("x-kam-session", "X-Kam-Session"):
        forged = {name: digest(token)}
        assert asked(gate, "/share", **forged)[0] == 401
        assert asked(gate, STREAM, **forged)[0] == 403
        assert asked(gate, "/share", cookie=f"{COOKIE}={token}", **{name: "forged"})[2] == digest(token)
    assert asked(gate, STREAM, cookie=f"a=b; {COOKIE}={token}")[2] == digest(token)


def test_sign_in_sets_a_cookie_that_no_script_reads_and_sign_out_ends_it(door: Door) -> None:
    gate = server(door)
    code, heads, body = asked(gate, "/sign-in?next=/share", b"name=root&password=wrong")
    assert code == 401
    assert "用户名或密码不对" in body
    assert "set-cookie" not in heads
    code, heads, _ = asked(gate, "/sign-in?next=/share", FORM)
    assert (code, heads["location"]) == (303, "/share")
    cookie, *marks = heads["set-cookie"].split("; ")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(marks)
    assert asked(gate, "/share", cookie=cookie)[0] == 200
    assert asked(gate, "/sign-out", cookie=cookie)[0] == 303
    assert asked(gate, "/share", cookie=cookie)[0] == 401


@pytest.mark.parametrize(
    "there", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", "/\r\nX: y"]
)
def test_sign_in_leads_to_no_other_host(door: Door, there: str) -> None:
    code, heads, _ = asked(server(door), f"/sign-in?next={quote(there)}", FORM)
    assert (code, heads["location"]) == (303, "/")


def test_a_form_of_another_page_and_a_long_one_sign_nobody_in(door: Door) -> None:
    gate = server(door)
    assert asked(gate, "/sign-in", FORM, origin="https://evil.example")[0] == 401
    assert asked(gate, "/sign-in", FORM + b"&x=" + b"y" * 5000)[0] == 401
    assert asked(gate, "/sign-in", FORM, origin="http://localhost")[0] == 303


def test_a_password_of_another_is_changed_before_anything_else(door: Door) -> None:
    given = door.users.add("王敏", "viewer", ["华东"], "root")
    cookie = f"{COOKIE}={door.users.sign_in('王敏', given, '10.0.0.1')}"
    gate = server(door)
    code, heads, _ = asked(gate, "/share", cookie=cookie)
    assert (code, heads["location"]) == (303, "/password")
    assert asked(gate, STREAM, cookie=cookie)[0] == 403
    code, heads, _ = asked(gate, "/password", f"old={given}&new=another+one+now".encode(), cookie=cookie)
    assert (code, heads["location"]) == (303, "/sign-in")
    cookie = f"{COOKIE}={door.users.sign_in('王敏', 'another one now', '10.0.0.1')}"
    assert asked(gate, "/share", cookie=cookie)[0] == 200


def test_alone_on_this_machine_nobody_signs_in_and_nobody_else_comes_in(tmp_path: Path) -> None:
    gate = server(Door(Users(tmp_path, QUICK), "127.0.0.1"))
    assert asked(gate, "/share")[2] == "-"
    assert asked(gate, "/share", x_kam_session="forged")[2] == "-"
    assert asked(gate, STREAM)[0] == 101
    elsewhere: list[dict[str, Any]] = [{"client": "10.0.0.7"}, {"host": "kam.example"}, {"x_forwarded_for": "10.0.0.7"}]
    for given in elsewhere:
        assert asked(gate, "/share", **given)[0] == 403
        assert asked(gate, STREAM, **given)[0] == 403


def test_whom_others_can_reach_needs_sign_in_and_so_does_whoever_has_users(tmp_path: Path) -> None:
    users = Users(tmp_path, QUICK)
    assert not Door(users, "127.0.0.1").needs_sign_in
    assert not Door(users, "localhost").needs_sign_in
    for address in ("0.0.0.0", "192.168.1.5", "kam.example", "::"):
        assert Door(users, address).needs_sign_in
    assert Door(users, "127.0.0.1", is_asked=True).needs_sign_in
    users.add("root", "admin")
    assert Door(users, "127.0.0.1").needs_sign_in
