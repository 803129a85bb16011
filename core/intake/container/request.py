"""What the child process is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Request:
    """The file at `path`, called `file_name` by its owner; what is found in it is written into `folder`.

    `sheet` = the only sheet that is wanted; `limit_bytes` = the most that may be written.
    """

    path: Path
    file_name: str
    folder: Path
    sheet: str | None
    limit_bytes: int
