"""Which encoding a text file is in: byte order mark, strict UTF-8, else what decodes and reads like writing."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from pathlib import Path

from kam.errors import Refused
from kam.text import Text

_CHUNK = 1 << 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FOREIGN = re.compile(r"[^\x00-\x7f]")
# A Western letter stands between ASCII ones; Chinese bytes read as Western text stand in a row.
_LONE_LETTER = re.compile(r"(?<![^\x00-\x7f])[À-ÖØ-öø-ÿŒœŠšŽžŸ€£§°©®«»–—‘’“”](?![^\x00-\x7f])")


def detect_encoding(path: Path) -> str:
    """Python's codec name of the file's encoding. Raises Refused (damaged) when nothing decodes it."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return _require(path, name)
    if _decodes(path, "utf-8"):
        return "utf-8"
    likely = max(_PLAUSIBLE, key=lambda name: _PLAUSIBLE[name](_sample(head, name)))
    others = (name for name in _PLAUSIBLE if name != likely)
    return next((name for name in (likely, *others) if _decodes(path, name)), None) or _require(path, likely)


def _require(path: Path, name: str) -> str:
    if _decodes(path, name):
        return name
    raise Refused(
        Text(
            f"文本无法按 {name} 解码。请另存为 UTF-8 编码的 CSV 后再上传。",
            f"The text cannot be decoded as {name}. Save it as CSV in UTF-8 and upload it again.",
        ),
        "damaged",
    )


def _decodes(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)("strict")
    with path.open("rb") as file:
        try:
            while piece := file.read(_CHUNK):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _sample(head: bytes, name: str) -> str:
    """The first letters that are not ASCII with their neighbours; '' when the head does not decode."""
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(head)[:200_000]
    except UnicodeDecodeError:
        return ""


def _common_part(text: str, codec: str, first: int, last: int) -> float:
    """The part of the foreign characters that stand in the codec's everyday rows (its lead bytes first..last)."""
    foreign = _FOREIGN.findall(text)
    coded = [letter.encode(codec, "ignore") for letter in foreign]
    common = [pair for pair in coded if len(pair) == 2 and first <= pair[0] <= last]
    return len(common) / max(1, len(foreign))


def _gb18030_part(text: str) -> float:
    return _common_part(text, "gb2312", 0xA1, 0xD7)


def _big5_part(text: str) -> float:
    # 57 % of the everyday GB2312 lead bytes are everyday Big5 ones too, so Big5 must win clearly.
    return _common_part(text, "big5", 0xA1, 0xC6) * 0.9


def _western_part(text: str) -> float:
    return len(_LONE_LETTER.findall(text)) / max(1, len(_FOREIGN.findall(text)))


_PLAUSIBLE: dict[str, Callable[[str], float]] = {
    "gb18030": _gb18030_part,
    "big5": _big5_part,
    "cp1252": _western_part,
}
