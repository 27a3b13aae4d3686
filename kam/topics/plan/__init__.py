"""计划: the earmarked money and the actions agreed on."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field, Query, Topic
from kam.topics.fields import ACCOUNT_ID, OWNER, REGION

FUNDS = Query(
    "plan.funds",
    Text("专款", "Funds"),
    Text(
        "期间内记账的预算与支出，按自身区域，其次按客户区域；使用率 = 支出 ÷ 预算；未指定客户 = 没有客户编码的支出。",
        "Budget and spend booked in the period, by the row's region, else its account's; rate = spend ÷ budget; "
        "unassigned = spend without an account.",
    ),
    (
        REGION,
        Field("budget", Text("预算", "Budget"), "money"),
        Field("spend", Text("支出", "Spend"), "money"),
        Field("rate", Text("使用率", "Rate"), "rate"),
        Field("unassigned", Text("未指定客户", "Unassigned"), "money"),
    ),
    window="period",
)
ACTIONS = Query(
    "plan.actions",
    Text("行动计划", "Actions"),
    Text(
        "期末前开始、期初前未完成的行动；逾期 = 应在截止日之前完成而未完成；"
        "已完成指截止日前完成、状态为完成而无日期、或已取消。",
        "Actions that start by the period's end and were not done before it; overdue = due before the as-of day and "
        "not finished, that is done by then, marked done without a day, or cancelled.",
    ),
    (
        Field("action_no", Text("行动编号", "Action no."), "text"),
        ACCOUNT_ID,
        OWNER,
        Field("due_on", Text("截止", "Due on"), "day"),
        Field("done_on", Text("完成", "Done on"), "day"),
        Field("is_overdue", Text("逾期", "Overdue"), "flag"),
    ),
)

TOPIC = Topic("plan", Text("计划", "Plan"), (FUNDS, ACTIONS))
