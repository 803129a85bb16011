"""Charts as shapes in a box: what the page and the PDF show of each chart part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.report.drawing import GREY, INK, LABEL, TICK, Path, Rect, Scale, Shape, Text, line
from core.report.drawn_lines import drawn_curve, drawn_lines, drawn_scatter
from core.report.floors import floors
from core.report.layout import Box
from core.report.measure import cut, fitted, text_width
from core.report.slides import Bars, Columns, Curve, Lines, PyramidPart, Scatter, Series, Waterfall

MOST_LABEL = 0.42
NAME_ROOM = 96.0
THICKEST = 30.0
NAMED_FROM = 0.055
MOST_NAMES = 8


def drawn(part: object, box: Box) -> tuple[Shape, ...]:
    """The shapes of a chart part; nothing for a part that is text."""
    draw = DRAWERS.get(type(part))
    return tuple(draw(part, box)) if draw else ()


def drawn_bars(part: Bars, box: Box) -> list[Shape]:
    """Horizontal bars with label and figure."""
    if not part.items:
        return []
    row = min(box.height / len(part.items), 46.0)
    room = min(max(text_width(bar.label, LABEL) for bar in part.items) + 16, box.width * MOST_LABEL)
    figures = max(text_width(bar.text, LABEL, bold=True) for bar in part.items) + 10
    scale = Scale(0, part.highest or 1.0, 0, max(box.width - room - figures, 20))
    shapes: list[Shape] = []
    for place, bar in enumerate(part.items):
        middle = box.y + row * (place + 0.5)
        thick = min(row * 0.6, THICKEST)
        length = max(scale(max(bar.value, 0.0)), 1.0)
        shapes += [
            Text(box.x, middle + 4, cut(bar.label, room - 8, LABEL)),
            Rect(box.x + room, middle - thick / 2, length, thick, bar.colour, 2),
            Text(box.x + room + length + 6, middle + 4, bar.text, bold=True),
        ]
    return shapes


def drawn_columns(part: Columns, box: Box) -> list[Shape]:
    """Stacked columns with the names of the series beside the last one."""
    if not part.categories or not part.ticks:
        return []
    left = max(text_width(text, TICK) for _, text in part.ticks) + 8
    plot = Box(box.x + left, box.y + 8, box.width - left - NAME_ROOM, box.height - 30)
    sums = [_stack(part.series, place) for place in range(len(part.categories))]
    low = min(0.0, *(below for _, below in sums), part.ticks[0][0])
    scale = Scale(low, max(1e-9, part.ticks[-1][0], *(above for above, _ in sums)), plot.bottom, plot.y)
    shapes = _grid(part.ticks, scale, plot)
    step = plot.width / len(part.categories)
    for place in range(len(part.categories)):
        above, below = 0.0, 0.0
        x = plot.x + step * (place + 0.14)
        for one in part.series:
            value = one.values[place] or 0.0
            start = above if value >= 0 else below
            top, bottom = scale(max(start, start + value)), scale(min(start, start + value))
            if bottom - top > 0.05:
                shapes.append(Rect(x, top, step * 0.72, bottom - top, one.colour))
            above, below = (above + value, below) if value >= 0 else (above, below + value)
    shapes += _months(part.categories, plot)
    return shapes + _names(part.series, sums[-1][0], scale, plot)


def _stack(series: tuple[Series, ...], place: int) -> tuple[float, float]:
    values = [one.values[place] or 0.0 for one in series]
    return sum(value for value in values if value > 0), sum(value for value in values if value < 0)


def _grid(ticks: tuple[tuple[float, str], ...], scale: Scale, plot: Box) -> list[Shape]:
    shapes: list[Shape] = []
    for value, text in ticks:
        y = scale(value)
        shapes += [line(plot.x, y, plot.right, y), Text(plot.x - 6, y + 3.5, text, TICK, GREY, anchor="end")]
    return shapes


def _months(names: tuple[str, ...], plot: Box) -> list[Shape]:
    """As many names below as have room, the last one always."""
    step = plot.width / len(names)
    every = max(1, -(-len(names) // MOST_NAMES), -(-int(max(text_width(n, TICK) for n in names) + 10) // int(step + 1)))
    return [
        Text(plot.x + step * (place + 0.5), plot.bottom + 16, names[place], TICK, GREY, anchor="middle")
        for place in range(len(names) - 1, -1, -every)
    ]


def _names(series: tuple[Series, ...], total: float, scale: Scale, plot: Box) -> list[Shape]:
    shapes: list[Shape] = []
    level = 0.0
    for one in series:
        value = max(one.values[-1] or 0.0, 0.0)
        if total and value / total > NAMED_FROM:
            y = scale(level + value / 2)
            shapes += [
                Rect(plot.right + 8, y - 4, 8, 8, one.colour, 2),
                Text(plot.right + 21, y + 4, cut(one.name, NAME_ROOM - 22, LABEL)),
            ]
        level += value
    return shapes


def drawn_waterfall(part: Waterfall, box: Box) -> list[Shape]:
    """Steps from one total to another; each figure above its step, each name below."""
    levels = floors(part.steps)
    highest = max(max(pair) for pair in levels)
    plot = Box(box.x, box.y + 18, box.width, box.height - 44)
    scale = Scale(part.lowest, highest, plot.bottom, plot.y)
    step = plot.width / len(part.steps)
    shapes: list[Shape] = [line(plot.x, plot.bottom, plot.right, plot.bottom)]
    for place, (one, (start, end)) in enumerate(zip(part.steps, levels, strict=True)):
        foot = part.lowest if one.total else start
        top, bottom = scale(max(foot, end)), scale(min(foot, end))
        x = plot.x + step * (place + 0.15)
        middle = plot.x + step * (place + 0.5)
        figure = fitted(one.text, step * 1.04, 14, TICK, 7.5, bold=True)
        shapes += [
            Rect(x, top, step * 0.7, max(bottom - top, 1.2), one.colour, 1),
            Text(middle, top - 5, figure.lines[0], figure.size, INK, True, "middle"),
            Text(middle, plot.bottom + 16, cut(one.label, step - 2, TICK), TICK, GREY, anchor="middle"),
        ]
        if place + 1 < len(part.steps):
            shapes.append(line(x + step * 0.7, scale(end), x + step, scale(end), GREY))
    return shapes


def drawn_pyramid(part: PyramidPart, box: Box) -> list[Shape]:
    """Words, slices of a triangle, and bars of value, a row per tier."""
    if not part.slices:
        return []
    top, row = box.y + 22, (box.height - 22) / len(part.slices)
    apex, half, bars = box.x + box.width * 0.46, box.width * 0.17, box.x + box.width * 0.67
    longest = max(one.share for one in part.slices) or 1.0
    shapes: list[Shape] = [
        Text(box.x, box.y + 12, part.heads[0], LABEL, GREY),
        Text(bars, box.y + 12, cut(part.heads[1], box.right - bars, LABEL), LABEL, GREY),
    ]
    for place, one in enumerate(part.slices):
        y, middle = top + row * place, top + row * (place + 0.5)
        length = max(one.share / longest * box.width * 0.16, 1.5)
        if place:
            shapes.append(line(box.x, y, box.right, y))
        room = apex - half - box.x - 6
        shapes += [
            Text(box.x, middle - 10, cut(one.label, room, 14, bold=True), 14, INK, True),
            Text(box.x, middle + 6, cut(one.note, room, LABEL), LABEL, GREY),
            Text(box.x, middle + 23, one.customers, 13),
            Path(slice_points(place, len(part.slices), apex, half, top, row), fill=one.colour),
            Rect(bars, middle - min(row * 0.22, 16), length, min(row * 0.44, 32), one.colour, 2),
            Text(bars + length + 7, middle - 1, one.share_text, 14, INK, True),
            Text(bars + length + 7, middle + 15, one.value, LABEL, GREY),
        ]
    return shapes


def slice_points(
    place: int, rows: int, apex: float, half: float, top: float, row: float
) -> tuple[tuple[float, float], ...]:
    """The corners of one slice of the triangle."""
    upper, lower = half * (place + 0.035) / rows, half * (place + 0.965) / rows
    y1, y2 = top + row * (place + 0.035), top + row * (place + 0.965)
    if place == 0:
        return ((apex, y1), (apex + lower, y2), (apex - lower, y2))
    return ((apex - upper, y1), (apex + upper, y1), (apex + lower, y2), (apex - lower, y2))


DRAWERS: dict[type, Callable[[Any, Box], list[Shape]]] = {
    Bars: drawn_bars,
    Columns: drawn_columns,
    Waterfall: drawn_waterfall,
    PyramidPart: drawn_pyramid,
    Lines: drawn_lines,
    Scatter: drawn_scatter,
    Curve: drawn_curve,
}
