"""Laws of matching: headers in any order and spelling, foreign layouts proposed, what is nothing said to be so."""

from __future__ import annotations

from pathlib import Path

import pytest

from kam.datasets import ALL
from kam.errors import Misuse
from kam.intake.mapping import arithmetic, fingerprint, read_mapping, write_mapping
from kam.intake.match import Match, recognise
from kam.intake.report import Mapping, Options
from kam.intake.sheet import read_tables


def matched(tmp_path: Path, text: str, options: Options | None = None, name: str = "x.csv") -> Match:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    (table,) = read_tables(path, name).tables
    return recognise(table, ALL, options or Options())


@pytest.mark.parametrize(
    "header",
    [
        "协议号,起点,返点率",
        "返点率,协议号,起点",
        "Agreement no,Threshold,Rate",
        "agreement_no,THRESHOLD,rate",
        " 协 议 号 ,起点（元）,返点率(%)",
    ],
)
def test_headers_in_any_order_language_and_spelling(tmp_path: Path, header: str) -> None:
    match = matched(tmp_path, f"{header}\nX1,1,2\nX2,2,3\n")
    assert match.dataset is not None
    assert (match.dataset.name, match.is_proposal, match.ignored) == ("rebate_tier", False, ())


def test_unknown_columns_are_named_and_ignored(tmp_path: Path) -> None:
    match = matched(tmp_path, "协议号,起点,返点率,颜色\nX1,1,2,红\n")
    assert match.ignored == ("颜色",)


def test_a_foreign_pipeline_is_proposed_with_its_states_translated(tmp_path: Path) -> None:
    text = "opp id,Account,Sales Stage,Create Date,Close Date,Deal Value\n"
    text += "1,Acme,Won,2026-01-01,2026-02-01,5\n2,Acme,Lost,2026-01-01,2026-02-01,0\n3,Beta,Negotiating,2026-01-05,,\n"
    match = matched(tmp_path, text, Options(dataset="deal"))
    assert match.is_proposal
    assert match.mapping is not None
    assert match.mapping.values["outcome"] == {"Won": "won", "Lost": "lost", "Negotiating": "open"}


def test_orders_that_name_customers_are_no_customer_list(tmp_path: Path) -> None:
    rows = "".join(f"客户{i % 3},华东\n" for i in range(30))
    match = matched(tmp_path, "客户名称,区域\n" + rows)
    assert match.dataset is None or match.confidence < 0.6


def test_an_amount_is_derived_where_there_is_none(tmp_path: Path) -> None:
    match = matched(tmp_path, "订单号,订单日期,客户编码,数量,单价\nS1,2026-01-01,A,2,3\n")
    assert match.mapping is not None
    assert match.mapping.derive == {"amount": "quantity * unit_price"}


def test_what_is_no_dataset_is_said_to_be_so(tmp_path: Path) -> None:
    match = matched(tmp_path, "温度,湿度,气压\n1,2,3\n4,5,6\n")
    assert (match.dataset, match.mapping, match.ignored) == (None, None, ("温度", "湿度", "气压"))


def test_an_approved_mapping_is_used_without_asking(tmp_path: Path) -> None:
    mapping = Mapping("rebate_tier", {"agreement_no": "甲", "threshold": "乙", "rate": "丙"})
    options = Options(remembered={fingerprint(["丙", "乙", "甲"]): mapping})
    match = matched(tmp_path, "甲,乙,丙\nX1,1,2%\n", options)
    assert (match.mapping, match.is_proposal) == (mapping, False)


def test_the_reasons_of_a_returned_workbook_do_not_change_its_fingerprint() -> None:
    assert fingerprint(["a", "b", "问题"]) == fingerprint(["b", "a"]) != fingerprint(["a"])


def test_a_mapping_file_round_trips_whatever_it_holds(tmp_path: Path) -> None:
    odd = 'a "b" \\ c\n=\u3000'
    mapping = Mapping(
        "deal", {"deal_id": odd}, {"account_id": odd}, {"outcome": {odd: "won"}}, {"amount": "amount * 2"}
    )
    path = tmp_path / "m.toml"
    path.write_text(write_mapping(mapping), "utf-8")
    assert read_mapping(path) == mapping


@pytest.mark.parametrize(
    "text", ["", "dataset = 1", 'dataset = "deal"\n[columns]\na = 1', 'dataset = "deal"\nother = "x"', "=="]
)
def test_a_faulty_mapping_file_is_wrong_use(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Misuse):
        read_mapping(path)


def test_formulas_are_columns_numbers_and_four_signs() -> None:
    assert arithmetic("quantity * unit_price", ["quantity", "unit_price"]) == "(quantity * unit_price)"
    assert arithmetic("-a + 2 / b", ["a", "b"]) == "((-a) + (2 / NULLIF(b, 0)))"


@pytest.mark.parametrize(
    "formula", ["a ** 2", "f(a)", "a; DROP TABLE x", "'x'", "c", "a if a else a", "", "True", "a.b"]
)
def test_anything_else_is_wrong_use(formula: str) -> None:
    with pytest.raises(Misuse):
        arithmetic(formula, ["a"])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country",
            {"order_no": "Invoice", "product": "Description", "unit_price": "Price", "account_id": "Customer ID"},
        ),
        (
            "SalesOrderNumber,SalesOrderLineNumber,OrderDate,CustomerName,Item,Quantity,UnitPrice",
            {"order_no": "SalesOrderNumber", "line_no": "SalesOrderLineNumber", "account_id": "CustomerName"},
        ),
        (
            "ORDERNUMBER,QUANTITYORDERED,PRICEEACH,ORDERLINENUMBER,SALES,ORDERDATE,CUSTOMERNAME",
            {"order_no": "ORDERNUMBER", "line_no": "ORDERLINENUMBER", "quantity": "QUANTITYORDERED", "amount": "SALES"},
        ),
        (
            "发票号码,开票日期,购方名称,货物名称,数量,单价,金额,税额,价税合计",
            {"order_no": "发票号码", "ordered_on": "开票日期", "account_id": "购方名称", "amount": "金额"},
        ),
    ],
)
def test_orders_of_many_systems_are_order_lines(tmp_path: Path, header: str, expected: dict[str, str]) -> None:
    width = header.count(",")
    match = matched(tmp_path, f"{header}\n" + "".join(f"S{i}{',1' * width}\n" for i in range(3)))
    assert match.dataset is not None
    assert match.mapping is not None
    assert match.dataset.name == "order_line"
    assert expected.items() <= match.mapping.columns.items()
    assert match.mapping.constants == {}


def test_of_two_words_for_one_column_the_better_one_wins_in_any_order(tmp_path: Path) -> None:
    for header in ("StockCode,Description", "Description,StockCode"):
        match = matched(tmp_path, f"order_no,ordered_on,amount,{header}\nS,2026-01-01,1,a,b\n")
        assert match.mapping is not None
        assert match.mapping.columns["product"] == "Description"
