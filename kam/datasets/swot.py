"""优劣势 · SWOT: strengths, weaknesses, opportunities, threats."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.datasets import words
from kam.kinds import CHOICE, CODE, DAY, INT, TEXT
from kam.text import Text

SWOT = Dataset(
    name="swot",
    label=Text("优劣势", "SWOT"),
    help=Text("优势劣势机会威胁", "Strengths, weaknesses, opportunities, threats"),
    aliases=("优劣势分析", "态势分析", "swot analysis", "swot"),
    key=("region", "account_id", "quadrant", "statement"),
    columns=(
        Column("region", Text("区域", "Region"), CODE, aliases=words.REGION, example="华东"),
        Column("account_id", Text("客户编码", "Account ID"), CODE, aliases=words.ACCOUNT_ID, example="KA-001"),
        Column(
            "quadrant",
            Text("象限", "Quadrant"),
            CHOICE,
            aliases=("类别", "类型", "swot类别", "因素类型", "type", "category", "swot"),
            example="优势",
            choices=(
                Choice("strength", Text("优势", "Strength"), ("S", "优点", "strengths")),
                Choice("weakness", Text("劣势", "Weakness"), ("W", "弱点", "weaknesses")),
                Choice("opportunity", Text("机会", "Opportunity"), ("O", "机遇", "opportunities")),
                Choice("threat", Text("威胁", "Threat"), ("T", "风险", "threats")),
            ),
            is_required=True,
        ),
        Column(
            "statement",
            Text("陈述", "Statement"),
            TEXT,
            aliases=("内容", "描述", "说明", "要点", "description", "text", "point"),
            example="本地有服务网点",
            is_required=True,
        ),
        Column(
            "weight",
            Text("权重", "Weight"),
            INT,
            aliases=("重要性", "重要度", "权数", "importance", "priority"),
            example="4",
            minimum=1,
            maximum=5,
        ),
        Column(
            "noted_on",
            Text("记录日期", "Noted on"),
            DAY,
            aliases=("记录时间", "日期", "登记日期", "note date", "date noted", "recorded on", "date"),
            example="2026-03-31",
        ),
    ),
)
