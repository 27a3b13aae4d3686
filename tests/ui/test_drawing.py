"""A sheet's drawing: which cells stand where, in which colours, and what the corrections make of a click."""

from __future__ import annotations

from datetime import date

import pytest

from kam.intake.report import KINDS_DRAWN, Drawing, DrawnRow, FoundTable
from kam.ui.drawing import (
    DARK,
    KIND_WORDS,
    LIGHT,
    drawn_cells,
    gap_at,
    header_start,
    kind_words,
    kinds_seen,
    payload,
)
from kam.ui.encodings import taste
from kam.ui.layout_choice import as_day, with_row

FOUND = FoundTable("名录", header_row=4)


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_kind_has_its_word_and_a_readable_colour(colours: dict[str, tuple[str, str]]) -> None:
    assert set(colours) == set(KIND_WORDS) == set(KINDS_DRAWN)
    assert len({ground for ground, _ in colours.values()}) == len(colours)
    for ground, ink in colours.values():
        dark, light = sorted((luminance(ground), luminance(ink)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_title_goes_on_over_the_empty_cells_to_its_right_and_a_datum_does_not() -> None:
    title = DrawnRow(1, ("名录", None, None), "TTT")
    assert drawn_cells(title, 4) == [("名录", "T", 4, False)]
    datum = DrawnRow(2, ("A1", None, "1,200.5"), "ddd")
    assert drawn_cells(datum, 3) == [("A1", "d", 1, False), ("", "d", 1, False), ("1,200.5", "d", 1, True)]


def test_the_name_of_a_group_stands_over_its_columns_and_the_last_header_row_over_its_own() -> None:
    row = DrawnRow(1, ("地区", "销售", None), "hhh")
    assert [span for _, _, span, _ in drawn_cells(row, 3, "hhh")] == [1, 2]
    assert [span for _, _, span, _ in drawn_cells(row, 3, "ddd")] == [1, 1, 1]


def test_a_row_of_two_tables_side_by_side_says_both_kinds_and_a_blank_row_none() -> None:
    assert kind_words(DrawnRow(3, ("A1", None, "合计"), "d.t"), "zh") == "数据 · 合计"
    assert kind_words(DrawnRow(3, (None, None), "dd"), "zh") == ""
    assert kind_words(DrawnRow(3, ("x", None), ".."), "en") == "not read"


def test_what_is_left_out_of_a_long_sheet_is_said_where_it_is_missing() -> None:
    rows = tuple(DrawnRow(row, (str(row),), "d") for row in (1, 2, 3, 90, 91))
    drawing = Drawing("S", False, 27, rows, left_out=86)
    made = payload(drawing, 1, None, False, "zh")
    assert gap_at(rows) == made["gap"]["at"] == 3
    assert "86" in made["gap"]["words"]
    assert made["letters"] == ["AB"]
    assert payload(Drawing("S", False, 0, rows[:3]), 1, None, False, "zh")["gap"] is None


def test_the_legend_names_only_what_is_in_sight() -> None:
    rows = (DrawnRow(1, ("金额", None), "hh"), DrawnRow(2, ("1", None), "d."))
    assert kinds_seen(Drawing("S", False, 0, rows)) == ("h", "d")


def test_a_header_moved_below_the_end_of_the_data_gives_up_that_end() -> None:
    assert with_row(FOUND, {"last_row": "6"}, "header_row", 7) == {"header_row": "7"}
    assert with_row(FOUND, {"last_row": "9"}, "header_row", 7) == {"last_row": "9", "header_row": "7"}


def test_a_last_row_within_a_header_of_several_rows_keeps_its_first_row() -> None:
    assert with_row(FOUND, {}, "header_row", 4, first=2) == {"header_from": "2", "header_row": "4"}
    assert with_row(FOUND, {}, "header_row", 3, first=2) == {"header_from": "2", "header_row": "3"}
    assert with_row(FOUND, {}, "header_row", 5, first=2) == {"header_row": "5"}
    assert with_row(FOUND, {}, "header_row", 2, first=2) == {"header_row": "2"}


def test_a_header_starts_at_the_highest_of_its_rows_without_a_gap() -> None:
    rows = tuple(DrawnRow(row, ("x",), kind) for row, kind in ((1, "h"), (2, "T"), (3, "h"), (4, "h"), (5, "d")))
    assert header_start(Drawing("S", False, 0, rows), 4) == 3
    assert header_start(Drawing("S", False, 0, rows), 1) == 1


def test_a_first_row_of_the_header_keeps_the_last_one_that_is_known() -> None:
    assert with_row(FOUND, {}, "header_from", 2) == {"header_row": "4", "header_from": "2"}
    assert with_row(FOUND, {}, "header_from", 6) == {"header_row": "6", "header_from": "6"}
    assert with_row(FOUND, {"header_from": "2"}, "header_row", 1) == {"header_row": "1"}


def test_a_day_is_what_its_order_makes_of_it() -> None:
    assert as_day("03-04-2024", "dmy") == date(2024, 4, 3)
    assert as_day("03-04-2024", "mdy") == date(2024, 3, 4)
    assert as_day("31/12/69", "dmy") == date(2069, 12, 31)
    assert as_day("31/12/70", "dmy") == date(1970, 12, 31)
    assert as_day("113/2/29", "roc") == date(2024, 2, 29)
    assert as_day("13-13-2024", "dmy") is None


def test_the_taste_of_an_encoding_is_the_first_words_beyond_ascii() -> None:
    assert taste("id,客户名称,区域\n".encode("gb18030"), "gb18030") == "客户名称"
    assert taste("\ufeff客户\n".encode(), "utf-8") == "客户"
    assert taste(b"id,name\n", "utf-8") == ""
    assert taste("客户".encode()[:4], "utf-8") == "客"
