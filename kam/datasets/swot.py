"""优劣势 · SWOT: strengths, weaknesses, opportunities, threats."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.kinds import CHOICE, CODE, DAY, INT, TEXT
from kam.text import Text

SWOT = Dataset(
    name="swot",
    label=Text("优劣势", "SWOT"),
    help=Text("优势劣势机会威胁", "Strengths, weaknesses, opportunities, threats"),
    key=("region", "account_id", "quadrant", "statement"),
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
            "quadrant",
            Text("象限", "Quadrant"),
            CHOICE,
            choices=(
                Choice("strength", Text("优势", "Strength")),
                Choice("weakness", Text("劣势", "Weakness")),
                Choice("opportunity", Text("机会", "Opportunity")),
                Choice("threat", Text("威胁", "Threat")),
            ),
            is_required=True,
        ),
        Column(
            "statement",
            Text("陈述", "Statement"),
            TEXT,
            is_required=True,
        ),
        Column(
            "weight",
            Text("权重", "Weight"),
            INT,
            minimum=1,
            maximum=5,
        ),
        Column(
            "noted_on",
            Text("记录日期", "Noted on"),
            DAY,
        ),
    ),
)
