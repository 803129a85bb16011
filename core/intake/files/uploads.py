"""Raw uploads: archives opened, every file copied into the workspace at once, kept by content hash, never changed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from core.errors import CoreError, ReadingError
from core.intake.files.child import ask_child
from core.intake.files.kind import check_file, container_of
from core.store.disk import saving

if TYPE_CHECKING:
    from core.store.workspace import Workspace

Found = TypeVar("Found")


@dataclass(frozen=True)
class Upload:
    """A raw file kept in the workspace: its name as given, its SHA-256 and where it stands."""

    file_name: str
    content_hash: str
    path: Path
    size_bytes: int


@dataclass(frozen=True)
class Part:
    """A file to be read: one that was given, or one out of an archive, then called "archive.zip/name inside"."""

    file_name: str
    path: Path


@dataclass(frozen=True)
class Drop:
    """What one given file stands for: itself, or the files of an archive.

    `ignored`: the names of what systems leave in archives. `error`: why the file cannot even be opened; then there are
    no parts.
    """

    file_name: str
    parts: tuple[Part, ...] = ()
    ignored: tuple[str, ...] = ()
    error: CoreError | None = None


@contextmanager
def opened(workspace: Workspace, files: Sequence[tuple[Path, str]]) -> Iterator[list[Drop]]:
    """What the given files (path, name) stand for; unpacked files are there as long as the context lasts.

    The errors of a `Drop`: `file_missing`, `file_folder`, `upload_too_large`, and for archives `archive_protected`,
    `archive_crowded`, `file_too_large`, `file_empty`, `file_broken`, `workbook_broken`, `kind_unsupported`.
    """
    folder = workspace.spool / uuid4().hex
    try:
        yield [_drop(workspace, path, name, folder / str(place)) for place, (path, name) in enumerate(files)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _drop(workspace: Workspace, path: Path, file_name: str, folder: Path) -> Drop:
    try:
        limit_bytes = _checked(workspace, path, file_name)
    except CoreError as error:
        return Drop(file_name, error=error)
    return unpacked(path, file_name, folder, limit_bytes)


def unpacked(path: Path, file_name: str, folder: Path, limit_bytes: int) -> Drop:
    """What a file stands for: the files of an archive, which stand in `folder` then, else itself.

    `limit_bytes`: the most that may be unpacked. The errors of a `Drop`: see `opened`.
    """
    try:
        if container_of(path) != "zip":
            return Drop(file_name, (Part(file_name, path),))
        with saving(folder):
            folder.mkdir(parents=True, exist_ok=True)
        reply = ask_child("files", path, file_name, folder, limit_bytes)
    except CoreError as error:
        return Drop(file_name, error=error)
    if reply["files"] is None:
        return Drop(file_name, (Part(file_name, path),))
    parts = tuple(Part(f"{file_name}/{inside}", Path(place)) for inside, place in reply["files"])
    return Drop(file_name, parts, tuple(reply["ignored"]))


def keep_upload(
    workspace: Workspace, path: Path, file_name: str, read: Callable[[Path], Found]
) -> tuple[Upload, Found]:
    """Copy a file into the workspace under its content hash, and `read` the copy while that is made of it.

    It stands in the same folder under another name meanwhile. It is kept whatever `read` raises; a file that is there
    already is not kept twice. Errors: ReadingError `file_missing`, `file_folder`, `upload_too_large`; WorkspaceError
    `disk_full`, `place_closed`.
    """
    _checked(workspace, path, file_name)
    partial = workspace.uploads / f"{uuid4().hex}.part"
    try:
        with saving(workspace.folder):
            shutil.copyfile(path, partial)
        with ThreadPoolExecutor(1) as beside:
            hashing = beside.submit(_content_hash, partial)
            try:
                found = read(partial)
            finally:
                with saving(workspace.folder):
                    content_hash = hashing.result()
                    kept = workspace.uploads / content_hash
                    if not kept.exists():
                        partial.replace(kept)
        return Upload(file_name, content_hash, kept, kept.stat().st_size), found
    finally:
        partial.unlink(missing_ok=True)


def _content_hash(path: Path) -> str:
    with path.open("rb", 0) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _checked(workspace: Workspace, path: Path, file_name: str) -> int:
    """The most bytes that a file may have, once it is known to be a file that has no more."""
    check_file(path)
    limit_bytes = workspace.settings().upload_limit_mb * 1_000_000
    size = path.stat().st_size
    if size > limit_bytes:
        raise ReadingError("upload_too_large", file=file_name, bytes=size, limit=limit_bytes)
    return limit_bytes
