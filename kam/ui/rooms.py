"""Every page of the app: its file, its words, its place in the navigation. Adding a page is one line here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from kam.access import Right, User
from kam.text import Lang, Text

_PAGES = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True, slots=True)
class Room:
    """One page. `needs` names the datasets without which it has nothing to show; `is_filtered` shows the filters.

    `is_any_enough`: one of them is enough to show something. `group` names the menu it stands in, "" = beside them.
    `right`: whose role has it sees the page; to others it does not exist.
    """

    name: str
    section: str
    title: Text
    icon: str
    needs: tuple[str, ...] = ()
    is_filtered: bool = True
    is_default: bool = False
    is_any_enough: bool = False
    group: str = ""
    right: Right = "figures"

    def missing(self, filled: Collection[str]) -> list[str]:
        """The datasets to ask for, out of those that have a row; none where the page can show something."""
        absent = [name for name in self.needs if name not in filled]
        return [] if self.is_any_enough and len(absent) < len(self.needs) else absent

    def page(self, lang: Lang, is_home: bool | None = None) -> st.Page:
        """The page as Streamlit navigates to it, titled in a language; `is_home`: at the bare address."""
        is_first = self.is_default if is_home is None else is_home
        return st.Page(
            str(_PAGES / self.section / f"{self.name}.py"),
            title=self.title(lang),
            icon=self.icon,
            url_path="home" if is_first else self.name,
            default=is_first,
        )

    def by_name(self, lang: Lang) -> st.Page:
        """The home page under its own name too: Streamlit gives a default page the bare address only."""
        path = str(_PAGES / self.section / f"{self.name}.py")
        return st.Page(path, title=self.title(lang), url_path=self.name, visibility="hidden")


GROUPS: dict[str, Text] = {"act": Text("执行", "Execution"), "data": Text("数据", "Data")}
ROOMS: tuple[Room, ...] = (
    Room("overview", "board", Text("经营总览", "Overview"), ":material/dashboard:", is_default=True),
    Room(
        "meeting",
        "board",
        Text("会议", "Review"),
        ":material/co_present:",
        ("account", "order_line"),
        is_any_enough=True,
    ),
    Room("share", "analyse", Text("客户占有率", "Share"), ":material/donut_small:", ("order_line",)),
    Room("funnel", "analyse", Text("阶段漏斗", "Funnel"), ":material/filter_alt:", ("stage_change",)),
    Room("rivals", "analyse", Text("竞争对手", "Rivals"), ":material/radar:", ("rival_score",)),
    Room("rebate", "analyse", Text("返点", "Rebates"), ":material/stairs:", ("agreement", "rebate_tier")),
    Room("account", "analyse", Text("客户详情", "Account"), ":material/apartment:", ("account",)),
    Room(
        "pitfalls",
        "analyse",
        Text("误区", "Pitfalls"),
        ":material/report:",
        ("concession", "agreement", "visit"),
        is_any_enough=True,
        group="act",
    ),
    Room("roster", "analyse", Text("名录", "Roster"), ":material/list_alt:", ("account",), group="act"),
    Room(
        "engagement", "analyse", Text("投入", "Engagement"), ":material/handshake:", ("account", "visit"), group="act"
    ),
    Room(
        "plan",
        "analyse",
        Text("计划", "Plan"),
        ":material/event_note:",
        ("fund", "action"),
        is_any_enough=True,
        group="act",
    ),
    Room(
        "imports",
        "manage",
        Text("数据导入", "Import"),
        ":material/upload_file:",
        is_filtered=False,
        group="data",
        right="upload",
    ),
    Room(
        "history",
        "manage",
        Text("导入记录", "History"),
        ":material/history:",
        is_filtered=False,
        group="data",
        right="upload",
    ),
    Room("quality", "manage", Text("数据质量", "Data quality"), ":material/fact_check:", group="data"),
    Room("explain", "manage", Text("口径与来源", "Definitions"), ":material/account_tree:", group="data"),
    Room(
        "settings",
        "manage",
        Text("设置", "Settings"),
        ":material/tune:",
        is_filtered=False,
        group="data",
        right="settings",
    ),
    Room(
        "users",
        "manage",
        Text("用户", "Users"),
        ":material/group:",
        is_filtered=False,
        group="data",
        right="users",
    ),
    Room(
        "operation",
        "manage",
        Text("运行", "Operation"),
        ":material/monitor_heart:",
        is_filtered=False,
        group="data",
        right="operate",
    ),
)
NAMED: dict[str, Room] = {room.name: room for room in ROOMS}


def home_of(user: User) -> Room:
    """The page at the bare address: where the overview is not theirs, the last of their own."""
    open_to = [room for room in ROOMS if user.may(room.right)]
    return open_to[0] if open_to[0].is_default else open_to[-1]


def menu(lang: Lang, user: User) -> dict[str, list[st.Page]]:
    """The navigation of a user: what is looked at most beside each other, the rest in a menu a group."""
    groups = {"": Text("", ""), **GROUPS}
    home = home_of(user)
    found = {
        title(lang): [room.page(lang, room is home) for room in ROOMS if room.group == code and user.may(room.right)]
        for code, title in groups.items()
    }
    return {title: pages for title, pages in found.items() if pages}
