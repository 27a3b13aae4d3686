"""返点协议 · Rebate agreements: rebate agreements."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.kinds import CHOICE, CODE, DAY, QUANTITY, TEXT
from kam.text import Text

AGREEMENT = Dataset(
    name="agreement",
    label=Text("返点协议", "Rebate agreements"),
    help=Text("返点协议", "Rebate agreements"),
    key=("agreement_no",),
    columns=(
        Column(
            "agreement_no",
            Text("协议号", "Agreement no"),
            CODE,
            is_required=True,
        ),
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
        ),
        Column(
            "starts_on",
            Text("开始日期", "Starts on"),
            DAY,
            is_required=True,
        ),
        Column(
            "ends_on",
            Text("结束日期", "Ends on"),
            DAY,
            is_required=True,
        ),
        Column(
            "basis",
            Text("口径", "Basis"),
            CHOICE,
            choices=(
                Choice("amount", Text("金额", "Amount")),
                Choice("quantity", Text("数量", "Quantity")),
            ),
            is_required=True,
        ),
        Column(
            "method",
            Text("计算方式", "Method"),
            CHOICE,
            choices=(
                Choice("all_unit", Text("全额", "All unit")),
                Choice("marginal", Text("超额累进", "Marginal")),
            ),
            is_required=True,
        ),
        Column(
            "category",
            Text("品类", "Category"),
            TEXT,
        ),
        Column(
            "committed_volume",
            Text("承诺采购量", "Committed volume"),
            QUANTITY,
            minimum=0,
        ),
        Column(
            "signed_on",
            Text("签订日期", "Signed on"),
            DAY,
        ),
    ),
)
