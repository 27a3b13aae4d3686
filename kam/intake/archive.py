"""Zip archives of spreadsheets: their files unpacked within bounds, under their own names."""

from __future__ import annotations

import errno
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kam.errors import Refused
from kam.intake.package import ZIP_FAULTS, check_sizes, zip_format
from kam.intake.refusal import refusal
from kam.intake.scan import HEAD, is_candidate
from kam.text import Text

MAX_FILES = 500
MAX_TOTAL = 1024 * 1024 * 1024
_CHUNK = 1 << 20
_UTF8_NAME = 0x800
_ODD = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_EXTRA_NAME = 0x7075


class _Exceeded(Refused):
    """The whole archive asks for more than it may."""


class _Budget:
    """What one archive may still unpack, the archives within it included."""

    def __init__(self) -> None:
        self.files, self.bytes = MAX_FILES, MAX_TOTAL

    def spend(self, files: int, size: int) -> None:
        """Raises _Exceeded (unsafe) when more is asked for than is left."""
        self.files -= files
        self.bytes -= size
        if self.files < 0 or self.bytes < 0:
            raise _Exceeded(
                Text(
                    f"压缩包里的文件超过 {MAX_FILES} 个，或解压后超过 1 GB，未打开。请分成几个压缩包上传。",
                    f"The archive holds more than {MAX_FILES} files or unpacks to more than 1 GB; upload it in parts.",
                ),
                "unsafe",
            )


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file of an archive: its name within it, the file as unpacked, or why it could not be."""

    name: str
    path: Path
    refused: Refused | None = None


def unpack(path: Path, into: Path) -> list[Unpacked]:
    """The archive's files in its order, unpacked into the folder `into`.

    Lock files, folders and what systems add are left out; what cannot be a spreadsheet stays in the list, for the
    scan to name it. An archive within the archive is unpacked too, under `archive.zip/file.xlsx`, but none within that.
    A file that cannot be unpacked does not stop the others. Raises Refused with code unsafe for what exceeds all
    bounds, damaged for a broken archive, empty when nothing in it can be a spreadsheet, or the code of its only fault.
    """
    found = list(_members(path, into, "", _Budget(), is_inner=False))
    if any(one.refused is None and is_candidate(_head(one.path)) for one in found):
        return found
    for one in found:
        if one.refused:
            raise one.refused
    raise refusal(
        "empty",
        "压缩包里没有可以读取的表格文件。请放入 Excel 或 CSV 文件后再上传。",
        "The archive holds no file that can be read as a spreadsheet. Put Excel or CSV files into it.",
    )


def _head(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(HEAD)


def _members(path: Path, into: Path, prefix: str, budget: _Budget, is_inner: bool) -> Iterator[Unpacked]:
    try:
        with zipfile.ZipFile(path) as archive:
            check_sizes(archive)
            for entry in archive.infolist():
                name = member_name(entry)
                if _is_wanted(entry, name):
                    yield from _member(archive, entry, prefix + name, into, budget, is_inner)
    except ZIP_FAULTS as error:
        raise _unpackable(error) from error


def _member(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, into: Path, budget: _Budget, is_inner: bool
) -> Iterator[Unpacked]:
    """The file itself, or what is in it when it is an archive of files; a fault of its own stays with it."""
    file = _target(name, into, budget)
    try:
        _extract(archive, entry, file, budget)
        if not is_archive(file):
            yield Unpacked(name, file)
            return
        if is_inner:
            raise _nested()
        inner = list(_members(file, into, f"{name}/", budget, is_inner=True))
    except _Exceeded:
        raise
    except Refused as refused:
        yield Unpacked(name, file, refused)
        return
    except ZIP_FAULTS as error:
        yield Unpacked(name, file, _unpackable(error))
        return
    file.unlink()
    yield from inner


def is_archive(file: Path) -> bool:
    """Whether the file is a zip archive of files rather than a workbook."""
    if not _head(file).startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            names = {name.lower() for name in archive.namelist()}
            return "[content_types].xml" not in names and "mimetype" not in names and zip_format(archive) == "archive"
    except (zipfile.BadZipFile, Refused):
        return False  # a broken or empty file is the scan's to name


def member_name(entry: zipfile.ZipInfo) -> str:
    """The member's name as it was meant: UTF-8 where flagged or valid, else GB18030 as Chinese Windows writes it."""
    if entry.flag_bits & _UTF8_NAME or entry.filename.isascii():
        return _tidy(entry.filename)
    if name := _extra_name(entry.extra):
        return _tidy(name)
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return _tidy(entry.filename)
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            return _tidy(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _tidy(entry.filename)


def _extra_name(extra: bytes) -> str | None:
    """The Unicode name that some programs write beside the old one."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = int.from_bytes(extra[at : at + 2], "little"), int.from_bytes(extra[at + 2 : at + 4], "little")
        if kind == _EXTRA_NAME:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return None


def _tidy(name: str) -> str:
    """The path without ways out of the folder and without signs that file systems refuse."""
    parts = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).parts
    return "/".join(_ODD.sub("_", part) for part in parts if part not in ("/", "..", "."))


def _is_wanted(entry: zipfile.ZipInfo, name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    is_folder = entry.is_dir() or entry.filename.endswith("\\") or not last
    is_added = name.startswith("__MACOSX/") or last.lower() in ("thumbs.db", "desktop.ini")
    return not (is_folder or is_added or last.startswith((".", "~$")))


def _target(name: str, into: Path, budget: _Budget) -> Path:
    """A file whose name is ours: a number and, of the member's own name, only the ending."""
    budget.spend(1, 0)
    suffix = re.sub(r"[^.a-z0-9]", "", PurePosixPath(name).suffix.lower())[:8]
    return into / f"member-{MAX_FILES - budget.files}{suffix}"


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, budget: _Budget) -> None:
    with target.open("wb") as file:
        if entry.flag_bits & 1:
            raise refusal(
                "password",
                "压缩包有密码。请解压后直接上传里面的文件。",
                "The archive has a password. Unpack it and upload the files in it.",
            )
        with archive.open(entry) as source:
            # Counted as it comes out: what the container says of its sizes may be a lie.
            while piece := source.read(_CHUNK):
                budget.spend(0, len(piece))
                file.write(piece)


def _nested() -> Refused:
    return refusal(
        "unsafe",
        "压缩包层层嵌套，未打开。请把表格直接放进一个压缩包后再上传。",
        "The archive nests archives within archives; put the spreadsheets directly into one archive.",
    )


def _unpackable(error: BaseException) -> Refused:
    """The refusal for what cannot be unpacked; a full disk is raised as it is, the archive is not to blame."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        raise error
    return refusal(
        "damaged",
        "压缩包已损坏，无法解压。请重新压缩后再上传，或直接上传里面的文件。",
        "The archive is damaged and cannot be unpacked. Make it anew, or upload the files in it.",
    )
