"""关键人物 · Contacts: the people who matter at a customer."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.datasets import words
from kam.kinds import CHOICE, CODE, DAY, INT, NAME, TEXT
from kam.text import Text

CONTACT = Dataset(
    name="contact",
    label=Text("关键人物", "Contacts"),
    help=Text("客户的关键人物", "The people who matter at a customer"),
    aliases=("联系人", "客户联系人", "人物档案", "contacts", "people", "key people"),
    key=("account_id", "contact_name"),
    columns=(
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
            aliases=words.ACCOUNT_ID,
            example="KA-001",
            is_required=True,
        ),
        Column(
            "contact_name",
            Text("姓名", "Contact name"),
            NAME,
            aliases=(
                "联系人",
                "联系人姓名",
                "人员姓名",
                "关键人",
                "关键人物",
                "name",
                "contact",
                "contact person",
                "full name",
                "person",
            ),
            example="李工",
            is_required=True,
        ),
        Column(
            "department",
            Text("部门", "Department"),
            TEXT,
            aliases=("所在部门", "部门名称", "科室", "dept", "department name", "division"),
            example="设计部",
        ),
        Column(
            "title",
            Text("职务", "Title"),
            TEXT,
            aliases=("职位", "岗位", "职称", "job title", "position", "role title"),
            example="总工",
        ),
        Column(
            "level",
            Text("层级", "Level"),
            CHOICE,
            aliases=("级别", "职级", "人员层级", "management level", "seniority"),
            example="高层",
            choices=(
                Choice("senior", Text("高层", "Senior"), ("高", "高级", "高管", "决策层", "top", "executive")),
                Choice("middle", Text("中层", "Middle"), ("中", "中级", "中层干部", "mid", "manager")),
                Choice(
                    "frontline", Text("基层", "Frontline"), ("基", "基层员工", "一线", "front line", "staff", "junior")
                ),
            ),
        ),
        Column(
            "buying_role",
            Text("决策角色", "Buying role"),
            CHOICE,
            aliases=("角色", "采购角色", "决策链角色", "role", "decision role", "buyer role"),
            example="决策者",
            choices=(
                Choice("decision_maker", Text("决策者", "Decision maker"), ("决策人", "拍板人", "decider")),
                Choice("approver", Text("审批者", "Approver"), ("审批人", "批准者", "批准人")),
                Choice("influencer", Text("影响者", "Influencer"), ("影响人", "推荐者", "技术影响者")),
                Choice("user", Text("使用者", "User"), ("使用人", "用户", "end user")),
                Choice("gatekeeper", Text("把关者", "Gatekeeper"), ("把关人", "守门人", "守门者")),
                Choice("coach", Text("线人", "Coach"), ("内线", "教练", "支持者", "champion")),
            ),
        ),
        Column(
            "attitude",
            Text("态度", "Attitude"),
            INT,
            aliases=("态度评分", "支持度", "倾向", "support", "stance"),
            example="1",
            minimum=-2,
            maximum=2,
        ),
        Column(
            "influence",
            Text("影响力", "Influence"),
            INT,
            aliases=("影响程度", "影响力评分", "influence score", "influence level"),
            example="4",
            minimum=1,
            maximum=5,
        ),
        Column(
            "reports_to",
            Text("上级", "Reports to"),
            NAME,
            aliases=("直接上级", "汇报对象", "上级领导", "manager", "supervisor", "boss"),
            example="王院长",
        ),
        Column(
            "family",
            Text("家庭", "Family"),
            TEXT,
            aliases=("家庭情况", "家庭状况", "family situation"),
            is_personal=True,
        ),
        Column(
            "school",
            Text("毕业学校", "School"),
            TEXT,
            aliases=("毕业院校", "学校", "院校", "学历院校", "university", "education", "alma mater"),
            is_personal=True,
        ),
        Column(
            "interests",
            Text("爱好", "Interests"),
            TEXT,
            aliases=("兴趣", "兴趣爱好", "hobbies", "hobby", "interest"),
            is_personal=True,
        ),
        Column(
            "career",
            Text("经历", "Career"),
            TEXT,
            aliases=("工作经历", "从业经历", "履历", "career history", "experience"),
            is_personal=True,
        ),
        Column(
            "year_goal",
            Text("本年目标", "Year goal"),
            TEXT,
            aliases=("年度目标", "今年目标", "goal this year", "annual goal"),
            is_personal=True,
        ),
        Column(
            "ambitions",
            Text("发展计划", "Ambitions"),
            TEXT,
            aliases=("个人发展", "职业规划", "发展规划", "career plan", "ambition"),
            is_personal=True,
        ),
        Column(
            "birthday",
            Text("生日", "Birthday"),
            DAY,
            aliases=("出生日期", "出生年月日", "birth date", "date of birth", "dob"),
            earliest="1900-01-01",
            is_personal=True,
        ),
        Column(
            "updated_on",
            Text("更新日期", "Updated on"),
            DAY,
            aliases=(
                "更新时间",
                "最后更新",
                "修改日期",
                "修改时间",
                "update date",
                "last updated",
                "modified on",
                "last modified",
            ),
            example="2026-03-31",
        ),
    ),
)
