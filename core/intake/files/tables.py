"""Several tables that stand one below the other in a file or a sheet: where each of them begins.

A new table needs a header of its own: a row of distinct words over numbers or dates, with other names than the table
above. Rows that merely look odd stay with the table above, where they are seen.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from core.intake.columns.cells import TYPED, CellKind, bare, cell_kind, filled, is_blank
from core.intake.columns.header import TOTAL, find_layout
from core.intake.columns.header_rows import HEADER_WORD, Rows, column_kinds, header_score, usual_width
from core.intake.files.records import Record
from core.intake.values.formats import MISSING_WORDS

BLOCK_ROWS = 20  # rows of a table that say what its columns hold
HEAD_ROWS = 300
has_digit = re.compile(r"\d").search
PLACEHOLDER = re.compile(
    r"[?？.…_*-]+|unknown|unclear|tb[acd]|to be (?:announced|confirmed|decided|determined)|n\.\s*[ak]\.?"
    r"|no (?:date|time|amount|price|value|data|info|information)|not (?:known|available|given|specified|set|yet)"
    r"|待定|待确认|待补充?|待填|未定|未填|未提供|不详|不明",
    re.IGNORECASE,
)
"""Written where a value is not known; names no column."""


@dataclass(frozen=True)
class _Known:
    """The table that rows are held against: its width without empty columns at the right, kinds and names.

    `cells` = how many cells its rows usually have, empty ones at the right included.
    """

    width: int
    cells: int
    kinds: tuple[CellKind, ...]
    names: tuple[str, ...]

    @property
    def typed(self) -> tuple[int, ...]:
        return tuple(place for place, kind in enumerate(self.kinds) if kind in TYPED)


def table_starts(records: Iterator[Record], cells_of: Callable[[Record], list[str]], delimiter: str) -> list[int]:
    """The rows (1-based) at which tables begin, titles and blank rows above their headers included; always 1 first.

    `delimiter` is what stands between the cells of records that are plain lines, "" where that cannot be counted.
    """
    first = list(islice(records, HEAD_ROWS))
    head = [cells_of(record) for record in first]
    layout = find_layout(head)
    first_header = layout.header[0] if layout.header else layout.first_data
    starts = [1, *_leading_table(head[:first_header])]
    known = _known(head, layout.header[-1] if layout.header else None, layout.first_data)
    walk = _Walk(cells_of, delimiter, known, layout.first_data + 1)
    starts += walk.starts(deque(first[layout.first_data + 1 :]), records)
    return starts


def _known(rows: Rows, header: int | None, first_data: int) -> _Known:
    body = _block(rows[first_data:])
    if body and has_digit("".join(body[0])):  # a row without any may be the header of the next table
        body = list(takewhile(lambda row: has_digit("".join(row)), body))
    width = max((_width(row) for row in body), default=0)
    names = rows[header] if header is not None else []
    width = max(width, _width(names))
    return _Known(width, usual_width(body), tuple(column_kinds(body, width)), _names(names))


def _width(row: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)


def _names(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.strip("\ufeff \t") for cell in row[: _width(row)])


def _block(rows: Rows) -> list[Sequence[str]]:
    """The first rows up to the next blank one."""
    stop = next((place for place, row in enumerate(rows[:BLOCK_ROWS]) if is_blank(row)), BLOCK_ROWS)
    return list(rows[:stop])


def _leading_table(rows: Rows) -> list[int]:
    """Where the rows above the header are no titles but a table of three columns or more, what follows begins anew."""
    if len(rows) < 4 or not (is_blank(rows[-1]) or is_blank(rows[-2])):
        return []
    layout = find_layout(rows)
    body = _block(rows[layout.first_data :])
    if not layout.header or layout.width < 3 or len(body) < 2:
        return []
    known = _known(rows, layout.header[-1], layout.first_data)
    full = all(filled(row) * 2 > known.width for row in body)
    return [layout.first_data + len(body) + 1] if full and known.typed else []


class _Walk:
    """Goes down the rows of a table and tells where another one begins."""

    def __init__(self, cells_of: Callable[[Record], list[str]], delimiter: str, known: _Known, first_data: int) -> None:
        self.cells_of, self.delimiter, self.known = cells_of, delimiter, known
        self.row = first_data
        self.break_row = 0  # the first row after the last full one; 0 = the last row was full
        self.blank_row = 0  # the first blank row since then

    def starts(self, waiting: deque[Record], source: Iterator[Record]) -> Iterator[int]:
        separators = None
        while True:
            if not waiting:
                waiting.extend(islice(source, HEAD_ROWS))
                if not waiting:
                    return
            record = waiting.popleft()
            self.row += 1
            if (
                self.break_row == 0
                and record.__class__ is str
                and separators is not None
                and record.count(self.delimiter) == separators
                and has_digit(record)
            ):
                continue
            cells = self.cells_of(record)
            if self._is_break(cells):
                continue
            while len(waiting) < BLOCK_ROWS and (more := next(source, None)) is not None:
                waiting.append(more)
            after = may_be_header(cells) and _block([self.cells_of(each) for each in islice(waiting, BLOCK_ROWS)])
            if after and begins_table(cells, after, self.known, apart=self.break_row > 0):
                yield self.blank_row or self.break_row or self.row
                self.known = _known([cells, *after], 0, 1)
                separators = None
            elif self.delimiter and record.__class__ is str and separators is None:
                separators = len(cells) - 1
            self.break_row = self.blank_row = 0

    def _is_break(self, cells: list[str]) -> bool:
        """Whether a row is blank or a title, and not one of the rows of a table."""
        count = filled(cells)
        if count > 1 or (count and self.known.width < 3):
            return False
        total = count and TOTAL.fullmatch(next(cell.strip() for cell in cells if cell.strip()))
        if not total:
            self.break_row = self.break_row or self.row
            self.blank_row = self.blank_row or (0 if count else self.row)
        return True


def may_be_header(cells: Sequence[str]) -> bool:
    """Whether a row holds several different texts and nothing else."""
    texts = bare(cells)
    if len(texts) < 2 or len(set(texts)) < len(texts) or any(cell_kind(text) in TYPED for text in texts):
        return False
    return not any(_is_placeholder(text) for text in texts)


def begins_table(cells: Sequence[str], after: Rows, known: _Known, *, apart: bool) -> bool:
    """Whether a row that may be a header is that of another table than `known`; `after` it: rows up to a blank one.

    `apart` = a blank row or a title stands before it; without, more has to speak for it.
    """
    width, texts = _width(cells), bare(cells)
    body = [row[:width] for row in after if _width(row) <= width and filled(row) > 1]
    if len(body) < (1 if apart else 2) or len(body) < (0.5 if apart else 0.8) * len(after):
        return False
    kinds = column_kinds(body, width)
    if not any(kind in TYPED and cells[place].strip() for place, kind in enumerate(kinds)):
        return False
    if TOTAL.fullmatch(texts[0]) or len(texts) < sorted(map(filled, body))[len(body) // 2]:
        return False
    same_rows = _go_on(after, kinds, known)
    return _differs(cells, width, same_rows, known, apart) and header_score(cells[:width], body, kinds) >= 1


def _is_placeholder(text: str) -> bool:
    return text.upper() in MISSING_WORDS or PLACEHOLDER.fullmatch(text) is not None


def _go_on(after: Rows, kinds: Sequence[CellKind], known: _Known) -> bool:
    """Whether the rows `after` a row may be more of the table above: so a row amid them may be one of its own.

    `kinds` are those of their columns. Few rows say little of a column: it may be empty, or all its words be numbers.
    """
    if max(map(len, after)) < known.cells or any(kind != "empty" for kind in kinds[known.width :]):
        return False
    pairs = zip(kinds, known.kinds, strict=False)
    return all(
        kind in (above, "empty") or above == "empty" or (above, kind) == ("text", "number") for kind, above in pairs
    )


def _differs(cells: Sequence[str], width: int, same_rows: bool, known: _Known, apart: bool) -> bool:
    """Whether the row has other names than the table above, and cannot be one of its rows."""
    if _names(cells) == known.names:
        return False
    words = [cells[place].strip() for place in known.typed if place < width and cells[place].strip()]
    if apart:
        return bool(words) or not known.typed or not known.names
    if same_rows:
        return 1 < len(words) == len(known.typed) and any(HEADER_WORD.fullmatch(word) for word in words)
    return bool(words)
