"""Data quality a second time, in plain Python: what is judged, what is found, what hangs on it. No SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any

from tests.oracle import share
from tests.oracle.books import Books, Row, amount_of, cents, ratio
from tests.oracle.rivals import RESOURCES, Eye, means
from tests.oracle.share_more import of_one_account

OF_SALES = {
    "line_outside_directory",
    "line_without_account",
    "line_without_category",
    "line_without_cost",
    "line_without_quantity",
    "wallet_category_unknown",
    "wallet_unknown",
}
OUTSIDE = "customer_outside_directory"


@dataclass(frozen=True)
class Subject:
    """What is judged: a row of a dataset, or a customer. `row` = its number in the file, 1-based."""

    dataset: str
    account_id: str | None
    region: str | None
    item: str
    on_day: date | None = None
    amount: Decimal | None = None
    row: int | None = None


# A finding, its subject, and whether it holds; None = it does not arise there.
Verdict = tuple[str, Subject, bool | None]


def rows(books: Books) -> list[tuple[Any, ...]]:
    """The rows of quality.rows without the batch."""
    found = [(finding, subject) for finding, subject, holds in verdicts(books) if holds]
    found.sort(
        key=lambda one: (
            one[0],
            one[1].dataset,
            one[1].account_id is None,
            one[1].account_id or "",
            one[1].item,
            one[1].row or 0,
        )
    )
    return [(name, s.dataset, s.account_id, s.region, s.item, s.on_day, s.amount, s.row) for name, s in found]


def findings(books: Books) -> list[tuple[Any, ...]]:
    """The rows of quality.findings."""
    judged: dict[str, list[tuple[Subject, bool]]] = {}
    for finding, subject, holds in verdicts(books):
        if holds is not None:
            judged.setdefault(finding, []).append((subject, holds))
    return [_finding(books, name, judged.get(name, [])) for name in sorted(DATASETS)]


def _finding(books: Books, name: str, judged: list[tuple[Subject, bool]]) -> tuple[Any, ...]:
    if not _is_filled(books, name):
        return name, None, None, None
    hit = [subject for subject, holds in judged if holds]
    known = [Fraction(subject.amount) for subject in hit if subject.amount is not None]
    amount = None if hit and not known else sum(known, Fraction(0))
    if name in OF_SALES:
        part = ratio(amount, sum((amount_of(subject.amount) for subject, _ in judged), Fraction(0)))
    else:
        part = ratio(Fraction(len(hit)), Fraction(len(judged)))
    return name, len(hit), cents(amount), part


def _is_filled(books: Books, name: str) -> bool:
    if name in OF_SALES or name == "line_without_amount":
        return books.orders_reach(books.last)
    return any(getattr(books, attribute) for attribute in DATASETS[name])


# The datasets of which a finding speaks, as attributes of Books.
DATASETS: dict[str, tuple[str, ...]] = {
    name: datasets
    for datasets, names in {
        (
            "accounts",
        ): "account_without_class account_without_region account_region_unlisted account_without_status "
        "account_without_manager locked_without_day released_without_day",
        ("lines",): " ".join(OF_SALES - {"wallet_unknown", "wallet_category_unknown"}) + " line_without_amount",
        ("wallets",): "wallet_unknown wallet_category_unknown wallet_below_sales wallet_estimated wallet_conflict",
        ("stage_changes",): "stage_backdated stage_superseded stage_after_release",
        ("deals",): "deal_without_account deal_without_amount deal_without_outcome deal_closed_without_day "
        "deal_open_but_closed",
        ("contacts",): "contact_without_level contact_without_role",
        ("scores",): "dimension_unscored",
        ("agreements",): "agreement_of_unknown_account agreement_overlap agreement_without_tiers",
        ("tiers",): "tier_out_of_order tier_without_agreement",
        ("concessions",): "concession_without_account concession_without_day concession_without_value",
        ("visits",): "visit_without_account visit_without_day visit_level_unknown visit_without_hours",
        ("regions",): "region_without_capacity region_without_headcount",
        ("funds",): "fund_without_day fund_without_region fund_region_unlisted fund_without_kind",
        ("actions",): "action_without_due action_done_without_day",
        (
            "wallets",
            "stage_changes",
            "deals",
            "contacts",
            "scores",
            "profiles",
            "concessions",
            "visits",
            "funds",
            "actions",
        ): OUTSIDE,
    }.items()
    for name in names.split()
}


def verdicts(books: Books) -> Iterator[Verdict]:
    """Everything that is judged under the books' view."""
    judges = (
        *(_accounts, _lines, _sales, _too_small, _wallets, _stage_changes, _deals, _contacts, _scores, _profiles),
        *(_unscored, _agreements, _tiers, _concessions, _visits, _regions, _funds, _actions),
    )
    return chain.from_iterable(judge(books) for judge in judges)


