"""A file is read in a process of its own: good ones come back whole, bad ones come back as a fault."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from kam.dataset import Column, Dataset
from kam.errors import Failed, Problem
from kam.intake.report import Fault, FileReport, FoundTable, Mapping, Options
from kam.intake.sums import column_sums
from kam.intake.wire import from_json, to_json
from kam.intake.work import one_per_cell
from kam.intake.worker import Limits, examine
from kam.kinds import CODE, MONEY, NAME
from kam.text import Text
from tests.intake.making import SHEET, text_file, workbook

CLIENT = Dataset(
    name="client",
    label=Text("客户表", "Clients"),
    help=Text("", ""),
    columns=(
        Column("client_id", Text("客户编码", "Client id"), CODE, is_required=True),
        Column("client_name", Text("客户名称", "Client name"), NAME),
        Column("amount", Text("金额", "Amount"), MONEY),
    ),
    key=("client_id",),
)
HEADER = ["客户编码", "客户名称", "金额"]


def read(path: Path, folder: Path, options: Options | None = None, limits: Limits | None = None) -> FileReport:
    return examine(path, path.name, (CLIENT,), options or Options(), folder / "work", limits or Limits())


def rows_of(found: FoundTable) -> pa.Table:
    assert found.rows_path is not None
    return pa.ipc.open_file(found.rows_path.read_bytes()).read_all()


def test_a_good_file_comes_back_with_its_rows(tmp_path: Path) -> None:
    book = workbook(tmp_path / "客户.xlsx", [["客户表"], HEADER, ["A1", "华东院", 100], [], ["合计", None, 100]])
    report = read(book, tmp_path)
    found = report.tables[0]
    assert report.fault is None
    assert (report.file, report.format, len(report.sha256)) == ("客户.xlsx", "xlsx", 64)
    assert (found.dataset, found.header_row, found.rows, found.totals) == ("client", 2, 1, 1)
    assert found.columns == tuple(HEADER)
    assert found.sums == (None, None, 100.0)
    assert found.sample == (("A1", "华东院", "100"),)
    assert rows_of(found).select(["client_id", "_row"]).to_pylist() == [{"client_id": "A1", "_row": 3}]


def test_rows_are_conserved_by_name(tmp_path: Path) -> None:
    lines = "客户编码,客户名称,金额\nA1,甲,1\n,乙,2\nA3,丙,many\n\n合计,,3\n"
    counts = read(text_file(tmp_path, lines), tmp_path).tables[0].counts
    assert (counts["loaded"], counts["rejected"], counts["total"], counts["blank"]) == (1, 2, 1, 1)
    named = sum(number for name, number in counts.items() if name not in ("read", "problems"))
    assert counts["read"] == named == 6


def test_wrong_rows_come_back_as_a_workbook(tmp_path: Path) -> None:
    report = read(text_file(tmp_path, "客户编码,客户名称,金额\nA1,甲,1\nA2,乙,many\n"), tmp_path)
    assert [(problem.cell, problem.value) for problem in report.tables[0].problems] == [("C3", "many")]
    assert zipfile.is_zipfile(tmp_path / "work" / "returned-0.xlsx")


def test_a_decided_mapping_of_one_table_is_followed(tmp_path: Path) -> None:
    mapping = Mapping("client", columns={"client_id": "no", "amount": "sum"})
    report = read(text_file(tmp_path, "no,sum\nX,5\n"), tmp_path, Options(tables={0: mapping}))
    assert report.tables[0].dataset == "client"
    assert rows_of(report.tables[0])["client_id"].to_pylist() == ["X"]


def test_a_decimal_comma_is_read_as_one(tmp_path: Path) -> None:
    report = read(text_file(tmp_path, "客户编码;客户名称;金额\nA1;Müller;1.234,5\n"), tmp_path)
    assert report.dialect == {"delimiter": ";", "quote": None, "decimal": ","}
    assert [str(value) for value in rows_of(report.tables[0])["amount"].to_pylist()] == ["1234.50"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"PK\x03\x04 cut", "damaged"), (b"%PDF-1.7", "unsupported"), (b"\n\n \n", "empty")],
)
def test_a_bad_file_is_a_fault_with_words_in_both_languages(tmp_path: Path, content: bytes, code: str) -> None:
    report = read(text_file(tmp_path, content), tmp_path)
    assert report.fault is not None
    assert (report.fault.code, report.tables) == (code, ())
    assert report.fault.zh
    assert report.fault.en


def test_a_slow_file_is_stopped(tmp_path: Path) -> None:
    report = read(text_file(tmp_path, "客户编码\nA1\n"), tmp_path, limits=Limits(wall_s=0.05))
    assert report.fault is not None
    assert report.fault.code == "unsafe"


def test_a_file_that_needs_too_much_memory_is_stopped(tmp_path: Path) -> None:
    """A million rows times a thousand columns, each row filled at one end only: small file, giant box."""
    cells = (f'<c r="{"A" if row % 2 else "ALL"}{row}"><v>1</v></c>' for row in range(1, 1_000_001))
    rows = "".join(f'<row r="{row}">{cell}</row>' for row, cell in enumerate(cells, 1))
    workbook(tmp_path / "a.xlsx", [HEADER])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w", 8) as new:
        for name in old.namelist():
            is_sheet = name.endswith("sheet1.xml")
            new.writestr(name, SHEET.format(rows=rows) if is_sheet else old.read(name))
    report = read(tmp_path / "b.xlsx", tmp_path)
    assert report.fault is not None
    assert report.fault.code in ("unsafe", "damaged")


def test_a_fault_of_ours_is_not_blamed_on_the_file(tmp_path: Path) -> None:
    broken = replace(CLIENT, columns=(replace(CLIENT.columns[0], kind=replace(MONEY, sql_type="NO_SUCH_TYPE")),))
    file = text_file(tmp_path, "客户编码,客户名称\nA1,甲\n")
    with pytest.raises(Failed) as caught:
        examine(file, file.name, (broken,), Options(dataset="client"), tmp_path / "work")
    assert caught.value.code == "internal"


def test_a_report_survives_the_way() -> None:
    problem = Problem("表", "C7", 7, "x", "code", Text("数字", "a number"), Text("改", "fix"), is_fatal=False)
    found = FoundTable(
        sheet="表",
        columns=("a", "b"),
        sums=(None, 1.5),
        mapping=Mapping("client", columns={"client_id": "a"}),
        ignored=("b",),
        counts={"read": 3},
        problems=(problem,),
        sample=(("1", None),),
        rows_path=Path("rows-0.arrow"),
    )
    report = FileReport("a.csv", "0" * 64, "csv", "utf-8", {"quote": None}, (found,), Fault("damaged", "坏", "bad"))
    assert from_json(to_json(report)) == report


def test_sums_take_numbers_as_they_are_written() -> None:
    written = ["1,234.50", "¥2000.00\t", "(12)", None, "abc", "nan", "-5", "3.5%"]
    cells = pa.table({"c0": written, "c1": ["a"] * 8, "_row": list(range(8))})
    assert column_sums(cells) == (3217.5, None)


def test_a_cell_is_named_once_and_stays_fatal() -> None:
    error = Problem("s", "C3", 3, "#N/A", "formula_error", Text("值", "a value"), Text("改", "fix"), is_fatal=False)
    missing = replace(error, value="", code="required", is_fatal=True)
    early = replace(missing, cell="AA2", row=2)
    assert one_per_cell([error, missing, early]) == (early, replace(error, is_fatal=True))
