"""What a file is, is told by its content; what could harm the reader is refused before it is opened."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from kam.errors import Refused
from kam.intake.container import SheetPart
from kam.intake.grid import Box
from kam.intake.scan import scan
from tests.intake.containers import encrypted, excel_2, excel_5, label_2, open_document, record, zipped
from tests.intake.making import SHEET, with_part, workbook

FIRST_SHEET = "xl/worksheets/sheet1.xml"
ROWS = [["客户编码", "金额"], ["A1", 1], ["A2", 2]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TABLE = "<table><tr><td>1</td></tr></table>"


def refused(path: Path, password: str | None = None) -> str:
    with pytest.raises(Refused) as caught:
        scan(path, password)
    assert caught.value.message.zh
    assert caught.value.message.en
    return caught.value.code


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_workbook_is_a_workbook_whatever_its_name(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", ROWS)
    assert scan(book.rename(tmp_path / "orders.csv")).format == "xlsx"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_text_is_text_whatever_its_name_and_encoding(tmp_path: Path, encoding: str) -> None:
    assert scan(written(tmp_path / "a.xlsx", "客户,金额\nA,1\nB,2\n".encode(encoding))).format == "csv"


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    assert refused(written(tmp_path / "a.csv", b"")) == "empty"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 x",
        b"\x89PNG\r\n\x1a\n",
        b"\x00\x01\x02\x03",
        bytes(range(256)) * 20,
        b'<?xml version="1.0"?><orders><order/></orders>',
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n",
    ],
)
def test_other_formats_are_unsupported(tmp_path: Path, content: bytes) -> None:
    assert refused(written(tmp_path / "a.xlsx", content)) == "unsupported"


@pytest.mark.parametrize(
    "before", ["", "\n\n\n", "\n<!-- 导出 -->\n", '<?xml version="1.0"?>\n<!DOCTYPE html>\n', "<html><body>"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_web_table_is_html_behind_blank_lines_and_comments(tmp_path: Path, before: str, encoding: str) -> None:
    assert scan(written(tmp_path / "a.xls", (before + TABLE).encode(encoding))).format == "html"


def test_old_workbooks_without_a_container_are_known_by_their_first_record(tmp_path: Path) -> None:
    assert scan(written(tmp_path / "a.xls", excel_2(label_2(0, 0, b"x")))).format == "xls"
    assert scan(written(tmp_path / "b.xls", excel_5({"x": (0, b"")}))).format == "xls"


def test_an_old_workbook_with_an_encryption_record_needs_a_password(tmp_path: Path) -> None:
    locked = excel_5({"x": (0, b"")}, globals_=record(0x002F, b"\x00" * 6))
    assert refused(written(tmp_path / "a.xls", locked)) == "password"


def test_an_open_document_is_ods_and_other_documents_are_unsupported(tmp_path: Path) -> None:
    assert scan(open_document(tmp_path / "a.xlsx", "")).format == "ods"
    text = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}
    assert refused(zipped(tmp_path / "b.ods", text)) == "unsupported"
    assert (
        refused(zipped(tmp_path / "c.xlsx", {"[Content_Types].xml": "", "word/document.xml": "<a/>"})) == "unsupported"
    )


def test_a_zip_of_files_is_an_archive_and_one_of_nothing_is_empty(tmp_path: Path) -> None:
    assert scan(zipped(tmp_path / "a.zip", {"订单.csv": "a,b\n1,2\n"})).format == "archive"
    assert refused(zipped(tmp_path / "b.zip", {"订单/": ""})) == "empty"


def test_a_password_is_asked_for_and_a_wrong_one_is_said_to_be_wrong(tmp_path: Path) -> None:
    book = encrypted(tmp_path / "a.xlsx", workbook(tmp_path / "plain.xlsx", ROWS), "s3cret")
    assert refused(book) == "password"
    assert refused(book, "S3cret") == "password"
    found = scan(book, "s3cret")
    assert (found.format, found.was_locked) == ("xlsx", True)
    assert found.path != book
    assert found.path.read_bytes().startswith(b"PK")


def test_the_default_password_opens_by_itself_and_is_no_lock(tmp_path: Path) -> None:
    book = encrypted(tmp_path / "a.xlsx", workbook(tmp_path / "plain.xlsx", ROWS), "VelvetSweatshop")
    found = scan(book)
    assert (found.format, found.was_locked) == ("xlsx", False)


def test_a_decrypted_copy_goes_with_the_answer_or_stays_in_the_folder_given(tmp_path: Path) -> None:
    book = encrypted(tmp_path / "a.xlsx", workbook(tmp_path / "plain.xlsx", ROWS), "s3cret")
    found = scan(book, "s3cret")
    lent = found.path
    assert lent.exists()
    del found
    assert not lent.parent.exists()
    folder = tmp_path / "work"
    folder.mkdir()
    kept = scan(book, "s3cret", folder).path
    assert kept.parent == folder
    assert kept.exists()


def test_a_decrypted_workbook_is_held_to_the_same_safety(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [["x"]])
    book = encrypted(tmp_path / "c.xlsx", far_cells(tmp_path), "s3cret")
    assert refused(book, "s3cret") == "unsafe"


def test_a_cut_off_workbook_is_damaged(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", ROWS).read_bytes()
    assert refused(written(tmp_path / "b.xlsx", whole[: len(whole) // 2])) == "damaged"


def test_a_part_whose_checksum_does_not_agree_is_damaged(tmp_path: Path) -> None:
    """One flipped bit in the texts would otherwise become another text."""
    workbook(tmp_path / "a.xlsx", ROWS)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as stored:
        for name in old.namelist():
            stored.writestr(name, old.read(name))
    content = bytearray((tmp_path / "b.xlsx").read_bytes())
    content[content.index(b"<t>A1</t>") + 3] ^= 1
    assert refused(written(tmp_path / "c.xlsx", bytes(content))) == "damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_declared_entities_are_unsafe_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'.encode(encoding)
    book = with_part(tmp_path / "b.xlsx", workbook(tmp_path / "a.xlsx", ROWS), FIRST_SHEET, lambda _: bomb)
    assert refused(book) == "unsafe"


def test_declared_entities_are_unsafe_in_an_open_document(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa">]><a>&a;</a>'
    assert refused(zipped(tmp_path / "a.ods", {"mimetype": "", "content.xml": bomb})) == "unsupported"
    members = {"META-INF/manifest.xml": "<a/>", "content.xml": bomb}
    assert refused(zipped(tmp_path / "b.ods", members)) == "unsafe"


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


def test_a_sheet_is_looked_at_wherever_its_part_lies(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [["x"]])
    far = zipfile.ZipFile(far_cells(tmp_path)).read(FIRST_SHEET)
    members = {"xl/workbook.xml": "<workbook/>", "elsewhere/hidden.xml": far}
    assert refused(zipped(tmp_path / "c.xlsx", members)) == "unsafe"


def test_a_far_style_and_a_wrong_declared_size_do_no_harm(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    part = SHEET.format(rows=rows).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>').encode()
    workbook(tmp_path / "a.xlsx", ROWS)
    book = with_part(tmp_path / "b.xlsx", tmp_path / "a.xlsx", FIRST_SHEET, lambda _: part)
    assert scan(book).parts[FIRST_SHEET].corner == "A1"


def first_part(path: Path) -> SheetPart:
    return scan(path).parts[FIRST_SHEET]


def test_the_box_counts_filled_cells_only(tmp_path: Path) -> None:
    part = first_part(workbook(tmp_path / "a.xlsx", ROWS, corner=(5, 3)))
    assert (part.first_column, part.corner, part.box) == (2, "D7", 14)


def test_formulas_without_a_stored_result_are_named(tmp_path: Path) -> None:
    part = first_part(workbook(tmp_path / "a.xlsx", [["金额", "税"], [1, "=A2*0.13"], [2, "=A3*0.13"]]))
    assert part.unsolved == ("B2", "B3")
    assert part.unsolved_count == 2


def test_merged_ranges_are_listed_in_places_of_the_sheet(tmp_path: Path) -> None:
    merged = '</sheetData><mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="B2:B4"/></mergeCells>'
    workbook(tmp_path / "a.xlsx", ROWS)
    book = with_part(
        tmp_path / "b.xlsx",
        tmp_path / "a.xlsx",
        FIRST_SHEET,
        lambda part: part.replace(b"</sheetData>", merged.encode()),
    )
    assert first_part(book).merges == (Box(0, 0, 0, 2), Box(1, 1, 3, 1))


def test_a_broken_container_is_refused_at_once(tmp_path: Path) -> None:
    begun = time.monotonic()
    assert scan(written(tmp_path / "a.xls", OLE + b"Workbook" * 100)).format == "xls"
    assert time.monotonic() - begun < 2
