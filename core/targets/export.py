"""Tables as CSV and XLSX that a spreadsheet opens as they are meant: nothing in them can act as a formula."""

from __future__ import annotations

import csv
import io
import math
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from core.errors import QuestionError

if TYPE_CHECKING:
    import pandas as pd

LIVE = "=+-@"  # what spreadsheets take for the start of a formula; wide and small forms of them count too
MINUS = "−"
QUOTES = "\"'`“”‘’„‚«»"
NEGATIVE = re.compile(r"-\d+(?:\.\d+)?")
AFTER_A_BREAK = re.compile(  # what another spreadsheet may take for the start of a cell
    r"([;\t\r\n][\s\"'\u200b-\u200f\u2060\ufeff]*)([=+@＝＋＠]|[-－−](?=\S))"
)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
XLSX_MOST_ROWS = 1_048_575  # besides the header row
XLSX_MOST_CHARACTERS = 32_767
WIDEST = 48
PERCENT = "0.0%"
FORMATS = {"whole": "#,##0", "decimal": "#,##0.00", "day": "yyyy-mm-dd", "text": "@"}
SHEET_NAME = 31  # signs of UTF-16
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # in the name of a sheet
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
    write_whole(text.getvalue().encode("utf-8-sig"), target)


def export_xlsx(
    frame: pd.DataFrame,
    target: Target,
    sheet: str = "List",
    *,
    shares: Mapping[str, str] | None = None,
    notes: tuple[str, Sequence[tuple[str, str]]] | None = None,
) -> None:
    """Write a table as a sheet of XLSX: numbers as numbers, days as days, all text as text that is never evaluated.

    The header row stays in sight and can be filtered by. `shares`: headers of columns of 0-1 with the format that
    shows them as percent. `notes`: the name of a second sheet and its lines, each a label and a text. Control
    characters are left out and cells longer than Excel allows end in an ellipsis. Errors: QuestionError
    `too_many_rows` beyond what a sheet holds, `file_unwritable`.
    """
    export_sheets([(sheet, frame)], target, shares=shares, notes=notes)


def export_sheets(
    sheets: Sequence[tuple[str, pd.DataFrame]],
    target: Target,
    *,
    shares: Mapping[str, str] | None = None,
    notes: tuple[str, Sequence[tuple[str, str]]] | None = None,
) -> None:
    """Write several tables as `export_xlsx` does, each on a sheet of its own; equal names are numbered."""
    for _, frame in sheets:
        if len(frame) > XLSX_MOST_ROWS:
            raise QuestionError("too_many_rows", rows=len(frame), most=XLSX_MOST_ROWS)
    import xlsxwriter

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, options) as book:
        formats = {name: book.add_format({"num_format": pattern}) for name, pattern in FORMATS.items()}
        percents = {name: book.add_format({"num_format": shown}) for name, shown in (shares or {}).items()}
        formats["head"] = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        formats["told"] = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        names = sheet_names([name for name, _ in sheets] + ([notes[0]] if notes else []))
        for name, (_, frame) in zip(names, sheets, strict=False):
            _write_rows(book.add_worksheet(name), frame, formats, percents)
        if notes:
            _write_notes(book.add_worksheet(names[-1]), notes[1], formats)
    write_whole(made.getvalue(), target)


def _write_rows(page: Any, frame: pd.DataFrame, formats: dict[str, Any], percents: dict[str, Any]) -> None:
    widths = [len(str(name)) + 2 for name in frame.columns]
    decimals = [percents.get(str(name), formats["decimal"]) for name in frame.columns]
    for column, name in enumerate(frame.columns):
        page.write_string(0, column, _xlsx_text(str(name)), formats["head"])
    for number, row in enumerate(_rows(frame), start=1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], _xlsx_cell(page, number, column, value, formats, decimals[column]))
    for column, width in enumerate(widths):
        page.set_column(column, column, min(max(width, 8), WIDEST))
    page.freeze_panes(1, 0)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    if len(frame.columns):
        page.autofilter(0, 0, len(frame), len(frame.columns) - 1)


