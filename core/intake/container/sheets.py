"""A workbook (XLSX, XLSM, XLSB, XLS, ODS) -> one CSV file per sheet that holds anything."""

from __future__ import annotations

import gc
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from core.errors import ReadingError
from core.intake.columns.cells import cell_kind
from core.intake.container.gaps import Gaps
from core.intake.container.request import Request
from core.intake.container.values import write_rows
from core.intake.container.xml import ForbiddenError

if TYPE_CHECKING:
    from collections.abc import Callable

    from python_calamine import CalamineSheet, CalamineWorkbook

BROKEN: tuple[type[Exception], ...] = (OSError, ValueError, LookupError, EOFError, struct.error, zlib.error)
BROKEN += (zipfile.BadZipFile, ExpatError, ForbiddenError)

LARGE_ROWS = 20_000

Merges = dict[int, list[tuple[int, int]]]  # first row -> (column, last row) of each merged range that reaches down


def write_sheets(request: Request, find_gaps: Callable[[], dict[int, Gaps]]) -> Iterator[tuple[str, Path]]:
    """The name and the CSV file of each sheet, hidden ones too, charts left out; `find_gaps` runs meanwhile.

    Row n of a sheet is line n of its file. Raises `ReadingError`: `workbook_broken`, `workbook_protected`,
    `sheet_missing` (sheet, sheets).
    """
    import python_calamine as calamine

    gc.disable()  # millions of cells come and go, none of them in a circle
    with ThreadPoolExecutor(1) as helper:
        gaps = helper.submit(find_gaps)
        try:
            with calamine.CalamineWorkbook.from_path(str(request.path)) as book:
                yield from _sheets(book, request, gaps)
        except calamine.PasswordError as error:
            raise ReadingError("workbook_protected", file=request.file_name) from error
        except calamine.CalamineError as error:
            raise ReadingError("workbook_broken", file=request.file_name, detail=str(error)[:200]) from error
        except BROKEN as error:
            raise ReadingError("workbook_broken", file=request.file_name, detail=str(error)[:200]) from error


def _sheets(book: CalamineWorkbook, request: Request, gaps: Future[dict[int, Gaps]]) -> Iterator[tuple[str, Path]]:
    from python_calamine import SheetTypeEnum

    sheets = {place: s.name for place, s in enumerate(book.sheets_metadata) if s.typ == SheetTypeEnum.WorkSheet}
    if request.sheet is not None and request.sheet not in sheets.values():
        raise ReadingError("sheet_missing", file=request.file_name, sheet=request.sheet, sheets=list(sheets.values()))
    for place, name in sheets.items():
        if request.sheet not in {None, name}:
            continue
        sheet = book.get_sheet_by_index(place)
        holes = gaps.result().get(place, {})
        if sheet.start is None and not holes:
            continue
        out = request.folder / f"{place}.csv"
        merges = _merges(sheet)
        if holes or merges:
            _write(_filled_rows(sheet, holes, merges), out)
        elif sheet.height >= LARGE_ROWS and hasattr(os, "fork"):
            _write_by_two(sheet, out)
        else:
            _write(sheet.iter_rows(), out)
        yield name, out


def _write(rows: Iterable[list[Any]], out: Path) -> None:
    with out.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        write_rows(rows, stream)


def _write_by_two(sheet: CalamineSheet, out: Path) -> None:
    """The first half here, the second half in a process that shares the memory: a tenth less for the whole file."""
    half, rest = (sheet.end or (0, 0))[0] // 2, out.with_suffix(".rest")
    other = os.fork()
    if other == 0:
        failed = 1
        try:
            _write(islice(sheet.iter_rows(), half, None), rest)
            failed = 0
        finally:
            os._exit(failed)
    _write(islice(sheet.iter_rows(), half), out)
    if os.waitpid(other, 0)[1]:
        _write(islice(sheet.iter_rows(), half, None), rest)
    with rest.open("rb") as source, out.open("ab") as target:
        shutil.copyfileobj(source, target, 1 << 20)
    rest.unlink()


def _filled_rows(sheet: CalamineSheet, gaps: Gaps, merges: Merges) -> Iterator[list[Any]]:
    begin, end = sheet.start or (0, 0), sheet.end or (0, -1)
    held = [column for columns in gaps.values() for column in columns]
    first, last = min([begin[1], *held]), max([end[1], *held])
    before, after = [""] * (begin[1] - first), [""] * (last - max(end[1], begin[1] - 1))
    repeated: dict[int, dict[int, Any]] = {}
    number = -1
    for number, row in enumerate(sheet.iter_rows()):
        cells = [*before, *row, *after] if before or after else row
        for column, text in gaps.get(number, {}).items():
            cells[column - first] = text
        for column, value in repeated.pop(number, {}).items():
            cells[column - first] = cells[column - first] or value
        for column, last_row in merges.get(number, ()):
            if repeats(cells[column - first]):
                for below in range(number + 1, last_row + 1):
                    repeated.setdefault(below, {})[column] = cells[column - first]
        yield cells
    for below in range(number + 1, max(gaps, default=-1) + 1):
        yield [gaps.get(below, {}).get(column, "") for column in range(first, last + 1)]


def _merges(sheet: CalamineSheet) -> Merges:
    """The merged ranges of more than one row within the table."""
    found: Merges = {}
    if sheet.end is None or sheet.start is None:
        return found
    for (first_row, first_column), (last_row, _) in sheet.merged_cell_ranges or ():
        if last_row > first_row and sheet.start[1] <= first_column <= sheet.end[1]:
            found.setdefault(first_row, []).append((first_column, min(last_row, sheet.end[0])))
    return found


def repeats(value: object) -> bool:
    """Whether the value of a merged cell stands for each of its rows: words and days do.

    A number may be the total of the rows; repeated, it would count several times.
    """
    if isinstance(value, str):
        text = value.strip()
        return bool(text) and (text.isdigit() or cell_kind(text) != "number")
    return isinstance(value, date)
