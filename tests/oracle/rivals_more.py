"""Likeness of strategies, openings, win and loss a second time, in plain Python with fractions, from the rules."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from math import sqrt
from typing import Any

from tests.oracle import share
from tests.oracle.books import US, Books, Row, by, cents, ratio
from tests.oracle.rivals import RESOURCES, Eye, means
from tests.oracle.share_more import of_one_account

Spend = dict[str, dict[str, Fraction]]


def similarity(books: Books) -> list[tuple[Any, ...]]:
    """party, other, similarity, overlap, intensity."""
    known = _scores(books)
    spend, wallets = _spend(books)
    sums = {party: sum(held.values(), Fraction(0)) for party, held in spend.items()}
    parties = set(known) | {party for party, amount in sums.items() if amount > 0}
    rows = []
    for party, other in permutations(sorted(parties), 2):
        alike = _alike(known.get(party, {}), known.get(other, {}))
        shared = None
        if sums.get(party, 0) > 0 and sums.get(other, 0) > 0:
            shared = sum(
                (amount / sums[party] * spend[other].get(name, Fraction(0)) / wallets[name])
                for name, amount in spend[party].items()
            )
        overlap = None if shared is None else float(shared)
        rows.append((party, other, alike, overlap, None if alike is None or overlap is None else alike * overlap))
    return rows


def _scores(books: Books) -> dict[str, dict[str, Fraction]]:
    """party -> resource dimension -> mean score in scope."""
    eye = Eye(books.as_of, books.only_regions, books.only_classes, books.only_accounts)
    known: dict[str, dict[str, Fraction]] = {}
    for (party, dimension), (score, _) in means(books.accounts, books.scores, eye).items():
        if dimension in RESOURCES:
            known.setdefault(party, {})[dimension] = score
    return known


def _alike(ours: dict[str, Fraction], theirs: dict[str, Fraction]) -> float | None:
    """The cosine of the two profiles over the shared dimensions, each less its own mean."""
    names = sorted(set(ours) & set(theirs))
    if len(names) < 2:
        return None
    a, b = (
        [held[name] - sum((held[n] for n in names), Fraction(0)) / len(names) for name in names]
        for held in (ours, theirs)
    )
    dot = sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))
    sizes = sum((x * x for x in a), Fraction(0)) * sum((y * y for y in b), Fraction(0))
    return float(dot) / sqrt(sizes) if sizes else None


def _spend(books: Books) -> tuple[Spend, dict[str, Fraction]]:
    """party -> account -> spend with it in the period; account -> its known wallet > 0."""
    days = share.days_between(books.first, books.last) if books.first <= books.last else []
    spend: Spend = {}
    wallets: dict[str, Fraction] = {}
    for name in sorted({row["account_id"] for row in books.wallets if books.passes(row["account_id"])}):
        own = of_one_account(books, name)
        held = share.account_wallet(own, name, days)
        if held is None or held[0] <= 0:
            continue
        wallets[name] = held[0]
        for party, amount in suppliers(own, name, days).items():
            spend.setdefault(party, {})[name] = amount
    return spend, wallets


def suppliers(own: share.Books, name: str, days: list[Any]) -> dict[str, Fraction]:
    """The whole account's rows where they name a supplier, else the sum of the known categories."""
    known = share.categories(own, name, days)
    whole = known.pop("", None)
    chosen = {"": whole} if whole is not None and whole.suppliers else known
    found: dict[str, Fraction] = {}
    for category, wallet in chosen.items():
        named = dict(wallet.suppliers)
        stands_in = _ours_standing_in(own, name, category, days)
        if stands_in is not None:
            named[US] = named.get(US, Fraction(0)) + stands_in
        for supplier, amount in named.items():
            found[supplier] = found.get(supplier, Fraction(0)) + amount
    return found


def _ours_standing_in(own: share.Books, name: str, category: str, days: list[Any]) -> Fraction | None:
    """Our order lines on the days of those rows that are split between suppliers without one of ours."""
    rows = [row for row in own.wallets if row["category"] == category]
    found: Fraction | None = None
    for period, owned in _owned(rows, days).items():
        suppliers = {row["supplier"] for row in rows if row["period"] == period}
        if not suppliers & {"", US}:
            found = (found or Fraction(0)) + own.sales(owned, [name], category)
    return found


def _owned(rows: list[Row], days: list[Any]) -> dict[str, list[Any]]:
    """period -> the days that it owns: each belongs to the shortest that covers it."""
    periods = sorted({row["period"] for row in rows}, key=lambda period: len(share.days_of(period)))
    owned: dict[str, list[Any]] = {}
    for day in days:
        owner = next(period for period in periods if day in share.days_of(period))
        owned.setdefault(owner, []).append(day)
    return owned


def openings(books: Books) -> list[tuple[Any, ...]]:
    """rival, account_id, assumption, evidence."""
    newest: dict[tuple[Any, ...], Row] = {}
    for row in books.profiles:
        if books.by_now(row["noted_on"]) and books.passes(row["account_id"]):
            key = (row["rival"], row["account_id"], row["assumption"])
            before = newest.get(key)
            if before is None or before["noted_on"] <= row["noted_on"]:
                newest[key] = row
    found = by((row for row in newest.values() if row["holds"] == "false"), "rival", "account_id", "assumption")
    return [(row["rival"], row["account_id"], row["assumption"], row["evidence"]) for row in found]


def win_loss(books: Books) -> list[tuple[Any, ...]]:
    """rival, won, lost, open, win_rate, amount_lost."""
    deals = [deal for deal in books.deals if books.passes(deal["account_id"])]
    rows = []
    for rival in [*sorted({deal["rival"] for deal in deals} - {None}), None]:
        mine = [deal for deal in deals if deal["rival"] == rival]
        won, lost = (
            [d for d in mine if d["outcome"] == how and books.in_period(d["closed_on"])] for how in ("won", "lost")
        )
        still = [deal for deal in mine if is_open(books, deal)]
        if not (won or lost or still):
            continue
        amounts = [Fraction(deal["amount"]) for deal in lost if deal["amount"] is not None]
        amount = None if lost and not amounts else cents(sum(amounts, Fraction(0)))
        rate = ratio(Fraction(len(won)), Fraction(len(won) + len(lost)))
        rows.append((rival, len(won), len(lost), len(still), rate, amount))
    return rows


def is_open(books: Books, deal: Row) -> bool:
    """Whether the deal is open on the as-of day."""
    if deal["opened_on"] is not None and deal["opened_on"] > books.as_of:
        return False
    if deal["closed_on"] is None:
        return bool(deal["outcome"] == "open")
    return bool(deal["closed_on"] > books.as_of)
