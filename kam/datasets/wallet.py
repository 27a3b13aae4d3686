"""客户采购额 · Wallets: what each customer buys, by period, category and supplier."""

from __future__ import annotations

from kam.dataset import Column, Dataset, Wide
from kam.datasets import words
from kam.kinds import CODE, FLAG, MONEY, NAME, PERIOD, TEXT
from kam.text import Text

WALLET = Dataset(
    name="wallet",
    label=Text("客户采购额", "Wallets"),
    help=Text("客户向各供应商的采购额", "What each customer buys, by period, category and supplier"),
    aliases=("采购额", "客户采购", "采购份额", "钱包份额", "wallet", "share of wallet", "spend"),
    key=("account_id", "period", "category", "supplier"),
    across=(Wide("period", "spend"), Wide("supplier", "spend"), Wide("category", "spend")),
    columns=(
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
            aliases=words.ACCOUNT_ID,
            example="KA-001",
            is_required=True,
        ),
        Column(
            "period",
            Text("期间", "Period"),
            PERIOD,
            aliases=("年度", "年份", "月份", "季度", "时间段", "year", "month", "quarter"),
            example="2026Q1",
            is_required=True,
        ),
        Column(
            "category",
            Text("品类", "Category"),
            TEXT,
            aliases=(
                "类别",
                "产品类别",
                "产品线",
                "物料类别",
                "采购品类",
                "product line",
                "product category",
                "segment",
            ),
            example="仪表",
        ),
        Column(
            "supplier",
            Text("供应商", "Supplier"),
            NAME,
            aliases=("供应商名称", "供货商", "供方", "厂家", "品牌", "supplier name", "vendor", "vendor name", "brand"),
            example="我方",
        ),
        Column(
            "spend",
            Text("采购额", "Spend"),
            MONEY,
            aliases=("采购金额", "采购总额", "采购量", "金额", "采购额度", "purchase amount", "purchases", "amount"),
            example="800000",
            is_required=True,
            minimum=0,
        ),
        Column(
            "source",
            Text("来源", "Source"),
            TEXT,
            aliases=("数据来源", "信息来源", "依据", "data source"),
            example="客户年报",
        ),
        Column(
            "is_estimate",
            Text("是否估算", "Is estimate"),
            FLAG,
            aliases=("是否估计", "估算", "是否预估", "estimate", "estimated", "is estimated"),
            example="否",
        ),
    ),
)
