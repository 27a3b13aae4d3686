"""阶段漏斗: where accounts stand in the eight stages, how they get on, how long they stay."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field, Query, Topic
from kam.topics.fields import ACCOUNT_ID, ACCOUNTS, CONVERSION, STAGE

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
STALLED = Query(
    "funnel.stalled",
    Text("停滞客户", "Stalled accounts"),
    Text(
        "当前停留天数超过该阶段全公司 75% 分位的客户；已退出客户不计。",
        "Accounts in a stage for longer than its company-wide 75 % quantile; released ones are out.",
    ),
    (
        ACCOUNT_ID,
        STAGE,
        Field("entered_on", Text("进入日期", "Since"), "day"),
        Field("days", Text("停留天数", "Days"), "count"),
        Field("p75_days", Text("75% 天数", "P75 days"), "count"),
    ),
)
REGRESSIONS = Query(
    "funnel.regressions",
    Text("阶段倒退", "Regressions"),
    Text("期间内退到更低阶段的变更。", "Moves to a lower stage in the period."),
    (
        ACCOUNT_ID,
        Field("changed_on", Text("变更日期", "Changed on"), "day"),
        Field("from_stage", Text("原阶段", "From stage"), "count"),
        Field("to_stage", Text("新阶段", "To stage"), "count"),
    ),
)
AUDIT = Query(
    "funnel.audit",
    Text("阶段证据", "Stage audit"),
    Text(
        "各客户所处阶段及以下每一级所需的证据：2 拜访过决策者；3 我方高层拜访；4 已签协议且有首单；"
        "5 近 12 个月销售额高于前 12 个月；6 对方三个层级都见过且我方至少两个层级参与；"
        "7 近 12 个月占有率 ≥ 90% 或买全所有品类；"
        "8 阶段 4 及以上满两年且近 12 个月有高层拜访。未被证明即未满足。",
        "What each stage up to the account's own needs: 2 a visit to a decision maker; 3 an executive visit; "
        "4 a signed agreement and a first order; 5 sales of 12 months above the 12 before; 6 three of their levels "
        "met by two of ours; 7 share of 12 months >= 90 % or every category bought; 8 two years at stage >= 4 and "
        "an executive visit in 12 months. What is not proven is not met.",
    ),
    (
        ACCOUNT_ID,
        STAGE,
        Field("need", Text("需求阶段", "Need"), "count"),
        Field("is_met", Text("已满足", "Met"), "flag"),
        Field("evidence", Text("证据", "Evidence"), "text"),
    ),
)
SURVIVAL = Query(
    "funnel.survival",
    Text("停留曲线", "How long stays last"),
    Text(
        "Kaplan-Meier 曲线：在该阶段停留超过若干天的比例；短竖线为尚未结束（删失）的停留。",
        "Kaplan-Meier curve: the part of the stays that lasts longer than so many days; a tick: not yet ended.",
    ),
    (
        STAGE,
        Field("days", Text("天数", "Days"), "count"),
        Field("at_risk", Text("仍在阶段内", "At risk"), "count"),
        Field("ended", Text("结束", "Ended"), "count"),
        Field("censored", Text("未结束", "Censored"), "count"),
        Field("survival", Text("留存比例", "Survival"), "rate"),
    ),
)
OPEN_DEALS = Field("open", Text("进行中商机", "Open deals"), "count")
WIN_RATE = Field("win_rate", Text("胜率", "Win rate"), "rate")
PIPELINE = Query(
    "funnel.pipeline",
    Text("商机储备", "Pipeline"),
    Text(
        "截止日进行中的商机按阶段；加权 = 金额 × 该阶段历史胜率（截止日前以该阶段关闭的商机：赢单 ÷（赢单 + 丢单））。",
        "Deals open on the as-of day by stage; weighted = amount x the stage's historic win rate, won ÷ (won + lost) "
        "of the deals closed by then that carry the stage.",
    ),
    (
        Field("deal_stage", Text("商机阶段", "Deal stage"), "text"),
        OPEN_DEALS,
        Field("amount", Text("预计金额", "Amount"), "money"),
        WIN_RATE,
        Field("weighted", Text("加权金额", "Weighted"), "money"),
    ),
)
VELOCITY = Query(
    "funnel.velocity",
    Text("商机速度", "Velocity of deals"),
    Text(
        "速度 = 进行中商机数 × 平均金额 × 胜率 ÷ 平均周期天数：照此下去每天赢得多少金额。",
        "Velocity = open deals x mean amount x win rate ÷ mean days from opening to closing: what is won a day at "
        "this pace.",
    ),
    (
        OPEN_DEALS,
        Field("mean_amount", Text("平均金额", "Mean amount"), "money"),
        WIN_RATE,
        Field("cycle_days", Text("平均周期（天）", "Cycle, days"), "number"),
        Field("velocity", Text("速度（元/天）", "Velocity, CNY a day"), "money"),
    ),
)

TOPIC = Topic(
    "funnel",
    Text("阶段漏斗", "Stage funnel"),
    (STOCK, REACHED, COHORT, DWELL, STALLED, REGRESSIONS, AUDIT, SURVIVAL, PIPELINE, VELOCITY),
)