def _write_notes(page: Any, lines: Sequence[tuple[str, str]], formats: dict[str, Any]) -> None:
    for number, (label, text) in enumerate(lines):
        page.write_string(number, 0, _xlsx_text(label), formats["head"])
        page.write_string(number, 1, _xlsx_text(text), formats["told"])
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 100)


def harmless(text: str) -> str:
    """Text for a CSV cell: with an apostrophe before it where a spreadsheet could take it for a formula.

    Blanks, quotes and signs that nobody sees do not hide a formula. Within the text the same is done after what other
    spreadsheets take for the end of a cell. A plain negative number stays.
    """
    if text[:1].isalnum() and text.isprintable() and ";" not in text:  # the usual case, quickly
        return text
    clean = UNPRINTABLE.sub("", text)
    if NEGATIVE.fullmatch(clean):
        return clean
    clean = AFTER_A_BREAK.sub(r"\1'\2", clean)
    bare = next((sign for sign in clean if not _is_hidden(sign)), "")
    is_live = clean[:1] in {"\t", "\r", "\n"} or (
        bare and (bare == MINUS or unicodedata.normalize("NFKC", bare) in LIVE)
    )
    return "'" + clean if is_live and not clean.startswith("'") else clean


def _is_hidden(sign: str) -> bool:
    """Whether a sign before a formula does not keep a spreadsheet from seeing it."""
    return sign.isspace() or sign in QUOTES or unicodedata.category(sign) in ("Cf", "Cc", "Mn")


def _csv_cell(value: Any) -> str:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return "" if value is None else str(value)


def _xlsx_cell(page: Any, row: int, column: int, value: Any, formats: dict[str, Any], decimal: Any) -> int:
    """Write one cell by its type, decimals in their format; gives its width in characters."""
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | date):
        text = _xlsx_text(str(value))
        page.write_string(row, column, text, formats["text"])
        return (len(text) if text.isascii() else sum(2 if ord(sign) > 0x2E7F else 1 for sign in text[:WIDEST])) + 2
    if isinstance(value, date):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["day"])  # noqa: DTZ001
        return 12
    page.write_number(row, column, float(value), formats["whole"] if isinstance(value, int) else decimal)
    return len(f"{value:,.2f}") + 1


def _xlsx_text(text: str) -> str:
    if text.isprintable() and len(text) <= XLSX_MOST_CHARACTERS and text.isascii():  # the usual case, quickly
        return text
    clean = UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return clean if len(clean) <= XLSX_MOST_CHARACTERS else clean[: XLSX_MOST_CHARACTERS - 1] + "…"


def sheet_names(names: Sequence[str]) -> list[str]:
    """Names that Excel takes: at most 31 signs, none that it forbids, no apostrophe at the ends, all different."""
    made: list[str] = []
    taken = {"history"}  # Excel keeps this one for itself
    for name in names:
        wanted = _cut(FORBIDDEN.sub(" ", name).strip(" '"), SHEET_NAME).strip(" '") or "List"
        kept, number = wanted, 1
        while kept.lower() in taken:
            number += 1
            kept = f"{_cut(wanted, SHEET_NAME - len(str(number)) - 1)} {number}"
        made.append(kept)
        taken.add(kept.lower())
    return made


def _cut(text: str, most: int) -> str:
    """The beginning of a text, at most so many signs of UTF-16, as spreadsheets count them."""
    while len(text.encode("utf-16-le")) > 2 * most:
        text = text[:-1]
    return text


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows as values of Python; missing and infinite ones are None. By column, since that is many times faster."""
    columns = []
    for place in range(len(frame.columns)):
        column = frame.iloc[:, place]
        columns.append(column.astype(object).where(column.notna(), None).tolist())
    for row in zip(*columns, strict=True):
        yield tuple(None if isinstance(value, float) and math.isinf(value) else value for value in row)


def write_whole(content: bytes, target: Target) -> None:
    """Write a file whole or not at all. Errors: QuestionError `file_unwritable`."""
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
