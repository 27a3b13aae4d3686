"""A sheet as it stands, before anyone knows which row is the header: text cells and where they are."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from kam.errors import Problem


@dataclass(frozen=True, slots=True)
class Box:
    """Cells of a grid: 0-based places of its first and last row and column, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        return self.right - self.left + 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The filled box of one sheet: string columns c0..cN, None = empty, and the place of its corner.

    `first_row` is the 1-based sheet row of the first line, `first_column` the 0-based sheet column of c0.
    `widths` holds the number of fields of each record of a text file; a workbook has none. `merges` are the merged
    cells (the value stands in the first), `pivots` the areas of pivot reports; both clipped to the grid.
    `nature` is chart for a chart sheet, else table. `above` holds texts that stand before a web page's table.
    """

    sheet: str
    hidden: bool
    cells: pa.Table
    first_row: int = 1
    first_column: int = 0
    warnings: tuple[Problem, ...] = ()
    widths: pa.Array | None = None
    merges: tuple[Box, ...] = ()
    pivots: tuple[Box, ...] = ()
    nature: str = "table"
    above: tuple[str, ...] = ()


def column_letters(index: int) -> str:
    """The letters of a 0-based sheet column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(column: int, row: int) -> str:
    """The cell's address from a 0-based column and a 1-based row: (2, 7) is C7."""
    return f"{column_letters(column)}{row}"


def text_table(columns: list[pa.ChunkedArray | pa.Array]) -> pa.Table:
    """String columns under the names c0..cN."""
    return pa.table(columns, names=[f"c{i}" for i in range(len(columns))])