def _each(subject: Subject, **said: bool | None) -> Iterator[Verdict]:
    return ((finding, subject, holds) for finding, holds in said.items())


def _numbered(books: Books, rows_: list[Row]) -> Iterator[tuple[int, Row]]:
    """The rows of customers that pass, with their number in the file."""
    return ((number, one) for number, one in enumerate(rows_, 1) if books.passes(one["account_id"]))


def _grouped(rows_: list[Row], *names: str) -> dict[tuple[Any, ...], list[tuple[int, Row]]]:
    """The rows with their numbers by the values of these columns."""
    found: dict[tuple[Any, ...], list[tuple[int, Row]]] = {}
    for number, one in enumerate(rows_, 1):
        found.setdefault(tuple(one[name] for name in names), []).append((number, one))
    return found


def _is_outside(books: Books, account_id: str | None) -> bool | None:
    return None if account_id is None else account_id not in books.directory


def _about(
    books: Books, dataset: str, one: Row, number: int, item: str, on_day: date | None = None, amount: Any = None
) -> Subject:
    name = one["account_id"]
    region = one.get("region") if dataset in ("fund", "action") else None
    return Subject(dataset, name, region or books.region_of(name), item, on_day, amount, number)


def _accounts(books: Books) -> Iterator[Verdict]:
    regions = {one["region"] for one in books.regions}
    for number, one in _numbered(books, books.accounts):
        sales = cents(_sold(books, one["account_id"])) if books.orders_reach(books.last) else None
        yield from _each(
            _about(books, "account", one, number, one["account_id"], None, sales),
            account_without_class=one["account_class"] is None,
            account_without_region=one["region"] is None,
            account_region_unlisted=None if one["region"] is None else one["region"] not in regions,
            account_without_status=one["status"] is None,
            account_without_manager=one["manager"] is None,
            locked_without_day=one["locked_on"] is None if one["status"] == "locked" else None,
            released_without_day=one["released_on"] is None if one["status"] == "released" else None,
        )


def _sold(books: Books, name: str) -> Fraction:
    return books.sold(name, books.first, books.last)


def _lines_of_period(books: Books) -> Iterator[tuple[int, Row]]:
    return (pair for pair in _numbered(books, books.lines) if books.in_period(pair[1]["ordered_on"]))


def _lines(books: Books) -> Iterator[Verdict]:
    for number, one in _lines_of_period(books):
        item = f"{one['order_no']}-{one['line_no']}"
        yield from _each(
            _about(books, "order_line", one, number, item, one["ordered_on"], one["amount"]),
            line_outside_directory=bool(_is_outside(books, one["account_id"])),
            line_without_account=one["account_id"] is None,
            line_without_category=one["category"] is None,
            line_without_quantity=one["quantity"] is None,
            line_without_cost=one["cost"] is None,
            line_without_amount=one["amount"] is None,
        )


def _days(books: Books) -> list[date]:
    return share.days_between(books.first, books.last) if books.first <= books.last else []


