"""优惠让利 · Concessions: concessions granted to customers."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.kinds import CHOICE, CODE, DAY, MONEY, NAME
from kam.text import Text

CONCESSION = Dataset(
    name="concession",
    label=Text("优惠让利", "Concessions"),
    help=Text("给客户的优惠让利", "Concessions granted to customers"),
    key=("concession_no",),
    columns=(
        Column(
            "concession_no",
            Text("让利编号", "Concession no"),
            CODE,
            is_required=True,
        ),
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
        ),
        Column(
            "granted_on",
            Text("让利日期", "Granted on"),
            DAY,
        ),
        Column(
            "kind",
            Text("形式", "Kind"),
            CHOICE,
            choices=(
                Choice("price", Text("价格", "Price")),
                Choice("rebate", Text("返点", "Rebate")),
                Choice("payment_term", Text("账期", "Payment term")),
                Choice("gift_goods", Text("赠货", "Gift goods")),
                Choice("service", Text("服务", "Service")),
            ),
        ),
        Column(
            "value",
            Text("金额", "Value"),
            MONEY,
            minimum=0,
        ),
        Column(
            "agreement_no",
            Text("协议号", "Agreement no"),
            CODE,
        ),
        Column(
            "approved_by",
            Text("批准人", "Approved by"),
            NAME,
        ),
    ),
)
