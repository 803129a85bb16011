"""Files made to break their reader: each is refused soon, with its own sentence, in little memory; the app lives."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import ReadingError
from core.intake.files.reading import read_tables
from tests.hostile.packages import (
    MAIN,
    SHARED,
    SHEET,
    lie_about_size,
    sheet_xml,
    text_cell,
    write_ole,
    write_xlsx,
    xls_stream,
)

CPU_SECONDS = 2.0  # of this process and its children: tests run side by side
PEAK_MB = 300
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>'
SHARED_CELL = sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>0</v></c></row>')


def inflating(path: Path) -> Path:
    """60 MB in 60 KB; more would only take longer to write."""
    return write_xlsx(path, {SHEET: sheet_xml(" " * 60_000_000)})


def gigabyte(path: Path) -> Path:
    return lie_about_size(inflating(path), SHEET, 1_000_000_000)


def lying(path: Path) -> Path:
    return lie_about_size(inflating(path), SHEET, 1000)


def far_cell(path: Path) -> Path:
    rows = f'<row r="1">{text_cell("A1", "a")}</row><row r="1048576">{text_cell("XFD1048576", "z")}</row>'
    return write_xlsx(path, {SHEET: sheet_xml(rows)})


def wide_far_cell(path: Path) -> Path:
    rows = f'<row r="1">{text_cell("A1", "a")}</row><row r="9000">{text_cell("XFD9000", "z")}</row>'
    return write_xlsx(path, {SHEET: sheet_xml(rows)})


def entities(path: Path) -> Path:
    return write_xlsx(path, {SHEET: SHARED_CELL, SHARED: f"{BILLION}<sst {MAIN}><si><t>&e9;</t></si></sst>"})


def entities_in_sheet(path: Path) -> Path:
    return write_xlsx(path, {SHEET: BILLION + sheet_xml(f'<row r="1">{text_cell("A1", "&e9;")}</row>')})


def entities_in_xml(path: Path) -> Path:
    path.write_text(
        f"{BILLION}<Workbook><Worksheet><Table><Row><Cell><Data>&e9;</Data></Cell></Row></Table></Worksheet></Workbook>"
    )
    return path


def crowded(path: Path) -> Path:
    """A directory of 100,000 names for one empty file."""
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"x"
    entry = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0)
    directory = b"".join(entry + b"%05d.csv" % number for number in range(100_000))
    large = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 100_000, 100_000, len(directory), len(local))
    large += struct.pack("<4sIQI", b"PK\x06\x07", 0, len(local) + len(directory), 1)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(local + directory + large + end)
    return path


def repeated_ods(path: Path) -> Path:
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    names += 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    names += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-cell></table:table-row>'
    sheet = f'<office:spreadsheet><table:table table:name="S">{row}</table:table></office:spreadsheet>'
    body = f"<office:document-content {names}><office:body>{sheet}</office:body></office:document-content>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", body)
        archive.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
    return path


def packed_zeros(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.csv", bytes(60_000_000))
    return path


def long_text_cell(path: Path) -> Path:
    return write_xlsx(
        path,
        {
            SHEET: sheet_xml(
                f'<row r="1">{text_cell("A1", "a")}</row><row r="2">{text_cell("A2", "x" * 20_000_000)}</row>'
            )
        },
    )


def long_csv_cell(path: Path) -> Path:
    path.write_text(f'a,b\n1,"{"x" * 20_000_000}"\n')
    return path


def locked_xls(path: Path) -> Path:
    return write_ole(path, "Workbook", xls_stream([], cipher=0))


def locked_xlsx(path: Path) -> Path:
    return write_ole(path, "EncryptedPackage", bytes(5000))


def truncated(path: Path) -> Path:
    rows = "".join(f'<row r="{n}">{text_cell(f"A{n}", f"text {n * n}")}</row>' for n in range(1, 2000))
    content = write_xlsx(path, {SHEET: sheet_xml(rows)}).read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    return path


BOMBS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "inflating.xlsx": (inflating, "file_too_large"),
    "gigabyte.xlsx": (gigabyte, "file_too_large"),
    "lying.xlsx": (lying, "workbook_broken"),
    "far.xlsx": (far_cell, "file_memory"),
    "wide_far.xlsx": (wide_far_cell, "file_memory"),
    "entities.xlsx": (entities, "workbook_broken"),
    "entities_in_sheet.xlsx": (entities_in_sheet, "workbook_broken"),
    "entities.xml": (entities_in_xml, "file_broken"),
    "crowded.zip": (crowded, "archive_crowded"),
    "repeated.ods": (repeated_ods, "workbook_broken"),
    "zeros.zip": (packed_zeros, "file_too_large"),
    "long_cell.xlsx": (long_text_cell, "row_too_large"),
    "long_cell.csv": (long_csv_cell, "row_too_large"),
    "locked.xls": (locked_xls, "workbook_protected"),
    "locked.xlsx": (locked_xlsx, "workbook_protected"),
    "truncated.xlsx": (truncated, "workbook_broken"),
}


@pytest.fixture(scope="module")
def bombs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bombs")
    for name, (build, _) in BOMBS.items():
        build(folder / name)
    return folder


@pytest.mark.parametrize("name", BOMBS)
def test_each_is_refused_soon_and_leaves_nothing(bombs: Path, tmp_path: Path, name: str) -> None:
    began = sum(os.times()[:4])
    with pytest.raises(ReadingError) as caught:
        read_tables(bombs / name, name, tmp_path)
    assert caught.value.code == BOMBS[name][1], caught.value
    assert sum(os.times()[:4]) - began < CPU_SECONDS
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", ['7,"abc def7,5.20', '7,"abc"",5.20', '7","abc,5.20'])
def test_quotes_that_never_close_take_no_time(tmp_path: Path, line: str) -> None:
    """Each row is read on over the rows after it, in search of the end of its quote."""
    path = tmp_path / "open.csv"
    path.write_text("id,name,amount\n" + f"{line}\n" * 600)
    began = sum(os.times()[:4])
    (table,) = read_tables(path, path.name, tmp_path / "spool")
    assert (table.rows, table.sample[0][2]) == (600, "5.20")
    assert sum(os.times()[:4]) - began < CPU_SECONDS


def test_all_in_one_call_take_little_memory_and_a_good_file_still_comes_in(bombs: Path, tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    good.write_text("Order No,Date,Customer,Amount\n1,2024-05-05,A,10\n")
    files = [*(str(bombs / name) for name in BOMBS), str(good)]
    command = [sys.executable, "-m", "core", "--home", str(tmp_path / "home"), "--json", "import", *files]
    watched = "import resource,subprocess,sys\ndone = subprocess.run(sys.argv[1:], capture_output=True, text=True)\n"
    watched += "print(done.stdout)\nprint(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    done = subprocess.run([sys.executable, "-c", watched, *command], capture_output=True, text=True, check=True)
    *answer, peak_mb = done.stdout.strip().splitlines()
    found = {file["file"]: file["error"] for file in json.loads("\n".join(answer))["files"]}
    assert found == {name: code for name, (_, code) in BOMBS.items()} | {"good.csv": None}
    assert int(peak_mb) < PEAK_MB


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "a.xlsx", {SHEET: SHARED_CELL, SHARED: f"{OUTSIDE}<sst {MAIN}><si><t>&e9;</t></si></sst>"}
    )
    with pytest.raises(ReadingError) as caught:
        read_tables(path, "a.xlsx", tmp_path / "spool")
    assert caught.value.code == "workbook_broken"
    assert "root:" not in str(caught.value)
