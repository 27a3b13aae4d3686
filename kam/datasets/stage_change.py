"""阶段变更 · Stage changes: the day an account entered a stage."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.datasets import words
from kam.kinds import CODE, DAY, INT, TEXT
from kam.text import Text

STAGE_CHANGE = Dataset(
    name="stage_change",
    label=Text("阶段变更", "Stage changes"),
    help=Text("客户进入各阶段的日期", "The day an account entered a stage"),
    aliases=("阶段变化", "阶段记录", "阶段历史", "客户阶段", "stage changes", "stage history", "funnel"),
    key=("account_id", "entered_on", "stage"),
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
            "entered_on",
            Text("进入日期", "Entered on"),
            DAY,
            aliases=(
                "进入时间",
                "变更日期",
                "变更时间",
                "阶段日期",
                "日期",
                "entered date",
                "entry date",
                "changed on",
                "change date",
                "stage date",
                "date",
            ),
            example="2026-02-01",
            is_required=True,
        ),
        Column(
            "stage",
            Text("阶段", "Stage"),
            INT,
            aliases=(
                "客户阶段",
                "合作阶段",
                "当前阶段",
                "变更后阶段",
                "阶段名称",
                "account stage",
                "new stage",
                "to stage",
                "stage name",
            ),
            example="沟通",
            choices=(
                Choice("1", Text("扫描", "Scan"), ("扫描阶段", "阶段1", "第1阶段", "一", "scanning", "stage 1")),
                Choice(
                    "2",
                    Text("沟通", "Contact"),
                    ("沟通阶段", "接触", "阶段2", "第2阶段", "二", "contacting", "stage 2"),
                ),
                Choice(
                    "3", Text("临门", "Close"), ("临门一脚", "临门阶段", "阶段3", "第3阶段", "三", "closing", "stage 3")
                ),
                Choice(
                    "4",
                    Text("初步合作", "First cooperation"),
                    ("初步合作阶段", "初步", "阶段4", "第4阶段", "四", "initial cooperation", "stage 4"),
                ),
                Choice(
                    "5",
                    Text("基本合作", "Steady cooperation"),
                    ("基本合作阶段", "基本", "阶段5", "第5阶段", "五", "basic cooperation", "stage 5"),
                ),
                Choice(
                    "6",
                    Text("深入合作", "Deep cooperation"),
                    ("深入合作阶段", "深度合作", "阶段6", "第6阶段", "六", "in depth cooperation", "stage 6"),
                ),
                Choice(
                    "7",
                    Text("全面合作", "Full cooperation"),
                    ("全面合作阶段", "全面", "阶段7", "第7阶段", "七", "comprehensive cooperation", "stage 7"),
                ),
                Choice(
                    "8",
                    Text("伙伴", "Partner"),
                    (
                        "伙伴阶段",
                        "战略伙伴",
                        "合作伙伴",
                        "战略合作伙伴",
                        "阶段8",
                        "第8阶段",
                        "八",
                        "strategic partner",
                        "stage 8",
                    ),
                ),
            ),
            is_required=True,
            minimum=1,
            maximum=8,
        ),
        Column(
            "note",
            Text("说明", "Note"),
            TEXT,
            aliases=("备注", "说明事项", "notes", "remark", "remarks", "comment", "comments"),
            example="已与设计部会面",
        ),
    ),
)
