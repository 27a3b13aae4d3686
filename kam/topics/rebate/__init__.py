"""返点: what rebates by volume cost and buy."""

from __future__ import annotations

from kam.text import Text
from kam.topic import Field, Query, Topic
from kam.topics.fields import ACCOUNT_ID, AGREEMENT_NO, RATE

STATUS = Query(
    "rebate.status",
    Text("返点协议进度", "Rebate agreements"),
    Text(
        "V = 协议期内截至截止日的采购量；返点按全额或超额累进计算，四舍五入到分一次；"
        "预测按去年同期占比（有完整上年时）否则按天数；已计提 = R(预测) ÷ 预测 × V。",
        "V = volume in the agreement's window so far; rounded once to the cent; the forecast follows last "
        "year's part by the same day where a full year exists, else the days; accrued = R(forecast) ÷ forecast × V.",
    ),
    (
        AGREEMENT_NO,
        ACCOUNT_ID,
        Field("volume", Text("已采购量", "Volume"), "number"),
        RATE,
        Field("earned", Text("已得返点", "Earned"), "money"),
        Field("next_threshold", Text("下一档起点", "Next threshold"), "number"),
        Field("gap", Text("距下一档", "Gap to next"), "number"),
        Field("forecast_volume", Text("预测采购量", "Forecast volume"), "number"),
        Field("forecast_rebate", Text("预测返点", "Forecast rebate"), "money"),
        Field("accrued", Text("应计返点", "Accrued"), "money"),
        Field("effective_rate", Text("实际返点率", "Effective rate"), "rate"),
        Field("committed_volume", Text("承诺采购量", "Committed volume"), "number"),
        Field("progress", Text("承诺完成率", "Progress"), "rate"),
        Field("elapsed", Text("时间进度", "Elapsed"), "rate"),
        Field("bought", Text("已采购金额", "Bought"), "money"),
    ),
)
CURVE = Query(
    "rebate.curve",
    Text("返点曲线", "Rebate curve"),
    Text(
        "各档起点对应的返点金额；数量口径按协议期内至今均价折算。",
        "The rebate earned exactly at each threshold; on a quantity basis at the window's mean price so far.",
    ),
    (
        AGREEMENT_NO,
        Field("threshold", Text("起点", "Threshold"), "number"),
        RATE,
        Field("rebate_at_threshold", Text("起点返点额", "Rebate there"), "money"),
    ),
)
MARGIN = Query(
    "rebate.margin",
    Text("返点后毛利", "Margin after rebate"),
    Text(
        "毛利率 =（销售额 − 成本 − 返点 − 未计入他处的让利）÷ 销售额；返点 = R × 期间内采购量 ÷ V；"
        "价格让利已在销售额中，有协议的返点让利已在 R 中，不重复扣除；白送返点 = 去年已有采购量上的返点。",
        "Margin rate = (amount - cost - rebate - concessions that are in no other figure) ÷ amount; "
        "rebate = R × volume in the period ÷ V; price concessions are in the amount, rebates under an agreement "
        "in R; windfall = rebate on volume that last year's sales already had.",
    ),
    (
        ACCOUNT_ID,
        Field("amount", Text("销售额", "Amount"), "money"),
        Field("cost", Text("成本", "Cost"), "money"),
        Field("rebate", Text("返点", "Rebate"), "money"),
        Field("concessions", Text("让利", "Concessions"), "money"),
        Field("margin_rate", Text("返点后毛利率", "Margin rate"), "rate"),
        Field("windfall", Text("白送返点", "Windfall"), "money"),
    ),
)

TOPIC = Topic("rebate", Text("返点", "Rebates"), (STATUS, CURVE, MARGIN))
