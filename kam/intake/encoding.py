"""Which encoding a text file is in: byte order mark, NUL pattern, UTF-8, else the decoding that reads like writing."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kam.errors import Refused
from kam.intake.plausible import BROKEN, surprise
from kam.text import Text

_CHUNK = 1 << 20
# UTF-32's little-endian mark begins with UTF-16's, so it is asked first.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2))
# Python's big5 lacks what Windows (恒, 裏, €) and Hong Kong added; the first that decodes names the file.
_BIG5 = ("big5", "cp950", "big5hkscs")
_WESTERN = ("latin-1", "cp1252")
_EIGHT_BIT = ("gb18030", *_BIG5, *_WESTERN)

# What a person may choose on the page.
ENCODINGS: tuple[str, ...] = (
    "utf-8",
    "utf-8-sig",
    *_EIGHT_BIT,
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
)

# Bytes no text encoding but UTF-16/32 writes; TAB, line ends, form feed, Ctrl-Z and escape are text.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f\x7f]")
_BYTES_PER_CONTROL = 50
_WRITING = re.compile(
    "[\t\n\r\x20-\x7e\u00a0-\u024f\u0370-\u04ff\u2010-\u2044\u20ac\u2100-\u22ff\u2460-\u24ff"
    "\u3000-\u30ff\u4e00-\u9fff\uff01-\uffe5]"
)
_ASCII_LETTER = re.compile("[\t\n\r\x20-\x7e]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_CONTROL = re.compile(rb"[\x80-\x9f]")
_UTF8_LONG = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_UTF8_SHORT = re.compile(rb"[\xc3-\xdf][\x80-\xbf]")
_SAMPLE = 64 * 1024  # bytes of lines with foreign characters that are read for plausibility
_COMMON_LETTER = 9.0  # the surprise at a Chinese character of middling frequency
_SHORT_TEXT = 24  # foreign characters; above, no text of another encoding is UTF-8 by chance
# A readable text has at most this part of its foreign characters broken, or of all its characters; one is forgiven.
_BROKEN_OF_FOREIGN, _BROKEN_OF_ALL = 0.02, 0.0005


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a decoding fails: 1-based line, 0-based byte; whether the file just ends in a character."""

    line: int
    byte: int
    is_cut: bool


def looks_like_text(head: bytes) -> bool:
    """Whether the first bytes of a file are text in any encoding; UTF-16 and UTF-32 need no byte order mark.

    Binary content (control bytes, NULs in no wide character's place) is False; so is an empty head.
    """
    if _marked(head) or _wide(head):
        return True
    # A text may hold single control characters in its cells; binary content is full of them.
    return bool(head) and len(_CONTROL.findall(head)) * _BYTES_PER_CONTROL <= len(head)


def detect_encoding(path: Path, wanted: str | None = None) -> str:
    """Python's codec name of the file's encoding; `wanted` (one of ENCODINGS) rules when it decodes the file.

    A file that ends inside a character, or with a few broken bytes in much text, still has an encoding: decode it with
    errors="replace". Raises Refused with code damaged (nothing decodes it) or unsupported (`wanted` is no encoding).
    """
    head = _head(path)
    if wanted is not None:
        name = _chosen(wanted, head)
        if _decodes(path, name):
            return name
    name = _marked(head) or _wide(head) or _eight_bit(path)
    _require_readable(path, name)
    return name


def candidates(path: Path) -> tuple[str, ...]:
    """The encodings that decode the file, most plausible first; a file with a byte order mark has one."""
    head = _head(path)
    marked = _marked(head)
    if marked:
        return (marked,)
    wide = _wide(head)
    ranked = ([wide] if wide else []) + [_eight_bit(path), "utf-8", *_ranked(_sample(path))]
    return tuple(name for name in dict.fromkeys(ranked) if _decodes(path, name))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4096)


def _marked(head: bytes) -> str | None:
    return next((name for mark, name in _BOMS if head.startswith(mark)), None)


def _wide(head: bytes) -> str | None:
    """utf-16-le and the like when the NULs stand where that encoding puts them and the text reads like writing."""
    if b"\x00" not in head:
        return None
    return max(_WIDE, key=lambda wide: _wide_part(head, *wide))[0] if _widest(head) > 0 else None


def _widest(head: bytes) -> float:
    return max(_wide_part(head, *wide) for wide in _WIDE)


