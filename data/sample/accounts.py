"""The directory: 40 locked accounts a region, candidates and released ones, and what each of them buys."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from math import log
from random import Random

import stages
from people import Names
from stories import CATEGORIES, LAST_DAY, REGIONS, Row

LOCKED, RELEASED, CANDIDATES = 40, 4, 7

_INDUSTRIES = {
    "甲方用户": ("政务", "金融", "地产", "工矿", "商业零售", "跨国制造", "医疗", "教育"),
    "咨询设计中介": ("建筑设计", "智能化咨询", "招标代理"),
    "工程商": ("机电安装", "系统集成", "安防工程", "建筑施工"),
}
_MIX = {  # how an industry's purchases fall on the categories
    "政务": (2, 4, 3, 2, 3), "金融": (2, 4, 3, 3, 4), "地产": (3, 4, 2, 4, 1), "工矿": (3, 5, 3, 2, 2),
    "商业零售": (2, 5, 3, 2, 1), "跨国制造": (3, 3, 4, 2, 3), "医疗": (3, 3, 4, 2, 3), "教育": (3, 3, 5, 2, 2),
    "建筑设计": (3, 3, 2, 2, 1), "智能化咨询": (2, 3, 3, 2, 2), "招标代理": (2, 2, 2, 1, 1),
    "机电安装": (5, 3, 2, 3, 2), "系统集成": (3, 3, 5, 2, 4), "安防工程": (2, 6, 2, 4, 1), "建筑施工": (5, 3, 2, 3, 2),
}  # fmt: skip
_CLASS_CYCLE = "工甲工咨工甲工甲工工甲工咨甲工甲工工甲工"
_CLASSES = {"甲": "甲方用户", "咨": "咨询设计中介", "工": "工程商"}
_PROFILE = {
    "nature_and_structure": (
        "民营有限责任公司，董事长负责制，下设工程、采购、财务三部",
        "国有控股，集团统一采购，项目公司使用",
        "股份制，事业部制，采购委员会集体决策",
    ),
    "communication": (
        "总机与采购部专线；每周一例会可拜访",
        "通过采购平台和企业邮箱往来",
        "项目经理微信群，每月一次碰头会",
    ),
    "business": ("本省楼宇智能化与机电总包", "园区、医院、学校弱电工程", "自有物业的建设与运营", "政企网络与机房建设"),
    "standing": ("本市同行前三", "省内知名，细分行业领先", "区域中型，成长较快"),
    "credit": ("付款及时，平均账期 45 天", "偶有逾期，一般不超过 30 天", "银行授信良好，票据支付为主"),
    "needs_and_feedback": (
        "关注交期与现场支持；反馈交换机稳定",
        "希望提供样板工程和培训",
        "对摄像机夜视效果满意，要求缩短返修周期",
    ),
    "direction": ("三年内营收翻番，拓展周边地市", "稳住本地市场，压降采购成本", "推进数字化园区建设"),
    "management": ("流程规范，使用 ERP 管理采购", "老板直接拍板，流程短", "项目经理负责制，成本考核严格"),
    "announcements": ("年初公布扩建计划", "官网发布供应商入围名单", "公示年度集中采购结果"),
    "purchase_plan": ("下半年集中采购网络设备与监控", "按项目进度分批采购", "一季度定框架，按月下单"),
}


@dataclass
class Account:
    """One account of the directory. `wallet` is its whole purchase of 2025 in CNY, `mix` its categories' parts (sum 1),
    `liking` how our share in a category differs from its stage's, 0 where it buys all of it from others."""

    account_id: str
    name: str
    account_class: str
    industry: str
    region: str
    number: int
    manager: str
    status: str
    wallet: float
    growth: float
    mix: dict[str, float]
    liking: dict[str, float]
    moves: stages.Moves = field(default_factory=list)
    locked_on: date | None = None
    released_on: date | None = None
    parent_id: str | None = None

    @property
    def is_losing(self) -> bool:
        return self.status == "锁定" and stages.is_losing(self.region, self.number)

    @property
    def stage(self) -> int:
        """The stage on the last day, 0 without moves."""
        return self.moves[-1][1] if self.moves else 0

    def wallet_of(self, year: int) -> float:
        return self.wallet * self.growth ** (year - 2025)


def _wallet(rng: Random, account_class: str, region: str, number: int) -> float:
    if stages.is_losing(region, number):
        return float(rng.randint(76, 98) * 100_000)
    if account_class == "咨询设计中介":
        return min(1_400_000, max(300_000, rng.lognormvariate(log(600_000), 0.4)))
    middle = 5_000_000 if account_class == "甲方用户" else 4_400_000
    return min(9_500_000, max(1_600_000, rng.lognormvariate(log(middle), 0.5)))


