"""名录: the living list of key accounts: how long it is, who should join it, how well each account is known."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field, Query, Topic
from kam.topics.fields import ACCOUNT_ID, REGION, SALES_12M

BY_REGION = Query(
    "roster.by_region",
    Text("区域名录", "List by region"),
    Text(
        "截止日锁定的大客户数（及各类别），对照名录上下限；候选见候选客户；期间内进入按锁定日期、退出按退出日期，"
        "含首尾两天。",
        "Key accounts at the as-of day (and by class) against the bounds of the list; candidates as listed; entries "
        "and exits by day locked and released within the period, both ends included.",
    ),
    (
        REGION,
        Field("locked", Text("锁定客户", "Locked"), "count"),
        Field("list_min", Text("名录下限", "List minimum"), "count"),
        Field("list_max", Text("名录上限", "List maximum"), "count"),
        Field("end_user", Text("甲方用户", "End users"), "count"),
        Field("consultant", Text("咨询设计中介", "Consultants"), "count"),
        Field("contractor", Text("工程商", "Contractors"), "count"),
        Field("candidates", Text("候选", "Candidates"), "count"),
        Field("entries", Text("进入", "Entries"), "count"),
        Field("exits", Text("退出", "Exits"), "count"),
    ),
)
CANDIDATES = Query(
    "roster.candidates",
    Text("候选客户", "Candidates"),
    Text(
        "截止日不是大客户、未退出，且近 12 个月销售额或年采购潜力不低于门槛的名录客户；未知时标记为 —。"
        "门槛见设置，手册为 100 万元。",
        "Accounts of the directory that are no key accounts and not released at the as-of day, with sales of the "
        "last 12 months or an annual potential of at least the threshold; — where unknown. The threshold: settings, "
        "1,000,000 in the playbook.",
    ),
    (
        ACCOUNT_ID,
        SALES_12M,
        Field("annual_potential", Text("年采购潜力", "Annual potential"), "money"),
        Field("by_sales", Text("按销售额", "By sales"), "flag"),
        Field("by_potential", Text("按潜力", "By potential"), "flag"),
    ),
)
COMPLETENESS = Query(
    "roster.completeness",
    Text("档案完整度", "Completeness of profiles"),
    Text(
        "完整度 = 已填字段 ÷ 18（背景 6、人物 8、经营 4）；人物字段有任一联系人填写即算；空白不算；档案按现状，"
        "最近更新按截止日。",
        "Completeness = filled fields ÷ 18 (background 6, person 8, operations 4); a person's field counts when any "
        "contact has it; blanks do not; fields as they stand now, newest update by the as-of day.",
    ),
    (
        ACCOUNT_ID,
        Field("background", Text("背景（共 6 项）", "Background (of 6)"), "count"),
        Field("person", Text("人物（共 8 项）", "Person (of 8)"), "count"),
        Field("operations", Text("经营（共 4 项）", "Operations (of 4)"), "count"),
        Field("completeness", Text("完整度", "Completeness"), "rate"),
        Field("newest_on", Text("最近更新", "Newest update"), "day"),
    ),
)

TOPIC = Topic("roster", Text("名录", "Roster"), (BY_REGION, CANDIDATES, COMPLETENESS))
