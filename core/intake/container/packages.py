"""What a ZIP or an OLE file is, by what its directory lists."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from core.errors import ReadingError

Package = Literal["xlsx", "xlsb", "ods", "archive"]

WORKBOOK_LIMIT_BYTES = 600_000_000  # unpacked: a full sheet of 15 columns
ENTRIES_LIMIT = 10_000
USUAL_RATIO = 200  # text packs to a tenth, seldom to a fiftieth; bombs to a thousandth
HARMLESS_BYTES = 50_000_000
FLAG_ENCRYPTED = 0x1
WORKBOOK_PARTS = (b"[Content_Types].xml", b"_rels/", b"xl/", b"mimetype")
OFFICE_OTHERS = (("word/", "DOCX"), ("ppt/", "PPTX"), ("visio/", "VSDX"))
OLE_OTHERS = (("WordDocument", "DOC"), ("PowerPoint Document", "PPT"), ("__properties_version", "MSG"))


def open_zip(path: Path, file_name: str, limit_bytes: int) -> zipfile.ZipFile:
    """The ZIP at `path`, once its directory says that what it holds is no more than `limit_bytes`.

    The caller closes it. Raises `ReadingError`: `workbook_broken`, `file_broken`, `archive_crowded`, `file_too_large`.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        with path.open("rb") as stream:
            head = stream.read(4096)
        is_workbook = any(name in head for name in WORKBOOK_PARTS)
        code = "workbook_broken" if is_workbook else "file_broken"
        raise ReadingError(code, file=file_name, detail=str(error)) from error
    entries = archive.infolist()
    if len(entries) > ENTRIES_LIMIT:
        raise ReadingError("archive_crowded", file=file_name, count=len(entries), most=ENTRIES_LIMIT)
    check_size(path, file_name, unpacked_bytes(archive), limit_bytes)
    return archive


def unpacked_bytes(archive: zipfile.ZipFile) -> int:
    """How much the files of a ZIP hold in all, by its directory."""
    return sum(entry.file_size for entry in archive.infolist())


def check_size(path: Path, file_name: str, content_bytes: int, limit_bytes: int) -> None:
    """Raises `ReadingError` `file_too_large` for content beyond the limit, or packed far more closely than data are."""
    limit = min(limit_bytes, max(HARMLESS_BYTES, USUAL_RATIO * path.stat().st_size))
    if content_bytes > limit:
        raise ReadingError("file_too_large", file=file_name, bytes=content_bytes, limit=limit)


def check_unlocked(entries: Iterable[zipfile.ZipInfo], file_name: str) -> None:
    """Raises `ReadingError` `archive_protected` where any of the files needs a password."""
    if any(entry.flag_bits & FLAG_ENCRYPTED for entry in entries):
        raise ReadingError("archive_protected", file=file_name)


def package_of(archive: zipfile.ZipFile, file_name: str) -> Package:
    """What a ZIP is. Raises `ReadingError` `kind_unsupported` (found) for a document that holds no sheets."""
    lowered = {name.lower().replace("\\", "/").lstrip("/") for name in archive.namelist()}
    if "content.xml" in lowered and "mimetype" in lowered:
        if "spreadsheet" in _mimetype(archive):
            return "ods"
        raise ReadingError("kind_unsupported", file=file_name, found="OpenDocument")
    if "[content_types].xml" in lowered or any(name.startswith("xl/") for name in lowered):
        files = {name.rpartition("/")[2] for name in lowered}
        if "workbook.bin" in files:
            return "xlsb"
        if "workbook.xml" in files or any(name.startswith("xl/") for name in lowered):
            return "xlsx"
        kinds = (kind for start, kind in OFFICE_OTHERS if any(name.startswith(start) for name in lowered))
        found = next(kinds, "OOXML")
        raise ReadingError("kind_unsupported", file=file_name, found=found)
    if any(name.endswith(".iwa") for name in lowered):
        raise ReadingError("kind_unsupported", file=file_name, found="Numbers")
    return "archive"


def _mimetype(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as stream:
        return stream.read(200).decode("latin-1")


def check_compound(content: bytes, file_name: str) -> None:
    """Old Excel and password-protected new Excel share one container; stream names in it are UTF-16.

    Raises `ReadingError`: `workbook_protected`, `kind_unsupported` (found).
    """
    if _holds(content, "EncryptedPackage"):
        raise ReadingError("workbook_protected", file=file_name)
    if not any(_holds(content, name) for name in ("Workbook", "WORKBOOK", "Book", "BOOK")):
        found = next((kind for name, kind in OLE_OTHERS if _holds(content, name)), "OLE")
        raise ReadingError("kind_unsupported", file=file_name, found=found)


def _holds(content: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in content
