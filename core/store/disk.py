"""What a disk that is full, closed or damaged means for a person."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import WorkspaceError

BACKUPS = "backups"
FULL = re.compile(r"No space left on device|Disk quota exceeded|not enough space on the disk", re.IGNORECASE)
CLOSED = re.compile(
    r"Permission denied|Read-only file system|Operation not permitted|Access is denied|File name too long"
    r"|Not a directory|Is a directory|File exists|Invalid argument",
    re.IGNORECASE,
)
DAMAGED = re.compile(
    r"Corrupt (?:database|WAL) file|not a valid DuckDB database file|Could not read (?:enough|all) bytes"
    r"|Failure while replaying WAL|WAL file .* does not match|Serialization Error"
)
HELD = re.compile(r"PID (\d+)")


def free_bytes(path: Path) -> int:
    """How much room there is where a path stands or would stand."""
    there = next(place for place in (path, *path.absolute().parents) if place.exists())
    return shutil.disk_usage(there).free


def storage_error(path: Path, detail: str) -> WorkspaceError:
    """The error for what the system said of a file: `disk_full`, `place_closed`, else `storage_failed`."""
    if FULL.search(detail):
        return WorkspaceError("disk_full", path=str(path), free=free_bytes(path))
    said = detail.splitlines()[0]
    if CLOSED.search(said):
        return WorkspaceError("place_closed", path=str(path), detail=said)
    return WorkspaceError("storage_failed", path=str(path), detail=said)


def damage(path: Path, detail: str) -> WorkspaceError:
    """The error `workspace_damaged` of a database file, with the copies that lie beside it, newest first."""
    copies = sorted((path.parent / BACKUPS).glob("*.duckdb"), key=_version_and_time, reverse=True)
    return WorkspaceError(
        "workspace_damaged",
        path=str(path),
        detail=detail,
        copies=tuple(str(copy) for copy in copies[:3]),
        uploads=str(path.parent / "uploads"),
    )


def _version_and_time(copy: Path) -> tuple[list[int], str]:
    """What a copy is sorted by: the numbers in its name, format 10 above format 9; a name without any comes last."""
    return [int(number) for number in re.findall("[0-9]+", copy.stem)], copy.name


def disk_error(path: Path, text: str) -> WorkspaceError | None:
    """The error for what the engine said of its disk; None where it spoke of something else."""
    detail = text.splitlines()[0]
    if FULL.search(text) or CLOSED.search(detail):
        return storage_error(path, text)
    return damage(path, detail) if DAMAGED.search(text) else None


def opening_error(path: Path, text: str) -> WorkspaceError:
    """The error for what the engine said when it could not open a file."""
    held = HELD.search(text)
    if held:
        return WorkspaceError("workspace_held", path=str(path), pid=int(held.group(1)))
    unreadable = WorkspaceError("workspace_unreadable", path=str(path), detail=text.splitlines()[0])
    return disk_error(path, text) or unreadable


@contextmanager
def saving(path: Path) -> Iterator[None]:
    """What the system refuses inside becomes the `storage_error` of a path."""
    try:
        yield
    except OSError as error:
        raise storage_error(path, error.strerror or str(error)) from error
