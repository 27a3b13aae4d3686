"""竞争对手画像 · Rival profiles: assumptions about rivals and the evidence."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.kinds import CHOICE, CODE, DAY, NAME, TEXT
from kam.text import Text

RIVAL_PROFILE = Dataset(
    name="rival_profile",
    label=Text("竞争对手画像", "Rival profiles"),
    help=Text("对竞争对手的假设与依据", "Assumptions about rivals and the evidence"),
    key=("rival", "account_id", "noted_on", "assumption"),
    columns=(
        Column(
            "rival",
            Text("竞争对手", "Rival"),
            NAME,
            is_required=True,
        ),
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
        ),
        Column(
            "noted_on",
            Text("记录日期", "Noted on"),
            DAY,
            is_required=True,
        ),
        Column(
            "objective",
            Text("目标", "Objective"),
            CHOICE,
            choices=(
                Choice("profit", Text("利润", "Profit")),
                Choice("share", Text("占有率", "Share")),
                Choice("product", Text("产品领先", "Product")),
                Choice("price", Text("价格领先", "Price")),
                Choice("service", Text("服务领先", "Service")),
                Choice("relationship", Text("关系领先", "Relationship")),
            ),
        ),
        Column(
            "horizon",
            Text("期限", "Horizon"),
            CHOICE,
            choices=(
                Choice("short", Text("短期", "Short")),
                Choice("long", Text("长期", "Long")),
            ),
        ),
        Column(
            "assumption",
            Text("假设", "Assumption"),
            CHOICE,
            choices=(
                Choice("leader", Text("行业领导者", "Leader")),
                Choice("lowest_cost", Text("成本最低", "Lowest cost")),
                Choice("strongest_sales", Text("销售能力最强", "Strongest sales")),
                Choice("best_relations", Text("关系最好", "Best relations")),
                Choice("best_reputation", Text("信誉最高", "Best reputation")),
                Choice("widest_range", Text("产品线最全", "Widest range")),
                Choice("service_over_price", Text("客户重服务轻价格", "Service over price")),
                Choice("value_for_money", Text("物美价廉", "Value for money")),
            ),
            is_required=True,
        ),
        Column(
            "holds",
            Text("是否成立", "Holds"),
            CHOICE,
            choices=(
                Choice("true", Text("成立", "True")),
                Choice("false", Text("不成立", "False")),
                Choice("unknown", Text("未知", "Unknown")),
            ),
        ),
        Column(
            "evidence",
            Text("依据", "Evidence"),
            TEXT,
        ),
        Column(
            "lesson",
            Text("可借鉴之处", "Lesson"),
            TEXT,
        ),
    ),
)
