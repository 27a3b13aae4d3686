"""How we and the rivals are judged: scores by account, region and company, profiles, SWOT, intelligence."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from accounts import Account
from stories import LAST_DAY, LOSING_REGION, REGIONS, RIVALS, US, WINNING_RIVAL, Row

DIMENSIONS = (
    "产品", "销售", "定价", "企业信誉", "成本", "组织与管理", "人员素质", "财务实力",
    "在用产品", "客户满意度", "业务人员", "客户关系",
)  # fmt: skip
_BASE = {
    US: (8.0, 7.0, 6.4, 8.2, 6.6, 7.4, 7.6, 7.2, 7.6, 7.8, 7.2, 7.4),
    "恒锐科技": (7.2, 7.8, 7.2, 6.8, 7.6, 6.8, 6.8, 7.8, 6.8, 6.6, 7.4, 6.6),
    "蓝盾安防": (7.6, 6.4, 5.8, 7.6, 5.6, 7.0, 7.2, 6.6, 7.2, 7.0, 6.2, 6.4),
    "众联网络": (6.4, 6.8, 7.8, 5.6, 8.0, 5.8, 5.8, 5.6, 6.0, 5.8, 6.4, 5.8),
    "明远智能": (7.4, 6.0, 6.2, 6.4, 6.0, 6.2, 7.4, 5.4, 6.6, 6.8, 6.4, 6.2),
}
# What changed in the losing region: the rival's price and its closeness to the customer, and ours beside them.
_SHIFT = {
    (WINNING_RIVAL, "定价"): 1.4, (WINNING_RIVAL, "客户关系"): 1.9, (WINNING_RIVAL, "业务人员"): 0.9,
    (US, "定价"): -0.9, (US, "客户关系"): -2.0, (US, "客户满意度"): -0.9,
}  # fmt: skip
_SOURCES = ("客户访谈", "季度复盘", "投标评分表", "线人反馈")


def _wide(rng: Random, party: str, spread: float, pull: float) -> Row:
    """A score a dimension, in halves; `pull` 0..1 is how far the losing region's change has gone."""
    scores = {}
    for dimension, base in zip(DIMENSIONS, _BASE[party], strict=True):
        raw = base + pull * _SHIFT.get((party, dimension), 0.0) + rng.uniform(-spread, spread)
        scores[dimension] = min(10.0, max(1.0, round(raw * 2) / 2))
    return scores


def _score_row(
    party: str, day: date, source: str, scores: Row, account_id: str | None = None, region: str | None = None
) -> Row:
    return {"account_id": account_id, "region": region, "party": party, "scored_on": day, "source": source, **scores}


def _pull(account: Account, day: date) -> float:
    if account.region != LOSING_REGION or day.year < LAST_DAY.year:
        return 0.0
    return 1.0 if account.is_losing else 0.5


def _account_scores(rng: Random, account: Account) -> list[Row]:
    """Us, the winning rival and one or two others, in the last three rounds or in the last one only."""
    rounds = [date(2025, 6, 16), date(2026, 3, 16), date(2026, 9, 14)]
    others = [WINNING_RIVAL, *rng.sample([rival for rival in RIVALS if rival != WINNING_RIVAL], rng.choice((1, 2)))]
    made = []
    for day in rounds if account.is_losing else rounds[rng.choice((0, 1, 2, 2)) :]:
        for party in (US, *others):
            scores = _wide(rng, party, 0.9, _pull(account, day))
            if party != US and rng.random() < 0.3:
                scores[rng.choice(DIMENSIONS[3:8])] = None
            made.append(_score_row(party, day, rng.choice(_SOURCES), scores, account_id=account.account_id))
    return made


def score_rows(rng: Random, accounts: list[Account]) -> list[Row]:
    """One row a party and round, a column a dimension: company first, then regions, then accounts."""
    parties = (US, *RIVALS)
    made = [_score_row(party, date(2026, 1, 12), "年度评审", _wide(rng, party, 0.0, 0.0)) for party in parties]
    for region in REGIONS:
        for day in (date(2025, 7, 7), date(2026, 7, 6)):
            pull = 0.6 if region == LOSING_REGION and day.year == LAST_DAY.year else 0.0
            for party in parties:
                made.append(_score_row(party, day, "区域复盘", _wide(rng, party, 0.5, pull), region=region))
    buyers = [a for a in accounts if a.account_class != "咨询设计中介"]
    scored = [a for a in buyers if a.is_losing or (a.stage >= 3 and a.number % 2 == 0)]
    return made + [row for account in scored for row in _account_scores(rng, account)]


