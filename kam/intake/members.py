"""The files that one dropped file stands for: itself, or those of a zip archive, unpacked by a process of its own."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from kam.errors import Refused
from kam.intake.report import Fault, FileReport, Options
from kam.intake.worker import ANSWER, Limits, Request, digest, leave, run_child

_ZIP = b"PK\x03\x04"
_NAME_AT = 30  # of the first file's name in a zip container; its length stands two fields before
# A workbook's container begins with one of these: it is not even asked whether it is an archive.
_OF_DOCUMENTS = (
    "[content_types].xml",
    "mimetype",
    "_rels/",
    "docprops/",
    "xl/",
    "customxml/",
    "meta-inf/",
    "content.xml",
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file to examine and the name to call it by, `archive.zip/inner.csv` in an archive; or why it cannot be."""

    name: str
    path: Path
    fault: Fault | None = None

    def refused(self) -> FileReport | None:
        """The report of a file that could not be unpacked; None for one that may be examined."""
        return FileReport(self.name, digest(self.path), fault=self.fault) if self.fault else None


def expand(path: Path, name: str, workdir: Path) -> tuple[Member, ...]:
    """The files of an archive, unpacked into `workdir`, in its order; any other file alone.

    Never raises for a bad file: an archive refused as a whole is one member with its fault.
    Raises Failed for a fault of ours.
    """
    if not _may_be_archive(path):
        return (Member(name, path),)
    workdir.mkdir(parents=True, exist_ok=True)
    fault = run_child("kam.intake.members", Request(path, name, "", (), Options(), workdir, Limits()))
    if fault:
        return (Member(name, path, fault),)
    found = tuple(_members_from((workdir / ANSWER).read_text("utf-8")))
    return found or (Member(name, path),)


def _may_be_archive(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_NAME_AT + 64)
    size = int.from_bytes(head[_NAME_AT - 4 : _NAME_AT - 2], "little")
    first = head[_NAME_AT : _NAME_AT + size].decode("latin-1").lower().replace("\\", "/").lstrip("/")
    return head.startswith(_ZIP) and not first.startswith(_OF_DOCUMENTS)


def _members_from(text: str) -> Iterator[Member]:
    for raw in json.loads(text):
        yield Member(raw["name"], Path(raw["path"]), Fault(**raw["fault"]) if raw["fault"] else None)


def main() -> int:
    """The child: unpacks the file of the request on stdin and leaves the list in its work folder."""
    request: Request = pickle.load(sys.stdin.buffer)  # noqa: S301 - the parent wrote it
    return leave(request, lambda: json.dumps([{**asdict(one), "path": str(one.path)} for one in _unpacked(request)]))


def _unpacked(request: Request) -> list[Member]:
    from kam.intake.archive import is_archive, unpack

    if not is_archive(request.path):
        return []
    try:
        found = unpack(request.path, request.workdir)
    except Refused as refused:
        for file in request.workdir.glob("member-*"):
            file.unlink()
        return [Member(request.name, request.path, _fault(refused))]
    return [Member(f"{request.name}/{one.name}", one.path, _fault(one.refused)) for one in found]


def _fault(refused: Refused | None) -> Fault | None:
    return Fault(refused.code, refused.message.zh, refused.message.en) if refused else None


if __name__ == "__main__":
    sys.exit(main())
