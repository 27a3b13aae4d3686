"""情报 · Intelligence: intelligence on customers and rivals."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.datasets import words
from kam.kinds import CHOICE, CODE, DAY, INT, TEXT
from kam.text import Text

INTEL = Dataset(
    name="intel",
    label=Text("情报", "Intelligence"),
    help=Text("客户与对手的情报", "Intelligence on customers and rivals"),
    aliases=("客户情报", "竞争情报", "市场情报", "信息收集", "intelligence", "intel", "market intelligence"),
    key=("account_id", "noted_on", "subject"),
    columns=(
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
            aliases=words.ACCOUNT_ID,
            example="KA-001",
            is_required=True,
        ),
        Column(
            "noted_on",
            Text("记录日期", "Noted on"),
            DAY,
            aliases=("记录时间", "日期", "登记日期", "收集日期", "note date", "date noted", "recorded on", "date"),
            example="2026-03-31",
            is_required=True,
        ),
        Column(
            "subject",
            Text("主题", "Subject"),
            TEXT,
            aliases=("标题", "情报主题", "事项", "headline", "heading"),
            example="三期扩建获批",
            is_required=True,
        ),
        Column(
            "topic",
            Text("类别", "Topic"),
            CHOICE,
            aliases=("情报类别", "情报类型", "类型", "category", "type", "intel type"),
            example="经营",
            choices=(
                Choice("background", Text("背景", "Background"), ("客户背景", "背景信息", "company")),
                Choice("person", Text("人物", "Person"), ("人员", "人物信息", "people")),
                Choice("operations", Text("经营", "Operations"), ("经营情况", "经营状况", "运营", "operation")),
                Choice(
                    "rival",
                    Text("竞争", "Rival"),
                    ("竞争对手", "对手", "竞争情报", "竞争情况", "competition", "competitor"),
                ),
            ),
        ),
        Column(
            "source",
            Text("来源", "Source"),
            CHOICE,
            aliases=("信息来源", "情报来源", "数据来源", "信息渠道", "data source", "channel"),
            example="用户",
            choices=(
                Choice(
                    "registry",
                    Text("工商税务", "Registry"),
                    ("工商", "工商局", "税务", "工商登记", "business registry"),
                ),
                Choice("authority", Text("主管部门", "Authority"), ("政府", "政府部门", "主管机关", "government")),
                Choice("user", Text("用户", "User"), ("客户", "终端用户", "客户内部", "customer")),
                Choice(
                    "rival",
                    Text("竞争对手", "Rival"),
                    ("竞争对手", "对手", "竞争情报", "竞争情况", "competition", "competitor"),
                ),
                Choice("supplier", Text("其他供应商", "Supplier"), ("供应商", "其他厂家", "other supplier", "vendor")),
                Choice("coach", Text("线人", "Coach"), ("内线", "教练", "champion")),
                Choice("other", Text("其他", "Other"), ("其它", "others")),
            ),
        ),
        Column(
            "reliability",
            Text("可信度", "Reliability"),
            INT,
            aliases=("可靠性", "可靠度", "可信程度", "confidence", "credibility"),
            example="4",
            minimum=1,
            maximum=5,
        ),
        Column(
            "text",
            Text("内容", "Text"),
            TEXT,
            aliases=("情报内容", "详情", "描述", "正文", "content", "details", "description", "notes"),
            example="预计下半年招标",
        ),
    ),
)
