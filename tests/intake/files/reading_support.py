"""Reads a table as the engine would, so that the tests compare what arrives and not what was promised."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import duckdb

from core.intake.files.reading import Hints, TextTable, read_tables

ENGINE = duckdb.connect()
NO_HINTS = Hints()
CLEAN = [
    ["订单编号", "日期", "客户", "金额", "备注"],
    ["SO001", "2024-01-03", "海岚汽配", "1200.50", "急件"],
    ["SO002", "2024-01-05", "Müller, Köln", "80", ""],
    ["SO003", "2024-02-11", "龙腾贸易", "-15.2", 'said "no"'],
    ["SO004", "2024-02-12", "海岚汽配", "0", "two\nlines"],
    ["SO005", "2024-03-01", "Ann's shop", "99.99", "ok"],
    ["SO006", "2024-03-09", "龙腾贸易", "310", "后补"],
]


def as_csv(rows: Sequence[Sequence[str]], **options: object) -> str:
    """Rows as the csv module writes them."""
    stream = io.StringIO()
    csv.writer(stream, **{"lineterminator": "\n", **options}).writerows(rows)
    return stream.getvalue()


def read(tmp_path: Path, content: bytes | str, hints: Hints = NO_HINTS, name: str = "file.csv") -> TextTable:
    """The one table of a file with this content; the counting identity is checked on the way."""
    path = tmp_path / "upload"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    tables = read_tables(path, name, tmp_path / "spool", hints)
    assert len(tables) == 1
    return tables[0]


def engine_rows(table: TextTable) -> list[tuple[str | None, ...]]:
    """The data rows as the engine reads them, without row number."""
    return [row[1:] for row in numbered_rows(table)]


def numbered_rows(table: TextTable) -> list[tuple[object, ...]]:
    """The data rows as the engine reads them, the row in the file first."""
    names = [*(["row"] if table.scan.row_column else []), *table.columns, *(["__extra"] if table.has_extra else [])]
    columns = ",".join(f"'c{place}':'VARCHAR'" for place in range(len(names)))
    given = {"delim": table.scan.delimiter, "quote": table.scan.quote, "escape": table.scan.escape}
    options = ",".join(f"{key}='{value.replace(chr(39), chr(39) * 2)}'" for key, value in given.items())
    query = (
        f"from read_csv('{table.path}', {options}, skip={table.scan.skip}, header=false, auto_detect=false, "
        f"new_line='{table.scan.line_end.encode('unicode_escape').decode()}', "
        f"columns={{{columns}}})"
    )
    rows = ENGINE.sql(query).fetchall()
    assert len(rows) == table.rows, "the engine must find as many rows as were counted"
    if table.scan.row_column:
        return [(int(row[0]), *row[1:]) for row in rows]
    return [(table.scan.first_row + place, *row) for place, row in enumerate(rows)]


def expected(rows: Sequence[Sequence[str]]) -> list[tuple[str | None, ...]]:
    """Rows as the engine gives them back: empty = None."""
    return [tuple(cell or None for cell in row) for row in rows]


def check_whole(table: TextTable, rows_in_file: int) -> None:
    """Every row of the file is data, header or skipped, once."""
    places = [row[0] for row in numbered_rows(table)]
    everything = [*places, *table.header_rows, *(row.row for row in table.skipped)]
    assert sorted(everything) == list(range(1, rows_in_file + 1))
