"""The report as a PDF: a page of 13.33 x 7.5 inches per slide, text as text, charts as lines and areas."""

from __future__ import annotations

import io
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from core.charts.palette import BAD, GOOD, text_on
from core.report import layout
from core.report.drawing import GREY, HAIR, INK, Dot, Path, Rect, Shape, Text, line
from core.report.drawn import drawn
from core.report.fonts import Font, drawable, font_for
from core.report.layout import HEADING_SIZE, Box, placed, remark_fitted, title_fitted
from core.report.measure import LINE_HEIGHT, cut, fitted
from core.report.slides import Bullets, Cards, Part, Slide, Story, Table
from core.report.tabled import PAD_ACROSS, PAD_DOWN, SWATCH, fill_of, is_strong, tabled

if TYPE_CHECKING:
    from fpdf import FPDF

FAMILY = "report"
RISE = 0.36  # from the middle of a line of text down to its base line, in parts of its size
TONES = {"good": GOOD["light"], "bad": BAD["light"]}
CARD_SIZES = (11.5, 24.0, 11.0)
BULLET_SIZES = (17.0, 14.0)


def report_pdf(story: Story) -> bytes:
    """The pages. QuestionError `report_font` where no font of this computer holds all signs of the report."""
    pages = [_page(slide, number, story) for number, slide in enumerate(story.slides, start=1)]
    every = "".join({sign for page in pages for shape in page if isinstance(shape, Text) for sign in shape.text})
    font = font_for(every)
    book = _opened(story, font)
    for page in pages:
        book.add_page()
        for shape in page:
            _draw(book, replace(shape, text=drawable(shape.text, font)) if isinstance(shape, Text) else shape)
        if story.picture:
            _logo(book, story.picture)
    return bytes(book.output())


def _logo(book: FPDF, picture: bytes) -> None:
    """The logo as large as its box allows, at the right."""
    from PIL import Image

    box = layout.LOGO
    with Image.open(io.BytesIO(picture)) as opened:
        scale = min(box.width / opened.width, box.height / opened.height)
        width, height = opened.width * scale, opened.height * scale
    book.image(io.BytesIO(picture), box.right - width, box.y, width, height)


def _opened(story: Story, font: Font) -> FPDF:
    from fpdf import FPDF

    logging.getLogger("fontTools").setLevel(logging.WARNING)
    book = FPDF(unit="pt", format=(layout.WIDTH, layout.HEIGHT))
    book.set_auto_page_break(False)
    book.set_margin(0)
    book.set_title(story.title)
    book.set_lang("zh-CN" if story.language == "zh" else "en")
    book.set_creator("Customer Pyramid")
    for style, path in (("", font.regular), ("B", font.bold)):
        book.add_font(FAMILY, style, path, collection_font_number=font.number)
    return book


def _page(slide: Slide, number: int, story: Story) -> list[Shape]:
    title = title_fitted(slide)
    first = layout.TITLE.y + title.size
    shapes: list[Shape] = [
        Rect(layout.MARK.x, layout.MARK.y, layout.MARK.width, layout.MARK.height, story.colour, 1),
        Text(layout.TOPIC.x, layout.TOPIC.y + 14.5, slide.topic, layout.TOPIC_SIZE, GREY),
        *(
            Text(layout.TITLE.x, first + place * title.size * LINE_HEIGHT, text, title.size, INK, True)
            for place, text in enumerate(title.lines)
        ),
        line(layout.MARGIN, layout.FOOTER.y - 6, layout.WIDTH - layout.MARGIN, layout.FOOTER.y - 6),
        Text(layout.FOOTER.x, layout.FOOTER.y + 9, cut(story.footer, layout.FOOTER.width, layout.FOOTER_SIZE),
             layout.FOOTER_SIZE, GREY),
        Text(layout.NUMBER.right, layout.FOOTER.y + 9, f"{number} / {len(story.slides)}", layout.FOOTER_SIZE, GREY,
             anchor="end"),
    ]  # fmt: skip
    if slide.remark:
        box, remark = layout.REMARK, remark_fitted(slide)
        shapes += [
            Text(box.x, box.y + remark.size + place * remark.size * LINE_HEIGHT, text, remark.size, GREY)
            for place, text in enumerate(remark.lines)
        ]
    for part, box in placed(slide):
        shapes += _part(part, box)
    return shapes


def _part(part: Part, box: Box) -> list[Shape]:
    shapes: list[Shape] = []
    if part.heading:
        shapes.append(Text(box.x, box.y + 12, cut(part.heading, box.width, HEADING_SIZE, bold=True), HEADING_SIZE,
                           "#475467", True))  # fmt: skip
    inner = box.below_heading(part.heading)
    if isinstance(part, Table):
        return shapes + _table(part, inner)
    if isinstance(part, Cards):
        return shapes + _cards(part, inner)
    if isinstance(part, Bullets):
        return shapes + _bullets(part, inner)
    return [*shapes, *drawn(part, inner)]


