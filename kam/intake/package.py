"""Zip containers before any reader opens them: what they are, what they unpack to, what their parts declare."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from kam.errors import Refused
from kam.intake.binary_sheet import binary_sheet_part
from kam.intake.container import SheetPart, drain, is_worksheet, sheet_part, starts_with_dtd
from kam.intake.open_document import CONTENT, MANIFEST, is_encrypted
from kam.intake.refusal import SAVE_AS, damaged, entities, refusal, sealed, too_spread

MAX_UNPACKED = 2 * 1024 * 1024 * 1024
MAX_PARTS = 10_000
# A sheet packs 10 to 30 times; runs of one byte pack 1,000 times. Small parts may pack as they like.
MAX_RATIO, RATIO_FROM = 300, 64 * 1024 * 1024
# The reader holds the whole box in memory, so an almost empty giant box is refused; a filled cell is 12 bytes or more.
MAX_BOX, MAX_BOX_PER_CELL, CELL_BYTES = 20_000_000, 50, 12
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def scan_zip(path: Path) -> tuple[str, dict[str, SheetPart]]:
    """(format, sheet parts by their path): xlsx, xlsm, xlsb, ods, or archive for a zip of files.

    Raises Refused with code damaged, empty, password, unsafe or unsupported.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            check_sizes(archive)
            form = zip_format(archive)
            if form != "archive":
                _refuse_locked(archive)
            return form, _parts(archive, form)
    except ZIP_FAULTS as error:
        raise damaged() from error


def check_sizes(archive: zipfile.ZipFile) -> None:
    """Raises Refused (unsafe) when what the container says of itself is a bomb, before anything is unpacked."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    is_bomb = any(e.file_size > RATIO_FROM and e.file_size > MAX_RATIO * max(1, e.compress_size) for e in entries)
    if len(entries) > MAX_PARTS or unpacked > MAX_UNPACKED or is_bomb:
        raise refusal(
            "unsafe",
            "文件解压后异常庞大，为安全起见未打开。请只保留需要的工作表，另存后再上传。",
            "The file unpacks to an abnormal size and was not opened. Keep only the sheets you need, save and retry.",
        )


def _refuse_locked(archive: zipfile.ZipFile) -> None:
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise sealed()


def plain_name(entry: zipfile.ZipInfo) -> str:
    """The part's path with forward slashes and without one in front."""
    return entry.filename.replace("\\", "/").lstrip("/")


def zip_format(archive: zipfile.ZipFile) -> str:
    """xlsx, xlsm, xlsb, ods or archive. Raises Refused: unsupported for other documents, empty for no file at all."""
    names = {plain_name(entry).lower() for entry in archive.infolist()}
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsm" if "xl/vbaproject.bin" in names else "xlsx"
    if names & {MANIFEST, "mimetype"} or names >= {CONTENT, "styles.xml"}:
        return _document_format(archive, names)
    if "[content_types].xml" in names:
        return _office_format(names)
    if not any(name and not name.endswith("/") for name in names):
        raise refusal("empty", "压缩包里没有文件。", "The zip archive holds no file.")
    return "archive"


def _document_format(archive: zipfile.ZipFile, names: set[str]) -> str:
    """ods, of an OpenDocument's kind; one that lost its content is damaged."""
    kinds = [archive.read(entry)[:200] for entry in archive.infolist() if plain_name(entry).lower() == "mimetype"]
    if kinds and not kinds[0].strip().startswith(_ODS):
        raise _no_workbook()
    if CONTENT not in names:
        raise damaged()
    return "ods"


def _office_format(names: set[str]) -> str:
    """A package with a content list: a workbook when it has sheet parts, else some other Office document."""
    if any(name.startswith(("word/", "ppt/", "visio/")) for name in names):
        raise _no_workbook()
    if any(name.endswith("workbook.xml") for name in names):
        return "xlsx"
    raise _no_workbook()


def _no_workbook() -> Refused:
    return refusal(
        "unsupported", "这个文件不是表格工作簿。", "This file is a document of another kind, no workbook.", SAVE_AS
    )


def _parts(archive: zipfile.ZipFile, form: str) -> dict[str, SheetPart]:
    parts: dict[str, SheetPart] = {}
    if form == "archive":
        return parts
    if form == "ods":
        _check_document(archive)
        return parts
    for entry in archive.infolist():
        name = plain_name(entry)
        if name.lower().endswith((".xml", ".rels", ".vml")):
            part = _xml_part(archive, entry)
        elif form == "xlsb" and "/worksheets/" in f"/{name.lower()}" and name.lower().endswith(".bin"):
            part = binary_sheet_part(archive, entry)
        else:
            continue
        if part:
            _check_box(part, entry.file_size)
            parts[name] = part
    return parts


def _xml_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> SheetPart | None:
    if starts_with_dtd(archive, entry):
        raise entities()
    if is_worksheet(archive, entry):
        return sheet_part(archive, entry)
    drain(archive, entry)
    return None


def _check_document(archive: zipfile.ZipFile) -> None:
    for entry in archive.infolist():
        name = plain_name(entry).lower()
        if name.endswith((".xml", ".rdf")):
            # The dialogs and macros of a document have a document type by right; nobody reads them.
            if not name.startswith(("basic/", "dialogs/", "configurations2/")) and starts_with_dtd(archive, entry):
                raise entities()
            drain(archive, entry)
    if is_encrypted(archive):
        raise sealed()


def _check_box(part: SheetPart, size: int) -> None:
    filled = max(1, size // CELL_BYTES)
    if part.box > MAX_BOX and part.box > MAX_BOX_PER_CELL * filled:
        raise too_spread(part.corner)
