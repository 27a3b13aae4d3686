"""项目商机 · Deals: projects and opportunities."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.kinds import CHOICE, CODE, DAY, MONEY, NAME, TEXT
from kam.text import Text

DEAL = Dataset(
    name="deal",
    label=Text("项目商机", "Deals"),
    help=Text("项目与商机", "Projects and opportunities"),
    key=("deal_id",),
    columns=(
        Column(
            "deal_id",
            Text("商机编号", "Deal ID"),
            CODE,
            is_required=True,
        ),
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
        ),
        Column(
            "deal_name",
            Text("商机名称", "Deal name"),
            TEXT,
        ),
        Column(
            "amount",
            Text("预计金额", "Amount"),
            MONEY,
        ),
        Column(
            "deal_stage",
            Text("商机阶段", "Deal stage"),
            TEXT,
        ),
        Column(
            "opened_on",
            Text("立项日期", "Opened on"),
            DAY,
        ),
        Column(
            "expected_on",
            Text("预计成交日期", "Expected on"),
            DAY,
        ),
        Column(
            "closed_on",
            Text("关闭日期", "Closed on"),
            DAY,
        ),
        Column(
            "outcome",
            Text("结果", "Outcome"),
            CHOICE,
            choices=(
                Choice("open", Text("进行中", "Open")),
                Choice("won", Text("赢单", "Won")),
                Choice("lost", Text("丢单", "Lost")),
            ),
        ),
        Column(
            "rival",
            Text("竞争对手", "Rival"),
            NAME,
        ),
        Column(
            "loss_reason",
            Text("丢单原因", "Loss reason"),
            TEXT,
        ),
        Column(
            "influenced_by",
            Text("引荐客户", "Influenced by"),
            CODE,
        ),
    ),
)
