"""Words of the disguised tables in simplified and traditional Chinese and in English (with letters of Latin-1)."""

from __future__ import annotations

NAMES = {
    "zh": {
        "customer": ["客户名称", "客户"], "product": ["产品", "产品名称"], "region": ["区域", "大区"],
        "code": ["客户编码", "物料编码"], "long": ["订单号", "银行账号"], "day": ["日期", "订单日期"],
        "amount": ["金额", "销售额", "金额(元)"], "cost": ["成本", "毛利"], "quantity": ["数量", "件数"],
        "share": ["占比(%)", "份额"], "remark": ["备注", "说明"], "place": ["序号", "行次"],
    },
    "hant": {
        "customer": ["客戶名稱", "客戶"], "product": ["產品", "產品名稱"], "region": ["區域", "地區"],
        "code": ["客戶編號", "物料編號"], "long": ["訂單號", "銀行賬號"], "day": ["日期", "訂單日期"],
        "amount": ["金額", "銷售額", "金額(元)"], "cost": ["成本", "毛利"], "quantity": ["數量", "件數"],
        "share": ["佔比(%)", "份額"], "remark": ["備註", "說明"], "place": ["序號", "行次"],
    },
    "en": {
        "customer": ["Customer", "Account Name"], "product": ["Product", "Item"], "region": ["Region", "Area"],
        "code": ["Customer Code", "SKU"], "long": ["Order No", "IBAN"], "day": ["Date", "Order Date"],
        "amount": ["Amount", "Sales"], "cost": ["Cost", "Profit"], "quantity": ["Quantity", "Qty"],
        "share": ["Share (%)", "Share"], "remark": ["Remark", "Comment"], "place": ["No.", "Line"],
    },
}  # fmt: skip
TEXTS = {
    "zh": {
        "customer": ["华东院", "恒通物业", "中建三局", "省公安厅", "万科集团", "宏达(集团)有限公司", "3号楼业主",
            "合计科技有限公司"],
        "product": ["网络摄像机", "楼宇对讲", "光纤收发器", "六类网线", "None", "NVR-8路", "UPS 3kVA"],
        "region": ["华东", "华南", "华北", "西南"],
        "remark": ["上海, 浦东", '"金鼎"大厦', "第一批\n第二批", "已验收；尾款未付", "a|b", "急", "见合同"],
    },
    "hant": {
        "customer": ["東華設計院", "恆通物業", "台積電", "長榮海運", "國泰銀行", "聯發(集團)公司", "3號樓業主"],
        "product": ["網路攝影機", "樓宇對講", "光纖收發器", "六類網線", "NVR-8路"],
        "region": ["臺北", "高雄", "新竹", "臺中"],
        "remark": ["臺北, 信義", '"金鼎"大廈', "第一批\n第二批", "已驗收；尾款未付", "急"],
    },
    "en": {
        "customer": ["Acme Ltd", "Müller GmbH", "Smith, Jones & Co", 'The "Blue" House', "Société Générale", "3M"],
        "product": ["IP camera", "Intercom", "Cat6 cable", "None", "UPS 3kVA", "Caméra réseau"],
        "region": ["North", "South", "Île-de-France", "Zürich"],
        "remark": ["first, second", '6" rack', "line one\nline two", "a|b", "urgent; call", "ok"],
    },
}  # fmt: skip
ABOVE = {
    "zh": ["2024年大客户销售明细表", "单位：万元", "编制单位：华东分公司", "统计期间：2024年1月至3月", "说明：含税"],
    "hant": ["2024年大客戶銷售明細表", "單位：萬元", "編製單位：華東分公司", "統計期間：2024年1月至3月"],
    "en": ["Key account sales 2024", "Prepared for: Zürich office", "Period: 2024-01 to 2024-03", "Currency: EUR"],
}
PAIRS = {
    "zh": ["编制单位：甲公司", "日期：2024-04-01", "币种：人民币"],
    "hant": ["編製單位：甲公司", "日期：2024-04-01"],
    "en": ["Branch: Zürich", "Date: 2024-04-01", "Currency: EUR"],
}
KEY_AND_VALUE = {"zh": ["编制单位：", "甲公司"], "hant": ["編製單位：", "甲公司"], "en": ["Branch:", "Zürich"]}
FOOT = {
    "zh": [["注：金额含税。"], ["数据来源：ERP系统"], ["制表人：张三"], ["制表人：张三", None, "审核人：李四"],
           ["以上数据仅供内部参考，请勿外传。"], ["打印日期：2024-04-01"], ["第 1 页，共 2 页"]],
    "hant": [["資料來源：ERP系統"], ["備註：金額含稅。"], ["製表人：張三"]],
    "en": [["Note: amounts include VAT."], ["Source: ERP"], ["Prepared by: J. Smith"], ["Printed on: 2024-04-01"]],
}  # fmt: skip
TOTALS = {
    "zh": [("小计", "合计"), ("小 计", "总 计"), ("本页小计", "合计："), ("Subtotal", "Total")],
    "hant": [("小計", "合計"), ("小計", "總計")],
    "en": [("Subtotal", "Total"), ("Sub-total", "Grand Total"), ("subtotal", "TOTAL")],
}
GROUPS = {
    "zh": ["2024年", "2023年", "本期", "上年同期", "销售情况"],
    "hant": ["2024年", "2023年", "本期", "銷售情況"],
    "en": ["Year 2024", "Year 2023", "Actual", "Budget", "Turnover"],
}
COMPARED = {
    "zh": [("2024年", "2023年"), ("本期", "上年同期"), ("1月", "2月", "3月")],
    "hant": [("2024年", "2023年"), ("本期", "上年同期")],
    "en": [("2024", "2023"), ("Actual", "Budget"), ("Q1", "Q2", "Q3")],
}
PERIODS = {
    "zh": [
        ["2021年", "2022年", "2023年", "2024年"],
        ["1月", "2月", "3月", "4月", "5月", "6月"],
        ["2022", "2023", "2024"],
    ],
    "hant": [["2021年", "2022年", "2023年"], ["1月", "2月", "3月", "4月"], ["2022", "2023", "2024"]],
    "en": [["2021", "2022", "2023", "2024"], ["Jan", "Feb", "Mar", "Apr", "May"], ["Q1", "Q2", "Q3", "Q4"]],
}
TITLES = {
    "zh": ["表一 销售明细", "表二 回款明细", "一季度发货情况"],
    "hant": ["表一 銷售明細", "表二 回款明細", "第一季發貨情況"],
    "en": ["Table A sales", "Table B payments", "Shipments Q1"],
}
CONTINUED = {"zh": ["续表", "续表1", "（续）"], "hant": ["續表"], "en": ["(continued)", "Table 1 (cont.)"]}
