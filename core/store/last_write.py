"""A note beside the database of the last change that was written, so that a lost one does not go unnoticed.

The engine takes a log that was cut short for one that was never written to its end: the changes behind the cut would be
gone without a word.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from core.errors import WorkspaceError
from core.store.engine import Engine

NAME = "last-write.json"


def note_write(engine: Engine) -> None:
    """Note the data version that stands in the database, after it was committed.

    Where the note cannot be written the older one stays, which asks for less: what is committed counts.
    """
    file = _note_of(engine)
    partial = file.with_name(f".{NAME}.{os.getpid()}.part")
    with suppress(OSError):
        try:
            identity, version = _standing(engine)
            partial.write_text(json.dumps({"identity": identity, "data_version": version}), encoding="utf-8")
            partial.replace(file)
        finally:
            partial.unlink(missing_ok=True)


def check_last_write(engine: Engine) -> None:
    """WorkspaceError `workspace_behind` (path, standing, noted, note) where the database is behind its note.

    A note that cannot be read, or about a file of another identity, says nothing.
    """
    file = _note_of(engine)
    try:
        noted = json.loads(file.read_text(encoding="utf-8"))
        identity, version = str(noted["identity"]), int(noted["data_version"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    own, standing = _standing(engine)
    if identity == own and version > standing:
        raise WorkspaceError(
            "workspace_behind", path=str(engine.path), standing=standing, noted=version, note=str(file)
        )


def _note_of(engine: Engine) -> Path:
    return engine.path.with_name(NAME)


def _standing(engine: Engine) -> tuple[str, int]:
    """The identity of a database and its data version."""
    query = "select value from meta where name in ('identity', 'data_version') order by name"
    (version,), (identity,) = engine.rows(query)
    return str(identity), int(version)
