"""Share won and lost, likeness, openings, win and loss equal a second computation, invented and sample companies."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.conftest import Company
from tests.oracle import movement, pipeline
from tests.oracle import rivals_more as oracle
from tests.oracle.books import US, Books, Row
from tests.oracle.rivals import RESOURCES
from tests.topics.company import SEEDS, agree, ask, fill, row, sample, sample_views
from tests.topics.invented import NAMES, REGIONS, RIVALS, Maker

ASSUMPTIONS = ("leader", "lowest_cost")


def some_scores(maker: Maker) -> list[Row]:
    """Scores of one decimal on few steps, so that means meet and a profile may be flat."""
    names = maker.dice.sample([*sorted(RESOURCES), "relationship"], maker.pick((1, 2, 3, 9)))
    found = {}
    for _ in maker.some(120):
        account_id = maker.pick((*NAMES, None, None))
        region = None if account_id else maker.maybe(maker.pick(REGIONS))
        key = (account_id, region, maker.pick((US, *RIVALS)), maker.pick(names), maker.day())
        columns = dict(zip(("account_id", "region", "party", "dimension", "scored_on"), key, strict=True))
        found[key] = row("rival_score", **columns, score=Decimal(maker.pick((61, 62, 63))).scaleb(-1))
    return list(found.values())


def some_profiles(maker: Maker) -> list[Row]:
    found = {}
    for number in maker.some(60):
        key = (maker.pick(RIVALS), maker.maybe(maker.pick(NAMES)), maker.day(), maker.pick(ASSUMPTIONS))
        columns = dict(zip(("rival", "account_id", "noted_on", "assumption"), key, strict=True))
        holds = maker.maybe(maker.pick(("true", "false", "false", "unknown")))
        found[key] = row("rival_profile", **columns, holds=holds, evidence=maker.maybe(f"依据{number}"))
    return list(found.values())


def some_deals(maker: Maker) -> list[Row]:
    return [
        row(
            "deal",
            deal_id=str(number),
            account_id=maker.maybe(maker.pick(NAMES)),
            amount=maker.maybe(maker.cents(0, 900_000), 0.6),
            opened_on=maker.maybe(maker.day()),
            closed_on=maker.maybe(maker.day(), 0.6),
            outcome=maker.maybe(maker.pick(("open", "won", "lost", "lost")), 0.9),
            rival=maker.maybe(maker.pick(RIVALS)),
            deal_stage=maker.maybe(maker.pick(("立项", "谈判"))),
        )
        for number in maker.some(60)
    ]


def assert_agreed(company: Company, books: Books) -> None:
    agree("rivals.similarity", ask(company, "rivals.similarity", books), oracle.similarity(books))
    agree("share.movement", ask(company, "share.movement", books), movement.movement(books))
    agree("funnel.pipeline", ask(company, "funnel.pipeline", books), pipeline.pipeline(books))
    agree("funnel.velocity", ask(company, "funnel.velocity", books), pipeline.velocity(books))
    agree("rivals.openings", ask(company, "rivals.openings", books), oracle.openings(books))
    agree("rivals.win_loss", ask(company, "rivals.win_loss", books), oracle.win_loss(books))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_invented_company_agrees(company: Company, seed: int) -> None:
    maker = Maker(seed)
    whole = maker.books(
        accounts=maker.accounts(),
        lines=maker.lines(),
        wallets=maker.wallets(),
        scores=some_scores(maker),
        profiles=some_profiles(maker),
        deals=some_deals(maker),
    )
    fill(company, whole)
    for books in maker.views(whole):
        assert_agreed(company, books)


def test_the_sample_agrees(company: Company) -> None:
    fill(company, sample())
    for books in sample_views():
        assert_agreed(company, books)
