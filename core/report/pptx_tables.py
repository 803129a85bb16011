"""Native tables of PowerPoint with hairlines only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.charts.palette import text_on
from core.report.drawing import GREY, HAIR, INK
from core.report.layout import Box
from core.report.pptx_text import add_box, rgb, write
from core.report.slides import Table
from core.report.tabled import PAD_ACROSS, PAD_DOWN, SWATCH, Placed, fill_of, is_strong, tabled

if TYPE_CHECKING:
    from pptx.slide import Slide as Sheet

PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
UNDER_HEAD = "#C6CEDB"


def add_table(sheet: Sheet, table: Table, box: Box) -> None:
    """The table with its cells as text, as high as its rows are."""
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    found = tabled(table, box)
    place = (Pt(box.x), Pt(box.y), Pt(box.width), Pt(sum(found.rows)))
    frame = sheet.shapes.add_table(len(found.rows), len(found.columns), *place)
    made = frame.table
    properties = frame._element.graphic.graphicData.tbl.tblPr  # noqa: SLF001 - the library names no styles of tables
    properties.find(qn("a:tableStyleId")).text = PLAIN_STYLE
    made.first_row, made.horz_banding = True, False
    for column, width in zip(made.columns, found.columns, strict=True):
        column.width = Pt(width)
    for row, height in zip(made.rows, found.rows, strict=True):
        row.height = Pt(height)
    for number in range(len(found.rows)):
        for place_of in range(len(found.columns)):
            _cell(made.cell(number, place_of), table, found, number, place_of)
    _swatches(sheet, table, found, box)


def _cell(cell: Any, table: Table, found: Placed, number: int, place: int) -> None:
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Pt

    marked = bool(table.swatches) and place == 0
    cell.margin_left = Pt(PAD_ACROSS + (SWATCH if marked else 0))
    cell.margin_right = Pt(PAD_ACROSS)
    cell.margin_top = cell.margin_bottom = Pt(PAD_DOWN - 0.5)
    cell.vertical_anchor = MSO_ANCHOR.TOP if number else MSO_ANCHOR.BOTTOM
    ink = INK if number else GREY
    cell.fill.background()
    if ground := fill_of(table, number, place):
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(ground)
        ink = text_on(ground)
    _hairline(cell, HAIR if number else UNDER_HEAD)
    write(
        cell.text_frame.paragraphs[0], found.cells[number][place].text, found.size, ink,
        bold=not number or is_strong(table, place), align="right" if place in table.right else "left",
    )  # fmt: skip


def _hairline(cell: Any, colour: str) -> None:
    """A line below the cell, none at its other sides."""
    from pptx.oxml.ns import qn

    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - the library draws no edges of cells
    for place, tag in enumerate(("a:lnL", "a:lnR", "a:lnT", "a:lnB")):
        edge = properties.makeelement(qn(tag), {"w": "9525" if tag == "a:lnB" else "0"})
        if tag == "a:lnB":
            fill = edge.makeelement(qn("a:solidFill"), {})
            fill.append(fill.makeelement(qn("a:srgbClr"), {"val": colour.lstrip("#")}))
        else:
            fill = edge.makeelement(qn("a:noFill"), {})
        edge.append(fill)
        properties.insert(place, edge)


def _swatches(sheet: Sheet, table: Table, found: Placed, box: Box) -> None:
    """The colour of each row before its first cell."""
    y = box.y + found.rows[0]
    for colour, height in zip(table.swatches, found.rows[1:], strict=False):
        add_box(sheet, Box(box.x + PAD_ACROSS, y + PAD_DOWN + found.size * 0.3, 9, 9), colour)
        y += height
