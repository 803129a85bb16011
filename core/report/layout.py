"""Where everything stands on a slide of 960 x 540 points (13.33 x 7.5 inches, 16:9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.report.measure import Fitted, fitted
from core.report.slides import Part, Slide, Stack

WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 48.0
GAP_ACROSS, GAP_DOWN = 28.0, 18.0
TOPIC_SIZE, TITLE_SIZE, SMALLEST_TITLE = 12.0, 26.0, 18.0
REMARK_SIZE, SMALLEST_REMARK, FOOTER_SIZE = 10.5, 8.5, 10.0
HEADING_SIZE, HEADING_ROOM = 13.0, 26.0


@dataclass(frozen=True)
class Box:
    """A rectangle in points from the top left of the slide."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends to the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height

    def below_heading(self, heading: str) -> Box:
        """What is left of it under a heading."""
        return Box(self.x, self.y + HEADING_ROOM, self.width, self.height - HEADING_ROOM) if heading else self


TOPIC = Box(MARGIN + 14, 24, 560, 20)
TITLE = Box(MARGIN, 48, WIDTH - 2 * MARGIN, 68)
CONTENT = Box(MARGIN, 132, WIDTH - 2 * MARGIN, 340)
REMARK = Box(MARGIN, 474, WIDTH - 2 * MARGIN, 26)
FOOTER = Box(MARGIN, 508, WIDTH - 2 * MARGIN - 70, 18)
NUMBER = Box(WIDTH - MARGIN - 60, 508, 60, 18)
LOGO = Box(WIDTH - MARGIN - 130, 16, 130, 30)
MARK = Box(MARGIN, 28, 6, 12)


def title_fitted(slide: Slide) -> Fitted:
    """The title in at most two lines."""
    return fitted(slide.title, TITLE.width, TITLE.height, TITLE_SIZE, SMALLEST_TITLE, bold=True, most=3)


def remark_fitted(slide: Slide) -> Fitted:
    """The remark in at most two lines."""
    return fitted(slide.remark, REMARK.width, REMARK.height, REMARK_SIZE, SMALLEST_REMARK, most=2)


def placed(slide: Slide) -> Iterator[tuple[Part, Box]]:
    """Every part with its box, row by row."""
    heights = sum(row.height for row in slide.rows)
    free = CONTENT.height - GAP_DOWN * (len(slide.rows) - 1)
    y = CONTENT.y
    for row in slide.rows:
        height = free * row.height / heights
        widths = sum(cell.width for cell in row.cells)
        room = CONTENT.width - GAP_ACROSS * (len(row.cells) - 1)
        x = CONTENT.x
        for cell in row.cells:
            width = room * cell.width / widths
            yield from _stacked(cell.part, Box(x, y, width, height))
            x += width + GAP_ACROSS
        y += height + GAP_DOWN


def _stacked(part: Part | Stack, box: Box) -> Iterator[tuple[Part, Box]]:
    """A part in its box, or several below each other in it."""
    if not isinstance(part, Stack):
        yield part, box
        return
    free, y = box.height - GAP_DOWN * (len(part.parts) - 1), box.y
    for one, share in zip(part.parts, part.heights, strict=True):
        height = free * share / sum(part.heights)
        yield one, Box(box.x, y, box.width, height)
        y += height + GAP_DOWN
