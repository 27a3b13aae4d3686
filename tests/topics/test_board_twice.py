"""What needs a decision in invented companies, on the bounds and in the sample equals a second computation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kam.access import Scope
from tests.conftest import Company
from tests.oracle import board as oracle
from tests.oracle.books import Books
from tests.topics.company import SEEDS, agree, ask, fill, sample, sample_views
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


def assert_agreed(company: Company, books: Books) -> None:
    agree(QUESTION, ask(company, QUESTION, books), oracle.exceptions(books))


def assert_agreed_in_scope(company: Company, books: Books, *regions: str) -> None:
    """The same of a viewer who sees these regions only."""
    scope = frozenset(regions)
    filters = (books.only_regions, books.only_classes, books.only_accounts)
    found = company.ask(QUESTION, books.as_of, books.period, *filters, scope=Scope(scope))
    agree(QUESTION, [tuple(one.values()) for one in found], oracle.exceptions(books, scope))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_invented_company_agrees(company: Company, seed: int) -> None:
    maker = Faulty(seed)
    whole = maker.faulty()
    fill(company, whole)
    for books in maker.views(whole):
        assert_agreed(company, books)
    assert_agreed_in_scope(company, whole, "华东", "未列")
    assert_agreed_in_scope(company, replace(whole, only_regions=("north", "华东")), "华东", "南")


def test_every_kind_occurs_in_the_invented_companies() -> None:
    found = [oracle.exceptions(Faulty(seed).faulty()) for seed in range(12)]
    assert {finding[0] for findings in found for finding in findings} == KINDS


@pytest.mark.parametrize("view", range(len(edge_views(edges()))))
def test_the_company_on_the_bounds_agrees(company: Company, view: int) -> None:
    put(company)
    assert_agreed(company, edge_views(edges())[view])


@pytest.mark.parametrize("regions", [("东", "微"), ("西",), ()])
def test_the_company_on_the_bounds_agrees_for_a_viewer_of_some_regions(
    company: Company, regions: tuple[str, ...]
) -> None:
    put(company)
    for books in edge_views(edges()):
        assert_agreed_in_scope(company, books, *regions)
        assert_agreed_in_scope(company, replace(books, only_regions=("东", "西")), *regions)


def test_the_sample_agrees(company: Company) -> None:
    fill(company, sample())
    for books in sample_views():
        assert_agreed(company, books)
