"""The sample company's fixed points: its days, regions, rivals, and the stories that its charts must show."""

from __future__ import annotations

from datetime import date
from typing import Any

SEED = 20261120
FIRST_DAY = date(2024, 6, 1)
LAST_DAY = date(2026, 11, 20)

US = "我方"
RIVALS = ("恒锐科技", "蓝盾安防", "众联网络", "明远智能")
REGIONS = {"华东": "HD", "华南": "HN", "华北": "HB", "华中": "HZ", "西南": "XN"}
CATEGORIES = ("综合布线", "视频监控", "网络设备", "门禁对讲", "机房工程")

# Stage 3 临门 stands still here: accounts reach the door and do not get through.
STALLED_REGION = "华中"
STALLED_ACCOUNTS = 14

# Big accounts here turn to one rival during 2026.
LOSING_REGION = "华南"
LOSING_ACCOUNTS = 7
WINNING_RIVAL = "恒锐科技"

# This agreement's volume of 2026 stands 3 % below its second tier on the last day.
SHORT_AGREEMENT = "XY-2026-003"
SHORT_THRESHOLD = 3_000_000
SHORT_VOLUME = 2_910_000

# The largest concession of the company, with nothing promised in return.
EMPTY_HANDED = "RL-2026-018"
EMPTY_HANDED_VALUE = 380_000

Row = dict[str, Any]


def kept_share(day: date) -> float:
    """The part of our former share that is left at the losing accounts: 1 before 2026, 0.28 from September 2026 on."""
    if day.year < LAST_DAY.year:
        return 1.0
    return max(0.28, 1.0 - 0.09 * day.month)
