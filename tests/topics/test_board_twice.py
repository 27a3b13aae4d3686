"""What needs a decision in invented companies, on the bounds and in the sample equals a second computation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

import pytest

from kam.access import Scope
from tests.conftest import Company
from tests.oracle import board as oracle
from tests.oracle import rebate
from tests.oracle.books import Books, Row, amount_of
from tests.topics.company import SEEDS, agree, ask, fill, row, sample, sample_views
from tests.topics.invented import LISTED, NAMES
from tests.topics.invented_edges import edge_views, edges
from tests.topics.invented_faults import Faulty
from tests.topics.test_edges_twice import put

QUESTION = "board.exceptions"
KINDS = {
    "stalled",
    "regressed",
    "stage_unproven",
    "share_lost",
    "near_tier",
    "behind_commitment",
    "nothing_in_return",
    "visit_overdue",
    "executive_absent",
    "level_missing",
    "list_size",
    "action_overdue",
}


class Board(Faulty):
    """A company with more to decide: most accounts key, agreements that run on, tiers and commitments within reach."""

    def accounts(self) -> list[Row]:
        found = super().accounts()
        for one in found:
            if self.dice.random() < 0.6:
                one.update(status="locked", locked_on=self.maybe(self.as_of - timedelta(self.dice.randrange(900)), 0.5))
        return found

    def stage_changes(self) -> list[Row]:
        """Some whom no directory knows went through all stages, so that three quarters of the stays have ended."""
        found = super().stage_changes()
        for place in self.some(12):
            day = self.as_of - timedelta(600)
            for stage in range(1, 9):
                day += timedelta(self.dice.choice((5, 20, 40)))
                found.append(row("stage_change", account_id=f"过{place}", entered_on=day, stage=stage))
        return found

    def wallets(self) -> list[Row]:
        """In half of the companies of whole years only, so that a share is known in both years."""
        if self.dice.random() < 0.5:
            return super().wallets()
        years = range(self.as_of.year - 2, self.as_of.year + 1)
        return [
            row("wallet", account_id=name, period=str(year), spend=self.cents(0, 300_000))
            for name in NAMES
            for year in years
        ]

    def concessions(self) -> list[Row]:
        """Under numbers that granted_at_once gives to none of its own."""
        return [{**one, "concession_no": f"S{place}"} for place, one in enumerate(super().concessions())]

    def running(self, lines: list[Row]) -> tuple[list[Row], list[Row]]:
        """Agreements that end after the as-of day and their tiers: at, just past and 10 % past the forecast."""
        counted = [{**one, "amount": amount_of(one["amount"]), "quantity": amount_of(one["quantity"])} for one in lines]
        ledger = rebate.Ledger([one for one in counted if one["ordered_on"] <= self.as_of], [], [])
        agreements, tiers = [], []
        for place in self.some(14):
            so_far, to_come = self.dice.randrange(364), self.dice.randrange(1, 200)
            one = row(
                "agreement",
                agreement_no=f"L{place}",
                account_id=self.maybe(self.pick((*LISTED, *LISTED, "外7")), 0.95),
                starts_on=self.as_of - timedelta(so_far),
                ends_on=self.as_of + timedelta(self.pick((to_come, 364 - so_far))),
                basis=self.pick(("amount", "quantity")),
                method=self.pick(("all_unit", "marginal")),
                category=self.maybe("安防", 0.2),
                signed_on=self.maybe(self.day(), 0.5),
            )
            volume = rebate.bought(ledger, one, one["starts_on"], self.as_of, one["basis"])
            later = rebate.forecast(ledger, one, volume, self.as_of)
            reach = Decimal(int(later * 100)).scaleb(-2)
            near = (reach, reach * Decimal("1.05"), reach / Decimal("0.9"), reach * Decimal("1.2"))
            one["committed_volume"] = self.pick((None, Decimal(0), self.cents(1, 900_000), max(reach, Decimal(0))))
            edges = {Decimal(0), self.pick(near).quantize(Decimal("0.01")), self.pick(near).quantize(Decimal("0.01"))}
            agreements.append(one)
            tiers += [
                row("rebate_tier", agreement_no=one["agreement_no"], threshold=at, rate=self.cents(1, 9))
                for at in sorted(edges)
                if at >= 0
            ]
        return agreements, tiers

    def board(self) -> Books:
        books = self.faulty()
        agreements, tiers = self.running(books.lines)
        books.agreements += agreements
        books.tiers += tiers
        for one in (*books.accounts, *books.actions):
            name = "owner" if "owner" in one else "manager"
            one[name] = self.maybe(self.pick(("李", "Ann", "王")))
        return books


def settled(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows in their order, those that differ in the owner alone by owner: of these the rules say no order."""

    def but_owner(one: tuple[Any, ...]) -> tuple[Any, ...]:
        return one[:3] + one[4:6]

    return [
        one
        for _, alike in groupby(found, but_owner)
        for one in sorted(alike, key=lambda one: (one[3] is None, one[3] or ""))
    ]


