"""返点阶梯 · Rebate tiers: the tiers of rebate agreements."""

from __future__ import annotations

from kam.dataset import Column, Dataset
from kam.kinds import CODE, QUANTITY, RATIO
from kam.text import Text

REBATE_TIER = Dataset(
    name="rebate_tier",
    label=Text("返点阶梯", "Rebate tiers"),
    help=Text("返点协议的阶梯", "The tiers of rebate agreements"),
    key=("agreement_no", "threshold"),
    columns=(
        Column(
            "agreement_no",
            Text("协议号", "Agreement no"),
            CODE,
            is_required=True,
        ),
        Column(
            "threshold",
            Text("起点", "Threshold"),
            QUANTITY,
            is_required=True,
            minimum=0,
        ),
        Column(
            "rate",
            Text("返点率", "Rate"),
            RATIO,
            is_required=True,
            minimum=0,
            maximum=1,
        ),
    ),
)
