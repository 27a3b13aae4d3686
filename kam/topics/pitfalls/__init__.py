"""误区: concessions without anything in return, key accounts worked like small ones, levels nobody met."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field, Query, Topic
from kam.topics.fields import ACCOUNT_ID, AGREEMENT_NO, FINDING

CONCESSIONS = Query(
    "pitfalls.concessions",
    Text("没有回报的让利", "Concessions with nothing in return"),
    Text(
        "期间内给出且有问题的让利；"
        "每笔取最先成立的一条：无协议号或协议不在册、未签订、无承诺采购量、已到期且未达承诺。",
        "Concessions granted in the period with a finding, the first that holds: no agreement on file, not signed, "
        "no committed volume, over and below the commitment.",
    ),
    (
        Field("concession_no", Text("让利编号", "Concession no."), "text"),
        ACCOUNT_ID,
        Field("value", Text("金额", "Value"), "money"),
        AGREEMENT_NO,
        FINDING,
    ),
    window="period",
)
AGREEMENTS = Query(
    "pitfalls.agreements",
    Text("没有承诺的返点", "Rebates without a commitment"),
    Text(
        "窗口与期间重叠、已得返点大于 0、却未签订、无承诺采购量或已到期未达承诺的协议。",
        "Agreements whose window overlaps the period and that earn a rebate, but are not signed, have no committed "
        "volume, or ended below it.",
    ),
    (AGREEMENT_NO, ACCOUNT_ID, Field("earned", Text("已得返点", "Earned"), "money"), FINDING),
)
SUMMARY = Query(
    "pitfalls.summary",
    Text("让利总览", "Concessions in sum"),
    Text(
        "有问题部分 = 有问题的让利 ÷ 期间全部让利；ρ 为让利率（让利 ÷ 销售额）与销售额同比的 Spearman 秩相关，"
        "只含两年同期销售额均大于 0 的在册客户，少于 5 户为 —。相关不等于因果。",
        "Part = concessions with a finding ÷ all of the period; ρ = Spearman's rank correlation between concession "
        "rate (concessions ÷ sales) and change of sales, over listed accounts with sales in both years, — below 5 "
        "accounts. Correlation says nothing about cause.",
    ),
    (
        Field("value", Text("让利总额", "Concessions"), "money"),
        Field("value_with_finding", Text("有问题的让利", "With a finding"), "money"),
        Field("part", Text("有问题部分", "Part"), "rate"),
        Field("rho", Text("秩相关 ρ", "Spearman's ρ"), "number"),
        Field("n", Text("客户数", "n"), "count"),
    ),
    window="both years",
)
DIFFERENTIATION = Query(
    "pitfalls.differentiation",
    Text("大客户与其他客户的投入", "Key accounts against the others"),
    Text(
        "期间内每户平均：拜访次数（不含电话）、服务类让利、全部让利；没有的客户计 0；比值 = 大客户 ÷ 其他客户。",
        "Per account of the period: visits (no calls), concessions of kind service, all concessions; accounts with "
        "none included; ratio = key ÷ other.",
    ),
    (
        Field("measure", Text("指标", "Measure"), "text"),
        Field("key_accounts", Text("大客户每户", "Per key account"), "number"),
        Field("other_accounts", Text("其他客户每户", "Per other account"), "number"),
        Field("ratio", Text("比值", "Ratio"), "number"),
    ),
    window="period",
)
LEVELS = Query(
    "pitfalls.levels",
    Text("未触及的层级", "Levels nobody met"),
    Text(
        "截止日前中层与基层未都见过的大客户（从未拜访者在内）；电话不算见面。",
        "Key accounts whose middle and frontline were not both met by the as-of day, those never visited included; a "
        "call is no meeting.",
    ),
    (
        ACCOUNT_ID,
        Field("senior_met", Text("见过高层", "Senior met"), "flag"),
        Field("middle_met", Text("见过中层", "Middle met"), "flag"),
        Field("frontline_met", Text("见过基层", "Frontline met"), "flag"),
    ),
)

TOPIC = Topic("pitfalls", Text("误区", "Pitfalls"), (CONCESSIONS, AGREEMENTS, SUMMARY, DIFFERENTIATION, LEVELS))
