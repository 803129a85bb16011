"""Names of columns from the rows of a header."""

import re
from collections.abc import Sequence
from itertools import pairwise

from core.intake.columns.cells import TYPED, cell_kind, is_blank
from core.intake.columns.header_rows import Rows, usual_width


def columns_of(rows: Rows, header: tuple[int, ...], first_data: int) -> tuple[str, ...]:
    """Column names: as many as the header or the usual row has, without empty ones that no row fills."""
    body = rows[first_data:]
    names = joined_names([rows[place] for place in header], distinct=True)
    usual = usual_width(body or rows)
    if len(header) == 1 and len(names) == usual - 1 and _numbers_rows(body, usual):
        names = ["", *names]
    wider = sum(not is_blank(row[len(names) :]) for row in body)
    width = usual if not names or (usual > len(names) and wider * 2 > len(body)) else len(names)
    used = max((column + 1 for row in body for column, cell in enumerate(row[:width]) if cell.strip()), default=0)
    names += [""] * (width - len(names))
    while len(names) > max(used, 1) and not names[-1]:
        names.pop()
    return numbered(names)


def _numbers_rows(body: Rows, width: int) -> bool:
    """Whether each row begins with its number or a name of its own, and all cells behind it are filled."""
    first = [row[0] for row in body if len(row) == width]
    if len(first) < 2 or any(not row[-1].strip() for row in body if len(row) == width):
        return False
    counted = all(cell.isdigit() for cell in first) and {int(two) - int(one) for one, two in pairwise(first)} == {1}
    return counted or (len(set(first)) == len(first) and not any(cell_kind(cell) in TYPED for cell in first))


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
