"""The order of day, month and year in 3/4/26, decided over a whole column: every row has a say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kam.intake.days import HALF, THREE_PARTS

Run = Callable[[str], list[tuple[Any, ...]]]

# y/m/d of the Republic or with two digits for the year, and d/m/y; the day of a month that says 月 is no question.
_REPUBLIC = r"^(\d{2,3})[-/.年]\d{1,2}[-/.月]\d{1,2}(?:\D|$)"
_MARKS = "('/', '-', '.', '／', '－', '．', '年')"
_ORDERS = {
    "dmy": "b BETWEEN 1 AND 12 AND a BETWEEN 1 AND 31 AND length(c) <> 1",
    "mdy": "a BETWEEN 1 AND 12 AND b BETWEEN 1 AND 31 AND length(c) <> 1",
    "ymd": "length(aa) = 2 AND b BETWEEN 1 AND 12 AND length(c) <= 2 AND CAST(c AS INTEGER) BETWEEN 1 AND 31",
}


@dataclass(frozen=True, slots=True)
class Order:
    """How a column's short days are read: dmy, mdy, ymd, roc, or '' for not at all.

    `unsure` is the first (row, text) that tells nothing. `is_used` says whether any day of the column hangs on it.
    """

    name: str = "mdy"
    is_used: bool = False
    unsure: tuple[int, str] | None = None


def order_of(run: Run, text: str, decided: str = "", is_republic: bool = False) -> Order:
    """The order that most rows of `raw` can have; what a person `decided` rules, then years that are 民國 by header.

    Rows that cannot have the order found are left to be problems: no row is read in another order than its column.
    """
    if not _gather(run, text):
        return Order(decided or "mdy")
    if decided:
        return Order(decided, is_used=True)
    if republic := _republic(run, is_republic):
        return republic
    able = {name: f"COUNT(*) FILTER ({fits})" for name, fits in _ORDERS.items()}
    (counts,) = run(f"SELECT {', '.join(able.values())} FROM short WHERE aa <> ''")
    best = [name for name, count in zip(able, counts, strict=True) if count == max(counts)]
    if not max(counts):
        return Order()
    name = best[0] if len(best) == 1 else _likeliest(run, best)
    return Order(name, bool(name), _doubt(run, name, best) if name and len(best) > 1 else None)


def _gather(run: Run, text: str) -> bool:
    """`short`: the days of two or three digits before the first mark. True when there are any.

    The cheap look at three characters spares half a million ISO days the patterns.
    """
    plain = f"translate({text}, '{HALF[0]}', '{HALF[1]}')"
    parts = "['aa', 'mark', 'bb', 'said_month', 'c']"
    run(
        "CREATE OR REPLACE TEMP TABLE short AS SELECT *, TRY_CAST(aa AS INTEGER) AS a, TRY_CAST(bb AS INTEGER) AS b "
        f"FROM (SELECT _row, {text} AS said, regexp_extract({plain}, '{_REPUBLIC}', 1) AS years, "
        f"UNNEST(regexp_extract({plain}, '{THREE_PARTS}', {parts})) FROM raw "
        f"WHERE {text}[2] IN {_MARKS} OR {text}[3] IN {_MARKS} OR {text}[4] IN {_MARKS}) "
        "WHERE (aa <> '' AND said_month = '') OR years <> ''"
    )
    return bool(run("SELECT 1 FROM short LIMIT 1"))


def _republic(run: Run, is_republic: bool) -> Order | None:
    """Years 80 to 130 in every row are of the Republic; only two digits of them and no word of it is a doubt."""
    lasting = "bool_and(length(c) <= 2 AND years <> '')"
    inside = f"{lasting} AND bool_and(CAST(NULLIF(years, '') AS INTEGER) BETWEEN 80 AND 130)"
    ((ends_short, is_inside, longest),) = run(f"SELECT {lasting}, {inside}, MAX(length(years)) FROM short")
    if not (ends_short and (is_republic or is_inside)):
        return None
    doubt = None if is_republic or longest == 3 else run("SELECT _row, said FROM short ORDER BY _row LIMIT 1")[0]
    return Order("roc", True, doubt)


def _likeliest(run: Run, best: list[str]) -> str:
    """Nothing tells: a year varies less than a day; then / is m/d/y, as Excel writes it, - and . are d-m-y.

    '' where the year may stand at either end and no sign tells: 26.3.31 is not read at all.
    """
    ((firsts, lasts, slashes, dots),) = run(
        "SELECT COUNT(DISTINCT a), COUNT(DISTINCT c), COUNT(*) FILTER (mark = '/'), COUNT(*) FILTER (mark = '.') "
        "FROM short WHERE aa <> ''"
    )
    wanted = "mdy" if slashes else "dmy"
    if "ymd" in best and firsts <= lasts:
        if firsts < lasts:
            return "ymd"
        return wanted if {"dmy", "mdy"} <= {*best} and not dots else ""
    return wanted if wanted in best else next(name for name in best if name != "ymd")


def _doubt(run: Run, name: str, best: list[str]) -> tuple[int, str] | None:
    """The first row that another order would read as another day."""
    others = [other for other in best if other != name]
    differs = {
        frozenset(("dmy", "mdy")): "a <> b",
        frozenset(("dmy", "ymd")): "a <> CAST(c AS INTEGER)",
        frozenset(("mdy", "ymd")): "TRUE",
    }
    either = " OR ".join(f"({_ORDERS[other]}) AND {differs[frozenset((name, other))]}" for other in others)
    rows = run(f"SELECT _row, said FROM short WHERE {_ORDERS[name]} AND ({either}) ORDER BY _row LIMIT 1")
    return (int(rows[0][0]), str(rows[0][1])) if rows else None
