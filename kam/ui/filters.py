"""The filters beside every chart, and the address that carries them as codes.

A choice lives in `st.session_state.choice`, not in a widget: a page without filters must not forget them. It is
seeded from the address once a session and written back after the widgets, so that a link shows what its sender saw.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from kam.datasets import ALL
from kam.engine import View
from kam.errors import Misuse
from kam.text import Text
from kam.ui import ask
from kam.ui.words import lang, say
from kam.view import parse_day, parse_period

PERIODS: dict[str, Text] = {
    "month": Text("本月", "Month"),
    "quarter": Text("本季", "Qtr"),
    "year": Text("本年", "Year"),
    "last_year": Text("上年", "Last"),
    "custom": Text("自定义", "Custom"),
}
AGAINST: dict[str, Text] = {"year": Text("去年同期", "Last year"), "period": Text("上一期间", "Period before")}
_MANY = ("regions", "classes", "accounts")


@dataclass(slots=True)
class Choice:
    """What the reader chose, as codes; None and empty mean: the default."""

    period: str = "year"
    first: date | None = None
    last: date | None = None
    as_of: date | None = None
    against: str = "year"
    many: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in _MANY})


def classes() -> dict[str, Text]:
    """Code -> label of every account class."""
    account = next(dataset for dataset in ALL if dataset.name == "account")
    return {option.code: option.label for option in account.column("account_class").choices}


def choice() -> Choice:
    """This session's choice, read from the address the first time."""
    if "choice" not in st.session_state:
        st.session_state.choice = _from_address()
    chosen: Choice = st.session_state.choice
    return chosen


def _from_address() -> Choice:
    chosen = Choice(many={name: st.query_params.get_all(name) for name in _MANY})
    asked = st.query_params.get("period", "year")
    chosen.against = "period" if st.query_params.get("against") == "period" else "year"
    # An address is typed by people: what cannot be read falls back to the default instead of failing the page.
    try:
        chosen.as_of = parse_day(st.query_params["as_of"]) if "as_of" in st.query_params else None
        if asked in PERIODS:
            chosen.period = asked
        else:
            chosen.first, chosen.last = parse_period(asked)
            chosen.period = "custom"
    except Misuse as error:
        st.toast(error.message(lang()))
    return chosen


def bounds(chosen: Choice, as_of: date) -> tuple[date, date]:
    """First and last day of the chosen period, both included, seen from the as-of day."""
    if chosen.period == "month":
        return as_of.replace(day=1), as_of
    if chosen.period == "quarter":
        return as_of.replace(month=(as_of.month - 1) // 3 * 3 + 1, day=1), as_of
    if chosen.period == "last_year":
        return date(as_of.year - 1, 1, 1), date(as_of.year - 1, 12, 31)
    if chosen.period == "custom" and chosen.first and chosen.last:
        return chosen.first, chosen.last
    return date(as_of.year, 1, 1), as_of


def view() -> View:
    """What the reader looks at."""
    chosen = choice()
    as_of = chosen.as_of or ask.newest_day()
    first, last = bounds(chosen, as_of)
    regions, kinds, accounts = (tuple(chosen.many[name]) for name in _MANY)
    return View(as_of, first, last, regions, kinds, accounts)


def earlier(view: View) -> View:
    """What the reader compares with: the same days last year, or the period before."""
    return ask.year_before(view) if choice().against == "year" else ask.period_before(view)


def earlier_trend(view: View) -> pd.DataFrame | None:
    """The months of the period before; None when last year is compared with, which the trend itself holds."""
    return None if choice().against == "year" else ask.ask("share.trend", ask.period_before(view))


def draw() -> None:
    """The widgets; each is seeded from the choice and written back to it."""
    chosen = choice()
    newest = ask.newest_day()
    _period(chosen, chosen.as_of or newest)
    _against(chosen)
    directory = ask.directory(chosen.as_of or newest)
    named = ask.names(chosen.as_of or newest)
    kinds = classes()
    _several("regions", Text("区域", "Region"), ask.regions(newest), {}, Text("全部区域", "All regions"))
    wording = {code: say(label) for code, label in kinds.items()}
    _several("classes", Text("客户类别", "Class"), list(kinds), wording, Text("全部类别", "All classes"))
    codes = [str(code) for code in directory["account_id"].tolist()]
    wording = {code: f"{named[code]} {code}".strip() for code in codes}
    _several("accounts", Text("客户", "Account"), codes, wording, Text("输入名称或编码查找", "Find by name or code"))
    _seed("as_of_day", chosen.as_of or newest)
    label = say(Text("截止日", "As of"))
    explained = say(Text("晚于该日的数据都不计。", "Nothing after this day is counted."))
    day = st.date_input(label, key="as_of_day", help=explained, max_value=date.today() + timedelta(days=366 * 5))
    if isinstance(day, date):
        chosen.as_of = None if day == newest else day


def _seed(key: str, value: object) -> None:
    if key not in st.session_state:
        st.session_state[key] = value


def _period(chosen: Choice, as_of: date) -> None:
    _seed("period_kind", chosen.period)
    picked = st.segmented_control(
        say(Text("统计周期", "Period")),
        list(PERIODS),
        format_func=lambda code: say(PERIODS[code]),
        key="period_kind",
        required=True,
        width="stretch",
    )
    before = bounds(chosen, as_of)
    chosen.period = picked or "year"
    if chosen.period != "custom":
        return
    _seed("period_days", before)
    days = st.date_input(say(Text("起止日期", "From – to")), key="period_days")
    if isinstance(days, tuple) and len(days) == 2:
        chosen.first, chosen.last = days


def _against(chosen: Choice) -> None:
    _seed("against", chosen.against)
    picked = st.segmented_control(
        say(Text("对比", "Compare with")),
        list(AGAINST),
        format_func=lambda code: say(AGAINST[code]),
        key="against",
        required=True,
        width="stretch",
    )
    chosen.against = picked or "year"


def _several(name: str, label: Text, codes: list[str], wording: dict[str, str], none: Text) -> None:
    chosen = choice()
    # A code of the address that is not among the options stays one, so that a link never silently widens.
    options = codes + [code for code in chosen.many[name] if code not in set(codes)]
    _seed(f"pick_{name}", chosen.many[name])
    chosen.many[name] = st.multiselect(
        say(label),
        options,
        format_func=lambda code: wording.get(code, code),
        key=f"pick_{name}",
        placeholder=say(none),
    )


def write_address() -> None:
    """Puts the choice into the address as codes, leaving a page's own parameters alone."""
    chosen = choice()
    wanted: dict[str, list[str]] = {name: chosen.many[name] for name in _MANY}
    wanted["period"] = [] if chosen.period == "year" else [chosen.period]
    if chosen.period == "custom" and chosen.first and chosen.last:
        wanted["period"] = [f"{chosen.first}..{chosen.last}"]
    wanted["against"] = [] if chosen.against == "year" else [chosen.against]
    wanted["as_of"] = [str(chosen.as_of)] if chosen.as_of else []
    wanted["lang"] = ["en"] if lang() == "en" else []
    for name, codes in wanted.items():
        if st.query_params.get_all(name) == codes:
            continue
        if codes:
            st.query_params[name] = codes
        else:
            del st.query_params[name]


def safe_code(text: str) -> str:
    """A code of the address without control characters, which stand for list ends in parameters."""
    return re.sub(r"[\x00-\x1f]", "", text)
