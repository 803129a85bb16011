"""The rows of a file that was read, with just the cells that each one has: neither padded nor cut."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from core.intake.columns.column_names import joined_names
from core.intake.files.reading import TextTable
from core.intake.files.records import ROW_LIMIT_BYTES, cells_of
from core.intake.files.textfile import table_records


@dataclass(frozen=True)
class FoundTable:
    """A table as it stands in its file: header cells (none where it has no header) and the data rows in order."""

    table: TextTable
    header: tuple[str, ...]
    rows: Iterator[list[str]]


def found_tables(path: Path, tables: Sequence[TextTable]) -> Iterator[FoundTable]:
    """The tables of the file at `path`, which `read_tables` gave; take the rows of each before the next is asked for.

    A workbook's rows are all as wide as the sheet. Two header rows are one header, joined cell by cell.
    """
    if tables[0].encoding is None:
        for table in tables:
            yield FoundTable(table, table.columns if table.header_rows else (), _copied_rows(table))
        return
    delimiter = tables[0].delimiter or ""
    numbered = enumerate(table_records(path, tables[0]), 1)
    for table in tables:
        part = islice(numbered, table.last_row - table.first_row + 1)
        yield _found(table, ((row, cells_of(record, delimiter)) for row, record in part))


def _found(table: TextTable, numbered: Iterator[tuple[int, list[str]]]) -> FoundTable:
    others = {skipped.row for skipped in table.skipped}
    head: list[list[str]] = []
    wanted = set(table.header_rows)
    while wanted:
        row, cells = next(numbered)
        if row in wanted:
            wanted.remove(row)
            head.append(cells)
    names = joined_names(head, distinct=False) if len(head) > 1 else [name for cells in head for name in cells]
    if names and len(names) == len(table.columns) - 1 and table.columns[0] == "column_1":
        names = ["", *names]  # the rows begin with a number or a name of their own
    return FoundTable(table, tuple(names), (cells for row, cells in numbered if row not in others))


def _copied_rows(table: TextTable) -> Iterator[list[str]]:
    csv.field_size_limit(ROW_LIMIT_BYTES)
    with table.path.open(encoding="utf-8", newline="") as stream:
        for row in islice(csv.reader(stream), table.scan.skip, None):
            yield row[1:] if table.scan.row_column else row


def write_found(found: FoundTable, stream: TextIO) -> None:
    """Write a table as RFC 4180 text: its header where it has one, then each row with its cells."""
    writer = csv.writer(stream)
    if found.header:
        writer.writerow(found.header)
    writer.writerows(found.rows)
