"""One file that holds tables -> CSV files, by what its first bytes say it is."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

from core.errors import ReadingError
from core.intake.container.binary_gaps import book_stream, is_locked, xls_gaps, xlsb_gaps
from core.intake.container.gaps import Gaps, xlsx_gaps
from core.intake.container.limits import limit_memory
from core.intake.container.ods_gaps import ods_gaps
from core.intake.container.packages import (
    WORKBOOK_LIMIT_BYTES,
    check_compound,
    check_unlocked,
    open_zip,
    package_of,
    unpacked_bytes,
)
from core.intake.container.request import Request
from core.intake.files.kind import container_of


def write_tables(request: Request) -> Iterator[tuple[str | None, Path]]:
    """The name of each table (None where it has none) and the CSV file in `request.folder` that holds it.

    Raises `ReadingError`: `kind_unsupported`, `archive_unopened`, and what the readers of the kinds raise.
    """
    kind = container_of(request.path)
    if kind == "zip":
        yield from _packed(request)
    elif kind == "ole":
        yield from _compound(request)
    elif kind == "parquet":
        from core.intake.container.parquet import write_parquet

        yield from write_parquet(request)
    elif kind == "html":
        from core.intake.container.html_tables import write_html

        yield from write_html(request)
    elif kind == "xml":
        from core.intake.container.spreadsheet_xml import write_spreadsheet_xml

        yield from write_spreadsheet_xml(request)


def _packed(request: Request) -> Iterator[tuple[str, Path]]:
    from core.intake.container.sheets import write_sheets

    with open_zip(request.path, request.file_name, WORKBOOK_LIMIT_BYTES) as archive:
        package = package_of(archive, request.file_name)
        if package == "archive":
            check_unlocked(archive.infolist(), request.file_name)
            raise ReadingError("archive_unopened", file=request.file_name)
        limit_memory(unpacked_bytes(archive))
        finders: dict[str, Callable[[ZipFile], dict[int, Gaps]]] = {
            "xlsx": xlsx_gaps,
            "xlsb": xlsb_gaps,
            "ods": ods_gaps,
        }
        find = finders[package]
        yield from write_sheets(request, lambda: find(archive))


def _compound(request: Request) -> Iterator[tuple[str, Path]]:
    from core.intake.container.sheets import write_sheets

    size = request.path.stat().st_size
    if size > WORKBOOK_LIMIT_BYTES:
        raise ReadingError("file_too_large", file=request.file_name, bytes=size, limit=WORKBOOK_LIMIT_BYTES)
    limit_memory(size)
    content = request.path.read_bytes()
    check_compound(content, request.file_name)
    try:
        stream = book_stream(content)
    except struct.error as error:
        raise ReadingError("workbook_broken", file=request.file_name, detail="it ends too soon") from error
    if is_locked(stream):
        raise ReadingError("workbook_protected", file=request.file_name)
    yield from write_sheets(request, lambda: xls_gaps(stream))
