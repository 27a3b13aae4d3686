"""Exports as systems write them: dataset, columns and values come out right, and other papers are none of ours."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from kam.datasets import ALL
from kam.intake.check import check
from kam.intake.match import recognise
from kam.intake.report import Options
from tests.intake.making import table

SURE = 0.6
Rows = list[list[Any]]

U8 = (
    ["销售订单列表"],
    "单据日期,销售订单号,行号,往来单位编码,往来单位,存货编码,存货名称,主计量,数量,含税单价,无税金额,税额,价税合计,业务员",
    "2026-03-01,XS{i},{i},C0{i},甲公司,0101,交换机,台,2,113,200,26,226,张三",
    "order_line",
    {"order_no": "XS1", "account_id": "C01", "product": "交换机", "amount": "226.00", "ordered_on": "2026-03-01"},
)
K3 = (
    [],
    "日期,单据编号,购货单位代码,购货单位,产品代码,产品名称,单位,实发数量,销售单价,销售金额,单位成本,成本",
    "2026/3/{i},XOUT{i},01.0{i},乙公司,P1,摄像机,台,5,100,500,60,300",
    "order_line",
    {"order_no": "XOUT1", "account_id": "01.01", "quantity": "5.0000", "amount": "500.00", "cost": "300.00"},
)
SAP = (
    [],
    "销售凭证,项目,凭证日期,售达方,售达方名称,物料,项目描述,订单数量,销售单位,净价值,凭证货币",
    '1000{i},0000{i}0,2026.03.0{i},00010{i},丙公司,MAT,录像机,5.000,PC,"1 234.50",CNY',
    "order_line",
    {"order_no": "10001", "line_no": "10", "account_id": "000101", "product": "录像机", "ordered_on": "2026-03-01"},
)
STOCK_OUT = (
    ["某某公司销售出库明细表"],
    "序号,出库日期,出库单号,客户编码,客户名称,商品名称,型号,单位,数量,不含税单价,不含税金额,税率,含税金额",
    "{i},2026年3月{i}日,CK{i},K{i},丁公司,门禁,A,套,10,100,1000,13%,1130",
    "order_line",
    {"order_no": "CK1", "ordered_on": "2026-03-01", "amount": "1130.00", "unit_price": "100.0000"},
)
FOLLOW_UPS = (
    [],
    "跟进记录编号,关联客户,跟进时间,跟进人,跟进方式,联系人,跟进内容,下次跟进时间",
    "GJ{i},甲公司{i},2026-03-0{i} 14:30,张三,电话,李工,谈价格,2026-04-01",
    "visit",
    {"visit_no": "GJ1", "account_id": "甲公司1", "visited_on": "2026-03-01", "kind": "call", "outcome": "谈价格"},
)
VISITS = (
    [],
    "拜访编号,客户编号,客户名称,拜访时间,拜访人,拜访方式,拜访对象,拜访时长(小时),拜访目的,沟通内容,下一步计划",
    "BF{i},K{i},甲,2026-03-0{i},张三,上门拜访,李工,1.5,方案交流,好,再访",
    "visit",
    {"visit_no": "BF1", "kind": "visit", "hours": "1.5000", "visitor": "张三", "contact_name": "李工"},
)
TIERS = (
    ["2026年度返利政策"],
    "合同编号,客户名称,档位,销售额起点（万元）,销售额终点（万元）,返利比例（%）",
    "HT1,甲公司,{i},{i}00,{i}50,{i}",
    "rebate_tier",
    {"agreement_no": "HT1", "threshold": "1000000.0000", "rate": "0.010000"},
)
SCORES = (
    ["竞争对手评分表"],
    "评分日期,厂商,产品,销售,定价,企业信誉,成本,组织与管理,人员素质,财务实力",
    "2026-03-0{i},甲公司,8,7,6,9,5,7,8,6",
    "rival_score",
    {"party": "甲公司", "dimension": "product", "score": "8.0000"},
)
OPPORTUNITIES = (
    [],
    "商机编号,商机名称,客户名称,商机阶段,预计金额（万元）,预计签单日期,赢率,负责人,创建时间,竞争对手,输单原因",
    "OPP{i},项目{i},甲公司{i},{stage},12.5,2026-03-10,30%,张三,2025-12-01 10:00,海康,",
    "deal",
    {"deal_id": "OPP1", "amount": "125000.00", "outcome": "won", "expected_on": "2026-03-10", "rival": "海康"},
)
CONTACTS = (
    [],
    "客户编号,客户名称,联系人姓名,性别,部门,职务,级别,角色,手机,邮箱,生日,毕业院校,兴趣爱好",
    "K{i},甲,李{i},男,信息中心,主任,中层,决策人,138,a@b.c,1975-05-01,清华,钓鱼",
    "contact",
    {"account_id": "K1", "contact_name": "李1", "level": "middle", "buying_role": "decision_maker", "school": "清华"},
)
CUSTOMERS = (
    ["大客户名录（2026）"],
    "序号,客户编号,客户名称,客户类型,所属行业,所属区域,客户经理,状态,列入日期,年采购潜力（万元）",
    "{i},K{i},甲{i},业主,银行,华东,张三,锁定,2026-01-01,200",
    "account",
    {"account_id": "K1", "account_class": "end_user", "status": "locked", "annual_potential": "2000000.00"},
)
CONCESSIONS = (
    [],
    "单号,客户编号,日期,优惠形式,金额,合同编号,审批人",
    "YH{i},K{i},2026-01-0{i},特价,1000,HT1,王总",
    "concession",
    {"concession_no": "YH1", "kind": "price", "value": "1000.00", "agreement_no": "HT1", "approved_by": "王总"},
)


def rows_of(above: list[str], heads: str, line: str) -> Rows:
    """A title, the header and four lines; {i} counts them, {stage} goes through the stages of a sale."""
    stages = ("赢单", "输单", "方案报价", "初步接洽")
    lines = [line.replace("{i}", str(i)).replace("{stage}", stages[i - 1]) for i in range(1, 5)]
    return [*([above] if above else []), *csv.reader([heads, *lines])]


@pytest.mark.parametrize(
    ("above", "heads", "line", "dataset", "expected"),
    [U8, K3, SAP, STOCK_OUT, FOLLOW_UPS, VISITS, TIERS, SCORES, OPPORTUNITIES, CONTACTS, CUSTOMERS, CONCESSIONS],
)
def test_an_export_is_recognised_with_its_values(
    tmp_path: Path, above: list[str], heads: str, line: str, dataset: str, expected: dict[str, str]
) -> None:
    found = table(tmp_path, rows_of(above, heads, line))
    match = recognise(found, ALL, Options())
    assert match.dataset is not None
    assert match.mapping is not None
    assert (match.dataset.name, match.confidence >= SURE) == (dataset, True)
    checked = check(found, match.dataset, match.mapping)
    assert [problem for problem in checked.problems if problem.is_fatal] == []
    first = checked.rows.to_pylist()[0]
    assert {name: str(first[name]) for name in expected} == expected


FOREIGN = {
    "交易日期,凭证号,摘要,借方发生额,贷方发生额,余额,对方户名,对方账号": "2026-03-0{i},{i},货款,,10,50,甲,622",
    "交易流水号,交易日期,金额,余额,对方户名,摘要": "T{i},2026-03-0{i},100,900,甲公司,货款",
    "交易号,商家订单号,交易创建时间,交易对方,商品名称,金额（元）,收/支": "A{i},T{i},2026-03-0{i},店,午餐,20,支出",
    "Date,Description,Debit,Credit,Balance": "2026-03-0{i},Transfer,,10,50",
    "工号,姓名,部门,职务,基本工资,绩效,应发合计,实发金额": "E{i},李{i},销售部,经理,8000,2000,10000,8900",
    "仓库,存货编码,存货名称,单位,期初数量,入库数量,出库数量,结存数量,结存金额": "主仓,01{i},交换机,台,1,2,3,4,400",
    "单据编号,日期,收发类别,仓库,存货编码,存货名称,数量,单价,金额": "RK{i},2026-03-0{i},采购入库,主仓,01,交换机,1,2,2",
    "工号,姓名,部门,日期,上班打卡,下班打卡,状态,时长": "E{i},李{i},销售部,2026-03-0{i},09:00,18:00,正常,9",
    "采购订单号,日期,供应商,物料编码,物料名称,数量,单价,金额": "PO{i},2026-03-0{i},某供应商,M{i},螺丝,10,1,10",
    "订单号,订单日期,供应商,产品,数量,单价,金额": "PO{i},2026-03-0{i},某供应商,螺丝,10,1,10",
    "日期,凭证字号,摘要,科目编码,科目名称,借方金额,贷方金额": "2026-03-0{i},记-{i},收款,1002,银行存款,100,",
    "报销单号,日期,报销人,部门,费用类型,金额,事由": "BX{i},2026-03-0{i},张三,销售部,交通费,100,拜访客户",
    "地区,2021年,2022年,2023年": "地{i},1,2,3",
    "年份,企业个数(个),从业人员(人),主营业务收入(亿元),利润总额(亿元)": "201{i},100,200,30,4",
    "姓名,性别,出生日期,部门,职务,毕业院校,手机": "李{i},男,1980-01-01,研发,工程师,清华,138",
    "学号,姓名,语文,数学,英语,总分": "S{i},李{i},80,90,70,240",
    "供应商编码,供应商名称,联系人,电话,地址,开户行": "G{i},甲{i},李,138,深圳,工行",
    "合同编号,开始日期,结束日期,利率,金额": "T{i},2026-01-01,2026-02-01,3%,1000",
    "客户编码,客户名称,应收余额,30天以内,31-60天,61-90天,90天以上": "K{i},甲{i},100,50,20,20,10",
}


@pytest.mark.parametrize("heads", FOREIGN)
def test_other_papers_are_never_taken_for_ours(tmp_path: Path, heads: str) -> None:
    match = recognise(table(tmp_path, rows_of([], heads, FOREIGN[heads])), ALL, Options())
    assert match.dataset is None or match.confidence < SURE


def test_customers_by_years_are_asked_about_and_are_no_customer_list(tmp_path: Path) -> None:
    match = recognise(table(tmp_path, rows_of([], "客户编码,2021年金额,2022年金额", "A{i},{i},2")), ALL, Options())
    assert match.dataset is not None
    assert (match.dataset.name, match.is_proposal, match.confidence < SURE) == ("wallet", True, True)


def test_a_cell_that_repeats_a_header_of_its_own_table_is_data(tmp_path: Path) -> None:
    rows: Rows = [["客户编码", "客户名称", "锁定日期", "X"], ["A1", "X", "X", "X"], ["A2", "甲", "2024-01-01", "y"]]
    match = recognise(table(tmp_path, rows), ALL, Options())
    assert match.dataset is not None
    assert match.dataset.name == "account"


def test_a_price_without_tax_is_not_nearly_one_with_tax(tmp_path: Path) -> None:
    heads = "订单号,订单日期,数量,非目录价金额"
    match = recognise(table(tmp_path, rows_of([], heads, "S{i},2026-01-0{i},1,5")), ALL, Options())
    assert match.mapping is not None
    assert "非目录价金额" not in match.mapping.columns.values()


def test_a_matrix_of_scores_takes_the_day_in_its_title(tmp_path: Path) -> None:
    rows: Rows = [["竞争对手评分 2026年3月1日"], ["维度", "我方", "甲公司"], ["产品", 8, 7], ["定价", 6, 5]]
    found = table(tmp_path, rows)
    match = recognise(found, ALL, Options())
    assert match.dataset is not None
    assert match.mapping is not None
    checked = check(found, match.dataset, match.mapping)
    said = [
        (row["party"], row["dimension"], str(row["scored_on"]), int(row["score"])) for row in checked.rows.to_pylist()
    ]
    day = "2026-03-01"
    assert said == [
        *(("我方", "product", day, 8), ("甲公司", "product", day, 7)),
        *(("我方", "pricing", day, 6), ("甲公司", "pricing", day, 5)),
    ]
