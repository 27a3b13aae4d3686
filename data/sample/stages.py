"""When an account entered which stage: believable dwell times, and one region that stands still."""

from __future__ import annotations

from datetime import date, timedelta
from math import log
from random import Random

from stories import LAST_DAY, LOSING_ACCOUNTS, LOSING_REGION, STALLED_ACCOUNTS, STALLED_REGION

Moves = list[tuple[date, int]]

_MEDIAN_DAYS = {1: 28, 2: 60, 3: 50, 4: 190, 5: 280, 6: 360, 7: 430, 8: 700}
_SPREAD = {1: 0.5, 2: 0.5, 3: 0.4, 4: 0.45, 5: 0.45, 6: 0.45, 7: 0.45, 8: 0.4}
_SLOW_DOOR = 150  # median days in stage 3 where the door is hard to open

_NOTES = {
    1: "列入目标名单，收集背景资料",
    2: "与使用部门、采购部门建立联系",
    3: "方案与报价已递交，待决策",
    4: "首单落地",
    5: "年度采购持续增长",
    6: "多层级往来，进入年度框架",
    7: "各品类均由我方供应",
    8: "签订长期供应联盟",
}


def weekday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _dwell(rng: Random, stage: int, region: str) -> int:
    median = _SLOW_DOOR if stage == 3 and region == STALLED_REGION else _MEDIAN_DAYS[stage]
    return max(5, round(rng.lognormvariate(log(median), _SPREAD[stage])))


def _next(rng: Random, stage: int) -> int:
    draw = rng.random()
    if stage == 8 or (stage >= 5 and draw < 0.07) or (stage in (3, 4) and draw < 0.04):
        return stage - 1
    return stage + 2 if stage <= 2 and draw > 0.96 else stage + 1


def _walk(rng: Random, start: date, region: str, until: date) -> Moves:
    moves: Moves = []
    day, stage = weekday(start), 1
    while day <= until:
        moves.append((day, stage))
        day = weekday(day + timedelta(days=_dwell(rng, stage, region)))
        stage = _next(rng, stage)
    return moves


def _stuck(rng: Random) -> Moves:
    """Came to the door 230 to 540 days before the last day and still stands there."""
    at_door = LAST_DAY - timedelta(days=rng.randint(230, 540))
    talked = at_door - timedelta(days=rng.randint(40, 110))
    seen = talked - timedelta(days=rng.randint(15, 50))
    return [(weekday(seen), 1), (weekday(talked), 2), (weekday(at_door), 3)]


def _losing(rng: Random, number: int) -> Moves:
    """A close customer since 2022 that most often falls back a stage in the middle of 2026."""
    top = 6 + number % 2
    day, moves = date(2022, 3, 1) + timedelta(days=rng.randint(0, 90)), []
    for stage in range(1, top + 1):
        moves.append((weekday(day), stage))
        day += timedelta(days=rng.randint(30, 60) if stage < 4 else rng.randint(230, 290))
    if number % 3:
        moves.append((weekday(date(2026, 5, 6) + timedelta(days=rng.randint(0, 100))), top - 1))
    return moves


def is_losing(region: str, number: int) -> bool:
    """The first accounts of the losing region's list are its big ones."""
    return region == LOSING_REGION and number < LOSING_ACCOUNTS


def is_stuck(region: str, number: int) -> bool:
    """The last accounts of the stalled region's list."""
    return region == STALLED_REGION and number >= 40 - STALLED_ACCOUNTS


def moves(rng: Random, region: str, number: int, until: date = LAST_DAY) -> Moves:
    """All moves of the account at place `number` (0-based) of its region's list, oldest first."""
    if is_losing(region, number):
        return _losing(rng, number)
    if is_stuck(region, number):
        return _stuck(rng)
    is_young = number % 5 == 4
    age = rng.randint(12, 170) if is_young else rng.randint(260, 1650)
    return _walk(rng, until - timedelta(days=age), region, until)


def note(stage: int, before: int) -> str:
    """Why the account moved; `before` is the stage it came from, 0 at first."""
    return "采购重新比价，合作降级" if stage < before else _NOTES[stage]


def stage_on(history: Moves, day: date) -> int:
    """The stage on that day, 0 before the first move."""
    return next((stage for entered, stage in reversed(history) if entered <= day), 0)
