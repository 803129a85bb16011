"""Reading of a large workbook against its bare reader, which gives lists of values and decides nothing."""

from __future__ import annotations

import csv
import shutil
import sys
from itertools import islice
from pathlib import Path

from bench.imports import made
from bench.measure import HEAD, call, interleaved, row

SHEET_ROWS = 200_000


def sheet_ratios(folder: Path, times: int) -> None:
    """Print the ratio for a workbook of 200,000 lines."""
    from python_calamine import CalamineWorkbook

    from core.intake.files.reading import read_tables

    source, spool = made_sheet(folder), folder / "spool"

    def read() -> None:
        read_tables(source, source.name, spool)
        shutil.rmtree(spool)

    taken = interleaved(
        {
            "bare calamine": lambda: call(
                lambda: CalamineWorkbook.from_path(str(source)).get_sheet_by_index(0).to_python()
            ),
            "read_tables": lambda: call(read),
        },
        times,
    )
    print(f"\n### Reading a workbook of {SHEET_ROWS:,} lines\n\n{HEAD}")
    for name in taken:
        print(row(name, taken[name], taken["bare calamine"], "1.3" if name == "read_tables" else ""))
    sys.stdout.flush()


def made_sheet(folder: Path) -> Path:
    """The first lines of the generated sales as a workbook, numbers and days as such, made once."""
    import xlsxwriter

    path = folder / f"sales_{SHEET_ROWS}.xlsx"
    if path.exists():
        return path
    with made(folder, SHEET_ROWS, "sales").open(encoding="utf-8", newline="") as stream:
        lines = csv.reader(stream)
        with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": True}) as book:
            sheet = book.add_worksheet()
            for number, line in enumerate(islice(lines, SHEET_ROWS + 1)):
                sheet.write_row(number, 0, line)
    return path
