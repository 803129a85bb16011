"""Lines of text -> records of cells, careful about quotes: what cannot be meant is taken as it stands.

A quote closes a cell only before a delimiter or the end of the line; a stray one is part of the text. Where a line
can be read in several ways, the reading with the expected number of cells and the fewest oddities is taken, so that
one missing quote does not swallow the rows after it.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat

BLANKS = " +"  # the delimiter "one or more blanks", leading blanks ignored
MAX_RECORD_LINES = 500
MAX_RECORD_CHARACTERS = 2_000_000

Line = tuple[str, str]  # the text and how it ends: "\n", "\r\n", "\r" or "" at the end of the file
Record = str | list[str]  # a line without quotes as it stands (its cells are between the delimiters), or cells


@dataclass(frozen=True)
class Dialect:
    """How cells are written. `escape` is the quote itself (doubled) or a backslash; `quote` "" = none."""

    delimiter: str
    quote: str = '"'
    escape: str = '"'


@dataclass(frozen=True)
class _Reading:
    """One way to read a line: its cells, whether the last quote was closed, how many oddities it took."""

    cells: list[str]
    closed: bool
    oddities: int


def read_lines(blocks: Iterable[str]) -> Iterator[Line]:
    """The lines of a text that comes in blocks; LF, CRLF and CR all end a line, nothing else does."""
    rest = ""
    for block in blocks:
        text = rest + block
        keep = 1 if text.endswith("\r") else 0  # its LF may be in the next block
        pieces = (text[:-keep] if keep else text).split("\n")
        rest = pieces.pop() + text[len(text) - keep :]
        returns = text.count("\r") - keep
        if returns == 0:
            yield from zip(pieces, repeat("\n"))
        elif returns == len(pieces) and returns == text.count("\r\n"):
            yield from ((piece[:-1], "\r\n") for piece in pieces)
        else:
            for piece in pieces:
                yield from _ended(piece)
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


def split_plain(line: str, delimiter: str) -> list[str]:
    """The cells of a line without quotes."""
    return line.split() if delimiter == BLANKS else line.split(delimiter)


def read_records(lines: Iterable[Line], dialect: Dialect, width: int | None) -> Iterator[Record]:
    """The records of `lines`, one per row as a spreadsheet counts them. `width` = cells expected, None = unknown."""
    source, ahead = iter(lines), deque[Line]()
    quote = dialect.quote
    while True:
        line = ahead.popleft() if ahead else next(source, None)
        if line is None:
            return
        if not quote or quote not in line[0]:
            yield line[0]
        else:
            yield _resolve(line, source, ahead, dialect, width)


def _resolve(line: Line, source: Iterator[Line], ahead: deque[Line], dialect: Dialect, width: int | None) -> list[str]:
    """The likeliest reading of a line with quotes, together with the following lines that belong to it."""
    simple = _scan(line[0], dialect)
    if simple.closed and (width is None or (len(simple.cells) == width and not simple.oddities)):
        return simple.cells
    readings = [simple] if simple.closed else [_scan(line[0], dialect, literal_open=True)]
    readings += [_scan(line[0], dialect, doubled_closes=True), _scan(line[0], dialect, wide_close=True)]
    extended, taken = (None, 0) if simple.closed else _extend(line, source, ahead, dialect, width)
    if extended:
        readings.append(extended)  # the last, so that it wins only where it is less odd than one line alone
    closed = [each for each in readings if each.closed]
    fitting = [each for each in closed if width is None or len(each.cells) == width]
    best = min(fitting or closed, key=lambda each: each.oddities)
    if best is extended:
        for _ in range(taken):
            ahead.popleft()
    return best.cells


def _extend(
    line: Line, source: Iterator[Line], ahead: deque[Line], dialect: Dialect, width: int | None
) -> tuple[_Reading | None, int]:
    """The line read on over the next ones until its quote closes, and how many more it took (they stay in `ahead`)."""
    text, end = line
    pieces, taken, size = [text], 0, len(text)
    while taken < MAX_RECORD_LINES and size < MAX_RECORD_CHARACTERS:
        if taken == len(ahead):
            following = next(source, None)
            if following is None:
                return None, 0
            ahead.append(following)
        more = ahead[taken]
        pieces += [end, more[0]]
        end, taken, size = more[1], taken + 1, size + len(more[0]) + 2
        if dialect.quote in more[0]:
            reading = _scan("".join(pieces), dialect)
            if reading.closed:
                return reading, taken
            if width is not None and len(reading.cells) > width:
                return None, 0
    return None, 0


def _scan(
    text: str, dialect: Dialect, *, doubled_closes: bool = False, wide_close: bool = False, literal_open: bool = False
) -> _Reading:
    """Read `text` as one record. The flags are other ways to see a quote, each counted as an oddity where used."""
    delimiter = " " if dialect.delimiter == BLANKS else dialect.delimiter
    padding = "" if dialect.delimiter == " " else " "
    view = _View(text.strip() if dialect.delimiter == BLANKS else text, dialect, delimiter, padding)
    cells: list[str] = []
    position, oddities = 0, 0
    while True:
        start, stop, value = view.after_padding(position), -1, ""
        if view.text.startswith(dialect.quote, start):
            value, stop, odd = _quoted(view, start, doubled_closes, wide_close)
            oddities += odd
            if stop < 0 and not literal_open:
                return _Reading([*cells, value], closed=False, oddities=oddities)
        if stop < 0:
            start = start if dialect.delimiter == BLANKS else position
            stop = view.text.find(delimiter, start)
            stop = len(view.text) if stop < 0 else stop
            value = view.text[start:stop]
            oddities += value.count(dialect.quote) if literal_open else 0
        cells.append(value)
        if stop >= len(view.text):
            return _Reading(cells, closed=True, oddities=oddities)
        position = stop + len(delimiter)


@dataclass(frozen=True)
class _View:
    """A line under a dialect; `padding` is the blank that may stand around quotes, if any may."""

    text: str
    dialect: Dialect
    delimiter: str
    padding: str

    def after_padding(self, position: int) -> int:
        """The first position from `position` on that is not padding."""
        while self.padding and self.text.startswith(self.padding, position):
            position += 1
        return position


def _quoted(view: _View, start: int, doubled_closes: bool, wide_close: bool) -> tuple[str, int, int]:
    """The cell whose quote opens at `start`: its value, where it stops (-1: nowhere), its oddities."""
    text, quote, delimiter = view.text, view.dialect.quote, view.delimiter
    position, oddities = start + 1, 0
    while (found := text.find(quote, position)) >= 0:
        position = found + 1
        if view.dialect.escape == "\\" and _backslashes(text, found) % 2:
            continue
        doubled = text.startswith(quote, position)
        after = view.after_padding(position + 1 if doubled else position)
        at_end = after >= len(text)
        if view.dialect.delimiter == BLANKS and not at_end and after > position:
            after -= 1  # the last blank is the delimiter itself
        closes = at_end or text.startswith(delimiter, after)
        if closes and wide_close and not at_end:
            closes = text[after + len(delimiter) :].lstrip(" ").startswith(quote)
        if doubled and not (doubled_closes and closes and found > start + 1):
            position += 1
        elif closes:
            return _unescaped(text[start + 1 : found + (1 if doubled else 0)], view.dialect), after, oddities + doubled
        else:
            oddities += 1
    return text[start + 1 :], -1, oddities


def _backslashes(text: str, position: int) -> int:
    """How many backslashes stand directly before `position`."""
    start = position
    while start and text[start - 1] == "\\":
        start -= 1
    return position - start


def _unescaped(value: str, dialect: Dialect) -> str:
    if dialect.escape == "\\":
        return re.sub(rf"\\([\\{dialect.quote}])", r"\1", value) if "\\" in value else value
    return value.replace(dialect.quote * 2, dialect.quote)
