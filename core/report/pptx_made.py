"""Making native charts and dressing their points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.report.drawing import GREY, INK, LABEL, TICK
from core.report.layout import Box
from core.report.pptx_text import LATIN, plain, rgb, style
from core.report.pptx_workbook import by_category, by_points

if TYPE_CHECKING:
    from pptx.slide import Slide as Sheet


def category_chart(sheet: Sheet, box: Box, kind: Any, names: Any, series: Any) -> Any:
    """A chart over categories; `series`: name and values of each."""
    from pptx.chart.data import CategoryChartData
    from pptx.util import Pt

    data = CategoryChartData()
    data.categories = [plain(name) for name in names]
    for name, values in series:
        data.add_series(plain(name), values)
    place = (Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    chart = sheet.shapes.add_chart(kind, *place, data).chart
    chart.part.chart_workbook.update_from_xlsx_blob(by_category(names, series))
    return _quiet(chart)


def point_chart(sheet: Sheet, box: Box, series: Any, *, lines: bool) -> Any:
    """A chart of points; `series`: name and (x, y) of each."""
    from pptx.chart.data import XyChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Pt

    data = XyChartData()
    for name, points in series:
        one = data.add_series(plain(name))
        for x, y in points:
            one.add_data_point(x, y)
    kind = XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS if lines else XL_CHART_TYPE.XY_SCATTER
    place = (Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    chart = sheet.shapes.add_chart(kind, *place, data).chart
    chart.part.chart_workbook.update_from_xlsx_blob(by_points(series))
    return _quiet(chart)


def _quiet(chart: Any) -> Any:
    """No title, no legend, our letters."""
    chart.has_title, chart.has_legend = False, False
    chart.font.name = LATIN
    style(chart.font, TICK, GREY)
    return chart


def coloured(point: Any, colour: str) -> None:
    """One colour for a point or a series."""
    point.format.fill.solid()
    point.format.fill.fore_color.rgb = rgb(colour)


def labelled(
    point: Any, text: str, position: str, *, bold: bool = False, size: float = LABEL, colour: str = INK
) -> None:  # fmt: skip
    """A text of our own as the label of a point, in one line; `position` as in PowerPoint."""
    from pptx.enum.chart import XL_DATA_LABEL_POSITION

    label = point.data_label
    label.text_frame.word_wrap = False
    paragraph = label.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = plain(text)
    style(run.font, size, colour, bold=bold)
    label.position = XL_DATA_LABEL_POSITION[position]


def marked(point: Any, colour: str, size: int) -> None:
    """A round mark."""
    from pptx.enum.chart import XL_MARKER_STYLE

    point.marker.style, point.marker.size = XL_MARKER_STYLE.CIRCLE, size
    coloured(point.marker, colour)
    point.marker.format.line.fill.background()


def unmarked(series: Any) -> None:
    """A line without marks."""
    from pptx.enum.chart import XL_MARKER_STYLE

    series.marker.style = XL_MARKER_STYLE.NONE
