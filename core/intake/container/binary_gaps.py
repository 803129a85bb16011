"""Error cells of the two binary kinds of workbook, XLS and XLSB, which their reader leaves empty."""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
from collections.abc import Iterator

from core.intake.container.gaps import Gaps
from core.intake.container.xml import attributes_of

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

XLS_BOUNDSHEET, XLS_BOOLERR, XLS_FORMULA, XLS_BOF, XLS_EOF = 0x85, 0x205, 0x06, 0x809, 0x0A
XLS_FILEPASS = 0x2F
XLS_SUSPECT = re.compile(rb"\x05\x02\x08\x00|\x02\x00.\x00\x00\x00\xff\xff", re.DOTALL)
XLSB_ROW, XLSB_ERROR, XLSB_FORMULA_ERROR, XLSB_SHEET = 0, 3, 11, 156

FREE_SECTORS = 0xFFFFFFFA  # numbers from here on are no sectors
MINI_CUTOFF_BYTES = 4096


def xls_gaps(stream: bytes) -> dict[int, Gaps]:
    """The error cells of each sheet of the stream of an XLS file by the sheet's place (from 0)."""
    if not XLS_SUSPECT.search(stream):
        return {}
    starts = []
    for record, body in _xls_records(stream, 0):
        if record == XLS_BOUNDSHEET:
            starts.append(struct.unpack_from("<I", body)[0])
        elif record == XLS_EOF:
            break
    return {place: _xls_sheet(stream, start) for place, start in enumerate(starts)}


def is_locked(stream: bytes) -> bool:
    """Whether the stream of an XLS file is enciphered, even in the weak way that its reader does not know."""
    for record, _ in _xls_records(stream, 0):
        if record in {XLS_FILEPASS, XLS_EOF}:
            return record == XLS_FILEPASS
    return False


def _xls_sheet(stream: bytes, start: int) -> Gaps:
    found: Gaps = {}
    depth = 0
    for record, body in _xls_records(stream, start):
        depth += (record == XLS_BOF) - (record == XLS_EOF)
        if depth == 0:
            break
        if depth > 1 or record not in {XLS_BOOLERR, XLS_FORMULA} or len(body) < 8:
            continue
        row, column = struct.unpack_from("<HH", body)
        if record == XLS_BOOLERR and body[7] == 1:
            found.setdefault(row, {})[column] = ERRORS.get(body[6], "#ERROR")
        elif record == XLS_FORMULA and len(body) > 13 and body[6] == 2 and body[12:14] == b"\xff\xff":
            found.setdefault(row, {})[column] = ERRORS.get(body[8], "#ERROR")
    return found


def _xls_records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record from a place on."""
    while start + 4 <= len(stream):
        record, size = struct.unpack_from("<HH", stream, start)
        yield record, stream[start + 4 : start + 4 + size]
        start += 4 + size


def book_stream(content: bytes) -> bytes:
    """The stream of an OLE file that holds the workbook; b"" where there is none.

    [MS-CFB]: sectors are chained by a table that is itself kept in sectors; short streams stand in sectors of 64 bytes
    within the stream of the root.
    """
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    directory, _, _, mini_table = struct.unpack_from("<IIII", content, 48)
    more, count = struct.unpack_from("<II", content, 68)
    numbers = list(struct.unpack_from("<109I", content, 76))
    for _ in range(min(count, len(content) // size)):
        if more >= FREE_SECTORS:
            break
        *found, more = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        numbers += found
    table = b"".join(_sector(content, number, size) for number in numbers if number < FREE_SECTORS)
    entries = _chain(content[size:], table, directory, size)
    root = entries[:128]
    for place in range(0, len(entries) - 127, 128):
        entry = entries[place : place + 128]
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le", "replace")
        first, length = struct.unpack_from("<II", entry, 116)
        if name.lower() in {"workbook", "book"}:
            if length >= MINI_CUTOFF_BYTES:
                return _chain(content[size:], table, first, size)[:length]
            short = _chain(content[size:], table, struct.unpack_from("<I", root, 116)[0], size)
            return _chain(short, _chain(content[size:], table, mini_table, size), first, 64)[:length]
    return b""


def _sector(content: bytes, number: int, size: int) -> bytes:
    return content[(number + 1) * size : (number + 2) * size]


def _chain(content: bytes, table: bytes, number: int, size: int) -> bytes:
    """The sectors of a stream from its first one on; a chain that runs in circles ends with the file."""
    found = []
    for _ in range(len(content) // size + 1):
        if number >= FREE_SECTORS or number * 4 + 4 > len(table):
            break
        found.append(content[number * size : (number + 1) * size])
        number = struct.unpack_from("<I", table, number * 4)[0]
    return b"".join(found)


def xlsb_gaps(archive: zipfile.ZipFile) -> dict[int, Gaps]:
    """The error cells of each sheet of an XLSB file by the sheet's place (from 0)."""
    links = attributes_of(archive.read("xl/_rels/workbook.bin.rels"), "Relationship")
    targets = {link["Id"]: link["Target"] for link in links}
    found = {}
    sheets = (body for record, body in _xlsb_records(archive.read("xl/workbook.bin")) if record == XLSB_SHEET)
    for place, body in enumerate(sheets):
        length = struct.unpack_from("<I", body, 8)[0]
        target = targets.get(body[12 : 12 + 2 * length].decode("utf-16-le", "replace"), "")
        part = posixpath.normpath(posixpath.join("xl", target)).lstrip("/")
        if "worksheets" in part:
            found[place] = _xlsb_sheet(archive.read(part))
    return found


def _xlsb_sheet(content: bytes) -> Gaps:
    found: Gaps = {}
    row = 0
    for record, body in _xlsb_records(content):
        if record == XLSB_ROW:
            row = struct.unpack_from("<I", body)[0]
        elif record in {XLSB_ERROR, XLSB_FORMULA_ERROR}:
            found.setdefault(row, {})[struct.unpack_from("<I", body)[0]] = ERRORS.get(body[8], "#ERROR")
    return found


def _xlsb_records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record. [MS-XLSB]: both numbers before the body take one byte per seven bits."""
    place = 0
    while place < len(content):
        record = content[place]
        place += 1
        if record & 0x80:
            record = (record & 0x7F) | (content[place] & 0x7F) << 7
            place += 1
        size = shift = 0
        while True:
            byte = content[place]
            place += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        yield record, content[place : place + size]
        place += size
