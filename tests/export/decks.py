"""A deck as a person finds it when the file is opened again: its words, charts, tables and the workbooks inside."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import pandas as pd
from pptx import Presentation

from kam.access import EVERYTHING
from kam.engine import View, fetch
from kam.topic import Query
from kam.topics import QUERIES


def asker(connection: Any) -> Callable[[Query | str, View], pd.DataFrame]:
    """Answers of a store, each asked once."""
    known: dict[tuple[str, View], pd.DataFrame] = {}

    def ask(question: Query | str, view: View) -> pd.DataFrame:
        query = QUERIES[question] if isinstance(question, str) else question
        if (query.name, view) not in known:
            known[query.name, view] = fetch(connection, query.sql, view.params(), EVERYTHING)
        return known[query.name, view]

    return ask


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def charts(deck: Any) -> dict[str, Any]:
    """alt text -> chart; the same title on a later slide comes behind as 'title 2'."""
    found: dict[str, Any] = {}
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                title = shape._element.nvGraphicFramePr.cNvPr.get("descr")
                found[title if title not in found else f"{title} {len(found)}"] = shape.chart
    return found


def series(chart: Any) -> dict[str, dict[str, float | None]]:
    """series name -> category -> value."""
    plot = chart.plots[0]
    names = [str(category) for category in plot.categories]
    return {one.name: dict(zip(names, one.values, strict=True)) for one in plot.series}


def tables(deck: Any) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
    ]


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text for slide in deck.slides]


def words(deck: Any) -> Iterator[str]:
    """Every text a reader may see: titles, boxes, tables, charts, their workbooks, notes, the file's title."""
    yield deck.core_properties.title
    for slide in deck.slides:
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            yield shape.name if shape.is_placeholder and not shape.has_text_frame else ""
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
            if shape.has_chart:
                for name, values in series(shape.chart).items():
                    yield name
                    yield from values


def workbook(chart: Any) -> Any:
    """The sheet behind a chart."""
    return openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).worksheets[0]
