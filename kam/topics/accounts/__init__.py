"""客户: the accounts behind a figure. These questions serve the pages' lists; they are not published reports."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field, Query, Topic
from kam.topics.fields import ACCOUNT_ID, ACCOUNT_NAME, AGREEMENT_NO, PARTY, REGION, SALES_12M, STAGE

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

TOPIC = Topic("accounts", Text("客户", "Accounts"), (DIRECTORY, MOVES, SCORES, TERMS, REGIONS))
