"""Every finding in a reader's words: what it says, and what to do about it."""

from __future__ import annotations

from kam.text import Text

_LIST = Text("请在大客户名录中补录该客户，或更正编码。", "Add the customer to the account list, or correct its ID.")
_ACCOUNT = Text(
    "请补客户编码；没有编码的行不计入任何客户。", "Fill in the account ID; without one the row counts for no account."
)

FINDINGS: dict[str, tuple[Text, Text]] = {
    "account_without_class": (
        Text("客户没有类别", "Account without a class"),
        Text("请在名录中填客户类别；按类别筛选时看不到它。", "Fill in the class; class filters leave the account out."),
    ),
    "account_without_region": (
        Text("客户没有区域", "Account without a region"),
        Text("请在名录中填区域；按区域筛选时看不到它。", "Fill in the region; region filters leave the account out."),
    ),
    "account_region_unlisted": (
        Text("客户的区域不在区域表", "Account in a region that is not listed"),
        Text("请更正区域写法，或在区域表中补上该区域。", "Correct the region's name, or add it to the region sheet."),
    ),
    "account_without_status": (
        Text("客户没有状态", "Account without a status"),
        Text(
            "请填候选、锁定或退出；没有状态不算大客户。",
            "Fill in candidate, locked or released; without it the account is no key account.",
        ),
    ),
    "account_without_manager": (
        Text("客户没有负责人", "Account without a manager"),
        Text("请填负责人，待办事项才有人接。", "Fill in the manager, so that findings have an owner."),
    ),
    "locked_without_day": (
        Text("已锁定但没有锁定日期", "Locked on no known day"),
        Text(
            "请补锁定日期；没有日期视为一直是大客户，不计入新增。",
            "Fill in the day; without it the account was always a key account and never an entry.",
        ),
    ),
    "released_without_day": (
        Text("已退出但没有退出日期", "Released on no known day"),
        Text(
            "请补退出日期；没有日期视为一直已退出，不计入退出数。",
            "Fill in the day; without it the account was always released and never an exit.",
        ),
    ),
    "customer_outside_directory": (Text("记录的客户不在名录", "Row of an unlisted customer"), _LIST),
    "line_outside_directory": (
        Text("订单的客户不在名录", "Order line of an unlisted customer"),
        Text(
            "请在名录中补录该客户，或更正编码；按区域或类别看时这些销售额会缺。",
            "List the customer or correct its ID; until then no region or class has its sales.",
        ),
    ),
    "line_without_account": (Text("订单行没有客户", "Order line without an account"), _ACCOUNT),
    "line_without_category": (
        Text("订单行没有品类", "Order line without a category"),
        Text(
            "请补品类；分品类的占有率和返点不计这些行。",
            "Fill in the category; shares and rebates by category leave the line out.",
        ),
    ),
    "line_without_quantity": (
        Text("订单行没有数量", "Order line without a quantity"),
        Text("请补数量；按数量的返点不计这些行。", "Fill in the quantity; rebates on quantity leave the line out."),
    ),
    "line_without_cost": (
        Text("订单行没有成本", "Order line without a cost"),
        Text(
            "请补成本；缺一行，该客户的毛利率就未知。",
            "Fill in the cost; one line without makes the account's margin unknown.",
        ),
    ),
    "line_without_amount": (
        Text("订单行没有金额", "Order line without an amount"),
        Text("请补金额，或补数量和单价。", "Fill in the amount, or both quantity and unit price."),
    ),
    "wallet_unknown": (
        Text("有销售但客户采购额未知", "Sales without a known wallet"),
        Text(
            "请补该客户整个期间的采购额，占有率才算得出。",
            "Add the account's wallet for the whole period; its share is unknown until then.",
        ),
    ),
    "wallet_category_unknown": (
        Text("有销售但该品类采购额未知", "Sales in a category without a known wallet"),
        Text(
            "请补该品类的采购额，或补客户的总采购额。", "Add the wallet of this category, or that of the whole account."
        ),
    ),
    "wallet_below_sales": (
        Text("采购额低于我方销售额", "Wallet below our sales"),
        Text("请重新核实采购额；占有率超过 100%。", "Check the wallet again; the share is above 100%."),
    ),
    "wallet_estimated": (
        Text("采购额是估算值", "Wallet is an estimate"),
        Text("请用客户确认的数字替换估算值。", "Replace the estimate by a figure that the customer confirms."),
    ),
    "wallet_conflict": (
        Text("各供应商之和超过采购总额", "Suppliers add up to more than the wallet"),
        Text("请核对总额与各供应商；计算以总额为准。", "Check the whole and its suppliers; the whole is what counts."),
    ),
    "stage_backdated": (
        Text("阶段变更日期倒填", "Stage change dated back"),
        Text("请核实日期：先录入的行反而日期更晚。", "Check the day: a row entered before it is dated later."),
    ),
    "stage_superseded": (
        Text("同一天有多次阶段变更", "Several stage changes on one day"),
        Text(
            "请只保留当天最后的阶段；前面的行不计。", "Keep the last stage of the day; the rows before it do not count."
        ),
    ),
    "stage_after_release": (
        Text("退出后仍有阶段变更", "Stage change after the release"),
        Text(
            "请核实退出日期；若重新合作，请把状态改回锁定。",
            "Check the day of release; if the account is back, set its status to locked.",
        ),
    ),
    "deal_without_account": (Text("商机没有客户", "Deal without an account"), _ACCOUNT),
    "deal_without_amount": (
        Text("商机没有金额", "Deal without an amount"),
        Text("请补预计金额；商机总额不含它。", "Fill in the amount; the pipeline leaves the deal out."),
    ),
    "deal_without_outcome": (
        Text("商机没有结果", "Deal without an outcome"),
        Text(
            "请填进行中、赢单或丢单；否则不计入任何一类。",
            "Fill in open, won or lost; without it the deal counts nowhere.",
        ),
    ),
    "deal_closed_without_day": (
        Text("已赢单或丢单但没有关闭日期", "Won or lost on no known day"),
        Text("请补关闭日期；没有日期不计入赢单率。", "Fill in the day; without it the deal is not in the win rate."),
    ),
    "deal_open_but_closed": (
        Text("已有关闭日期但结果仍是进行中", "Closed, but the outcome says open"),
        Text(
            "请把结果改为赢单或丢单，或删去关闭日期。", "Set the outcome to won or lost, or delete the day of closing."
        ),
    ),
    "contact_without_level": (
        Text("关键人物没有层级", "Contact without a level"),
        Text(
            "请填高层、中层或基层；否则见面不计入层级。",
            "Fill in senior, middle or frontline; meetings prove no level without it.",
        ),
    ),
    "contact_without_role": (
        Text("关键人物没有决策角色", "Contact without a role"),
        Text("请填决策角色；阶段 2 的证据要靠它。", "Fill in the buying role; the proof of stage 2 needs it."),
    ),
    "dimension_unscored": (
        Text("对象有资源要素未评分", "Resource dimension without a score"),
        Text("请补评分；缺项时总实力难以比较。", "Score it; strengths are hard to compare without."),
    ),
    "agreement_of_unknown_account": (
        Text("协议的客户未知", "Agreement of an unknown account"),
        Text(
            "请补客户编码，或在名录中补录该客户。", "Fill in the account ID, or add the customer to the account list."
        ),
    ),
    "agreement_overlap": (
        Text("协议重叠", "Overlapping agreements"),
        Text(
            "请核对日期和品类；重叠期间两份协议都付返点。",
            "Check days and category; both agreements pay for the same purchases.",
        ),
    ),
    "agreement_without_tiers": (
        Text("协议没有返点阶梯", "Agreement without tiers"),
        Text("请补返点阶梯；没有阶梯，返点和毛利未知。", "Add its tiers; rebate and margin are unknown without."),
    ),
    "tier_out_of_order": (
        Text("返点率没有随起点上升", "Rate not rising with the threshold"),
        Text("请核对这一档的起点与返点率。", "Check threshold and rate of this tier."),
    ),
    "tier_without_agreement": (
        Text("阶梯的协议不在册", "Tier of no agreement on file"),
        Text("请补协议，或更正协议号。", "Add the agreement, or correct its number."),
    ),
    "concession_without_account": (Text("让利没有客户", "Concession without an account"), _ACCOUNT),
    "concession_without_day": (
        Text("让利没有日期", "Concession on no known day"),
        Text("请补让利日期；没有日期不计入任何期间。", "Fill in the day; without it the concession is in no period."),
    ),
    "concession_without_value": (
        Text("让利没有金额", "Concession without a value"),
        Text("请补金额；让利总额不含它。", "Fill in the value; the sums leave the concession out."),
    ),
    "visit_without_account": (Text("拜访没有客户", "Visit without an account"), _ACCOUNT),
    "visit_without_day": (
        Text("拜访没有日期", "Visit on no known day"),
        Text("请补拜访日期；没有日期的拜访不计。", "Fill in the day; without it the visit does not count."),
    ),
    "visit_level_unknown": (
        Text("拜访双方层级不全", "Visit with an unknown level"),
        Text(
            "请补我方层级和对方层级，或在关键人物中补层级。",
            "Fill in our level and theirs, or the level of the contact.",
        ),
    ),
    "visit_without_hours": (
        Text("拜访没有时长", "Visit without hours"),
        Text("请补时长；拜访时间占比会偏低。", "Fill in the hours; the visiting time comes out too low."),
    ),
    "region_without_capacity": (
        Text("区域没有市场容量", "Region without a market capacity"),
        Text("请补市场容量；市场占有率未知。", "Fill in the capacity; the market share is unknown."),
    ),
    "region_without_headcount": (
        Text("区域没有业务人数", "Region without a headcount"),
        Text(
            "请补业务人数；工作时间和拜访时间占比未知。",
            "Fill in the headcount; working time and visiting share are unknown.",
        ),
    ),
    "fund_without_day": (
        Text("专款没有记账日期", "Fund booked on no known day"),
        Text("请补记账日期；没有日期不计入任何期间。", "Fill in the day; without it the money is in no period."),
    ),
    "fund_without_region": (
        Text("专款没有区域和客户", "Fund with neither region nor account"),
        Text("请补区域或客户；这笔钱不在任何区域。", "Fill in the region or the account; the money is in no region."),
    ),
    "fund_region_unlisted": (
        Text("专款的区域不在区域表", "Fund in a region that is not listed"),
        Text("请更正区域写法，或在区域表中补上该区域。", "Correct the region's name, or add it to the region sheet."),
    ),
    "fund_without_kind": (
        Text("专款没有类型", "Fund without a kind"),
        Text("请填预算或支出；没有类型两边都不计。", "Fill in budget or spend; without it the money is neither."),
    ),
    "action_without_due": (
        Text("行动没有截止日期", "Action without a due day"),
        Text("请补截止日期；没有日期看不出是否逾期。", "Fill in the due day; nobody sees whether it is overdue."),
    ),
    "action_done_without_day": (
        Text("行动已完成但没有完成日期", "Action done on no known day"),
        Text("请补完成日期；没有日期会一直列在计划里。", "Fill in the day; without it the action stays in every plan."),
    ),
}
