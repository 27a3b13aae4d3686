"""Each dataset is held to its contract: one meaning a word, keys and laws that exist, examples that load."""

from __future__ import annotations

from pathlib import Path

import duckdb
import openpyxl
import pytest

from kam.dataset import Dataset
from kam.datasets import ALL, BY_NAME
from kam.intake.headings import normal, words
from kam.intake.reference import reference
from kam.intake.report import Options
from kam.intake.worker import examine
from kam.text import Lang

DOCS = Path(__file__).resolve().parents[1] / "docs"
each = pytest.mark.parametrize("dataset", ALL, ids=lambda dataset: dataset.name)

# What ERP and CRM exports call a column: dataset, column, its words.
EXPORTS = [
    ("account", "account_id", "客户编号 客户代码 客户ID 客户号 CustomerID customer_code account_code"),
    ("account", "account_name", "客户 公司名称 单位名称 customer_name company account"),
    ("account", "industry", "sector vertical"),
    ("account", "parent_id", "subsidiary_of parent_company"),
    ("order_line", "order_no", "订单编号 单据编号 单号 销售订单号 InvoiceNo invoice_no order_id order_number"),
    ("order_line", "ordered_on", "日期 下单日期 开票日期 单据日期 InvoiceDate order_date date"),
    ("order_line", "product", "商品 商品名称 物料名称 产品名称 Description item"),
    ("order_line", "quantity", "销售数量 qty units_sold units"),
    ("order_line", "unit_price", "含税单价 UnitPrice price sale_price"),
    ("order_line", "amount", "销售额 销售金额 价税合计 含税金额 开票金额 sales net_sales total_amount"),
    ("order_line", "list_amount", "gross_sales 目录金额 标价金额"),
    ("order_line", "cost", "成本金额 COGS cost_of_goods"),
    ("order_line", "category", "类别 产品类别 产品线 segment product_line"),
    ("deal", "deal_id", "opportunity_id"),
    ("deal", "account_id", "account customer"),
    ("deal", "amount", "close_value deal_value"),
    ("deal", "opened_on", "engage_date create_date"),
    ("deal", "closed_on", "close_date"),
    ("deal", "deal_stage", "stage 阶段 sales_stage"),
    ("deal", "deal_name", "product opportunity 项目名称"),
]


@each
def test_a_header_word_means_one_column(dataset: Dataset) -> None:
    meanings: dict[str, set[str]] = {}
    for column in dataset.columns:
        for word in (column.name, column.label.zh, column.label.en, *column.aliases):
            meanings.setdefault(normal(word), set()).add(column.name)
    assert {word: names for word, names in meanings.items() if len(names) > 1} == {}


@each
def test_a_choice_word_means_one_choice(dataset: Dataset) -> None:
    for column in dataset.columns:
        meanings: dict[str, set[str]] = {}
        for choice in column.choices:
            for word in (choice.code, choice.label.zh, choice.label.en, *choice.aliases):
                meanings.setdefault(normal(word), set()).add(choice.code)
        assert {word: codes for word, codes in meanings.items() if len(codes) > 1} == {}, column.name


@each
def test_every_column_has_both_names_an_alias_and_choices_where_it_is_one(dataset: Dataset) -> None:
    assert all((dataset.label.zh, dataset.label.en, dataset.help.zh, dataset.help.en, dataset.aliases))
    assert len(set(dataset.names)) == len(dataset.names)
    for column in dataset.columns:
        assert all((column.label.zh, column.label.en, column.aliases)), column.name
        assert column.kind.name != "choice" or column.choices, column.name


@each
def test_keys_laws_formulas_and_the_wide_form_name_columns_that_exist(dataset: Dataset) -> None:
    named = [*dataset.key, *(check.column for check in dataset.checks), *dataset.derived, *(dataset.numbered_by or ())]
    named += [dataset.wide.column, dataset.wide.value] if dataset.wide else []
    assert dataset.key
    assert set(named) <= set(dataset.names)
    columns = ", ".join(f"{column.name} {column.sql_type}" for column in dataset.columns)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE one ({columns})")
        for sql in (*(check.condition for check in dataset.checks), *dataset.derived.values()):
            connection.execute(f"SELECT {sql} FROM one")


@each
def test_required_columns_have_an_example(dataset: Dataset) -> None:
    assert [column.name for column in dataset.columns if column.is_required and not column.example] == []


def test_personal_columns_are_those_of_a_person() -> None:
    personal = {column.name for dataset in ALL for column in dataset.columns if column.is_personal}
    assert personal == {"family", "school", "interests", "career", "year_goal", "ambitions", "birthday"}


@pytest.mark.parametrize(("dataset", "column", "exported"), EXPORTS)
def test_the_words_of_exports_are_known(dataset: str, column: str, exported: str) -> None:
    known = words(BY_NAME[dataset])
    found = {word: known[normal(word)].column.name for word in exported.split()}
    assert set(found.values()) == {column}, found


def test_a_place_of_an_office_is_no_sales_region() -> None:
    assert normal("office_location") not in words(BY_NAME["account"])


def test_the_examples_of_every_dataset_load_as_a_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for dataset in ALL:
        sheet = book.create_sheet(dataset.label.zh)
        sheet.append([column.label.zh for column in dataset.columns])
        sheet.append([column.example or None for column in dataset.columns])
    book.save(tmp_path / "examples.xlsx")
    report = examine(tmp_path / "examples.xlsx", "examples.xlsx", ALL, Options(), tmp_path / "work")
    assert [table.dataset for table in report.tables] == [dataset.name for dataset in ALL]
    assert [problem for table in report.tables for problem in table.problems] == []
    assert [table.counts["loaded"] for table in report.tables] == [1] * len(ALL)


LATE: dict[str, list[list[object]]] = {
    "agreement": [
        ["协议号", "开始日期", "结束日期", "口径", "计算方式"],
        ["R1", "2026-02-01", "2026-01-31", "金额", "全额"],
    ],
    "action": [["行动编号", "开始日期", "截止"], ["T1", "2026-03-01", "2026-02-28"]],
    "region": [["区域", "名录下限", "名录上限"], ["华东", 50, 20]],
}


@pytest.mark.parametrize(("dataset", "rows"), LATE.items())
def test_an_end_before_its_start_is_a_problem_of_the_end(
    tmp_path: Path, dataset: str, rows: list[list[object]]
) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(tmp_path / "late.xlsx")
    report = examine(tmp_path / "late.xlsx", "late.xlsx", ALL, Options(dataset=dataset), tmp_path / "work")
    assert [(problem.cell, problem.code) for problem in report.tables[0].problems] == [("C2", "check")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_reference_page_is_that_of_the_declarations(lang: Lang) -> None:
    assert (DOCS / f"datasets.{lang}.md").read_text("utf-8") == reference(ALL, lang)
