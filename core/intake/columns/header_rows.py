"""What rows look like against the rows below them: names of columns, groups of columns, units, or data."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from core.intake.columns.cells import TYPED, CellKind, cell_kind, filled, is_blank

BODY_ROWS = 200
has_word = re.compile(r"\w").search
HEADER_WORD = re.compile(
    r"(?:.*(?:编号|名称|日期|时间|金额|数量|单价|价格|客户|订单|产品|商品|地区|备注|姓名|電話|电话|編號|名稱)"
    r"|.*\b(?:id|no|name|date|time|amount|quantity|qty|price|customer|order|product|region|city|country|type|status)s?"
    r"|(?:column|col|field|attr)\W?\d+)",
    re.IGNORECASE,
)

Rows = Sequence[Sequence[str]]


def usual_width(rows: Rows) -> int:
    """The number of cells that most rows with content have; of equally usual ones the larger."""
    counts = Counter(len(row) for row in rows if not is_blank(row))
    return max(counts, key=lambda width: (counts[width], width), default=0)


def filled_limit(width: int) -> float:
    """A row with this many filled cells or fewer is not a full row of a table `width` wide."""
    return 0 if width == 1 else max(1.0, 0.34 * width)


def body_of(rows: Rows, width: int) -> list[Sequence[str]]:
    """The first full rows of a table `width` wide."""
    return [row for row in rows if filled(row) > filled_limit(width)][:BODY_ROWS]


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


def is_second_header(rows: Rows, first: int, width: int) -> bool:
    """Whether the row under a row of a header belongs to it: words where the rows below hold numbers or dates.

    Either the first row has gaps or repetitions (groups of columns) and both together name all typed columns, or the
    second one names all of them by itself, or it says units: it leaves its first cell empty.
    """
    if first + 2 >= len(rows):
        return False
    kinds = column_kinds(body_of(rows[first + 2 :], width), width)
    upper, lower = ([cell.strip() for cell in rows[place]] for place in (first, first + 1))
    if any(cell_kind(cell) in TYPED for cell in lower) or not has_word("".join(lower)):
        return False
    typed = [column for column, kind in enumerate(kinds) if kind in TYPED]
    named = [column for column in typed if column < len(lower) and lower[column]]
    either = [column for column in typed if column in named or (column < len(upper) and upper[column])]
    if "" in upper or len(set(upper)) < len(upper):
        return len(either) == len(typed) and len(named) >= 1 and (len(typed) > 1 or len(named) == len(typed))
    return len(named) >= 2 and (len(named) == len(typed) or (len(typed) >= 3 and not lower[0]))


def has_groups_above(rows: Rows, start: int) -> bool:
    """Whether the row above a complete header names groups of its columns: words with gaps between them."""
    if start == 0:
        return False
    upper, lower = ([cell.strip() for cell in rows[place]] for place in (start - 1, start))
    places = [place for place, cell in enumerate(upper) if cell]
    if len(places) < 2 or len(upper) != len(lower) or not all(lower[place] for place in places):
        return False
    if any(":" in upper[place] or "：" in upper[place] for place in places):
        return False  # captions and their values
    apart = all(right - left > 1 for left, right in pairwise(places))
    return apart and (places[0] > 0 or len(places) > 2) and all(cell_kind(upper[place]) == "text" for place in places)
