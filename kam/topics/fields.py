"""The columns that several topics answer with, each worded once."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field

ACCOUNT_ID = Field("account_id", Text("客户编码", "Account ID"), "text")
ACCOUNT_NAME = Field("account_name", Text("客户名称", "Account"), "text")
REGION = Field("region", Text("区域", "Region"), "text")
CATEGORY = Field("category", Text("品类", "Category"), "text")
OUR_SALES = Field("our_sales", Text("我方销售额", "Our sales"), "money")
WALLET = Field("wallet", Text("客户采购额", "Wallet"), "money")
SHARE = Field("share", Text("客户占有率", "Account share"), "rate")
STAGE = Field("stage", Text("阶段", "Stage"), "count")
ACCOUNTS = Field("accounts", Text("客户数", "Accounts"), "count")
CONVERSION = Field("conversion", Text("转化率", "Conversion"), "rate")
PARTY = Field("party", Text("对象", "Party"), "text")
AGREEMENT_NO = Field("agreement_no", Text("协议号", "Agreement no."), "text")
RATE = Field("rate", Text("返点率", "Rebate rate"), "rate")
SALES_12M = Field("sales_12m", Text("近 12 个月销售额", "Sales, 12 months"), "money")
FINDING = Field("finding", Text("问题", "Finding"), "text")
OWNER = Field("owner", Text("责任人", "Owner"), "text")
