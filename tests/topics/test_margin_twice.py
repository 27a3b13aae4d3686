"""Margin after rebate of invented companies and of the sample equals a second computation, to the cent."""

from __future__ import annotations

import pytest

from tests.conftest import Company
from tests.oracle import margin as oracle
from tests.oracle.books import Row
from tests.topics.company import SEEDS, agree, ask, fill, row, sample, sample_views
from tests.topics.invented import NAMES, Maker

KINDS = ("price", "rebate", "payment_term", "gift_goods", "service")


def some_concessions(maker: Maker) -> list[Row]:
    return [
        row(
            "concession",
            concession_no=f"R{number}",
            account_id=maker.maybe(maker.pick(NAMES)),
            granted_on=maker.maybe(maker.day(), 0.9),
            kind=maker.maybe(maker.pick(KINDS), 0.9),
            value=maker.maybe(maker.cents(0, 30_000), 0.9),
            agreement_no=maker.maybe(maker.pick(("X0", "X1", "X2", "none")), 0.6),
        )
        for number in maker.some(25)
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_an_invented_company_agrees(company: Company, seed: int) -> None:
    maker = Maker(seed)
    agreements = maker.agreements()
    whole = maker.books(
        accounts=maker.accounts(),
        lines=maker.lines(150),
        agreements=agreements,
        tiers=maker.tiers(agreements),
        concessions=some_concessions(maker),
    )
    fill(company, whole)
    for books in maker.views(whole):
        agree("rebate.margin", ask(company, "rebate.margin", books), oracle.margin(books))


def test_the_sample_agrees(company: Company) -> None:
    fill(company, sample())
    for books in sample_views():
        agree("rebate.margin", ask(company, "rebate.margin", books), oracle.margin(books))
