"""One line of text -> cells, careful about quotes: what cannot be meant is taken as it stands.

A quote closes a cell only before a delimiter or the end of the line; a stray one is part of the text and counted as
an oddity, so that several ways to read a line can be compared.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import east_asian_width

WRAPPED = '"""'  # the escape of files whose lines are quoted as a whole, quotes within them doubled once more
BLANKS = " +"  # the delimiter "one or more blanks", leading blanks ignored
FIXED = "fixed:"  # the cells stand at fixed places, as in "fixed:0,6,15"; blanks around them do not count
WIDE = FIXED + "wide:"  # the same, hanzi counted as two places: as a screen shows them, and as bytes of GBK
FILLER = "\ufdd0"  # no character of any text: stands behind a wide sign for its second place


@dataclass(frozen=True)
class Dialect:
    """How cells are written. `escape` is the quote itself (doubled), a backslash or `WRAPPED`; `quote` "" = none."""

    delimiter: str
    quote: str = '"'
    escape: str = '"'


@lru_cache
def fixed_places(delimiter: str) -> tuple[int, ...]:
    """Where the cells of a line begin under a delimiter of the kind `FIXED`."""
    return tuple(sorted({int(place) for place in delimiter.rsplit(":", 1)[-1].split(",")}))


def widened(line: str) -> str:
    """The line with one sign more behind each sign that takes two places: a blank behind a blank, else a filler."""
    if line.isascii():
        return line
    filler = {sign: " " if sign == "\u3000" else FILLER for sign in set(line) if east_asian_width(sign) in {"W", "F"}}
    return "".join(sign + filler.get(sign, "") for sign in line)


def fixed_cells(line: str, delimiter: str) -> list[str]:
    """The cells of a line under a delimiter of the kind `FIXED`; a word that reaches over a border is not cut.

    It belongs to the right: numbers grow to the left. Only a word that fills the cell on the left is cut.
    """
    wide = delimiter.startswith(WIDE)
    line = widened(line) if wide else line
    borders = [0]
    for place in fixed_places(delimiter)[1:]:
        inside = line[place - 1 : place].strip() and line[place : place + 1].strip()
        word = line.rfind(" ", 0, place) + 1 if inside else place
        borders.append(word if word > borders[-1] else place)
    cells = [line[start:stop] for start, stop in zip(borders, [*borders[1:], None], strict=True)]
    return [(cell.replace(FILLER, "").replace("\u3000 ", "\u3000") if wide else cell).strip() for cell in cells]


@dataclass(frozen=True)
class Reading:
    """One way to read a line: its cells, whether the last quote was closed, how many oddities it took."""

    cells: list[str]
    closed: bool
    oddities: int


def scan(
    text: str, dialect: Dialect, *, doubled_closes: bool = False, wide_close: bool = False, literal_open: bool = False
) -> Reading:
    """Read `text` as one record. The flags are other ways to see a quote, each counted as an oddity where used."""
    delimiter = " " if dialect.delimiter == BLANKS else dialect.delimiter or "\x00"  # nothing: what no text holds
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
                return Reading([*cells, value], closed=False, oddities=oddities)
        if stop < 0:
            start = start if dialect.delimiter == BLANKS else position
            stop = view.end_of_plain(start, honour_escape=not literal_open)
            value = view.text[start:stop]
            if dialect.escape == "\\" and "\\" in value and not literal_open:
                value = re.sub(rf"\\([\\{re.escape(dialect.quote + delimiter)}])", r"\1", value)
            oddities += value.count(dialect.quote) if literal_open else 0
        cells.append(value)
        if stop >= len(view.text):
            return Reading(cells, closed=True, oddities=oddities)
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

    def end_of_plain(self, start: int, *, honour_escape: bool) -> int:
        """Where the unquoted cell from `start` on ends: at the next delimiter that no backslash escapes."""
        stop = self.text.find(self.delimiter, start)
        while stop >= 0 and honour_escape and self.dialect.escape == "\\" and _backslashes(self.text, stop) % 2:
            stop = self.text.find(self.delimiter, stop + 1)
        return len(self.text) if stop < 0 else stop


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
