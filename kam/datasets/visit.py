"""拜访记录 · Visits: visits, calls and events."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.datasets import words
from kam.kinds import CHOICE, CODE, DAY, NAME, QUANTITY, TEXT
from kam.text import Text

VISIT = Dataset(
    name="visit",
    label=Text("拜访记录", "Visits"),
    help=Text("拜访与往来记录", "Visits, calls and events"),
    aliases=("拜访", "客户拜访", "走访记录", "往来记录", "visits", "visit log", "calls", "activities"),
    key=("visit_no",),
    columns=(
        Column(
            "visit_no",
            Text("拜访编号", "Visit no"),
            CODE,
            aliases=(
                "拜访单号",
                "拜访号",
                "记录编号",
                "编号",
                "跟进编号",
                "跟进记录编号",
                "visit number",
                "visit id",
                "activity id",
            ),
            example="V-2026-001",
            is_required=True,
        ),
        Column("account_id", Text("客户编码", "Account ID"), CODE, aliases=words.ACCOUNT_ID, example="KA-001"),
        Column(
            "visited_on",
            Text("拜访日期", "Visited on"),
            DAY,
            aliases=(
                "拜访时间",
                "走访日期",
                "跟进时间",
                "跟进日期",
                "日期",
                "visit date",
                "visited date",
                "activity date",
                "date",
            ),
            example="2026-03-12",
        ),
        Column(
            "visitor",
            Text("我方人员", "Visitor"),
            NAME,
            aliases=(
                "拜访人",
                "拜访人员",
                "跟进人",
                "我方参加人",
                "业务员",
                "客户经理",
                "visited by",
                "sales rep",
                "our person",
            ),
            example="张伟",
        ),
        Column(
            "visitor_level",
            Text("我方层级", "Visitor level"),
            CHOICE,
            aliases=("拜访人层级", "我方级别", "我方人员层级", "our level", "visitor seniority"),
            example="一线",
            choices=(
                Choice("executive", Text("决策层", "Executive"), ("高层", "高管", "公司领导", "决策", "executives")),
                Choice("key_account", Text("大客户部", "Key account"), ("大客户经理", "大客户", "KAM", "key accounts")),
                Choice("field", Text("一线", "Field"), ("一线人员", "业务员", "一线销售", "field sales", "sales rep")),
            ),
        ),
        Column(
            "contact_name",
            Text("对方人员", "Contact name"),
            NAME,
            aliases=("拜访对象", "联系人", "客户联系人", "对方姓名", "受访人", "contact", "contact person", "met with"),
            example="李工",
        ),
        Column(
            "contact_level",
            Text("对方层级", "Contact level"),
            CHOICE,
            aliases=("拜访对象层级", "联系人层级", "对方级别", "对方人员层级", "their level", "contact seniority"),
            example="中层",
            choices=(
                Choice("senior", Text("高层", "Senior"), ("高", "高级", "高管", "决策层", "top", "executive")),
                Choice("middle", Text("中层", "Middle"), ("中", "中级", "中层干部", "mid", "manager")),
                Choice(
                    "frontline", Text("基层", "Frontline"), ("基", "基层员工", "一线", "front line", "staff", "junior")
                ),
            ),
        ),
        Column(
            "kind",
            Text("方式", "Kind"),
            CHOICE,
            aliases=("拜访方式", "拜访类型", "跟进方式", "往来方式", "类型", "visit type", "activity type", "type"),
            example="拜访",
            choices=(
                Choice("visit", Text("拜访", "Visit"), ("走访", "上门拜访", "上门", "面访", "on site", "site visit")),
                Choice("call", Text("电话", "Call"), ("电话沟通", "电话拜访", "通话", "phone", "phone call")),
                Choice("event", Text("活动庆典", "Event"), ("活动", "庆典", "年会", "展会", "events")),
                Choice("meeting", Text("会谈", "Meeting"), ("会议", "洽谈", "面谈", "视频会议", "meetings")),
            ),
        ),
        Column(
            "hours",
            Text("时长", "Hours"),
            QUANTITY,
            aliases=("时长(小时)", "拜访时长", "小时数", "用时", "duration", "duration hours", "time spent"),
            example="1.5",
            minimum=0,
        ),
        Column(
            "purpose",
            Text("目的", "Purpose"),
            TEXT,
            aliases=("拜访目的", "事由", "拜访事由", "visit purpose", "reason", "objective"),
            example="技术交流",
        ),
        Column(
            "outcome",
            Text("结果", "Outcome"),
            TEXT,
            aliases=(
                "拜访结果",
                "成果",
                "拜访成果",
                "沟通内容",
                "跟进内容",
                "拜访内容",
                "result",
                "visit result",
                "summary",
            ),
            example="约定下次评审",
        ),
    ),
)
