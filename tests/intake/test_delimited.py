"""Text files keep every record: whatever the encoding and delimiter, whatever the line looks like."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam.errors import Refused
from kam.intake.delimited import detect_dialect, read_delimited, with_points
from kam.intake.sheet import read_tables
from kam.intake.table import SheetTable
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
        (WESTERN, "cp1252", "latin-1"),
        (WESTERN.replace("Betrag", "Betrag €"), "cp1252", "cp1252"),
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


Cells = list[list[str | None]]


def cells_of(path: Path, encoding: str | None = None) -> Cells:
    """Every record of the file's grid, cut to its own number of fields."""
    grid, _, _ = read_delimited(path, "lines", encoding)
    assert grid.widths is not None
    rows = zip(*(column.to_pylist() for column in grid.cells.columns), strict=True)
    return [list(row[:width]) for row, width in zip(rows, grid.widths.to_pylist(), strict=True)]


def warnings_of(path: Path) -> list[tuple[str, str, bool]]:
    grid, _, _ = read_delimited(path, "lines")
    return [(problem.cell, problem.code, problem.is_fatal) for problem in grid.warnings]


def as_csv_reads(path: Path, delimiter: str = ",") -> Cells:
    """The records by Python's csv module alone; blank fields are None."""
    records = csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""), delimiter=delimiter)
    return [[field if field.strip() else None for field in record] for record in records]


SPECTRUM = Path(__file__).resolve().parents[3] / "shared" / "data" / "torture" / "csv-spectrum"


@pytest.mark.parametrize("path", sorted(SPECTRUM.glob("*.csv")), ids=lambda path: path.stem)
def test_the_spectrum_of_csv_is_read_as_csv_reads_it(path: Path) -> None:
    assert cells_of(path) == as_csv_reads(path)
    assert warnings_of(path) == []


WORDS = st.text(
    st.characters(codec="gb18030", exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"))
    | st.sampled_from(',;|\t"\n '),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=6),
    delimiter=st.sampled_from(",;|\t"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8-sig", "utf-16", "utf-32", "gb18030"]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_csv_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    delimiter: str,
    quoting: int,
    encoding: str,
    line_end: str,
) -> None:
    header = ["客户编码", "客户名称", "所在地区"]
    # Where CR ends its lines, the writer of Python 3.11 leaves a lone LF in a field without quotes.
    quoting = csv.QUOTE_ALL if line_end == "\r" else quoting
    out = io.StringIO()
    # Ten plain rows show the dialect.
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=line_end).writerows(
        [header] + [["甲公司", "上海", "华东"]] * 10 + rows
    )
    path = text_file(tmp_path_factory.mktemp("written"), out.getvalue(), encoding)
    found = cells_of(path, encoding)
    assert found[0] == header
    assert found[11:] == [[None if is_blank(cell) else cell for cell in row] for row in rows]


def is_blank(cell: str) -> bool:
    return not cell.strip().strip("\u200b\u2060\ufeff\x1a")


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_sep_line_names_the_delimiter_and_is_a_blank_row(tmp_path: Path, line: str) -> None:
    path = text_file(tmp_path, f"{line}\r\na,b;c\r\n1,5;x\r\n")
    assert cells_of(path) == [[], ["a,b", "c"], ["1,5", "x"]]
    assert read(path).header_row == 2


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_record(tmp_path: Path, line_end: str) -> None:
    assert cells_of(text_file(tmp_path, line_end.join(["a,b", "1,2", "3,4"]))) == [["a", "b"], ["1", "2"], ["3", "4"]]


def test_line_ends_may_be_mixed(tmp_path: Path) -> None:
    assert cells_of(text_file(tmp_path, "a,b\r\n1,2\n3,4\r5,6")) == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]


def test_a_guarded_text_is_its_text_and_never_a_formula(tmp_path: Path) -> None:
    path = text_file(tmp_path, 'a\tb\n="00123"\t="x ""q"""\n="c\td"\t=1+1\n')
    assert cells_of(path) == [["a", "b"], ["00123", 'x "q"'], ["c\td", "=1+1"]]
    path = text_file(tmp_path, 'a,b\n="Co., Ltd",="00123"\t\n"=""007""",="1"&A1\n')
    assert cells_of(path) == [["a", "b"], ["Co., Ltd", "00123"], ["007", '="1"&A1']]


def test_a_guard_beyond_the_sample_is_taken_off_too(tmp_path: Path) -> None:
    lines = "a,b\n" + "1,2\n" * 60_000 + '="007",2\n'
    assert cells_of(text_file(tmp_path, lines))[-1] == ["007", "2"]


def test_a_quote_never_closed_is_plain_text_and_costs_its_own_line_only(tmp_path: Path) -> None:
    path = text_file(tmp_path, 'a,b\n"x,1\n"y, z",3\n4,"w"\n5,6\n')
    assert cells_of(path) == [["a", "b"], ['"x', "1"], ["y, z", "3"], ["4", "w"], ["5", "6"]]
    assert warnings_of(path) == [("2", "quote", False)]


