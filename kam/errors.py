"""What can go wrong. Faults stop the work and are exceptions; wrong data are values (Problem).

KamError
├── Misuse      2  the caller asked for something that does not exist
├── Refused     3  the input cannot be taken; nothing was changed
└── Failed      4  the machine, the folder or the product failed; nothing was changed
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import ClassVar

from kam.text import Lang, Text


class KamError(Exception):
    """Base of all faults: a message in both languages, a short code, the CLI's exit code."""

    exit_code: ClassVar[int] = 4

    def __init__(self, message: Text, code: str = "") -> None:
        super().__init__(message.en)
        self.message = message
        self.code = code


class Misuse(KamError):
    """Wrong use: an unknown dataset, query, day or option."""

    exit_code = 2


class Refused(KamError):
    """Input that cannot be taken. `code` is one of password, damaged, unsafe, unsupported, empty, unmatched, strict."""

    exit_code = 3


class Failed(KamError):
    """A locked, full or read-only folder, or a fault of ours."""

    exit_code = 4


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})


def is_full(error: BaseException) -> bool:
    """Whether the system refused to write: a full disk, a quota, a folder that may only be read."""
    return isinstance(error, OSError) and error.errno in _FULL


def known(error: Exception) -> KamError | None:
    """The fault in words for people, where it is one; None: a fault of ours."""
    return error if isinstance(error, KamError) else unwritable() if is_full(error) else None


def unwritable() -> Failed:
    """The fault of a folder that takes nothing more."""
    return Failed(
        Text(
            "写入失败（磁盘已满或只读），未作任何更改。请腾出空间或检查权限后重试。",
            "writing failed (disk full or read-only); nothing was changed. Make room or check rights, then try again.",
        ),
        "unwritable",
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong cell or line of a spreadsheet: where, what stood there, what was expected, what to do.

    `cell` is an address such as C7 (or `7` for a whole line); `row` is the 1-based row of the sheet.
    """

    sheet: str
    cell: str
    row: int
    value: str
    code: str
    expected: Text
    remedy: Text
    is_fatal: bool = True

    def as_dict(self, lang: Lang) -> dict[str, object]:
        """The promised JSON form: sheet, cell, value, code, expected, remedy."""
        return {
            "sheet": self.sheet,
            "cell": self.cell,
            "value": self.value,
            "code": self.code,
            "expected": self.expected(lang),
            "remedy": self.remedy(lang),
        }
