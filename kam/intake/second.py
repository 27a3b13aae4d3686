"""The second reader of xlsx workbooks, for those that the fast one refuses: openpyxl, bounded."""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.escape import unescape

from kam.intake.grid import Grid, text_table
from kam.intake.refusal import damaged
from kam.intake.sparse import Sparse
from kam.intake.stored import value_text

# As many as Excel has. Up to the row that a cell names, openpyxl gives every empty one.
_MAX_ROWS = 1_048_576


def read_second(path: Path) -> list[Grid]:
    """Every sheet in order; [] when openpyxl sees none. Raises whatever openpyxl raises for a broken file.

    Raises Refused (damaged) for cells in rows that no sheet has.
    """
    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions that it does not carry over; no cell depends on them.
        warnings.simplefilter("ignore")
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            try:
                return [_grid(book, name) for name in book.sheetnames]
            finally:
                book.close()


def _grid(book: openpyxl.Workbook, name: str) -> Grid:
    sheet = book[name]
    hidden = sheet.sheet_state != "visible"
    if not hasattr(sheet, "iter_rows"):
        return Grid(name, hidden, text_table([]), nature="chart")
    # Its declared size may be a lie in both directions.
    sheet.reset_dimensions()
    is_1904 = book.epoch == CALENDAR_MAC_1904
    sparse = Sparse(name)
    for row, cells in enumerate(sheet.iter_rows()):
        if row == _MAX_ROWS:
            raise damaged()
        for cell in cells:
            if cell.value is None:
                continue
            if cell.data_type == "e":
                sparse.put_error(row, cell.column - 1, str(cell.value))
            else:
                value = unescape(cell.value) if isinstance(cell.value, str) else cell.value
                sparse.put(row, cell.column - 1, value_text(value, is_1904))
    return sparse.grid(hidden)
