"""专款 · Funds: earmarked budget and spending."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.kinds import CHOICE, CODE, DAY, MONEY, TEXT
from kam.text import Text

FUND = Dataset(
    name="fund",
    label=Text("专款", "Funds"),
    help=Text("专款预算与支出", "Earmarked budget and spending"),
    key=("fund_no",),
    columns=(
        Column(
            "fund_no",
            Text("专款编号", "Fund no"),
            CODE,
            is_required=True,
        ),
        Column(
            "region",
            Text("区域", "Region"),
            CODE,
        ),
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
        ),
        Column(
            "booked_on",
            Text("记账日期", "Booked on"),
            DAY,
        ),
        Column(
            "kind",
            Text("类型", "Kind"),
            CHOICE,
            choices=(
                Choice("budget", Text("预算", "Budget")),
                Choice("spend", Text("支出", "Spend")),
            ),
        ),
        Column(
            "category",
            Text("用途", "Category"),
            TEXT,
        ),
        Column(
            "amount",
            Text("金额", "Amount"),
            MONEY,
            is_required=True,
        ),
    ),
)