def _sales(books: Books) -> Iterator[Verdict]:
    """Sales by customer and by category against what is known of the wallets."""
    whole: dict[str | None, Fraction] = {}
    parts: dict[tuple[str | None, str | None], Fraction] = {}
    for _, one in _lines_of_period(books):
        key = (one["account_id"], one["category"])
        parts[key] = parts.get(key, Fraction(0)) + amount_of(one["amount"])
        whole[key[0]] = whole.get(key[0], Fraction(0)) + amount_of(one["amount"])
    known = {name: share.categories(of_one_account(books, name), name, _days(books)) for name in whole if name}
    for name, amount in whole.items():
        subject = Subject("wallet", name, books.region_of(name), name or "", None, cents(amount))
        yield "wallet_unknown", subject, name is not None and not known[name]
    for (name, category), amount in parts.items():
        item = " / ".join(text for text in (name, category) if text)
        held = known.get(name or "", {})
        subject = Subject("wallet", name, books.region_of(name), item, None, cents(amount))
        yield "wallet_category_unknown", subject, bool(held) and "" not in held and category not in held


def _too_small(books: Books) -> Iterator[Verdict]:
    if not books.orders_reach(books.last):
        return
    for name in sorted({one["account_id"] for one in books.wallets}):
        held = share.account_wallet(of_one_account(books, name), name, _days(books)) if books.passes(name) else None
        if held is not None:
            beyond = held[1] - held[0]
            amount = cents(beyond) if beyond > 0 else None
            yield "wallet_below_sales", Subject("wallet", name, books.region_of(name), name, None, amount), beyond > 0


def _wallets(books: Books) -> Iterator[Verdict]:
    days = set(_days(books))
    groups = _grouped(books.wallets, "account_id", "period", "category")
    for number, one in _numbered(books, books.wallets):
        if share.days_of(one["period"]).isdisjoint(days):
            continue
        item = " / ".join(text for text in (one["period"], one["category"], one["supplier"]) if text)
        subject = _about(books, "wallet", one, number, item, None, one["spend"])
        is_outside = _is_outside(books, one["account_id"])
        yield from _each(subject, wallet_estimated=one["is_estimate"], customer_outside_directory=is_outside)
        alike = groups[one["account_id"], one["period"], one["category"]]
        named = [other["spend"] for _, other in alike if other["supplier"] is not None]
        if one["supplier"] is None and named:
            gap = abs(one["spend"] - sum(named))
            yield "wallet_conflict", _about(books, "wallet", one, number, item, None, gap), gap != 0


def _stage_changes(books: Books) -> Iterator[Verdict]:
    groups = _grouped(books.stage_changes, "account_id")
    for number, one in _numbered(books, books.stage_changes):
        name, day = one["account_id"], one["entered_on"]
        if not books.by_now(day):
            continue
        of_account = [(n, other["entered_on"]) for n, other in groups[(name,)] if books.by_now(other["entered_on"])]
        home = books.home(name)
        released: bool | None = False
        if home is not None and home["status"] == "released":
            released = None if home["released_on"] is None else day > home["released_on"]
        yield from _each(
            _about(books, "stage_change", one, number, f"{day} / {one['stage']}", day),
            stage_backdated=any(n < number and other > day for n, other in of_account),
            stage_superseded=any(n > number and other == day for n, other in of_account),
            stage_after_release=released,
            customer_outside_directory=_is_outside(books, name),
        )


