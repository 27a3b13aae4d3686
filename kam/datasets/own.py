"""What the app itself keeps, through the same checks, ledger and undo as a spreadsheet: settings, and kept reviews."""

from __future__ import annotations

from kam.dataset import Check, Column, Dataset
from kam.kinds import CODE, DAY, NAME, QUANTITY, TEXT
from kam.text import Text

_REVIEW_NO = Column("review_no", Text("会议编号", "Review no."), CODE, is_required=True)
_REGION = Column("region", Text("区域", "Region"), CODE)

SETTING_VALUE = Dataset(
    name="setting_value",
    label=Text("设置", "Settings"),
    help=Text("公司自己定的阈值、权重与拜访周期", "Thresholds, weights and cadences that a company sets"),
    key=("name",),
    is_own=True,
    columns=(
        Column("name", Text("设置项", "Setting"), CODE, is_required=True),
        # Empty: the playbook's value again.
        Column("value", Text("值", "Value"), QUANTITY, minimum=0),
    ),
)
REVIEW = Dataset(
    name="review",
    label=Text("会议", "Reviews"),
    help=Text("开过的经营会议", "Reviews that were held"),
    key=("review_no",),
    is_own=True,
    checks=(
        Check(
            "check",
            "period_to",
            "period_to >= period_from",
            Text("期末不早于期初", "a period that ends after it begins"),
            Text("检查期间。", "Check the period."),
        ),
    ),
    columns=(
        _REVIEW_NO,
        Column("title", Text("会议名称", "Title"), TEXT),
        Column("held_on", Text("会议日期", "Held on"), DAY, is_required=True),
        Column("as_of", Text("截止日", "As of"), DAY, is_required=True),
        Column("period_from", Text("期初", "From"), DAY, is_required=True),
        Column("period_to", Text("期末", "To"), DAY, is_required=True),
        Column("held_by", Text("主持人", "Held by"), NAME),
    ),
)
REVIEW_FIGURE = Dataset(
    name="review_figure",
    label=Text("会议指标", "Figures of reviews"),
    help=Text("会议当时的指标", "The figures as they were at a review"),
    key=("review_no", "region", "figure"),
    is_own=True,
    columns=(
        _REVIEW_NO,
        _REGION,
        Column("figure", Text("指标", "Figure"), CODE, is_required=True),
        # As it was printed, exactly: money and fractions alike.
        Column("value", Text("值", "Value"), TEXT),
    ),
)
REVIEW_DECISION = Dataset(
    name="review_decision",
    label=Text("会议决定", "Decisions of reviews"),
    help=Text("会议定下的行动", "The actions that a review decided on"),
    key=("review_no", "action_no"),
    is_own=True,
    columns=(
        _REVIEW_NO,
        Column("action_no", Text("行动编号", "Action no."), CODE, is_required=True),
    ),
)
OWN: tuple[Dataset, ...] = (SETTING_VALUE, REVIEW, REVIEW_FIGURE, REVIEW_DECISION)
