"""The competitor radar and the weighted strength, on companies of a few rows whose answers were worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from kam.access import Scope
from tests.conftest import Company

TODAY = "2026-06-30"
US = "我方"
COMPANY_ROWS = [("Rival", "cost", 1.0, 0), ("Rival", "people", 3.0, 0)]  # all that is left of three_levels' scores
RESOURCES = ("product", "sales", "pricing", "reputation", "cost", "organisation", "people", "finance")


def score(party: str, dimension: str, value: object, scored_on: str = "2026-01-01", **whom: str) -> dict[str, object]:
    return {"party": party, "dimension": dimension, "score": value, "scored_on": scored_on, **whom}


def account(account_id: str, region: str | None, account_class: str | None = None) -> dict[str, object]:
    return {"account_id": account_id, "account_name": account_id, "region": region, "account_class": account_class}


def cells(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in rows]


@pytest.fixture
def three_levels(company: Company) -> Company:
    """K and L in the north, M in the south, X outside the directory; scores of accounts, regions and the company."""
    company.put(
        "account", account("K", "north", "end_user"), account("L", "north", "contractor"), account("M", "south")
    )
    company.put(
        "rival_score",
        score("Rival", "product", 8, account_id="K"),
        score("Rival", "product", 5, account_id="L"),
        score("Rival", "product", 2, account_id="M"),
        score("Rival", "product", 10, region="north"),
        score("Rival", "cost", 6, region="north"),
        score("Rival", "cost", 9, region="south"),
        score("Rival", "cost", 1),
        score("Rival", "people", 3),
        score("Rival", "finance", 7, account_id="X"),
    )
    return company


def test_an_empty_store_has_no_party(company: Company) -> None:
    assert company.ask("rivals.radar", TODAY) == []
    assert company.ask("rivals.strength", TODAY) == []


def test_a_score_is_the_accounts_mean_else_the_regions_else_the_companys(three_levels: Company) -> None:
    assert cells(three_levels.ask("rivals.radar", TODAY)) == [
        ("Rival", "cost", 7.5, 0),  # (6 + 9) / 2
        ("Rival", "finance", 7.0, 1),
        ("Rival", "people", 3.0, 0),
        ("Rival", "product", 5.0, 3),  # (8 + 5 + 2) / 3
    ]


def test_a_region_filter_keeps_its_accounts_and_its_own_row_and_leaves_company_rows_alone(
    three_levels: Company,
) -> None:
    assert cells(three_levels.ask("rivals.radar", TODAY, regions=("north",))) == [
        ("Rival", "cost", 6.0, 0),
        ("Rival", "people", 3.0, 0),
        ("Rival", "product", 6.5, 2),
    ]
    assert cells(three_levels.ask("rivals.radar", TODAY, regions=("south",))) == [
        ("Rival", "cost", 9.0, 0),
        ("Rival", "people", 3.0, 0),
        ("Rival", "product", 2.0, 1),
    ]
    assert cells(three_levels.ask("rivals.radar", TODAY, regions=("west",))) == COMPANY_ROWS


def test_under_a_class_or_an_account_filter_only_scores_of_accounts_count(three_levels: Company) -> None:
    assert cells(three_levels.ask("rivals.radar", TODAY, classes=("end_user",))) == [("Rival", "product", 8.0, 1)]
    assert cells(three_levels.ask("rivals.radar", TODAY, accounts=("X",))) == [("Rival", "finance", 7.0, 1)]
    assert three_levels.ask("rivals.radar", TODAY, regions=("north",), accounts=("M",)) == []


@pytest.mark.parametrize("query", ["radar", "strength"])
def test_a_viewer_of_one_region_sees_what_a_filter_on_it_shows(three_levels: Company, query: str) -> None:
    seen = three_levels.ask(f"rivals.{query}", TODAY, scope=Scope(frozenset({"north"})))
    assert seen == three_levels.ask(f"rivals.{query}", TODAY, regions=("north",))
    assert seen != three_levels.ask(f"rivals.{query}", TODAY)


def test_a_viewer_sees_the_company_rows_and_nothing_else_outside_the_scope(three_levels: Company) -> None:
    north = Scope(frozenset({"north"}))
    assert cells(three_levels.ask("rivals.radar", TODAY, scope=Scope(frozenset()))) == COMPANY_ROWS
    assert cells(three_levels.ask("rivals.radar", TODAY, regions=("south",), scope=north)) == COMPANY_ROWS
    assert cells(three_levels.ask("rivals.strength", TODAY, scope=Scope(frozenset()))) == [("Rival", 2.0, None)]


def test_the_latest_score_up_to_the_as_of_day_counts_for_each_account(company: Company) -> None:
    company.put(
        "rival_score",
        score(US, "sales", 4, "2026-03-01", account_id="K"),
        score(US, "sales", 9, "2026-01-01", account_id="K"),
        score(US, "sales", 10, "2026-07-01", account_id="K"),
        score(US, "sales", 6, "2025-01-01", account_id="L"),
    )
    assert cells(company.ask("rivals.radar", TODAY)) == [(US, "sales", 5.0, 2)]  # (4 + 6) / 2
    assert cells(company.ask("rivals.radar", "2026-02-28")) == [(US, "sales", 7.5, 2)]  # (9 + 6) / 2
    assert company.ask("rivals.radar", "2024-12-31") == []


def test_of_two_scores_of_a_day_the_later_batch_then_the_later_row_counts(company: Company) -> None:
    company.put("rival_score", score(US, "sales", 2), score(US, "sales", 3), score(US, "cost", 2), score(US, "cost", 4))
    company.put("rival_score", score(US, "sales", 5))
    assert cells(company.ask("rivals.radar", TODAY)) == [(US, "cost", 4.0, 0), (US, "sales", 5.0, 0)]


def test_a_row_with_an_account_and_a_region_speaks_of_the_account(company: Company) -> None:
    company.put("account", account("K", "north"))
    company.put("rival_score", score(US, "sales", 4, region="south", account_id="K"))
    assert cells(company.ask("rivals.radar", TODAY, regions=("north",))) == [(US, "sales", 4.0, 1)]
    assert company.ask("rivals.radar", TODAY, regions=("south",)) == []


def test_every_scored_dimension_appears_and_parties_sort_by_code_point(company: Company) -> None:
    company.put(
        "rival_score",
        score(US, "satisfaction", 5),
        score("b", "cost", 5),
        score("Z", "relationship", 5),
        score("Z", "product", 5),
        score("乙", "cost", 5),
    )
    assert [row[:2] for row in cells(company.ask("rivals.radar", TODAY))] == [
        ("Z", "product"), ("Z", "relationship"), ("b", "cost"), ("乙", "cost"), (US, "satisfaction"),
    ]  # fmt: skip


def test_strength_is_the_mean_over_the_eight_resource_dimensions(company: Company) -> None:
    # Ours 1..8: mean 4.5. The rival 6 throughout. The customer's satisfaction is no resource.
    company.put("rival_score", *(score(US, name, value) for value, name in enumerate(RESOURCES, 1)))
    company.put("rival_score", *(score("Rival", name, 6) for name in RESOURCES), score("Rival", "satisfaction", 1))
    assert cells(company.ask("rivals.strength", TODAY)) == [("Rival", 6.0, -1.5), (US, 4.5, 0.0)]


def test_the_weights_are_rescaled_over_the_dimensions_known_for_a_party(company: Company) -> None:
    company.put("rival_score", score(US, "product", 9), score(US, "cost", 6), score("Rival", "people", 4))
    assert cells(company.ask("rivals.strength", TODAY)) == [("Rival", 4.0, 3.5), (US, 7.5, 0.0)]


def test_where_every_known_dimension_weighs_nothing_the_strength_is_unknown(company: Company) -> None:
    """乙's product weighs 0 and its sales all; ours has product alone, and a gap of 0 to itself all the same."""
    scores = (score(US, "product", 5), score("甲", "product", 7), score("乙", "product", 1), score("乙", "sales", 9))
    company.put("rival_score", *scores)
    company.put("setting_value", {"name": "weight.product", "value": 0})
    assert cells(company.ask("rivals.strength", TODAY)) == [("乙", 9.0, None), (US, None, 0.0), ("甲", None, None)]