def _deals(books: Books) -> Iterator[Verdict]:
    for number, one in _numbered(books, books.deals):
        is_closed = books.by_now(one["closed_on"])
        if not (one["opened_on"] is None or books.by_now(one["opened_on"]) or is_closed):
            continue
        subject = _about(books, "deal", one, number, one["deal_id"], one["opened_on"], one["amount"])
        yield from _each(
            subject,
            deal_without_account=one["account_id"] is None,
            deal_without_amount=one["amount"] is None,
            deal_without_outcome=one["outcome"] is None and (one["closed_on"] is None or is_closed),
            deal_closed_without_day=one["closed_on"] is None if one["outcome"] in ("won", "lost") else None,
            customer_outside_directory=_is_outside(books, one["account_id"]),
        )
        if one["outcome"] == "open":
            closed = _about(books, "deal", one, number, one["deal_id"], one["closed_on"], one["amount"])
            yield "deal_open_but_closed", closed, is_closed


def _contacts(books: Books) -> Iterator[Verdict]:
    for number, one in _numbered(books, books.contacts):
        yield from _each(
            _about(books, "contact", one, number, one["contact_name"], one["updated_on"]),
            contact_without_level=one["level"] is None,
            contact_without_role=one["buying_role"] is None,
            customer_outside_directory=_is_outside(books, one["account_id"]),
        )


def _scores(books: Books) -> Iterator[Verdict]:
    for number, one in _numbered(books, books.scores):
        if one["account_id"] and books.by_now(one["scored_on"]):
            item = f"{one['party']} / {one['dimension']}"
            subject = _about(books, "rival_score", one, number, item, one["scored_on"])
            yield OUTSIDE, subject, _is_outside(books, one["account_id"])


def _profiles(books: Books) -> Iterator[Verdict]:
    for number, one in _numbered(books, books.profiles):
        if one["account_id"] and books.by_now(one["noted_on"]):
            item = f"{one['rival']} / {one['assumption']}"
            subject = _about(books, "rival_profile", one, number, item, one["noted_on"])
            yield OUTSIDE, subject, _is_outside(books, one["account_id"])


def _unscored(books: Books) -> Iterator[Verdict]:
    eye = Eye(books.as_of, books.only_regions, books.only_classes, books.only_accounts)
    known = means(books.accounts, books.scores, eye)
    for party in {party for party, dimension in known if dimension in RESOURCES}:
        for dimension in RESOURCES:
            subject = Subject("rival_score", None, None, f"{party} / {dimension}")
            yield "dimension_unscored", subject, (party, dimension) not in known


def _is_current(books: Books, agreement: Row) -> bool:
    """Whether its window overlaps the period."""
    touches = agreement["starts_on"] <= books.last and agreement["ends_on"] >= books.first
    return books.first <= books.last and touches and books.passes(agreement["account_id"])


def _agreements(books: Books) -> Iterator[Verdict]:
    tiered = {one["agreement_no"] for one in books.tiers}
    for number, one in enumerate(books.agreements, 1):
        if not _is_current(books, one):
            continue
        name, agreement_no = one["account_id"], one["agreement_no"]
        met = sorted(other["agreement_no"] for other in books.agreements if _overlap(books, one, other))
        plain = _about(books, "agreement", one, number, agreement_no, one["starts_on"])
        yield "agreement_of_unknown_account", plain, name not in books.directory
        yield "agreement_without_tiers", plain, agreement_no not in tiered
        item = " / ".join((agreement_no, *met[:1]))
        pair = _about(books, "agreement", one, number, item, one["starts_on"])
        yield "agreement_overlap", pair, None if name is None else bool(met)


def _overlap(books: Books, one: Row, other: Row) -> bool:
    first, last = max(one["starts_on"], other["starts_on"]), min(one["ends_on"], other["ends_on"])
    meets = None in (one["category"], other["category"]) or one["category"] == other["category"]
    return bool(one is not other and one["account_id"] == other["account_id"] and meets) and (
        first <= last and first <= books.as_of
    )


