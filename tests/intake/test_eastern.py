"""Days under Excel's East Asian formats without a code, which openpyxl writes by their number only."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel

from kam.intake.sheet import read_tables
from tests.intake.making import with_part

DAY = datetime(2024, 3, 5)


@pytest.mark.parametrize("number", [27, 31, 36, 50, 57, 58])
@pytest.mark.parametrize("is_1904", [False, True])
def test_a_serial_under_an_eastern_format_is_its_day(tmp_path: Path, number: int, is_1904: bool) -> None:
    book = Workbook()
    if is_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(["客户", "日期", "数量"])
    for name in ("甲", "乙"):
        sheet.append([name, to_excel(DAY, book.epoch), 45356])
    for row in (2, 3):
        sheet.cell(row, 2).number_format = "0.000"  # a place in the list of styles, given its number below
    book.save(tmp_path / "plain.xlsx")
    path = with_part(
        tmp_path / "eastern.xlsx",
        tmp_path / "plain.xlsx",
        "xl/styles.xml",
        lambda part: part.replace(b'numFmtId="164"', b'numFmtId="%d"' % number).replace(
            b'<numFmt numFmtId="%d" formatCode="0.000"/>' % number, b""
        ),
    )
    found = read_tables(path).tables[0]
    assert found.cells["c1"].to_pylist() == ["2024-03-05 00:00:00"] * 2
    assert found.cells["c2"].to_pylist() == ["45356"] * 2