def _table(table: Table, box: Box) -> list[Shape]:
    found = tabled(table, box)
    shapes: list[Shape] = []
    y = box.y
    for number, (row, height) in enumerate(zip(found.cells, found.rows, strict=True)):
        x = box.x
        for place, (cell, width) in enumerate(zip(row, found.columns, strict=True)):
            right = place in table.right
            marked = bool(table.swatches) and place == 0
            ink = INK if number else GREY
            if ground := fill_of(table, number, place):
                shapes.append(Rect(x + 1, y + 1, width - 2, height - 2, ground, 2))
                ink = text_on(ground)
            if marked and number:
                shapes.append(Rect(x + PAD_ACROSS, y + PAD_DOWN + 3, 9, 9, table.swatches[number - 1], 2))
            at = x + width - PAD_ACROSS if right else x + PAD_ACROSS + (SWATCH if marked else 0)
            base = y + PAD_DOWN + cell.size * LINE_HEIGHT / 2 + cell.size * RISE
            if not number:  # heads stand at the foot of their row
                base += height - 2 * PAD_DOWN - cell.height
            shapes += [
                Text(at, base + line_number * cell.size * LINE_HEIGHT, text, cell.size,
                     ink, not number or is_strong(table, place), "end" if right else "start")
                for line_number, text in enumerate(cell.lines)
            ]  # fmt: skip
            x += width
        y += height
        shapes.append(line(box.x, y, box.right, y, HAIR if number else "#C6CEDB"))
    return shapes


def _cards(part: Cards, box: Box) -> list[Shape]:
    gap = 14.0
    width = (box.width - gap * (len(part.items) - 1)) / max(len(part.items), 1)
    small, large, below = CARD_SIZES
    shapes: list[Shape] = []
    for place, card in enumerate(part.items):
        x = box.x + (width + gap) * place
        room = width - 28
        shapes += [
            Rect(x, box.y, width, box.height, HAIR, 6),
            Rect(x + 0.8, box.y + 0.8, width - 1.6, box.height - 1.6, "#FFFFFF", 5),
            Text(x + 14, box.y + 22, cut(card.label, room, small), small, GREY),
            Text(x + 14, box.y + 53, cut(card.value, room, large, bold=True), large, INK, True),
            Text(x + 14, box.y + 74, cut(card.said, room, below), below, TONES.get(card.tone, GREY)),
        ]
    return shapes


def _bullets(part: Bullets, box: Box) -> list[Shape]:
    shapes: list[Shape] = []
    y = box.y + 8
    room = box.height / max(len(part.items), 1)
    for one in part.items:
        strong = fitted(one.strong, box.width * 0.85, 50, BULLET_SIZES[0], 12, bold=True, most=2)
        text = fitted(one.text, box.width * 0.85, max(room - strong.height - 14, 16), BULLET_SIZES[1], 10)
        for fit, bold, ink in ((strong, True, INK), (text, False, "#475467")):
            for each in fit.lines:
                if each:
                    shapes.append(Text(box.x, y + fit.size, each, fit.size, ink, bold))
                    y += fit.size * LINE_HEIGHT
        y += 14
    return shapes


def _draw(book: FPDF, shape: Shape) -> None:
    if isinstance(shape, Text):
        book.set_font(FAMILY, "B" if shape.bold else "", shape.size)
        book.set_text_color(shape.fill)
        wide = book.get_string_width(shape.text)
        book.text(shape.x - {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor], shape.y, shape.text)
    elif isinstance(shape, Rect):
        book.set_fill_color(shape.fill)
        book.rect(shape.x, shape.y, shape.width, shape.height, "F", round_corners=shape.radius >= 5,
                  corner_radius=min(shape.radius, shape.height / 2, shape.width / 2))  # fmt: skip
    elif isinstance(shape, Dot):
        book.set_fill_color(shape.fill)
        book.circle(shape.x, shape.y, shape.radius, "F")
    else:
        _path(book, shape)


def _path(book: FPDF, shape: Path) -> None:
    points = [*shape.points]
    if shape.fill:
        book.set_fill_color(shape.fill)
        book.polygon(points, style="F")
        return
    book.set_draw_color(shape.stroke)
    book.set_line_width(shape.width)
    if shape.dashed:
        book.set_dash_pattern(3, 3)
    book.polyline(points)
    book.set_dash_pattern()