def _tiers(books: Books) -> Iterator[Verdict]:
    of_number = {one["agreement_no"]: one for one in books.agreements}
    for number, one in enumerate(books.tiers, 1):
        agreement = of_number.get(one["agreement_no"])
        if not (_is_current(books, agreement) if agreement else books.passes(None)):
            continue
        name = agreement["account_id"] if agreement else None
        below = [
            (other["threshold"], other["rate"])
            for other in books.tiers
            if other["agreement_no"] == one["agreement_no"] and other["threshold"] < one["threshold"]
        ]
        item = f"{one['agreement_no']} / {len(below) + 1}"
        yield from _each(
            Subject("rebate_tier", name, books.region_of(name), item, row=number),
            tier_out_of_order=one["rate"] <= max(below)[1] if below else None,
            tier_without_agreement=agreement is None,
        )


def _concessions(books: Books) -> Iterator[Verdict]:
    for number, one in _numbered(books, books.concessions):
        if one["granted_on"] is None or books.in_period(one["granted_on"]):
            yield from _each(
                _about(books, "concession", one, number, one["concession_no"], one["granted_on"], one["value"]),
                concession_without_account=one["account_id"] is None,
                concession_without_day=one["granted_on"] is None,
                concession_without_value=one["value"] is None,
                customer_outside_directory=_is_outside(books, one["account_id"]),
            )


def _visits(books: Books) -> Iterator[Verdict]:
    for number, one in _numbered(books, books.visits):
        if one["visited_on"] is None or books.in_period(one["visited_on"]):
            is_meeting = one["visited_on"] is not None and one["kind"] != "call"
            is_level_open = one["visitor_level"] is None or books.level_met(one) is None
            yield from _each(
                _about(books, "visit", one, number, one["visit_no"], one["visited_on"]),
                visit_without_account=one["account_id"] is None,
                visit_without_day=one["visited_on"] is None,
                visit_level_unknown=is_level_open if is_meeting else None,
                visit_without_hours=one["hours"] is None if is_meeting else None,
                customer_outside_directory=_is_outside(books, one["account_id"]),
            )


def _regions(books: Books) -> Iterator[Verdict]:
    for number, one in enumerate(books.regions, 1):
        if not books.only_regions or one["region"] in books.only_regions:
            yield from _each(
                Subject("region", None, one["region"], one["region"], row=number),
                region_without_capacity=one["market_capacity"] is None,
                region_without_headcount=one["headcount"] is None,
            )


def _funds(books: Books) -> Iterator[Verdict]:
    regions = {one["region"] for one in books.regions}
    for number, one in enumerate(books.funds, 1):
        if books.keeps(one) and (one["booked_on"] is None or books.in_period(one["booked_on"])):
            yield from _each(
                _about(books, "fund", one, number, one["fund_no"], one["booked_on"], one["amount"]),
                fund_without_day=one["booked_on"] is None,
                fund_without_region=one["region"] is None and one["account_id"] is None,
                fund_region_unlisted=None if one["region"] is None else one["region"] not in regions,
                fund_without_kind=one["kind"] is None,
                customer_outside_directory=_is_outside(books, one["account_id"]),
            )


def _actions(books: Books) -> Iterator[Verdict]:
    for number, one in enumerate(books.actions, 1):
        begins = one["starts_on"] is None or one["starts_on"] <= books.last
        is_past = one["done_on"] is not None and one["done_on"] < books.first
        if not books.keeps(one) or not begins or is_past:
            continue
        is_done = one["status"] == "done"
        is_finished = books.by_now(one["done_on"]) or (is_done and one["done_on"] is None)
        is_open = not is_finished and one["status"] != "cancelled"
        yield from _each(
            _about(books, "action", one, number, one["action_no"], one["starts_on"]),
            action_without_due=one["due_on"] is None if is_open else None,
            action_done_without_day=one["done_on"] is None if is_done else None,
            customer_outside_directory=_is_outside(books, one["account_id"]),
        )


def names_found(companies: Iterable[Books]) -> set[str]:
    """The findings that hold somewhere in these companies."""
    return {finding for books in companies for finding, _, holds in verdicts(books) if holds}
