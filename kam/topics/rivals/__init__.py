"""竞争对手: where rivals are stronger."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field, Query, Topic
from kam.topics.fields import ACCOUNTS, PARTY

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

TOPIC = Topic("rivals", Text("竞争对手", "Rivals"), (RADAR, STRENGTH))
