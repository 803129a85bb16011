"""Which rows are titles, header, data, totals and notes: by what their cells look like against the rows below."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.intake.cells import TYPED, CellKind, cell_kind, filled, is_blank, is_rule

has_word = re.compile(r"\w").search
LOOK_ROWS = 40  # a header further down is not looked for
BODY_ROWS = 200
TOTAL = re.compile(
    r"\W*(?:(?:本页|本月|全部|销售)?(?:合计|总计|小计|共计|累计|總計|合計|小計|总和|汇总)"
    r"|grand total|sub-?total|totals?|sum)"
    r"(?:\W.*|\d.*)?",
    re.IGNORECASE,
)
HEADER_WORD = re.compile(
    r"(?:.*(?:编号|名称|日期|时间|金额|数量|单价|价格|客户|订单|产品|商品|地区|备注|姓名|電話|电话|編號|名稱)"
    r"|.*\b(?:id|no|name|date|time|amount|quantity|qty|price|customer|order|product|region|city|country|type|status)s?"
    r"|(?:column|col|field|attr)\W?\d+)",
    re.IGNORECASE,
)

Rows = Sequence[Sequence[str]]


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
    start = _table_start(rows, body_width)
    below = [row for row in rows[start + 1 :] if filled(row) > filled_limit(body_width)]
    body = [row for row in below if not _same_cells(row, rows[start])][:BODY_ROWS]
    kinds = column_kinds(body, body_width)
    if header_score(rows[start] if rows else (), body, kinds) <= 0:
        return _layout(rows, (), start)
    header = (start, start + 1) if _is_second_header(rows, start, body_width) else (start,)
    if _has_groups_above(rows, start):
        header = (start - 1, *header)
    while header[-1] + 1 < len(rows) and _same_cells(rows[header[-1] + 1], rows[start]):
        header += (header[-1] + 1,)
    return _layout(rows, header, header[-1] + 1)


def _layout(rows: Rows, header: tuple[int, ...], first_data: int) -> Layout:
    body = rows[first_data:]
    cells = len(rows[header[-1]]) if header else usual_width(body)
    return Layout(first_data, header, _columns(rows, header, first_data), cells)


def _same_cells(row: Sequence[str], other: Sequence[str]) -> bool:
    return [cell.strip() for cell in row] == [cell.strip() for cell in other]


def usual_width(rows: Rows) -> int:
    """The number of cells that most rows with content have; of equally usual ones the larger."""
    counts = Counter(len(row) for row in rows if not is_blank(row))
    return max(counts, key=lambda width: (counts[width], width), default=0)


def filled_limit(width: int) -> float:
    """A row with this many filled cells or fewer is not a full row of a table `width` wide."""
    return 0 if width == 1 else max(1.0, 0.34 * width)


def _table_start(rows: Rows, width: int) -> int:
    """The first row that belongs to the table: as wide as its rows, not a title, and like the rows that follow.

    A title fills few cells; the rows under it fill more. So the first row that is filled at least half as far as
    the usual row is taken; a row that is text in a few cells over a wider one directly below is still a title.
    """
    full = sorted(filled(row) for row in rows if not is_blank(row))
    usual = full[len(full) // 2] if full else 0
    for place, row in enumerate(rows[:LOOK_ROWS]):
        count = filled(row)
        if count == 0 or (usual > 1 and count < 2) or is_rule(row):
            continue
        if count * 2 >= usual and (len(row) * 2 > width or count >= usual) and not _is_caption(rows, place, width):
            return place
    return next((place for place, row in enumerate(rows) if not is_blank(row)), 0)


def _is_caption(rows: Rows, place: int, width: int) -> bool:
    """A row of labels and values (客户: X, 期间: Y) above the table: narrower than the table."""
    row = [cell.strip() for cell in rows[place] if cell.strip()]
    captions = sum(1 for cell in row if re.match(r"[^\d:：]{1,20}[:：]", cell))
    if captions * 2 >= len(row) and width > 1 and len(row) < width:
        return True
    following = next((filled(each) for each in rows[place + 1 :] if not is_blank(each)), 0)
    return len(row) < width and len(rows[place]) < width and following > len(row)


def column_kinds(body: Rows, width: int) -> list[CellKind]:
    """The kind that at least 80 % of the filled cells of each column have; "text" where there is none."""
    found: list[CellKind] = []
    for column in range(width):
        kinds = Counter(cell_kind(row[column]) for row in body if column < len(row) and row[column].strip())
        kind, count = kinds.most_common(1)[0] if kinds else ("empty", 0)
        found.append(kind if count >= 0.8 * kinds.total() else "text")
    return found


def header_score(row: Sequence[str], body: Rows, kinds: Sequence[CellKind]) -> float:
    """Above 0: `row` names columns; else it is data. Each cell speaks for or against it."""
    cells = [cell.strip() for cell in row]
    texts = [cell for cell in cells if cell]
    if not texts:
        return -1.0
    score = 0.5 if len(set(texts)) == len(texts) else 0.0
    if len(texts) < len(cells):
        score -= 0.25
    for column, cell in enumerate(cells):
        kind = kinds[column] if column < len(kinds) else "text"
        score += _cell_score(cell, kind, [each[column].strip() for each in body if column < len(each)])
    return score


def _cell_score(cell: str, kind: CellKind, below: Sequence[str]) -> float:
    own = cell_kind(cell)
    if own == "empty":
        return -0.1
    if HEADER_WORD.fullmatch(cell):
        return 1.0
    if own != "text":
        is_year = cell.isdigit() and 1990 <= int(cell) <= 2050 and kind == "number"
        return -0.1 if is_year else -1.5
    if kind in {"number", "date"}:
        return 1.0
    if cell in below:
        return -1.0
    return -0.5 if _same_shape(cell, below) else 0.1


def shape(text: str) -> str:
    """The pattern of a text: runs of digits, letters and hanzi, with the signs between them."""
    text = re.sub(r"[0-9]+", "9", text)
    return re.sub(r"[\u3400-\u9fff]+", "中", re.sub(r"[A-Za-z]+", "a", text))


def _same_shape(cell: str, below: Sequence[str]) -> bool:
    """Whether the cell is built like nearly all below it, digits or signs included (codes, e-mails, phones)."""
    own = shape(cell)
    if own in {"a", "中"} or " " in cell:
        return False
    alike = sum(shape(each) == own for each in below[:BODY_ROWS])
    return bool(below) and alike >= 0.8 * len(below[:BODY_ROWS])


def _is_second_header(rows: Rows, first: int, width: int) -> bool:
    """Whether the row under the header is words where the rows below hold numbers or dates.

    Either the first row has gaps or repetitions (groups of columns), or the second one fills all typed columns or
    says units: it holds no number or date at all, and leaves its first cell empty.
    """
    if first + 2 >= len(rows):
        return False
    kinds = column_kinds([row for row in rows[first + 2 :] if filled(row) > filled_limit(width)][:BODY_ROWS], width)
    upper, lower = ([cell.strip() for cell in rows[place]] for place in (first, first + 1))
    if any(cell_kind(cell) in TYPED for cell in lower) or not has_word("".join(lower)):
        return False
    typed = [column for column, kind in enumerate(kinds) if kind in TYPED]
    named = [column for column in typed if column < len(lower) and lower[column]]
    groups = "" in upper or len(set(upper)) < len(upper)
    if groups:
        return len(named) == len(typed) >= 1
    return len(named) >= 2 and (len(named) == len(typed) or (len(typed) >= 3 and not lower[0]))


def _has_groups_above(rows: Rows, start: int) -> bool:
    """Whether the row above a complete header names groups of its columns: words with gaps between them."""
    if start == 0:
        return False
    upper, lower = ([cell.strip() for cell in rows[place]] for place in (start - 1, start))
    places = [place for place, cell in enumerate(upper) if cell]
    if len(places) < 2 or len(upper) != len(lower) or not all(lower[place] for place in places):
        return False
    apart = all(right - left > 1 for left, right in pairwise(places))
    return apart and (places[0] > 0 or len(places) > 2) and all(cell_kind(upper[place]) == "text" for place in places)


def _columns(rows: Rows, header: tuple[int, ...], first_data: int) -> tuple[str, ...]:
    """Column names: as many as the header or the usual row has, without empty ones that no row fills."""
    body = rows[first_data:]
    names = joined_names([rows[place] for place in header], distinct=True)
    usual = usual_width(body or rows)
    wider = sum(not is_blank(row[len(names) :]) for row in body)
    width = usual if not names or (usual > len(names) and wider * 2 > len(body)) else len(names)
    used = max((column + 1 for row in body for column, cell in enumerate(row[:width]) if cell.strip()), default=0)
    names += [""] * (width - len(names))
    while len(names) > max(used, 1) and not names[-1]:
        names.pop()
    return numbered(names)


def joined_names(header: Rows, *, distinct: bool) -> list[str]:
    """One name per column of the rows of a header; a group name reaches over the empty cells to its right.

    With `distinct` what stands in several rows of a column is said once.
    """
    if not header:
        return []
    cleaned = [[re.sub(r"\s+", " ", cell).strip("\ufeff ") for cell in row] for row in header]
    names, groups = [], [""] * len(cleaned)
    for column in range(max(map(len, cleaned))):
        parts = [row[column] if column < len(row) else "" for row in cleaned]
        for place, part in enumerate(parts[:-1]):
            groups[place] = part or (groups[place] if parts[-1] else "")
        parts = [part for part in (*groups[:-1], parts[-1]) if part]
        names.append(" ".join(dict.fromkeys(parts) if distinct else parts))
    return names


def numbered(names: Sequence[str]) -> tuple[str, ...]:
    """Names made distinct: blank -> column_N, a repeated one -> "Amount (2)"."""
    found: list[str] = []
    for column, name in enumerate(names, 1):
        base = name or f"column_{column}"
        unique, count = base, 1
        while unique in found:
            count += 1
            unique = f"{base} ({count})"
        found.append(unique)
    return tuple(found)