def _mix(rng: Random, industry: str) -> dict[str, float]:
    parts = [weight * rng.uniform(0.6, 1.4) for weight in _MIX[industry]]
    return {category: part / sum(parts) for category, part in zip(CATEGORIES, parts, strict=True)}


def _liking(rng: Random) -> dict[str, float]:
    likes = {category: rng.uniform(0.65, 1.35) for category in CATEGORIES}
    for category in rng.sample(CATEGORIES, rng.choice((0, 1, 1, 2))):
        likes[category] = 0.0
    return likes


def _account(rng: Random, names: Names, region: str, number: int, status: str, managers: list[str]) -> Account:
    account_class = _CLASSES[_CLASS_CYCLE[number % len(_CLASS_CYCLE)]]
    if stages.is_losing(region, number) and account_class == "咨询设计中介":
        account_class = "工程商"
    industry = rng.choice(_INDUSTRIES[account_class])
    return Account(
        account_id=f"{REGIONS[region]}{number + 1:03}",
        name=names.company(region, industry),
        account_class=account_class,
        industry=industry,
        region=region,
        number=number,
        manager=managers[number % len(managers)],
        status=status,
        wallet=_wallet(rng, account_class, region, number),
        growth=rng.uniform(0.93, 1.09),
        mix=_mix(rng, industry),
        liking=_liking(rng),
    )


def _locked(rng: Random, account: Account) -> None:
    account.moves = stages.moves(rng, account.region, account.number)
    account.locked_on = min(account.moves[0][0] + timedelta(days=rng.randint(0, 7)), LAST_DAY)


def _released(rng: Random, account: Account) -> None:
    account.released_on = stages.weekday(date(2025, 3, 3) + timedelta(days=rng.randint(0, 600)))
    last_move = account.released_on - timedelta(days=rng.randint(60, 200))
    account.moves = stages.moves(rng, account.region, account.number, last_move)[:6]
    account.locked_on = account.moves[0][0]


def _join_groups(accounts: list[Account]) -> None:
    """Two subsidiaries in each region belong to an end user of that region."""
    users = [account for account in accounts if account.account_class == "甲方用户" and account.status == "锁定"]
    for child in users[3:5]:
        child.parent_id = users[2].account_id


def region_list(rng: Random, names: Names, region: str, managers: list[str]) -> list[Account]:
    """Locked, then released, then candidates of one region."""
    plan = ["锁定"] * LOCKED + ["退出"] * RELEASED + ["候选"] * CANDIDATES
    accounts = [_account(rng, names, region, number, status, managers) for number, status in enumerate(plan)]
    for account in accounts:
        if account.status == "锁定":
            _locked(rng, account)
        elif account.status == "退出":
            _released(rng, account)
    _join_groups(accounts)
    return accounts


def make_short(account: Account) -> None:
    """The contractor whose agreement stands just below a tier: steady, big, deep in cooperation."""
    account.account_class, account.industry = "工程商", "机电安装"
    account.name, account.wallet, account.growth = "杭州远航机电工程", 7_400_000.0, 1.03
    account.liking = dict.fromkeys(CATEGORIES, 1.0)
    account.moves = [
        (date(2022, 9, 5), 1), (date(2022, 10, 10), 2), (date(2022, 12, 12), 3), (date(2023, 2, 6), 4),
        (date(2023, 9, 4), 5), (date(2024, 7, 1), 6),
    ]  # fmt: skip
    account.locked_on = date(2022, 9, 8)


def rows(rng: Random, accounts: list[Account]) -> list[Row]:
    """The directory as it stands on the last day; how much of a profile is filled differs from account to account."""
    made = []
    for account in accounts:
        zeal = rng.uniform(0.25, 1.0) if account.status == "锁定" else rng.uniform(0.0, 0.4)
        profile = {name: rng.choice(texts) if rng.random() < zeal else None for name, texts in _PROFILE.items()}
        is_potential_known = account.status != "退出" and rng.random() < 0.85
        made.append(
            {
                "account_id": account.account_id, "account_name": account.name,
                "account_class": account.account_class, "industry": account.industry, "region": account.region,
                "manager": account.manager, "status": account.status,
                "locked_on": account.locked_on, "released_on": account.released_on,
                "annual_potential": round(account.wallet * 0.6, -4) if is_potential_known else None,
                "parent_id": account.parent_id, **profile,
                "updated_on": LAST_DAY - timedelta(days=rng.randint(3, 420)),
            }
        )  # fmt: skip
    return made


def change_rows(accounts: list[Account]) -> list[Row]:
    """Every move of every account, by day."""
    made: list[Row] = []
    for account in accounts:
        before = 0
        for entered_on, stage in account.moves:
            made.append(
                {"account_id": account.account_id, "entered_on": entered_on, "stage": stage,
                 "note": stages.note(stage, before)}
            )  # fmt: skip
            before = stage
    return sorted(made, key=lambda row: (row["entered_on"], row["account_id"]))
