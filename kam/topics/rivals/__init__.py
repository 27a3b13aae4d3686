"""竞争对手: where rivals are stronger."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field, Query, Topic
from kam.topics.fields import ACCOUNT_ID, ACCOUNTS, PARTY

RIVAL = Field("rival", Text("竞争对手", "Rival"), "text")
RADAR = Query(
    "rivals.radar",
    Text("竞争力雷达", "Competitor radar"),
    Text(
        "每个对象每个维度：范围内各客户最新评分的均值；没有客户评分时取区域评分，再取公司评分（客户数为 0）。",
        "Per party and dimension: the mean of each account's latest score in scope; without one the region's, "
        "then the company's (accounts = 0).",
    ),
    (
        PARTY,
        Field("dimension", Text("维度", "Dimension"), "text"),
        Field("score", Text("评分", "Score"), "number"),
        ACCOUNTS,
    ),
)
STRENGTH = Query(
    "rivals.strength",
    Text("综合实力", "Weighted strength"),
    Text(
        "综合实力 = Σ 权重 × 评分（八个资源维度，权重和为 1）；差距 = 我方 − 对方。",
        "Strength = Σ weight × score over the eight resource dimensions, weights sum to 1; gap = ours − theirs.",
    ),
    (
        PARTY,
        Field("strength", Text("综合实力", "Strength"), "number"),
        Field("gap", Text("我方领先", "Our lead"), "number"),
    ),
)
SIMILARITY = Query(
    "rivals.similarity",
    Text("策略相似与市场重叠", "Similarity and overlap"),
    Text(
        "相似 = 两者共有资源维度评分各减自身均值后的余弦；重叠 = Σ 客户 甲在该客户的采购额占甲全部 × 乙占该客户采购额；"
        "强度 = 相似 × 重叠，从我方看强度最高者为主要对手。",
        "Similarity = cosine of the scores in shared resource dimensions, each less its own mean; overlap = sum over "
        "accounts of the part of the party's spend there × the other's part of the account's wallet; intensity = "
        "similarity × overlap; the main rival has the highest seen from us.",
    ),
    (
        PARTY,
        Field("other", Text("另一方", "Other"), "text"),
        Field("similarity", Text("策略相似", "Similarity"), "number"),
        Field("overlap", Text("市场重叠", "Overlap"), "rate"),
        Field("intensity", Text("竞争强度", "Intensity"), "number"),
    ),
    window="period",
)
OPENINGS = Query(
    "rivals.openings",
    Text("机会点", "Openings"),
    Text(
        "截止日前最近一次记录为“不成立”的对手假设。",
        "Assumptions about rivals whose newest note up to the as-of day says that they do not hold.",
    ),
    (
        RIVAL,
        ACCOUNT_ID,
        Field("assumption", Text("假设", "Assumption"), "text"),
        Field("evidence", Text("依据", "Evidence"), "text"),
    ),
)
WIN_LOSS = Query(
    "rivals.win_loss",
    Text("输赢", "Won and lost"),
    Text(
        "期间内关闭的赢单与丢单、截止日仍未关闭的商机；赢单率 = 赢单 ÷（赢单 + 丢单）。最后一行为未填对手的商机。",
        "Deals won and lost in the period, and open on the as-of day; win rate = won ÷ (won + lost). "
        "The last row holds deals without a rival.",
    ),
    (
        RIVAL,
        Field("won", Text("赢单", "Won"), "count"),
        Field("lost", Text("丢单", "Lost"), "count"),
        Field("open", Text("进行中", "Open"), "count"),
        Field("win_rate", Text("赢单率", "Win rate"), "rate"),
        Field("amount_lost", Text("丢单金额", "Amount lost"), "money"),
    ),
)

TOPIC = Topic("rivals", Text("竞争对手", "Rivals"), (RADAR, STRENGTH, SIMILARITY, OPENINGS, WIN_LOSS))
