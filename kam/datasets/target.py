"""目标 · Targets: targets of regions and accounts."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.kinds import CHOICE, CODE, PERIOD, QUANTITY
from kam.text import Text

TARGET = Dataset(
    name="target",
    label=Text("目标", "Targets"),
    help=Text("区域与客户的目标", "Targets of regions and accounts"),
    key=("region", "account_id", "period", "measure"),
    columns=(
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
            "period",
            Text("期间", "Period"),
            PERIOD,
            is_required=True,
        ),
        Column(
            "measure",
            Text("指标", "Measure"),
            CHOICE,
            choices=(
                Choice("sales", Text("销售额", "Sales")),
                Choice("share", Text("占有率", "Share")),
                Choice("visits", Text("拜访次数", "Visits")),
            ),
            is_required=True,
        ),
        Column(
            "value",
            Text("目标值", "Value"),
            QUANTITY,
            is_required=True,
        ),
    ),
)
