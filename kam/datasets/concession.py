"""优惠让利 · Concessions: concessions granted to customers."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.datasets import words
from kam.kinds import CHOICE, CODE, DAY, MONEY, NAME
from kam.text import Text

CONCESSION = Dataset(
    name="concession",
    label=Text("优惠让利", "Concessions"),
    help=Text("给客户的优惠让利", "Concessions granted to customers"),
    aliases=("让利", "优惠", "优惠记录", "让利台账", "concessions", "discounts granted"),
    key=("concession_no",),
    columns=(
        Column(
            "concession_no",
            Text("让利编号", "Concession no"),
            CODE,
            aliases=(
                "让利单号",
                "优惠编号",
                "优惠单号",
                "编号",
                "单号",
                "concession number",
                "concession id",
                "reference",
            ),
            example="CN-2026-001",
            is_required=True,
        ),
        Column("account_id", Text("客户编码", "Account ID"), CODE, aliases=words.ACCOUNT_ID, example="KA-001"),
        Column(
            "granted_on",
            Text("让利日期", "Granted on"),
            DAY,
            aliases=(
                "优惠日期",
                "让利时间",
                "给予日期",
                "日期",
                "grant date",
                "granted date",
                "concession date",
                "date",
            ),
            example="2026-03-10",
        ),
        Column(
            "kind",
            Text("形式", "Kind"),
            CHOICE,
            aliases=("让利形式", "优惠形式", "让利类型", "优惠类型", "类型", "type", "concession type"),
            example="价格",
            choices=(
                Choice("price", Text("价格", "Price"), ("降价", "折扣", "价格优惠", "特价", "discount")),
                Choice("rebate", Text("返点", "Rebate"), ("返利", "rebates")),
                Choice(
                    "payment_term",
                    Text("账期", "Payment term"),
                    ("付款账期", "延长账期", "账期延长", "credit term", "payment terms"),
                ),
                Choice("gift_goods", Text("赠货", "Gift goods"), ("赠品", "赠送", "赠送货物", "free goods")),
                Choice("service", Text("服务", "Service"), ("免费服务", "增值服务", "services")),
            ),
        ),
        Column(
            "value",
            Text("金额", "Value"),
            MONEY,
            aliases=("让利金额", "优惠金额", "让利额", "价值", "amount", "concession value", "concession amount"),
            example="20000",
            minimum=0,
        ),
        Column(
            "agreement_no",
            Text("协议号", "Agreement no"),
            CODE,
            aliases=(
                "协议编号",
                "合同编号",
                "合同号",
                "agreement number",
                "agreement id",
                "contract no",
                "contract number",
            ),
            example="RA-2026-01",
        ),
        Column(
            "approved_by",
            Text("批准人", "Approved by"),
            NAME,
            aliases=("审批人", "审批", "核准人", "approver", "approved"),
            example="陈总",
        ),
    ),
)
