"""Builds workbooks and archives by hand, also such as no program writes."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
ROOT = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK = f'<workbook {MAIN} xmlns:r="{LINKS}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
BOOK_LINKS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
SHEET = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"


def sheet_xml(rows: str, more: str = "") -> str:
    """The XML of a sheet with these rows."""
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData>{more}</worksheet>"


def text_cell(place: str, text: str) -> str:
    """A cell with its text inside."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def write_xlsx(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """An XLSX of one sheet; `parts` replace or add to the usual ones."""
    usual: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_LINKS,
        SHARED: f"<sst {MAIN}/>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**usual, **parts}.items():
            archive.writestr(name, content)
    return path


def lie_about_size(path: Path, name: str, size: int) -> Path:
    """Make the directory of a ZIP say another size for one of its files."""
    content = bytearray(path.read_bytes())
    raw = name.encode()
    for mark, size_at, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        place = content.find(mark)
        while place >= 0 and content[place + name_at : place + name_at + len(raw)] != raw:
            place = content.find(mark, place + 4)
        struct.pack_into("<I", content, place + size_at, size)
    path.write_bytes(content)
    return path


def record(kind: int, body: bytes) -> bytes:
    """One record of an XLS stream."""
    return struct.pack("<HH", kind, len(body)) + body


def xls_stream(cells: Sequence[bytes], cipher: int | None = None) -> bytes:
    """The stream of an XLS with one sheet, "S", that holds these cell records; `cipher` says that it is enciphered."""
    begin = lambda kind: record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))  # noqa: E731
    lock = record(0x2F, struct.pack("<HHH", cipher, 0x1234, 0x5678)) if cipher is not None else b""
    head = begin(5) + lock
    place = len(head) + 4 + 9 + 4
    sheet = record(0x85, struct.pack("<IBBBB", place, 0, 0, 1, 0) + b"S")
    return head + sheet + record(0x0A, b"") + begin(0x10) + b"".join(cells) + record(0x0A, b"")


def xls_text(row: int, column: int, text: str) -> bytes:
    """A LABEL record."""
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode("latin-1"))


def xls_number(row: int, column: int, value: float) -> bytes:
    """A NUMBER record."""
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def xls_error(row: int, column: int, code: int) -> bytes:
    """A BOOLERR record that holds an error."""
    return record(0x205, struct.pack("<HHHBB", row, column, 0, code, 1))


def xls_formula_error(row: int, column: int, code: int) -> bytes:
    """A FORMULA record whose last value is an error."""
    value = bytes([2, 0, code, 0, 0, 0, 0xFF, 0xFF])
    return record(0x06, struct.pack("<HHH", row, column, 0) + value + struct.pack("<HIH", 0, 0, 3) + b"\x1c\x2a\x00")


def write_ole(path: Path, name: str, stream: bytes) -> Path:
    """An OLE file with one stream, which is filled up to the size from which streams have sectors of their own."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\x00")
    sectors = len(stream) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    assert len(table) == 128, "one sector of the table is enough for tests"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    entries = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(name, 2, 0xFFFFFFFF, 2, len(stream))
    path.write_bytes(head + struct.pack("<128I", *table) + entries.ljust(512, b"\x00") + stream)
    return path


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        raw.ljust(64, b"\x00")
        + struct.pack("<HBB", len(raw) + 2, kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )
