"""A workbook (XLSX, XLSM, XLSB, XLS, ODS) -> one text table per sheet with content, each from a clean copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import ReadingError
from core.intake.cells import is_blank, values_text
from core.intake.footer import usual_filled
from core.intake.header import column_kinds, find_layout
from core.intake.reading import Hints, Scan, TextTable
from core.intake.records import Record
from core.intake.regular import Shape, write_regular

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

LOOK_ROWS = 300


def read_workbook(path: Path, file_name: str, copies: Callable[[int], Path], hints: Hints) -> list[TextTable]:
    """The tables of the sheets that hold data; `copies(n)` is where the copy of the nth sheet goes.

    `hints.sheet` picks one sheet. Sheets without a row of data are left out. Raises `ReadingError`: `workbook_broken`,
    `workbook_protected`, `sheet_missing` (sheet, sheets), `file_empty`, `file_header_only`, `row_too_large`.
    """
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_path(str(path)) as book:
            return _read_sheets(book, file_name, copies, hints)
    except calamine.PasswordError as error:
        raise ReadingError("workbook_protected", file=file_name) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise ReadingError("workbook_broken", file=file_name, detail=str(error)[:200]) from error


def _read_sheets(
    book: CalamineWorkbook, file_name: str, copies: Callable[[int], Path], hints: Hints
) -> list[TextTable]:
    names = list(book.sheet_names)
    if hints.sheet is not None and hints.sheet not in names:
        raise ReadingError("sheet_missing", file=file_name, sheet=hints.sheet, sheets=names)
    tables, header_only = [], False
    for place, name in enumerate(names):
        if hints.sheet in {None, name}:
            table = _read_sheet(book, name, file_name, copies(place), hints)
            header_only = header_only or (table is not None and not table.rows)
            tables += [table] if table and table.rows else []
    if not tables:
        raise ReadingError("file_header_only" if header_only else "file_empty", file=file_name)
    return tables


def _read_sheet(book: CalamineWorkbook, name: str, file_name: str, copy: Path, hints: Hints) -> TextTable | None:
    """The table of one sheet, with no rows where there is a header alone; None where all is blank."""
    sheet = book.get_sheet_by_name(name)
    if not sheet.width:
        return None

    def records() -> Iterator[Record]:
        return map(values_text, sheet.iter_rows())

    look = max(LOOK_ROWS, (hints.header_row or 0) + LOOK_ROWS)
    head = [list(record) for record in islice(records(), look)]
    if all(is_blank(row) for row in head):
        return None
    layout = find_layout(head, hints.header_row)
    body = head[layout.first_data :]
    shape = Shape(layout, None, column_kinds(body, layout.width), usual_filled(body, layout.width))
    done = write_regular(records, shape, copy)
    return TextTable(
        file_name=file_name,
        sheet=name,
        encoding=None,
        delimiter=None,
        quote=None,
        escape=None,
        header_rows=tuple(row + 1 for row in layout.header),
        columns=layout.columns,
        rows=done.rows,
        skipped=tuple(done.skipped),
        ragged=tuple(done.ragged),
        path=copy,
        scan=Scan(",", '"', '"', 0, row_column=True, first_row=done.first_row),
        sample=done.sample(layout.width),
        has_extra=done.has_extra,
    )
