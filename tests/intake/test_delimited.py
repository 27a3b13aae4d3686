"""Text files keep every record: whatever the encoding and delimiter, whatever the line looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

from kam.errors import Refused
from kam.intake.delimited import detect_dialect, read_delimited, with_points
from kam.intake.sheet import SheetTable, read_tables
from tests.intake.making import is_conserved, text_file

LINES = "客户编码,客户名称,金额\nA1,华东电力设计院,100\nA2,恒通物业集团,250.5\n"
TAIWAN = "客戶編號,客戶名稱,金額\nA1,臺灣電力股份有限公司,100\nA2,國泰世華商業銀行,250.5\n"
WESTERN = "Kunde;Straße;Betrag\nMüller;Königsallee 1;1.234,50\nJürgens;Bäckerweg 7;12,00\n"


def read(path: Path) -> SheetTable:
    return read_tables(path).tables[0]


@pytest.mark.parametrize(
    ("content", "written_as", "named"),
    [
        (LINES, "utf-8", "utf-8"),
        (LINES, "utf-8-sig", "utf-8-sig"),
        (LINES, "utf-16", "utf-16"),
        (LINES, "gb18030", "gb18030"),
        (TAIWAN, "big5", "big5"),
        (WESTERN, "cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_the_one_that_reads_like_writing(
    tmp_path: Path, content: str, written_as: str, named: str
) -> None:
    reading = read_tables(text_file(tmp_path, content, written_as))
    assert reading.encoding == named
    assert reading.tables[0].cells["c1"].to_pylist() == [
        line.split(";" if ";" in line else ",")[1] for line in content.splitlines()[1:]
    ]


def test_bytes_of_no_encoding_are_damaged(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read_tables(text_file(tmp_path, b"\xef\xbb\xbfa,b\n\xff\xff\x81,1\n"))
    assert caught.value.code == "damaged"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_each_delimiter_is_found(delimiter: str) -> None:
    assert detect_dialect("a,b,c\n1,2,3\n".replace(",", delimiter)).delimiter == delimiter


def test_a_decimal_comma_does_not_cut_where_semicolons_do() -> None:
    dialect = detect_dialect(WESTERN)
    assert (dialect.delimiter, dialect.decimal) == (";", ",")


def test_decimal_commas_become_points_in_numbers_only(tmp_path: Path) -> None:
    cells = with_points(read(text_file(tmp_path, WESTERN)).cells)
    assert cells["c2"].to_pylist() == ["1234.50", "12.00"]
    assert cells["c1"].to_pylist() == ["Königsallee 1", "Bäckerweg 7"]


def test_a_quote_is_named_only_where_one_is_used() -> None:
    assert detect_dialect("a,b\n1,2\n").quote is None
    assert detect_dialect('a,b\n"1,5",2\n').quote == '"'


def test_quoted_delimiters_line_breaks_and_doubled_quotes_stay_in_their_cell(tmp_path: Path) -> None:
    found = read(text_file(tmp_path, '名称,备注\r\n"甲,乙","第一行\r\n第二行"\r\n"他说""好""",x\r\n'))
    assert found.cells["c0"].to_pylist() == ["甲,乙", '他说"好"']
    assert found.cells["c1"].to_pylist() == ["第一行\r\n第二行", "x"]


def test_the_row_is_the_record_with_blank_lines_counted(tmp_path: Path) -> None:
    found = read(text_file(tmp_path, "名称,金额\n\n甲,1\n\n\n乙,2\n"))
    assert found.cells["_row"].to_pylist() == [3, 6]
    assert found.counts["blank"] == 3
    assert is_conserved(found)


def test_ragged_lines_are_reported_and_kept(tmp_path: Path) -> None:
    found = read(text_file(tmp_path, "a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12,\n13,14,15\n"))
    assert found.cells["_row"].to_pylist() == [2, 3, 4, 5, 6]
    assert found.columns == ("a", "b", "c")
    assert [(problem.cell, problem.value, problem.is_fatal) for problem in found.warnings] == [
        ("3", "2", False),
        ("4", "4", False),
    ]


def test_empty_fields_are_empty_cells_and_the_rest_stands_as_written(tmp_path: Path) -> None:
    found = read(text_file(tmp_path, "a,b\n 007 ,\n,NA\nNone,  \n"))
    assert found.cells["c0"].to_pylist() == [" 007 ", None, "None"]
    assert found.cells["c1"].to_pylist() == [None, "NA", None]


def test_the_sheet_of_a_text_file_is_named_after_it(tmp_path: Path) -> None:
    grid, _, _ = read_delimited(text_file(tmp_path, LINES), "lines")
    assert grid.sheet == "lines"
    assert read_tables(text_file(tmp_path, LINES), "订单.csv").tables[0].sheet == "订单"


def test_a_header_alone_gives_no_records(tmp_path: Path) -> None:
    found = read(text_file(tmp_path, "客户编码,金额\n"))
    assert (found.header_row, found.cells.num_rows) == (1, 0)


def test_many_blocks_make_one_table(tmp_path: Path) -> None:
    lines = "".join(f"{number},x\n" for number in range(120_000))
    found = read(text_file(tmp_path, "编号,名称\n" + lines))
    assert found.cells.num_rows == 120_000
    assert found.cells["_row"][-1].as_py() == 120_001


def test_thousands_are_no_decimal_commas() -> None:
    assert detect_dialect("a\tb\n1,234\t2,500\n3,000\t9,999\n").decimal == "."


def test_a_file_of_blank_lines_is_empty(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read_tables(text_file(tmp_path, "\n\n  \n"))
    assert caught.value.code == "empty"
