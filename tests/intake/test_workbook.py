"""Every container gives the same grids: each sheet in order, each cell at its place, in one text form."""

from __future__ import annotations

import struct
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook

from kam.errors import Refused
from kam.intake.binary_sheet import binary_sheet_list, binary_sheet_part
from kam.intake.grid import Box, Grid
from kam.intake.scan import scan
from kam.intake.second import read_second
from kam.intake.stored import moment_text, number_text, serial_text
from kam.intake.workbook import read_workbook
from tests.intake.containers import (
    encrypted,
    excel_2,
    excel_5,
    grids,
    label,
    label_2,
    number,
    number_2,
    open_document,
    record,
    rows,
    written,
    zipped,
)
from tests.intake.making import SHEET, with_part, workbook

FIRST_SHEET = "xl/worksheets/sheet1.xml"
ROWS = [["客户编码", "金额"], ["A1", 1], ["A2", 2.5]]
READ = [("客户编码", "金额"), ("A1", "1"), ("A2", "2.5")]


def refused(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        grids(path)
    return caught.value.code


def test_hidden_sheets_carry_their_cells_and_say_so(tmp_path: Path) -> None:
    book = Workbook()
    for name, state in (("明细", "visible"), ("底稿", "hidden"), ("密", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet["B2"], sheet.sheet_state = name, state
    book.remove(book["Sheet"])
    book.save(tmp_path / "a.xlsx")
    found = grids(tmp_path / "a.xlsx")
    assert [(grid.sheet, grid.hidden, grid.first_column, rows(grid)) for grid in found] == [
        ("明细", False, 1, [(None,), ("明细",)]),
        ("底稿", True, 1, [(None,), ("底稿",)]),
        ("密", True, 1, [(None,), ("密",)]),
    ]


def test_a_chart_sheet_is_listed_at_its_place_without_cells(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet("数据").write(0, 0, 1)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=数据!$A$1:$A$2"})
    sheet = book.add_chartsheet("图")
    sheet.set_chart(chart)
    book.add_worksheet("末").write(0, 0, 2)
    book.close()
    found = [(grid.sheet, grid.nature, grid.cells.num_rows) for grid in grids(tmp_path / "a.xlsx")]
    assert found == [("数据", "table", 1), ("图", "chart", 0), ("末", "table", 1)]


def test_merges_stand_in_the_grid_s_own_places_and_are_clipped_to_it(tmp_path: Path) -> None:
    """The grid begins at column C: the title over C2:F2 reaches beyond its two columns."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["C2"], sheet["C3"], sheet["D3"], sheet["C5"] = "标题", "a", "b", "c"
    for area in ("C2:F2", "C3:C4", "H9:I9"):
        sheet.merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    (grid,) = grids(tmp_path / "a.xlsx")
    assert (grid.first_row, grid.first_column) == (1, 2)
    assert set(grid.merges) == {Box(1, 0, 1, 1), Box(2, 0, 3, 0)}


def test_formula_errors_are_empty_cells_and_problems_at_their_place(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("S")
    sheet.write(0, 2, "率")
    sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    book.close()
    (grid,) = grids(tmp_path / "a.xlsx")
    (second,) = read_second(tmp_path / "a.xlsx")
    assert rows(grid) == [("率",), (None,)]
    assert [(problem.cell, problem.value, problem.code) for problem in grid.warnings] == [
        ("C2", "#DIV/0!", "formula_error")
    ]
    assert second.warnings == grid.warnings


def test_formulas_without_a_result_are_a_problem_each_in_their_own_sheet(tmp_path: Path) -> None:
    book = Workbook()
    first, second = book.active, book.create_sheet("税")
    assert first is not None
    first["A1"] = "无公式"
    second["A1"], second["A2"], second["B2"] = "税", "=1+1", "=2+2"
    book.save(tmp_path / "a.xlsx")
    found = grids(tmp_path / "a.xlsx")
    assert found[0].warnings == ()
    assert [(problem.cell, problem.code) for problem in found[1].warnings] == [
        ("A2", "formula_unsolved"),
        ("B2", "formula_unsolved"),
    ]


VALUES: list[tuple[Any, str | None]] = [
    (1.5, "1.5"),
    (3.0, "3"),
    (1e21, "1000000000000000000000"),
    (1e-7, "0.0000001"),
    (1 / 3, "0.333333333"),
    (True, "true"),
    (datetime(2024, 2, 29, 7, 8, 9), "2024-02-29 07:08:09"),
    (date(2024, 2, 29), "2024-02-29 00:00:00"),
    (time(12, 30), "1899-12-31 12:30:00"),
    (timedelta(days=1, hours=12), "1900-01-01 12:00:00"),
    ("a_x000D_\nb", "a\r\nb"),
    ("  ", None),
    ("0012", "0012"),
]


def test_both_readers_give_the_same_text_for_every_kind_of_value(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["值", "号"], *([value, "x"] for value, _ in VALUES)])
    expected = [("值", "号"), *((text, "x") for _, text in VALUES)]
    assert rows(grids(path)[0]) == expected
    assert rows(read_second(path)[0]) == expected


@pytest.mark.parametrize(
    ("serial", "is_1904", "text"),
    [
        (44621.0, False, "2022-03-01 00:00:00"),
        (43159.0, True, "2022-03-01 00:00:00"),
        (61.0, False, "1900-03-01 00:00:00"),
        (59.0, False, "1900-02-28 00:00:00"),
        (0.5, False, "1899-12-31 12:00:00"),
        (0.5, True, "1904-01-01 12:00:00"),
        (44621.123456789, False, "2022-03-01 02:57:46.667"),
        (3e9, False, "3000000000"),
    ],
)
def test_a_serial_is_the_day_of_its_date_system(serial: float, is_1904: bool, text: str) -> None:
    assert serial_text(serial, is_1904) == text


def test_the_text_forms_of_odd_values() -> None:
    assert number_text(float("nan")) == "NaN"
    assert number_text(-0.0) == "-0"
    assert moment_text(timedelta(hours=36), is_1904=True) == "1904-01-02 12:00:00"


def test_a_workbook_in_utf_16_is_read_by_the_second_reader(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", ROWS)
    with zipfile.ZipFile(source) as old:
        names = [name for name in old.namelist() if name.endswith("workbook.xml")]
    book = with_part(
        tmp_path / "b.xlsx",
        source,
        names[0],
        lambda part: ('<?xml version="1.0"?>' + part.decode().split("?>", 1)[-1]).encode("utf-16"),
    )
    (grid,) = grids(book)
    assert rows(grid) == READ


def test_broken_relations_are_mended_by_the_second_reader(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", ROWS)
    book = with_part(tmp_path / "b.xlsx", source, "_rels/.rels", lambda part: part.replace(b"</Relationships>", b""))
    assert [rows(grid) for grid in grids(book)] == [READ]


def test_paths_with_backslashes_are_read(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", ROWS)
    with zipfile.ZipFile(source) as old:
        parts = {name.replace("/", "\\"): old.read(name) for name in old.namelist()}
    zipped(tmp_path / "b.xlsx", dict(parts))
    assert [rows(grid) for grid in grids(tmp_path / "b.xlsx")] == [READ]


def test_a_workbook_that_no_reader_opens_is_damaged_and_never_empty(tmp_path: Path) -> None:
    parts = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook>", FIRST_SHEET: SHEET.format(rows="")}
    assert refused(zipped(tmp_path / "a.xlsx", dict(parts))) == "damaged"
    assert refused(written(tmp_path / "b.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook" * 100)) == "damaged"
    assert refused(written(tmp_path / "c.xls", excel_5({"x": (0, b"")})[:30])) == "damaged"


def test_one_cell_at_the_far_end_is_one_cell_and_costs_no_memory(tmp_path: Path) -> None:
    part = SHEET.format(rows='<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>').encode()
    workbook(tmp_path / "a.xlsx", ROWS)
    book = with_part(tmp_path / "b.xlsx", tmp_path / "a.xlsx", FIRST_SHEET, lambda _: part)
    for grid in (grids(book)[0], read_second(book)[0]):
        assert (grid.first_column, grid.cells.num_rows, grid.cells.num_columns) == (16383, 1048576, 1)
        assert grid.cells.column(0)[-1].as_py() == "7"


def test_a_declared_size_does_not_cut_the_second_reader_short(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", ROWS)
    book = with_part(tmp_path / "b.xlsx", source, FIRST_SHEET, lambda part: part.replace(b'ref="A1:B3"', b'ref="A1"'))
    assert rows(read_second(book)[0]) == READ


def test_a_row_that_no_sheet_has_is_damage_to_the_second_reader_and_no_endless_wait(tmp_path: Path) -> None:
    part = SHEET.format(rows='<row r="2147483648"><c r="A2147483648"><v>7</v></c></row>').encode()
    workbook(tmp_path / "a.xlsx", ROWS)
    book = with_part(tmp_path / "b.xlsx", tmp_path / "a.xlsx", FIRST_SHEET, lambda _: part)
    with pytest.raises(Refused) as caught:
        read_second(book)
    assert caught.value.code == "damaged"


def test_an_encrypted_workbook_reads_as_the_plain_one(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "a.xlsx", ROWS)
    book = encrypted(tmp_path / "b.xlsx", plain, "s3cret")
    assert [rows(grid) for grid in grids(book, "s3cret")] == [READ]


def test_a_sheet_of_excel_2_is_read_without_a_container(tmp_path: Path) -> None:
    cells = label_2(0, 1, b"Sales") + number_2(1, 1, 12.5)
    (grid,) = grids(written(tmp_path / "a.xls", excel_2(cells)))
    assert (grid.first_column, rows(grid)) == (1, [("Sales",), ("12.5",)])


def test_old_workbooks_list_charts_at_their_place(tmp_path: Path) -> None:
    book = excel_5({"Data": (0, number(0, 0, 1)), "Chart": (2, b""), "More": (0, number(0, 0, 2))})
    found = grids(written(tmp_path / "a.xls", book))
    assert [(grid.sheet, grid.nature) for grid in found] == [("Data", "table"), ("Chart", "chart"), ("More", "table")]


def test_chinese_under_a_western_code_page_reads_as_chinese(tmp_path: Path) -> None:
    """Programs before Unicode named the code page of their own machine, not that of the text."""
    cells = b"".join(label(row, 0, name.encode("gbk")) for row, name in enumerate(["客户名称", "北京华信公司", "上海"]))
    (grid,) = grids(written(tmp_path / "a.xls", excel_5({"客户": (0, cells)}, codepage=1252)))
    assert grid.sheet == "客户"
    assert rows(grid) == [("客户名称",), ("北京华信公司",), ("上海",)]


def test_western_texts_under_their_own_code_page_stay_as_they_are(tmp_path: Path) -> None:
    cells = b"".join(
        label(row, 0, name.encode("cp1252")) for row, name in enumerate(["Région", "Île-de-France", "Été"])
    )
    (grid,) = grids(written(tmp_path / "a.xls", excel_5({"S": (0, cells)}, codepage=1252)))
    assert rows(grid) == [("Région",), ("Île-de-France",), ("Été",)]


def test_the_1904_date_system_holds_for_old_workbooks(tmp_path: Path) -> None:
    dated = record(0x041E, struct.pack("<HB", 164, 10) + b"yyyy-mm-dd")
    style = record(0x00E0, struct.pack("<HHHHHHHH", 0, 164, 1, 0, 0, 0, 0, 0))
    book = excel_5({"S": (0, number(0, 0, 43159.0))}, globals_=record(0x0022, b"\x01\x00") + dated + style)
    (grid,) = grids(written(tmp_path / "a.xls", book))
    assert rows(grid) == [("2022-03-01 00:00:00",)]


def test_text_full_of_control_characters_is_not_taken_as_it_is(tmp_path: Path) -> None:
    """Where every reader says the same, the characters are the file's own, and go."""
    cells = label(0, 0, b"C\x00u\x00s\x00t\x00") + number(1, 0, 3)
    (grid,) = grids(written(tmp_path / "a.xls", excel_5({"S": (0, cells)})))
    assert rows(grid) == [("Cust",), ("3",)]


CELL = '<table:table-cell office:value-type="{kind}" {value}><text:p>{shown}</text:p></table:table-cell>'


def ods_row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def ods_cell(kind: str, value: str, shown: str = "x") -> str:
    return CELL.format(kind=kind, value=value, shown=shown)


def ods_grids(folder: Path, body: str, more: str = "") -> list[Grid]:
    return grids(open_document(folder / "a.ods", f'<table:table table:name="表" {more}>{body}</table:table>'))


def test_a_big_document_read_by_the_fast_reader_has_the_same_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        ods_row(
            ods_cell("string", "", f"客户{n}"), ods_cell("float", f'office:value="{n}.5"'), ods_cell("string", "", "x")
        )
        for n in range(50)
    ]
    slow = ods_grids(tmp_path, "".join(lines))
    monkeypatch.setattr("kam.intake.workbook._BIG_DOCUMENT", 100)
    assert [rows(grid) for grid in ods_grids(tmp_path, "".join(lines))] == [rows(grid) for grid in slow]


def test_an_open_document_gives_the_same_text_forms(tmp_path: Path) -> None:
    body = ods_row(
        ods_cell("string", "", "客户"),
        ods_cell("float", 'office:value="1234.50"', "1,234.50"),
        ods_cell("percentage", 'office:value="0.125"', "12.5%"),
        ods_cell("date", 'office:date-value="2024-02-29"'),
        ods_cell("date", 'office:date-value="2024-02-29T07:08:09"'),
        ods_cell("time", 'office:time-value="PT12H30M00S"'),
        ods_cell("boolean", 'office:boolean-value="true"'),
        ods_cell("string", 'table:formula="of:=1/0"', "#DIV/0!"),
    )
    (grid,) = ods_grids(tmp_path, body)
    day = "2024-02-29"
    found = ("客户", "1234.5", "0.125", f"{day} 00:00:00", f"{day} 07:08:09", "1899-12-31 12:30:00", "true")
    assert rows(grid) == [found]
    assert [(problem.cell, problem.value) for problem in grid.warnings] == [("H1", "#DIV/0!")]


def test_an_open_document_s_notes_breaks_and_spaces(tmp_path: Path) -> None:
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    cell = f'<table:table-cell>{note}<text:p>北<text:s text:c="2"/>京</text:p><text:p>市</text:p></table:table-cell>'
    (grid,) = ods_grids(tmp_path, ods_row(cell))
    assert rows(grid) == [("北  京\n市",)]


def test_repeats_of_an_open_document_are_expanded_only_where_cells_are_filled(tmp_path: Path) -> None:
    filled = ods_cell("string", 'table:number-columns-repeated="2"', "a")
    blank = '<table:table-cell table:number-columns-repeated="16380"/>'
    body = (
        ods_row(blank, more='table:number-rows-repeated="2"')
        + ods_row(
            '<table:table-cell table:number-columns-repeated="3"/>', filled, more='table:number-rows-repeated="3"'
        )
        + ods_row(blank, more='table:number-rows-repeated="1048000"')
    )
    (grid,) = ods_grids(tmp_path, body)
    assert grid.first_column == 3
    assert rows(grid) == [(None, None)] * 2 + [("a", "a")] * 3


def test_a_cell_repeated_over_a_whole_open_document_is_unsafe(tmp_path: Path) -> None:
    cell = ods_cell("float", 'office:value="1" table:number-columns-repeated="16384"')
    with pytest.raises(Refused) as caught:
        ods_grids(tmp_path, ods_row(cell, more='table:number-rows-repeated="1048576"'))
    assert caught.value.code == "unsafe"


def test_an_open_document_s_spans_and_hidden_tables(tmp_path: Path) -> None:
    wide = '<table:table-cell table:number-columns-spanned="2"><text:p>标题</text:p></table:table-cell>'
    body = ods_row(wide, "<table:covered-table-cell/>") + ods_row(ods_cell("string", ""), ods_cell("string", ""))
    (grid,) = ods_grids(tmp_path, body, more='table:style-name="out"')
    assert (grid.hidden, grid.merges) == (True, (Box(0, 0, 0, 1),))


def test_an_encrypted_open_document_needs_a_password(tmp_path: Path) -> None:
    members = {"content.xml": "\x01", "META-INF/manifest.xml": "<m><encryption-data/></m>", "mimetype": ""}
    members["mimetype"] = "application/vnd.oasis.opendocument.spreadsheet"
    assert refused(zipped(tmp_path / "a.ods", dict(members))) == "password"


def brt(kind: int, body: bytes) -> bytes:
    """A record of a binary workbook: its type in one or two bytes, its size in seven bits."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(body)]) + body


def test_a_binary_sheet_s_box_and_merges_come_from_its_records(tmp_path: Path) -> None:
    """A blank cell (type 1) is only a style: the number in D7 ends the box."""
    cells = brt(0, struct.pack("<I", 6)) + brt(5, struct.pack("<IId", 3, 0, 1.5)) + brt(1, struct.pack("<II", 9, 0))
    merge = brt(176, struct.pack("<IIII", 0, 0, 1, 3))
    zipped(tmp_path / "a.zip", {"sheet1.bin": cells + merge + b"\x05"})
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        part = binary_sheet_part(archive, archive.getinfo("sheet1.bin"))
    assert (part.corner, part.first_column, part.merges) == ("D7", 3, (Box(0, 1, 0, 3),))


def test_a_binary_workbook_lists_its_sheets() -> None:
    def text(value: str) -> bytes:
        return struct.pack("<I", len(value)) + value.encode("utf-16-le")

    book = brt(156, struct.pack("<II", 0, 1) + text("rId1") + text("明细"))
    book += brt(156, struct.pack("<II", 1, 2) + text("rId2") + text("底稿"))
    assert list(binary_sheet_list(book)) == [("明细", False, "rId1"), ("底稿", True, "rId2")]


def test_an_archive_is_not_read_as_a_workbook(tmp_path: Path) -> None:
    found = scan(zipped(tmp_path / "a.zip", {"a.csv": "a,b\n1,2\n"}))
    with pytest.raises(Refused) as caught:
        read_workbook(found)
    assert caught.value.code == "unsupported"
