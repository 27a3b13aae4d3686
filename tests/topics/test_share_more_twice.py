"""Concentration and the guardrail of invented companies and of the sample equal a second computation."""

from __future__ import annotations

import pytest

from tests.conftest import Company
from tests.oracle import share_more as oracle
from tests.oracle.books import Books
from tests.topics.company import SEEDS, agree, ask, fill, sample, sample_views
from tests.topics.invented import Maker


def assert_agreed(company: Company, books: Books) -> None:
    agree("share.concentration", ask(company, "share.concentration", books), oracle.concentration(books))
    agree("share.indices", ask(company, "share.indices", books), oracle.indices(books))
    agree("share.guardrail", ask(company, "share.guardrail", books), oracle.guardrail(books))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_invented_company_agrees(company: Company, seed: int) -> None:
    maker = Maker(seed)
    whole = maker.books(accounts=maker.accounts(), lines=maker.lines(120))
    fill(company, whole)
    for books in maker.views(whole):
        assert_agreed(company, books)


def test_the_sample_agrees(company: Company) -> None:
    fill(company, sample())
    for books in sample_views():
        assert_agreed(company, books)
