"""The kinds of column: how they are stored, written to a workbook, and what a wrong cell is told.

How the text of a cell is parsed into each kind is SQL over Arrow columns: `kam/intake/cells.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kam.text import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: SQL type, spreadsheet number format, and the words for a cell that does not fit."""

    name: str
    sql_type: str
    number_format: str
    expected: Text
    remedy: Text

    @property
    def is_text(self) -> bool:
        return self.sql_type == "VARCHAR"

    @property
    def is_number(self) -> bool:
        return not self.is_text and self.name not in ("day", "flag")


_SHORTEN = Text(
    "缩短到 200 个字以内，或将长文放入说明列。", "Shorten it to 200 characters, or move long text to a note."
)
_TEXT = Text("2000 字以内的文字", "text of at most 2,000 characters")

CODE = Kind("code", "VARCHAR", "@", Text("200 字以内的编码", "a code of at most 200 characters"), _SHORTEN)
NAME = Kind("name", "VARCHAR", "@", Text("200 字以内的名称", "a name of at most 200 characters"), _SHORTEN)
TEXT = Kind("text", "VARCHAR", "@", _TEXT, Text("缩短到 2000 字以内。", "Shorten it to 2,000 characters."))
MONEY = Kind(
    "money",
    "DECIMAL(18,2)",
    "#,##0.00",
    Text("金额，例如 1,250.00 或 12.5万", "an amount such as 1,250.00"),
    Text("改为数字；未知请留空。", "Write a number; leave the cell empty when unknown."),
)
PRICE = Kind("price", "DECIMAL(18,4)", "#,##0.0000", MONEY.expected, MONEY.remedy)
QUANTITY = Kind(
    "quantity",
    "DECIMAL(18,4)",
    "#,##0.####",
    Text("数字，例如 1,250", "a number such as 1,250"),
    MONEY.remedy,
)
RATIO = Kind(
    "ratio",
    "DECIMAL(9,6)",
    "0.00%",
    Text("比率，例如 3.5% 或 0.035", "a rate such as 3.5% or 0.035"),
    Text("写成百分数或 0 到 1 之间的小数。", "Write a percentage, or a fraction between 0 and 1."),
)
INT = Kind(
    "int",
    "INTEGER",
    "0",
    Text("整数", "a whole number"),
    Text("改为不带小数的数字。", "Write a number without decimals."),
)
DAY = Kind(
    "day",
    "DATE",
    "yyyy-mm-dd",
    Text("日期，例如 2026-03-31，1990 年至 2100 年之间", "a date such as 2026-03-31, between 1990 and 2100"),
    Text("按 年-月-日 改写日期；未知请留空。", "Write the date as year-month-day; leave the cell empty when unknown."),
)
PERIOD = Kind(
    "period",
    "VARCHAR",
    "@",
    Text("期间：2025、2025Q3 或 2025-07", "a period: 2025, 2025Q3 or 2025-07"),
    Text("写成年、年季度或年月。", "Write a year, a quarter or a month."),
)
CHOICE = Kind(
    "choice",
    "VARCHAR",
    "@",
    Text("列表中的一项", "one of the listed choices"),
    Text("从下拉列表中选择。", "Pick one from the drop-down list."),
)
FLAG = Kind(
    "flag",
    "BOOLEAN",
    "@",
    Text("是 或 否", "yes or no"),
    Text("写 是 或 否；未知请留空。", "Write yes or no; leave the cell empty when unknown."),
)

TEXT_LIMITS = {"code": 200, "name": 200, "text": 2000, "choice": 200, "period": 200}
