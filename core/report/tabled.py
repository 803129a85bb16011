"""How a table fills its box: the widths of its columns, the heights of its rows, and the lines of every cell."""

from __future__ import annotations

from dataclasses import dataclass

from core.report.layout import Box
from core.report.measure import Fitted, fitted, text_width
from core.report.slides import Table

LARGEST, ALONE, SMALLEST = 12.0, 14.0, 8.5
WIDE = 700.0  # as wide as the slide: such a table stands alone, in larger letters
PAD_ACROSS, PAD_DOWN = 7.0, 5.0
MOST_LINES = 3
SWATCH = 14.0


@dataclass(frozen=True)
class Placed:
    """A table as it stands: one size of letters, columns and rows in points, the lines of all cells, head first."""

    size: float
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[tuple[Fitted, ...], ...]


def tabled(table: Table, box: Box) -> Placed:
    """The table in the largest letters in which its rows fit the box; cells are cut where the smallest do not do."""
    size = ALONE if box.width > WIDE else LARGEST
    while True:
        columns = _columns(table, box.width, size)
        placed = _placed(table, columns, size, MOST_LINES)
        if sum(placed.rows) <= box.height:
            return placed
        if size <= SMALLEST:
            break
        size -= 0.5
    for lines in (2, 1):
        placed = _placed(table, columns, size, lines)
        if sum(placed.rows) <= box.height:
            return placed
    return placed


def _columns(table: Table, width: float, size: float) -> tuple[float, ...]:
    """The columns as the table weighs them, none narrower than the longest word of its head; the widest give way."""
    wanted = [width * each / sum(table.widths) for each in table.widths]
    least = [_least(table, place, size) for place in range(len(wanted))]
    lacking = sum(max(need - have, 0) for need, have in zip(least, wanted, strict=True))
    spare = sum(max(have - need, 0) for need, have in zip(least, wanted, strict=True))
    share = min(lacking / spare, 1) if spare else 0.0
    return tuple(
        have - (have - need) * share if have > need else have + (need - have) * min(spare / lacking, 1)
        for need, have in zip(least, wanted, strict=True)
    )


def _least(table: Table, place: int, size: float) -> float:
    """The width that a column needs so that no word of its head is broken."""
    words = max(
        (text_width(word, size, bold=True) for word in table.head[place].split() if word.isascii()), default=0.0
    )
    return words + 2 * PAD_ACROSS + (SWATCH if table.swatches and place == 0 else 0) + 1


def _placed(table: Table, columns: tuple[float, ...], size: float, lines: int) -> Placed:
    cells = [_cells(table, table.head, columns, size, MOST_LINES, head=True)]
    cells += [_cells(table, row, columns, size, lines, head=False) for row in table.rows]
    rows = tuple(max(cell.height for cell in row) + 2 * PAD_DOWN for row in cells)
    return Placed(size, columns, rows, tuple(cells))


def _cells(
    table: Table, texts: tuple[str, ...], columns: tuple[float, ...], size: float, lines: int, *, head: bool
) -> tuple[Fitted, ...]:
    found = []
    for place, (text, width) in enumerate(zip(texts, columns, strict=True)):
        room = width - 2 * PAD_ACROSS - (SWATCH if table.swatches and place == 0 else 0)
        bold = head or is_strong(table, place)
        found.append(fitted(text, room, 9999, size, size, bold=bold, most=lines))
    return tuple(found)


def fill_of(table: Table, number: int, place: int) -> str:
    """The ground of a cell, "" for none; row 0 is the head."""
    return table.fills[number - 1][place] if table.fills and number else ""


def is_strong(table: Table, place: int) -> bool:
    """Whether a column stands out: the first one with words."""
    return place == (1 if table.head[0] == "" and len(table.head) > 1 else 0)
