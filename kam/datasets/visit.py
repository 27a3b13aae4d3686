"""拜访记录 · Visits: visits, calls and events."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.kinds import CHOICE, CODE, DAY, NAME, QUANTITY, TEXT
from kam.text import Text

VISIT = Dataset(
    name="visit",
    label=Text("拜访记录", "Visits"),
    help=Text("拜访与往来记录", "Visits, calls and events"),
    key=("visit_no",),
    columns=(
        Column(
            "visit_no",
            Text("拜访编号", "Visit no"),
            CODE,
            is_required=True,
        ),
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
        ),
        Column(
            "visited_on",
            Text("拜访日期", "Visited on"),
            DAY,
        ),
        Column(
            "visitor",
            Text("我方人员", "Visitor"),
            NAME,
        ),
        Column(
            "visitor_level",
            Text("我方层级", "Visitor level"),
            CHOICE,
            choices=(
                Choice("executive", Text("决策层", "Executive")),
                Choice("key_account", Text("大客户部", "Key account")),
                Choice("field", Text("一线", "Field")),
            ),
        ),
        Column(
            "contact_name",
            Text("对方人员", "Contact name"),
            NAME,
        ),
        Column(
            "contact_level",
            Text("对方层级", "Contact level"),
            CHOICE,
            choices=(
                Choice("senior", Text("高层", "Senior")),
                Choice("middle", Text("中层", "Middle")),
                Choice("frontline", Text("基层", "Frontline")),
            ),
        ),
        Column(
            "kind",
            Text("方式", "Kind"),
            CHOICE,
            choices=(
                Choice("visit", Text("拜访", "Visit")),
                Choice("call", Text("电话", "Call")),
                Choice("event", Text("活动庆典", "Event")),
                Choice("meeting", Text("会谈", "Meeting")),
            ),
        ),
        Column(
            "hours",
            Text("时长", "Hours"),
            QUANTITY,
            minimum=0,
        ),
        Column(
            "purpose",
            Text("目的", "Purpose"),
            TEXT,
        ),
        Column(
            "outcome",
            Text("结果", "Outcome"),
            TEXT,
        ),
    ),
)
