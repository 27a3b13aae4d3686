"""The figures on top of the pages pitfalls, roster, engagement and plan, from answers and nothing else.

None of them is good or bad by rising, so none shows a coloured change: beside each stands what it is read against.
"""

from __future__ import annotations

from datetime import date
from statistics import mean, median

import pandas as pd

from kam.figure import texts, values
from kam.text import UNKNOWN, Lang, Text, money, money_parts, number, percent
from kam.topics.engagement.figures import BELOW, WITHIN, judged, overdue
from kam.topics.pitfalls.figures import gap_of
from kam.topics.roster.figures import offs
from kam.ui.kpis import LAST_MONTH, NO_UNIT, YEAR_AGO, Kpi, total

ACCOUNTS = Text("家", "")
DAYS = Text("天", "d")
TIMES = Text("次", "")


def _kpi(label: Text, formula: Text, value: str, beside: str, against: Text, unit: Text = NO_UNIT) -> Kpi:
    return Kpi(label, formula, value, against, unit=NO_UNIT if value == UNKNOWN else unit, beside=beside)


def _money(label: Text, formula: Text, amount: float | None, beside: str, against: Text, lang: Lang) -> Kpi:
    value, unit = money_parts(amount, lang)
    return _kpi(label, formula, value, beside, against, Text(unit, unit))


def _one(frame: pd.DataFrame, name: str) -> float | None:
    cells = values(frame, name)
    return cells[0] if cells else None


def _part(over: float | None, under: float | None) -> float | None:
    return over / under if over is not None and under else None


def _or_unknown(amount: float | None) -> float | None:
    # A year without a row may be a year nobody has brought yet: none is not the same as not recorded.
    return amount or None


def _known(frame: pd.DataFrame, name: str) -> list[float]:
    return [amount for amount in values(frame, name) if amount is not None]


def concessions(
    now: pd.DataFrame, before: pd.DataFrame, rows: pd.DataFrame, formulas: tuple[Text, Text], lang: Lang
) -> tuple[Kpi, ...]:
    """All concessions beside last year's, those with a finding beside their part, how many and of how many accounts.

    `now`, `before`: pitfalls.summary of the period and of last year's; `rows`: pitfalls.concessions.
    """
    summed, listed = formulas
    found, last_year = _one(now, "value_with_finding"), money(_or_unknown(_one(before, "value")), lang)
    label = Text("让利总额", "Concessions")
    given = _money(label, summed, _one(now, "value"), last_year, YEAR_AGO, lang)
    part, against = percent(_one(now, "part")), Text("占全部让利", "of all")
    idle = _money(Text("没有回报的让利", "Nothing in return"), summed, found, part, against, lang)
    accounts = {code for code in texts(rows, "account_id") if code}
    label, against = Text("问题让利笔数", "Such concessions"), Text("家客户", "accounts")
    counted = _kpi(label, listed, number(len(rows)), number(len(accounts)), against, Text("笔", ""))
    return given, idle, counted


def rebates(rows: pd.DataFrame, formula: Text, lang: Lang) -> Kpi:
    """What agreements with a finding have earned, beside how many they are."""
    earned = sum(_known(rows, "earned")) if len(rows) else 0.0
    label, against = Text("没有承诺的返点", "No commitment"), Text("份协议", "agreements")
    return _money(label, formula, earned, number(len(rows)), against, lang)


def levels(rows: pd.DataFrame, formula: Text) -> Kpi:
    """Key accounts with a level nobody met, beside those where nobody was met at all."""
    label, against = Text("层级未触及", "Levels not met"), Text("家从未见面", "never met")
    return _kpi(label, formula, number(len(rows)), number(gap_of(rows).count("nobody")), against, ACCOUNTS)


def rho(now: pd.DataFrame, formula: Text) -> Kpi:
    """Spearman's rho of concession rate and change of sales, beside the accounts it is computed over."""
    value = _one(now, "rho")
    label, against = Text("让利与增长 ρ", "Rate to growth, ρ"), Text("家参与计算", "accounts")
    return _kpi(label, formula, UNKNOWN if value is None else f"{value:+.2f}", number(_one(now, "n")), against)


def listed(now: pd.DataFrame, before: pd.DataFrame, formula: Text) -> Kpi:
    """Key accounts and their change against the month end before; both: rows of roster.by_region."""
    counted, earlier = total(now, "locked"), total(before, "locked")
    change = None if counted is None or earlier is None else f"{counted - earlier:.0f}"
    unit = NO_UNIT if counted is None else ACCOUNTS
    return Kpi(Text("锁定大客户", "Key accounts"), formula, number(counted), LAST_MONTH, change, unit)


def within(by_region: pd.DataFrame, formula: Text) -> Kpi:
    """Regions whose list keeps its bounds, beside those that do not."""
    outside = sum(off != 0 for off in offs(by_region))
    label, against = Text("名录达标区域", "Lists in bounds"), Text("个超出范围", "out of bounds")
    value = number(len(by_region) - outside) if len(by_region) else UNKNOWN
    return _kpi(label, formula, value, number(outside), against, Text(f"/ {len(by_region)}", f"/ {len(by_region)}"))


def candidates(rows: pd.DataFrame, formula: Text) -> Kpi:
    """Candidates above the threshold, beside those that buy that much already."""
    by_sales = int(rows["by_sales"].fillna(False).sum())
    label, against = Text("候选客户", "Candidates"), Text("家按销售额", "by sales")
    return _kpi(label, formula, number(len(rows)), number(by_sales), against, ACCOUNTS)


