"""阶段漏斗: where accounts stand in the eight stages, how they get on, how long they stay."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field, Query, Topic
from kam.topics.fields import ACCOUNTS, CONVERSION, STAGE

STOCK = Query(
    "funnel.stock",
    Text("各阶段现有客户", "Accounts by stage"),
    Text(
        "截止日当天处于各阶段的客户数，及其近 12 个月销售额；已退出客户不计。",
        "Accounts standing in each stage on the as-of day their sales of the last 12 months; released ones are out.",
    ),
    (STAGE, ACCOUNTS, Field("sales_12m", Text("近 12 个月销售额", "Sales, 12 months"), "money")),
)
REACHED = Query(
    "funnel.reached",
    Text("曾到达的客户", "Accounts that reached"),
    Text(
        "最高阶段达到该阶段的客户数；转化率 = 到达下一阶段 ÷ 到达本阶段。",
        "Accounts whose highest stage so far is at least this one; conversion = reached next ÷ reached this.",
    ),
    (STAGE, ACCOUNTS, CONVERSION),
)
COHORT = Query(
    "funnel.cohort",
    Text("期间进入的批次", "Cohort of the period"),
    Text(
        "期间内首次进入该阶段（或更高）的客户，截止日前到达下一阶段、仍在推进或流失的数量。",
        "Accounts that first entered the stage or a higher one in the period: reached the next, still open, or lost.",
    ),
    (
        STAGE,
        Field("entered", Text("进入", "Entered"), "count"),
        Field("reached_next", Text("到达下一阶段", "Reached next"), "count"),
        Field("open", Text("推进中", "Open"), "count"),
        Field("lost", Text("流失", "Lost"), "count"),
        CONVERSION,
    ),
)
DWELL = Query(
    "funnel.dwell",
    Text("停留天数", "Dwell time"),
    Text(
        "Kaplan-Meier 估计：在各阶段停留天数的中位数、75% 与 90% 分位；仍在阶段内的记为删失，曲线未到处为 —。",
        "Kaplan-Meier: median, 75 % and 90 % of the days spent in a stage; current spells are censored; "
        "— where the curve does not get there.",
    ),
    (
        STAGE,
        Field("spells", Text("停留次数", "Spells"), "count"),
        Field("censored", Text("未结束", "Censored"), "count"),
        Field("median_days", Text("中位天数", "Median days"), "count"),
        Field("p75_days", Text("75% 天数", "P75 days"), "count"),
        Field("p90_days", Text("90% 天数", "P90 days"), "count"),
    ),
)

TOPIC = Topic("funnel", Text("阶段漏斗", "Stage funnel"), (STOCK, REACHED, COHORT, DWELL))
