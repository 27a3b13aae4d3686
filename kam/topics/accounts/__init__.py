"""客户: the accounts behind a figure, and what is known of one. They serve the pages' lists; no published reports."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field, Query, Topic
from kam.topics.fields import (
    ACCOUNT_ID,
    ACCOUNT_NAME,
    AGREEMENT_NO,
    CATEGORY,
    FINDING,
    OWNER,
    PARTY,
    REGION,
    SALES_12M,
    STAGE,
    WALLET,
)

ACCOUNT_CLASS = Field("account_class", Text("客户类别", "Class"), "text")
MANAGER = Field("manager", Text("负责人", "Manager"), "text")
SINCE = Field("entered_on", Text("进入日期", "Since"), "day")

DIRECTORY = Query(
    "accounts.directory",
    Text("客户清单", "Accounts"),
    Text(
        "所选范围内的客户及其在截止日所处的阶段。",
        "The accounts in scope and the stage each stands in on the as-of day.",
    ),
    (ACCOUNT_ID, ACCOUNT_NAME, ACCOUNT_CLASS, REGION, MANAGER, STAGE, SINCE, SALES_12M),
)
MOVES = Query(
    "accounts.moves",
    Text("阶段路径", "Way through the stages"),
    Text(
        "每次阶段变更；同一天以文件中靠后的为准。", "Every stage change; on one day the later row of the file counts."
    ),
    (ACCOUNT_ID, SINCE, STAGE),
)
SCORES = Query(
    "accounts.scores",
    Text("各客户评分", "Scores by account"),
    Text(
        "各客户对每个对象各维度的最新评分之均值。",
        "The mean over dimensions of each account's latest scores of a party.",
    ),
    (ACCOUNT_ID, ACCOUNT_NAME, REGION, PARTY, Field("score", Text("平均评分", "Mean score"), "number")),
)
TERMS = Query(
    "accounts.terms",
    Text("协议条款", "Terms"),
    Text("协议的口径、计算方式与期限。", "An agreement's basis, method and window."),
    (
        AGREEMENT_NO,
        Field("basis", Text("口径", "Basis"), "text"),
        Field("method", Text("计算方式", "Method"), "text"),
        Field("starts_on", Text("开始日期", "Starts"), "day"),
        Field("ends_on", Text("结束日期", "Ends"), "day"),
        Field("signed_on", Text("签订日期", "Signed"), "day"),
    ),
)
REGIONS = Query(
    "accounts.regions",
    Text("区域", "Regions"),
    Text("区域表与名录中出现的全部区域。", "All regions that the region list or the directory names."),
    (REGION,),
)

STATUS = Field("status", Text("状态", "Status"), "text")
PROFILE = Query(
    "accounts.profile",
    Text("客户概要", "Profile"),
    Text(
        "所处阶段及停留天数；下次拜访 = 最近一次拜访、活动或会谈 + 该类别的拜访周期，电话不算。",
        "The stage and the days in it; the next visit = the last visit, event or meeting + the cadence of the class; a "
        "call is none.",
    ),
    (
        ACCOUNT_ID,
        ACCOUNT_NAME,
        ACCOUNT_CLASS,
        REGION,
        MANAGER,
        STATUS,
        Field("locked_on", Text("锁定日期", "Locked on"), "day"),
        Field("released_on", Text("退出日期", "Released on"), "day"),
        Field("annual_potential", Text("年采购潜力", "Annual potential"), "money"),
        STAGE,
        SINCE,
        Field("days", Text("停留天数", "Days in stage"), "count"),
        Field("last_visit_on", Text("最近拜访", "Last visit"), "day"),
        Field("due_on", Text("下次拜访", "Next visit"), "day"),
    ),
)
FIGURES = Query(
    "accounts.figures",
    Text("客户数字", "Figures"),
    Text(
        "近 12 个月与再前 12 个月的销售额；空白 = 期间内采购额 − 同品类我方销售额，采购额未知时为 —。",
        "Sales of the last 12 months and of the 12 before; white space = the period's wallet − our sales in the same "
        "categories; unknown wallet gives —.",
    ),
    (
        ACCOUNT_ID,
        SALES_12M,
        Field("sales_before", Text("前 12 个月销售额", "Sales, 12 before"), "money"),
        WALLET,
        Field("white_space", Text("空白", "White space"), "money"),
        Field("white_part", Text("空白占比", "White part"), "rate"),
    ),
    window="period",
)
HOLDERS = Query(
    "accounts.holders",
    Text("采购额归谁", "Who holds the wallet"),
    Text(
        "期间内采购额按品类与供应商：我方 = 订单销售额，对手 = 采购额表中其金额，未列明 = 余下部分。",
        "The period's wallet by category and supplier: ours = our order lines, a rival's = its rows of the wallet, not "
        "named = what is left.",
    ),
    (
        ACCOUNT_ID,
        CATEGORY,
        Field("holder", Text("供应商", "Supplier"), "text"),
        Field("amount", Text("金额", "Amount"), "money"),
        Field("part", Text("占比", "Part"), "rate"),
        WALLET,
    ),
    window="period",
)
STEPS = Query(
    "accounts.steps",
    Text("阶段记录", "Stage history"),
    Text("每次阶段变更与其说明，最近的在前。", "Every stage change with its note, the latest first."),
    (SINCE, STAGE, Field("note", Text("说明", "Note"), "text")),
)
CONTACTS = Query(
    "accounts.contacts",
    Text("关键人物", "Contacts"),
    Text(
        "按层级与影响力；最近见面 = 截止日前与其本人的拜访、活动或会谈。个人信息不在此列。",
        "By level and influence; last met = a visit, event or meeting with that person up to the as-of day. Nothing "
        "personal.",
    ),
    (
        Field("contact_name", Text("姓名", "Name"), "text"),
        Field("department", Text("部门", "Department"), "text"),
        Field("title", Text("职务", "Title"), "text"),
        Field("level", Text("层级", "Level"), "text"),
        Field("buying_role", Text("决策角色", "Buying role"), "text"),
        Field("attitude", Text("态度", "Attitude"), "count"),
        Field("influence", Text("影响力", "Influence"), "count"),
        Field("reports_to", Text("上级", "Reports to"), "text"),
        Field("last_visit_on", Text("最近见面", "Last met"), "day"),
    ),
)
VISITS = Query(
    "accounts.visits",
    Text("拜访记录", "Visits"),
    Text("截止日前的拜访、电话、活动与会谈，最近的在前。", "Visits, calls, events and meetings up to the as-of day."),
    (
        Field("visited_on", Text("日期", "Day"), "day"),
        Field("kind", Text("方式", "Kind"), "text"),
        Field("visitor", Text("我方人员", "Visitor"), "text"),
        Field("visitor_level", Text("我方层级", "Our level"), "text"),
        Field("contact_name", Text("对方人员", "Contact"), "text"),
        Field("contact_level", Text("对方层级", "Their level"), "text"),
        Field("hours", Text("时长", "Hours"), "number"),
        Field("purpose", Text("目的", "Purpose"), "text"),
        Field("result", Text("结果", "Outcome"), "text"),
    ),
)
CONCESSIONS = Query(
    "accounts.concessions",
    Text("让利", "Concessions"),
    Text(
        "期间内给予的让利；问题 = 没有协议、协议未签订、没有承诺量或未达承诺。",
        "Concessions granted in the period; finding = no agreement, not signed, no commitment, or a missed one.",
    ),
    (
        Field("granted_on", Text("让利日期", "Granted on"), "day"),
        Field("kind", Text("形式", "Kind"), "text"),
        Field("value", Text("金额", "Value"), "money"),
        AGREEMENT_NO,
        FINDING,
        Field("concession_no", Text("让利编号", "Concession no."), "text"),
    ),
    window="period",
)
DEALS = Query(
    "accounts.deals",
    Text("商机", "Deals"),
    Text(
        "该客户的商机与其引荐的商机在截止日的状态。", "The account's deals and those it brought, as on the as-of day."
    ),
    (
        Field("deal_name", Text("商机", "Deal"), "text"),
        Field("outcome", Text("结果", "Outcome"), "text"),
        Field("deal_stage", Text("商机阶段", "Deal stage"), "text"),
        Field("amount", Text("预计金额", "Amount"), "money"),
        Field("rival", Text("对手", "Rival"), "text"),
        Field("opened_on", Text("立项", "Opened on"), "day"),
        Field("expected_on", Text("预计成交", "Expected on"), "day"),
        Field("closed_on", Text("关闭", "Closed on"), "day"),
        Field("loss_reason", Text("丢单原因", "Loss reason"), "text"),
        Field("owner_name", Text("引荐给", "Brought for"), "text"),
    ),
)
SWOT = Query(
    "accounts.swot",
    Text("优劣势", "SWOT"),
    Text("截止日前记录的陈述，权重大的在前。", "Statements noted up to the as-of day, the weightiest first."),
    (
        Field("quadrant", Text("象限", "Quadrant"), "text"),
        Field("statement", Text("陈述", "Statement"), "text"),
        Field("weight", Text("权重", "Weight"), "count"),
        Field("noted_on", Text("记录日期", "Noted on"), "day"),
    ),
)
INTEL = Query(
    "accounts.intel",
    Text("情报", "Intelligence"),
    Text("截止日前的情报，最近的在前；可信度 1..5。", "Notes up to the as-of day, the latest first; reliability 1..5."),
    (
        Field("noted_on", Text("日期", "Day"), "day"),
        Field("subject", Text("主题", "Subject"), "text"),
        Field("topic", Text("类别", "Topic"), "text"),
        Field("text", Text("内容", "Text"), "text"),
        Field("source", Text("来源", "Source"), "text"),
        Field("reliability", Text("可信度", "Reliability"), "count"),
    ),
)
ACTIONS = Query(
    "accounts.actions",
    Text("行动", "Actions"),
    Text("与该客户约定的行动，逾期最久者在前，已结束的在后。", "What was agreed on, the longest overdue first."),
    (
        Field("state", Text("状态", "State"), "text"),
        Field("title", Text("事项", "Action"), "text"),
        OWNER,
        Field("starts_on", Text("开始", "Starts on"), "day"),
        Field("due_on", Text("截止", "Due on"), "day"),
        Field("days_overdue", Text("逾期天数", "Days overdue"), "count"),
        Field("done_on", Text("完成", "Done on"), "day"),
        Field("status", Text("进度", "Progress"), "text"),
        Field("action_no", Text("行动编号", "Action no."), "text"),
    ),
)

TOPIC = Topic(
    "accounts",
    Text("客户", "Accounts"),
    (
        *(DIRECTORY, MOVES, SCORES, TERMS, REGIONS),
        *(PROFILE, FIGURES, HOLDERS, STEPS, CONTACTS, VISITS, CONCESSIONS, DEALS, SWOT, INTEL, ACTIONS),
    ),
)
