"""The process that opens files: nothing a spreadsheet does to its reader reaches the application.

The parent sends a request it made itself (pickle, on stdin); the child answers with JSON and Arrow files in the
work folder. A child that dies, hangs or asks for too much memory becomes the file's fault, not an exception.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
import resource
import signal
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kam.dataset import Dataset
from kam.errors import Failed, is_full, unwritable
from kam.intake.mapping import hold_to
from kam.intake.nursery import READERS
from kam.intake.report import Fault, FileReport, Mapping, Options
from kam.intake.wire import from_json, to_json
from kam.text import Text

ANSWER = "report.json"
OUT_OF_MEMORY, DISK_FULL = 75, 76  # the child's own exit codes; 128 and more are signals
_LOG = logging.getLogger(__name__)

_TOO_BIG = Fault(
    "unsafe",
    "读取该文件所需内存超出限制，已停止。请只保留需要的工作表和列，另存后再上传。",
    "Reading the file needs more memory than allowed and was stopped. Keep only the sheets and columns you need.",
)
_TOO_SLOW = Fault(
    "unsafe",
    "读取该文件用时过长，已停止。请拆分文件，或只保留需要的工作表后再上传。",
    "Reading the file took too long and was stopped. Split it, or keep only the sheets you need.",
)
_CRASHED = Fault(
    "damaged",
    "读取该文件时解析程序崩溃，文件可能已损坏。请用 Excel 或 WPS 打开并另存后再上传。",
    "The reader crashed on this file; it may be damaged. Open it in Excel or WPS, save it anew and upload that.",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: address space in bytes, processor seconds, seconds on the clock."""

    memory: int = 4 * 1024**3
    cpu_s: int = 240
    wall_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Request:
    """What the child is to do; it trusts this as it trusts its own code."""

    path: Path
    name: str
    sha256: str
    datasets: tuple[Dataset, ...]
    options: Options
    workdir: Path
    limits: Limits


def examine(
    path: Path,
    name: str,
    datasets: Sequence[Dataset],
    options: Options,
    workdir: Path,
    limits: Limits = Limits(),
) -> FileReport:
    """What the file holds and how its rows fare, read in a process of its own.

    Leaves `rows-<i>.arrow` and `returned-<i>.xlsx` in `workdir`. Never raises for a bad file; raises Misuse for a
    decided mapping that does not fit its dataset, and Failed for a fault of ours.
    """
    for mapping in (options.mapping, *options.tables.values()):
        _hold(mapping, datasets)
    workdir.mkdir(parents=True, exist_ok=True)
    request = Request(path, name, digest(path), tuple(datasets), options, workdir, limits)
    if fault := run_child("kam.intake.work", request):
        return FileReport(name, request.sha256, fault=fault)
    return from_json((workdir / ANSWER).read_text("utf-8"))


def examine_own(path: Path, datasets: Sequence[Dataset], options: Options, workdir: Path) -> FileReport:
    """The same of a file that the app wrote itself, read in this process: a process costs a second, and nothing in
    what a person typed can harm a reader of plain text.
    """
    # Only here: whoever reads nothing in this process need not wait for the readers to be imported.
    from kam.intake.work import report_of

    return from_json(
        to_json(report_of(Request(path, path.name, digest(path), tuple(datasets), options, workdir, Limits())))
    )


def _hold(mapping: Mapping | None, datasets: Sequence[Dataset]) -> None:
    """A mapping of an unknown dataset is the matching's business."""
    for dataset in datasets:
        if mapping and dataset.name == mapping.dataset:
            hold_to(mapping, dataset)


def opened_copy(workdir: Path) -> Path | None:
    """The decrypted copy that an examination left of an encrypted workbook; None of any other file."""
    return next(workdir.glob("opened*"), None)


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def run_child(module: str, request: Request) -> Fault | None:
    """Runs a module of ours on the request in a process of its own: None when it has left its answer, else the fault.

    Raises Failed for a fault of ours.
    """
    (request.workdir / ANSWER).unlink(missing_ok=True)
    with (request.workdir / "worker.log").open("wb") as log:
        code = READERS.run(module, pickle.dumps(request), log.fileno(), request.limits.wall_s)
    return fault_of(code, request.workdir)


def leave(request: Request, work: Callable[[], str]) -> int:
    """The child's whole life: under its limits it leaves the answer that `work` gives; its exit code."""
    _hold_to_limits(request.limits)
    try:
        (request.workdir / ANSWER).write_text(work(), "utf-8")
    except MemoryError:
        return OUT_OF_MEMORY
    except OSError as error:
        if is_full(error):
            return DISK_FULL
        raise
    return 0


def _hold_to_limits(limits: Limits) -> None:
    """What it asks for beyond these is refused by the system."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_s, limits.cpu_s + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def fault_of(code: int | None, workdir: Path) -> Fault | None:
    """What a child's end means for its file; None when it left its answer. Raises Failed for a fault of ours."""
    if code is None or code == -signal.SIGXCPU:
        return _TOO_SLOW
    if code in (OUT_OF_MEMORY, -signal.SIGKILL):
        return _TOO_BIG
    if code == DISK_FULL:
        raise unwritable()
    if code < 0:
        return _CRASHED
    if code or not (workdir / ANSWER).exists():
        raise _our_fault(code, workdir)
    return None


def _our_fault(code: int, workdir: Path) -> Failed:
    """The details stay in the work folder: an exception may quote a cell, and cells do not enter logs."""
    reference = uuid.uuid4().hex[:8]
    _LOG.error("reader failed with exit code %s, reference %s, details in %s", code, reference, workdir)
    return Failed(
        Text(
            f"程序在读取文件时出错（编号 {reference}），未作任何更改。",
            f"The product failed while reading the file (reference {reference}); nothing was changed.",
        ),
        "internal",
    )