def test_a_never_closed_quote_at_the_end_of_many_lines_is_reported(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b\n" + '"1",2\n' * 30_000 + '"x,1\n2,3\n')
    assert cells_of(path)[-2:] == [['"x', "1"], ["2", "3"]]
    assert warnings_of(path) == [("30002", "quote", False)]


def test_quotes_inside_quotes_that_nobody_doubled_stay(tmp_path: Path) -> None:
    path = text_file(tmp_path, 'a,b\n"他说"好"呀",1\n"5"" x",2\n')
    assert cells_of(path) == [["a", "b"], ['他说"好"呀', "1"], ['5" x', "2"]]
    assert warnings_of(path) == [("2", "quote", False)]


def test_backslashes_escape_quotes_where_they_plainly_do(tmp_path: Path) -> None:
    path = text_file(tmp_path, 'a,b\n"he \\"hi, x\\" y",1\n"C:\\dir",2\n')
    assert cells_of(path) == [["a", "b"], ['he "hi, x" y', "1"], ["C:\\dir", "2"]]
    assert warnings_of(path) == []
    path = text_file(tmp_path, 'a,b\n"C:\\dir\\",1\n"D:\\x\\",2\n')
    assert cells_of(path) == [["a", "b"], ["C:\\dir\\", "1"], ["D:\\x\\", "2"]]


def test_spaces_around_quotes_are_padding(tmp_path: Path) -> None:
    path = text_file(tmp_path, 'a, b, c\n1, "x, y", 3\n2, "z" , 4\n')
    assert cells_of(path) == [["a", "b", "c"], ["1", "x, y", "3"], ["2", "z", "4"]]
    assert warnings_of(path) == []


def test_trailing_delimiters_make_no_column(tmp_path: Path) -> None:
    assert read(text_file(tmp_path, "a,b,\n1,2,\n3,4,\n")).columns == ("a", "b")


def test_thousands_commas_do_not_cut_where_tabs_do() -> None:
    assert detect_dialect("a\tb\n" + "1,234\t2,500\n" * 100).delimiter == "\t"


def test_a_list_of_one_column_is_not_cut_by_a_comma_in_few_of_its_texts(tmp_path: Path) -> None:
    path = text_file(tmp_path, "name\nsmith, john\n" + "abc\n" * 40)
    assert cells_of(path)[:3] == [["name"], ["smith, john"], ["abc"]]


def test_columns_of_spaces_are_one_column(tmp_path: Path) -> None:
    assert cells_of(text_file(tmp_path, "姓名   年龄\n张三   30\n")) == [["姓名   年龄"], ["张三   30"]]


def test_a_column_of_quoted_decimal_commas_is_one_also_where_commas_cut() -> None:
    assert detect_dialect('a,b\n"1,5",x\n"2,75",y\n"3,1",z\n').decimal == ","
    assert detect_dialect('a,b\n"1,234.5",x\n"2,75",y\n').decimal == "."


def test_thousands_points_go_and_telephone_numbers_stay(tmp_path: Path) -> None:
    lines = "a;b;c;d\n1.234.567,5;1.234;12,5 €;123 456 789\n1 234,50;2.500;-3,0%;01 23 45\n"
    cells = with_points(read(text_file(tmp_path, lines)).cells)
    assert cells["c0"].to_pylist() == ["1234567.5", "1234.50"]
    assert cells["c1"].to_pylist() == ["1234", "2500"]
    assert cells["c2"].to_pylist() == ["12.5 €", "-3.0%"]
    assert cells["c3"].to_pylist() == ["123 456 789", "01 23 45"]


def test_a_lost_character_is_named_with_its_cell(tmp_path: Path) -> None:
    lines = ("客户,金额\n" + "甲乙丙丁公司,1\n" * 50).encode("gb18030")
    path = text_file(tmp_path, lines + b"\xff,2\n")
    assert cells_of(path)[-1] == ["\ufffd", "2"]
    assert warnings_of(path) == [("A52", "undecodable", False)]


def test_a_file_cut_inside_a_character_is_read_to_its_end_and_said_to_be_cut(tmp_path: Path) -> None:
    path = text_file(tmp_path, "客户,金额\n甲,1\n乙,12\n".encode("utf-16")[:-1])
    assert cells_of(path) == [["客户", "金额"], ["甲", "1"], ["乙", "12"]]
    assert warnings_of(path) == [("B3", "undecodable", False)]


def test_nul_characters_in_a_cell_are_left_out(tmp_path: Path) -> None:
    path = text_file(tmp_path, b"name,b\n" + b"abcdefgh,12345678\n" * 20 + b"x\x00y\x00,\x00\n")
    assert cells_of(path)[-1] == ["xy", None]


def test_white_space_of_every_script_is_empty(tmp_path: Path) -> None:
    assert cells_of(text_file(tmp_path, "a,b,c\n\u3000,\t,\u00a0\n1, x \t,\u200b\n\x1a")) == [
        ["a", "b", "c"],
        [None, None, None],
        ["1", " x \t", None],
        [None],
    ]


def test_a_field_of_megabytes_is_one_cell(tmp_path: Path) -> None:
    path = text_file(tmp_path, 'a,b\n1,"' + "x" * 3_000_000 + '"\n2,3\n')
    assert [len(cell or "") for cell in cells_of(path)[1]] == [1, 3_000_000]


@pytest.mark.parametrize("lines", ["," * 1_000_000, "1,2\n" * 20_000 + "," * 10_000])
def test_one_line_that_widens_all_others_by_millions_of_cells_is_unsafe(tmp_path: Path, lines: str) -> None:
    with pytest.raises(Refused) as caught:
        read_delimited(text_file(tmp_path, lines), "lines")
    assert caught.value.code == "unsafe"


def test_a_persons_encoding_rules(tmp_path: Path) -> None:
    _, encoding, _ = read_delimited(text_file(tmp_path, TAIWAN, "big5"), "lines", "gb18030")
    assert encoding == "gb18030"