def assert_agreed(company: Company, books: Books) -> None:
    agree(QUESTION, settled(ask(company, QUESTION, books)), oracle.exceptions(books))


def assert_agreed_in_scope(company: Company, books: Books, *regions: str) -> None:
    """The same of a viewer who sees these regions only."""
    scope = frozenset(regions)
    filters = (books.only_regions, books.only_classes, books.only_accounts)
    found = company.ask(QUESTION, books.as_of, books.period, *filters, scope=Scope(scope))
    agree(QUESTION, settled([tuple(one.values()) for one in found]), oracle.exceptions(books, scope))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_invented_company_agrees(company: Company, seed: int) -> None:
    maker = Board(seed)
    whole = maker.board()
    fill(company, whole)
    longer = replace(whole, period=(whole.as_of - timedelta(300), whole.as_of))
    for books in (*maker.views(whole), *maker.views(longer)):
        assert_agreed(company, books)
    assert_agreed_in_scope(company, whole, "华东", "未列")
    assert_agreed_in_scope(company, replace(longer, only_regions=("north", "华东")), "华东", "南")
    assert_agreed_in_scope(company, replace(whole, only_regions=("north",)), "华东")


def test_every_kind_occurs_in_two_of_the_invented_companies_and_with_money_where_it_has_any() -> None:
    found = [oracle.exceptions(Board(seed).board()) for seed in range(12)]
    companies = {kind: sum(any(one[0] == kind for one in findings) for findings in found) for kind in KINDS}
    assert {one[0] for findings in found for one in findings} == KINDS
    assert [kind for kind, times in companies.items() if times < 2] == []
    assert {one[0] for findings in found for one in findings if one[4]} == KINDS - {"list_size"}


@pytest.mark.parametrize("view", range(len(edge_views(edges()))))
def test_the_company_on_the_bounds_agrees(company: Company, view: int) -> None:
    put(company)
    assert_agreed(company, edge_views(edges())[view])


@pytest.mark.parametrize("regions", [("东", "微"), ("西",), ()])
def test_the_company_on_the_bounds_agrees_for_a_viewer_of_some_regions(
    company: Company, regions: tuple[str, ...]
) -> None:
    put(company)
    for books in edge_views(edges())[:3]:
        assert_agreed_in_scope(company, books, *regions)
        assert_agreed_in_scope(company, replace(books, only_regions=("东", "西")), *regions)


def test_the_company_on_the_bounds_agrees_on_every_first_day_of_a_month(company: Company) -> None:
    put(company)
    for month in range(1, 13):
        day = date(2025, month, 1)
        assert_agreed(company, replace(edges(), as_of=day, period=(date(2025, 1, 1), day)))


def test_the_sample_agrees(company: Company) -> None:
    fill(company, sample())
    for books in sample_views():
        assert_agreed(company, books)
