"""The stage funnel a second time, in plain Python with fractions: nothing is shared with the SQL but the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

Row = Mapping[str, Any]
STAGES = range(1, 9)


@dataclass(frozen=True)
class Ledger:
    """The rows of three datasets as a test put them in, in file order; days are dates."""

    accounts: Sequence[Row]
    stage_changes: Sequence[Row]
    order_lines: Sequence[Row]


@dataclass(frozen=True)
class Path:
    """One account's moves (day, stage), the last day it is observed, and whether it is released by the as-of day."""

    account_id: str
    moves: tuple[tuple[date, int], ...]
    observed_to: date
    is_released: bool

    @property
    def stage(self) -> int:
        return self.moves[-1][1]

    def first_at(self, stage: int) -> date | None:
        """The first day at the stage or above it."""
        return next((day for day, reached in self.moves if reached >= stage), None)

    def spells(self) -> list[tuple[int, int, bool]]:
        """(stage, days, over) of every stay."""
        ends = [day for day, _ in self.moves[1:]]
        found = [(stage, (end - day).days, True) for (day, stage), end in zip(self.moves, ends, strict=False)]
        day, stage = self.moves[-1]
        return [*found, (stage, (self.observed_to - day).days, False)]


def paths(ledger: Ledger, as_of: date, accounts: tuple[str, ...] = ()) -> list[Path]:
    """Every account with a change that counts; with names, only those."""
    listed = {account["account_id"]: account for account in ledger.accounts}
    found = []
    for name in sorted({change["account_id"] for change in ledger.stage_changes}):
        account = listed.get(name, {})
        was_released = account.get("status") == "released"
        released_on = account.get("released_on") if was_released else None
        until = min(as_of, released_on or as_of)
        moves = _moves([change for change in ledger.stage_changes if change["account_id"] == name], until)
        if moves and (not accounts or name in accounts):
            found.append(Path(name, moves, until, was_released and (released_on is None or released_on <= as_of)))
    return found


def _moves(changes: Sequence[Row], until: date) -> tuple[tuple[date, int], ...]:
    of_day: dict[date, int] = {change["entered_on"]: change["stage"] for change in changes}
    moves: list[tuple[date, int]] = []
    for day in sorted(day for day in of_day if day <= until):
        if not moves or moves[-1][1] != of_day[day]:
            moves.append((day, of_day[day]))
    return tuple(moves)


def stock(ledger: Ledger, known: Sequence[Path], as_of: date) -> list[dict[str, Any]]:
    """The rows of funnel.stock."""
    first = _year_before(as_of) + timedelta(days=1)
    has_sales = any(line["ordered_on"] <= as_of for line in ledger.order_lines)
    rows = []
    for stage in STAGES:
        names = {path.account_id for path in known if path.stage == stage and not path.is_released}
        lines = [line for line in ledger.order_lines if line["account_id"] in names]
        amount = sum((line["amount"] for line in lines if first <= line["ordered_on"] <= as_of), Decimal("0.00"))
        rows.append({"stage": stage, "accounts": len(names), "sales_12m": amount if has_sales else None})
    return rows


def _year_before(day: date) -> date:
    return date(day.year - 1, 2, 28) if (day.month, day.day) == (2, 29) else date(day.year - 1, day.month, day.day)


def reached(known: Sequence[Path]) -> list[dict[str, Any]]:
    """The rows of funnel.reached; conversion as a fraction."""
    counts = {stage: sum(max(at for _, at in path.moves) >= stage for path in known) for stage in STAGES}
    return [
        {"stage": stage, "accounts": counts[stage], "conversion": _part(counts.get(stage + 1), counts[stage])}
        for stage in STAGES
    ]


def _part(part: int | None, whole: int) -> Fraction | None:
    return Fraction(part, whole) if part is not None and whole else None


def cohort(known: Sequence[Path], as_of: date, period: tuple[date, date]) -> list[dict[str, Any]]:
    """The rows of funnel.cohort; conversion as a fraction."""
    rows = []
    for stage in range(1, 8):
        entered = [path for path in known if _is_within(path.first_at(stage), period[0], min(period[1], as_of))]
        through = [path for path in entered if path.first_at(stage + 1) is not None]
        behind = [path for path in entered if path.first_at(stage + 1) is None]
        lost = [path for path in behind if path.is_released or path.stage < stage]
        rows.append(
            {
                "stage": stage,
                "entered": len(entered),
                "reached_next": len(through),
                "open": len(behind) - len(lost),
                "lost": len(lost),
                "conversion": _part(len(through), len(entered)),
            }
        )
    return rows


def _is_within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def dwell(known: Sequence[Path]) -> list[dict[str, Any]]:
    """The rows of funnel.dwell; the curve in fractions, so that a tie is a tie."""
    rows = []
    for stage in STAGES:
        spells = [(days, over) for path in known for at, days, over in path.spells() if at == stage]
        rows.append(
            {
                "stage": stage,
                "spells": len(spells),
                "censored": sum(not over for _, over in spells),
                "median_days": quantile(spells, Fraction(1, 2)),
                "p75_days": quantile(spells, Fraction(3, 4)),
                "p90_days": quantile(spells, Fraction(9, 10)),
            }
        )
    return rows


def quantile(spells: Sequence[tuple[int, bool]], part: Fraction) -> int | None:
    """The smallest t with S(t) <= 1 - part."""
    left = Fraction(1)
    for day in sorted({days for days, over in spells if over}):
        at_risk = sum(days >= day for days, _ in spells)
        left *= 1 - Fraction(sum(over and days == day for days, over in spells), at_risk)
        if left <= 1 - part:
            return day
    return None
