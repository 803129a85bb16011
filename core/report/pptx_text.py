"""Text and boxes on a slide of PowerPoint: fonts for both scripts, no inner margins, sizes as they were measured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from core.report.layout import Box
from core.report.measure import LINE_HEIGHT

if TYPE_CHECKING:
    from pptx.slide import Slide as Sheet

LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
Align = Literal["left", "center", "right"]
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Text without signs that a document cannot hold."""
    return UNPRINTABLE.sub("", text)


def add_text(
    sheet: Sheet, box: Box, text: str, size: float, colour: str, *, bold: bool = False, align: Align = "left",
    into: Any = None,
) -> None:  # fmt: skip
    """A text in a box, wrapped by the reader's program; `into`: a placeholder that takes it."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
    from pptx.util import Pt

    place = (Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    shape = into if into is not None else sheet.shapes.add_textbox(*place)
    shape.left, shape.top, shape.width, shape.height = place
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write(frame.paragraphs[0], text, size, colour, bold=bold, align=align)


def write(
    paragraph: Any, text: str, size: float, colour: str, *, bold: bool = False, align: Align = "left"
) -> None:  # fmt: skip
    """One run of text in a paragraph."""
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    paragraph.line_spacing = Pt(size * LINE_HEIGHT)  # as measured: fonts with Chinese would take a tenth more
    paragraph.alignment = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}[align]
    run = paragraph.add_run()
    run.text = plain(text)
    style(run.font, size, colour, bold=bold)


def style(font: Any, size: float, colour: str, *, bold: bool = False) -> None:
    """Size, colour, weight, and a typeface for Latin and for East Asian signs."""
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    font.size, font.bold, font.name = Pt(size), bold, LATIN
    font.color.rgb = rgb(colour)
    properties = font._rPr  # noqa: SLF001 - the library knows no typeface for East Asian signs
    for tag in ("a:ea", "a:cs"):
        found = properties.find(qn(tag))
        if found is None:
            found = properties.makeelement(qn(tag), {})
            latin = properties.find(qn("a:latin"))
            latin.addnext(found) if tag == "a:ea" else properties.find(qn("a:ea")).addnext(found)
        found.set("typeface", EAST_ASIAN)


def rgb(colour: str) -> Any:
    """A colour of the palette for PowerPoint."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.lstrip("#"))


def add_box(sheet: Sheet, box: Box, fill: str, *, edge: str = "", rounded: float = 0.0) -> Any:
    """A filled rectangle without shadow; `edge`: a hairline around it; `rounded`: the corners, 0 to 0.5."""
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Pt

    kind = MSO_SHAPE.ROUNDED_RECTANGLE if rounded else MSO_SHAPE.RECTANGLE
    shape = sheet.shapes.add_shape(kind, Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    if rounded:
        shape.adjustments[0] = rounded
    fill_shape(shape, fill, edge)
    return shape


def fill_shape(shape: Any, fill: str, edge: str = "") -> None:
    """One colour, no shadow, and no line unless one is asked for."""
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    shape.shadow.inherit = False
    dressed = shape._element.find(qn("p:style"))  # noqa: SLF001 - some programs draw the theme's shadow all the same
    if dressed is not None:
        shape._element.remove(dressed)  # noqa: SLF001
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(fill)
    if edge:
        shape.line.color.rgb, shape.line.width = rgb(edge), Pt(0.75)
    else:
        shape.line.fill.background()
