"""拜访: who of ours meets whom, how often, and how much of the working time it takes."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field, Query, Topic
from kam.topics.fields import ACCOUNT_ID, ACCOUNTS, REGION

EXECUTIVE = Query(
    "engagement.executive",
    Text("决策层往来", "Executive contacts"),
    Text(
        "近 12 个月我方决策层与每个大客户的往来次数（含电话与活动），对照每年次数范围。",
        "Contacts of our executives with each key account in the last 12 months, calls and events included, against "
        "the range a year.",
    ),
    (
        ACCOUNT_ID,
        Field("contacts", Text("往来次数", "Contacts"), "count"),
        Field("minimum", Text("下限", "Minimum"), "count"),
        Field("maximum", Text("上限", "Maximum"), "count"),
    ),
)
CADENCE = Query(
    "engagement.cadence",
    Text("拜访周期", "Visits due"),
    Text(
        "应访日期 = 最近一次拜访（电话不算）+ 该类别的周期天数；从未拜访为 —，无类别则应访日期为 —。",
        "Due = last visit (calls are none) + the days of the class's cadence; — where nobody ever went; no due day "
        "without a class.",
    ),
    (
        ACCOUNT_ID,
        Field("last_visit_on", Text("最近拜访", "Last visit"), "day"),
        Field("days_since", Text("距今天数", "Days since"), "count"),
        Field("due_on", Text("应访日期", "Due on"), "day"),
    ),
)
MATRIX = Query(
    "engagement.matrix",
    Text("三层对三层", "Level by level"),
    Text(
        "近 12 个月大客户按双方层级的见面次数与客户数；对方层级取拜访记录，其次取联系人；层级未知不计，电话不算。",
        "Meetings with key accounts in the last 12 months by both levels; theirs from the visit, else from the "
        "contact; unknown levels and calls are left out.",
    ),
    (
        Field("visitor_level", Text("我方层级", "Our level"), "text"),
        Field("contact_level", Text("对方层级", "Their level"), "text"),
        ACCOUNTS,
        Field("visits", Text("见面次数", "Visits"), "count"),
    ),
)
TIME = Query(
    "engagement.time",
    Text("拜访时间", "Time spent on visits"),
    Text(
        "工作时间 = 业务人数 × 期间工作日 × 8 小时；拜访占比 = 拜访小时 ÷ 工作时间；"
        "大客户占比 = 其中用于大客户的部分；电话不算。",
        "Working hours = headcount × weekdays of the period × 8; visit share = visit hours ÷ working hours; key "
        "account share = the part of them spent on key accounts; calls are left out.",
    ),
    (
        REGION,
        Field("visit_hours", Text("拜访小时", "Visit hours"), "number"),
        Field("working_hours", Text("工作小时", "Working hours"), "number"),
        Field("visit_share", Text("拜访占比", "Visit share"), "rate"),
        Field("key_account_share", Text("大客户占比", "Key account share"), "rate"),
    ),
    window="period",
)

TOPIC = Topic("engagement", Text("拜访", "Engagement"), (EXECUTIVE, CADENCE, MATRIX, TIME))