def test_a_party_without_a_resource_dimension_has_no_strength(company: Company) -> None:
    company.put("rival_score", score("Rival", "relationship", 9), score("Other", "cost", 3))
    assert cells(company.ask("rivals.strength", TODAY)) == [("Other", 3.0, None)]


def test_strength_and_radar_look_at_the_same_scores(three_levels: Company) -> None:
    # product 5, cost 7.5, people 3, finance 7: mean 5.625; in the north product 6.5, cost 6, people 3: 15.5 / 3.
    assert cells(three_levels.ask("rivals.strength", TODAY)) == [("Rival", 5.625, None)]
    north = cells(three_levels.ask("rivals.strength", TODAY, regions=("north",)))
    assert north == [("Rival", pytest.approx(15.5 / 3, rel=1e-15), None)]
    assert cells(three_levels.ask("rivals.strength", TODAY, classes=("end_user",))) == [("Rival", 8.0, None)]


def test_scores_depend_on_the_as_of_day_and_not_on_the_period(three_levels: Company) -> None:
    before = three_levels.ask("rivals.radar", TODAY, ("2020-01-01", "2020-12-31"))
    assert before == three_levels.ask("rivals.radar", TODAY)


def test_a_mean_is_not_rounded(company: Company) -> None:
    company.put(
        "rival_score", *(score("b", "cost", value, account_id=name) for name, value in (("K", 4), ("L", 4), ("M", 5)))
    )
    assert cells(company.ask("rivals.radar", TODAY)) == [("b", "cost", pytest.approx(13 / 3, rel=1e-15), 3)]


