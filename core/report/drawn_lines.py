"""Lines, a curve and a scatter as shapes in a box."""

from __future__ import annotations

from core.report.drawing import GREY, INK, LABEL, TICK, Dot, Path, Scale, Shape, Text, line
from core.report.layout import Box
from core.report.measure import cut, text_width
from core.report.slides import Curve, Lines, Scatter

NAME_ROOM = 116.0
MOST_NAMES = 4
APART = 15.0
ROOM = 0.2
CURVE_LEFT, BELOW = 40.0, 34.0


def drawn_lines(part: Lines, box: Box) -> list[Shape]:
    """Lines over months, each named at its end."""
    if not part.categories or not part.ticks:
        return []
    left = max(text_width(text, TICK) for _, text in part.ticks) + 8
    plot = Box(box.x + left, box.y + 8, box.width - left - NAME_ROOM, box.height - 32)
    scale = Scale(part.ticks[0][0], part.ticks[-1][0], plot.bottom, plot.y)
    across = Scale(0, max(len(part.categories) - 1, 1), plot.x, plot.right)
    shapes: list[Shape] = []
    for value, text in part.ticks:
        y = scale(value)
        shapes += [line(plot.x, y, plot.right, y), Text(plot.x - 6, y + 3.5, text, TICK, GREY, anchor="end")]
    ends: list[float] = []
    for one in part.series:
        points = [(across(place), scale(value)) for place, value in enumerate(one.values) if value is not None]
        if not points:
            continue
        shapes += [Path(tuple(points), stroke=one.colour, width=2.4), Dot(*points[-1], 3.6, one.colour)]
        y = points[-1][1]
        while any(abs(y - other) < APART for other in ends):
            y += APART
        ends.append(y)
        shapes.append(Text(plot.right + 9, y + 4, cut(one.name, NAME_ROOM - 10, LABEL, bold=True), LABEL, INK, True))
    last = len(part.categories) - 1
    every = max(1, -(-len(part.categories) // MOST_NAMES))
    shapes += [
        Text(across(place), plot.bottom + 17, part.categories[place], TICK, GREY, anchor="middle")
        for place in range(last, -1, -every)
    ]
    return shapes


def drawn_curve(part: Curve, box: Box) -> list[Shape]:
    """A cumulative curve with its marks; the axis goes as far as the curve does."""
    top = max(1.0, *part.ys, 0.0)
    low = min(0.0, *part.ys)
    plot = Box(box.x + CURVE_LEFT, box.y + 10, box.width - CURVE_LEFT - 14, box.height - 10 - BELOW)
    up, across = Scale(low, top * 1.03, plot.bottom, plot.y), Scale(0.0, 1.0, plot.x, plot.right)
    shapes: list[Shape] = []
    for share, percent in part.ticks:
        shapes += [
            line(plot.x, up(share), plot.right, up(share)),
            Text(plot.x - 6, up(share) + 3.5, percent, TICK, GREY, anchor="end"),
            Text(across(share), plot.bottom + 15, percent, TICK, GREY, anchor="middle"),
        ]
    points = tuple((across(x), up(y)) for x, y in zip(part.xs, part.ys, strict=True))
    if len(points) > 1:
        shapes.append(Path(points, stroke=part.colour, width=2.6))
    for mark in part.marks:
        x, y = across(mark.x), up(mark.y)
        shapes += [
            line(x, y, x, plot.bottom, GREY, dashed=True),
            Dot(x, y, 5, mark.colour),
            Text(x + 10, y + 16, mark.label, 13, INK, True),
        ]
    shapes.append(Text(plot.right, plot.bottom + 30, part.x_title, TICK, GREY, anchor="end"))
    return shapes


def spread(values: list[float]) -> tuple[float, float]:
    """From where to where an axis goes, with room around the points."""
    room = (max(values) - min(values)) * ROOM or 0.1 * abs(values[0]) or 1.0
    return min(values) - room, max(values) + room


def drawn_scatter(part: Scatter, box: Box) -> list[Shape]:
    """Points with their names, a cross at the means, the two axes named."""
    if not part.spots:
        return []
    plot = Box(box.x + 6, box.y + 20, box.width - 12, box.height - 42)
    across = Scale(*spread([spot.x for spot in part.spots]), plot.x, plot.right)
    up = Scale(*spread([spot.y for spot in part.spots]), plot.bottom, plot.y)
    x, y = across(part.middle[0]), up(part.middle[1])
    shapes: list[Shape] = [
        line(plot.x, plot.bottom, plot.right, plot.bottom),
        line(plot.x, plot.y, plot.x, plot.bottom),
        line(x, plot.y, x, plot.bottom, GREY, dashed=True),
        line(plot.x, y, plot.right, y, GREY, dashed=True),
        Text(plot.x, plot.y - 8, part.y_title, TICK, GREY),
        Text(plot.right, plot.bottom + 17, part.x_title, TICK, GREY, anchor="end"),
    ]
    for spot in part.spots:
        centre_x, centre_y = across(spot.x), up(spot.y)
        name = cut(spot.label, plot.width * 0.45, LABEL)
        half = text_width(name, LABEL) / 2
        at = min(max(centre_x, plot.x + half), plot.right - half)
        shapes += [Dot(centre_x, centre_y, 7, spot.colour), Text(at, centre_y - 12, name, LABEL, anchor="middle")]
    return shapes
