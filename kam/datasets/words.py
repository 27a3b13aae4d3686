"""The words that exports of many systems use for columns that several datasets share."""

from __future__ import annotations

# fmt: off
ACCOUNT_ID = (
    "客户编号", "客户代码", "客户ID", "客户号", "客户码", "CustomerID", "customer code", "customer no",
    "customer number", "account code", "account number", "account no", "client id", "client code",
    "往来单位编码", "购货单位代码", "购货单位编码", "客商编码", "客户代号", "售达方", "sold-to party", "sold to party",
)

REGION = (
    "大区", "销售区域", "所属区域", "片区", "区域名称", "地区", "sales region", "territory", "area", "region name",
)
# fmt: on
