"""The gate before every page: who is not signed in reaches nothing but the sign-in page and the health check.

It stands in the server, not in the script: a websocket without a living session is refused before the app hears of it.
The session travels to the script in a header that no request can bring along: whatever a client sends under that name
is taken away first.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kam import oidc
from kam.errors import KamError
from kam.oidc import BACK, BEGIN, provider
from kam.sign_in_page import HEADERS, password_page, sign_in_page
from kam.text import Lang, Text
from kam.users import Users, digest

COOKIE = "kam_session"
HEADER = "x-kam-session"  # of the script only; its value is a session's digest, never a token
SIGN_IN, SIGN_OUT, PASSWORD = "/sign-in", "/sign-out", "/password"
_OPEN = frozenset({SIGN_IN, f"{BEGIN}/", BACK, "/_stcore/health", "/health"})
_MOST_BYTES = 4096  # of a form
_ONLY_HERE = Text(
    "单机模式只接受本机访问。若要让他人使用，请设置 KAM_SIGN_IN=1 后重新启动，届时须登录。",
    "Single-user mode answers this machine only. For others, start with KAM_SIGN_IN=1: they then sign in.",
)
Send = Callable[..., Any]
Asked = MutableMapping[str, Any]  # the scope of one request, as ASGI has it


@dataclass(frozen=True, slots=True)
class Door:
    """How this server is entered: its users, the address it listens on, and whether a proxy stands before it.

    Sign-in is needed as soon as somebody was made a user, KAM_SIGN_IN asks for it, or others than this machine can
    reach the server.
    """

    users: Users
    address: str
    is_asked: bool = False
    is_behind_proxy: bool = False

    @property
    def needs_sign_in(self) -> bool:
        return self.is_asked or not _is_here(self.address) or self.users.is_used


def door(users: Users, address: str | None) -> Door:
    """The door as the environment sets it: KAM_SIGN_IN=1, and KAM_PROXY=1 where a reverse proxy speaks for others."""
    asked = {name: os.environ.get(name, "") not in ("", "0") for name in ("KAM_SIGN_IN", "KAM_PROXY")}
    return Door(users, address or "0.0.0.0", asked["KAM_SIGN_IN"] or asked["KAM_PROXY"], asked["KAM_PROXY"])  # noqa: S104 - what no address means


def _is_here(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Gate:
    """ASGI middleware in front of all that the server answers."""

    def __init__(self, app: Send, door: Door) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Asked, receive: Send, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name.lower() != HEADER.encode()]
        scope = {**scope, "headers": headers}
        if not await run_in_threadpool(lambda: self.door.needs_sign_in):
            if _comes_from_here(scope):
                await self.app(scope, receive, send)
            else:
                await _refuse(scope, receive, send, PlainTextResponse(_ONLY_HERE(_lang(scope)), 403))
            return
        if scope["path"] in _OPEN:
            await self.app(scope, receive, send)
            return
        session = digest(token) if (token := _token(scope)) else ""
        user = await run_in_threadpool(self.door.users.alive, session) if session else None
        if user is None:
            await _refuse(scope, receive, send, _to_sign_in(scope))
        elif user.must_change and scope["path"] not in (PASSWORD, SIGN_OUT):
            await _refuse(scope, receive, send, RedirectResponse(PASSWORD, 303, HEADERS))
        else:
            headers.append((HEADER.encode(), session.encode()))
            await self.app(scope, receive, send)


async def _refuse(scope: Asked, receive: Send, send: Send, answer: Response) -> None:
    """A websocket is closed before it opened; any other request is given the answer."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
    else:
        await answer(scope, receive, send)


def _header(scope: Asked, wanted: bytes) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name.lower() == wanted), "")


def _comes_from_here(scope: Asked) -> bool:
    """Whether this machine itself asks, by its own name: no proxy's visitor, no page that points its name here."""
    client = scope.get("client")
    host = urlsplit(f"//{_header(scope, b'host')}").hostname or ""
    return (client is None or _is_here(client[0])) and _is_here(host) and not _header(scope, b"x-forwarded-for")


