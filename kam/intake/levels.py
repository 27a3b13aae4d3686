"""The names of columns under a header of several rows: merged cells spread, levels joined, doubles numbered."""

from __future__ import annotations

from collections.abc import Sequence

from kam.intake.grid import Box
from kam.intake.signs import Row, has_cjk, tidy

JOINT = "·"


def column_names(levels: Sequence[Row], merges: Sequence[Box], first: int) -> tuple[str | None, ...]:
    """One name a column: the words of its levels from top to bottom, each said once; None without a word.

    `levels` are the header rows, the first of them being row `first` of the places in `merges`.
    """
    spread = _spread(levels, merges, first)
    names = []
    for column in range(len(levels[0]) if levels else 0):
        words = [tidy(level[column] or "") for level in spread]
        words = [word for word in words if word]
        said = [word for place, word in enumerate(words) if place == 0 or word != words[place - 1]]
        names.append(JOINT.join(said) or None)
    return tuple(names)


def _spread(levels: Sequence[Row], merges: Sequence[Box], first: int) -> list[list[str | None]]:
    """The levels with a merged cell's word in each of its columns (its rows say it once)."""
    spread = [list(level) for level in levels]
    touched = set[int]()
    for box in merges:
        top = box.top - first
        if not 0 <= top < len(levels):
            continue
        if box.width > 1:
            touched.add(top)
            word = levels[top][box.left] or _beside(levels[top], box, spread[:top])
            for column in range(box.left, min(box.right + 1, len(spread[top]))):
                spread[top][column] = word
    for place in range(len(levels) - 1):
        if place not in touched:
            _fill_right(spread, place)
    return spread


def _beside(level: Row, box: Box, above: Sequence[Row]) -> str | None:
    """The word left of merged cells without one, under the same group: a column of all with its parts to the right."""
    left = box.left - 1
    return level[left] if any(left >= 0 and row[left] and row[left] == row[box.left] for row in above) else None


def _fill_right(spread: list[list[str | None]], place: int) -> None:
    """Without merged cells a group's word stands over its first column only; the next named columns are its too, as
    far as the group above it goes."""
    above = spread[place - 1] if place else [None] * len(spread[place])
    group: str | None = None
    start = 0
    for column, word in enumerate(spread[place]):
        below = any(level[column] is not None for level in spread[place + 1 :])
        if word is not None:
            group, start = (word if below and not _is_translated(spread, place, column) else None), column
        elif group is not None and below and above[column] == above[start]:
            spread[place][column] = group
        else:
            group = None


def _is_translated(spread: Sequence[Row], place: int, column: int) -> bool:
    """Whether the word's own translation stands below it, and a Chinese word beside that."""
    translation, beside = (*spread[place + 1][column : column + 2], None, None)[:2]
    is_word = translation is not None and not has_cjk(translation) and has_cjk(spread[place][column] or "")
    return is_word and beside is not None and has_cjk(beside)


def unique_names(names: Sequence[str]) -> tuple[str, ...]:
    """The names with a number behind each later double: 金额, 金额_2."""
    done: dict[str, None] = {}
    for name in names:
        unique, count = name, 1
        while unique in done:
            count += 1
            unique = f"{name}_{count}"
        done[unique] = None
    return tuple(done)
