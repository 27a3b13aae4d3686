"""Laws of cells: what people write for a number, a day, a period, an id, and what is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest

from kam.datasets import BY_NAME
from kam.intake import cells
from kam.text import rounded


def value(sql: Callable[[str], str], text: str) -> object:
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT {sql('t')} FROM (SELECT CAST(? AS VARCHAR) AS t)", [text]).fetchall()[0][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,250.5", "1250.5"), ("12,345,678", "12345678"), ("１２．５", "12.5"), ("￥12.50", "12.5"), ("$3", "3"),
        ("(12)", "-12"), ("（12）", "-12"), ("12-", "-12"), ("12.5万", "125000"), ("3亿元", "300000000"),
        ("3.5%", "0.035"),
        ("1e3", "1000"), ("12.5 元", "12.5"), ("-0.005", "-0.005"), (".5", "0.5"),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, expected: str) -> None:
    assert value(cells.number, text) == Decimal(expected)


@pytest.mark.parametrize("text", ["1,2", "12,34,5", "abc", "12 abc", "#DIV/0!", "1.2.3", "一百", "--", "万"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert value(cells.number, text) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("2.675", "2.68"), ("-2.675", "-2.68"), ("9747.933999999999", "9747.93"), ("1.005", "1.01")]
)
def test_money_rounds_half_away_from_zero_without_binary_noise(text: str, expected: str) -> None:
    money = BY_NAME["wallet"].column("spend")
    assert value(lambda t: cells.value(money, t), text) == Decimal(expected)
    assert value(lambda t: cells.value(money, t, factor="10000"), text) == rounded(Decimal(text) * 10000, 2)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2026-01-05", "mdy", date(2026, 1, 5)),
        ("2024-02-29 00:00:00", "mdy", date(2024, 2, 29)),
        ("2026/1/5", "dmy", date(2026, 1, 5)),
        ("2026.3.31", "mdy", date(2026, 3, 31)),
        ("2026年3月31日", "mdy", date(2026, 3, 31)),
        ("20260331", "mdy", date(2026, 3, 31)),
        ("10/11/2016", "mdy", date(2016, 10, 11)),
        ("10/11/2016", "dmy", date(2016, 11, 10)),
        ("31-12-24", "dmy", date(2024, 12, 31)),
        ("46000", "mdy", date(2025, 12, 9)),
        ("46000.75", "mdy", date(2025, 12, 9)),
    ],
)
def test_days_as_people_write_them(text: str, order: str, expected: date) -> None:
    assert value(lambda t: cells.day(t, order), text) == expected


@pytest.mark.parametrize("text", ["2026-02-30", "31日", "13/13/2020", "2026-13-01", "昨天", "12", "20261301"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert value(lambda t: cells.day(t, "mdy"), text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025", "2025"), ("2025年", "2025"), ("2025.0", "2025"), ("2025Q3", "2025Q3"), ("2025年3季度", "2025Q3"),
        ("2025年第三季度", "2025Q3"), ("2025-07", "2025-07"), ("2025年7月", "2025-07"), ("2025/7", "2025-07"),
        ("202507", "2025-07"), ("2025-07-01 00:00:00", "2025-07"), ("2025-13", None), ("去年", None),
    ],
)  # fmt: skip
def test_periods_have_one_spelling(text: str, expected: str | None) -> None:
    assert value(cells.period, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("00123", "00123"), ("12345.0", "12345"), ("C536379", "C536379"), ("1.50", "1.50")]
)
def test_ids_stay_text(text: str, expected: str) -> None:
    assert value(cells.code, text) == expected


def test_white_space_and_glue_go_and_blank_is_unknown() -> None:
    column = pa.chunked_array([["'0012", "\u3000甲 ", "\t5\t", "  ", "\u3000", "", None, "O'Neil", "a\u00a0"]])
    assert cells.trimmed(column).to_pylist() == ["0012", "甲", "5", None, None, None, None, "O'Neil", "a"]


def test_missing_markers_are_unknown_but_a_category_called_none_is_text() -> None:
    deal = BY_NAME["order_line"]
    for text in ("-", "—", "无", "N/A", "？"):
        assert value(lambda t: cells.filled(deal.column("amount"), t), text) is None
    assert value(lambda t: cells.filled(deal.column("category"), t), "None") == "None"
    assert value(lambda t: cells.filled(deal.column("category"), t), "—") is None
