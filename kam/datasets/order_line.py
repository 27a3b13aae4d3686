"""订单明细 · Order lines: our order lines; returns are negative."""

from __future__ import annotations

from kam.dataset import Column, Dataset
from kam.kinds import CODE, DAY, INT, MONEY, PRICE, QUANTITY, TEXT
from kam.text import Text

ORDER_LINE = Dataset(
    name="order_line",
    label=Text("订单明细", "Order lines"),
    help=Text("我方订单明细，退货为负数", "Our order lines; returns are negative"),
    key=("order_no", "line_no"),
    numbered_by=("line_no", "order_no"),
    derived={"amount": "quantity * unit_price"},
    columns=(
        Column(
            "order_no",
            Text("订单号", "Order no"),
            CODE,
            is_required=True,
        ),
        Column(
            "line_no",
            Text("行号", "Line no"),
            INT,
            is_required=True,
        ),
        Column(
            "ordered_on",
            Text("订单日期", "Ordered on"),
            DAY,
            is_required=True,
        ),
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
        ),
        Column(
            "category",
            Text("品类", "Category"),
            TEXT,
        ),
        Column(
            "product",
            Text("产品", "Product"),
            TEXT,
        ),
        Column(
            "quantity",
            Text("数量", "Quantity"),
            QUANTITY,
        ),
        Column(
            "unit_price",
            Text("单价", "Unit price"),
            PRICE,
        ),
        Column(
            "amount",
            Text("金额", "Amount"),
            MONEY,
        ),
        Column(
            "list_amount",
            Text("目录价金额", "List amount"),
            MONEY,
        ),
        Column(
            "cost",
            Text("成本", "Cost"),
            MONEY,
        ),
    ),
)
