"""A file that is no plain text (a workbook, a web page, Parquet) -> text tables, by way of a child process."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.errors import ReadingError
from core.intake.files.child import ask_child
from core.intake.files.reading import Hints, TextTable
from core.intake.files.textfile import read_text

TABLE_LIMIT_BYTES = 4_000_000_000  # of one table as text
PART_OF_SHEET = re.compile(r"#\d+$")


def read_contained(path: Path, file_name: str, copies: Callable[[int], Path], hints: Hints) -> list[TextTable]:
    """The tables of a workbook, a web page or a Parquet file; `copies(n)` is where the copies of the nth sheet go.

    Each sheet with content is read as the text file that a child process makes of it; tables below each other in one
    sheet are called "Sheet #1", "Sheet #2". Sheets without a row of data are left out where another has one. Raises
    `ReadingError`: what the child process and the reading of text raise, `table_too_low` (sheet, row) and
    `sheet_missing` (sheet, sheets).
    """
    folder = copies(0).with_suffix("")
    folder.mkdir()
    try:
        wanted = None if hints.sheet and PART_OF_SHEET.search(hints.sheet) else hints.sheet
        reply = ask_child("tables", path, file_name, folder, TABLE_LIMIT_BYTES, wanted)
        tables, short = list[TextTable](), list[ReadingError]()
        for place, (sheet, written) in enumerate(reply["tables"]):
            raw = copies(place)
            Path(written).replace(raw)
            try:
                tables += _sheet_tables(raw, file_name, sheet, hints)
            except ReadingError as error:
                if error.code != "header_row_beyond":
                    raise
                short.append(error)  # the row of the header is that of a longer sheet
                raw.unlink()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if short and not tables:
        raise short[0]
    tables = [table for table in tables if table.rows] or tables
    if wanted == hints.sheet:
        return tables
    chosen = [table for table in tables if table.sheet == hints.sheet]
    if not chosen:
        sheets = [table.sheet for table in tables]
        raise ReadingError("sheet_missing", file=file_name, sheet=hints.sheet, sheets=sheets)
    return chosen


def _first_row(raw: Path) -> int | None:
    """The first row that holds more than blanks."""
    with raw.open(encoding="utf-8") as lines:
        return next((row for row, line in enumerate(lines, 1) if line.strip(', "\t\n\u3000')), None)


def _sheet_tables(raw: Path, file_name: str, sheet: str | None, hints: Hints) -> list[TextTable]:
    """The tables of one sheet as CSV, which goes where no table is read from it; none where the sheet is blank."""
    plain = Hints(encoding="utf-8", delimiter=",", quote='"', escape='"', header_row=hints.header_row)
    try:
        tables = read_text(raw, file_name, lambda n: raw.with_stem(f"{raw.stem}-{n + 1}"), plain)
    except ReadingError as error:
        if error.code != "file_empty":
            raise
        if row := _first_row(raw):
            raise ReadingError("table_too_low", file=file_name, sheet=sheet, row=row) from error
        tables = []
    if all(table.path != raw for table in tables):
        raw.unlink()
    numbers = [f" #{number}" if len(tables) > 1 else "" for number in range(1, len(tables) + 1)]
    return [
        replace(
            table,
            sheet=(sheet or "") + number if sheet or number else None,
            encoding=None,
            delimiter=None,
            quote=None,
            escape=None,
        )
        for table, number in zip(tables, numbers, strict=True)
    ]
