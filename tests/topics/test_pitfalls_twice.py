"""Concessions, differentiation and levels of invented companies and of the sample equal a second computation."""

from __future__ import annotations

import pytest

from tests.conftest import Company
from tests.oracle import pitfalls as oracle
from tests.topics.company import SEEDS, agree, ask, fill, sample, sample_views
from tests.topics.invented_plans import Planner

QUESTIONS = ("concessions", "agreements", "summary", "differentiation", "levels")


@pytest.mark.parametrize("seed", SEEDS)
def test_an_invented_company_agrees(company: Company, seed: int) -> None:
    maker = Planner(seed)
    whole = maker.company()
    fill(company, whole)
    for books in maker.views(whole):
        for name in QUESTIONS:
            agree(f"pitfalls.{name}", ask(company, f"pitfalls.{name}", books), getattr(oracle, name)(books))


def test_the_sample_agrees(company: Company) -> None:
    fill(company, sample())
    for books in sample_views():
        for name in QUESTIONS:
            agree(f"pitfalls.{name}", ask(company, f"pitfalls.{name}", books), getattr(oracle, name)(books))
