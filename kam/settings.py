"""What a company may set for itself: thresholds, cadences and weights, each with the playbook's value and its bounds.

The values are kept in setting_value and read by kam/facts/setting.sql, visit_cadence.sql and dimension_weight.sql.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kam.datasets import BY_NAME
from kam.text import Lang, Text
from kam.topics.rivals.figures import DIMENSIONS, RESOURCES

_PLACES = Decimal("0.0001")  # of a kept value
_ONE = (Decimal(1), Decimal(1))
_PART = (Decimal("0.01"), Decimal("0.01"))
_PERCENT = Text("%", "%")


@dataclass(frozen=True, slots=True)
class Setting:
    """One value. `default` is the playbook's; `minimum` to `maximum`, both included, is what may be kept.

    `sizes`: how much one of `unit` is, in Chinese and in English: a percent is 0.01, 万元 are 10,000 CNY. `is_whole`:
    without decimals. `used` says what it changes.
    """

    name: str
    label: Text
    unit: Text
    default: Decimal
    used: Text
    minimum: Decimal = Decimal(0)
    maximum: Decimal | None = None
    sizes: tuple[Decimal, Decimal] = _ONE
    is_whole: bool = True

    def size(self, lang: Lang) -> Decimal:
        """What one of the unit is, as kept."""
        return self.sizes[0] if lang == "zh" else self.sizes[1]

    def shown(self, value: Decimal, lang: Lang) -> Decimal:
        """A kept value in its unit: 0.05 is 5 %."""
        return (value / self.size(lang)).quantize(Decimal(1) if self.is_whole else Decimal("0.01"))

    def kept(self, typed: float, lang: Lang) -> Decimal:
        """What was typed in its unit, as it is kept: 5 % are 0.05."""
        return (Decimal(repr(typed)) * self.size(lang)).quantize(_PLACES)


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that belong together, under one heading and one sentence. `is_alike`: all of them change the same."""

    name: str
    label: Text
    note: Text
    settings: tuple[Setting, ...]
    is_alike: bool = False


def _part(name: str, label: Text, default: str, used: Text, unit: Text = _PERCENT) -> Setting:
    return Setting(name, label, unit, Decimal(default), used, maximum=Decimal(1), sizes=_PART, is_whole=False)


_TIMES = Text("次/年", "a year")
_EXECUTIVE = Text("投入：高层往来；要事“高层缺席”", "Engagement: executive contacts; “executive absent”")
_DUE = Text("投入：逾期未访；要事“逾期未访”", "Engagement: visits overdue; “visit overdue”")
_STRENGTH = Text("竞争对手：加权实力与差距", "Rivals: weighted strength and gap")
_CLASSES = BY_NAME["account"].column("account_class").choices

