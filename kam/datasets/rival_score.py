"""竞争对手评分 · Rival scores: scores of us and of rivals, may come with a column per dimension."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset, Wide
from kam.kinds import CHOICE, CODE, DAY, NAME, QUANTITY, TEXT
from kam.text import Text

RIVAL_SCORE = Dataset(
    name="rival_score",
    label=Text("竞争对手评分", "Rival scores"),
    help=Text("我方与对手的评分，可按维度横排", "Scores of us and of rivals, may come with a column per dimension"),
    key=("account_id", "region", "party", "dimension", "scored_on"),
    wide=Wide(column="dimension", value="score"),
    columns=(
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
        ),
        Column(
            "region",
            Text("区域", "Region"),
            CODE,
        ),
        Column(
            "party",
            Text("对象", "Party"),
            NAME,
            is_required=True,
        ),
        Column(
            "dimension",
            Text("维度", "Dimension"),
            CHOICE,
            choices=(
                Choice("product", Text("产品", "Product")),
                Choice("sales", Text("销售", "Sales")),
                Choice("pricing", Text("定价", "Pricing")),
                Choice("reputation", Text("企业信誉", "Reputation")),
                Choice("cost", Text("成本", "Cost")),
                Choice("organisation", Text("组织与管理", "Organisation")),
                Choice("people", Text("人员素质", "People")),
                Choice("finance", Text("财务实力", "Finance")),
                Choice("product_in_use", Text("在用产品", "Product in use")),
                Choice("satisfaction", Text("客户满意度", "Satisfaction")),
                Choice("sales_people", Text("业务人员", "Sales people")),
                Choice("relationship", Text("客户关系", "Relationship")),
            ),
            is_required=True,
        ),
        Column(
            "scored_on",
            Text("评分日期", "Scored on"),
            DAY,
            is_required=True,
        ),
        Column(
            "score",
            Text("评分", "Score"),
            QUANTITY,
            is_required=True,
            minimum=1,
            maximum=10,
        ),
        Column(
            "source",
            Text("来源", "Source"),
            TEXT,
        ),
    ),
)
