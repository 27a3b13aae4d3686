"""Laws of cells: what people write for a number, a day, a period, an id, and what is none."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam.datasets import BY_NAME
from kam.intake import cells
from kam.intake.check import check
from kam.intake.parse import Parsing
from kam.intake.report import Mapping
from kam.text import rounded
from tests.intake.making import made

_WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
DISGUISES: tuple[Callable[[Decimal], str], ...] = (
    str,
    lambda number: f"{number:,}",
    lambda number: f"{number:,}".translate(_WIDE),
    lambda number: f"¥{number:,}",
    lambda number: f"{number}元",
    # Without a group a comma is a doubt: 12,50 is no number.
    lambda number: f"{number:,}".replace(",", " ").replace(".", "," if abs(number) >= 1000 else "."),
    lambda number: f"{number:,}".replace(",", "'"),
    lambda number: f"({-number})" if number < 0 else f"+{number}",
    lambda number: f"（{-number}）" if number < 0 else f"$ {number}",
    lambda number: f"{-number}-" if number < 0 else f"{number} CNY",
    lambda number: f"{number / 10000}万",
    lambda number: f"{number / 100000000:f}亿元",
    lambda number: f"{number * 100}%",
    lambda number: f"{number:e}",
)
_CONNECTION = duckdb.connect()


def value(sql: Callable[[str], str], text: str) -> object:
    return _CONNECTION.execute(f"SELECT {sql('t')} FROM (SELECT CAST(? AS VARCHAR) AS t)", [text]).fetchall()[0][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,250.5", "1250.5"), ("12,345,678", "12345678"), ("１２．５", "12.5"), ("￥12.50", "12.5"), ("$3", "3"),
        ("(12)", "-12"), ("（12）", "-12"), ("12-", "-12"), ("12.5万", "125000"), ("3亿元", "300000000"),
        ("3.5%", "0.035"),
        ("1e3", "1000"), ("12.5 元", "12.5"), ("-0.005", "-0.005"), (".5", "0.5"),
        ("1.5E+10", "15000000000"), ("+12", "12"), ("-¥12", "-12"), ("¥(12)", "-12"), ("(¥12)", "-12"), ("−5", "-5"),
        ("¥2000.00", "2000"), ("HK$ 12", "12"), ("US$1,200", "1200"), ("NT$5", "5"), ("12 RMB", "12"), ("CNY 5", "5"),
        ("€3", "3"), ("人民币5元整", "5"), ("12 345", "12345"), ("1 234,5", "1234.5"), ("1.234,56", "1234.56"),
        ("1'234.50", "1234.5"), ("12，345．6", "12345.6"), ("１２％", "0.12"), ("(5%)", "-0.05"), ("5‰", "0.005"),
        ("11.50万元", "115000"), ("3千元", "3000"), ("2.5百万元", "2500000"), ("1.2万亿元", "1200000000000"),
        ("1,234万", "12340000"),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, expected: str) -> None:
    assert value(cells.number, text) == Decimal(expected)


@pytest.mark.parametrize("text", [
    "1,2", "12,34,5", "abc", "12 abc", "#DIV/0!", "1.2.3", "一百", "--", "万", "1,2345", "12 34", "400人以上", "-12-",
    "(12", "235.61(已退款235.50)", "12 USD 130", "1_000", "3.2亿美元", "nan", "约12", "10-20", "12元/件",
])  # fmt: skip
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
    ("text", "expected"), [("00123", "00123"), ("12345.0", "12345"), ("C536379", "C536379"), ("1.50", "1.50")]
)
def test_ids_stay_text(text: str, expected: str) -> None:
    assert value(cells.code, text) == expected


@pytest.mark.parametrize("text", ["1.23457E+15", "1E+20", "6.22203e+18"])
def test_an_id_that_a_spreadsheet_made_a_number_of_is_lost(text: str) -> None:
    assert value(cells.code, text) is None


def test_a_column_of_damaged_ids_says_so_and_how_to_mend_it() -> None:
    table = made(["号", "额"], [["1.23457E+15", "1"], ["7", "2"]])
    (problem,) = check(table, BY_NAME["deal"], Mapping("deal", {"deal_id": "号"})).problems
    assert (problem.cell, problem.code, problem.value) == ("A2", "damaged_id", "1.23457E+15")


@settings(deadline=None)  # a shared machine takes its time
@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(range(len(DISGUISES))))
def test_a_number_in_any_disguise_reads_back(number: Decimal, place: int) -> None:
    assert value(cells.number, DISGUISES[place](number)) == number


def quantities(texts: list[str]) -> list[object]:
    table = made(["单", "量"], [[f"A{place}", text] for place, text in enumerate(texts)])
    mapping = Mapping("order_line", {"order_no": "单", "quantity": "量"})
    parsing = Parsing(duckdb.connect(), table, BY_NAME["order_line"], mapping)
    parsing.parse()
    return [row[0] for row in parsing.run("SELECT v_quantity FROM typed ORDER BY _line")]


def test_one_counting_word_may_stand_behind_the_numbers_of_a_column_and_two_are_two_things() -> None:
    assert quantities(["12台", "5 台", "3"]) == [12, 5, 3]
    assert quantities(["12台", "5箱", "3"]) == [None, None, 3]


def test_a_measure_is_a_unit_only_where_every_cell_has_it() -> None:
    assert quantities(["1.5kg", "2 KG"]) == [Decimal("1.5"), 2]
    assert quantities(["1.5kg", "2"]) == [None, 2]


def test_white_space_and_glue_go_and_blank_is_unknown() -> None:
    column = pa.chunked_array([["'0012", "\u3000甲 ", "\t5\t", "  ", "\u3000", "", None, "O'Neil", "a\u00a0"]])
    assert cells.trimmed(column).to_pylist() == ["0012", "甲", "5", None, None, None, None, "O'Neil", "a"]


def test_missing_markers_are_unknown_but_a_category_called_none_is_text() -> None:
    deal = BY_NAME["order_line"]
    for text in ("-", "—", "–", "无", "暂无", "NA", "N/A", "？", "…", "空", "－"):
        assert value(lambda t: cells.filled(deal.column("amount"), t), text) is None
    for text in ("None", "NA", "空"):
        assert value(lambda t: cells.filled(deal.column("category"), t), text) == text
    assert value(lambda t: cells.filled(deal.column("amount"), t), "#N/A") == "#N/A"
    assert value(lambda t: cells.filled(deal.column("category"), t), "—") is None
