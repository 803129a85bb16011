"""What kind of file the first bytes show, whatever its name says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from core.errors import ReadingError

Container = Literal["zip", "ole", "parquet", "html", "xml"]

HEAD_BYTES = 4096
CONTAINERS: tuple[tuple[bytes, Container], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),  # an empty one
    (b"PK\x07\x08", "zip"),  # one part of several
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PAR1", "parquet"),
)
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "RIFF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"\xfd7zXZ", "XZ"),
    (b"BZh", "BZIP2"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"\x09\x08\x10\x00", "XLS without its container"),
    (b"\x09\x08\x08\x00", "XLS (Excel 4 or 5)"),
    (b"\x09\x04\x06\x00", "XLS (Excel 4)"),
    (b"\x09\x02\x06\x00", "XLS (Excel 3)"),
    (b"\x09\x00\x04\x00", "XLS (Excel 2)"),
    (b"MIME-Version:", "MHTML"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90\x00", "EXE"),
)
MARKUP = re.compile(rb"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|table|style|div)\b", re.DOTALL)
XML = re.compile(rb"(?:<\?xml\b|<\?mso-application|<(?:\w+:)?Workbook\b)", re.IGNORECASE)
XML_WITH_HTML = re.compile(rb"<\?xml[^>]*>\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.DOTALL)


def check_file(path: Path) -> None:
    """Raises `ReadingError`: `file_folder` for a folder, `file_missing` where there is no file."""
    if path.is_dir():
        raise ReadingError("file_folder", file=str(path))
    if not path.is_file():
        raise ReadingError("file_missing", file=str(path))


def container_of(path: Path) -> Container | None:
    """What holds the tables; None for plain text."""
    head = _head(path)
    for magic, container in CONTAINERS:
        if head.startswith(magic):
            return container
    start = _markup_start(head)
    if MARKUP.match(start) or XML_WITH_HTML.match(start):
        return "html"
    return "xml" if XML.match(start) else None


def check_kind(path: Path, file_name: str) -> Container | None:
    """What holds the tables, None for plain text.

    Raises `ReadingError`: `file_empty`; `file_not_text` (found) for a known binary kind.
    """
    head = _head(path)
    if not head.strip(b"\xef\xbb\xbf \t\r\n\x00") and path.stat().st_size <= len(head):
        raise ReadingError("file_empty", file=file_name)
    for magic, found in MAGIC:
        if head.startswith(magic):
            raise ReadingError("file_not_text", file=file_name, found=found)
    return container_of(path)


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(HEAD_BYTES)


def _markup_start(head: bytes) -> bytes:
    """The first bytes in lower-case ASCII, UTF-16 made narrow."""
    narrow = head.replace(b"\x00", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head
    return narrow.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
