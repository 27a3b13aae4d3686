"""客户采购额 · Wallets: what each customer buys, by period, category and supplier."""

from __future__ import annotations

from kam.dataset import Column, Dataset
from kam.kinds import CODE, FLAG, MONEY, NAME, PERIOD, TEXT
from kam.text import Text

WALLET = Dataset(
    name="wallet",
    label=Text("客户采购额", "Wallets"),
    help=Text("客户向各供应商的采购额", "What each customer buys, by period, category and supplier"),
    key=("account_id", "period", "category", "supplier"),
    columns=(
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
            is_required=True,
        ),
        Column(
            "period",
            Text("期间", "Period"),
            PERIOD,
            is_required=True,
        ),
        Column(
            "category",
            Text("品类", "Category"),
            TEXT,
        ),
        Column(
            "supplier",
            Text("供应商", "Supplier"),
            NAME,
        ),
        Column(
            "spend",
            Text("采购额", "Spend"),
            MONEY,
            is_required=True,
            minimum=0,
        ),
        Column(
            "source",
            Text("来源", "Source"),
            TEXT,
        ),
        Column(
            "is_estimate",
            Text("是否估算", "Is estimate"),
            FLAG,
        ),
    ),
)
