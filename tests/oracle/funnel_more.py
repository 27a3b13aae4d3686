"""Stalled accounts, regressions and the stage audit a second time, in plain Python, from the rules' words.

An audit row ends before its evidence: that is in evidence.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.oracle import share
from tests.oracle.books import Books, Row, year_before
from tests.oracle.funnel import Ledger, Path, paths, quantile
from tests.oracle.share_more import of_one_account


def paths_of(books: Books) -> list[Path]:
    """Every account of the company, whatever the filters."""
    return paths(Ledger(books.accounts, books.stage_changes, books.lines), books.as_of)


def standing(books: Books) -> list[Path]:
    """The accounts that pass and are in a stage now, by account_id."""
    return [path for path in paths_of(books) if not path.is_released and books.passes(path.account_id)]


def stalled(books: Books) -> list[tuple[Any, ...]]:
    """account_id, stage, entered_on, days, p75_days."""
    spells = [spell for path in paths_of(books) for spell in path.spells()]
    rows = []
    for path in standing(books):
        p75 = quantile([(days, over) for stage, days, over in spells if stage == path.stage], Fraction(3, 4))
        entered_on = path.moves[-1][0]
        days = (books.as_of - entered_on).days
        if p75 is not None and days > p75:
            rows.append((path.account_id, path.stage, entered_on, days, p75))
    return rows


def regressions(books: Books) -> list[tuple[Any, ...]]:
    """account_id, changed_on, from_stage, to_stage."""
    return [
        (path.account_id, day, before, after)
        for path in paths_of(books)
        if books.passes(path.account_id)
        for (_, before), (day, after) in zip(path.moves, path.moves[1:], strict=False)
        if after < before and books.in_period(day)
    ]


def audit(books: Books) -> list[tuple[Any, ...]]:
    """account_id, stage, need, is_met."""
    needs: dict[int, Callable[[Books, Path], bool]] = {
        2: _met_a_decision_maker,
        3: _seen_by_an_executive,
        4: _signed_and_ordered,
        5: _grew,
        6: _met_on_all_levels,
        7: _holds_the_account,
        8: _stayed,
    }
    return [
        (path.account_id, path.stage, need, needs[need](books, path))
        for path in standing(books)
        for need in range(2, path.stage + 1)
    ]


def meetings(books: Books, path: Path) -> list[Row]:
    """The account's visits up to the as-of day that are no calls."""
    return [
        visit
        for visit in books.visits
        if visit["account_id"] == path.account_id and books.by_now(visit["visited_on"]) and visit["kind"] != "call"
    ]


def _met_a_decision_maker(books: Books, path: Path) -> bool:
    names = {
        contact["contact_name"]
        for contact in books.contacts
        if contact["account_id"] == path.account_id and contact["buying_role"] == "decision_maker"
    }
    return any(visit["contact_name"] in names for visit in meetings(books, path))


def _seen_by_an_executive(books: Books, path: Path) -> bool:
    return any(visit["visitor_level"] == "executive" for visit in meetings(books, path))


def _signed_and_ordered(books: Books, path: Path) -> bool:
    is_signed = any(
        agreement["account_id"] == path.account_id and books.by_now(agreement["signed_on"])
        for agreement in books.agreements
    )
    return is_signed and any((line["amount"] or 0) > 0 for line in books.lines_of.get(path.account_id, []))


def _grew(books: Books, path: Path) -> bool:
    one_ago = year_before(books.as_of)
    two_ago = year_before(one_ago)
    if not books.orders_reach(two_ago + timedelta(1)):
        return False
    last = books.sold(path.account_id, one_ago + timedelta(1), books.as_of)
    return last > books.sold(path.account_id, two_ago + timedelta(1), one_ago)


def _met_on_all_levels(books: Books, path: Path) -> bool:
    theirs = {books.level_met(visit) for visit in meetings(books, path)} - {None}
    ours = {visit["visitor_level"] for visit in meetings(books, path)} - {None}
    return len(theirs) == 3 and len(ours) >= 2


def _holds_the_account(books: Books, path: Path) -> bool:
    days = share.days_between(year_before(books.as_of) + timedelta(1), books.as_of)
    held = share.account_wallet(of_one_account(books, path.account_id), path.account_id, days)
    if held is not None and held[0] > 0 and held[1] / held[0] >= Fraction(9, 10):
        return True
    every = {line["category"] for line in books.lines if line["ordered_on"] <= books.as_of} - {None}
    mine = books.lines_of.get(path.account_id, [])
    bought = {line["category"] for line in mine if (line["amount"] or 0) > 0 and books.in_12_months(line["ordered_on"])}
    return bool(every) and every <= bought


def began_on(path: Path) -> date | None:
    """The first day of the unbroken run at stage 4 or above in which the account stands."""
    since: date | None = None
    for day, stage in path.moves:
        since = None if stage < 4 else since or day
    return since


def _stayed(books: Books, path: Path) -> bool:
    since = began_on(path)
    recent = [visit for visit in meetings(books, path) if books.in_12_months(visit["visited_on"])]
    return (
        since is not None
        and since <= year_before(year_before(books.as_of))
        and any(visit["visitor_level"] == "executive" for visit in recent)
    )
