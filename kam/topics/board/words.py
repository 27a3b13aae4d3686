"""The twelve kinds of findings in a reader's words: what it is, where its rows are, and a next step to agree on.

They stand in the order in which a person would take them up: of several at one account, the first has the next step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kam.text import Text

Tone = Literal["red", "orange", "blue", "gray"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding. `query` holds its rows, `room` is the page that shows them, `step` is a next step.

    `icon` names a symbol; `tone`: red = something is being lost, orange = it is late, blue = a chance, gray = a gap in
    how the account is worked.
    """

    label: Text
    query: str
    room: str
    step: Text
    icon: str
    tone: Tone


KINDS: dict[str, Kind] = {
    "share_lost": Kind(
        Text("占有率下降", "Share lost"),
        "share.by_account",
        "share",
        Text(
            "拜访客户，查明哪家对手、哪个品类拿走了份额，并提出方案",
            "Find out which rival took which category; bring an offer",
        ),
        "trending_down",
        "red",
    ),
    "stalled": Kind(
        Text("阶段停滞", "Stalled"),
        "funnel.stalled",
        "funnel",
        Text("确定推进到下一阶段所缺的一步并约定日期", "Agree on the one missing step to the next stage, with a day"),
        "hourglass_bottom",
        "orange",
    ),
    "regressed": Kind(
        Text("阶段回退", "Regressed"),
        "funnel.regressions",
        "funnel",
        Text("与客户复盘回退原因，重定推进计划", "Review with the account why it fell back; plan anew"),
        "keyboard_double_arrow_down",
        "red",
    ),
    "stage_unproven": Kind(
        Text("阶段未证实", "Stage unproven"),
        "funnel.audit",
        "funnel",
        Text(
            "补齐阶段证据，或把阶段改回证据所及之处", "Bring the missing proof, or set the stage back to what is proven"
        ),
        "rule",
        "orange",
    ),
    "near_tier": Kind(
        Text("接近下一档", "Near the next tier"),
        "rebate.status",
        "rebate",
        Text("与客户商定差额订单，赶在到期前达到下一档", "Agree on the missing volume before the agreement ends"),
        "flag",
        "blue",
    ),
    "behind_commitment": Kind(
        Text("落后承诺", "Behind the commitment"),
        "rebate.status",
        "rebate",
        Text(
            "与客户核对承诺采购量，商定追赶计划或调整返点",
            "Go through the commitment; agree how to catch up, or adjust",
        ),
        "running_with_errors",
        "red",
    ),
    "nothing_in_return": Kind(
        Text("让利无回报", "Nothing in return"),
        "pitfalls.concessions",
        "pitfalls",
        Text("补签有承诺采购量的协议，或停止该项让利", "Sign an agreement with a committed volume, or stop conceding"),
        "money_off",
        "red",
    ),
    "visit_overdue": Kind(
        Text("逾期未访", "Visit overdue"),
        "engagement.cadence",
        "engagement",
        Text("两周内完成拜访", "Visit within two weeks"),
        "event_busy",
        "orange",
    ),
    "executive_absent": Kind(
        Text("高层缺席", "Executive absent"),
        "engagement.executive",
        "engagement",
        Text("安排我方高层拜访", "Arrange a visit by one of our executives"),
        "supervisor_account",
        "gray",
    ),
    "level_missing": Kind(
        Text("层级缺失", "Level missing"),
        "pitfalls.levels",
        "pitfalls",
        Text("约见缺失层级的联系人", "Meet the levels not met yet"),
        "groups",
        "gray",
    ),
    "list_size": Kind(
        Text("名单数量", "List size"),
        "roster.by_region",
        "roster",
        Text("增补或清退大客户，使名单回到规定范围", "Lock or release accounts until the list is within its range"),
        "playlist_remove",
        "gray",
    ),
    "action_overdue": Kind(
        Text("行动逾期", "Action overdue"),
        "plan.actions",
        "plan",
        Text("与责任人确认新的完成日期或取消", "Agree on a new day with the owner, or cancel"),
        "alarm",
        "orange",
    ),
}
