"""Lines of text -> records of cells, careful about quotes: what cannot be meant is taken as it stands.

A quote closes a cell only before a delimiter or the end of the line; a stray one is part of the text. Where a line
can be read in several ways, the reading with the expected number of cells and the fewest oddities is taken, so that
one missing quote does not swallow the rows after it.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, repeat

from core.errors import ReadingError
from core.intake.files.quotes import BLANKS, FIXED, WRAPPED, Dialect, Reading, fixed_cells, scan

MAX_RECORD_LINES = 500
ROW_LIMIT_BYTES = 2_000_000  # the longest line that an engine takes

Line = tuple[str, str]  # the text and how it ends: "\n", "\r\n", "\r" or "" at the end of the file
Record = str | list[str]  # a line without quotes as it stands (its cells are between the delimiters), or cells


def read_lines(blocks: Iterable[str]) -> Iterator[Line]:
    """The lines of a text that comes in blocks; LF, CRLF and CR all end a line, nothing else does.

    Raises `ReadingError` `row_too_large` (row = the line, bytes, limit) before an endless line fills the memory.
    """
    rest, count = "", 0
    for block in blocks:
        text = rest + block
        keep = 1 if text.endswith("\r") else 0  # its LF may be in the next block
        pieces = (text[:-keep] if keep else text).split("\n")
        rest = pieces.pop() + text[len(text) - keep :]
        *returned, last = rest[:-1].split("\r")  # lines that a lone CR ends, in a file that may have no LF at all
        rest = last + rest[-1:]
        count += len(pieces) + len(returned)
        if len(rest) > ROW_LIMIT_BYTES:
            raise ReadingError("row_too_large", row=count + 1, bytes=len(rest), limit=ROW_LIMIT_BYTES)
        returns = text.count("\r") - keep
        if returns == 0:
            yield from zip(pieces, repeat("\n"))
        elif returns == len(pieces) and returns == text.count("\r\n"):
            yield from ((piece[:-1], "\r\n") for piece in pieces)
        else:
            for piece in pieces:
                yield from _ended(piece)
        yield from zip(returned, repeat("\r"))
    for piece in rest.split("\r")[:-1]:
        yield piece, "\r"
    if last := rest.rsplit("\r", 1)[-1]:
        yield last, ""


def _ended(piece: str) -> Iterator[Line]:
    """One piece that an LF ended, split where a lone CR ends a line within."""
    if "\r" not in piece:
        yield piece, "\n"
        return
    end = "\n"
    if piece.endswith("\r"):
        piece, end = piece[:-1], "\r\n"
    *firsts, last = piece.split("\r")
    for first in firsts:
        yield first, "\r"
    yield last, end


def cells_of(record: Record, delimiter: str) -> list[str]:
    """The cells of a record; a line that nothing separates ("") is one cell."""
    if isinstance(record, list):
        return record
    if delimiter == BLANKS:
        return record.split()
    if delimiter.startswith(FIXED):
        return fixed_cells(record, delimiter)
    return record.split(delimiter) if delimiter else [record]


def is_wrapped(text: str) -> bool:
    """Whether a line is quoted as a whole."""
    return len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1].replace('""', "")


def unwrapped(line: Line) -> Line:
    """The line without the quotes round the whole of it."""
    text, end = line
    return (text[1:-1].replace('""', '"'), end) if is_wrapped(text) else line


def read_records(lines: Iterable[Line], dialect: Dialect, width: int | None) -> Iterator[Record]:
    """The records of `lines`, one per row as a spreadsheet counts them. `width` = cells expected, None = unknown."""
    if dialect.escape == WRAPPED:
        lines, dialect = map(unwrapped, lines), replace(dialect, escape=dialect.quote)
    ahead = _Ahead(iter(lines), dialect)
    quote = dialect.quote
    strict = _Strict(dialect)
    escaping = dialect.escape == "\\"
    while True:
        line = ahead.take()
        if line is None:
            return
        if not quote or (quote not in line[0] and not (escaping and "\\" in line[0])):
            yield line[0]
        else:
            yield strict.cells(line[0], width) or _resolve(line, ahead, dialect, width)


class _Strict:
    """The quick way for lines whose quotes are all where they belong; it gives up on every other line."""

    def __init__(self, dialect: Dialect) -> None:
        self._waiting: list[str] = []
        self._padded = dialect.delimiter + " ", " " + dialect.quote
        self._reader = None
        if len(dialect.delimiter) == 1 and dialect.escape == dialect.quote != dialect.delimiter:
            self._reader = csv.reader(self, delimiter=dialect.delimiter, quotechar=dialect.quote, strict=True)

    def __iter__(self) -> "_Strict":
        return self

    def __next__(self) -> str:
        if not self._waiting:
            raise StopIteration
        return self._waiting.pop()

    def cells(self, line: str, width: int | None) -> list[str] | None:
        """The cells of a whole record in one line; None where it is not certain or not of the expected width."""
        if self._reader is None or line[:1] == " " or (self._padded[0] in line and self._padded[1] in line):
            return None
        self._waiting.append(line)
        try:
            cells = next(self._reader)
        except csv.Error:
            return None
        return cells if width is None or len(cells) == width else None


class _Ahead:
    """The lines to come; those that an open quote has looked at stay, each with whether a quote can close in it."""

    def __init__(self, source: Iterator[Line], dialect: Dialect) -> None:
        self._source, self._seen = source, deque[tuple[Line, bool]]()
        quote, delimiter = re.escape(dialect.quote), re.escape(dialect.delimiter.strip(" +") or " ")
        single = rf"(?<!{quote})(?:{quote * 2})*{quote}(?!{quote})" if dialect.escape == dialect.quote else quote
        self._closing = re.compile(rf"{single}(?: *{delimiter}|\s*$)")

    def take(self) -> Line | None:
        """The next line; None at the end."""
        return self._seen.popleft()[0] if self._seen else next(self._source, None)

    def look(self) -> Iterator[tuple[Line, bool]]:
        """The next lines without taking them."""
        yield from self._seen
        for line in self._source:
            self._seen.append((line, bool(self._closing.search(line[0]))))
            yield self._seen[-1]


def _resolve(line: Line, ahead: _Ahead, dialect: Dialect, width: int | None) -> list[str]:
    """The likeliest reading of a line with quotes, together with the following lines that belong to it."""
    simple = scan(line[0], dialect)
    if simple.closed and (width is None or (len(simple.cells) == width and not simple.oddities)):
        return simple.cells
    readings = [*([simple] if simple.closed else []), scan(line[0], dialect, literal_open=True)]
    readings += [scan(line[0], dialect, doubled_closes=True), scan(line[0], dialect, wide_close=True)]
    extended, taken = (None, 0) if simple.closed else _extend(line, len(simple.cells), ahead, dialect, width)
    if extended:
        readings.append(extended)  # the last, so that it wins only where it is less odd than one line alone
    closed = [each for each in readings if each.closed]
    fitting = [each for each in closed if width is None or len(each.cells) == width]
    best = min(fitting or closed, key=lambda each: each.oddities)
    if best is extended:
        for _ in range(taken):
            ahead.take()
    return best.cells


def _extend(line: Line, cells: int, ahead: _Ahead, dialect: Dialect, width: int | None) -> tuple[Reading | None, int]:
    """The line read on over the next ones until its quote closes, and how many more it took (they stay in `ahead`).

    `cells` are those that it has so far. Each line is looked at by itself, as the inside of an open quote, and the
    whole only once it is closed: else the time would grow with the square of the lines.
    """
    pieces, size = list(line), len(line[0])
    for taken, (more, can_close) in enumerate(islice(ahead.look(), MAX_RECORD_LINES), 1):
        if size >= ROW_LIMIT_BYTES:
            break
        pieces += more
        size += len(more[0]) + 2
        if can_close:
            inside = scan(dialect.quote + more[0], dialect)
            cells += len(inside.cells) - 1
            if inside.closed:
                return scan("".join(pieces[:-1]), dialect), taken
        if width is not None and cells > width and dialect.quote in more[0]:
            break
    return None, 0
