"""OLE containers: old workbooks and encrypted ones, opened with Excel's default password or the one given."""

from __future__ import annotations

import re
import shutil
import struct
from pathlib import Path

import msoffcrypto
import olefile
from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

from kam.errors import Refused
from kam.intake.refusal import SAVE_AS, damaged, entities, locked, refusal, sealed

# Excel encrypts with this when a workbook has a password against changes only, and opens such a file without asking.
DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105 - published, and part of the format

# The key is derived by this many rounds; Excel writes 100,000, and ten million would take half a minute.
_MAX_ROUNDS = 1_000_000
_ROUNDS = re.compile(rb'spinCount="(\d+)"')
_OTHER_DOCUMENTS = ("WordDocument", "PowerPoint Document", "VisioDocument", "__properties_version1.0")
_FILE_PASS, _WRITE_PROTECT, _END = 0x002F, 0x0086, 0x000A
_BOF = (0x0009, 0x0209, 0x0409, 0x0809)
_RECORD = struct.Struct("<HH")
_LOOKED_AT = 1 << 16


def is_bare_workbook(head: bytes) -> bool:
    """Whether the bytes begin as a workbook of Excel 2 to 5 without a container around it."""
    kind, size = _RECORD.unpack_from(head.ljust(_RECORD.size, b"\x00"))
    return kind in _BOF and 4 <= size <= 16


def refuse_bare_password(head: bytes) -> None:
    """Raises Refused (password) for an encrypted workbook without a container: nothing here decrypts those."""
    if _has_file_pass(head):
        raise sealed()


def open_ole(path: Path, password: str | None, into: Path) -> tuple[Path, bool]:
    """The file to read, `path` itself or a decrypted copy in the folder `into`, and whether `password` opened it.

    Raises Refused with code password, damaged, unsafe or unsupported.
    """
    try:
        with olefile.OleFileIO(path) as ole:
            is_locked = _is_locked(ole)
    except Refused:
        raise
    except Exception:
        # olefile fails in many ways on broken files; the readers tolerate more and judge for themselves.
        return path, False
    if not is_locked:
        return path, False
    for candidate in (DEFAULT_PASSWORD, password):
        if candidate and (opened := _decrypted(path, candidate, into)):
            return opened, candidate != DEFAULT_PASSWORD
    raise locked(bool(password))


def _is_locked(ole: olefile.OleFileIO) -> bool:
    """Whether the container's workbook is encrypted. Raises Refused (unsupported) for another kind of document."""
    if ole.exists("EncryptedPackage"):
        _check_encryption(ole)
        return True
    for name in ("Workbook", "Book"):
        if ole.exists(name):
            has_pass = _has_file_pass(ole.openstream(name).read(_LOOKED_AT))
            if has_pass and name == "Book":
                raise sealed()
            return has_pass
    if not any(ole.exists(name) for name in _OTHER_DOCUMENTS):
        raise damaged()
    raise refusal(
        "unsupported", "这个文件不是 Excel 工作簿。", "The file is a document of another kind, no workbook.", SAVE_AS
    )


def _check_encryption(ole: olefile.OleFileIO) -> None:
    if not ole.exists("EncryptionInfo"):
        raise damaged()
    info = ole.openstream("EncryptionInfo").read(_LOOKED_AT)
    if b"<!DOCTYPE" in info or b"<!ENTITY" in info:
        raise entities()
    if any(int(rounds) > _MAX_ROUNDS for rounds in _ROUNDS.findall(info)):
        raise refusal(
            "unsafe",
            "文件的加密参数异常（打开一次需很久），未打开。",
            "The file's encryption asks for an abnormal amount of work; it was not opened.",
            SAVE_AS,
        )


def _has_file_pass(stream: bytes) -> bool:
    """Whether an encryption record stands among the first records of a workbook stream."""
    at = 0
    while at + _RECORD.size <= len(stream):
        kind, size = _RECORD.unpack_from(stream, at)
        if kind == _FILE_PASS:
            return True
        if kind == _END or (kind not in (*_BOF, _WRITE_PROTECT) and at > _LOOKED_AT // 8):
            return False
        at += _RECORD.size + size
    return False


def _decrypted(path: Path, password: str, into: Path) -> Path | None:
    """A decrypted copy, or None when the password does not fit."""
    target = into / f"opened{path.suffix}"
    try:
        with path.open("rb") as file, target.open("wb") as opened:
            office = msoffcrypto.OfficeFile(file)
            if office.format == "ooxml":
                office.load_key(password=password, verify_password=True)
            else:
                office.load_key(password=password)
            office.decrypt(opened)
    except InvalidKeyError:
        target.unlink(missing_ok=True)
        return None
    except MemoryError:
        raise
    except Exception as error:
        target.unlink(missing_ok=True)
        raise _undecrypted(error) from error
    return target


def _undecrypted(error: Exception) -> Refused:
    return sealed() if isinstance(error, DecryptionError | NotImplementedError) else damaged()


def remove(folder: Path) -> None:
    """Removes a folder of decrypted copies; one that is gone already is no fault."""
    shutil.rmtree(folder, ignore_errors=True)
