"""区域 · Regions: sales regions and their market capacity."""

from __future__ import annotations

from kam.dataset import Check, Column, Dataset
from kam.datasets import words
from kam.kinds import CODE, INT, MONEY
from kam.text import Text

REGION = Dataset(
    name="region",
    label=Text("区域", "Regions"),
    help=Text("销售区域与市场容量", "Sales regions and their market capacity"),
    aliases=("区域资料", "区域信息", "销售区域", "大区", "regions", "territories", "sales regions"),
    key=("region",),
    newest="market_capacity",
    checks=(
        Check(
            "check",
            "list_max",
            "list_max >= list_min",
            Text("名录上限不小于名录下限", "a maximum not below the minimum"),
            Text("检查名录的上限与下限。", "Check the two bounds of the list."),
            is_fatal=False,
        ),
    ),
    columns=(
        Column("region", Text("区域", "Region"), CODE, aliases=words.REGION, example="华东", is_required=True),
        Column(
            "market_capacity",
            Text("市场容量", "Market capacity"),
            MONEY,
            aliases=("市场总量", "市场规模", "区域容量", "market size", "total market"),
            example="200000000",
            minimum=0,
        ),
        Column(
            "list_min",
            Text("名录下限", "List min"),
            INT,
            aliases=("名录最少", "名录最小数", "最少客户数", "minimum accounts", "list minimum"),
            example="20",
            minimum=0,
        ),
        Column(
            "list_max",
            Text("名录上限", "List max"),
            INT,
            aliases=("名录最多", "名录最大数", "最多客户数", "maximum accounts", "list maximum"),
            example="50",
            minimum=0,
        ),
        Column(
            "headcount",
            Text("业务人数", "Headcount"),
            INT,
            aliases=("人数", "业务员人数", "销售人数", "编制", "sales headcount", "number of sales people", "staff"),
            example="8",
            minimum=0,
        ),
    ),
)
