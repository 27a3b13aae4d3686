"""返点协议 · Rebate agreements: rebate agreements."""

from __future__ import annotations

from kam.dataset import Check, Choice, Column, Dataset
from kam.datasets import words
from kam.kinds import CHOICE, CODE, DAY, QUANTITY, TEXT
from kam.text import Text

AGREEMENT = Dataset(
    name="agreement",
    label=Text("返点协议", "Rebate agreements"),
    help=Text("返点协议", "Rebate agreements"),
    aliases=("返利协议", "返点合同", "框架协议", "rebate agreements", "rebate contracts", "agreements"),
    key=("agreement_no",),
    checks=(
        Check(
            "check",
            "ends_on",
            "ends_on >= starts_on",
            Text("结束日期不早于开始日期", "an end not before the start"),
            Text("检查开始与结束日期。", "Check the start and the end."),
        ),
    ),
    columns=(
        Column(
            "agreement_no",
            Text("协议号", "Agreement no"),
            CODE,
            aliases=(
                "协议编号",
                "合同编号",
                "合同号",
                "返利协议号",
                "agreement number",
                "agreement id",
                "contract no",
                "contract number",
            ),
            example="RA-2026-01",
            is_required=True,
        ),
        Column("account_id", Text("客户编码", "Account ID"), CODE, aliases=words.ACCOUNT_ID, example="KA-001"),
        Column(
            "starts_on",
            Text("开始日期", "Starts on"),
            DAY,
            aliases=(
                "起始日期",
                "生效日期",
                "开始时间",
                "协议开始",
                "start date",
                "begin date",
                "valid from",
                "effective date",
                "from date",
            ),
            example="2026-01-01",
            is_required=True,
        ),
        Column(
            "ends_on",
            Text("结束日期", "Ends on"),
            DAY,
            aliases=(
                "终止日期",
                "截止日期",
                "到期日期",
                "结束时间",
                "失效日期",
                "协议结束",
                "end date",
                "expiry date",
                "expiration date",
                "valid to",
                "to date",
            ),
            example="2026-12-31",
            is_required=True,
        ),
        Column(
            "basis",
            Text("口径", "Basis"),
            CHOICE,
            aliases=("返点口径", "计算口径", "计量口径", "返点依据", "rebate basis", "measure"),
            example="金额",
            choices=(
                Choice("amount", Text("金额", "Amount"), ("按金额", "销售额", "采购额", "value", "revenue")),
                Choice("quantity", Text("数量", "Quantity"), ("按数量", "销量", "采购量", "volume", "units")),
            ),
            is_required=True,
        ),
        Column(
            "method",
            Text("计算方式", "Method"),
            CHOICE,
            aliases=("返点方式", "计算方法", "返利方式", "返点计算方式", "rebate method", "calculation"),
            example="全额",
            choices=(
                Choice("all_unit", Text("全额", "All unit"), ("全额返", "全额累进", "全量", "全额返点", "retroactive")),
                Choice(
                    "marginal",
                    Text("超额累进", "Marginal"),
                    ("超额", "累进", "分段", "分档累进", "超额返点", "incremental", "tiered"),
                ),
            ),
            is_required=True,
        ),
        Column(
            "category",
            Text("品类", "Category"),
            TEXT,
            aliases=("类别", "产品类别", "产品线", "适用品类", "product line", "product category"),
            example="仪表",
        ),
        Column(
            "committed_volume",
            Text("承诺采购量", "Committed volume"),
            QUANTITY,
            aliases=(
                "承诺量",
                "承诺额",
                "承诺金额",
                "承诺采购额",
                "保底量",
                "约定采购量",
                "commitment",
                "committed amount",
                "minimum volume",
            ),
            example="3000000",
            minimum=0,
            money_when=("basis", "amount"),
        ),
        Column(
            "signed_on",
            Text("签订日期", "Signed on"),
            DAY,
            aliases=("签署日期", "签约日期", "签订时间", "signed date", "sign date", "signature date", "date signed"),
            example="2025-12-20",
        ),
    ),
)
