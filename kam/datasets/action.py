"""行动计划 · Actions: action plan."""

from __future__ import annotations

from kam.dataset import Check, Choice, Column, Dataset
from kam.datasets import words
from kam.kinds import CHOICE, CODE, DAY, NAME, TEXT
from kam.text import Text

ACTION = Dataset(
    name="action",
    label=Text("行动计划", "Actions"),
    help=Text("行动计划", "Action plan"),
    aliases=("行动", "行动项", "工作计划", "任务清单", "待办事项", "actions", "action plan", "tasks", "to do"),
    key=("action_no",),
    checks=(
        Check(
            "check",
            "due_on",
            "due_on >= starts_on",
            Text("截止日期不早于开始日期", "a due day not before the start"),
            Text("检查开始日期与截止日期。", "Check the start and the due day."),
            is_fatal=False,
        ),
    ),
    columns=(
        Column(
            "action_no",
            Text("行动编号", "Action no"),
            CODE,
            aliases=(
                "行动号",
                "任务编号",
                "任务号",
                "编号",
                "序号",
                "action number",
                "action id",
                "task id",
                "task no",
            ),
            example="T-2026-001",
            is_required=True,
        ),
        Column("account_id", Text("客户编码", "Account ID"), CODE, aliases=words.ACCOUNT_ID, example="KA-001"),
        Column("region", Text("区域", "Region"), CODE, aliases=words.REGION, example="华东"),
        Column(
            "title",
            Text("事项", "Title"),
            TEXT,
            aliases=(
                "行动事项",
                "行动内容",
                "工作内容",
                "任务",
                "任务名称",
                "内容",
                "action",
                "task",
                "task name",
                "subject",
                "description",
            ),
            example="提交二期方案",
        ),
        Column(
            "owner",
            Text("责任人", "Owner"),
            NAME,
            aliases=("负责人", "执行人", "责任人员", "assignee", "assigned to", "responsible"),
            example="张伟",
        ),
        Column(
            "starts_on",
            Text("开始日期", "Starts on"),
            DAY,
            aliases=("起始日期", "开始时间", "计划开始", "start date", "begin date", "start"),
            example="2026-03-01",
        ),
        Column(
            "due_on",
            Text("截止", "Due on"),
            DAY,
            aliases=("截止日期", "截止时间", "计划完成", "计划完成日期", "到期日", "due date", "deadline", "due"),
            example="2026-04-15",
        ),
        Column(
            "done_on",
            Text("完成", "Done on"),
            DAY,
            aliases=(
                "完成日期",
                "完成时间",
                "实际完成",
                "实际完成日期",
                "done date",
                "completed on",
                "completion date",
                "finished on",
            ),
            example="2026-04-10",
        ),
        Column(
            "status",
            Text("状态", "Status"),
            CHOICE,
            aliases=("行动状态", "任务状态", "完成情况", "进度", "state", "task status", "action status"),
            example="进行中",
            choices=(
                Choice("open", Text("未开始", "Open"), ("待办", "待开始", "未启动", "to do", "not started", "new")),
                Choice("doing", Text("进行中", "Doing"), ("执行中", "推进中", "跟进中", "in progress", "ongoing")),
                Choice("done", Text("已完成", "Done"), ("完成", "已办结", "办结", "completed", "finished", "closed")),
                Choice("cancelled", Text("已取消", "Cancelled"), ("取消", "作废", "终止", "canceled", "dropped")),
            ),
        ),
    ),
)
