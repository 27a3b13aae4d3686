"""目标 · Targets: targets of regions and accounts."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset, Wide
from kam.datasets import words
from kam.kinds import CHOICE, CODE, PERIOD, QUANTITY
from kam.text import Text

TARGET = Dataset(
    name="target",
    label=Text("目标", "Targets"),
    help=Text("区域与客户的目标", "Targets of regions and accounts"),
    aliases=("销售目标", "目标分解", "指标计划", "年度目标", "targets", "sales targets", "quotas"),
    key=("region", "account_id", "period", "measure"),
    across=(Wide("period", "value"), Wide("measure", "value")),
    columns=(
        Column("region", Text("区域", "Region"), CODE, aliases=words.REGION, example="华东"),
        Column("account_id", Text("客户编码", "Account ID"), CODE, aliases=words.ACCOUNT_ID, example="KA-001"),
        Column(
            "period",
            Text("期间", "Period"),
            PERIOD,
            aliases=("年度", "年份", "月份", "季度", "目标期间", "year", "month", "quarter", "target period"),
            example="2026",
            is_required=True,
        ),
        Column(
            "measure",
            Text("指标", "Measure"),
            CHOICE,
            aliases=("目标指标", "指标名称", "目标类型", "metric", "kpi", "target type"),
            example="销售额",
            choices=(
                Choice("sales", Text("销售额", "Sales"), ("销售", "销售金额", "销售收入", "revenue", "turnover")),
                Choice(
                    "share", Text("占有率", "Share"), ("份额", "市场占有率", "市场份额", "market share", "wallet share")
                ),
                Choice("visits", Text("拜访次数", "Visits"), ("拜访", "拜访数", "拜访量", "visit count")),
            ),
            is_required=True,
        ),
        Column(
            "value",
            Text("目标值", "Value"),
            QUANTITY,
            aliases=("目标", "目标数", "目标金额", "指标值", "target", "target value", "goal", "quota"),
            example="30000000",
            is_required=True,
            money_when=("measure", "sales"),
        ),
    ),
)
