"""Deals, targets, regions, funds and actions: what the company means to do, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from accounts import Account
from orders import Line
from people import project
from stages import weekday
from stories import FIRST_DAY, LAST_DAY, REGIONS, RIVALS, STALLED_REGION, WINNING_RIVAL, Row

_LOSS_REASONS = ("价格偏高", "客户指定品牌", "账期不满足", "方案不匹配", "项目取消", "关系不到位")
_CAPACITY = {"华东": 680, "华南": 560, "华北": 490, "华中": 400, "西南": 380}  # million CNY a year
_HEADCOUNT = {"华东": 8, "华南": 7, "华北": 7, "华中": 6, "西南": 5}


def region_rows() -> list[Row]:
    """The five regions: market capacity, bounds of the list, people."""
    return [
        {"region": region, "market_capacity": _CAPACITY[region] * 1_000_000, "list_min": 30, "list_max": 50,
         "headcount": _HEADCOUNT[region]}
        for region in REGIONS
    ]  # fmt: skip


def _rival(rng: Random, account: Account) -> str:
    return WINNING_RIVAL if account.is_losing or rng.random() < 0.25 else rng.choice(RIVALS)


def _close(rng: Random, account: Account, closed_on: date) -> Row:
    """How a deal ended; at the losing accounts 2026 is a bad year."""
    odds = 0.15 if account.is_losing and closed_on.year == LAST_DAY.year else 0.36 + 0.05 * account.stage
    is_won = rng.random() < odds
    rival = _rival(rng, account) if not is_won or rng.random() < 0.5 else None
    if is_won:
        return {"closed_on": closed_on, "outcome": "赢单", "deal_stage": "已签约", "rival": rival}
    reason = rng.choice(("价格偏高", "关系不到位")) if account.is_losing else rng.choice(_LOSS_REASONS)
    return {"closed_on": closed_on, "outcome": "丢单", "deal_stage": "已关闭", "rival": rival, "loss_reason": reason}


def _deal(rng: Random, account: Account, consultants: list[str]) -> Row:
    first = max(FIRST_DAY, account.moves[0][0] + timedelta(days=20))
    opened_on = weekday(min(LAST_DAY, first + timedelta(days=rng.randint(0, max(1, (LAST_DAY - first).days)))))
    closed_on = weekday(opened_on + timedelta(days=rng.randint(35, 210)))
    open_deal = {"outcome": "进行中", "deal_stage": rng.choice(("立项", "方案", "报价", "谈判")),
                 "rival": _rival(rng, account) if rng.random() < 0.6 else None}  # fmt: skip
    return {
        "account_id": account.account_id, "deal_name": project(rng, account.name),
        "amount": round(min(4_500_000, max(60_000, rng.lognormvariate(12.9, 0.8))), -3),
        "opened_on": opened_on, "expected_on": closed_on + timedelta(days=rng.randint(-20, 30)),
        **(_close(rng, account, closed_on) if closed_on <= LAST_DAY else open_deal),
        "influenced_by": rng.choice(consultants) if rng.random() < 0.22 else None,
    }  # fmt: skip


def deal_rows(rng: Random, accounts: list[Account]) -> list[Row]:
    """One to four deals an account from stage 2 on, six at each losing one; by the day they were opened."""
    made = []
    for account in accounts:
        if account.stage < 2 or account.account_class == "咨询设计中介" or account.status != "锁定":
            continue
        nearby = [a for a in accounts if a.region == account.region]
        consultants = [a.account_id for a in nearby if a.account_class == "咨询设计中介"]
        made += [_deal(rng, account, consultants) for _ in range(6 if account.is_losing else rng.choice((1, 2, 3, 4)))]
    made.sort(key=lambda row: (row["opened_on"], row["account_id"]))
    return [{"deal_id": f"SJ{number:04}", **row} for number, row in enumerate(made, 1)]


def _sales(lines: list[Line], accounts: list[Account], year: int) -> tuple[dict[str, float], dict[str, float]]:
    """CNY of a year by region and by account."""
    places = {account.account_id: account.region for account in accounts}
    by_region: dict[str, float] = defaultdict(float)
    by_account: dict[str, float] = defaultdict(float)
    for line in lines:
        if line.day.year == year and line.account_id in places:
            by_region[places[line.account_id]] += line.fen / 100
            by_account[line.account_id] += line.fen / 100
    return by_region, by_account


def target_rows(lines: list[Line], accounts: list[Account]) -> list[Row]:
    """2026: sales by year and quarter, share and visits of every region; sales of its accounts in cooperation."""
    by_region, by_account = _sales(lines, accounts, 2025)
    made: list[Row] = []
    for region in REGIONS:
        year = round(by_region[region] * 1.15, -5)
        made.append({"region": region, "account_id": None, "period": "2026", "measure": "销售额", "value": year})
        for quarter, part in enumerate((0.2, 0.25, 0.26, 0.29), 1):
            made.append({"region": region, "account_id": None, "period": f"2026Q{quarter}", "measure": "销售额",
                         "value": round(year * part, -4)})  # fmt: skip
        made.append({"region": region, "account_id": None, "period": "2026", "measure": "占有率", "value": 0.45})
        made.append({"region": region, "account_id": None, "period": "2026", "measure": "拜访次数", "value": 720})
    made += [
        {"region": account.region, "account_id": account.account_id, "period": "2026", "measure": "销售额",
         "value": round(by_account[account.account_id] * 1.12, -4)}
        for account in accounts
        if account.status == "锁定" and by_account[account.account_id] > 300_000
    ]  # fmt: skip
    return made


def fund_rows(rng: Random, accounts: list[Account]) -> list[Row]:
    """A budget a half year and region, and what was spent of it; a little of it on no account in particular."""
    made: list[Row] = []
    for region in REGIONS:
        locked = [a.account_id for a in accounts if a.region == region and a.status == "锁定"]
        for half in (date(2025, 1, 6), date(2025, 7, 1), date(2026, 1, 5), date(2026, 7, 1)):
            made.append(
                {"region": region, "booked_on": half, "kind": "预算", "category": "大客户开发", "amount": 160_000}
            )
            for _ in range(rng.randint(9, 14)):
                day = weekday(half + timedelta(days=rng.randint(5, 140)))
                made.append(
                    {
                        "region": region, "account_id": rng.choice(locked) if rng.random() < 0.88 else None,
                        "booked_on": day, "kind": "支出",
                        "category": rng.choice(("客户活动", "技术培训", "样机测试", "差旅", "资料制作")),
                        "amount": round(rng.uniform(2_000, 22_000), -2),
                    }
                )  # fmt: skip
    made.sort(key=lambda row: (row["booked_on"], row["region"]))
    return [{"fund_no": f"ZK{number:04}", **row} for number, row in enumerate(made, 1)]


_TITLES = (
    "安排高层会面",
    "提交年度框架方案",
    "样板工程参观",
    "补齐关键人物档案",
    "返点条款重新谈判",
    "核实对手报价",
    "组织技术培训",
    "回收逾期货款",
)


def action_rows(rng: Random, accounts: list[Account]) -> list[Row]:
    """What was agreed in the reviews; more of it where accounts stand still or are being lost."""
    made: list[Row] = []
    for account in accounts:
        is_urgent = account.is_losing or (account.region == STALLED_REGION and account.stage == 3)
        if account.status != "锁定" or (not is_urgent and rng.random() > 0.45):
            continue
        starts_on = weekday(LAST_DAY - timedelta(days=rng.randint(10, 200)))
        due_on = weekday(starts_on + timedelta(days=rng.randint(20, 120)))
        is_done = due_on < LAST_DAY and rng.random() < 0.75
        done_on = min(LAST_DAY, weekday(due_on + timedelta(days=rng.randint(-15, 10)))) if is_done else None
        status = "已完成" if is_done else rng.choice(("进行中", "进行中", "未开始", "已取消"))
        made.append(
            {"account_id": account.account_id, "region": account.region, "title": rng.choice(_TITLES),
             "owner": account.manager, "starts_on": starts_on, "due_on": due_on, "done_on": done_on, "status": status}
        )  # fmt: skip
    return [{"action_no": f"XD{number:04}", **row} for number, row in enumerate(made, 1)]
