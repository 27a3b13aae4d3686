"""Data quality of invented companies and of the sample equals a second computation; every finding occurs in them."""

from __future__ import annotations

import pytest

from kam.topics.quality.words import FINDINGS
from tests.conftest import Company
from tests.oracle import quality as oracle
from tests.oracle.books import Books
from tests.topics.company import SEEDS, agree, ask, fill, sample, sample_views
from tests.topics.invented_faults import Faulty

BATCH = 7


def assert_agreed(company: Company, books: Books) -> None:
    said = list(oracle.verdicts(books))
    agree("quality.findings", ask(company, "quality.findings", books), oracle.findings(books, said))
    found = [(*one[:BATCH], *one[BATCH + 1 :]) for one in ask(company, "quality.rows", books)]
    agree("quality.rows", found, oracle.rows(books, said))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_invented_company_agrees(company: Company, seed: int) -> None:
    maker = Faulty(seed)
    whole = maker.faulty()
    fill(company, whole)
    for books in maker.views(whole):
        assert_agreed(company, books)


def test_the_sample_agrees(company: Company) -> None:
    fill(company, sample())
    for books in sample_views():
        assert_agreed(company, books)


def test_every_finding_occurs_in_an_invented_company_and_is_missing_from_another() -> None:
    companies = [Faulty(seed).faulty() for seed in range(12)]
    assert oracle.names_found(companies) == set(FINDINGS)
    assert [set(FINDINGS) - oracle.names_found([books]) for books in companies] != [set()] * 12
