"""Answers of the command line as text: tables, CSV and JSON of queries, of examined files and of the ledger."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa

from kam.errors import Problem
from kam.inert import inert
from kam.intake.report import FileReport, FoundTable, Stated
from kam.ledger import Batch
from kam.text import Lang, Text

Cell = object


def _plain(value: Cell) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def _written(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return repr(value) if isinstance(value, float) else str(value)


def as_json(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """A list of objects; days in ISO form, unknown null."""
    found = [{name: _plain(value) for name, value in zip(columns, row, strict=True)} for row in rows]
    return json.dumps(found, ensure_ascii=False)


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """RFC 4180 with a header; unknown empty. Text that a spreadsheet would run as a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_inert(value) for value in row] for row in rows)
    return out.getvalue().rstrip("\n")


def _inert(value: Cell) -> str:
    text = _written(value)
    return inert(text) if isinstance(value, str) else text


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def as_table(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Columns aligned for a terminal, wide characters counted as two; unknown —."""
    body = [[_shown(value) for value in row] for row in rows]
    widths = [max(_width(line[i]) for line in [list(heads), *body]) for i in range(len(heads))]
    numeric = [
        all(isinstance(row[i], int | float | Decimal) or row[i] is None for row in rows) for i in range(len(heads))
    ]

    def line(cells: Sequence[str]) -> str:
        gaps = [" " * (widths[i] - _width(cell)) for i, cell in enumerate(cells)]
        return "  ".join(
            g + c if numeric[i] else c + g for i, (c, g) in enumerate(zip(cells, gaps, strict=True))
        ).rstrip()

    return "\n".join(line(cells) for cells in [list(heads), ["-" * width for width in widths], *body])


def _shown(value: Cell) -> str:
    if value is None:
        return "—"
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, Decimal) and value.as_tuple().exponent == -2:
        return f"{value:,}"
    return _written(value)


def rows_in(table: pa.Table) -> list[list[Cell]]:
    """An Arrow table as rows of Python values."""
    columns = [column.to_pylist() for column in table.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def file_as_json(report: FileReport, lang: Lang, with_problems: bool) -> dict[str, object]:
    """The promised object of `check --format json`."""
    answer: dict[str, object] = {
        "file": report.file,
        "format": report.format,
        "encoding": report.encoding,
        "dialect": report.dialect,
        "sheets": [_sheet(found) for found in report.tables],
        "error": None,
    }
    if report.fault:
        message = Text(report.fault.zh, report.fault.en)(lang)
        answer["error"] = {"code": report.fault.code, "message": message}
    if with_problems:
        answer["problems"] = [problem for found in report.tables for problem in problems_of(found, lang)]
    return answer


def problems_of(found: FoundTable, lang: Lang) -> list[dict[str, object]]:
    """The problems of a table in their promised form, then the stated totals that its rows do not add up to."""
    return [problem.as_dict(lang) for problem in (*found.problems, *_wrong_totals(found))]


def problem_count(found: FoundTable) -> int:
    """How many problems the table has, those beyond the listed ones included."""
    return found.counts.get("problems", len(found.problems)) + len(_wrong_totals(found))


def _wrong_totals(found: FoundTable) -> list[Problem]:
    return [_wrong_total(found.sheet, stated) for stated in found.stated if stated.is_off]


def _wrong_total(sheet: str, total: Stated) -> Problem:
    said, summed = f"{total.stated:,.10g}", f"{total.summed:,.10g}"
    return Problem(
        sheet,
        total.cell,
        int(total.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
        said,
        "total",
        Text(f"{summed}，即“{total.column}”各行之和", f"{summed}, the sum of the rows of “{total.column}”"),
        Text(
            "合计行不导入。请核对是合计写错，还是缺行或有行写错。",
            "Totals are not loaded. See whether the total is wrong, or a row is missing or wrong.",
        ),
        is_fatal=False,
    )


def _sheet(found: FoundTable) -> dict[str, object]:
    return {
        "name": found.sheet,
        "hidden": found.hidden,
        "header_row": found.header_row,
        "rows": found.rows,
        "columns": list(found.columns),
        "sums": list(found.sums),
        "unit": found.unit,
        "totals": found.totals,
        "notes": found.notes,
        "dataset": found.dataset,
        "confidence": round(found.confidence, 2),
        "problems": problem_count(found),
    }


def batch_as_dict(batch: Batch) -> dict[str, object]:
    """One ledger row as the command line prints it."""
    names = (
        "number", "file", "sheet", "dataset", "loaded_at", "who", "rows_read", "added", "replaced", "unchanged",
        "rejected", "totals", "problems", "is_undone", "undone_at", "undone_by", "sha256",
    )  # fmt: skip
    return {name: _plain(getattr(batch, name)) for name in names}


LEDGER_HEADS = {
    "number": Text("批次", "Batch"),
    "file": Text("文件", "File"),
    "sheet": Text("工作表", "Sheet"),
    "dataset": Text("数据集", "Dataset"),
    "loaded_at": Text("时间", "When"),
    "who": Text("操作人", "Who"),
    "rows_read": Text("读取行", "Rows read"),
    "added": Text("新增", "Added"),
    "replaced": Text("替换", "Replaced"),
    "unchanged": Text("未变", "Unchanged"),
    "rejected": Text("退回", "Rejected"),
    "totals": Text("合计行", "Totals left out"),
    "problems": Text("问题", "Problems"),
    "is_undone": Text("已撤销", "Undone"),
}


def ledger_table(batches: Sequence[Batch], lang: Lang) -> str:
    """The ledger as a terminal table."""
    rows = [[batch_as_dict(batch)[name] for name in LEDGER_HEADS] for batch in batches]
    return as_table([head(lang) for head in LEDGER_HEADS.values()], rows)
