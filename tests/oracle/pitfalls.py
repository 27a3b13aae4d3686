"""The three mistakes a second time, in plain Python with fractions, from the words of rules.md. No SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle.books import Books, Row, amount_of, by, cents, ratio, year_before
from tests.oracle.rebate import rebate


def volume(books: Books, agreement: Row, last: date, basis: str) -> Fraction:
    """Bought under an agreement from its start to a day, in its category; pieces have the sign of their amount."""
    total = Fraction(0)
    for line in books.lines_of.get(agreement["account_id"], ()) if agreement["account_id"] else ():
        if not agreement["starts_on"] <= line["ordered_on"] <= last:
            continue
        if agreement["category"] and line["category"] != agreement["category"]:
            continue
        amount, quantity = amount_of(line["amount"]), amount_of(line["quantity"])
        pieces = quantity if amount == 0 else abs(quantity) if amount > 0 else -abs(quantity)
        total += amount if basis == "amount" else pieces
    return total


def _finding(books: Books, agreement: Row) -> str | None:
    """The first that holds, of an agreement on file."""
    if agreement["signed_on"] is None or agreement["signed_on"] > books.as_of:
        return "unsigned"
    if not agreement["committed_volume"]:
        return "no_commitment"
    if agreement["ends_on"] > books.as_of:
        return None
    bought = volume(books, agreement, agreement["ends_on"], agreement["basis"])
    return "missed_commitment" if bought < Fraction(agreement["committed_volume"]) else None


def _granted(books: Books) -> list[tuple[Row, str | None]]:
    """The period's concessions with their finding."""
    on_file = {agreement["agreement_no"]: agreement for agreement in books.agreements}
    found = []
    for one in by(books.concessions, "concession_no"):
        if books.in_period(one["granted_on"]) and books.passes(one["account_id"]):
            agreement = on_file.get(one["agreement_no"])
            found.append((one, _finding(books, agreement) if agreement else "no_agreement"))
    return found


def concessions(books: Books) -> list[tuple[Any, ...]]:
    return [
        (one["concession_no"], one["account_id"], cents(one["value"]), one["agreement_no"], finding)
        for one, finding in _granted(books)
        if finding
    ]


def agreements(books: Books) -> list[tuple[Any, ...]]:
    rows = []
    for one in by(books.agreements, "agreement_no"):
        overlaps = max(books.first, one["starts_on"]) <= min(books.last, one["ends_on"])
        if overlaps and books.passes(one["account_id"]) and (finding := _finding(books, one)):
            earned = _earned(books, one)
            if earned > 0:
                rows.append((one["agreement_no"], one["account_id"], cents(earned), finding))
    return rows


def _earned(books: Books, agreement: Row) -> Fraction:
    mine = [tier for tier in books.tiers if tier["agreement_no"] == agreement["agreement_no"]]
    tiers = sorted((Fraction(tier["threshold"]), Fraction(tier["rate"])) for tier in mine)
    until = min(agreement["ends_on"], books.as_of)
    bought = volume(books, agreement, until, agreement["basis"])
    if bought <= 0:
        return Fraction(0)
    return rebate(agreement["method"], tiers, bought, volume(books, agreement, until, "amount") / bought)


def _known_sum(values: Iterable[Decimal | None]) -> Fraction | None:
    """The sum of those known; unknown where all of them are unknown, 0 where there are none."""
    given = list(values)
    known = [Fraction(value) for value in given if value is not None]
    return None if given and not known else sum(known, Fraction(0))


def summary(books: Books) -> list[tuple[Any, ...]]:
    granted = _granted(books)
    value = _known_sum(one["value"] for one, _ in granted)
    bad = _known_sum(one["value"] for one, finding in granted if finding)
    pairs = _pairs(books, [one for one, _ in granted])
    rho = spearman(pairs) if len(pairs) >= 5 else None
    return [(cents(value), cents(bad), ratio(bad, value), rho, len(pairs))]


def _pairs(books: Books, granted: Sequence[Row]) -> list[tuple[Fraction, Fraction]]:
    """(concession rate, change of amount) of the directory's accounts that bought in both years."""
    if not books.orders_reach(year_before(books.first)):
        return []
    pairs = []
    for account in books.accounts:
        name = account["account_id"]
        now = books.sold(name, books.first, books.last)
        then = books.sold(name, year_before(books.first), year_before(books.last))
        given = _known_sum(one["value"] for one in granted if one["account_id"] == name)
        if books.passes(name) and now > 0 and then > 0 and given is not None:
            pairs.append((given / now, now / then - 1))
    return pairs


def spearman(pairs: Sequence[tuple[Fraction, Fraction]]) -> float | None:
    """The correlation of mean ranks; None where one side does not vary."""
    sides = [[_rank(pair[side], [other[side] for other in pairs]) for pair in pairs] for side in (0, 1)]
    means = [sum(side) / len(pairs) for side in sides]
    left, right = ([rank - mean for rank in side] for side, mean in zip(sides, means, strict=True))
    spread = [sum(rank * rank for rank in side) for side in (left, right)]
    if 0 in spread:
        return None
    return float(sum(a * b for a, b in zip(left, right, strict=True))) / float(spread[0] * spread[1]) ** 0.5


def _rank(value: Fraction, values: Sequence[Fraction]) -> Fraction:
    return sum(other < value for other in values) + Fraction(sum(other == value for other in values) + 1, 2)


def differentiation(books: Books) -> list[tuple[Any, ...]]:
    people = [row for row in books.accounts if books.passes(row["account_id"])]
    groups = [{row["account_id"] for row in people if books.is_key(row) is wanted} for wanted in (True, False)]
    granted = [one for one, _ in _granted(books)]
    visits = [one for one in books.meetings() if books.in_period(one["visited_on"])]
    measures: dict[str, Callable[[set[str]], Fraction | None]] = {
        "concession": lambda group: _known_sum(one["value"] for one in granted if one["account_id"] in group),
        "service": lambda group: _known_sum(
            one["value"] for one in granted if one["account_id"] in group and one["kind"] == "service"
        ),
        "visits": lambda group: Fraction(sum(one["account_id"] in group for one in visits)),
    }
    rows = []
    for name, measure in measures.items():
        key, other = (_each(measure(group), len(group)) for group in groups)
        rows.append(
            (name, None if key is None else float(key), None if other is None else float(other), ratio(key, other))
        )
    return rows


def _each(value: Fraction | None, accounts: int) -> Fraction | None:
    return None if value is None or not accounts else value / accounts


def levels(books: Books) -> list[tuple[Any, ...]]:
    rows = []
    meetings = books.meetings()
    for key in books.key_accounts():
        met = {books.level_met(one) for one in meetings if one["account_id"] == key["account_id"]}
        flags = ("senior" in met, "middle" in met, "frontline" in met)
        if not (flags[1] and flags[2]):
            rows.append((key["account_id"], *flags))
    return rows
