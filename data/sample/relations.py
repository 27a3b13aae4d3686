"""Key people of the accounts and the visits paid to them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from accounts import Account
from people import Names
from stages import weekday
from stories import FIRST_DAY, LAST_DAY, REGIONS, Row

LEVELS = ("高层", "中层", "基层")
_POSTS = {
    "高层": (
        ("总经理办公室", "总经理", "决策者"),
        ("工程管理部", "分管副总", "审批者"),
        ("技术中心", "总工程师", "影响者"),
    ),
    "中层": (("采购部", "采购经理", "审批者"), ("工程部", "工程部经理", "影响者"), ("信息中心", "信息主管", "使用者")),
    "基层": (("采购部", "采购专员", "把关者"), ("工程部", "项目工程师", "使用者"), ("仓储部", "仓库主管", "线人")),
}
_PERSONAL = {
    "family": ("已婚，一子在读小学", "已婚，女儿大学在读", "父母同住", "新婚"),
    "school": ("省理工大学自动化", "交通学院通信工程", "建筑工程学院", "财经大学工商管理"),
    "interests": ("羽毛球", "钓鱼", "登山摄影", "茶道", "篮球", "围棋"),
    "career": ("由施工员一路做到管理岗", "外企采购转入", "在本单位工作十五年", "设计院出身"),
    "year_goal": ("完成园区二期验收", "采购成本下降 5%", "拿下一级资质", "减少返工"),
    "ambitions": ("两年内晋升副总", "带队伍开拓外地市场", "转向数字化业务", "考取一级建造师"),
}  # fmt: skip
EXECUTIVES = ("周国平", "韩立明", "苏文婷")
_PURPOSES = ("了解年度采购计划", "方案交流", "报价跟进", "项目交付协调", "返点对账", "节日走访", "技术培训", "投诉处理")
_OUTCOMES = ("约定下周提交方案", "确认试用", "需补充报价", "客户满意", "待高层批复", "已解决", "继续跟进", None)


def contacts(rng: Random, names: Names, accounts: list[Account]) -> dict[str, list[Row]]:
    """Three to six people at a locked account, up to two at the others; one in ten is known at the top only."""
    known: dict[str, list[Row]] = {}
    for account in accounts:
        if account.status == "锁定":
            more = rng.choices(LEVELS, k=rng.randint(0, 3))
            levels = LEVELS[:1] * 2 if account.number % 10 == 6 else (*LEVELS, *more)
        else:
            levels = tuple(rng.choices(LEVELS[1:], k=rng.randint(0, 2)))
        known[account.account_id] = _people(rng, names, account, sorted(levels, key=LEVELS.index))
    return known


def _people(rng: Random, names: Names, account: Account, levels: list[str]) -> list[Row]:
    people: list[Row] = []
    zeal = rng.uniform(0.1, 0.8)
    for level in levels:
        place = sum(row["level"] == level for row in people)
        department, title, role = _POSTS[level][place % 3]
        above = [row["contact_name"] for row in people if LEVELS.index(row["level"]) < LEVELS.index(level)]
        personal = {name: rng.choice(texts) if rng.random() < zeal else None for name, texts in _PERSONAL.items()}
        birthday = date(rng.randint(1966, 1998), rng.randint(1, 12), rng.randint(1, 28))
        people.append(
            {
                "account_id": account.account_id, "contact_name": names.person(), "department": department,
                "title": title, "level": level, "buying_role": role,
                "attitude": rng.choice((-1, 0, 0, 1, 1, 2)) - (2 if account.is_losing and level == "高层" else 0),
                "influence": {"高层": rng.randint(4, 5), "中层": rng.randint(2, 4), "基层": rng.randint(1, 3)}[level],
                "reports_to": above[-1] if above else None, **personal,
                "birthday": birthday if rng.random() < zeal else None,
                "updated_on": LAST_DAY - timedelta(days=rng.randint(3, 500)),
            }
        )  # fmt: skip
    for row in people:
        row["attitude"] = max(-2, row["attitude"])
    return people


class _Diary:
    """Collects visits; numbers are given when all of them stand in order of the day."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self.rows: list[Row] = []

    def add(self, account_id: str, day: date, visitor: str, visitor_level: str, person: Row | None) -> None:
        kind = self._rng.choice(("拜访", "拜访", "拜访", "会谈", "电话", "活动庆典" if day.month in (1, 9) else "拜访"))
        hours = self._rng.choice((0.5, 0.5, 1.0)) if kind == "电话" else self._rng.choice((2, 2.5, 3, 3.5, 4, 5, 6))
        self.rows.append(
            {
                "account_id": account_id, "visited_on": day, "visitor": visitor, "visitor_level": visitor_level,
                "contact_name": person and person["contact_name"], "contact_level": person and person["level"],
                "kind": kind, "hours": hours,
                "purpose": self._rng.choice(_PURPOSES), "outcome": self._rng.choice(_OUTCOMES),
            }
        )  # fmt: skip

    def numbered(self) -> list[Row]:
        counts: dict[date, int] = defaultdict(int)
        made = []
        for row in sorted(self.rows, key=lambda row: row["visited_on"]):
            counts[row["visited_on"]] += 1
            made.append({"visit_no": f"BF{row['visited_on']:%Y%m%d}{counts[row['visited_on']]:02}", **row})
        return made


def _days(rng: Random, first: date, yearly: float, last: date) -> list[date]:
    """Weekdays between the two days, `yearly` of them a year on average."""
    span = (last - first).days
    count = int(span / 365 * yearly + rng.random())
    return [weekday(first + timedelta(days=rng.randint(0, span))) for _ in range(count)] if span > 0 else []


def _visit_account(rng: Random, diary: _Diary, account: Account, people: list[Row], field: list[str]) -> None:
    """Visits since the account was locked; every twelfth one was left alone for the last half year."""
    first = max(FIRST_DAY - timedelta(days=150), account.locked_on or FIRST_DAY)
    last = account.released_on or (LAST_DAY - timedelta(days=200 if account.number % 12 == 8 else 0))
    seniors = [row for row in people if row["level"] == "高层"]
    lower = [row for row in people if row["level"] != "高层"] or seniors
    for day in _days(rng, first, rng.choice((0.6, 1.8, 2.6, 3.4, 4.2)), last):
        met = rng.choice(seniors * 3 + people) if people else None
        diary.add(account.account_id, day, rng.choice(EXECUTIVES), "决策层", met)
    for day in _days(rng, first, 6 + 3 * (account.wallet > 3_000_000), last):
        diary.add(account.account_id, day, account.manager, "大客户部", rng.choice(people) if people else None)
    for day in _days(rng, first, rng.uniform(5, 14), last):
        diary.add(account.account_id, day, rng.choice(field), "一线", rng.choice(lower) if lower else None)


def visit_rows(
    rng: Random, accounts: list[Account], known: dict[str, list[Row]], field: dict[str, list[str]]
) -> list[Row]:
    """Visits to the directory's accounts and, more seldom, to small customers outside it."""
    diary = _Diary(rng)
    for account in accounts:
        if account.status != "候选":
            _visit_account(rng, diary, account, known[account.account_id], field[account.region])
        else:
            for day in _days(rng, FIRST_DAY, 3, LAST_DAY):
                diary.add(account.account_id, day, rng.choice(field[account.region]), "一线", None)
    for region, letters in REGIONS.items():
        for day in _days(rng, FIRST_DAY, 90, LAST_DAY):
            diary.add(f"{letters}-X{rng.randint(1, 28):03}", day, rng.choice(field[region]), "一线", None)
    return diary.numbered()
