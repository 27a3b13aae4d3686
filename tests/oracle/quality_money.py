"""Data quality of what is counted in money a second time: accounts, orders, wallets, agreements, concessions, funds."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tests.oracle import share
from tests.oracle.books import Books, Row, amount_of, cents
from tests.oracle.share_more import of_one_account
from tests.oracle.verdict import Subject, Verdict, about, days, each, grouped, is_outside, numbered


def accounts(books: Books) -> Iterator[Verdict]:
    regions = {one["region"] for one in books.regions}
    for number, one in numbered(books, books.accounts):
        sales = cents(_sold(books, one["account_id"])) if books.orders_reach(books.last) else None
        yield from each(
            about(books, "account", one, number, one["account_id"], None, sales),
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
    return (pair for pair in numbered(books, books.lines) if books.in_period(pair[1]["ordered_on"]))


def lines(books: Books) -> Iterator[Verdict]:
    for number, one in _lines_of_period(books):
        item = f"{one['order_no']}-{one['line_no']}"
        yield from each(
            about(books, "order_line", one, number, item, one["ordered_on"], one["amount"]),
            line_outside_directory=bool(is_outside(books, one["account_id"])),
            line_without_account=one["account_id"] is None,
            line_without_category=one["category"] is None,
            line_without_quantity=one["quantity"] is None,
            line_without_cost=one["cost"] is None,
            line_without_amount=one["amount"] is None,
        )


def sales(books: Books) -> Iterator[Verdict]:
    """Sales by customer and by category against what is known of the wallets."""
    whole: dict[str | None, Fraction] = {}
    parts: dict[tuple[str | None, str | None], Fraction] = {}
    for _, one in _lines_of_period(books):
        key = (one["account_id"], one["category"])
        parts[key] = parts.get(key, Fraction(0)) + amount_of(one["amount"])
        whole[key[0]] = whole.get(key[0], Fraction(0)) + amount_of(one["amount"])
    known = {name: share.categories(of_one_account(books, name), name, days(books)) for name in whole if name}
    for name, amount in whole.items():
        subject = Subject("wallet", name, books.region_of(name), name or "", None, cents(amount))
        yield "wallet_unknown", subject, name is not None and not known[name]
    for (name, category), amount in parts.items():
        item = " / ".join(text for text in (name, category) if text)
        held = known.get(name or "", {})
        subject = Subject("wallet", name, books.region_of(name), item, None, cents(amount))
        yield "wallet_category_unknown", subject, bool(held) and "" not in held and category not in held


def too_small(books: Books) -> Iterator[Verdict]:
    if not books.orders_reach(books.last):
        return
    for name in sorted({one["account_id"] for one in books.wallets}):
        held = share.account_wallet(of_one_account(books, name), name, days(books)) if books.passes(name) else None
        if held is not None:
            beyond = held[1] - held[0]
            amount = cents(beyond) if beyond > 0 else None
            yield "wallet_below_sales", Subject("wallet", name, books.region_of(name), name, None, amount), beyond > 0


def wallets(books: Books) -> Iterator[Verdict]:
    asked = set(days(books))
    groups = grouped(books.wallets, "account_id", "period", "category")
    for number, one in numbered(books, books.wallets):
        if share.days_of(one["period"]).isdisjoint(asked):
            continue
        item = " / ".join(text for text in (one["period"], one["category"], one["supplier"]) if text)
        subject = about(books, "wallet", one, number, item, None, one["spend"])
        outside = is_outside(books, one["account_id"])
        yield from each(subject, wallet_estimated=one["is_estimate"], customer_outside_directory=outside)
        alike = groups[one["account_id"], one["period"], one["category"]]
        named = [other["spend"] for _, other in alike if other["supplier"] is not None]
        if one["supplier"] is None and named:
            beyond = sum(named) - one["spend"]
            yield "wallet_conflict", about(books, "wallet", one, number, item, None, beyond), beyond > 0


def _is_current(books: Books, agreement: Row) -> bool:
    """Whether its window overlaps the period."""
    touches = agreement["starts_on"] <= books.last and agreement["ends_on"] >= books.first
    return books.first <= books.last and touches and books.passes(agreement["account_id"])


def agreements(books: Books) -> Iterator[Verdict]:
    tiered = {one["agreement_no"] for one in books.tiers}
    for number, one in enumerate(books.agreements, 1):
        if not _is_current(books, one):
            continue
        name, agreement_no = one["account_id"], one["agreement_no"]
        met = sorted(other["agreement_no"] for other in books.agreements if _overlap(books, one, other))
        plain = about(books, "agreement", one, number, agreement_no, one["starts_on"])
        yield "agreement_of_unknown_account", plain, name not in books.directory
        yield "agreement_without_tiers", plain, agreement_no not in tiered
        item = " / ".join((agreement_no, *met[:1]))
        pair = about(books, "agreement", one, number, item, one["starts_on"])
        yield "agreement_overlap", pair, None if name is None else bool(met)


def _overlap(books: Books, one: Row, other: Row) -> bool:
    first, last = max(one["starts_on"], other["starts_on"]), min(one["ends_on"], other["ends_on"])
    meets = None in (one["category"], other["category"]) or one["category"] == other["category"]
    return bool(one is not other and one["account_id"] == other["account_id"] and meets) and (
        first <= last and first <= books.as_of
    )


def tiers(books: Books) -> Iterator[Verdict]:
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
        yield from each(
            Subject("rebate_tier", name, books.region_of(name), item, row=number),
            tier_out_of_order=one["rate"] <= max(below)[1] if below else None,
            tier_without_agreement=agreement is None,
        )


def concessions(books: Books) -> Iterator[Verdict]:
    for number, one in numbered(books, books.concessions):
        if one["granted_on"] is None or books.in_period(one["granted_on"]):
            yield from each(
                about(books, "concession", one, number, one["concession_no"], one["granted_on"], one["value"]),
                concession_without_account=one["account_id"] is None,
                concession_without_day=one["granted_on"] is None,
                concession_without_value=one["value"] is None,
                customer_outside_directory=is_outside(books, one["account_id"]),
            )


def funds(books: Books) -> Iterator[Verdict]:
    regions = {one["region"] for one in books.regions}
    for number, one in enumerate(books.funds, 1):
        if books.keeps(one) and (one["booked_on"] is None or books.in_period(one["booked_on"])):
            yield from each(
                about(books, "fund", one, number, one["fund_no"], one["booked_on"], one["amount"]),
                fund_without_day=one["booked_on"] is None,
                fund_without_region=one["region"] is None and one["account_id"] is None,
                fund_region_unlisted=None if one["region"] is None else one["region"] not in regions,
                fund_without_kind=one["kind"] is None,
                customer_outside_directory=is_outside(books, one["account_id"]),
            )
