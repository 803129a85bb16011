"""Tables of a web page, as many systems export them under the name of a workbook -> one CSV file per table."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TextIO

from core.errors import ReadingError
from core.intake.container.request import Request
from core.intake.container.sheets import repeats
from core.intake.files.encoding import codec_name, decode, guess_encoding

CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
WIDEST, DEEPEST = 1000, 65_536  # what a cell can span
MOST_TABLES = 500


def write_html(request: Request) -> Iterator[tuple[str | None, Path]]:
    """The CSV file of each table; a table is called after its place where there are several.

    Raises `ReadingError`: `kind_unsupported` where the page has no table with text, `file_broken`, `encoding_failed`.
    """
    tables = _Tables(request.folder, request.file_name)
    try:
        for block in decode(request.path, _encoding(request.path)):
            tables.feed(block)
        tables.close()
    finally:
        tables.finish()
    found = [path for path, filled in tables.written if filled]
    if not found:
        raise ReadingError("kind_unsupported", file=request.file_name, found="HTML")
    if len(found) == 1:
        yield None, found[0]
        return
    named = {f"Table {place}": path for place, path in enumerate(found, 1)}
    if request.sheet is not None and request.sheet not in named:
        raise ReadingError("sheet_missing", file=request.file_name, sheet=request.sheet, sheets=list(named))
    yield from ((name, path) for name, path in named.items() if request.sheet in {None, name})


def _encoding(path: Path) -> str:
    """By the bytes; what the page itself says only where they leave it open."""
    guessed = guess_encoding(path)
    with path.open("rb") as stream:
        said = CHARSET.search(stream.read(4096))
    if said is None or guessed.startswith("utf"):
        return guessed
    try:
        return codec_name(said[1].decode("ascii"))
    except ReadingError:
        return guessed


@dataclass
class _Table:
    """A table that is being read: its row so far, and the cells that reach down into the next rows."""

    stream: TextIO
    filled: bool = False
    row: list[str] | None = None
    hanging: dict[int, tuple[int, str]] = field(default_factory=dict)  # column -> rows to come, text

    def add(self, text: str, across: int, down: int) -> None:
        """Put a cell where the row has got to."""
        if self.row is None:
            self.row = []
        self._hang()
        column = len(self.row)
        across = max(1, min(across, WIDEST - column))  # a cell beyond the widest stands alone
        self.row += [text, *[""] * (across - 1)]
        for place in range(column, column + across if down > 1 else column):
            self.hanging[place] = (min(down, DEEPEST) - 1, text if place == column and repeats(text) else "")

    def _hang(self) -> None:
        """Cells of rows above that reach down to where the row has got to."""
        while self.row is not None and (held := self.hanging.get(len(self.row))):
            rows, text = held
            if rows == 1:
                del self.hanging[len(self.row)]
            else:
                self.hanging[len(self.row)] = (rows - 1, text)
            self.row.append(text)

    def end_row(self) -> None:
        """Write the row."""
        if self.row is None:
            return
        for column in sorted(self.hanging):  # those behind its last cell are of this row too
            self.row += [""] * (column - len(self.row))
            self._hang()
        self.filled = self.filled or any(self.row)
        csv.writer(self.stream, lineterminator="\n").writerow(self.row)
        self.row = None


class _Tables(HTMLParser):
    """Writes each row as it ends. A table within a cell is a table of its own."""

    def __init__(self, folder: Path, file_name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.folder, self.file_name = folder, file_name
        self.written: list[tuple[Path, bool]] = []
        self.open: list[tuple[_Table, list[str] | None, tuple[int, int]]] = []
        self.text: list[str] | None = None  # of the cell that is being read
        self.spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell; a cell or a row that was never closed ends here."""
        if tag == "table":
            if len(self.written) == MOST_TABLES:
                raise ReadingError("file_broken", file=self.file_name, detail=f"more than {MOST_TABLES} tables")
            path = self.folder / f"{len(self.written) + 1}.csv"
            self.written.append((path, False))
            stream = path.open("w", encoding="utf-8", errors="replace", newline="")
            self.open.append((_Table(stream), self.text, self.spans))
            self.text = None
        elif tag == "tr" and self.open:
            self._end_cell()
            self.open[-1][0].end_row()
            self.open[-1][0].row = []
        elif tag in {"td", "th"} and self.open:
            self._end_cell()
            given = dict(attrs)
            self.text, self.spans = [], (_span(given.get("colspan")), _span(given.get("rowspan")))
        elif tag == "br" and self.text is not None:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a cell, a row or a table."""
        if tag in {"td", "th", "tr"} and self.open:
            self._end_cell()
            if tag == "tr":
                self.open[-1][0].end_row()
        elif tag == "table" and self.open:
            self._end_table()

    def handle_data(self, data: str) -> None:
        """Text counts within cells only."""
        if self.text is not None:
            self.text.append(data if data.strip() else " ")

    def finish(self) -> None:
        """End what was never closed."""
        while self.open:
            self._end_table()

    def _end_cell(self) -> None:
        if self.text is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self.text).replace("\r", " ").split("\n"))
        self.open[-1][0].add("\n".join(lines).strip(), *self.spans)
        self.text = None

    def _end_table(self) -> None:
        self._end_cell()
        table, self.text, self.spans = self.open.pop()
        table.end_row()
        table.stream.close()
        place = int(Path(table.stream.name).stem) - 1
        self.written[place] = (self.written[place][0], table.filled)


def _span(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else 1
