"""The axes of native charts: hairlines, few words."""

from __future__ import annotations

from typing import Any

from core.report.drawing import GREY, HAIR, TICK
from core.report.pptx_text import rgb, style, write


def value_axis_of(chart: Any, ticks: Any, number_format: str) -> None:
    """Values with our number format, as many lines as there are ticks."""
    axis = chart.value_axis
    if len(ticks) > 1:
        axis.minimum_scale, axis.major_unit = ticks[0][0], ticks[1][0] - ticks[0][0]
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = number_format, False
    style(axis.tick_labels.font, TICK, GREY)
    hairlines(axis)


def hairlines(axis: Any) -> None:
    """Grid lines as hairlines, the axis itself unseen."""
    from pptx.util import Pt

    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb, axis.major_gridlines.format.line.width = rgb(HAIR), Pt(0.75)
    axis.format.line.fill.background()


def hide_values(chart: Any, lowest: float, highest: float) -> None:
    """No axis of values: the figures stand at their bars."""
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = lowest, highest
    axis.has_major_gridlines, axis.visible = False, False


def category_axis_of(chart: Any, names: int, most: int) -> None:
    """Names below, at most so many of them, level; no marks between them."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.oxml.ns import qn

    axis = chart.category_axis
    element = axis._element  # noqa: SLF001 - the library cannot leave out names
    skipped = element.makeelement(qn("c:tickLblSkip"), {"val": str(max(1, -(-names // most)))})
    element.find(qn("c:noMultiLvlLbl")).addprevious(skipped)
    axis.has_major_gridlines, axis.major_tick_mark = False, XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = rgb(HAIR)
    style(axis.tick_labels.font, TICK, GREY)


def without_labels(axis: Any) -> None:
    """An axis whose values are not written."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK

    axis.tick_label_position, axis.major_tick_mark = XL_TICK_LABEL_POSITION.NONE, XL_TICK_MARK.NONE
    axis.has_major_gridlines = False
    axis.format.line.color.rgb = rgb(HAIR)


def crossed(axis: Any, at: float) -> None:
    """Let the other axis cross this one at a value."""
    from pptx.enum.chart import XL_AXIS_CROSSES

    axis.crosses = XL_AXIS_CROSSES.CUSTOM
    axis.crosses_at = at


def titled(axis: Any, title: str) -> None:
    """The name of an axis."""
    axis.has_title = True
    paragraph = axis.axis_title.text_frame.paragraphs[0]
    write(paragraph, title, TICK, GREY, align="center")
