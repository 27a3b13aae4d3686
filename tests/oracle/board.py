"""What needs a decision a second time, in plain Python with fractions, from the words of rules.md. No SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle import engagement, funnel_more, pitfalls, plan, rebate, roster, share
from tests.oracle.books import Books, Row, amount_of, cents, year_before
from tests.oracle.share_more import of_one_account

# kind, account_id, region, owner, at_stake, since.
Finding = tuple[str, str | None, str | None, str | None, Decimal | None, date | None]

POINTS_LOST = Fraction(5, 100)
NEAR = Fraction(10, 100)
BEHIND = Fraction(10, 100)
NO_REGION = "\x00"  # what nobody's region is called: a viewer whose regions and filter do not meet sees none


def exceptions(books: Books, scope: frozenset[str] | None = None) -> list[tuple[Any, ...]]:
    """kind, account_id, region, owner, at_stake, since. `scope` = the regions of a viewer who does not see all."""
    seen = books if scope is None else replace(books, only_regions=_regions_seen(books, scope))
    courses = _courses(seen)
    found = [
        *_stalled(seen),
        *_regressed(seen),
        *_stage_unproven(seen),
        *_share_lost(seen),
        *_near_tier(seen, courses),
        *_behind_commitment(seen, courses),
        *_nothing_in_return(seen),
        *_visit_overdue(seen),
        *_executive_absent(seen),
        *_level_missing(seen),
        *_list_size(seen),
        *_action_overdue(seen, scope),
    ]
    return sorted(found, key=_place)


def _regions_seen(books: Books, scope: frozenset[str]) -> tuple[str, ...]:
    asked = scope.intersection(books.only_regions) if books.only_regions else scope
    return tuple(sorted(asked)) or (NO_REGION,)


def _place(finding: Finding) -> tuple[Any, ...]:
    """The most money as printed first; then kind, account, region, since; of two alike in all that, the owner."""
    kind, account_id, region, owner, at_stake, since = finding
    ties = [(cell is None, cell or "") for cell in (account_id, region)]
    ends = ((since is None, since or date.min), (owner is None, owner or ""))
    return (at_stake is None, -(at_stake or 0), kind, *ties, *ends)


def _about(
    books: Books, kind: str, account_id: str | None, at_stake: Fraction | Decimal | None, since: date | None
) -> Finding:
    """A finding about an account: its region, its manager; money rounded once."""
    home = books.home(account_id)
    return (kind, account_id, books.region_of(account_id), home["manager"] if home else None, cents(at_stake), since)


def _of_sales(books: Books, kind: str, account_id: str, since: date | None) -> Finding:
    """A finding that puts the sales of the last 12 months at stake."""
    return _about(books, kind, account_id, books.sold_12_months(account_id), since)


def _keys(books: Books) -> set[str]:
    return {row["account_id"] for row in books.key_accounts()}


def _stalled(books: Books) -> Iterator[Finding]:
    keys = _keys(books)
    for name, _, entered_on, _, p75 in funnel_more.stalled(books):
        if name in keys:
            yield _of_sales(books, "stalled", name, entered_on + timedelta(int(p75)))


def _regressed(books: Books) -> Iterator[Finding]:
    """The newest of each, wherever the account stands now."""
    falls: dict[str, list[date]] = {}
    for name, changed_on, *_ in funnel_more.regressions(books):
        falls.setdefault(name, []).append(changed_on)
    for name in _keys(books) & falls.keys():
        yield _of_sales(books, "regressed", name, max(falls[name]))


def _stage_unproven(books: Books) -> Iterator[Finding]:
    unproven = {name for name, _, _, is_met in funnel_more.audit(books) if not is_met}
    keys = _keys(books)
    for path in funnel_more.standing(books):
        if path.account_id in keys & unproven:
            yield _of_sales(books, "stage_unproven", path.account_id, path.moves[-1][0])


def _share_lost(books: Books) -> Iterator[Finding]:
    """Last year's figures are known where the company's orders begin by the first of its days."""
    if books.first > books.last or not books.orders_reach(year_before(books.first)):
        return
    years = (
        share.days_between(books.first, books.last),
        share.days_between(year_before(books.first), year_before(books.last)),
    )
    for key in books.key_accounts():
        name = key["account_id"]
        now, then = (share.account_wallet(of_one_account(books, name), name, days) for days in years)
        if now is None or then is None or now[0] <= 0 or then[0] <= 0:
            continue
        lost = then[1] / then[0] - now[1] / now[0]
        if lost >= POINTS_LOST:
            yield _about(books, "share_lost", name, lost * now[0], books.first)


@dataclass(frozen=True)
class Course:
    """An agreement that runs on after the as-of day: where it stands and where it is heading, unrounded."""

    agreement: Row
    volume: Fraction
    later: Fraction
    tiers: list[tuple[Fraction, Fraction]]
    price: Fraction | None  # CNY a unit of volume so far; unknown where a quantity basis has no mean price
    elapsed: Fraction


def _courses(books: Books) -> list[Course]:
    """Those of rebate.status that are not over, of customers that pass."""
    if books.first > books.last:
        return []
    chosen = rebate.selected(rebate.Ledger([], books.agreements, []), books.as_of, books.period)
    return [_course(books, one) for one in chosen if books.passes(one["account_id"]) and one["ends_on"] > books.as_of]


def _course(books: Books, agreement: Row) -> Course:
    begins, basis = agreement["starts_on"], agreement["basis"]
    ledger = _ledger(books, agreement["account_id"])
    volume = rebate.bought(ledger, agreement, begins, books.as_of, basis)
    price: Fraction | None = Fraction(1)
    if basis == "quantity":
        amount = rebate.bought(ledger, agreement, begins, books.as_of, "amount")
        price = amount / volume if volume > 0 else None
    later = rebate.forecast(ledger, agreement, volume, books.as_of)
    elapsed = Fraction((books.as_of - begins).days + 1, (agreement["ends_on"] - begins).days + 1)
    return Course(agreement, volume, later, rebate.tiers_of(ledger, agreement), price, elapsed)


def _ledger(books: Books, account_id: str | None) -> rebate.Ledger:
    """The account's lines, and the day on which the company's begin: it decides how a volume is forecast."""
    lines: list[Row] = [
        {**line, "amount": amount_of(line["amount"]), "quantity": amount_of(line["quantity"])}
        for line in (books.lines_of.get(account_id, ()) if account_id else ())
    ]
    if books.first_ordered_on is not None:
        lines.append({"ordered_on": books.first_ordered_on, "account_id": None})
    return rebate.Ledger(lines, books.agreements, books.tiers)


def _near_tier(books: Books, courses: list[Course]) -> Iterator[Finding]:
    """The next threshold is the first above the volume so far; the forecast may stand on or past it."""
    for course in courses:
        one = course.agreement
        above = [threshold for threshold, _ in course.tiers if threshold > course.volume]
        if not above or not 0 < above[0] - course.later <= NEAR * above[0]:
            continue
        gained = None
        if course.price is not None:
            there, coming = (
                rebate.rebate(one["method"], course.tiers, volume, course.price) for volume in (above[0], course.later)
            )
            gained = there - coming
        yield _about(books, "near_tier", one["account_id"], gained, one["starts_on"])


def _behind_commitment(books: Books, courses: list[Course]) -> Iterator[Finding]:
    """Nothing is at stake in money where there is no mean price, nor where the forecast is past the commitment."""
    for course in courses:
        one = course.agreement
        committed = amount_of(one["committed_volume"])
        if committed > 0 and course.volume / committed < course.elapsed - BEHIND:
            missing = committed - course.later
            at_stake = (
                None if course.price is None or min(missing, missing * course.price) < 0 else missing * course.price
            )
            yield _about(books, "behind_commitment", one["account_id"], at_stake, one["starts_on"])


def _nothing_in_return(books: Books) -> Iterator[Finding]:
    granted = {row["concession_no"]: row for row in books.concessions}
    for number, name, *_ in pitfalls.concessions(books):
        yield _about(books, "nothing_in_return", name, granted[number]["value"], granted[number]["granted_on"])


def _visit_overdue(books: Books) -> Iterator[Finding]:
    for name, last_visit_on, _, due_on in engagement.cadence(books):
        if last_visit_on is None:
            yield _of_sales(books, "visit_overdue", name, books.directory[name]["locked_on"])
        elif due_on is not None and due_on < books.as_of:
            yield _of_sales(books, "visit_overdue", name, due_on)


def _executive_absent(books: Books) -> Iterator[Finding]:
    for name, contacts, minimum, _ in engagement.executive(books):
        if contacts < minimum:
            yield _of_sales(books, "executive_absent", name, None)


def _level_missing(books: Books) -> Iterator[Finding]:
    for name, *_ in pitfalls.levels(books):
        yield _of_sales(books, "level_missing", name, None)


def _list_size(books: Books) -> Iterator[Finding]:
    """An empty bound bounds nothing; part of a list says nothing of its size."""
    if books.only_classes or books.only_accounts:
        return
    for region, locked, least, most, *_ in roster.by_region(books):
        if (least is not None and locked < least) or (most is not None and locked > most):
            yield ("list_size", None, region, None, None, None)


def _action_overdue(books: Books, scope: frozenset[str] | None) -> Iterator[Finding]:
    """Sales count whatever the filter; an account that the viewer may not see is as one that nobody knows."""
    by_number = {row["action_no"]: row for row in books.actions}
    for number, name, owner, due_on, _, is_overdue in plan.actions(books):
        if not is_overdue:
            continue
        is_seen = scope is None or books.region_of(name) in scope
        home = books.home(name) if is_seen else None
        sales = books.sold_12_months(name) if name and is_seen else None
        region = (home["region"] if home else None) or by_number[number]["region"]
        manager = home["manager"] if home else None
        yield ("action_overdue", name, region, owner or manager, cents(sales), due_on)
