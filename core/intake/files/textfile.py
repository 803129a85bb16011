"""A delimited text file -> its tables: straight from the file where it is regular, from clean copies where not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from core.errors import ReadingError
from core.intake.files.quotes import Dialect
from core.intake.files.reading import Hints, Scan, TextTable
from core.intake.files.records import Record, read_lines, read_records
from core.intake.files.regular import write_regular
from core.intake.files.straight import read_straight
from core.intake.files.tables import HEAD_ROWS, table_starts
from core.intake.files.understood import Text, shape_of, table_of, text_blocks, understand


def read_text(path: Path, file_name: str, copies: Callable[[int], Path], hints: Hints) -> list[TextTable]:
    """The tables of the text file at `path`; `copies(n)` is where a clean copy of the nth goes if one is needed.

    Where there are several, their `sheet` is "#1", "#2", ..., and `hints.sheet` picks one. Raises `ReadingError`:
    `file_not_text`, `encoding_failed`, `encoding_unknown`, `file_empty`, `header_row_beyond` (row, rows),
    `row_too_large`, `sheet_missing`.
    """
    text = understand(path, file_name, hints)
    straight = read_straight(text, copies(0))
    tables = [straight] if straight else _from_copies(text, copies, hints)
    if len(tables) > 1:
        tables = [replace(table, sheet=f"#{number}") for number, table in enumerate(tables, 1)]
    if hints.sheet is None or len(tables) == 1:
        return tables
    chosen = [table for table in tables if table.sheet == hints.sheet]
    if not chosen:
        sheets = [table.sheet for table in tables]
        raise ReadingError("sheet_missing", file=file_name, sheet=hints.sheet, sheets=sheets)
    return chosen


def table_records(path: Path, table: TextTable) -> Iterator[Record]:
    """The records of the text file at `path` under the dialect of `table`, the first of its tables."""
    dialect = Dialect(table.delimiter or "", table.quote or "", table.escape or "")
    return _records(path, table.encoding or "utf-8", dialect, len(table.columns))


def _records(path: Path, encoding: str, dialect: Dialect, width: int) -> Iterator[Record]:
    return read_records(read_lines(text_blocks(path, encoding)), dialect, max(width, 1))


def _from_copies(text: Text, copies: Callable[[int], Path], hints: Hints) -> list[TextTable]:
    """The tables, each read from a clean copy that is written here."""
    width = text.shape.layout.width

    def records() -> Iterator[Record]:
        return _records(text.path, text.encoding, text.dialect, width)

    starts = [1]
    if hints.header_row is None:
        starts = table_starts(records(), text.shape.cells, text.shape.delimiter)
    stops: list[int | None] = [*starts[1:], None]
    parts, heads = _Parts(records), _Parts(records)
    tables = []
    for number, (start, stop) in enumerate(zip(starts, stops, strict=True)):
        shape = text.shape
        if len(starts) > 1:
            shape = shape_of([text.shape.cells(record) for record in heads.first(start, stop)], text.dialect)
        copy = copies(number)
        done = write_regular(lambda start=start, stop=stop: parts.open(start, stop), shape, copy, start)  # type: ignore[misc]
        scan = Scan(",", '"', '"', 0, row_column=True, first_row=done.first_row)
        tables.append(table_of(text, shape, copy, scan, done, done.sample(shape.layout.width), start))
    return tables


class _Parts:
    """The records of a file, part by part; parts in the order of the file need one pass."""

    def __init__(self, records: Callable[[], Iterator[Record]]) -> None:
        self.records = records
        self.running, self.row = records(), 1

    def open(self, start: int, stop: int | None) -> Iterator[Record]:
        """The records of the rows from `start` on and before `stop`; read all of them before the next part."""
        if self.row != start:
            self.running = islice(self.records(), start - 1, None)
        self.row = stop or 0
        return islice(self.running, None if stop is None else stop - start)

    def first(self, start: int, stop: int | None) -> list[Record]:
        """The first records of a part."""
        part = self.open(start, stop)
        found = list(islice(part, HEAD_ROWS))
        for _ in part:
            pass
        return found
