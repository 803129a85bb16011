"""Starts the process that takes a workbook or an archive apart, and says what happened to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

from core.errors import ReadingError
from core.intake.container.limits import MOST_MEMORY_BYTES, OUT_OF_MEMORY
from core.store.disk import FULL, storage_error

ROOT = Path(__file__).parents[3]
BASE_SECONDS = 10
BYTES_PER_SECOND = 250_000  # of the file as it is; ten times what the slowest reader (of web pages) needs


def ask_child(
    task: Literal["tables", "files"],
    path: Path,
    file_name: str,
    folder: Path,
    limit_bytes: int,
    sheet: str | None = None,
) -> dict[str, Any]:
    """The reply of the child process to a request, see `core.intake.container`.

    Whatever happens to the child, this process goes on. Raises the child's `ReadingError`, or `file_memory` (limit),
    `file_time` (seconds), `workbook_broken` where it died of the file, WorkspaceError `disk_full`.
    """
    seconds = BASE_SECONDS + path.stat().st_size // BYTES_PER_SECOND
    request = {
        "task": task,
        "path": str(path.resolve()),
        "file_name": file_name,
        "folder": str(folder.resolve()),
        "sheet": sheet,
        "limit": limit_bytes,
        "seconds": seconds,
    }
    command = [sys.executable, "-X", "utf8", "-m", "core.intake.container", json.dumps(request)]
    environment = {**os.environ, "MALLOC_ARENA_MAX": "1"}  # memory that is only reserved counts against the limit too
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ReadingError("file_time", file=file_name, seconds=seconds) from error
    try:
        return _reply(done, file_name, seconds)
    except ReadingError as error:
        if FULL.search(str(error.fields.get("detail"))):
            raise storage_error(folder, str(error.fields["detail"])) from error
        raise


def _reply(done: subprocess.CompletedProcess[bytes], file_name: str, seconds: int) -> dict[str, Any]:
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode == 0:
        reply: dict[str, Any] = json.loads(done.stdout)
        if "error" in reply:
            raise ReadingError(reply["error"], **reply["fields"])
        return reply
    if done.returncode == OUT_OF_MEMORY or "memory allocation of" in said or "MemoryError" in said:
        raise ReadingError("file_memory", file=file_name, limit=MOST_MEMORY_BYTES)
    if os.name == "posix" and done.returncode in {-24, -9}:  # SIGXCPU, or SIGKILL at the hard limit
        raise ReadingError("file_time", file=file_name, seconds=seconds)
    detail = said.rpartition("\n")[2] or f"exit {done.returncode}"
    raise ReadingError("workbook_broken", file=file_name, detail=detail[:200])
