"""The report as one HTML file that works offline: no script, no request, charts as inline SVG; a slide a page."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from core.charts.palette import text_on
from core.report.drawing import Dot, Path, Rect, Shape, Text
from core.report.drawn import drawn
from core.report.layout import HEADING_ROOM, Box, placed
from core.report.slides import Bullets, Cards, Cell, Part, Slide, Stack, Story, Table
from core.report.style import CSS
from core.report.tabled import fill_of, is_strong

LANGUAGES = {"en": "en", "zh": "zh-CN"}
HEAD = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>:root {{ --brand: {colour}; }}
{css}</style>
</head>
"""
BROAD, MOST_NARROW, MOST_BROAD = 600.0, 3, 6  # what is wider, or has more columns, is moved sideways on a phone
TONES = {"good": "good", "bad": "bad"}


def report_html(story: Story) -> bytes:
    """The whole page, UTF-8. Every text is escaped; nothing in it can act."""
    logo = ""
    if story.picture:
        source = "data:image/png;base64," + b64encode(story.picture).decode("ascii")
        logo = f'<img class="logo" alt="{_text(story.workspace)}" src="{source}">'
    slides = "\n".join(_slide(slide, number, story, logo) for number, slide in enumerate(story.slides, start=1))
    head = HEAD.format(
        language=LANGUAGES[story.language], title=_text(story.title), colour=_text(story.colour), css=CSS
    )  # fmt: skip
    return f"{head}<body>\n<main>\n{slides}\n</main>\n</body>\n</html>\n".encode()


def _text(text: str) -> str:
    clean = "".join(sign for sign in text if sign in "\n\t" or sign.isprintable() or sign == " ")
    return escape(clean.replace(" %", "\u00a0%"), quote=True)


def _encoded(picture: bytes) -> str:
    return b64encode(picture).decode("ascii")


def _slide(slide: Slide, number: int, story: Story, logo: str) -> str:
    boxes = {id(part): box for part, box in placed(slide)}
    rows = "\n".join(
        f'<div class="row" style="--columns: {" ".join(f"minmax(0, {cell.width}fr)" for cell in row.cells)}">'
        f"{''.join(_cell(cell, boxes, slide) for cell in row.cells)}</div>"
        for row in slide.rows
    )
    remark = f'<p class="remark">{_text(slide.remark)}</p>' if slide.remark else ""
    notes = "".join(f"<p>{_text(line)}</p>" for line in slide.notes.split("\n") if line)
    return (
        f'<section class="slide" id="{slide.code}" aria-labelledby="{slide.code}-title">\n'
        f'<header><p class="topic">{_text(slide.topic)}</p>{logo}<h2 id="{slide.code}-title">{_text(slide.title)}</h2>'
        f'</header>\n<div class="parts">{rows}</div>\n{remark}\n'
        f"<details><summary>{_text(story.explain)}</summary>{notes}</details>\n"
        f"<footer><span>{_text(story.footer)}</span><span>{number} / {len(story.slides)}</span></footer>\n</section>"
    )


def _cell(cell: Cell, boxes: dict[int, Box], slide: Slide) -> str:
    parts = cell.part.parts if isinstance(cell.part, Stack) else (cell.part,)
    told = (_heading(part) + _part(part, boxes[id(part)], slide) for part in parts)
    return f'<div class="part">{"".join(told)}</div>'


def _heading(part: Part) -> str:
    return f"<h3>{_text(part.heading)}</h3>" if part.heading else ""


def _part(part: Part, box: Box, slide: Slide) -> str:
    if isinstance(part, Table):
        return _table(part)
    if isinstance(part, Cards):
        return _cards(part)
    if isinstance(part, Bullets):
        return _bullets(part)
    height = box.height - (HEADING_ROOM if part.heading else 0)
    shapes = "".join(_shape(shape) for shape in drawn(part, Box(0, 0, box.width, height)))
    label = _text(part.heading or slide.title)
    broad = ' class="broad"' if box.width > BROAD else ""
    return f'<svg{broad} viewBox="0 0 {box.width:.0f} {height:.0f}" role="img" aria-label="{label}">{shapes}</svg>'


def _table(part: Table) -> str:
    def cells(row: tuple[str, ...], tag: str, number: int = 0, swatch: str = "") -> str:
        return "".join(
            f'<{tag} class="{_kind(part, place)}"{_ground(part, number, place)}>{swatch if not place else ""}'
            f"{_text(text)}</{tag}>"
            for place, text in enumerate(row)
        )

    whole = sum(part.widths)
    count = len(part.head)
    broad = ' class="broadest"' if count > MOST_BROAD else ' class="broad"' if count > MOST_NARROW else ""
    columns = "".join(f'<col style="width:{width / whole:.1%}">' for width in part.widths)
    swatches = [f'<i style="background:{colour}"></i>' for colour in part.swatches] or [""] * len(part.rows)
    body = "".join(
        f"<tr>{cells(row, 'td', number, mark)}</tr>"
        for number, (row, mark) in enumerate(zip(part.rows, swatches, strict=True), start=1)
    )
    return (
        f'<div class="scrolls" tabindex="0"><table{broad}><colgroup>{columns}</colgroup>'
        f"<thead><tr>{cells(part.head, 'th')}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _ground(part: Table, number: int, place: int) -> str:
    """The colours of a cell that has a ground of its own; row 0 is the head."""
    ground = fill_of(part, number, place)
    return f' style="background:{ground};color:{text_on(ground)}"' if ground else ""


def _kind(part: Table, place: int) -> str:
    """How a column is set: figures to the right, the first one with words strong."""
    return "figure" if place in part.right else "strong" if is_strong(part, place) else "words"


def _cards(part: Cards) -> str:
    cards = "".join(
        f'<div class="card"><p>{_text(card.label)}</p><strong>{_text(card.value)}</strong>'
        f'<p class="{TONES.get(card.tone, "plain")}">{_text(card.said)}</p></div>'
        for card in part.items
    )
    return f'<div class="cards">{cards}</div>'


def _bullets(part: Bullets) -> str:
    items = "".join(f"{_strong(one.strong)}<dd>{_text(one.text)}</dd>" for one in part.items)
    return f"<dl>{items}</dl>"


def _strong(text: str) -> str:
    return f"<dt>{_text(text)}</dt>" if text else ""


def _shape(shape: Shape) -> str:
    if isinstance(shape, Rect):
        return (
            f'<rect x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.width:.1f}" height="{shape.height:.1f}" '
            f'rx="{shape.radius:.0f}" fill="{shape.fill}"/>'
        )
    if isinstance(shape, Dot):
        return f'<circle cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="{shape.radius:.1f}" fill="{shape.fill}"/>'
    if isinstance(shape, Path):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
        if shape.fill:
            return f'<polygon points="{points}" fill="{shape.fill}"/>'
        dashes = ' stroke-dasharray="3 3"' if shape.dashed else ""
        return (
            f'<polyline points="{points}" fill="none" stroke="{shape.stroke}" stroke-width="{shape.width}"{dashes} '
            'stroke-linejoin="round"/>'
        )
    return _svg_text(shape)


def _svg_text(shape: Text) -> str:
    weight = ' font-weight="600"' if shape.bold else ""
    anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
    return (
        f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size}" fill="{shape.fill}"{weight}{anchor}>'
        f"{_text(shape.text)}</text>"
    )
