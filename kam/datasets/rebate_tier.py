"""返点阶梯 · Rebate tiers: the tiers of rebate agreements."""

from __future__ import annotations

from kam.dataset import Column, Dataset
from kam.kinds import CODE, QUANTITY, RATIO
from kam.text import Text

REBATE_TIER = Dataset(
    name="rebate_tier",
    label=Text("返点阶梯", "Rebate tiers"),
    help=Text("返点协议的阶梯", "The tiers of rebate agreements"),
    aliases=("返利阶梯", "返点档位", "返利档位", "阶梯返点", "返利政策", "返点政策", "rebate tiers", "tiers"),
    key=("agreement_no", "threshold"),
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
        Column(
            "threshold",
            Text("起点", "Threshold"),
            QUANTITY,
            aliases=(
                "门槛",
                "起点金额",
                "起点量",
                "阶梯起点",
                "达标金额",
                "销售额起点",
                "起始金额",
                "下限金额",
                "销售额下限",
                "下限",
                "tier start",
                "from volume",
                "minimum",
                "lower bound",
                "tier threshold",
            ),
            example="1000000",
            is_required=True,
            minimum=0,
            money_when=("", ""),
        ),
        Column(
            "rate",
            Text("返点率", "Rate"),
            RATIO,
            aliases=(
                "返点比例",
                "返利率",
                "返利比例",
                "返点",
                "比例",
                "rebate rate",
                "rebate",
                "percentage",
                "tier rate",
            ),
            example="3%",
            is_required=True,
            minimum=0,
            maximum=1,
        ),
    ),
)
