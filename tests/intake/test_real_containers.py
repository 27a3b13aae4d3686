"""Real workbooks nobody here wrote: every sheet, cell and merge that they are known to hold, in little time.

They stand beside the project where it is developed and in CI; a stranger's clone passes without them.
"""

from __future__ import annotations

import time

import pytest

from kam.errors import Refused
from kam.intake.grid import Grid
from kam.intake.scan import scan
from tests.intake.containers import grids, rows
from tests.real import DATA, ORACLE, beside

STRUCTURED = [name for name, entry in ORACLE.items() if "structure" in entry]


def filled(grid: Grid) -> int:
    return sum(len(column) - column.null_count for column in grid.cells.columns)


@pytest.mark.parametrize("name", STRUCTURED)
def test_sheets_and_cells_are_those_of_the_file(name: str) -> None:
    sheets = ORACLE[name]["structure"]["sheets"]
    found = [(grid.sheet, grid.hidden, filled(grid)) for grid in grids(DATA / name)]
    assert found == [(sheet["name"], sheet["visibility"] != "Visible", sheet["non_empty_cells"]) for sheet in sheets]


@pytest.mark.parametrize("name", STRUCTURED)
def test_rows_and_columns_end_where_the_file_s_do(name: str) -> None:
    for grid, sheet in zip(grids(DATA / name), ORACLE[name]["structure"]["sheets"], strict=True):
        if filled(grid):
            assert grid.cells.num_rows == sheet["rows"]
            assert grid.first_column + grid.cells.num_columns == sheet["cols"]


@pytest.mark.parametrize("name", [name for name in STRUCTURED if not name.endswith("html.xls")])
def test_merges_are_those_of_the_file(name: str) -> None:
    for grid, sheet in zip(grids(DATA / name), ORACLE[name]["structure"]["sheets"], strict=True):
        if filled(grid):
            assert len(grid.merges) == sheet["merged_ranges"]


def torture(name: str, password: str | None = None) -> list[Grid]:
    begun = time.monotonic()
    found = grids(DATA / "torture" / name, password)
    assert time.monotonic() - begun < 2
    return found


@beside
@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("xlsx-corrupted.xlsx", [11, 7]),
        ("dimension_A1_XFD1048576.xlsx", [22]),
        ("cell_at_XFD1048576.xlsx", [1, 0, 0]),
        ("hiddensheets.xlsx", [2] * 6),
        ("strict_ooxml.xlsx", [4, 11, 0]),
        ("date_1904.xlsx", [6]),
        ("ole_xls_named_xlsx.xlsx", [15, 0, 0]),
        ("utf16be_parts.xlsx", [1]),
        ("formulas_no_cached_values.xlsx", [5, 31]),
        ("biff3.xls", [183]),
        ("calamine_nul_interleaved_strings.xls", [96374]),
    ],
)
def test_hard_files_give_all_their_cells(name: str, cells: list[int]) -> None:
    assert [filled(grid) for grid in torture(name)] == cells


@beside
def test_dates_of_1904_are_the_days_they_show() -> None:
    assert [row[0] for row in rows(torture("date_1904.xlsx")[0])] == [
        "2021-01-01 00:00:00",
        "2021-01-02 00:00:00",
        "1904-01-11 15:10:10",
    ]


@beside
def test_text_is_whole_where_one_reader_garbles_it() -> None:
    (grid,) = torture("calamine_nul_interleaved_strings.xls")
    texts = {text for column in grid.cells.columns for text in column.slice(0, 10).to_pylist() if text}
    assert {"Day", "Hour", "Day number in year"} <= texts


@beside
def test_five_formulas_without_a_result_are_five_problems() -> None:
    found = [problem.cell for grid in torture("formulas_no_cached_values.xlsx") for problem in grid.warnings]
    assert found == ["E11", "F11", "G11", "H11", "I11"]


@beside
@pytest.mark.parametrize(("name", "password"), [("protected_passtika.xlsx", "tika"), ("pwd_123.xls", "123")])
def test_a_password_opens_and_another_does_not(name: str, password: str) -> None:
    assert sum(filled(grid) for grid in torture(name, password)) > 0
    for wrong in (None, "wrong"):
        with pytest.raises(Refused) as caught:
            scan(DATA / "torture" / name, wrong)
        assert caught.value.code == "password"


@beside
def test_an_entity_bomb_is_unsafe_at_once() -> None:
    with pytest.raises(Refused) as caught:
        torture("poc-xmlbomb.xlsx")
    assert caught.value.code == "unsafe"


@beside
def test_a_web_page_s_title_and_unit_stand_above_its_table() -> None:
    name = next(name for name in STRUCTURED if name.endswith("html.xls"))
    last = grids(DATA / name)[-1]
    assert len(last.above) == 2
    assert last.above[1] == "单位:万元"
    assert len(last.merges) == 4
