"""行动计划 · Actions: action plan."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.kinds import CHOICE, CODE, DAY, NAME, TEXT
from kam.text import Text

ACTION = Dataset(
    name="action",
    label=Text("行动计划", "Actions"),
    help=Text("行动计划", "Action plan"),
    key=("action_no",),
    columns=(
        Column(
            "action_no",
            Text("行动编号", "Action no"),
            CODE,
            is_required=True,
        ),
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
            "title",
            Text("事项", "Title"),
            TEXT,
        ),
        Column(
            "owner",
            Text("责任人", "Owner"),
            NAME,
        ),
        Column(
            "starts_on",
            Text("开始日期", "Starts on"),
            DAY,
        ),
        Column(
            "due_on",
            Text("截止", "Due on"),
            DAY,
        ),
        Column(
            "done_on",
            Text("完成", "Done on"),
            DAY,
        ),
        Column(
            "status",
            Text("状态", "Status"),
            CHOICE,
            choices=(
                Choice("open", Text("未开始", "Open")),
                Choice("doing", Text("进行中", "Doing")),
                Choice("done", Text("已完成", "Done")),
                Choice("cancelled", Text("已取消", "Cancelled")),
            ),
        ),
    ),
)
