"""The encodings that a text file can be read in, each with a taste of what it would say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kam.intake.encoding import candidates

_HEAD = 64 * 1024
_LETTERS = 14
_FOREIGN = re.compile(r"[^\x00-\x7f][^\r\n\t,;|\"]*")


@dataclass(frozen=True, slots=True)
class Decoding:
    """A Python codec name, and the first words beyond ASCII of the file as it reads them; '' where it has none."""

    name: str
    taste: str


def decodings(path: Path) -> tuple[Decoding, ...]:
    """The encodings that decode the file, most plausible first."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return tuple(Decoding(name, taste(head, name)) for name in candidates(path))


def taste(head: bytes, name: str) -> str:
    """The first words beyond ASCII; a character cut off at the end of `head` is left out."""
    found = _FOREIGN.search(head.decode(name, errors="ignore").lstrip("\ufeff"))
    return found[0][:_LETTERS].strip() if found else ""
