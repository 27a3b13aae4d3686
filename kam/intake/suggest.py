"""The match that a person is offered for a dataset of their choice: what speaks for it in the table as reported."""

from __future__ import annotations

import pyarrow as pa

from kam.dataset import Dataset
from kam.intake.guess import guess
from kam.intake.report import FoundTable, Mapping
from kam.intake.table import SheetTable


def suggested(dataset: Dataset, found: FoundTable) -> Mapping:
    """Columns by header and by the values of the sample, years or names as headers turned into rows; maybe nothing."""
    width = len(found.columns)
    rows = [(*row, *(None,) * width)[:width] for row in found.sample]
    cells = {f"c{place}": pa.array([row[place] for row in rows], pa.string()) for place in range(width)}
    table = SheetTable(
        sheet=found.sheet,
        hidden=found.hidden,
        header_row=found.header_row,
        columns=found.columns,
        addresses=tuple(range(width)),
        unit=found.unit,
        counts=found.counts,
        cells=pa.table({**cells, "_row": pa.array(range(1, len(rows) + 1), pa.int64())}),
        title=found.title,
        warnings=(),
        layout=found.layout,
    )
    return guess(table, dataset, found.fingerprint, is_asked=True).mapping()
