"""A decided mapping fits its dataset or is wrong use before a file is opened; it is never run as SQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from kam.datasets import ALL, BY_NAME
from kam.errors import Misuse
from kam.intake.check import check
from kam.intake.mapping import hold_to
from kam.intake.report import Mapping, Options
from kam.intake.worker import examine
from tests.intake.making import table, text_file

DEAL = {"deal_id": "号"}


@pytest.mark.parametrize(
    "mapping",
    [
        Mapping("deal", {"deal_id": "号", "nothing": "号"}),
        Mapping("deal", DEAL, constants={"nothing": "1"}),
        Mapping("deal", DEAL, derive={"nothing": "amount * 2"}),
        Mapping("deal", DEAL, derive={"deal_name": "amount * 2"}),
        Mapping("deal", DEAL, derive={"amount": "deal_name * 2"}),
        Mapping("deal", DEAL, derive={"amount": "amount * 1e400"}),
        Mapping("deal", DEAL, values={"nothing": {"甲": "won"}}),
        Mapping("deal", {**DEAL, "outcome": "果"}, values={"outcome": {"甲": "赢了"}}),
        Mapping("stage_change", {"stage": "阶"}, values={"stage": {"甲": "9"}}),
        Mapping("wallet", {"is_estimate": "估"}, values={"is_estimate": {"甲": "也许"}}),
        Mapping("rival_score", {"score.colour": "色"}),
    ],
)
def test_what_the_dataset_does_not_have_is_wrong_use(tmp_path: Path, mapping: Mapping) -> None:
    with pytest.raises(Misuse):
        hold_to(mapping, BY_NAME[mapping.dataset])
    file = text_file(tmp_path, "号\n1\n")
    with pytest.raises(Misuse):
        examine(file, file.name, ALL, Options(mapping=mapping), tmp_path / "work")


def test_a_proposal_fits_its_own_dataset() -> None:
    hold_to(Mapping("rival_score", {"party": "对象", "score.product": "产品"}), BY_NAME["rival_score"])
    hold_to(
        Mapping("order_line", {"order_no": "单"}, derive={"amount": "quantity * unit_price"}), BY_NAME["order_line"]
    )


def test_translations_serve_numbers_too_and_one_that_is_none_leaves_the_cell_wrong(tmp_path: Path) -> None:
    found = table(tmp_path, [["号", "额"], ["1", "两千"], ["2", "许多"]])
    mapping = Mapping("deal", {"deal_id": "号", "amount": "额"}, values={"amount": {"两千": "2000", "许多": "无数"}})
    done = check(found, BY_NAME["deal"], mapping)
    assert done.rows["amount"].to_pylist() == [2000]
    assert [(problem.cell, problem.code) for problem in done.problems] == [("B3", "number")]


def test_a_constant_is_a_cell_and_never_sql(tmp_path: Path) -> None:
    found = table(tmp_path, [["号", "额"], ["1", "5"]])
    attack = "2026-01-01'); DROP TABLE raw; --"
    done = check(
        found, BY_NAME["deal"], Mapping("deal", DEAL, constants={"deal_name": attack, "opened_on": "2026-01-02"})
    )
    assert done.rows["deal_name"].to_pylist() == [attack]


def test_a_product_beyond_all_bounds_is_unknown_and_stops_nothing(tmp_path: Path) -> None:
    heads = ["单", "日", "量", "价"]
    found = table(
        tmp_path, [heads, ["S", "2026-01-01", "69012345678901", "69012345678901"], ["T", "2026-01-01", "2", "3"]]
    )
    mapping = Mapping("order_line", dict(zip(["order_no", "ordered_on", "quantity", "unit_price"], heads, strict=True)))
    assert check(found, BY_NAME["order_line"], mapping).rows["amount"].to_pylist() == [None, 6]
