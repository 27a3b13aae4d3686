"""The areas of a sheet: where each begins, its header, and what every row of it is."""

from __future__ import annotations

from collections.abc import Mapping as Given
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from kam.intake.area import head_rows, part_of
from kam.intake.blocks import areas
from kam.intake.grid import Box, Grid, text_table
from kam.intake.layout import Heading, find_heading, heading_at
from kam.intake.rows import KINDS, Codes, filled_counts, row_at, row_codes
from kam.intake.signs import is_continued, unit_above, unit_in


@dataclass(frozen=True, slots=True)
class Part:
    """An area of a sheet with what its rows are; without a table heading and codes are None.

    `index` is the place of its sheet in the file, `whole` that sheet.
    """

    index: int
    whole: Grid
    grid: Grid
    heading: Heading | None
    codes: Codes | None
    unit: str | None = None

    @property
    def is_continued(self) -> bool:
        """Whether the rows above its header say so."""
        rows = self.heading.first if self.heading else 0
        return any(is_continued(row_at(self.grid.cells, place)) for place in range(rows))


def parts_of(index: int, grid: Grid) -> list[Part]:
    if grid.nature != "table":
        return [Part(index, grid, grid, None, None)]
    parts = [_part(index, grid, area) for area in areas(grid)]
    # Text beside tables stays with the sheet; where it stands first, the table comes first all the same.
    with_tables = [part for part in parts if part.heading]
    return [*with_tables, *(part for part in parts if not part.heading)] if with_tables else parts


def _part(index: int, whole: Grid, grid: Grid) -> Part:
    heading = find_heading(head_rows(grid.cells), grid.merges) if grid.cells.num_columns else None
    if heading is None:
        return Part(index, whole, grid, None, None)
    return _coded(index, whole, grid, heading)


def _coded(index: int, whole: Grid, grid: Grid, heading: Heading) -> Part:
    grid = _filled_down(grid, heading.header)
    return Part(
        index,
        whole,
        grid,
        heading,
        row_codes(grid.cells, heading, grid.merges),
        heading.unit or _unit_around(whole, grid, heading),
    )


def _unit_around(whole: Grid, grid: Grid, heading: Heading) -> str | None:
    """The unit that stands above the header in another column of the sheet, or before the table on a web page."""
    top = grid.first_row - whole.first_row
    rows = [row_at(whole.cells, place) for place in range(top, top + heading.first)]
    return unit_above(rows) or next(filter(None, map(unit_in, reversed(whole.above))), None)


def _filled_down(grid: Grid, header: int) -> Grid:
    """Merged cells of several rows say their value in each of them."""
    tall = [box for box in grid.merges if box.height > 1 and box.top > header]
    if not tall:
        return grid
    columns = list(grid.cells.columns)
    for place in {box.left for box in tall}:
        texts = columns[place].to_pylist()
        for box in tall:
            if box.left == place:
                texts[box.top : box.bottom + 1] = [texts[box.top]] * len(texts[box.top : box.bottom + 1])
        columns[place] = pa.chunked_array([pa.array(texts, pa.string())])
    return replace(grid, cells=text_table(columns))


def as_said(part: Part, decision: Given[str, str]) -> Part:
    """The area from the sheet's first row down to the row that was said to be the last, under the header said."""
    whole = part.whole
    left = part.grid.first_column - whole.first_column
    box = Box(0, left, whole.cells.num_rows - 1, left + part.grid.cells.num_columns - 1)
    grid = part_of(whole, box)
    said = {
        name: int(decision[name]) - whole.first_row
        for name in ("header_row", "header_from", "last_row")
        if decision.get(name)
    }
    header = said.get("header_row", part.grid.first_row - whole.first_row + part.heading.header if part.heading else 0)
    header = max(0, min(header, grid.cells.num_rows - 1))
    first = max(0, min(said.get("header_from", header), header))
    heading = heading_at(head_rows(grid.cells.slice(0, header + 1)) if header < 300 else [], grid.merges, first, header)
    heading = replace(heading, title=_title_above(part, part.grid.first_row - whole.first_row, first))
    coded = _coded(part.index, whole, grid, heading)
    if coded.codes is not None and "last_row" in said:
        behind = max(header, said["last_row"]) + 1
        rest = filled_counts(grid.cells.slice(behind))
        coded.codes[behind:] = np.where(rest > 0, KINDS.index("note"), KINDS.index("blank"))
    return coded


def _title_above(part: Part, start: int, first: int) -> str:
    """The titles found above the header before it was corrected, which are not what now stands above row `first`."""
    kinds = part.heading.above if part.heading else ()
    titles = [place for place, kind in enumerate(kinds) if kind == "title" and start + place < first]
    return " ".join(cell.strip() for place in titles for cell in row_at(part.grid.cells, place) if cell is not None)


def codes_as_joined(part: Part) -> Codes | None:
    return None if part.codes is None else np.where(part.codes == 0, KINDS.index("joined"), part.codes).astype(np.int8)
