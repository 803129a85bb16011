"""Makes a workspace as version 1 of the tables left it."""

from __future__ import annotations

from pathlib import Path

from core.store.engine import Engine
from core.store.workspace import FILE_NAME

SCRIPT = Path(__file__).with_name("version_1.sql")


def old_workspace(home: Path, name: str = "main") -> Path:
    """The folder of a new workspace of version 1."""
    folder = home / name
    folder.mkdir(parents=True)
    engine = Engine(folder / FILE_NAME)
    with engine.transaction() as cursor:
        cursor.run(SCRIPT.read_text("utf-8"))
    engine.close()
    return folder
