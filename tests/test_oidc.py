"""Sign-in through a company's directory: whom it vouches for and we know comes in, and nobody else."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
import uvicorn
from argon2 import PasswordHasher
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Route

from kam import oidc
from kam.errors import Misuse
from kam.gate import COOKIE, HEADER, Door, Gate, routes
from kam.users import Users, digest

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
CLIENT, SECRET = "kam", "a secret of forty letters at the very least"


class Directory:
    """A provider in a few lines: whoever comes is `claims`, and the token is signed with `key`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.key = self.told = RSAKey.generate_key(2048, {"kid": "1"}, private=True)
        self.claims: dict[str, object] = {"email": "Ann@example.com", "email_verified": True}
        self.nonces: dict[str, str] = {}
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.metadata),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/keys", self.keys),
            ]
        )

    async def metadata(self, _request: Request) -> JSONResponse:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        told = {name: f"{self.url}/{path}" for name, path in names.items()}
        return JSONResponse({"issuer": self.url, "id_token_signing_alg_values_supported": ["RS256"], **told})

    async def authorize(self, request: Request) -> RedirectResponse:
        asked = request.query_params
        assert asked["code_challenge_method"] == "S256"
        self.nonces["code-1"] = asked["nonce"]
        return RedirectResponse(f"{asked['redirect_uri']}?code=code-1&state={asked['state']}")

    async def token(self, request: Request) -> JSONResponse:
        given = parse_qs((await request.body()).decode())
        assert given["code_verifier"]
        now = int(time.time())
        told = {"iss": self.url, "sub": "1", "aud": CLIENT, "iat": now, "exp": now + 300, **self.claims}
        told.setdefault("nonce", self.nonces[given["code"][0]])
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, told, self.key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": signed})

    async def keys(self, _request: Request) -> JSONResponse:
        return JSONResponse({"keys": [self.told.as_dict(private=False)]})


def served(app: object, port: int) -> Iterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run)
    thread.start()
    end = time.monotonic() + 30
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    yield
    server.should_exit = True
    thread.join(timeout=30)


def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def directory() -> Iterator[Directory]:
    port = free()
    made = Directory(f"http://127.0.0.1:{port}")
    yield from ((made) for _ in served(made.app, port))


@pytest.fixture
def users(tmp_path: Path) -> Users:
    made = Users(tmp_path, QUICK)
    made.add("root", "admin")
    made.add("ann", "region", ["华东"], "root", "ANN@example.com")
    return made


@pytest.fixture
def server(directory: Directory, users: Users, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Our door before a page that says whose session it was told of; the address of it."""
    port = free()
    url = f"http://127.0.0.1:{port}"
    values = (f"{directory.url}/.well-known/openid-configuration", CLIENT, SECRET, url)
    for name, value in zip(oidc._NAMES, values, strict=True):
        monkeypatch.setenv(name, value)

    async def page(request: Request) -> PlainTextResponse:
        return PlainTextResponse(request.headers.get(HEADER, "-"))

    door = Door(users, "127.0.0.1")
    app = Starlette(routes=[*routes(door), Route("/{path:path}", page)], middleware=[Middleware(Gate, door=door)])
    yield from (url for _ in served(app, port))


@pytest.fixture
def browser() -> Iterator[httpx2.Client]:
    with httpx2.Client(follow_redirects=True, timeout=30) as client:
        yield client


def came(client: httpx2.Client, server: str, path: str = "/share?regions=x") -> httpx2.Response:
    """Where somebody ends who opens a page and chooses the company's sign-in."""
    page = client.get(server + path, headers={"accept": "text/html"})
    link = page.text.split('class=house href="')[1].split('"')[0].replace("&amp;", "&")
    return client.get(server + link)


def test_whom_the_directory_vouches_for_comes_in_and_goes_on_where_they_were_going(
    browser: httpx2.Client, server: str, users: Users
) -> None:
    answer = came(browser, server)
    assert (urlsplit(str(answer.url)).path, urlsplit(str(answer.url)).query) == ("/share", "regions=x")
    session = digest(browser.cookies[COOKIE])
    assert answer.text == session
    user = users.alive(session)
    assert user is not None
    assert (user.name, user.must_change) == ("ann", False)
    assert [done.did for done in users.trail(1)] == ["signed in"]
    # It is a session as any other: the administrator ends it.
    users.change("ann", "region", ["华东"], False, "root")
    assert browser.get(f"{server}/share", headers={"accept": "text/html"}).url.path == "/sign-in"


@pytest.mark.parametrize(
    "claims",
    [{"email": "stranger@example.com"}, {"email": "ann@example.com", "email_verified": False}, {"email": None}],
)
def test_who_is_not_known_here_or_not_proven_there_stays_out(
    browser: httpx2.Client, server: str, directory: Directory, claims: dict[str, object]
) -> None:
    directory.claims = claims
    answer = came(browser, server)
    assert answer.status_code == 401
    assert "没有开通" in answer.text
    assert COOKIE not in browser.cookies


def test_a_token_of_another_hand_audience_time_or_errand_proves_nothing(
    browser: httpx2.Client, server: str, directory: Directory
) -> None:
    own = directory.claims
    for forged in ({"aud": "other"}, {"exp": 1}, {"nonce": "other"}, {"iss": "https://other.example"}):
        directory.claims = {**own, **forged}
        answer = came(browser, server)
        assert (answer.status_code, COOKIE in browser.cookies) == (401, False), forged
    directory.claims = own
    directory.key = RSAKey.generate_key(2048, {"kid": "1"}, private=True)
    answer = came(browser, server)
    assert (answer.status_code, COOKIE in browser.cookies) == (401, False)
    assert "未能完成" in answer.text


def test_a_way_back_that_nobody_set_out_on_leads_nowhere(browser: httpx2.Client, server: str) -> None:
    answer = browser.get(f"{server}{oidc.BACK}?code=code-1&state=made-up")
    assert answer.status_code == 401
    assert COOKIE not in answer.cookies


def test_half_a_configuration_is_said_and_none_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in oidc._NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KAM_URL", "https://kam.example")
    assert oidc.provider() is None
    monkeypatch.setenv("KAM_OIDC_ID", CLIENT)
    with pytest.raises(Misuse) as raised:
        oidc.provider()
    assert "KAM_OIDC_METADATA, KAM_OIDC_SECRET" in raised.value.message.en