def _token(scope: Asked) -> str:
    try:
        found = SimpleCookie(_header(scope, b"cookie")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _lang(scope: Asked) -> Lang:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    return "en" if asked == "en" or (not asked and _header(scope, b"accept-language").startswith("en")) else "zh"


def _to_sign_in(scope: Asked) -> Response:
    """A page leads to sign-in and back; anything else is told 401."""
    if scope.get("method") == "GET" and "text/html" in _header(scope, b"accept"):
        query = scope.get("query_string", b"").decode("latin-1")
        there = scope["path"] + (f"?{query}" if query else "")
        return RedirectResponse(f"{SIGN_IN}?next={quote(there, safe='')}", 303, HEADERS)
    return PlainTextResponse("sign in", 401, HEADERS)


def _back(there: str) -> str:
    """Where to go on: a page of this server, whatever the address asks for."""
    return there if there.startswith("/") and not there.startswith(("//", "/\\")) and there.isprintable() else "/"


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form that this server's own page sent; empty where another one did, or it is too long."""
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        return {}
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            return {}
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


class _Entrance:
    """What is answered to whoever comes in, goes out or changes the password."""

    def __init__(self, here: Door) -> None:
        self.users, self._is_behind_proxy, self.house = here.users, here.is_behind_proxy, provider()

    def address(self, request: Request) -> str:
        """Where somebody comes from; what a proxy says of it counts only where one was announced."""
        told = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip() if self._is_behind_proxy else ""
        return told or (request.client.host if request.client else "")

    def enter(self, request: Request, token: str, there: str) -> Response:
        """In, with a cookie that no script reads."""
        answer = RedirectResponse(_back(there), 303, HEADERS)
        is_secure = request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
        answer.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=is_secure, path="/")
        return answer

    def refuse(self, request: Request, why: Text | None) -> Response:
        """The sign-in page, with the reason where there is one."""
        there = quote(request.query_params.get("next", "/"), safe="")
        return sign_in_page(_lang(request.scope), why, f"{BEGIN}/?next={there}" if self.house else "")

    async def sign_in(self, request: Request) -> Response:
        if request.method != "POST":
            return self.refuse(request, None)
        given = await _form(request)
        name, password = given.get("name", "").strip(), given.get("password", "")
        try:
            token = await run_in_threadpool(self.users.sign_in, name, password, self.address(request))
        except KamError as error:
            return self.refuse(request, error.message)
        return self.enter(request, token, request.query_params.get("next", "/"))

    async def sign_out(self, request: Request) -> Response:
        await run_in_threadpool(self.users.sign_out, request.headers.get(HEADER, ""))
        answer = RedirectResponse(SIGN_IN, 303, HEADERS)
        answer.delete_cookie(COOKIE, path="/")
        return answer

    async def password(self, request: Request) -> Response:
        user = await run_in_threadpool(self.users.alive, request.headers.get(HEADER, ""))
        if user is None:
            return RedirectResponse(SIGN_IN, 303, HEADERS)
        if request.method != "POST":
            return password_page(_lang(request.scope))
        given = await _form(request)
        try:
            old, new = given.get("old", ""), given.get("new", "")
            await run_in_threadpool(self.users.set_password, user.name, old, new)
        except KamError as error:
            return password_page(_lang(request.scope), error.message)
        return RedirectResponse(SIGN_IN, 303, HEADERS)

    async def health(self, _request: Request) -> Response:
        return PlainTextResponse("ok", headers=HEADERS)


def routes(here: Door) -> list[BaseRoute]:
    """Sign-in, also through the company's directory where there is one, sign-out, a new password, the health check."""
    at = _Entrance(here)
    return [
        Route(SIGN_IN, at.sign_in, methods=["GET", "POST"]),
        Route(SIGN_OUT, at.sign_out, methods=["POST", "GET"]),
        Route(PASSWORD, at.password, methods=["GET", "POST"]),
        Route("/health", at.health),
        *(oidc.routes(at.house, at.users, at.address, at.enter, at.refuse) if at.house else []),
    ]
