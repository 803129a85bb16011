"""The report as a PowerPoint file: native text, tables and charts that can be edited, notes with the definitions."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from core.charts.palette import BAD, GOOD
from core.report import layout
from core.report.drawing import GREY, HAIR, INK
from core.report.layout import HEADING_SIZE, Box, placed, remark_fitted, title_fitted
from core.report.measure import cut, fitted
from core.report.pptx_charts import add_bars, add_columns, add_curve, add_lines, add_scatter, add_waterfall
from core.report.pptx_pyramid import add_pyramid
from core.report.pptx_tables import add_table
from core.report.pptx_text import add_box, add_text, plain
from core.report.slides import (
    Bars,
    Bullets,
    Cards,
    Columns,
    Curve,
    Lines,
    PyramidPart,
    Scatter,
    Slide,
    Story,
    Table,
    Waterfall,
)

if TYPE_CHECKING:
    from pptx.slide import Slide as Sheet

BLANK = 6
TONES = {"good": GOOD["light"], "bad": BAD["light"]}
CARD_SIZES = (11.5, 24.0, 11.0)
BULLET_SIZES = (17.0, 14.0)


def report_pptx(story: Story) -> bytes:
    """The slides of the story, 16:9."""
    from pptx import Presentation
    from pptx.util import Pt

    book = Presentation()
    book.slide_width, book.slide_height = Pt(layout.WIDTH), Pt(layout.HEIGHT)
    book.core_properties.title = plain(story.title)
    book.core_properties.author = plain(story.workspace)
    book.core_properties.language = "zh-CN" if story.language == "zh" else "en"
    for number, slide in enumerate(story.slides, start=1):
        sheet = book.slides.add_slide(book.slide_layouts[BLANK - 1])  # with a title alone, so that outlines have it
        _frame(sheet, slide, number, story)
        for part, box in placed(slide):
            _heading(sheet, part, box)
            ADDERS[type(part)](sheet, part, box.below_heading(part.heading))
        sheet.notes_slide.notes_text_frame.text = plain(slide.notes)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _frame(sheet: Sheet, slide: Slide, number: int, story: Story) -> None:
    """Topic, title, remark, footer, number and logo."""
    from pptx.util import Pt

    add_box(sheet, layout.MARK, story.colour)
    add_text(sheet, layout.TOPIC, slide.topic, layout.TOPIC_SIZE, GREY)
    title = title_fitted(slide)
    add_text(sheet, layout.TITLE, title.text, title.size, INK, bold=True, into=sheet.shapes.title)
    if slide.remark:
        remark = remark_fitted(slide)
        add_text(sheet, layout.REMARK, remark.text, remark.size, GREY)
    add_box(sheet, Box(layout.MARGIN, layout.FOOTER.y - 6, layout.WIDTH - 2 * layout.MARGIN, 0.8), HAIR)
    footer = cut(story.footer, layout.FOOTER.width, layout.FOOTER_SIZE)
    add_text(sheet, layout.FOOTER, footer, layout.FOOTER_SIZE, GREY)
    add_text(sheet, layout.NUMBER, f"{number} / {len(story.slides)}", layout.FOOTER_SIZE, GREY, align="right")
    if story.picture:
        box = layout.LOGO
        picture = sheet.shapes.add_picture(io.BytesIO(story.picture), Pt(box.x), Pt(box.y), height=Pt(box.height))
        if picture.width > Pt(box.width):
            picture.height = round(picture.height * Pt(box.width) / picture.width)
            picture.width = Pt(box.width)
        picture.left = Pt(box.right) - picture.width


def _heading(sheet: Sheet, part: Any, box: Box) -> None:
    if part.heading:
        text = cut(part.heading, box.width, HEADING_SIZE, bold=True)
        add_text(sheet, Box(box.x, box.y - 3, box.width, 22), text, HEADING_SIZE, "#475467", bold=True)


def _cards(sheet: Sheet, part: Cards, box: Box) -> None:
    gap = 14.0
    width = (box.width - gap * (len(part.items) - 1)) / max(len(part.items), 1)
    small, large, below = CARD_SIZES
    for place, card in enumerate(part.items):
        x, room = box.x + (width + gap) * place, width - 28
        add_box(sheet, Box(x, box.y, width, box.height), "#FFFFFF", edge=HAIR, rounded=0.07)
        add_text(sheet, Box(x + 14, box.y + 9, room, 18), cut(card.label, room, small), small, GREY)
        value = cut(card.value, room, large, bold=True)
        add_text(sheet, Box(x + 14, box.y + 27, room, 33), value, large, INK, bold=True)
        said = cut(card.said, room, below)
        add_text(sheet, Box(x + 14, box.y + 61, room, 18), said, below, TONES.get(card.tone, GREY))


def _bullets(sheet: Sheet, part: Bullets, box: Box) -> None:
    y, room, width = box.y + 8, box.height / max(len(part.items), 1), box.width * 0.85
    for one in part.items:
        strong = fitted(one.strong, width, 50, BULLET_SIZES[0], 12, bold=True, most=2)
        text = fitted(one.text, width, max(room - strong.height - 14, 16), BULLET_SIZES[1], 10)
        if one.strong:
            add_text(sheet, Box(box.x, y, box.width, strong.height + 2), strong.text, strong.size, INK, bold=True)
            y += strong.height + 2
        if one.text:
            add_text(sheet, Box(box.x, y, box.width, text.height + 2), text.text, text.size, "#475467")
            y += text.height
        y += 14


ADDERS: dict[type, Callable[[Any, Any, Box], None]] = {
    Cards: _cards,
    Bullets: _bullets,
    Table: add_table,
    Bars: add_bars,
    Columns: add_columns,
    Waterfall: add_waterfall,
    Lines: add_lines,
    Scatter: add_scatter,
    Curve: add_curve,
    PyramidPart: add_pyramid,
}
