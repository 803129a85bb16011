"""Which rows are titles, header, data, totals and notes: by what their cells look like against the rows below."""

import re
from dataclasses import dataclass

from core.intake.columns.cells import filled, is_blank, is_rule, same_cells
from core.intake.columns.column_names import columns_of
from core.intake.columns.header_rows import (
    Rows,
    body_of,
    column_kinds,
    has_groups_above,
    header_score,
    is_second_header,
    usual_width,
)

MOST_HEADERS = 3  # rows that name columns together
LOOK_ROWS = 40  # a header further down is not looked for
TOTAL = re.compile(
    r"\W*(?:(?:本页|本月|全部|销售)?(?:合计|总计|小计|共计|累计|總計|合計|小計|总和|汇总)"
    r"|grand total|sub-?total|totals?|sum)"
    r"(?:\W.*|\d.*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Layout:
    """Where the table stands in the first rows. Indexes are 0-based positions in the rows looked at."""

    first_data: int
    header: tuple[int, ...]  # one or two rows and their repetitions; () = none
    columns: tuple[str, ...]
    cells: int  # that a row has: more than columns where the last ones are empty throughout

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.columns)


def find_layout(rows: Rows, header_row: int | None = None) -> Layout:
    """Titles, header and columns of a table whose first rows are `rows` (some hundreds are enough).

    `header_row` = 1-based position given by the user, 0 = no header. Rows before `first_data` that are not header are
    titles or blank. With no rows at all there are no columns.
    """
    body_width = usual_width(rows)
    if header_row is not None:
        header: tuple[int, ...] = (header_row - 1,) if 0 < header_row <= len(rows) else ()
        return _layout(rows, header, header_row)
    machines = _names_for_machines(rows)
    if machines:
        return _layout(rows, (machines - 1,), machines + 1)
    start = _table_start(rows, body_width)
    body = body_of([row for row in rows[start + 1 :] if not same_cells(row, rows[start])], body_width)
    kinds = column_kinds(body, body_width)
    if header_score(rows[start] if rows else (), body, kinds) <= 0:
        return _layout(rows, (), start)
    header = (start,)
    while len(header) < MOST_HEADERS and is_second_header(rows, header[-1], body_width):
        header += (header[-1] + 1,)
    if has_groups_above(rows, start):
        header = (start - 1, *header)
    while header[-1] + 1 < len(rows) and same_cells(rows[header[-1] + 1], rows[start]):
        header += (header[-1] + 1,)
    return _layout(rows, header, header[-1] + 1)


def _layout(rows: Rows, header: tuple[int, ...], first_data: int) -> Layout:
    body = rows[first_data:]
    cells = len(rows[header[-1]]) if header else usual_width(body)
    return Layout(first_data, header, columns_of(rows, header, first_data), cells)


def _names_for_machines(rows: Rows) -> int:
    """The row below the questions in which a survey service names each column in JSON; 0 where there is none."""
    for place, row in enumerate(rows[: MOST_HEADERS + 1]):
        if place and not is_blank(row) and all(cell.startswith('{"ImportId"') for cell in row if cell.strip()):
            return place
    return 0


def _table_start(rows: Rows, width: int) -> int:
    """The first row that belongs to the table: as wide as its rows, not a title, and like the rows that follow.

    A title fills few cells; the rows under it fill more. So the first row that is filled at least half as far as
    the usual row is taken; a row that is text in a few cells over a wider one directly below is still a title.
    """
    full = sorted(filled(row) for row in rows if not is_blank(row))
    usual = full[len(full) // 2] if full else 0
    for place, row in enumerate(rows[:LOOK_ROWS]):
        count = filled(row)
        if count == 0 or is_rule(row) or (count == 1 and (usual > 1 or _is_title(rows, place))):
            continue
        if count > width > 1 and _stands_over_header(rows, place, width):
            continue
        if count * 2 >= usual and (len(row) * 2 > width or count >= usual) and not _is_caption(rows, place, width):
            return place
    return next((place for place, row in enumerate(rows) if not is_blank(row)), 0)


def _is_title(rows: Rows, place: int) -> bool:
    """Whether the row under a single cell fills three cells or more."""
    return place + 1 < len(rows) and filled(rows[place + 1]) >= 3


def _stands_over_header(rows: Rows, place: int, width: int) -> bool:
    """Whether the row below names the columns: then one with more cells than the table is a title."""
    body = body_of(rows[place + 2 :], width)
    below = rows[place + 1] if place + 1 < len(rows) else ()
    return filled(below) == width and header_score(below, body, column_kinds(body, width)) >= 1


def _is_caption(rows: Rows, place: int, width: int) -> bool:
    """A row of labels and values (客户: X, 期间: Y) above the table: narrower than the table."""
    row = [cell.strip() for cell in rows[place] if cell.strip()]
    captions = sum(1 for cell in row if re.match(r"[^\d:：]{1,20}[:：]", cell))
    if captions * 2 >= len(row) and width > 1 and len(row) < width:
        return True
    following = next((filled(each) for each in rows[place + 1 :] if not is_blank(each)), 0)
    if not (len(row) < width and len(rows[place]) < width and following > len(row)):
        return False
    return not _lacks_one_name(rows, place, width)


def _lacks_one_name(rows: Rows, place: int, width: int) -> bool:
    """Whether a row names all columns but one, as programs write it that number the rows without a name for that."""
    if filled(rows[place]) != width - 1 or len(rows[place]) != width - 1 or place + 1 >= len(rows):
        return False
    body = body_of(rows[place + 2 :], width) or [rows[place + 1]]
    kinds = column_kinds(body, width)
    if len(rows[place + 1]) != width or header_score(rows[place + 1], body, kinds) > 0:
        return False
    return header_score(["", *rows[place]], body, kinds) >= 1
