"""The words that exports of many systems use for columns that several datasets share."""

from __future__ import annotations

# fmt: off
ACCOUNT_ID = (
    "客户编号", "客户代码", "客户ID", "客户号", "客户码", "CustomerID", "customer code", "customer no",
    "customer number", "account code", "account number", "account no", "client id", "client code",
    "往来单位编码", "购货单位代码", "购货单位编码", "客商编码", "客户代号", "售达方", "sold-to party", "sold to party",
)

ORDER_NO = (
    "订单编号", "单据编号", "单据号", "单号", "销售订单号", "销售单号", "出库单号", "发票号", "发票号码",
    "InvoiceNo", "invoice number", "invoice id", "order id", "order number", "sales order", "document no",
    "订单号码", "订单ID", "销售订单编号", "单据号码", "invoice", "order", "sales order number",
    "sales order no", "so number", "so no", "document number", "doc no", "bill no", "order code",
    "transaction id", "销售凭证", "销售凭证号", "发货单号", "销售出库单号", "sales document", "sales doc",
    "billing document",
)

REGION = (
    "大区", "销售区域", "所属区域", "片区", "区域名称", "地区", "sales region", "territory", "area", "region name",
)

# Lines with such a column and no customer are purchases, stock or bookings.
NOT_SALES = (
    "供应商", "供应商名称", "供应商编码", "供货单位", "采购订单号", "入库单号", "入库日期", "仓库", "收发类别",
    "领用部门", "报销人", "科目编码", "科目名称", "借方金额", "贷方金额", "余额", "账户余额", "对方户名", "对方账号",
    "交易对方", "收/支", "supplier", "vendor", "supplier name", "vendor name", "purchase order", "warehouse",
    "balance", "debit", "credit",
)
# fmt: on
