"""An answer in a workbook: what a reader finds when the file is opened again."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest

from kam.access import EVERYTHING
from kam.engine import fetch, fetch_arrow
from kam.errors import Failed
from kam.export.workbook import ABOUT, write_answer, write_answers, write_workbook
from kam.text import Text
from kam.topics import QUERIES
from kam.topics.accounts import ACTIONS
from kam.view import view
from tests.conftest import Company

AMOUNTS = ("1234567.89", "-0.05", "", "0", "1")
FRAME = pa.table(
    {
        "name": pa.array(["=1+1", "甲", None, "https://host.example", "0012"]),
        "amount": pa.array([Decimal(text) if text else None for text in AMOUNTS], pa.decimal128(18, 2)),
        "share": pa.array([0.25, None, float("nan"), 1.5, 0.0]),
        "day": pa.array([date(2026, 6, 30), None, date(2024, 2, 29), None, None]),
        "is_late": pa.array([True, None, False, None, None]),
        "rank": pa.array([1, 2, None, 4, 5]),
    }
).to_pandas(types_mapper=pd.ArrowDtype)


def written(frame: pd.DataFrame, title: str = "榜") -> openpyxl.Workbook:
    out = io.BytesIO()
    labels = {"name": "名称", "amount": "金额"}
    write_workbook(out, frame, title, labels, [("截止日", "2026-06-30"), ("公式", "=A1")], {"share": "rate"})
    return openpyxl.load_workbook(io.BytesIO(out.getvalue()))


def test_cells_keep_their_type_and_unknown_ones_are_empty() -> None:
    sheet = written(FRAME).worksheets[0]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=1, max_row=4)]
    assert rows == [
        ("名称", "金额", "share", "day", "is_late", "rank"),
        ("=1+1", 1234567.89, 0.25, pd.Timestamp("2026-06-30"), True, 1),
        ("甲", -0.05, None, None, None, 2),
        (None, None, None, pd.Timestamp("2024-02-29"), False, None),
    ]
    formats = [cell.number_format for cell in sheet[2]]
    assert formats == ["@", "#,##0.00", "0.00%", "yyyy-mm-dd", "General", "#,##0"]


def test_two_questions_of_one_name_have_a_sheet_each() -> None:
    out, asked = io.BytesIO(), view(date(2026, 6, 30))
    answers = [(QUERIES["plan.actions"], FRAME[["name"]]), (ACTIONS, FRAME[["amount"]])]
    write_answers(out, answers, asked, Text("客户", "Account"), "en")
    book = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    assert book.sheetnames == ["Actions", "Actions 1", ABOUT]
    assert ("As of", "2026-06-30") in list(book[ABOUT].values)


def test_text_is_never_a_formula_a_link_or_a_number() -> None:
    book = written(FRAME)
    sheet, notes = book.worksheets
    texts = [sheet["A2"], sheet["A5"], sheet["A6"], notes["B2"]]
    assert [cell.value for cell in texts] == ["=1+1", "https://host.example", "0012", "=A1"]
    assert {cell.data_type for cell in texts} == {"s"}
    assert all(cell.hyperlink is None for cell in texts)


def test_it_prints_as_wide_as_a_page_with_the_header_on_each() -> None:
    sheet = written(FRAME).worksheets[0]
    page = sheet.page_setup
    assert (page.orientation, page.fitToWidth or 1, page.fitToHeight) == ("landscape", 1, 0)  # 1 is not written
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.print_title_rows) == (True, "$1:$1")


def test_the_header_stays_in_sight_and_filters_every_row() -> None:
    sheet = written(FRAME).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F6"


def test_a_title_that_no_sheet_may_bear_is_mended() -> None:
    assert written(FRAME, "a/b:[c]*?'" + "长" * 40).sheetnames[0].startswith("a b  c")
    assert written(FRAME, "说明").sheetnames == ["说明", "说明 About"]
    assert written(FRAME, "//").sheetnames[0] == "1"
    assert written(FRAME, "说明 about").sheetnames == ["说明 about 1", "说明 About"]


def test_a_frame_without_rows_is_a_header() -> None:
    sheet = written(FRAME.head(0)).worksheets[0]
    assert sheet.max_row == 1
    assert sheet["A1"].value == "名称"


def prepared(company: Company) -> None:
    company.put(
        "agreement",
        {
            "agreement_no": "=A",
            "account_id": "K",
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
            "basis": "amount",
            "method": "all_unit",
        },
    )
    company.put("rebate_tier", {"agreement_no": "=A", "threshold": 1000, "rate": "0.02"})


@pytest.mark.parametrize("name", QUERIES)
def test_every_published_answer_has_its_question_beside_it(company: Company, tmp_path: Path, name: str) -> None:
    prepared(company)
    query, asked = QUERIES[name], view(date(2026, 6, 30), accounts=("K", "L"))
    table = fetch_arrow(company.connection, query.sql, asked.params(), EVERYTHING)
    write_answer(tmp_path / "answer.xlsx", query, table, asked, "en")
    sheet, notes = openpyxl.load_workbook(tmp_path / "answer.xlsx").worksheets
    assert [cell.value for cell in sheet[1]] == [field.label.en for field in query.fields]
    assert sheet.max_row == table.num_rows + 1
    assert [cell.value for cell in notes["B"]] == [
        f"{query.label.en} ({name})",
        "2026-06-30",
        "2026-01-01..2026-06-30",
        "all",
        "all",
        "K, L",
        query.formula.en,
    ]


def test_a_frame_and_its_arrow_table_give_the_same_cells(company: Company, tmp_path: Path) -> None:
    prepared(company)
    query, asked = QUERIES["rebate.curve"], view(date(2026, 6, 30))
    frame = fetch(company.connection, query.sql, asked.params(), EVERYTHING)
    write_workbook(tmp_path / "frame.xlsx", frame, "x", {}, [], {field.name: field.kind for field in query.fields})
    sheet = openpyxl.load_workbook(tmp_path / "frame.xlsx").worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [["=A", 1000, 0.02, 20]]


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="cannot be written"):
        write_workbook(tmp_path / "nowhere" / "x.xlsx", FRAME, "x", {}, [])
