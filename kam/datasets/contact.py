"""关键人物 · Contacts: the people who matter at a customer."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.kinds import CHOICE, CODE, DAY, INT, NAME, TEXT
from kam.text import Text

CONTACT = Dataset(
    name="contact",
    label=Text("关键人物", "Contacts"),
    help=Text("客户的关键人物", "The people who matter at a customer"),
    key=("account_id", "contact_name"),
    columns=(
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
            is_required=True,
        ),
        Column(
            "contact_name",
            Text("姓名", "Contact name"),
            NAME,
            is_required=True,
        ),
        Column(
            "department",
            Text("部门", "Department"),
            TEXT,
        ),
        Column(
            "title",
            Text("职务", "Title"),
            TEXT,
        ),
        Column(
            "level",
            Text("层级", "Level"),
            CHOICE,
            choices=(
                Choice("senior", Text("高层", "Senior")),
                Choice("middle", Text("中层", "Middle")),
                Choice("frontline", Text("基层", "Frontline")),
            ),
        ),
        Column(
            "buying_role",
            Text("决策角色", "Buying role"),
            CHOICE,
            choices=(
                Choice("decision_maker", Text("决策者", "Decision maker")),
                Choice("approver", Text("审批者", "Approver")),
                Choice("influencer", Text("影响者", "Influencer")),
                Choice("user", Text("使用者", "User")),
                Choice("gatekeeper", Text("把关者", "Gatekeeper")),
                Choice("coach", Text("线人", "Coach")),
            ),
        ),
        Column(
            "attitude",
            Text("态度", "Attitude"),
            INT,
            minimum=-2,
            maximum=2,
        ),
        Column(
            "influence",
            Text("影响力", "Influence"),
            INT,
            minimum=1,
            maximum=5,
        ),
        Column(
            "reports_to",
            Text("上级", "Reports to"),
            NAME,
        ),
        Column(
            "family",
            Text("家庭", "Family"),
            TEXT,
            is_personal=True,
        ),
        Column(
            "school",
            Text("毕业学校", "School"),
            TEXT,
            is_personal=True,
        ),
        Column(
            "interests",
            Text("爱好", "Interests"),
            TEXT,
            is_personal=True,
        ),
        Column(
            "career",
            Text("经历", "Career"),
            TEXT,
            is_personal=True,
        ),
        Column(
            "year_goal",
            Text("本年目标", "Year goal"),
            TEXT,
            is_personal=True,
        ),
        Column(
            "ambitions",
            Text("发展计划", "Ambitions"),
            TEXT,
            is_personal=True,
        ),
        Column(
            "birthday",
            Text("生日", "Birthday"),
            DAY,
            earliest="1900-01-01",
            is_personal=True,
        ),
        Column(
            "updated_on",
            Text("更新日期", "Updated on"),
            DAY,
        ),
    ),
)
