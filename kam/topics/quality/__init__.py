"""数据质量: what is unknown or contradicts itself, and how much hangs on it."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field, Query, Topic
from kam.topics.fields import ACCOUNT_ID, FINDING, REGION

AMOUNT = Field("amount", Text("涉及金额", "At stake"), "money")

FINDINGS = Query(
    "quality.findings",
    Text("数据质量", "Data quality"),
    Text(
        "每个问题的行数、已知金额之和与占比；占比：销售类问题 = 金额 ÷ 期间销售额，其余 = 行数 ÷ 被检查的行数；"
        "该数据集没有任何行时为 —。",
        "Rows, sum of the known amounts and part of each finding; part = amount ÷ the period's sales for findings of "
        "sales, else rows ÷ rows judged; — where the dataset has no row at all.",
    ),
    (
        FINDING,
        Field("rows", Text("行数", "Rows"), "count"),
        AMOUNT,
        Field("part", Text("占比", "Part"), "rate"),
    ),
)
ROWS = Query(
    "quality.rows",
    Text("问题数据明细", "Rows to correct"),
    Text(
        "期间内的订单、让利、拜访与专款（没有日期的也列出），期间涉及的采购额，与期间重叠的协议及其阶梯，"
        "期间的行动；名录、关键人物与区域按现状，其余截至截止日。批次与行号指向文件。",
        "Order lines, concessions, visits and funds of the period (those without a day too), wallets and agreements "
        "that touch it, its actions; accounts, contacts and regions as they stand now, the rest up to the as-of day. "
        "Batch and row lead to the file.",
    ),
    (
        FINDING,
        Field("dataset", Text("数据集", "Dataset"), "text"),
        ACCOUNT_ID,
        REGION,
        Field("item", Text("记录", "Item"), "text"),
        Field("on_day", Text("日期", "Day"), "day"),
        AMOUNT,
        Field("batch", Text("批次", "Batch"), "count"),
        Field("file_row", Text("文件行号", "Row in the file"), "count"),
    ),
)

TOPIC = Topic("quality", Text("数据质量", "Data quality"), (FINDINGS, ROWS))
