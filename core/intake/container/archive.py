"""A ZIP of files -> each of them unpacked, under a safe name and with the name that it has inside."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from core.errors import ReadingError
from core.intake.container.packages import check_unlocked, open_zip, package_of
from core.intake.container.request import Request
from core.intake.files.kind import container_of

BLOCK_BYTES = 1 << 20
NOISE = re.compile(r"(?:__MACOSX/|(?:.*/)?(?:\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini|~\$[^/]*)$)", re.IGNORECASE)
FLAG_UTF8 = 0x800


def unpack(request: Request) -> dict[str, Any]:
    """`files`: the name and path of each file inside, None where the file is no archive of files; `ignored`: names.

    Ignored are what systems leave behind (`__MACOSX`, `.DS_Store`, `Thumbs.db`, lock files of open workbooks).
    Raises `ReadingError`: `workbook_broken`, `file_broken`, `archive_crowded`, `file_too_large`, `archive_protected`,
    `kind_unsupported`, `file_empty`.
    """
    if container_of(request.path) != "zip":
        return {"files": None, "ignored": []}
    with open_zip(request.path, request.file_name, request.limit_bytes) as archive:
        if package_of(archive, request.file_name) != "archive":
            return {"files": None, "ignored": []}
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        names = dict(zip(entries, _names(entries), strict=True))
        kept = [entry for entry in entries if not NOISE.match(names[entry])]
        if not kept:
            raise ReadingError("file_empty", file=request.file_name)
        check_unlocked(kept, request.file_name)
        files = [
            [names[entry], _unpacked(archive, entry, request, place)]
            for place, entry in enumerate(sorted(kept, key=lambda entry: names[entry]), 1)
        ]
        return {"files": files, "ignored": [names[entry] for entry in entries if entry not in kept]}


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, request: Request, place: int) -> str:
    """Where one file was written; its name in the archive has no part in that."""
    out = request.folder / f"file-{place}"
    try:
        with archive.open(entry) as source, out.open("wb") as target:
            while block := source.read(BLOCK_BYTES):
                target.write(block)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        detail = f"{entry.filename}: {error}"
        raise ReadingError("file_broken", file=request.file_name, detail=detail[:200]) from error
    return str(out)


def _names(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    """The names inside: UTF-8 where the archive says so or the bytes are, else as Chinese Windows writes them."""
    raw = [None if entry.flag_bits & FLAG_UTF8 else entry.orig_filename.encode("cp437", "replace") for entry in entries]
    encoding = _encoding(b"\n".join(name for name in raw if name is not None))
    for entry, name in zip(entries, raw, strict=True):
        yield _safe(entry.filename if name is None else name.decode(encoding, "replace"))


def _encoding(names: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            names.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "cp437"


def _safe(name: str) -> str:
    """A name to be shown: folders with "/", without a way out of the archive and without control characters."""
    printable = "".join(sign if sign.isprintable() else "_" for sign in name.replace("\\", "/"))
    parts = [part for part in PurePosixPath(printable).parts if part.strip("/. ")]
    return "/".join(parts) or "_"
