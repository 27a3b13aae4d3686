"""Charts that PowerPoint draws and a person edits: bars, lines, radars; their numbers lie in a workbook inside."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from kam.export.slide_house import COLOURS, INK, PAPER, SOFT
from kam.export.slide_values import Chart, Series, Shape
from kam.inert import is_active

_TYPES: dict[Shape, Any] = {
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked columns": XL_CHART_TYPE.COLUMN_STACKED,
    "stacked bars": XL_CHART_TYPE.BAR_STACKED,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
    "radar": XL_CHART_TYPE.RADAR_MARKERS,
}
_DARK = ("us", "rival", "second", "bad")  # on which white reads
# Labels above which they collide: those of columns stand beside each other, those of bars below.
_CROWDED: dict[Shape, int] = {"columns": 14, "stacked columns": 24, "bars": 30, "stacked bars": 60, "lines": 14}


def draw_chart(slide: Any, chart: Chart, place: tuple[float, float, float, float]) -> None:
    """Adds the chart; `place`: left, top, width, height in inches."""
    data = CategoryChartData(number_format=chart.form)
    data.categories = chart.names
    for series in chart.series:
        data.add_series(series.name, series.values)
    frame = slide.shapes.add_chart(_TYPES[chart.shape], *(Inches(length) for length in place), data)
    # The library writes a text that begins with = as a formula.
    frame.chart.part.chart_workbook.update_from_xlsx_blob(_workbook(chart))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.title)
    _look(frame.chart, chart)


def _workbook(chart: Chart) -> bytes:
    """The numbers behind a chart where the chart looks for them: names down column A, a series a column."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    quoted, shape = book.add_format({"quote_prefix": True}), book.add_format({"num_format": chart.form})
    for row, name in enumerate(chart.names, 1):
        sheet.write_string(row, 0, name, quoted if is_active(name) else None)
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, series.name, quoted if is_active(series.name) else None)
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, value, shape)
    book.close()
    return out.getvalue()


def _look(chart: Any, told: Chart) -> None:
    chart.has_title = False
    chart.font.size, chart.font.color.theme_color = Pt(11), INK
    _gaps(chart)
    seen = [series for series in told.series if series.colour != "hidden"]
    labelled = sum(series.is_labelled for series in seen)
    is_labelled = 0 < labelled * len(told.names) <= _CROWDED.get(told.shape, 0)
    chart.has_legend = len(seen) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        _leave_out(chart.legend._element, [series.colour == "hidden" for series in told.series])
    if told.shape == "radar":
        _radar(chart)
    else:
        _axes(chart, told, is_labelled)
    for drawn, series in zip(chart.plots[0].series, told.series, strict=True):
        _series(drawn, series, told, is_labelled)


def _gaps(chart: Any) -> None:
    """Says that what is unknown is a gap, never a zero."""
    blanks = chart._chartSpace.chart.find(qn("c:dispBlanksAs"))
    if blanks is not None:
        blanks.set("val", "gap")


def _leave_out(legend: Any, is_hidden: Sequence[bool]) -> None:
    """Takes the unseen series out of the legend."""
    position = legend.find(qn("c:legendPos"))
    for place in reversed([place for place, hidden in enumerate(is_hidden) if hidden]):
        entry = etree.Element(qn("c:legendEntry"))
        etree.SubElement(entry, qn("c:idx")).set("val", str(place))
        etree.SubElement(entry, qn("c:delete")).set("val", "1")
        position.addnext(entry)


def _axes(chart: Any, told: Chart, is_labelled: bool) -> None:
    names, amounts = chart.category_axis, chart.value_axis
    names.has_major_gridlines = names.has_minor_gridlines = False
    names.format.line.color.theme_color = COLOURS["grid"]
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.tick_labels.font.size = Pt(11)
    names.reverse_order = "bars" in told.shape
    # Without labels the axis says how long the bars are.
    is_read = told.shape == "lines" or not is_labelled
    amounts.has_major_gridlines = is_read
    amounts.has_minor_gridlines = False
    amounts.visible = is_read
    # A bar says its length from zero; an axis that begins elsewhere would lie.
    known = [value for series in told.series for value in series.values if value is not None]
    if known and min(known) >= 0:
        amounts.minimum_scale = 0
    if is_read:
        amounts.major_gridlines.format.line.color.theme_color = COLOURS["grid"]
        amounts.format.line.fill.background()
        amounts.tick_labels.number_format, amounts.tick_labels.number_format_is_linked = told.form, False
        amounts.tick_labels.font.size, amounts.tick_labels.font.color.theme_color = Pt(10), SOFT
    if told.shape == "lines":
        return
    plot = chart.plots[0]
    plot.gap_width = 45
    plot.overlap = 100 if told.shape.startswith("stacked") else -5


def _radar(chart: Any) -> None:
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 10, 2.5
    axis.major_gridlines.format.line.color.theme_color = COLOURS["grid"]
    axis.tick_labels.font.size, axis.tick_labels.font.color.theme_color = Pt(8), SOFT
    axis.format.line.fill.background()


def _series(drawn: Any, series: Series, told: Chart, is_labelled: bool) -> None:
    if told.shape in ("lines", "radar"):
        _line(drawn, series)
    elif series.colour == "hidden":
        drawn.format.fill.background()
        return
    else:
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.theme_color = COLOURS[series.colour]
        drawn.invert_if_negative = False
    if is_labelled and series.is_labelled:
        _labels(drawn.data_labels, series, told)


def _line(drawn: Any, series: Series) -> None:
    drawn.smooth = False
    drawn.format.line.color.theme_color, drawn.format.line.width = COLOURS[series.colour], Pt(2.25)
    if series.is_dashed:
        drawn.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
    drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.CIRCLE, 6
    drawn.marker.format.fill.solid()
    drawn.marker.format.fill.fore_color.theme_color = COLOURS[series.colour]
    drawn.marker.format.line.color.theme_color = COLOURS[series.colour]


def _labels(labels: Any, series: Series, told: Chart) -> None:
    is_stacked = told.shape.startswith("stacked")
    # A part of nothing has no room for its figure.
    labels.number_format = f"{told.form};-{told.form};" if is_stacked else told.form
    labels.number_format_is_linked = False
    labels.show_value = True
    is_inside = is_stacked and series.colour in _DARK
    labels.font.size, labels.font.color.theme_color = Pt(10), PAPER if is_inside else INK
    if told.shape == "lines":
        labels.position = XL_LABEL_POSITION.ABOVE
    else:
        labels.position = XL_LABEL_POSITION.CENTER if is_stacked else XL_LABEL_POSITION.OUTSIDE_END
