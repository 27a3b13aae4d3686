"""Data quality a second time, in plain Python: what is judged, what is found, what hangs on it. No SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain
from typing import Any

from tests.oracle import quality_money as money
from tests.oracle import quality_work as work
from tests.oracle.books import Books, amount_of, cents, ratio
from tests.oracle.verdict import OUTSIDE, Subject, Verdict

OF_SALES = {
    "line_outside_directory",
    "line_without_account",
    "line_without_category",
    "line_without_cost",
    "line_without_quantity",
    "wallet_category_unknown",
    "wallet_unknown",
}

# The datasets of which a finding speaks, as attributes of Books.
DATASETS: dict[str, tuple[str, ...]] = {
    name: datasets
    for datasets, names in {
        ("accounts",): "account_without_class account_without_region account_region_unlisted account_without_status "
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
JUDGES = (
    *(money.accounts, money.lines, money.sales, money.too_small, money.wallets, money.agreements, money.tiers),
    *(money.concessions, money.funds, work.stage_changes, work.deals, work.contacts, work.scores, work.profiles),
    *(work.unscored, work.visits, work.regions, work.actions),
)


def rows(books: Books, said: Iterable[Verdict] | None = None) -> list[tuple[Any, ...]]:
    """The rows of quality.rows without the batch; `said` = the verdicts where they are known already."""
    found = [(finding, subject) for finding, subject, holds in said or verdicts(books) if holds]
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


def findings(books: Books, said: Iterable[Verdict] | None = None) -> list[tuple[Any, ...]]:
    """The rows of quality.findings; `said` as in rows."""
    judged: dict[str, list[tuple[Subject, bool]]] = {}
    for finding, subject, holds in said or verdicts(books):
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


def verdicts(books: Books) -> Iterator[Verdict]:
    """Everything that is judged under the books' view."""
    return chain.from_iterable(judge(books) for judge in JUDGES)


def names_found(companies: Iterable[Books]) -> set[str]:
    """The findings that hold somewhere in these companies."""
    return {finding for books in companies for finding, _, holds in verdicts(books) if holds}
