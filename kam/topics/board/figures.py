"""要事 on the page: findings gathered by the account they speak of, and the board's private questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from kam.figure import texts, values
from kam.text import Text
from kam.topic import Field, Query
from kam.topics.board.words import KINDS
from kam.topics.fields import ACCOUNT_ID, OWNER, REGION

SETTINGS = Query(
    "board.settings",
    Text("现行设置", "Settings in force"),
    Text("公司自己的设置，未设者为手册值。", "What the company has set, else the playbook's values."),
    (),
)
SETTINGS_SET = Query(
    "board.settings_set",
    Text("已设置的值", "What was set"),
    Text("公司自己设置的值。", "The values that the company has set itself."),
    (),
)
SINCE = Query(
    "board.since",
    Text("上次以来", "Since last time"),
    Text(
        "自上次保存的会议的截止日起；没有会议时自一个月前起。",
        "Since the as-of day of the last review that was kept; without one, since a month before.",
    ),
    (),
)
CHANGES = Query(
    "board.changes",
    Text("发生了什么", "What happened"),
    Text(
        "期间内的阶段变动、名录进出与完成的行动。",
        "Moves between stages, entries to and exits from the list, and actions done, in the period.",
    ),
    (
        Field("on_day", Text("日期", "Day"), "day"),
        ACCOUNT_ID,
        REGION,
        Field("from_stage", Text("原阶段", "From"), "count"),
        Field("stage", Text("阶段", "Stage"), "count"),
        Field("title", Text("事项", "Action"), "text"),
        OWNER,
    ),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of board.exceptions. `stake` in CNY and `since`: None = unknown; `owner` '' = nobody."""

    kind: str
    stake: float | None
    since: date | None
    owner: str


@dataclass(frozen=True, slots=True)
class Case:
    """The findings of one account, the largest stake first; without an account those of a region, or of nobody."""

    account_id: str
    region: str
    findings: tuple[Finding, ...]

    @property
    def key(self) -> str:
        """What tells this case from the others: account:A1, region:华东, region: for nobody."""
        return f"account:{self.account_id}" if self.account_id else f"region:{self.region}"

    @property
    def stake(self) -> float | None:
        """CNY: the largest of its findings', never their sum, because most of them stake the same sales."""
        return self.findings[0].stake

    @property
    def owner(self) -> str:
        """The account's manager, as the findings name it; where an action alone is late, the action's owner."""
        named = [finding for finding in self.findings if finding.owner]
        managed = [finding.owner for finding in named if finding.kind != "action_overdue"]
        return next(iter(managed or [finding.owner for finding in named]), "")

    @property
    def kinds(self) -> dict[str, int]:
        """How many findings there are of each kind, in the order of KINDS."""
        counted = Counter(finding.kind for finding in self.findings)
        return {kind: counted[kind] for kind in KINDS if kind in counted}

    @property
    def step(self) -> Text:
        """The one next step to agree on: that of the first of its kinds."""
        return KINDS[next(iter(self.kinds))].step


def cases(frame: pd.DataFrame) -> list[Case]:
    """The rows of board.exceptions by account, else by region: the largest stake first, unknown ones last."""
    gathered: dict[tuple[str, str], list[Finding]] = {}
    regions: dict[tuple[str, str], str] = {}
    columns = (texts(frame, name) for name in ("kind", "account_id", "region", "owner", "since"))
    for kind, code, region, owner, since, stake in zip(*columns, values(frame, "at_stake"), strict=True):
        key = (code, "" if code else region)
        regions[key] = region
        day = date.fromisoformat(since) if since else None
        gathered.setdefault(key, []).append(Finding(kind, stake, day, owner))
    # The answer is sorted by stake, so an account comes where its largest one stands.
    return [Case(key[0], regions[key], tuple(found)) for key, found in gathered.items()]


def only(frame: pd.DataFrame, kinds: Sequence[str], owner: str) -> pd.DataFrame:
    """The findings of these kinds and of this owner; without kinds, without an owner: of every one."""
    rows = frame[frame["kind"].isin(list(kinds))] if kinds else frame
    return where(rows, (name == owner for name in texts(rows, "owner"))) if owner else rows


def where(frame: pd.DataFrame, mask: Iterable[bool]) -> pd.DataFrame:
    """The rows whose flag is set. Of a frame without rows a plain list of flags would choose no columns either."""
    return frame[pd.array(list(mask), dtype="boolean")]


def counted(names: Iterable[str]) -> dict[str, int]:
    """How often each name occurs, the most frequent first; '' is left out."""
    found = Counter(name for name in names if name)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