def moves(by_region: pd.DataFrame, formula: Text) -> Kpi:
    """Entries of the period, beside its exits."""
    label, against = Text("本期进入", "Entries"), Text("家退出", "exits")
    entries, exits = total(by_region, "entries"), total(by_region, "exits")
    return _kpi(label, formula, number(entries), number(exits), against, ACCOUNTS)


def completeness(rows: pd.DataFrame, formula: Text) -> Kpi:
    """The mean completeness of key accounts' profiles, beside the lowest."""
    known = _known(rows, "completeness")
    label, against = Text("平均完整度", "Completeness"), Text("最低", "lowest")
    return _kpi(label, formula, percent(mean(known) if known else None), percent(min(known, default=None)), against)


def staleness(rows: pd.DataFrame, as_of: date, formula: Text) -> Kpi:
    """The median days since profiles were updated, beside the accounts without a day of update."""
    days = [(as_of - date.fromisoformat(day)).days for day in texts(rows, "newest_on") if day]
    label, against = Text("档案更新距今", "Profile age"), Text("家无日期", "without a day")
    return _kpi(label, formula, number(median(days) if days else None), number(len(rows) - len(days)), against, DAYS)


def meetings(matrix: pd.DataFrame, formula: Text) -> Kpi:
    """Meetings with key accounts, beside how many of the nine pairs of levels met."""
    met = sum(count > 0 for count in _known(matrix, "visits"))
    label, against = Text("见面次数", "Meetings"), Text("种层级组合", "pairs of levels")
    return _kpi(label, formula, number(total(matrix, "visits")), f"{met} / {len(matrix)}", against, TIMES)


def executive(rows: pd.DataFrame, formula: Text) -> Kpi:
    """The part of key accounts whose executive contacts are in range, beside those with too few."""
    states = judged(rows)
    label, against = Text("高层往来达标", "Exec. contacts"), Text("家不足", "too few")
    part = percent(_part(states.count(WITHIN), len(states)))
    return _kpi(label, formula, part, number(states.count(BELOW)), against)


def visits_due(rows: pd.DataFrame, as_of: date, formula: Text) -> tuple[Kpi, Kpi]:
    """Key accounts overdue for a visit beside those never visited; the usual days since a visit beside the most."""
    late, days = overdue(rows, as_of), _known(rows, "days_since")
    never = texts(late, "last_visit_on").count("")
    label, against = Text("逾期未访", "Visits overdue"), Text("家从未拜访", "never visited")
    overdue_ = _kpi(label, formula, number(len(late)), number(never), against, ACCOUNTS)
    label, against = Text("距上次拜访", "Since last visit"), Text("天（最长）", "d at most")
    usual, longest = number(median(days) if days else None), number(max(days, default=None))
    return overdue_, _kpi(label, formula, usual, longest, against, Text("天（中位）", "d (median)"))


def time(rows: pd.DataFrame, formula: Text, goal: float) -> tuple[Kpi, Kpi]:
    """Visits as a part of working hours beside the goal, a fraction; key accounts as a part of visits, the hours."""
    staffed = rows[rows["working_hours"].notna()]
    part = _part(total(staffed, "visit_hours"), total(staffed, "working_hours"))
    label, against = Text("拜访时间占比", "Time on visits"), Text("目标", "goal")
    spent = _kpi(label, formula, percent(part), f"≥ {percent(goal, 0)}", against)
    hours = total(rows, "visit_hours")
    pairs = zip(values(rows, "visit_hours"), values(rows, "key_account_share"), strict=True)
    key = sum((whole or 0) * (share or 0) for whole, share in pairs)
    label, against = Text("用于大客户", "On key accounts"), Text("拜访小时", "visit hours")
    return spent, _kpi(label, formula, percent(_part(key, hours)), number(hours), against)


def funds(now: pd.DataFrame, before: pd.DataFrame, formula: Text, lang: Lang) -> tuple[Kpi, ...]:
    """Budget and spend beside last year's, the rate beside what is left, spend without an account beside its part."""
    budget, spend, loose = (total(now, name) for name in ("budget", "spend", "unassigned"))
    earlier = [money(_or_unknown(total(before, name)), lang) for name in ("budget", "spend")]
    left = money(None if budget is None or spend is None else budget - spend, lang)
    rate, part = percent(_part(spend, budget)), percent(_part(loose, spend))
    return (
        _money(Text("专款预算", "Budget"), formula, budget, earlier[0], YEAR_AGO, lang),
        _money(Text("专款支出", "Spend"), formula, spend, earlier[1], YEAR_AGO, lang),
        _kpi(Text("使用率", "Rate"), formula, rate, left, Text("剩余", "left")),
        _money(Text("未指定客户", "Unassigned"), formula, loose, part, Text("占支出", "of spend"), lang),
    )


def actions(agenda: pd.DataFrame, formula: Text) -> tuple[Kpi, Kpi]:
    """Unfinished actions beside the finished; overdue ones beside the longest delay."""
    states = texts(agenda, "state")
    finished, late = states.count("finished"), states.count("overdue")
    longest = max(_known(agenda, "days_overdue"), default=None)
    label, against = Text("未完成行动", "Open actions"), Text("项已结束", "finished")
    pending = _kpi(label, formula, number(len(states) - finished), number(finished), against, Text("项", ""))
    label, against = Text("逾期行动", "Overdue"), Text("天（最长）", "d at most")
    return pending, _kpi(label, formula, number(late), number(longest), against, Text("项", ""))
