"""The pyramid as native shapes: slices in the colours of the tiers, words beside them, bars of value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.report.drawing import Path, Rect, Text
from core.report.drawn import drawn_pyramid
from core.report.layout import Box
from core.report.pptx_text import add_box, add_text, fill_shape
from core.report.slides import PyramidPart

if TYPE_CHECKING:
    from pptx.slide import Slide as Sheet

ROOM = 160.0


def add_pyramid(sheet: Sheet, part: PyramidPart, box: Box) -> None:
    """Every shape of the drawing as a shape of its own, so that it can be moved and coloured."""
    for shape in drawn_pyramid(part, box):
        if isinstance(shape, Rect):
            add_box(sheet, Box(shape.x, shape.y, shape.width, shape.height), shape.fill)
        elif isinstance(shape, Path) and shape.fill:
            _area(sheet, shape)
        elif isinstance(shape, Path):
            (x1, y1), (x2, _) = shape.points
            add_box(sheet, Box(x1, y1, x2 - x1, shape.width), shape.stroke)
        elif isinstance(shape, Text):
            room = min(ROOM, box.right - shape.x)
            place = Box(shape.x, shape.y - shape.size, room, shape.size * 1.4)
            add_text(sheet, place, shape.text, shape.size, shape.fill, bold=shape.bold)


def _area(sheet: Sheet, shape: Path) -> None:
    from pptx.util import Pt

    first, *others = [(Pt(x), Pt(y)) for x, y in shape.points]
    builder = sheet.shapes.build_freeform(*first)
    builder.add_line_segments(others, close=True)
    fill_shape(builder.convert_to_shape(), shape.fill)
