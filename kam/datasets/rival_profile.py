"""竞争对手画像 · Rival profiles: assumptions about rivals and the evidence."""

from __future__ import annotations

from kam.dataset import Choice, Column, Dataset
from kam.datasets import words
from kam.kinds import CHOICE, CODE, DAY, NAME, TEXT
from kam.text import Text

RIVAL_PROFILE = Dataset(
    name="rival_profile",
    label=Text("竞争对手画像", "Rival profiles"),
    help=Text("对竞争对手的假设与依据", "Assumptions about rivals and the evidence"),
    aliases=("竞争对手档案", "对手画像", "对手档案", "竞品画像", "competitor profiles", "rival profiles"),
    key=("rival", "account_id", "noted_on", "assumption"),
    columns=(
        Column(
            "rival",
            Text("竞争对手", "Rival"),
            NAME,
            aliases=(
                "对手",
                "对手名称",
                "竞争对手名称",
                "竞品",
                "竞争厂商",
                "competitor",
                "competitor name",
                "rival name",
            ),
            example="甲公司",
            is_required=True,
        ),
        Column("account_id", Text("客户编码", "Account ID"), CODE, aliases=words.ACCOUNT_ID, example="KA-001"),
        Column(
            "noted_on",
            Text("记录日期", "Noted on"),
            DAY,
            aliases=("记录时间", "日期", "登记日期", "note date", "date noted", "recorded on", "date"),
            example="2026-03-31",
            is_required=True,
        ),
        Column(
            "objective",
            Text("目标", "Objective"),
            CHOICE,
            aliases=("对手目标", "战略目标", "goal", "aim"),
            example="占有率",
            choices=(
                Choice("profit", Text("利润", "Profit"), ("盈利", "利润最大化", "profitability")),
                Choice("share", Text("占有率", "Share"), ("市场份额", "份额", "market share")),
                Choice("product", Text("产品领先", "Product"), ("产品领先战略", "product leadership")),
                Choice("price", Text("价格领先", "Price"), ("低价", "价格战", "price leadership")),
                Choice("service", Text("服务领先", "Service"), ("服务", "service leadership")),
                Choice("relationship", Text("关系领先", "Relationship"), ("关系", "客户关系", "relations")),
            ),
        ),
        Column(
            "horizon",
            Text("期限", "Horizon"),
            CHOICE,
            aliases=("时间跨度", "长短期", "time horizon", "term"),
            example="短期",
            choices=(
                Choice("short", Text("短期", "Short"), ("短", "short term")),
                Choice("long", Text("长期", "Long"), ("长", "长期目标", "long term")),
            ),
        ),
        Column(
            "assumption",
            Text("假设", "Assumption"),
            CHOICE,
            aliases=("对手假设", "假设内容", "belief"),
            example="行业领导者",
            choices=(
                Choice("leader", Text("行业领导者", "Leader"), ("行业领先", "领导者", "industry leader")),
                Choice("lowest_cost", Text("成本最低", "Lowest cost"), ("成本领先", "最低成本", "cost leader")),
                Choice("strongest_sales", Text("销售能力最强", "Strongest sales"), ("销售最强", "best sales")),
                Choice("best_relations", Text("关系最好", "Best relations"), ("客情最好", "best relationships")),
                Choice("best_reputation", Text("信誉最高", "Best reputation"), ("信誉最好", "口碑最好")),
                Choice("widest_range", Text("产品线最全", "Widest range"), ("产品最全", "品类最全", "broadest range")),
                Choice(
                    "service_over_price", Text("客户重服务轻价格", "Service over price"), ("重服务轻价格", "重服务")
                ),
                Choice("value_for_money", Text("物美价廉", "Value for money"), ("性价比高", "性价比")),
            ),
            is_required=True,
        ),
        Column(
            "holds",
            Text("是否成立", "Holds"),
            CHOICE,
            aliases=("成立与否", "是否属实", "假设是否成立", "is true", "valid"),
            example="不成立",
            choices=(
                Choice("true", Text("成立", "True"), ("是", "真", "对", "属实", "yes", "y")),
                Choice("false", Text("不成立", "False"), ("否", "假", "错", "不属实", "no", "n")),
                Choice("unknown", Text("未知", "Unknown"), ("不详", "不确定", "待定", "unclear")),
            ),
        ),
        Column(
            "evidence",
            Text("依据", "Evidence"),
            TEXT,
            aliases=("证据", "事实依据", "proof", "facts"),
            example="两次投标均低价",
        ),
        Column(
            "lesson",
            Text("可借鉴之处", "Lesson"),
            TEXT,
            aliases=("可借鉴", "借鉴之处", "启示", "lesson learned", "takeaway"),
            example="交付更快",
        ),
    ),
)
