"""阶段变更 · Stage changes: the day an account entered a stage."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.kinds import CODE, DAY, INT, TEXT
from kam.text import Text

STAGE_CHANGE = Dataset(
    name="stage_change",
    label=Text("阶段变更", "Stage changes"),
    help=Text("客户进入各阶段的日期", "The day an account entered a stage"),
    key=("account_id", "entered_on", "stage"),
    columns=(
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
            is_required=True,
        ),
        Column(
            "entered_on",
            Text("进入日期", "Entered on"),
            DAY,
            is_required=True,
        ),
        Column(
            "stage",
            Text("阶段", "Stage"),
            INT,
            choices=(
                Choice("1", Text("扫描", "Scan")),
                Choice("2", Text("沟通", "Contact")),
                Choice("3", Text("临门", "Close")),
                Choice("4", Text("初步合作", "First cooperation")),
                Choice("5", Text("基本合作", "Steady cooperation")),
                Choice("6", Text("深入合作", "Deep cooperation")),
                Choice("7", Text("全面合作", "Full cooperation")),
                Choice("8", Text("伙伴", "Partner")),
            ),
            is_required=True,
            minimum=1,
            maximum=8,
        ),
        Column(
            "note",
            Text("说明", "Note"),
            TEXT,
        ),
    ),
)
