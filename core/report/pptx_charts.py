"""Native charts of PowerPoint: their numbers can be edited, and nothing in their workbooks can act as a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.report.drawing import GREY, HAIR, INK, LABEL, TICK
from core.report.drawn_lines import spread
from core.report.floors import floors
from core.report.layout import Box
from core.report.pptx_axes import (
    category_axis_of,
    crossed,
    hairlines,
    hide_values,
    titled,
    value_axis_of,
    without_labels,
)
from core.report.pptx_made import category_chart, coloured, labelled, marked, point_chart, unmarked
from core.report.pptx_text import rgb, style
from core.report.slides import Bars, Columns, Curve, Lines, Scatter, Waterfall

if TYPE_CHECKING:
    from pptx.slide import Slide as Sheet

FIGURE_ROOM = 0.12
MOST_MONTHS, MOST_BESIDE = 8, 4


def add_bars(sheet: Sheet, part: Bars, box: Box) -> None:
    """Horizontal bars, the first on top, each with its own colour and figure."""
    from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_MARK

    names, values = [bar.label for bar in part.items], [bar.value for bar in part.items]
    chart = category_chart(sheet, box, XL_CHART_TYPE.BAR_CLUSTERED, names, [(part.series, values)])
    chart.plots[0].gap_width = 65
    hide_values(chart, 0.0, part.highest * 1.12)
    chart.category_axis.reverse_order = True
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.format.line.color.rgb = rgb(HAIR)
    style(chart.category_axis.tick_labels.font, LABEL, INK)
    series = chart.plots[0].series[0]
    for place, bar in enumerate(part.items):
        coloured(series.points[place], bar.colour)
        labelled(series.points[place], bar.text, "OUTSIDE_END", bold=True)


def add_columns(sheet: Sheet, part: Columns, box: Box) -> None:
    """Stacked columns with a legend."""
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION

    data = [(one.name, one.values) for one in part.series]
    chart = category_chart(sheet, box, XL_CHART_TYPE.COLUMN_STACKED, part.categories, data)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 38, 100
    for series, one in zip(plot.series, part.series, strict=True):
        coloured(series, one.colour)
        series.invert_if_negative = False
    value_axis_of(chart, part.ticks, part.number_format)
    category_axis_of(chart, len(part.categories), MOST_MONTHS)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.RIGHT, False
    style(chart.legend.font, LABEL, INK)


def add_waterfall(sheet: Sheet, part: Waterfall, box: Box) -> None:
    """Stacked columns: an unseen foot, the step on it, and unseen room above it for its figure."""
    from pptx.enum.chart import XL_CHART_TYPE

    levels = floors(part.steps)
    feet = [part.lowest if step.total else min(pair) for step, pair in zip(part.steps, levels, strict=True)]
    tops = [max(pair) for pair in levels]
    heights = [top - foot for top, foot in zip(tops, feet, strict=True)]
    names = [step.label for step in part.steps]
    room = (max(tops) - part.lowest) * FIGURE_ROOM or 1.0
    series = [("", feet), (part.series, heights), ("", [room] * len(names))]
    chart = category_chart(sheet, box, XL_CHART_TYPE.COLUMN_STACKED, names, series)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 43, 100
    for unseen in (plot.series[0], plot.series[2]):
        unseen.format.fill.background()
    for place, step in enumerate(part.steps):
        coloured(plot.series[1].points[place], step.colour)
        labelled(plot.series[2].points[place], step.text, "INSIDE_BASE", bold=True, size=TICK)
    hide_values(chart, part.lowest, max(tops) + room)
    category_axis_of(chart, len(names), len(names))


def add_lines(sheet: Sheet, part: Lines, box: Box) -> None:
    """Lines over months, each named at its last point."""
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Pt

    data = [(one.name, one.values) for one in part.series]
    chart = category_chart(sheet, box, XL_CHART_TYPE.LINE, part.categories, data)
    for series, one in zip(chart.plots[0].series, part.series, strict=True):
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = rgb(one.colour), Pt(2.4)
        known = [place for place, value in enumerate(one.values) if value is not None]
        if known:
            labelled(series.points[known[-1]], one.name, "ABOVE", bold=True)
    value_axis_of(chart, part.ticks, part.number_format)
    category_axis_of(chart, len(part.categories), MOST_BESIDE)


def add_scatter(sheet: Sheet, part: Scatter, box: Box) -> None:
    """Points with their names; the axes cross at the means."""
    if not part.spots:
        return
    points = [(spot.x, spot.y) for spot in part.spots]
    chart = point_chart(sheet, box, [(part.y_title, points)], lines=False)
    series = chart.plots[0].series[0]
    series.format.line.fill.background()
    for place, spot in enumerate(part.spots):
        marked(series.points[place], spot.colour, 11)
        labelled(series.points[place], spot.label, "ABOVE")
    for axis, values, title, middle in (
        (chart.category_axis, [spot.x for spot in part.spots], part.x_title, part.middle[0]),
        (chart.value_axis, [spot.y for spot in part.spots], part.y_title, part.middle[1]),
    ):
        axis.minimum_scale, axis.maximum_scale = spread(values)
        crossed(axis, middle)
        titled(axis, title)
        without_labels(axis)


def add_curve(sheet: Sheet, part: Curve, box: Box) -> None:
    """A cumulative curve, and the marks as a second series."""
    from pptx.util import Pt

    data = [(part.y_title, list(zip(part.xs, part.ys, strict=True)))]
    if part.marks:
        data.append(("", [(mark.x, mark.y) for mark in part.marks]))
    chart = point_chart(sheet, box, data, lines=True)
    series = chart.plots[0].series
    series[0].format.line.color.rgb, series[0].format.line.width = rgb(part.colour), Pt(2.6)
    series[0].smooth = False
    unmarked(series[0])
    for place, mark in enumerate(part.marks):
        marked(series[1].points[place], mark.colour, 10)
        labelled(series[1].points[place], mark.label, "BELOW", bold=True, size=13)
    for axis, title in ((chart.category_axis, part.x_title), (chart.value_axis, "")):
        axis.minimum_scale, axis.major_unit = 0, 0.2
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = part.number_format, False
        style(axis.tick_labels.font, TICK, GREY)
        if title:
            titled(axis, title)
    chart.category_axis.maximum_scale = 1.0
    chart.value_axis.maximum_scale = max(1.0, *part.ys, 0.0) * 1.03
    if part.ys and min(part.ys) < 0:
        chart.value_axis.minimum_scale = min(part.ys)
    hairlines(chart.value_axis)
    chart.category_axis.has_major_gridlines = False
