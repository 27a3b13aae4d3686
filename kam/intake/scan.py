"""Is the file safe, and what is it? By its content, never by its name, and before any parser opens it."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from kam.errors import Refused
from kam.intake.container import SheetPart, sheet_part, starts_with_dtd
from kam.text import Text

MAX_FILE = 512 * 1024 * 1024
MAX_UNPACKED = 2 * 1024 * 1024 * 1024
MAX_PARTS = 10_000
# A sheet packs 10 to 30 times; runs of one byte pack 1,000 times. Small parts may pack as they like.
MAX_RATIO, RATIO_FROM = 300, 64 * 1024 * 1024
# The reader holds the whole box in memory, so an almost empty giant box is refused; a filled cell is 12 bytes or more.
MAX_BOX, MAX_BOX_PER_CELL, CELL_BYTES = 20_000_000, 50, 12

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
_MARKUP = re.compile(rb"<(!doctype|html|table|style|meta|body|div|\?xml)\b", re.IGNORECASE)
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"GIF8", b"SQLite", b"PAR1")

_NOTHING = Text("", "")
_SAVE_AS = Text(
    "请在 Excel 或 WPS 中另存为 .xlsx 后再上传。", "Save it as .xlsx in Excel or WPS, then upload it again."
)


@dataclass(frozen=True, slots=True)
class Scanned:
    """A file that may be opened: its format (xlsx, xlsm, csv) and, of a workbook, its sheet parts by path."""

    path: Path
    format: str
    parts: dict[str, SheetPart]


def refusal(code: str, zh: str, en: str, remedy: Text = _NOTHING) -> Refused:
    """A Refused whose message says what is wrong and, after it, what to do."""
    return Refused(Text(zh + remedy.zh, f"{en} {remedy.en}".strip()), code)


def scan(path: Path) -> Scanned:
    """What the file is. Raises Refused with code empty, password, damaged, unsafe or unsupported."""
    size = path.stat().st_size
    if size == 0:
        raise refusal("empty", "文件是空的（0 字节）。", "The file is empty (0 bytes).")
    if size > MAX_FILE:
        raise refusal("unsafe", "文件超过 512 MB，请拆分后上传。", "The file is larger than 512 MB; split it.")
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(_OLE):
        raise _ole_refusal(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _scan_zip(path)
    _require_text(head)
    return Scanned(path, "csv", {})


def _ole_refusal(path: Path) -> Refused:
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refusal(
            "password",
            "工作簿有打开密码。请在 Excel 中取消密码，另存后再上传。",
            "The workbook is protected by a password. Remove the password in Excel, save it and upload it again.",
        )
    return refusal("unsupported", "这是旧版 .xls 格式。", "This is the old .xls format.", _SAVE_AS)


def _require_text(head: bytes) -> None:
    """Refuses what is no delimited text; NUL bytes are text only behind a UTF-16 byte order mark."""
    is_markup = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and _MARKUP.search(head)
    if is_markup:
        raise refusal(
            "unsupported", "这是网页或 XML 文件，不是表格。", "This is a web page or XML, no spreadsheet.", _SAVE_AS
        )
    is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if head.startswith(_BINARY) or (b"\x00" in head and not is_utf16):
        raise refusal(
            "unsupported",
            "无法识别的文件格式；支持 .xlsx、.csv 和 .tsv。",
            "The file's format is not known; .xlsx, .csv and .tsv are.",
            _SAVE_AS,
        )


def _scan_zip(path: Path) -> Scanned:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(archive)
            form = _workbook_format(archive)
            _refuse_dtd(archive)
            return Scanned(path, form, _sheet_parts(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise damaged() from error


def damaged() -> Refused:
    """The refusal for a workbook that cannot be opened."""
    return refusal(
        "damaged",
        "工作簿已损坏，无法打开。请用 Excel 或 WPS 打开并另存后再上传。",
        "The workbook is damaged and cannot be opened. Open it in Excel or WPS, save it anew and upload that.",
    )


def _check_sizes(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    is_bomb = any(e.file_size > RATIO_FROM and e.file_size > MAX_RATIO * max(1, e.compress_size) for e in entries)
    if len(entries) > MAX_PARTS or unpacked > MAX_UNPACKED or is_bomb:
        raise refusal(
            "unsafe",
            "文件解压后异常庞大，为安全起见未打开。请只保留需要的工作表，另存后再上传。",
            "The file unpacks to an abnormal size and was not opened. Keep only the sheets you need, save and retry.",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise refusal(
            "password", "压缩包有密码，请解密后上传。", "The archive has a password; upload the file without it."
        )


def _workbook_format(archive: zipfile.ZipFile) -> str:
    names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    if "xl/workbook.xml" in names:
        return "xlsm" if "xl/vbaproject.bin" in names else "xlsx"
    if "[content_types].xml" in names and any(name.startswith("xl/") and name.endswith(".xml") for name in names):
        return "xlsx"
    raise refusal(
        "unsupported", "这个压缩文件不是 .xlsx 工作簿。", "This zip container is no .xlsx workbook.", _SAVE_AS
    )


def _refuse_dtd(archive: zipfile.ZipFile) -> None:
    for entry in archive.infolist():
        if entry.filename.lower().endswith((".xml", ".rels")) and starts_with_dtd(archive, entry):
            raise refusal(
                "unsafe",
                "工作簿含有 Excel 不会写入的实体声明（可能是攻击文件），未打开。",
                "The workbook declares entities, which Excel never writes (perhaps an attack); it was not opened.",
                _SAVE_AS,
            )


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, SheetPart]:
    parts = {}
    for entry in archive.infolist():
        name = entry.filename.replace("\\", "/")
        if _SHEET.match(name):
            part = parts[name] = sheet_part(archive, entry)
            _check_box(part, entry.file_size)
    return parts


def _check_box(part: SheetPart, size: int) -> None:
    filled = max(1, size // CELL_BYTES)
    if part.box > MAX_BOX and part.box > MAX_BOX_PER_CELL * filled:
        raise refusal(
            "unsafe",
            f"有单元格远离表格（一直到 {part.corner}）。请删除表格外的内容，另存后再上传。",
            f"Cells stand far from the table (as far as {part.corner}). Delete what is outside it, save and retry.",
        )
