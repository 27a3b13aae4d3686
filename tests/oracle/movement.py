"""Share won and lost a second time, day by day in plain Python with fractions; how long stays last, spell by spell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle import share
from tests.oracle.books import US, Books, year_before
from tests.oracle.funnel_more import paths_of
from tests.oracle.rivals_more import suppliers
from tests.oracle.share_more import of_one_account

Parts = dict[str, Fraction]


def movement(books: Books) -> list[tuple[Any, ...]]:
    """divided_by, name, share_before, share_now, points, accounts."""
    now = share.days_between(books.first, books.last) if books.first <= books.last else []
    before = share.days_between(year_before(books.first), year_before(books.last)) if now else []
    held = _compared(books, before, now)
    wallets = [_sum(account.wallet for account in accounts) for accounts in zip(*held, strict=True)]
    if not held or min(wallets) <= 0:
        return [("total", None, None, None, None, len(held))]
    years = list(zip(*held, strict=True))
    ours = [_parts(one.matched for one in year) for year in years]
    theirs = [_parts(one.rivals for one in year) for year in years]
    ours, theirs = ([_over(*pair) for pair in zip(parts, wallets, strict=True)] for parts in (ours, theirs))
    whole = [_sum(parts.values()) for parts in ours]
    rest = [1 - mine - _sum(parts.values()) for mine, parts in zip(whole, theirs, strict=True)]
    rows = [*_rows("category", ours, 1), *_rows("rival", theirs, -1), ("rival", None, *rest, rest[0] - rest[1])]
    rows.append(("total", None, *whole, whole[1] - whole[0]))
    rows.sort(key=lambda row: (row[0], row[1] is None, row[1] or ""))
    return [(by, name, *map(float, figures), len(held)) for by, name, *figures in rows]


@dataclass(frozen=True)
class Held:
    """One account on some days: its wallet, our sales by category in what is known, what rivals sell to it."""

    wallet: Fraction
    matched: Parts
    rivals: Parts


def _compared(books: Books, before: list[date], now: list[date]) -> list[tuple[Held, Held]]:
    """The accounts whose wallet is known on both sets of days; none where the orders do not reach back."""
    if not now or not books.orders_reach(before[0]):
        return []
    names = sorted({row["account_id"] for row in books.wallets if books.passes(row["account_id"])})
    found = []
    for name in names:
        own = of_one_account(books, name)
        then = _held(own, name, before)
        today = _held(own, name, now) if then else None
        if then and today:
            found.append((then, today))
    return found


def _held(own: share.Books, name: str, days: list[date]) -> Held | None:
    known = share.categories(own, name, days)
    if not known:
        return None
    chosen = [known[""]] if "" in known else list(known.values())
    wallet = _sum(one.amount for one in chosen)
    counted = frozenset(days)
    lines = [line for line in own.lines if line["ordered_on"] in counted]
    matched = _parts({line["category"]: line["amount"]} for line in lines if "" in known or line["category"] in known)
    rivals = suppliers(own, name, days) if wallet > 0 else {}
    return Held(wallet, matched, {party: amount for party, amount in rivals.items() if party != US})


def _parts(rows: Iterable[Mapping[str, Fraction | Decimal]]) -> Parts:
    """Names' amounts added up."""
    found: Parts = {}
    for row in rows:
        for name, amount in row.items():
            found[name] = found.get(name, Fraction(0)) + Fraction(amount)
    return found


def _rows(by: str, parts: list[Parts], sign: int) -> list[tuple[Any, ...]]:
    names = sorted(name for name in set(parts[0]) | set(parts[1]) if any(part.get(name) for part in parts))
    pairs = [(name, parts[0].get(name, Fraction(0)), parts[1].get(name, Fraction(0))) for name in names]
    return [(by, name or None, before, now, sign * (now - before)) for name, before, now in pairs]


def _over(parts: Parts, wallet: Fraction) -> Parts:
    return {name: amount / wallet for name, amount in parts.items()}


def _sum(amounts: Iterable[Fraction]) -> Fraction:
    return sum(amounts, Fraction(0))


def survival(books: Books) -> list[tuple[Any, ...]]:
    """stage, days, at_risk, ended, censored, survival."""
    rows = []
    stays = [stay for path in paths_of(books) if books.passes(path.account_id) for stay in path.spells()]
    for stage in range(1, 9):
        spells = [(days, has_ended) for at, days, has_ended in stays if at == stage]
        lasts = Fraction(1)
        for length in sorted({days for days, _ in spells}):
            at_risk = sum(days >= length for days, _ in spells)
            ended = sum(has_ended for days, has_ended in spells if days == length)
            censored = sum(not has_ended for days, has_ended in spells if days == length)
            lasts *= 1 - Fraction(ended, at_risk)
            rows.append((stage, length, at_risk, ended, censored, float(lasts)))
    return rows