def _wide_part(head: bytes, name: str, size: int) -> float:
    """The part of ASCII characters in the head so decoded; 0 when it does not read like writing."""
    text = head[: len(head) // size * size].decode(name, "replace")
    is_writing = bool(text) and len(_WRITING.findall(text)) >= 0.9 * len(text)
    return len(_ASCII_LETTER.findall(text)) / len(text) if is_writing else 0.0


def _chosen(wanted: str, head: bytes) -> str:
    """The codec for a person's choice: utf-8 and utf-16 with the mark that the file has."""
    name = next((known for known in ENCODINGS if _same(known, wanted)), None)
    if name is None:
        raise Refused(
            Text(
                f"不支持编码“{wanted}”。可选：{'、'.join(ENCODINGS)}。",
                f"The encoding “{wanted}” is not supported. Choose one of {', '.join(ENCODINGS)}.",
            ),
            "unsupported",
        )
    marked = _marked(head)
    return marked if marked and (marked.startswith(name) or name.startswith(marked)) else name


def _same(known: str, wanted: str) -> bool:
    try:
        return codecs.lookup(wanted).name == codecs.lookup(known).name
    except LookupError:
        return False


def _eight_bit(path: Path) -> str:
    """UTF-8 when it is, else the likeliest of GB18030, Big5 and Western; the name of the narrowest that decodes."""
    sample = _sample(path)
    if _is_utf8(path, sample):
        return "utf-8"
    likely = _ranked(sample)[0]
    if likely in _WESTERN:
        return "cp1252" if _has_high_controls(path) else "latin-1"
    family = _BIG5 if likely in _BIG5 else (likely,)
    return next((name for name in family if _decodes(path, name)), likely)


def _sample(path: Path) -> bytes:
    """The first lines with bytes above ASCII, each from the letter before the first of them on."""
    found = bytearray()
    for piece in _pieces(path):
        for line in () if piece.isascii() else piece.splitlines(keepends=True):
            first = None if line.isascii() else _HIGH.search(line)
            if first:
                found += line[max(0, first.start() - 1) :][: _SAMPLE - len(found)]
            if len(found) >= _SAMPLE:
                return bytes(found)
    return bytes(found)


def _pieces(path: Path) -> Iterator[bytes]:
    """The file in pieces that end with a line, where lines are of bearable length."""
    rest = b""
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            cut = max(piece.rfind(b"\n"), piece.rfind(b"\r")) + 1
            yield rest + piece[:cut] if cut else rest + piece
            rest = piece[cut:] if cut else b""
    if rest:
        yield rest


def _ranked(sample: bytes) -> list[str]:
    # A sorting keeps the order of equals: big5 before its extensions, latin-1 before cp1252.
    return sorted(_EIGHT_BIT, key=lambda name: surprise(sample.decode(name, "replace"), name))


def _is_utf8(path: Path, sample: bytes) -> bool:
    """Strict UTF-8 that is no short text of another encoding, or UTF-8 with a few broken bytes."""
    if _decodes(path, "utf-8"):
        return not _is_utf8_by_chance(sample.decode("utf-8", "replace"), sample)
    broken = sample.decode("utf-8", "replace").count(BROKEN)
    sound = len(_UTF8_LONG.findall(sample)) + len(_UTF8_SHORT.findall(sample)) / 5
    return sound > 2 * broken or (broken == 0 and sound > 0)


def _is_utf8_by_chance(text: str, sample: bytes) -> bool:
    """Whether a few Chinese characters of two bytes happen to form UTF-8 letters of no Western language.

    A single one proves nothing against UTF-8.
    """
    foreign = _FOREIGN.findall(text)
    if not 2 <= len(foreign) <= _SHORT_TEXT or not all("\u0180" <= letter <= "\u07ff" for letter in foreign):
        return False
    likely = _ranked(sample)[0]
    others = "".join(_FOREIGN.findall(sample.decode(likely, "replace")))
    return likely not in _WESTERN and surprise(others, likely) < _COMMON_LETTER * len(foreign)


def _has_high_controls(path: Path) -> bool:
    return any(_HIGH_CONTROL.search(piece) for piece in _pieces(path))


def _decodes(path: Path, name: str) -> bool:
    failure = _first_break(path, name)
    return failure is None or failure.is_cut


def _first_break(path: Path, name: str) -> Break | None:
    """Where the strict decoding of the whole file fails; None when it does not."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    done = lines = 0
    with path.open("rb") as file:
        while True:
            piece = file.read(_CHUNK)
            before = decoder.getstate()
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                # The decoder counts in what it had in hand: with bytes kept of the piece before, without a mark.
                start = len(piece) - len(error.object) + error.start
                decoder.setstate(before)
                good = decoder.decode(piece[: max(0, start)])
                return Break(lines + good.count("\n") + 1, done + start, not piece)
            if not piece:
                return None
            done += len(piece)
            lines += text.count("\n")


def _require_readable(path: Path, name: str) -> None:
    failure = _first_break(path, name)
    if failure is None or failure.is_cut:
        return
    decoder = codecs.getincrementaldecoder(name)("replace")
    length = foreign = broken = 0
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            text = decoder.decode(piece)
            length += len(text)
            foreign += len(_FOREIGN.findall(text))
            broken += text.count(BROKEN)
    if broken > max(1, _BROKEN_OF_FOREIGN * foreign, _BROKEN_OF_ALL * length):
        raise _damaged(name, failure, broken)


def _damaged(name: str, failure: Break, broken: int) -> Refused:
    return Refused(
        Text(
            f"文本按 {name} 无法解码：从第 {failure.line} 行（字节 {failure.byte}）起有 {broken} 处损坏。"
            "请从来源系统重新导出，或另存为 UTF-8 编码的 CSV 后再上传。",
            f"The text is no sound {name}: {broken} broken places from line {failure.line} (byte {failure.byte}) on. "
            "Export it anew, or save it as CSV in UTF-8 and upload that.",
        ),
        "damaged",
    )
