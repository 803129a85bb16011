"""What kind of file the first bytes show, whatever its name says."""

import zipfile
from pathlib import Path
from typing import Literal

from core.errors import ReadingError

Kind = Literal["text", "workbook"]

ARCHIVE_LIMIT_BYTES = 300_000_000
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
)
MARKUP = ((b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<table", "HTML"), (b"<?xml", "XML"))


def check_kind(path: Path, file_name: str, limit_bytes: int = ARCHIVE_LIMIT_BYTES) -> Kind:
    """Whether the content is text or a workbook.

    Raises `ReadingError`: `file_empty`; `file_not_text` (found) for a known binary kind; `kind_unsupported` (found)
    for what could hold tables and is not read; `workbook_broken`, `file_too_large`, `workbook_protected`.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
    if not head.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        if path.stat().st_size <= len(head):
            raise ReadingError("file_empty", file=file_name)
        return "text"
    if head.startswith(ZIP_MAGIC):
        return _check_archive(path, file_name, limit_bytes)
    if head.startswith(OLE_MAGIC):
        return _check_compound(path, file_name)
    for magic, found in MAGIC:
        if head.startswith(magic):
            raise ReadingError("file_not_text", file=file_name, found=found)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for magic, found in MARKUP:
        if start.startswith(magic):
            raise ReadingError("kind_unsupported", file=file_name, found=found)
    return "text"


def _check_archive(path: Path, file_name: str, limit_bytes: int) -> Kind:
    """A workbook in a ZIP; its directory says how large it is unpacked before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadingError("workbook_broken", file=file_name, detail=str(error)) from error
    size = sum(entry.file_size for entry in entries)
    if size > limit_bytes:
        raise ReadingError("file_too_large", file=file_name, bytes=size, limit=limit_bytes)
    names = {entry.filename for entry in entries}
    if names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        return "workbook"
    raise ReadingError("kind_unsupported", file=file_name, found=_archive_name(names))


def _archive_name(names: set[str]) -> str:
    if any(name.startswith("word/") for name in names):
        return "DOCX"
    return "PPTX" if any(name.startswith("ppt/") for name in names) else "ZIP"


def _check_compound(path: Path, file_name: str) -> Kind:
    """Old Excel and password-protected new Excel share one container; stream names in it are UTF-16."""
    with path.open("rb") as stream:
        content = stream.read(ARCHIVE_LIMIT_BYTES)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise ReadingError("workbook_protected", file=file_name)
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "workbook"
    raise ReadingError("kind_unsupported", file=file_name, found="OLE")
