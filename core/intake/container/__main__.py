"""The child process: one request (JSON) as its argument, one reply (JSON) on stdout.

A reply holds what was found, or `error` and `fields` of the `ReadingError` that says why nothing was.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from core.errors import ReadingError
from core.intake.container.limits import OUT_OF_MEMORY, limit_memory, limit_work
from core.intake.container.request import Request


def main() -> int:
    """Answer the request of the command line; the exit code is 0, or `OUT_OF_MEMORY`."""
    given = json.loads(sys.argv[1])
    request = Request(Path(given["path"]), given["file_name"], Path(given["folder"]), given["sheet"], given["limit"])
    limit_work(given["seconds"], request.limit_bytes)
    limit_memory(0)
    try:
        reply = _answer(given["task"], request)
    except ReadingError as error:
        reply = {"error": error.code, "fields": error.fields}
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.write(json.dumps(reply))
    sys.stdout.flush()
    os._exit(0)  # at once: there is nothing left to tidy up, and millions of cells to free


def _answer(task: str, request: Request) -> dict[str, Any]:
    if task == "files":
        from core.intake.container.archive import unpack

        return unpack(request)
    from core.intake.container.tables import write_tables

    return {"tables": [[sheet, str(path)] for sheet, path in write_tables(request)]}


if __name__ == "__main__":
    sys.exit(main())
