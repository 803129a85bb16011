"""Raw uploads: copied into the workspace at once, kept by content hash, never changed."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import ReadingError

if TYPE_CHECKING:
    from core.store.workspace import Workspace

BLOCK_BYTES = 1 << 22


@dataclass(frozen=True)
class Upload:
    """A raw file kept in the workspace: its name as given, its SHA-256 and where it stands."""

    file_name: str
    content_hash: str
    path: Path
    size_bytes: int


def keep_upload(workspace: Workspace, path: Path, file_name: str) -> Upload:
    """Copy a file into the workspace under its content hash; a file that is there already is not written again.

    Errors: ReadingError `file_missing`.
    """
    if not path.is_file():
        raise ReadingError("file_missing", file=str(path))
    with path.open("rb") as file:
        content_hash = hashlib.file_digest(file, "sha256").hexdigest()
    kept = workspace.uploads / content_hash
    if not kept.exists():
        partial = kept.with_suffix(".part")
        shutil.copyfile(path, partial)
        partial.replace(kept)
    return Upload(file_name, content_hash, kept, kept.stat().st_size)
