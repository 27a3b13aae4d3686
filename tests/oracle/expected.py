"""Which expectation holds of which real file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.oracle.blocks import Check, blocks, counted, general
from tests.oracle.business import (
    accounts,
    balance_sheet,
    by_month,
    cards,
    displayed,
    hidden_pivot,
    merged_down,
    no_dataset,
    payroll,
    pipeline,
    products,
    retail,
    statement,
    two_sheets,
    walmart,
    workhours,
)
from tests.oracle.seen import Differences, Seen
from tests.oracle.torture import (
    accented,
    broker,
    every,
    fault,
    lines,
    mended,
    named,
    oldest,
    one,
    says,
    unsolved,
)

_MAY_FAIL = {"torture/poc-xmlbomb.xlsx", "torture/protected_passtika.xlsx", "torture/pwd_123.xls"} | {
    "torture/xlsx-corrupted.xlsx",  # may be mended or refused
    "torture/biff3.xls",
}
_BY_CONTAINER = {"zip": "xlsx", "ole": "xls", "html": "html"}
KINDS = {
    "torture/gbk_tsv_named_xls.xls": "csv",
    "torture/ole_xls_named_xlsx.xlsx": "xls",
}
SECONDS = {"orders/uci_online_retail_541909.xlsx": 25.0}
_CARGO = ("Your Ref #", "Contact Name", "Contact Number", "Address", "City", "Weight", "Pieces")
CHECKS: dict[str, Check] = {
    "pipeline/maven_crm/sales_pipeline.csv": pipeline,
    "pipeline/maven_crm_us_dates.csv": pipeline,
    "pipeline/maven_crm/accounts.csv": accounts,
    "pipeline/maven_crm/products.csv": products,
    "pipeline/maven_crm/sales_teams.csv": counted("regional_office", "regions"),
    "pipeline/maven_crm/data_dictionary.csv": no_dataset,
    "pipeline/ms_opportunity_tracking_powerpivot.xlsx": hidden_pivot,
    "orders/uci_online_retail_541909.xlsx": retail,
    "orders/ms_financial_sample_discount_bands.xlsx": counted("Discount Band", "discount_band_counts"),
    "orders/walmart_weekly_dmy.csv": walmart,
    "orders/erp_workhours_3907.xlsx": workhours,
    "orders/alipay_export_gbk.csv": statement("金额"),
    "orders/wechat_export.csv": statement("金额(元)"),
    "orders/wechat_export_two_sheets.xlsx": two_sheets,
    "cn_messy/2-23_各地区规上工业企业新产品_2022.xls": blocks("table"),
    "cn_messy/2-23_新产品_2020_html.xls": blocks("table"),
    "cn_messy/8-35_技术市场技术流向合同金额_2023.xls": blocks("table"),
    "cn_messy/2016_农机服务组织_五级表头_续表.xls": blocks("block1", "block2", "block3"),
    "cn_messy/7-6_分地区一般公共预算支出_2023.xls": blocks("block1", "block2", "block3"),
    "cn_messy/3-9_化肥施用量_左右续表错行.xls": blocks("left", "right"),
    "cn_messy/资产负债表_61287.xls": balance_sheet,
    "cn_messy/泰州金融_存贷款_2019.xlsx": by_month,
    "cn_messy/工资表_12个月分sheet.xlsx": payroll,
    "cn_messy/台湾信用卡签账金额_银行x月份_民國.xlsx": cards,
    "cn_messy/设备调试_纵向合并.xlsx": merged_down,
    "cn_messy/日期数字显示格式对照.xlsx": displayed,
    "torture/poc-xmlbomb.xlsx": fault("unsafe", "damaged"),
    "torture/protected_passtika.xlsx": fault("password"),
    "torture/pwd_123.xls": fault("password"),
    "torture/xlsx-corrupted.xlsx": mended,
    "torture/dimension_A1_XFD1048576.xlsx": one(1, 1, _CARGO),
    "torture/cell_at_XFD1048576.xlsx": named(("Sheet1", False), ("Sheet2", False), ("Sheet3", False)),
    "torture/hiddensheets.xlsx": named(
        ("Sheet1", False), ("Sheet2", True), ("Sheet3", False), ("Sheet4", True), ("Sheet5", True), ("Sheet6", False)
    ),
    "torture/strict_ooxml.xlsx": every(
        named(("First Sheet", False), ("Sheet Number 2", False), ("Sheet3", False)),
        says("Test spreadsheet", "Start of 2nd sheet", "cb=sum", "13"),
    ),
    "torture/date_1904.xlsx": says("2021-01-01", "2021-01-02"),
    "torture/ole_xls_named_xlsx.xlsx": one(1, 2, ("房间名称", "床位编号", "工号", "姓名", "入住时间")),
    "torture/gbk_tsv_named_xls.xls": broker,
    "torture/big5_decodes_as_gb18030.csv": lines(),
    "torture/utf16le_bom.csv": lines(),
    "torture/utf16be_parts.xlsx": every(named(("Sheet1", False)), says("1")),
    "torture/formulas_no_cached_values.xlsx": unsolved,
    "torture/biff3.xls": oldest,
    "torture/calamine_nul_interleaved_strings.xls": one(6, 8760, ("Day", "Hour", "Day number in year")),
    "torture/semicolon_latin1_decimal_comma.csv": accented,
    "torture/bom.csv": every(lines(), one(1, 10, ("姓名", "年纪"))),
    "torture/no_bom.csv": every(lines(), one(1, 10, ("姓名", "年纪"))),
    "csv-spectrum": lines(),
}


def differences(name: str, seen: Seen, oracle: Mapping[str, Any]) -> list[str]:
    """All that `check` says about the file otherwise than its oracle."""
    wrong = Differences()
    if name not in _MAY_FAIL:
        wrong.same("error", seen.answer["error"], None)
    if seen.answer["error"] is None:
        kind = _BY_CONTAINER.get(oracle.get("structure", {}).get("real_format", ""), name.rpartition(".")[2])
        wrong.same("format", seen.answer["format"], KINDS.get(name, kind))
    limit = SECONDS.get(name, 10.0)
    if seen.seconds > limit:
        wrong.append(f"took {seen.seconds:.1f} s, more than {limit:.0f}")
    general(wrong, seen, oracle)
    try:
        (CHECKS.get(name) or CHECKS.get(name.split("/")[1], _nothing))(wrong, seen, oracle.get("correct_import", {}))
    except (LookupError, ValueError) as error:
        wrong.append(f"a table or column that the oracle knows is not there: {error!r}")
    return list(wrong)


def _nothing(_wrong: Differences, _seen: Seen, _correct: Mapping[str, Any]) -> None:
    """The general keys say it all."""


def unnamed(names: Iterable[str]) -> list[str]:
    """The files for which nothing but the general keys is held."""
    return [name for name in names if name not in CHECKS and name.split("/")[1] not in CHECKS]
