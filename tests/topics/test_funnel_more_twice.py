"""Stalled accounts, regressions and the audit of invented companies and of the sample equal a second computation."""

from __future__ import annotations

import pytest

from tests.conftest import Company
from tests.oracle import evidence, movement
from tests.oracle import funnel_more as oracle
from tests.oracle.books import Books
from tests.topics.company import SEEDS, agree, ask, fill, sample, sample_views
from tests.topics.invented import Maker


def assert_agreed(company: Company, books: Books) -> None:
    agree("funnel.stalled", ask(company, "funnel.stalled", books), oracle.stalled(books))
    agree("funnel.survival", ask(company, "funnel.survival", books), movement.survival(books))
    agree("funnel.regressions", ask(company, "funnel.regressions", books), oracle.regressions(books))
    agree("funnel.audit", ask(company, "funnel.audit", books), evidence.audit(books))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_invented_company_agrees(company: Company, seed: int) -> None:
    maker = Maker(seed)
    whole = maker.books(
        accounts=maker.accounts(),
        lines=maker.lines(),
        wallets=maker.wallets(),
        stage_changes=maker.stage_changes(),
        contacts=maker.contacts(),
        visits=maker.visits(),
        agreements=maker.agreements(),
    )
    fill(company, whole)
    for books in maker.views(whole):
        assert_agreed(company, books)


def test_the_sample_agrees(company: Company) -> None:
    fill(company, sample())
    for books in sample_views():
        assert_agreed(company, books)
