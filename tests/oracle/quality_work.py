"""Data quality of the work with accounts a second time: stages, deals, contacts, scores, visits, regions, actions."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.books import Books
from tests.oracle.rivals import RESOURCES, Eye, means
from tests.oracle.verdict import OUTSIDE, Subject, Verdict, about, each, grouped, is_outside, numbered


def stage_changes(books: Books) -> Iterator[Verdict]:
    groups = grouped(books.stage_changes, "account_id")
    for number, one in numbered(books, books.stage_changes):
        name, day = one["account_id"], one["entered_on"]
        if not books.by_now(day):
            continue
        of_account = [(n, other["entered_on"]) for n, other in groups[(name,)] if books.by_now(other["entered_on"])]
        home = books.home(name)
        released: bool | None = False
        if home is not None and home["status"] == "released":
            released = None if home["released_on"] is None else day > home["released_on"]
        yield from each(
            about(books, "stage_change", one, number, f"{day} / {one['stage']}", day),
            stage_backdated=any(n < number and other > day for n, other in of_account),
            stage_superseded=any(n > number and other == day for n, other in of_account),
            stage_after_release=released,
            customer_outside_directory=is_outside(books, name),
        )


def deals(books: Books) -> Iterator[Verdict]:
    for number, one in numbered(books, books.deals):
        is_closed = books.by_now(one["closed_on"])
        if not (one["opened_on"] is None or books.by_now(one["opened_on"]) or is_closed):
            continue
        subject = about(books, "deal", one, number, one["deal_id"], one["opened_on"], one["amount"])
        yield from each(
            subject,
            deal_without_account=one["account_id"] is None,
            deal_without_amount=one["amount"] is None,
            deal_without_outcome=one["outcome"] is None and (one["closed_on"] is None or is_closed),
            deal_closed_without_day=one["closed_on"] is None if one["outcome"] in ("won", "lost") else None,
            customer_outside_directory=is_outside(books, one["account_id"]),
        )
        if one["outcome"] == "open":
            closed = about(books, "deal", one, number, one["deal_id"], one["closed_on"], one["amount"])
            yield "deal_open_but_closed", closed, is_closed


def contacts(books: Books) -> Iterator[Verdict]:
    for number, one in numbered(books, books.contacts):
        yield from each(
            about(books, "contact", one, number, one["contact_name"], one["updated_on"]),
            contact_without_level=one["level"] is None,
            contact_without_role=one["buying_role"] is None,
            customer_outside_directory=is_outside(books, one["account_id"]),
        )


def scores(books: Books) -> Iterator[Verdict]:
    for number, one in numbered(books, books.scores):
        if one["account_id"] and books.by_now(one["scored_on"]):
            item = f"{one['party']} / {one['dimension']}"
            subject = about(books, "rival_score", one, number, item, one["scored_on"])
            yield OUTSIDE, subject, is_outside(books, one["account_id"])


def profiles(books: Books) -> Iterator[Verdict]:
    for number, one in numbered(books, books.profiles):
        if one["account_id"] and books.by_now(one["noted_on"]):
            item = f"{one['rival']} / {one['assumption']}"
            subject = about(books, "rival_profile", one, number, item, one["noted_on"])
            yield OUTSIDE, subject, is_outside(books, one["account_id"])


def unscored(books: Books) -> Iterator[Verdict]:
    eye = Eye(books.as_of, books.only_regions, books.only_classes, books.only_accounts)
    known = means(books.accounts, books.scores, eye)
    for party in {party for party, dimension in known if dimension in RESOURCES}:
        for dimension in RESOURCES:
            subject = Subject("rival_score", None, None, f"{party} / {dimension}")
            yield "dimension_unscored", subject, (party, dimension) not in known


def visits(books: Books) -> Iterator[Verdict]:
    for number, one in numbered(books, books.visits):
        if one["visited_on"] is None or books.in_period(one["visited_on"]):
            is_meeting = one["visited_on"] is not None and one["kind"] != "call"
            is_level_open = one["visitor_level"] is None or books.level_met(one) is None
            yield from each(
                about(books, "visit", one, number, one["visit_no"], one["visited_on"]),
                visit_without_account=one["account_id"] is None,
                visit_without_day=one["visited_on"] is None,
                visit_level_unknown=is_level_open if is_meeting else None,
                visit_without_hours=one["hours"] is None if is_meeting else None,
                customer_outside_directory=is_outside(books, one["account_id"]),
            )


def regions(books: Books) -> Iterator[Verdict]:
    for number, one in enumerate(books.regions, 1):
        if not books.only_regions or one["region"] in books.only_regions:
            yield from each(
                Subject("region", None, one["region"], one["region"], row=number),
                region_without_capacity=one["market_capacity"] is None,
                region_without_headcount=one["headcount"] is None,
            )


def actions(books: Books) -> Iterator[Verdict]:
    for number, one in enumerate(books.actions, 1):
        begins = one["starts_on"] is None or one["starts_on"] <= books.last
        is_past = one["done_on"] is not None and one["done_on"] < books.first
        if not books.keeps(one) or not begins or is_past:
            continue
        is_done = one["status"] == "done"
        is_finished = books.by_now(one["done_on"]) or (is_done and one["done_on"] is None)
        is_open = not is_finished and one["status"] != "cancelled"
        yield from each(
            about(books, "action", one, number, one["action_no"], one["starts_on"]),
            action_without_due=one["due_on"] is None if is_open else None,
            action_done_without_day=one["done_on"] is None if is_done else None,
            customer_outside_directory=is_outside(books, one["account_id"]),
        )