def test_the_latest_row_of_each_region_counts_and_the_latest_of_the_company(company: Company) -> None:
    company.put("rival_score", score("b", "cost", 2, region="north"), score("b", "cost", 6, region="north"))
    company.put("rival_score", score("b", "cost", 3, region="south"), score("b", "sales", 1), score("b", "sales", 8))
    assert cells(company.ask("rivals.radar", TODAY)) == [("b", "cost", 4.5, 0), ("b", "sales", 8.0, 0)]


def test_region_rows_stand_in_where_a_filter_leaves_no_account(company: Company) -> None:
    company.put("account", account("K", "north"))
    company.put("rival_score", score("b", "cost", 9, account_id="K"), score("b", "cost", 4, region="south"))
    assert cells(company.ask("rivals.radar", TODAY, regions=("south",))) == [("b", "cost", 4.0, 0)]


def test_the_gap_is_empty_while_no_resource_of_ours_is_scored(company: Company) -> None:
    company.put("rival_score", score("b", "cost", 3), score(US, "relationship", 9))
    assert cells(company.ask("rivals.strength", TODAY)) == [("b", 3.0, None)]


def test_scores_by_account_are_means_over_the_dimensions_scored_at_the_account(three_levels: Company) -> None:
    three_levels.put("rival_score", score("Rival", "sales", 6, account_id="K"))
    assert cells(three_levels.ask("accounts.scores", TODAY, regions=("north",))) == [
        ("K", "K", "north", "Rival", 7.0),  # (8 + 6) / 2
        ("L", "L", "north", "Rival", 5.0),
    ]


def weigh(company: Company, **points: float) -> None:
    company.put("setting_value", *({"name": f"weight.{name}", "value": value} for name, value in points.items()))


def test_points_all_of_zero_weigh_all_the_same(company: Company) -> None:
    company.put("rival_score", score(US, "product", 9), score(US, "cost", 6))
    weigh(company, **dict.fromkeys(RESOURCES, 0))
    assert cells(company.ask("rivals.strength", TODAY)) == [(US, 7.5, 0.0)]


def test_points_of_less_than_one_in_all_weigh_as_they_are(company: Company) -> None:
    company.put("rival_score", score(US, "product", 9), score(US, "cost", 6))
    weigh(company, **(dict.fromkeys(RESOURCES, 0) | {"product": 0.5, "cost": 0.25}))
    assert cells(company.ask("rivals.strength", TODAY)) == [(US, pytest.approx(8, rel=1e-15), 0.0)]


def test_a_dimension_that_nobody_weighed_has_one_point(company: Company) -> None:
    company.put("rival_score", score(US, "product", 9), score(US, "cost", 5))
    weigh(company, product=3)
    assert cells(company.ask("rivals.strength", TODAY)) == [(US, pytest.approx(8, rel=1e-15), 0.0)]
