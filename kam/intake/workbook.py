"""Workbooks to cells: every visible sheet as text, with the formulas that have no usable result named by cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import fastexcel
import pyarrow as pa
from defusedxml.ElementTree import fromstring

from kam.errors import Problem
from kam.intake.container import SheetPart
from kam.intake.grid import Grid, address, text_table
from kam.intake.scan import Scanned, damaged
from kam.text import Text

MAX_WARNINGS = 1000
_ERROR_NAMES = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}
_ERROR = re.compile(r"Error\((\w+)\)")
_ROW_OF = re.compile(r"\d+")


def read_workbook(scanned: Scanned) -> Iterator[Grid]:
    """Each sheet in order; hidden ones without cells. Raises Refused (damaged) when the reader gives up."""
    unsolved = _unsolved(scanned)
    try:
        reader = fastexcel.read_excel(scanned.path)
        for index, name in enumerate(reader.sheet_names):
            yield _grid(reader, index, unsolved.get(name, SheetPart()))
    except (fastexcel.FastExcelError, OSError, ValueError) as error:
        raise damaged() from error
    except BaseException as error:
        # A panic of the reader's Rust code is no Exception; anything else goes its way.
        if type(error).__name__ == "PanicException":
            raise damaged() from error
        raise


def _grid(reader: fastexcel.ExcelReader, index: int, part: SheetPart) -> Grid:
    sheet = reader.load_sheet(index, header_row=None, skip_rows=0, dtypes="string", whitespace_as_null=True)
    if sheet.visible != "visible":
        return Grid(sheet.name, True, text_table([]))
    if not sheet.width:
        return Grid(sheet.name, False, text_table([]))
    first_column = sheet.available_columns()[0].absolute_index
    batch, errors = sheet.to_arrow_with_errors()
    warnings = _error_problems(sheet.name, first_column, errors) + _unsolved_problems(sheet.name, part)
    cells = text_table([column.cast(pa.string()) for column in batch.columns])
    return Grid(sheet.name, False, cells, 1, first_column, tuple(warnings))


def _error_problems(sheet: str, first_column: int, errors: fastexcel.CellErrors | None) -> list[Problem]:
    found = errors.errors[:MAX_WARNINGS] if errors else []
    return [_error_problem(sheet, first_column, error) for error in found]


def _error_problem(sheet: str, first_column: int, error: fastexcel.CellError) -> Problem:
    row, column = error.position
    named = _ERROR.search(error.detail)
    value = _ERROR_NAMES.get(named.group(1), f"#{named.group(1)}") if named else error.detail
    return Problem(
        sheet,
        address(first_column + column, row + 1),
        row + 1,
        value,
        "formula_error",
        Text("一个值，而不是公式错误", "a value, not the error of a formula"),
        Text("改正公式，或直接填写数值；未知请留空。", "Correct the formula or write the value; empty when unknown."),
        is_fatal=False,
    )


def _unsolved_problems(sheet: str, part: SheetPart) -> list[Problem]:
    return [_unsolved_problem(sheet, cell) for cell in part.unsolved]


def _unsolved_problem(sheet: str, cell: str) -> Problem:
    digits = _ROW_OF.search(cell)
    return Problem(
        sheet,
        cell,
        int(digits.group()) if digits else 0,
        "",
        "formula_unsolved",
        Text("公式的计算结果", "the stored result of the formula"),
        Text(
            "用 Excel 或 WPS 打开并保存一次，再上传。", "Open and save it once in Excel or WPS, then upload it again."
        ),
        is_fatal=False,
    )


def _unsolved(scanned: Scanned) -> dict[str, SheetPart]:
    """Sheet name -> its part, for sheets with formulas that have no stored result."""
    if not any(part.unsolved for part in scanned.parts.values()):
        return {}
    names = _sheet_paths(scanned.path)
    return {name: scanned.parts[path] for name, path in names.items() if path in scanned.parts}


def _sheet_paths(path: Path) -> dict[str, str]:
    """Sheet name -> the path of its part, as the workbook and its relations say."""
    with zipfile.ZipFile(path) as archive:
        book = fromstring(archive.read("xl/workbook.xml"))
        relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {item.get("Id"): _inside(str(item.get("Target"))) for item in relations}
    found = {}
    for sheet in (item for item in book.iter() if item.tag.endswith("}sheet")):
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        if relation in targets:
            found[str(sheet.get("name"))] = targets[relation]
    return found


def _inside(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