_ASSUMPTIONS = {
    "行业领导者": ("自称市场第一，实际份额不足两成", "头部项目中标连年居首"),
    "成本最低": ("关键器件外购，成本并不低", "自建工厂，料工费低于同行"),
    "销售能力最强": ("一线人员流失过半", "每个地市都有驻点销售"),
    "关系最好": ("只与采购部熟，使用部门评价一般", "与客户高层多年往来"),
    "信誉最高": ("两次延期交付被通报", "连续三年获评优秀供应商"),
    "产品线最全": ("机房产品靠代工，无自有服务", "五大品类均有自有型号"),
    "客户重服务轻价格": ("最近两次招标均为最低价中标", "客户为驻场服务多付费用"),
    "物美价廉": ("返修率高于我方一倍", "同配置报价低一成且质量稳定"),
}
_OBJECTIVES = {"恒锐科技": "占有率", "蓝盾安防": "利润", "众联网络": "价格领先", "明远智能": "产品领先"}
_LESSONS = ("驻场工程师随叫随到", "报价当天回复", "样板工程参观", "账期灵活", "联合客户做技术培训", None)


def profile_rows(rng: Random, accounts: list[Account]) -> list[Row]:
    """Each rival's assumptions in the market, and at some accounts; a third of them do not hold."""
    made = []
    places: list[str | None] = [None, *(a.account_id for a in accounts if a.is_losing or a.number in (2, 8))]
    for rival in RIVALS:
        for account_id in places if rival == WINNING_RIVAL else places[:1] + rng.sample(places[1:], 4):
            for assumption in rng.sample(list(_ASSUMPTIONS), 5 if account_id is None else 2):
                holds = rng.choice(("成立", "不成立", "不成立", "成立", "未知"))
                against, in_favour = _ASSUMPTIONS[assumption]
                made.append(
                    {
                        "rival": rival, "account_id": account_id,
                        "noted_on": LAST_DAY - timedelta(days=rng.randint(20, 400)),
                        "objective": _OBJECTIVES[rival], "horizon": rng.choice(("短期", "长期")),
                        "assumption": assumption, "holds": holds,
                        "evidence": {"成立": in_favour, "不成立": against, "未知": None}[holds],
                        "lesson": rng.choice(_LESSONS),
                    }
                )  # fmt: skip
    return made


_STATEMENTS = {
    "优势": ("五大品类齐全，可一站式供货", "本地仓当日发货", "厂家认证工程师最多", "驻场服务口碑好"),
    "劣势": ("价格高于恒锐科技约一成", "账期审批慢", "设计院渠道薄弱", "基层联系人覆盖不足"),
    "机会": ("地铁与医院新建项目集中", "对手售后人员流失", "存量摄像机进入更换期", "政务云机房扩容"),
    "威胁": ("恒锐科技以低价换份额", "客户集中采购压价", "众联网络直销终端", "项目回款周期拉长"),
}


def swot_rows(rng: Random, accounts: list[Account]) -> list[Row]:
    """Two statements a quadrant in every region; one a quadrant at its two biggest accounts."""
    made = []
    for region in REGIONS:
        biggest = sorted((a for a in accounts if a.region == region), key=lambda a: -a.wallet)[:2]
        for quadrant, statements in _STATEMENTS.items():
            places: list[tuple[str, str | None, str]]
            places = [(region, None, text) for text in rng.sample(statements, 2)]
            places += [(region, account.account_id, rng.choice(statements)) for account in biggest]
            made += [
                {"region": place, "account_id": account_id, "quadrant": quadrant, "statement": text,
                 "weight": rng.randint(1, 5), "noted_on": LAST_DAY - timedelta(days=rng.randint(10, 300))}
                for place, account_id, text in places
            ]  # fmt: skip
    return made


_INTEL = {
    "背景": (("股东变更", "二股东转让股份，采购权上收集团"), ("资质升级", "取得电子与智能化一级资质")),
    "人物": (("采购经理轮岗", "新采购经理来自制造业，看重交期"), ("总工即将退休", "副总工接任，偏好国产核心交换机")),
    "经营": (("新园区立项", "明年二季度招标，弱电部分约八百万"), ("压降库存", "改为按周下单，要求本地仓备货")),
    "竞争": (("恒锐科技报价", "同型号低我方约 9%，账期 90 天"), ("蓝盾安防驻点", "增派两名驻场工程师")),
}
_INTEL_SOURCES = ("工商税务", "主管部门", "用户", "竞争对手", "其他供应商", "线人", "其他")


def intel_rows(rng: Random, accounts: list[Account]) -> list[Row]:
    """One to three notes at every second account; at the losing ones the rival's price is among them."""
    made: dict[tuple[str, date, str], Row] = {}
    for account in accounts:
        if account.status != "锁定" or not (account.is_losing or account.number % 2):
            continue
        topics = ["竞争"] if account.is_losing else []
        for topic in topics + rng.sample(list(_INTEL), rng.choice((1, 1, 2))):
            subject, text = _INTEL[topic][0] if account.is_losing and topic == "竞争" else rng.choice(_INTEL[topic])
            day = LAST_DAY - timedelta(days=rng.randint(5, 300))
            made[account.account_id, day, subject] = {
                "account_id": account.account_id, "noted_on": day, "subject": subject, "topic": topic,
                "source": rng.choice(_INTEL_SOURCES), "reliability": rng.randint(2, 5), "text": text,
            }  # fmt: skip
    return list(made.values())
