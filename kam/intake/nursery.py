"""Where readers come from: a process that has the readers imported forks a fresh child for each request.

To import the readers costs most of a second, which an upload would wait for and a folder of files pay for each of its
files; a fork costs some milliseconds. The nursery itself opens no file and unpacks no request, so that nothing of one
file reaches the reader of the next; it ends with its parent, and every child with it.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import os
import selectors
import signal
import socket
import struct
import subprocess
import sys
import time
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Lock

import kam

_CODE = struct.Struct("i")
_MODULE_BYTES = 200  # of the name of a module
_MOST_DESCRIPTORS = 65_536  # of the nursery, of which a child keeps three
_ENDING_S = 10.0  # for a process that is killed to be gone
_NOBODY = -1000  # no exit code
_PR_SET_PDEATHSIG = 1
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}  # what forks has one


class Nursery:
    """The parent's side; begins the process with the first request, and anew when it was ended from outside."""

    def __init__(self, *modules: str) -> None:
        self._modules = modules
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def run(self, module: str, request: bytes, log: int, wall_s: float) -> int | None:
        """Runs `main` of a module in a child of its own, with the request on stdin and `log` (a descriptor) as stderr.

        The exit code, negative for a signal; None when it was stopped for being slow. No child outlives this call.
        """
        until = time.monotonic() + wall_s
        status, theirs = socket.socketpair()
        asking, reading = socket.socketpair()
        with status, asking:
            with theirs, reading:
                nursery = self._ask(module, [reading.fileno(), log, theirs.fileno()])
            # It may end early or be slow: what follows says so.
            with suppress(BrokenPipeError, ConnectionResetError, TimeoutError):
                asking.settimeout(wall_s)
                asking.sendall(request)
                asking.shutdown(socket.SHUT_WR)
            code = _code(status, max(until - time.monotonic(), 0.001))
        return _end_of(nursery) if code == _NOBODY else code

    def _ask(self, module: str, descriptors: list[int]) -> subprocess.Popen[bytes]:
        """Hands the request to the process, which is returned."""
        with self._lock:
            if self._control and self._process:
                with suppress(BrokenPipeError, ConnectionResetError):  # ended from outside
                    socket.send_fds(self._control, [module.encode()], descriptors)
                    return self._process
                self.end()
            control, process = self._begin()
            socket.send_fds(control, [module.encode()], descriptors)
            return process

    def _begin(self) -> tuple[socket.socket, subprocess.Popen[bytes]]:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kam.intake.nursery", *self._modules],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env=os.environ | _ONE_THREAD | {"PYTHONPATH": _import_path()},
                start_new_session=True,
            )
        return self._control, self._process

    def end(self) -> None:
        """Ends the process and whatever it still runs."""
        if self._control:
            self._control.close()
            self._control = None
        if self._process:
            try:
                self._process.wait(_ENDING_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


def _import_path() -> str:
    """The child finds the same code whatever folder it is started in."""
    return os.pathsep.join(filter(None, [str(Path(kam.__file__).parent.parent), os.environ.get("PYTHONPATH")]))


def _end_of(nursery: subprocess.Popen[bytes]) -> int:
    """What a nursery's end means for the child that it did not tell of: a kill, as by a system without memory, or a
    fault of ours.
    """
    try:
        return -signal.SIGKILL if nursery.wait(_ENDING_S) == -signal.SIGKILL else 1
    except subprocess.TimeoutExpired:
        return 1


def _code(status: socket.socket, wall_s: float) -> int | None:
    """The child's exit code within its time, else None; _NOBODY when the nursery ended first.

    The child is gone by then, also when this wait is interrupted.
    """
    status.settimeout(wall_s)
    said = None
    try:
        said = status.recv(_CODE.size)
    except TimeoutError:
        return None
    finally:
        if said is None:
            status.shutdown(socket.SHUT_WR)
            status.settimeout(_ENDING_S)
            with suppress(TimeoutError):
                status.recv(_CODE.size)
    return int(_CODE.unpack(said)[0]) if said else _NOBODY


class _Children:
    """The nursery's side: each child by its number, and the socket that waits for its code."""

    def __init__(self) -> None:
        self._control = socket.socket(fileno=os.dup(0))
        self._woken, waking = socket.socketpair()
        self._woken.setblocking(False)
        waking.setblocking(False)
        self._waking = waking
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        self._asked = selectors.DefaultSelector()
        self._asked.register(self._control, selectors.EVENT_READ)
        self._asked.register(self._woken, selectors.EVENT_READ)
        self._children: dict[int, socket.socket] = {}

    def tend(self) -> None:
        """Forks and reports until the parent is gone; no child stays behind."""
        try:
            self._serve()
        finally:
            self._end()

    def _serve(self) -> None:
        while True:
            for key, _ in self._asked.select():
                if key.fileobj is self._control:
                    if not self._take():
                        return
                elif key.fileobj is self._woken:
                    with suppress(BlockingIOError):
                        self._woken.recv(4096)
                    self._report()
                elif key.data in self._children:  # whoever asked waits no longer
                    self._asked.unregister(key.fileobj)
                    _kill(key.data)

    def _take(self) -> bool:
        """A child for the request that has come; False when no more will come."""
        module, descriptors, *_ = socket.recv_fds(self._control, _MODULE_BYTES, 3)
        if not module:
            return False
        nursery = os.getpid()
        try:
            reading, log, status = descriptors
            child = os.fork()
        except (OSError, ValueError):  # no room for one more, process or descriptor: this request has failed, no other
            traceback.print_exc()
            for one in descriptors:
                os.close(one)
            return True
        if not child:
            _live(module.decode(), reading, log, nursery)
        os.close(reading)
        os.close(log)
        self._children[child] = socket.socket(fileno=status)
        self._asked.register(self._children[child], selectors.EVENT_READ, child)
        return True

    def _report(self) -> None:
        for child in list(self._children):
            done, how = os.waitpid(child, os.WNOHANG)
            if done:
                status = self._children.pop(child)
                with suppress(KeyError):
                    self._asked.unregister(status)
                with suppress(OSError), status:  # nobody waits for it
                    status.send(_CODE.pack(os.waitstatus_to_exitcode(how)))

    def _end(self) -> None:
        for child in self._children:
            _kill(child)
            os.waitpid(child, 0)


def _kill(child: int) -> None:
    """A child of ours that was not waited for, so that its number is its own; its whole group once it leads one."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
        os.killpg(child, signal.SIGKILL)


def _live(module: str, reading: int, log: int, nursery: int) -> None:
    """The child's life, from its fork to its end: it holds nothing of its siblings, and never returns."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        for one in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(one, signal.SIG_DFL)
        os.setsid()
        os.dup2(reading, 0)
        os.dup2(log, 2)
        os.closerange(3, _MOST_DESCRIPTORS)
        if sys.platform == "linux":  # it ends with the nursery, however that one ends
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == nursery:
            code = import_module(module).main()
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(OSError):
            sys.stderr.flush()
        os._exit(code)


def main() -> None:
    """The nursery: imports the modules named to it, then serves the socket that is its stdin."""
    for module in sys.argv[1:]:
        import_module(module)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    gc.collect()
    gc.freeze()  # what is imported is shared with every child, as long as no collector writes on it
    _Children().tend()


READERS = Nursery("kam.intake.work", "kam.intake.members")
atexit.register(READERS.end)

if __name__ == "__main__":
    main()
