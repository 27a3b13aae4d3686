"""Engagement, pitfalls, plan and roster of invented companies and of the sample equal a second computation."""

from __future__ import annotations

import pytest

from tests.conftest import Company
from tests.oracle import engagement, pitfalls, plan, roster
from tests.oracle.books import Books
from tests.topics.company import SEEDS, agree, ask, fill, sample, sample_views
from tests.topics.invented_plans import Planner

QUESTIONS = (
    *((f"engagement.{name}", getattr(engagement, name)) for name in ("executive", "cadence", "matrix", "time")),
    *(
        (f"pitfalls.{name}", getattr(pitfalls, name))
        for name in ("concessions", "agreements", "summary", "differentiation", "levels")
    ),
    *((f"plan.{name}", getattr(plan, name)) for name in ("funds", "actions")),
    *((f"roster.{name}", getattr(roster, name)) for name in ("by_region", "candidates", "completeness")),
)


def _agree(company: Company, books: Books) -> None:
    for name, oracle in QUESTIONS:
        agree(name, ask(company, name, books), oracle(books))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_invented_company_agrees(company: Company, seed: int) -> None:
    maker = Planner(seed)
    whole = maker.company()
    fill(company, whole)
    for books in maker.views(whole):
        _agree(company, books)


def test_the_sample_agrees(company: Company) -> None:
    fill(company, sample())
    for books in sample_views():
        _agree(company, books)
