"""Is the file safe, and what is it? By its content, never by its name, and before any parser opens it."""

from __future__ import annotations

import re
import tempfile
import weakref
from dataclasses import dataclass, field, replace
from pathlib import Path

from kam.errors import Refused
from kam.intake.container import SheetPart
from kam.intake.encoding import looks_like_text
from kam.intake.opened import is_bare_workbook, open_ole, refuse_bare_password, remove
from kam.intake.package import scan_zip
from kam.intake.refusal import SAVE_AS, damaged, refusal

MAX_FILE = 512 * 1024 * 1024
HEAD = 1 << 16

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMMENTS = re.compile(r"\A(?:\s|<!--.*?-->|<\?.*?\?>)+", re.DOTALL)
_PAGE = re.compile(r"<(!doctype\s+html|html|head|meta|title|style|body|div|center|table|font|p|span)\b", re.IGNORECASE)
_TABLE_TAG = re.compile(r"<(?:table|html|!doctype\s+html)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:\?xml|!doctype|!--|[a-z][\w:.-]*[\s/>])", re.IGNORECASE)
_BINARY = (
    *(b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"GIF8", b"SQLite", b"PAR1"),
    *(b"\x7fELF", b"{\\rtf", b"II*\x00", b"MM\x00*", b"ID3\x03", b"OggS\x00", b"\x28\xb5\x2f\xfd"),
)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Scanned:
    """A file that may be opened: the file to read, its format, of a workbook the sheet parts by path.

    `format` is xlsx, xlsm, xlsb, xls, ods, csv, html or archive (a zip of files). `path` is a decrypted copy when the
    file was encrypted; `was_locked` says that a password of its own opened it.
    """

    path: Path
    format: str
    parts: dict[str, SheetPart] = field(default_factory=dict)
    was_locked: bool = False


def scan(path: Path, password: str | None = None, workdir: Path | None = None) -> Scanned:
    """What the file is. Raises Refused with code empty, password, damaged, unsafe or unsupported.

    A decrypted copy is left in `workdir`; without one it lies in a folder that goes when the answer does.
    """
    size = path.stat().st_size
    if size == 0:
        raise refusal("empty", "文件是空的（0 字节）。", "The file is empty (0 bytes).")
    if size > MAX_FILE:
        raise refusal("unsafe", "文件超过 512 MB，请拆分后上传。", "The file is larger than 512 MB; split it.")
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(_OLE):
        return _scan_ole(path, password, workdir)
    return _scan_plain(path, head)


def _scan_ole(path: Path, password: str | None, workdir: Path | None) -> Scanned:
    folder = workdir or Path(tempfile.mkdtemp(prefix="kam-"))
    try:
        opened, was_locked = open_ole(path, password, folder)
        found = _inside(opened) if opened != path else Scanned(path, "xls")
    except BaseException:
        if workdir is None:
            remove(folder)
        raise
    found = replace(found, was_locked=was_locked)
    if workdir is None:
        weakref.finalize(found, remove, folder)
    return found


def _inside(opened: Path) -> Scanned:
    """What was decrypted: a zip container or an old workbook; anything else is a broken file."""
    with opened.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(_OLE):
        return Scanned(opened, "xls")
    found = _scan_plain(opened, head) if head.startswith(_ZIP) else None
    if found is None or found.format == "archive":
        raise damaged()
    return found


def _scan_plain(path: Path, head: bytes) -> Scanned:
    if head.startswith(_ZIP):
        form, parts = scan_zip(path)
        return Scanned(path, form, parts)
    if is_bare_workbook(head):
        refuse_bare_password(head)
        return Scanned(path, "xls")
    return Scanned(path, text_format(head))


def is_candidate(head: bytes) -> bool:
    """Whether a file that begins so may hold a spreadsheet: a container, an old workbook, text or markup."""
    if head.startswith((_OLE, *_ZIP)) or is_bare_workbook(head):
        return True
    return _decoded(head) is not None


def text_format(head: bytes) -> str:
    """csv or html, from a text's first bytes. Raises Refused (unsupported) for what is neither."""
    text = _decoded(head)
    if text is None:
        raise refusal(
            "unsupported",
            "无法识别的文件格式；支持 Excel（.xlsx、.xlsm、.xlsb、.xls）、.ods、网页表格和文本（.csv、.tsv、.txt）。",
            "The file's format is not known; Excel workbooks, .ods, web tables and delimited text are.",
            SAVE_AS,
        )
    start = _COMMENTS.sub("", text, count=1)
    if re.match(r"(?:MIME-Version|Content-Type|From):\s", start, re.IGNORECASE) and "multipart/" in text.lower():
        raise refusal("unsupported", "这是单个文件网页（.mht）。", "This is a web archive in one file (.mht).", SAVE_AS)
    if not _MARKUP.match(start):
        return "csv"
    if _PAGE.match(start) or _TABLE_TAG.search(start):
        return "html"
    raise _no_table(text)


def _no_table(text: str) -> Refused:
    if "urn:schemas-microsoft-com:office:spreadsheet" in text:
        return refusal(
            "unsupported", "这是“XML 电子表格 2003”格式。", "This is an XML Spreadsheet of Excel 2003.", SAVE_AS
        )
    return refusal("unsupported", "这是 XML 文件，不是表格。", "This is XML, no spreadsheet.", SAVE_AS)


def _decoded(head: bytes) -> str | None:
    """The ASCII of a text, whatever its encoding, with any signs for the rest; None for what is no text."""
    if head.startswith(_BINARY) or not looks_like_text(head):
        return None
    return head.replace(b"\x00", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe")
