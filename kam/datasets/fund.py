"""专款 · Funds: earmarked budget and spending."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.datasets import words
from kam.kinds import CHOICE, CODE, DAY, MONEY, TEXT
from kam.text import Text

FUND = Dataset(
    name="fund",
    label=Text("专款", "Funds"),
    help=Text("专款预算与支出", "Earmarked budget and spending"),
    aliases=("专项资金", "专项费用", "费用台账", "大客户专款", "funds", "budget", "fund ledger"),
    key=("fund_no",),
    columns=(
        Column(
            "fund_no",
            Text("专款编号", "Fund no"),
            CODE,
            aliases=("专款号", "费用编号", "费用单号", "编号", "单号", "fund number", "fund id", "reference"),
            example="F-2026-001",
            is_required=True,
        ),
        Column("region", Text("区域", "Region"), CODE, aliases=words.REGION, example="华东"),
        Column("account_id", Text("客户编码", "Account ID"), CODE, aliases=words.ACCOUNT_ID, example="KA-001"),
        Column(
            "booked_on",
            Text("记账日期", "Booked on"),
            DAY,
            aliases=("入账日期", "记账时间", "发生日期", "日期", "booking date", "posting date", "booked date", "date"),
            example="2026-03-05",
        ),
        Column(
            "kind",
            Text("类型", "Kind"),
            CHOICE,
            aliases=("收支类型", "款项类型", "预算或支出", "收支", "type", "entry type"),
            example="支出",
            choices=(
                Choice("budget", Text("预算", "Budget"), ("预算额", "拨款", "拨入", "allocated")),
                Choice(
                    "spend",
                    Text("支出", "Spend"),
                    ("支出额", "费用", "使用", "花费", "spent", "expense", "expenditure"),
                ),
            ),
        ),
        Column(
            "category",
            Text("用途", "Category"),
            TEXT,
            aliases=("费用用途", "款项用途", "费用类别", "purpose", "expense category", "use"),
            example="技术交流会",
        ),
        Column(
            "amount",
            Text("金额", "Amount"),
            MONEY,
            aliases=("专款金额", "费用金额", "发生金额", "金额(元)", "fund amount", "value", "sum"),
            example="30000",
            is_required=True,
        ),
    ),
)
