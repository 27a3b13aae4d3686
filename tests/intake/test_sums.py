"""Laws of column sums: numbers as written, no unit applied, exact; ids and days are not added up."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam.intake.sheet import read_tables
from kam.intake.sums import column_sums
from tests.real import DATA, beside


def summed(*texts: str | None) -> float | None:
    return column_sums(pa.table({"c0": pa.array(texts, pa.string()), "_row": pa.array(range(len(texts)))}))[0]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("1,250.5", "¥2,000.00", "(50.5)", "１２"), 3212.0),
        ((" 5\t", "12.1   \t", "'3"), 20.1),
        (("1 234", "（34）"), 1200.0),
        (("12.5%", "3%"), 15.5),
        (("12.5%", "3"), 3.0),
        (("12.5%", "3万"), None),
        (("3.5万", "2万"), 5.5),
        (("12台", "5台"), 17.0),
        (("12台", "5箱"), None),
        (("0.1", "0.2"), 0.3),
        (("2", "甲", None, "-"), 2.0),
        (("甲", "—", None), None),
        (("2024-02-29 00:00:00", "2024-03-01"), None),
        (("20240229", "20240301"), None),
        (("20240229", "5"), 20240234.0),
        (("1000107101202206261", "5"), None),
        (("00123", "5"), None),
        (("0", "0.5"), 0.5),
        (("12345", "12346"), 24691.0),
        (("1_000", "nan", "inf"), None),
        (("1e300", "1"), 1e300),
    ],
)
def test_sums_are_of_numbers_as_they_are_written(texts: tuple[str | None, ...], expected: float | None) -> None:
    assert summed(*texts) == expected


@settings(deadline=None)  # a shared machine takes its time
@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=50))
def test_sums_are_exact_to_the_last_decimal(hundredths: list[int]) -> None:
    texts = [f"{'-' if number < 0 else ''}{abs(number) // 100}.{abs(number) % 100:02d}" for number in hundredths]
    assert summed(*texts) == sum(hundredths) / 100


def test_a_table_without_rows_has_no_sums() -> None:
    assert column_sums(pa.table({"c0": pa.array([], pa.string()), "_row": pa.array([], pa.int64())})) == (None,)


@beside
@pytest.mark.parametrize(
    ("name", "column", "expected"),
    [
        ("orders/wechat_export.csv", "金额(元)", 29033.91),
        ("orders/wechat_export.csv", "交易单号", None),
        ("orders/alipay_export_gbk.csv", "金额", 222687.51),
        ("cn_messy/工商银行_明细导出.csv", "记账金额(收入)", 2841.74),
        ("cn_messy/工商银行_明细导出.csv", "记账金额(支出)", 4241.08),
        ("torture/gbk_tsv_named_xls.xls", "清算金额", 234438.16),
        ("orders/walmart_weekly_dmy.csv", "Weekly_Sales", 6737218987.11),
        ("orders/ms_financial_sample_discount_bands.xlsx", "Discounts", 9205248.24),
    ],
)
def test_real_columns_sum_to_what_was_computed_elsewhere(name: str, column: str, expected: float | None) -> None:
    table = read_tables(DATA / name).tables[0]
    assert dict(zip(table.columns, column_sums(table.cells), strict=True))[column] == expected
