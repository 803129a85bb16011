"""Refused rows as a sheet that a person mends: the reason beside the row, every cell as it stands, and a key."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, TYPE_CHECKING

from core.store.engine import literal

if TYPE_CHECKING:
    from core.intake.rows.refusals import RefusedRow

KEY_HEADER, SURPLUS_HEADER = "key", "(beyond the last column)"
KEY = re.compile(r"(refused-[0-9a-f]{16})-([1-9][0-9]*)")
LIVE = "=+-@\t\r＝＋－＠"  # what a spreadsheet takes for the start of a formula
NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*", re.ASCII)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
MOST_CHARACTERS = 32_767
XLSX_MOST_ROWS = 1_048_575


def _as_it_is(rule: str) -> str:
    return rule


@dataclass(frozen=True)
class MendingSheet:
    """What is said of a row (`names`), the headers of the file as they stand, what was beyond them, the key.

    `worded`: what is written for the code of a rule.
    """

    names: Sequence[str]
    headers: Sequence[str]
    token: str
    has_surplus: bool = False
    worded: Callable[[str], str] = _as_it_is

    @property
    def columns(self) -> list[str]:
        """All headers, none twice."""
        taken = set(self.headers)
        free = []
        for wanted in (*self.names, *([SURPLUS_HEADER] if self.has_surplus else []), KEY_HEADER):
            name = wanted
            while name in taken:
                name += "_"
            taken.add(name)
            free.append(name)
        return [*free[: len(self.names)], *self.headers, *free[len(self.names) :]]

    def rows(self, rows: Iterable[RefusedRow]) -> Iterator[list[str]]:
        """The cells of each row."""
        for row in rows:
            cells = [cell or "" for cell in (*row.cells, *([row.surplus] if self.has_surplus else []))]
            yield [str(row.row), row.column, row.value, self.worded(row.rule), *cells, f"{self.token}-{row.row}"]


def mending_csv(file: IO[str], sheet: MendingSheet, rows: Iterable[RefusedRow]) -> None:
    """Write refused rows as CSV; a cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    writer = csv.writer(file)
    writer.writerow([inert(name) for name in sheet.columns])
    writer.writerows([inert(cell) for cell in cells] for cells in sheet.rows(rows))


def mending_xlsx(file: IO[bytes], sheet: MendingSheet, rows: Iterable[RefusedRow]) -> None:
    """Write refused rows as XLSX: every cell is text and stays text when it is edited; the cell at fault is coloured.

    At most as many rows as a sheet holds.
    """
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    columns, before = sheet.columns, len(sheet.names)
    with xlsxwriter.Workbook(file, options) as book:
        page = book.add_worksheet()
        head = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        text = book.add_format({"num_format": "@"})
        fault = book.add_format({"num_format": "@", "bg_color": "#FDE7C3"})
        page.set_column(0, len(columns) - 1, 16, text)
        page.set_column(before - 1, before - 1, 48, text)
        page.freeze_panes(1, 0)
        for place, name in enumerate(columns):
            page.write_string(0, place, _printable(name), head)
        for number, cells in enumerate(sheet.rows(islice(rows, XLSX_MOST_ROWS)), start=1):
            for place, cell in enumerate(cells):
                at_fault = before <= place < before + len(sheet.headers) and columns[place] == cells[1]
                page.write_string(number, place, _printable(cell), fault if at_fault else text)


def inert(text: str) -> str:
    """A cell of CSV that no spreadsheet takes for a formula; numbers stay as they are."""
    bare = text.lstrip("'")
    return f"'{text}" if bare[:1] and bare[0] in LIVE and not NUMBER.fullmatch(bare) else text


def lively(text: str) -> str:
    """What `inert` was given."""
    bare = text.lstrip("'")
    live = len(bare) < len(text) and bare[:1] and bare[0] in LIVE and not NUMBER.fullmatch(bare)
    return text[1:] if live else text


def lively_sql(cell: str) -> str:
    """The same as SQL over a cell of a text file."""
    live = literal(f"^'+[{re.escape(LIVE)}]")
    number = literal(f"^'+{NUMBER.pattern}$")
    marked = f"regexp_matches({cell}, {live}) and not regexp_matches({cell}, {number})"
    return f"case when {marked} then {cell}[2:] else {cell} end"


def _printable(text: str) -> str:
    return UNPRINTABLE.sub("", text)[:MOST_CHARACTERS]
