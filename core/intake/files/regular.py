"""Any rows -> a regular copy: UTF-8, commas, RFC 4180, the row number in the file first, every row accounted for."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO

from core.errors import ReadingError
from core.intake.columns.cells import CellKind, bare, is_blank, is_rule, same_cells
from core.intake.columns.footer import footer_reason, is_page, is_subtotal, may_be_total
from core.intake.columns.header import Layout
from core.intake.columns.header_rows import has_word
from core.intake.files.quotes import BLANKS, FIXED, Dialect
from core.intake.files.reading import TEXT_LISTED, Sample, SkippedRow
from core.intake.files.records import ROW_LIMIT_BYTES, Record, cells_of

RULE_SIGNS = frozenset("-=_+|:* ")
HELD_ROWS = 40  # rows at the end that may be totals and notes
CHUNK_ROWS = 4096
RAGGED_LISTED = 1000
SAMPLE_ROWS = 1000
SPREAD_ROWS = 200

Numbered = tuple[int, Record]


@dataclass(frozen=True)
class Shape:
    """What a copy needs to know about the table: its layout, dialect and usual rows."""

    layout: Layout
    dialect: Dialect
    kinds: Sequence[CellKind]
    usual_filled: float

    @property
    def delimiter(self) -> str:
        """What stands between the cells; "" = nothing does."""
        return self.dialect.delimiter

    def cells(self, record: Record) -> list[str]:
        """The cells of a record."""
        return cells_of(record, self.delimiter)


@dataclass
class Copy:
    """What was written and what was not: `rows` data rows, and every other row of the file in `skipped`."""

    rows: int = 0
    first_row: int = 0
    skipped: list[SkippedRow] = field(default_factory=list)
    ragged: list[int] = field(default_factory=list)
    has_extra: bool = False
    first: list[list[str]] = field(default_factory=list)
    spread: list[list[str]] = field(default_factory=list)
    stride: int = 64

    def sample(self, width: int) -> Sample:
        """The first rows, then some of the rest in the order of the file, cut and padded to the columns."""
        return tuple(as_row(cells, width) for cells in (*self.first, *self.spread))


def as_row(cells: Sequence[str], width: int) -> tuple[str | None, ...]:
    """Cells as a row of the sample: `width` of them, empty = None."""
    return tuple(cell or None for cell in (*cells[:width], *[""] * (width - len(cells))))


class _ExtraNeededError(Exception):
    """A row holds more than the columns: the copy is begun anew with a column for it."""


def write_regular(records: Callable[[], Iterator[Record]], shape: Shape, out: Path, start: int = 1) -> Copy:
    """Write the data rows of `records()` to `out`; the iterator is asked for again when an extra column is needed.

    `start` is the row in the file of the first record. Columns: row number in the file (1-based), the columns of the
    layout, and `__extra` if `has_extra`. Raises `ReadingError` `row_too_large` (row, bytes, limit).
    """
    for extra in (False, True):
        try:
            with out.open("w", encoding="utf-8", newline="") as stream:
                return _Writer(shape, stream, extra, start).write(records())
        except _ExtraNeededError:
            continue
    raise AssertionError("an extra column takes every row")


class _Writer:
    def __init__(self, shape: Shape, stream: TextIO, extra: bool, start: int) -> None:
        self.shape, self.stream, self.extra, self.start = shape, stream, extra, start
        self.csv = csv.writer(stream, lineterminator="\n")
        self.all_quoted = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        self.copy = Copy(has_extra=extra)
        self.width = shape.layout.width
        self.usual = (self.width, shape.layout.cells)
        self.delimiter = shape.delimiter
        self.between = " " if self.delimiter == BLANKS or self.delimiter.startswith(FIXED) else self.delimiter
        self.plain = not extra and self.between == self.delimiter != ""
        self.blank = " \t\u00a0\u3000" + self.between
        self.header: list[list[str]] = []
        self.titles: list[list[str]] = []
        self.gap = self.delimiter * 2

    def write(self, records: Iterator[Record]) -> Copy:
        numbered = enumerate(records, self.start)
        layout = self.shape.layout
        for place, (row, record) in enumerate(islice(numbered, layout.first_data)):
            if place in layout.header:
                self.header.append(self.shape.cells(record))
            else:
                cells = self.shape.cells(record)
                self._skip(row, "blank" if is_blank(cells) else "title", cells)
                self.titles.append(bare(cells))
        held: list[Numbered] = []
        while chunk := list(islice(numbered, CHUNK_ROWS)):
            held += chunk
            self._rows(held[:-HELD_ROWS])
            held = held[-HELD_ROWS:]
        end = len(held)
        while end and self._footer(held[end - 1][1]):
            end -= 1
        self._rows(held[:end])
        for row, record in held[end:]:
            self._skip(row, self._footer(record) or "blank", self.shape.cells(record))
        return self.copy

    def _footer(self, record: Record) -> str | None:
        return footer_reason(self.shape.cells(record), self.shape.kinds, self.shape.usual_filled)

    def _skip(self, row: int, reason: str, cells: Sequence[str]) -> None:
        text = (self.between or " ").join(cells).strip()[:TEXT_LISTED] if reason != "blank" else ""
        self.copy.skipped.append(SkippedRow(row, reason, text))

    def _rows(self, rows: Sequence[Numbered]) -> None:
        """Write data rows; a line that is regular as it stands goes without being taken apart."""
        delimiter, copy = self.delimiter, self.copy
        comma, separators, ready = delimiter == ",", self.width - 1, list[str]()
        header = [mark + delimiter.join(cells) for cells in self.header for mark in ("", "\ufeff")]
        for row, record in rows:
            if (
                self.plain
                and record.__class__ is str
                and record.count(delimiter) == separators
                and (comma or "," not in record)
                and '"' not in record
                and record not in header
                and not ((self.gap in record or record.endswith(delimiter)) and may_be_total(record))
                and record.strip(self.blank)
                and (record[0] not in RULE_SIGNS or has_word(record))
                and len(record) < ROW_LIMIT_BYTES // 4
            ):
                ready.append(f"{row},{record if comma else record.replace(delimiter, ',')}\n")
                if copy.rows < SAMPLE_ROWS or not copy.rows % copy.stride:
                    self._keep(row, record)
                copy.rows += 1
            else:
                self.stream.writelines(ready)
                ready.clear()
                self._row(row, record)
        self.stream.writelines(ready)

    def _row(self, row: int, record: Record) -> None:
        """Write one row with care: padded, or with what is too much in the extra column."""
        cells = self.shape.cells(record)
        reason = self._reason(cells)
        if reason:
            self._skip(row, reason, cells)
            return
        over = cells[self.width :]
        if len(cells) not in self.usual and len(self.copy.ragged) < RAGGED_LISTED:
            self.copy.ragged.append(row)
        if is_blank(over):
            over = []
        elif not self.extra:
            raise _ExtraNeededError
        size = sum(map(len, cells))
        if size * 4 > ROW_LIMIT_BYTES and (size := sum(len(cell.encode()) for cell in cells)) > ROW_LIMIT_BYTES - 1000:
            raise ReadingError("row_too_large", row=row, bytes=size, limit=ROW_LIMIT_BYTES)
        padding = [""] * (self.width - len(cells))
        joined = [(self.between or ",").join(over)] if self.extra else []
        written = [row, *cells[: self.width], *padding, *joined]
        writer = self.all_quoted if any("\r" in cell for cell in cells) else self.csv  # a lone CR ends lines too
        writer.writerow(written)
        if self.copy.rows < SAMPLE_ROWS or not self.copy.rows % self.copy.stride:
            self._keep(row, record)
        self.copy.rows += 1

    def _reason(self, cells: Sequence[str]) -> str | None:
        """Why a row amid the data is none of it; None where it is."""
        if is_blank(cells):
            return "blank"
        if any(same_cells(cells, header) for header in self.header):
            return "header"
        if is_rule(cells) or is_page(cells) or bare(cells) in self.titles:
            return "title"
        return "total" if is_subtotal(cells, self.shape.kinds, self.shape.usual_filled) else None

    def _keep(self, row: int, record: Record) -> None:
        """Keep a data row for the sample: of the first ones all, then evenly spread ones."""
        copy = self.copy
        copy.first_row = copy.first_row or row
        if copy.rows < SAMPLE_ROWS:
            copy.first.append(self.shape.cells(record))
            return
        copy.spread.append(self.shape.cells(record))
        if len(copy.spread) > SPREAD_ROWS:
            copy.spread = copy.spread[::2]
            copy.stride *= 2
