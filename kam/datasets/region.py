"""区域 · Regions: sales regions and their market capacity."""

from __future__ import annotations

from kam.dataset import Column, Dataset
from kam.kinds import CODE, INT, MONEY
from kam.text import Text

REGION = Dataset(
    name="region",
    label=Text("区域", "Regions"),
    help=Text("销售区域与市场容量", "Sales regions and their market capacity"),
    key=("region",),
    columns=(
        Column(
            "region",
            Text("区域", "Region"),
            CODE,
            is_required=True,
        ),
        Column(
            "market_capacity",
            Text("市场容量", "Market capacity"),
            MONEY,
            minimum=0,
        ),
        Column(
            "list_min",
            Text("名录下限", "List min"),
            INT,
            minimum=0,
        ),
        Column(
            "list_max",
            Text("名录上限", "List max"),
            INT,
            minimum=0,
        ),
        Column(
            "headcount",
            Text("业务人数", "Headcount"),
            INT,
            minimum=0,
        ),
    ),
)
