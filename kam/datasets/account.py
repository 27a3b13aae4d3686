"""大客户名录 · Accounts: the list of key accounts and their profiles, one row each."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.kinds import CHOICE, CODE, DAY, MONEY, NAME, TEXT
from kam.text import Text

ACCOUNT = Dataset(
    name="account",
    label=Text("大客户名录", "Accounts"),
    help=Text("大客户名录与档案，一行一个客户", "The list of key accounts and their profiles, one row each"),
    key=("account_id",),
    columns=(
        Column(
            "account_id",
            Text("客户编码", "Account ID"),
            CODE,
            is_required=True,
        ),
        Column(
            "account_name",
            Text("客户名称", "Account name"),
            NAME,
        ),
        Column(
            "account_class",
            Text("客户类别", "Account class"),
            CHOICE,
            choices=(
                Choice("end_user", Text("甲方用户", "End user")),
                Choice("consultant", Text("咨询设计中介", "Consultant")),
                Choice("contractor", Text("工程商", "Contractor")),
            ),
        ),
        Column(
            "industry",
            Text("行业", "Industry"),
            TEXT,
        ),
        Column(
            "region",
            Text("区域", "Region"),
            CODE,
        ),
        Column(
            "manager",
            Text("负责人", "Manager"),
            NAME,
        ),
        Column(
            "status",
            Text("状态", "Status"),
            CHOICE,
            choices=(
                Choice("candidate", Text("候选", "Candidate")),
                Choice("locked", Text("锁定", "Locked")),
                Choice("released", Text("退出", "Released")),
            ),
        ),
        Column(
            "locked_on",
            Text("锁定日期", "Locked on"),
            DAY,
        ),
        Column(
            "released_on",
            Text("退出日期", "Released on"),
            DAY,
        ),
        Column(
            "annual_potential",
            Text("年采购潜力", "Annual potential"),
            MONEY,
            minimum=0,
        ),
        Column(
            "parent_id",
            Text("上级客户", "Parent account ID"),
            CODE,
        ),
        Column(
            "nature_and_structure",
            Text("性质与组织", "Nature and structure"),
            TEXT,
        ),
        Column(
            "communication",
            Text("联络方式", "Communication"),
            TEXT,
        ),
        Column(
            "business",
            Text("经营领域", "Business"),
            TEXT,
        ),
        Column(
            "standing",
            Text("行业地位", "Standing"),
            TEXT,
        ),
        Column(
            "credit",
            Text("资信", "Credit"),
            TEXT,
        ),
        Column(
            "needs_and_feedback",
            Text("需求与反馈", "Needs and feedback"),
            TEXT,
        ),
        Column(
            "direction",
            Text("方向目标", "Direction"),
            TEXT,
        ),
        Column(
            "management",
            Text("管理能力", "Management"),
            TEXT,
        ),
        Column(
            "announcements",
            Text("公告", "Announcements"),
            TEXT,
        ),
        Column(
            "purchase_plan",
            Text("年度采购计划", "Purchase plan"),
            TEXT,
        ),
        Column(
            "updated_on",
            Text("更新日期", "Updated on"),
            DAY,
        ),
    ),
)
