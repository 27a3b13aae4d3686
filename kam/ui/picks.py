"""What can be picked in a chart, and the rows behind each choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from kam.engine import View
from kam.figure import texts, values
from kam.text import Text
from kam.topic import Field
from kam.topics import QUERIES
from kam.topics.accounts import DIRECTORY, SCORES
from kam.topics.fields import ACCOUNT_NAME
from kam.topics.funnel.figures import STAGES
from kam.topics.pitfalls.figures import FINDINGS, GAPS, gap_of
from kam.topics.plan.figures import AGENDA, NOBODY
from kam.topics.quality.words import FINDINGS as FLAWS
from kam.topics.rivals.figures import OURSELVES, US
from kam.ui import ask, flaws
from kam.ui.words import say

KINDS: dict[str, Text] = {
    "region": Text("区域", "Region"),
    "stage": Text("现处阶段", "Now in stage"),
    "reached": Text("曾到达阶段", "Reached stage"),
    "account": Text("客户", "Account"),
    "flaw": Text("数据问题", "Finding"),
    "need": Text("未证明", "Not proven"),
    "party": Text("对象", "Party"),
    "agreement": Text("协议", "Agreement"),
    "finding": Text("让利问题", "Finding"),
    "unbacked": Text("返点问题", "Finding"),
    "gap": Text("层级", "Levels"),
    "listed": Text("区域名录", "List of"),
    "visited": Text("区域拜访", "Visits in"),
    "contacts": Text("高层往来次数", "Executive contacts"),
    "owner": Text("责任人", "Owner"),
    "action": Text("行动", "Action"),
}
STAGED = ("stage", "reached", "need")
Rows = tuple[pd.DataFrame, tuple[Field, ...]]


@dataclass(frozen=True, slots=True)
class Pick:
    """What was clicked: kind and code."""

    kind: str
    value: str


def with_name(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields of an answer with the account's name behind its code."""
    place = [field.name for field in fields].index("account_id") + 1
    return (*fields[:place], ACCOUNT_NAME, *fields[place:])


def named(frame: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The frame with a column account_name."""
    return frame.assign(account_name=[names.get(code, "") for code in texts(frame, "account_id")])


def shown(choice: Pick, view: View) -> str:
    """The choice in words, as they stand in a file: not yet safe for markdown."""
    if choice.kind == "flaw" and choice.value in FLAWS:
        return say(FLAWS[choice.value][0])
    words = {"finding": FINDINGS, "unbacked": FINDINGS, "gap": GAPS}.get(choice.kind, {})
    if choice.value in words:
        return say(words[choice.value])
    if choice.kind in STAGED:
        return say(STAGES[int(choice.value) - 1])
    if choice.kind == "account":
        return ask.names(view.as_of).get(choice.value) or choice.value
    if choice.kind == "party" and choice.value == US:
        return say(OURSELVES)
    return choice.value or say(NOBODY if choice.kind == "owner" else Text("未知区域", "No region"))


def rows(choice: Pick, view: View) -> Rows:
    """The rows behind a choice, and the fields to show of them."""
    return _ROWS[choice.kind](choice.value, view)


def _staged(value: str, view: View) -> Rows:
    frame = ask.ask(DIRECTORY, view)
    return _by_sales(frame[(frame["stage"] == int(value)).fillna(False)])


def _reached(value: str, view: View) -> Rows:
    frame = ask.ask(DIRECTORY, view)
    return _by_sales(frame[(frame["highest"] >= int(value)).fillna(False)])


def _flaw(value: str, view: View) -> Rows:
    return flaws.rows(value, view), flaws.ROW_FIELDS


def _need(value: str, view: View) -> Rows:
    frame, fields = _asked("funnel.audit", view)
    return frame[(frame["need"] == int(value)) & ~frame["is_met"].astype(bool)], fields


def _by_sales(frame: pd.DataFrame) -> Rows:
    return frame.sort_values("sales_12m", ascending=False), DIRECTORY.fields


def _party(value: str, view: View) -> Rows:
    frame = ask.ask(SCORES, view)
    return frame[frame["party"] == value].sort_values("score"), SCORES.fields


def _agreement(value: str, view: View) -> Rows:
    frame = ask.ask("rebate.status", view)
    return frame[frame["agreement_no"] == value], QUERIES["rebate.status"].fields


def _region(value: str, view: View) -> Rows:
    frame = ask.ask("share.by_account", in_region(value, view))
    if not value:
        frame = frame[[not region for region in texts(frame, "region")]]
    return frame.sort_values("our_sales", ascending=False), QUERIES["share.by_account"].fields


def in_region(value: str, view: View) -> View:
    """The same view of one region only; without a code the view as it is."""
    return replace(view, regions=(value,)) if value else view


def _account(value: str, view: View) -> Rows:
    frame = ask.ask("share.by_account", replace(view, accounts=(value,)))
    if frame.empty:  # an account that neither bought nor has a wallet still has its row in the directory
        frame = ask.ask(DIRECTORY, replace(view, accounts=(value,)))
        return frame[frame["account_id"] == value], DIRECTORY.fields
    return frame, QUERIES["share.by_account"].fields


def _asked(query: str, view: View) -> Rows:
    return named(ask.ask(query, view), ask.names(view.as_of)), with_name(QUERIES[query].fields)


def _finding(value: str, view: View) -> Rows:
    frame, fields = _asked("pitfalls.concessions", view)
    return frame[frame["finding"] == value].sort_values("value", ascending=False), fields


def _unbacked(value: str, view: View) -> Rows:
    frame, fields = _asked("pitfalls.agreements", view)
    return frame[frame["finding"] == value].sort_values("earned", ascending=False), fields


def _gap(value: str, view: View) -> Rows:
    frame, fields = _asked("pitfalls.levels", view)
    return frame[[gap == value for gap in gap_of(frame)]], fields


def _listed(value: str, view: View) -> Rows:
    frame, fields = _asked("roster.completeness", in_region(value, view))
    return frame.sort_values("completeness", kind="stable"), fields


def _visited(value: str, view: View) -> Rows:
    frame, fields = _asked("engagement.cadence", in_region(value, view))
    return frame.sort_values("days_since", ascending=False, na_position="first"), fields


def _contacts(value: str, view: View) -> Rows:
    frame, fields = _asked("engagement.executive", view)
    return frame[[f"{contacts or 0:.0f}" == value for contacts in values(frame, "contacts")]], fields


def agenda(view: View) -> pd.DataFrame:
    """The agenda with the names of its accounts."""
    return named(ask.ask(AGENDA, view), ask.names(view.as_of))


def _owner(value: str, view: View) -> Rows:
    frame = agenda(view)
    return frame[[owner == value for owner in texts(frame, "owner")]], AGENDA.fields


def _action(value: str, view: View) -> Rows:
    frame = agenda(view)
    return frame[frame["action_no"] == value], AGENDA.fields


_ROWS: dict[str, Callable[[str, View], Rows]] = {
    "region": _region,
    "stage": _staged,
    "reached": _reached,
    "account": _account,
    "flaw": _flaw,
    "need": _need,
    "party": _party,
    "agreement": _agreement,
    "finding": _finding,
    "unbacked": _unbacked,
    "gap": _gap,
    "listed": _listed,
    "visited": _visited,
    "contacts": _contacts,
    "owner": _owner,
    "action": _action,
}
