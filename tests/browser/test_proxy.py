"""TLS in front: the proxy's file as it is shipped, in a real nginx on the loopback address."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from websockets.sync.client import connect

from kam.users import Users
from tests.browser.conftest import PROJECT, _fill, _free_port, start, stop
from tests.browser.wire import Wire, _Stay, faults

pytestmark = pytest.mark.long
PASSWORD = "a long password"
TRUSTING = ssl.create_default_context()
TRUSTING.check_hostname, TRUSTING.verify_mode = False, ssl.CERT_NONE


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx before a server with one user."""
    nginx = shutil.which("nginx")
    assert nginx, "these tests need nginx: apt-get install nginx"
    folder = tmp_path_factory.mktemp("proxy")
    home = folder / "home"
    home.mkdir()
    _fill(home)
    users = Users(home, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    users.set_password("chef", users.add("chef", "executive", (), "root"), PASSWORD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KAM_SIGN_IN", "1")
        patch.setenv("KAM_PROXY", "1")
        server = start(home)
    key = ["-newkey", "rsa:2048", "-nodes", "-keyout", str(folder / "kam.key"), "-out", str(folder / "kam.pem")]
    made = ["openssl", "req", "-x509", *key, "-days", "1", "-subj", "/CN=kam.example"]
    subprocess.run(made, check=True, capture_output=True)
    port = _free_port()
    site = (PROJECT / "deploy" / "nginx.conf").read_text("utf-8")
    for shipped, here in {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "/etc/ssl/certs/kam.pem": str(folder / "kam.pem"),
        "/etc/ssl/private/kam.key": str(folder / "kam.key"),
        "http://127.0.0.1:8501": server.url,
    }.items():
        assert site.count(shipped) == 1
        site = site.replace(shipped, here)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\nhttp {{\naccess_log off;\n"
        f"client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxied;\n{site}\n}}\n",
        "utf-8",
    )
    running = subprocess.Popen([nginx, "-c", str(folder / "nginx.conf"), "-p", str(folder)])
    address = f"https://127.0.0.1:{port}"
    for _ in range(300):
        try:
            assert _ask(address, "/health")[0] == 200
            break
        except OSError:
            assert running.poll() is None
            time.sleep(0.1)
    yield address
    running.terminate()
    running.wait(timeout=30)
    stop(server)


def _ask(address: str, path: str, data: bytes | None = None, **headers: str) -> tuple[int, dict[str, str]]:
    request = urllib.request.Request(address + path, data, headers)
    opener = urllib.request.build_opener(_Stay, urllib.request.HTTPSHandler(context=TRUSTING))
    try:
        with opener.open(request, timeout=60) as answer:
            return answer.status, dict(answer.headers)
    except urllib.error.HTTPError as answer:
        return answer.code, dict(answer.headers)


def _sign_in(address: str, password: str, **headers: str) -> tuple[int, dict[str, str]]:
    form = urllib.parse.urlencode({"name": "chef", "password": password}).encode()
    return _ask(address, "/sign-in", form, **headers)


def test_somebody_signs_in_through_it_with_a_cookie_for_tls_only_and_sees_a_page(proxy: str) -> None:
    code, headers = _sign_in(proxy, PASSWORD, origin=proxy)
    assert code == 303
    morsel = SimpleCookie(headers["set-cookie"])["kam_session"]
    assert (morsel["secure"], morsel["httponly"], morsel["samesite"]) == (True, True, "lax")
    cookie = f"kam_session={morsel.value}"
    with connect(
        proxy.replace("https:", "wss:") + "/_stcore/stream",
        ssl=TRUSTING,
        subprotocols=["streamlit"],  # type: ignore[list-item]
        additional_headers={"cookie": cookie, "origin": proxy},
        max_size=None,
    ) as socket:
        messages = Wire(proxy, socket, cookie).open("share", as_of="2026-03-31")
        assert faults(messages) == []
        drawn = [one.delta.new_element.WhichOneof("type") for one in messages if one.WhichOneof("type") == "delta"]
        assert drawn.count("plotly_chart") >= 4
    assert _ask(proxy, "/share", accept="text/html")[0] == 303


def test_what_a_visitor_says_of_their_own_address_does_not_count(proxy: str) -> None:
    """Each wrong password claims another address; the lock falls on the one that the proxy saw."""
    codes = [_sign_in(proxy, "wrong", **{"x-forwarded-for": f"10.0.0.{number}"})[0] for number in range(25)]
    assert set(codes) == {401}
    code, _ = _sign_in(proxy, PASSWORD, **{"x-forwarded-for": "10.9.9.9"})
    assert code == 401


def test_more_than_an_upload_may_hold_is_refused_by_the_proxy(proxy: str) -> None:
    code, _ = _ask(proxy, "/_stcore/upload_file/a/1", b"", **{"content-length": str(201 * 1024**2)})
    assert code == 413


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    assert analyze, "this test needs systemd-analyze"
    program = tmp_path / "python"
    program.symlink_to("/bin/true")
    unit = (PROJECT / "deploy" / "kam.service").read_text("utf-8")
    assert unit.count("/opt/kam/.venv/bin/python") == 1
    (tmp_path / "kam.service").write_text(unit.replace("/opt/kam/.venv/bin/python", str(program)), "utf-8")
    done = subprocess.run(
        [analyze, "verify", str(tmp_path / "kam.service")], capture_output=True, text=True, env=os.environ, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
