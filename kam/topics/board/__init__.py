"""要事: what needs a decision, from every other topic, ranked by the money at stake."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field, Query, Topic
from kam.topics.fields import ACCOUNT_ID, OWNER, REGION

EXCEPTIONS = Query(
    "board.exceptions",
    Text("需要决定的要事", "What needs a decision"),
    Text(
        "每行一件要事，按涉及金额从大到小：停滞、回退、阶段未证实、占有率下降、接近下一档、落后承诺、让利无回报、逾期未访、"
        "高层缺席、层级缺失、清单数量、行动逾期。没有别的金额时，涉及金额为该客户近 12 个月销售额；阈值见设置。",
        "One row a finding, the most money first: stalled, regressed, stage unproven, share lost, near the next tier, "
        "behind the commitment, nothing in return, visit overdue, executive absent, level missing, list size, action "
        "overdue. Where no other money is at stake, the account's sales of the last 12 months; thresholds: settings.",
    ),
    (
        Field("kind", Text("要事", "Finding"), "text"),
        ACCOUNT_ID,
        REGION,
        OWNER,
        Field("at_stake", Text("涉及金额", "At stake"), "money"),
        Field("since", Text("自", "Since"), "day"),
    ),
    window="both years",
)

TOPIC = Topic("board", Text("总览", "Overview"), (EXCEPTIONS,))
