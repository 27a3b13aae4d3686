"""What the cards of pitfalls, roster and engagement say of frames, and what the page's own list of actions holds."""

from __future__ import annotations

import pandas as pd

from kam.text import Text
from kam.ui import kpis_more
from kam.ui.rooms import NAMED
from tests.ui.test_figures_more import CADENCE, CONCESSIONS, EXECUTIVE, REGIONS, TODAY, frame

FORMULA = Text("口径", "Formula")


def test_a_year_nobody_has_brought_is_no_year_without_concessions() -> None:
    now = frame("value value_with_finding part rho n", (50_000.0, 25_000.0, 0.5, None, 3))
    before = frame("value value_with_finding part rho n", (0.0, 0.0, None, None, 0))
    given, idle, counted = kpis_more.concessions(now, before, CONCESSIONS, (FORMULA, FORMULA), "zh")
    assert (given.value, given.beside) == ("5.00", "—")
    assert (idle.value, idle.beside) == ("2.50", "50.0%")
    assert (counted.value, counted.beside) == ("4", "2")
    assert kpis_more.rho(now, FORMULA).value == "—"


def test_cards_over_several_regions_weigh_them_and_leave_the_unknown_out() -> None:
    """(40 + 40) / (160 + 240) = 20 %; the key accounts' part is (40 x 0.9 + 40 x 0.5 + 10 x 1) / 90."""
    given = frame(
        "region visit_hours working_hours visit_share key_account_share",
        ("东", 40.0, 160.0, 0.25, 0.9),
        ("西", 40.0, 240.0, 1 / 6, 0.5),
        ("南", 10.0, None, None, 1.0),
    )
    spent, key = kpis_more.time(given, FORMULA, 0.5)
    assert spent.value == "20.0%"
    assert (key.value, key.beside) == ("73.3%", "90")
    assert kpis_more.within(REGIONS, FORMULA).value == "2"
    assert kpis_more.executive(EXECUTIVE, FORMULA).value == "60.0%"
    late, since = kpis_more.visits_due(CADENCE, TODAY, FORMULA)
    assert (late.value, late.beside) == ("3", "1")
    assert (since.value, since.beside) == ("105", "180")


def test_a_page_that_can_show_something_with_one_dataset_asks_for_none() -> None:
    assert NAMED["plan"].missing({"fund"}) == []
    assert NAMED["plan"].missing({"account"}) == ["fund", "action"]
    assert NAMED["engagement"].missing({"account"}) == ["visit"]


def test_cards_of_nothing_are_dashes_and_counts_of_none() -> None:
    assert kpis_more.completeness(pd.DataFrame({"completeness": []}), FORMULA).value == "—"
    assert kpis_more.staleness(pd.DataFrame({"newest_on": [None]}), TODAY, FORMULA).value == "—"
    assert kpis_more.within(REGIONS.head(0), FORMULA).value == "—"
    assert kpis_more.executive(EXECUTIVE.head(0), FORMULA).value == "—"
    assert [card.value for card in kpis_more.visits_due(CADENCE.head(0), TODAY, FORMULA)] == ["0", "—"]