GROUPS: tuple[Group, ...] = (
    Group(
        "decisions",
        Text("要事的门槛", "What needs a decision"),
        Text("达到门槛的客户进入经营总览的要事。", "From here on an account stands on the overview."),
        (
            _part(
                "share_drop",
                Text("占有率下降", "Share lost"),
                "0.05",
                Text("要事“占有率下降”：一年内至少下降", "“Share lost”: at least so much within a year"),
                Text("个百分点", "points"),
            ),
            _part(
                "near_part",
                Text("接近下一档", "Near the next tier"),
                "0.1",
                Text("要事“接近下一档”：距下一档起点最多还差", "“Near the next tier”: at most so much of it missing"),
            ),
            _part(
                "behind_part",
                Text("落后承诺", "Behind the commitment"),
                "0.1",
                Text(
                    "要事“落后承诺”：完成进度比时间进度落后超过",
                    "“Behind the commitment”: progress behind the time elapsed by more than this",
                ),
            ),
        ),
    ),
    Group(
        "contacts",
        Text("高层往来与拜访时间", "Executives and time"),
        Text("每个大客户每年的高层往来范围，拜访应占的工作时间。", "Executive contacts a year; the time for visits."),
        (
            Setting("executive_minimum", Text("往来下限", "At least"), _TIMES, Decimal(2), _EXECUTIVE),
            Setting("executive_maximum", Text("往来上限", "At most"), _TIMES, Decimal(5), _EXECUTIVE),
            _part(
                "visit_goal",
                Text("拜访时间目标", "Time on visits"),
                "0.5",
                Text("投入：拜访占工作时间的目标线", "Engagement: the goal for visits of the working hours"),
            ),
        ),
    ),
    Group(
        "cadence",
        Text("拜访周期", "Visit cadence"),
        Text("两次拜访之间最多相隔的天数；用于逾期未访。", "Days between two visits at most; for visits overdue."),
        tuple(
            Setting(
                f"cadence.{choice.code}",
                choice.label,
                Text("天", "days"),
                Decimal(30),
                _DUE,
                Decimal(1),
                Decimal(366),
            )
            for choice in _CLASSES
        ),
        is_alike=True,
    ),
    Group(
        "roster",
        Text("候选客户", "Candidates"),
        Text("年销售额或采购潜力从多少起列为候选。", "Yearly sales or potential that make a candidate."),
        (
            Setting(
                "candidate_from",
                Text("候选门槛", "From"),
                Text("万元", "K CNY"),
                Decimal(1_000_000),
                Text("名录：候选客户及门槛线", "Roster: candidates and the threshold drawn"),
                sizes=(Decimal(10_000), Decimal(1_000)),
                is_whole=False,
            ),
        ),
    ),
    Group(
        "weights",
        Text("竞争力权重", "Weights of the dimensions"),
        Text(
            "权重 = 该维度的分数 ÷ 八个维度分数之和；全部为 0 时各维度相等。用于加权实力与对手差距。",
            "Weight = points of the dimension ÷ points of all eight; equal where all are 0. Used by the weighted "
            "strength and the gap to a rival.",
        ),
        tuple(
            Setting(
                f"weight.{dimension}",
                DIMENSIONS[dimension],
                Text("分", "points"),
                Decimal(1),
                _STRENGTH,
                maximum=Decimal(100),
                is_whole=False,
            )
            for dimension in RESOURCES
        ),
        is_alike=True,
    ),
)
SETTINGS: dict[str, Setting] = {setting.name: setting for group in GROUPS for setting in group.settings}

_BETWEEN = Text("{label}：应在 {least} 至 {most} {unit}之间。", "{label}: between {least} and {most} {unit}.")
_ABOVE = Text("{label}：不应小于 {least} {unit}。", "{label}: not below {least} {unit}.")
_RANGE = Text("高层往来：下限不应大于上限。", "Executive contacts: the minimum must not be above the maximum.")


def faults(wanted: Mapping[str, Decimal | None], lang: Lang) -> list[Text]:
    """What is wrong with the values to be kept, None standing for the playbook's; empty when all may be kept.

    `lang` names the units in which bounds are said.
    """
    found = []
    for name, value in wanted.items():
        setting = SETTINGS[name]
        if value is not None and (value < setting.minimum or (setting.maximum is not None and value > setting.maximum)):
            found.append(_bounds(setting, lang))
    least, most = (_in_force(wanted, name) for name in ("executive_minimum", "executive_maximum"))
    return [*found, _RANGE] if least > most else found


def _in_force(wanted: Mapping[str, Decimal | None], name: str) -> Decimal:
    value = wanted.get(name)
    return SETTINGS[name].default if value is None else value


def _bounds(setting: Setting, lang: Lang) -> Text:
    least, most = (
        None if bound is None else f"{setting.shown(bound, lang).normalize():f}"
        for bound in (setting.minimum, setting.maximum)
    )
    said = _ABOVE if most is None else _BETWEEN
    label, unit = setting.label, setting.unit
    return Text(
        said.zh.format(label=label.zh, least=least, most=most, unit=unit.zh),
        said.en.format(label=label.en, least=least, most=most, unit=unit.en),
    )
