"""客户占有率: what part of each account's purchases is ours, and where the white space lies."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field, Query, Topic
from kam.topics.fields import ACCOUNT_ID, ACCOUNT_NAME, ACCOUNTS, CATEGORY, OUR_SALES, REGION, SHARE, WALLET

BY_ACCOUNT = Query(
    "share.by_account",
    Text("客户占有率", "Account share"),
    Text(
        "占有率 = 期间内我方在已知品类的销售额 ÷ 同期同品类的客户采购额；采购额未知时为 —，超过 100% 表示采购额估低。",
        "Share = our sales in the known categories ÷ the account's wallet for the same days and categories; "
        "unknown wallet gives —; above 100 % the wallet is underestimated.",
    ),
    (
        ACCOUNT_ID,
        ACCOUNT_NAME,
        REGION,
        OUR_SALES,
        WALLET,
        SHARE,
        Field("basis", Text("口径", "Basis"), "text"),
        Field("over_wallet", Text("超采购额", "Over wallet"), "flag"),
    ),
    window="period",
)
BY_REGION = Query(
    "share.by_region",
    Text("区域占有率", "Share by region"),
    Text(
        "客户占有率只含采购额已知的客户；已知比例 = 有已知采购额的销售 ÷ 全部销售；"
        "市场占有率 = 我方销售 ÷ 市场容量（按天分摊）。",
        "Account share counts accounts with a known wallet; known = sales with a known wallet ÷ all sales; "
        "market share = our sales ÷ market capacity spread over its days.",
    ),
    (
        REGION,
        OUR_SALES,
        WALLET,
        SHARE,
        Field("known", Text("采购额已知比例", "Known part"), "rate"),
        Field("market_capacity", Text("市场容量", "Market capacity"), "money"),
        Field("market_share", Text("市场占有率", "Market share"), "rate"),
    ),
    window="period",
)
TREND = Query(
    "share.trend",
    Text("占有率走势", "Share by month"),
    Text("逐月计算；首尾月按期间截取，采购额按月判断是否已知。", "Month by month; end months are cut at the period."),
    (
        Field("month", Text("月份", "Month"), "text"),
        OUR_SALES,
        WALLET,
        SHARE,
        Field("our_sales_last_year", Text("去年同期销售额", "Sales last year"), "money"),
    ),
    window="both years",
)
WHITE_SPACE = Query(
    "share.white_space",
    Text("空白空间", "White space"),
    Text(
        "空白 = 客户采购额 − 我方销售额，按客户与品类。", "White space = wallet − our sales, by account and category."
    ),
    (
        ACCOUNT_ID,
        CATEGORY,
        WALLET,
        OUR_SALES,
        Field("white_space", Text("空白", "White space"), "money"),
        Field("leading_supplier", Text("最大供应商", "Leading supplier"), "text"),
        Field("leading_share", Text("其占比", "Its share"), "rate"),
    ),
    window="period",
)
CONCENTRATION = Query(
    "share.concentration",
    Text("销售集中度", "Concentration"),
    Text(
        "期间内有销售的客户按销售额从大到小；累计占比到 80% 之前为 A，到 95% 之前为 B，其余为 C。",
        "Accounts with sales in the period, the largest first; A while the share before them is below 80 %, "
        "B below 95 %, else C.",
    ),
    (
        Field("rank", Text("名次", "Rank"), "count"),
        ACCOUNT_ID,
        OUR_SALES,
        Field("cumulative_share", Text("累计占比", "Cumulative share"), "rate"),
        Field("abc", Text("ABC", "ABC"), "text"),
    ),
    window="period",
)
INDICES = Query(
    "share.indices",
    Text("集中度指标", "Concentration indices"),
    Text(
        "HHI = 各客户销售占比的平方和；基尼系数 0 表示各客户相同；前十占比 = 最大十个客户的销售占比。",
        "HHI = sum of squared sales shares; Gini 0 = all buy the same; top 10 = the part of the ten largest.",
    ),
    (
        ACCOUNTS,
        Field("hhi", Text("HHI", "HHI"), "number"),
        Field("gini", Text("基尼系数", "Gini"), "number"),
        Field("top10_share", Text("前十占比", "Top 10"), "rate"),
    ),
    window="period",
)
GUARDRAIL = Query(
    "share.guardrail",
    Text("中小客户护栏", "Guardrail"),
    Text(
        "大客户与其余客户的期间销售额，及其相对去年同期的变化；大客户按截止日名录，两年同口径。",
        "Sales to key accounts and to everybody else, and their change against the same days last year; "
        "the key accounts of the as-of day, in both years.",
    ),
    (
        Field("key_sales", Text("大客户销售额", "Key accounts"), "money"),
        Field("key_change", Text("大客户同比", "Change, key"), "rate"),
        Field("other_sales", Text("其余客户销售额", "Others"), "money"),
        Field("other_change", Text("其余客户同比", "Change, others"), "rate"),
        Field("key_last_year", Text("大客户去年同期", "Key accounts last year"), "money"),
        Field("other_last_year", Text("其余客户去年同期", "Others last year"), "money"),
    ),
    window="both years",
)

MOVEMENT = Query(
    "share.movement",
    Text("占有率变化", "Share won and lost"),
    Text(
        "只比较本期与去年同期采购额都已知的客户：各品类、各对手使我方占有率升降多少个百分点；各品类之和、各对手之和都等于总变化。",
        "Only accounts whose wallet is known in the period and on the same days last year: by how many points each "
        "category and each rival moved our share; the categories add up to the whole change, and so do the rivals.",
    ),
    (
        Field("divided_by", Text("拆分", "Divided by"), "text"),
        Field("name", Text("品类或对手", "Category or rival"), "text"),
        Field("share_before", Text("去年同期占比", "Part last year"), "rate"),
        Field("share_now", Text("本期占比", "Part now"), "rate"),
        Field("points", Text("对占有率的影响", "Effect on our share"), "rate"),
        ACCOUNTS,
    ),
    window="both years",
)

TOPIC = Topic(
    "share",
    Text("客户占有率", "Account share"),
    (BY_ACCOUNT, BY_REGION, TREND, WHITE_SPACE, CONCENTRATION, INDICES, GUARDRAIL, MOVEMENT),
)
