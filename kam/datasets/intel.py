"""情报 · Intelligence: intelligence on customers and rivals."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.kinds import CHOICE, CODE, DAY, INT, TEXT
from kam.text import Text

INTEL = Dataset(
    name="intel",
    label=Text("情报", "Intelligence"),
    help=Text("客户与对手的情报", "Intelligence on customers and rivals"),
    key=("account_id", "noted_on", "subject"),
    columns=(
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
            is_required=True,
        ),
        Column(
            "noted_on",
            Text("记录日期", "Noted on"),
            DAY,
            is_required=True,
        ),
        Column(
            "subject",
            Text("主题", "Subject"),
            TEXT,
            is_required=True,
        ),
        Column(
            "topic",
            Text("类别", "Topic"),
            CHOICE,
            choices=(
                Choice("background", Text("背景", "Background")),
                Choice("person", Text("人物", "Person")),
                Choice("operations", Text("经营", "Operations")),
                Choice("rival", Text("竞争", "Rival")),
            ),
        ),
        Column(
            "source",
            Text("来源", "Source"),
            CHOICE,
            choices=(
                Choice("registry", Text("工商税务", "Registry")),
                Choice("authority", Text("主管部门", "Authority")),
                Choice("user", Text("用户", "User")),
                Choice("rival", Text("竞争对手", "Rival")),
                Choice("supplier", Text("其他供应商", "Supplier")),
                Choice("coach", Text("线人", "Coach")),
                Choice("other", Text("其他", "Other")),
            ),
        ),
        Column(
            "reliability",
            Text("可信度", "Reliability"),
            INT,
            minimum=1,
            maximum=5,
        ),
        Column(
            "text",
            Text("内容", "Text"),
            TEXT,
        ),
    ),
)
