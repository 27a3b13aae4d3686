"""Files that nobody wrote: real ones cut, flipped, spliced and packed anew with changed parts; each from its number."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msoffcrypto

SMALL = 1 << 20
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SIGNS = (b"\0", b'"', b",", b"\r", b"\n", b"\t", b";", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"=", b"'", b"\x1a")
_PIECES = (
    b"<", b">", b"</c>", b'"', b"&#0;", b"&x;", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"\0", b"-1", b"99999999999",
    b"NaN", b"1e400", b"ZZZ1048577", b"A0", b"<c r='XFD1'/>", b"]]>", b"\xff",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A real file."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Mutant:
    """The file of a number: what was done to which source."""

    number: int
    source: str
    how: str
    content: bytes

    @property
    def is_unreadable(self) -> bool:
        """Whether a zip container says itself that a part of it is broken, as Python's own reader finds it."""
        if not self.content.startswith(ZIP):
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
                return any(_is_broken(archive, entry) for entry in archive.infolist() if "sheet" in entry.filename)
        except Exception:
            return True


def _is_broken(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    try:
        archive.read(entry)
    except Exception:
        return True
    return False


def sources(folder: Path, names: list[str]) -> list[Source]:
    """The files of less than 1 MB; of those that open without asking, what is inside the encryption too."""
    found = [Source(name, (folder / name).read_bytes()) for name in names]
    found = [source for source in found if len(source.content) < SMALL]
    return found + [opened for source in found if (opened := _opened(source))]


def _opened(source: Source) -> Source | None:
    if not source.content.startswith(OLE):
        return None
    target = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(source.content))
        office.load_key(password="VelvetSweatshop")
        office.decrypt(target)
    except Exception:
        return None
    return Source(f"{source.name} (opened)", target.getvalue())


def mutant(number: int, seed: int, among: list[Source]) -> Mutant:
    """The same mutant for the same number, seed and files."""
    chance = random.Random(f"{seed}.{number}")
    source = chance.choice(among)
    ways = [cut, flip, flip, splice, insert]
    if source.content.startswith(ZIP):
        ways += [pack_anew] * 8
    elif source.content.startswith(OLE):
        ways += [flip, flip_head, flip_head]
    how = chance.choice(ways)
    return Mutant(number, source.name, how.__name__, how(source.content, chance, among))


Way = Callable[[bytes, random.Random, list[Source]], bytes]


def cut(content: bytes, chance: random.Random, among: list[Source]) -> bytes:
    """The end missing, or a piece of the middle."""
    at = chance.randrange(len(content) + 1)
    if chance.random() < 0.5:
        return content[:at]
    return content[:at] + content[at + chance.randrange(1, 1 + len(content) // 2) :]


def flip(content: bytes, chance: random.Random, among: list[Source]) -> bytes:
    """Up to a hundred bits turned, anywhere."""
    return _flipped(content, chance, len(content))


def flip_head(content: bytes, chance: random.Random, among: list[Source]) -> bytes:
    """Bits turned where a container says how it is laid out."""
    return _flipped(content, chance, min(len(content), 1536))


def _flipped(content: bytes, chance: random.Random, within: int) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice([1, 2, 5, 20, 100]) if changed else 0):
        changed[chance.randrange(within)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def splice(content: bytes, chance: random.Random, among: list[Source]) -> bytes:
    """The head of one file and the tail of another."""
    other = chance.choice(among).content
    return content[: chance.randrange(len(content) + 1)] + other[chance.randrange(len(other) + 1) :]


def insert(content: bytes, chance: random.Random, among: list[Source]) -> bytes:
    """Signs that mean something to a reader, where none should be."""
    changed = content
    for _ in range(chance.choice([1, 3, 30])):
        at = chance.randrange(len(changed) + 1)
        changed = changed[:at] + chance.choice(_SIGNS) * chance.choice([1, 1, 2, 500]) + changed[at:]
    return changed


def pack_anew(content: bytes, chance: random.Random, among: list[Source]) -> bytes:
    """A sound container with unsound parts: one lost, emptied, doubled, exchanged, cut, or its text altered."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except Exception:
        return flip(content, chance, among)
    for _ in range(chance.choice([1, 1, 2, 4])):
        at = chance.randrange(len(parts))
        name, part = parts[at]
        match chance.randrange(7):
            case 0 if len(parts) > 1:
                del parts[at]
            case 1:
                parts[at] = (name, b"")
            case 2:
                parts.append((name, chance.choice(parts)[1]))
            case 3:
                other = chance.randrange(len(parts))
                parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], part)
            case 4:
                parts[at] = (name, part[: chance.randrange(len(part) + 1)])
            case _:
                parts[at] = (name, _altered(part, chance))
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of doubled names, which are meant
        for name, part in parts:
            archive.writestr(name, part)
    return packed.getvalue()


def _altered(part: bytes, chance: random.Random) -> bytes:
    """Numbers replaced, names exchanged, signs put in: XML that is nearly right."""
    match chance.randrange(4):
        case 0:
            return re.sub(rb"\d+", lambda found: _other_number(found.group(), chance), part)
        case 1:
            words = re.findall(rb"[A-Za-z]{2,}", part[:100_000]) or [b"x"]
            old, new = chance.choice(words), chance.choice(words)
            return part.replace(old, new, chance.choice([1, -1]))
        case 2:
            return _flipped(part, chance, len(part))
        case _:
            at = chance.randrange(len(part) + 1)
            return part[:at] + chance.choice(_PIECES) + part[at + chance.randrange(3) :]


def _other_number(number: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.98:
        return number
    return chance.choice([b"0", b"-1", b"65536", b"1048576", b"2147483648", b"99999999999999999999", b"", number * 2])
