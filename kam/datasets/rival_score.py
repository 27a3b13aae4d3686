"""竞争对手评分 · Rival scores: scores of us and of rivals, may come with a column per dimension."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset, Wide
from kam.datasets import words
from kam.kinds import CHOICE, CODE, DAY, NAME, QUANTITY, TEXT
from kam.text import Text

RIVAL_SCORE = Dataset(
    name="rival_score",
    label=Text("竞争对手评分", "Rival scores"),
    help=Text("我方与对手的评分，可按维度横排", "Scores of us and of rivals, may come with a column per dimension"),
    aliases=(
        "竞争对手打分",
        "对手评分",
        "竞争评分",
        "竞争力评分",
        "竞争雷达",
        "competitor scores",
        "rival scores",
        "competitor radar",
    ),
    key=("account_id", "region", "party", "dimension", "scored_on"),
    wide=Wide(column="dimension", value="score"),
    across=(Wide("party", "score"),),
    columns=(
        Column("account_id", Text("客户编码", "Account ID"), CODE, aliases=words.ACCOUNT_ID, example="KA-001"),
        Column("region", Text("区域", "Region"), CODE, aliases=words.REGION, example="华东"),
        Column(
            "party",
            Text("对象", "Party"),
            NAME,
            aliases=(
                "评分对象",
                "厂家",
                "厂商",
                "公司",
                "竞争对手",
                "对手",
                "品牌",
                "company",
                "competitor",
                "rival",
                "vendor",
                "brand",
            ),
            example="甲公司",
            is_required=True,
        ),
        Column(
            "dimension",
            Text("维度", "Dimension"),
            CHOICE,
            aliases=("评分维度", "指标", "评分项", "项目", "评价维度", "criterion", "criteria", "factor", "metric"),
            example="产品",
            choices=(
                Choice("product", Text("产品", "Product"), ("产品力", "产品质量", "product quality")),
                Choice("sales", Text("销售", "Sales"), ("销售能力", "销售力", "selling")),
                Choice("pricing", Text("定价", "Pricing"), ("价格", "定价能力", "price")),
                Choice("reputation", Text("企业信誉", "Reputation"), ("信誉", "企业形象", "商誉", "brand reputation")),
                Choice("cost", Text("成本", "Cost"), ("成本控制", "成本优势", "cost control")),
                Choice(
                    "organisation",
                    Text("组织与管理", "Organisation"),
                    ("组织管理", "管理", "组织", "organization", "management"),
                ),
                Choice("people", Text("人员素质", "People"), ("人员", "人才", "staff quality")),
                Choice(
                    "finance", Text("财务实力", "Finance"), ("财务", "资金实力", "financial strength", "financials")
                ),
                Choice(
                    "product_in_use",
                    Text("在用产品", "Product in use"),
                    ("现用产品", "在用设备", "installed base", "installed product"),
                ),
                Choice(
                    "satisfaction", Text("客户满意度", "Satisfaction"), ("满意度", "客户满意", "customer satisfaction")
                ),
                Choice(
                    "sales_people",
                    Text("业务人员", "Sales people"),
                    ("销售人员", "业务员", "salespeople", "sales force"),
                ),
                Choice("relationship", Text("客户关系", "Relationship"), ("关系", "客情关系", "customer relationship")),
            ),
            is_required=True,
        ),
        Column(
            "scored_on",
            Text("评分日期", "Scored on"),
            DAY,
            aliases=("评分时间", "评价日期", "打分日期", "日期", "score date", "scoring date", "rated on", "date"),
            example="2026-03-31",
            is_required=True,
        ),
        Column(
            "score",
            Text("评分", "Score"),
            QUANTITY,
            aliases=("得分", "分数", "分值", "打分", "rating", "points"),
            example="7",
            is_required=True,
            minimum=1,
            maximum=10,
        ),
        Column(
            "source",
            Text("来源", "Source"),
            TEXT,
            aliases=("数据来源", "信息来源", "依据", "data source", "evidence"),
            example="客户访谈",
        ),
    ),
)
