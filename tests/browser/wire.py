"""A browser without a window: it speaks the server's own protocol and keeps every message it is sent."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

MOST_S = 60.0  # a page that takes longer is an error


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_asked: object) -> None:  # type: ignore[override]
        return None


def signed_in(url: str, name: str, password: str) -> str:
    """The cookie of a new session."""
    body = urllib.parse.urlencode({"name": name, "password": password}).encode()
    try:
        urllib.request.build_opener(_Stay).open(f"{url}/sign-in", body, timeout=MOST_S)
    except urllib.error.HTTPError as answer:
        if answer.code == 303:
            return str(answer.headers["set-cookie"]).split(";")[0]
        raise
    raise AssertionError("nobody was let in")


@dataclass
class Wire:
    """One open tab."""

    url: str
    socket: ClientConnection
    cookie: str = ""
    session: str = ""

    def open(self, page: str, **query: str) -> list[ForwardMsg]:
        """Every message of one run of a page at this address."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = urllib.parse.urlencode(query)
        message.rerun_script.context_info.timezone = "Asia/Shanghai"
        self.socket.send(message.SerializeToString())
        found: list[ForwardMsg] = []
        is_running = False
        while True:
            answer = self._next()
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                is_running, self.session = True, answer.new_session.initialize.session_id
            found.append(answer)
            # A page that leads to another ends early, and the run of that one follows.
            if (
                kind == "script_finished"
                and is_running
                and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                return found

    def download(self, file_id: str) -> bytes:
        """The bytes of a file that the server makes when it is asked for."""
        message = BackMsg()
        message.backend_operation_request.request_id = file_id
        message.backend_operation_request.session_id = self.session
        message.backend_operation_request.deferred_file.file_id = file_id
        self.socket.send(message.SerializeToString())
        while True:
            answer = self._next()
            if answer.WhichOneof("type") == "backend_operation_response":
                told = answer.backend_operation_response
                assert not told.error_msg, told.error_msg
                return self.get(told.deferred_file.url)

    def get(self, path: str) -> bytes:
        """What stands at an address of the server."""
        request = urllib.request.Request(self.url + path, headers={"cookie": self.cookie})
        with urllib.request.urlopen(request, timeout=MOST_S) as answer:
            data: bytes = answer.read()
            return data

    def _next(self) -> ForwardMsg:
        answer = ForwardMsg()
        answer.ParseFromString(self.socket.recv(timeout=MOST_S))  # type: ignore[arg-type]
        return answer


@contextmanager
def wire(url: str, cookie: str = "") -> Iterator[Wire]:
    """An open tab of somebody with this cookie."""
    address = url.replace("http:", "ws:") + "/_stcore/stream"
    headers = {"cookie": cookie} if cookie else {}
    with connect(
        address,
        subprotocols=["streamlit"],
        additional_headers=headers,
        max_size=None,
        open_timeout=MOST_S,  # type: ignore[list-item]
    ) as socket:
        yield Wire(url, socket, cookie)


def faults(messages: list[ForwardMsg]) -> list[str]:
    """What went wrong in a run."""
    return [
        message.delta.new_element.exception.message
        for message in messages
        if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "exception"
    ]


def downloads(tab: Wire, messages: list[ForwardMsg]) -> list[bytes]:
    """Every file that a page offers, made when it is asked for."""
    found = []
    for message in messages:
        element = message.delta.new_element
        if message.WhichOneof("type") == "delta" and element.WhichOneof("type") == "download_button":
            button = element.download_button
            found.append(tab.download(button.deferred_file_id) if button.deferred_file_id else tab.get(button.url))
    return found
