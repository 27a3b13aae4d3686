"""What a file is, is told by its content; what could harm the reader is refused before it is opened."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kam.errors import Refused
from kam.intake.scan import scan
from tests.intake.making import SHEET, with_part, workbook

FIRST_SHEET = "xl/worksheets/sheet1.xml"
ROWS = [["客户编码", "金额"], ["A1", 1], ["A2", 2]]


def refused(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        scan(path)
    assert caught.value.message.zh
    assert caught.value.message.en
    return caught.value.code


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_workbook_is_a_workbook_whatever_its_name(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", ROWS)
    assert scan(book.rename(tmp_path / "orders.csv")).format == "xlsx"


def test_text_is_text_whatever_its_name(tmp_path: Path) -> None:
    assert scan(written(tmp_path / "a.xlsx", "客户,金额\nA,1\n".encode())).format == "csv"


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    assert refused(written(tmp_path / "a.csv", b"")) == "empty"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 x",
        b"\x89PNG\r\n\x1a\n",
        b"\x00\x01\x02\x03",
        b"\n\n<html><table></table></html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook",
    ],
)
def test_other_formats_are_unsupported(tmp_path: Path, content: bytes) -> None:
    assert refused(written(tmp_path / "a.xlsx", content)) == "unsupported"


def test_an_encrypted_workbook_asks_for_the_password_to_be_removed(tmp_path: Path) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refused(written(tmp_path / "a.xlsx", content)) == "password"


def test_a_cut_off_workbook_is_damaged(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", ROWS).read_bytes()
    assert refused(written(tmp_path / "b.xlsx", whole[: len(whole) // 2])) == "damaged"


def test_a_zip_of_something_else_is_unsupported(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    assert refused(tmp_path / "a.xlsx") == "unsupported"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_declared_entities_are_unsafe_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'.encode(encoding)
    book = with_part(tmp_path / "b.xlsx", workbook(tmp_path / "a.xlsx", ROWS), FIRST_SHEET, lambda _: bomb)
    assert refused(book) == "unsafe"


def test_a_part_that_unpacks_a_thousandfold_is_unsafe(tmp_path: Path) -> None:
    blown = b" " * (80 * 1024 * 1024)
    book = with_part(tmp_path / "b.xlsx", workbook(tmp_path / "a.xlsx", ROWS), "xl/styles.xml", lambda _: blown)
    assert refused(book) == "unsafe"


def test_cells_at_both_ends_of_a_sheet_are_unsafe(tmp_path: Path) -> None:
    """The reader would ask for memory for 17 thousand million cells and end the process."""
    workbook(tmp_path / "a.xlsx", [["x"]])
    assert refused(far_cells(tmp_path)) == "unsafe"


def far_cells(folder: Path) -> Path:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    part = SHEET.format(rows=rows).encode()
    return with_part(folder / "b.xlsx", folder / "a.xlsx", FIRST_SHEET, lambda _: part)


def test_a_far_style_and_a_wrong_declared_size_do_no_harm(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    part = SHEET.format(rows=rows).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>').encode()
    workbook(tmp_path / "a.xlsx", ROWS)
    book = with_part(tmp_path / "b.xlsx", tmp_path / "a.xlsx", FIRST_SHEET, lambda _: part)
    assert scan(book).parts[FIRST_SHEET].corner == "A1"


def test_the_box_counts_filled_cells_only(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", ROWS, corner=(5, 3))
    part = scan(book).parts[FIRST_SHEET]
    assert (part.first_column, part.corner, part.box) == (2, "D7", 14)


def test_formulas_without_a_stored_result_are_named(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", [["金额", "税"], [1, "=A2*0.13"], [2, "=A3*0.13"]])
    part = scan(book).parts[FIRST_SHEET]
    assert part.unsolved == ("B2", "B3")
    assert part.unsolved_count == 2
