"""Tables as CSV and XLSX that a spreadsheet opens as they are meant: nothing in them can act as a formula."""

from __future__ import annotations

import csv
import io
import math
import os
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from core.errors import QuestionError

if TYPE_CHECKING:
    import pandas as pd

LIVE = "=+-@＝＋－＠"  # what spreadsheets take for the start of a formula, in both widths
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
XLSX_MOST_ROWS = 1_048_575  # besides the header row
XLSX_MOST_CHARACTERS = 32_767
WIDEST = 48
FORMATS = {"whole": "#,##0", "decimal": "#,##0.00", "day": "yyyy-mm-dd"}
Target = Path | IO[bytes]


def export_csv(frame: pd.DataFrame, target: Target) -> None:
    """Write a table as CSV for Excel: UTF-8 with a mark, commas, CRLF; days as 2011-11-30, numbers without groups.

    Text that starts like a formula gets an apostrophe before it, in header cells too; numbers stay numbers. Missing
    values are empty. A path is replaced whole or not at all. Errors: QuestionError `file_unwritable`.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(str(name)) for name in frame.columns])
    writer.writerows([_csv_cell(value) for value in row] for row in _rows(frame))
    _write(text.getvalue().encode("utf-8-sig"), target)


def export_xlsx(frame: pd.DataFrame, target: Target, sheet: str = "List") -> None:
    """Write a table as one sheet of XLSX: numbers as numbers, days as days, all text as text that is never evaluated.

    Control characters are left out and cells longer than Excel allows end in an ellipsis. Errors: QuestionError
    `too_many_rows` beyond what a sheet holds, `file_unwritable`.
    """
    if len(frame) > XLSX_MOST_ROWS:
        raise QuestionError("too_many_rows", rows=len(frame), most=XLSX_MOST_ROWS)
    import xlsxwriter

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, options) as book:
        page = book.add_worksheet(_sheet_name(sheet))
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        formats = {name: book.add_format({"num_format": pattern}) for name, pattern in FORMATS.items()}
        widths = [len(str(name)) + 2 for name in frame.columns]
        for column, name in enumerate(frame.columns):
            page.write_string(0, column, _xlsx_text(str(name)), head)
        for number, row in enumerate(_rows(frame), start=1):
            for column, value in enumerate(row):
                widths[column] = max(widths[column], _xlsx_cell(page, number, column, value, formats))
        for column, width in enumerate(widths):
            page.set_column(column, column, min(max(width, 8), WIDEST))
        page.freeze_panes(1, 0)
        if len(frame.columns):
            page.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    _write(made.getvalue(), target)


def harmless(text: str) -> str:
    """Text for a CSV cell: with an apostrophe before it where a spreadsheet could take it for a formula."""
    if text[:1].isalnum() and text.isprintable():  # the usual case, quickly
        return text
    clean = UNPRINTABLE.sub("", text)
    bare = clean.lstrip()
    if clean[:1] in {"\t", "\r", "\n"} or (bare and bare[0] in LIVE):
        return "'" + clean
    return clean


def _csv_cell(value: Any) -> str:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return "" if value is None else str(value)


def _xlsx_cell(page: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> int:
    """Write one cell by its type; gives its width in characters."""
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | date):
        text = _xlsx_text(str(value))
        page.write_string(row, column, text)
        return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text) + 2
    if isinstance(value, date):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["day"])  # noqa: DTZ001
        return 12
    page.write_number(row, column, float(value), formats["whole" if isinstance(value, int) else "decimal"])
    return len(f"{value:,.2f}") + 1


def _xlsx_text(text: str) -> str:
    clean = UNPRINTABLE.sub("", text)
    return clean if len(clean) <= XLSX_MOST_CHARACTERS else clean[: XLSX_MOST_CHARACTERS - 1] + "…"


def _sheet_name(name: str) -> str:
    """A name that Excel takes: at most 31 characters, none of the signs it forbids, no apostrophe at the ends."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip(" '")[:31].strip(" '") or "List"


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows as values of Python; missing and infinite ones are None. By column, since that is many times faster."""
    columns = []
    for place in range(len(frame.columns)):
        column = frame.iloc[:, place]
        columns.append(column.astype(object).where(column.notna(), None).tolist())
    for row in zip(*columns, strict=True):
        yield tuple(None if isinstance(value, float) and math.isinf(value) else value for value in row)


def _write(content: bytes, target: Target) -> None:
    if not isinstance(target, Path):
        target.write(content)
        return
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(content)
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise QuestionError("file_unwritable", file=str(target), detail=error.strerror or str(error)) from error
