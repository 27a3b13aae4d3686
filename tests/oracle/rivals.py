"""Scores of us and of rivals a second time, in plain Python with fractions: nothing is shared but the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

Row = Mapping[str, Any]
US = "我方"
RESOURCES = frozenset({"product", "sales", "pricing", "reputation", "cost", "organisation", "people", "finance"})


@dataclass(frozen=True)
class Eye:
    """What a reader sees: the day and the filters by code; empty = no filter, scope None = every region."""

    as_of: date
    regions: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    scope: frozenset[str] | None = None

    def has_region(self, region: str | None) -> bool:
        return (not self.regions or region in self.regions) and (self.scope is None or region in self.scope)

    def has_account(self, account_id: str, directory: Mapping[str, Row]) -> bool:
        known = directory.get(account_id, {})
        return (
            self.has_region(known.get("region"))
            and (not self.classes or known.get("account_class") in self.classes)
            and (not self.accounts or account_id in self.accounts)
        )


def subject(row: Row) -> tuple[str, str | None]:
    """Of what a score speaks: one account, one region, or the company."""
    if row["account_id"] is not None:
        return "account", row["account_id"]
    return ("company", None) if row["region"] is None else ("region", row["region"])


def is_seen(row: Row, directory: Mapping[str, Row], eye: Eye) -> bool:
    level, code = subject(row)
    if level == "account":
        assert code is not None
        return eye.has_account(code, directory)
    if eye.classes or eye.accounts:
        return False
    return level == "company" or eye.has_region(code)


def means(accounts: Iterable[Row], scores: Sequence[Row], eye: Eye) -> dict[tuple[str, str], tuple[Fraction, int]]:
    """(party, dimension) -> (score, accounts). Scores come in file order."""
    directory = {row["account_id"]: row for row in accounts}
    newest: dict[tuple[str, str], dict[tuple[str, str | None], Row]] = {}
    for row in scores:
        if row["scored_on"] > eye.as_of or not is_seen(row, directory, eye):
            continue
        held = newest.setdefault((row["party"], row["dimension"]), {})
        before = held.get(subject(row))
        if before is None or before["scored_on"] <= row["scored_on"]:
            held[subject(row)] = row
    return {key: _mean(held) for key, held in newest.items()}


def _mean(held: Mapping[tuple[str, str | None], Row]) -> tuple[Fraction, int]:
    for level in ("account", "region", "company"):
        found = [Fraction(row["score"]) for (kind, _), row in held.items() if kind == level]
        if found:
            return sum(found, Fraction(0)) / len(found), len(found) if level == "account" else 0
    raise ValueError("no score held")


def radar(accounts: Iterable[Row], scores: Sequence[Row], eye: Eye) -> list[dict[str, Any]]:
    """The rows of rivals.radar."""
    return [
        {"party": party, "dimension": dimension, "score": float(score), "accounts": over}
        for (party, dimension), (score, over) in sorted(means(accounts, scores, eye).items())
    ]


def strength(accounts: Iterable[Row], scores: Sequence[Row], eye: Eye) -> list[dict[str, Any]]:
    """The rows of rivals.strength: equal weights are the plain mean of the known resource dimensions."""
    known: dict[str, list[Fraction]] = {}
    for (party, dimension), (score, _) in means(accounts, scores, eye).items():
        if dimension in RESOURCES:
            known.setdefault(party, []).append(score)
    strengths = {party: sum(found, Fraction(0)) / len(found) for party, found in known.items()}
    ours = strengths.get(US)
    return [
        {"party": party, "strength": float(theirs), "gap": None if ours is None else float(ours - theirs)}
        for party, theirs in sorted(strengths.items())
    ]
